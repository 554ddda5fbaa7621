//! Accounts that the operator makes: `rekey admin create`, the settings file, the demo.

use std::sync::Arc;

use rekey_domain::{AccountId, ChangeId, TenantId, UserId};
use rekey_passwords::{HashError, Hasher, PlainPassword};
use rekey_runtime::Entropy;
use rekey_store::accounts::NewAccount;
use rekey_store::instance::{self, Fact};
use rekey_store::tenants::{self, Name, Tenant};
use rekey_store::{Store, StoreError, Tx, accounts, audit, password_changes};
use rekey_wire::keys::Keys;
use serde_json::json;
use thiserror::Error;

use crate::authenticators::{Enrolled, enrol, issuer};

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A person who resets their own password.
    Person,
    /// Somebody who may do more than that.
    Administrator,
}

/// A person to be given an account with a password.
#[derive(Debug)]
pub struct NewPerson {
    /// Slug of the tenant; `None` for the one that has the user ID's domain, or else the default one.
    pub tenant: Option<String>,
    /// Who it is.
    pub user_id: UserId,
    /// Name for pages.
    pub display_name: Option<String>,
    /// What the account is for.
    pub kind: AccountKind,
    /// The password. No rule is asked: that is the caller's.
    pub password: PlainPassword,
}

/// An account and its tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The organisation.
    pub tenant: TenantId,
    /// The account.
    pub account: AccountId,
}

/// Why an account was not made.
#[derive(Debug, Error)]
pub enum AccountError {
    /// No tenant has this slug.
    #[error("there is no tenant `{0}`")]
    UnknownTenant(String),
    /// No tenant has the domain, and there is no default one.
    #[error("no tenant has the domain of `{0}`, and there is no default tenant: name the tenant")]
    NoTenant(String),
    /// A person with this user ID could not be found in this tenant.
    #[error("the domain of `{user_id}` is not one of tenant `{slug}`: add it to the tenant's domains first")]
    ForeignDomain {
        /// The user ID.
        user_id: String,
        /// The tenant.
        slug: String,
    },
    /// The user ID has an account.
    #[error("`{0}` has an account already")]
    Taken(String),
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account that was made.
#[derive(Debug)]
pub struct Created {
    /// The account and its tenant.
    pub owner: Owner,
    /// An administrator's authenticator.
    pub authenticator: Option<Enrolled>,
}

/// What accounts are made with.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// Where they are kept.
    pub store: &'a Store,
    /// Seal authenticators.
    pub keys: &'a Keys,
    /// Hashes passwords.
    pub hasher: &'a Hasher,
    /// Randomness.
    pub entropy: Entropy,
}

/// Makes an account with a password, which is hashed outside any transaction; an administrator's with an authenticator.
///
/// # Errors
/// When there is no such tenant, the user ID is another's or taken, or the database does not answer.
pub async fn create_account(tools: Tools<'_>, person: NewPerson) -> Result<Created, AccountError> {
    let Tools { store, keys, hasher, entropy } = tools;
    let taken = || AccountError::Taken(person.user_id.as_str().to_owned());
    let mut tx = store.read().await?;
    let tenant = tenant_of(&mut tx, &person).await?;
    if accounts::by_user_id(&mut tx, tenant, person.user_id.as_str()).await?.is_some() {
        return Err(taken());
    }
    drop(tx);
    let hash = hasher.hash(person.password.clone(), entropy.bytes()).await?;
    let mut tx = store.begin().await?;
    let account = AccountId::from_uuid(entropy.uuid(tx.now()));
    let new = NewAccount {
        id: account,
        tenant,
        user_id: person.user_id.as_str(),
        display_name: person.display_name.as_deref(),
        is_administrator: person.kind == AccountKind::Administrator,
    };
    match insert_account(&mut tx, entropy, &new).await {
        Err(StoreError::Conflict) => return Err(taken()),
        inserted => inserted?,
    }
    let change = ChangeId::from_uuid(entropy.uuid(tx.now()));
    password_changes::make(&mut tx, account, change, hash.as_str()).await?;
    let owner = Owner { tenant, account };
    let authenticator = match person.kind {
        AccountKind::Person => None,
        AccountKind::Administrator => Some(Enrolled {
            secret: enrol(&mut tx, keys, entropy, owner).await?,
            issuer: issuer(&mut tx, owner).await?,
            user_id: person.user_id.as_str().to_owned(),
        }),
    };
    tx.commit().await?;
    Ok(Created { owner, authenticator })
}

async fn tenant_of(tx: &mut Tx, person: &NewPerson) -> Result<TenantId, AccountError> {
    let user_id = &person.user_id;
    let by_domain = match user_id.domain() {
        Some(domain) => tenants::by_name(tx, Name::Domain(domain)).await?,
        None => None,
    };
    let tenant = match (&person.tenant, &by_domain) {
        (Some(slug), _) => {
            let named = tenants::by_slug(tx, slug).await?;
            named.ok_or_else(|| AccountError::UnknownTenant(slug.clone()))?
        }
        (None, Some(tenant)) => tenant.clone(),
        (None, None) => {
            let default = default_tenant(tx).await?;
            default.ok_or_else(|| AccountError::NoTenant(user_id.as_str().to_owned()))?
        }
    };
    let is_found = user_id.domain().is_none() || by_domain.is_some_and(|owner| owner.id == tenant.id);
    if !is_found {
        return Err(AccountError::ForeignDomain { user_id: user_id.as_str().to_owned(), slug: tenant.slug.clone() });
    }
    Ok(tenant.id)
}

pub(crate) async fn default_tenant(tx: &mut Tx) -> Result<Option<Arc<Tenant>>, StoreError> {
    match instance::get(tx, Fact::DefaultTenant).await? {
        Some(slug) => tenants::by_slug(tx, &slug).await,
        None => Ok(None),
    }
}

/// Writes an account without a password, and that the operator made it.
pub(crate) async fn insert_account(tx: &mut Tx, entropy: Entropy, new: &NewAccount<'_>) -> Result<(), StoreError> {
    accounts::insert(tx, new).await?;
    let entry = audit::Entry {
        tenant: Some(new.tenant),
        actor: "operator",
        event: "account.created",
        account: Some(new.id),
        flow: None,
        detail: &json!({ "administrator": new.is_administrator }),
    };
    audit::write(tx, &entry, entropy).await
}
