//! Consuming: takes what is due, a bounded number at a time, and says how it ended.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rekey_runtime::{CancellationToken, Task};
use rekey_store::StoreError;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

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

    /// Hears that a message came too late; it is gone afterwards. After an error it comes again.
    fn expired(&self, delivery: Delivery) -> HandlerFuture<'_, Result<(), StoreError>> {
        let _ = delivery;
        Box::pin(async { Ok(()) })
    }

    /// Hears that a message is given up, by its own outcome or because it panicked, hung or died too often. After an error
    /// it comes again. The reason holds no secret and no contact.
    fn buried<'a>(&'a self, delivery: Delivery, reason: &'a str) -> HandlerFuture<'a, Result<(), StoreError>> {
        let _ = (delivery, reason);
        Box::pin(async { Ok(()) })
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
    let outcome = tokio::select! {
        outcome = outcome_of(&handler, &taken) => outcome,
        () = hold(bus, &taken) => {
            // Somebody else works on it: what this one says counts no more.
            tracing::warn!(message.id = %taken.message(), "bus.claim_lost");
            return;
        }
    };
    if let Err(error) = bus.finish(&taken, &outcome).await {
        tracing::warn!(error = %error, "bus.finish_failed");
    }
}

async fn outcome_of(handler: &Arc<dyn Handler>, taken: &Taken) -> Outcome {
    let Some(delivery) = &taken.delivery else {
        let reason = "of a kind that this version does not know";
        tracing::error!(kind = "unknown", reason, "bus.buried");
        return Outcome::Bury(reason.into());
    };
    let outcome = if taken.is_poison() {
        Outcome::Bury("its handler died too often".into())
    } else if taken.is_expired {
        let (handler, late) = (handler.clone(), delivery.clone());
        tell(async move { handler.expired(late).await }, Outcome::Done).await
    } else {
        handle(handler.clone(), delivery.clone()).await
    };
    match outcome {
        Outcome::Bury(reason) => bury(handler.clone(), delivery.clone(), reason).await,
        other => other,
    }
}

/// The handler hears first that its message is given up, so that whoever waits for it can be told.
async fn bury(handler: Arc<dyn Handler>, delivery: Delivery, reason: String) -> Outcome {
    let (kind, told) = (delivery.kind.as_str(), reason.clone());
    let outcome = tell(async move { handler.buried(delivery, &told).await }, Outcome::Bury(reason)).await;
    if let Outcome::Bury(reason) = &outcome {
        tracing::error!(kind, reason, "bus.buried");
    }
    outcome
}

/// Tells a handler of an end. What it could not write down comes again; its own fault changes nothing.
async fn tell(hear: impl Future<Output = Result<(), StoreError>> + Send + 'static, outcome: Outcome) -> Outcome {
    match alone(hear).await {
        Some(Ok(())) => outcome,
        Some(Err(error)) => {
            tracing::warn!(error = %error, "bus.not_heard");
            Outcome::Retry(FAULT_PAUSE)
        }
        None => {
            tracing::error!("bus.hearing_failed");
            outcome
        }
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

async fn handle(handler: Arc<dyn Handler>, delivery: Delivery) -> Outcome {
    let attempt = delivery.attempt;
    match alone(async move { handler.handle(delivery).await }).await {
        Some(outcome) => outcome,
        None if attempt >= FAULTS_MAX => Outcome::Bury("its handler panicked or hung".into()),
        None => Outcome::Retry(FAULT_PAUSE),
    }
}

/// Runs work in a task of its own, so that its panic is ours to tell; `None` where it panicked or hung. The task ends
/// with this future.
async fn alone<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let mut task = JoinSet::new();
    task.spawn(work);
    match tokio::time::timeout(HANDLER_DEADLINE, task.join_next()).await {
        Ok(Some(Ok(output))) => Some(output),
        _ => None,
    }
}
