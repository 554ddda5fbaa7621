//! Telling the broker what was done, several messages at a time.
//!
//! The broker writes down every word. What is finished waits a moment for others, unless half of what was brought is finished: the
//! broker brings no more than is asked for until it hears. One word stands for all up to a message, where none of those before it
//! is still being worked on.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lapin::Channel;
use lapin::options::{BasicAckOptions, BasicNackOptions};
use tokio::time::sleep;

use super::{BrokerError, within};

/// What is finished waits so long for others: a message that is taken again meanwhile finds its effect there.
const TOGETHER_FOR: Duration = Duration::from_millis(4);

/// What a channel has brought, by delivery tag.
#[derive(Debug, Default)]
struct Brought {
    /// Not answered yet.
    open: BTreeSet<u64>,
    /// Those of them that are finished.
    finished: BTreeSet<u64>,
}

/// Words that acknowledge: up to a message, and single ones.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    up_to: Option<u64>,
    single: Vec<u64>,
}

impl Brought {
    /// Whether it is time for words.
    fn finish(&mut self, tag: u64) -> bool {
        self.finished.insert(tag);
        self.finished.len() * 2 >= self.open.len()
    }

    /// Words for all that is finished; it is answered then.
    fn answer(&mut self) -> Words {
        let finished = std::mem::take(&mut self.finished);
        let first_open = self.open.difference(&finished).next().copied().unwrap_or(u64::MAX);
        let up_to = finished.range(..first_open).next_back().copied();
        let single = finished.range(first_open..).copied().collect();
        self.open.retain(|tag| !finished.contains(tag));
        Words { up_to, single }
    }
}

/// Answers to what a channel brings.
#[derive(Debug)]
pub(super) struct Acks {
    channel: Channel,
    brought: Mutex<Brought>,
    /// Words go out one after the other and in the order in which they were found: none stands for what is about to be put back, or
    /// was answered already.
    speaking: tokio::sync::Mutex<()>,
}

impl Acks {
    pub(super) fn new(channel: Channel) -> Self {
        Self { channel, brought: Mutex::default(), speaking: tokio::sync::Mutex::default() }
    }

    /// It was brought.
    pub(super) fn brought(&self, tag: u64) {
        self.lock().open.insert(tag);
    }

    /// It is finished: the broker hears so soon.
    ///
    /// # Errors
    /// When the connection is lost: the broker brings it to somebody else.
    pub(super) async fn finished(&self, tag: u64) -> Result<(), BrokerError> {
        if !self.lock().finish(tag) {
            sleep(TOGETHER_FOR).await;
        }
        let _speaking = self.speaking.lock().await;
        let words = self.lock().answer();
        if let Some(tag) = words.up_to {
            within(self.channel.basic_ack(tag, BasicAckOptions { multiple: true })).await?;
        }
        for tag in words.single {
            within(self.channel.basic_ack(tag, BasicAckOptions::default())).await?;
        }
        Ok(())
    }

    /// It goes back to its queue at once.
    ///
    /// # Errors
    /// As for [`Acks::finished`].
    pub(super) async fn put_back(&self, tag: u64) -> Result<(), BrokerError> {
        let _speaking = self.speaking.lock().await;
        self.lock().open.remove(&tag);
        within(self.channel.basic_nack(tag, BasicNackOptions { requeue: true, ..BasicNackOptions::default() })).await
    }

    fn lock(&self) -> MutexGuard<'_, Brought> {
        self.brought.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_due_where_half_of_what_was_brought_is_finished() {
        let mut brought = Brought { open: (1..=5).collect(), ..Brought::default() };
        assert_eq!([4, 1, 2].map(|tag| brought.finish(tag)), [false, false, true]);
        brought.answer();
        assert_eq!([3, 5].map(|tag| brought.finish(tag)), [true, true], "of two that are left");
    }

    #[test]
    fn one_word_stands_for_all_before_the_first_that_is_still_open() {
        let mut brought = Brought { open: (1..=9).collect(), finished: [1, 2, 3, 5, 8].into() };
        assert_eq!(brought.answer(), Words { up_to: Some(3), single: vec![5, 8] });
        assert_eq!(brought.answer(), Words { up_to: None, single: vec![] }, "each is answered once");
        brought.finished.extend([6, 7]);
        assert_eq!(brought.answer(), Words { up_to: None, single: vec![6, 7] }, "the fourth is still open");
        brought.finished.insert(4);
        assert_eq!(brought.answer(), Words { up_to: Some(4), single: vec![] });
        brought.finished.insert(9);
        assert_eq!(brought.answer(), Words { up_to: Some(9), single: vec![] });
        assert!(brought.open.is_empty());
    }
}
