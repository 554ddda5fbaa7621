//! Clocks that jump, and what is counted: no cap is emptied, and no code of an app counts again.

use rekey_domain::Timestamp;
use rekey_testkit::{Engine, World};
use rekey_wire::authenticator::{AuthenticatorSecret, step_at};
use serde_json::json;

use crate::place::eventually;
use crate::steps::{DAVE, DAVE_EMAIL, Reset, signed_in, wrong};

const GRACE: &str = "grace@fabrikam.example";
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Steps of an app in an hour.
const STEPS: u64 = 120;

/// Spends the account's wrong guesses.
async fn spend_guesses(world: &World) {
    for nth in 1..=2 {
        let mut reset = Reset::start(world, DAVE).await;
        reset.choose(world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, nth).await;
        for _ in 0..5 {
            assert_eq!(reset.answer(world, &wrong(&code)).await.code(), "wrong_code");
        }
    }
}

async fn a_spent_cap_outlives_kills_and_jumps_of_the_clock(engine: Engine) {
    let mut world = World::demo(engine).await.expect("starts");
    spend_guesses(&world).await;
    let mut last = String::new();
    for (round, offset) in [0, HOUR, 0, DAY - HOUR].into_iter().enumerate() {
        // Back before all that happened, and on from there.
        world.resume(-HOUR).await.expect("starts");
        world.resume(offset).await.expect("starts");
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 3 + round).await;
        let told = reset.answer(&world, &code).await;
        assert_eq!(told.code(), "too_many_requests", "{offset}: {told:?}");
        last = code;
    }
    world.resume(DAY + HOUR).await.expect("starts");
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    // What is a day old may be gone from the inbox by now.
    let newest = async || world.messages_to(DAVE_EMAIL, 1).await[0].code().unwrap_or_default();
    eventually("a new code comes", async || newest().await != last).await;
    let code = newest().await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spent_cap_outlives_kills_and_jumps_on_sqlite() {
    a_spent_cap_outlives_kills_and_jumps_of_the_clock(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spent_cap_outlives_kills_and_jumps_on_postgres() {
    a_spent_cap_outlives_kills_and_jumps_of_the_clock(Engine::Postgres).await;
}

/// The step of the real time.
fn step_now() -> u64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
    step_at(Timestamp::from_micros(i64::try_from(since.as_micros()).expect("small")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_clock_goes_back_no_older_step_of_an_app_counts() {
    let mut world = World::demo(Engine::Sqlite).await.expect("starts");
    let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
    let body = json!({ "method": "authenticator_app", "label": "My phone" });
    let setup = world.post("/api/v1/me/methods", &token, body).await.good();
    let secret = setup["setup"]["authenticator"]["secret"].as_str().expect("a secret").replace(' ', "");
    let secret = AuthenticatorSecret::parse(&secret).expect("base32");
    let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
    let code = |step: u64| secret.code(step).expose().to_owned();
    world.post(&path, &token, json!({ "code": code(step_now()) })).await.good();
    // A second way, so that Grace can reset at all.
    world.post("/api/v1/me/recovery-codes", &token, json!({})).await.good();

    world.resume(HOUR).await.expect("starts");
    let (reset, path) = (with_app(&world).await, "/api/v1/resets/current/answers");
    let later = json!({ "code": code(step_now() + STEPS) });
    let proven = world.post(path, &reset.token, later).await.good();
    assert_eq!(proven["gates"]["passed"], 1);
    world.resume(0).await.expect("starts");
    let reset = with_app(&world).await;
    let older = json!({ "code": code(step_now()) });
    let told = world.post(path, &reset.token, older).await;
    assert_eq!(told.code(), "wrong_code", "it is the step of this clock, and a later one counted already: {told:?}");
}

/// A reset of Grace who is about to type what her app shows.
async fn with_app(world: &World) -> Reset {
    let reset = Reset::start(world, GRACE).await;
    let options = reset.view["options"].as_array().expect("options");
    let app = options.iter().find(|option| option["method"] == "authenticator_app").expect("offered")["id"].clone();
    world.post("/api/v1/resets/current/challenges", &reset.token, json!({ "option_id": app })).await.good();
    reset
}
