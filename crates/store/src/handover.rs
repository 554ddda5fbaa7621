//! Messages go on with the commit that wrote them: whoever takes them further in this process has them at once, and the
//! database is asked for nothing. Their rows are born as its claims; where it dies, the lease runs out and others take them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rekey_domain::Timestamp;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::outbox::{Claimed, Outgoing};
use crate::time::At;
use crate::{Store, Tx};

/// Messages that wait in this process to be taken further; others are found in the database.
const WAITING_MAX: usize = 1024;
/// For so long a message is left to whoever was handed it.
pub const LEASE: Duration = Duration::from_secs(10);

/// Where messages of this process go with their commit, if anywhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handover(Arc<Mutex<Option<mpsc::Sender<Claimed>>>>);

/// How the row of a message is born.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Birth {
    /// Claimed until then, or for anybody.
    pub lease_until: Option<At>,
    /// Of the claim.
    pub fence: i64,
}

impl Handover {
    fn sender(&self) -> Option<mpsc::Sender<Claimed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_open(&self) -> bool {
        self.sender().is_some_and(|sender| !sender.is_closed() && sender.capacity() > 0)
    }

    /// They were committed.
    pub(crate) fn hand_over(&self, messages: Vec<Claimed>) {
        if messages.is_empty() {
            return;
        }
        let Some(sender) = self.sender() else { return };
        for message in messages {
            // Where there is no room, it is found in the database when its lease has run out.
            let _ = sender.try_send(message);
        }
    }
}

impl Store {
    /// Everything that this process commits to the outbox from now on, as long as the receiver is there: claimed, to be
    /// taken further at once. One receiver at a time; the one before it gets no more.
    pub fn handed_over(&self) -> mpsc::Receiver<Claimed> {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        *self.handover.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }
}

impl Tx {
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
