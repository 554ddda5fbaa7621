//! No broker, or none that answers: people begin and wait, other ways in stay open, and nothing is sent late.

use std::time::{Duration, Instant};

use rekey_testkit::{Direction, OwnServers};
use tokio::time::sleep;

use crate::place::{LIFE, Place, eventually, phone, user};
use crate::queue::SMS;
use crate::steps::Reset;

/// For a request while the broker is away: it is no part of any.
const ANSWERED_IN: Duration = Duration::from_secs(5);

/// An answer waits for the broker to have the code's message, for so long.
const SEEN_OFF_WITHIN: Duration = Duration::from_millis(50);

/// Waits until a code that was asked for now is of no use.
async fn outlived() {
    sleep(LIFE + Duration::from_secs(2)).await;
}

/// Two minutes without a broker, and two without notifiers, at once: a code of before is never sent after its time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_outlived_its_code_behind_a_broker_or_a_paused_notifier_is_never_sent() {
    let (away, paused) = tokio::join!(Place::start(OwnServers::default()), Place::start(OwnServers::default()));
    for way in away.world.ways().to_brokers() {
        way.refuse();
    }
    let asked = Instant::now();
    let mut behind_broker = away.asked_for_text(0).await;
    assert!(asked.elapsed() < ANSWERED_IN, "{:?}", asked.elapsed());
    assert_eq!(behind_broker.view["challenge"]["delivery"], "queued");
    for copy in [0, 1] {
        paused.world.pause("notifier", copy).expect("pauses");
    }
    let mut behind_notifier = paused.asked_for_text(0).await;
    eventually("it is with the broker", async || paused.in_queue(SMS) == Some(1)).await;
    outlived().await;

    for way in away.world.ways().to_brokers() {
        way.forward();
    }
    for copy in [0, 1] {
        paused.world.go_on("notifier", copy).expect("goes on");
    }
    for (place, reset) in [(&away, &mut behind_broker), (&paused, &mut behind_notifier)] {
        place.quiet().await;
        assert_eq!(place.twilio.asked(0).await, 0, "too late");
        // The person is told, asks again, and goes on.
        place.sees(reset, "failed").await;
        reset.choose(&place.world, "sms", None).await.good();
        place.proves_by_text(reset, 0).await;
        assert_eq!(place.texts_to(0).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_broker_resets_begin_the_roles_stay_ready_and_all_is_sent_once_it_is_back() {
    let place = Place::start(OwnServers::default()).await;
    for way in place.world.ways().to_brokers() {
        way.refuse();
    }
    let mut resets = Vec::new();
    for number in 0..20 {
        resets.push(place.asked_for_text(number).await);
    }
    assert_eq!(place.world.operations("orchestrator", 0, "/healthz").await.map(|status| status.as_u16()), Some(200));
    assert_eq!(place.world.operations("orchestrator", 0, "/readyz").await.map(|status| status.as_u16()), Some(200));
    for way in place.world.ways().to_brokers() {
        way.forward();
    }
    for (number, reset) in resets.iter_mut().enumerate() {
        place.proves_by_text(reset, number).await;
    }
    place.quiet().await;
    assert_eq!(place.twilio.messages().len(), 20, "eight relays, and each code once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_open_ways_to_the_broker_are_noticed_and_left() {
    let place = Place::start_with(OwnServers::default(), &[]).await;
    for (round, direction) in [Direction::ToServer, Direction::FromServer].into_iter().enumerate() {
        for way in place.world.ways().to_brokers() {
            way.swallow_one_way(direction);
        }
        let mut reset = place.asked_for_text(round).await;
        // Some confirm, some heartbeat is missed.
        sleep(Duration::from_secs(3)).await;
        for way in place.world.ways().to_brokers() {
            way.forward();
        }
        place.proves_by_text(&mut reset, round).await;
        place.quiet().await;
        assert_eq!(place.texts_to(round).len(), 1, "{direction:?} to {}", phone(round));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_a_code_is_answered_a_moment_later_where_the_broker_is_silent() {
    let place = Place::start(OwnServers::default()).await;
    // The first number that a copy reads takes it longer.
    for number in 1..5 {
        place.asked_for_text(number).await;
    }
    let mut reset = Reset::start(&place.world, &user(0)).await;
    for way in place.world.ways().to_brokers() {
        way.swallow_one_way(Direction::FromServer);
    }
    let asked = Instant::now();
    reset.choose(&place.world, "sms", Some(&phone(0))).await.good();
    let answered = asked.elapsed();
    assert!(answered >= SEEN_OFF_WITHIN && answered < ANSWERED_IN, "{answered:?}");
    for way in place.world.ways().to_brokers() {
        way.forward();
    }
    place.proves_by_text(&mut reset, 0).await;
}
