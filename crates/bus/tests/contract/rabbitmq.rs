//! What only a broker can do to messages: lose connections, restart, miss a queue, be full, bring what nobody can read.

use std::time::Duration;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Connection, ConnectionProperties};
use rekey_bus::{Kind, LISTENERS, Listener, Outcome};
use rekey_testkit::Proxy;
use rekey_testkit::servers::{Access, RabbitMq, until};
use tokio::time::Instant;

use super::world::{Answer, Consuming, PATIENCE, World};

const SMS: &str = "rekey.notice.sms";

/// Messages in a queue, ready or being worked on.
async fn in_queue(world: &World, queue: &str) -> u32 {
    let url = world.host.as_ref().expect("a host of its own").url();
    let connection = Connection::connect(&url, ConnectionProperties::default()).await.expect("connects");
    let channel = connection.create_channel().await.expect("opens");
    let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    let found = channel.queue_declare(queue.into(), passive, FieldTable::default()).await;
    let _ = connection.close(200, "done".into()).await;
    // Nobody may have declared it yet.
    found.map_or(0, |queue| queue.message_count())
}

async fn eventually_in_queue(world: &World, queue: &str, count: u32) {
    let deadline = Instant::now() + PATIENCE;
    while in_queue(world, queue).await != count {
        assert!(Instant::now() < deadline, "{count} messages in {queue}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_queue_is_a_durable_quorum_queue_with_bounds() {
    let world = World::rabbitmq().await;
    world.post(Kind::NoticeSms, 60).await;
    eventually_in_queue(&world, SMS, 1).await;
    let host = world.host.as_ref().expect("a host of its own");
    for queue in LISTENERS.map(Listener::as_str).into_iter().chain(["rekey.overflow"]) {
        let told = host.call("GET", &format!("queues/{{vhost}}/{queue}"), "").expect("is there");
        for expected in [
            r#""durable":true"#,
            r#""x-queue-type":"quorum""#,
            r#""x-overflow":"reject-publish""#,
            r#""x-max-length":100000"#,
            r#""x-max-length-bytes":"#,
            r#""x-delivery-limit":"#,
        ] {
            assert!(told.contains(expected), "{queue}: {expected} in {told}");
        }
        let overflows = told.contains(r#""x-dead-letter-routing-key":"rekey.overflow""#);
        assert_eq!(overflows, queue != "rekey.overflow", "{queue}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_queue_takes_stays_until_there_is_one() {
    let world = World::rabbitmq().await;
    let mut first = Consuming::start(&world, Listener::NotifierEmail, vec![]);
    world.post(Kind::NoticeEmail, 600).await;
    first.next().await;
    let host = world.host.as_ref().expect("a host of its own");
    host.call("DELETE", &format!("queues/{{vhost}}/{SMS}"), "").expect("deleted");
    let id = world.post(Kind::NoticeSms, 600).await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    assert_eq!(consuming.next().await.0.id, id);
    assert_eq!(consuming.stop().await, 0);
    world.drained(Listener::NotifierSms).await;
    first.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_full_queue_refuses_waits_in_the_outbox() {
    let world = World::rabbitmq().await;
    let host = world.host.as_ref().expect("a host of its own");
    let full = r#"{"pattern":"^rekey.notice.sms$","definition":{"max-length":1},"apply-to":"queues"}"#;
    host.call("PUT", "policies/{vhost}/full", full).expect("set");
    world.post(Kind::NoticeSms, 6000).await;
    eventually_in_queue(&world, SMS, 1).await;
    // A quorum queue looks at its bound now and then, so it may take a few more.
    for _ in 0..200 {
        world.post(Kind::NoticeSms, 6000).await;
    }
    let deadline = Instant::now() + PATIENCE;
    while world.waiting(Listener::NotifierSms).await == 0 {
        assert!(Instant::now() < deadline, "some are refused");
    }
    host.call("DELETE", "policies/{vhost}/full", "").expect("removed");
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    for _ in 0..201 {
        world.wait(1);
        consuming.next().await;
    }
    consuming.stop().await;
    world.drained(Listener::NotifierSms).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_read_is_buried_and_others_go_on() {
    let world = World::rabbitmq().await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    world.post(Kind::NoticeSms, 600).await;
    consuming.next().await;
    let url = world.host.as_ref().expect("a host of its own").url();
    let connection = Connection::connect(&url, ConnectionProperties::default()).await.expect("connects");
    let channel = connection.create_channel().await.expect("opens");
    channel.confirm_select(ConfirmSelectOptions::default()).await.expect("selects");
    let published = channel
        .basic_publish("".into(), SMS.into(), BasicPublishOptions::default(), b"?", BasicProperties::default())
        .await
        .expect("is sent");
    assert!(published.await.expect("is confirmed").is_ack());
    let good = world.post(Kind::NoticeSms, 600).await;
    assert_eq!(consuming.next().await.0.id, good);
    assert_eq!(consuming.stop().await, 0);
    assert_eq!(world.dead().await, ["its headers cannot be read"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_takes_no_more_than_its_prefetch_and_leaves_the_rest_when_it_ends() {
    let world = World::rabbitmq().await;
    let again = Answer::Is(Outcome::Done);
    let mut consuming =
        Consuming::with_hands(&world, Listener::NotifierSms, vec![Answer::Never, Answer::Never, again], 2);
    for _ in 0..5 {
        world.post(Kind::NoticeSms, 600).await;
    }
    consuming.next().await;
    consuming.next().await;
    eventually_in_queue(&world, SMS, 3).await;
    assert!(consuming.heard().is_empty(), "two hands");
    consuming.kill().await;
    eventually_in_queue(&world, SMS, 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_to_end_finishes_what_it_has() {
    let world = World::rabbitmq().await;
    // The first takes its time, which is as long as a deadline of the store; the second waits in the queue.
    let mut consuming = Consuming::with_hands(&world, Listener::NotifierSms, vec![Answer::Slow], 1);
    world.post(Kind::NoticeSms, 600).await;
    consuming.next().await;
    world.post(Kind::NoticeSms, 600).await;
    assert_eq!(consuming.stop().await, 0, "nothing new");
    eventually_in_queue(&world, SMS, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_to_end_gives_back_what_the_database_does_not_take() {
    let world = World::rabbitmq().await;
    world.post(Kind::NoticeSms, 600).await;
    eventually_in_queue(&world, SMS, 1).await;
    world.drained(Listener::NotifierSms).await;
    world.lose_outbox();
    let again = vec![Answer::Is(Outcome::Retry(Duration::ZERO))];
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, again);
    consuming.next().await;
    let told = Instant::now();
    assert_eq!(consuming.stop().await, 0);
    assert!(told.elapsed() < Duration::from_secs(10), "{:?}", told.elapsed());
    eventually_in_queue(&world, SMS, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_becomes_a_black_hole_is_left_and_nothing_is_lost() {
    let host = Access::of_run().expect("a broker").virtual_host().expect("a virtual host");
    let proxy = Proxy::start(rekey_testkit::proxy::target(&host.url()).expect("a target")).await.expect("starts");
    let url = format!("{}?heartbeat=1", proxy.url(&host.url()).expect("a URL"));
    let world = World::at(url).await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    world.post(Kind::NoticeSms, 600).await;
    consuming.next().await;
    proxy.swallow();
    let id = world.post(Kind::NoticeSms, 600).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    proxy.forward();
    // The first comes again where the hole swallowed what was said of it.
    while consuming.next().await.0.id != id {}
    consuming.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_restarts_loses_nothing() {
    let mut server = RabbitMq::start().expect("a broker of its own");
    let host = server.access().virtual_host().expect("a virtual host");
    let world = World::at(host.url()).await;
    let before = world.post(Kind::NoticeSms, 6000).await;
    until("it is in the broker", PATIENCE, || {
        let told = host.call("GET", &format!("queues/{{vhost}}/{SMS}"), "").unwrap_or_default();
        Ok(told.contains(r#""messages":1"#).then_some(()))
    })
    .expect("in the broker");
    server.halt();
    let meanwhile = world.post(Kind::NoticeSms, 6000).await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    server.resume().expect("comes up again");
    let mut heard = [consuming.next().await.0.id, consuming.next().await.0.id];
    heard.sort_unstable_by_key(|id| *id != before);
    assert_eq!(heard, [before, meanwhile]);
    consuming.kill().await;
}
