//! A bus over a database of its own, and handlers that do as they are told.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rekey_bus::{Broker, Bus, Delivery, Handler, HandlerFuture, Kind, Listener, Message, Outcome};
use rekey_domain::{MessageId, TenantId};
use rekey_runtime::config::StoreConfig;
use rekey_runtime::{CancellationToken, Clock, Entropy, service};
use rekey_store::{Departure, Store, StoreError, Tx, outbox};
use rekey_testkit::databases::psql;
use rekey_testkit::servers::{Access, VirtualHost};
use rekey_testkit::{Engine, TestDatabase};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// Long enough for anything that a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks into the database.
const LOOK_EVERY: Duration = Duration::from_millis(5);

pub struct World {
    pub store: Store,
    pub bus: Bus,
    offset: Arc<AtomicI64>,
    /// What every process with a broker runs.
    tasks: JoinSet<&'static str>,
    pub host: Option<VirtualHost>,
    pub database: TestDatabase,
}

impl World {
    pub async fn embedded(engine: Engine) -> Self {
        Self::over(engine, None, None).await
    }

    pub async fn rabbitmq() -> Self {
        let host = Access::of_run().expect("a broker").virtual_host().expect("a virtual host");
        let url = host.url();
        Self::at(host, url).await
    }

    /// Over PostgreSQL and this virtual host, which everybody but the test finds at this URL.
    pub async fn at(host: VirtualHost, url: String) -> Self {
        Self::over(Engine::Postgres, Some(host), Some(url)).await
    }

    async fn over(engine: Engine, host: Option<VirtualHost>, broker: Option<String>) -> Self {
        let database = TestDatabase::fresh(engine).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let store = Store::open(&config, database.folder(), Clock::shifted(offset.clone())).await.expect("opens");
        store.migrate().await.expect("migrates");
        let bus = match broker {
            None => Bus::new(store.clone(), Entropy),
            Some(url) => Bus::rabbitmq(Broker::new(&url.into(), "test").expect("a URL"), store.clone(), Entropy),
        };
        let tasks = service::spawn_all(bus.tasks(), &CancellationToken::new());
        Self { store, bus, offset, tasks, host, database }
    }

    /// Ends the relay at once, as `kill -9` of its process does.
    pub async fn kill_relay(&mut self) {
        self.tasks.shutdown().await;
    }

    /// The relay of the next process.
    pub fn start_relay(&mut self) {
        self.tasks = service::spawn_all(self.bus.tasks(), &CancellationToken::new());
    }

    pub fn wait(&self, seconds: i64) {
        self.offset.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub async fn post(&self, kind: Kind, lives_seconds: u64) -> MessageId {
        let mut tx = self.store.begin().await.expect("begins");
        let message = message(&tx, kind, lives_seconds);
        self.bus.post(&mut tx, &message).await.expect("posts");
        tx.commit().await.expect("commits");
        self.bus.wake(kind);
        message.id
    }

    /// The same for somebody who waits until it is on its way.
    pub async fn post_waiting(&self, kind: Kind, lives_seconds: u64) -> Departure {
        let mut tx = self.store.begin().await.expect("begins");
        let message = message(&tx, kind, lives_seconds);
        self.bus.post(&mut tx, &message).await.expect("posts");
        let departure = tx.departure();
        tx.commit().await.expect("commits");
        self.bus.wake(kind);
        departure
    }

    /// From now on nothing can be written to the outbox. On PostgreSQL.
    pub fn lose_outbox(&self) {
        psql(self.database.url(), "alter table outbox rename to outbox_away").expect("renamed");
    }

    /// Posts what has waited for so long when it is seen for the first time.
    pub async fn post_late(&self, kind: Kind, lives_seconds: u64, waited_seconds: i64) -> MessageId {
        let mut tx = self.store.begin().await.expect("begins");
        let message = message(&tx, kind, lives_seconds);
        self.bus.post(&mut tx, &message).await.expect("posts");
        self.wait(waited_seconds);
        tx.commit().await.expect("commits");
        self.bus.wake(kind);
        message.id
    }

    pub async fn dead(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("reads");
        let letters = outbox::dead_letters(&mut tx, 50).await.expect("lists");
        letters.into_iter().map(|(_, _, reason)| reason).collect()
    }

    pub async fn waiting(&self, listener: Listener) -> u64 {
        let mut tx = self.store.read().await.expect("reads");
        outbox::waiting(&mut tx, listener.as_str()).await.expect("counts")
    }

    /// Until nothing waits for this listener in the outbox.
    pub async fn drained(&self, listener: Listener) {
        eventually("nothing waits", async || self.waiting(listener).await == 0).await;
    }

    /// Until one message is buried, for this reason.
    pub async fn buried(&self, reason: &str) {
        eventually("it is buried", async || !self.dead().await.is_empty()).await;
        assert_eq!(self.dead().await, [reason]);
    }

    /// Until a message for this listener waits for this attempt.
    pub async fn written(&self, listener: Listener, attempt: u32) {
        self.turned(listener, |(waits_for, _)| waits_for == attempt).await;
    }

    /// Until a message for this listener waits after so many faults of its handler.
    pub async fn faulted(&self, listener: Listener, faults: u32) {
        self.turned(listener, |(_, counted)| counted == faults).await;
    }

    async fn turned(&self, listener: Listener, is_wanted: impl Fn((u32, u32)) -> bool) {
        let is_written = async || {
            let mut tx = self.store.read().await.expect("reads");
            let turns = outbox::turns(&mut tx, listener.as_str()).await.expect("lists");
            turns.into_iter().any(&is_wanted)
        };
        eventually("it is written", is_written).await;
    }
}

/// Looks until it is so.
pub async fn eventually(fact: &str, is_so: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so().await {
        assert!(Instant::now() < deadline, "in time: {fact}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

pub fn message(tx: &Tx, kind: Kind, lives_seconds: u64) -> Message {
    Message {
        id: MessageId::from_uuid(Entropy.uuid(tx.now())),
        kind,
        tenant: TenantId::from_uuid(Entropy.uuid(tx.now())),
        payload: b"sealed".to_vec(),
        expires_at: tx.now().plus(Duration::from_secs(lives_seconds)),
        trace: Some("00-trace".into()),
    }
}

/// What a handler does with a message.
#[derive(Debug, Clone)]
pub enum Answer {
    Is(Outcome),
    Panic,
    /// It is at it for ever.
    Never,
    /// It takes two seconds, and is done.
    Slow,
    /// It is done when the test says so.
    When(Arc<Notify>),
}

/// What a handler was given, in order, and what it answers; `Done` when nothing else is left.
struct Script {
    heard: mpsc::UnboundedSender<(Delivery, bool)>,
    answers: Mutex<Vec<Answer>>,
}

impl Handler for Script {
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome> {
        let answer = self.answers.lock().expect("not poisoned").pop().unwrap_or(Answer::Is(Outcome::Done));
        let _ = self.heard.send((delivery, false));
        Box::pin(async move {
            match answer {
                Answer::Is(outcome) => outcome,
                Answer::Panic => unreachable!("told to panic"),
                Answer::Slow => {
                    tokio::time::sleep(Duration::from_secs(2)).await;
                    Outcome::Done
                }
                Answer::When(told) => {
                    told.notified().await;
                    Outcome::Done
                }
                Answer::Never => std::future::pending().await,
            }
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

/// A process that consumes.
pub struct Consuming {
    heard: mpsc::UnboundedReceiver<(Delivery, bool)>,
    token: CancellationToken,
    tasks: JoinSet<&'static str>,
}

impl Consuming {
    pub fn start(world: &World, listener: Listener, answers: Vec<Answer>) -> Self {
        Self::with_hands(world, listener, answers, 4)
    }

    pub fn with_hands(world: &World, listener: Listener, mut answers: Vec<Answer>, hands: u16) -> Self {
        answers.reverse();
        let (sender, heard) = mpsc::unbounded_channel();
        let handler = Arc::new(Script { heard: sender, answers: Mutex::new(answers) });
        let token = CancellationToken::new();
        let tasks = service::spawn_all(vec![world.bus.consumer(listener, hands, handler)], &token);
        Self { heard, token, tasks }
    }

    /// The next message, and whether it is only told of its end.
    pub async fn next(&mut self) -> (Delivery, bool) {
        tokio::time::timeout(PATIENCE, self.heard.recv()).await.expect("in time").expect("a delivery")
    }

    /// What it was given and nobody has looked at.
    pub fn heard(&mut self) -> Vec<(Delivery, bool)> {
        std::iter::from_fn(|| self.heard.try_recv().ok()).collect()
    }

    /// Tells it to end, as SIGTERM does, and counts what nobody has looked at.
    pub async fn stop(mut self) -> usize {
        self.token.cancel();
        while self.tasks.join_next().await.is_some() {}
        self.heard().len()
    }

    /// Ends it at once, as `kill -9` does.
    pub async fn kill(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Does nothing with a message but hear, the second time well, that it is given up.
pub struct Deaf {
    heard: mpsc::UnboundedReceiver<String>,
    token: CancellationToken,
    tasks: JoinSet<&'static str>,
}

struct HardOfHearing(mpsc::UnboundedSender<String>, Mutex<Option<StoreError>>);

impl Handler for HardOfHearing {
    fn handle(&self, _: Delivery) -> HandlerFuture<'_, Outcome> {
        Box::pin(async { Outcome::Bury("unreadable".into()) })
    }

    fn buried<'a>(&'a self, _: Delivery, reason: &'a str) -> HandlerFuture<'a, Result<(), StoreError>> {
        let _ = self.0.send(reason.to_owned());
        let error = self.1.lock().expect("not poisoned").take();
        Box::pin(async move { error.map_or(Ok(()), Err) })
    }
}

impl Deaf {
    pub fn start(world: &World, listener: Listener, error: StoreError) -> Self {
        let (sender, heard) = mpsc::unbounded_channel();
        let token = CancellationToken::new();
        let handler = Arc::new(HardOfHearing(sender, Mutex::new(Some(error))));
        let tasks = service::spawn_all(vec![world.bus.consumer(listener, 4, handler)], &token);
        Self { heard, token, tasks }
    }

    pub async fn next(&mut self) -> String {
        tokio::time::timeout(PATIENCE, self.heard.recv()).await.expect("in time").expect("a reason")
    }

    pub async fn stop(mut self) {
        self.token.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}
