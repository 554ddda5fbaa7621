//! Look-ups over a real database and a stand-in for Twilio: who is asked about what, how often, and what counts.

use rekey_bus::Outcome;
use rekey_domain::call::CallEnd;
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{Channel, MessageId};
use rekey_runtime::config::NotifierConfig;
use rekey_store::deliveries;
use rekey_testkit::providers::Twilio as StandIn;
use rekey_testkit::providers::twilio::{AUTH_TOKEN, signature};
use rekey_wire::event::CallNews;
use rekey_wire::notice::{CallAsks, NoticeBody};

use super::*;
use crate::webhooks::tests::post;
use crate::world::{LIFETIME, PUBLIC_URL, World, call, code};

/// From handing over to the first look.
const FIRST: Duration = Duration::from_secs(60);

struct Sent {
    world: World,
    twilio: StandIn,
    message: MessageId,
    sid: String,
}

impl Sent {
    async fn new(channel: Channel, body: NoticeBody) -> Self {
        let twilio = StandIn::start().await.expect("starts");
        let world = World::with_twilio(twilio.address()).await;
        let message = world.post(channel, body).await;
        assert_eq!(world.work(channel).await, Outcome::Done);
        world.news().await;
        let sid = if channel == Channel::Voice { twilio.call(1).await.sid } else { twilio.message(1).await.sid };
        Self { world, twilio, message, sid }
    }

    async fn text() -> Self {
        Self::new(Channel::Sms, code()).await
    }

    async fn call() -> Self {
        Self::new(Channel::Voice, call(CallAsks::MatchNumber)).await
    }

    /// Waits, looks once, and how often that asked.
    async fn look_after(&self, wait: Duration) -> usize {
        let before = self.twilio.look_ups().len();
        self.world.wait(wait);
        let pace = pace(&NotifierConfig::default().lookups);
        assert!(!ask_about_due(&self.world.webhooks, pace).await.expect("answers"), "few");
        self.twilio.look_ups().len() - before
    }

    async fn state(&self) -> String {
        self.world.state(self.message).await
    }

    async fn report(&self, url: &str, fields: &Vec<(String, String)>) -> u16 {
        let path = url.strip_prefix(PUBLIC_URL).expect("ours");
        post(&self.world, path, fields, Some(&signature(AUTH_TOKEN, url, fields))).await
    }
}

#[tokio::test]
async fn a_text_whose_report_does_not_come_is_asked_about_and_told() {
    let sent = Sent::text().await;
    sent.twilio.becomes(&sent.sid, "delivered");
    assert_eq!(sent.look_after(FIRST - Duration::from_secs(1)).await, 0, "not yet");
    assert_eq!(sent.look_after(Duration::from_secs(1)).await, 1);
    assert_eq!((sent.state().await.as_str(), sent.world.news().await), ("delivered", vec![News::Delivered]));
    assert_eq!(sent.twilio.look_ups(), std::slice::from_ref(&sent.sid));
    assert_eq!(sent.look_after(Duration::from_secs(3600)).await, 0, "it is known");
}

#[tokio::test]
async fn a_text_that_failed_is_told_with_the_reason() {
    for (standing, reason) in
        [("undelivered:30005", "twilio 30005"), ("failed", "twilio failed"), ("canceled", "twilio canceled")]
    {
        let sent = Sent::text().await;
        sent.twilio.becomes(&sent.sid, standing);
        assert_eq!(sent.look_after(FIRST).await, 1);
        assert_eq!(
            (sent.state().await.as_str(), sent.world.news().await),
            ("refused", vec![News::Failed]),
            "{standing}"
        );
        let mut tx = sent.world.store.read().await.expect("reads");
        assert_eq!(deliveries::reason_of(&mut tx, sent.message).await.expect("reads").as_deref(), Some(reason));
    }
}

#[tokio::test]
async fn looks_become_rarer_and_end_with_the_messages_use() {
    let sent = Sent::text().await;
    for pause in [60, 60, 120, 240] {
        assert_eq!(sent.look_after(Duration::from_secs(pause - 1)).await, 0, "{pause}");
        assert_eq!(sent.look_after(Duration::from_secs(1)).await, 1, "{pause}");
    }
    assert_eq!((sent.state().await.as_str(), sent.world.news().await.len()), ("sent", 0), "queued is no news");
    // 480 s later it is of no use, and the grace is not over: the fifth and last.
    assert!(LIFETIME < Duration::from_secs(960));
    assert_eq!(sent.look_after(Duration::from_secs(480)).await, 1);
    assert_eq!(sent.look_after(Duration::from_secs(24 * 3600)).await, 0);
}

#[tokio::test]
async fn what_is_asked_about_too_late_is_not_asked_about() {
    let sent = Sent::text().await;
    assert_eq!(sent.look_after(LIFETIME + Duration::from_secs(601)).await, 0);
}

#[tokio::test]
async fn what_was_reported_is_not_asked_about_and_a_look_takes_nothing_back() {
    let sent = Sent::text().await;
    let message = sent.twilio.message(1).await;
    assert_eq!(sent.report(&message.status_callback, &message.report("delivered")).await, 204);
    assert_eq!(sent.look_after(FIRST).await, 0);
    // Of one that is in doubt no name is known.
    let world = &sent.world;
    sent.twilio.then([rekey_testkit::providers::twilio::Next::TakeAndAnswer(503)]);
    world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!(sent.look_after(FIRST).await, 0);
    // A report comes while somebody asks: what the answer says is older.
    let other = Sent::text().await;
    let turn = Turn {
        message: other.message,
        tenant: other.world.tenant,
        is_call: false,
        provider: "texts".into(),
        reference: other.sid.clone(),
    };
    let provider = other.world.webhooks.providers[0].clone();
    let standing = provider.look_up_message(&other.sid).await.expect("told");
    let message = other.twilio.message(1).await;
    assert_eq!(other.report(&message.status_callback, &message.report("delivered")).await, 204);
    assert!(!other.world.webhooks.hear_standing(&provider, &turn, &standing).await.expect("answers"));
    assert_eq!(other.state().await, "delivered");
}

#[tokio::test]
async fn copies_share_the_turns() {
    let sent = Sent::text().await;
    sent.world.wait(FIRST);
    let pace = pace(&NotifierConfig::default().lookups);
    let (one, other) =
        tokio::join!(ask_about_due(&sent.world.webhooks, pace), ask_about_due(&sent.world.webhooks, pace));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(sent.twilio.look_ups().len(), 1);
}

#[tokio::test]
async fn a_turn_that_died_with_its_taker_is_lost_and_the_next_one_comes() {
    let sent = Sent::text().await;
    sent.world.wait(FIRST);
    let mut tx = sent.world.store.begin().await.expect("begins");
    let pace = pace(&NotifierConfig::default().lookups);
    assert_eq!(lookups::take(&mut tx, 8, pace).await.expect("takes").turns.len(), 1);
    tx.commit().await.expect("commits");
    assert_eq!(sent.look_after(Duration::ZERO).await, 0);
    sent.twilio.becomes(&sent.sid, "delivered");
    assert_eq!(sent.look_after(Duration::from_secs(60)).await, 1);
    assert_eq!(sent.state().await, "delivered");
}

#[tokio::test]
async fn a_call_whose_reports_are_all_lost_ends() {
    for (standing, end) in [
        ("busy", CallEnd::Busy),
        ("no-answer", CallEnd::NoAnswer),
        ("failed", CallEnd::Failed),
        ("canceled", CallEnd::Failed),
        ("completed", CallEnd::NothingPressed),
        ("completed:human", CallEnd::NothingPressed),
        ("completed:machine_start", CallEnd::Voicemail),
    ] {
        let sent = Sent::call().await;
        sent.twilio.becomes(&sent.sid, standing);
        assert_eq!(sent.look_after(FIRST).await, 1);
        assert_eq!(sent.world.call_news().await, [CallNews::Ended(end)], "{standing}");
        assert_eq!(sent.look_after(Duration::from_secs(3600)).await, 0, "{standing}: it is known");
    }
}

#[tokio::test]
async fn a_call_that_goes_on_is_asked_about_until_it_ends() {
    let sent = Sent::call().await;
    sent.twilio.becomes(&sent.sid, "in-progress");
    assert_eq!(sent.look_after(FIRST).await, 1);
    assert_eq!((sent.state().await.as_str(), sent.world.news().await), ("delivered", vec![News::Delivered]));
    sent.twilio.becomes(&sent.sid, "completed");
    assert_eq!(sent.look_after(Duration::from_secs(60)).await, 1);
    assert_eq!(sent.world.call_news().await, [CallNews::Ended(CallEnd::NothingPressed)]);
}

#[tokio::test]
async fn keys_that_were_pressed_stand_and_nothing_confirms_but_keys() {
    let sent = Sent::call().await;
    let call = sent.twilio.call(1).await;
    assert_eq!(sent.report(call.action(), &call.keys("42")).await, 200);
    assert!(matches!(sent.world.call_news().await[..], [CallNews::Pressed(_)]));
    sent.twilio.becomes(&sent.sid, "completed");
    assert_eq!(sent.look_after(FIRST).await, 0, "its end is of no interest");
}
