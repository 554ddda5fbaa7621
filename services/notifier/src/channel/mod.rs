//! Channels: how a rendered notice leaves the house. One file per way.
//!
//! An error says what the caller does next, never why in full: it holds no address, no number, no code and no words of the
//! other side, so that it can be logged and stored as it is.

mod line;
pub mod sms;
pub mod smtp;
pub mod voice;

use std::time::Duration;

use thiserror::Error;

/// What the other side said when it took a message over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its name for the message, where it gave one: what an administrator looks for in the other side's log.
    pub reference: Option<String>,
}

/// Why a message was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SendError {
    /// Certainly not taken over, and it may go better later: nobody there, busy, refused for now, our sign-in failed.
    /// Sending again sends it once.
    #[error("not sent, to be tried again: {0}")]
    Retry(String),
    /// The same, and the other side says after how long.
    #[error("not sent, to be tried again after {1:?}: {0}")]
    RetryAfter(String, Duration),
    /// Certainly not taken over, and never will be: this recipient or this message is not wanted.
    #[error("refused: {0}")]
    Refused(String),
    /// Written out, and no answer came: it may have been taken over or not. Sending again may send it twice. A code by phone
    /// is not sent again; email is, with the same Message-ID, and so is a notice to an owner.
    #[error("unknown whether it was sent: {0}")]
    Ambiguous(String),
}
