//! Twilio: text messages by its REST API, and what calls (`channel::voice`) have in common with them.
//!
//! - The crate `twilio-async` builds a request; everything else is ours (docs/decisions/0008-twilio-async.md).
//! - There is no key by which Twilio would know a message for one that it has already: what was written out and not
//!   answered is in doubt. A code is not sent again by itself then; a report may settle it later ([`crate::webhooks`]).

mod lookup;
mod outcome;
mod request;
mod signature;

use std::fmt;
use std::time::Duration;

use rekey_runtime::config::{ProviderChannel, TwilioConfig};
use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;

use super::TextMessage;
use crate::channel::line::Line;
use crate::channel::{Accepted, SendError};
pub use lookup::{LookUpError, Standing};
pub(crate) use outcome::{is_call_sid, is_message_sid};
use request::Sender;

/// Why Twilio cannot be used as configured.
#[derive(Debug, Error)]
pub enum TwilioConfigError {
    /// Neither a number nor a service that messages come from, or no number for calls.
    #[error("providers.{0}: from or messaging_service_sid must say what messages and calls come from")]
    Sender(String),
    /// TLS cannot be set up, or the credentials cannot stand in a header.
    #[error("providers.{0} cannot be used: its credentials or TLS are not sound")]
    Unsound(String),
}

/// An account of Twilio's.
pub struct Twilio {
    id: String,
    account_sid: String,
    auth_token: SecretString,
    /// What messages come from; none where it carries none.
    sender: Option<Sender>,
    /// What calls come from.
    pub(in crate::channel) caller: Option<String>,
    api_base: String,
    /// Where people, and Twilio, reach Rekey.
    pub(in crate::channel) public_url: String,
    pub(in crate::channel) builder: twilio_async::Twilio,
    line: Line,
}

impl fmt::Debug for Twilio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Twilio({})", self.id)
    }
}

impl Twilio {
    /// Takes an account as configured under this id. Connects to nothing.
    ///
    /// # Errors
    /// When a value cannot be used.
    pub fn new(id: &str, config: &TwilioConfig, public_url: &str) -> Result<Self, TwilioConfigError> {
        let unsound = || TwilioConfigError::Unsound(id.to_owned());
        let carries = |channel| config.channels.contains(&channel);
        let sender = match (&config.from, &config.messaging_service_sid) {
            (_, Some(sid)) => Some(Sender::Service(sid.clone())),
            (Some(number), None) => Some(Sender::Number(number.clone())),
            (None, None) => None,
        };
        let sender = sender.filter(|_| carries(ProviderChannel::Sms));
        let caller = config.from.clone().filter(|_| carries(ProviderChannel::Voice));
        if sender.is_none() && caller.is_none() {
            return Err(TwilioConfigError::Sender(id.to_owned()));
        }
        let token = config.auth_token.expose_secret();
        Ok(Self {
            id: id.to_owned(),
            account_sid: config.account_sid.clone(),
            auth_token: config.auth_token.clone(),
            sender,
            caller,
            api_base: config.api_base.clone(),
            public_url: public_url.to_owned(),
            builder: twilio_async::Twilio::new(config.account_sid.clone(), token).map_err(|_| unsound())?,
            line: Line::new(Duration::from_secs(config.timeout_seconds)).ok_or_else(unsound)?,
        })
    }

    /// Its id in the config, in deliveries and in the addresses of its reports.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The account that its reports must name.
    pub(crate) fn account_sid(&self) -> &str {
        &self.account_sid
    }

    /// Sends a message. Safe to drop at any time: then its outcome is unknown.
    ///
    /// # Errors
    /// When Twilio did not take it over, or it is unknown whether it did.
    pub async fn send(&self, message: &TextMessage<'_>) -> Result<Accepted, SendError> {
        let request = self.request(message)?;
        self.hand_over(request, is_message_sid).await
    }

    /// Sends a request for something that gets a name of this kind.
    pub(in crate::channel) async fn hand_over(
        &self,
        request: reqwest::Request,
        is_sid: fn(&str) -> bool,
    ) -> Result<Accepted, SendError> {
        let answer = self.line.exchange(request).await?;
        outcome::of_answer(answer.status, answer.retry_after, &answer.body, is_sid)
    }

    /// Whether Twilio signed this report, for this path and query below the public URL.
    pub(crate) fn has_signed(&self, path_and_query: &str, fields: &[(String, String)], signature: &str) -> bool {
        let token = self.auth_token.expose_secret();
        let url = format!("{}{path_and_query}", self.public_url);
        // For some of its products Twilio leaves a port out of what it signs.
        let without_port = signature::without_port(&self.public_url).map(|base| format!("{base}{path_and_query}"));
        let candidates = [Some(url), without_port];
        candidates.into_iter().flatten().any(|url| signature::is_right(token, &url, fields, signature))
    }
}
