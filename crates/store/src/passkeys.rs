//! Passkeys of accounts: public keys and counters, no secret.

use rekey_domain::{AccountId, PasskeyId, TenantId, Timestamp};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Passkeys that an account may have.
pub const PASSKEYS_MAX: u32 = 10;

/// A passkey.
#[derive(Debug, Clone)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub label: String,
    /// The credential, as whoever checks its answers keeps it.
    pub credential: Value,
    /// It proves something in a reset from then on (cool-off).
    pub usable_from: Timestamp,
}

/// Writes a new passkey.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO passkeys (id, tenant_id, account_id, label, credential, usable_from, last_used_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)",
    ).bind(passkey.id.uuid()).bind(passkey.tenant.uuid()).bind(passkey.account.uuid()).bind(&passkey.label)
        .bind(Json(&passkey.credential)).bind(At(passkey.usable_from)).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// The passkeys of an account, oldest first, at most [`PASSKEYS_MAX`].
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
    type Row = (Uuid, Uuid, Uuid, String, Json<Value>, At);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, label, credential, usable_from FROM passkeys WHERE account_id = $1
         ORDER BY created_at, id LIMIT $2",
    ).bind(account.uuid()).bind(i64::from(PASSKEYS_MAX)).fetch_all(c).await)?;
    let read = |(id, tenant, account, label, Json(credential), At(usable_from)): Row| Passkey {
        id: PasskeyId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        label,
        credential,
        usable_from,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Notes that a passkey was used, with its credential as it is now (its counter went up); false where it is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn note_use(tx: &mut Tx, id: PasskeyId, credential: &Value) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let changed = on!(tx, c => sqlx::query("UPDATE passkeys SET credential = $2, last_used_at = $3 WHERE id = $1")
        .bind(id.uuid()).bind(Json(credential)).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Removes a passkey of this account; false where it has no such one.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, account: AccountId, id: PasskeyId) -> Result<bool, StoreError> {
    let removed = on!(tx, c => sqlx::query("DELETE FROM passkeys WHERE id = $1 AND account_id = $2")
        .bind(id.uuid()).bind(account.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(removed == 1)
}
