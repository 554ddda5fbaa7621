//! Organisations: their settings, names and policies.

use rekey_domain::reset::Reset;
use rekey_domain::{Policy, TenantId};
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
        self.policy(self.group_of(account), account.is_administrator)
    }

    /// The policy of a reset that began for this group.
    pub fn policy_of_reset(&self, reset: &Reset) -> Policy {
        self.policy(reset.group.as_deref(), reset.is_administrators)
    }

    fn policy(&self, group: Option<&str>, is_administrators: bool) -> Policy {
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

type Row = (Uuid, String, Json<TenantSettings>, Json<PolicyDocument>);

fn read((id, slug, Json(settings), Json(document)): Row) -> Result<Tenant, StoreError> {
    let policies = document.to_policies().map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Tenant { id: TenantId::from_uuid(id), slug, settings, policies })
}

/// The organisation with this host or domain.
///
/// # Errors
/// When the database does not answer.
pub async fn by_name(tx: &mut Tx, name: Name<'_>) -> Result<Option<Tenant>, StoreError> {
    let name = name.stored();
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT t.id, t.slug, t.settings, p.document FROM tenant_names n
         JOIN tenants t ON t.id = n.tenant_id
         JOIN policies p ON p.tenant_id = t.id AND p.version = t.policy_version WHERE n.name = $1",
    ).bind(&name).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The organisation with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: TenantId) -> Result<Option<Tenant>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT t.id, t.slug, t.settings, p.document FROM tenants t
         JOIN policies p ON p.tenant_id = t.id AND p.version = t.policy_version WHERE t.id = $1",
    ).bind(id.uuid()).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The organisation with this slug.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Tenant>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT t.id, t.slug, t.settings, p.document FROM tenants t
         JOIN policies p ON p.tenant_id = t.id AND p.version = t.policy_version WHERE t.slug = $1",
    ).bind(slug).fetch_optional(c).await)?;
    row.map(read).transpose()
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
    settings: &TenantSettings,
    policy: &PolicyDocument,
) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO tenants (id, slug, settings, policy_version, created_at) VALUES ($1, $2, $3, 1, $4)",
    ).bind(id.uuid()).bind(slug).bind(Json(settings)).bind(now).execute(c).await.map(drop))?;
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
    settings: &TenantSettings,
    policy: &PolicyDocument,
) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE tenants SET settings = $2 WHERE id = $1")
        .bind(id.uuid()).bind(Json(settings)).execute(c).await.map(drop))?;
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
