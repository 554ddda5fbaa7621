//! Twilio: text messages by its REST API, and what calls (`channel::voice`) have in common with them.
//!
//! - The crate `twilio-async` builds a request; everything else is ours (docs/decisions/0008-twilio-async.md).
//! - There is no key by which Twilio would know a message for one that it has already: what was written out and not
//!   answered is in doubt. A code is not sent again by itself then; a report may settle it later ([`crate::webhooks`]).
//! - A kept connection that the other side closes meanwhile would put a message in doubt for nothing: each message has a
//!   connection of its own.

mod outcome;
mod request;
mod signature;

use std::fmt;
use std::time::Duration;

use http_body_util::BodyExt as _;
use rekey_runtime::config::{ProviderChannel, ProviderConfig};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;

use super::TextMessage;
use crate::channel::{Accepted, SendError};
pub(crate) use outcome::{is_call_sid, is_message_sid};
use request::Sender;

/// Longest answer that is read; Twilio's own have one or two KiB.
const ANSWER_MAX_BYTES: usize = 64 * 1024;

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
    http: Client,
    deadline: Duration,
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
    pub fn new(id: &str, config: &ProviderConfig, public_url: &str) -> Result<Self, TwilioConfigError> {
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
        let deadline = Duration::from_secs(config.timeout_seconds);
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
            http: client(deadline).ok_or_else(unsound)?,
            deadline,
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
        match tokio::time::timeout(self.deadline, self.exchange(request, is_sid)).await {
            Ok(outcome) => outcome,
            // Connecting has an earlier deadline of its own.
            Err(_) => Err(SendError::Ambiguous("no answer in time".into())),
        }
    }

    async fn exchange(&self, request: reqwest::Request, is_sid: fn(&str) -> bool) -> Result<Accepted, SendError> {
        match self.http.execute(request).await {
            Ok(response) => {
                let (status, retry_after) = (response.status(), outcome::retry_after(response.headers()));
                outcome::of_answer(status, retry_after, &body(response).await, is_sid)
            }
            Err(error) if error.is_connect() => Err(SendError::Retry("no connection".into())),
            Err(_) => Err(SendError::Ambiguous("cut off before the answer".into())),
        }
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

/// A client of our own: ring, the web's authorities, no redirect, no proxy, no second try.
fn client(deadline: Duration) -> Option<Client> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .pool_max_idle_per_host(0)
        // What takes longer was not written out: half of the time is left for the answer.
        .connect_timeout(deadline / 2)
        .user_agent(concat!("rekey/", env!("CARGO_PKG_VERSION")));
    client.build().ok()
}

/// What can be read of an answer's body: the status counts, so one that is cut off or too long is as good as none.
async fn body(response: Response) -> Vec<u8> {
    let body = reqwest::Body::from(response);
    let read = http_body_util::Limited::new(body, ANSWER_MAX_BYTES).collect().await;
    read.map(|whole| whole.to_bytes().to_vec()).unwrap_or_default()
}
