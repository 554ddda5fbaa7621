//! Counts that administrators see of their organisation. Each looks at rows of one tenant since one time.

use std::time::Duration;

use rekey_domain::{TenantId, Timestamp};

use crate::db::on;
use crate::deliveries::{self, NOBODY};
use crate::time::At;
use crate::{StoreError, Tx};

/// How many resets stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetCount {
    /// `proving`, `changing`, `completed` or `closed`.
    pub stage: String,
    /// Why, where it is closed.
    pub closed_reason: Option<String>,
    /// How many.
    pub count: u64,
}

/// How many deliveries stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryCount {
    /// How they travel.
    pub channel: String,
    /// What became of them.
    pub state: String,
    /// How many.
    pub count: u64,
}

/// A message that waits to be sent, or for its listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What it is, such as `notice.email`.
    pub kind: String,
    /// Since when.
    pub since: Timestamp,
}

/// Resets that began since then, by where they stand now. One whose time is up, or that was left for `idle`, is closed and
/// expired, also where nobody has come back to be told so.
///
/// # Errors
/// When the database does not answer.
pub async fn resets(
    tx: &mut Tx,
    tenant: TenantId,
    since: Timestamp,
    idle: Duration,
) -> Result<Vec<ResetCount>, StoreError> {
    let now = tx.now();
    let rows: Vec<(String, Option<String>, i64)> = on!(tx, c => sqlx::query_as(
        "SELECT stage, closed_reason, COUNT(*) FROM (
             SELECT CASE WHEN stage = 'proving' AND (expires_at <= $3 OR touched_at <= $4) THEN 'closed' ELSE stage END
                    AS stage,
                    CASE WHEN stage = 'proving' AND (expires_at <= $3 OR touched_at <= $4) THEN 'expired'
                    ELSE closed_reason END AS closed_reason
             FROM resets WHERE tenant_id = $1 AND created_at >= $2) AS seen
         GROUP BY stage, closed_reason ORDER BY stage, closed_reason",
    ).bind(tenant.uuid()).bind(At(since)).bind(At(now)).bind(At(now.minus(idle))).fetch_all(c).await)?;
    let read =
        |(stage, closed_reason, count): (_, _, i64)| ResetCount { stage, closed_reason, count: count.unsigned_abs() };
    Ok(rows.into_iter().map(read).collect())
}

/// Deliveries that began since then. What went to nobody is not among them: it was never sent.
///
/// # Errors
/// When the database does not answer.
pub async fn deliveries(tx: &mut Tx, tenant: TenantId, since: Timestamp) -> Result<Vec<DeliveryCount>, StoreError> {
    let rows: Vec<(String, String, i64)> = on!(tx, c => sqlx::query_as(
        "SELECT channel, state, COUNT(*) FROM deliveries
         WHERE tenant_id = $1 AND created_at >= $2 AND (account_id IS NOT NULL OR flow IS NULL)
         AND (provider IS NULL OR provider <> $3 OR state <> 'sent')
         GROUP BY channel, state ORDER BY channel, state",
    ).bind(tenant.uuid()).bind(At(since)).bind(NOBODY).fetch_all(c).await)?;
    let read = |(channel, state, count): (_, _, i64)| DeliveryCount { channel, state, count: count.unsigned_abs() };
    Ok(rows.into_iter().map(read).collect())
}

/// Messages that were given up since then.
///
/// # Errors
/// When the database does not answer.
pub async fn dead_letters(tx: &mut Tx, tenant: TenantId, since: Timestamp) -> Result<u64, StoreError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(
        "SELECT COUNT(*) FROM dead_letters WHERE tenant_id = $1 AND buried_at >= $2",
    ).bind(tenant.uuid()).bind(At(since)).fetch_one(c).await)?;
    Ok(count.unsigned_abs())
}

/// The message that waits longest: a notice that no provider has yet, wherever it lies, or what is due for a listener.
///
/// # Errors
/// When the database does not answer.
pub async fn oldest_waiting(tx: &mut Tx, tenant: TenantId) -> Result<Option<Waiting>, StoreError> {
    let now = At(tx.now());
    let row: Option<(String, At)> = on!(tx, c => sqlx::query_as(
        "SELECT kind, due_at FROM outbox WHERE tenant_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT 1",
    ).bind(tenant.uuid()).bind(now).fetch_optional(c).await)?;
    let for_listener = row.map(|(kind, At(since))| Waiting { kind, since });
    let notices = deliveries::waiting(tx, Some(tenant)).await?;
    let of_notice =
        |notice: deliveries::Waiting| Waiting { kind: format!("notice.{}", notice.channel), since: notice.oldest };
    Ok(notices.into_iter().map(of_notice).chain(for_listener).min_by_key(|waiting| waiting.since))
}
