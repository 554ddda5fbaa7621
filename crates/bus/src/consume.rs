//! Consuming: takes what is due, a bounded number at a time, and says how it ended.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rekey_runtime::{CancellationToken, Task};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::embedded::{Bus, LEASE, Taken};
use crate::{Delivery, Listener, Outcome};

/// Between two looks when nobody wakes.
pub const POLL: Duration = Duration::from_secs(1);
/// After a handler that panicked or took too long.
const FAULT_PAUSE: Duration = Duration::from_secs(5);
/// Attempts of a message whose handler panics or hangs.
const FAULTS_MAX: u32 = 3;
/// For a handler.
const HANDLER_DEADLINE: Duration = Duration::from_secs(60);
/// While a handler works its claim is renewed, three times in a lease.
const RENEW_EVERY: Duration = Duration::from_secs(LEASE.as_secs() / 3);

/// The future of a handler.
pub type HandlerFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does the work of one listener.
pub trait Handler: Send + Sync + 'static {
    /// Does a message, and says how it ended. It may come twice: make the effect happen once.
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome>;

    /// Hears that a message came too late; it is gone afterwards.
    fn expired(&self, delivery: Delivery) -> HandlerFuture<'_, ()> {
        let _ = delivery;
        Box::pin(async {})
    }
}

/// The task that consumes for one listener, at most `concurrency` messages at a time. When it is told to end it takes
/// nothing more and finishes what it has.
pub fn consumer(bus: Bus, listener: Listener, concurrency: usize, handler: Arc<dyn Handler>) -> Task {
    Task::new(listener.as_str(), move |token| run(bus, listener, concurrency, handler, token))
}

async fn run(bus: Bus, listener: Listener, concurrency: usize, handler: Arc<dyn Handler>, token: CancellationToken) {
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
                        work_on(&bus, handler, one).await;
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

async fn work_on(bus: &Bus, handler: Arc<dyn Handler>, taken: Taken) {
    let outcome = match &taken.delivery {
        None => Outcome::Bury("of a kind that this version does not know".into()),
        Some(_) if taken.is_poison() => Outcome::Bury("its handler died too often".into()),
        Some(delivery) if taken.is_expired => {
            handler.expired(delivery.clone()).await;
            Outcome::Done
        }
        Some(delivery) => {
            tokio::select! {
                outcome = handle(handler, delivery.clone()) => outcome,
                never = hold(bus, &taken) => match never {},
            }
        }
    };
    if let Outcome::Bury(reason) = &outcome {
        let kind = taken.delivery.as_ref().map_or("unknown", |delivery| delivery.kind.as_str());
        tracing::error!(kind, reason, "bus.buried");
    }
    if let Err(error) = bus.finish(&taken, &outcome).await {
        tracing::warn!(error = %error, "bus.finish_failed");
    }
}

/// Keeps the claim while its message is being worked on.
async fn hold(bus: &Bus, taken: &Taken) -> Infallible {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        if let Err(error) = bus.renew(taken).await {
            tracing::warn!(error = %error, "bus.renew_failed");
        }
    }
}

/// Runs a handler in a task of its own, so that its panic is ours to tell.
async fn handle(handler: Arc<dyn Handler>, delivery: Delivery) -> Outcome {
    let attempt = delivery.attempt;
    let mut task = tokio::spawn(async move { handler.handle(delivery).await });
    match tokio::time::timeout(HANDLER_DEADLINE, &mut task).await {
        Ok(Ok(outcome)) => outcome,
        _ => {
            task.abort();
            if attempt >= FAULTS_MAX {
                Outcome::Bury("its handler panicked or hung".into())
            } else {
                Outcome::Retry(FAULT_PAUSE)
            }
        }
    }
}
