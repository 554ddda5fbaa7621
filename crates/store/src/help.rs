//! Help requests, and which of them were told to the administrators.

use std::time::Duration;

use rekey_domain::{HelpRequestId, TenantId, Timestamp};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A request for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRequest {
    /// Its id.
    pub id: HelpRequestId,
    /// The organisation.
    pub tenant: TenantId,
    /// User ID as typed, canonical.
    pub user_id: String,
    /// How the person can be reached, in their words; sealed.
    pub reach_me: Vec<u8>,
    /// What is wrong, in their words; sealed.
    pub message: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// Writes a request.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, request: &HelpRequest) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO help_requests (id, tenant_id, user_id, reach_me, message, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    ).bind(request.id.uuid()).bind(request.tenant.uuid()).bind(&request.user_id).bind(&request.reach_me)
        .bind(&request.message).bind(At(request.at)).execute(c).await.map(drop))?;
    Ok(())
}

/// Organisations with a request that has waited this long for its digest.
///
/// # Errors
/// When the database does not answer.
pub async fn tenants_with_waiting(tx: &mut Tx, age: Duration) -> Result<Vec<TenantId>, StoreError> {
    let before = At(tx.now().minus(age));
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(
        "SELECT DISTINCT tenant_id FROM help_requests WHERE digested_at IS NULL AND created_at <= $1 LIMIT 100",
    ).bind(before).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| TenantId::from_uuid(id)).collect())
}

/// Takes at most so many waiting requests of an organisation for a digest, oldest first: they wait no more. Also the number of
/// those that still wait.
///
/// # Errors
/// When the database does not answer.
pub async fn take_waiting(tx: &mut Tx, tenant: TenantId, most: u32) -> Result<(Vec<HelpRequest>, u32), StoreError> {
    type Row = (Uuid, Uuid, String, Vec<u8>, Vec<u8>, At);
    let now = At(tx.now());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "UPDATE help_requests SET digested_at = $2 WHERE digested_at IS NULL AND id IN (
             SELECT id FROM help_requests WHERE tenant_id = $1 AND digested_at IS NULL ORDER BY created_at, id LIMIT $3)
         RETURNING id, tenant_id, user_id, reach_me, message, created_at",
    ).bind(tenant.uuid()).bind(now).bind(i64::from(most)).fetch_all(c).await)?;
    let (left,): (i64,) = on!(tx, c => sqlx::query_as(
        "SELECT COUNT(*) FROM help_requests WHERE tenant_id = $1 AND digested_at IS NULL",
    ).bind(tenant.uuid()).fetch_one(c).await)?;
    let read = |(id, tenant, user_id, reach_me, message, At(at)): Row| HelpRequest {
        id: HelpRequestId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        user_id,
        reach_me,
        message,
        at,
    };
    let mut requests: Vec<HelpRequest> = rows.into_iter().map(read).collect();
    requests.sort_by_key(|request| (request.at, request.id));
    Ok((requests, u32::try_from(left).unwrap_or(u32::MAX)))
}
