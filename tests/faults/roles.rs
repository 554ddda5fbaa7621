//! Roles that do not answer, and more work than there are cores.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rekey_testkit::{OwnServers, World};
use tokio::time::sleep;

use crate::place::Place;
use crate::steps::{DAVE, FRANK, signed_in};

/// For the gateway, in this test.
const PATIENCE: (&str, &str) = ("REKEY__GATEWAY__REQUEST_TIMEOUT_SECONDS", "2");
/// Of a copy that was away: some waits for an answer, and what a connection has that is left.
const FOUND_AGAIN_IN: Duration = Duration::from_secs(20);
/// For an answer of health, on a machine whose every core is at work.
const ALIVE_IN: Duration = Duration::from_secs(5);
/// Sign-ins at once, each of which costs a hash.
const FLOOD: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_the_network_swallows_is_told_once_in_time_and_passed_over() {
    let place = Place::start_with(OwnServers::default(), &[PATIENCE]).await;
    let mut reset = place.asked_for_text(0).await;
    place.proves_by_text(&mut reset, 0).await;
    place.world.ways().to_role("orchestrator", 0).swallow();
    let mut failed = 0;
    for _ in 0..12 {
        let began = Instant::now();
        let answer = place.world.get("/api/v1/resets/current", &reset.token).await;
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        match answer.status.as_u16() {
            200 => {}
            503 => {
                assert!(answer.retry_after.is_some());
                failed += 1;
            }
            other => unreachable!("{other}"),
        }
    }
    // Once by each gateway, and once more where that one is tried again.
    assert!((1..=4).contains(&failed), "{failed} of 12 failed");
    place.world.ways().to_role("orchestrator", 0).forward();
    // What goes over a connection that lost something is lost, too, until the gateway has left it: each gateway asks each copy.
    let (forwarded, mut answered) = (Instant::now(), 0);
    while answered < 6 {
        let answer = place.world.get("/api/v1/resets/current", &reset.token).await;
        answered = if answer.status.is_success() { answered + 1 } else { 0 };
        assert!(forwarded.elapsed() < FOUND_AGAIN_IN, "{answer:?}");
    }
    // Slow is not away: a request takes its time, and is done once.
    for copy in [0, 1] {
        place.world.ways().to_role("orchestrator", copy).delay(Duration::from_millis(300));
    }
    reset.look(&place.world).await;
    let mut next = place.asked_for_text(1).await;
    place.proves_by_text(&mut next, 1).await;
    assert_eq!(place.texts_to(1).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_hundred_sign_ins_at_once_leave_health_and_others_alive() {
    let world = World::apart().await.expect("starts");
    let flood = (0..FLOOD).map(async |_| world.sign_in(DAVE, "not the password").await.status.as_u16());
    let health = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..10 {
            sleep(Duration::from_millis(100)).await;
            let began = Instant::now();
            let status = world.operations("registration", 0, "/healthz").await;
            assert_eq!(status.map(|status| status.as_u16()), Some(200));
            slowest = slowest.max(began.elapsed());
        }
        slowest
    };
    let (statuses, slowest) = tokio::join!(join_all(flood), health);
    assert!(statuses.iter().all(|status| [401, 422, 429, 503].contains(status)), "{statuses:?}");
    assert!(slowest < ALIVE_IN, "{slowest:?}");
    signed_in(&world, FRANK, &world.password(FRANK)).await;
}
