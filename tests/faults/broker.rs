//! A broker in trouble: it crashes, its disk and its memory run out, its queues are deleted. Codes are held up, and each comes
//! once.

use std::time::{Duration, Instant};

use rekey_testkit::servers::RabbitMq;
use rekey_testkit::{OwnServers, Proxy};
use tokio::task::{block_in_place, spawn_blocking};
use tokio::time::sleep;

use crate::place::{Place, eventually};
use crate::queue::{OVERFLOW, Queues, SMS};

/// People who ask for a code one after the other while the broker crashes and starts, which takes some ten seconds.
const ASKING: usize = 20;
/// For a request while the broker takes nothing: it is no part of any.
const ANSWERED_IN: Duration = Duration::from_secs(5);
/// Long enough for a code to come where nothing holds it up.
const USUALLY: Duration = Duration::from_secs(3);
/// More than a message may go back to its queue.
const RETURNS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_in_trouble_holds_codes_up_and_each_comes_once() {
    let server = block_in_place(RabbitMq::start).expect("a broker of its own");
    let place = Place::start(OwnServers { rabbitmq: Some(&server), ..OwnServers::default() }).await;
    let server = crashes(server, &place).await;
    let disk = (["set_disk_free_limit", "1000GB"], ["set_disk_free_limit", "50MB"]);
    alarm(&server, &place, (30, disk)).await;
    let memory = (["set_vm_memory_high_watermark", "0"], ["set_vm_memory_high_watermark", "0.6"]);
    alarm(&server, &place, (31, memory)).await;
    // The broker tries again after two seconds, and not after three minutes, where it knows no place for what it gives up.
    let soon = ["eval", "application:set_env(rabbit, dead_letter_worker_publisher_confirm_timeout, 2000)."];
    block_in_place(|| server.control(&soon)).expect("set");
    deleted_queues(&place).await;
    place.quiet().await;
}

/// People ask for codes all the time, and the broker is killed.
async fn crashes(mut server: RabbitMq, place: &Place) -> RabbitMq {
    let asking = async {
        let mut resets = Vec::new();
        for number in 0..ASKING {
            let asked = Instant::now();
            resets.push(place.asked_for_text(number).await);
            assert!(asked.elapsed() < ANSWERED_IN, "{:?}", asked.elapsed());
            sleep(Duration::from_millis(500)).await;
        }
        resets
    };
    // On a thread of its own, so that people go on meanwhile.
    let crashing = spawn_blocking(move || {
        server.halt();
        server.resume().expect("comes up again");
        server
    });
    let (resets, server) = tokio::join!(asking, crashing);
    for number in 0..resets.len() {
        place.text_to(number).await;
    }
    place.quiet().await;
    assert_eq!(place.twilio.messages().len(), resets.len(), "each once");
    server.expect("runs")
}

/// The broker takes nothing until it is told to.
async fn alarm(server: &RabbitMq, place: &Place, (number, (raise, clear)): (usize, ([&str; 2], [&str; 2]))) {
    block_in_place(|| server.control(&raise)).expect("raised");
    let asked = Instant::now();
    let mut reset = place.asked_for_text(number).await;
    assert!(asked.elapsed() < ANSWERED_IN, "{:?}", asked.elapsed());
    sleep(USUALLY).await;
    assert_eq!(place.texts_to(number).len(), 0, "it is held up");
    assert_eq!(place.sees_now(&mut reset).await, "queued");
    block_in_place(|| server.control(&clear)).expect("cleared");
    place.proves_by_text(&mut reset, number).await;
    place.quiet().await;
    assert_eq!(place.texts_to(number).len(), 1);
}

async fn deleted_queues(place: &Place) {
    let queues = Queues::of(&place.world).await;
    queues.delete(SMS).await;
    // Whoever consumed is told, and makes it again; what is published meanwhile comes back.
    let mut reset = place.asked_for_text(32).await;
    place.proves_by_text(&mut reset, 32).await;
    queues.delete(OVERFLOW).await;
    eventually("the queue for what is given up is made again", async || place.in_queue(OVERFLOW).is_some()).await;
    // A message on which six consumers died goes through it, and is sent all the same: also one that is given up while there
    // is no such queue, and nobody connects who would make it.
    for (number, is_there) in [(33, true), (34, false)] {
        let ways = place.world.ways();
        ways.to_broker("notifier").refuse();
        let mut reset = place.asked_for_text(number).await;
        // It has left for the broker, which has it.
        place.counts("SELECT count(*) FROM outbox", "0").await;
        if !is_there {
            ways.to_brokers().for_each(Proxy::refuse);
            queues.delete(OVERFLOW).await;
        }
        for _ in 0..RETURNS {
            let Some(held) = queues.take_soon(SMS).await else { break };
            held.put_back().await;
        }
        assert!(queues.take(SMS).await.is_none(), "it is given up");
        assert_eq!(place.in_queue(OVERFLOW).is_some(), is_there);
        ways.to_brokers().for_each(Proxy::forward);
        ways.to_broker("notifier").refuse();
        place.counts("SELECT count(*) FROM outbox WHERE overflows > 0", "1").await;
        ways.to_broker("notifier").forward();
        place.proves_by_text(&mut reset, number).await;
        assert_eq!(place.texts_to(number).len(), 1);
    }
}
