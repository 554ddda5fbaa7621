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
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{FromRow, Row as _, Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::handover::{Awaited, Departure, Handover};
use crate::outbox::Claimed;
use crate::pool::{Lease, Pool};
use crate::tenants::Kept;
use crate::time::{At, KnownTime};

/// What PostgreSQL answers in time. Whoever got an answer has read it: the connection is clean, or in its transaction.
macro_rules! answered {
    ($lease:ident, $deadline:expr, $connection:ident => $body:expr) => {{
        let $connection = &mut **$lease;
        let answer = $crate::db::within($deadline, async { $body }).await;
        if answer.is_ok() {
            $lease.answered();
        }
        answer
    }};
}
pub(crate) use answered;

/// Runs the same body on the connection of whichever database is there. PostgreSQL has to answer in time.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {{
        let deadline = $tx.deadline;
        match &mut $tx.inner {
            $crate::db::Inner::Postgres(lease) => $crate::db::answered!(lease, deadline, $connection => $body),
            $crate::db::Inner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body.map_err($crate::StoreError::from)
            }
        }
    }};
}
pub(crate) use on;

/// The same for what has to be said to PostgreSQL in its own way; the embedded database never gets here.
macro_rules! on_postgres {
    ($tx:expr, $connection:ident => $body:expr) => {{
        let deadline = $tx.deadline;
        match &mut $tx.inner {
            $crate::db::Inner::Postgres(lease) => $crate::db::answered!(lease, deadline, $connection => $body),
            $crate::db::Inner::Sqlite(_) => Err($crate::StoreError::Unavailable("this needs PostgreSQL".into())),
        }
    }};
}
pub(crate) use on_postgres;

/// The row that a query finds by one key. One that is to be changed is held still, with the time after every wait for it; see
/// [`Tx::held`].
macro_rules! find {
    ($tx:expr, $lock:expr, $query:literal, $key:expr) => {
        match $lock {
            $crate::Lock::None => $crate::db::on!($tx, c => sqlx::query_as($query).bind($key).fetch_optional(c).await),
            $crate::Lock::ForUpdate => {
                let query = $tx.pick(
                    concat!("SELECT held.*, clock_timestamp() AS held_at FROM (", $query, " FOR UPDATE) AS held"),
                    $query,
                );
                let found = $crate::db::on!($tx, c => sqlx::query_as(query).bind($key).fetch_optional(c).await);
                match found {
                    Ok(found) => $tx.held(found).await,
                    Err(error) => Err(error),
                }
            }
        }
    };
}
pub(crate) use find;

/// The rows that a query finds by one key, to be changed: held still, with the time after every wait.
macro_rules! find_all {
    ($tx:expr, $query:literal, $key:expr) => {{
        let query = $tx.pick(
            concat!("SELECT held.*, clock_timestamp() AS held_at FROM (", $query, " FOR UPDATE) AS held"),
            $query,
        );
        match $crate::db::on!($tx, c => sqlx::query_as(query).bind($key).fetch_all(c).await) {
            Ok(found) => $tx.all_held(found).await,
            Err(error) => Err(error),
        }
    }};
}
pub(crate) use find_all;

/// A row that is held still, and since when. SQLite has no time of its own.
pub(crate) struct Held<R> {
    row: R,
    at: At,
}

impl<'r, R: FromRow<'r, PgRow>> FromRow<'r, PgRow> for Held<R> {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self { row: R::from_row(row)?, at: row.try_get("held_at")? })
    }
}

impl<'r, R: FromRow<'r, SqliteRow>> FromRow<'r, SqliteRow> for Held<R> {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self { row: R::from_row(row)?, at: At(Timestamp::from_micros(0)) })
    }
}

/// Asks for the time.
const CLOCK: &str = "SELECT clock_timestamp()";
/// Begins a transaction and asks for the time, in one round.
const BEGIN: &str = "BEGIN; SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text";
/// Prepared statements of a connection: more than a role has.
const STATEMENTS_KEPT: usize = 300;
/// Connections for what may be forgotten: the relay's, which does one thing after the other, and claims of what
/// goes again anyway, such as mails.
const FORGETFUL_CONNECTIONS: u32 = 4;
/// What the network may add to the time of a statement.
const NETWORK_MARGIN: Duration = Duration::from_secs(1);

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
    /// What PostgreSQL's clock said.
    known: KnownTime,
    tenants: Kept,
    pub(crate) handover: Handover,
    deadline: Duration,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Postgres { pool: Pool, forgetful: Pool },
    Sqlite { writer: SqlitePool, readers: SqlitePool },
}

/// A connection for reads, and one statement that writes when all of it is decided: it happens by itself, without a commit.
pub struct AtOnce(pub(crate) Tx);

impl AtOnce {
    /// To read what is decided on.
    pub const fn reading(&mut self) -> &mut Tx {
        &mut self.0
    }

    /// The store's time.
    pub const fn now(&self) -> Timestamp {
        self.0.now
    }

    /// To wait for the messages that it hands over; see [`Tx::departure`].
    pub fn departure(&mut self) -> Departure {
        self.0.departure()
    }

    /// The statement has happened: what it wrote goes on, whatever becomes of the rest.
    pub(crate) fn happened(&mut self) {
        self.0.handover.hand_over(std::mem::take(&mut self.0.handed), self.0.awaited.take());
    }
}

/// A transaction. Dropped without [`Tx::commit`] it changes nothing; but for one of a single statement ([`Store::begin_single`]) on
/// PostgreSQL, which has happened when it is answered.
pub struct Tx {
    pub(crate) inner: Inner,
    /// For an answer of PostgreSQL.
    pub(crate) deadline: Duration,
    clock: Clock,
    known: KnownTime,
    pub(crate) tenants: Kept,
    pub(crate) handover: Handover,
    /// Messages that go on with the commit.
    pub(crate) handed: Vec<Claimed>,
    /// Where somebody waits for them.
    pub(crate) awaited: Option<Awaited>,
    now: Timestamp,
}

pub(crate) enum Inner {
    Postgres(Lease),
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
            open_postgres(text, config.max_connections, acquire, statement).await?
        } else if let Some(path) = text.strip_prefix("sqlite:") {
            open_sqlite(path, config.max_connections, acquire).await?
        } else {
            return Err(StoreError::Schema("store.url must start with postgres:// or sqlite:".into()));
        };
        Ok(Self {
            db,
            clock,
            known: KnownTime::default(),
            tenants: Kept::default(),
            handover: Handover::default(),
            deadline: acquire.max(statement) + NETWORK_MARGIN,
        })
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        match &self.db {
            Db::Postgres { pool, .. } => within(self.deadline, self.begin_on(pool)).await,
            Db::Sqlite { writer, .. } => {
                Ok(self.transaction(Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?), self.clock.now()))
            }
        }
    }

    /// Begins a transaction for a single statement. PostgreSQL makes what it does happen at once, not with the commit, and
    /// is spared the words around it; where its time is known it is not asked either, so that the statement is the first to
    /// find out that a server is gone.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin_single(&self) -> Result<Tx, StoreError> {
        match &self.db {
            Db::Postgres { pool, .. } => self.single_on(pool).await,
            Db::Sqlite { .. } => self.begin().await,
        }
    }

    /// For one of the statements of [`crate::at_once`]: those are PostgreSQL's alone, and there is none for the embedded database,
    /// where a statement costs no round.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn at_once(&self) -> Result<Option<AtOnce>, StoreError> {
        match &self.db {
            Db::Postgres { pool, .. } => Ok(Some(AtOnce(self.single_on(pool).await?))),
            Db::Sqlite { .. } => Ok(None),
        }
    }

    /// Begins a transaction that reads by a single statement: where the time is known, PostgreSQL is asked nothing else.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn read_single(&self) -> Result<Tx, StoreError> {
        match &self.db {
            Db::Postgres { pool, .. } => self.single_on(pool).await,
            Db::Sqlite { .. } => self.read().await,
        }
    }

    /// As [`Store::begin_single`] for what may be forgotten, because it is found out and done again: PostgreSQL says that it
    /// happened before its disk knows, and loses the last of it where the server crashes.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin_forgettable(&self) -> Result<Tx, StoreError> {
        match &self.db {
            Db::Postgres { forgetful, .. } => self.single_on(forgetful).await,
            Db::Sqlite { .. } => self.begin().await,
        }
    }

    async fn single_on(&self, pool: &Pool) -> Result<Tx, StoreError> {
        let lease = within(self.deadline, pool.lend()).await?;
        // Taken after the wait for a connection.
        let (lease, now) = match self.known.now() {
            Some(now) => (lease, now),
            None => {
                drop(lease);
                let (lease, now) = within(self.deadline, read_on(pool)).await?;
                self.known.learn(now);
                (lease, now)
            }
        };
        Ok(self.transaction(Inner::Postgres(lease), self.shifted(now)))
    }

    /// The store's time, for what nothing is written by: a database is asked where nobody asked it within a second.
    ///
    /// # Errors
    /// When it is asked and does not answer in time.
    pub async fn time(&self) -> Result<Timestamp, StoreError> {
        match (&self.db, self.known.now()) {
            (Db::Postgres { .. }, Some(now)) => Ok(self.shifted(now)),
            (Db::Postgres { .. }, None) => Ok(self.read().await?.now()),
            (Db::Sqlite { .. }, _) => Ok(self.clock.now()),
        }
    }

    /// Begins a transaction that only reads. On PostgreSQL each statement is one of its own: they would see different
    /// states in one transaction, too.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let (inner, now) = match &self.db {
            Db::Postgres { pool, .. } => {
                let (lease, now) = within(self.deadline, read_on(pool)).await?;
                self.known.learn(now);
                (Inner::Postgres(lease), self.shifted(now))
            }
            Db::Sqlite { readers, .. } => (Inner::Sqlite(readers.begin().await?), self.clock.now()),
        };
        Ok(self.transaction(inner, now))
    }

    async fn begin_on(&self, pool: &Pool) -> Result<Tx, sqlx::Error> {
        loop {
            let mut lease = pool.lend().await?;
            match self.begun(&mut lease).await {
                Ok(now) => return Ok(self.transaction(Inner::Postgres(lease), self.shifted(now))),
                Err(error) => retry_elsewhere(lease, error)?,
            }
        }
    }

    /// Begins, and asks for the time where it is not known.
    async fn begun(&self, lease: &mut Lease) -> Result<Timestamp, sqlx::Error> {
        if let Some(now) = self.known.now() {
            lease.begin().await?;
            return Ok(now);
        }
        let said = read_clock(lease.begin_asking(BEGIN).await?)?;
        self.known.learn(said);
        Ok(said)
    }

    fn transaction(&self, inner: Inner, now: Timestamp) -> Tx {
        Tx {
            inner,
            deadline: self.deadline,
            clock: self.clock.clone(),
            known: self.known.clone(),
            tenants: self.tenants.clone(),
            handover: self.handover.clone(),
            handed: Vec::new(),
            awaited: None,
            now,
        }
    }

    fn shifted(&self, now: Timestamp) -> Timestamp {
        Timestamp::from_micros(now.micros().saturating_add(self.clock.offset_micros()))
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

    /// Lends no more connections, and closes those that nobody uses.
    pub async fn close(&self) {
        match &self.db {
            Db::Postgres { pool, forgetful } => {
                pool.close();
                forgetful.close();
            }
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

impl Tx {
    /// The store's time: as of the beginning of the transaction, gone on from what the server said within a second before,
    /// and asked for again after every wait for a lock.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Takes the time again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_at_clock(&mut self) -> Result<Timestamp, StoreError> {
        if let Inner::Sqlite(_) = self.inner {
            self.now = self.clock.now();
            return Ok(self.now);
        }
        let (at,): (At,) = on!(self, c => sqlx::query_as(CLOCK).fetch_one(c).await)?;
        Ok(self.taken(at))
    }

    /// A row that was waited for, by [`find!`]: the time is taken again.
    pub(crate) async fn held<R>(&mut self, found: Option<Held<R>>) -> Result<Option<R>, StoreError> {
        match found {
            Some(Held { row, at }) => {
                self.taken(at);
                Ok(Some(row))
            }
            None => {
                self.look_at_clock().await?;
                Ok(None)
            }
        }
    }

    /// Rows that were waited for, by [`find_all!`]: the time is taken again.
    pub(crate) async fn all_held<R>(&mut self, found: Vec<Held<R>>) -> Result<Vec<R>, StoreError> {
        match found.last() {
            Some(Held { at: At(last), .. }) => {
                let last = *last;
                self.taken(At(last));
            }
            None => {
                self.look_at_clock().await?;
            }
        }
        Ok(found.into_iter().map(|held| held.row).collect())
    }

    /// The time that a statement took along, after every wait for a lock.
    pub(crate) fn taken(&mut self, At(at): At) -> Timestamp {
        self.now = match self.inner {
            Inner::Postgres(_) => {
                self.known.learn(at);
                Timestamp::from_micros(at.micros().saturating_add(self.clock.offset_micros()))
            }
            Inner::Sqlite(_) => self.clock.now(),
        };
        self.now
    }

    /// Makes everything in it happen.
    ///
    /// # Errors
    /// When the database does not answer: whether it happened is then not known.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Postgres(lease) => within(self.deadline, lease.commit()).await?,
            Inner::Sqlite(transaction) => transaction.commit().await?,
        }
        self.handover.hand_over(self.handed, self.awaited);
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
        let Inner::Postgres(_) = self.inner else { return Ok(()) };
        // One order for everybody, so that nobody waits in a circle. The time is taken when all are held.
        keys.sort_unstable();
        let (_, at): (i64, At) = on_postgres!(self, c => sqlx::query_as(
            "SELECT count(pg_advisory_xact_lock(key)), clock_timestamp() FROM unnest($1) AS held(key)",
        ).bind(&*keys).fetch_one(c).await)?;
        self.taken(at);
        Ok(())
    }
}

async fn open_postgres(url: &str, connections: u32, acquire: Duration, statement: Duration) -> Result<Db, sqlx::Error> {
    let millis = statement.as_millis().to_string();
    let options =
        PgConnectOptions::from_str(url)?.application_name("rekey").statement_cache_capacity(STATEMENTS_KEPT).options([
            ("statement_timeout", millis.as_str()),
            ("lock_timeout", millis.as_str()),
            ("idle_in_transaction_session_timeout", "15000"),
            // Every statement finds rows by a key, whatever the key is: planning it anew each time took more than running it.
            ("plan_cache_mode", "force_generic_plan"),
            // Plans outlive the hour of their making: one that was made while a table was empty must not read all of it later. What
            // reads whole tables anyway is seldom, and not worth a compiler.
            ("enable_seqscan", "off"),
            ("jit", "off"),
            ("timezone", "UTC"),
        ]);
    let careless = options.clone().options([("synchronous_commit", "off")]);
    let forgetful = Pool::empty(careless, FORGETFUL_CONNECTIONS, acquire, statement)?;
    Ok(Db::Postgres { pool: Pool::open(options, connections, acquire, statement).await?, forgetful })
}

/// The time as [`BEGIN`] asks for it.
fn read_clock(said: String) -> Result<Timestamp, sqlx::Error> {
    Ok(Timestamp::from_micros(said.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?))
}

/// A connection, and the time.
async fn read_on(pool: &Pool) -> Result<(Lease, Timestamp), sqlx::Error> {
    loop {
        let mut lease = pool.lend().await?;
        let asked: Result<(At,), sqlx::Error> = sqlx::query_as(CLOCK).fetch_one(&mut *lease).await;
        match asked {
            Ok((At(now),)) => {
                lease.answered();
                return Ok((lease, now));
            }
            Err(error) => retry_elsewhere(lease, error)?,
        }
    }
}

/// A server that was started anew is noticed by the first word on a connection that was kept: nothing happened on it yet.
fn retry_elsewhere(lease: Lease, error: sqlx::Error) -> Result<(), sqlx::Error> {
    let is_lost = match &error {
        sqlx::Error::Io(_) => true,
        // The server says goodbye.
        sqlx::Error::Database(database) => database.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    };
    if !is_lost {
        // Somebody waited too long for a lock, say: it is cleaned as it goes back.
        return Err(error);
    }
    let was_kept = lease.was_kept();
    lease.forget();
    if was_kept { Ok(()) } else { Err(error) }
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
