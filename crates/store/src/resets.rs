//! Resets: found by the hash of their token, written by compare-and-swap on their version.

use rekey_domain::limits::Allowance;
use rekey_domain::reset::{Reset, Stage};
use rekey_domain::{AccountId, DeviceId, GuessId, MessageId, ResetId, TenantId, Timestamp};
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use rekey_wire::secret::TokenHash;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::caps::{self, Asked, Guesser, alone, first_charge};
use crate::db::{Inner, find, find_all, on, on_postgres};
use crate::deliveries::{self, Posted, posted, posting};
use crate::states::{ResetState, closed_name};
use crate::time::At;
use crate::{Lock, StoreError, Tx, audit};

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

macro_rules! insertion {
    ($before:literal, $after:expr) => {
        concat!(
            $before,
            "INSERT INTO resets (id, tenant_id, account_id, subject_key, token_hash, version, is_over, changing_since,
             state, created_at, expires_at, stage, closed_reason, touched_at, handle_due)
             VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13, FALSE)",
            $after
        )
    };
}

/// Binds what [`insertion!`] writes.
macro_rules! inserting {
    ($query:expr, $reset:ident, $subject_key:ident, $token:ident, $now:expr) => {{
        let (stage, reason) = standing($reset);
        $query
            .bind($reset.id.uuid())
            .bind($reset.tenant.uuid())
            .bind($reset.account().map(AccountId::uuid))
            .bind($subject_key)
            .bind(&$token.0[..])
            .bind(is_over($reset))
            .bind(changing_since($reset))
            .bind(Json(ResetState::of($reset)))
            .bind(At($now))
            .bind(At($reset.expires_at))
            .bind(stage)
            .bind(reason)
            .bind(At($reset.touched_at))
    }};
}

/// Writes a new reset, and what is told of it. What the cap says.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    tx: &mut Tx,
    (reset, subject_key, token): (&Reset, &[u8], &TokenHash),
    (entry, limits): (&audit::Entry<'_>, &LimitsConfig),
    entropy: Entropy,
) -> Result<Allowance, StoreError> {
    let asked = Asked { guesser: Guesser { subject_key, device: reset.device() }, limits };
    let Inner::Postgres(_) = tx.inner else {
        insert(tx, reset, subject_key, token).await?;
        audit::write(tx, entry, entropy).await?;
        return caps::look(tx, asked.guesser, limits).await;
    };
    let now = tx.now();
    let query = insertion!(
        "WITH noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             VALUES ($14, $9, $15, $16, $17, $18, $19, $20)) ",
        concat!(" RETURNING (", first_charge!("$4", "$21", "$22", "$23"), ")")
    );
    let (first,): (Option<At>,) = on_postgres!(tx, c => inserting!(sqlx::query_as(query), reset, subject_key, token, now)
        .bind(entropy.uuid(now)).bind(entry.tenant.map(TenantId::uuid)).bind(entry.actor).bind(entry.event)
        .bind(entry.account.map(AccountId::uuid)).bind(entry.flow).bind(Json(entry.detail))
        .bind(asked.device()).bind(asked.since(now)).bind(asked.newer())
        .fetch_one(c).await)?;
    Ok(asked.judge(first))
}

/// Writes a new reset.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, reset: &Reset, subject_key: &[u8], token: &TokenHash) -> Result<(), StoreError> {
    let now = tx.now();
    on!(tx, c => inserting!(sqlx::query(insertion!("", "")), reset, subject_key, token, now).execute(c).await.map(drop))?;
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

/// The same for a guess: held still, and nobody else guesses at the same account until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token_to_guess(tx: &mut Tx, token: &TokenHash) -> Result<Option<StoredReset>, StoreError> {
    let Inner::Postgres(_) = tx.inner else { return by_token(tx, token, Lock::ForUpdate).await };
    let query = concat!(
        "SELECT held.*, (SELECT count(*) FROM (SELECT ",
        alone!("held.subject_key"),
        ") AS alone) AS alone, clock_timestamp() AS held_at FROM (SELECT id, tenant_id, version, subject_key, state,
             next_token_hash, handle_due, (SELECT revision FROM tenants WHERE tenants.id = resets.tenant_id) AS revision
             FROM resets WHERE token_hash = $1 OR next_token_hash = $1 FOR UPDATE) AS held"
    );
    let found = on_postgres!(tx, c => sqlx::query_as(query).bind(&token.0[..]).fetch_optional(c).await)?;
    let row: Option<Row> = tx.held(found).await?;
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

/// Resets of an account that are not over, but for this one.
///
/// # Errors
/// When the database does not answer.
pub async fn others_of_account(
    tx: &mut Tx,
    account: AccountId,
    but: Option<ResetId>,
) -> Result<Vec<ResetId>, StoreError> {
    let but = but.map_or_else(Uuid::nil, ResetId::uuid);
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(
        "SELECT id FROM resets WHERE account_id = $1 AND id <> $2 AND NOT is_over ORDER BY id",
    ).bind(account.uuid()).bind(but).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| ResetId::from_uuid(id)).collect())
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
    /// What is told of it.
    pub entries: Vec<audit::Entry<'a>>,
}

impl Aside<'_> {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.charged.is_none() && self.refunded.is_none() && self.next_token.is_none() && self.entries.is_empty()
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
    if let Inner::Postgres(_) = tx.inner
        && !aside.is_empty()
    {
        return save_at_once(tx, (loaded, next), aside, entropy).await;
    }
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
    for entry in &aside.entries {
        audit::write(tx, entry, entropy).await?;
    }
    Ok(())
}

/// Writes the next state over the one that was loaded, with the notice that goes out. What the cap says.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was faster.
pub async fn save_posting(
    tx: &mut Tx,
    (loaded, next): (&StoredReset, &Reset),
    posted: &Posted<'_>,
    limits: &LimitsConfig,
    entropy: Entropy,
) -> Result<Allowance, StoreError> {
    let asked = Asked { guesser: Guesser { subject_key: &loaded.subject_key, device: next.device() }, limits };
    let Inner::Postgres(_) = tx.inner else {
        deliveries::post(tx, posted, entropy).await?;
        update(tx, loaded, next).await?;
        return caps::look(tx, asked.guesser, limits).await;
    };
    let (now, (stage, reason)) = (tx.now(), standing(next));
    let (id, birth) = (entropy.uuid(now), tx.birth(posted.message.due_at));
    let query = posting!(concat!(
        "UPDATE resets SET state = $20, version = version + 1, is_over = $21, account_id = $22, expires_at = $23,
         changing_since = $24, stage = $25, closed_reason = $26, touched_at = $27 WHERE id = $18 AND version = $19
         RETURNING (",
        first_charge!("subject_key", "$28", "$29", "$30"),
        ")"
    ));
    let changed: Option<(Option<At>,)> = on_postgres!(tx, c => posted!(sqlx::query_as(query), posted, id, birth, now)
        .bind(next.id.uuid()).bind(loaded.version).bind(Json(ResetState::of(next))).bind(is_over(next))
        .bind(next.account().map(AccountId::uuid)).bind(At(next.expires_at))
        .bind(changing_since(next)).bind(stage).bind(reason).bind(At(next.touched_at))
        .bind(asked.device()).bind(asked.since(now)).bind(asked.newer()).fetch_optional(c).await)?;
    let (first,) = changed.ok_or(StoreError::Conflict)?;
    tx.hand(birth, id, &posted.message, posted.message.listener);
    Ok(asked.judge(first))
}

/// In one round.
async fn save_at_once(
    tx: &mut Tx,
    (loaded, next): (&StoredReset, &Reset),
    aside: &Aside<'_>,
    entropy: Entropy,
) -> Result<(), StoreError> {
    let (stage, reason) = standing(next);
    let now = tx.now();
    // One statement does not see what it has just written.
    let charged = aside.charged.filter(|(guess, _)| aside.refunded != Some(*guess));
    let (charged, guesser) = charged.unzip();
    let entries = &aside.entries;
    let ids: Vec<Uuid> = entries.iter().map(|_| entropy.uuid(now)).collect();
    let (actors, events): (Vec<&str>, Vec<&str>) = entries.iter().map(|entry| (entry.actor, entry.event)).unzip();
    let (tenants, accounts): (Vec<Option<Uuid>>, Vec<Option<Uuid>>) =
        entries.iter().map(|entry| (entry.tenant.map(TenantId::uuid), entry.account.map(AccountId::uuid))).unzip();
    let (flows, details): (Vec<Option<Uuid>>, Vec<Json<&Value>>) =
        entries.iter().map(|entry| (entry.flow, Json(entry.detail))).unzip();
    let changed = on_postgres!(tx, c => sqlx::query(
        "WITH charged AS (INSERT INTO guess_charges (id, subject_key, device_id, at)
             SELECT $11, $12, $13, $14 WHERE $11::uuid IS NOT NULL),
         refunded AS (DELETE FROM guess_charges WHERE id = $15),
         noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             SELECT id, $14, tenant, actor, event, account, flow, detail
             FROM unnest($16, $17, $18, $19, $20, $21, $22) AS entries (id, tenant, actor, event, account, flow, detail))
         UPDATE resets SET state = $3, version = version + 1, is_over = $4, account_id = $5, expires_at = $6,
         changing_since = $7, stage = $8, closed_reason = $9, touched_at = $10,
         next_token_hash = COALESCE($23, next_token_hash), handle_due = handle_due AND $23::bytea IS NULL
         WHERE id = $1 AND version = $2",
    ).bind(next.id.uuid()).bind(loaded.version).bind(Json(ResetState::of(next))).bind(is_over(next))
        .bind(next.account().map(AccountId::uuid)).bind(At(next.expires_at))
        .bind(changing_since(next)).bind(stage).bind(reason).bind(At(next.touched_at))
        .bind(charged.map(GuessId::uuid)).bind(guesser.map(|guesser| guesser.subject_key))
        .bind(guesser.and_then(|guesser| guesser.device).map(DeviceId::uuid)).bind(At(now))
        .bind(aside.refunded.map(GuessId::uuid))
        .bind(ids).bind(tenants).bind(actors).bind(events).bind(accounts).bind(flows).bind(details)
        .bind(aside.next_token.as_ref().map(|token| &token.0[..]))
        .execute(c).await.map(|done| done.rows_affected()))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Writes the next state over the one that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was faster.
pub async fn update(tx: &mut Tx, loaded: &StoredReset, next: &Reset) -> Result<(), StoreError> {
    let (stage, reason) = standing(next);
    let changed = on!(tx, c => sqlx::query(
        "UPDATE resets SET state = $3, version = version + 1, is_over = $4, account_id = $5, expires_at = $6,
         changing_since = $7, stage = $8, closed_reason = $9, touched_at = $10 WHERE id = $1 AND version = $2",
    ).bind(next.id.uuid()).bind(loaded.version).bind(Json(ResetState::of(next))).bind(is_over(next))
        .bind(next.account().map(AccountId::uuid)).bind(At(next.expires_at))
        .bind(changing_since(next)).bind(stage).bind(reason).bind(At(next.touched_at)).execute(c).await.map(|done| done.rows_affected()))?;
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
