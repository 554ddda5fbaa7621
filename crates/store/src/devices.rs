//! Known devices: a token that a browser got after a correct sign-in or a completed reset.

use rekey_domain::{AccountId, DeviceId};
use rekey_wire::secret::TokenHash;
use uuid::Uuid;

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{StoreError, Tx};

/// The device of this account with this token; it was used now.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, account: AccountId, token: &TokenHash) -> Result<Option<DeviceId>, StoreError> {
    let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(
        "SELECT id FROM devices WHERE token_hash = $1 AND account_id = $2",
    ).bind(&token.0[..]).bind(account.uuid()).fetch_optional(c).await)?;
    Ok(row.map(|(id,)| DeviceId::from_uuid(id)))
}

/// A browser that is known from now on.
#[derive(Debug)]
pub struct NewDevice<'a> {
    /// Its id.
    pub id: DeviceId,
    /// What it shows.
    pub token: &'a TokenHash,
    /// So many of the account stay known, the newest.
    pub keep: u32,
}

/// Makes a device known.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, account: AccountId, device: &NewDevice<'_>) -> Result<(), StoreError> {
    let (now, NewDevice { id, token, keep }) = (At(tx.now()), device);
    if let Inner::Postgres(_) = tx.inner {
        // The one that is written at the same time is not seen: it is one of those that stay.
        return on_postgres!(tx, c => sqlx::query(
            "WITH made AS (INSERT INTO devices (id, account_id, token_hash, created_at, last_used_at)
                 VALUES ($1, $2, $3, $4, $4))
             DELETE FROM devices WHERE account_id = $2 AND id IN
                 (SELECT id FROM devices WHERE account_id = $2 ORDER BY last_used_at DESC, id DESC OFFSET $5)",
        ).bind(id.uuid()).bind(account.uuid()).bind(&token.0[..]).bind(now).bind(i64::from(keep.saturating_sub(1)))
            .execute(c).await.map(drop));
    }
    on!(tx, c => sqlx::query(
        "INSERT INTO devices (id, account_id, token_hash, created_at, last_used_at) VALUES ($1, $2, $3, $4, $4)",
    ).bind(id.uuid()).bind(account.uuid()).bind(&token.0[..]).bind(now).execute(c).await.map(drop))?;
    on!(tx, c => sqlx::query(
        "DELETE FROM devices WHERE account_id = $1 AND id NOT IN
         (SELECT id FROM devices WHERE account_id = $1 ORDER BY last_used_at DESC, id DESC LIMIT $2)",
    ).bind(account.uuid()).bind(i64::from(*keep)).execute(c).await.map(drop))?;
    Ok(())
}

/// A device was used again.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(tx: &mut Tx, id: DeviceId) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query("UPDATE devices SET last_used_at = $2 WHERE id = $1")
        .bind(id.uuid()).bind(now).execute(c).await.map(drop))?;
    Ok(())
}
