//! Who is it? The organisation of a user ID, and what counts as nobody's.

use std::sync::Arc;

use rekey_domain::UserId;
use rekey_store::instance::{self, Fact};
use rekey_store::tenants::{self, Name, Tenant};
use rekey_store::{StoreError, Tx};

/// The organisation that answers, and whether the user ID may be looked up in it.
#[derive(Debug, Clone)]
pub struct Whose {
    /// Its pages, policy and help are shown.
    pub tenant: Arc<Tenant>,
    /// False for a user ID of another organisation than the host's: it is nobody here.
    pub is_ours: bool,
}

/// The organisation by the host name; else by the domain of the user ID; else the default one. `None` only where there
/// is no organisation at all.
///
/// # Errors
/// When the database does not answer.
pub async fn whose(tx: &mut Tx, host: &str, user_id: Option<&UserId>) -> Result<Option<Whose>, StoreError> {
    let (host, domain) = (Name::Host(host), user_id.and_then(UserId::domain));
    let [by_host, by_domain] = match domain {
        Some(domain) => tenants::by_names(tx, [host, Name::Domain(domain)]).await?,
        None => [tenants::by_name(tx, host).await?, None],
    };
    if let Some(tenant) = by_host {
        let is_ours = by_domain.is_none_or(|other| other.id == tenant.id);
        return Ok(Some(Whose { tenant, is_ours }));
    }
    if let Some(tenant) = by_domain {
        return Ok(Some(Whose { tenant, is_ours: true }));
    }
    let Some(slug) = instance::get(tx, Fact::DefaultTenant).await? else { return Ok(None) };
    let tenant = tenants::by_slug(tx, &slug).await?;
    Ok(tenant.map(|tenant| Whose { tenant, is_ours: true }))
}
