//! The database goes away and comes back: 503 with Retry-After, nothing acknowledged is lost.

use std::time::Duration;

use rekey_testkit::servers::Postgres;
use rekey_testkit::{Engine, Proxy, TestDatabase, World, proxy};

use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset, signed_in};

/// The time for a connection that an installation has, unlike the other journeys.
const SHORT: (&str, &str) = ("REKEY__STORE__ACQUIRE_TIMEOUT_MS", "1000");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_database_nothing_is_accepted_and_what_was_is_kept() {
    let mut server = Postgres::start().expect("a PostgreSQL of its own");
    let database = TestDatabase::fresh(Engine::Sqlite).expect("a folder");
    rekey_testkit::databases::psql(&server.admin_url(), "create database rekey").expect("made");
    let url = server.database_url("rekey");
    let world =
        World::start_on(database, Vec::new(), &[("REKEY__STORE__URL", url.as_str()), SHORT]).await.expect("starts");
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    let captcha = world.captcha().await;

    server.halt();
    let answer = reset.answer(&world, &code).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (503, "unavailable"), "{answer:?}");
    assert!(answer.retry_after.is_some());
    let body = serde_json::json!({ "user_id": DAVE, "captcha": captcha });
    let started = world.call(reqwest::Method::POST, "/api/v1/resets", None, Some(body)).await;
    assert_eq!(started.status.as_u16(), 503);
    assert_eq!(world.sign_in(DAVE, "x").await.status.as_u16(), 503);

    server.resume().expect("comes back");
    reset.answer(&world, &code).await.good();
    reset.set_password(&world, NEW_PASSWORD).await.good();
    signed_in(&world, DAVE, NEW_PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_swallowed_by_the_network_is_told_in_time() {
    let server = Postgres::start().expect("a PostgreSQL of its own");
    let database = TestDatabase::fresh(Engine::Sqlite).expect("a folder");
    rekey_testkit::databases::psql(&server.admin_url(), "create database rekey").expect("made");
    let url = server.database_url("rekey");
    let way = Proxy::start(proxy::target(&url).expect("a target")).await.expect("a way");
    let url = way.url(&url).expect("a URL");
    let variables = [("REKEY__STORE__URL", url.as_str()), ("REKEY__STORE__STATEMENT_TIMEOUT_MS", "1000"), SHORT];
    let world = World::start_on(database, Vec::new(), &variables).await.expect("starts");
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;

    way.swallow();
    for _ in 0..2 {
        let asked = std::time::Instant::now();
        let answer = reset.answer(&world, &code).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (503, "unavailable"), "{answer:?}");
        assert!(answer.retry_after.is_some());
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    }

    way.forward();
    // A session that was cut off in a transaction keeps its locks until the server gives it up, after 15 seconds.
    let deadline = std::time::Instant::now() + Duration::from_secs(30);
    while reset.answer(&world, &code).await.status.as_u16() == 503 {
        assert!(std::time::Instant::now() < deadline, "comes back");
    }
    assert_eq!(reset.look(&world).await["status"], "verified");
}
