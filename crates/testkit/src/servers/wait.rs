//! Waiting for a fact, with a deadline.

use std::time::{Duration, Instant};

/// Between two looks at the fact.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks again and again until `probe` finds something, and gives up at the deadline. Blocks the thread.
///
/// # Errors
/// When the deadline passes, naming `fact` (as in "mail for bob@example.test"), or when `probe` itself fails.
pub fn until<T>(
    fact: &str,
    deadline: Duration,
    mut probe: impl FnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let started = Instant::now();
    loop {
        if let Some(found) = probe()? {
            return Ok(found);
        }
        if started.elapsed() >= deadline {
            anyhow::bail!("waited {} s in vain: {fact}", deadline.as_secs_f32());
        }
        pause();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "servers are started from threads that have no runtime, xtask's among them"
)]
fn pause() {
    std::thread::sleep(PAUSE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_never_comes_ends_at_the_deadline_by_name() {
        let refused = until::<()>("the sky is green", Duration::from_millis(60), || Ok(None)).expect_err("never true");
        assert!(refused.to_string().contains("the sky is green"), "{refused}");
    }

    #[test]
    fn a_probe_that_fails_ends_the_wait_at_once() {
        let started = Instant::now();
        let refused = until::<()>("x", Duration::from_secs(60), || anyhow::bail!("server died")).expect_err("failed");
        assert_eq!(refused.to_string(), "server died");
        assert!(started.elapsed() < Duration::from_secs(30));
    }
}
