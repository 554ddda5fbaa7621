//! Methods being set up: the contact or the secret lies sealed here until it is proven.

use rekey_domain::registration::Setup;
use rekey_domain::{AccountId, ContactId, Means, SignInId, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{find, on};
use crate::states::{ChallengeRow, WayState};
use crate::time::At;
use crate::{Lock, StoreError, Tx};

/// A set-up with what the core does not know of it.
#[derive(Debug, Clone)]
pub struct StoredSetup {
    /// The set-up.
    pub setup: Setup,
    /// Counts its changes.
    pub version: i64,
    /// What it becomes.
    pub kept: Kept,
}

/// What is kept until a set-up is proven.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The sealed contact, or an authenticator's sealed secret; empty for a passkey.
    pub sealed: Vec<u8>,
    /// Keyed digest of the contact; zeros where there is none.
    pub lookup: [u8; 32],
    /// What the owner calls the authenticator or passkey.
    pub label: String,
    /// The contact that it replaces is lost, and does not stay usable meanwhile.
    pub replaces_lost: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct SetupState {
    way: WayState,
    challenges: Vec<ChallengeRow>,
    guesses: u8,
    verified_at: Option<i64>,
    #[serde(default)]
    label: String,
    #[serde(default)]
    replaces_lost: bool,
}

impl SetupState {
    fn of(setup: &Setup, kept: &Kept) -> Self {
        Self {
            way: WayState::of(setup.way),
            challenges: setup.challenges.iter().map(ChallengeRow::of).collect(),
            guesses: setup.guesses,
            verified_at: setup.verified_at.map(Timestamp::micros),
            label: kept.label.clone(),
            replaces_lost: kept.replaces_lost,
        }
    }
}

type Row = (Uuid, Uuid, Uuid, Uuid, i64, Vec<u8>, Vec<u8>, Json<SetupState>, At);

fn read(row: Row) -> Result<StoredSetup, StoreError> {
    let (id, tenant, account, sign_in, version, sealed, lookup, Json(state), At(expires_at)) = row;
    let corrupt = || StoreError::Corrupt(format!("method set-up {id}"));
    let setup = Setup {
        id: ContactId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        sign_in: SignInId::from_uuid(sign_in),
        way: state.way.read().ok_or_else(corrupt)?,
        challenges: state.challenges.into_iter().map(ChallengeRow::read).collect::<Option<_>>().ok_or_else(corrupt)?,
        guesses: state.guesses,
        verified_at: state.verified_at.map(Timestamp::from_micros),
        expires_at,
    };
    let lookup = lookup.try_into().map_err(|_| corrupt())?;
    let kept = Kept { sealed, lookup, label: state.label, replaces_lost: state.replaces_lost };
    Ok(StoredSetup { setup, version, kept })
}

/// Writes a new set-up.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, setup: &Setup, kept: &Kept) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO method_setups (id, tenant_id, account_id, sign_in_id, version, sealed, lookup, state, created_at,
         expires_at) VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)",
    ).bind(setup.id.uuid()).bind(setup.tenant.uuid()).bind(setup.account.uuid()).bind(setup.sign_in.uuid())
        .bind(&kept.sealed).bind(&kept.lookup[..]).bind(Json(SetupState::of(setup, kept))).bind(now).bind(At(setup.expires_at))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The set-up with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: ContactId, lock: Lock) -> Result<Option<StoredSetup>, StoreError> {
    let row: Option<Row> = find!(
        tx,
        lock,
        "SELECT id, tenant_id, account_id, sign_in_id, version, sealed, lookup, state, expires_at
         FROM method_setups WHERE id = $1",
        id.uuid()
    )?;
    row.map(read).transpose()
}

/// Writes the next state over the one that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was faster.
pub async fn update(tx: &mut Tx, loaded: &StoredSetup, next: &Setup) -> Result<(), StoreError> {
    let changed = on!(tx, c => sqlx::query(
        "UPDATE method_setups SET state = $3, version = version + 1 WHERE id = $1 AND version = $2",
    ).bind(next.id.uuid()).bind(loaded.version).bind(Json(SetupState::of(next, &loaded.kept)))
        .execute(c).await.map(|done| done.rows_affected()))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Ends the set-ups of these means that are still under way: a newer one takes their place.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_sign_in(tx: &mut Tx, sign_in: SignInId, means: Means) -> Result<Vec<StoredSetup>, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, sign_in_id, version, sealed, lookup, state, expires_at
         FROM method_setups WHERE sign_in_id = $1",
    ).bind(sign_in.uuid()).fetch_all(c).await)?;
    let all = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let under_way = |stored: &StoredSetup| stored.setup.way.means() == means && stored.setup.verified_at.is_none();
    let ended: Vec<StoredSetup> = all.into_iter().filter(under_way).collect();
    for stored in &ended {
        on!(tx, c => sqlx::query("DELETE FROM method_setups WHERE id = $1")
            .bind(stored.setup.id.uuid()).execute(c).await.map(drop))?;
    }
    Ok(ended)
}
