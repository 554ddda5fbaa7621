//! The database goes away and comes back: 503 with Retry-After, nothing acknowledged is lost.

use rekey_testkit::servers::Postgres;
use rekey_testkit::{Engine, TestDatabase, World};

use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset, signed_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_database_nothing_is_accepted_and_what_was_is_kept() {
    let mut server = Postgres::start().expect("a PostgreSQL of its own");
    let database = TestDatabase::fresh(Engine::Sqlite).expect("a folder");
    rekey_testkit::databases::psql(&server.admin_url(), "create database rekey").expect("made");
    let url = server.database_url("rekey");
    let world = World::start_on(database, Vec::new(), &[("REKEY__STORE__URL", &url)]).await.expect("starts");
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
