//! What people and providers saw, in the order in which they saw it. Nothing is ever changed or removed.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What was said to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was done.
    Yes,
    /// It was refused, with this code.
    No(String),
    /// Nobody knows: no answer, or one of trouble.
    Unknown,
}

/// Where a reset stood when its person looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub status: String,
    pub passed: u64,
    /// Of the newest code.
    pub reference: String,
    pub delivery: String,
}

/// What a message was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A code under this reference.
    Code {
        reference: String,
        code: String,
    },
    /// The news that the password was changed.
    Changed,
    Other,
}

/// Something that was seen. Resets are numbered over the whole history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Began {
        reset: usize,
        person: usize,
    },
    /// A code was asked for, and this is the reference on the page.
    Asked {
        reset: usize,
        channel: &'static str,
        reference: String,
    },
    /// A code was asked for, whatever was said.
    Tried {
        reset: usize,
        channel: &'static str,
    },
    /// The right code was typed.
    Proved {
        reset: usize,
        channel: &'static str,
        reference: String,
        verdict: Verdict,
    },
    /// A wrong one was.
    Guessed {
        person: usize,
        verdict: Verdict,
    },
    SetPassword {
        reset: usize,
        password: String,
        verdict: Verdict,
    },
    Looked {
        reset: usize,
        standing: Standing,
    },
    Cancelled {
        reset: usize,
    },
    /// A sign-in of before a completed reset was used after it.
    UsedOldSignIn {
        reset: usize,
        verdict: Verdict,
    },
    /// A contact was registered for good in this slot.
    Registered {
        person: usize,
        slot: String,
    },
    /// A request was answered, whatever the answer, so long after it was sent.
    Answered {
        waited: Duration,
    },
    /// A request was answered with a status of 500 and more, and a time to come back or none.
    Failed {
        status: u16,
        says_when: bool,
    },
    /// A request was sent so long before and never answered; its connection was not refused.
    Unanswered {
        waited: Duration,
        why: String,
    },
    /// A gateway is killed now, with all that it has in hand.
    GatewayDies,
    /// Somebody who is known and somebody who is not asked for the same: status and form of both answers.
    Compared {
        known: String,
        unknown: String,
    },
    /// A provider took a message; its id is the same through every repetition where the channel has such.
    Took {
        channel: &'static str,
        person: usize,
        id: String,
        kind: Kind,
    },
    /// The provider of texts refuses so many of the next ones for good.
    Refuses {
        texts: usize,
    },
    /// At the very end: the password of the last completed reset was tried.
    SignedIn {
        person: usize,
        verdict: Verdict,
    },
    /// At the very end: what is registered.
    Has {
        person: usize,
        methods: String,
    },
    /// At the very end: what was written where secrets have no place.
    Kept {
        sink: String,
        text: String,
    },
    /// At the very end: what was charged for messages that this purse pays for, in millionths.
    Charged {
        purse: String,
        micros: u64,
    },
    /// At the very end: what was taken out of a purse in an hour or a day, in millionths.
    Taken {
        purse: String,
        period: String,
        micros: u64,
    },
    /// Something that must be in no sink.
    Secret {
        text: String,
    },
}

/// Everything that was seen.
#[derive(Debug)]
pub struct History {
    began: Instant,
    entries: Mutex<Vec<(Duration, Event)>>,
}

impl History {
    pub fn new() -> Self {
        Self { began: Instant::now(), entries: Mutex::default() }
    }

    /// Writes down what is seen now.
    pub fn saw(&self, event: Event) {
        self.saw_at(Instant::now(), event);
    }

    /// Writes down what was seen then.
    pub fn saw_at(&self, when: Instant, event: Event) {
        let entry = (when.saturating_duration_since(self.began), event);
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// All of it, oldest first.
    pub fn entries(&self) -> Vec<(Duration, Event)> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner).clone();
        entries.sort_by_key(|(when, _)| *when);
        entries
    }
}
