//! The contract of the bus, over both engines, with a crash at every step.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rekey_bus::{Bus, Delivery, Handler, HandlerFuture, Kind, Listener, Message, Outcome, consumer};
use rekey_domain::{MessageId, TenantId};
use rekey_runtime::config::StoreConfig;
use rekey_runtime::{CancellationToken, Clock, Entropy, service};
use rekey_store::{Store, StoreError, outbox};
use rekey_testkit::{Engine, TestDatabase};
use tokio::sync::mpsc;

/// Long enough for anything that a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    store: Store,
    bus: Bus,
    offset: Arc<AtomicI64>,
    _database: TestDatabase,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let database = TestDatabase::fresh(engine).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let store = Store::open(&config, database.folder(), Clock::shifted(offset.clone())).await.expect("opens");
        store.migrate().await.expect("migrates");
        let bus = Bus::new(store.clone(), Entropy);
        Self { store, bus, offset, _database: database }
    }

    fn wait(&self, seconds: i64) {
        self.offset.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    async fn post(&self, kind: Kind, lives_seconds: u64) -> MessageId {
        let mut tx = self.store.begin().await.expect("begins");
        let message = Message {
            id: MessageId::from_uuid(Entropy.uuid(tx.now())),
            kind,
            tenant: TenantId::from_uuid(Entropy.uuid(tx.now())),
            payload: b"sealed".to_vec(),
            expires_at: tx.now().plus(Duration::from_secs(lives_seconds)),
            trace: Some("00-trace".into()),
        };
        self.bus.post(&mut tx, &message).await.expect("posts");
        tx.commit().await.expect("commits");
        self.bus.wake(kind);
        message.id
    }

    async fn take(&self, listener: Listener) -> Vec<rekey_bus::Taken> {
        self.bus.take(listener, 10).await.expect("takes")
    }

    async fn dead(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("reads");
        let letters = outbox::dead_letters(&mut tx, 50).await.expect("lists");
        letters.into_iter().map(|(_, _, reason)| reason).collect()
    }

    async fn waiting(&self, listener: Listener) -> u64 {
        let mut tx = self.store.read().await.expect("reads");
        outbox::waiting(&mut tx, listener.as_str()).await.expect("counts")
    }
}

/// What a handler was given, in order, and what it answers.
struct Script {
    heard: mpsc::UnboundedSender<(Delivery, bool)>,
    answers: Mutex<Vec<Outcome>>,
}

impl Handler for Script {
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome> {
        let answer = self.answers.lock().expect("not poisoned").pop().unwrap_or(Outcome::Done);
        let _ = self.heard.send((delivery, false));
        Box::pin(async move {
            assert_ne!(answer, Outcome::Bury("panic".into()), "told to panic");
            answer
        })
    }

    fn expired(&self, delivery: Delivery) -> HandlerFuture<'_, Result<(), StoreError>> {
        let _ = self.heard.send((delivery, true));
        Box::pin(async { Ok(()) })
    }

    fn buried<'a>(&'a self, delivery: Delivery, _: &'a str) -> HandlerFuture<'a, Result<(), StoreError>> {
        let _ = self.heard.send((delivery, true));
        Box::pin(async { Ok(()) })
    }
}

/// Tells when it begins and when it is stopped, and never ends by itself.
struct Stuck(mpsc::UnboundedSender<&'static str>);

struct Stopped(mpsc::UnboundedSender<&'static str>);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.send("stopped");
    }
}

impl Handler for Stuck {
    fn handle(&self, _: Delivery) -> HandlerFuture<'_, Outcome> {
        let _ = self.0.send("begun");
        let stopped = Stopped(self.0.clone());
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(stopped);
            Outcome::Done
        })
    }
}

/// Does nothing with a message but hear, the second time well, that it is given up.
struct Deaf(mpsc::UnboundedSender<String>);

impl Handler for Deaf {
    fn handle(&self, _: Delivery) -> HandlerFuture<'_, Outcome> {
        Box::pin(async { Outcome::Bury("unreadable".into()) })
    }

    fn buried<'a>(&'a self, delivery: Delivery, reason: &'a str) -> HandlerFuture<'a, Result<(), StoreError>> {
        let _ = self.0.send(reason.to_owned());
        let first = delivery.attempt == 1;
        Box::pin(async move { if first { Err(StoreError::Conflict) } else { Ok(()) } })
    }
}

struct Consuming {
    heard: mpsc::UnboundedReceiver<(Delivery, bool)>,
    token: CancellationToken,
    tasks: tokio::task::JoinSet<&'static str>,
}

impl Consuming {
    fn start(world: &World, listener: Listener, mut answers: Vec<Outcome>) -> Self {
        answers.reverse();
        let (sender, heard) = mpsc::unbounded_channel();
        let handler = Arc::new(Script { heard: sender, answers: Mutex::new(answers) });
        let token = CancellationToken::new();
        let tasks = service::spawn_all(vec![consumer(world.bus.clone(), listener, 4, handler)], &token);
        Self { heard, token, tasks }
    }

    async fn next(&mut self) -> (Delivery, bool) {
        tokio::time::timeout(PATIENCE, self.heard.recv()).await.expect("in time").expect("a delivery")
    }

    async fn stop(mut self) -> usize {
        self.token.cancel();
        while self.tasks.join_next().await.is_some() {}
        let mut more = 0;
        while self.heard.try_recv().is_ok() {
            more += 1;
        }
        more
    }
}

macro_rules! contract {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => {
        $(async fn $name($world: World) $body)*
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::new(super::Engine::Sqlite).await).await })* }
        mod postgres { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::new(super::Engine::Postgres).await).await })* }
    };
}

contract! {
    async fn a_committed_message_is_delivered_whole_and_leaves_when_done(world: World) {
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, vec![]);
        let id = world.post(Kind::NoticeEmail, 600).await;
        let (delivery, expired) = consuming.next().await;
        assert_eq!((delivery.id, delivery.kind, delivery.attempt, expired), (id, Kind::NoticeEmail, 1, false));
        assert_eq!((delivery.payload.as_slice(), delivery.trace.as_deref()), (&b"sealed"[..], Some("00-trace")));
        assert_eq!(consuming.stop().await, 0, "once");
        assert_eq!(world.waiting(Listener::NotifierEmail).await, 0);
        assert!(world.dead().await.is_empty());
    }

    async fn a_message_that_was_not_committed_is_not_delivered(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = Message {
            id: MessageId::from_uuid(Entropy.uuid(tx.now())), kind: Kind::NoticeSms,
            tenant: TenantId::from_uuid(Entropy.uuid(tx.now())), payload: vec![1],
            expires_at: tx.now().plus(Duration::from_secs(60)), trace: None,
        };
        world.bus.post(&mut tx, &message).await.expect("posts");
        drop(tx);
        assert!(world.take(Listener::NotifierSms).await.is_empty());
    }

    async fn every_listener_hears_an_event_and_its_own_outcome_counts(world: World) {
        let id = world.post(Kind::DeliveryChanged, 600).await;
        let orchestrator = world.take(Listener::OrchestratorDeliveries).await;
        world.bus.finish(&orchestrator[0], &Outcome::Done).await.expect("finishes");
        let registration = world.take(Listener::RegistrationDeliveries).await;
        assert_eq!(registration[0].delivery.as_ref().map(|delivery| delivery.id), Some(id));
    }

    async fn what_was_taken_by_a_process_that_died_comes_again_with_the_same_attempt(world: World) {
        let id = world.post(Kind::NoticeSms, 6000).await;
        // Dead after taking, and dead after the effect but before saying so: the same to the bus.
        drop(world.take(Listener::NotifierSms).await);
        assert!(world.take(Listener::NotifierSms).await.is_empty(), "leased");
        world.wait(16);
        let again = world.take(Listener::NotifierSms).await;
        let delivery = again[0].delivery.as_ref().expect("readable");
        assert_eq!((delivery.id, delivery.attempt), (id, 1));
        world.bus.finish(&again[0], &Outcome::Done).await.expect("finishes");
        world.wait(16);
        assert!(world.take(Listener::NotifierSms).await.is_empty());
    }

    async fn a_taker_that_was_too_slow_does_not_end_the_next_takers_work(world: World) {
        world.post(Kind::NoticeSms, 6000).await;
        let slow = world.take(Listener::NotifierSms).await;
        world.wait(16);
        let next = world.take(Listener::NotifierSms).await;
        world.bus.finish(&slow[0], &Outcome::Bury("late".into())).await.expect("is heard");
        assert!(world.dead().await.is_empty());
        assert_eq!(world.waiting(Listener::NotifierSms).await, 1);
        world.bus.finish(&next[0], &Outcome::Done).await.expect("finishes");
        assert_eq!(world.waiting(Listener::NotifierSms).await, 0);
    }

    async fn retry_comes_when_it_is_due_with_the_next_attempt(world: World) {
        world.post(Kind::NoticeEmail, 600).await;
        let taken = world.take(Listener::NotifierEmail).await;
        world.bus.finish(&taken[0], &Outcome::Retry(Duration::from_secs(30))).await.expect("finishes");
        world.wait(29);
        assert!(world.take(Listener::NotifierEmail).await.is_empty());
        world.wait(2);
        let again = world.take(Listener::NotifierEmail).await;
        assert_eq!(again[0].delivery.as_ref().map(|delivery| delivery.attempt), Some(2));
    }

    async fn what_is_buried_lies_there_with_its_reason(world: World) {
        let answers = vec![Outcome::Bury("no provider".into())];
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, answers);
        world.post(Kind::NoticeEmail, 600).await;
        assert!(!consuming.next().await.1);
        assert!(consuming.next().await.1, "the handler hears of it");
        consuming.stop().await;
        assert_eq!(world.dead().await, ["no provider"]);
        assert_eq!(world.waiting(Listener::NotifierEmail).await, 0);
    }

    async fn what_comes_too_late_is_told_and_not_done(world: World) {
        world.post(Kind::NoticeEmail, 60).await;
        world.wait(61);
        let mut consuming = Consuming::start(&world, Listener::NotifierEmail, vec![]);
        let (_, expired) = consuming.next().await;
        assert!(expired);
        assert_eq!(consuming.stop().await, 0);
        assert_eq!(world.waiting(Listener::NotifierEmail).await, 0);
    }

    async fn a_message_that_kills_its_takers_is_buried_and_others_go_on(world: World) {
        world.post(Kind::NoticeSms, 60_000).await;
        for _ in 0..6 {
            drop(world.take(Listener::NotifierSms).await);
            world.wait(16);
        }
        let good = world.post(Kind::NoticeSms, 60_000).await;
        let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![]);
        let heard = [consuming.next().await, consuming.next().await];
        assert!(heard.iter().any(|(delivery, is_over)| delivery.id == good && !is_over));
        assert!(heard.iter().any(|(delivery, is_over)| delivery.id != good && *is_over), "the handler hears of it");
        assert_eq!(consuming.stop().await, 0);
        assert_eq!(world.dead().await, ["its handler died too often"]);
    }

    async fn a_panicking_handler_is_retried_and_then_buried(world: World) {
        let panic = || Outcome::Bury("panic".into());
        let mut consuming = Consuming::start(&world, Listener::NotifierSms, vec![panic(), panic(), panic()]);
        world.post(Kind::NoticeSms, 60_000).await;
        for attempt in 1..=3 {
            assert_eq!(consuming.next().await.0.attempt, attempt);
            world.wait(6);
        }
        assert!(consuming.next().await.1, "the handler hears of it");
        consuming.stop().await;
        assert_eq!(world.dead().await, ["its handler panicked or hung"]);
    }

    async fn what_a_handler_could_not_write_down_of_an_end_is_told_again(world: World) {
        let (sender, mut heard) = mpsc::unbounded_channel();
        let token = CancellationToken::new();
        let consumer = consumer(world.bus.clone(), Listener::NotifierSms, 4, Arc::new(Deaf(sender)));
        let mut tasks = service::spawn_all(vec![consumer], &token);
        world.post(Kind::NoticeSms, 60_000).await;
        for _ in 0..2 {
            let reason = tokio::time::timeout(PATIENCE, heard.recv()).await.expect("in time");
            assert_eq!(reason.as_deref(), Some("unreadable"));
            world.wait(6);
        }
        token.cancel();
        while tasks.join_next().await.is_some() {}
        assert_eq!(world.dead().await, ["unreadable"]);
    }

    async fn a_handler_whose_claim_was_lost_is_stopped_and_says_nothing(world: World) {
        let (sender, mut told) = mpsc::unbounded_channel();
        let token = CancellationToken::new();
        let consumer = consumer(world.bus.clone(), Listener::NotifierSms, 1, Arc::new(Stuck(sender)));
        let mut tasks = service::spawn_all(vec![consumer], &token);
        world.post(Kind::NoticeSms, 60_000).await;
        let mut next = async || tokio::time::timeout(PATIENCE, told.recv()).await.expect("in time");
        assert_eq!(next().await, Some("begun"));
        token.cancel();
        world.wait(16);
        let other = world.take(Listener::NotifierSms).await;
        assert!(!other.is_empty(), "the claim has run out");
        assert_eq!(next().await, Some("stopped"));
        while tasks.join_next().await.is_some() {}
        assert!(world.dead().await.is_empty());
        assert!(world.bus.renew(&other[0]).await.expect("asks"), "the other's claim holds");
        world.bus.finish(&other[0], &Outcome::Done).await.expect("finishes");
        assert_eq!(world.waiting(Listener::NotifierSms).await, 0);
    }

    async fn several_consumers_share_and_three_hundred_messages_each_come_once(world: World) {
        let mut all: Vec<Consuming> =
            (0..3).map(|_| Consuming::start(&world, Listener::NotifierEmail, vec![])).collect();
        let mut tx = world.store.begin().await.expect("begins");
        for _ in 0..300 {
            let message = Message {
                id: MessageId::from_uuid(Entropy.uuid(tx.now())), kind: Kind::NoticeEmail,
                tenant: TenantId::from_uuid(Entropy.uuid(tx.now())), payload: vec![1],
                expires_at: tx.now().plus(Duration::from_secs(600)), trace: None,
            };
            world.bus.post(&mut tx, &message).await.expect("posts");
        }
        tx.commit().await.expect("commits");
        world.bus.wake(Kind::NoticeEmail);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        while world.waiting(Listener::NotifierEmail).await > 0 {
            assert!(tokio::time::Instant::now() < deadline, "drained in time");
            tokio::task::yield_now().await;
        }
        let mut seen = std::collections::HashSet::new();
        for consuming in &mut all {
            while let Ok((delivery, _)) = consuming.heard.try_recv() {
                assert!(seen.insert(delivery.id), "twice");
            }
        }
        assert_eq!(seen.len(), 300);
        for consuming in all {
            assert_eq!(consuming.stop().await, 0);
        }
    }
}
