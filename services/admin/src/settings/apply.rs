//! Applying settings: all of the file in one transaction, or nothing. Applied again it changes nothing.
//!
//! A tenant that is not in the file is left alone, and so is an account: it is made where it is missing, never changed or
//! removed. Names and members of a group are exactly those of the file afterwards.

use std::collections::BTreeMap;
use std::fmt;

use rekey_bus::Postman;
use rekey_domain::{AccountId, TenantId, UserId};
use rekey_runtime::Entropy;
use rekey_store::accounts::{Account, NewAccount};
use rekey_store::custom_questions::OWN_QUESTIONS_KEPT_MAX;
use rekey_store::instance::{self, Fact};
use rekey_store::tenants::{self, Name};
use rekey_store::{StoreError, Tx, accounts, audit};
use serde_json::json;
use thiserror::Error;

use super::{AccountPlan, Settings, TenantPlan, decoys};
use crate::Parts;
use crate::people::{AccountKind, insert_account};

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tenants.
    pub tenants: u32,
    /// Accounts.
    pub accounts: u32,
    /// Contacts.
    pub contacts: u32,
    /// Groups. A group is made by its first member: it counts as changed.
    pub groups: u32,
}

/// What applying did. A name or member that the file does not have any more is taken away; that alone is counted only where
/// the person is in the file elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// What was not there before.
    pub created: Counts,
    /// What was there, and is different now.
    pub changed: Counts,
    /// Whether another tenant is the default now.
    pub is_default_changed: bool,
    /// Tenants whose decoys are drawn from newly counted contacts.
    pub decoys_counted: u32,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tenants, accounts, contacts, groups } = self;
        write!(f, "tenants {tenants}, accounts {accounts}, contacts {contacts}, groups {groups}")
    }
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("nothing to change");
        }
        write!(f, "created: {}; changed: {}", self.created, self.changed)?;
        if self.is_default_changed {
            f.write_str("; another default tenant")?;
        }
        match self.decoys_counted {
            0 => Ok(()),
            tenants => write!(f, "; contacts counted for the decoys of tenants {tenants}"),
        }
    }
}

/// Why settings were not applied. Nothing was changed.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// A host or domain belongs to a tenant that is not in the file.
    #[error("tenants.{slug}: the {kind} `{name}` belongs to tenant `{owner}`, which is not in this file")]
    NameTaken {
        /// Who wants it.
        slug: String,
        /// `host` or `domain`.
        kind: &'static str,
        /// The name.
        name: String,
        /// Who has it.
        owner: String,
    },
    /// A member of a group has no account.
    #[error("tenants.{slug}.groups.{group}: `{user_id}` has no account in this tenant")]
    UnknownMember {
        /// The tenant.
        slug: String,
        /// The group.
        group: String,
        /// Who is not there.
        user_id: String,
    },
    /// Too many questions were offered once and are kept for those who answered them.
    #[error(
        "tenants.{slug}.questions: with those that are offered no longer there are more than {OWN_QUESTIONS_KEPT_MAX}: offer old ones anew"
    )]
    TooManyQuestions {
        /// The tenant.
        slug: String,
    },
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes what the settings say, all of it or nothing.
///
/// # Errors
/// When a name is another tenant's, a member has no account, or the database does not answer.
pub async fn apply(parts: &Parts, settings: &Settings) -> Result<Applied, ApplyError> {
    let tx = parts.store.begin().await?;
    let mut work = Work { tx, parts, postman: parts.postman(), applied: Applied::default(), notices: 0 };
    let mut ids = Vec::with_capacity(settings.tenants.len());
    for plan in &settings.tenants {
        ids.push(work.tenant(plan).await?);
    }
    // Every name is given up before one is taken, so that a domain can move from one tenant of the file to another.
    for id in &ids {
        tenants::set_names(&mut work.tx, *id, &[]).await?;
    }
    for (plan, id) in settings.tenants.iter().zip(&ids) {
        work.names(plan, *id).await?;
        work.people(plan, *id).await?;
        let groups = plan.policy_groups();
        if decoys::freeze(&mut work.tx, &parts.keys, (*id, &groups), plan.decoy_version).await? {
            work.applied.decoys_counted += 1;
        }
    }
    if let Some(slug) = &settings.default_tenant {
        work.default_tenant(slug).await?;
    }
    let Work { mut tx, postman, applied, notices, .. } = work;
    tell(&mut tx, parts.entropy, (settings, &ids), &applied).await?;
    tx.commit().await?;
    if notices > 0 {
        postman.wake();
    }
    Ok(applied)
}

/// One row in the audit trail of each tenant of the file.
async fn tell(
    tx: &mut Tx,
    entropy: Entropy,
    (settings, ids): (&Settings, &[TenantId]),
    applied: &Applied,
) -> Result<(), StoreError> {
    let slugs: Vec<&str> = settings.tenants.iter().map(|plan| plan.slug.as_str()).collect();
    let detail = json!({
        "tenants": slugs,
        "created": applied.created.to_string(),
        "changed": applied.changed.to_string(),
        "default_changed": applied.is_default_changed,
        "decoys_counted": applied.decoys_counted,
    });
    for id in ids {
        let entry = audit::Entry {
            tenant: Some(*id),
            actor: "operator",
            event: "settings.applied",
            account: None,
            flow: None,
            detail: &detail,
        };
        audit::write(tx, &entry, entropy).await?;
    }
    Ok(())
}

/// Accounts of a tenant as they were before their groups are set.
type People<'a> = BTreeMap<&'a UserId, Account>;

/// The transaction under way, and what it did so far.
pub(super) struct Work<'a> {
    pub(super) tx: Tx,
    pub(super) parts: &'a Parts,
    pub(super) postman: Postman,
    pub(super) applied: Applied,
    /// Written to the outbox.
    pub(super) notices: u32,
}

impl Work<'_> {
    /// Makes the tenant or brings it up to date.
    async fn tenant(&mut self, plan: &TenantPlan) -> Result<TenantId, ApplyError> {
        let Some(present) = tenants::by_slug(&mut self.tx, &plan.slug).await? else {
            let id = TenantId::from_uuid(self.parts.entropy.uuid(self.tx.now()));
            tenants::insert(&mut self.tx, id, &plan.slug, (&plan.settings, &plan.policy), self.parts.entropy).await?;
            self.applied.created.tenants += 1;
            return Ok(id);
        };
        let settings = plan.settings.clone().keeping_questions_of(&present.settings);
        if settings.questions.len() > OWN_QUESTIONS_KEPT_MAX {
            return Err(ApplyError::TooManyQuestions { slug: plan.slug.clone() });
        }
        tenants::update(&mut self.tx, present.id, (&settings, &plan.policy), self.parts.entropy).await?;
        let policies = plan.policy.to_policies().map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let has_names = self.has_names(plan, present.id).await?;
        if present.settings != settings || present.policies != policies || !has_names {
            self.applied.changed.tenants += 1;
        }
        Ok(present.id)
    }

    /// Whether it has every name that the plan gives it.
    async fn has_names(&mut self, plan: &TenantPlan, id: TenantId) -> Result<bool, StoreError> {
        for (_, name, _) in names(plan) {
            let owner = tenants::by_name(&mut self.tx, name).await?;
            if owner.is_none_or(|owner| owner.id != id) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn names(&mut self, plan: &TenantPlan, id: TenantId) -> Result<(), ApplyError> {
        for (kind, name, text) in names(plan) {
            if let Some(owner) = tenants::by_name(&mut self.tx, name).await? {
                let (slug, name) = (plan.slug.clone(), text.to_owned());
                return Err(ApplyError::NameTaken { slug, kind, name, owner: owner.slug.clone() });
            }
        }
        let names: Vec<Name<'_>> = names(plan).map(|(_, name, _)| name).collect();
        Ok(tenants::set_names(&mut self.tx, id, &names).await?)
    }

    async fn people(&mut self, plan: &TenantPlan, tenant: TenantId) -> Result<(), ApplyError> {
        let house = tenants::by_id(&mut self.tx, tenant).await?;
        let house = house.ok_or_else(|| StoreError::Corrupt(format!("tenant {tenant}")))?;
        let mut people = People::new();
        for wanted in &plan.accounts {
            let account = self.account(tenant, wanted).await?;
            self.contacts(&house, &account, wanted).await?;
            people.insert(&wanted.user_id, account);
        }
        for (group, members) in &plan.groups {
            for member in members {
                if people.contains_key(member) {
                    continue;
                }
                let account = accounts::by_user_id(&mut self.tx, tenant, member.as_str()).await?;
                let account = account.ok_or_else(|| ApplyError::UnknownMember {
                    slug: plan.slug.clone(),
                    group: group.clone(),
                    user_id: member.as_str().to_owned(),
                })?;
                people.insert(member, account);
            }
        }
        Ok(self.groups(plan, tenant, &people).await?)
    }

    async fn groups(&mut self, plan: &TenantPlan, tenant: TenantId, people: &People<'_>) -> Result<(), StoreError> {
        for (group, members) in &plan.groups {
            let ids: Vec<AccountId> =
                people.iter().filter(|(id, _)| members.contains(id)).map(|(_, account)| account.id).collect();
            accounts::set_members(&mut self.tx, tenant, group, &ids).await?;
            if people.iter().any(|(id, account)| account.groups.contains(group) != members.contains(id)) {
                self.applied.changed.groups += 1;
            }
        }
        Ok(())
    }

    /// The account as it is, or a new one.
    async fn account(&mut self, tenant: TenantId, plan: &AccountPlan) -> Result<Account, StoreError> {
        if let Some(present) = accounts::by_user_id(&mut self.tx, tenant, plan.user_id.as_str()).await? {
            return Ok(present);
        }
        let new = NewAccount {
            id: AccountId::from_uuid(self.parts.entropy.uuid(self.tx.now())),
            tenant,
            user_id: plan.user_id.as_str(),
            display_name: plan.display_name.as_deref(),
            is_administrator: plan.kind == AccountKind::Administrator,
        };
        insert_account(&mut self.tx, self.parts.entropy, &new).await?;
        self.applied.created.accounts += 1;
        let made = accounts::by_id(&mut self.tx, new.id).await?;
        made.ok_or_else(|| StoreError::Corrupt(format!("account {}", new.id)))
    }

    async fn default_tenant(&mut self, slug: &str) -> Result<(), StoreError> {
        if instance::get(&mut self.tx, Fact::DefaultTenant).await?.as_deref() != Some(slug) {
            instance::set(&mut self.tx, Fact::DefaultTenant, slug).await?;
            self.applied.is_default_changed = true;
        }
        Ok(())
    }
}

/// What a tenant is found by, with the words for it.
fn names(plan: &TenantPlan) -> impl Iterator<Item = (&'static str, Name<'_>, &str)> {
    let hosts = plan.hosts.iter().map(|host| ("host", Name::Host(host), host.as_str()));
    hosts.chain(plan.domains.iter().map(|domain| ("domain", Name::Domain(domain), domain.as_str())))
}
