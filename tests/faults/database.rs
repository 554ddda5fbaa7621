//! A database that restarts, is away for one role, is slow, or whose word that something is committed is lost.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rekey_testkit::servers::Postgres;
use rekey_testkit::{Direction, OwnServers, Trap};
use serde_json::json;
use tokio::task::{block_in_place, spawn_blocking};
use tokio::time::sleep;

use crate::place::{DEADLINE, LOOK_EVERY, Place, eventually, phone, user};
use crate::steps::{NEW_PASSWORD, Reset};

/// Nearer to the times of an installation than what other tests allow a busy machine.
const SHORT: [(&str, &str); 2] =
    [("REKEY__STORE__ACQUIRE_TIMEOUT_MS", "3000"), ("REKEY__STORE__STATEMENT_TIMEOUT_MS", "3000")];
/// People at once.
const MANY: usize = 20;
/// How much later each answer of a slow database comes, there and back together.
const SLOW: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_database_no_code_is_judged_or_sent_and_all_goes_on_after_its_restart() {
    let mut server = block_in_place(Postgres::start).expect("a PostgreSQL of its own");
    let place = Place::start_with(OwnServers { postgres: Some(&server), ..OwnServers::default() }, &SHORT).await;
    // Away for the notifiers alone: what they cannot claim they do not send.
    place.world.ways().to_database("notifier").refuse();
    let mut held_up = place.asked_for_text(0).await;
    sleep(Duration::from_secs(2)).await;
    assert_eq!(place.texts_to(0).len(), 0);
    place.world.ways().to_database("notifier").forward();
    let text = place.text_to(0).await;

    let mut resets = Vec::new();
    for number in 1..MANY {
        resets.push((place.asked_for_text(number).await, place.text_to(number).await));
    }
    block_in_place(|| server.halt());
    let refused = held_up.answer(&place.world, &text.code().expect("a code")).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (503, "unavailable"), "{refused:?}");
    assert!(refused.retry_after.is_some());
    // Everybody tries while it comes up again.
    let world = &place.world;
    let trying = resets.iter_mut().map(async |(reset, text)| {
        let (code, deadline) = (text.code().expect("a code"), Instant::now() + DEADLINE);
        while reset.answer(world, &code).await.status.as_u16() == 503 {
            assert!(Instant::now() < deadline, "the database comes back");
            sleep(LOOK_EVERY * 4).await;
        }
        reset.look(world).await["status"].as_str().map(str::to_owned)
    });
    let starting = spawn_blocking(move || server.resume().map(|()| server));
    let (ends, server) = tokio::join!(join_all(trying), starting);
    let _server = server.expect("runs").expect("comes back");
    assert!(ends.iter().all(|end| end.as_deref() == Some("verified")), "{ends:?}");
    held_up.answer(&place.world, &text.code().expect("a code")).await.good();
    place.quiet().await;
    assert_eq!(place.twilio.messages().len(), MANY, "each code once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_database_turns_many_away_in_time_and_leaves_no_queue_behind() {
    let place = Place::start_with(OwnServers::default(), &SHORT).await;
    let reset = place.asked_for_text(0).await;
    place.text_to(0).await;
    let way = place.world.ways().to_database("orchestrator");
    way.delay(SLOW / 2);
    let asking = (0..60).map(async |_| {
        let began = Instant::now();
        let answer = place.world.get("/api/v1/resets/current", &reset.token).await;
        (answer.status.as_u16(), answer.retry_after.is_some(), began.elapsed())
    });
    let health = async {
        sleep(Duration::from_millis(500)).await;
        let began = Instant::now();
        let status = place.world.operations("orchestrator", 0, "/healthz").await;
        (status.map(|status| status.as_u16()), began.elapsed())
    };
    let (answers, (status, took)) = tokio::join!(join_all(asking), health);
    assert_eq!(status, Some(200));
    assert!(took < Duration::from_secs(1), "{took:?}");
    for (status, says_when, took) in &answers {
        assert!(*status == 200 || (*status == 503 && *says_when), "{status}");
        assert!(*took < Duration::from_secs(15), "{took:?}");
    }
    assert!(answers.iter().any(|(status, ..)| *status == 503), "some are turned away");
    way.forward();
    let healed = Instant::now();
    let served = async || place.world.get("/api/v1/resets/current", &reset.token).await.status.is_success();
    eventually("it serves again", served).await;
    assert!(healed.elapsed() < Duration::from_secs(10), "{:?}", healed.elapsed());
    let mut next = place.asked_for_text(1).await;
    place.proves_by_text(&mut next, 1).await;
}

/// The connection is cut on which this comes from the database: somewhere in the middle, or where it says that all is committed.
fn traps() -> Vec<Trap> {
    let bytes = [0, 200, 800, 2000, 4500].map(|count| Trap::After(Direction::FromServer, count));
    let words = [&b"COMMIT\0"[..], b"INSERT 0 1\0", b"UPDATE 1\0", b"SELECT 1\0"];
    let words = words.map(|word| Trap::At(Direction::FromServer, word.to_vec()));
    bytes.into_iter().chain(words).collect()
}

/// Does a step while its answer of the database may be lost, looks what came of it, and does it again where that was nothing.
async fn lossy(place: &Place, reset: &mut Reset, trap: &Trap, (path, body): (&str, serde_json::Value)) {
    let (way, before) = (place.world.ways().to_database("orchestrator"), reset.status().to_owned());
    way.cut_at(trap.clone());
    let deadline = Instant::now() + DEADLINE;
    while reset.status() == before || reset.status() == "changing" {
        let answer = place.world.post(path, &reset.token, body.clone()).await;
        assert!(answer.status.is_success() || answer.status.as_u16() == 503, "{trap:?}: {answer:?}");
        way.forward();
        let looked = async || place.world.get("/api/v1/resets/current", &reset.token).await.status.is_success();
        eventually("the person sees what came of it", looked).await;
        reset.look(&place.world).await;
        assert!(Instant::now() < deadline, "{trap:?}: {before}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_of_the_database_that_is_lost_anywhere_leaves_one_effect() {
    let place = Place::start_with(OwnServers::default(), &SHORT).await;
    let all = traps();
    for (number, trap) in all.iter().enumerate() {
        let mut reset = Reset::start(&place.world, &user(number)).await;
        let choose = json!({ "option_id": reset.option("sms"), "phone_number": phone(number) });
        lossy(&place, &mut reset, trap, ("/api/v1/resets/current/challenges", choose)).await;
        let code = place.text_to(number).await.code().expect("a code");
        lossy(&place, &mut reset, trap, ("/api/v1/resets/current/answers", json!({ "code": code }))).await;
        let change = json!({ "new_password": NEW_PASSWORD });
        lossy(&place, &mut reset, trap, ("/api/v1/resets/current/password", change)).await;
        assert_eq!(reset.status(), "completed", "{trap:?}");
    }
    place.quiet().await;
    for (number, trap) in all.iter().enumerate() {
        assert_eq!(place.texts_to(number).len(), 2, "{trap:?}: a code and the news, once");
    }
    assert!(place.world.ways().to_database("orchestrator").cut_off() > all.len() as u64, "they were cut");
}
