//! Handlers, and what is done with their messages: the same for every transport.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rekey_runtime::metrics::InWork;
use rekey_runtime::trace::{self, OnTheWay};
use rekey_store::StoreError;
use tokio::task::JoinSet;
use tracing::{Instrument as _, Span};

use crate::{Delivery, Outcome};

/// After a handler that panicked or took too long.
pub(crate) const FAULT_PAUSE: Duration = Duration::from_secs(5);
/// Times that a handler may panic or hang over a message before it is buried.
const FAULTS_MAX: u32 = 3;
/// For a handler.
pub(crate) const HANDLER_DEADLINE: Duration = Duration::from_secs(60);

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

/// A message that a transport has brought.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// What is to be done; `None` where the message cannot be read.
    pub delivery: Option<Delivery>,
    /// Times that its handler panicked or hung over it before.
    pub faults: u32,
    /// Whether it came too late.
    pub is_expired: bool,
    /// Whether it was taken so often without an outcome that it must be what kills its takers.
    pub is_poison: bool,
}

/// How the turn of a message ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// As its handler, or the bus in its place, said.
    Said(Outcome),
    /// Its handler panicked or hung: it comes again after [`FAULT_PAUSE`], and that is counted.
    Fault,
}

/// Has a message of this queue handled, or its end heard, in the trace that it came with, and says how that ended.
pub(crate) async fn end_of(handler: &Arc<dyn Handler>, arrival: &Arrival, queue: &'static str) -> End {
    let _in_work = InWork::begin(queue);
    let span = match &arrival.delivery {
        Some(delivery) => trace::process(&OnTheWay {
            queue,
            id: delivery.id.uuid(),
            kind: delivery.kind.as_str(),
            attempt: delivery.attempt,
            trace: delivery.trace.as_deref(),
        }),
        None => Span::none(),
    };
    let end = turn(handler, arrival).instrument(span.clone()).await;
    let (word, is_failure) = match &end {
        End::Said(Outcome::Done) => ("done", false),
        End::Said(Outcome::Retry(_)) => ("retry", false),
        End::Said(Outcome::Bury(_)) => ("bury", true),
        End::Fault => ("fault", true),
    };
    trace::ended(&span, word);
    if is_failure {
        trace::failed(&span);
    }
    end
}

async fn turn(handler: &Arc<dyn Handler>, arrival: &Arrival) -> End {
    let Some(delivery) = &arrival.delivery else {
        let reason = "of a kind that this version does not know";
        tracing::error!(kind = "unknown", reason, "bus.buried");
        return End::Said(Outcome::Bury(reason.into()));
    };
    let end = if arrival.is_poison {
        End::Said(Outcome::Bury("its handler died too often".into()))
    } else if arrival.is_expired {
        let (handler, late) = (handler.clone(), delivery.clone());
        End::Said(tell(async move { handler.expired(late).await }, Outcome::Done).await)
    } else {
        handle(handler.clone(), delivery.clone(), arrival.faults).await
    };
    match end {
        End::Said(Outcome::Bury(reason)) => End::Said(bury(handler.clone(), delivery.clone(), reason).await),
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

async fn handle(handler: Arc<dyn Handler>, delivery: Delivery, faults: u32) -> End {
    match alone(async move { handler.handle(delivery).await }).await {
        Some(outcome) => End::Said(outcome),
        None if faults.saturating_add(1) >= FAULTS_MAX => {
            End::Said(Outcome::Bury("its handler panicked or hung".into()))
        }
        None => End::Fault,
    }
}

/// Runs work in a task of its own, so that its panic is ours to tell; `None` where it panicked or hung. The task ends
/// with this future.
async fn alone<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let mut task = JoinSet::new();
    task.spawn(work.instrument(Span::current()));
    match tokio::time::timeout(HANDLER_DEADLINE, task.join_next()).await {
        Ok(Some(Ok(output))) => Some(output),
        _ => None,
    }
}
