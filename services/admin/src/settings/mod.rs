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
use rekey_wire::phone;
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
    fn warnings(&self) -> Vec<String> {
        // It was checked when it was read.
        let Ok(policies) = self.policy.to_policies() else { return Vec::new() };
        let groups = policies.groups.iter().map(|(group, policy)| (format!("policy.groups.{group}"), policy));
        let all = [("policy".to_owned(), &policies.everybody)].into_iter().chain(groups);
        let weak =
            all.flat_map(|(place, policy)| policy.warnings().into_iter().map(move |warning| (place.clone(), warning)));
        let weak = weak.map(|(place, warning)| format!("tenants.{}.{place}: {warning}", self.slug));
        let numbers = self.accounts.iter().flat_map(|account| {
            let numbers = account.contacts.iter().filter_map(|contact| contact.value.number());
            numbers.map(move |number| (account, number))
        });
        let policy_of = |user_id: &UserId| {
            let is_of = |group: &str| self.groups.get(group).is_some_and(|members| members.contains(user_id));
            let own = policies.groups.iter().find(|(group, _)| is_of(group));
            own.map_or(&policies.everybody, |(_, policy)| policy)
        };
        let unreached = numbers.filter_map(|(account, number)| {
            let problem = phone::may_be_reached(&number, &policy_of(&account.user_id).countries).err()?;
            let (slug, user_id, hint) = (&self.slug, account.user_id.as_str(), phone::phone_hint(&number));
            Some(format!("tenants.{slug}.accounts.{user_id}: {hint} gets no code: {problem}"))
        });
        weak.chain(unreached).collect()
    }

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

    /// What can be applied and may not be what is meant, each with its place: weak policies, and numbers that no code goes to.
    pub fn warnings(&self) -> Vec<String> {
        self.tenants.iter().flat_map(TenantPlan::warnings).collect()
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
