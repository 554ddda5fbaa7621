//! A gateway for text messages: any provider that takes them over HTTP, described by the config.
//!
//! Of its answers only statuses and configured values are kept, since its words may repeat the number. Whether it would
//! know a message for one that it has already is not known: what was written out and not answered is in doubt, as with
//! Twilio.

mod outcome;
mod request;

use std::fmt;
use std::time::Duration;

use rekey_runtime::config::HttpConfig;
use thiserror::Error;

use super::TextMessage;
use crate::channel::line::Line;
use crate::channel::{Accepted, SendError};

/// Why a gateway cannot be used as configured: TLS cannot be set up.
#[derive(Debug, Error)]
#[error("providers.{0} cannot be used: TLS is not sound")]
pub struct GatewayConfigError(String);

/// A gateway.
pub struct Gateway {
    id: String,
    config: HttpConfig,
    line: Line,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gateway({})", self.id)
    }
}

impl Gateway {
    /// Takes a gateway as configured under this id. Connects to nothing.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(id: &str, config: &HttpConfig) -> Result<Self, GatewayConfigError> {
        let line = Line::new(Duration::from_secs(config.timeout_seconds));
        let line = line.ok_or_else(|| GatewayConfigError(id.to_owned()))?;
        Ok(Self { id: id.to_owned(), config: config.clone(), line })
    }

    /// Its id in the config and in deliveries.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Sends a message. Safe to drop at any time: then its outcome is unknown.
    ///
    /// # Errors
    /// When the gateway did not take it over, or it is unknown whether it did.
    pub async fn send(&self, message: &TextMessage<'_>) -> Result<Accepted, SendError> {
        let request = request::of(&self.config, message)?;
        let answer = self.line.exchange(request).await?;
        outcome::of_answer(&self.config, answer)
    }
}
