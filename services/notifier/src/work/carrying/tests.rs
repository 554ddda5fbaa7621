//! One provider after the other, over a real database and stand-ins.

use rekey_bus::Handler as _;
use rekey_domain::{Channel, MessageId};
use rekey_runtime::config::NotifierConfig;
use rekey_store::Lock;
use rekey_store::reports;
use rekey_testkit::providers::gateway::Next as AtGateway;
use rekey_testkit::providers::twilio::{Next, signature};
use rekey_testkit::providers::{Gateway, Twilio, twilio};
use tokio::time::Instant;

use super::*;
use crate::webhooks::tests::post;
use crate::work::pause::EMAIL_BACKOFF;
use crate::world::{LIFETIME, PUBLIC_URL, World, code, owner_notice};

/// Where nobody listens.
const NOBODY_THERE: &str = "http://127.0.0.1:1";

struct Two {
    world: World,
    twilio: Twilio,
    gateway: Gateway,
}

impl Two {
    /// Twilio first, which does this, and then a gateway, which does that.
    async fn new(first: impl IntoIterator<Item = Next>, second: impl IntoIterator<Item = AtGateway>) -> Self {
        let (twilio, gateway) = (Twilio::start().await.expect("starts"), Gateway::start().await.expect("starts"));
        twilio.then(first);
        gateway.then(second);
        let world = World::with_two(twilio.address(), gateway.address()).await;
        Self { world, twilio, gateway }
    }

    /// Sends a code; the message, what followed, and how it stands.
    async fn send(&self) -> (MessageId, Outcome, (String, Option<String>)) {
        let message = self.world.post(Channel::Sms, code()).await;
        let outcome = self.world.work(Channel::Sms).await;
        (message, outcome, self.world.stands(message).await)
    }

    /// Sends one by the second because the first one fails, so often that the first one is left alone.
    async fn break_first(&self) {
        self.twilio.then([Next::TooMany(None), Next::TooMany(None)]);
        for _ in 0..2 {
            assert_eq!(self.send().await.2, stands("sent", "gateway"));
        }
    }

    /// Requests to the first and to the second so far.
    async fn asked(&self) -> (usize, usize) {
        (self.twilio.asked(0).await, self.gateway.requests().len())
    }

    /// What Twilio reports of a message that it has, or says that it has.
    async fn report(&self, message: MessageId, sid: &str, status: &str) -> u16 {
        let path = format!("/webhooks/texts/messages/{message}");
        let fields = [("AccountSid", twilio::ACCOUNT_SID), ("MessageSid", sid), ("MessageStatus", status)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let signed = signature(twilio::AUTH_TOKEN, &format!("{PUBLIC_URL}{path}"), &fields);
        post(&self.world, &path, &fields, Some(&signed)).await
    }
}

fn stands(state: &str, provider: &str) -> (String, Option<String>) {
    (state.to_owned(), Some(provider.to_owned()))
}

#[tokio::test]
async fn what_one_certainly_did_not_take_the_next_one_gets_at_once() {
    for next in [Next::TooMany(None), Next::TooMany(Some(3600)), Next::Refuse(400, 21211), Next::Refuse(401, 20003)] {
        let two = Two::new([next.clone()], []).await;
        let (message, outcome, stood) = two.send().await;
        assert_eq!((outcome, stood), (Outcome::Done, stands("sent", "gateway")), "{next:?}");
        assert_eq!((two.world.news().await, two.asked().await), (vec![News::Sent], (1, 1)), "{next:?}");
        let mut tx = two.world.store.read().await.expect("reads");
        let found = reports::find(&mut tx, message, Lock::None).await.expect("reads").expect("there");
        assert_eq!(found.reference.as_deref(), Some("gw-1"), "{next:?}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_no_doubt() {
    let gateway = Gateway::start().await.expect("starts");
    let world = World::with_two(NOBODY_THERE, gateway.address()).await;
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.stands(message).await, gateway.requests().len()), (stands("sent", "gateway"), 1));
}

#[tokio::test]
async fn a_code_that_one_may_have_nobody_else_gets() {
    for next in [Next::TakeAndAnswer(503), Next::TakeAndHang, Next::TakeAndCutOff] {
        let two = Two::new([next.clone()], []).await;
        let (_, outcome, stood) = two.send().await;
        assert_eq!((outcome, stood), (Outcome::Done, stands("ambiguous", "texts")), "{next:?}");
        two.world.wait(Duration::from_secs(60));
        assert!(two.world.bus.take(rekey_bus::Listener::NotifierSms, 1).await.expect("takes").is_empty());
        assert_eq!((two.world.news().await, two.asked().await), (vec![News::Delayed], (1, 0)), "{next:?}");
    }
}

#[tokio::test]
async fn a_code_in_doubt_at_the_second_is_in_doubt() {
    let two = Two::new([Next::TooMany(None)], [AtGateway::CutOff]).await;
    let (_, outcome, stood) = two.send().await;
    assert_eq!((outcome, stood), (Outcome::Done, stands("ambiguous", "gateway")));
    assert_eq!(two.asked().await, (1, 1));
}

#[tokio::test]
async fn what_nobody_takes_is_tried_again_where_one_of_them_may_take_it_later() {
    let two = Two::new([Next::TooMany(Some(7))], [AtGateway::Answer(422, String::new())]).await;
    let (message, outcome, stood) = two.send().await;
    let Outcome::Retry(wait) = outcome else { panic!("{outcome:?}") };
    assert!(wait >= Duration::from_secs(7) && wait < Duration::from_secs(9), "{wait:?}");
    assert_eq!((stood, two.world.news().await), (stands("due", "gateway"), vec![News::Delayed]));
    two.world.wait(wait);
    assert_eq!(two.world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((two.world.stands(message).await, two.asked().await), (stands("sent", "texts"), (2, 1)));
}

#[tokio::test]
async fn what_everybody_refuses_is_refused() {
    let two = Two::new([Next::Refuse(400, 21610)], [AtGateway::Answer(422, String::new())]).await;
    let (_, outcome, stood) = two.send().await;
    assert_eq!((outcome, stood), (Outcome::Bury("http 422".into()), stands("refused", "gateway")));
    assert_eq!(two.world.news().await, [News::Failed]);
}

#[tokio::test]
async fn attempts_are_counted_once_for_all_providers() {
    let world = World::with_two(NOBODY_THERE, NOBODY_THERE).await;
    let message = world.post(Channel::Sms, code()).await;
    let mut tries = 0;
    loop {
        match world.work(Channel::Sms).await {
            // Left alone for a while, which is no attempt, or tried.
            Outcome::Retry(wait) => world.wait(wait),
            outcome => {
                assert_eq!(outcome, Outcome::Bury("every attempt failed".into()));
                break;
            }
        }
        tries += 1;
        assert!(tries < 100, "it ends");
    }
    assert_eq!(world.state(message).await, "refused");
    let began = NotifierConfig::default().sms_attempts;
    assert!(tries > began, "waiting spent no attempt: {tries}");
}

#[tokio::test]
async fn who_fails_is_left_alone_and_one_message_tries_it() {
    let two = Two::new([], []).await;
    two.break_first().await;
    assert_eq!(two.asked().await, (2, 2));
    assert_eq!(two.send().await.2, stands("sent", "gateway"), "it is left alone");
    assert_eq!(two.asked().await, (2, 3));
    two.world.wait(Duration::from_secs(15));
    two.twilio.then([Next::TooMany(None)]);
    assert_eq!(two.send().await.2, stands("sent", "gateway"), "tried, in vain");
    two.world.wait(Duration::from_secs(29));
    assert_eq!(two.send().await.2, stands("sent", "gateway"), "twice as long");
    assert_eq!(two.asked().await, (3, 5));
    two.world.wait(Duration::from_secs(1));
    assert_eq!(two.send().await.2, stands("sent", "texts"), "tried, and it answered");
    assert_eq!(two.send().await.2, stands("sent", "texts"), "as usual");
    assert_eq!(two.asked().await, (5, 5));
}

#[tokio::test]
async fn a_message_that_is_over_lets_the_next_one_try() {
    let two = Two::new([], []).await;
    two.break_first().await;
    let late = two.world.post(Channel::Sms, code()).await;
    let taken = two.world.take(Channel::Sms).await;
    two.world.wait(LIFETIME);
    // Its time is up: it has leave to try, and calls nobody.
    let outcome = two.world.work.handle(taken.delivery().cloned().expect("readable")).await;
    assert_eq!((&outcome, two.world.state(late).await.as_str()), (&Outcome::Done, "expired"));
    two.world.bus.finish(&taken, &outcome).await.expect("finishes");
    assert_eq!(two.send().await.2, stands("sent", "texts"));
}

#[tokio::test]
async fn where_everybody_is_left_alone_a_code_waits_as_delayed_and_spends_no_attempt() {
    let two = Two::new([], []).await;
    two.gateway.always(Some(AtGateway::TooMany(None)));
    two.twilio.then([Next::TooMany(None), Next::TooMany(None)]);
    for _ in 0..2 {
        let (_, outcome, _) = two.send().await;
        assert!(matches!(outcome, Outcome::Retry(_)), "{outcome:?}");
    }
    two.world.news().await;
    // The two that wait come later: the third is worked on first.
    let message = two.world.post(Channel::Sms, code()).await;
    let delivery = two.world.take(Channel::Sms).await.delivery().cloned().expect("readable");
    assert_eq!(delivery.id, message);
    let outcome = two.world.work.handle(delivery.clone()).await;
    let Outcome::Retry(wait) = outcome else { panic!("{outcome:?}") };
    assert!(wait > Duration::from_secs(13) && wait <= Duration::from_secs(15), "{wait:?}");
    assert_eq!((two.world.news().await, two.asked().await), (vec![News::Delayed], (2, 2)));
    assert_eq!(two.world.stands(message).await, ("due".into(), None));
    two.world.wait(wait);
    assert_eq!(two.world.work.handle(delivery).await, Outcome::Done);
    assert_eq!(two.world.stands(message).await, stands("sent", "texts"));
    let mut tx = two.world.store.begin().await.expect("begins");
    let standing = rekey_store::dead_letters::standing(&mut tx, message, Lock::None).await.expect("reads");
    assert_eq!(standing.expect("there").attempts, 1, "waiting was none");
}

#[tokio::test]
async fn reports_of_one_that_did_not_take_it_count_no_more() {
    let two = Two::new([Next::Refuse(400, 21211)], []).await;
    let (message, ..) = two.send().await;
    two.world.news().await;
    let sid = format!("SM{:032x}", 1);
    for status in ["delivered", "failed"] {
        assert_eq!(two.report(message, &sid, status).await, 403, "{status}");
    }
    assert_eq!((two.world.stands(message).await, two.world.news().await.len()), (stands("sent", "gateway"), 0));
}

#[tokio::test]
async fn of_one_that_was_in_doubt_the_arrival_counts_whoever_was_called_later() {
    for (status, state, provider, told) in
        [("failed", "sent", "gateway", 0), ("queued", "sent", "gateway", 0), ("delivered", "delivered", "texts", 1)]
    {
        let two = Two::new([Next::TakeAndAnswer(503)], []).await;
        let message = two.world.post(Channel::Sms, owner_notice()).await;
        assert_eq!(two.world.work(Channel::Sms).await, Outcome::Retry(EMAIL_BACKOFF[0]));
        assert_eq!(two.world.stands(message).await, stands("due", "texts"));
        two.twilio.then([Next::TooMany(None)]);
        two.world.wait(EMAIL_BACKOFF[0]);
        assert_eq!(two.world.work(Channel::Sms).await, Outcome::Done);
        assert_eq!(two.world.stands(message).await, stands("sent", "gateway"));
        two.world.news().await;
        let sid = two.twilio.messages()[0].sid.clone();
        assert_eq!(two.report(message, &sid, status).await, 204, "{status}");
        assert_eq!(two.world.stands(message).await, stands(state, provider), "{status}");
        assert_eq!(two.world.news().await, vec![News::Delivered; told], "{status}");
    }
}

#[tokio::test]
async fn of_one_that_was_asked_twice_the_arrival_of_either_counts() {
    for (status, state, told) in [("failed", "sent", 0), ("queued", "sent", 0), ("delivered", "delivered", 1)] {
        let two = Two::new([Next::TakeAndAnswer(503), Next::Take], []).await;
        let message = two.world.post(Channel::Sms, owner_notice()).await;
        assert_eq!(two.world.work(Channel::Sms).await, Outcome::Retry(EMAIL_BACKOFF[0]));
        two.world.wait(EMAIL_BACKOFF[0]);
        assert_eq!(two.world.work(Channel::Sms).await, Outcome::Done);
        assert_eq!((two.world.stands(message).await, two.asked().await), (stands("sent", "texts"), (2, 0)));
        two.world.news().await;
        let first = two.twilio.messages()[0].sid.clone();
        assert_eq!(two.report(message, &first, status).await, 204, "{status}");
        assert_eq!(two.world.stands(message).await, stands(state, "texts"), "{status}");
        assert_eq!(two.world.news().await, vec![News::Delivered; told], "{status}");
    }
}

#[tokio::test]
async fn a_crash_between_two_providers_sends_a_code_to_neither_again() {
    let two = Two::new([], []).await;
    let message = two.world.post(Channel::Sms, code()).await;
    two.world.claim_and_charge(message).await;
    let mut tx = two.world.store.begin().await.expect("begins");
    let lease = Duration::from_secs(NotifierConfig::default().lease_seconds);
    assert!(deliveries::hand_on(&mut tx, (message, 1), lease, "gateway".into()).await.expect("hands on"));
    assert!(!deliveries::hand_on(&mut tx, (message, 0), lease, "texts".into()).await.expect("asks"), "another's claim");
    tx.commit().await.expect("commits");
    two.world.wait(lease + Duration::from_secs(1));
    assert_eq!(two.world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((two.world.stands(message).await, two.asked().await), (stands("ambiguous", "gateway"), (0, 0)));
}

#[tokio::test]
async fn whoever_lost_the_claim_meanwhile_charges_nothing_and_calls_nobody() {
    let two = Two::new([Next::Refuse(400, 21211)], []).await;
    let message = two.world.post(Channel::Sms, code()).await;
    two.world.claim(message).await;
    let claim = Claim { fence: 0, attempt: 1 };
    let lost = Claimed { claim, at: two.world.now().await, began: Instant::now() };
    let notice = two.world.notice(message, Channel::Sms, code());
    let tries = two.world.work.tries(&notice).await.expect("answers");
    let verdict = two.world.work.carry(&notice, tries, lost).await;
    assert_eq!((verdict.state, verdict.turn, two.asked().await), (State::Due, Turn::Waited, (0, 0)));
}

#[tokio::test]
async fn what_ends_between_its_claim_and_its_provider_is_not_sent() {
    let two = Two::new([], []).await;
    let message = two.world.post(Channel::Sms, code()).await;
    two.world.claim(message).await;
    let (at, lifetime) = (two.world.now().await, Duration::from_secs(5));
    let notice = Notice { expires_at: at.plus(lifetime), ..two.world.notice(message, Channel::Sms, code()) };
    // As long as a lock of the budgets, or a process that stood still.
    let began = Instant::now().checked_sub(lifetime).expect("the machine runs for longer");
    let late = Claimed { claim: Claim { fence: 1, attempt: 1 }, at, began };
    let tries = two.world.work.tries(&notice).await.expect("answers");
    let verdict = two.world.work.carry(&notice, tries, late).await;
    assert_eq!((verdict.state, verdict.outcome, two.asked().await), (State::Expired, Outcome::Done, (0, 0)));
}
