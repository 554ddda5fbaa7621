//! The embedded transport: the outbox table is the queue.

use std::sync::Arc;
use std::time::Duration;

use rekey_domain::MessageId;
use rekey_runtime::Entropy;
use rekey_store::{Store, StoreError, Tx, outbox};
use tokio::sync::Notify;

use crate::{Delivery, Kind, LISTENERS, Listener, Message, Outcome};

/// How long a message stays with whoever took it, unless the claim is renewed: a taker that died is noticed after it.
pub const LEASE: Duration = Duration::from_secs(15);

/// Times that a message may be taken without an outcome (a process that dies on it) before it is buried.
pub const CRASHES_MAX: i64 = 5;

/// Sends and takes messages.
#[derive(Debug, Clone)]
pub struct Bus {
    store: Store,
    entropy: Entropy,
    wake: Arc<[Notify; LISTENERS.len()]>,
}

/// A message that was taken; it comes again unless [`Bus::finish`] is told how it ended.
#[derive(Debug)]
pub struct Taken {
    /// What is to be done; `None` where the message cannot be read.
    pub delivery: Option<Delivery>,
    /// Whether it came too late.
    pub is_expired: bool,
    claimed: outbox::Claimed,
}

impl Bus {
    /// The bus over this database.
    pub fn new(store: Store, entropy: Entropy) -> Self {
        Self { store, entropy, wake: Arc::new(std::array::from_fn(|_| Notify::new())) }
    }

    /// Writes a message with the transaction that decided it. Call [`Bus::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn post(&self, tx: &mut Tx, message: &Message) -> Result<(), StoreError> {
        for listener in message.kind.listeners() {
            let outgoing = outbox::Outgoing {
                message: message.id,
                kind: message.kind.as_str(),
                listener: listener.as_str(),
                tenant: message.tenant,
                payload: &message.payload,
                due_at: tx.now(),
                expires_at: message.expires_at,
                trace: message.trace.as_deref(),
            };
            outbox::insert(tx, &outgoing, self.entropy).await?;
        }
        Ok(())
    }

    /// Wakes the listeners of this process: a message was committed.
    pub fn wake(&self, kind: Kind) {
        for listener in kind.listeners() {
            self.wake[listener.number()].notify_one();
        }
    }

    /// Waits for a message to be committed in this process.
    pub async fn woken(&self, listener: Listener) {
        self.wake[listener.number()].notified().await;
    }

    /// Takes messages that are due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take(&self, listener: Listener, most: u32) -> Result<Vec<Taken>, StoreError> {
        let mut tx = self.store.begin().await?;
        let claimed = outbox::claim(&mut tx, listener.as_str(), most, LEASE).await?;
        let now = tx.now();
        tx.commit().await?;
        let taken = |claimed: outbox::Claimed| Taken {
            delivery: Kind::parse(&claimed.kind).map(|kind| Delivery {
                id: claimed.message,
                kind,
                tenant: claimed.tenant,
                payload: claimed.payload.clone(),
                attempt: claimed.attempt,
                expires_at: claimed.expires_at,
                trace: claimed.trace.clone(),
            }),
            is_expired: now >= claimed.expires_at,
            claimed,
        };
        Ok(claimed.into_iter().map(taken).collect())
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
        let mut tx = self.store.begin().await?;
        let held = match outcome {
            Outcome::Done => outbox::done(&mut tx, &taken.claimed).await?,
            Outcome::Retry(after) => outbox::retry(&mut tx, &taken.claimed, *after).await?,
            Outcome::Bury(reason) => outbox::bury(&mut tx, &taken.claimed, reason).await?,
        };
        tx.commit().await?;
        if !held {
            tracing::warn!(message.id = %taken.claimed.message, "bus.claim_lost");
        }
        Ok(())
    }
}

impl Taken {
    /// Its id.
    pub const fn message(&self) -> MessageId {
        self.claimed.message
    }

    /// Whether it was taken so often without an outcome that it must be what kills its takers.
    pub fn is_poison(&self) -> bool {
        // Every retry explains one claim.
        self.claimed.fence - i64::from(self.claimed.attempt) >= CRASHES_MAX
    }
}
