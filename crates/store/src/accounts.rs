//! Accounts of the built-in directory, and their groups.

use rekey_domain::{AccountId, TenantId, Timestamp, UserId};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::on;
use crate::devices::{self, NewDevice};
use crate::limits::{self, Counts};
use crate::time::At;
use crate::{StoreError, Tx, caps, sign_ins};

/// A person's account.
#[derive(Clone)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The organisation.
    pub tenant: TenantId,
    /// Canonical user ID.
    pub user_id: String,
    /// Name for pages.
    pub display_name: Option<String>,
    /// PHC string of the password, where there is one.
    pub password_hash: Option<String>,
    /// Whether the directory lets it sign in.
    pub enabled: bool,
    /// Whether it is an administrator's.
    pub is_administrator: bool,
    /// When the person last said that what is registered is right.
    pub confirmed_at: Option<Timestamp>,
    /// Names of its groups.
    pub groups: Vec<String>,
}

impl Account {
    /// Its user ID as a type.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is none.
    pub fn user_id(&self) -> Result<UserId, StoreError> {
        UserId::parse(&self.user_id).map_err(|_| StoreError::Corrupt(format!("account {}", self.id)))
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({})", self.id)
    }
}

/// An account to be made.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// Its id.
    pub id: AccountId,
    /// The organisation.
    pub tenant: TenantId,
    /// Canonical user ID.
    pub user_id: &'a str,
    /// Name for pages.
    pub display_name: Option<&'a str>,
    /// Whether it is an administrator's.
    pub is_administrator: bool,
}

/// The account and its groups, by one statement.
macro_rules! account {
    ($groups:literal, $condition:literal) => {
        concat!(
            "SELECT id, tenant_id, user_id, display_name, password_hash, enabled, is_administrator, confirmed_at, (SELECT ",
            $groups,
            " FROM (SELECT group_name FROM group_members WHERE account_id = accounts.id ORDER BY group_name) AS members)",
            " FROM accounts WHERE ",
            $condition
        )
    };
}

type Row = (Uuid, Uuid, String, Option<String>, Option<String>, bool, bool, Option<At>, Json<Vec<String>>);

fn read(row: Row) -> Account {
    let (id, tenant, user_id, display_name, password_hash, enabled, is_administrator, confirmed, Json(groups)) = row;
    Account {
        id: AccountId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        user_id,
        display_name,
        password_hash,
        enabled,
        is_administrator,
        confirmed_at: confirmed.map(|At(at)| at),
        groups,
    }
}

/// The account with this user ID.
///
/// # Errors
/// When the database does not answer.
pub async fn by_user_id(tx: &mut Tx, tenant: TenantId, user_id: &str) -> Result<Option<Account>, StoreError> {
    let query = tx.pick(
        account!("coalesce(json_agg(group_name), '[]')", "tenant_id = $1 AND user_id = $2"),
        account!("json_group_array(group_name)", "tenant_id = $1 AND user_id = $2"),
    );
    let row: Option<Row> =
        on!(tx, c => sqlx::query_as(query).bind(tenant.uuid()).bind(user_id).fetch_optional(c).await)?;
    Ok(row.map(read))
}

/// The account with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let query = tx.pick(
        account!("coalesce(json_agg(group_name), '[]')", "id = $1"),
        account!("json_group_array(group_name)", "id = $1"),
    );
    let row: Option<Row> = on!(tx, c => sqlx::query_as(query).bind(id.uuid()).fetch_optional(c).await)?;
    Ok(row.map(read))
}

/// The enabled administrators of an organisation, at most so many, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn administrators(tx: &mut Tx, tenant: TenantId, most: u32) -> Result<Vec<AccountId>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(
        "SELECT id FROM accounts WHERE tenant_id = $1 AND is_administrator AND enabled ORDER BY created_at, id LIMIT $2",
    ).bind(tenant.uuid()).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| AccountId::from_uuid(id)).collect())
}

/// Holds an account still until this transaction ends: its password does not change meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    let query = tx.pick("SELECT id FROM accounts WHERE id = $1 FOR UPDATE", "SELECT id FROM accounts WHERE id = $1");
    let _: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(query).bind(id.uuid()).fetch_optional(c).await)?;
    Ok(())
}

/// The owner has a new password: every sign-in ends, and what was charged so far for guesses, from any browser, is taken back,
/// since the owner has proven to be the owner (63B-4 3.2.2), and so are these failures. The browser that set it, where there is
/// one, is known from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_strangers(
    tx: &mut Tx,
    id: AccountId,
    (subject_key, failures): (&[u8], &Counts),
    device: Option<&NewDevice<'_>>,
) -> Result<(), StoreError> {
    // Registration, too, has the sign-in before it takes a charge back.
    sign_ins::remove_of_account(tx, id).await?;
    limits::clear(tx, failures).await?;
    caps::clear(tx, subject_key, tx.now()).await?;
    match device {
        Some(device) => devices::insert(tx, id, device).await,
        None => Ok(()),
    }
}

/// Makes an account without a password.
///
/// # Errors
/// [`StoreError::Conflict`] when the user ID is taken.
pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO accounts (id, tenant_id, user_id, display_name, enabled, is_administrator, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    ).bind(account.id.uuid()).bind(account.tenant.uuid()).bind(account.user_id).bind(account.display_name)
        .bind(true).bind(account.is_administrator).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes that the person says that what is registered is right.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query("UPDATE accounts SET confirmed_at = $2 WHERE id = $1")
        .bind(id.uuid()).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Replaces an outdated hash of the same password.
///
/// # Errors
/// When the database does not answer.
pub async fn replace_hash(tx: &mut Tx, id: AccountId, old: &str, new: &str) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
        .bind(id.uuid()).bind(old).bind(new).execute(c).await.map(drop))?;
    Ok(())
}

/// Gives a group exactly these members.
///
/// # Errors
/// When the database does not answer.
pub async fn set_members(tx: &mut Tx, tenant: TenantId, group: &str, members: &[AccountId]) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM group_members WHERE tenant_id = $1 AND group_name = $2")
        .bind(tenant.uuid()).bind(group).execute(c).await.map(drop))?;
    for member in members {
        on!(tx, c => sqlx::query(
            "INSERT INTO group_members (tenant_id, group_name, account_id) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
        ).bind(tenant.uuid()).bind(group).bind(member.uuid()).execute(c).await.map(drop))?;
    }
    Ok(())
}
