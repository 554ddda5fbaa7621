//! What decoys of an organisation are drawn from: counts of what its accounts had when they were counted, never whose.
//!
//! A distribution is frozen: a new one is a new version beside it, so that a user ID without an account sees the same
//! every time.

use std::collections::BTreeMap;

use rekey_domain::{Slot, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// What the accounts of an organisation had.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// How many accounts had exactly these contacts; in a fixed order.
    pub slot_sets: Vec<SlotSet>,
    /// How many addresses had a domain that begins with this letter.
    pub email_domains: BTreeMap<char, u32>,
    /// How many addresses begin with another letter than their account's user ID.
    pub emails_of_another_letter: u32,
}

/// The contacts that some accounts had, and how many accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotSet {
    /// Names of the slots.
    slots: Vec<String>,
    /// How many accounts.
    pub accounts: u32,
}

impl SlotSet {
    /// So many accounts with these slots.
    pub fn new(slots: impl IntoIterator<Item = Slot>, accounts: u32) -> Self {
        Self { slots: slots.into_iter().map(|slot| slot.as_str().to_owned()).collect(), accounts }
    }

    /// The slots.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        self.slots.iter().filter_map(|name| Slot::parse(name))
    }
}

/// How many enabled accounts of the organisation have which contacts now.
///
/// # Errors
/// When the database does not answer.
pub async fn count_slot_sets(tx: &mut Tx, tenant: TenantId) -> Result<Vec<SlotSet>, StoreError> {
    // One bit for each slot, at its place in `Slot::ALL`; a slot is held once at most.
    let rows: Vec<(i64, i64)> = on!(tx, c => sqlx::query_as(
        "SELECT held, COUNT(*) FROM (
             SELECT CAST(SUM(CASE c.slot WHEN 'authentication_phone' THEN 1 WHEN 'mobile_phone' THEN 2
                 WHEN 'office_phone' THEN 4 WHEN 'authentication_email' THEN 8 WHEN 'alternate_email' THEN 16
                 ELSE 0 END) AS BIGINT) AS held
             FROM contacts c JOIN accounts a ON a.id = c.account_id
             WHERE c.tenant_id = $1 AND a.enabled GROUP BY c.account_id) AS each_account
         GROUP BY held ORDER BY held",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    let set = |(held, accounts): (i64, i64)| {
        let slots = Slot::ALL.into_iter().enumerate().filter(|(place, _)| held >> place & 1 == 1);
        SlotSet::new(slots.map(|(_, slot)| slot), u32::try_from(accounts).unwrap_or(u32::MAX))
    };
    Ok(rows.into_iter().map(set).collect())
}

/// The newest distribution of the organisation, with its version; none until it had contacts to count.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut Tx, tenant: TenantId) -> Result<Option<(u32, Distribution)>, StoreError> {
    let row: Option<(i64, Json<Distribution>)> = on!(tx, c => sqlx::query_as(
        "SELECT version, document FROM decoy_distributions WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1",
    ).bind(tenant.uuid()).fetch_optional(c).await)?;
    row.map(|(version, Json(distribution))| {
        let version =
            u32::try_from(version).map_err(|_| StoreError::Corrupt(format!("decoy distribution of {tenant}")))?;
        Ok((version, distribution))
    })
    .transpose()
}

/// Freezes a distribution as this version; false where somebody else was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn freeze(
    tx: &mut Tx,
    tenant: TenantId,
    version: u32,
    distribution: &Distribution,
) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let written = on!(tx, c => sqlx::query(
        "INSERT INTO decoy_distributions (tenant_id, version, document, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    ).bind(tenant.uuid()).bind(i64::from(version)).bind(Json(distribution)).bind(now)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(written == 1)
}
