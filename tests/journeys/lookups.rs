//! Reports that are lost: the real program asks its provider what became of a message or a call, and the person sees it.

use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::AUTH_TOKEN;
use rekey_testkit::{Layout, World};

use crate::calls::{self, called, choose, sees_end, start_over};
use crate::in_every_layout;
use crate::steps::Reset;
use crate::texts::{SETTINGS, asked_for_text, sees};

/// The program with Twilio for a provider of texts and calls, which is asked soon.
async fn start(layout: Layout, settings: &str) -> (World, Twilio) {
    let twilio = Twilio::start().await.expect("starts");
    let soon = ("REKEY__NOTIFIER__LOOKUPS__FIRST_AFTER_SECONDS", "1");
    let world = start_over(layout, settings, twilio.address(), soon).await;
    (world, twilio)
}

async fn a_text_whose_report_is_lost_is_seen_as_delivered(layout: Layout) {
    let (world, twilio) = start(layout, SETTINGS).await;
    let mut reset = asked_for_text(&world).await;
    let message = twilio.message(1).await;
    sees(&world, &mut reset, "sent").await;
    twilio.becomes(&message.sid, "delivered");
    sees(&world, &mut reset, "delivered").await;
    assert_eq!(twilio.look_ups().iter().filter(|sid| **sid == message.sid).count(), twilio.look_ups().len());
    // What is looked up confirms nothing.
    assert_eq!(reset.look(&world).await["status"], "challenged");
    reset.answer(&world, &message.code().expect("a code")).await.good();
    assert_eq!(reset.status(), "verified");
    assert!(!world.log().contains(AUTH_TOKEN), "{}", world.log());
}

async fn a_text_that_will_not_arrive_is_seen_as_failed(layout: Layout) {
    let (world, twilio) = start(layout, SETTINGS).await;
    let mut reset = asked_for_text(&world).await;
    twilio.becomes(&twilio.message(1).await.sid, "undelivered:30003");
    sees(&world, &mut reset, "failed").await;
}

async fn a_call_whose_reports_are_all_lost_ends_and_another_one_may_be_asked_for(layout: Layout) {
    let (mut world, twilio) = start(layout, &calls::settings("match_number")).await;
    let (mut reset, call) = called(&world, &twilio, calls::PERSON).await;
    twilio.becomes(&call.sid, "no-answer");
    sees_end(&world, &mut reset, "no_answer").await;
    assert_eq!((reset.status(), twilio.calls().len()), ("challenged", 1));
    // Told apart from how it ended.
    sees(&world, &mut reset, "failed").await;
    // "Try again".
    world.resume(11).await.expect("starts");
    reset.view = choose(&world, &reset, "mobile_phone", None).await.good();
    let again = twilio.call(2).await;
    twilio.becomes(&again.sid, "completed");
    sees_end(&world, &mut reset, "nothing_pressed").await;
    assert_eq!(reset.look(&world).await["status"], "challenged", "nothing is confirmed");
}

async fn under_uniform_disclosure_a_look_up_shows_no_more_than_a_report(layout: Layout) {
    let (world, twilio) = start(layout, SETTINGS).await;
    let mut reset = Reset::start(&world, "person@initech.example").await;
    reset.choose(&world, "sms", Some(crate::texts::NUMBER)).await.good();
    twilio.becomes(&twilio.message(1).await.sid, "undelivered:30003");
    twilio.looked_up(1).await;
    crate::steps::logs(&world, "delivery.looked_up").await;
    sees(&world, &mut reset, "sent").await;
}

in_every_layout! {
    a_text_whose_report_is_lost_is_seen_as_delivered
    a_text_that_will_not_arrive_is_seen_as_failed
    a_call_whose_reports_are_all_lost_ends_and_another_one_may_be_asked_for
    under_uniform_disclosure_a_look_up_shows_no_more_than_a_report
}
