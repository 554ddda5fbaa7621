//! Threads of their own for hashes: all else that wants a core goes first.
//!
//! A hash takes milliseconds of a core where all else takes microseconds. With every core at a hash, whoever only has to
//! pass a message on, or to say that the process is well, would wait for one to end.

use std::sync::Arc;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinError;

/// By how much the threads give way (`nice`): to one that does not, they leave nine tenths of a core.
#[cfg(target_os = "linux")]
const GIVE_WAY: i32 = 10;
/// How long a thread keeps a core while somebody else wants it: the least that Linux knows. Otherwise it would be 3 ms, at
/// each of the many steps from a request to its mail. See docs/decisions/0023-short-slices.md.
#[cfg(target_os = "linux")]
const SLICE: std::time::Duration = std::time::Duration::from_micros(100);

/// Copies share the same threads. They end by themselves where there is no work for a while.
#[derive(Debug, Clone)]
pub(crate) struct Threads(Arc<Pool>);

#[derive(Debug)]
struct Pool {
    handle: Handle,
    // Taken when it is dropped.
    runtime: Option<Runtime>,
}

impl Threads {
    /// So many at most.
    pub(crate) fn new(most: usize) -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(most)
            .thread_name("hash")
            .on_thread_start(give_way)
            .build()?;
        Ok(Self(Arc::new(Pool { handle: runtime.handle().clone(), runtime: Some(runtime) })))
    }

    /// Does the work on one of them.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JoinError> {
        self.0.handle.spawn_blocking(work).await
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Whoever drops it may be at work for others and must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// On Linux priority and slice are a thread's own; elsewhere they are the whole process's and stay as they are.
fn give_way() {
    #[cfg(target_os = "linux")]
    {
        use rekey_scheduling::{Share, set, share};
        // One that is not allowed to computes all the same.
        let _ = share().and_then(|own| set(Share { nice: (own.nice + GIVE_WAY).min(19), slice: SLICE }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn who_computes_gives_way_and_nobody_else_does() {
        use rekey_scheduling::share;
        let own = share().expect("told");
        let threads = Threads::new(2).expect("threads");
        let found = threads.run(share).await.expect("computed").expect("told");
        assert_eq!(found.nice, (own.nice + GIVE_WAY).min(19));
        // Before Linux 6.12 no thread has one of its own.
        assert!(own.slice.is_zero() || found.slice == SLICE, "{found:?}");
        assert_eq!(tokio::task::spawn_blocking(share).await.expect("looked").expect("told"), own);
        assert_eq!(share().expect("told"), own);
    }

    #[tokio::test]
    async fn the_last_one_may_be_dropped_where_nobody_may_wait() {
        let threads = Threads::new(1).expect("threads");
        let work = threads.clone();
        assert_eq!(work.run(|| 7).await.expect("computed"), 7);
        drop((threads, work));
    }
}
