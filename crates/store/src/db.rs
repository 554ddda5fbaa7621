//! The two databases behind one type, and their transactions.
//!
//! SQLite: one writer connection with a fair queue and a deadline, `BEGIN IMMEDIATE`, WAL, synchronous FULL, and a pool
//! of readers. PostgreSQL: READ COMMITTED with time-outs on locks and statements.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use rekey_domain::Timestamp;
use rekey_runtime::Clock;
use rekey_runtime::config::StoreConfig;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::time::At;

/// Runs the same body on the connection of whichever database is there.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.inner {
            $crate::db::Inner::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::db::Inner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use on;

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: Db,
    clock: Clock,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Postgres(PgPool),
    Sqlite { writer: SqlitePool, readers: SqlitePool },
}

/// A transaction. Dropped without [`Tx::commit`] it changes nothing.
pub struct Tx {
    pub(crate) inner: Inner,
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
        Ok(Self { db, clock })
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = match &self.db {
            Db::Postgres(pool) => Inner::Postgres(pool.begin().await?),
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
            Db::Postgres(pool) => Inner::Postgres(pool.begin().await?),
            Db::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
        };
        self.started(inner).await
    }

    async fn started(&self, inner: Inner) -> Result<Tx, StoreError> {
        let mut tx = Tx { inner, clock: self.clock.clone(), now: Timestamp::from_micros(0) };
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

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.db {
            Db::Postgres(pool) => pool.close().await,
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
                let (At(now),): (At,) =
                    sqlx::query_as("SELECT clock_timestamp()").fetch_one(&mut **transaction).await?;
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
            Inner::Postgres(transaction) => transaction.commit().await?,
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
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(*key).execute(&mut **transaction).await?;
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
    Ok(PgPoolOptions::new().max_connections(connections).acquire_timeout(acquire).connect_with(options).await?)
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
