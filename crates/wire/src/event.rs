//! Events: news between roles, signed by their producer.

use prost::Message as _;
use rekey_domain::call::{CallEnd, Pressed};
use rekey_domain::challenge::Delivery;
use rekey_domain::{MessageId, Timestamp};
use uuid::Uuid;

use crate::keys::{MacRing, NotAuthentic};
use crate::proto;

/// News.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A notice got on, or did not.
    DeliveryChanged {
        /// The notice.
        message: MessageId,
        /// What became of it.
        delivery: Delivery,
    },
    /// Something happened in the call that a notice became.
    CallChanged {
        /// The notice.
        message: MessageId,
        /// What happened.
        what: CallNews,
    },
}

/// What happened in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallNews {
    /// Keys were pressed. Whether they are the right ones is for whoever asked.
    Pressed(Pressed),
    /// It ended without.
    Ended(CallEnd),
}

/// What an event is bound to besides its content.
#[derive(Debug, Clone, Copy)]
pub struct EventBinding {
    /// The event's own message id.
    pub id: MessageId,
    /// No use after this time.
    pub expires_at: Timestamp,
}

impl EventBinding {
    fn parts(&self) -> ([u8; 16], [u8; 8]) {
        (*self.id.uuid().as_bytes(), self.expires_at.micros().to_be_bytes())
    }
}

/// Signs events.
#[derive(Debug, Clone)]
pub struct EventSigner(MacRing);

impl EventSigner {
    pub(crate) fn new(ring: MacRing) -> Self {
        Self(ring)
    }

    /// The signed form: digest, then the message.
    pub fn sign(&self, event: &Event, binding: &EventBinding) -> Vec<u8> {
        let body = encode(event);
        let (id, expiry) = binding.parts();
        [&self.0.tag(&[&id, &expiry, &body])[..], &body].concat()
    }
}

/// Verifies events.
#[derive(Debug, Clone)]
pub struct EventVerifier(MacRing);

impl EventVerifier {
    pub(crate) fn new(ring: MacRing) -> Self {
        Self(ring)
    }

    /// Reads a signed event.
    ///
    /// # Errors
    /// When it was not signed by the producer for this message id and expiry, or is not known.
    pub fn verify(&self, signed: &[u8], binding: &EventBinding) -> Result<Event, NotAuthentic> {
        let (tag, body) = signed.split_at_checked(32).ok_or(NotAuthentic)?;
        let (id, expiry) = binding.parts();
        if !self.0.verify(tag, &[&id, &expiry, body]) {
            return Err(NotAuthentic);
        }
        decode(body).ok_or(NotAuthentic)
    }
}

/// The name of a delivery state in messages and tables.
pub const fn delivery_name(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Queued => "queued",
        Delivery::Delayed => "delayed",
        Delivery::Sent => "sent",
        Delivery::Delivered => "delivered",
        Delivery::Failed => "failed",
    }
}

/// The delivery state with this name.
pub fn delivery_named(name: &str) -> Option<Delivery> {
    [Delivery::Queued, Delivery::Delayed, Delivery::Sent, Delivery::Delivered, Delivery::Failed]
        .into_iter()
        .find(|delivery| delivery_name(*delivery) == name)
}

fn encode(event: &Event) -> Vec<u8> {
    use proto::call_changed::What;
    use proto::event::News;
    let id = |message: &MessageId| message.uuid().as_bytes().to_vec();
    let news = match event {
        Event::DeliveryChanged { message, delivery } => News::DeliveryChanged(proto::DeliveryChanged {
            message_id: id(message),
            state: delivery_name(*delivery).into(),
        }),
        Event::CallChanged { message, what } => {
            let what = match what {
                CallNews::Pressed(pressed) => What::Keys(pressed.as_str().into()),
                CallNews::Ended(end) => What::End(end.as_str().into()),
            };
            News::CallChanged(proto::CallChanged { message_id: id(message), what: Some(what) })
        }
    };
    proto::Event { news: Some(news) }.encode_to_vec()
}

fn decode(body: &[u8]) -> Option<Event> {
    use proto::call_changed::What;
    use proto::event::News;
    let id = |bytes: &[u8]| Uuid::from_slice(bytes).ok().map(MessageId::from_uuid);
    Some(match proto::Event::decode(body).ok()?.news? {
        News::DeliveryChanged(news) => {
            Event::DeliveryChanged { message: id(&news.message_id)?, delivery: delivery_named(&news.state)? }
        }
        News::CallChanged(news) => {
            let what = match news.what? {
                What::Keys(keys) => CallNews::Pressed(Pressed::parse(&keys)?),
                What::End(end) => CallNews::Ended(CallEnd::parse(&end)?),
            };
            Event::CallChanged { message: id(&news.message_id)?, what }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn an_event_counts_for_its_own_message_only() {
        let keys = Keys::generate(&mut |buffer| buffer.fill(1));
        let message = MessageId::from_uuid(Uuid::from_u128(1));
        let binding =
            EventBinding { id: MessageId::from_uuid(Uuid::from_u128(2)), expires_at: Timestamp::from_micros(9) };
        let event = Event::DeliveryChanged { message, delivery: Delivery::Sent };
        let signed = keys.event_signer().sign(&event, &binding);
        assert_eq!(keys.event_verifier().verify(&signed, &binding), Ok(event));
        let pressed = CallNews::Pressed(Pressed::parse("42#").expect("keys"));
        for what in [pressed, CallNews::Ended(CallEnd::Busy), CallNews::Ended(CallEnd::Refused)] {
            let event = Event::CallChanged { message, what };
            let signed = keys.event_signer().sign(&event, &binding);
            assert_eq!(keys.event_verifier().verify(&signed, &binding), Ok(event));
        }
        let other = EventBinding { id: message, ..binding };
        assert_eq!(keys.event_verifier().verify(&signed, &other), Err(NotAuthentic));
        let stranger = Keys::generate(&mut |buffer| buffer.fill(2));
        assert_eq!(stranger.event_verifier().verify(&signed, &binding), Err(NotAuthentic));
        for at in 0..signed.len() {
            let mut changed = signed.clone();
            changed[at] ^= 1;
            assert!(keys.event_verifier().verify(&changed, &binding).is_err());
        }
    }
}
