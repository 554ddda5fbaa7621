//! The bus itself: posting, waking, and the tasks of whichever transport is there.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rekey_domain::{Channel, Timestamp};
use rekey_runtime::metrics::{self, Sampler};
use rekey_runtime::{Entropy, Task};
use rekey_store::{Store, StoreError, Tx, deliveries, outbox};
use tokio::sync::Notify;

use crate::handler::Handler;
use crate::rabbitmq::{Broker, relay};
use crate::{Kind, LISTENERS, Listener, Message, embedded, rabbitmq};

/// Between two looks when nobody wakes.
pub(crate) const POLL: Duration = Duration::from_secs(1);

/// Sends and takes messages.
#[derive(Debug, Clone)]
pub struct Bus {
    pub(crate) store: Store,
    pub(crate) entropy: Entropy,
    transport: Transport,
    wake: Arc<[Notify; LISTENERS.len()]>,
}

#[derive(Debug, Clone)]
enum Transport {
    Embedded,
    RabbitMq(Broker),
}

impl Bus {
    /// The bus over this database alone.
    pub fn new(store: Store, entropy: Entropy) -> Self {
        Self::over(Transport::Embedded, store, entropy)
    }

    /// The bus over this database and a broker. Run its [`Bus::tasks`].
    pub fn rabbitmq(broker: Broker, store: Store, entropy: Entropy) -> Self {
        Self::over(Transport::RabbitMq(broker), store, entropy)
    }

    fn over(transport: Transport, store: Store, entropy: Entropy) -> Self {
        Self { store, entropy, transport, wake: Arc::new(std::array::from_fn(|_| Notify::new())) }
    }

    /// What has to run in every process that posts: with a broker, the relay from the outbox and the drain of what the
    /// broker gave up.
    pub fn tasks(&self) -> Vec<Task> {
        match &self.transport {
            Transport::Embedded => Vec::new(),
            Transport::RabbitMq(broker) => {
                vec![relay::task(self.clone(), broker.clone()), rabbitmq::overflow::task(self.clone(), broker.clone())]
            }
        }
    }

    /// The task that consumes for one listener, at most `concurrency` messages at a time (with a broker, its prefetch).
    /// When it is told to end it takes nothing more and finishes what it has.
    pub fn consumer(&self, listener: Listener, concurrency: u16, handler: Arc<dyn Handler>) -> Task {
        let bus = self.clone();
        Task::new(listener.as_str(), move |token| async move {
            metrics::prefetch(listener.as_str(), concurrency);
            match bus.transport.clone() {
                Transport::Embedded => {
                    embedded::consume::run(bus, listener, concurrency.into(), handler, token).await;
                }
                Transport::RabbitMq(broker) => {
                    let prefetch = concurrency;
                    rabbitmq::consume::Consumer { bus, broker, listener, prefetch, handler, token }.run().await;
                }
            }
        })
    }

    /// Looks up what waits, in the outbox or to be sent, and lies with the dead letters, for the metrics.
    pub fn sampler(&self) -> Arc<dyn Sampler> {
        Arc::new(Waiting(self.store.clone()))
    }

    /// Writes a message with the transaction that decided it. Call [`Bus::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn post(&self, tx: &mut Tx, message: &Message) -> Result<(), StoreError> {
        self.post_to(message.kind.listeners(), tx, message).await
    }

    /// The same to some of those who hear its kind.
    pub(crate) async fn post_to(
        &self,
        listeners: &[Listener],
        tx: &mut Tx,
        message: &Message,
    ) -> Result<(), StoreError> {
        for listener in listeners {
            outbox::insert(tx, &message.outgoing(*listener, tx.now()), self.entropy).await?;
        }
        Ok(())
    }

    /// Wakes whoever takes messages from the database in this process: one was committed. A relay to a broker was handed it with
    /// the commit.
    pub fn wake(&self, kind: Kind) {
        match &self.transport {
            Transport::Embedded => kind.listeners().iter().for_each(|to| self.wake[to.number()].notify_one()),
            Transport::RabbitMq(_) => {}
        }
    }

    /// Waits for a message to be committed in this process.
    pub async fn woken(&self, listener: Listener) {
        self.wake[listener.number()].notified().await;
    }
}

/// What waits in this database.
struct Waiting(Store);

impl Sampler for Waiting {
    fn look(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            if let Err(error) = sample(&self.0).await {
                self.forget();
                tracing::debug!(error = %error, "bus.backlog_not_known");
            }
        })
    }

    fn forget(&self) {
        metrics::outbox(&[], None);
        metrics::deliveries_waiting(&[]);
    }
}

async fn sample(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.read().await?;
    let (backlogs, dead) = (outbox::backlogs(&mut tx).await?, outbox::dead_letter_count(&mut tx).await?);
    let (waiting, now) = (deliveries::waiting(&mut tx, None).await?, tx.now());
    let age = |since: Option<Timestamp>| since.map_or(Duration::ZERO, |since| now.since(since));
    // Who waits for nothing is shown, too.
    let listeners = LISTENERS.map(|listener| {
        let found = backlogs.iter().find(|backlog| backlog.listener == listener.as_str());
        let messages = found.map_or(0, |backlog| backlog.messages);
        (listener.as_str(), messages, age(found.and_then(|backlog| backlog.due_since)))
    });
    let notices = Channel::ALL.into_iter().flat_map(|channel| [(channel.as_str(), false), (channel.as_str(), true)]);
    let notices = notices.map(|(channel, is_tried)| {
        let found = waiting.iter().find(|each| each.channel == channel && each.is_tried == is_tried);
        (channel, is_tried, age(found.map(|each| each.oldest)))
    });
    metrics::outbox(&listeners, Some(dead));
    metrics::deliveries_waiting(&notices.collect::<Vec<_>>());
    Ok(())
}
