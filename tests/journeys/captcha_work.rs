//! The captcha's work rises with what a network begins, before the network is refused.

use std::path::PathBuf;

use futures_util::future::join_all;
use rekey_testkit::{Answer, Layout, World};
use rekey_wire::captcha::CaptchaLevel::{self, Base, Highest, Raised};
use reqwest::Method;
use serde_json::json;

use crate::in_every_layout;
use crate::steps::apply_settings;
use crate::texts::SETTINGS;

const KNOWN: &str = "person@initech.example";
const UNKNOWN: &str = "nobody@initech.example";
/// Networks, as a proxy names them.
const OFFICE: &str = "203.0.113.7";
const OTHER: &str = "203.0.113.8";
const OWN: &str = "198.51.100.9";

/// Behind a proxy: two resets of ten with a captcha of the base level, five with the next one.
async fn world(layout: Layout) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let variables = [
        ("REKEY__GATEWAY__PUBLIC_URL", "{address}"),
        ("REKEY__GATEWAY__TRUSTED_PROXIES", "[\"127.0.0.1\"]"),
        ("REKEY__LIMITS__STARTS_PER_NETWORK", "[{max=10,seconds=3600}]"),
        ("REKEY__CAPTCHA__RAISE_AT_PERCENT", "[20,50]"),
        ("REKEY__CAPTCHA__OWN_NETWORKS", "[\"198.51.100.0/24\"]"),
    ];
    let world = World::start_in(layout, vec![limits], &variables).await.expect("starts");
    apply_settings(&world, SETTINGS);
    world
}

async fn start_with(world: &World, network: &str, user_id: &str, captcha: &str) -> Answer {
    let body = json!({ "user_id": user_id, "captcha": captcha }).to_string().into_bytes();
    let headers = [("content-type", "application/json"), ("x-forwarded-for", network)];
    world.raw(Method::POST, "/api/v1/resets", &headers, body).await
}

async fn start(world: &World, network: &str, user_id: &str, level: CaptchaLevel) -> Answer {
    start_with(world, network, user_id, &world.captcha_of(level).await).await
}

/// So many resets begin with captchas of this level, and the one after them is told which level is wanted: accounts and others alike.
async fn begins(world: &World, network: &str, level: CaptchaLevel, (count, wanted): (usize, CaptchaLevel)) {
    for (at, user_id) in [KNOWN, UNKNOWN].into_iter().cycle().take(count).enumerate() {
        let answer = start(world, network, user_id, level).await;
        assert_eq!(answer.status.as_u16(), 201, "{at} at {level:?}: {answer:?}");
    }
    for user_id in [KNOWN, UNKNOWN] {
        is_too_easy(&start(world, network, user_id, level).await, wanted);
    }
}

fn is_too_easy(answer: &Answer, wanted: CaptchaLevel) {
    assert_eq!((answer.status.as_u16(), answer.code()), (422, "captcha_too_easy"), "{answer:?}");
    assert_eq!((&answer.body["captcha_level"], &answer.body["field"]), (&json!(wanted.number()), &json!("captcha")));
}

async fn work_rises_with_the_starts_of_a_network_until_it_is_refused(layout: Layout) {
    let world = world(layout).await;
    begins(&world, OFFICE, Base, (2, Raised)).await;
    begins(&world, OFFICE, Raised, (3, Highest)).await;
    is_too_easy(&start(&world, OFFICE, KNOWN, Base).await, Highest);
    assert_eq!(start(&world, OTHER, KNOWN, Base).await.status.as_u16(), 201, "another network is held to nothing");
    for at in 0..5 {
        assert_eq!(start(&world, OFFICE, UNKNOWN, Highest).await.status.as_u16(), 201, "{at}");
    }
    // Where there is no room, no work makes any.
    for level in CaptchaLevel::ALL {
        for user_id in [KNOWN, UNKNOWN] {
            let refused = start(&world, OFFICE, user_id, level).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (429, "too_many_requests"), "{level:?}");
            assert!((3_500..=3_600).contains(&refused.retry_after.expect("told")), "{refused:?}");
        }
    }
}

async fn networks_that_are_named_need_no_more_work_and_have_the_same_limit(layout: Layout) {
    let world = world(layout).await;
    for at in 0..10 {
        assert_eq!(start(&world, OWN, KNOWN, Base).await.status.as_u16(), 201, "{at}");
    }
    assert_eq!(start(&world, OWN, KNOWN, Base).await.code(), "too_many_requests");
}

async fn a_captcha_that_was_too_easy_is_spent_and_counted_for_nothing(layout: Layout) {
    let world = world(layout).await;
    begins(&world, OFFICE, Base, (2, Raised)).await;
    let captcha = world.captcha().await;
    is_too_easy(&start_with(&world, OFFICE, KNOWN, &captcha).await, Raised);
    for network in [OFFICE, OTHER] {
        assert_eq!(start_with(&world, network, KNOWN, &captcha).await.code(), "captcha_invalid", "{network}");
    }
    // Three were told, and yet three more begin.
    begins(&world, OFFICE, Raised, (3, Highest)).await;
}

async fn of_many_at_once_no_more_begin_than_a_level_lets_through(layout: Layout) {
    let world = world(layout).await;
    let levels = [Base, Raised].into_iter().cycle().take(16);
    let captchas = join_all(levels.map(async |level| (level, world.captcha_of(level).await))).await;
    let starts =
        captchas.iter().map(async |(level, captcha)| (*level, start_with(&world, OFFICE, KNOWN, captcha).await));
    let told = join_all(starts).await;
    let begun = |wanted: &dyn Fn(CaptchaLevel) -> bool| {
        told.iter().filter(|(level, answer)| wanted(*level) && answer.status.as_u16() == 201).count()
    };
    assert!(begun(&|level| level == Base) <= 2, "{told:?}");
    assert_eq!(begun(&|_| true), 5, "{told:?}");
    let refused = told.iter().filter(|(_, answer)| answer.status.as_u16() != 201);
    assert!(refused.clone().all(|(_, answer)| answer.code() == "captcha_too_easy"), "{told:?}");
    assert!(refused.map(|(_, answer)| &answer.body["captcha_level"]).all(|level| *level != 0), "{told:?}");
}

in_every_layout! {
    a_captcha_that_was_too_easy_is_spent_and_counted_for_nothing
    networks_that_are_named_need_no_more_work_and_have_the_same_limit
    of_many_at_once_no_more_begin_than_a_level_lets_through
    work_rises_with_the_starts_of_a_network_until_it_is_refused
}
