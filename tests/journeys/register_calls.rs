//! Phones that are registered by a call: the real program, and a stand-in for Twilio that is the new phone.

use std::time::Duration;

use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::{Call, Signed};
use rekey_testkit::{Layout, World};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::audited;
use crate::calls::{MOBILE, PERSON, becomes, called as reset_called, choose, start};
use crate::steps::{NEW_PASSWORD, Reset, delete, signed_in};
use crate::{in_every_layout, proven};

const METHODS: &str = "/api/v1/me/methods";
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);
/// After which "try again" calls again.
const COOL_DOWN_SECONDS: i64 = 11;

/// A phone that nobody has yet.
fn new_phone(number: usize) -> String {
    format!("+1425555017{number}")
}

/// A phone that is being set up.
struct SetUp {
    path: String,
    begun: Value,
}

impl SetUp {
    /// Looks at it until it is so.
    async fn becomes(&self, world: &World, token: &str, fact: &str, is_so: impl Fn(&Value) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let setup = world.get(&self.path, token).await.good()["setup"].clone();
            if is_so(&setup) {
                return;
            }
            assert!(Instant::now() < deadline, "{fact} is not seen:\n{setup}\n{}", world.log());
            sleep(LOOK_EVERY).await;
        }
    }

    async fn sees_end(&self, world: &World, token: &str, end: &str) {
        self.becomes(world, token, end, |setup| setup["call_end"] == end).await;
    }

    fn number(&self) -> &str {
        self.begun["setup"]["match_number"].as_str().expect("two digits")
    }
}

/// Somebody whose password is known, signed in. It was set after a call, the first one.
async fn somebody(world: &World, twilio: &Twilio) -> String {
    let (mut reset, call) = reset_called(world, twilio, PERSON).await;
    twilio.pick_up(&call).await;
    match reset.view["challenge"]["match_number"].as_str() {
        Some(number) => {
            twilio.press(&call, &format!("{number}#")).await.expect("an answer");
        }
        None => {
            let code = heard_code(twilio, &call).await;
            reset.answer(world, &code).await.good();
        }
    }
    twilio.end(&call, "completed").await;
    becomes(world, &mut reset, "verified").await;
    reset.set_password(world, NEW_PASSWORD).await.good();
    signed_in(world, PERSON, NEW_PASSWORD).await
}

/// Presses 1, and hears a code.
async fn heard_code(twilio: &Twilio, call: &Call) -> String {
    let said = twilio.press(call, "1").await.expect("an answer").says.concat();
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    digits[..digits.len() / 2].to_owned()
}

/// "Call me": the set-up, and the call.
async fn call_me(world: &World, twilio: &Twilio, (token, phone): (&str, &str)) -> (SetUp, Call) {
    let nth = twilio.calls().len() + 1;
    let begun = ask(world, token, phone).await.good();
    let path = format!("{METHODS}/{}", begun["method"]["id"].as_str().expect("an id"));
    let call = twilio.call(nth).await;
    assert_eq!(call.to, phone);
    (SetUp { path, begun }, call)
}

async fn ask(world: &World, token: &str, phone: &str) -> rekey_testkit::Answer {
    let body = json!({ "slot": "authentication_phone", "phone_number": phone, "channel": "voice" });
    world.post(METHODS, token, body).await
}

async fn is_registered(world: &World, token: &str) -> bool {
    let methods = world.get(METHODS, token).await.good();
    let methods = methods["methods"].as_array().expect("a list");
    methods.iter().any(|method| method["slot"] == "authentication_phone" && method["verified"] == true)
}

async fn becomes_registered(world: &World, token: &str) {
    let deadline = Instant::now() + DEADLINE;
    while !is_registered(world, token).await {
        assert!(Instant::now() < deadline, "the phone is not there:\n{}", world.log());
        sleep(LOOK_EVERY).await;
    }
}

async fn my_new_phone_is_called_and_the_number_of_the_page_registers_it(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    let token = somebody(&world, &twilio).await;
    let phone = new_phone(1);
    let (setup, call) = call_me(&world, &twilio, (&token, &phone)).await;
    let said = call.script.says.concat();
    assert!(said.contains("to add this phone") && !said.contains(setup.number()), "{said}");
    twilio.pick_up(&call).await;
    setup.becomes(&world, &token, "answered", |setup| setup["delivery"] == "delivered").await;
    twilio.press(&call, &format!("{}#", setup.number())).await.expect("an answer");
    twilio.end(&call, "completed").await;
    becomes_registered(&world, &token).await;
    assert_eq!(world.get(&setup.path, &token).await.status, StatusCode::NOT_FOUND, "it is set up no more");
    audited::has(&world, "method.call_confirmed", ("what", "keys"), 1).await;
    for purpose in ["reset_code", "registration_code"] {
        proven::has_one(&world, purpose, "voice").await;
    }
    // Replayed: nothing more happens.
    let keys = call.keys(setup.number());
    assert_eq!(twilio.send_keys(call.action(), &keys, Signed::Rightly).await.status, StatusCode::OK);
    assert_eq!(twilio.tell(&call, "completed", Signed::Rightly).await, StatusCode::NO_CONTENT);
    audited::has(&world, "delivery.report_ignored", ("what", "keys"), 1).await;
    audited::has(&world, "delivery.report_ignored", ("what", "completed"), 1).await;
    assert_eq!(twilio.complaints(), []);
    let log = world.log();
    assert!(!log.contains(&phone[1..]), "{log}");
}

async fn each_bad_end_of_a_registration_is_told_and_registers_nothing(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let token = somebody(&world, &twilio).await;
    let ends = [("busy", "busy"), ("no-answer", "no_answer"), ("failed", "failed"), ("completed", "nothing_pressed")];
    for (number, (status, end)) in ends.into_iter().enumerate() {
        let (setup, call) = call_me(&world, &twilio, (&token, &new_phone(number))).await;
        twilio.end(&call, "ringing").await;
        twilio.end(&call, status).await;
        setup.sees_end(&world, &token, end).await;
        audited::has(&world, "method.call_ended", ("what", end), 1).await;
    }
    let (setup, call) = call_me(&world, &twilio, (&token, &new_phone(5))).await;
    twilio.pick_up(&call).await;
    let machine = call.answered_by("machine_start");
    assert_eq!(twilio.post(&call.answered_by_callback, &machine, Signed::Rightly).await, StatusCode::NO_CONTENT);
    twilio.end(&call, "completed").await;
    setup.sees_end(&world, &token, "voicemail").await;
    // "Try again" after 10 seconds.
    let again = format!("{}/challenges", setup.path);
    assert_eq!(world.post(&again, &token, json!({})).await.code(), "cooldown_running");
    world.resume(COOL_DOWN_SECONDS).await.expect("starts");
    let begun = world.post(&again, &token, json!({})).await.good();
    let (setup, old) = (SetUp { begun, ..setup }, call);
    let call = twilio.call(7).await;
    twilio.pick_up(&call).await;
    let wrong = if setup.number() == "42" { "43#" } else { "42#" };
    twilio.press(&call, wrong).await.expect("an answer");
    setup.sees_end(&world, &token, "wrong_keys").await;
    audited::has(&world, "method.call_ended", ("what", "wrong_keys"), 1).await;
    // What is right now comes too late, and so does what is pressed in the call before.
    for late in [&call, &old] {
        let keys = late.keys(setup.number());
        assert_eq!(twilio.send_keys(late.action(), &keys, Signed::Rightly).await.status, StatusCode::OK);
    }
    audited::has(&world, "delivery.report_ignored", ("what", "keys"), 2).await;
    assert!(!is_registered(&world, &token).await);
}

async fn a_call_that_is_not_the_newest_and_one_of_a_sign_in_that_is_over_register_nothing(layout: Layout) {
    let (mut world, twilio) = start(layout, "match_number", []).await;
    let token = somebody(&world, &twilio).await;
    let (setup, older) = call_me(&world, &twilio, (&token, &new_phone(1))).await;
    twilio.pick_up(&older).await;
    world.resume(COOL_DOWN_SECONDS).await.expect("starts");
    let begun = world.post(&format!("{}/challenges", setup.path), &token, json!({})).await.good();
    let newer = twilio.call(3).await;
    twilio.press(&older, &format!("{}#", setup.number())).await.expect("an answer");
    audited::has(&world, "method.call_ignored", ("what", "keys"), 1).await;
    delete(&world, "/api/v1/sign-ins/current", &token).await;
    let number = SetUp { begun, ..setup }.number().to_owned();
    twilio.pick_up(&newer).await;
    twilio.press(&newer, &format!("{number}#")).await.expect("an answer");
    audited::has(&world, "method.call_ignored", ("what", "keys"), 2).await;
    let token = signed_in(&world, PERSON, NEW_PASSWORD).await;
    assert!(!is_registered(&world, &token).await);
}

async fn who_refuses_two_calls_is_called_no_more(layout: Layout) {
    let (world, twilio) = start(layout, "match_number", []).await;
    let token = somebody(&world, &twilio).await;
    for number in 1..=2 {
        let (setup, call) = call_me(&world, &twilio, (&token, &new_phone(number))).await;
        twilio.pick_up(&call).await;
        twilio.press(&call, "9").await.expect("an answer");
        setup.sees_end(&world, &token, "refused").await;
        audited::has(&world, "method.call_ended", ("what", "refused"), number).await;
    }
    let called = twilio.called();
    let refused = ask(&world, &token, &new_phone(3)).await;
    assert_eq!((refused.code(), refused.retry_after.is_some()), ("calls_stopped", true));
    // It is the account that is not called, whatever for.
    let reset = Reset::start(&world, PERSON).await;
    assert_eq!(choose(&world, &reset, "mobile_phone", Some(MOBILE)).await.code(), "calls_stopped");
    assert_eq!(twilio.called(), called);
    // A text is no call.
    let body = json!({ "slot": "authentication_phone", "phone_number": new_phone(3), "channel": "sms" });
    world.post(METHODS, &token, body).await.good();
    assert!(!is_registered(&world, &token).await);
}

async fn my_new_phone_is_called_and_the_code_that_it_says_registers_it(layout: Layout) {
    let (world, twilio) = start(layout, "read_code", []).await;
    let token = somebody(&world, &twilio).await;
    let (setup, call) = call_me(&world, &twilio, (&token, &new_phone(1))).await;
    assert_eq!(setup.begun["setup"]["kind"], "code");
    twilio.end(&call, "no-answer").await;
    setup.sees_end(&world, &token, "no_answer").await;
    let (setup, call) = call_me(&world, &twilio, (&token, &new_phone(2))).await;
    twilio.pick_up(&call).await;
    let code = heard_code(&twilio, &call).await;
    twilio.end(&call, "completed").await;
    let verified = world.post(&format!("{}/verification", setup.path), &token, json!({ "code": code })).await;
    assert_eq!(verified.good()["slot"], "authentication_phone");
    assert!(is_registered(&world, &token).await);
}

in_every_layout! {
    my_new_phone_is_called_and_the_number_of_the_page_registers_it
    each_bad_end_of_a_registration_is_told_and_registers_nothing
    a_call_that_is_not_the_newest_and_one_of_a_sign_in_that_is_over_register_nothing
    who_refuses_two_calls_is_called_no_more
    my_new_phone_is_called_and_the_code_that_it_says_registers_it
}
