//! `kill -9` inside the steps that are committed in two parts: guesses, changes of the password, deliveries.

use std::time::Duration;

use rekey_testkit::World;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::journeys;
use crate::standstill::{CHARGE, CONCLUSION, DIRECTORY, PROVIDER, Place, SENT, Standstill, VERDICT};
use crate::steps::{DAVE, DAVE_EMAIL, DAVE_PHONE, NEW_PASSWORD, Reset, signed_in};

/// Past the time for which a change is left alone, and past every claim of a dead process.
const LEFT_ALONE_SECONDS: i64 = 65;
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Sends it, waits until the program stands still over it, and kills the program there.
async fn die_at(world: &mut World, place: Place, path: &str, token: &str, body: Value) {
    let still = Standstill::at(world, place).await;
    tokio::select! {
        () = still.reached() => {}
        answer = world.try_call(reqwest::Method::POST, path, Some(token), Some(body)) => {
            // What is sent later than the answer: the program comes to the statement on its own.
            assert!(answer.expect("an answer").status.is_success());
            still.reached().await;
        }
    }
    world.kill();
    still.lift().await;
}

async fn die_over_password(world: &mut World, place: Place) -> Reset {
    let mut reset = Reset::start(world, DAVE).await;
    reset.prove_by_email(world, DAVE_EMAIL, 1).await;
    let body = json!({ "new_password": NEW_PASSWORD });
    die_at(world, place, "/api/v1/resets/current/password", &reset.token, body).await;
    reset
}

async fn die_over_code(world: &mut World, place: Place, channel: &str, number: Option<&str>) -> Reset {
    let reset = Reset::start(world, DAVE).await;
    let mut body = json!({ "option_id": reset.option(channel) });
    if let Some(number) = number {
        body["phone_number"] = number.into();
    }
    die_at(world, place, "/api/v1/resets/current/challenges", &reset.token, body).await;
    reset
}

/// Looks until it shows this, or for so long that it never will.
async fn shown(world: &World, reset: &mut Reset, is_it: fn(&Value) -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !is_it(reset.look(world).await) && Instant::now() < deadline {
        sleep(LOOK_EVERY).await;
    }
}

/// Waits until the change is settled, and gives the status.
async fn settled(world: &World, reset: &mut Reset) -> String {
    shown(world, reset, |view| view["status"] != "changing").await;
    reset.status().to_owned()
}

/// Waits until the person is told that nobody knows.
async fn delayed(world: &World, reset: &mut Reset) {
    shown(world, reset, |view| view["challenge"]["delivery"] == "delayed").await;
    assert_eq!(reset.view["challenge"]["delivery"], "delayed");
}

/// The code and the news by mail, the news by text, and nothing twice: also after another start.
async fn told_once(world: &mut World, offset_seconds: i64) {
    world.messages_to(DAVE_EMAIL, 2).await;
    world.messages_to(DAVE_PHONE, 1).await;
    world.resume(offset_seconds + LEFT_ALONE_SECONDS).await.expect("starts");
    let inbox = world.inbox().await;
    let count = |to: &str| inbox.iter().filter(|message| message.to == to).count();
    assert_eq!((count(DAVE_EMAIL), count(DAVE_PHONE)), (2, 1));
}

journeys! {
    async fn a_guess_without_a_verdict_stays_charged_and_the_code_good(mut world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 1).await;
        let path = "/api/v1/resets/current/answers";
        die_at(&mut world, VERDICT, path, &reset.token, json!({ "code": code })).await;
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 4);
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.status(), "verified");
        assert_eq!(reset.answer(&world, &code).await.code(), "challenge_over", "once");
    }

    async fn a_change_that_never_reached_the_directory_is_resumed_by_the_same_password(mut world: World) {
        let mut reset = die_over_password(&mut world, DIRECTORY).await;
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "changing");
        let old = world.password(DAVE);
        signed_in(&world, DAVE, &old).await;
        assert_eq!(reset.set_password(&world, "Another green kettle 8").await.code(), "different_password");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
        assert_eq!(world.sign_in(DAVE, &old).await.code(), "sign_in_failed");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        told_once(&mut world, 0).await;
    }

    async fn a_change_that_never_reached_the_directory_is_given_up(mut world: World) {
        let mut reset = die_over_password(&mut world, DIRECTORY).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        assert_eq!(settled(&world, &mut reset).await, "verified");
        signed_in(&world, DAVE, &world.password(DAVE)).await;
        let other = "Another green kettle 8";
        assert_eq!(reset.set_password(&world, other).await.good()["status"], "completed");
        signed_in(&world, DAVE, other).await;
        told_once(&mut world, LEFT_ALONE_SECONDS).await;
    }

    async fn a_change_that_never_reached_the_directory_ends_with_the_reset(mut world: World) {
        let mut reset = die_over_password(&mut world, DIRECTORY).await;
        world.resume(30 * 60).await.expect("starts");
        assert_eq!(settled(&world, &mut reset).await, "closed");
        assert_eq!(reset.view["closed_reason"], "expired");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "reset_over");
        signed_in(&world, DAVE, &world.password(DAVE)).await;
    }

    async fn a_change_that_the_directory_made_is_concluded_by_the_same_password(mut world: World) {
        let mut reset = die_over_password(&mut world, CONCLUSION).await;
        world.resume(0).await.expect("starts");
        assert_eq!(reset.look(&world).await["status"], "changing");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        let done = reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!(done["status"], "completed");
        assert!(done["device_token"].is_string());
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        told_once(&mut world, 0).await;
    }

    async fn a_change_that_the_directory_made_is_told_though_nobody_comes_back(mut world: World) {
        let before = signed_in(&world, DAVE, &world.password(DAVE)).await;
        let mut reset = die_over_password(&mut world, CONCLUSION).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        assert_eq!(settled(&world, &mut reset).await, "completed");
        assert_eq!(world.get("/api/v1/me", &before).await.status.as_u16(), 401, "its sign-ins have ended");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        told_once(&mut world, LEFT_ALONE_SECONDS).await;
    }

    async fn a_change_that_the_directory_made_is_told_also_when_the_time_of_the_reset_is_up(mut world: World) {
        die_over_password(&mut world, CONCLUSION).await;
        // Days later: what is old is swept, but this not before it is told.
        world.resume(3 * 24 * 3600).await.expect("starts");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        // The code's mail may still be there; the newest is to be the news.
        let told = async { while world.messages_to(DAVE_EMAIL, 1).await[0].code().is_some() {} };
        tokio::time::timeout(DEADLINE, told).await.expect("the change is told");
    }

    async fn a_mail_that_was_claimed_and_not_carried_arrives_once(mut world: World) {
        let mut reset = die_over_code(&mut world, PROVIDER, "email", None).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        let code = world.code_to(DAVE_EMAIL, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(world.inbox().await.len(), 1);
    }

    async fn a_mail_that_was_carried_and_not_signed_off_is_one_mail(mut world: World) {
        let mut reset = die_over_code(&mut world, SENT, "email", None).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        let code = world.code_to(DAVE_EMAIL, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(world.inbox().await.len(), 1, "again under the same Message-ID");
    }

    async fn a_text_that_was_claimed_and_not_charged_comes_once(mut world: World) {
        let mut reset = die_over_code(&mut world, CHARGE, "sms", Some(DAVE_PHONE)).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        let code = world.code_to(DAVE_PHONE, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(world.inbox().await.len(), 1);
    }

    async fn a_text_that_was_charged_and_not_carried_is_not_sent_by_itself(mut world: World) {
        let mut reset = die_over_code(&mut world, PROVIDER, "sms", Some(DAVE_PHONE)).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        delayed(&world, &mut reset).await;
        assert!(world.inbox().await.is_empty());
        reset.choose(&world, "sms", None).await.good();
        let code = world.code_to(DAVE_PHONE, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(world.inbox().await.len(), 1);
    }

    async fn a_text_that_was_carried_and_not_signed_off_is_sent_once_and_good(mut world: World) {
        let mut reset = die_over_code(&mut world, SENT, "sms", Some(DAVE_PHONE)).await;
        world.resume(LEFT_ALONE_SECONDS).await.expect("starts");
        delayed(&world, &mut reset).await;
        let code = world.code_to(DAVE_PHONE, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(world.inbox().await.len(), 1);
    }
}
