//! The memory that Argon2 works in: made once, used again while there is work, wiped and given back when there is none.
//!
//! Asking the system for 19 MiB anew costs up to a third of a hash, and wiping them a tenth: the next hash writes over all
//! of it anyway. There are never more areas than hashes computed at a time.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::Block;

/// Areas that nobody uses at the moment.
#[derive(Default)]
pub(crate) struct MemoryPool {
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    area: Area,
    since: Instant,
}

/// Wiped before the system gets it back.
#[derive(Default)]
struct Area(Vec<Block>);

impl Drop for Area {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Not `zeroize`, which takes ten times as long: the compiler may not leave out what is looked at.
fn wipe(blocks: &mut [Block]) {
    blocks.fill(Block::new());
    std::hint::black_box(blocks);
}

impl MemoryPool {
    /// Lends an area of `block_count` blocks of 1 KiB, with whatever is in them. The usual size stays for the next time; what
    /// a hash with other parameters needed is wiped and given back to the system.
    pub(crate) fn lend<T>(&self, block_count: usize, usual_count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let mut area = self.idle().pop().map(|idle| idle.area).unwrap_or_default();
        area.0.resize(block_count.max(usual_count), Block::new());
        let outcome = work(&mut area.0[..block_count]);
        if area.0.len() == usual_count {
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
        self.idle().iter().map(|idle| idle.area.0.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_wiped(blocks: &[Block]) -> bool {
        blocks.iter().all(|block| block.as_ref().iter().all(|word| *word == 0))
    }

    #[test]
    fn an_area_is_used_again() {
        let pool = MemoryPool::default();
        let first = pool.lend(8, 8, |blocks| blocks.as_ptr());
        assert_eq!(first, pool.lend(8, 8, |blocks| blocks.as_ptr()));
        assert_eq!(pool.sizes(), [8]);
    }

    #[test]
    fn nothing_is_left_where_it_was_wiped() {
        let mut area = Area(vec![Block::new(); 8]);
        area.0[7].as_mut().fill(7);
        assert!(!is_wiped(&area.0));
        wipe(&mut area.0);
        assert!(is_wiped(&area.0));
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
