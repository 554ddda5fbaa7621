//! The relay: takes what is due from the outbox to the broker, and forgets it once the broker has it.
//!
//! What this process commits comes with the commit, as a claim. What others left, or what is to go again, is looked for: any
//! process may take any row, by lease. No transaction is held while the broker is asked, and nobody waits for its answer to
//! somebody else: several batches are under way at a time. What the broker returns (no such queue) or does not confirm stays,
//! and goes again after as long as it has waited already. Where a queue is full nothing goes to it for a while, which grows up
//! to a minute; what goes to others is not kept by that. Rows of what the broker has are removed several at a time, long before
//! their leases run out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::{BoxFuture, FutureExt as _, join_all};
use futures_util::stream::FuturesUnordered;
use lapin::options::BasicPublishOptions;
use lapin::{Channel, Confirmation, Connection};
use rekey_runtime::trace::{self, OnTheWay};
use rekey_runtime::{CancellationToken, Task, metrics};
use rekey_store::outbox::{self, Claimed, Whose};
use rekey_store::{HANDOVER_LEASE, Handed, StoreError};
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep_until, timeout};
use tracing::Instrument as _;

use super::{Broker, BrokerError, Connected, Pauses, close, depth, envelope};
use crate::bus::POLL;
use crate::{Bus, Listener};

/// Name of the relay's connection in the metrics.
const CONNECTION: &str = "relay";
/// Messages taken at a time.
const BATCH: u32 = 64;
/// Batches that wait for the broker's answer at a time.
const UNDER_WAY_MOST: usize = 8;
/// How long a message stays with a relay: longer than its deadlines together.
const LEASE: Duration = Duration::from_secs(20);
/// What came with its commit is carried for so long: less than the lease that it was born with, by what a batch may take.
const HANDED_FOR: Duration = Duration::from_secs(4);
const _: () = assert!((HANDED_FOR.as_secs() + CONFIRM_DEADLINE.as_secs()) < HANDOVER_LEASE.as_secs());
/// Rows of what the broker has wait so long for others to be removed with them.
const REMOVED_AFTER: Duration = Duration::from_millis(200);
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
            let pause = match self.0.get(queue) {
                // What was under way when a pause began does not make it longer.
                Some((_, until)) if *until > now => continue,
                Some((last, _)) => (*last * 2).min(DEFERRED_MOST),
                None => DEFERRED_LEAST,
            };
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
        // What comes with its commit; kept over a connection that is lost, unless the next one takes too long.
        let (mut handed, mut away_since) = (None, Instant::now());
        while !token.is_cancelled() {
            let outcome = match broker.connect().await {
                Ok(connection) => {
                    let handed = handed.get_or_insert_with(|| bus.store.handed_over());
                    let outcome = relay(&bus, (&broker, connection), &token, (handed, &mut pauses)).await;
                    away_since = Instant::now();
                    outcome
                }
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                tracing::warn!(error = %error, "bus.relay_lost_broker");
                if away_since.elapsed() >= HANDED_FOR {
                    // Others may have a connection: what is written from now on is for anybody.
                    handed = None;
                }
                pauses.wait(&token).await;
            }
        }
    })
}

/// What the broker has, and when its rows are to be removed.
#[derive(Debug, Default)]
struct Taken {
    claims: Vec<Claimed>,
    since: Option<Instant>,
}

impl Taken {
    fn add(&mut self, claims: Vec<Claimed>) {
        self.since.get_or_insert_with(Instant::now);
        self.claims.extend(claims);
    }

    /// When they are to be removed; never where there are none.
    fn due(&self) -> Option<Instant> {
        let due = self.since? + REMOVED_AFTER;
        Some(if self.claims.len() >= BATCH as usize { due - REMOVED_AFTER } else { due })
    }

    /// Removes their rows. What could not be removed goes again: whoever takes it guards the effect.
    async fn remove(&mut self, bus: &Bus) {
        self.since = None;
        let claims = std::mem::take(&mut self.claims);
        if claims.is_empty() {
            return;
        }
        // Where a claim was lost, whoever has it now goes on.
        if let Err(error) = outbox::all_done(&bus.store, &claims).await {
            tracing::warn!(error = %error, "bus.settle_failed");
        }
    }
}

/// Works over one connection until it is lost, or the process ends.
async fn relay(
    bus: &Bus,
    (broker, connection): (&Broker, Connection),
    token: &CancellationToken,
    (handed, pauses): (&mut Receiver<Handed>, &mut Pauses),
) -> Result<(), BrokerError> {
    let channel = broker.open_for_publishing(&connection).await?;
    let _connected = Connected::now(CONNECTION);
    tracing::info!("bus.relay_connected");
    let mut work = Work {
        bus,
        channel: &channel,
        pauses,
        full: Full::default(),
        taken: Taken::default(),
        under_way: FuturesUnordered::new(),
    };
    let ended = tokio::select! {
        outcome = work.carry_on(token, handed) => outcome,
        never = depth::watch(&connection) => never,
    };
    let ended = ended.and(work.all_answered().await);
    work.taken.remove(bus).await;
    ended?;
    close(&connection).await;
    Ok(())
}

/// What is done over one connection.
struct Work<'a> {
    bus: &'a Bus,
    channel: &'a Channel,
    pauses: &'a mut Pauses,
    full: Full,
    taken: Taken,
    under_way: FuturesUnordered<BoxFuture<'a, Published>>,
}

/// A batch that was given to the broker, and what became of it.
struct Published {
    batch: Vec<Claimed>,
    verdicts: Vec<Verdict>,
    /// Whether the connection still stands, as far as was seen.
    outcome: Result<(), BrokerError>,
}

impl Work<'_> {
    async fn carry_on(&mut self, token: &CancellationToken, handed: &mut Receiver<Handed>) -> Result<(), BrokerError> {
        let mut look_at = Instant::now();
        while !token.is_cancelled() {
            let (removal, has_room) = (self.taken.due(), self.under_way.len() < UNDER_WAY_MOST);
            let comes_more = !(handed.is_closed() && handed.is_empty());
            tokio::select! {
                Some(published) = self.under_way.next(), if !self.under_way.is_empty() => self.settle(published).await?,
                batch = next(handed), if has_room && comes_more => self.carry_handed(batch).await,
                () = sleep_until(look_at), if has_room => look_at = Instant::now() + self.look().await,
                () = sleep_until(removal.unwrap_or(look_at)), if removal.is_some() => self.taken.remove(self.bus).await,
                () = token.cancelled() => {}
            }
            if !self.channel.status().connected() {
                return Err(BrokerError::Gone);
            }
        }
        // What was committed so far still goes.
        handed.close();
        loop {
            let batch = next(handed).await;
            if batch.is_empty() {
                return Ok(());
            }
            self.carry_handed(batch).await;
            if self.under_way.len() >= UNDER_WAY_MOST {
                self.all_answered().await?;
            }
        }
    }

    /// Until the broker has answered to all that is under way, or its time is up; the first that went wrong.
    async fn all_answered(&mut self) -> Result<(), BrokerError> {
        let mut outcome = Ok(());
        while let Some(published) = self.under_way.next().await {
            let settled = self.settle(published).await;
            outcome = outcome.and(settled);
        }
        outcome
    }

    /// Carries what came with its commit, unless it waited here for so long that others may have it by now.
    async fn carry_handed(&mut self, mut batch: Vec<Handed>) {
        let now = match self.bus.store.time().await {
            Ok(now) => now,
            Err(error) => {
                // All of it is found in the database again.
                tracing::warn!(error = %error, "bus.claim_failed");
                return;
            }
        };
        batch.retain(|handed| now.since(handed.claimed.created_at) < HANDED_FOR);
        self.carry(batch);
    }

    /// Looks for what is due in the database; how long to wait before the next look.
    async fn look(&mut self) -> Duration {
        match claim(self.bus, &self.full).await {
            Ok(batch) => {
                let is_more_due = batch.len() == BATCH as usize;
                self.carry(batch.into_iter().map(|claimed| Handed { claimed, awaited: None }).collect());
                if is_more_due { Duration::ZERO } else { POLL }
            }
            Err(error) => {
                tracing::warn!(error = %error, "bus.claim_failed");
                POLL
            }
        }
    }

    /// Gives a batch to the broker; what became of it comes later.
    fn carry(&mut self, mut batch: Vec<Handed>) {
        // What goes to a full queue is looked for again when its lease has run out and the pause is over.
        let paused = self.full.paused(Instant::now());
        batch.retain(|handed| !paused.contains(&handed.claimed.listener.as_str()));
        if !batch.is_empty() {
            self.under_way.push(publish_all(self.channel, batch).boxed());
        }
    }

    /// Writes down what became of each of a batch. What could not be written down goes again.
    async fn settle(&mut self, published: Published) -> Result<(), BrokerError> {
        let Published { batch, verdicts, outcome } = published;
        self.full.learn(&batch, &verdicts, Instant::now());
        tell(&batch, &verdicts);
        let is_missing = verdicts.contains(&Verdict::Returned);
        if verdicts.iter().all(|verdict| *verdict == Verdict::Taken) {
            self.taken.add(batch);
        } else if let Err(error) = write_down(self.bus, &batch, &verdicts, &self.full).await {
            tracing::warn!(error = %error, "bus.settle_failed");
        }
        outcome?;
        if is_missing {
            return Err(BrokerError::QueueMissing);
        }
        self.pauses.reset();
        Ok(())
    }
}

/// What was handed over so far, or the next of it; nothing where nothing comes any more.
async fn next(handed: &mut Receiver<Handed>) -> Vec<Handed> {
    let mut batch = Vec::new();
    handed.recv_many(&mut batch, BATCH as usize).await;
    batch
}

async fn claim(bus: &Bus, full: &Full) -> Result<Vec<Claimed>, StoreError> {
    // A lease that is forgotten is taken again.
    let mut tx = bus.store.begin_forgettable().await?;
    let claimed = outbox::claim(&mut tx, Whose::AllBut(&full.paused(Instant::now())), BATCH, LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn publish_all(channel: &Channel, batch: Vec<Handed>) -> Published {
    let (batch, awaited): (Vec<_>, Vec<_>) = batch.into_iter().map(|handed| (handed.claimed, handed.awaited)).unzip();
    let publishing = batch.iter().zip(awaited).map(async |(claimed, awaited)| {
        let verdict = publish(channel, claimed).await;
        // Who waits for this one goes on, whatever becomes of the others.
        drop(awaited);
        verdict
    });
    let (mut outcome, mut verdicts) = (Ok(()), Vec::with_capacity(batch.len()));
    match timeout(CONFIRM_DEADLINE, join_all(publishing)).await {
        Ok(published) => {
            for verdict in published {
                verdicts.push(verdict.unwrap_or_else(|error| {
                    outcome = Err(BrokerError::Lost(error));
                    Verdict::Unconfirmed
                }));
            }
        }
        Err(_) => {
            outcome = Err(BrokerError::Deadline);
            verdicts.extend(batch.iter().map(|_| Verdict::Unconfirmed));
        }
    }
    Published { batch, verdicts, outcome }
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

async fn write_down(bus: &Bus, batch: &[Claimed], verdicts: &[Verdict], full: &Full) -> Result<(), StoreError> {
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
            // So were others that were under way.
            full.learn(&batch[..1], &[Verdict::Refused], now);
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
