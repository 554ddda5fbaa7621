//! The two databases behind one type, and their transactions.
//!
//! SQLite: one writer connection with a fair queue and a deadline, `BEGIN IMMEDIATE`, WAL, synchronous FULL, and a pool
//! of readers. PostgreSQL: READ COMMITTED with time-outs on locks and statements, and a deadline of our own on every
//! answer: a server behind a network that swallows everything cannot tell us that its time is up.

use std::future::Future;
use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use rekey_domain::Timestamp;
use rekey_runtime::Clock;
use rekey_runtime::config::StoreConfig;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::time::At;

/// Runs the same body on the connection of whichever database is there. PostgreSQL has to answer in time.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {{
        let deadline = $tx.deadline;
        match &mut $tx.inner {
            $crate::db::Inner::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $crate::db::within(deadline, async { $body }).await
            }
            $crate::db::Inner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body.map_err($crate::StoreError::from)
            }
        }
    }};
}
pub(crate) use on;

/// What the network may add to the time of a statement.
const NETWORK_MARGIN: Duration = Duration::from_secs(1);
/// For connections to be closed when the process ends.
const CLOSE_DEADLINE: Duration = Duration::from_secs(5);

/// Waits for PostgreSQL, and no longer than this.
pub(crate) async fn within<T>(
    deadline: Duration,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreError> {
    match tokio::time::timeout(deadline, answer).await {
        Ok(answered) => answered.map_err(StoreError::from),
        Err(_) => Err(StoreError::Unavailable(format!("no answer within {} ms", deadline.as_millis()))),
    }
}

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: Db,
    clock: Clock,
    deadline: Duration,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Postgres(PgPool),
    Sqlite { writer: SqlitePool, readers: SqlitePool },
}

/// A transaction. Dropped without [`Tx::commit`] it changes nothing.
pub struct Tx {
    pub(crate) inner: Inner,
    /// For an answer of PostgreSQL.
    pub(crate) deadline: Duration,
    clock: Clock,
    now: Timestamp,
}

pub(crate) enum Inner {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

/// Whether a row is read to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Others wait until this transaction ends.
    ForUpdate,
    /// Read as it is.
    None,
}

impl Store {
    /// Opens the database of this config; `data_dir` holds the embedded one. Does not migrate.
    ///
    /// # Errors
    /// When the URL cannot be read or the database is not there.
    pub async fn open(config: &StoreConfig, data_dir: &Path, clock: Clock) -> Result<Self, StoreError> {
        let url = match &config.url {
            Some(url) => url.clone(),
            None => SecretString::from(format!("sqlite:{}", data_dir.join("rekey.db").display())),
        };
        let acquire = Duration::from_millis(config.acquire_timeout_ms);
        let statement = Duration::from_millis(config.statement_timeout_ms);
        let text = url.expose_secret();
        let db = if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Db::Postgres(open_postgres(text, config.max_connections, acquire, statement).await?)
        } else if let Some(path) = text.strip_prefix("sqlite:") {
            open_sqlite(path, config.max_connections, acquire).await?
        } else {
            return Err(StoreError::Schema("store.url must start with postgres:// or sqlite:".into()));
        };
        Ok(Self { db, clock, deadline: acquire.max(statement) + NETWORK_MARGIN })
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = match &self.db {
            Db::Postgres(pool) => Inner::Postgres(within(self.deadline, pool.begin()).await?),
            Db::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
        };
        self.started(inner).await
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let inner = match &self.db {
            Db::Postgres(pool) => Inner::Postgres(within(self.deadline, pool.begin()).await?),
            Db::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
        };
        self.started(inner).await
    }

    async fn started(&self, inner: Inner) -> Result<Tx, StoreError> {
        let (clock, deadline) = (self.clock.clone(), self.deadline);
        let mut tx = Tx { inner, deadline, clock, now: Timestamp::from_micros(0) };
        tx.look_at_clock().await?;
        Ok(tx)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read().await.map(drop)
    }

    /// Whether this is the embedded database.
    pub const fn is_embedded(&self) -> bool {
        matches!(self.db, Db::Sqlite { .. })
    }

    /// Closes every connection; one that does not answer is left.
    pub async fn close(&self) {
        match &self.db {
            Db::Postgres(pool) => {
                if tokio::time::timeout(CLOSE_DEADLINE, pool.close()).await.is_err() {
                    tracing::warn!("store.close_deadline_passed");
                }
            }
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

impl Tx {
    /// The store's time: taken when the transaction began, and again after every wait for a lock.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Takes the time again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_at_clock(&mut self) -> Result<Timestamp, StoreError> {
        self.now = match &mut self.inner {
            Inner::Postgres(transaction) => {
                let answer = sqlx::query_as("SELECT clock_timestamp()").fetch_one(&mut **transaction);
                let (At(now),): (At,) = within(self.deadline, answer).await?;
                Timestamp::from_micros(now.micros().saturating_add(self.clock.offset_micros()))
            }
            Inner::Sqlite(_) => self.clock.now(),
        };
        Ok(self.now)
    }

    /// Makes everything in it happen.
    ///
    /// # Errors
    /// When the database does not answer: whether it happened is then not known.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Postgres(transaction) => within(self.deadline, transaction.commit()).await?,
            Inner::Sqlite(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// One text for PostgreSQL, another for SQLite.
    pub(crate) const fn pick(&self, postgres: &'static str, sqlite: &'static str) -> &'static str {
        match self.inner {
            Inner::Postgres(_) => postgres,
            Inner::Sqlite(_) => sqlite,
        }
    }

    /// Lets one transaction at a time count under these keys. SQLite has one writer anyway.
    pub(crate) async fn serialise(&mut self, keys: &mut [i64]) -> Result<(), StoreError> {
        let Inner::Postgres(transaction) = &mut self.inner else { return Ok(()) };
        // One order for everybody, so that nobody waits in a circle.
        keys.sort_unstable();
        for key in keys {
            let answer = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(*key).execute(&mut **transaction);
            within(self.deadline, answer).await?;
        }
        self.look_at_clock().await.map(drop)
    }
}

async fn open_postgres(
    url: &str,
    connections: u32,
    acquire: Duration,
    statement: Duration,
) -> Result<PgPool, StoreError> {
    let millis = statement.as_millis().to_string();
    let options = PgConnectOptions::from_str(url)?.application_name("rekey").options([
        ("statement_timeout", millis.as_str()),
        ("lock_timeout", millis.as_str()),
        ("idle_in_transaction_session_timeout", "15000"),
        ("timezone", "UTC"),
    ]);
    let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(acquire);
    let pool = pool.after_release(move |connection, _| Box::pin(is_alive(connection, statement)));
    Ok(pool.connect_with(options).await?)
}

/// Rolls back what was dropped. A connection that does not answer is closed: it would hold its place for ever.
async fn is_alive(connection: &mut PgConnection, deadline: Duration) -> Result<bool, sqlx::Error> {
    match tokio::time::timeout(deadline, connection.ping()).await {
        Ok(answered) => answered.map(|()| true),
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

async fn open_sqlite(path: &str, connections: u32, acquire: Duration) -> Result<Db, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(acquire);
    let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(acquire);
    let writer = writer.connect_with(options.clone()).await?;
    let readers = SqlitePoolOptions::new().max_connections(connections).acquire_timeout(acquire);
    let readers = readers.connect_with(options.read_only(true).create_if_missing(false)).await?;
    Ok(Db::Sqlite { writer, readers })
}
