//! Three brokers that keep their queues together lose the one that leads, again and again; and one broker alone is killed twenty
//! times. No code is lost, and none comes twice.

use std::time::Duration;

use rekey_testkit::OwnServers;
use rekey_testkit::servers::{Cluster, RabbitMq};
use serde_json::Value;
use tokio::task::block_in_place;
use tokio::time::sleep;

use crate::place::{PEOPLE, Place};

const SMS: &str = "rekey.notice.sms";
/// Times that the leader is lost.
const LOSSES: usize = 3;
/// Codes that are asked for around each loss.
const CODES: usize = 8;
/// Times that a broker alone is killed.
const CRASHES: usize = 20;

/// The broker that leads the queue for texts, as this one tells.
fn leader(cluster: &Cluster, place: &Place, told_by: usize) -> usize {
    let path = format!("queues/{{vhost}}/{SMS}");
    let path = place.world.broker().expect("a host").path(&path);
    let told = cluster.nodes[told_by].access().call("GET", &path, "").expect("told");
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let name = told["leader"].as_str().expect("a leader").to_owned();
    cluster.nodes.iter().position(|node| node.name() == name).expect("one of them")
}

/// Every code that people asked for so far came, and once.
async fn all_came(place: &Place, asked: &[usize]) {
    for number in 0..PEOPLE {
        let wanted = asked.iter().filter(|one| **one == number).count();
        crate::place::eventually("the codes come", async || place.texts_to(number).len() >= wanted).await;
    }
    place.quiet().await;
    assert_eq!(place.twilio.messages().len(), asked.len(), "each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_that_loses_its_leader_loses_no_code() {
    let mut cluster = block_in_place(|| Cluster::start(3)).expect("three brokers");
    let place = Place::start(OwnServers { rabbitmq: Some(&cluster.nodes[0]), ..OwnServers::default() }).await;
    let (mut asked, mut connected_to) = (Vec::new(), 0);
    for _ in 0..LOSSES {
        let lost = leader(&cluster, &place, connected_to);
        let next = (lost + 1) % cluster.nodes.len();
        for nth in 0..CODES {
            let number = asked.len() % PEOPLE;
            place.asked_for_text(number).await;
            asked.push(number);
            if nth == CODES / 2 {
                // Whoever was connected to it is led to another one.
                for way in place.world.ways().to_brokers() {
                    way.lead_to(&cluster.nodes[next].access().target());
                    way.cut();
                }
                block_in_place(|| cluster.nodes[lost].halt());
            }
        }
        all_came(&place, &asked).await;
        block_in_place(|| cluster.nodes[lost].resume()).expect("comes back");
        connected_to = next;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_crashes_of_a_broker_lose_no_code() {
    let mut server = block_in_place(RabbitMq::start).expect("a broker of its own");
    let place = Place::start(OwnServers { rabbitmq: Some(&server), ..OwnServers::default() }).await;
    let mut asked = Vec::new();
    for _ in 0..CRASHES {
        for _ in 0..3 {
            let number = asked.len() % PEOPLE;
            place.asked_for_text(number).await;
            asked.push(number);
            sleep(Duration::from_millis(100)).await;
        }
        block_in_place(|| server.halt());
        block_in_place(|| server.resume()).expect("comes up again");
        // Who finds it away comes back after some seconds: were it away again by then, codes would outlive their time.
        all_came(&place, &asked).await;
    }
}
