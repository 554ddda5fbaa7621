//! How long a broker takes to confirm a message in a quorum queue: for `cargo xtask bench`. Arguments: URL, number of
//! messages. Prints the median in milliseconds. The queue stays: its virtual host is made for this.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::time::Instant;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Connection, ConnectionProperties};

const QUEUE: &str = "rekey.confirm";
/// About as much as a code that is to be mailed.
const PAYLOAD: [u8; 512] = [7; 512];
const PERSISTENT: u8 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("a URL")?;
    let count: usize = arguments.next().unwrap_or_default().parse()?;
    let connection = Connection::connect(&url, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    let mut features = FieldTable::default();
    features.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    let options = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    channel.queue_declare(QUEUE.into(), options, features).await?;
    channel.confirm_select(ConfirmSelectOptions::default()).await?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let began = Instant::now();
        let properties = BasicProperties::default().with_delivery_mode(PERSISTENT);
        let options = BasicPublishOptions::default();
        channel.basic_publish("".into(), QUEUE.into(), options, &PAYLOAD, properties).await?.await?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    println!("{}", times.get(count / 2).ok_or("at least one message")?.as_secs_f64() * 1e3);
    connection.close(200, "done".into()).await?;
    Ok(())
}
