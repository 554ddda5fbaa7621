//! Keys rotate while people are at it: what is on its way arrives and counts, and old keys leave when they may.

use std::time::Duration;

use rekey_testkit::{Layout, ROLES, World};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::in_every_layout;
use crate::steps::{DAVE, DAVE_EMAIL, FRANK, FRANK_EMAIL, NEW_PASSWORD, Reset, signed_in};

/// For every process to have looked, and for new keys to make.
const DEADLINE: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Longer than what any ring needs an old key for.
const LONG_AFTER_SECONDS: i64 = 200 * 86_400;

async fn start(layout: Layout) -> World {
    World::start_in(layout, Vec::new(), &[("REKEY__TELEMETRY__FILTER", "rekey=info")]).await.expect("starts")
}

/// Once this was logged so often.
async fn logged(world: &World, event: &str, wanted: usize) {
    let deadline = Instant::now() + DEADLINE;
    while world.log().matches(event).count() < wanted {
        assert!(Instant::now() < deadline, "{event} {wanted} times:\n{}", world.log());
        sleep(LOOK_EVERY).await;
    }
}

/// How many have the keys.
fn processes(world: &World) -> usize {
    if world.is_apart() { 2 * ROLES.len() } else { 1 }
}

fn keys_of(world: &World, ring: &str) -> Vec<Value> {
    let said = world.command(&["keys", "list", "--json"]).expect("lists");
    let listed: Value = serde_json::from_str(&said).expect("JSON");
    let keys = listed["keys"].as_array().expect("keys").iter();
    keys.filter(|key| key["ring"] == ring).cloned().collect()
}

fn ids(keys: &[Value]) -> Vec<(u64, bool)> {
    let id = |key: &Value| (key["id"].as_u64().expect("an id"), key["seals"].as_bool().expect("whether it makes"));
    keys.iter().map(id).collect()
}

async fn what_is_under_way_goes_on_while_keys_are_rotated(layout: Layout) {
    let world = start(layout).await;
    let everybody = processes(&world);
    let token = signed_in(&world, FRANK, &world.password(FRANK)).await;
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    world.command(&["keys", "rotate", "--seals-after-seconds", "15"]).expect("rotates");
    assert_eq!(ids(&keys_of(&world, "code_mac")), [(2, false), (1, true)]);
    assert_eq!(ids(&keys_of(&world, "pepper")), [(1, true)]);
    let again = world.command(&["keys", "rotate"]).expect_err("one is under way").to_string();
    assert!(again.contains("makes nothing before"), "{again}");
    logged(&world, "keys.taken", everybody).await;
    // Asked for with the old keys, and on its way when the new ones make.
    let mut other = Reset::start(&world, FRANK).await;
    other.choose(&world, "email", None).await.good();
    logged(&world, "keys.turned", everybody).await;
    assert_eq!(ids(&keys_of(&world, "code_mac")), [(2, true), (1, false)]);
    reset.answer(&world, &code).await.good();
    reset.set_password(&world, NEW_PASSWORD).await.good();
    signed_in(&world, DAVE, NEW_PASSWORD).await;
    world.get("/api/v1/me/methods", &token).await.good();
    let code = world.code_to(FRANK_EMAIL, 1).await;
    other.answer(&world, &code).await.good();
    let mut next = Reset::start(&world, DAVE).await;
    next.prove_by_email_again(&world, DAVE_EMAIL).await;
    assert_eq!(next.status(), "verified");
    let states = key_ids_of_codes(&world);
    assert!(states.is_none_or(|ids| ids.contains("1") && ids.contains("2")), "the old key before, the new one after");
    let log = world.log();
    assert!(!log.contains("bus.buried") && !log.contains("keys.not_taken"), "{log}");
}

/// Which keys made the digests of codes, where that can be looked up from outside.
fn key_ids_of_codes(world: &World) -> Option<String> {
    let url = world.database().url();
    let statement = "select distinct (regexp_matches(state::text, '\"key_id\": ?([0-9]+)', 'g'))[1] from resets";
    url.starts_with("postgres").then(|| rekey_testkit::databases::psql(url, statement).expect("rows"))
}

async fn old_keys_leave_when_nothing_needs_them(layout: Layout) {
    let mut world = start(layout).await;
    let nothing = world.command(&["keys", "retire"]).expect("answers");
    assert!(nothing.contains("no key may be retired yet"), "{nothing}");
    let newest = world.command(&["keys", "retire", "code_mac", "1"]).expect_err("it is needed").to_string();
    assert!(newest.contains("rotate first"), "{newest}");
    world.command(&["keys", "rotate", "--seals-after-seconds", "15"]).expect("rotates");
    let early = world.command(&["keys", "retire", "code_mac", "1"]).expect_err("it is needed").to_string();
    let from = keys_of(&world, "code_mac")[1]["may_be_retired_from"].as_str().expect("a time").to_owned();
    assert!(early.contains(&from), "{early}");
    let fixed = world.command(&["keys", "retire", "contact_sealing", "1"]).expect_err("it stays").to_string();
    assert!(fixed.contains("stored for good"), "{fixed}");
    world.resume(LONG_AFTER_SECONDS).await.expect("starts with both keys");
    let before = world.log().matches("keys.taken").count();
    let gone = world.command(&["keys", "retire"]).expect("retires");
    assert!(gone.contains("code_mac 1") && gone.contains("notice_notifier 1") && !gone.contains("contact"), "{gone}");
    let everybody = processes(&world);
    logged(&world, "keys.taken", before + everybody).await;
    assert_eq!(ids(&keys_of(&world, "code_mac")), [(2, true)]);
    assert_eq!(ids(&keys_of(&world, "contact_sealing")), [(2, true), (1, false)]);
    let mut reset = Reset::start(&world, DAVE).await;
    reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
    reset.set_password(&world, NEW_PASSWORD).await.good();
    world.resume(LONG_AFTER_SECONDS).await.expect("starts without the old keys");
    signed_in(&world, DAVE, NEW_PASSWORD).await;
}

in_every_layout! {
    what_is_under_way_goes_on_while_keys_are_rotated
    old_keys_leave_when_nothing_needs_them
}
