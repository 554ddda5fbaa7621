//! Codes by text message: the real program, a stand-in for Twilio, and what the person sees of what became of them.

use std::path::PathBuf;
use std::time::Duration;

use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM, Message, Next, Signed};
use rekey_testkit::servers::Prism;
use rekey_testkit::{Engine, Layout, World};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tokio::time::{Instant, sleep};

use crate::in_every_layout;
use crate::steps::{NEW_PASSWORD, Reset, apply_settings, logs};

pub const NUMBER: &str = "+14255550134";
const PERSON: &str = "person@adatum.example";
pub const SETTINGS: &str = r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]
[tenants.adatum.policy]
profile = "model"
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
[[tenants.adatum.accounts]]
user_id = "person@adatum.example"
contacts = [{ slot = "mobile_phone", value = "+14255550134" }]

[tenants.initech]
name = "Initech"
domains = ["initech.example"]
[tenants.initech.policy]
profile = "nist"
gates = 1
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
[[tenants.initech.accounts]]
user_id = "person@initech.example"
contacts = [{ slot = "mobile_phone", value = "+14255550134" }]
"#;

/// For news to be heard.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// The program with Twilio for a provider, which does this first.
async fn start(layout: Layout, script: impl IntoIterator<Item = Next>) -> (World, Twilio) {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then(script);
    let world = start_with(layout, twilio.address(), ("REKEY__PROVIDERS__TEXTS__TIMEOUT_SECONDS", "5")).await;
    (world, twilio)
}

/// The program with Twilio at this address for a provider, and one more variable.
async fn start_with(layout: Layout, address: &str, variable: (&str, &str)) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let variables = [
        ("REKEY__GATEWAY__PUBLIC_URL", "{address}"),
        ("REKEY__PROVIDERS__TEXTS__KIND", "twilio"),
        ("REKEY__PROVIDERS__TEXTS__ACCOUNT_SID", ACCOUNT_SID),
        ("REKEY__PROVIDERS__TEXTS__AUTH_TOKEN", AUTH_TOKEN),
        ("REKEY__PROVIDERS__TEXTS__FROM", FROM),
        ("REKEY__PROVIDERS__TEXTS__API_BASE", address),
        variable,
    ];
    let world = World::start_in(layout, vec![limits], &variables).await.expect("starts");
    apply_settings(&world, SETTINGS);
    assert!(!world.log().contains("no provider for text messages"), "{}", world.log());
    world
}

/// A reset whose person has asked for a text.
pub async fn asked_for_text(world: &World) -> Reset {
    let mut reset = Reset::start(world, PERSON).await;
    reset.choose(world, "sms", Some(NUMBER)).await.good();
    reset
}

/// Looks until the person sees this.
pub async fn sees(world: &World, reset: &mut Reset, delivery: &str) {
    let deadline = Instant::now() + DEADLINE;
    loop {
        let seen = reset.look(world).await["challenge"]["delivery"].clone();
        if seen == delivery {
            return;
        }
        assert!(Instant::now() < deadline, "{delivery} is not seen, but {seen}:\n{}", world.log());
        sleep(LOOK_EVERY).await;
    }
}

async fn finish(world: &World, reset: &mut Reset, message: &Message) {
    reset.answer(world, &message.code().expect("a code")).await.good();
    assert_eq!(reset.set_password(world, NEW_PASSWORD).await.good()["status"], "completed");
}

async fn a_code_by_text_arrives_and_the_person_sees_it(layout: Layout) {
    let (world, twilio) = start(layout, []).await;
    let mut reset = asked_for_text(&world).await;
    let message = twilio.message(1).await;
    assert_eq!(message.to, NUMBER);
    assert!((290..=300).contains(&message.validity_period), "{}", message.validity_period);
    assert!(message.status_callback.starts_with(&format!("{}/webhooks/texts/messages/", world.public_address())));
    sees(&world, &mut reset, "sent").await;
    for signed in [Signed::Not, Signed::Wrongly] {
        assert_eq!(twilio.report(&message, "delivered", signed).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(twilio.report(&message, "queued", Signed::Rightly).await, StatusCode::NO_CONTENT);
    assert_eq!(reset.look(&world).await["challenge"]["delivery"], "sent");
    for status in ["delivered", "sent", "delivered"] {
        assert_eq!(twilio.report(&message, status, Signed::Rightly).await, StatusCode::NO_CONTENT);
    }
    sees(&world, &mut reset, "delivered").await;
    finish(&world, &mut reset, &message).await;
    let news = twilio.message(2).await;
    assert_eq!((news.to.as_str(), news.code()), (NUMBER, None), "the owner is told");
    assert_eq!((twilio.messages().len(), twilio.complaints()), (2, vec![]));
    let log = world.log();
    for secret in [NUMBER, &NUMBER[1..], AUTH_TOKEN, &message.code().expect("a code")] {
        assert!(!log.contains(secret), "{log}");
    }
}

async fn too_many_requests_are_waited_out_and_one_message_comes(layout: Layout) {
    let (world, twilio) = start(layout, [Next::TooMany(Some(1)), Next::TooMany(None)]).await;
    let mut reset = asked_for_text(&world).await;
    assert_eq!(twilio.asked(3).await, 3);
    sees(&world, &mut reset, "sent").await;
    assert_eq!(twilio.messages().len(), 1);
    finish(&world, &mut reset, &twilio.message(1).await).await;
}

async fn what_is_in_doubt_is_not_sent_again_and_the_person_may_ask_again(layout: Layout) {
    let (mut world, twilio) = start(layout, [Next::TakeAndAnswer(503)]).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "delayed").await;
    world.resume(31).await.expect("starts");
    assert_eq!(twilio.messages().len(), 1, "not by itself");
    reset.choose(&world, "sms", None).await.good();
    assert_eq!(twilio.asked(2).await, 2);
    sees(&world, &mut reset, "sent").await;
    let (first, second) = (&twilio.message(1).await, &twilio.message(2).await);
    // Of the code that was replaced: it changes nothing for the one that counts.
    assert_eq!(twilio.report(first, "failed:30003", Signed::Rightly).await, StatusCode::NO_CONTENT);
    assert_eq!(twilio.report(second, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    finish(&world, &mut reset, second).await;
}

async fn a_time_out_after_the_provider_took_it_is_settled_by_its_report(layout: Layout) {
    let (world, twilio) = start(layout, [Next::TakeAndHang]).await;
    let mut reset = asked_for_text(&world).await;
    let message = twilio.message(1).await;
    sees(&world, &mut reset, "delayed").await;
    assert_eq!(twilio.report(&message, "sent", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "sent").await;
    assert_eq!(twilio.messages().len(), 1, "exactly one");
    finish(&world, &mut reset, &message).await;
}

async fn garbage_after_it_was_taken_is_no_doubt_and_slowness_is_waited_for(layout: Layout) {
    let slow = Duration::from_millis(1500);
    let (mut world, twilio) = start(layout, [Next::TakeInGarbage, Next::TakeSlowly(slow)]).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "sent").await;
    let message = twilio.message(1).await;
    assert_eq!(twilio.report(&message, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    world.resume(31).await.expect("starts");
    let began = Instant::now();
    reset.choose(&world, "sms", None).await.good();
    assert!(began.elapsed() < slow, "the person does not wait for the provider");
    sees(&world, &mut reset, "sent").await;
    assert_eq!(twilio.messages().len(), 2);
}

async fn a_refused_number_is_told_as_failed(layout: Layout) {
    let (world, twilio) = start(layout, [Next::Refuse(400, 21610)]).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "failed").await;
    assert_eq!(twilio.asked(1).await, 1);
    logs(&world, "twilio 21610").await;
    assert!(!world.log().contains(&NUMBER[1..]), "{}", world.log());
}

in_every_layout! {
    a_code_by_text_arrives_and_the_person_sees_it
    too_many_requests_are_waited_out_and_one_message_comes
    what_is_in_doubt_is_not_sent_again_and_the_person_may_ask_again
    a_time_out_after_the_provider_took_it_is_settled_by_its_report
    garbage_after_it_was_taken_is_no_doubt_and_slowness_is_waited_for
    a_refused_number_is_told_as_failed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_by_text_is_bound_to_the_organisations_host_on_which_it_was_asked() {
    let (mut world, twilio) = start(Layout::Together(Engine::Sqlite), []).await;
    let domains = "domains = [\"adatum.example\"]";
    apply_settings(&world, &SETTINGS.replace(domains, &format!("{domains}\nhosts = [\"reset.adatum.example\"]")));
    world.resume(0).await.expect("starts");
    let reset = Reset::start(&world, PERSON).await;
    let bearer = format!("Bearer {}", reset.token);
    let headers = [("host", "reset.adatum.example"), ("authorization", &bearer), ("content-type", "application/json")];
    let body = json!({ "option_id": reset.option("sms"), "phone_number": NUMBER }).to_string();
    world.raw(Method::POST, "/api/v1/resets/current/challenges", &headers, body.into_bytes()).await.good();
    let message = twilio.message(1).await;
    let code = message.code().expect("a code");
    assert!(message.body.ends_with(&format!("@reset.adatum.example #{code}")), "{}", message.body);
}

/// What the program sends and what the stand-in answers goes through a proxy that holds both against Twilio's own description.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_by_text_is_asked_for_as_twilio_describes_it() {
    let Some(description) = Prism::twilio_description().expect("where it has to be") else { return };
    let twilio = Twilio::start().await.expect("starts");
    let address = twilio.address().to_owned();
    let started = tokio::task::spawn_blocking(move || Prism::start(&description, &address)).await;
    let prism = started.expect("no panic").expect("starts");
    let patience = ("REKEY__PROVIDERS__TEXTS__TIMEOUT_SECONDS", "30");
    let world = start_with(Layout::Apart, &prism.address(), patience).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "sent").await;
    let message = twilio.message(1).await;
    assert_eq!(twilio.report(&message, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    finish(&world, &mut reset, &message).await;
    assert_eq!(twilio.message(2).await.code(), None, "the owner is told");
    assert_eq!(twilio.complaints(), []);
}

/// Whoever sent it is dead before the answer comes; only the provider knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_was_taken_from_a_notifier_that_died_is_settled_by_its_report() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TakeAndHang]);
    let mut world = start_with(Layout::Apart, twilio.address(), ("REKEY__NOTIFIER__LEASE_SECONDS", "3")).await;
    let mut reset = asked_for_text(&world).await;
    let message = twilio.message(1).await;
    let copy = world.holder("notifier", message.from_port).expect("a notifier");
    world.kill_one("notifier", copy);
    sees(&world, &mut reset, "delayed").await;
    assert_eq!(twilio.report(&message, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    finish(&world, &mut reset, &message).await;
    let news = twilio.message(2).await;
    assert_eq!((twilio.messages().len(), news.code()), (2, None), "the code once, and the news");
}

async fn count(connection: &mut SqliteConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(connection).await.expect("counts")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_uniform_disclosure_nobody_sees_more_than_sent() {
    let (world, twilio) = start(Layout::Together(Engine::Sqlite), []).await;
    for (nth, status) in [(1, "delivered"), (2, "failed:30003")] {
        let mut reset = Reset::start(&world, "person@initech.example").await;
        reset.choose(&world, "sms", Some(NUMBER)).await.good();
        let message = twilio.message(nth).await;
        assert_eq!(twilio.report(&message, status, Signed::Rightly).await, StatusCode::NO_CONTENT);
        let path = world.database().url().trim_start_matches("sqlite:");
        let mut connection = SqliteConnectOptions::new().filename(path).connect().await.expect("opens");
        let heard = "SELECT count(*) FROM outbox";
        let deadline = Instant::now() + DEADLINE;
        while count(&mut connection, heard).await > 0 {
            assert!(Instant::now() < deadline, "the news are not heard");
            sleep(LOOK_EVERY).await;
        }
        let settled = "SELECT count(*) FROM deliveries WHERE state IN ('delivered', 'refused')";
        assert_eq!(count(&mut connection, settled).await, i64::try_from(nth).expect("few"));
        let seen = reset.look(&world).await["challenge"]["delivery"].as_str().expect("a state").to_owned();
        assert!(["queued", "sent"].contains(&seen.as_str()), "{seen}");
    }
}
