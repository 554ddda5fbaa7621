//! Providers that are not there, that take a message and cannot say so, that never deliver, and mail servers that want to see
//! who comes again.

use std::time::Duration;

use rekey_testkit::providers::mail::Next;
use rekey_testkit::providers::twilio;
use rekey_testkit::{Direction, OwnServers, Proxy};
use tokio::time::sleep;

use crate::place::{LIFE, Place, eventually, mailbox, phone, user};
use crate::steps::Reset;

/// Longer than a code waits before another may be asked for.
const COOL_DOWN: Duration = Duration::from_millis(5200);

async fn asked_for_mail(place: &Place, number: usize) -> Reset {
    let mut reset = Reset::start(&place.world, &user(number)).await;
    reset.choose(&place.world, "email", None).await.good();
    reset
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_carries_texts_the_person_sees_it_and_a_mail_leads_on() {
    // Nobody listens there.
    let away = ("REKEY__PROVIDERS__TEXTS__API_BASE", "http://127.0.0.1:9");
    let attempts = ("REKEY__NOTIFIER__SMS_ATTEMPTS", "3");
    let place = Place::start_with(OwnServers::default(), &[away, attempts]).await;
    let mut reset = place.asked_for_text(0).await;
    place.sees(&mut reset, "failed").await;
    reset.choose(&place.world, "email", None).await.good();
    let code = place.mail.mail(1).await.code().expect("a code");
    reset.answer(&place.world, &code).await.good();
    assert_eq!(reset.status(), "verified");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_whose_answer_the_network_lost_is_not_sent_again_until_the_person_asks() {
    let twilio = rekey_testkit::providers::Twilio::start().await.expect("starts");
    let way = Proxy::start(twilio.address().trim_start_matches("http://")).await.expect("a way");
    let base = format!("http://{}", way.address());
    let place = Place::start_with(OwnServers::default(), &[("REKEY__PROVIDERS__TEXTS__API_BASE", &base)]).await;
    way.swallow_one_way(Direction::FromServer);
    let mut reset = place.asked_for_text(0).await;
    let first = twilio.message(1).await;
    place.sees(&mut reset, "delayed").await;
    way.forward();
    assert!(first.validity_period <= LIFE.as_secs(), "of no use afterwards: {}", first.validity_period);
    sleep(COOL_DOWN).await;
    assert_eq!(twilio.messages().len(), 1, "not by itself");
    reset.choose(&place.world, "sms", None).await.good();
    let second = twilio.message(2).await;
    let old = reset.answer(&place.world, &first.code().expect("a code")).await;
    assert!(!old.status.is_success(), "the older code is dead: {old:?}");
    reset.answer(&place.world, &second.code().expect("a code")).await.good();
    assert_eq!(reset.status(), "verified");
    place.quiet().await;
    assert_eq!((twilio.messages().len(), second.to), (2, phone(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_provider_says_while_the_database_is_away_is_written_down_when_it_is_back() {
    let place = Place::start(OwnServers::default()).await;
    place.twilio.then([twilio::Next::TakeSlowly(Duration::from_secs(1))]);
    let mut reset = place.asked_for_text(0).await;
    place.twilio.message(1).await;
    let way = place.world.ways().to_database("notifier");
    way.refuse();
    sleep(Duration::from_secs(4)).await;
    assert_ne!(place.sees_now(&mut reset).await, "sent");
    way.forward();
    place.sees(&mut reset, "sent").await;
    place.proves_by_text(&mut reset, 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_come_again_under_the_same_id_after_greylisting_and_lost_answers_and_a_refusal_is_seen() {
    let place = Place::start(OwnServers::default()).await;
    let mut greylisted = {
        place.mail.then([Next::Greylist]);
        asked_for_mail(&place, 0).await
    };
    eventually("it was put off", async || place.mail.asked(1).await >= 1).await;
    place.sees(&mut greylisted, "delayed").await;
    let mail = place.mail.mail(1).await;
    greylisted.answer(&place.world, &mail.code().expect("a code")).await.good();

    for (number, next) in [(1, Next::TakeAndCutOff), (2, Next::TakeInGarbage), (3, Next::TakeAndDrip)] {
        let drips = next == Next::TakeAndDrip;
        place.mail.then([next]);
        let mut reset = asked_for_mail(&place, number).await;
        let to = mailbox(number);
        let mails = || place.mail.mails().into_iter().filter(|mail| mail.to == to).collect::<Vec<_>>();
        eventually("a mail comes", async || !mails().is_empty()).await;
        place.quiet().await;
        let got = mails();
        assert_eq!(got.len(), if drips { 1 } else { 2 }, "{number}");
        assert!(got.iter().all(|mail| mail.header("message-id") == got[0].header("message-id")), "one to mail systems");
        reset.answer(&place.world, &got[0].code().expect("a code")).await.good();
        assert_eq!(reset.status(), "verified");
    }

    place.mail.then([Next::Refuse]);
    let mut refused = asked_for_mail(&place, 4).await;
    place.sees(&mut refused, "failed").await;
    refused.choose(&place.world, "sms", Some(&phone(4))).await.good();
    place.proves_by_text(&mut refused, 4).await;
}
