//! Who carries what: one provider per channel for now.

use std::sync::Arc;

use rekey_domain::{Channel, EmailAddress, MessageId, Timestamp};
use rekey_store::Store;
use rekey_wire::notice::{Destination, Notice};

use crate::channel::sms::TextMessage;
use crate::channel::sms::twilio::Twilio;
use crate::channel::smtp::{EmailMessage, Smtp};
use crate::channel::voice::PhoneCall;
use crate::channel::{Accepted, SendError};
use crate::inbox;
use crate::render::Rendered;

/// A provider.
pub enum Carrier {
    /// A mail server.
    Smtp(Smtp),
    /// Twilio.
    Twilio(Arc<Twilio>),
    /// The demo's inbox.
    Inbox(Store),
}

/// The provider of each channel; none where nothing is configured.
#[derive(Default)]
pub struct Carriers {
    /// For email.
    pub email: Option<Carrier>,
    /// For text messages.
    pub sms: Option<Carrier>,
    /// For calls.
    pub voice: Option<Carrier>,
}

impl Carriers {
    /// The demo: everything into the inbox.
    pub fn all_into_inbox(store: &Store) -> Self {
        let inbox = || Some(Carrier::Inbox(store.clone()));
        Self { email: inbox(), sms: inbox(), voice: inbox() }
    }

    /// The provider of a channel.
    pub(crate) const fn of(&self, channel: Channel) -> Option<&Carrier> {
        match channel {
            Channel::Email => self.email.as_ref(),
            Channel::Sms => self.sms.as_ref(),
            Channel::Voice => self.voice.as_ref(),
        }
    }

    /// The inbox's database, where there is an inbox.
    pub(crate) fn inbox(&self) -> Option<Store> {
        self.all().find_map(|carrier| match carrier {
            Carrier::Inbox(store) => Some(store.clone()),
            Carrier::Smtp(_) | Carrier::Twilio(_) => None,
        })
    }

    /// The providers that report by themselves what became of messages and calls.
    pub(crate) fn reporting(&self) -> Vec<Arc<Twilio>> {
        let twilio = |carrier: &Carrier| match carrier {
            Carrier::Twilio(twilio) => Some(twilio.clone()),
            Carrier::Smtp(_) | Carrier::Inbox(_) => None,
        };
        self.all().filter_map(twilio).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Carrier> {
        [&self.email, &self.sms, &self.voice].into_iter().flatten()
    }
}

impl Carrier {
    /// Its name in deliveries.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Smtp(_) => "smtp",
            Self::Twilio(twilio) => twilio.id(),
            Self::Inbox(_) => "inbox",
        }
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// Says what to do next.
    pub(crate) async fn carry(
        &self,
        notice: &Notice,
        rendered: &Rendered,
        date: Timestamp,
        host: &str,
    ) -> Result<Accepted, SendError> {
        match (self, rendered, &notice.to) {
            (Self::Inbox(store), _, _) => inbox::keep(store, notice, rendered).await,
            (Self::Smtp(smtp), Rendered::Email(email), Destination::Email(to)) => {
                let message_id = message_id(notice.id, host);
                let (subject, text, html) = (&email.subject, &email.text, &email.html);
                let mail = mail(to, &notice.house, (subject, text, html), (&message_id, date));
                smtp.send(&mail).await
            }
            (Self::Twilio(twilio), Rendered::Sms(text), Destination::Phone(to)) => {
                let lifetime = notice.expires_at.since(date);
                twilio.send(&TextMessage { id: notice.id, to, text, lifetime }).await
            }
            (Self::Twilio(twilio), Rendered::Call(script), Destination::Phone(to)) => {
                twilio.call(&PhoneCall { id: notice.id, to, script }).await
            }
            _ => Err(SendError::Refused("no provider for this channel".into())),
        }
    }
}

fn mail<'a>(
    to: &'a EmailAddress,
    from_name: &'a str,
    words: (&'a str, &'a str, &'a str),
    stamp: (&'a str, Timestamp),
) -> EmailMessage<'a> {
    let ((subject, text, html), (message_id, date)) = (words, stamp);
    EmailMessage { to, from_name, subject, text, html, message_id, date }
}

/// The same through every retry, so that mail systems can tell a duplicate.
fn message_id(id: MessageId, host: &str) -> String {
    let host = if host.is_empty() || host.contains(['[', ']', ':']) { "localhost" } else { host };
    format!("<{id}@{host}>")
}
