//! Messages that are lost on their way, come twice, late or out of order, or that nobody can read.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use lapin::BasicProperties;
use rekey_testkit::OwnServers;
use tokio::time::sleep;

use crate::place::{PEOPLE, Place, eventually};
use crate::queue::{Lying, Queues, SMS};

/// Copies of one message.
const COPIES: usize = 10;
/// Longer than a code waits before another may be asked for.
const COOL_DOWN: Duration = Duration::from_millis(5100);
/// Codes behind messages that nobody can read.
const GOOD: usize = 100;
/// People who ask at once.
const AT_ONCE: usize = 5;
/// Of a code that is behind messages that nobody can read.
const GOOD_IN: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_orchestrator_committed_and_never_published_is_sent_once() {
    let mut place = Place::start(OwnServers::default()).await;
    place.world.ways().to_broker("orchestrator").swallow();
    let mut reset = place.asked_for_text(0).await;
    for copy in [0, 1] {
        place.world.kill_one("orchestrator", copy);
    }
    // Nobody who asked for it lives; whoever finds it in the outbox takes it along.
    place.text_to(0).await;
    place.world.ways().to_broker("orchestrator").forward();
    place.world.restart().await.expect("starts");
    place.proves_by_text(&mut reset, 0).await;
    place.quiet().await;
    assert_eq!(place.texts_to(0).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_comes_eleven_times_is_one_text() {
    let place = Place::start(OwnServers::default()).await;
    place.world.ways().to_broker("notifier").refuse();
    let mut reset = place.asked_for_text(0).await;
    eventually("it waits", async || place.in_queue(SMS) == Some(1)).await;
    let queues = Queues::of(&place.world).await;
    let held = queues.take(SMS).await.expect("it lies there");
    join_all((0..COPIES).map(|_| queues.put(SMS, &held.message))).await;
    held.put_back().await;
    place.world.ways().to_broker("notifier").forward();
    place.proves_by_text(&mut reset, 0).await;
    eventually("all are taken", async || place.in_queue(SMS) == Some(0)).await;
    // What comes next on this channel comes after all of them.
    let mut next = place.asked_for_text(1).await;
    place.proves_by_text(&mut next, 1).await;
    place.quiet().await;
    assert_eq!(place.texts_to(0).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_codes_in_the_wrong_order_the_newer_alone_is_sent() {
    let place = Place::start(OwnServers::default()).await;
    place.world.ways().to_broker("notifier").refuse();
    let mut reset = place.asked_for_text(0).await;
    eventually("it waits", async || place.in_queue(SMS) == Some(1)).await;
    let queues = Queues::of(&place.world).await;
    let first = queues.take(SMS).await.expect("it lies there");
    sleep(COOL_DOWN).await;
    reset.choose(&place.world, "sms", None).await.good();
    let reference = reset.view["challenge"]["reference"].as_str().expect("a reference").to_owned();
    place.world.ways().to_broker("notifier").forward();
    let text = place.text_to(0).await;
    assert!(text.body.contains(&reference), "the one that the page shows: {reference}");
    first.put_back().await;
    eventually("it is taken", async || place.in_queue(SMS) == Some(0)).await;
    place.proves_by_text(&mut reset, 0).await;
    place.quiet().await;
    assert_eq!(place.texts_to(0).len(), 1, "the older one never leaves");
}

/// What nobody can read, what is of a kind that nobody knows, and what was tampered with.
async fn poison(place: &Place, queues: &Queues) -> [Lying; 3] {
    place.world.ways().to_broker("notifier").refuse();
    place.asked_for_text(0).await;
    eventually("it waits", async || place.in_queue(SMS) == Some(1)).await;
    let held = queues.take(SMS).await.expect("it lies there");
    let good = held.message.clone();
    held.put_back().await;
    let unreadable = Lying { properties: BasicProperties::default(), payload: b"{\"code\":".to_vec() };
    let mut newer = good.written_as(1);
    newer.properties = newer.properties.with_type("notice.pigeon".into());
    let mut forged = good.written_as(2);
    forged.payload.reverse();
    [unreadable, newer, forged]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_poisoned_messages_are_buried_and_a_hundred_good_ones_arrive() {
    let place = Place::start(OwnServers::default()).await;
    let queues = Queues::of(&place.world).await;
    let [unreadable, newer, forged] = poison(&place, &queues).await;
    queues.put(SMS, &unreadable).await;
    queues.put(SMS, &newer).await;
    place.world.ways().to_broker("notifier").forward();
    // What names a delivery that was not made yet, and does not open, gives it up: whoever can write to the broker can do that much.
    place.text_to(0).await;
    place.counts("SELECT count(*) FROM deliveries WHERE state = 'sent'", "1").await;
    queues.put(SMS, &forged).await;
    // Who asks again has the text before, as the newer one would take its place.
    let asks = async |number: usize| {
        let (person, texts) = (1 + number % (PEOPLE - 1), number / (PEOPLE - 1));
        eventually("the one before is there", async || place.texts_to(person).len() == texts).await;
        place.asked_for_text(person).await;
    };
    for first in (0..GOOD).step_by(AT_ONCE) {
        join_all((first..first + AT_ONCE).map(asks)).await;
    }
    let began = Instant::now();
    place.counts("SELECT count(*) FROM dead_letters", "3").await;
    let reasons = "SELECT string_agg(reason, '; ' ORDER BY reason) FROM dead_letters";
    let wanted = "does not open; its headers cannot be read; of a kind that this version does not know";
    place.counts(reasons, wanted).await;
    eventually("all are there", async || place.twilio.messages().len() == GOOD + 1).await;
    assert!(began.elapsed() < GOOD_IN, "{:?}", began.elapsed());
    place.quiet().await;
    assert_eq!(place.twilio.messages().len(), GOOD + 1);
    // The forged one named the first one's delivery, and did it no harm.
    place.counts("SELECT count(*) FROM deliveries WHERE state = 'sent'", &(GOOD + 1).to_string()).await;
    let listed = place.world.command(&["dead-letters", "list"]).expect("lists");
    assert!(listed.contains("does not open"), "the operator sees them: {listed}");
}
