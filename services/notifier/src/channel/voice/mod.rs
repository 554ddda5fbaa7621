//! Calls. One file per provider.

pub mod twilio;
pub(crate) mod twiml;

use std::fmt;

use rekey_domain::{MessageId, PhoneNumber};

use crate::render::Script;

/// A call, ready to be made.
#[derive(Clone, Copy)]
pub struct PhoneCall<'a> {
    /// The notice: what the provider's reports are about.
    pub id: MessageId,
    /// Who is called. An extension is dialled after the answer.
    pub to: &'a PhoneNumber,
    /// What is said and asked.
    pub script: &'a Script,
}

impl fmt::Debug for PhoneCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneCall({})", self.id)
    }
}
