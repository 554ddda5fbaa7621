//! Facts about the installation itself: its default organisation, whether it is a demo.

use crate::db::on;
use crate::{StoreError, Tx};

/// A fact with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Slug of the organisation for user IDs without a known domain.
    DefaultTenant,
    /// Set for ever on data of the demo.
    Demo,
}

impl Fact {
    const fn name(self) -> &'static str {
        match self {
            Self::DefaultTenant => "default_tenant",
            Self::Demo => "demo",
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
