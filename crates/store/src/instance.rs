//! Facts about the installation itself: its default organisation, whether it is a demo, its keys, its hosts.

use crate::db::on;
use crate::{StoreError, Tx};

/// A fact with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Slug of the organisation for user IDs without a known domain.
    DefaultTenant,
    /// Set for ever on data of the demo.
    Demo,
    /// Marks of the keys that its contents depend on.
    Keys,
}

impl Fact {
    const fn name(self) -> &'static str {
        match self {
            Self::DefaultTenant => "default_tenant",
            Self::Demo => "demo",
            Self::Keys => "keys",
        }
    }
}

/// The value of a fact.
///
/// # Errors
/// When the database does not answer.
pub async fn get(tx: &mut Tx, fact: Fact) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(tx, c => sqlx::query_as("SELECT value FROM instance WHERE name = $1")
        .bind(fact.name()).fetch_optional(c).await)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a fact.
///
/// # Errors
/// When the database does not answer.
pub async fn set(tx: &mut Tx, fact: Fact, value: &str) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO instance (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    ).bind(fact.name()).bind(value).execute(c).await.map(drop))?;
    Ok(())
}

/// Sets a fact where there is none yet; the one that stands then, and stands until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn remember(tx: &mut Tx, fact: Fact, value: &str) -> Result<String, StoreError> {
    let (value,): (String,) = on!(tx, c => sqlx::query_as(
        "INSERT INTO instance (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = instance.value RETURNING value",
    ).bind(fact.name()).bind(value).fetch_one(c).await)?;
    Ok(value)
}

/// Whether nothing was stored yet that depends on keys; also where there is no schema.
///
/// # Errors
/// When the database does not answer.
pub async fn is_fresh(tx: &mut Tx) -> Result<bool, StoreError> {
    let tables = tx.pick(
        "SELECT count(*) FROM pg_class WHERE oid = to_regclass('tenants')",
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'tenants'",
    );
    let (tables,): (i64,) = on!(tx, c => sqlx::query_as(tables).fetch_one(c).await)?;
    if tables == 0 {
        return Ok(true);
    }
    let (stored,): (i64,) = on!(tx, c => sqlx::query_as(
        "SELECT (SELECT count(*) FROM tenants) + (SELECT count(*) FROM instance WHERE name = $1)",
    ).bind(Fact::Keys.name()).fetch_one(c).await)?;
    Ok(stored == 0)
}

/// Host names of all organisations.
///
/// # Errors
/// When the database does not answer.
pub async fn hosts(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, c => sqlx::query_as("SELECT name FROM tenant_names WHERE name LIKE 'host:%' ORDER BY name")
            .fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(|(name,)| name.strip_prefix("host:").map(str::to_owned)).collect())
}
