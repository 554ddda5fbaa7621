//! The contract of the bus, over every transport, with a crash at every step: each fact is held by the embedded bus on
//! both engines and by RabbitMQ. What only one of them can show is in `embedded.rs` and `rabbitmq.rs`.

mod contract {
    pub mod embedded;
    pub mod rabbitmq;
    pub mod world;
}

use std::time::Duration;

use rekey_bus::{Kind, Listener, Outcome};
use rekey_store::StoreError;
use rekey_testkit::Engine;

use contract::world::{Answer, Consuming, Deaf, World, message};

macro_rules! contract {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => {
        $(async fn $name($world: World) $body)*
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::embedded(super::Engine::Sqlite).await).await })* }
        mod postgres { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::embedded(super::Engine::Postgres).await).await })* }
        mod rabbitmq { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::rabbitmq().await).await })* }
    };
}

contract! {
    async fn a_committed_message_is_delivered_whole_and_leaves_when_done(world: World) {
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, vec![]);
        let id = world.post(Kind::NoticeEmail, 600).await;
        let (delivery, is_over) = consuming.next().await;
        assert_eq!((delivery.id, delivery.kind, delivery.attempt, is_over), (id, Kind::NoticeEmail, 1, false));
        assert_eq!((delivery.payload.as_slice(), delivery.trace.as_deref()), (&b"sealed"[..], Some("00-trace")));
        assert_eq!(consuming.stop().await, 0, "once");
        world.drained(Listener::NotifierEmail).await;
        assert!(world.dead().await.is_empty());
    }

    async fn a_message_that_was_not_committed_is_not_delivered(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = message(&tx, Kind::NoticeSms, 60);
        world.bus.post(&mut tx, &message).await.expect("posts");
        drop(tx);
        let committed = world.post(Kind::NoticeSms, 60).await;
        let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
        assert_eq!(consuming.next().await.0.id, committed);
        assert_eq!(consuming.stop().await, 0);
    }

    async fn every_listener_hears_an_event_and_its_own_outcome_counts(world: World) {
        let mut orchestrator = Consuming::start(&world, Listener::OrchestratorDeliveries, vec![]);
        let panic = vec![Answer::Is(Outcome::Bury("not mine".into()))];
        let mut registration = Consuming::start(&world, Listener::RegistrationDeliveries, panic);
        let id = world.post(Kind::DeliveryChanged, 600).await;
        assert_eq!((orchestrator.next().await.0.id, registration.next().await.0.id), (id, id));
        assert!(registration.next().await.1, "buried by this one alone");
        assert_eq!((orchestrator.stop().await, registration.stop().await), (0, 0));
        assert_eq!(world.dead().await, ["not mine"]);
    }

    async fn what_was_taken_by_a_process_that_died_comes_again_with_the_same_attempt(world: World) {
        let id = world.post(Kind::NoticeSms, 6000).await;
        // Dead before the effect, or after it but before saying so: the same to the bus.
        let mut dying = Consuming::start(&world, Listener::NotifierSms, vec![Answer::Never]);
        assert_eq!(dying.next().await.0.id, id);
        dying.kill().await;
        world.wait(16);
        let mut next = Consuming::start(&world, Listener::NotifierSms, vec![]);
        let (delivery, _) = next.next().await;
        assert_eq!((delivery.id, delivery.attempt), (id, 1));
        assert_eq!(next.stop().await, 0);
        world.drained(Listener::NotifierSms).await;
    }

    async fn retry_comes_when_it_is_due_with_the_next_attempt(world: World) {
        let again = vec![Answer::Is(Outcome::Retry(Duration::from_secs(30)))];
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, again);
        let id = world.post(Kind::NoticeEmail, 600).await;
        assert_eq!(consuming.next().await.0.attempt, 1);
        world.written(Listener::NotifierEmail, 2).await;
        world.wait(28);
        let other = world.post(Kind::NoticeEmail, 600).await;
        assert_eq!(consuming.next().await.0.id, other, "not before its time");
        world.wait(3);
        let (delivery, is_over) = consuming.next().await;
        assert_eq!((delivery.id, delivery.attempt, is_over), (id, 2, false));
        assert_eq!(delivery.payload, b"sealed");
        assert_eq!(consuming.stop().await, 0);
    }

    async fn what_is_buried_lies_there_with_its_reason(world: World) {
        let answers = vec![Answer::Is(Outcome::Bury("no provider".into()))];
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, answers);
        world.post(Kind::NoticeEmail, 600).await;
        assert!(!consuming.next().await.1);
        assert!(consuming.next().await.1, "the handler hears of it");
        consuming.stop().await;
        assert_eq!(world.dead().await, ["no provider"]);
        world.drained(Listener::NotifierEmail).await;
    }

    async fn what_comes_too_late_is_told_and_not_done(world: World) {
        world.post(Kind::NoticeEmail, 60).await;
        world.wait(61);
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, vec![]);
        let (_, expired) = consuming.next().await;
        assert!(expired);
        assert_eq!(consuming.stop().await, 0);
        world.drained(Listener::NotifierEmail).await;
    }

    async fn a_message_that_kills_its_takers_is_buried_and_others_go_on(world: World) {
        world.post(Kind::NoticeSms, 60_000).await;
        let mut deaths = 0;
        let mut consuming = loop {
            let mut dying = Consuming::start(&world, Listener::NotifierSms, vec![Answer::Never]);
            let (delivery, is_over) = dying.next().await;
            assert_eq!(delivery.attempt, 1, "none of them has tried");
            if is_over {
                break dying;
            }
            dying.kill().await;
            deaths += 1;
            assert!(deaths <= 20, "it comes to an end");
            world.wait(16);
        };
        assert!(deaths >= 5, "{deaths} takers were enough");
        let good = world.post(Kind::NoticeSms, 60_000).await;
        let (delivery, is_over) = consuming.next().await;
        assert_eq!((delivery.id, is_over), (good, false));
        world.buried("its handler died too often").await;
        consuming.kill().await;
    }

    async fn a_panicking_handler_is_retried_and_then_buried(world: World) {
        let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![Answer::Panic; 3]);
        world.post(Kind::NoticeSms, 60_000).await;
        for fault in 1..=3 {
            assert_eq!(consuming.next().await.0.attempt, 1);
            if fault < 3 {
                world.faulted(Listener::NotifierSms, fault).await;
            }
            world.wait(6);
        }
        assert!(consuming.next().await.1, "the handler hears of it");
        consuming.stop().await;
        assert_eq!(world.dead().await, ["its handler panicked or hung"]);
    }

    async fn a_handler_that_panics_after_many_retries_gets_the_message_again(world: World) {
        let again = Answer::Is(Outcome::Retry(Duration::from_secs(1)));
        let answers = [vec![again; 4], vec![Answer::Panic]].concat();
        let mut consuming = Consuming::start(&world, Listener::NotifierSms, answers);
        world.post(Kind::NoticeSms, 60_000).await;
        for attempt in 1..=4 {
            assert_eq!(consuming.next().await.0.attempt, attempt);
            world.written(Listener::NotifierSms, attempt + 1).await;
            world.wait(2);
        }
        assert_eq!(consuming.next().await.0.attempt, 5);
        world.faulted(Listener::NotifierSms, 1).await;
        world.wait(6);
        let (delivery, is_over) = consuming.next().await;
        assert_eq!((delivery.attempt, is_over), (5, false));
        assert_eq!(consuming.stop().await, 0);
        world.drained(Listener::NotifierSms).await;
        assert!(world.dead().await.is_empty());
    }

    async fn what_a_handler_could_not_write_down_of_an_end_is_told_again(world: World) {
        let mut deaf = Deaf::start(&world, Listener::NotifierSms, StoreError::Conflict);
        world.post(Kind::NoticeSms, 60_000).await;
        assert_eq!(deaf.next().await, "unreadable");
        world.written(Listener::NotifierSms, 2).await;
        world.wait(6);
        assert_eq!(deaf.next().await, "unreadable");
        deaf.stop().await;
        assert_eq!(world.dead().await, ["unreadable"]);
    }

    async fn several_consumers_share_and_three_hundred_messages_each_come_once(world: World) {
        let mut all: Vec<Consuming> =
            (0..3).map(|_| Consuming::start(&world, Listener::NotifierEmail, vec![])).collect();
        let mut tx = world.store.begin().await.expect("begins");
        for _ in 0..300 {
            let message = message(&tx, Kind::NoticeEmail, 600);
            world.bus.post(&mut tx, &message).await.expect("posts");
        }
        tx.commit().await.expect("commits");
        world.bus.wake(Kind::NoticeEmail);
        let mut seen = std::collections::HashSet::new();
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        while seen.len() < 300 {
            assert!(tokio::time::Instant::now() < deadline, "{} came in time", seen.len());
            for consuming in &mut all {
                for (delivery, _) in consuming.heard() {
                    assert!(seen.insert(delivery.id), "twice");
                }
            }
            tokio::task::yield_now().await;
        }
        for consuming in all {
            assert_eq!(consuming.stop().await, 0);
        }
        world.drained(Listener::NotifierEmail).await;
    }
}
