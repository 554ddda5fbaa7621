//! Owner notices: whoever holds the other contacts of an account is told when a method is added or removed.

use std::time::Duration;

use rekey_bus::Letter;
use rekey_domain::{Channel, Means, MessageId, Policy, Slot};
use rekey_store::contacts::Contact;
use rekey_store::{StoreError, Tx};
use rekey_wire::notice::{Destination, MethodChange, Notice, NoticeBody};

use crate::known::is_proven;
use crate::session::Session;
use crate::shell::Shell;

/// Information is of use for a day.
const NOTICE_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// What happened to a method.
#[derive(Debug, Clone, Copy)]
pub(crate) enum News {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
}

/// What the owner is told.
pub(crate) struct Told {
    pub(crate) news: News,
    /// What changed.
    pub(crate) means: Means,
    /// The masked contact, or what its owner calls it.
    pub(crate) hint: String,
}

impl Shell {
    /// Tells the owner at the contacts that were there before the change, each place once.
    pub(crate) async fn tell_owner(
        &self,
        tx: &mut Tx,
        session: &Session,
        told: Told,
        before: &[Contact],
    ) -> Result<(), StoreError> {
        let mut places: Vec<(Channel, Destination)> = Vec::new();
        for contact in before.iter().filter(|contact| is_proven(contact)) {
            let Some(channel) = channel(contact.slot, told.means, &session.policy) else { continue };
            match contact.open(&self.keys) {
                Ok(value) => {
                    let place = (channel, value.destination());
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
                // A contact that is lost must not keep the person from replacing it.
                Err(error) => tracing::error!(error = %error, "owner_notice.contact_unreadable"),
            }
        }
        for place in places {
            self.post_notice(tx, session, &told, place).await?;
        }
        Ok(())
    }

    async fn post_notice(
        &self,
        tx: &mut Tx,
        session: &Session,
        told: &Told,
        place: (Channel, Destination),
    ) -> Result<(), StoreError> {
        let (channel, to) = place;
        let now = tx.now();
        let change = MethodChange {
            means: told.means,
            hint: told.hint.clone(),
            at: now,
            contact_url: session.help_url(&self.public_url),
        };
        let (body, purpose) = match told.news {
            News::Added => (NoticeBody::MethodAdded(change), "method_added"),
            News::Removed => (NoticeBody::MethodRemoved(change), "method_removed"),
        };
        let notice = Notice {
            id: MessageId::from_uuid(self.entropy.uuid(now)),
            tenant: session.tenant.id,
            house: session.tenant.settings.name.clone(),
            help_name: session.help().name.unwrap_or_default(),
            locale: session.sign_in.locale.clone(),
            channel,
            to,
            body,
            expires_at: now.plus(NOTICE_LIFETIME),
        };
        let letter = Letter { notice, account: Some(session.account.id), purpose, flow: None };
        self.postman.post(tx, &letter).await
    }
}

/// As the policy says; a phone that was replaced or removed is told wherever text messages go out at all.
fn channel(slot: Slot, changed: Means, policy: &Policy) -> Option<Channel> {
    let policy = Policy { notify_by_sms: policy.notify_by_sms || Means::Contact(slot) == changed, ..policy.clone() };
    policy.notice_channel(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_messages_go_out_where_policy_says_so_and_calls_never() {
        let (phone, mobile, email) = (Slot::AuthenticationPhone, Slot::MobilePhone, Slot::AlternateEmail);
        let channel = |slot, changed, policy: &Policy| channel(slot, Means::Contact(changed), policy);
        let on = Policy::nist();
        let quiet = Policy { notify_by_sms: false, ..Policy::nist() };
        let off = Policy { sms: false, ..Policy::nist() };
        assert_eq!(channel(mobile, email, &on), Some(Channel::Sms));
        assert_eq!(channel(mobile, email, &quiet), None);
        assert_eq!(channel(phone, phone, &quiet), Some(Channel::Sms), "who is replaced is told");
        assert_eq!(channel(phone, phone, &off), None);
        assert_eq!(channel(email, phone, &off), Some(Channel::Email));
        assert_eq!(channel(Slot::OfficePhone, phone, &on), None);
    }
}
