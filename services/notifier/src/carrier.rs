//! Who carries what, in which order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rekey_domain::{Channel, EmailAddress, MessageId, Timestamp};
use rekey_runtime::config::{OrderConfig, ProviderChannel, RoutingConfig};
use rekey_store::Store;
use rekey_wire::notice::{Destination, Notice};

use crate::channel::sms::TextMessage;
use crate::channel::sms::http::Gateway;
use crate::channel::sms::twilio::Twilio;
use crate::channel::smtp::{EmailMessage, Smtp};
use crate::channel::voice::PhoneCall;
use crate::channel::{Accepted, SendError};
use crate::inbox;
use crate::render::Rendered;

/// A provider.
#[derive(Clone)]
pub enum Carrier {
    /// A mail server.
    Smtp(Arc<Smtp>),
    /// Twilio.
    Twilio(Arc<Twilio>),
    /// A gateway for text messages.
    Gateway(Arc<Gateway>),
    /// The demo's inbox.
    Inbox(Store),
}

/// Everybody who carries.
#[derive(Default)]
pub struct Carriers {
    /// For email; none where nothing is configured.
    pub email: Option<Carrier>,
    /// For text messages and calls, by their ids.
    pub providers: BTreeMap<String, Carrier>,
    /// Which of those carry what.
    pub routing: RoutingConfig,
}

impl Carriers {
    /// The demo: everything into the inbox.
    pub fn all_into_inbox(store: &Store) -> Self {
        let (id, inbox) = ("inbox".to_owned(), Carrier::Inbox(store.clone()));
        let order = || OrderConfig { order: vec![id.clone()], ..OrderConfig::default() };
        let routing = RoutingConfig { sms: order(), voice: order(), ..RoutingConfig::default() };
        Self { email: Some(inbox.clone()), providers: [(id, inbox)].into(), routing }
    }

    /// Who is asked with a notice of this organisation, the first one first; nobody for what goes to nobody.
    pub(crate) fn route(&self, channel: Channel, tenant: Option<&str>, to: &Destination) -> Vec<&Carrier> {
        let (Some(channel), Destination::Phone(number)) = (provider_channel(channel), to) else {
            return self.email.iter().filter(|_| channel == Channel::Email && *to != Destination::Nobody).collect();
        };
        let order = self.routing.order(channel, tenant, number.e164());
        order.iter().filter_map(|id| self.providers.get(id)).collect()
    }

    /// Outside systems, with each channel for which somebody is sent to them.
    pub(crate) fn routed(&self) -> Vec<(String, Channel)> {
        let outside = |id: &String| matches!(self.providers.get(id), Some(Carrier::Twilio(_) | Carrier::Gateway(_)));
        let named = |channel: Channel| {
            let named = provider_channel(channel).map(|of| self.routing.named(of)).unwrap_or_default();
            named.into_iter().filter(outside).map(move |id| (id, channel)).collect::<Vec<_>>()
        };
        [Channel::Sms, Channel::Voice].into_iter().flat_map(named).collect()
    }

    /// The inbox's database, where there is an inbox.
    pub(crate) fn inbox(&self) -> Option<Store> {
        self.all().find_map(|carrier| match carrier {
            Carrier::Inbox(store) => Some(store.clone()),
            Carrier::Smtp(_) | Carrier::Twilio(_) | Carrier::Gateway(_) => None,
        })
    }

    /// The providers that report by themselves what became of messages and calls, and can be asked.
    pub(crate) fn reporting(&self) -> Vec<Arc<Twilio>> {
        let twilio = |carrier: &Carrier| match carrier {
            Carrier::Twilio(twilio) => Some(twilio.clone()),
            Carrier::Smtp(_) | Carrier::Gateway(_) | Carrier::Inbox(_) => None,
        };
        self.all().filter_map(twilio).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Carrier> {
        self.email.iter().chain(self.providers.values())
    }
}

/// What is routed; mail is not.
const fn provider_channel(channel: Channel) -> Option<ProviderChannel> {
    match channel {
        Channel::Email => None,
        Channel::Sms => Some(ProviderChannel::Sms),
        Channel::Voice => Some(ProviderChannel::Voice),
    }
}

impl Carrier {
    /// Its name in deliveries.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Smtp(_) => "smtp",
            Self::Twilio(twilio) => twilio.id(),
            Self::Gateway(gateway) => gateway.id(),
            Self::Inbox(_) => "inbox",
        }
    }

    /// Whether it can be asked what became of a message.
    pub(crate) const fn tells(&self) -> bool {
        matches!(self, Self::Twilio(_))
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
            (Self::Gateway(gateway), Rendered::Sms(text), Destination::Phone(to)) => {
                let lifetime = notice.expires_at.since(date);
                gateway.send(&TextMessage { id: notice.id, to, text, lifetime }).await
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
