//! Sign-ins: for registration, and of administrators.
//!
//! ```text
//!   half --the authenticator's code--> second_factor
//!   password
//! ```
//!
//! A half sign-in is found by [`half`] alone: nothing else opens with its token.

use std::time::Duration;

use rekey_domain::{AccountId, DeviceId, SignInId, TenantId, Timestamp};
use rekey_wire::secret::TokenHash;
use uuid::Uuid;

use crate::db::{find, on};
use crate::time::At;
use crate::{Lock, StoreError, Tx};

/// What the person has proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The password; the authenticator's code is to come.
    Half,
    /// The password, and nothing more is asked for.
    Password,
    /// The password and the authenticator's code.
    SecondFactor,
}

impl Standing {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Half, Self::Password, Self::SecondFactor].into_iter().find(|each| each.as_str() == text)
    }
}

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
    /// What was proven.
    pub standing: Standing,
    /// Whether the account could reset already when it began.
    pub was_capable: bool,
    /// When the password was proven.
    pub created_at: Timestamp,
    /// Its end, whatever happens.
    pub expires_at: Timestamp,
}

/// Unused for so long a sign-in is over.
#[derive(Debug, Clone, Copy)]
pub struct Idle {
    /// By the password alone.
    pub password: Duration,
    /// By password and authenticator.
    pub second_factor: Duration,
}

/// Writes a new sign-in.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, sign_in: &SignIn, token: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO sign_ins (id, tenant_id, account_id, token_hash, device_id, locale, standing, guesses, views_told,
         was_capable, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $10, $8, $8, $9)",
    ).bind(sign_in.id.uuid()).bind(sign_in.tenant.uuid()).bind(sign_in.account.uuid()).bind(&token.0[..])
        .bind(sign_in.device.map(DeviceId::uuid)).bind(&sign_in.locale).bind(sign_in.standing.as_str())
        .bind(At(sign_in.created_at)).bind(At(sign_in.expires_at)).bind(sign_in.was_capable).execute(c).await.map(drop))?;
    Ok(())
}

type Row = (Uuid, Uuid, Uuid, Option<Uuid>, String, String, bool, At, At);

fn read(row: Row) -> Result<SignIn, StoreError> {
    let (id, tenant, account, device, locale, standing, was_capable, At(created_at), At(expires_at)) = row;
    Ok(SignIn {
        id: SignInId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        device: device.map(DeviceId::from_uuid),
        locale,
        standing: Standing::parse(&standing).ok_or_else(|| StoreError::Corrupt(format!("sign-in {id}")))?,
        was_capable,
        created_at,
        expires_at,
    })
}

/// The live sign-in with this token; it was used now. `None` where it is unknown, half, over, or idle for too long.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(tx: &mut Tx, token: &TokenHash, idle: Idle) -> Result<Option<SignIn>, StoreError> {
    let now = tx.now();
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "UPDATE sign_ins SET last_used_at = $2 WHERE token_hash = $1 AND expires_at > $2
         AND ((standing = 'password' AND last_used_at > $3) OR (standing = 'second_factor' AND last_used_at > $4))
         RETURNING id, tenant_id, account_id, device_id, locale, standing, was_capable, created_at, expires_at",
    ).bind(&token.0[..]).bind(At(now)).bind(At(now.minus(idle.password))).bind(At(now.minus(idle.second_factor)))
        .fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The same without using it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, token: &TokenHash, idle: Idle) -> Result<Option<SignIn>, StoreError> {
    let now = tx.now();
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, device_id, locale, standing, was_capable, created_at, expires_at FROM sign_ins
         WHERE token_hash = $1 AND expires_at > $2
         AND ((standing = 'password' AND last_used_at > $3) OR (standing = 'second_factor' AND last_used_at > $4))",
    ).bind(&token.0[..]).bind(At(now)).bind(At(now.minus(idle.password))).bind(At(now.minus(idle.second_factor)))
        .fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The account's other sign-ins are not those of a first registration any more: something was registered by this one.
///
/// # Errors
/// When the database does not answer.
pub async fn no_longer_first(tx: &mut Tx, account: AccountId, by: SignInId) -> Result<(), StoreError> {
    // One that is just being used is held by its own request, which may be waiting for this one: it is left as it is.
    let query = tx.pick(
        "UPDATE sign_ins SET was_capable = TRUE WHERE id IN (SELECT id FROM sign_ins
         WHERE account_id = $1 AND id <> $2 AND NOT was_capable FOR UPDATE SKIP LOCKED)",
        "UPDATE sign_ins SET was_capable = TRUE WHERE account_id = $1 AND id <> $2 AND NOT was_capable",
    );
    on!(tx, c => sqlx::query(query).bind(account.uuid()).bind(by.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// The whole sign-in with this id; `None` where it is unknown, half, or over. It is not used by that.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: SignInId) -> Result<Option<SignIn>, StoreError> {
    let now = At(tx.now());
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, device_id, locale, standing, was_capable, created_at, expires_at FROM sign_ins
         WHERE id = $1 AND expires_at > $2 AND standing <> 'half'",
    ).bind(id.uuid()).bind(now).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The half sign-in with this token, held still until this transaction ends, and the guesses made at its code.
///
/// # Errors
/// When the database does not answer.
pub async fn half(tx: &mut Tx, token: &TokenHash) -> Result<Option<(SignIn, u8)>, StoreError> {
    type HalfRow = (Uuid, Uuid, Uuid, Option<Uuid>, String, i64, bool, At, At);
    let row: Option<HalfRow> = find!(
        tx,
        Lock::ForUpdate,
        "SELECT id, tenant_id, account_id, device_id, locale, guesses, was_capable, created_at, expires_at FROM sign_ins
         WHERE token_hash = $1 AND standing = 'half'",
        &token.0[..]
    )?;
    let now = tx.now();
    let Some((id, tenant, account, device, locale, guesses, was_capable, created_at, expires_at)) = row else {
        return Ok(None);
    };
    let standing = Standing::Half.as_str().to_owned();
    let sign_in = read((id, tenant, account, device, locale, standing, was_capable, created_at, expires_at))?;
    Ok(Some((sign_in, u8::try_from(guesses).unwrap_or(u8::MAX))).filter(|(sign_in, _)| sign_in.expires_at > now))
}

/// Counts a guess at the code of a half sign-in.
///
/// # Errors
/// When the database does not answer.
pub async fn count_guess(tx: &mut Tx, id: SignInId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE sign_ins SET guesses = guesses + 1 WHERE id = $1 AND standing = 'half'")
        .bind(id.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// Makes a half sign-in a whole one, under this token from now on. False where it is not half any more.
///
/// # Errors
/// When the database does not answer.
pub async fn complete(tx: &mut Tx, whole: &SignIn, token: &TokenHash) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let changed = on!(tx, c => sqlx::query(
        "UPDATE sign_ins SET standing = 'second_factor', token_hash = $2, device_id = $3, expires_at = $4, last_used_at = $5
         WHERE id = $1 AND standing = 'half'",
    ).bind(whole.id.uuid()).bind(&token.0[..]).bind(whole.device.map(DeviceId::uuid)).bind(At(whole.expires_at)).bind(now)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Notes that the administrator looks at this view, one bit of 63. False where that was noted before.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_view(tx: &mut Tx, id: SignInId, view: i64) -> Result<bool, StoreError> {
    let changed = on!(tx, c => sqlx::query(
        "UPDATE sign_ins SET views_told = views_told | $2 WHERE id = $1 AND views_told & $2 = 0",
    ).bind(id.uuid()).bind(view).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Ends a sign-in, half or whole.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, token: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM sign_ins WHERE token_hash = $1")
        .bind(&token.0[..]).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends every sign-in of an account, half or whole.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM sign_ins WHERE account_id = $1")
        .bind(account.uuid()).execute(c).await.map(drop))?;
    Ok(())
}
