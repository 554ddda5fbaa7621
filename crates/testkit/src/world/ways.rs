//! A Rekey with its roles apart and a way that can fail between each two parts of it, and processes that stand still.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitStatus;

use reqwest::StatusCode;

use super::World;
use super::processes::{Between, Processes};
use crate::databases::{Engine, TestDatabase};
use crate::proxy::{self, Proxy};
use crate::servers::{Access, Postgres, RabbitMq, VirtualHost};

/// Shorter than an installation has it, so that a test need not wait long for a silent broker to be noticed.
const HEARTBEAT_SECONDS: u32 = 2;

/// The servers of a Rekey with its roles apart; those that the tests share where there is none of its own.
#[derive(Debug, Default, Clone, Copy)]
pub struct OwnServers<'a> {
    /// The database.
    pub postgres: Option<&'a Postgres>,
    /// The broker.
    pub rabbitmq: Option<&'a RabbitMq>,
}

impl OwnServers<'_> {
    fn database(self) -> anyhow::Result<TestDatabase> {
        self.postgres.map_or_else(|| TestDatabase::fresh(Engine::Postgres), TestDatabase::fresh_on)
    }

    fn host(self) -> anyhow::Result<VirtualHost> {
        self.rabbitmq.map_or_else(Access::of_run, |own| Ok(own.access().clone()))?.virtual_host()
    }
}

/// The ways between the parts of a Rekey.
#[derive(Debug, Default)]
pub struct Ways {
    to_database: BTreeMap<&'static str, Proxy>,
    to_broker: BTreeMap<&'static str, Proxy>,
    to_role: BTreeMap<(&'static str, usize), Proxy>,
}

impl Ways {
    /// The way of a role's copies to the database.
    ///
    /// # Panics
    /// When the role has none.
    #[must_use]
    pub fn to_database(&self, role: &str) -> &Proxy {
        &self.to_database[role]
    }

    /// The way of a role's copies to the broker.
    ///
    /// # Panics
    /// When the role has none.
    #[must_use]
    pub fn to_broker(&self, role: &str) -> &Proxy {
        &self.to_broker[role]
    }

    /// The way of the gateways to a copy of a role.
    ///
    /// # Panics
    /// When there is no such copy.
    #[must_use]
    pub fn to_role(&self, role: &'static str, copy: usize) -> &Proxy {
        &self.to_role[&(role, copy)]
    }

    /// All ways to the database.
    pub fn to_databases(&self) -> impl Iterator<Item = &Proxy> {
        self.to_database.values()
    }

    /// All ways to the broker.
    pub fn to_brokers(&self) -> impl Iterator<Item = &Proxy> {
        self.to_broker.values()
    }

    /// All ways of the gateways to roles.
    pub fn to_roles(&self) -> impl Iterator<Item = &Proxy> {
        self.to_role.values()
    }

    /// All of them, in the same order every time.
    pub fn all(&self) -> impl Iterator<Item = &Proxy> {
        self.to_databases().chain(self.to_brokers()).chain(self.to_roles())
    }
}

impl Between for Ways {
    async fn database(&mut self, role: &'static str, url: String) -> anyhow::Result<String> {
        let way = Proxy::start(proxy::target(&url)?).await?;
        let url = way.url(&url)?;
        self.to_database.insert(role, way);
        Ok(url)
    }

    async fn broker(&mut self, role: &'static str, url: String) -> anyhow::Result<String> {
        let way = Proxy::start(proxy::target(&url)?).await?;
        let url = format!("{}?heartbeat={HEARTBEAT_SECONDS}", way.url(&url)?);
        self.to_broker.insert(role, way);
        Ok(url)
    }

    async fn role(&mut self, role: &'static str, copy: usize, address: String) -> anyhow::Result<String> {
        let way = Proxy::start(&address).await?;
        let address = way.address().to_string();
        self.to_role.insert((role, copy), way);
        Ok(address)
    }
}

/// Nothing between the parts.
pub(super) struct Straight;

impl Between for Straight {
    async fn database(&mut self, _: &'static str, url: String) -> anyhow::Result<String> {
        Ok(url)
    }

    async fn broker(&mut self, _: &'static str, url: String) -> anyhow::Result<String> {
        Ok(url)
    }

    async fn role(&mut self, _: &'static str, _: usize, address: String) -> anyhow::Result<String> {
        Ok(address)
    }
}

impl World {
    /// Roles apart, with a way between each two parts.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start_over_ways(
        own: OwnServers<'_>,
        config: Vec<PathBuf>,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let (database, mut ways) = (own.database()?, Ways::default());
        let processes = Processes::apart(&database, (own.host()?, &mut ways), config, variables).await?;
        let mut world = Self::with(processes, database).await?;
        world.ways = ways;
        Ok(world)
    }

    /// Its ways; none where it was not started over any.
    #[must_use]
    pub const fn ways(&self) -> &Ways {
        &self.ways
    }

    /// One copy of a role stands still, as a paused machine does.
    ///
    /// # Errors
    /// When it does not run.
    pub fn pause(&self, role: &str, copy: usize) -> anyhow::Result<()> {
        self.processes.signal("STOP", role, copy)
    }

    /// It goes on where it stood.
    ///
    /// # Errors
    /// When it does not run.
    pub fn go_on(&self, role: &str, copy: usize) -> anyhow::Result<()> {
        self.processes.signal("CONT", role, copy)
    }

    /// Tells one copy of a role to end, as SIGTERM does, and waits for it.
    ///
    /// # Errors
    /// When it does not run, or cannot be told.
    pub async fn terminate_one(&mut self, role: &'static str, copy: usize) -> anyhow::Result<ExitStatus> {
        self.processes.terminate_one(role, copy).await
    }

    /// What a copy's operations port answers to this path, such as `/readyz`; nothing where it does not answer in time.
    pub async fn operations(&self, role: &str, copy: usize, path: &str) -> Option<StatusCode> {
        let port = self.processes.operations(role, copy)?;
        let asked = self.http.get(format!("http://127.0.0.1:{port}{path}")).send();
        asked.await.ok().map(|answer| answer.status())
    }
}
