//! The relay: takes what is due from the outbox to the broker, and forgets it once the broker has it.
//!
//! Any process may take any row, by lease. No transaction is held while the broker is asked. What the broker returns
//! (no such queue) or does not confirm stays, and goes again after as long as it has waited already. Where a queue is full
//! nothing goes to it for a while, which grows up to a minute; what goes to others is not kept by that.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::join_all;
use lapin::options::BasicPublishOptions;
use lapin::{Channel, Confirmation};
use rekey_runtime::trace::{self, OnTheWay};
use rekey_runtime::{CancellationToken, Task, metrics};
use rekey_store::StoreError;
use rekey_store::outbox::{self, Claimed, Whose};
use tokio::time::{Instant, timeout};
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
/// Waits of what the broker does not take, and of queues that are full.
const DEFERRED_LEAST: Duration = Duration::from_secs(1);
const DEFERRED_MOST: Duration = Duration::from_secs(60);

/// What became of a message that was given to the broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Taken,
    /// No queue takes it.
    Returned,
    /// The queue is full, or the broker in trouble.
    Refused,
    /// Nobody knows; at worst it comes twice.
    Unconfirmed,
}

/// Queues that refused lately, with the last pause of each and its end.
#[derive(Debug, Default)]
struct Full(BTreeMap<String, (Duration, Instant)>);

impl Full {
    /// Those to which nothing goes now.
    fn paused(&self, now: Instant) -> Vec<&str> {
        self.0.iter().filter(|(_, (_, until))| *until > now).map(|(queue, _)| queue.as_str()).collect()
    }

    /// Learns what became of a batch.
    fn learn(&mut self, batch: &[Claimed], verdicts: &[Verdict], now: Instant) {
        let of = |wanted: Verdict| batch.iter().zip(verdicts).filter(move |(_, verdict)| **verdict == wanted);
        for (claimed, _) in of(Verdict::Taken) {
            self.0.remove(&claimed.listener);
        }
        let refused: BTreeSet<&String> = of(Verdict::Refused).map(|(claimed, _)| &claimed.listener).collect();
        for queue in refused {
            let pause = self.0.get(queue).map_or(DEFERRED_LEAST, |(last, _)| (*last * 2).min(DEFERRED_MOST));
            self.0.insert(queue.clone(), (pause, now + pause));
        }
    }

    /// How long the last pause of a queue is.
    fn pause(&self, queue: &str) -> Duration {
        self.0.get(queue).map_or(DEFERRED_LEAST, |(pause, _)| *pause)
    }
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
    let mut full = Full::default();
    while !token.is_cancelled() {
        match claim(bus, &full).await {
            Ok(batch) => {
                let is_more_due = batch.len() == BATCH as usize;
                if !batch.is_empty() {
                    carry(bus, channel, batch, &mut full).await?;
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

async fn claim(bus: &Bus, full: &Full) -> Result<Vec<Claimed>, StoreError> {
    // A lease that is forgotten is taken again.
    let mut tx = bus.store.begin_forgettable().await?;
    let claimed = outbox::claim(&mut tx, Whose::AllBut(&full.paused(Instant::now())), BATCH, LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Publishes a batch and writes down what became of each. What could not be written down goes again.
async fn carry(bus: &Bus, channel: &Channel, batch: Vec<Claimed>, full: &mut Full) -> Result<(), BrokerError> {
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
    full.learn(&batch, &verdicts, Instant::now());
    tell(&batch, &verdicts);
    if let Err(error) = settle(bus, &batch, &verdicts, full).await {
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

/// Says what the broker did not take: once for each queue and verdict.
fn tell(batch: &[Claimed], verdicts: &[Verdict]) {
    let mut counts: BTreeMap<(&str, Verdict), u64> = BTreeMap::new();
    for (claimed, verdict) in batch.iter().zip(verdicts).filter(|(_, verdict)| **verdict != Verdict::Taken) {
        *counts.entry((&claimed.listener, *verdict)).or_default() += 1;
    }
    for ((queue, verdict), messages) in counts {
        tracing::error!(queue, messages, verdict = ?verdict, "bus.not_taken");
    }
}

async fn settle(bus: &Bus, batch: &[Claimed], verdicts: &[Verdict], full: &Full) -> Result<(), StoreError> {
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
            Verdict::Refused => {
                outbox::defer(&mut tx, claimed, full.pause(&claimed.listener)).await?;
            }
            Verdict::Returned | Verdict::Unconfirmed => {
                outbox::defer(&mut tx, claimed, waited.clamp(DEFERRED_LEAST, DEFERRED_MOST)).await?;
            }
        }
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use rekey_domain::{MessageId, TenantId, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn claimed(listener: &str) -> Claimed {
        Claimed {
            id: Uuid::nil(),
            message: MessageId::from_uuid(Uuid::nil()),
            kind: "notice.sms".into(),
            tenant: TenantId::from_uuid(Uuid::nil()),
            payload: Vec::new(),
            attempt: 1,
            expires_at: Timestamp::from_micros(0),
            fence: 1,
            listener: listener.into(),
            faults: 0,
            overflows: 0,
            unanswered: 0,
            trace: None,
            created_at: Timestamp::from_micros(0),
        }
    }

    #[test]
    fn a_full_queue_is_left_alone_for_longer_each_time_until_it_takes_something() {
        let (mut now, mut full) = (Instant::now(), Full::default());
        let batch = ["sms", "sms", "email"].map(claimed);
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            full.learn(&batch, &[Verdict::Refused, Verdict::Refused, Verdict::Taken], now);
            let pause = Duration::from_secs(seconds);
            assert_eq!((full.paused(now), full.pause("sms")), (vec!["sms"], pause));
            now += pause;
            assert!(full.paused(now).is_empty(), "{seconds}");
        }
        full.learn(&batch, &[Verdict::Taken, Verdict::Refused, Verdict::Taken], now);
        assert_eq!((full.paused(now), full.pause("sms")), (vec!["sms"], DEFERRED_LEAST));
        full.learn(&batch[..1], &[Verdict::Taken], now);
        assert!(full.paused(now).is_empty());
    }
}
