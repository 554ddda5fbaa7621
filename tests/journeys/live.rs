//! Live updates: the stream of events tells what changes.

use std::time::Duration;

use rekey_testkit::World;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::journeys;
use crate::steps::{DAVE, DAVE_EMAIL, Reset};

/// A stream of events, line by line.
struct Events(BufReader<TcpStream>);

impl Events {
    async fn open(world: &World, token: &str) -> Self {
        let address = world.address();
        let host = address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).await.expect("connects");
        let request = format!(
            "GET /api/v1/resets/current/events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
             Accept: text/event-stream\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("writes");
        Self(BufReader::new(stream))
    }

    /// Reads on until a line holds this.
    async fn until(&mut self, wanted: &str) {
        let reading = async {
            let mut line = String::new();
            while !line.contains(wanted) {
                line.clear();
                let read = self.0.read_line(&mut line).await.expect("reads");
                assert!(read > 0, "the stream ended before {wanted}");
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reading).await.expect(wanted);
    }
}

journeys! {
    async fn a_stream_ends_when_the_program_is_told_to_end(mut world: World) {
        let reset = Reset::start(&world, DAVE).await;
        let mut events = Events::open(&world, &reset.token).await;
        events.until("\"status\":\"choosing\"").await;
        let told = std::time::Instant::now();
        assert!(world.terminate().expect("ends").success());
        assert!(told.elapsed() < Duration::from_secs(10), "{:?}", told.elapsed());
    }

    async fn the_stream_follows_the_reset_and_ends_with_it(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        let mut events = Events::open(&world, &reset.token).await;
        events.until("\"status\":\"choosing\"").await;
        reset.choose(&world, "email", None).await.good();
        // Perhaps in the same event as "challenged", perhaps in one of its own.
        events.until("\"delivery\":\"sent\"").await;
        let code = world.code_to(DAVE_EMAIL, 1).await;
        reset.answer(&world, &code).await.good();
        events.until("\"status\":\"verified\"").await;
        reset.set_password(&world, "Nineteen green kettles 7").await.good();
        events.until("\"status\":\"completed\"").await;
    }
}
