//! The embedded transport: the outbox table is the queue.

pub(crate) mod consume;

use std::time::Duration;

use rekey_domain::{MessageId, Timestamp};
use rekey_store::StoreError;
use rekey_store::outbox::{self, Whose};

use crate::handler::{Arrival, End, FAULT_PAUSE};
use crate::{Bus, Delivery, Kind, Listener, Outcome};

/// How long a message stays with whoever took it, unless the claim is renewed: a taker that died is noticed after it.
pub const LEASE: Duration = Duration::from_secs(15);

/// Times that a message may be taken without an outcome (a process that dies on it) before it is buried.
const CRASHES_MAX: u32 = 5;

/// A message that was taken; it comes again unless [`Bus::finish`] is told how it ended.
#[derive(Debug)]
pub struct Taken {
    pub(crate) arrival: Arrival,
    claimed: outbox::Claimed,
}

impl Bus {
    /// Takes messages that are due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take(&self, listener: Listener, most: u32) -> Result<Vec<Taken>, StoreError> {
        let mut tx = self.store.begin().await?;
        let claimed = outbox::claim(&mut tx, Whose::Of(listener.as_str()), most, LEASE).await?;
        let now = tx.now();
        tx.commit().await?;
        Ok(claimed.into_iter().map(|claimed| Taken::of(claimed, now)).collect())
    }

    /// Holds a message for longer while it is being worked on. False where the claim was lost.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew(&self, taken: &Taken) -> Result<bool, StoreError> {
        let mut tx = self.store.begin().await?;
        let held = outbox::renew(&mut tx, &taken.claimed, LEASE).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// Says how a message ended. A claim that was lost meanwhile changes nothing.
    ///
    /// # Errors
    /// When the database does not answer: the message comes again.
    pub async fn finish(&self, taken: &Taken, outcome: &Outcome) -> Result<(), StoreError> {
        self.end(taken, &End::Said(outcome.clone())).await
    }

    pub(crate) async fn end(&self, taken: &Taken, end: &End) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        let held = match end {
            End::Said(Outcome::Done) => outbox::done(&mut tx, &taken.claimed).await?,
            End::Said(Outcome::Retry(after)) => outbox::retry(&mut tx, &taken.claimed, *after).await?,
            End::Said(Outcome::Bury(reason)) => outbox::bury(&mut tx, &taken.claimed, reason).await?,
            End::Fault => outbox::fault(&mut tx, &taken.claimed, FAULT_PAUSE).await?,
        };
        tx.commit().await?;
        if !held {
            tracing::warn!(message.id = %taken.claimed.message, "bus.claim_lost");
        }
        Ok(())
    }
}

impl Taken {
    fn of(claimed: outbox::Claimed, now: Timestamp) -> Self {
        let delivery = Kind::parse(&claimed.kind).map(|kind| Delivery {
            id: claimed.message,
            kind,
            tenant: claimed.tenant,
            payload: claimed.payload.clone(),
            attempt: claimed.attempt,
            expires_at: claimed.expires_at,
            trace: claimed.trace.clone(),
        });
        let is_expired = now >= claimed.expires_at;
        // This time is not answered yet.
        let is_poison = claimed.unanswered > CRASHES_MAX;
        let arrival = Arrival { delivery, faults: claimed.faults, is_expired, is_poison };
        Self { arrival, claimed }
    }

    /// Its id.
    pub const fn message(&self) -> MessageId {
        self.claimed.message
    }

    /// What is to be done; `None` where the message cannot be read.
    pub const fn delivery(&self) -> Option<&Delivery> {
        self.arrival.delivery.as_ref()
    }

    /// Whether it came too late.
    pub const fn is_expired(&self) -> bool {
        self.arrival.is_expired
    }
}
