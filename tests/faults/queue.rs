//! The broker as a test uses it: takes messages out of queues, holds them, and puts in what it likes.

use std::time::Duration;

use lapin::message::BasicGetMessage;
use lapin::options::{
    BasicGetOptions, BasicPublishOptions, BasicRejectOptions, ConfirmSelectOptions, QueueDeleteOptions,
};
use lapin::types::AMQPValue;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use rekey_testkit::World;
use tokio::time::{Instant, sleep};

use crate::place::LOOK_EVERY;

pub const SMS: &str = "rekey.notice.sms";
/// For a message that comes at all.
const SOON: Duration = Duration::from_secs(3);
pub const OVERFLOW: &str = "rekey.overflow";

/// A message as it lies in a queue.
#[derive(Clone)]
pub struct Lying {
    pub properties: BasicProperties,
    pub payload: Vec<u8>,
}

impl Lying {
    /// The same from another row of the outbox.
    pub fn written_as(&self, row: u8) -> Self {
        let mut headers = self.properties.headers().clone().unwrap_or_default();
        let row = format!("00000000-0000-0000-0000-0000000000{row:02}");
        headers.insert("rekey-row".into(), AMQPValue::LongString(row.into()));
        Self { properties: self.properties.clone().with_headers(headers), payload: self.payload.clone() }
    }
}

/// A connection of the test.
pub struct Queues {
    channel: Channel,
    _connection: Connection,
}

/// A message that nobody else gets while it is held.
pub struct Held {
    pub message: Lying,
    got: BasicGetMessage,
}

impl Held {
    /// Puts it back to where it was.
    pub async fn put_back(self) {
        self.got.acker.reject(BasicRejectOptions { requeue: true }).await.expect("goes back");
    }
}

impl Queues {
    pub async fn of(world: &World) -> Self {
        let url = world.broker().expect("a host of its own").url();
        let connection = Connection::connect(&url, ConnectionProperties::default()).await.expect("connects");
        let channel = connection.create_channel().await.expect("opens");
        channel.confirm_select(ConfirmSelectOptions::default()).await.expect("selects");
        Self { channel, _connection: connection }
    }

    /// Takes the first message of a queue and holds it, where there is one.
    pub async fn take(&self, queue: &str) -> Option<Held> {
        let got = self.channel.basic_get(queue.into(), BasicGetOptions::default()).await.expect("asked")?;
        let message = Lying { properties: got.properties.clone(), payload: got.data.clone() };
        Some(Held { message, got })
    }

    /// The same, once there is one; nothing where none comes any more.
    pub async fn take_soon(&self, queue: &str) -> Option<Held> {
        let deadline = Instant::now() + SOON;
        while Instant::now() < deadline {
            if let Some(held) = self.take(queue).await {
                return Some(held);
            }
            sleep(LOOK_EVERY).await;
        }
        None
    }

    /// Puts a message into a queue.
    pub async fn put(&self, queue: &str, message: &Lying) {
        let (options, properties) = (BasicPublishOptions::default(), message.properties.clone());
        let confirm = self.channel.basic_publish("".into(), queue.into(), options, &message.payload, properties);
        assert!(confirm.await.expect("is sent").await.expect("is confirmed").is_ack());
    }

    /// Takes a queue away, with all that is in it.
    pub async fn delete(&self, queue: &str) {
        self.channel.queue_delete(queue.into(), QueueDeleteOptions::default()).await.expect("deleted");
    }
}
