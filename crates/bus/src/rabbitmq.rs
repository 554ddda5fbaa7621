//! The transport over RabbitMQ: a quorum queue per listener, and one for what the broker gave up.
//!
//! The broker carries only work that is due. A message leaves the outbox when the broker has confirmed it, and comes
//! back to it (or to the dead letters) before the broker hears that it is done with. Every process declares the whole
//! topology, and connects again, with growing pauses, for as long as it runs.

mod acks;
pub(crate) mod consume;
mod depth;
mod envelope;
pub(crate) mod overflow;
pub(crate) mod relay;

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use lapin::options::{ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::uri::AMQPUri;
use lapin::{Channel, Connection, ConnectionProperties};
use rekey_runtime::{CancellationToken, metrics};
use rekey_store::StoreError;
use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;
use tokio::time::timeout;

use crate::{LISTENERS, Listener};

/// For a connection, and for each answer of the broker but the confirm.
const ANSWER_DEADLINE: Duration = Duration::from_secs(10);
/// Between two signs of life, unless the URL says otherwise; twice as long without one ends the connection.
const HEARTBEAT_SECONDS: u16 = 10;
/// Longest frame, unless the URL says otherwise: the client keeps room for 32 of them in each direction of a connection.
/// A longer message goes in several.
const FRAME_MAX_BYTES: u32 = 16 * 1024;
/// Pauses before another connection.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
];
/// Returns to the queue, each after a taker that died or lost its connection, before the broker gives a message up.
const REDELIVERIES_MAX: i32 = 4;
/// Messages of a queue; the broker refuses more, and they wait in the outbox.
const QUEUE_MESSAGES_MAX: i32 = 100_000;
/// Bytes of a queue.
const QUEUE_BYTES_MAX: i32 = 512 * 1024 * 1024;
/// Where the broker puts what it gave up.
pub(crate) const OVERFLOW_QUEUE: &str = "rekey.overflow";

/// A broker, and how to reach it.
#[derive(Clone)]
pub struct Broker {
    uri: Arc<AMQPUri>,
    name: Arc<str>,
}

/// Why the broker cannot be used just now.
#[derive(Debug, Error)]
pub enum BrokerError {
    /// The URL cannot be read. Why is left out: the parser's own words quote it, and a password stands in it.
    #[error(
        "bus.url must be amqp://user:password@host:port/vhost, or amqps://…, with %-escapes where a character needs one"
    )]
    Url,
    /// It did not answer in time.
    #[error("the broker does not answer within {} s", ANSWER_DEADLINE.as_secs())]
    Deadline,
    /// It refused, or the connection is lost.
    #[error("the broker: {0}")]
    Lost(#[from] lapin::Error),
    /// The connection is gone, and nobody said why.
    #[error("the connection to the broker is gone")]
    Gone,
    /// The broker ended the consumption, as when the queue is deleted.
    #[error("the broker ended the consumption")]
    Cancelled,
    /// A queue is missing: whoever connects declares it again.
    #[error("a queue is missing")]
    QueueMissing,
    /// What the broker brought could not be written down; it comes again with the next connection.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl std::fmt::Debug for Broker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Broker").field("host", &self.uri.authority.host).finish_non_exhaustive()
    }
}

impl Broker {
    /// The broker at `amqp://user:password@host:port/vhost` or `amqps://…`; connections carry this name.
    ///
    /// # Errors
    /// [`BrokerError::Url`] when the URL cannot be read.
    pub fn new(url: &SecretString, name: &str) -> Result<Self, BrokerError> {
        let mut uri = AMQPUri::from_str(url.expose_secret()).map_err(|_| BrokerError::Url)?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
        uri.query.frame_max.get_or_insert(FRAME_MAX_BYTES);
        Ok(Self { uri: Arc::new(uri), name: name.into() })
    }

    async fn connect(&self) -> Result<Connection, BrokerError> {
        let properties = ConnectionProperties::default().with_connection_name((*self.name).into());
        within(Connection::connect_uri((*self.uri).clone(), properties)).await
    }

    /// A channel with the topology declared.
    async fn open(&self, connection: &Connection) -> Result<Channel, BrokerError> {
        let channel = within(connection.create_channel()).await?;
        declare(&channel).await?;
        Ok(channel)
    }

    /// The same, with confirms.
    async fn open_for_publishing(&self, connection: &Connection) -> Result<Channel, BrokerError> {
        let channel = self.open(connection).await?;
        within(channel.confirm_select(ConfirmSelectOptions::default())).await?;
        Ok(channel)
    }
}

async fn within<T>(answer: impl Future<Output = Result<T, lapin::Error>>) -> Result<T, BrokerError> {
    Ok(timeout(ANSWER_DEADLINE, answer).await.map_err(|_| BrokerError::Deadline)??)
}

/// Says goodbye; a broker that does not answer is left.
async fn close(connection: &Connection) {
    if let Ok(Err(error)) = timeout(ANSWER_DEADLINE, connection.close(200, "done".into())).await {
        tracing::debug!(error = %error, "bus.close_failed");
    }
}

/// Declares every queue; does nothing where they are as they should be.
async fn declare(channel: &Channel) -> Result<(), BrokerError> {
    for queue in LISTENERS.map(Listener::as_str).into_iter().chain([OVERFLOW_QUEUE]) {
        let declared = channel.queue_declare(queue.into(), QueueDeclareOptions::durable(), arguments(queue));
        within(declared).await?;
    }
    Ok(())
}

fn arguments(queue: &str) -> FieldTable {
    let text = |text: &str| AMQPValue::LongString(text.into());
    let mut arguments = FieldTable::default();
    let mut set = |name: &str, value: AMQPValue| {
        arguments.insert(name.into(), value);
    };
    set("x-queue-type", text("quorum"));
    set("x-overflow", text("reject-publish"));
    set("x-max-length", AMQPValue::LongInt(QUEUE_MESSAGES_MAX));
    set("x-max-length-bytes", AMQPValue::LongInt(QUEUE_BYTES_MAX));
    if queue == OVERFLOW_QUEUE {
        // Its only taker puts everything back into the database; nothing may be dropped here.
        set("x-delivery-limit", AMQPValue::LongInt(i32::MAX));
    } else {
        set("x-delivery-limit", AMQPValue::LongInt(REDELIVERIES_MAX));
        set("x-dead-letter-exchange", text(""));
        set("x-dead-letter-routing-key", text(OVERFLOW_QUEUE));
        set("x-dead-letter-strategy", text("at-least-once"));
    }
    arguments
}

/// A connection that stands, for the metrics, for as long as this lives.
#[derive(Debug)]
struct Connected(&'static str);

impl Connected {
    fn now(connection: &'static str) -> Self {
        metrics::bus_connected(connection, true);
        Self(connection)
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        metrics::bus_connected(self.0, false);
    }
}

/// Pauses that grow with every failure in a row.
#[derive(Debug, Default)]
struct Pauses {
    failures: usize,
}

impl Pauses {
    fn reset(&mut self) {
        self.failures = 0;
    }

    /// Waits for the next pause to end, or for the end of the process.
    async fn wait(&mut self, token: &CancellationToken) {
        let pause = PAUSES[self.failures.min(PAUSES.len() - 1)];
        self.failures = self.failures.saturating_add(1);
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = token.cancelled() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_cannot_be_read_is_not_shown() {
        for url in [
            "amqp//rekey:S3CRETPW@mq:5672/%2f",
            "amqp://rekey:S3CRETPW@mq:many/%2f",
            "http://rekey:S3CRETPW@mq:5672/%2f",
            "amqp://rekey:S3CRETPW@mq:5672/%2f?heartbeat=often",
            "S3CRETPW",
        ] {
            let error = Broker::new(&url.to_owned().into(), "test").expect_err(url);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("bus.url") && !shown.contains("S3CRET"), "{shown}");
        }
    }
}
