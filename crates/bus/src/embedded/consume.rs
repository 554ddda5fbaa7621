//! Consuming from the outbox itself: claims, renews, says how it ended.

use std::sync::Arc;
use std::time::Duration;

use rekey_runtime::CancellationToken;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::bus::POLL;
use crate::embedded::{LEASE, Taken};
use crate::handler::{Handler, end_of};
use crate::{Bus, Listener};

/// While a handler works its claim is renewed, three times in a lease.
const RENEW_EVERY: Duration = Duration::from_secs(LEASE.as_secs() / 3);

/// Takes what is due, a bounded number at a time, until it is told to end; then it finishes what it has.
pub(crate) async fn run(
    bus: Bus,
    listener: Listener,
    concurrency: usize,
    handler: Arc<dyn Handler>,
    token: CancellationToken,
) {
    let permits = Arc::new(Semaphore::new(concurrency));
    let mut work = JoinSet::new();
    while !token.is_cancelled() {
        while work.try_join_next().is_some() {}
        let free = permits.available_permits();
        let taken = if free == 0 { Ok(Vec::new()) } else { bus.take(listener, u32::try_from(free).unwrap_or(1)).await };
        let took = match taken {
            Ok(taken) => {
                let took = taken.len();
                for one in taken {
                    let permit = permits.clone().try_acquire_owned();
                    let (bus, handler) = (bus.clone(), handler.clone());
                    work.spawn(async move {
                        work_on(&bus, handler, one, listener).await;
                        drop(permit);
                    });
                }
                took
            }
            Err(error) => {
                tracing::warn!(error = %error, listener = listener.as_str(), "bus.take_failed");
                0
            }
        };
        // Whoever took a full batch looks again at once.
        if took == 0 || took == free {
            wait(&bus, listener, &permits, took > 0, &token).await;
        }
    }
    while work.join_next().await.is_some() {}
}

/// Until somebody wakes us, a second has passed, or, with all hands busy, one is free again.
async fn wait(bus: &Bus, listener: Listener, permits: &Semaphore, is_full: bool, token: &CancellationToken) {
    if is_full {
        tokio::select! {
            _ = permits.acquire() => {}
            () = token.cancelled() => {}
        }
    } else {
        tokio::select! {
            () = bus.woken(listener) => {}
            () = tokio::time::sleep(POLL) => {}
            () = token.cancelled() => {}
        }
    }
}

async fn work_on(bus: &Bus, handler: Arc<dyn Handler>, taken: Taken, listener: Listener) {
    let end = tokio::select! {
        end = end_of(&handler, &taken.arrival, listener.as_str()) => end,
        () = hold(bus, &taken) => {
            // Somebody else works on it: what this one says counts no more.
            tracing::warn!(message.id = %taken.message(), "bus.claim_lost");
            return;
        }
    };
    if let Err(error) = bus.end(&taken, &end).await {
        tracing::warn!(error = %error, "bus.finish_failed");
    }
}

/// Keeps the claim while its message is being worked on; ends when it is lost, or could not be renewed for so long that
/// it must be taken for lost.
async fn hold(bus: &Bus, taken: &Taken) {
    let mut held_until = Instant::now() + LEASE;
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        let renewed_at = Instant::now();
        match bus.renew(taken).await {
            Ok(true) => held_until = renewed_at + LEASE,
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(error = %error, "bus.renew_failed");
                if Instant::now() >= held_until {
                    return;
                }
            }
        }
    }
}
