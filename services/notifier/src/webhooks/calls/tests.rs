//! Reports of calls over a real database: who is believed, and what follows, once.

use rekey_bus::Outcome;
use rekey_domain::call::CallEnd::{Busy, NothingPressed, Refused, Voicemail, WrongKeys};
use rekey_domain::{Channel, MessageId};
use rekey_store::audit;
use rekey_testkit::providers::Twilio as StandIn;
use rekey_testkit::providers::twilio::{AUTH_TOKEN, Call, Script, signature};
use rekey_wire::event::CallNews::{self, Ended, Pressed as Keys};
use rekey_wire::notice::CallAsks;
use rekey_wire::secret::Code;

use super::*;
use crate::webhooks::tests::{answer_to, post};
use crate::world::{LIFETIME, PUBLIC_URL, World, call};

type Fields = Vec<(String, String)>;

/// A notifier whose provider has taken a call over.
struct Ringing {
    world: World,
    message: MessageId,
    call: Call,
    _twilio: StandIn,
}

impl Ringing {
    async fn new(asks: CallAsks) -> Self {
        let twilio = StandIn::start().await.expect("starts");
        let world = World::with_twilio(twilio.address()).await;
        let message = world.post(Channel::Voice, call(asks)).await;
        assert_eq!(world.work(Channel::Voice).await, Outcome::Done);
        let call = twilio.call(1).await;
        Self { world, message, call, _twilio: twilio }
    }

    fn path(&self, url: &str) -> String {
        url.strip_prefix(PUBLIC_URL).expect("ours").to_owned()
    }

    async fn told(&self, status: &str) -> u16 {
        self.report(&self.call.status_callback, &self.call.report(status)).await
    }

    async fn answered_by(&self, who: &str) -> u16 {
        self.report(&self.call.answered_by_callback, &self.call.answered_by(who)).await
    }

    /// What is said after these digits.
    async fn digits(&self, digits: &str) -> Script {
        let (url, fields) = (self.call.action(), self.call.keys(digits));
        let (status, body) =
            answer_to(&self.world, &self.path(url), &fields, Some(&signature(AUTH_TOKEN, url, &fields))).await;
        assert_eq!(status, 200);
        Script::parse(&body).expect("TwiML")
    }

    async fn report(&self, url: &str, fields: &Fields) -> u16 {
        post(&self.world, &self.path(url), fields, Some(&signature(AUTH_TOKEN, url, fields))).await
    }

    async fn audited(&self) -> i64 {
        let mut tx = self.world.store.read().await.expect("reads");
        let mut all = 0;
        for why in ["signature", "provider", "account", "message", "form"] {
            all += audit::count_of(&mut tx, "delivery.report_refused", ("why", why)).await.expect("counts");
        }
        all
    }

    /// Rows of what was its provider's own and had no effect, for this reason.
    async fn ignored(&self, why: &str) -> i64 {
        let mut tx = self.world.store.read().await.expect("reads");
        audit::count_of(&mut tx, "delivery.report_ignored", ("why", why)).await.expect("counts")
    }
}

fn keys(keys: &str) -> CallNews {
    Keys(Pressed::parse(keys).expect("keys"))
}

#[tokio::test]
async fn one_entry_is_told_and_nothing_that_follows() {
    let ringing = Ringing::new(CallAsks::MatchNumber).await;
    for status in ["initiated", "ringing", "in-progress"] {
        assert_eq!(ringing.told(status).await, 204);
    }
    assert_eq!(ringing.world.state(ringing.message).await, "delivered");
    let said = ringing.digits("42").await;
    assert!(said.hangs_up && said.gather.is_none(), "{said:?}");
    assert_eq!(ringing.told("completed").await, 204);
    assert_eq!(ringing.ignored("not_new").await, 0, "so goes a call");
    for (number, digits) in (1..).zip(["43", "9", "42"]) {
        let said = ringing.digits(digits).await.says.concat();
        assert!(said.contains("of no use any more"), "who is on the phone hears why it ends: {said}");
        assert_eq!(ringing.ignored("not_new").await, number, "{digits}");
    }
    for (number, status) in (4..).zip(["completed", "busy", "in-progress", "ringing"]) {
        assert_eq!(ringing.told(status).await, 204);
        assert_eq!(ringing.ignored("not_new").await, number, "{status}");
    }
    assert_eq!(ringing.told("thought-about").await, 204);
    assert_eq!(ringing.world.call_news().await, [keys("42")]);
    assert_eq!((ringing.audited().await, ringing.ignored("not_new").await), (0, 7));
}

#[tokio::test]
async fn whoever_repeats_a_report_fills_no_table() {
    let ringing = Ringing::new(CallAsks::PressPound).await;
    assert_eq!(ringing.told("busy").await, 204);
    for _ in 0..25 {
        assert_eq!(ringing.told("busy").await, 204);
    }
    assert_eq!(ringing.ignored("not_new").await, 20);
    ringing.digits("#").await;
    assert_eq!(post(&ringing.world, &ringing.path(&ringing.call.status_callback), &Vec::new(), None).await, 403);
    assert_eq!((ringing.ignored("not_new").await, ringing.audited().await), (20, 0));
    assert_eq!(ringing.world.call_news().await, [Ended(Busy)]);
}

#[tokio::test]
async fn each_end_is_told_once_and_the_first_one_counts() {
    for (statuses, end, ignored) in [
        (["ringing", "busy", "completed"], Busy, 1),
        (["completed", "in-progress", "ringing"], NothingPressed, 2),
        (["in-progress", "completed", "no-answer"], NothingPressed, 1),
    ] {
        let ringing = Ringing::new(CallAsks::PressPound).await;
        for status in statuses {
            assert_eq!(ringing.told(status).await, 204, "{status}");
        }
        assert_eq!(ringing.world.call_news().await, [Ended(end)], "{statuses:?}");
        assert_eq!(ringing.ignored("not_new").await, ignored, "{statuses:?}");
        // Too late for keys.
        ringing.digits("#").await;
        assert_eq!(ringing.world.call_news().await, [], "{statuses:?}");
        assert_eq!(ringing.ignored("not_new").await, ignored + 1, "{statuses:?}");
    }
}

#[tokio::test]
async fn a_machine_is_told_at_the_end_and_who_presses_keys_is_none() {
    let ringing = Ringing::new(CallAsks::PressPound).await;
    assert_eq!(ringing.answered_by("machine_start").await, 204);
    assert_eq!(ringing.world.call_news().await, []);
    ringing.told("completed").await;
    assert_eq!(ringing.world.call_news().await, [Ended(Voicemail)]);
    let ringing = Ringing::new(CallAsks::PressPound).await;
    ringing.answered_by("machine_start").await;
    ringing.digits("#").await;
    ringing.told("completed").await;
    assert_eq!(ringing.world.call_news().await, [keys("#")]);
    assert_eq!(ringing.ignored("not_new").await, 0);
    assert_eq!(ringing.answered_by("machine_end_beep").await, 204);
    assert_eq!(ringing.ignored("not_new").await, 1);
    let ringing = Ringing::new(CallAsks::PressPound).await;
    ringing.answered_by("human").await;
    ringing.told("completed").await;
    assert_eq!(ringing.world.call_news().await, [Ended(NothingPressed)]);
}

#[tokio::test]
async fn nine_refuses_whatever_was_asked_and_what_was_not_asked_is_wrong() {
    let code = || CallAsks::ReadCode(Code::from_digits("482913").expect("a code"));
    for asks in [CallAsks::MatchNumber, CallAsks::PressPound, code()] {
        let ringing = Ringing::new(asks).await;
        ringing.digits("9").await;
        assert_eq!(ringing.world.call_news().await, [Ended(Refused)]);
    }
    let ringing = Ringing::new(code()).await;
    ringing.digits("2").await;
    assert_eq!(ringing.world.call_news().await, [Ended(WrongKeys)]);
    let ringing = Ringing::new(CallAsks::MatchNumber).await;
    ringing.digits("A").await;
    assert_eq!(ringing.world.call_news().await, [Ended(WrongKeys)]);
}

#[tokio::test]
async fn a_code_is_said_once_and_only_while_it_is_of_use() {
    let asks = || CallAsks::ReadCode(Code::from_digits("482913").expect("a code"));
    let ringing = Ringing::new(asks()).await;
    assert!(!ringing.call.action().contains("482913"));
    assert!(ringing.digits("1").await.says.concat().contains("4, 8, 2, 9, 1, 3"));
    assert!(!ringing.digits("1").await.says.concat().contains('4'));
    ringing.told("completed").await;
    assert_eq!(ringing.world.call_news().await, [], "who listened has not failed");
    assert_eq!(ringing.ignored("not_new").await, 1, "the second listening");
    let late = Ringing::new(asks()).await;
    late.world.wait(LIFETIME);
    assert!(!late.digits("1").await.says.concat().contains('4'));
    assert_eq!((late.ignored("expired").await, late.ignored("not_new").await), (1, 0));
}

#[tokio::test]
async fn what_is_not_the_calls_own_is_refused_without_effect() {
    let ringing = Ringing::new(CallAsks::MatchNumber).await;
    let (url, fields) = (ringing.call.action().to_owned(), ringing.call.keys("42"));
    let path = ringing.path(&url);
    let right = signature(AUTH_TOKEN, &url, &fields);
    let with = |name: &str, value: &str| -> Fields {
        let changed =
            |(known, old): &(String, String)| (known.clone(), if known == name { value.into() } else { old.clone() });
        fields.iter().map(changed).collect()
    };
    let mut refused = 0;
    for (fields, signature) in [
        (fields.clone(), None),
        (fields.clone(), Some(signature("another token", &url, &fields))),
        (fields.clone(), Some(signature(AUTH_TOKEN, &ringing.call.status_callback, &fields))),
        (with("Digits", "43"), Some(right.clone())),
    ] {
        assert_eq!(post(&ringing.world, &path, &fields, signature.as_deref()).await, 403);
        refused += 1;
    }
    for changed in [
        with("CallSid", &format!("CA{:032x}", 77)),
        with("CallSid", "CA1"),
        with("AccountSid", &format!("AC{:032x}", 77)),
    ] {
        assert_eq!(ringing.report(&url, &changed).await, 403, "{changed:?}");
        refused += 1;
    }
    // As if it were a message.
    let as_message = ringing.call.status_callback.replace("/calls/", "/messages/");
    assert_eq!(ringing.report(&as_message, &ringing.call.report("busy")).await, 403);
    // In the name of somebody who is no provider here.
    let elsewhere = ringing.call.status_callback.replace("/texts/", "/others/");
    assert_eq!(ringing.report(&elsewhere, &ringing.call.report("busy")).await, 403);
    let elsewhere = url.replace("/texts/", "/others/");
    assert_eq!(ringing.report(&elsewhere, &fields).await, 403);
    assert_eq!(ringing.audited().await, refused + 3);
    for unknown in ["/keys/match_number/xx", "/keys/shout/en"] {
        let url = format!("{}{unknown}", ringing.call.status_callback);
        assert_eq!(ringing.report(&url, &fields).await, 404, "{unknown}");
    }
    assert_eq!(
        (ringing.world.state(ringing.message).await.as_str(), ringing.world.call_news().await),
        ("sent", vec![])
    );
    ringing.digits("42").await;
    assert_eq!(ringing.world.call_news().await, [keys("42")]);
}
