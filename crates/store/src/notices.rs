//! What every notice of an organisation has, and where the owner of an account hears of something.

use rekey_domain::{Channel, MessageId, Slot, Timestamp};
use rekey_wire::keys::Keys;
use rekey_wire::notice::{Destination, Notice, NoticeBody};

use crate::contacts::Contact;
use crate::tenants::Tenant;

/// Who is written to.
#[derive(Debug, Clone)]
pub struct Addressee<'a> {
    /// The group whose way to the administrator is shown; none for everybody's.
    pub group: Option<&'a str>,
    /// Language (BCP 47).
    pub locale: String,
    /// How the notice travels.
    pub channel: Channel,
    /// Where it goes.
    pub to: Destination,
}

impl Tenant {
    /// A notice of this organisation.
    pub fn notice(&self, to: Addressee<'_>, body: NoticeBody, (id, expires_at): (MessageId, Timestamp)) -> Notice {
        Notice {
            id,
            tenant: self.id,
            house: self.settings.name.clone(),
            help_name: self.help(to.group).name.unwrap_or_default(),
            locale: to.locale,
            channel: to.channel,
            to: to.to,
            body,
            expires_at,
        }
    }
}

/// Where the owner of these contacts is told, each place once: at every proven one that has a channel. What cannot be opened is
/// logged and left out, so that it keeps the others from nothing.
pub fn places(
    contacts: &[Contact],
    keys: &Keys,
    channel: impl Fn(Slot) -> Option<Channel>,
) -> Vec<(Channel, Destination)> {
    let mut places = Vec::new();
    for contact in contacts.iter().filter(|contact| contact.is_proven()) {
        let (Some(channel), Some(value)) = (channel(contact.slot), contact.open_or_log(keys)) else { continue };
        let place = (channel, value.destination());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}
