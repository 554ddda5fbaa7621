//! The audit trail: a row in the transaction of the change, never changed again.

use rekey_domain::{AccountId, TenantId};
use rekey_runtime::Entropy;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Something that happened. Never holds codes, passwords, contacts or unknown user IDs.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The organisation.
    pub tenant: Option<TenantId>,
    /// Who did it: `person`, `administrator`, `system`, `operator`, `application`, `stranger`.
    pub actor: &'static str,
    /// What happened, such as `reset.completed`.
    pub event: &'static str,
    /// To which account.
    pub account: Option<AccountId>,
    /// In which reset, set-up or sign-in.
    pub flow: Option<Uuid>,
    /// More about it.
    pub detail: &'a Value,
}

/// Writes an entry.
///
/// # Errors
/// When the database does not answer.
pub async fn write(tx: &mut Tx, entry: &Entry<'_>, entropy: Entropy) -> Result<(), StoreError> {
    let now = tx.now();
    on!(tx, c => sqlx::query(
        "INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    ).bind(entropy.uuid(now)).bind(At(now)).bind(entry.tenant.map(TenantId::uuid)).bind(entry.actor).bind(entry.event)
        .bind(entry.account.map(AccountId::uuid)).bind(entry.flow).bind(Json(entry.detail))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Events of an account, oldest first, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, c => sqlx::query_as(
        "SELECT event FROM audit WHERE account_id = $1 ORDER BY at, id LIMIT $2",
    ).bind(account.uuid()).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(event,)| event).collect())
}

/// Entries of an event whose detail holds this text under this key.
///
/// # Errors
/// When the database does not answer.
pub async fn count_of(tx: &mut Tx, event: &str, (key, value): (&str, &str)) -> Result<i64, StoreError> {
    let query = tx.pick(
        "SELECT count(*) FROM audit WHERE event = $1 AND detail ->> $2 = $3",
        "SELECT count(*) FROM audit WHERE event = $1 AND json_extract(detail, '$.' || $2) = $3",
    );
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(query).bind(event).bind(key).bind(value).fetch_one(c).await)?;
    Ok(count)
}
