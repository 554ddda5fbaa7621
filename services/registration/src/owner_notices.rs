//! Owner notices: whoever holds the other contacts of an account is told when a method is added or removed.

use rekey_bus::Letter;
use rekey_domain::{Channel, Means, MessageId};
use rekey_store::contacts::Contact;
use rekey_store::notices::{self, Addressee};
use rekey_store::{StoreError, Tx};
use rekey_wire::notice::{Destination, INFORMATION_LIFETIME, MethodChange, NoticeBody};

use crate::session::Session;
use crate::shell::Shell;

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
        let channel = |slot| session.policy.notice_channel_of_change(slot, told.means);
        let places = notices::places(before, &self.keys, channel);
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
        let group = session.tenant.group_of(&session.account);
        let to = Addressee { group, locale: session.sign_in.locale.clone(), channel, to };
        let id = MessageId::from_uuid(self.entropy.uuid(now));
        let notice = session.tenant.notice(to, body, (id, now.plus(INFORMATION_LIFETIME)));
        let letter = Letter { notice, account: Some(session.account.id), purpose, flow: None };
        self.postman.post(tx, &letter).await
    }
}
