//! Connections to PostgreSQL, kept for the next user.
//!
//! A connection that was given back with every answer read is lent again as it is: nobody asks the server first. What was
//! left in the middle of something is rolled back before, in time, or closed: it would hold its place for ever. One that
//! nobody used for a while is asked for a sign of life before it is lent.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, PgConnection, Row as _};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// A connection that nobody used for so long is asked first.
const TRUSTED_FOR: Duration = Duration::from_secs(2);
/// A connection that nobody used for so long is closed when another one comes back.
const IDLE_MOST: Duration = Duration::from_secs(60);
/// A connection that is so old is not lent again: memory that a server's process keeps grows with its time.
const AGE_MOST: Duration = Duration::from_secs(30 * 60);

/// A bounded number of connections.
#[derive(Debug, Clone)]
pub(crate) struct Pool(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    options: PgConnectOptions,
    connections_max: u32,
    places: Arc<Semaphore>,
    /// For a place and a connection in it.
    acquire: Duration,
    /// For a connection that is cleaned.
    clean: Duration,
    idle: Mutex<Vec<Idle>>,
}

#[derive(Debug)]
struct Idle {
    connection: PgConnection,
    opened_at: Instant,
    used_at: Instant,
}

/// What a connection was left in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// Every answer was read, and no transaction is open.
    Clean,
    /// Somebody may have gone away before the answer.
    Asked,
    /// A transaction is open.
    Open,
}

/// A connection for one user at a time; goes back when dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    connection: Option<PgConnection>,
    opened_at: Instant,
    was_kept: bool,
    condition: Condition,
    place: Option<OwnedSemaphorePermit>,
    shared: Arc<Shared>,
}

impl Pool {
    /// Opens the first connection; the others follow when they are needed.
    pub(crate) async fn open(
        options: PgConnectOptions,
        connections_max: u32,
        acquire: Duration,
        clean: Duration,
    ) -> Result<Self, sqlx::Error> {
        let places = Arc::new(Semaphore::new(usize::try_from(connections_max).unwrap_or(usize::MAX)));
        let idle = Mutex::new(Vec::new());
        let pool = Self(Arc::new(Shared { options, connections_max, places, acquire, clean, idle }));
        drop(pool.lend().await?);
        Ok(pool)
    }

    /// Lends a connection.
    pub(crate) async fn lend(&self) -> Result<Lease, sqlx::Error> {
        let shared = &self.0;
        timeout(shared.acquire, shared.lend()).await.map_err(|_| sqlx::Error::PoolTimedOut)?
    }

    /// Closes every connection, when those who have one are done.
    pub(crate) async fn close(&self) {
        let shared = &self.0;
        if let Ok(everyone) = shared.places.acquire_many(shared.connections_max).await {
            everyone.forget();
        }
        shared.places.close();
        let idle = std::mem::take(&mut *shared.idle());
        for Idle { connection, .. } in idle {
            let _ = connection.close().await;
        }
    }
}

impl Shared {
    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        // A panic cannot leave the list half changed.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn lend(self: &Arc<Self>) -> Result<Lease, sqlx::Error> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
        // The one that was used last has everything at hand, and the others get old.
        while let Some(Idle { mut connection, opened_at, used_at }) = self.take_idle() {
            let is_trusted = used_at.elapsed() < TRUSTED_FOR;
            if opened_at.elapsed() < AGE_MOST && (is_trusted || connection.ping().await.is_ok()) {
                let mut lease = self.lease(connection, opened_at, place);
                lease.was_kept = true;
                return Ok(lease);
            }
        }
        let connection = self.options.connect().await?;
        Ok(self.lease(connection, Instant::now(), place))
    }

    fn lease(self: &Arc<Self>, connection: PgConnection, opened_at: Instant, place: OwnedSemaphorePermit) -> Lease {
        let (connection, condition) = (Some(connection), Condition::Clean);
        Lease { connection, opened_at, was_kept: false, condition, place: Some(place), shared: self.clone() }
    }

    fn take_idle(&self) -> Option<Idle> {
        self.idle().pop()
    }

    /// Takes a clean connection back, and lets one go that nobody needs any more.
    fn take_back(&self, connection: PgConnection, opened_at: Instant) {
        let mut idle = self.idle();
        idle.push(Idle { connection, opened_at, used_at: Instant::now() });
        let is_stale = idle.first().is_some_and(|entry| entry.used_at.elapsed() > IDLE_MOST);
        let stale = is_stale.then(|| idle.remove(0));
        drop(idle);
        if let (Some(stale), Ok(runtime)) = (stale, Handle::try_current()) {
            runtime.spawn(timeout(self.clean, stale.connection.close()));
        }
    }
}

impl Lease {
    /// Begins a transaction by a text that also asks for something: the text that it answers.
    pub(crate) async fn begin(&mut self, statement: &'static str) -> Result<String, sqlx::Error> {
        self.condition = Condition::Open;
        let connection: &mut PgConnection = self;
        connection.fetch_one(sqlx::raw_sql(statement)).await?.try_get(0)
    }

    /// Every answer was read.
    pub(crate) fn answered(&mut self) {
        if self.condition == Condition::Asked {
            self.condition = Condition::Clean;
        }
    }

    /// Ends the transaction, where one is open: what was done in it stays.
    pub(crate) async fn commit(mut self) -> Result<(), sqlx::Error> {
        if self.condition != Condition::Open {
            return Ok(());
        }
        let connection: &mut PgConnection = &mut self;
        connection.execute("COMMIT").await?;
        self.condition = Condition::Clean;
        Ok(())
    }

    /// Whether somebody had it before.
    pub(crate) const fn was_kept(&self) -> bool {
        self.was_kept
    }

    /// Closes it without a word: the other side is gone.
    pub(crate) fn forget(mut self) {
        self.connection = None;
    }
}

impl Deref for Lease {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.connection.as_ref().expect("it is there until the lease ends")
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut PgConnection {
        if self.condition == Condition::Clean {
            self.condition = Condition::Asked;
        }
        self.connection.as_mut().expect("it is there until the lease ends")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let (Some(mut connection), Some(place)) = (self.connection.take(), self.place.take()) else { return };
        let (shared, opened_at, condition) = (self.shared.clone(), self.opened_at, self.condition);
        if condition == Condition::Clean {
            return shared.take_back(connection, opened_at);
        }
        let Ok(runtime) = Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Ok(Ok(())) = timeout(shared.clean, clean(&mut connection, condition)).await {
                shared.take_back(connection, opened_at);
            }
            drop(place);
        });
    }
}

async fn clean(connection: &mut PgConnection, condition: Condition) -> Result<(), sqlx::Error> {
    match condition {
        Condition::Open => connection.execute("ROLLBACK").await.map(drop),
        Condition::Asked | Condition::Clean => connection.ping().await,
    }
}
