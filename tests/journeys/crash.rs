//! `kill -9` between every two steps: nothing acknowledged is lost, nothing is sent twice.

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::journeys;
use crate::steps::{FRANK, FRANK_EMAIL, FRANK_PHONE, NEW_PASSWORD, Reset, signed_in};

journeys! {
    async fn killed_between_every_two_steps_the_reset_goes_on(mut world: World) {
        let mut reset = Reset::start(&world, FRANK).await;
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "choosing");
        reset.choose(&world, "email", None).await.good();
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "challenged");
        let code = world.code_to(FRANK_EMAIL, 1).await;
        world.resume(0).await.expect("starts");
        reset.answer(&world, &code).await.good();
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["gates"]["passed"], 1);
        reset.choose(&world, "sms", Some(FRANK_PHONE)).await.good();
        // Killed while the text is handed over, it is in doubt and does not go again by itself: `crash_inside` has that.
        let code = world.code_to(FRANK_PHONE, 1).await;
        world.resume(0).await.expect("starts");
        reset.answer(&world, &code).await.good();
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "completed");
        signed_in(&world, FRANK, NEW_PASSWORD).await;
        let mails = world.messages_to(FRANK_EMAIL, 2).await;
        let texts = world.messages_to(FRANK_PHONE, 2).await;
        assert_eq!((mails.len(), texts.len()), (2, 2), "a code and a notice each, once");
    }

    async fn a_lost_answer_is_found_again(world: World) {
        let mut reset = Reset::start(&world, FRANK).await;
        // The connection is cut before the answer is read: the work was done, and the client looks.
        let (address, option) = (world.address(), reset.option("email"));
        let host = address.trim_start_matches("http://");
        let body = format!("{{\"option_id\":\"{option}\"}}");
        let request = format!(
            "POST /api/v1/resets/current/challenges HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            reset.token,
            body.len()
        );
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).await.expect("connects");
        stream.write_all(request.as_bytes()).await.expect("writes");
        let code = world.code_to(FRANK_EMAIL, 1).await;
        drop(stream);
        assert_eq!(reset.look(&world).await["status"], "challenged");
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.view["gates"]["passed"], 1);
    }
}
