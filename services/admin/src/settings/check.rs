//! Checking a settings file: from what is written to what can work, or the first reason why not.

use std::collections::{BTreeMap, BTreeSet};

use rekey_domain::user_id::canonical_domain;
use rekey_domain::{EmailAddress, Means, Policy, Slot, UserId};
use rekey_store::policy_document::{EnabledForDocument, TenantSettings};
use rekey_wire::phone;

use super::file::{AccountTable, ContactTable, File, TenantTable};
use super::{AccountPlan, ContactPlan, Settings, SettingsError, TenantPlan, questions, text};
use crate::contacts::SlotValue;
use crate::people::AccountKind;

type Checked<T> = Result<T, SettingsError>;
/// Whether a single value is sound, or why not.
type Check = fn(&str) -> Result<(), String>;

fn wrong(place: &str, reason: impl ToString) -> SettingsError {
    SettingsError::Wrong { place: place.to_owned(), reason: reason.to_string() }
}

/// Checks the whole file.
pub(super) fn settings(file: File) -> Checked<Settings> {
    let File { default_tenant, tenants } = file;
    if let Some(slug) = default_tenant.as_ref().filter(|slug| !tenants.contains_key(*slug)) {
        return Err(wrong("default_tenant", format!("there is no [tenants.{slug}] in this file")));
    }
    let mut plans = Vec::with_capacity(tenants.len());
    for (slug, table) in tenants {
        let is_default = default_tenant.as_ref() == Some(&slug);
        plans.push(Tenant::new(slug, &table, is_default)?.plan(table)?);
    }
    names_are_unique(&plans)?;
    Ok(Settings { default_tenant, tenants: plans })
}

fn names_are_unique(plans: &[TenantPlan]) -> Checked<()> {
    let mut owners: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for plan in plans {
        let hosts = plan.hosts.iter().map(|host| ("hosts", host));
        for (kind, name) in hosts.chain(plan.domains.iter().map(|domain| ("domains", domain))) {
            if let Some(owner) = owners.insert((kind, name), &plan.slug) {
                let place = format!("tenants.{}.{kind}", plan.slug);
                return Err(wrong(&place, format!("`{name}` is in tenants.{owner}.{kind} already")));
            }
        }
    }
    Ok(())
}

/// A tenant that is being checked.
struct Tenant {
    slug: String,
    place: String,
    hosts: Vec<String>,
    domains: Vec<String>,
    /// Whether a user ID without a domain leads here.
    takes_bare_ids: bool,
}

impl Tenant {
    fn new(slug: String, table: &TenantTable, is_default: bool) -> Checked<Self> {
        let place = format!("tenants.{slug}");
        text::slug(&slug).map_err(|reason| wrong(&place, reason))?;
        let mut domains = Vec::with_capacity(table.domains.len());
        for domain in &table.domains {
            let reason = |_| wrong(&format!("{place}.domains"), format!("`{domain}` is not a domain"));
            domains.push(canonical_domain(domain).map_err(reason)?);
        }
        for host in &table.hosts {
            text::host(host).map_err(|reason| wrong(&format!("{place}.hosts"), reason))?;
        }
        let takes_bare_ids = is_default || !table.hosts.is_empty();
        Ok(Self { slug, place, hosts: table.hosts.clone(), domains, takes_bare_ids })
    }

    fn plan(self, mut table: TenantTable) -> Checked<TenantPlan> {
        let (groups, accounts) = (std::mem::take(&mut table.groups), std::mem::take(&mut table.accounts));
        self.policy(&table, &groups)?;
        let policy = table.policy.clone();
        let decoy_version = self.decoy_version(&table)?;
        let settings = self.settings(table)?;
        let groups = groups.into_iter().map(|(name, members)| self.group(name, members)).collect::<Checked<_>>()?;
        let accounts = self.accounts(accounts)?;
        let Self { slug, hosts, domains, .. } = self;
        Ok(TenantPlan { slug, settings, policy, hosts, domains, groups, accounts, decoy_version })
    }

    fn decoy_version(&self, table: &TenantTable) -> Checked<u32> {
        match table.decoy_version.unwrap_or(1) {
            0 => Err(wrong(&self.at("decoy_version"), "the first version is 1")),
            version => Ok(version),
        }
    }

    fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.place)
    }

    fn policy(&self, table: &TenantTable, groups: &BTreeMap<String, Vec<String>>) -> Checked<()> {
        let policies = table.policy.to_policies().map_err(|error| wrong(&self.place, error))?;
        for (group, policy) in &policies.groups {
            if !groups.contains_key(group) {
                return Err(wrong(&self.at("policy.groups"), format!("there is no group `{group}` in groups")));
            }
            self.can_work(&format!("policy.groups, group `{group}`"), policy)?;
        }
        self.help_of_groups(table)?;
        self.can_work("policy", &policies.everybody)?;
        let Some(EnabledForDocument::Groups(names)) = &table.policy.enabled_for else { return Ok(()) };
        match names.iter().find(|name| !groups.contains_key(*name)) {
            Some(name) => Err(wrong(&self.at("policy.enabled_for"), format!("there is no group `{name}` in groups"))),
            None => Ok(()),
        }
    }

    /// What groups say about help and language is of the same form as the tenant's.
    fn help_of_groups(&self, table: &TenantTable) -> Checked<()> {
        for group in &table.policy.groups {
            let place = self.at(&format!("policy.groups, group `{}`", group.group));
            let checks: [(&str, Option<&str>, Check); 4] = [
                ("help_url", group.help_url.as_deref(), text::help_url),
                ("help_address", group.help_address.as_deref(), text::address),
                ("help_name", group.help_name.as_deref(), text::name),
                ("locale", group.locale.as_deref(), text::locale),
            ];
            for (key, value, check) in checks {
                value.map_or(Ok(()), check).map_err(|reason| wrong(&format!("{place}.{key}"), reason))?;
            }
        }
        Ok(())
    }

    /// Whether anybody could reset under this policy, and every country is one.
    fn can_work(&self, key: &str, policy: &Policy) -> Checked<()> {
        if !policy.is_capable(Means::ALL.into_iter()) {
            let reason = "nobody can give enough proofs: phones need text messages (sms = true) or calls (voice)";
            return Err(wrong(&self.at(key), reason));
        }
        match policy.countries.iter().find(|code| phone::calling_code(code).is_none()) {
            Some(unknown) => {
                Err(wrong(&self.at(&format!("{key}.countries")), format!("`{unknown}` is no country (ISO 3166)")))
            }
            None => Ok(()),
        }
    }

    fn settings(&self, table: TenantTable) -> Checked<TenantSettings> {
        let checks: [(&str, Option<&str>, Check); 6] = [
            ("name", Some(&table.name), text::name),
            ("sign_in_url", table.sign_in_url.as_deref(), text::page_url),
            ("help_url", table.help_url.as_deref(), text::help_url),
            ("help_address", table.help_address.as_deref(), text::address),
            ("help_name", table.help_name.as_deref(), text::name),
            ("locale", table.locale.as_deref(), text::locale),
        ];
        for (key, value, check) in checks {
            value.map_or(Ok(()), check).map_err(|reason| wrong(&self.at(key), reason))?;
        }
        let mut recipients = Vec::with_capacity(table.help_recipients.len());
        for typed in &table.help_recipients {
            let place = self.at("help_recipients");
            let address = EmailAddress::parse(typed).map_err(|error| wrong(&place, format!("`{typed}` is {error}")))?;
            if recipients.iter().any(|other| other == address.as_str()) {
                return Err(wrong(&place, format!("`{typed}` is there twice")));
            }
            recipients.push(address.as_str().to_owned());
        }
        let questions = questions::read(table.questions)
            .map_err(|(place, reason)| wrong(&format!("{}{place}", self.at("questions")), reason))?;
        Ok(TenantSettings {
            name: table.name,
            hosts: table.hosts,
            sign_in_url: table.sign_in_url,
            help_url: table.help_url,
            help_address: table.help_address,
            help_name: table.help_name,
            help_recipients: recipients,
            locale: table.locale,
            questions,
        })
    }

    fn group(&self, name: String, members: Vec<String>) -> Checked<(String, BTreeSet<UserId>)> {
        let place = self.at(&format!("groups.{name}"));
        text::name(&name).map_err(|reason| wrong(&place, reason))?;
        let mut ids = BTreeSet::new();
        for member in members {
            ids.insert(self.user_id(&place, &member)?);
        }
        Ok((name, ids))
    }

    /// Reads a user ID that leads to this tenant and no other.
    fn user_id(&self, place: &str, typed: &str) -> Checked<UserId> {
        let id = UserId::parse(typed).map_err(|error| wrong(place, format!("`{typed}`: {error}")))?;
        match id.domain() {
            Some(domain) if !self.domains.iter().any(|own| own == domain) => {
                Err(wrong(place, format!("`{typed}` is not in a domain of this tenant: add `{domain}` to its domains")))
            }
            None if !self.takes_bare_ids => Err(wrong(
                place,
                format!("`{typed}` has no domain, and this tenant has neither a host nor is the default"),
            )),
            _ => Ok(id),
        }
    }

    fn accounts(&self, tables: Vec<AccountTable>) -> Checked<Vec<AccountPlan>> {
        let mut plans: Vec<AccountPlan> = Vec::with_capacity(tables.len());
        let mut seen = BTreeSet::new();
        for (number, table) in tables.into_iter().enumerate() {
            let place = self.at(&format!("accounts[{number}]"));
            let plan = self.account(&place, table)?;
            if !seen.insert(plan.user_id.clone()) {
                return Err(wrong(&place, format!("`{}` is there twice", plan.user_id.as_str())));
            }
            plans.push(plan);
        }
        Ok(plans)
    }

    fn account(&self, place: &str, table: AccountTable) -> Checked<AccountPlan> {
        let user_id = self.user_id(&format!("{place}.user_id"), &table.user_id)?;
        let name = table.display_name.as_deref();
        name.map_or(Ok(()), text::name).map_err(|reason| wrong(&format!("{place}.display_name"), reason))?;
        let kind = if table.administrator { AccountKind::Administrator } else { AccountKind::Person };
        let mut contacts: Vec<ContactPlan> = Vec::with_capacity(table.contacts.len());
        for (number, table) in table.contacts.iter().enumerate() {
            let place = format!("{place}.contacts[{number}]");
            let value = contact(&place, table)?;
            if contacts.iter().any(|other| other.value.slot() == value.slot()) {
                return Err(wrong(&place, format!("slot `{}` is there twice", table.slot)));
            }
            contacts.push(ContactPlan { value, lost: table.lost });
        }
        Ok(AccountPlan { user_id, display_name: table.display_name, kind, contacts })
    }
}

/// Reads a contact for a slot that belongs to the administrator.
fn contact(place: &str, table: &ContactTable) -> Checked<SlotValue> {
    let slot = Slot::parse(&table.slot).filter(|slot| !slot.is_own()).ok_or_else(|| {
        let known = Slot::ALL.iter().filter(|slot| !slot.is_own()).map(|slot| slot.as_str());
        let known = known.collect::<Vec<_>>().join(", ");
        wrong(&format!("{place}.slot"), format!("`{}` is not one of {known}", table.slot))
    })?;
    SlotValue::parse(slot, &table.value).map_err(|error| wrong(&format!("{place}.value"), error))
}
