//! The bus: messages between roles, from the transaction that decided them to the one that did them.
//!
//! The contract, the same for every transport, and held by `tests/contract.rs` with a crash at every step:
//!
//! 1. A committed message is delivered at least once, until it is done, expired, or buried with a reason. It is never
//!    lost in silence.
//! 2. A delivery carries message id, kind, attempt, expiry and trace context, and ends in exactly one of
//!    [`Outcome::Done`], [`Outcome::Retry`], [`Outcome::Bury`].
//! 3. `Retry` and `Bury` are database writes; the transport carries only work that is due.
//! 4. What has expired is not given to [`Handler::handle`], however late it comes.
//! 5. A message whose handler panics or hangs comes again, and is buried after the third time; so is one whose takers die on
//!    it too often. Neither is an attempt.
//!
//! The embedded transport needs no broker: the outbox table is the queue, with leases and due times, and a row per
//! listener. With RabbitMQ a relay takes what is due from the outbox to a queue per listener. Either way whoever commits
//! wakes its own process at once, and everybody looks once a second.

mod bus;
mod embedded;
mod handler;
mod news;
mod postman;
mod rabbitmq;
mod topology;

pub use bus::Bus;
pub use embedded::Taken;
pub use handler::{Handler, HandlerFuture};
pub use news::{Hearer, News};
pub use postman::{AboutNotice, Ended, Letter, Postman, SEEN_OFF_WITHIN, Sealed};
pub use rabbitmq::{Broker, BrokerError};
pub use topology::{Kind, LISTENERS, Listener};

use std::time::Duration;

use rekey_domain::{MessageId, TenantId, Timestamp};
use rekey_store::outbox::Outgoing;

/// A message to be sent.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id: the same for every listener and attempt.
    pub id: MessageId,
    /// What it is.
    pub kind: Kind,
    /// The organisation.
    pub tenant: TenantId,
    /// Sealed or signed.
    pub payload: Vec<u8>,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// W3C trace context.
    pub trace: Option<String>,
}

impl Message {
    /// As it is written for a listener at this time.
    fn outgoing(&self, listener: Listener, now: Timestamp) -> Outgoing<'_> {
        Outgoing {
            message: self.id,
            kind: self.kind.as_str(),
            listener: listener.as_str(),
            tenant: self.tenant,
            payload: &self.payload,
            due_at: now,
            expires_at: self.expires_at,
            trace: self.trace.as_deref(),
        }
    }
}

/// A message that is to be done now.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its id.
    pub id: MessageId,
    /// What it is.
    pub kind: Kind,
    /// The organisation.
    pub tenant: TenantId,
    /// Sealed or signed.
    pub payload: Vec<u8>,
    /// 1 for the first; grows with each [`Outcome::Retry`], not when it comes again after a panic or a crash.
    pub attempt: u32,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// W3C trace context.
    pub trace: Option<String>,
}

/// How a delivery ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// Try again after this long.
    Retry(Duration),
    /// Give up: it goes to the dead letters with this reason. The reason holds no secret and no contact.
    Bury(String),
}
