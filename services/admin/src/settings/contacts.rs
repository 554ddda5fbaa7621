//! Contacts of the settings file: put into their slots as a change by the person would be. An account that could reset before waits
//! for what is new, keeps what was there meanwhile unless the file says that it is lost, and hears of it at the contacts it had.

use rekey_bus::Letter;
use rekey_domain::cool_off::{Adding, CoolOff};
use rekey_domain::{Means, MessageId, Policy};
use rekey_store::accounts::Account;
use rekey_store::contacts::Contact;
use rekey_store::notices::{self, Addressee};
use rekey_store::tenants::Tenant;
use rekey_store::{StoreError, holdings};
use rekey_wire::notice::{INFORMATION_LIFETIME, MethodChange, NoticeBody};
use std::time::Duration;

use super::AccountPlan;
use super::apply::Work;
use crate::contacts::{ContactOrigin, Put, SlotValue, Waiting, put_contact_from};
use crate::people::Owner;

impl Work<'_> {
    /// Puts the contacts of an account into their slots.
    pub(super) async fn contacts(
        &mut self,
        tenant: &Tenant,
        account: &Account,
        plan: &AccountPlan,
    ) -> Result<(), StoreError> {
        let owner = Owner { tenant: tenant.id, account: account.id };
        let (before, policy) = (holdings::of_account(&mut self.tx, account.id).await?, tenant.policy_of(account));
        let now = self.tx.now();
        let adding = Adding {
            was_capable: policy.is_capable(before.usable(&policy, now).into_iter())
                || policy.is_capable(before.enough_to_reset(&policy).into_iter()),
            is_administrator: account.is_administrator,
            signed_in_at: now,
        };
        let usable_from = self.cool_off().usable_from(adding, now);
        for contact in &plan.contacts {
            let waiting = Waiting { usable_from, replaces_lost: contact.lost };
            let value = (&contact.value, ContactOrigin::Managed);
            let put =
                put_contact_from(&mut self.tx, &self.parts.keys, self.parts.entropy, (owner, value), waiting).await?;
            match put {
                Put::Made => self.applied.created.contacts += 1,
                Put::Changed => self.applied.changed.contacts += 1,
                Put::Same => continue,
            }
            self.tell_owner(tenant, (account, &policy), &contact.value, &before.contacts).await?;
        }
        Ok(())
    }

    fn cool_off(&self) -> CoolOff {
        let limits = &self.parts.limits;
        CoolOff {
            person: Duration::from_secs(u64::from(limits.cool_off_seconds)),
            administrator: Duration::from_secs(u64::from(limits.cool_off_administrator_seconds)),
        }
    }

    /// Tells the owner at the contacts that were there before the file was applied, each place once.
    async fn tell_owner(
        &mut self,
        tenant: &Tenant,
        (account, policy): (&Account, &Policy),
        new: &SlotValue,
        before: &[Contact],
    ) -> Result<(), StoreError> {
        let changed = Means::Contact(new.slot());
        let places = notices::places(before, &self.parts.keys, |slot| policy.notice_channel_of_change(slot, changed));
        let (group, now) = (tenant.group_of(account), self.tx.now());
        for (channel, to) in places {
            let change = MethodChange {
                means: changed,
                hint: new.hint(),
                at: now,
                contact_url: tenant.help_url(group, &self.parts.public_url),
            };
            let to = Addressee { group, locale: tenant.locale(group), channel, to };
            let id = MessageId::from_uuid(self.parts.entropy.uuid(now));
            let body = NoticeBody::MethodAdded(change);
            let notice = tenant.notice(to, body, (id, now.plus(INFORMATION_LIFETIME)));
            let letter = Letter { notice, account: Some(account.id), purpose: "method_added", flow: None };
            self.postman.post(&mut self.tx, &letter).await?;
            self.notices += 1;
        }
        Ok(())
    }
}
