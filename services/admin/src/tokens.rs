//! Tokens of applications that ask whether a person is registered: made, listed and removed by the operator. The token itself is
//! shown once and kept as a digest.

use std::sync::Arc;

use rekey_runtime::Entropy;
use rekey_store::api_tokens::{self, ApiToken, Scope};
use rekey_store::tenants::{self, Tenant};
use rekey_store::{Store, StoreError, Tx, audit};
use rekey_wire::secret::Token;
use serde_json::json;
use thiserror::Error;

use crate::people::default_tenant;

/// Longest name of a token, in characters.
pub const TOKEN_NAME_MAX_CHARS: usize = 60;
/// Tokens of one organisation.
pub const TOKENS_MAX: usize = 50;

/// Why nothing was done to a token.
#[derive(Debug, Error)]
pub enum TokenError {
    /// No tenant has this slug.
    #[error("there is no tenant `{0}`")]
    UnknownTenant(String),
    /// No tenant was named, and there is no default one.
    #[error("there is no default tenant: name the tenant")]
    NoTenant,
    /// Not 1 to 60 characters on one line.
    #[error("the name of a token has 1 to {TOKEN_NAME_MAX_CHARS} characters on one line, without space at the ends")]
    Name,
    /// There is one of this name.
    #[error("tenant `{tenant}` has a token `{name}` already: remove it first, or choose another name")]
    Taken {
        /// The tenant.
        tenant: String,
        /// The name.
        name: String,
    },
    /// There are as many as there may be.
    #[error("a tenant has at most {TOKENS_MAX} tokens: remove one first")]
    TooMany,
    /// There is none of this name.
    #[error("tenant `{tenant}` has no token `{name}`")]
    Unknown {
        /// The tenant.
        tenant: String,
        /// The name.
        name: String,
    },
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a token; the only time that it is shown.
///
/// # Errors
/// When there is no such tenant, the name cannot be used, or the database does not answer.
pub async fn create(
    store: &Store,
    entropy: Entropy,
    tenant: Option<&str>,
    (name, scope): (&str, Scope),
) -> Result<Token, TokenError> {
    let is_sound = (1..=TOKEN_NAME_MAX_CHARS).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control);
    if !is_sound {
        return Err(TokenError::Name);
    }
    let mut tx = store.begin().await?;
    let tenant = find(&mut tx, tenant).await?;
    let there = api_tokens::of_tenant(&mut tx, tenant.id).await?;
    if there.iter().any(|one| one.name == name) {
        return Err(TokenError::Taken { tenant: tenant.slug.clone(), name: name.to_owned() });
    }
    if there.len() >= TOKENS_MAX {
        return Err(TokenError::TooMany);
    }
    let secret = Token::draw(&mut |buffer| entropy.fill(buffer));
    let new =
        ApiToken { id: entropy.uuid(tx.now()), tenant: tenant.id, name: name.to_owned(), scope, created_at: tx.now() };
    api_tokens::insert(&mut tx, &new, &secret.hash()).await?;
    tell(&mut tx, entropy, "token.created", &new).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The tokens of an organisation, by name.
///
/// # Errors
/// When there is no such tenant, or the database does not answer.
pub async fn list(store: &Store, tenant: Option<&str>) -> Result<Vec<ApiToken>, TokenError> {
    let mut tx = store.read().await?;
    let tenant = find(&mut tx, tenant).await?;
    Ok(api_tokens::of_tenant(&mut tx, tenant.id).await?)
}

/// Removes a token: it opens nothing from now on.
///
/// # Errors
/// When there is no such tenant or token, or the database does not answer.
pub async fn remove(store: &Store, entropy: Entropy, tenant: Option<&str>, name: &str) -> Result<(), TokenError> {
    let mut tx = store.begin().await?;
    let tenant = find(&mut tx, tenant).await?;
    let removed = api_tokens::remove(&mut tx, tenant.id, name).await?;
    let removed = removed.ok_or_else(|| TokenError::Unknown { tenant: tenant.slug.clone(), name: name.to_owned() })?;
    tell(&mut tx, entropy, "token.removed", &removed).await?;
    Ok(tx.commit().await?)
}

async fn find(tx: &mut Tx, slug: Option<&str>) -> Result<Arc<Tenant>, TokenError> {
    match slug {
        Some(slug) => tenants::by_slug(tx, slug).await?.ok_or_else(|| TokenError::UnknownTenant(slug.to_owned())),
        None => default_tenant(tx).await?.ok_or(TokenError::NoTenant),
    }
}

async fn tell(tx: &mut Tx, entropy: Entropy, event: &'static str, token: &ApiToken) -> Result<(), StoreError> {
    let entry = audit::Entry {
        tenant: Some(token.tenant),
        actor: "operator",
        event,
        account: None,
        flow: Some(token.id),
        detail: &json!({ "name": token.name, "scope": token.scope.as_str() }),
    };
    audit::write(tx, &entry, entropy).await
}
