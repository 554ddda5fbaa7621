//! Organisations: their settings, names and policies.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rekey_domain::reset::Reset;
use rekey_domain::{Policy, TenantId};
use rekey_runtime::Entropy;
use sqlx::types::Json;
use uuid::Uuid;

use crate::accounts::Account;
use crate::db::on;
use crate::policy_document::{Policies, PolicyDocument, TenantSettings};
use crate::time::At;
use crate::{StoreError, Tx};

/// An organisation.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its name in settings files.
    pub slug: String,
    /// What it says about itself.
    pub settings: TenantSettings,
    /// Its policies now.
    pub policies: Policies,
}

impl Tenant {
    /// The policy of an account now: of the first group that it is a member of, else everybody's; an administrator's is
    /// never weaker than administrators' have to be.
    pub fn policy_of(&self, account: &Account) -> Policy {
        self.policy_for(self.group_of(account), account.is_administrator)
    }

    /// The policy of a reset that began for this group.
    pub fn policy_of_reset(&self, reset: &Reset) -> Policy {
        self.policy_for(reset.group.as_deref(), reset.is_administrators)
    }

    /// The policy of a group, everybody's where it has none, as it is for people or for administrators.
    pub fn policy_for(&self, group: Option<&str>, is_administrators: bool) -> Policy {
        let policy = self.policy_of_group(group);
        if is_administrators { policy.for_administrator() } else { policy.clone() }
    }

    /// The group whose policy is an account's.
    pub fn group_of(&self, account: &Account) -> Option<&str> {
        let mut groups = self.policies.groups.iter().map(|(group, _)| group.as_str());
        groups.find(|group| account.groups.iter().any(|of_account| of_account == group))
    }

    /// The policy of a group; everybody's where it has none.
    pub fn policy_of_group(&self, group: Option<&str>) -> &Policy {
        let found = self.policies.groups.iter().find(|(name, _)| Some(name.as_str()) == group);
        found.map_or(&self.policies.everybody, |(_, policy)| policy)
    }
}

/// How an organisation is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'a> {
    /// By the host name that people use.
    Host(&'a str),
    /// By the domain of a user ID.
    Domain(&'a str),
}

impl Name<'_> {
    fn stored(&self) -> String {
        match self {
            Name::Host(host) => format!("host:{host}"),
            Name::Domain(domain) => format!("domain:{domain}"),
        }
    }
}

/// Organisations that are kept; more are a sign that most of them are not used.
const KEPT_MOST: usize = 1000;

/// An organisation with its revision.
type Revised = (Uuid, Arc<Tenant>);

/// What was read of organisations lately.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<HashMap<TenantId, Revised>>>);

impl Kept {
    fn get(&self, id: TenantId, revision: Uuid) -> Option<Arc<Tenant>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).filter(|(of, _)| *of == revision).map(|(_, tenant)| Arc::clone(tenant))
    }

    fn put(&self, revision: Uuid, tenant: &Arc<Tenant>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MOST {
            kept.clear();
        }
        kept.insert(tenant.id, (revision, Arc::clone(tenant)));
    }
}

type Row = (Uuid, String, Json<TenantSettings>, Json<PolicyDocument>, Uuid);

fn read((id, slug, Json(settings), Json(document), _): Row) -> Result<Tenant, StoreError> {
    let policies = document.to_policies().map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Tenant { id: TenantId::from_uuid(id), slug, settings, policies })
}

/// The organisation with this host or domain.
///
/// # Errors
/// When the database does not answer.
pub async fn by_name(tx: &mut Tx, name: Name<'_>) -> Result<Option<Arc<Tenant>>, StoreError> {
    let [found, _] = by_names(tx, [name, name]).await?;
    Ok(found)
}

/// The organisations with these hosts or domains, looked up at once.
///
/// # Errors
/// When the database does not answer.
pub async fn by_names(tx: &mut Tx, names: [Name<'_>; 2]) -> Result<[Option<Arc<Tenant>>; 2], StoreError> {
    let names = names.map(|name| name.stored());
    let rows: Vec<(String, Uuid, Uuid)> = on!(tx, c => sqlx::query_as(
        "SELECT n.name, t.id, t.revision FROM tenant_names n JOIN tenants t ON t.id = n.tenant_id WHERE n.name IN ($1, $2)",
    ).bind(&names[0]).bind(&names[1]).fetch_all(c).await)?;
    let mut found = [None, None];
    for (name, found) in names.iter().zip(&mut found) {
        if let Some((_, id, revision)) = rows.iter().find(|(of, ..)| of == name) {
            *found = at_revision(tx, TenantId::from_uuid(*id), *revision).await?;
        }
    }
    Ok(found)
}

/// The organisation with this id, which had this revision a moment ago: read anew only where that is not what is kept.
///
/// # Errors
/// When the database does not answer.
pub async fn at_revision(tx: &mut Tx, id: TenantId, revision: Uuid) -> Result<Option<Arc<Tenant>>, StoreError> {
    match tx.tenants.get(id, revision) {
        Some(kept) => Ok(Some(kept)),
        None => by_id(tx, id).await,
    }
}

/// The organisation with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: TenantId) -> Result<Option<Arc<Tenant>>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT t.id, t.slug, t.settings, p.document, t.revision FROM tenants t
         JOIN policies p ON p.tenant_id = t.id AND p.version = t.policy_version WHERE t.id = $1",
    ).bind(id.uuid()).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let (revision, tenant) = (row.4, Arc::new(read(row)?));
    tx.tenants.put(revision, &tenant);
    Ok(Some(tenant))
}

/// The organisation with this slug.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Arc<Tenant>>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT t.id, t.slug, t.settings, p.document, t.revision FROM tenants t
         JOIN policies p ON p.tenant_id = t.id AND p.version = t.policy_version WHERE t.slug = $1",
    ).bind(slug).fetch_optional(c).await)?;
    Ok(row.map(read).transpose()?.map(Arc::new))
}

/// The name in settings files of the organisation with this id. It never changes.
///
/// # Errors
/// When the database does not answer.
pub async fn slug_of(tx: &mut Tx, id: TenantId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(tx, c => sqlx::query_as("SELECT slug FROM tenants WHERE id = $1")
        .bind(id.uuid()).fetch_optional(c).await)?;
    Ok(row.map(|(slug,)| slug))
}

/// Every organisation's id, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut Tx) -> Result<Vec<TenantId>, StoreError> {
    let rows: Vec<(Uuid,)> =
        on!(tx, c => sqlx::query_as("SELECT id FROM tenants ORDER BY created_at, id").fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| TenantId::from_uuid(id)).collect())
}

/// Makes an organisation with its first policy.
///
/// # Errors
/// [`StoreError::Conflict`] when the slug is taken.
pub async fn insert(
    tx: &mut Tx,
    id: TenantId,
    slug: &str,
    (settings, policy): (&TenantSettings, &PolicyDocument),
    entropy: Entropy,
) -> Result<(), StoreError> {
    let now = tx.now();
    on!(tx, c => sqlx::query(
        "INSERT INTO tenants (id, slug, settings, policy_version, revision, created_at) VALUES ($1, $2, $3, 1, $4, $5)",
    ).bind(id.uuid()).bind(slug).bind(Json(settings)).bind(entropy.uuid(now)).bind(At(now)).execute(c).await.map(drop))?;
    insert_policy(tx, id, 1, policy).await
}

async fn insert_policy(tx: &mut Tx, id: TenantId, version: i64, policy: &PolicyDocument) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO policies (tenant_id, version, document, created_at) VALUES ($1, $2, $3, $4)",
    ).bind(id.uuid()).bind(version).bind(Json(policy)).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Changes what an organisation says about itself, and its policy: a new version where it differs.
///
/// # Errors
/// When the database does not answer.
pub async fn update(
    tx: &mut Tx,
    id: TenantId,
    (settings, policy): (&TenantSettings, &PolicyDocument),
    entropy: Entropy,
) -> Result<(), StoreError> {
    let revision = entropy.uuid(tx.now());
    on!(tx, c => sqlx::query("UPDATE tenants SET settings = $2, revision = $3 WHERE id = $1")
        .bind(id.uuid()).bind(Json(settings)).bind(revision).execute(c).await.map(drop))?;
    let (version, Json(document)): (i64, Json<PolicyDocument>) = on!(tx, c => sqlx::query_as(
        "SELECT p.version, p.document FROM policies p JOIN tenants t ON t.id = p.tenant_id
         WHERE p.tenant_id = $1 AND p.version = t.policy_version",
    ).bind(id.uuid()).fetch_one(c).await)?;
    if document == *policy {
        return Ok(());
    }
    insert_policy(tx, id, version + 1, policy).await?;
    on!(tx, c => sqlx::query("UPDATE tenants SET policy_version = $2 WHERE id = $1")
        .bind(id.uuid()).bind(version + 1).execute(c).await.map(drop))?;
    Ok(())
}

/// Gives an organisation exactly these hosts and domains.
///
/// # Errors
/// [`StoreError::Conflict`] when another organisation has one of them.
pub async fn set_names(tx: &mut Tx, id: TenantId, names: &[Name<'_>]) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM tenant_names WHERE tenant_id = $1")
        .bind(id.uuid()).execute(c).await.map(drop))?;
    for name in names {
        let name = name.stored();
        on!(tx, c => sqlx::query("INSERT INTO tenant_names (name, tenant_id) VALUES ($1, $2)")
            .bind(&name).bind(id.uuid()).execute(c).await.map(drop))?;
    }
    Ok(())
}
