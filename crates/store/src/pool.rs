//! Connections to PostgreSQL, kept for the next user.
//!
//! A connection that was given back with every answer read is lent again as it is: nobody asks the server first. What was
//! left in the middle of something is rolled back before, in time, or closed: it would hold its place for ever. One that
//! nobody used for a while is asked for a sign of life before it is lent.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{self, Metrics, Object, PoolError, QueueMode, RecycleError, RecycleResult};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, PgConnection, Row as _};
use tokio::runtime::Handle;
use tokio::time::timeout;

/// A connection that nobody was lent for so long is asked first.
const TRUSTED_FOR: Duration = Duration::from_secs(2);
/// A connection that is so old is not lent again: memory that a server's process keeps grows with its time.
const AGE_MOST: Duration = Duration::from_secs(30 * 60);

/// A bounded number of connections.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    connections: managed::Pool<Connector>,
    /// For a place and a connection in it.
    acquire: Duration,
    /// For a connection that is cleaned.
    clean: Duration,
}

/// Opens connections, and judges those that come back.
#[derive(Debug)]
struct Connector(PgConnectOptions);

impl managed::Manager for Connector {
    type Type = PgConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<PgConnection, sqlx::Error> {
        self.0.connect().await
    }

    async fn recycle(&self, connection: &mut PgConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() >= AGE_MOST {
            return Err(RecycleError::message("old"));
        }
        if metrics.last_used() >= TRUSTED_FOR {
            connection.ping().await?;
        }
        Ok(())
    }
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
    /// There until the lease ends.
    connection: Option<Object<Connector>>,
    condition: Condition,
    clean: Duration,
}

impl Pool {
    /// Opens the first connection; the others follow when they are needed.
    pub(crate) async fn open(
        options: PgConnectOptions,
        connections_max: u32,
        acquire: Duration,
        clean: Duration,
    ) -> Result<Self, sqlx::Error> {
        let pool = Self::empty(options, connections_max, acquire, clean)?;
        drop(pool.lend().await?);
        Ok(pool)
    }

    /// Opens every connection when it is needed.
    pub(crate) fn empty(
        options: PgConnectOptions,
        connections_max: u32,
        acquire: Duration,
        clean: Duration,
    ) -> Result<Self, sqlx::Error> {
        let connections = managed::Pool::builder(Connector(options))
            .max_size(usize::try_from(connections_max).unwrap_or(usize::MAX))
            // The one that was used last has everything at hand, and the others get old.
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| sqlx::Error::Configuration(Box::new(error)))?;
        Ok(Self { connections, acquire, clean })
    }

    /// Lends a connection.
    pub(crate) async fn lend(&self) -> Result<Lease, sqlx::Error> {
        let lent = timeout(self.acquire, self.connections.get()).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let connection = lent.map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            _ => sqlx::Error::PoolTimedOut,
        })?;
        Ok(Lease { connection: Some(connection), condition: Condition::Clean, clean: self.clean })
    }

    /// Lends no more, and closes every connection that comes back.
    pub(crate) fn close(&self) {
        self.connections.close();
    }
}

impl Lease {
    /// Begins a transaction.
    pub(crate) async fn begin(&mut self) -> Result<(), sqlx::Error> {
        self.condition = Condition::Open;
        let connection: &mut PgConnection = self;
        connection.execute("BEGIN").await.map(drop)
    }

    /// Begins a transaction by a text that also asks for something: the text that it answers.
    pub(crate) async fn begin_asking(&mut self, statement: impl sqlx::SqlSafeStr) -> Result<String, sqlx::Error> {
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
    pub(crate) fn was_kept(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| Object::metrics(connection).recycle_count > 0)
    }

    /// Closes it without a word: the other side is gone.
    pub(crate) fn forget(mut self) {
        forget(self.connection.take());
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
        let Some(mut connection) = self.connection.take() else { return };
        let (condition, clean_in) = (self.condition, self.clean);
        if condition == Condition::Clean {
            return;
        }
        let Ok(runtime) = Handle::try_current() else { return forget(Some(connection)) };
        runtime.spawn(async move {
            if !matches!(timeout(clean_in, clean(&mut connection, condition)).await, Ok(Ok(()))) {
                forget(Some(connection));
            }
        });
    }
}

fn forget(connection: Option<Object<Connector>>) {
    drop(connection.map(Object::take));
}

async fn clean(connection: &mut PgConnection, condition: Condition) -> Result<(), sqlx::Error> {
    match condition {
        Condition::Open => connection.execute("ROLLBACK").await.map(drop),
        Condition::Asked | Condition::Clean => connection.ping().await,
    }
}
