//! A good history, of which nobody complains, and one that is bad in one way for each invariant.

use super::super::event::Standing;
use super::*;

fn standing(status: &str, passed: u64, delivery: &str) -> Standing {
    Standing { status: status.into(), passed, reference: "ABC".into(), delivery: delivery.into() }
}

fn looked(status: &str, passed: u64, delivery: &str) -> Event {
    Event::Looked { reset: 1, standing: standing(status, passed, delivery) }
}

fn asked(channel: &'static str) -> [Event; 2] {
    [Event::Tried { reset: 1, channel }, Event::Asked { reset: 1, channel, reference: "ABC".into() }]
}

fn took(channel: &'static str, id: &str, kind: Kind) -> Event {
    Event::Took { channel, person: 5, id: id.into(), kind }
}

fn code(channel: &'static str, id: &str) -> Event {
    took(channel, id, Kind::Code { reference: "ABC".into(), code: "271828".into() })
}

fn proved(channel: &'static str) -> Event {
    Event::Proved { reset: 1, channel, reference: "ABC".into(), verdict: Verdict::Yes }
}

fn set(password: &str) -> Event {
    Event::SetPassword { reset: 1, password: password.into(), verdict: Verdict::Yes }
}

fn guessed() -> Event {
    Event::Guessed { person: 5, verdict: Verdict::No("wrong_code".into()) }
}

fn charged(purse: &str, micros: u64) -> Event {
    Event::Charged { purse: purse.into(), micros }
}

fn taken(purse: &str, period: &str, micros: u64) -> Event {
    Event::Taken { purse: purse.into(), period: period.into(), micros }
}

/// One a second.
fn at_seconds(events: Vec<Event>) -> Vec<(Duration, Event)> {
    (0..).map(Duration::from_secs).zip(events).collect()
}

fn good() -> Vec<Event> {
    let mut events = vec![Event::Began { reset: 1, person: 5 }];
    for channel in ["sms", "email"] {
        events.extend(asked(channel));
        events.extend([code(channel, channel), guessed(), proved(channel)]);
    }
    events.extend([
        looked("verified", 2, "sent"),
        set("new"),
        looked("completed", 2, ""),
        Event::UsedOldSignIn { reset: 1, verdict: Verdict::No("token_invalid".into()) },
        took("sms", "n1", Kind::Changed),
        took("email", "n2", Kind::Changed),
        Event::Compared { known: "201".into(), unknown: "201".into() },
        Event::Registered { person: 5, slot: "authentication_email".into() },
        Event::Has { person: 5, methods: "[authentication_email]".into() },
        Event::SignedIn { person: 5, verdict: Verdict::Yes },
        charged("all", 300),
        taken("all", "hour", 100),
        taken("all", "hour", 200),
        taken("all", "day", 300),
        Event::Secret { text: "new password".into() },
        Event::Kept { sink: "log".into(), text: "at 10:15:00.271828Z all was well".into() },
    ]);
    events
}

/// What is complained of where the good history has this, too, at its end.
fn with(event: Event) -> Vec<String> {
    complaints(&at_seconds([good(), vec![event]].concat()))
}

/// The same where it lacks something.
fn without(is_it: impl Fn(&Event) -> bool) -> Vec<String> {
    complaints(&at_seconds(good().into_iter().filter(|event| !is_it(event)).collect()))
}

fn is_of(found: &[String], invariant: &str) {
    assert!(!found.is_empty() && found.iter().all(|one| one.starts_with(invariant)), "{invariant}: {found:?}");
}

#[test]
fn nobody_complains_of_a_good_history() {
    assert_eq!(complaints(&at_seconds(good())), Vec::<String>::new());
}

#[test]
fn i1_complains_of_a_password_without_its_proofs_and_of_a_gate_that_nobody_proved() {
    is_of(&without(|event| *event == proved("email")), "I1");
    let early = [vec![Event::Began { reset: 1, person: 5 }, looked("choosing", 1, "")], good()].concat();
    is_of(
        &proofs_come_before_passwords(&at_seconds(early)).iter().map(|one| format!("I1 {one}")).collect::<Vec<_>>(),
        "I1",
    );
}

#[test]
fn i2_complains_of_an_eleventh_guess_and_of_one_that_was_accepted() {
    let guesses = |count: usize| at_seconds(vec![guessed(); count]);
    assert_eq!(complaints(&guesses(10)), Vec::<String>::new());
    is_of(&complaints(&guesses(11)), "I2");
    is_of(&with(Event::Guessed { person: 5, verdict: Verdict::Yes }), "I2");
}

#[test]
fn i3_complains_of_a_code_that_counted_twice() {
    is_of(&with(proved("sms")), "I3");
}

#[test]
fn i4_complains_of_two_passwords_a_sign_in_that_lives_on_and_of_who_was_not_told_or_twice() {
    is_of(&with(set("another")), "I4");
    is_of(&with(Event::UsedOldSignIn { reset: 1, verdict: Verdict::Yes }), "I4");
    is_of(&without(|event| *event == took("sms", "n1", Kind::Changed)), "I4");
    is_of(&with(took("email", "n3", Kind::Changed)), "I4");
    let mut refused = good();
    refused.retain(|event| *event != took("sms", "n1", Kind::Changed));
    refused.push(Event::Refuses { texts: 1 });
    assert_eq!(complaints(&at_seconds(refused)), Vec::<String>::new());
}

#[test]
fn i5_complains_of_a_code_that_never_came_that_came_twice_and_that_came_too_late() {
    is_of(&without(|event| *event == code("email", "email")), "I5");
    is_of(&with(code("email", "other")), "I5");
    let again = complaints(&at_seconds([good(), asked("sms").to_vec(), vec![code("sms", "sms")]].concat()));
    assert!(again.iter().any(|one| one.starts_with("I5")), "{again:?}");
    let mut late = at_seconds(good());
    late.push((LIFE * 2, took("email", "email", Kind::Code { reference: "ABC".into(), code: "271828".into() })));
    is_of(&complaints(&late), "I5");
    let mut told = asked("sms").to_vec();
    told.insert(0, Event::Began { reset: 1, person: 5 });
    is_of(&complaints(&at_seconds(told.clone())), "I5");
    told.push(looked("challenged", 0, "failed"));
    assert_eq!(complaints(&at_seconds(told)), Vec::<String>::new());
}

#[test]
fn i5_knows_two_resets_of_one_person_that_drew_the_same_reference() {
    let mut twice = good();
    twice.extend([
        Event::Began { reset: 2, person: 5 },
        Event::Tried { reset: 2, channel: "email" },
        Event::Asked { reset: 2, channel: "email", reference: "ABC".into() },
        code("email", "another"),
    ]);
    assert_eq!(complaints(&at_seconds(twice.clone())), Vec::<String>::new());
    twice.push(code("email", "and another"));
    is_of(&complaints(&at_seconds(twice)), "I5");
}

#[test]
fn i6_complains_of_a_code_and_of_a_password_in_a_log() {
    is_of(&with(Event::Kept { sink: "log".into(), text: "code 271828 sent".into() }), "I6");
    is_of(&with(Event::Kept { sink: "log".into(), text: "\"new password\"".into() }), "I6");
    is_of(&with(Event::Kept { sink: "audit".into(), text: "it was 271828. No more.".into() }), "I6");
    for text in ["in 0.271828 s", "271828.5", "a-271828-b", "12718281"] {
        assert_eq!(with(Event::Kept { sink: "log".into(), text: text.into() }), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn i7_complains_of_a_stranger_who_is_answered_otherwise() {
    is_of(&with(Event::Compared { known: "201".into(), unknown: "404".into() }), "I7");
}

#[test]
fn i8_complains_of_a_code_that_nobody_asked_for() {
    is_of(&with(took("sms", "x", Kind::Code { reference: "XYZ".into(), code: "314159".into() })), "I8");
}

#[test]
fn i8_complains_of_money_that_was_not_taken_and_of_more_than_a_cap() {
    is_of(&with(charged("reserve", 1)), "I8");
    is_of(&with(charged("all", 301)), "I8");
    is_of(&without(|event| *event == taken("all", "hour", 200)), "I8");
    is_of(&without(|event| *event == taken("all", "day", 300)), "I8");
    for (period, cap) in [("hour", MONEY_PER_HOUR_MICROS), ("day", MONEY_PER_DAY_MICROS)] {
        assert_eq!(with(taken("reserve", period, cap)), Vec::<String>::new());
        is_of(&with(taken("reserve", period, cap + 1)), "I8");
    }
}

#[test]
fn i9_complains_of_a_reset_that_fell_back_of_an_address_that_is_gone_and_of_a_password_that_is() {
    is_of(&with(looked("verified", 2, "")), "I9");
    is_of(&with(Event::Has { person: 5, methods: String::new() }), "I9");
    is_of(&with(Event::SignedIn { person: 5, verdict: Verdict::No("sign_in_failed".into()) }), "I9");
}

#[test]
fn a_request_that_failed_without_a_time_to_come_back_is_complained_of() {
    assert_eq!(with(Event::Failed { status: 503, says_when: true }), Vec::<String>::new());
    is_of(&with(Event::Failed { status: 503, says_when: false }), "503");
    is_of(&with(Event::Failed { status: 500, says_when: true }), "503");
}

#[test]
fn a_request_without_an_answer_is_complained_of_unless_its_gateway_was_killed_or_nobody_heard_it() {
    let unanswered = |millis| Event::Unanswered { waited: Duration::from_millis(millis), why: "closed".into() };
    assert_eq!(with(unanswered(50)), Vec::<String>::new());
    is_of(&with(unanswered(1500)), "503");
    let with_death = |waited| complaints(&at_seconds([good(), vec![Event::GatewayDies, unanswered(waited)]].concat()));
    assert_eq!(with_death(1500), Vec::<String>::new());
    is_of(&with_death(900), "503");
}
