//! The outbox: messages wait here from the transaction that decided them until they are done, expired or buried.

use std::time::Duration;

use rekey_domain::{MessageId, TenantId, Timestamp};
use rekey_runtime::Entropy;
use uuid::Uuid;

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{Store, StoreError, Tx};

/// Claims with one more condition, and whatever else locks the rows.
macro_rules! claim {
    ($counts:literal, $condition:literal, $lock:literal) => {
        concat!(
            "UPDATE outbox SET lease_until = $2, fence = fence + 1",
            $counts,
            " WHERE id IN (SELECT id FROM outbox WHERE ",
            $condition,
            " due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) ORDER BY due_at LIMIT $3",
            $lock,
            ") RETURNING id, message_id, kind, tenant_id, payload, attempt, expires_at, fence, listener, faults, ",
            "overflows, unanswered, trace, created_at"
        )
    };
}

/// A message to be written.
#[derive(Debug, Clone)]
pub struct Outgoing<'a> {
    /// Its id: the same for every listener and every attempt.
    pub message: MessageId,
    /// What it is, such as `notice.email`.
    pub kind: &'static str,
    /// Who hears it.
    pub listener: &'static str,
    /// The organisation.
    pub tenant: TenantId,
    /// Sealed or signed.
    pub payload: &'a [u8],
    /// Not before this time.
    pub due_at: Timestamp,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// W3C trace context.
    pub trace: Option<&'a str>,
}

/// A message that was claimed for work.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its row.
    pub id: Uuid,
    /// Its id.
    pub message: MessageId,
    /// What it is.
    pub kind: String,
    /// The organisation.
    pub tenant: TenantId,
    /// Sealed or signed.
    pub payload: Vec<u8>,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// Proves that the claim is still ours.
    pub fence: i64,
    /// Who hears it.
    pub listener: String,
    /// Times that a handler panicked or hung over it.
    pub faults: u32,
    /// Times that a broker took it back from takers that died on it too often.
    pub overflows: u32,
    /// Times that a handler took it and did not say how it ended, this time included.
    pub unanswered: u32,
    /// W3C trace context.
    pub trace: Option<String>,
    /// When it was written first.
    pub created_at: Timestamp,
}

/// A message that came by a broker, as its headers tell.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// Its row, which is gone or about to go.
    pub id: Uuid,
    /// Its id.
    pub message: MessageId,
    /// What it is.
    pub kind: String,
    /// Who hears it.
    pub listener: String,
    /// The organisation.
    pub tenant: TenantId,
    /// Sealed or signed.
    pub payload: Vec<u8>,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// Times that a handler panicked or hung over it.
    pub faults: u32,
    /// Times that the broker took it back from takers that died on it too often.
    pub overflows: u32,
    /// W3C trace context.
    pub trace: Option<String>,
}

/// Writes a message. The same message for the same listener a second time is ignored.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, message: &Outgoing<'_>, entropy: Entropy) -> Result<(), StoreError> {
    let now = tx.now();
    let (id, birth) = (entropy.uuid(now), tx.birth(message.due_at));
    let written = on!(tx, c => sqlx::query(
        "INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at, fence,
         unanswered, faults, overflows, trace, created_at, lease_until)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $11, 0, 0, 0, $9, $10, $12)
         ON CONFLICT DO NOTHING",
    ).bind(id).bind(message.message.uuid()).bind(message.kind).bind(message.listener).bind(message.tenant.uuid())
        .bind(message.payload).bind(At(message.due_at)).bind(At(message.expires_at)).bind(message.trace)
        .bind(At(now)).bind(birth.fence).bind(birth.lease_until).execute(c).await.map(|done| done.rows_affected()))?;
    if written == 1 {
        tx.hand(birth, id, message, message.listener);
    }
    Ok(())
}

/// Whose messages are claimed.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Those of this listener, for its handler.
    Of(&'a str),
    /// Everyone's but those of these listeners, for a broker.
    AllBut(&'a [&'a str]),
}

/// Claims messages that are due and that nobody else works on, until the lease runs out.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(tx: &mut Tx, whose: Whose<'_>, most: u32, lease: Duration) -> Result<Vec<Claimed>, StoreError> {
    let (query, names) = match whose {
        Whose::Of(listener) => {
            let locked = claim!(", unanswered = unanswered + 1", "listener = $4 AND", " FOR UPDATE SKIP LOCKED");
            (tx.pick(locked, claim!(", unanswered = unanswered + 1", "listener = $4 AND", "")), listener.to_owned())
        }
        // Names of listeners hold no comma and no sign that `LIKE` knows.
        Whose::AllBut(listeners) => {
            let locked = claim!("", "$4 NOT LIKE '%,' || listener || ',%' AND", " FOR UPDATE SKIP LOCKED");
            let query = tx.pick(locked, claim!("", "$4 NOT LIKE '%,' || listener || ',%' AND", ""));
            (query, format!(",{},", listeners.join(",")))
        }
    };
    let now = tx.now();
    let (until, most) = (At(now.plus(lease)), i64::from(most));
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(query).bind(At(now)).bind(until).bind(most).bind(names.as_str())
        .fetch_all(c).await)?;
    Ok(rows.into_iter().map(read).collect())
}

type Row = (Uuid, Uuid, String, Uuid, Vec<u8>, i64, At, i64, String, i64, i64, i64, Option<String>, At);

fn read(row: Row) -> Claimed {
    let (id, message, kind, tenant, payload, attempt, At(expires_at), fence, listener, ..) = row;
    let (.., faults, overflows, unanswered, trace, At(created_at)) = row;
    Claimed {
        id,
        message: MessageId::from_uuid(message),
        kind,
        tenant: TenantId::from_uuid(tenant),
        payload,
        attempt: counted(attempt),
        expires_at,
        fence,
        listener,
        faults: counted(faults),
        overflows: counted(overflows),
        unanswered: counted(unanswered),
        trace,
        created_at,
    }
}

fn counted(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Holds a claim for longer. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn renew(tx: &mut Tx, claimed: &Claimed, lease: Duration) -> Result<bool, StoreError> {
    let until = At(tx.now().plus(lease));
    let changed = on!(tx, c => sqlx::query("UPDATE outbox SET lease_until = $3 WHERE id = $1 AND fence = $2")
        .bind(claimed.id).bind(claimed.fence).bind(until).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// The message is done: it leaves. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn done(tx: &mut Tx, claimed: &Claimed) -> Result<bool, StoreError> {
    let gone = on!(tx, c => sqlx::query("DELETE FROM outbox WHERE id = $1 AND fence = $2")
        .bind(claimed.id).bind(claimed.fence).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}

/// Messages are done: they leave, but for those whose claim was lost. A server that crashes may bring them back: whoever takes
/// them guards the effect.
///
/// # Errors
/// When the database does not answer.
pub async fn all_done(store: &Store, claimed: &[Claimed]) -> Result<(), StoreError> {
    let mut tx = store.begin_forgettable().await?;
    if let Inner::Postgres(_) = tx.inner {
        let (ids, fences): (Vec<Uuid>, Vec<i64>) = claimed.iter().map(|claimed| (claimed.id, claimed.fence)).unzip();
        on_postgres!(tx, c => sqlx::query(
            "DELETE FROM outbox WHERE id = ANY($1) AND fence = ($2::bigint[])[array_position($1, id)]",
        ).bind(ids).bind(fences).execute(c).await.map(drop))?;
    } else {
        for claimed in claimed {
            done(&mut tx, claimed).await?;
        }
    }
    tx.commit().await
}

/// The message is to be tried again later. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn retry(tx: &mut Tx, claimed: &Claimed, after: Duration) -> Result<bool, StoreError> {
    let due = At(tx.now().plus(after));
    let changed = on!(tx, c => sqlx::query(
        "UPDATE outbox SET attempt = attempt + 1, unanswered = unanswered - 1, due_at = $3, lease_until = NULL
         WHERE id = $1 AND fence = $2",
    ).bind(claimed.id).bind(claimed.fence).bind(due).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Its handler panicked or hung: it comes again later, as the same attempt, and that is counted. False where the claim was
/// lost.
///
/// # Errors
/// When the database does not answer.
pub async fn fault(tx: &mut Tx, claimed: &Claimed, after: Duration) -> Result<bool, StoreError> {
    let due = At(tx.now().plus(after));
    let changed = on!(tx, c => sqlx::query(
        "UPDATE outbox SET faults = faults + 1, unanswered = unanswered - 1, due_at = $3, lease_until = NULL
         WHERE id = $1 AND fence = $2",
    ).bind(claimed.id).bind(claimed.fence).bind(due).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// The message could not leave: nobody tried, so it is the same attempt later. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn defer(tx: &mut Tx, claimed: &Claimed, after: Duration) -> Result<bool, StoreError> {
    let due = At(tx.now().plus(after));
    let changed = on!(tx, c => sqlx::query("UPDATE outbox SET due_at = $3, lease_until = NULL WHERE id = $1 AND fence = $2")
        .bind(claimed.id).bind(claimed.fence).bind(due).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// A message that had left is to be tried again later, as `arrived` says. Its row may still be there, or be back already:
/// the one with more turns counts.
///
/// # Errors
/// When the database does not answer.
pub async fn take_back(tx: &mut Tx, arrived: &Arrived, after: Duration) -> Result<(), StoreError> {
    let now = tx.now();
    on!(tx, c => sqlx::query(
        "INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at, fence,
         unanswered, faults, overflows, trace, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $11, $12, $13)
         ON CONFLICT (message_id, listener) DO UPDATE SET attempt = excluded.attempt, due_at = excluded.due_at,
         faults = excluded.faults, overflows = excluded.overflows, lease_until = NULL, fence = outbox.fence + 1
         WHERE outbox.attempt + outbox.faults + outbox.overflows
             < excluded.attempt + excluded.faults + excluded.overflows",
    ).bind(arrived.id).bind(arrived.message.uuid()).bind(&arrived.kind).bind(&arrived.listener)
        .bind(arrived.tenant.uuid()).bind(&arrived.payload).bind(i64::from(arrived.attempt))
        .bind(At(now.plus(after))).bind(At(arrived.expires_at)).bind(i64::from(arrived.faults))
        .bind(i64::from(arrived.overflows)).bind(arrived.trace.as_deref()).bind(At(now)).execute(c).await.map(drop))
}

/// A message that had left is given up: it lies with the dead letters, with a reason; a second time changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn bury_arrived(tx: &mut Tx, arrived: &Arrived, reason: &str) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO dead_letters (id, message_id, kind, listener, tenant_id, payload, attempt, reason, expires_at, trace,
         buried_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
    ).bind(arrived.id).bind(arrived.message.uuid()).bind(&arrived.kind).bind(&arrived.listener)
        .bind(arrived.tenant.uuid()).bind(&arrived.payload).bind(i64::from(arrived.attempt)).bind(reason)
        .bind(At(arrived.expires_at)).bind(arrived.trace.as_deref()).bind(now).execute(c).await.map(drop))
}

/// The message is given up: it lies with the dead letters, with a reason. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn bury(tx: &mut Tx, claimed: &Claimed, reason: &str) -> Result<bool, StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO dead_letters (id, message_id, kind, listener, tenant_id, payload, attempt, reason, expires_at, trace,
         buried_at) SELECT id, message_id, kind, listener, tenant_id, payload, attempt, $3, expires_at, trace, $4
         FROM outbox WHERE id = $1 AND fence = $2 ON CONFLICT DO NOTHING",
    ).bind(claimed.id).bind(claimed.fence).bind(reason).bind(now).execute(c).await.map(drop))?;
    done(tx, claimed).await
}

/// Messages waiting for a listener, due or not.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(tx: &mut Tx, listener: &str) -> Result<u64, StoreError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as("SELECT count(*) FROM outbox WHERE listener = $1")
        .bind(listener).fetch_one(c).await)?;
    Ok(count.unsigned_abs())
}

/// What waits for a listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// Who hears it.
    pub listener: String,
    /// Messages, due or not.
    pub messages: u64,
    /// Since when the one that has been due for longest is due; none where none of them is.
    pub due_since: Option<Timestamp>,
}

/// Dead letters that are counted; more are as many.
const DEAD_LETTERS_MAX: i64 = 100_000;

/// What waits for every listener that something waits for.
///
/// # Errors
/// When the database does not answer.
pub async fn backlogs(tx: &mut Tx) -> Result<Vec<Backlog>, StoreError> {
    let now = At(tx.now());
    let rows: Vec<(String, i64, Option<At>)> = on!(tx, c => sqlx::query_as(
        "SELECT listener, count(*), min(CASE WHEN due_at <= $1 THEN due_at END) FROM outbox GROUP BY listener",
    ).bind(now).fetch_all(c).await)?;
    let read = |(listener, count, due): (String, i64, Option<At>)| Backlog {
        listener,
        messages: count.unsigned_abs(),
        due_since: due.map(|At(since)| since),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How many dead letters there are, up to 100,000.
///
/// # Errors
/// When the database does not answer.
pub async fn dead_letter_count(tx: &mut Tx) -> Result<u64, StoreError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(
        "SELECT count(*) FROM (SELECT 1 FROM dead_letters LIMIT $1) AS counted",
    ).bind(DEAD_LETTERS_MAX).fetch_one(c).await)?;
    Ok(count.unsigned_abs())
}

/// Attempt and faults of each message that waits, due or not, for a listener.
///
/// # Errors
/// When the database does not answer.
pub async fn turns(tx: &mut Tx, listener: &str) -> Result<Vec<(u32, u32)>, StoreError> {
    let rows: Vec<(i64, i64)> = on!(tx, c => sqlx::query_as("SELECT attempt, faults FROM outbox WHERE listener = $1")
        .bind(listener).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(attempt, faults)| (counted(attempt), counted(faults))).collect())
}

/// Reasons of the dead letters, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn dead_letters(tx: &mut Tx, most: u32) -> Result<Vec<(MessageId, String, String)>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = on!(tx, c => sqlx::query_as(
        "SELECT message_id, kind, reason FROM dead_letters ORDER BY buried_at DESC LIMIT $1",
    ).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, kind, reason)| (MessageId::from_uuid(id), kind, reason)).collect())
}

/// Gives up every claim. For the only process on a database, when it starts: whoever claimed is dead.
///
/// # Errors
/// When the database does not answer.
pub async fn release_all(tx: &mut Tx) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE outbox SET lease_until = NULL WHERE lease_until IS NOT NULL")
        .execute(c).await.map(drop))?;
    on!(tx, c => sqlx::query("UPDATE deliveries SET lease_until = NULL WHERE lease_until IS NOT NULL")
        .execute(c).await.map(drop))?;
    Ok(())
}
