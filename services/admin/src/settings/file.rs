//! The settings file as it is written. Keys that nobody knows are errors.

use std::collections::BTreeMap;

use rekey_store::policy_document::PolicyDocument;
use serde::Deserialize;

use super::questions::QuestionTables;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Slug of the tenant for user IDs without a known domain.
    pub default_tenant: Option<String>,
    pub tenants: BTreeMap<String, TenantTable>,
}

/// `[tenants.SLUG]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TenantTable {
    pub name: String,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub domains: Vec<String>,
    pub sign_in_url: Option<String>,
    pub help_url: Option<String>,
    pub help_address: Option<String>,
    pub help_name: Option<String>,
    #[serde(default)]
    pub help_recipients: Vec<String>,
    pub locale: Option<String>,
    pub decoy_version: Option<u32>,
    #[serde(default)]
    pub questions: QuestionTables,
    #[serde(default)]
    pub policy: PolicyDocument,
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub accounts: Vec<AccountTable>,
}

/// `[[tenants.SLUG.accounts]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountTable {
    pub user_id: String,
    pub display_name: Option<String>,
    #[serde(default)]
    pub administrator: bool,
    #[serde(default)]
    pub contacts: Vec<ContactTable>,
}

/// `[[tenants.SLUG.accounts.contacts]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactTable {
    pub slot: String,
    pub value: String,
    #[serde(default)]
    pub lost: bool,
}
