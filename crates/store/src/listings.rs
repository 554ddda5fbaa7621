//! Lists that administrators see of their organisation, newest first, page by page.
//!
//! A page begins after a place, time and id, that never changes: rows that come meanwhile shift nothing. Each query gives
//! rows of one tenant, and at most so many.

use std::time::Duration;

use rekey_domain::{AccountId, MessageId, ResetId, TenantId, Timestamp};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::on;
use crate::deliveries::NOBODY;
use crate::states::ResetState;
use crate::time::At;
use crate::{StoreError, Tx};

/// The row after which a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its time.
    pub at: Timestamp,
    /// Its id.
    pub id: Uuid,
}

/// Which rows of which organisation.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The organisation.
    pub tenant: TenantId,
    /// Older than this row; `None` for the newest.
    pub before: Option<Place>,
    /// At most so many.
    pub most: u32,
}

impl Asked {
    /// The place, or one that every row is older than.
    fn place(&self, now: Timestamp) -> (At, Uuid) {
        const FAR: Duration = Duration::from_secs(24 * 3600);
        self.before.map_or((At(now.plus(FAR)), Uuid::max()), |place| (At(place.at), place.id))
    }
}

/// Which resets.
#[derive(Debug, Clone, Default)]
pub struct ResetFilter<'a> {
    /// `proving`, `changing`, `completed` or `closed`.
    pub stage: Option<&'a str>,
    /// Why it is closed.
    pub closed_reason: Option<&'a str>,
    /// Whose.
    pub account: Option<AccountId>,
}

/// A reset as administrators see it.
#[derive(Debug, Clone)]
pub struct ResetRow {
    /// Its id.
    pub id: ResetId,
    /// Whose it is. `None` for everybody without an account that can reset: unknown, or a decoy of one.
    pub user_id: Option<String>,
    /// `proving`, `changing`, `completed` or `closed`.
    pub stage: String,
    /// Why, where it is closed.
    pub closed_reason: Option<String>,
    /// Proofs asked for.
    pub required: u8,
    /// Proofs given, while it is under way or completed.
    pub passed: u8,
    /// When it began.
    pub created_at: Timestamp,
    /// When something was last done.
    pub touched_at: Timestamp,
}

impl ResetRow {
    /// Where the page after it begins.
    pub const fn place(&self) -> Place {
        Place { at: self.created_at, id: self.id.uuid() }
    }
}

/// Resets, newest first. One whose time is up, or that was left for `idle`, is closed and expired.
///
/// # Errors
/// When the database does not answer.
pub async fn resets(
    tx: &mut Tx,
    asked: Asked,
    filter: &ResetFilter<'_>,
    idle: Duration,
) -> Result<Vec<ResetRow>, StoreError> {
    type Row = (Uuid, Option<String>, String, Option<String>, Json<ResetState>, At, At);
    let now = tx.now();
    let (at, id) = asked.place(now);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT seen.id, accounts.user_id, seen.stage, seen.closed_reason, seen.state, seen.created_at, seen.touched_at FROM (
             SELECT id, account_id, state, created_at, touched_at,
                    CASE WHEN stage = 'proving' AND (expires_at <= $4 OR touched_at <= $5) THEN 'closed' ELSE stage END
                    AS stage,
                    CASE WHEN stage = 'proving' AND (expires_at <= $4 OR touched_at <= $5) THEN 'expired'
                    ELSE closed_reason END AS closed_reason
             FROM resets WHERE tenant_id = $1 AND (created_at, id) < ($2, $3)) AS seen
         LEFT JOIN accounts ON accounts.id = seen.account_id
         WHERE ($6 IS NULL OR seen.stage = $6) AND ($7 IS NULL OR seen.closed_reason = $7)
         AND ($8 IS NULL OR seen.account_id = $8)
         ORDER BY seen.created_at DESC, seen.id DESC LIMIT $9",
    ).bind(asked.tenant.uuid()).bind(at).bind(id).bind(At(now)).bind(At(now.minus(idle))).bind(filter.stage)
        .bind(filter.closed_reason).bind(filter.account.map(AccountId::uuid)).bind(i64::from(asked.most))
        .fetch_all(c).await)?;
    rows.into_iter().map(|row| read_reset(row, asked.tenant)).collect()
}

fn read_reset(
    row: (Uuid, Option<String>, String, Option<String>, Json<ResetState>, At, At),
    tenant: TenantId,
) -> Result<ResetRow, StoreError> {
    let (id, user_id, stage, closed_reason, Json(state), At(created_at), At(touched_at)) = row;
    let id = ResetId::from_uuid(id);
    let reset = state.read(id, tenant).ok_or_else(|| StoreError::Corrupt(format!("reset {id}")))?;
    let (required, passed) = (reset.required.count(), reset.passed());
    Ok(ResetRow { id, user_id, stage, closed_reason, required, passed, created_at, touched_at })
}

/// Which deliveries.
#[derive(Debug, Clone, Default)]
pub struct DeliveryFilter<'a> {
    /// How they travel.
    pub channel: Option<&'a str>,
    /// What became of them.
    pub state: Option<&'a str>,
    /// To whom.
    pub account: Option<AccountId>,
}

/// A delivery as administrators see it.
#[derive(Debug, Clone)]
pub struct DeliveryRow {
    /// Its message.
    pub message: MessageId,
    /// To whom; `None` for mail to the help desk.
    pub user_id: Option<String>,
    /// How it travels.
    pub channel: String,
    /// What it is, such as `reset_code`.
    pub purpose: String,
    /// What became of it.
    pub state: String,
    /// Attempts so far.
    pub attempt: u32,
    /// Who carried it.
    pub provider: Option<String>,
    /// Why it was given up.
    pub reason: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When something last became of it.
    pub updated_at: Timestamp,
}

impl DeliveryRow {
    /// Where the page after it begins.
    pub const fn place(&self) -> Place {
        Place { at: self.created_at, id: self.message.uuid() }
    }
}

/// Deliveries, newest first. What went to nobody is not among them: it was never sent.
///
/// # Errors
/// When the database does not answer.
pub async fn deliveries(
    tx: &mut Tx,
    asked: Asked,
    filter: &DeliveryFilter<'_>,
) -> Result<Vec<DeliveryRow>, StoreError> {
    type Row = (Uuid, Option<String>, String, String, String, i64, Option<String>, Option<String>, At, At);
    let (at, id) = asked.place(tx.now());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT message_id, accounts.user_id, channel, purpose, state, attempt, provider, reason, deliveries.created_at,
                updated_at
         FROM deliveries LEFT JOIN accounts ON accounts.id = deliveries.account_id
         WHERE deliveries.tenant_id = $1 AND (deliveries.created_at, message_id) < ($2, $3)
         AND (account_id IS NOT NULL OR flow IS NULL) AND (provider IS NULL OR provider <> $8 OR state <> 'sent')
         AND ($4 IS NULL OR channel = $4) AND ($5 IS NULL OR state = $5) AND ($6 IS NULL OR account_id = $6)
         ORDER BY deliveries.created_at DESC, message_id DESC LIMIT $7",
    ).bind(asked.tenant.uuid()).bind(at).bind(id).bind(filter.channel).bind(filter.state)
        .bind(filter.account.map(AccountId::uuid)).bind(i64::from(asked.most)).bind(NOBODY).fetch_all(c).await)?;
    let read = |row: Row| {
        let (message, user_id, channel, purpose, state, attempt, provider, reason, At(created_at), At(updated_at)) =
            row;
        let (message, attempt) = (MessageId::from_uuid(message), u32::try_from(attempt).unwrap_or(u32::MAX));
        DeliveryRow { message, user_id, channel, purpose, state, attempt, provider, reason, created_at, updated_at }
    };
    Ok(rows.into_iter().map(read).collect())
}

/// A message that was given up, as administrators see it: without its payload.
#[derive(Debug, Clone)]
pub struct DeadLetterRow {
    /// Its row.
    pub id: Uuid,
    /// The message.
    pub message: MessageId,
    /// What it is, such as `notice.email`.
    pub kind: String,
    /// Who should have heard it.
    pub listener: String,
    /// The attempt that was the last.
    pub attempt: u32,
    /// Why.
    pub reason: String,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// When it was given up.
    pub buried_at: Timestamp,
}

impl DeadLetterRow {
    /// Where the page after it begins.
    pub const fn place(&self) -> Place {
        Place { at: self.buried_at, id: self.id }
    }
}

/// Messages that were given up, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn dead_letters(tx: &mut Tx, asked: Asked, kind: Option<&str>) -> Result<Vec<DeadLetterRow>, StoreError> {
    type Row = (Uuid, Uuid, String, String, i64, String, At, At);
    let (at, id) = asked.place(tx.now());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, message_id, kind, listener, attempt, reason, expires_at, buried_at FROM dead_letters
         WHERE tenant_id = $1 AND (buried_at, id) < ($2, $3) AND ($4 IS NULL OR kind = $4)
         ORDER BY buried_at DESC, id DESC LIMIT $5",
    ).bind(asked.tenant.uuid()).bind(at).bind(id).bind(kind).bind(i64::from(asked.most)).fetch_all(c).await)?;
    let read = |(id, message, kind, listener, attempt, reason, At(expires_at), At(buried_at)): Row| {
        let (message, attempt) = (MessageId::from_uuid(message), u32::try_from(attempt).unwrap_or(u32::MAX));
        DeadLetterRow { id, message, kind, listener, attempt, reason, expires_at, buried_at }
    };
    Ok(rows.into_iter().map(read).collect())
}
