//! The drain: what the broker gave up, since takers died on it too often, goes back to the outbox, and counts that.
//!
//! Its listener then gets it again, and after enough of that buries it, so that whoever waits for it is told.

use std::time::Duration;

use futures_util::StreamExt as _;
use lapin::message::Delivery as Letter;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use rekey_runtime::{CancellationToken, Task};
use rekey_store::StoreError;
use rekey_store::outbox::{self, Arrived};

use super::{Broker, BrokerError, OVERFLOW_QUEUE, Pauses, close, envelope, within};
use crate::Bus;
use crate::handler::FAULT_PAUSE;

/// One after the other: there should be none.
const PREFETCH: u16 = 1;
const TAG: &str = "rekey";
/// From the start of the process.
const BEGINS_AFTER: Duration = Duration::from_millis(500);

/// The task of a process.
pub(crate) fn task(bus: Bus, broker: Broker) -> Task {
    Task::new("bus.overflow", move |token| async move {
        let mut pauses = Pauses::default();
        // The broker is asked for the connections that messages wait for first: it takes some milliseconds for each.
        tokio::select! {
            () = tokio::time::sleep(BEGINS_AFTER) => {}
            () = token.cancelled() => {}
        }
        while !token.is_cancelled() {
            if let Err(error) = drain(&bus, &broker, &token, &mut pauses).await {
                tracing::warn!(error = %error, "bus.drain_interrupted");
                pauses.wait(&token).await;
            }
        }
    })
}

async fn drain(bus: &Bus, broker: &Broker, token: &CancellationToken, pauses: &mut Pauses) -> Result<(), BrokerError> {
    let connection = broker.connect().await?;
    let channel = broker.open(&connection).await?;
    within(channel.basic_qos(PREFETCH, BasicQosOptions::default())).await?;
    let options = BasicConsumeOptions::default();
    let consuming = channel.basic_consume(OVERFLOW_QUEUE.into(), TAG.into(), options, FieldTable::default());
    let mut letters = within(consuming).await?;
    loop {
        let letter = tokio::select! {
            letter = letters.next() => letter.ok_or(BrokerError::Cancelled)??,
            () = token.cancelled() => break,
        };
        // Without an answer it comes again with the next connection.
        put_back(bus, &letter).await?;
        letter.acker.ack(BasicAckOptions::default()).await?;
        pauses.reset();
    }
    close(&connection).await;
    Ok(())
}

async fn put_back(bus: &Bus, letter: &Letter) -> Result<(), StoreError> {
    let Some(arrived) = envelope::read(&letter.properties, &letter.data) else {
        return bus.bury_unreadable(OVERFLOW_QUEUE, &letter.data).await;
    };
    tracing::error!(message.id = %arrived.message, queue = arrived.listener, "bus.overflow");
    let next = Arrived { overflows: arrived.overflows.saturating_add(1), ..arrived };
    match taken_back(bus, &next).await {
        // What the database will never take must not keep the others.
        Err(StoreError::Conflict | StoreError::Fault(_)) => bus.bury_unreadable(OVERFLOW_QUEUE, &letter.data).await,
        other => other,
    }
}

async fn taken_back(bus: &Bus, next: &Arrived) -> Result<(), StoreError> {
    let mut tx = bus.store.begin().await?;
    outbox::take_back(&mut tx, next, FAULT_PAUSE).await?;
    tx.commit().await
}
