//! Tokens of applications: who asks whether a person is registered, and how much they hear.

use rekey_domain::{TenantId, Timestamp};
use rekey_wire::secret::TokenHash;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// What a token may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Whether a person is registered; of unknown ones the same as of those who are not.
    Registered,
    /// Also whether there is such an account, and whether it is enabled.
    Details,
}

impl Scope {
    /// Every one.
    pub const ALL: [Scope; 2] = [Self::Registered, Self::Details];

    /// The name in the table and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Details => "details",
        }
    }

    /// The scope with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// A token of an application; the token itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Names it in the audit trail.
    pub id: Uuid,
    /// Of whose people it may ask.
    pub tenant: TenantId,
    /// What the operator calls it.
    pub name: String,
    /// What it may ask.
    pub scope: Scope,
    /// When it was made.
    pub created_at: Timestamp,
}

type Row = (Uuid, Uuid, String, String, At);

fn read((id, tenant, name, scope, At(created_at)): Row) -> Result<ApiToken, StoreError> {
    let scope = Scope::parse(&scope).ok_or_else(|| StoreError::Corrupt(format!("token {id}")))?;
    Ok(ApiToken { id, tenant: TenantId::from_uuid(tenant), name, scope, created_at })
}

/// Writes a new token.
///
/// # Errors
/// [`StoreError::Conflict`] when the tenant has one of this name.
pub async fn insert(tx: &mut Tx, token: &ApiToken, hash: &TokenHash) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO api_tokens (id, tenant_id, name, scope, token_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    ).bind(token.id).bind(token.tenant.uuid()).bind(&token.name).bind(token.scope.as_str()).bind(&hash.0[..])
        .bind(At(token.created_at)).execute(c).await.map(drop))?;
    Ok(())
}

/// The token with this digest.
///
/// # Errors
/// When the database does not answer.
pub async fn by_hash(tx: &mut Tx, hash: &TokenHash) -> Result<Option<ApiToken>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, name, scope, created_at FROM api_tokens WHERE token_hash = $1",
    ).bind(&hash.0[..]).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// The tokens of an organisation, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn of_tenant(tx: &mut Tx, tenant: TenantId) -> Result<Vec<ApiToken>, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, name, scope, created_at FROM api_tokens WHERE tenant_id = $1 ORDER BY name",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    rows.into_iter().map(read).collect()
}

/// Removes a token; what it was, if it was there.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, tenant: TenantId, name: &str) -> Result<Option<ApiToken>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "DELETE FROM api_tokens WHERE tenant_id = $1 AND name = $2 RETURNING id, tenant_id, name, scope, created_at",
    ).bind(tenant.uuid()).bind(name).fetch_optional(c).await)?;
    row.map(read).transpose()
}
