//! Asking what became of a message or a call, for where Twilio's own report does not come.
//!
//! The builder knows no look-up of a call; the one of a message makes either, since both are a name below the account
//! (docs/decisions/0008-twilio-async.md). Of the answer only what is used is read.

use reqwest::{Method, Request, StatusCode};
use serde::Deserialize;
use thiserror::Error;
use twilio_async::Execute as _;

use super::Twilio;
use crate::channel::SendError;

/// Why nothing was learned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LookUpError {
    /// Nobody answered, or not in time.
    #[error("{0}")]
    Line(SendError),
    /// It was not told: with this status of HTTP.
    #[error("http {0}")]
    Status(u16),
    /// The answer is of something else, or cannot be read.
    #[error("the answer cannot be read")]
    Form,
}

/// What became of a message or a call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Standing {
    /// Twilio's name for it.
    sid: String,
    /// Whose it is.
    account_sid: String,
    /// Such as `delivered`, or `no-answer`.
    pub status: String,
    /// Of a message that failed.
    error_code: Option<u32>,
    /// Of a call that was answered: `human`, `machine_start`, ...
    pub answered_by: Option<String>,
}

impl Standing {
    /// The code of the error, where there is one.
    pub fn error_code(&self) -> Option<String> {
        self.error_code.map(|code| code.to_string())
    }
}

impl Twilio {
    /// Asks about a message by Twilio's name for it. Changes nothing there.
    ///
    /// # Errors
    /// When nothing was learned.
    pub async fn look_up_message(&self, sid: &str) -> Result<Standing, LookUpError> {
        self.look_up("Messages", sid).await
    }

    /// Asks about a call, likewise.
    ///
    /// # Errors
    /// When nothing was learned.
    pub async fn look_up_call(&self, sid: &str) -> Result<Standing, LookUpError> {
        self.look_up("Calls", sid).await
    }

    async fn look_up(&self, what: &str, sid: &str) -> Result<Standing, LookUpError> {
        let request = self.look_up_request(what, sid).ok_or(LookUpError::Form)?;
        let answer = self.line.exchange(request).await.map_err(LookUpError::Line)?;
        if answer.status != StatusCode::OK {
            return Err(LookUpError::Status(answer.status.as_u16()));
        }
        let standing: Standing = serde_json::from_slice(&answer.body).map_err(|_| LookUpError::Form)?;
        let is_it = standing.sid == sid && standing.account_sid == self.account_sid;
        is_it.then_some(standing).ok_or(LookUpError::Form)
    }

    /// Nothing is connected to here.
    fn look_up_request(&self, what: &str, sid: &str) -> Option<Request> {
        // The method's type is that of an older `http`; it is inferred here, and never named.
        let method = "GET".parse().ok()?;
        let built = self.builder.msg(sid).request(method, format!("{what}/{sid}.json"), None).ok()?;
        let headers = built.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        self.to_its_address(Method::GET, built.uri().path(), headers, String::new())
    }
}
