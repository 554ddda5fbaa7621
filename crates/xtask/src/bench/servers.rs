//! The servers below both systems: a PostgreSQL that waits for its disk, and a RabbitMQ.

use std::thread;

use anyhow::Context as _;
use rekey_testkit::servers::{Postgres, RabbitMq};

use super::cpu::Part;

/// Running; stopped and removed when dropped.
pub struct Servers {
    pub postgres: Postgres,
    pub rabbitmq: RabbitMq,
}

impl Servers {
    /// Starts both, side by side.
    pub fn start() -> anyhow::Result<Self> {
        let rabbitmq = thread::spawn(RabbitMq::start);
        let postgres = Postgres::start_durable()?;
        let rabbitmq = rabbitmq.join().map_err(|_| anyhow::anyhow!("RabbitMQ: its start panicked"))??;
        Ok(Self { postgres, rabbitmq })
    }

    pub fn postgres_part(&self) -> anyhow::Result<Part> {
        Ok(Part::new("PostgreSQL", self.postgres.process_id().context("PostgreSQL runs")?))
    }

    pub fn rabbitmq_part(&self) -> anyhow::Result<Part> {
        Ok(Part::new("RabbitMQ", self.rabbitmq.process_id().context("RabbitMQ runs")?))
    }
}
