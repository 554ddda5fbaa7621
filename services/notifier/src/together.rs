//! What is asked for at the same time is done together.
//!
//! Nobody waits for others to come: whoever finds a turn free takes along who waits by then. Others wait while all turns are taken,
//! which is where several of them come together.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, oneshot};

/// Turns at a time: one that a locked row holds up does not hold up everybody.
const TURNS: usize = 2;
/// Taken along at most.
const AT_ONCE: usize = 64;

/// Somebody who waits.
struct Asker<I, O> {
    number: u64,
    item: I,
    /// Where the outcome goes.
    answer: oneshot::Sender<O>,
}

/// Those who wait, who has waited longest first.
struct Waiting<I, O> {
    askers: VecDeque<Asker<I, O>>,
    next_number: u64,
}

/// Does the same for several.
pub(crate) struct Together<I, O> {
    waiting: Mutex<Waiting<I, O>>,
    turns: Semaphore,
}

impl<I, O> Default for Together<I, O> {
    fn default() -> Self {
        let waiting = Waiting { askers: VecDeque::new(), next_number: 0 };
        Self { waiting: Mutex::new(waiting), turns: Semaphore::new(TURNS) }
    }
}

impl<I, O> Together<I, O> {
    /// The outcome of this item, by this work or somebody else's. The work says one outcome for each item, in their order, or
    /// nothing where it failed; nothing comes out then, nor where whoever did it was stopped: who asked does it alone.
    pub(crate) async fn ask<F>(&self, item: I, work: impl Fn(Vec<I>) -> F) -> Option<O>
    where
        F: Future<Output = Option<Vec<O>>>,
    {
        let (answer, mut answered) = oneshot::channel();
        let number = self.lock().push(item, answer);
        loop {
            let turn = tokio::select! {
                biased;
                outcome = &mut answered => return outcome.ok(),
                turn = self.turns.acquire() => turn.ok()?,
            };
            let taken = self.lock().take(number);
            if taken.is_empty() {
                // Somebody else took this one along a moment ago; who still waits has a turn of its own coming.
                drop(turn);
                return answered.await.ok();
            }
            let (items, askers): (Vec<I>, Vec<_>) = taken.into_iter().map(|asker| (asker.item, asker.answer)).unzip();
            let outcomes = work(items).await.unwrap_or_default();
            for (outcome, answer) in outcomes.into_iter().zip(askers) {
                // Who has gone wants none.
                let _ = answer.send(outcome);
            }
            drop(turn);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<I, O>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<I, O> Waiting<I, O> {
    fn push(&mut self, item: I, answer: oneshot::Sender<O>) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.askers.push_back(Asker { number, item, answer });
        number
    }

    /// Who has waited longest and is still there; nobody where this one does not wait any more.
    fn take(&mut self, number: u64) -> Vec<Asker<I, O>> {
        if !self.askers.iter().any(|asker| asker.number == number) {
            return Vec::new();
        }
        self.askers.retain(|asker| !asker.answer.is_closed());
        let many = self.askers.len().min(AT_ONCE);
        self.askers.drain(..many).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt as _;
    use futures_util::future::join_all;
    use tokio::sync::Notify;

    use super::*;

    /// Doubles numbers, once it may, and counts how often it is asked.
    #[derive(Default)]
    struct Doubling {
        together: Together<usize, usize>,
        turns: AtomicUsize,
        may: Notify,
    }

    impl Doubling {
        async fn of(&self, number: usize) -> Option<usize> {
            let work = async |numbers: Vec<usize>| {
                self.turns.fetch_add(1, Ordering::SeqCst);
                self.may.notified().await;
                Some(numbers.into_iter().map(|number| number * 2).collect())
            };
            self.together.ask(number, work).await
        }

        /// Takes every turn, each for one number.
        fn take_turns(self: &Arc<Self>) -> Vec<tokio::task::JoinHandle<Option<usize>>> {
            let first = |number| {
                let doubling = self.clone();
                tokio::spawn(async move { doubling.of(number).await })
            };
            (0..TURNS).map(first).collect()
        }
    }

    #[tokio::test]
    async fn who_comes_while_every_turn_is_taken_is_done_with_all_others_who_did() {
        let doubling = Arc::new(Doubling::default());
        let first = doubling.take_turns();
        tokio::task::yield_now().await;
        let many = AT_ONCE + 3;
        let others = tokio::spawn({
            let doubling = doubling.clone();
            async move { join_all((0..many).map(|number| doubling.of(100 + number))).await }
        });
        tokio::task::yield_now().await;
        assert_eq!(doubling.turns.load(Ordering::SeqCst), TURNS, "the others wait");
        while !others.is_finished() {
            doubling.may.notify_one();
            tokio::task::yield_now().await;
        }
        let outcomes = others.await.expect("ends");
        assert_eq!(outcomes, (0..many).map(|number| Some(2 * (100 + number))).collect::<Vec<_>>());
        assert_eq!(doubling.turns.load(Ordering::SeqCst), TURNS + 2, "as many as go along, and the rest");
        for (number, one) in first.into_iter().enumerate() {
            assert_eq!(one.await.expect("ends"), Some(number * 2));
        }
    }

    #[tokio::test]
    async fn who_was_taken_along_by_somebody_that_is_stopped_hears_nothing_and_who_has_gone_is_left_out() {
        let doubling = Arc::new(Doubling::default());
        let first = doubling.take_turns();
        tokio::task::yield_now().await;
        let mut gone = Box::pin(doubling.of(7));
        assert!(gone.as_mut().now_or_never().is_none());
        drop(gone);
        let other = doubling.clone();
        let other = tokio::spawn(async move { other.of(8).await });
        tokio::task::yield_now().await;
        for one in first {
            one.abort();
        }
        tokio::task::yield_now().await;
        doubling.may.notify_one();
        assert_eq!(other.await.expect("ends"), Some(16));
        assert!(doubling.together.lock().askers.is_empty());

        let failing = Together::<usize, usize>::default();
        assert_eq!(failing.ask(1, async |_| None).await, None, "it is not asked for ever");
    }
}
