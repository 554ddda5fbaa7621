//! The relay: takes what is due from the outbox to the broker, and forgets it once the broker has it.
//!
//! Any process may take any row, by lease. No transaction is held while the broker is asked. What the broker returns
//! (no such queue), refuses (full) or does not confirm stays, and goes again after as long as it has waited already.

use std::time::Duration;

use futures_util::future::join_all;
use lapin::options::BasicPublishOptions;
use lapin::{Channel, Confirmation};
use rekey_runtime::trace::{self, OnTheWay};
use rekey_runtime::{CancellationToken, Task, metrics};
use rekey_store::StoreError;
use rekey_store::outbox::{self, Claimed};
use tokio::time::timeout;
use tracing::Instrument as _;

use super::{Broker, BrokerError, Connected, Pauses, close, depth, envelope};
use crate::bus::POLL;
use crate::{Bus, Listener};

/// Name of the relay's connection in the metrics.
const CONNECTION: &str = "relay";
/// Messages taken at a time.
const BATCH: u32 = 64;
/// How long a message stays with a relay: longer than its deadlines together.
const LEASE: Duration = Duration::from_secs(20);
/// For the broker to confirm a batch.
const CONFIRM_DEADLINE: Duration = Duration::from_secs(5);
/// Waits of what the broker does not take.
const DEFERRED_LEAST: Duration = Duration::from_secs(1);
const DEFERRED_MOST: Duration = Duration::from_secs(60);

/// What became of a message that was given to the broker.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Taken,
    /// No queue takes it.
    Returned,
    /// The queue is full, or the broker in trouble.
    Refused,
    /// Nobody knows; at worst it comes twice.
    Unconfirmed,
}

/// The task of a process.
pub(crate) fn task(bus: Bus, broker: Broker) -> Task {
    Task::new("bus.relay", move |token| async move {
        metrics::bus_connected(CONNECTION, false);
        let mut pauses = Pauses::default();
        while !token.is_cancelled() {
            if let Err(error) = relay(&bus, &broker, &token, &mut pauses).await {
                tracing::warn!(error = %error, "bus.relay_lost_broker");
                pauses.wait(&token).await;
            }
        }
    })
}

/// Works over one connection until it is lost, or the process ends.
async fn relay(bus: &Bus, broker: &Broker, token: &CancellationToken, pauses: &mut Pauses) -> Result<(), BrokerError> {
    let connection = broker.connect().await?;
    let channel = broker.open_for_publishing(&connection).await?;
    let _connected = Connected::now(CONNECTION);
    tracing::info!("bus.relay_connected");
    tokio::select! {
        outcome = work(bus, broker, &channel, (token, pauses)) => outcome?,
        never = depth::watch(&connection) => never,
    }
    close(&connection).await;
    Ok(())
}

async fn work(
    bus: &Bus,
    broker: &Broker,
    channel: &Channel,
    (token, pauses): (&CancellationToken, &mut Pauses),
) -> Result<(), BrokerError> {
    while !token.is_cancelled() {
        match claim(bus).await {
            Ok(batch) => {
                let is_more_due = batch.len() == BATCH as usize;
                if !batch.is_empty() {
                    carry(bus, channel, batch).await?;
                    pauses.reset();
                }
                if is_more_due {
                    continue;
                }
            }
            Err(error) => tracing::warn!(error = %error, "bus.claim_failed"),
        }
        // Whoever committed meanwhile has left word.
        tokio::select! {
            () = broker.woken() => {}
            () = tokio::time::sleep(POLL) => {}
            () = token.cancelled() => {}
        }
        if !channel.status().connected() {
            return Err(BrokerError::Gone);
        }
    }
    Ok(())
}

async fn claim(bus: &Bus) -> Result<Vec<Claimed>, StoreError> {
    let mut tx = bus.store.begin_single().await?;
    let claimed = outbox::claim(&mut tx, None, BATCH, LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Publishes a batch and writes down what became of each. What could not be written down goes again.
async fn carry(bus: &Bus, channel: &Channel, batch: Vec<Claimed>) -> Result<(), BrokerError> {
    let publishing = batch.iter().map(|claimed| publish(channel, claimed));
    let (mut lost, mut verdicts) = (Ok(()), Vec::with_capacity(batch.len()));
    match timeout(CONFIRM_DEADLINE, join_all(publishing)).await {
        Ok(published) => {
            for verdict in published {
                verdicts.push(verdict.unwrap_or_else(|error| {
                    lost = Err(BrokerError::Lost(error));
                    Verdict::Unconfirmed
                }));
            }
        }
        Err(_) => {
            lost = Err(BrokerError::Deadline);
            verdicts.extend(batch.iter().map(|_| Verdict::Unconfirmed));
        }
    }
    if let Err(error) = settle(bus, &batch, &verdicts).await {
        tracing::warn!(error = %error, "bus.settle_failed");
    }
    lost?;
    if verdicts.contains(&Verdict::Returned) { Err(BrokerError::QueueMissing) } else { Ok(()) }
}

async fn publish(channel: &Channel, claimed: &Claimed) -> Result<Verdict, lapin::Error> {
    let span = trace::publish(&OnTheWay {
        queue: &claimed.listener,
        id: claimed.message.uuid(),
        kind: &claimed.kind,
        attempt: claimed.attempt,
        trace: claimed.trace.as_deref(),
    });
    let verdict = publish_in(channel, claimed, trace::of(&span)).instrument(span.clone()).await;
    if !matches!(verdict, Ok(Verdict::Taken)) {
        trace::failed(&span);
    }
    verdict
}

/// Whoever takes it goes on from here; without a trace of this process, from where it was written.
async fn publish_in(channel: &Channel, claimed: &Claimed, here: Option<String>) -> Result<Verdict, lapin::Error> {
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    let (queue, properties) =
        (claimed.listener.as_str(), envelope::properties(claimed, here.as_ref().or(claimed.trace.as_ref())));
    let confirm = channel.basic_publish("".into(), queue.into(), options, &claimed.payload, properties).await?;
    Ok(match confirm.await? {
        Confirmation::Ack(None) => Verdict::Taken,
        Confirmation::Ack(Some(_)) => Verdict::Returned,
        Confirmation::Nack(_) | Confirmation::NotRequested => Verdict::Refused,
    })
}

async fn settle(bus: &Bus, batch: &[Claimed], verdicts: &[Verdict]) -> Result<(), StoreError> {
    if verdicts.iter().all(|verdict| *verdict == Verdict::Taken) {
        // Where a claim was lost, whoever has it now goes on.
        return outbox::all_done(&bus.store, batch).await;
    }
    let mut tx = bus.store.begin().await?;
    for (claimed, verdict) in batch.iter().zip(verdicts) {
        let waited = tx.now().since(claimed.created_at);
        match verdict {
            Verdict::Taken => {
                // Where the claim was lost, whoever has it now goes on.
                outbox::done(&mut tx, claimed).await?;
            }
            Verdict::Returned if Listener::parse(&claimed.listener).is_none() => {
                outbox::bury(&mut tx, claimed, "of a listener that this version does not know").await?;
            }
            Verdict::Returned if tx.now() >= claimed.expires_at => {
                outbox::bury(&mut tx, claimed, "no queue took it in its time").await?;
            }
            Verdict::Returned | Verdict::Refused | Verdict::Unconfirmed => {
                tracing::error!(message.id = %claimed.message, queue = claimed.listener, verdict = ?verdict, "bus.not_taken");
                outbox::defer(&mut tx, claimed, waited.clamp(DEFERRED_LEAST, DEFERRED_MOST)).await?;
            }
        }
    }
    tx.commit().await
}
