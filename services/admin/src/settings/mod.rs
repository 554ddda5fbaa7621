//! The settings file of `rekey settings apply FILE`: tenants with their names, policies, groups and first accounts.
//!
//! [`Settings::parse`] refuses whatever could not work, with its place and reason; [`apply`] writes all of it or nothing. A
//! full example is `deploy/examples/settings.toml`.

mod apply;
mod check;
mod contacts;
mod decoys;
mod file;
mod questions;
mod text;

pub use apply::{Applied, ApplyError, Counts, apply};

use std::collections::{BTreeMap, BTreeSet};

use rekey_domain::UserId;
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use thiserror::Error;

use crate::contacts::SlotValue;
use crate::people::AccountKind;

/// Largest settings file, in bytes: tens of thousands of group members.
pub const SETTINGS_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Settings that can be applied.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) default_tenant: Option<String>,
    pub(crate) tenants: Vec<TenantPlan>,
}

/// A tenant as the file wants it.
#[derive(Debug, Clone)]
pub(crate) struct TenantPlan {
    pub slug: String,
    pub settings: TenantSettings,
    pub policy: PolicyDocument,
    pub hosts: Vec<String>,
    pub domains: Vec<String>,
    pub groups: BTreeMap<String, BTreeSet<UserId>>,
    pub accounts: Vec<AccountPlan>,
    /// Which distribution its decoys are drawn from; 1 is the first.
    pub decoy_version: u32,
}

impl TenantPlan {
    /// Groups with a policy of their own, in their order.
    pub(crate) fn policy_groups(&self) -> Vec<&str> {
        self.policy.groups.iter().map(|group| group.group.as_str()).collect()
    }
}

/// An account that is made where it is missing.
#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    pub user_id: UserId,
    pub display_name: Option<String>,
    pub kind: AccountKind,
    pub contacts: Vec<ContactPlan>,
}

/// A contact that an account gets.
#[derive(Debug, Clone)]
pub(crate) struct ContactPlan {
    pub value: SlotValue,
    /// The one that it replaces is lost: it does not stay usable while this one waits.
    pub lost: bool,
}

/// Why a settings file cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// More than [`SETTINGS_MAX_BYTES`].
    #[error("the settings file is larger than 4 MiB")]
    TooLarge,
    /// Not TOML, or not of the expected shape; the text says where.
    #[error("{0}")]
    Malformed(String),
    /// A value that cannot work.
    #[error("{place}: {reason}")]
    Wrong {
        /// Which key, such as `tenants.contoso.domains`.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Settings {
    /// Reads and checks a settings file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        if text.len() > SETTINGS_MAX_BYTES {
            return Err(SettingsError::TooLarge);
        }
        let file = toml::from_str(text).map_err(|error| SettingsError::Malformed(error.to_string()))?;
        check::settings(file)
    }

    /// The first tenant some of whose people are called: that needs a provider.
    pub fn first_that_calls(&self) -> Option<&str> {
        let calls = |plan: &&TenantPlan| {
            let policies = plan.policy.to_policies();
            policies.is_ok_and(|policies| {
                let groups = policies.groups.iter().map(|(_, policy)| policy);
                groups.chain([&policies.everybody]).any(|policy| policy.voice.is_some())
            })
        };
        self.tenants.iter().find(calls).map(|plan| plan.slug.as_str())
    }
}
