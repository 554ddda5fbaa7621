//! Authenticators of administrators: enrolled with the account, replaced by the operator when one is lost.

use rekey_domain::reset::Rules;
use rekey_domain::{AuthenticatorId, UserId};
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use rekey_store::accounts::Account;
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::{Store, StoreError, Tx, accounts, audit, sign_ins, superseded, tenants};
use rekey_wire::authenticator::AuthenticatorSecret;
use rekey_wire::keys::{AuthenticatorBinding, Keys};
use serde_json::json;
use thiserror::Error;

use crate::people::{Owner, default_tenant};

/// An authenticator that was just enrolled: what its owner's app has to know, told once.
#[derive(Debug)]
pub struct Enrolled {
    /// The shared secret.
    pub secret: AuthenticatorSecret,
    /// Name of the organisation, for the app.
    pub issuer: String,
    /// User ID, for the app.
    pub user_id: String,
}

/// Why an authenticator was not replaced.
#[derive(Debug, Error)]
pub enum ReplaceError {
    /// There is no such account.
    #[error("`{0}` has no account")]
    Unknown(String),
    /// The account is a person's.
    #[error("`{0}` is no administrator")]
    NotAdministrator(String),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Draws a secret for an account and writes it, sealed, beside those that are there.
pub(crate) async fn enrol(
    tx: &mut Tx,
    keys: &Keys,
    entropy: Entropy,
    owner: Owner,
) -> Result<AuthenticatorSecret, StoreError> {
    let secret = AuthenticatorSecret::draw(&mut |buffer| entropy.fill(buffer));
    let id = AuthenticatorId::from_uuid(entropy.uuid(tx.now()));
    let binding = AuthenticatorBinding { tenant: owner.tenant, account: owner.account, authenticator: id };
    let sealed_secret = keys.authenticators().seal(&secret, &binding, &mut |buffer| entropy.fill(buffer));
    let new = Authenticator {
        id,
        tenant: owner.tenant,
        account: owner.account,
        label: String::new(),
        sealed_secret,
        usable_from: tx.now(),
        last_step: None,
    };
    authenticators::insert(tx, &new).await?;
    let entry = audit::Entry {
        tenant: Some(owner.tenant),
        actor: "operator",
        event: "authenticator.enrolled",
        account: Some(owner.account),
        flow: Some(id.uuid()),
        detail: &json!({}),
    };
    audit::write(tx, &entry, entropy).await?;
    Ok(secret)
}

/// Gives an administrator a new authenticator in the place of every one that is there, and ends every sign-in and every reset under
/// way: one of them may rest on what is lost.
///
/// # Errors
/// When there is no such administrator, or the database does not answer.
pub async fn replace(
    store: &Store,
    (keys, limits): (&Keys, &LimitsConfig),
    entropy: Entropy,
    user_id: &UserId,
) -> Result<Enrolled, ReplaceError> {
    let name = || user_id.as_str().to_owned();
    let mut tx = store.begin().await?;
    let account = find(&mut tx, user_id).await?.ok_or_else(|| ReplaceError::Unknown(name()))?;
    if !account.is_administrator {
        return Err(ReplaceError::NotAdministrator(name()));
    }
    end_resets(&mut tx, limits, (&account, entropy)).await?;
    accounts::lock(&mut tx, account.id).await?;
    let removed = authenticators::remove_of_account(&mut tx, account.id).await?;
    sign_ins::remove_of_account(&mut tx, account.id).await?;
    let owner = Owner { tenant: account.tenant, account: account.id };
    let secret = enrol(&mut tx, keys, entropy, owner).await?;
    let entry = audit::Entry {
        tenant: Some(account.tenant),
        actor: "operator",
        event: "authenticator.reset",
        account: Some(account.id),
        flow: None,
        detail: &json!({ "removed": removed }),
    };
    audit::write(&mut tx, &entry, entropy).await?;
    let issuer = issuer(&mut tx, owner).await?;
    tx.commit().await?;
    Ok(Enrolled { secret, issuer, user_id: account.user_id })
}

/// Ends every reset of an account that is not over.
async fn end_resets(
    tx: &mut Tx,
    limits: &LimitsConfig,
    (account, entropy): (&Account, Entropy),
) -> Result<(), StoreError> {
    let tenant = tenants::by_id(tx, account.tenant).await?;
    let tenant = tenant.ok_or_else(|| StoreError::Corrupt(format!("tenant {}", account.tenant)))?;
    let (policy, limits) = (tenant.policy_of(account), limits.flow());
    let rules = Rules { policy: &policy, limits: &limits };
    superseded::of_account(tx, account, &rules, ("operator", entropy)).await
}

/// Name of the organisation, for the app.
pub(crate) async fn issuer(tx: &mut Tx, owner: Owner) -> Result<String, StoreError> {
    let tenant = tenants::by_id(tx, owner.tenant).await?;
    tenant
        .map(|tenant| tenant.settings.name.clone())
        .ok_or_else(|| StoreError::Corrupt(format!("tenant {}", owner.tenant)))
}

/// The account with this user ID: in the organisation that has its domain, or else in the default one.
async fn find(tx: &mut Tx, user_id: &UserId) -> Result<Option<Account>, StoreError> {
    let by_domain = match user_id.domain() {
        Some(domain) => tenants::by_name(tx, tenants::Name::Domain(domain)).await?,
        None => None,
    };
    let tenant = match by_domain {
        Some(tenant) => Some(tenant),
        None => default_tenant(tx).await?,
    };
    match tenant {
        Some(tenant) => accounts::by_user_id(tx, tenant.id, user_id.as_str()).await,
        None => Ok(None),
    }
}
