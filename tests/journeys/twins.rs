//! `kill -9` of one copy in the middle of its work, with its twin alive: what a person was doing goes on through the twin,
//! and nothing happens twice.

use std::time::Duration;

use rekey_testkit::databases::psql;
use rekey_testkit::{Answer, World};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::admin::{complete, half_in};
use crate::standstill::{CONCLUSION, DIRECTORY, LIST, PROVIDER, Place, RELAYED, SENT, SIGN_IN, Standstill, VERDICT};
use crate::steps::{DAVE, DAVE_EMAIL, DAVE_PHONE, NEW_PASSWORD, Reset, signed_in};

const ALICE: &str = "alice@contoso.example";
const ALICE_EMAIL: &str = "alice@personal.example";
const ADMIN: &str = "admin@contoso.example";
const ANSWERS: &str = "/api/v1/resets/current/answers";
const PASSWORD: &str = "/api/v1/resets/current/password";
const DELIVERIES: &str = "/api/v1/admin/deliveries";
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

async fn apart() -> World {
    // A dead notifier's claim runs out soon.
    World::start_apart(Vec::new(), &[("REKEY__NOTIFIER__LEASE_SECONDS", "3")]).await.expect("starts")
}

/// Looks until it is so.
async fn eventually(fact: &str, is_so: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !is_so().await {
        assert!(Instant::now() < deadline, "in time: {fact}");
        sleep(LOOK_EVERY).await;
    }
}

async fn counts(world: &World, query: &str, wanted: &str) {
    let fact = format!("{query} is {wanted}");
    eventually(&fact, async || psql(world.database().url(), query).expect("counts") == wanted).await;
}

/// Until no message waits, and none is being worked on.
async fn quiet(world: &World) {
    let query = "SELECT (SELECT count(*) FROM outbox)
         + (SELECT count(*) FROM deliveries WHERE state IN ('due', 'attempting'))";
    counts(world, query, "0").await;
}

/// Sends a request, kills the copy of the role that stands still over it, and sees what the client is told.
async fn die_over(
    world: &mut World,
    (role, place): (&str, Place),
    (method, path, token, body): (Method, &str, Option<&str>, Option<Value>),
) {
    let still = Standstill::at(world, place).await;
    let call = world.begin(method, path, token, body);
    still.kill_copy(world, Some(role)).await;
    let told: Answer = call.answer().await.expect("the gateway answers");
    assert_eq!((told.status.as_u16(), told.code()), (503, "unavailable"), "{role}: {told:?}");
}

fn post<'a>(path: &'a str, token: &'a str, body: Value) -> (Method, &'a str, Option<&'a str>, Option<Value>) {
    (Method::POST, path, Some(token), Some(body))
}

/// A reset whose code a notifier died over.
async fn notifier_died(world: &mut World, place: Place, channel: &str, number: Option<&str>) -> Reset {
    let mut reset = Reset::start(world, DAVE).await;
    let still = Standstill::at(world, place).await;
    reset.choose(world, channel, number).await.good();
    still.kill_copy(world, Some("notifier")).await;
    reset
}

/// Looks until the person sees this.
async fn sees(world: &World, reset: &mut Reset, pointer: &str, wanted: &str) {
    let deadline = Instant::now() + DEADLINE;
    while reset.look(world).await.pointer(pointer).is_none_or(|seen| seen != wanted) {
        assert!(Instant::now() < deadline, "{wanted} is not seen: {}", reset.view);
        sleep(LOOK_EVERY).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guess_and_two_changes_of_the_password_outlive_their_orchestrator() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    let guess = post(ANSWERS, &reset.token, json!({ "code": code }));
    die_over(&mut world, ("orchestrator", VERDICT), guess).await;
    assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 4, "it was charged and not judged");
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
    assert_eq!(reset.answer(&world, &code).await.code(), "challenge_over", "once");
    world.restart().await.expect("starts");

    let change = post(PASSWORD, &reset.token, json!({ "new_password": NEW_PASSWORD }));
    die_over(&mut world, ("orchestrator", DIRECTORY), change).await;
    assert_eq!(reset.look(&world).await["status"], "changing");
    assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
    signed_in(&world, DAVE, NEW_PASSWORD).await;
    world.messages_to(DAVE_EMAIL, 2).await;
    world.restart().await.expect("starts");

    let mut reset = Reset::start(&world, DAVE).await;
    reset.prove_by_email(&world, DAVE_EMAIL, 3).await;
    let other = "Another green kettle 8";
    let change = post(PASSWORD, &reset.token, json!({ "new_password": other }));
    die_over(&mut world, ("orchestrator", CONCLUSION), change).await;
    assert_eq!(reset.look(&world).await["status"], "changing");
    signed_in(&world, DAVE, other).await;
    assert_eq!(reset.set_password(&world, other).await.good()["status"], "completed");
    signed_in(&world, DAVE, other).await;
    quiet(&world).await;
    let (mails, texts) = (world.messages_to(DAVE_EMAIL, 4).await, world.messages_to(DAVE_PHONE, 2).await);
    assert_eq!((mails.len(), texts.len()), (4, 2), "two codes, and the news of each change once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guess_and_a_sign_in_outlive_their_registration() {
    let mut world = apart().await;
    let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
    let wanted = json!({ "slot": "authentication_email", "email": ALICE_EMAIL });
    let setup = world.post("/api/v1/me/methods", &token, wanted).await.good();
    let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
    let code = world.code_to(ALICE_EMAIL, 1).await;
    let guess = json!({ "code": code });
    die_over(&mut world, ("registration", VERDICT), post(&path, &token, guess.clone())).await;
    counts(&world, "SELECT count(*) FROM guess_charges", "1").await;
    world.post(&path, &token, guess).await.good();
    let methods = world.get("/api/v1/me/methods", &token).await.good();
    assert!(methods.to_string().contains("authentication_email"), "{methods}");
    world.restart().await.expect("starts");

    let body = json!({ "user_id": ALICE, "password": world.password(ALICE) });
    let sign_in = (Method::POST, "/api/v1/sign-ins", None, Some(body));
    die_over(&mut world, ("registration", SIGN_IN), sign_in).await;
    let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
    let methods = world.get("/api/v1/me/methods", &token).await.good();
    assert!(methods.to_string().contains("authentication_email"), "{methods}");
    quiet(&world).await;
    assert_eq!(world.messages_to(ALICE_EMAIL, 1).await.len(), 1, "one code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_outlive_their_notifier_before_and_after_the_provider_took_them() {
    let mut world = apart().await;
    for (nth, place) in [(1, PROVIDER), (2, SENT)] {
        let mut reset = notifier_died(&mut world, place, "email", None).await;
        let code = world.code_to(DAVE_EMAIL, nth).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.status(), "verified");
        quiet(&world).await;
        world.restart().await.expect("starts");
    }
    // Nobody knows whether a text was taken, so it is not sent by itself again; the person takes another way.
    let mut reset = notifier_died(&mut world, PROVIDER, "sms", Some(DAVE_PHONE)).await;
    sees(&world, &mut reset, "/challenge/delivery", "delayed").await;
    reset.prove_by_email(&world, DAVE_EMAIL, 3).await;
    assert_eq!(reset.status(), "verified");
    world.restart().await.expect("starts");
    // This one was taken.
    let mut reset = notifier_died(&mut world, SENT, "sms", Some(DAVE_PHONE)).await;
    sees(&world, &mut reset, "/challenge/delivery", "delayed").await;
    let code = world.code_to(DAVE_PHONE, 1).await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
    quiet(&world).await;
    let (mails, texts) = (world.messages_to(DAVE_EMAIL, 3).await, world.messages_to(DAVE_PHONE, 1).await);
    assert_eq!((mails.len(), texts.len()), (3, 1), "each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_of_a_gateway_that_died_is_done_and_seen_through_its_twin() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    for (place, path, body, status) in [
        (VERDICT, ANSWERS, json!({ "code": code }), "verified"),
        (DIRECTORY, PASSWORD, json!({ "new_password": NEW_PASSWORD }), "completed"),
    ] {
        let still = Standstill::at(&world, place).await;
        let call = world.begin(Method::POST, path, Some(&reset.token), Some(body));
        still.reached().await;
        world.kill_one("gateway", call.gateway);
        call.answer().await.expect_err("nobody answers");
        still.release().await;
        sees(&world, &mut reset, "/status", status).await;
        world.restart().await.expect("starts");
    }
    signed_in(&world, DAVE, NEW_PASSWORD).await;
    quiet(&world).await;
    assert_eq!(world.messages_to(DAVE_EMAIL, 2).await.len(), 2, "a code and the news, once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_an_admin_died_over_comes_from_its_twin() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
    let token = half_in(&world, ADMIN, &world.password(ADMIN)).await;
    complete(&world, &token, &world.authenticator(ADMIN)).await;
    die_over(&mut world, ("admin", LIST), (Method::GET, DELIVERIES, Some(&token), None)).await;
    let list = world.get(DELIVERIES, &token).await.good();
    assert_eq!(list["deliveries"][0]["user_id"], DAVE, "{list}");
}

/// The broker has the mail and the outbox still has it, too: it goes again, and the notifiers know it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_whose_relay_died_before_it_was_signed_off_is_sent_once() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    let still = Standstill::at(&world, RELAYED).await;
    reset.choose(&world, "email", None).await.good();
    still.kill_copy(&mut world, None).await;
    let lies = "SELECT count(*) FROM outbox WHERE kind = 'notice.email' AND lease_until IS NOT NULL";
    counts(&world, lies, "1").await;
    // The time of the dead one's claim is up.
    psql(world.database().url(), "UPDATE outbox SET lease_until = created_at WHERE kind = 'notice.email'")
        .expect("set");
    counts(&world, "SELECT count(*) FROM outbox WHERE kind = 'notice.email'", "0").await;
    let code = world.code_to(DAVE_EMAIL, 1).await;
    reset.answer(&world, &code).await.good();
    // Its news come by the same queue, after it.
    reset.set_password(&world, NEW_PASSWORD).await.good();
    quiet(&world).await;
    assert_eq!(world.messages_to(DAVE_EMAIL, 2).await.len(), 2, "a code and the news, once");
    // The inbox keeps one mail of an id; nobody was to bring it a second time.
    counts(&world, "SELECT max(attempt) FROM deliveries", "1").await;
}
