//! Authenticator apps of accounts: their sealed secrets, and the newest step that was accepted of each.

use rekey_domain::{AccountId, AuthenticatorId, TenantId, Timestamp};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Authenticators that are looked at for one account.
pub const AUTHENTICATORS_MAX: u32 = 10;

/// An authenticator app.
#[derive(Debug, Clone)]
pub struct Authenticator {
    /// Its id.
    pub id: AuthenticatorId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub label: String,
    /// Its secret, sealed for this row.
    pub sealed_secret: Vec<u8>,
    /// It proves something in a reset from then on (cool-off); a sign-in it completes at once.
    pub usable_from: Timestamp,
    /// The newest step of which a code was accepted.
    pub last_step: Option<u64>,
}

/// Writes a new authenticator.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, authenticator: &Authenticator) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO authenticators (id, tenant_id, account_id, label, sealed_secret, usable_from, last_step, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    ).bind(authenticator.id.uuid()).bind(authenticator.tenant.uuid()).bind(authenticator.account.uuid())
        .bind(&authenticator.label).bind(&authenticator.sealed_secret).bind(At(authenticator.usable_from))
        .bind(authenticator.last_step.map(|step| i64::try_from(step).unwrap_or(i64::MAX))).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// The authenticators of an account, oldest first, at most [`AUTHENTICATORS_MAX`].
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Authenticator>, StoreError> {
    type Row = (Uuid, Uuid, Uuid, String, Vec<u8>, At, Option<i64>);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, label, sealed_secret, usable_from, last_step FROM authenticators
         WHERE account_id = $1 ORDER BY created_at, id LIMIT $2",
    ).bind(account.uuid()).bind(i64::from(AUTHENTICATORS_MAX)).fetch_all(c).await)?;
    let read = |(id, tenant, account, label, sealed_secret, At(usable_from), last_step): Row| Authenticator {
        id: AuthenticatorId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        label,
        sealed_secret,
        usable_from,
        last_step: last_step.map(i64::unsigned_abs),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Spends a step: no code of it or of an earlier one is accepted again. False where it was spent already, by whomever.
///
/// # Errors
/// When the database does not answer.
pub async fn spend_step(tx: &mut Tx, id: AuthenticatorId, step: u64) -> Result<bool, StoreError> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let changed = on!(tx, c => sqlx::query(
        "UPDATE authenticators SET last_step = $2 WHERE id = $1 AND (last_step IS NULL OR last_step < $2)",
    ).bind(id.uuid()).bind(step).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Removes an authenticator of this account; false where it has no such one.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, account: AccountId, id: AuthenticatorId) -> Result<bool, StoreError> {
    let removed = on!(tx, c => sqlx::query("DELETE FROM authenticators WHERE id = $1 AND account_id = $2")
        .bind(id.uuid()).bind(account.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(removed == 1)
}

/// Takes every authenticator of an account away; how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_account(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM authenticators WHERE account_id = $1")
        .bind(account.uuid()).execute(c).await.map(|done| done.rows_affected()))
}
