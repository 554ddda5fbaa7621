//! How deep the queues are, for the metrics: asked now and then over the relay's connection, on a channel of its own.

use std::time::Duration;

use lapin::options::QueueDeclareOptions;
use lapin::types::FieldTable;
use lapin::{Channel, Connection};
use rekey_runtime::metrics;

use super::{BrokerError, OVERFLOW_QUEUE, within};
use crate::{LISTENERS, Listener};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Every queue.
fn queues() -> impl Iterator<Item = &'static str> {
    LISTENERS.map(Listener::as_str).into_iter().chain([OVERFLOW_QUEUE])
}

/// What was known of the queues is forgotten with the connection.
struct Forgetting;

impl Drop for Forgetting {
    fn drop(&mut self) {
        queues().for_each(|queue| metrics::queue_depth(queue, None));
    }
}

/// Looks for as long as it is polled; what goes wrong is tried again.
pub(super) async fn watch(connection: &Connection) -> ! {
    let _forgetting = Forgetting;
    let mut channel = None;
    loop {
        if let Err(error) = look(connection, &mut channel).await {
            // The broker closes a channel that asks for a queue that is not there.
            tracing::debug!(error = %error, "bus.depth_not_known");
            channel = None;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn look(connection: &Connection, channel: &mut Option<Channel>) -> Result<(), BrokerError> {
    let open = match channel.take() {
        Some(open) => open,
        None => within(connection.create_channel()).await?,
    };
    let options = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    for name in queues() {
        let queue = within(open.queue_declare(name.into(), options, FieldTable::default())).await;
        let depth = queue.as_ref().ok().map(|queue| (queue.message_count(), queue.consumer_count()));
        metrics::queue_depth(name, depth);
        queue?;
    }
    *channel = Some(open);
    Ok(())
}
