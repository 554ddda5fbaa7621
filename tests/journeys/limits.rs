//! The default limits, at the limit and one past it, for accounts and decoys alike.

use rekey_testkit::{Layout, World};
use reqwest::Method;
use serde_json::json;

use crate::in_every_layout;
use crate::steps::{FRANK, FRANK_EMAIL, FRANK_PHONE, Reset, signed_in};

const NOBODY: &str = "nobody@fabrikam.example";
const WIDE: &str = "[{max=1000,seconds=3600}]";

async fn world(layout: Layout, limits: &[(&str, &str)]) -> World {
    World::start_in(layout, Vec::new(), limits).await.expect("starts")
}

/// What is told of each of so many starts.
async fn starts(world: &World, user_id: &str, count: usize) -> Vec<(u16, String)> {
    let mut told = Vec::new();
    for _ in 0..count {
        let answer = world.start_reset(user_id).await;
        told.push((answer.status.as_u16(), answer.code().to_owned()));
    }
    told
}

async fn an_account_and_a_decoy_begin_three_resets_an_hour(layout: Layout) {
    let limits = [("REKEY__LIMITS__STARTS_PER_ACCOUNT", "[{max=3,seconds=3600},{max=6,seconds=86400}]")];
    let mut world = world(layout, &limits).await;
    let (known, unknown) = (starts(&world, FRANK, 4).await, starts(&world, NOBODY, 4).await);
    assert_eq!(known, unknown);
    assert_eq!(known.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [201, 201, 201, 429]);
    let refused = world.start_reset(FRANK).await;
    assert!((3_590..=3_600).contains(&refused.retry_after.expect("told")), "{refused:?}");
    assert_eq!(world.start_reset("grace@fabrikam.example").await.status.as_u16(), 201, "others are not held up");
    world.resume(3_605).await.expect("starts");
    let known = starts(&world, FRANK, 4).await;
    assert_eq!(known.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [201, 201, 201, 429], "six in a day");
    world.resume(2 * 3_605).await.expect("starts");
    assert_eq!(world.start_reset(FRANK).await.code(), "too_many_requests");
}

/// Statuses of messages asked for by mail and text in turns, each in a reset of its own.
async fn sends(world: &World, user_id: &str, number: Option<&str>) -> Vec<u16> {
    let mut told = Vec::new();
    for round in 0..4 {
        for channel in ["email", "sms"] {
            let mut reset = Reset::start(world, user_id).await;
            let hint = reset.view["options"]
                .as_array()
                .expect("options")
                .iter()
                .find(|option| option["channel"] == "sms")
                .expect("a phone")["hint"]
                .as_str()
                .expect("a hint")
                .to_owned();
            let typed = number.map_or_else(|| format!("+120655501{}", &hint[hint.len() - 2..]), str::to_owned);
            let answer = reset.choose(world, channel, (channel == "sms").then_some(typed.as_str())).await;
            assert!(answer.status.is_success() || answer.code() == "too_many_requests", "{round} {answer:?}");
            told.push(answer.status.as_u16());
        }
    }
    told
}

async fn messages_are_bounded_per_destination_and_account(layout: Layout) {
    let limits = [
        ("REKEY__LIMITS__SENDS_PER_DESTINATION", "[{max=3,seconds=900},{max=5,seconds=3600},{max=10,seconds=86400}]"),
        ("REKEY__LIMITS__SENDS_PER_ACCOUNT", "[{max=6,seconds=3600},{max=15,seconds=86400}]"),
        ("REKEY__LIMITS__STARTS_PER_ACCOUNT", WIDE),
    ];
    let world = world(layout, &limits).await;
    let (nobody, _) = Reset::start(&world, FRANK).await.stranger_like(&world, "nobody").await;
    let (known, unknown) = (sends(&world, FRANK, Some(FRANK_PHONE)).await, sends(&world, &nobody, None).await);
    assert_eq!(known, unknown, "a decoy is bounded like an account");
    assert_eq!(known, [202, 202, 202, 202, 202, 202, 429, 429]);
    assert_eq!(world.messages_to(FRANK_PHONE, 3).await.len(), 3);
}

/// Somebody who writes to a private address must not learn by its limit whose it is.
async fn whose_an_address_is_cannot_be_told_by_its_limit(layout: Layout) {
    let limits = [
        ("REKEY__LIMITS__SENDS_PER_DESTINATION", "[{max=1,seconds=900}]"),
        ("REKEY__LIMITS__STARTS_PER_ACCOUNT", WIDE),
    ];
    let world = world(layout, &limits).await;
    let grace = signed_in(&world, "grace@fabrikam.example", &world.password("grace@fabrikam.example")).await;
    let wanted = json!({ "slot": "authentication_email", "email": FRANK_EMAIL });
    world.post("/api/v1/me/methods", &grace, wanted).await.good();
    world.messages_to(FRANK_EMAIL, 1).await;
    let (nobody, _) = Reset::start(&world, FRANK).await.stranger_like(&world, "nobody").await;
    for user_id in [FRANK, nobody.as_str()] {
        let mut reset = Reset::start(&world, user_id).await;
        assert_eq!(reset.choose(&world, "email", None).await.status.as_u16(), 202, "{user_id}");
        assert_eq!(reset.answer(&world, "000000").await.code(), "wrong_code", "{user_id}");
    }
    // A text comes through; with it the person has proven something and is told the truth.
    let mut frank = Reset::start(&world, FRANK).await;
    frank.prove_by_text(&world, FRANK_PHONE, 1).await;
    assert_eq!(frank.choose(&world, "email", None).await.code(), "too_many_requests");
    assert_eq!(world.messages_to(FRANK_EMAIL, 1).await.len(), 1, "and nothing arrived");
}

async fn strangers_cannot_use_up_what_a_known_browser_has(layout: Layout) {
    let limits = [("REKEY__LIMITS__STARTS_PER_ACCOUNT", "[{max=2,seconds=3600}]")];
    let world = world(layout, &limits).await;
    let known = world.sign_in(FRANK, &world.password(FRANK)).await.good();
    let device = known["device_token"].as_str().expect("a device token").to_owned();
    assert_eq!(starts(&world, FRANK, 3).await.pop().expect("the last").0, 429);
    for expected in [201, 201, 429] {
        let body = json!({ "user_id": FRANK, "captcha": world.captcha().await }).to_string().into_bytes();
        let headers = [("content-type", "application/json"), ("rekey-device", device.as_str())];
        let answer = world.raw(Method::POST, "/api/v1/resets", &headers, body).await;
        assert_eq!(answer.status.as_u16(), expected, "{answer:?}");
    }
}

async fn sign_ins_are_bounded_for_strangers_and_not_for_a_known_browser(layout: Layout) {
    let world = world(layout, &[]).await;
    let known = world.sign_in(FRANK, &world.password(FRANK)).await.good();
    for user_id in [FRANK, NOBODY] {
        for attempt in 0..12 {
            let told = world.sign_in(user_id, "not the password").await;
            let expected = if attempt < 10 { (401, "sign_in_failed") } else { (429, "too_many_requests") };
            assert_eq!((told.status.as_u16(), told.code()), expected, "{user_id} {attempt}");
        }
    }
    let body = json!({ "user_id": FRANK, "password": world.password(FRANK) }).to_string().into_bytes();
    let device = known["device_token"].as_str().expect("a device token");
    let headers = [("content-type", "application/json"), ("rekey-device", device)];
    assert_eq!(world.raw(Method::POST, "/api/v1/sign-ins", &headers, body).await.status.as_u16(), 201);
}

in_every_layout! {
    an_account_and_a_decoy_begin_three_resets_an_hour
    messages_are_bounded_per_destination_and_account
    sign_ins_are_bounded_for_strangers_and_not_for_a_known_browser
    strangers_cannot_use_up_what_a_known_browser_has
    whose_an_address_is_cannot_be_told_by_its_limit
}
