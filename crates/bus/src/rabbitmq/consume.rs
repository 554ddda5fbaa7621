//! Consuming a queue: at most the prefetch at a time, acknowledged after the effect.
//!
//! Whoever loses the connection finishes what he has; the broker gives it to another meanwhile, whose claim of the
//! effect decides. What it has to write down is in the database before the broker hears of it; where the database does not
//! answer, the message goes back to the queue, at the end of the process at once.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use lapin::message::Delivery as Letter;
use lapin::options::{BasicCancelOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use rekey_runtime::{CancellationToken, metrics};
use rekey_store::StoreError;
use rekey_store::outbox::{self, Arrived};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::acks::Acks;
use super::{Broker, BrokerError, Connected, Pauses, close, envelope, within};
use crate::handler::{Arrival, End, FAULT_PAUSE, Handler, end_of};
use crate::{Bus, Delivery, Kind, Listener, Outcome};

/// Between two tries to write an outcome down.
const WRITE_PAUSE: Duration = Duration::from_secs(1);
/// Tries to write an outcome down before the message goes back to the queue.
const WRITES_MAX: u32 = 60;
/// Times that the broker may give a message up before it counts as what kills its takers.
const OVERFLOWS_MAX: u32 = 2;
const TAG: &str = "rekey";

/// Consumes for one listener.
#[derive(Clone)]
pub(crate) struct Consumer {
    pub bus: Bus,
    pub broker: Broker,
    pub listener: Listener,
    pub prefetch: u16,
    pub handler: Arc<dyn Handler>,
    /// Tells it to end.
    pub token: CancellationToken,
}

impl Consumer {
    /// Until it is told to end; then it takes nothing more and finishes what it has.
    pub async fn run(self) {
        let mut pauses = Pauses::default();
        let hands = Arc::new(Semaphore::new(self.prefetch.into()));
        let mut work = JoinSet::new();
        let mut last = None;
        metrics::bus_connected(self.listener.as_str(), false);
        while !self.token.is_cancelled() {
            match self.consume(&hands, &mut work, &mut pauses).await {
                Ok(still_open) => last = Some(still_open),
                Err(error) => {
                    tracing::warn!(error = %error, queue = self.listener.as_str(), "bus.consumer_lost_broker");
                    pauses.wait(&self.token).await;
                }
            }
        }
        while work.join_next().await.is_some() {}
        if let Some((connection, _channel)) = last {
            close(&connection).await;
        }
    }

    /// Works over one connection until it is lost, or the process ends: then it is still open.
    async fn consume(
        &self,
        hands: &Arc<Semaphore>,
        work: &mut JoinSet<()>,
        pauses: &mut Pauses,
    ) -> Result<(lapin::Connection, lapin::Channel), BrokerError> {
        let connection = self.broker.connect().await?;
        let channel = self.broker.open(&connection).await?;
        within(channel.basic_qos(self.prefetch, BasicQosOptions::default())).await?;
        let (queue, options) = (self.listener.as_str().into(), BasicConsumeOptions::default());
        let mut letters = within(channel.basic_consume(queue, TAG.into(), options, FieldTable::default())).await?;
        pauses.reset();
        let _connected = Connected::now(self.listener.as_str());
        let acks = Arc::new(Acks::new(channel.clone()));
        tracing::info!(queue = self.listener.as_str(), prefetch = self.prefetch, "bus.consumer_connected");
        while let Some(hand) = self.free_hand(hands).await {
            while work.try_join_next().is_some() {}
            let letter = tokio::select! {
                letter = letters.next() => letter.ok_or(BrokerError::Cancelled)??,
                () = self.token.cancelled() => break,
            };
            acks.brought(letter.delivery_tag);
            let (consumer, acks) = (self.clone(), acks.clone());
            work.spawn(async move { consumer.work_on(letter, hand, &acks).await });
        }
        within(channel.basic_cancel(TAG.into(), BasicCancelOptions::default())).await?;
        // What is under way is acknowledged over this channel.
        Ok((connection, channel))
    }

    /// Somebody to do the next message; nobody when the process ends.
    async fn free_hand(&self, hands: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        tokio::select! {
            hand = hands.clone().acquire_owned() => hand.ok(),
            () = self.token.cancelled() => None,
        }
    }

    async fn work_on(&self, letter: Letter, hand: OwnedSemaphorePermit, acks: &Acks) {
        let is_settled = match envelope::read(&letter.properties, &letter.data) {
            Some(arrived) => self.handle(&arrived).await,
            None => {
                // Where that fails, too, it ends in the overflow queue, whose drain does not give up.
                self.bus.bury_unreadable(self.listener.as_str(), &letter.data).await.is_ok()
            }
        };
        drop(hand);
        let tag = letter.delivery_tag;
        let answered = if is_settled { acks.finished(tag).await } else { acks.put_back(tag).await };
        if let Err(error) = answered {
            // The broker gives it to somebody else; the effect is guarded.
            tracing::debug!(error = %error, queue = self.listener.as_str(), "bus.answer_lost");
        }
    }

    /// Does a message and writes down how it ended. False where that could not be written.
    async fn handle(&self, arrived: &Arrived) -> bool {
        let Some(arrival) = self.arrival(arrived).await else { return false };
        let end = end_of(&self.handler, &arrival, self.listener.as_str()).await;
        self.written(arrived, &end).await
    }

    /// The message as handlers know it, by the store's time; `None` where the store does not answer.
    async fn arrival(&self, arrived: &Arrived) -> Option<Arrival> {
        let mut tries = 0;
        let now = loop {
            match self.bus.store.time().await {
                Ok(now) => break now,
                Err(error) => self.pause(&mut tries, &error).await?,
            }
        };
        let delivery = Kind::parse(&arrived.kind).map(|kind| Delivery {
            id: arrived.message,
            kind,
            tenant: arrived.tenant,
            payload: arrived.payload.clone(),
            attempt: arrived.attempt,
            expires_at: arrived.expires_at,
            trace: arrived.trace.clone(),
        });
        let (is_expired, is_poison) = (now >= arrived.expires_at, arrived.overflows >= OVERFLOWS_MAX);
        Some(Arrival { delivery, faults: arrived.faults, is_expired, is_poison })
    }

    async fn written(&self, arrived: &Arrived, end: &End) -> bool {
        let mut tries = 0;
        loop {
            match self.bus.write_down(arrived, end).await {
                Ok(()) => return true,
                Err(error) => {
                    if self.pause(&mut tries, &error).await.is_none() {
                        return false;
                    }
                }
            }
        }
    }

    /// Waits before another try; `None` where there were enough, or the process ends.
    async fn pause(&self, tries: &mut u32, error: &StoreError) -> Option<()> {
        *tries += 1;
        tracing::warn!(error = %error, queue = self.listener.as_str(), tries = *tries, "bus.store_failed");
        tokio::select! {
            () = tokio::time::sleep(WRITE_PAUSE) => (*tries < WRITES_MAX).then_some(()),
            () = self.token.cancelled() => None,
        }
    }
}

impl Bus {
    /// Brings a message that had left back to the database, where that is its outcome.
    async fn write_down(&self, arrived: &Arrived, end: &End) -> Result<(), StoreError> {
        if *end == End::Said(Outcome::Done) {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        match end {
            End::Said(Outcome::Done) => {}
            End::Said(Outcome::Retry(after)) => {
                let next = Arrived { attempt: arrived.attempt.saturating_add(1), ..arrived.clone() };
                outbox::take_back(&mut tx, &next, *after).await?;
            }
            End::Said(Outcome::Bury(reason)) => outbox::bury_arrived(&mut tx, arrived, reason).await?,
            End::Fault => {
                let next = Arrived { faults: arrived.faults.saturating_add(1), ..arrived.clone() };
                outbox::take_back(&mut tx, &next, FAULT_PAUSE).await?;
            }
        }
        tx.commit().await
    }

    /// Lays down what has no readable headers.
    pub(super) async fn bury_unreadable(&self, queue: &str, payload: &[u8]) -> Result<(), StoreError> {
        const REASON: &str = "its headers cannot be read";
        tracing::error!(queue, reason = REASON, "bus.buried");
        let mut tx = self.store.begin().await?;
        let lying = envelope::unreadable(queue, payload, self.entropy.uuid(tx.now()));
        outbox::bury_arrived(&mut tx, &lying, REASON).await?;
        tx.commit().await
    }
}
