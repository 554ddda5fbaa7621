//! What only a broker can do to messages: lose or close connections, restart, miss a queue, be full, bring what nobody can
//! read; and what a relay that dies beside it leaves.

use std::sync::Arc;
use std::time::Duration;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Connection, ConnectionProperties};
use rekey_bus::{Kind, LISTENERS, Listener, Outcome};
use rekey_testkit::databases::psql;
use rekey_testkit::servers::{Access, RabbitMq, VirtualHost};
use rekey_testkit::{Direction, Proxy};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::world::{Answer, Consuming, PATIENCE, World, eventually};

const SMS: &str = "rekey.notice.sms";
/// Connections of a process that consumes for one listener: its relay, its drain, its consumer.
const CONNECTIONS: usize = 3;
/// Stops whoever takes a message out of the outbox, for as long as the program gives a statement.
const STAND_STILL: &str = "CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(60); RETURN OLD; END $$;
    CREATE TRIGGER stand_still BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION stand_still();";
const STANDING: &str = "datname = current_database() AND wait_event = 'PgSleep'";

/// Messages in a queue, ready or being worked on; nothing where there is no such queue.
async fn in_queue(world: &World, queue: &str) -> Option<u32> {
    let url = world.host.as_ref().expect("a host of its own").url();
    let connection = Connection::connect(&url, ConnectionProperties::default()).await.expect("connects");
    let channel = connection.create_channel().await.expect("opens");
    let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    let found = channel.queue_declare(queue.into(), passive, FieldTable::default()).await;
    let _ = connection.close(200, "done".into()).await;
    found.ok().map(|queue| queue.message_count())
}

async fn eventually_in_queue(world: &World, queue: &str, count: u32) {
    let fact = format!("{count} messages in {queue}");
    eventually(&fact, async || in_queue(world, queue).await == Some(count)).await;
}

/// A world in which everybody is connected and the queue for text messages was deleted.
async fn without_queue() -> World {
    let world = World::rabbitmq().await;
    world.post(Kind::NoticeEmail, 600).await;
    world.drained(Listener::NotifierEmail).await;
    delete_queue(&world);
    world
}

fn delete_queue(world: &World) {
    let host = world.host.as_ref().expect("a host of its own");
    host.call("DELETE", &format!("queues/{{vhost}}/{SMS}"), "").expect("deleted");
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

/// Less than the broker is given to confirm, by much.
const AT_ONCE: Duration = Duration::from_secs(3);

/// How long whoever waits for a message waits, at most half a minute.
async fn seen_off(world: &World) -> Duration {
    let began = Instant::now();
    world.post_waiting(Kind::NoticeSms, 600).await.wait(Duration::from_secs(30)).await;
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_a_message_goes_on_when_the_broker_has_it() {
    let world = World::rabbitmq().await;
    world.post(Kind::NoticeEmail, 600).await;
    eventually_in_queue(&world, "rekey.notice.email", 1).await;
    assert!(seen_off(&world).await < AT_ONCE);
    assert_eq!(in_queue(&world, SMS).await, Some(1), "without waiting for it to come");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_a_message_waits_no_longer_than_wanted_nor_where_nobody_carries_it() {
    let (mut world, proxy) = behind_a_proxy("").await;
    world.post(Kind::NoticeEmail, 600).await;
    world.drained(Listener::NotifierEmail).await;
    proxy.swallow_one_way(Direction::FromServer);
    let began = Instant::now();
    let departure = world.post_waiting(Kind::NoticeSms, 600).await;
    departure.wait(Duration::from_millis(300)).await;
    let waited = began.elapsed();
    assert!(waited >= Duration::from_millis(300) && waited < AT_ONCE, "the broker did not answer: {waited:?}");
    world.kill_relay().await;
    assert!(seen_off(&world).await < AT_ONCE, "nobody is there to wait for");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_broker_returns_stays_and_goes_again_once_its_queue_is_there() {
    let world = without_queue().await;
    // It has waited for so long already, and so it will after it is returned.
    let id = world.post_late(Kind::NoticeSms, 6000, 30).await;
    // Nobody consumes: only the relay, to which it was returned, declares the queue again.
    eventually_in_queue(&world, SMS, 0).await;
    assert_eq!(world.waiting(Listener::NotifierSms).await, 1, "it stayed in the outbox");
    world.wait(31);
    eventually_in_queue(&world, SMS, 1).await;
    world.drained(Listener::NotifierSms).await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    let (delivery, is_over) = consuming.next().await;
    assert_eq!((delivery.id, delivery.attempt, is_over), (id, 1, false));
    assert_eq!(consuming.stop().await, 0);
    assert!(world.dead().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_queue_took_in_its_time_is_told_as_expired_or_buried_with_that_reason() {
    let world = without_queue().await;
    // Returned in its time, and too late when there is a queue again.
    let late = world.post_late(Kind::NoticeSms, 40, 30).await;
    eventually_in_queue(&world, SMS, 0).await;
    world.wait(31);
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    let (delivery, is_over) = consuming.next().await;
    assert_eq!((delivery.id, is_over), (late, true));
    assert_eq!(consuming.stop().await, 0);
    world.drained(Listener::NotifierSms).await;
    assert!(world.dead().await.is_empty());
    // Returned when it is too late already.
    delete_queue(&world);
    world.post_late(Kind::NoticeSms, 10, 30).await;
    world.buried("no queue took it in its time").await;
    world.drained(Listener::NotifierSms).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_relay_did_not_sign_off_comes_once_more_and_no_third_time() {
    let mut world = World::rabbitmq().await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    psql(world.database.url(), STAND_STILL).expect("made");
    let id = world.post(Kind::NoticeSms, 6000).await;
    let (first, _) = consuming.next().await;
    let count = format!("SELECT count(*) FROM pg_stat_activity WHERE {STANDING}");
    eventually("the broker has confirmed", async || psql(world.database.url(), &count).expect("counts") != "0").await;
    world.kill_relay().await;
    let end = format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {STANDING}");
    psql(world.database.url(), &end).expect("ended");
    psql(world.database.url(), "DROP FUNCTION stand_still() CASCADE").expect("dropped");
    assert_eq!(world.waiting(Listener::NotifierSms).await, 1, "nobody has signed it off");
    world.start_relay();
    // Past the lease of the dead.
    world.wait(21);
    let (second, is_over) = consuming.next().await;
    assert_eq!((first.id, second.id, first.attempt, second.attempt, is_over), (id, id, 1, 1, false));
    world.drained(Listener::NotifierSms).await;
    eventually_in_queue(&world, SMS, 0).await;
    assert_eq!(consuming.stop().await, 0);
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
async fn who_waits_for_a_confirm_holds_nobody_else_up() {
    let (world, proxy) = behind_a_proxy("").await;
    world.post(Kind::NoticeSms, 600).await;
    world.drained(Listener::NotifierSms).await;
    // The broker hears everything, and nobody hears the broker.
    proxy.swallow_one_way(Direction::FromServer);
    for count in 2..5 {
        world.post(Kind::NoticeSms, 600).await;
        eventually_in_queue(&world, SMS, count).await;
    }
}

/// A world whose own connections to the broker, with these parameters, go through a proxy.
async fn behind_a_proxy(parameters: &str) -> (World, Proxy) {
    let host = Access::of_run().expect("a broker").virtual_host().expect("a virtual host");
    let proxy = Proxy::start(rekey_testkit::proxy::target(&host.url()).expect("a target")).await.expect("starts");
    let url = format!("{}{parameters}", proxy.url(&host.url()).expect("a URL"));
    (World::at(host, url).await, proxy)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_becomes_a_black_hole_is_left_and_nothing_is_lost() {
    let (world, proxy) = behind_a_proxy("?heartbeat=1").await;
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

/// The connections of a process, once the broker tells of all of them and of none of these.
async fn connections(host: &VirtualHost, but: &[String]) -> Vec<String> {
    let all = || host.connections().expect("told");
    let are_there = |all: &[String]| all.len() >= CONNECTIONS && !all.iter().any(|name| but.contains(name));
    eventually("everybody is connected", async || are_there(&all())).await;
    all()
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_broker_closes_are_made_again_and_nothing_is_lost() {
    let world = World::rabbitmq().await;
    let host = world.host.as_ref().expect("a host of its own");
    let told = Arc::new(Notify::new());
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![Answer::When(told.clone())]);
    let in_work = world.post(Kind::NoticeSms, 6000).await;
    assert_eq!(consuming.next().await.0.id, in_work);
    let closed = connections(host, &[]).await;
    for name in &closed {
        host.close_connection(name).expect("closed");
    }
    let meanwhile = world.post(Kind::NoticeSms, 6000).await;
    let mut heard = [consuming.next().await.0, consuming.next().await.0];
    heard.sort_unstable_by_key(|delivery| delivery.id != in_work);
    assert_eq!(heard.map(|delivery| (delivery.id, delivery.attempt)), [(in_work, 1), (meanwhile, 1)]);
    // Nobody hears that he is done; the other one said it.
    told.notify_one();
    connections(host, &closed).await;
    world.drained(Listener::NotifierSms).await;
    eventually_in_queue(&world, SMS, 0).await;
    assert_eq!(consuming.stop().await, 0);
    assert!(world.dead().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_restarts_loses_nothing_and_whoever_was_at_work_goes_on() {
    let mut server = RabbitMq::start().expect("a broker of its own");
    let host = server.access().virtual_host().expect("a virtual host");
    let url = host.url();
    let world = World::at(host, url).await;
    let before = world.post(Kind::NoticeSms, 6000).await;
    eventually_in_queue(&world, SMS, 1).await;
    let told = Arc::new(Notify::new());
    let mut working = Consuming::start(&world, Listener::NotifierEmail, vec![Answer::When(told.clone())]);
    let in_work = world.post(Kind::NoticeEmail, 6000).await;
    assert_eq!(working.next().await.0.id, in_work);
    server.halt();
    let meanwhile = world.post(Kind::NoticeSms, 6000).await;
    let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
    server.resume().expect("comes up again");
    let mut heard = [consuming.next().await.0.id, consuming.next().await.0.id];
    heard.sort_unstable_by_key(|id| *id != before);
    assert_eq!(heard, [before, meanwhile]);
    consuming.kill().await;
    // The broker never heard of its end, so it comes again; then the one who was at it ends, and harms nobody.
    let (again, is_over) = working.next().await;
    assert_eq!((again.id, again.attempt, is_over), (in_work, 1, false));
    told.notify_one();
    let next = world.post(Kind::NoticeEmail, 6000).await;
    assert_eq!(working.next().await.0.id, next);
    eventually_in_queue(&world, "rekey.notice.email", 0).await;
    assert_eq!(working.stop().await, 0);
    assert!(world.dead().await.is_empty());
}
