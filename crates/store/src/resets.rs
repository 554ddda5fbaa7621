//! Resets: found by the hash of their token, written by compare-and-swap on their version.

use rekey_domain::reset::{Reset, Stage};
use rekey_domain::{AccountId, GuessId, MessageId, ResetId, TenantId, Timestamp};
use rekey_runtime::Entropy;
use rekey_wire::secret::TokenHash;
use sqlx::types::Json;
use uuid::Uuid;

use crate::caps::{self, Guesser};
use crate::db::{find, find_all, on};
use crate::states::{ResetState, closed_name};
use crate::time::At;
use crate::{Lock, StoreError, Tx, audit, paid_sends};

/// A reset with what the core does not know of it.
#[derive(Debug, Clone)]
pub struct StoredReset {
    /// The reset.
    pub reset: Reset,
    /// Counts its changes.
    pub version: i64,
    /// Whose guesses and sends are counted: the account, or a keyed digest of the user ID of a decoy.
    pub subject_key: Vec<u8>,
    /// Whether it was found by the handle that is to replace the current one.
    pub found_by_next_token: bool,
    /// Whether its page is to get a new handle: it was verified by a call, which has no page to give one to.
    pub handle_due: bool,
    /// The revision of its organisation, for [`crate::tenants::at_revision`].
    pub tenant_revision: Uuid,
}

type Row = (Uuid, Uuid, i64, Vec<u8>, Json<ResetState>, Option<Vec<u8>>, bool, Uuid);

fn read(row: Row, token: Option<&TokenHash>) -> Result<StoredReset, StoreError> {
    let (id, tenant, version, subject_key, Json(state), next, handle_due, tenant_revision) = row;
    let reset = state.read(ResetId::from_uuid(id), TenantId::from_uuid(tenant));
    Ok(StoredReset {
        reset: reset.ok_or_else(|| StoreError::Corrupt(format!("reset {id}")))?,
        version,
        subject_key,
        found_by_next_token: token.is_some_and(|token| next.as_deref() == Some(&token.0[..])),
        handle_due,
        tenant_revision,
    })
}

pub(crate) const fn is_over(reset: &Reset) -> bool {
    matches!(reset.stage, Stage::Completed { .. } | Stage::Closed { .. })
}

pub(crate) const fn changing_since(reset: &Reset) -> Option<At> {
    match reset.stage {
        Stage::Changing { .. } => Some(At(reset.touched_at)),
        _ => None,
    }
}

/// Where a reset stands and why it is over, as administrators look for it.
pub(crate) fn standing(reset: &Reset) -> (&'static str, Option<&'static str>) {
    match &reset.stage {
        Stage::Proving(_) => ("proving", None),
        Stage::Changing { .. } => ("changing", None),
        Stage::Completed { .. } => ("completed", None),
        Stage::Closed { reason, .. } => ("closed", Some(closed_name(*reason))),
    }
}

/// Writes a new reset.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, reset: &Reset, subject_key: &[u8], token: &TokenHash) -> Result<(), StoreError> {
    let (now, (stage, reason)) = (tx.now(), standing(reset));
    on!(tx, c => sqlx::query(
        "INSERT INTO resets (id, tenant_id, account_id, subject_key, token_hash, version, is_over, changing_since, state,
         created_at, expires_at, stage, closed_reason, touched_at, handle_due)
         VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13, FALSE)",
    ).bind(reset.id.uuid()).bind(reset.tenant.uuid()).bind(reset.account().map(AccountId::uuid)).bind(subject_key)
        .bind(&token.0[..]).bind(is_over(reset)).bind(changing_since(reset)).bind(Json(ResetState::of(reset)))
        .bind(At(now)).bind(At(reset.expires_at)).bind(stage).bind(reason).bind(At(reset.touched_at))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The reset with this token, the current one or the one that replaces it.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(tx: &mut Tx, token: &TokenHash, lock: Lock) -> Result<Option<StoredReset>, StoreError> {
    let row: Option<Row> = find!(
        tx,
        lock,
        "SELECT id, tenant_id, version, subject_key, state, next_token_hash, handle_due,
         (SELECT revision FROM tenants WHERE tenants.id = resets.tenant_id) AS revision FROM resets
         WHERE token_hash = $1 OR next_token_hash = $1",
        &token.0[..]
    )?;
    row.map(|row| read(row, Some(token))).transpose()
}

/// The reset with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: ResetId, lock: Lock) -> Result<Option<StoredReset>, StoreError> {
    let row: Option<Row> = find!(
        tx,
        lock,
        "SELECT id, tenant_id, version, subject_key, state, next_token_hash, handle_due,
         (SELECT revision FROM tenants WHERE tenants.id = resets.tenant_id) AS revision FROM resets WHERE id = $1",
        id.uuid()
    )?;
    row.map(|row| read(row, None)).transpose()
}

/// The reset to which this notice belongs, as it is: whoever changes it by [`update`] finds out whether somebody was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Option<StoredReset>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, version, subject_key, state, next_token_hash, handle_due,
         (SELECT revision FROM tenants WHERE tenants.id = resets.tenant_id) AS revision FROM resets
         WHERE id = (SELECT flow_id FROM deliveries WHERE message_id = $1 AND flow = 'reset')",
    ).bind(message.uuid()).fetch_optional(c).await)?;
    row.map(|row| read(row, None)).transpose()
}

/// Resets whose change of the password is under way and was not touched since `before`: so many of those after `after`, in
/// the order of their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn left_changing(
    tx: &mut Tx,
    before: Timestamp,
    after: ResetId,
    limit: usize,
) -> Result<Vec<ResetId>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // Found by the time, of which few have one, and not by the ids, of which all do.
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(
        "WITH left_over AS MATERIALIZED (SELECT id FROM resets WHERE changing_since <= $1)
         SELECT id FROM left_over WHERE id > $2 ORDER BY id LIMIT $3",
    ).bind(At(before)).bind(after.uuid()).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| ResetId::from_uuid(id)).collect())
}

/// Every reset of an account that is not over, held still in one order for everybody, so that two of them that end each other
/// do not wait in a circle.
///
/// # Errors
/// When the database does not answer.
pub async fn open_of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<StoredReset>, StoreError> {
    let rows: Vec<Row> = find_all!(
        tx,
        "SELECT id, tenant_id, version, subject_key, state, next_token_hash, handle_due,
         (SELECT revision FROM tenants WHERE tenants.id = resets.tenant_id) AS revision FROM resets
         WHERE account_id = $1 AND NOT is_over ORDER BY id",
        account.uuid()
    )?;
    rows.into_iter().map(|row| read(row, None)).collect()
}

/// What is written along with the next state of a reset.
#[derive(Debug, Default)]
pub struct Aside<'a> {
    /// A guess that is charged, and to whom.
    pub charged: Option<(GuessId, Guesser<'a>)>,
    /// A guess that was right, or never judged.
    pub refunded: Option<GuessId>,
    /// The token that will replace the current one; the current one lives until this one is used.
    pub next_token: Option<TokenHash>,
    /// The notice of a code or call by phone that was answered rightly.
    pub proven: Option<MessageId>,
    /// What is told of it.
    pub entries: Vec<audit::Entry<'a>>,
}

impl Aside<'_> {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.charged.is_none()
            && self.refunded.is_none()
            && self.next_token.is_none()
            && self.proven.is_none()
            && self.entries.is_empty()
    }
}

/// Writes the next state over the one that was loaded, with what goes along with it.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was faster.
pub async fn save(
    tx: &mut Tx,
    loaded: &StoredReset,
    next: &Reset,
    aside: &Aside<'_>,
    entropy: Entropy,
) -> Result<(), StoreError> {
    update(tx, loaded, next).await?;
    if let Some((guess, guesser)) = aside.charged {
        caps::charge(tx, guess, guesser).await?;
    }
    if let Some(guess) = aside.refunded {
        caps::refund(tx, guess).await?;
    }
    if let Some(next_token) = &aside.next_token {
        offer_token(tx, next.id, next_token).await?;
    }
    if let Some(message) = aside.proven {
        paid_sends::prove(tx, message).await?;
    }
    for entry in &aside.entries {
        audit::write(tx, entry, entropy).await?;
    }
    Ok(())
}

/// What the next state of a reset changes in its row: `$1` its id, `$2` the version that was loaded.
macro_rules! next_state {
    () => {
        "state = $3, version = version + 1, is_over = $4, account_id = $5, expires_at = $6, changing_since = $7, stage = $8,
         closed_reason = $9, touched_at = $10"
    };
}
pub(crate) use next_state;

/// Binds what [`next_state!`] writes.
macro_rules! next_state_of {
    ($query:expr, $loaded:expr, $next:expr) => {{
        let (stage, reason) = $crate::resets::standing($next);
        $query
            .bind($next.id.uuid())
            .bind($loaded.version)
            .bind(sqlx::types::Json($crate::states::ResetState::of($next)))
            .bind($crate::resets::is_over($next))
            .bind($next.account().map(rekey_domain::AccountId::uuid))
            .bind($crate::time::At($next.expires_at))
            .bind($crate::resets::changing_since($next))
            .bind(stage)
            .bind(reason)
            .bind($crate::time::At($next.touched_at))
    }};
}
pub(crate) use next_state_of;

/// Writes the next state over the one that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was faster.
pub async fn update(tx: &mut Tx, loaded: &StoredReset, next: &Reset) -> Result<(), StoreError> {
    let query = concat!("UPDATE resets SET ", next_state!(), " WHERE id = $1 AND version = $2");
    let changed = on!(tx, c => next_state_of!(sqlx::query(query), loaded, next).execute(c).await
        .map(|done| done.rows_affected()))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Gives a reset the token that will replace its current one; the current one lives until the new one is used.
///
/// # Errors
/// When the database does not answer.
pub async fn offer_token(tx: &mut Tx, id: ResetId, next: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE resets SET next_token_hash = $2, handle_due = FALSE WHERE id = $1")
        .bind(id.uuid()).bind(&next.0[..]).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes that the next page of this reset is to get a new handle.
///
/// # Errors
/// When the database does not answer.
pub async fn owe_handle(tx: &mut Tx, id: ResetId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE resets SET handle_due = TRUE WHERE id = $1")
        .bind(id.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// The new token was used: the old one is dead.
///
/// # Errors
/// When the database does not answer.
pub async fn take_token(tx: &mut Tx, id: ResetId, token: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "UPDATE resets SET token_hash = $2, next_token_hash = NULL WHERE id = $1 AND next_token_hash = $2",
    ).bind(id.uuid()).bind(&token.0[..]).execute(c).await.map(drop))?;
    Ok(())
}
