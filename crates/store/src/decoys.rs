//! What decoys of an organisation are drawn from: counts of what its accounts had when they were counted, never whose.
//!
//! A distribution is frozen: a new one is a new version beside it, so that a user ID without an account sees the same
//! every time.

use std::collections::BTreeMap;

use rekey_domain::{Means, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{StoreError, Tx};

/// What the accounts of an organisation had.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// How many accounts had exactly these means; in a fixed order.
    pub means_sets: Vec<MeansSet>,
    /// How many addresses had a domain that begins with this letter.
    pub email_domains: BTreeMap<char, u32>,
    /// How many addresses begin with another letter than their account's user ID.
    pub emails_of_another_letter: u32,
    /// How many accounts had whose policy; none in what was counted before policies were.
    #[serde(default)]
    pub policy_shares: Vec<PolicyShare>,
}

/// Whose policy some accounts have, and how many accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyShare {
    /// The group; none for everybody's.
    pub group: Option<String>,
    /// As it is for administrators.
    pub is_administrators: bool,
    /// How many accounts.
    pub accounts: u32,
}

/// What some accounts had to prove with, and how many accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeansSet {
    /// Their names.
    means: Vec<String>,
    /// How many accounts.
    pub accounts: u32,
}

impl MeansSet {
    /// So many accounts with these.
    pub fn new(means: impl IntoIterator<Item = Means>, accounts: u32) -> Self {
        Self { means: means.into_iter().map(|means| means.as_str().to_owned()).collect(), accounts }
    }

    /// What they had.
    pub fn means(&self) -> impl Iterator<Item = Means> + '_ {
        self.means.iter().filter_map(|name| Means::parse(name))
    }
}

/// How many enabled accounts of the organisation have which means now.
///
/// # Errors
/// When the database does not answer.
pub async fn count_means_sets(tx: &mut Tx, tenant: TenantId) -> Result<Vec<MeansSet>, StoreError> {
    if let Inner::Postgres(_) = tx.inner {
        // Whole tables are read here, in whatever order they lie.
        on_postgres!(tx, c => sqlx::query("SET LOCAL enable_seqscan = on").execute(c).await.map(drop))?;
    }
    // One bit for each, at its place in `Means::ALL`; each is counted once, and one place in two slots in the first of them, as a
    // reset offers it.
    let rows: Vec<(i64, i64)> = on!(tx, c => sqlx::query_as(
        "SELECT held, COUNT(*) FROM (
             SELECT CAST(SUM(bit) AS BIGINT) AS held FROM (
                 SELECT account_id, MIN(CASE slot WHEN 'authentication_phone' THEN 1 WHEN 'mobile_phone' THEN 2
                     WHEN 'office_phone' THEN 4 WHEN 'authentication_email' THEN 8 WHEN 'alternate_email' THEN 16
                     ELSE 0 END) AS bit FROM contacts WHERE retires_at IS NULL GROUP BY account_id, lookup
                 UNION ALL SELECT DISTINCT account_id, 32 FROM question_answers
                 UNION ALL SELECT DISTINCT account_id, 64 FROM authenticators
                 UNION ALL SELECT DISTINCT account_id, 128 FROM passkeys
                 UNION ALL SELECT DISTINCT account_id, 256 FROM recovery_codes WHERE used_at IS NULL
             ) AS each_means JOIN accounts a ON a.id = each_means.account_id
             WHERE a.tenant_id = $1 AND a.enabled GROUP BY a.id) AS each_account
         GROUP BY held ORDER BY held",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    let set = |(held, accounts): (i64, i64)| {
        let means = Means::ALL.into_iter().enumerate().filter(|(place, _)| held >> place & 1 == 1);
        MeansSet::new(means.map(|(_, means)| means), u32::try_from(accounts).unwrap_or(u32::MAX))
    };
    Ok(rows.into_iter().map(set).collect())
}

/// How many enabled accounts of the organisation have the policy of which of these groups, the first that matches, or everybody's.
///
/// # Errors
/// When the database does not answer.
pub async fn count_policy_shares(
    tx: &mut Tx,
    tenant: TenantId,
    groups: &[&str],
) -> Result<Vec<PolicyShare>, StoreError> {
    let rows: Vec<(Uuid, bool, Option<String>)> = on!(tx, c => sqlx::query_as(
        "SELECT a.id, a.is_administrator, m.group_name FROM accounts a LEFT JOIN group_members m ON m.account_id = a.id
         WHERE a.tenant_id = $1 AND a.enabled",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    // Of each account its first group, by its place.
    let mut firsts: BTreeMap<Uuid, (usize, bool)> = BTreeMap::new();
    for (account, is_administrator, group) in rows {
        let place = group.and_then(|group| groups.iter().position(|known| *known == group)).unwrap_or(groups.len());
        let first = firsts.entry(account).or_insert((place, is_administrator));
        first.0 = first.0.min(place);
    }
    let mut counts: BTreeMap<(usize, bool), u32> = BTreeMap::new();
    for first in firsts.into_values() {
        *counts.entry(first).or_default() += 1;
    }
    let share = |((place, is_administrators), accounts): ((usize, bool), u32)| PolicyShare {
        group: groups.get(place).map(|group| (*group).to_owned()),
        is_administrators,
        accounts,
    };
    Ok(counts.into_iter().map(share).collect())
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
