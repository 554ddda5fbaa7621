//! Text messages. One file per provider.

pub mod http;
pub mod twilio;

use std::fmt;
use std::time::Duration;

use rekey_domain::{MessageId, PhoneNumber};

/// A text message, ready to be sent.
#[derive(Clone, Copy)]
pub struct TextMessage<'a> {
    /// The notice: what the provider's reports are about.
    pub id: MessageId,
    /// Where it goes.
    pub to: &'a PhoneNumber,
    /// Its words.
    pub text: &'a str,
    /// How long it is of use from now on.
    pub lifetime: Duration,
}

impl fmt::Debug for TextMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextMessage({})", self.id)
    }
}
