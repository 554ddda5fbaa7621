//! The memory that Argon2 works in: made once, wiped after each use, used again while there is work.
//!
//! Asking the system for 19 MiB anew costs up to a third of a hash. There are never more areas than hashes computed at a time,
//! and one that nobody used for a while is given back.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::Block;

/// Areas that nobody uses at the moment.
#[derive(Default)]
pub(crate) struct MemoryPool {
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    area: Vec<Block>,
    since: Instant,
}

impl MemoryPool {
    /// Lends an area of `block_count` blocks of 1 KiB, all zero, and takes it back wiped. The usual size stays for the next
    /// time; what a hash with other parameters needed is given back to the system.
    pub(crate) fn lend<T>(&self, block_count: usize, usual_count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let mut area = self.idle().pop().map(|idle| idle.area).unwrap_or_default();
        area.resize(block_count.max(usual_count), Block::new());
        let outcome = work(&mut area[..block_count]);
        // Not `zeroize`: the area lives on and is read again, so that no compiler may leave this out, and it is ten times faster.
        area[..block_count].fill(Block::new());
        if area.len() == usual_count {
            self.idle().push(Idle { area, since: Instant::now() });
        }
        outcome
    }

    /// Gives back what nobody used for so long; whether something is left.
    pub(crate) fn release(&self, unused_for: Duration) -> bool {
        let mut idle = self.idle();
        idle.retain(|idle| idle.since.elapsed() < unused_for);
        !idle.is_empty()
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        // A panic cannot leave the list half changed.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(crate) fn idle_count(&self) -> usize {
        self.idle().len()
    }

    #[cfg(test)]
    fn sizes(&self) -> Vec<usize> {
        self.idle().iter().map(|idle| idle.area.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_wiped(blocks: &[Block]) -> bool {
        blocks.iter().all(|block| block.as_ref().iter().all(|word| *word == 0))
    }

    #[test]
    fn an_area_is_used_again_and_is_wiped_before() {
        let pool = MemoryPool::default();
        let first = pool.lend(8, 8, |blocks| {
            blocks[7].as_mut().fill(7);
            blocks.as_ptr()
        });
        let (second, wiped) = pool.lend(8, 8, |blocks| (blocks.as_ptr(), is_wiped(blocks)));
        assert!(wiped);
        assert_eq!(first, second);
        assert_eq!(pool.sizes(), [8]);
    }

    #[test]
    fn an_area_that_nobody_uses_is_given_back() {
        let pool = MemoryPool::default();
        pool.lend(8, 8, |_| ());
        assert!(pool.release(Duration::from_secs(3600)));
        assert_eq!(pool.sizes(), [8]);
        assert!(!pool.release(Duration::ZERO));
        assert!(pool.sizes().is_empty());
    }

    #[test]
    fn a_larger_area_is_not_kept_and_a_smaller_need_uses_the_usual_one() {
        let pool = MemoryPool::default();
        assert_eq!(pool.lend(64, 8, |blocks| blocks.len()), 64);
        assert!(pool.sizes().is_empty());
        assert_eq!(pool.lend(4, 8, |blocks| blocks.len()), 4);
        assert_eq!(pool.sizes(), [8]);
    }
}
