//! Recovery codes: a set of ten, hashed with one salt, each spent once.

use rekey_domain::{AccountId, Timestamp};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A recovery code that is not used yet.
#[derive(Debug, Clone)]
pub struct RecoveryCode {
    /// Names its row.
    pub id: Uuid,
    /// PHC string of the code; codes of a set have one salt.
    pub hash: String,
    /// It proves something in a reset from then on (cool-off).
    pub usable_from: Timestamp,
}

/// The codes of an account that are not used yet.
///
/// # Errors
/// When the database does not answer.
pub async fn unused(tx: &mut Tx, account: AccountId) -> Result<Vec<RecoveryCode>, StoreError> {
    let rows: Vec<(Uuid, String, At)> = on!(tx, c => sqlx::query_as(
        "SELECT id, code_hash, usable_from FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL ORDER BY id",
    ).bind(account.uuid()).fetch_all(c).await)?;
    let read = |(id, hash, At(usable_from)): (Uuid, String, At)| RecoveryCode { id, hash, usable_from };
    Ok(rows.into_iter().map(read).collect())
}

/// Gives an account exactly these codes: older ones, used or not, are gone.
///
/// # Errors
/// When the database does not answer.
pub async fn replace(tx: &mut Tx, account: AccountId, codes: &[RecoveryCode]) -> Result<(), StoreError> {
    remove_of_account(tx, account).await?;
    let now = At(tx.now());
    for code in codes {
        on!(tx, c => sqlx::query(
            "INSERT INTO recovery_codes (id, account_id, code_hash, usable_from, used_at, created_at)
             VALUES ($1, $2, $3, $4, NULL, $5)",
        ).bind(code.id).bind(account.uuid()).bind(&code.hash).bind(At(code.usable_from)).bind(now).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Spends a code; false where it was spent already, by whomever.
///
/// # Errors
/// When the database does not answer.
pub async fn spend(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let changed = on!(tx, c => sqlx::query("UPDATE recovery_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL")
        .bind(id).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Removes the codes of an account; false where it had none.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_account(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    let removed = on!(tx, c => sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1")
        .bind(account.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(removed > 0)
}
