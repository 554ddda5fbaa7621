//! Who is asked with a notice, one after the other: those whose circuit is open are passed by.

use std::time::Duration;
use std::vec::IntoIter;

use rekey_domain::Channel;
use rekey_runtime::config::NotifierConfig;
use rekey_store::deliveries::{Called, Turn};

use crate::carrier::Carrier;
use crate::channel::SendError;
use crate::circuits::{Circuits, Pass};

/// A provider that may be called.
pub(super) struct Next<'a> {
    pub(super) carrier: &'a Carrier,
    pub(super) pass: Pass<'a>,
}

/// Who is asked with a notice.
pub(super) struct Tries<'a> {
    circuits: &'a Circuits,
    channel: Channel,
    left: IntoIter<&'a Carrier>,
    next: Option<Next<'a>>,
    /// The soonest that one of those that may take it later will; none where every one refused it.
    later: Option<Duration>,
    /// Who was called last, and why it did not take it.
    last: Option<(&'a str, String)>,
}

/// What remains when nobody took it.
pub(super) enum Vain {
    /// It may go better later.
    Later {
        /// Whether anybody was called.
        turn: Turn,
        /// Why not now.
        reason: String,
        /// After how long at the earliest.
        asked: Option<Duration>,
    },
    /// Every one refuses it.
    Refused(String),
}

impl<'a> Tries<'a> {
    /// With the first that may be called.
    pub(super) fn new(route: Vec<&'a Carrier>, circuits: &'a Circuits, channel: Channel) -> Self {
        let mut tries = Self { circuits, channel, left: route.into_iter(), next: None, later: None, last: None };
        tries.advance();
        tries
    }

    /// Looks for the next that may be called.
    fn advance(&mut self) {
        self.next = None;
        for carrier in self.left.by_ref() {
            match self.circuits.ask(carrier.name(), self.channel) {
                Ok(pass) => {
                    self.next = Some(Next { carrier, pass });
                    return;
                }
                Err(wait) => self.later = Some(self.later.map_or(wait, |later| later.min(wait))),
            }
        }
    }

    /// Who is called next, as the delivery names it.
    pub(super) fn called(&self, config: &NotifierConfig) -> Option<Called<'a>> {
        let carrier = self.next.as_ref()?.carrier;
        let look_after = carrier.tells().then(|| Duration::from_secs(config.lookups.first_after_seconds));
        Some(Called { provider: carrier.name(), look_after })
    }

    /// Takes who is next.
    pub(super) fn take(&mut self) -> Option<Next<'a>> {
        let mut next = self.next.take()?;
        next.pass.begin();
        Some(next)
    }

    /// This one certainly did not take it; who is next is looked for.
    pub(super) fn failed(&mut self, carrier: &'a Carrier, error: SendError) {
        let (reason, wait) = match error {
            SendError::Refused(reason) => (reason, None),
            SendError::RetryAfter(reason, after) => (reason, Some(after)),
            SendError::Retry(reason) | SendError::Ambiguous(reason) => (reason, Some(Duration::ZERO)),
        };
        self.later = self.later.into_iter().chain(wait).min();
        self.last = Some((carrier.name(), reason));
        self.advance();
    }

    /// Nobody else is asked now.
    pub(super) fn stop(&mut self) {
        self.next = None;
        self.left = Vec::new().into_iter();
        self.later = self.later.or(Some(Duration::ZERO));
    }

    /// Who was called last, and why it did not take it.
    pub(super) fn last(&self) -> Option<(&'a str, &str)> {
        self.last.as_ref().map(|(provider, reason)| (*provider, reason.as_str()))
    }

    /// What remains when nobody took it.
    pub(super) fn vain(self) -> Vain {
        let (turn, reason) = match self.last {
            Some((_, reason)) => (Turn::Tried, reason),
            None if self.later.is_some() => (Turn::Waited, "every provider is left alone for a while".into()),
            None => (Turn::Tried, "no provider for this channel".into()),
        };
        match self.later {
            Some(wait) => Vain::Later { turn, reason, asked: Some(wait).filter(|wait| !wait.is_zero()) },
            None => Vain::Refused(reason),
        }
    }
}
