//! Calls: the real program, a stand-in for Twilio that is the phone as well, and what the person sees of how it went.

use std::path::PathBuf;
use std::time::Duration;

use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, Call, FROM, Next, Signed};
use rekey_testkit::servers::Prism;
use rekey_testkit::{Engine, Layout, World};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::audited;
use crate::in_every_layout;
use crate::steps::{NEW_PASSWORD, Reset, apply_settings, delete, logs, signed_in};

pub const MOBILE: &str = "+14255550134";
const OFFICE: &str = "+14255550100";
pub const PERSON: &str = "person@adatum.example";
const CHALLENGES: &str = "/api/v1/resets/current/challenges";
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(30);

/// One organisation that tells the plain truth, and one that does not, both with this way of confirming calls.
pub fn settings(mode: &str) -> String {
    format!(
        r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum & Söhne"
domains = ["adatum.example"]
[tenants.adatum.policy]
profile = "model"
voice = "{mode}"
enabled_for = "everybody"
methods = ["email", "mobile_phone", "office_phone"]
[[tenants.adatum.accounts]]
user_id = "person@adatum.example"
contacts = [
    {{ slot = "mobile_phone", value = "+14255550134" }},
    {{ slot = "office_phone", value = "+14255550100;ext=103" }},
]

[tenants.initech]
name = "Initech"
domains = ["initech.example"]
[tenants.initech.policy]
profile = "nist"
gates = 1
to_register = 1
voice = "{other}"
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
[[tenants.initech.accounts]]
user_id = "person@initech.example"
contacts = [{{ slot = "mobile_phone", value = "+14255550134" }}]
"#,
        other = if mode == "press_pound" { "match_number" } else { mode }
    )
}

/// The program with Twilio for a provider of calls, which does this first.
pub async fn start(layout: Layout, mode: &str, script: impl IntoIterator<Item = Next>) -> (World, Twilio) {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then(script);
    (start_with(layout, mode, twilio.address()).await, twilio)
}

async fn start_with(layout: Layout, mode: &str, address: &str) -> World {
    let patience = ("REKEY__PROVIDERS__PHONES__TIMEOUT_SECONDS", "5");
    start_over(layout, &settings(mode), address, patience).await
}

/// The program with Twilio at this address for a provider of texts and calls, and one more variable.
pub async fn start_over(layout: Layout, settings: &str, address: &str, variable: (&str, &str)) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let variables = [
        ("REKEY__GATEWAY__PUBLIC_URL", "{address}"),
        ("REKEY__PROVIDERS__PHONES__KIND", "twilio"),
        ("REKEY__PROVIDERS__PHONES__CHANNELS", r#"["sms", "voice"]"#),
        ("REKEY__PROVIDERS__PHONES__ACCOUNT_SID", ACCOUNT_SID),
        ("REKEY__PROVIDERS__PHONES__AUTH_TOKEN", AUTH_TOKEN),
        ("REKEY__PROVIDERS__PHONES__FROM", FROM),
        ("REKEY__PROVIDERS__PHONES__API_BASE", address),
        variable,
    ];
    let world = World::start_in(layout, vec![limits], &variables).await.expect("starts");
    apply_settings(&world, settings);
    world
}

/// Looks until it is so.
async fn look_until(world: &World, reset: &mut Reset, fact: &str, is_so: impl Fn(&Value) -> bool) {
    reset.look_until(world, fact, DEADLINE, is_so).await;
}

/// Looks until the reset stands so.
pub async fn becomes(world: &World, reset: &mut Reset, status: &str) {
    look_until(world, reset, status, |view| view["status"] == status).await;
}

/// Looks until the person sees that the call ended so.
pub async fn sees_end(world: &World, reset: &mut Reset, end: &str) {
    look_until(world, reset, end, |view| view["challenge"]["call_end"] == end).await;
}

/// A reset whose person has asked for a call to the mobile phone, and the call.
pub async fn called(world: &World, twilio: &Twilio, user_id: &str) -> (Reset, Call) {
    let mut reset = Reset::start(world, user_id).await;
    let nth = twilio.calls().len() + 1;
    reset.view = choose(world, &reset, "mobile_phone", Some(MOBILE)).await.good();
    (reset, twilio.call(nth).await)
}

pub async fn choose(world: &World, reset: &Reset, method: &str, number: Option<&str>) -> rekey_testkit::Answer {
    let options = reset.view["options"].as_array().expect("options");
    let is_wanted = |option: &&Value| option["method"] == method && option["channel"] == "voice";
    let option = options.iter().find(is_wanted).expect("such an option")["id"].clone();
    world.post(CHALLENGES, &reset.token, json!({ "option_id": option, "phone_number": number })).await
}

fn number_of(reset: &Reset) -> String {
    reset.view["challenge"]["match_number"].as_str().expect("two digits").to_owned()
}

async fn finish(world: &World, reset: &Reset) {
    assert_eq!(reset.set_password(world, NEW_PASSWORD).await.good()["status"], "completed");
    signed_in(world, PERSON, NEW_PASSWORD).await;
}

async fn my_mobile_is_called_and_the_number_of_the_page_leads_to_a_new_password(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    assert_eq!((call.to.as_str(), call.send_digits.as_str()), (MOBILE, ""));
    assert!(call.script.says.concat().contains("This is Adatum & Söhne"), "{:?}", call.script);
    let number = number_of(&reset);
    assert!(!call.script.says.concat().contains(&number), "who is called does not hear it");
    let base = format!("{}/webhooks/phones/calls/", world.public_address());
    assert!(call.status_callback.starts_with(&base) && call.answered_by_callback.starts_with(&base), "{call:?}");
    twilio.pick_up(&call).await;
    look_until(&world, &mut reset, "answered", |view| view["challenge"]["delivery"] == "delivered").await;
    let said = twilio.press(&call, &format!("{number}#")).await.expect("an answer");
    assert!(said.hangs_up && said.gather.is_none(), "{said:?}");
    twilio.end(&call, "completed").await;
    becomes(&world, &mut reset, "verified").await;
    finish(&world, &reset).await;
    assert_eq!((twilio.calls().len(), twilio.complaints()), (1, vec![]));
    let log = world.log();
    for secret in [MOBILE, &MOBILE[1..], AUTH_TOKEN] {
        assert!(!log.contains(secret), "{log}");
    }
}

async fn my_office_is_called_at_its_extension_and_pound_is_enough(layout: Layout) {
    let (world, twilio) = start(layout, "press_pound", []).await;
    let mut reset = Reset::start(&world, PERSON).await;
    let view = choose(&world, &reset, "office_phone", Some(OFFICE)).await.good();
    assert_eq!(view["challenge"]["match_number"], json!(null));
    let call = twilio.call(1).await;
    assert_eq!((call.to.as_str(), call.send_digits.as_str()), (OFFICE, "wwww103"));
    assert_eq!(call.answered_by_callback, "", "a switchboard is no mailbox");
    twilio.pick_up(&call).await;
    twilio.press(&call, "#").await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    finish(&world, &reset).await;
}

async fn a_code_is_read_out_once_somebody_listens(layout: Layout) {
    let (world, twilio) = start(layout, "read_code", []).await;
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    assert_eq!(reset.view["challenge"]["kind"], "code");
    let is_spoken = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    assert!(!is_spoken(&call.script.says.concat()), "a mailbox hears this: {:?}", call.script);
    twilio.pick_up(&call).await;
    let said = twilio.press(&call, "1").await.expect("an answer").says.concat();
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let (code, again) = digits.split_at(digits.len() / 2);
    assert_eq!(code, again, "twice: {said}");
    assert!(!call.action().contains(code), "not in the address");
    // Nobody hears it a second time.
    assert!(!is_spoken(&twilio.press(&call, "1").await.expect("an answer").says.concat()));
    twilio.end(&call, "completed").await;
    reset.answer(&world, code).await.good();
    assert_eq!(reset.status(), "verified");
    finish(&world, &reset).await;
}

async fn each_bad_end_is_told_and_another_call_may_be_asked_for(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let ends = [("busy", "busy"), ("no-answer", "no_answer"), ("failed", "failed"), ("completed", "nothing_pressed")];
    for (status, end) in ends {
        let (mut reset, call) = called(&world, &twilio, PERSON).await;
        twilio.end(&call, "ringing").await;
        twilio.end(&call, status).await;
        sees_end(&world, &mut reset, end).await;
        assert_eq!((reset.status(), &reset.view["challenge"]["attempts_left"]), ("challenged", &json!(1)));
    }
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    twilio.pick_up(&call).await;
    let machine = call.answered_by("machine_start");
    assert_eq!(twilio.post(&call.answered_by_callback, &machine, Signed::Rightly).await, StatusCode::NO_CONTENT);
    twilio.end(&call, "completed").await;
    sees_end(&world, &mut reset, "voicemail").await;
    // "Try again" after 10 seconds.
    assert_eq!(choose(&world, &reset, "mobile_phone", None).await.code(), "cooldown_running");
    world.resume(11).await.expect("starts");
    reset.view = choose(&world, &reset, "mobile_phone", None).await.good();
    let again = twilio.call(6).await;
    twilio.pick_up(&again).await;
    let wrong = if number_of(&reset) == "42" { "43#" } else { "42#" };
    twilio.press(&again, wrong).await.expect("an answer");
    sees_end(&world, &mut reset, "wrong_keys").await;
    // One entry a call: what is right now comes too late.
    let right = again.keys(&number_of(&reset));
    assert_eq!(twilio.send_keys(again.action(), &right, Signed::Rightly).await.status, StatusCode::OK);
    twilio.end(&again, "completed").await;
    audited::has(&world, "delivery.report_ignored", ("what", "keys"), 1).await;
    sees_end(&world, &mut reset, "wrong_keys").await;
    for end in ["busy", "no_answer", "failed", "nothing_pressed", "voicemail", "wrong_keys"] {
        audited::has(&world, "reset.call_ended", ("what", end), 1).await;
    }
}

async fn the_keys_of_a_call_that_is_not_the_newest_confirm_nothing(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let (mut reset, older) = called(&world, &twilio, PERSON).await;
    let number = number_of(&reset);
    twilio.pick_up(&older).await;
    world.resume(11).await.expect("starts");
    reset.view = choose(&world, &reset, "mobile_phone", None).await.good();
    let newer = twilio.call(2).await;
    twilio.press(&older, &format!("{number}#")).await.expect("an answer");
    audited::has(&world, "reset.call_ignored", ("what", "keys"), 1).await;
    assert_eq!(reset.look(&world).await["status"], "challenged");
    twilio.pick_up(&newer).await;
    twilio.press(&newer, &format!("{}#", number_of(&reset))).await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    audited::has(&world, "reset.call_confirmed", ("what", "keys"), 1).await;
}

async fn keys_for_which_the_time_is_up_confirm_nothing(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let (reset, call) = called(&world, &twilio, PERSON).await;
    twilio.pick_up(&call).await;
    world.resume(301).await.expect("starts");
    let said = twilio.press(&call, &format!("{}#", number_of(&reset))).await.expect("an answer");
    assert!(said.hangs_up && said.says.concat().contains("of no use any more"), "{said:?}");
    audited::has(&world, "delivery.report_ignored", ("why", "expired"), 1).await;
    assert_eq!(audited::count(&world, "reset.call_confirmed", ("what", "keys")).await, 0);
}

async fn a_person_who_is_called_twice_by_somebody_else_is_called_no_more(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    for _ in 0..2 {
        let (mut reset, call) = called(&world, &twilio, PERSON).await;
        twilio.pick_up(&call).await;
        twilio.press(&call, "9").await.expect("an answer");
        becomes(&world, &mut reset, "closed").await;
        assert_eq!(reset.view["closed_reason"], "not_me");
    }
    let reset = Reset::start(&world, PERSON).await;
    for (method, number) in [("mobile_phone", Some(MOBILE)), ("office_phone", Some(OFFICE))] {
        let refused = choose(&world, &reset, method, number).await;
        assert_eq!((refused.code(), refused.retry_after.is_some()), ("calls_stopped", true), "{method}");
    }
    assert_eq!(twilio.called(), 2);
    // A text is no call.
    let mut reset = Reset::start(&world, PERSON).await;
    reset.choose(&world, "sms", Some(MOBILE)).await.good();
}

async fn a_report_that_is_not_of_this_call_has_no_effect(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    let (mut other_reset, other) = called(&world, &twilio, PERSON).await;
    let (keys, action) = (call.keys(&number_of(&reset)), call.action());
    for signed in [Signed::Not, Signed::Wrongly] {
        let heard = twilio.send_keys(action, &keys, signed).await;
        assert_eq!((heard.status, heard.script), (StatusCode::FORBIDDEN, None));
        assert_eq!(twilio.tell(&call, "busy", signed).await, StatusCode::FORBIDDEN);
    }
    // Signed for another address than the one that it comes to.
    let stranger = format!("{}/webhooks/phones/calls/{}", world.public_address(), uuid_like(1));
    assert_eq!(
        twilio.post(&stranger, &call.report("busy"), Signed::Rightly).await,
        StatusCode::NO_CONTENT,
        "of nobody"
    );
    let unknown = call.status_callback.replace("/phones/", "/others/");
    assert_eq!(twilio.post(&unknown, &call.report("busy"), Signed::Rightly).await, StatusCode::FORBIDDEN);
    // Another call's name.
    let foreign = twilio.send_keys(action, &other.keys(&number_of(&reset)), Signed::Rightly).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    // A message's address for a call.
    let as_message = call.status_callback.replace("/calls/", "/messages/");
    assert_eq!(twilio.post(&as_message, &call.report("busy"), Signed::Rightly).await, StatusCode::FORBIDDEN);
    for (why, count) in [("signature", 4), ("provider", 1), ("message", 1), ("form", 1)] {
        audited::has(&world, "delivery.report_refused", ("why", why), count).await;
    }
    sleep(Duration::from_millis(500)).await;
    let seen = reset.look(&world).await;
    assert_eq!((&seen["status"], &seen["challenge"]["call_end"]), (&json!("challenged"), &json!(null)));
    // The right keys of one reset are none of another's.
    twilio.pick_up(&call).await;
    twilio.press(&call, &format!("{}#", number_of(&reset))).await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    assert_eq!(other_reset.look(&world).await["status"], "challenged");
    // Replayed, and out of order: nothing more happens.
    assert_eq!(twilio.send_keys(action, &keys, Signed::Rightly).await.status, StatusCode::OK);
    for status in ["ringing", "completed", "busy"] {
        assert_eq!(twilio.tell(&call, status, Signed::Rightly).await, StatusCode::NO_CONTENT);
    }
    for (what, count) in [("keys", 1), ("ringing", 1), ("completed", 0), ("busy", 1)] {
        audited::has(&world, "delivery.report_ignored", ("what", what), count).await;
    }
    sleep(Duration::from_millis(500)).await;
    assert_eq!(reset.look(&world).await["status"], "verified");
    finish(&world, &reset).await;
}

async fn the_right_keys_on_a_call_that_another_one_followed_have_no_effect(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let (mut reset, first) = called(&world, &twilio, PERSON).await;
    let keys = first.keys(&number_of(&reset));
    world.resume(11).await.expect("starts");
    reset.view = choose(&world, &reset, "mobile_phone", None).await.good();
    let second = twilio.call(2).await;
    let begun = reset.look(&world).await.clone();
    assert_eq!(twilio.send_keys(first.action(), &keys, Signed::Rightly).await.status, StatusCode::OK);
    assert_eq!(twilio.tell(&first, "completed", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sleep(Duration::from_millis(500)).await;
    let seen = reset.look(&world).await;
    assert_eq!((&seen["status"], &seen["gates"]["passed"]), (&json!("challenged"), &json!(0)));
    for told in ["call_end", "attempts_left", "match_number"] {
        assert_eq!(seen["challenge"][told], begun["challenge"][told], "{told}");
    }
    twilio.pick_up(&second).await;
    twilio.press(&second, &format!("{}#", number_of(&reset))).await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
}

async fn the_right_keys_on_the_call_of_a_reset_that_is_over_have_no_effect(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    let (mut cancelled, of_cancelled) = called(&world, &twilio, PERSON).await;
    let (mut overtaken, of_overtaken) = called(&world, &twilio, PERSON).await;
    let (mut last, of_last) = called(&world, &twilio, PERSON).await;
    delete(&world, "/api/v1/resets/current", &cancelled.token).await.good();
    twilio.pick_up(&of_last).await;
    twilio.press(&of_last, &format!("{}#", number_of(&last))).await.expect("an answer");
    becomes(&world, &mut last, "verified").await;
    finish(&world, &last).await;
    for (reset, call) in [(&cancelled, &of_cancelled), (&overtaken, &of_overtaken)] {
        let keys = call.keys(&number_of(reset));
        assert_eq!(twilio.send_keys(call.action(), &keys, Signed::Rightly).await.status, StatusCode::OK);
        twilio.end(call, "completed").await;
    }
    sleep(Duration::from_millis(500)).await;
    for (reset, reason) in [(&mut cancelled, "cancelled"), (&mut overtaken, "superseded")] {
        let seen = reset.look(&world).await;
        assert_eq!((&seen["status"], &seen["closed_reason"]), (&json!("closed"), &json!(reason)));
        assert_eq!(reset.set_password(&world, "Forty blue umbrellas 9").await.code(), "reset_over");
    }
    signed_in(&world, PERSON, NEW_PASSWORD).await;
}

fn uuid_like(number: u8) -> String {
    format!("00000000-0000-7000-8000-{number:012}")
}

async fn what_is_in_doubt_is_not_called_again_and_its_report_settles_it(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", [Next::TakeAndAnswer(503)]).await;
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    look_until(&world, &mut reset, "delayed", |view| view["challenge"]["delivery"] == "delayed").await;
    twilio.pick_up(&call).await;
    twilio.press(&call, &format!("{}#", number_of(&reset))).await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    assert_eq!(twilio.called(), 1);
}

async fn a_number_that_cannot_be_called_is_told(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", [Next::Refuse(400, 21215)]).await;
    let mut reset = Reset::start(&world, PERSON).await;
    choose(&world, &reset, "mobile_phone", Some(MOBILE)).await.good();
    // That the call is over and that it never began are two pieces of news.
    let is_told = |view: &Value| view["challenge"]["call_end"] == "failed" && view["challenge"]["delivery"] == "failed";
    look_until(&world, &mut reset, "that it failed", is_told).await;
    logs(&world, "twilio 21215").await;
    assert_eq!(twilio.called(), 1);
}

in_every_layout! {
    my_mobile_is_called_and_the_number_of_the_page_leads_to_a_new_password
    my_office_is_called_at_its_extension_and_pound_is_enough
    a_code_is_read_out_once_somebody_listens
    each_bad_end_is_told_and_another_call_may_be_asked_for
    the_keys_of_a_call_that_is_not_the_newest_confirm_nothing
    keys_for_which_the_time_is_up_confirm_nothing
    a_person_who_is_called_twice_by_somebody_else_is_called_no_more
    a_report_that_is_not_of_this_call_has_no_effect
    the_right_keys_on_a_call_that_another_one_followed_have_no_effect
    the_right_keys_on_the_call_of_a_reset_that_is_over_have_no_effect
    what_is_in_doubt_is_not_called_again_and_its_report_settles_it
    a_number_that_cannot_be_called_is_told
}

/// What a stranger sees of a call.
fn seen_by_a_stranger(view: &Value) -> Value {
    let mut view = view.clone();
    for hidden in ["reference", "match_number", "expires_at", "delivery", "resend_after_seconds", "option_id"] {
        view["challenge"][hidden] = json!(null);
    }
    view["expires_at"] = json!(null);
    for option in view["options"].as_array_mut().into_iter().flatten() {
        option["id"] = json!(null);
        option["hint"] = json!(null);
    }
    view
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_uniform_disclosure_a_stranger_learns_nothing_from_a_call() {
    a_stranger_learns_nothing("match_number", "call").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_uniform_disclosure_a_stranger_learns_nothing_from_a_call_that_reads_a_code_out() {
    a_stranger_learns_nothing("read_code", "code").await;
}

async fn a_stranger_learns_nothing(mode: &str, kind: &str) {
    let (world, twilio) = start(Layout::Together(Engine::Sqlite), mode, []).await;
    let (mut reset, call) = called(&world, &twilio, "person@initech.example").await;
    let begun = seen_by_a_stranger(reset.look(&world).await);
    twilio.pick_up(&call).await;
    // Twice "this was not me", as somebody does who is called by a stranger.
    twilio.press(&call, "9").await.expect("an answer");
    twilio.end(&call, "completed").await;
    sleep(Duration::from_secs(1)).await;
    assert_eq!(seen_by_a_stranger(reset.look(&world).await), begun);
    let (_, second) = called(&world, &twilio, "person@initech.example").await;
    twilio.pick_up(&second).await;
    twilio.press(&second, "9").await.expect("an answer");
    sleep(Duration::from_secs(1)).await;
    let third = Reset::start(&world, "person@initech.example").await;
    let view = choose(&world, &third, "mobile_phone", Some(MOBILE)).await.good();
    assert_eq!(view["challenge"]["kind"], kind);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(twilio.called(), 2, "nobody is called any more, and nobody is told");
}

/// What the program asks for and what the stand-in answers goes through a proxy that holds both against Twilio's own
/// description.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_asked_for_as_twilio_describes_it() {
    let Some(description) = Prism::twilio_description().expect("where it has to be") else { return };
    let twilio = Twilio::start().await.expect("starts");
    let address = twilio.address().to_owned();
    let started = tokio::task::spawn_blocking(move || Prism::start(&description, &address)).await;
    let prism = started.expect("no panic").expect("starts");
    let world = start_with(Layout::Together(Engine::Sqlite), "press_pound", &prism.address()).await;
    let (mut reset, call) = called(&world, &twilio, PERSON).await;
    twilio.pick_up(&call).await;
    twilio.press(&call, "#").await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    let mut reset = Reset::start(&world, PERSON).await;
    choose(&world, &reset, "office_phone", Some(OFFICE)).await.good();
    let office = twilio.call(2).await;
    twilio.pick_up(&office).await;
    twilio.press(&office, "#").await.expect("an answer");
    becomes(&world, &mut reset, "verified").await;
    assert_eq!(twilio.complaints(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_without_a_provider_are_refused_in_settings() {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let world = World::start(Engine::Sqlite, vec![limits], &[]).await.expect("starts");
    let file = world.folder().join("settings.toml");
    std::fs::write(&file, settings("match_number")).expect("written");
    let error = world.command(&["settings", "apply", &file.display().to_string()]).expect_err("refused").to_string();
    assert!(error.contains("tenants.adatum.policy.voice") && error.contains("no provider that calls"), "{error}");
}
