//! Sign-ins for registration.

use std::time::Duration;

use rekey_domain::{AccountId, DeviceId, SignInId, TenantId, Timestamp};
use rekey_wire::secret::TokenHash;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A sign-in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Its id.
    pub id: SignInId,
    /// The organisation.
    pub tenant: TenantId,
    /// Who is signed in.
    pub account: AccountId,
    /// The known device.
    pub device: Option<DeviceId>,
    /// Language of pages and messages.
    pub locale: String,
    /// Its end, whatever happens.
    pub expires_at: Timestamp,
}

/// Writes a new sign-in.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, sign_in: &SignIn, token: &TokenHash) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO sign_ins (id, tenant_id, account_id, token_hash, device_id, locale, created_at, last_used_at,
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
    ).bind(sign_in.id.uuid()).bind(sign_in.tenant.uuid()).bind(sign_in.account.uuid()).bind(&token.0[..])
        .bind(sign_in.device.map(DeviceId::uuid)).bind(&sign_in.locale).bind(now).bind(At(sign_in.expires_at))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The live sign-in with this token; it was used now. `None` where it is unknown, over, or idle for longer than `idle`.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(tx: &mut Tx, token: &TokenHash, idle: Duration) -> Result<Option<SignIn>, StoreError> {
    type Row = (Uuid, Uuid, Uuid, Option<Uuid>, String, At);
    let now = tx.now();
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "UPDATE sign_ins SET last_used_at = $2 WHERE token_hash = $1 AND expires_at > $2 AND last_used_at > $3
         RETURNING id, tenant_id, account_id, device_id, locale, expires_at",
    ).bind(&token.0[..]).bind(At(now)).bind(At(now.minus(idle))).fetch_optional(c).await)?;
    Ok(row.map(|(id, tenant, account, device, locale, At(expires_at))| SignIn {
        id: SignInId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        device: device.map(DeviceId::from_uuid),
        locale,
        expires_at,
    }))
}

/// Ends a sign-in.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, token: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM sign_ins WHERE token_hash = $1")
        .bind(&token.0[..]).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends every sign-in of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM sign_ins WHERE account_id = $1")
        .bind(account.uuid()).execute(c).await.map(drop))?;
    Ok(())
}
