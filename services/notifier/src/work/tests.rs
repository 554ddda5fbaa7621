//! The work on notices, over a real database and bus.

use rekey_bus::Listener;
use rekey_runtime::config::NotifierConfig;
use rekey_runtime::{CancellationToken, service};
use rekey_store::deliveries::Flow;
use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::Next;
use rekey_wire::keys::Keys;

use super::pause::EMAIL_BACKOFF;
use super::*;
use rekey_wire::notice::CallAsks;

use crate::world::{LIFETIME, World, call, code, owner_notice};

const PATIENCE: Duration = Duration::from_secs(20);

/// The claim of whoever is not heard of again runs out, and the notice is worked on to its end.
async fn comes_again(world: &World, channel: Channel) {
    world.wait(Duration::from_secs(NotifierConfig::default().lease_seconds + 1));
    assert_eq!(world.work(channel).await, Outcome::Done);
}

#[tokio::test]
async fn a_code_is_sent_once_and_told() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
    assert_eq!(world.news().await, [News::Sent]);
}

#[tokio::test]
async fn news_are_told_to_whoever_keeps_what_they_are_of_and_to_nobody_else() {
    let world = World::new().await;
    let listeners = [Listener::OrchestratorDeliveries, Listener::RegistrationDeliveries];
    let id = || Entropy.uuid(Timestamp::from_micros(0));
    for (flow, told) in [(Some(Flow::Reset(id())), [1, 0]), (Some(Flow::Setup(id())), [0, 1]), (None, [0, 0])] {
        world.post_of(flow, Channel::Email, code()).await;
        assert_eq!(world.work(Channel::Email).await, Outcome::Done);
        for (listener, told) in listeners.into_iter().zip(told) {
            assert_eq!(world.news_for(listener).await, vec![News::Sent; told], "{flow:?} {listener:?}");
        }
    }
}

#[tokio::test]
async fn what_was_superseded_is_not_sent() {
    let world = World::new().await;
    let message = world.post(Channel::Email, code()).await;
    let mut tx = world.store.begin().await.expect("begins");
    deliveries::supersede(&mut tx, message).await.expect("supersedes");
    tx.commit().await.expect("commits");
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
}

#[tokio::test]
async fn a_code_is_not_sent_when_its_life_is_over() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.wait(LIFETIME);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
    assert_eq!(world.news().await, [News::Failed]);
}

#[tokio::test]
async fn a_code_that_ends_between_taking_and_sending_is_not_sent() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let taken = world.take(Channel::Sms).await;
    assert!(!taken.is_expired());
    world.wait(LIFETIME);
    let outcome = world.work.handle(taken.delivery().cloned().expect("readable")).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
}

#[tokio::test]
async fn what_another_is_sending_is_not_sent_twice() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.claim(message).await;
    let outcome = world.work(Channel::Sms).await;
    let Outcome::Retry(after) = outcome else { panic!("{outcome:?}") };
    assert!(after <= Duration::from_secs(NotifierConfig::default().lease_seconds) && after > Duration::ZERO);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("attempting", 0));
}

#[tokio::test]
async fn a_code_by_phone_that_a_crash_left_behind_is_in_doubt_and_not_sent_again() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.claim_and_charge(message).await;
    comes_again(&world, Channel::Sms).await;
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("ambiguous", 0));
    assert_eq!(world.news().await, [News::Delayed]);
}

#[tokio::test]
async fn a_code_by_phone_that_was_left_behind_before_anybody_was_called_is_sent() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.claim(message).await;
    comes_again(&world, Channel::Sms).await;
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
}

#[tokio::test]
async fn a_call_that_a_crash_left_behind_is_in_doubt_and_not_made_again() {
    let world = World::new().await;
    let message = world.post(Channel::Voice, call(CallAsks::PressPound)).await;
    world.claim_and_charge(message).await;
    comes_again(&world, Channel::Voice).await;
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("ambiguous", 0));
}

#[tokio::test]
async fn a_call_that_is_not_made_has_ended() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::Refuse(400, 21215)]);
    let world = World::with_twilio(twilio.address()).await;
    world.post(Channel::Voice, call(CallAsks::MatchNumber)).await;
    assert_eq!(world.work(Channel::Voice).await, Outcome::Bury("twilio 21215".into()));
    assert_eq!(world.call_news().await, [CallNews::Ended(CallEnd::Failed)]);
    world.post(Channel::Voice, call(CallAsks::MatchNumber)).await;
    world.wait(LIFETIME);
    world.work(Channel::Voice).await;
    assert_eq!(world.call_news().await, [CallNews::Ended(CallEnd::Failed)], "it came too late");
}

#[tokio::test]
async fn a_mail_that_a_crash_left_behind_is_sent_again() {
    let world = World::new().await;
    let message = world.post(Channel::Email, code()).await;
    world.claim(message).await;
    comes_again(&world, Channel::Email).await;
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
}

#[tokio::test]
async fn a_mailed_code_is_tried_again_and_then_given_up() {
    let world = World::without_mail_server().await;
    let message = world.post(Channel::Email, code()).await;
    for backoff in EMAIL_BACKOFF {
        assert_eq!(world.work(Channel::Email).await, Outcome::Retry(backoff));
        assert_eq!((world.state(message).await.as_str(), world.news().await), ("due", vec![News::Delayed]));
        // Its life goes on longer than all attempts take.
        world.wait(backoff);
    }
    assert_eq!(world.work(Channel::Email).await, Outcome::Bury("every attempt failed".into()));
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    assert_eq!(world.dead().await, ["every attempt failed"]);
}

#[tokio::test]
async fn a_notice_to_an_owner_is_tried_until_it_is_of_no_use() {
    let world = World::without_mail_server().await;
    let message = world.post(Channel::Email, owner_notice()).await;
    for backoff in EMAIL_BACKOFF {
        assert_eq!(world.work(Channel::Email).await, Outcome::Retry(backoff));
        world.wait(backoff);
    }
    // A code would be given up.
    assert_eq!(world.work(Channel::Email).await, Outcome::Retry(EMAIL_BACKOFF[4]));
    assert_eq!(world.state(message).await, "due");
    world.wait(LIFETIME);
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.dead().await.len()), ("expired", 0));
}

#[tokio::test]
async fn who_lost_the_claim_writes_nothing_and_looks_again() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let delivery = world.take(Channel::Sms).await.delivery().cloned().expect("readable");
    world.claim(message).await;
    let outcome = world.work.conclude(&delivery, 0, sent(Some("inbox"), None)).await.expect("answers");
    assert_eq!(outcome, Outcome::Retry(STORE_RETRY));
    assert_eq!((world.state(message).await.as_str(), world.news().await.len()), ("attempting", 0));
}

#[tokio::test]
async fn a_notice_that_does_not_open_is_refused_with_its_reason() {
    let mut world = World::new().await;
    // Sealed with the keys of another installation.
    let own = std::mem::replace(&mut world.keys, Keys::generate(&mut |buffer| Entropy.fill(buffer)));
    let message = world.post(Channel::Sms, code()).await;
    world.keys = own;
    let token = CancellationToken::new();
    let consumer = world.bus.consumer(Listener::NotifierSms, 1, world.work.clone());
    let mut tasks = service::spawn_all(vec![consumer], &token);
    tokio::time::timeout(PATIENCE, world.bus.woken(Listener::OrchestratorDeliveries)).await.expect("it is told");
    token.cancel();
    while tasks.join_next().await.is_some() {}
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    let mut tx = world.store.read().await.expect("reads");
    assert_eq!(deliveries::reason_of(&mut tx, message).await.expect("reads").as_deref(), Some("does not open"));
    drop(tx);
    assert_eq!(world.dead().await, ["does not open"]);
}

#[tokio::test]
async fn a_notice_that_is_given_up_under_way_is_in_doubt() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let delivery = world.take(Channel::Sms).await.delivery().cloned().expect("readable");
    world.claim(message).await;
    world.work.buried(delivery.clone(), "its handler died too often").await.expect("is heard");
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("ambiguous", vec![News::Delayed]));
    world.work.buried(delivery, "again").await.expect("is heard");
    assert!(world.news().await.is_empty(), "told once");
}

#[tokio::test]
async fn a_text_that_was_certainly_not_sent_is_tried_again_and_sent_once() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then((0..4).map(|_| Next::TooMany(None)).chain([Next::TooMany(Some(20))]));
    let world = World::with_twilio(twilio.address()).await;
    let message = world.post(Channel::Sms, code()).await;
    for least in [1, 2, 4, 8, 20] {
        let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
        let least = Duration::from_secs(least);
        assert!(wait >= least && wait <= least * 5 / 4, "{wait:?}");
        assert_eq!((world.state(message).await.as_str(), world.news().await), ("due", vec![News::Delayed]));
        world.wait(wait);
    }
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("sent", vec![News::Sent]));
    assert_eq!((twilio.messages().len(), twilio.complaints()), (1, vec![]));
}

#[tokio::test]
async fn a_text_is_given_up_at_once_where_the_provider_asks_for_more_than_its_life() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TooMany(Some(LIFETIME.as_secs()))]);
    let world = World::with_twilio(twilio.address()).await;
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Bury("the next attempt would come too late".into()));
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
}

#[tokio::test]
async fn a_text_to_a_provider_that_is_away_is_given_up_after_so_many_attempts() {
    let world = World::with_twilio("http://127.0.0.1:1").await;
    let message = world.post(Channel::Sms, code()).await;
    for _ in 1..NotifierConfig::default().sms_attempts {
        let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
        world.wait(wait);
    }
    assert_eq!(world.work(Channel::Sms).await, Outcome::Bury("every attempt failed".into()));
    assert_eq!(world.state(message).await, "refused");
}

#[tokio::test]
async fn a_text_in_doubt_is_not_sent_again_and_its_provider_stays_named() {
    for next in [Next::TakeAndAnswer(503), Next::TakeAndHang, Next::TakeAndCutOff] {
        let twilio = Twilio::start().await.expect("starts");
        twilio.then([next]);
        let world = World::with_twilio(twilio.address()).await;
        let message = world.post(Channel::Sms, code()).await;
        assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
        let mut tx = world.store.read().await.expect("reads");
        let state = deliveries::state_of(&mut tx, message).await.expect("reads");
        assert_eq!(state, Some(("ambiguous".into(), Some("texts".into()))));
        drop(tx);
        assert_eq!(world.news().await, [News::Delayed]);
        world.wait(Duration::from_secs(60));
        assert!(world.bus.take(Listener::NotifierSms, 1).await.expect("takes").is_empty());
        assert_eq!(twilio.messages().len(), 1);
    }
}

#[tokio::test]
async fn a_text_to_an_owner_in_doubt_is_sent_again() {
    for next in [Next::TakeAndAnswer(503), Next::TakeAndHang, Next::TakeAndCutOff] {
        let twilio = Twilio::start().await.expect("starts");
        twilio.then([next]);
        let world = World::with_twilio(twilio.address()).await;
        let message = world.post(Channel::Sms, owner_notice()).await;
        assert_eq!(world.work(Channel::Sms).await, Outcome::Retry(EMAIL_BACKOFF[0]));
        assert_eq!((world.state(message).await.as_str(), world.news().await), ("due", vec![News::Delayed]));
        world.wait(EMAIL_BACKOFF[0]);
        assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
        assert_eq!((world.state(message).await.as_str(), world.news().await), ("sent", vec![News::Sent]));
        assert_eq!((twilio.messages().len(), twilio.complaints()), (2, vec![]));
    }
}

#[tokio::test]
async fn a_text_to_an_owner_that_a_crash_left_behind_is_sent_again() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, owner_notice()).await;
    world.claim_and_charge(message).await;
    comes_again(&world, Channel::Sms).await;
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
}

#[tokio::test]
async fn turns_in_which_no_provider_was_called_are_no_attempts() {
    let world = World::with_twilio("http://127.0.0.1:1").await;
    let message = world.post(Channel::Sms, code()).await;
    let mut delivery = world.take(Channel::Sms).await.delivery().cloned().expect("readable");
    // Another had it, or the database was away, so often.
    delivery.attempt = 100;
    let outcome = world.work.handle(delivery).await;
    let Outcome::Retry(wait) = outcome else { panic!("{outcome:?}") };
    assert!(wait <= Duration::from_secs(2), "as after the first: {wait:?}");
    assert_eq!(world.state(message).await, "due");
}

#[tokio::test]
async fn a_refused_text_is_told_with_the_providers_code() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::Refuse(400, 21211)]);
    let world = World::with_twilio(twilio.address()).await;
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Bury("twilio 21211".into()));
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    assert_eq!(world.dead().await, ["twilio 21211"]);
}
