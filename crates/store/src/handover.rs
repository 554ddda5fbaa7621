//! Messages go on with the commit that wrote them: whoever takes them further in this process has them at once, and the
//! database is asked for nothing. Their rows are born as its claims; where it dies, the lease runs out and others take them.
//!
//! Who answers to somebody that waits for a message may wait until it was taken further.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rekey_domain::Timestamp;
use tokio::sync::mpsc;
use tokio::time::timeout;
use uuid::Uuid;

use crate::outbox::{Claimed, Outgoing};
use crate::time::At;
use crate::{Store, Tx};

/// Messages that wait in this process to be taken further; others are found in the database.
const WAITING_MAX: usize = 1024;
/// For so long a message is left to whoever was handed it.
pub const LEASE: Duration = Duration::from_secs(10);

/// A message that was handed over. Drop `awaited` when the broker has the message, or it was given up.
#[derive(Debug)]
pub struct Handed {
    /// The claim.
    pub claimed: Claimed,
    /// None where nobody waits.
    pub awaited: Option<Awaited>,
}

/// A mark on messages that somebody waits for. The wait ends when its last copy is dropped.
#[derive(Debug, Clone)]
pub struct Awaited {
    _line: mpsc::Sender<Infallible>,
}

/// To wait for what a transaction hands over.
#[derive(Debug)]
pub struct Departure(mpsc::Receiver<Infallible>);

impl Departure {
    /// Waits until every message was taken further or given up, for `most` at most. Returns at once where none was handed over.
    pub async fn wait(mut self, most: Duration) {
        let _ = timeout(most, self.0.recv()).await;
    }
}

/// Where messages of this process go with their commit, if anywhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handover(Arc<Mutex<Option<mpsc::Sender<Handed>>>>);

/// How the row of a message is born.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Birth {
    /// Claimed until then, or for anybody.
    pub lease_until: Option<At>,
    /// Of the claim.
    pub fence: i64,
}

impl Handover {
    fn sender(&self) -> Option<mpsc::Sender<Handed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_open(&self) -> bool {
        self.sender().is_some_and(|sender| !sender.is_closed() && sender.capacity() > 0)
    }

    /// They were committed.
    pub(crate) fn hand_over(&self, messages: Vec<Claimed>, awaited: Option<Awaited>) {
        if messages.is_empty() {
            return;
        }
        let Some(sender) = self.sender() else { return };
        for claimed in messages {
            // Where there is no room, it is found in the database when its lease has run out.
            let _ = sender.try_send(Handed { claimed, awaited: awaited.clone() });
        }
    }
}

impl Store {
    /// Everything that this process commits to the outbox from now on, as long as the receiver is there: claimed, to be
    /// taken further at once. One receiver at a time; the one before it gets no more.
    pub fn handed_over(&self) -> mpsc::Receiver<Handed> {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        *self.handover.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }
}

impl Tx {
    /// To wait for all that this transaction hands over with its commit, whether written before or after this call. Taken before the
    /// commit, and once: a second one ends the first.
    pub fn departure(&mut self) -> Departure {
        let (line, end) = mpsc::channel(1);
        self.awaited = Some(Awaited { _line: line });
        Departure(end)
    }

    /// How a message that is due at this time is born.
    pub(crate) fn birth(&self, due_at: Timestamp) -> Birth {
        if due_at <= self.now() && self.handover.is_open() {
            return Birth { lease_until: Some(At(self.now().plus(LEASE))), fence: 1 };
        }
        Birth { lease_until: None, fence: 0 }
    }

    /// Hands a message over with the commit, where it was born for that.
    pub(crate) fn hand(&mut self, birth: Birth, id: Uuid, message: &Outgoing<'_>, listener: &str) {
        if birth.lease_until.is_none() {
            return;
        }
        self.handed.push(Claimed {
            id,
            message: message.message,
            kind: message.kind.to_owned(),
            tenant: message.tenant,
            payload: message.payload.to_vec(),
            attempt: 1,
            expires_at: message.expires_at,
            fence: birth.fence,
            listener: listener.to_owned(),
            faults: 0,
            overflows: 0,
            unanswered: 0,
            trace: message.trace.map(str::to_owned),
            created_at: self.now(),
        });
    }
}
