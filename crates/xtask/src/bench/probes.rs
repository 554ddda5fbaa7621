//! What the figures are held against: one bare hash, one confirm of the broker, one commit of the database.

use anyhow::Context as _;
use rekey_testkit::databases::psql;
use rekey_testkit::servers::{Postgres, VirtualHost};

use super::place::{Place, file, output};
use super::servers::Servers;
use super::watch::Watch;

const HASHES: u32 = 60;
const CONFIRMS: u32 = 300;
const COMMIT_SECONDS: u32 = 2;

/// The places where the probes leave their traces.
pub struct Probes {
    host: VirtualHost,
    database: String,
}

/// Of one round, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Floor {
    /// CPU time, with every core at it: under load every core is busy, and cores share caches, memory and what the host gives.
    pub hash: f64,
    /// CPU time with one core at it and the others idle. Shown, and held against nothing.
    pub hash_alone: f64,
    pub confirm: f64,
    pub commit: f64,
    /// Part of the machine that others took meanwhile.
    pub others: f64,
}

impl Probes {
    pub fn prepare(servers: &Servers) -> anyhow::Result<Self> {
        let database = servers.postgres.admin_url();
        psql(&database, "create table commit_probe (id bigserial primary key, payload bytea not null)")?;
        Ok(Self { host: servers.rabbitmq.access().virtual_host()?, database })
    }

    pub fn measure(&self, place: &Place) -> anyhow::Result<Floor> {
        let watch = Watch::begin(Vec::new());
        let hash_alone = output(place.probe("bare_hash").arg(HASHES.to_string()))?.parse()?;
        let hash = on_every_core(place)?;
        let others = watch.end().others;
        let watch = Watch::begin(Vec::new());
        let confirm = output(place.probe("confirm").arg(self.host.url()).arg(CONFIRMS.to_string()))?.parse()?;
        let mut pgbench = std::process::Command::new(Postgres::find_binaries()?.join("pgbench"));
        pgbench.args(["-n", "-c", "1", "-T", &COMMIT_SECONDS.to_string(), "-f"]).arg(file("bench/one-insert.sql"));
        let commit = latency(&output(pgbench.arg(&self.database))?).context("pgbench says its latency")?;
        let others = watch.end().others.max(others);
        Ok(Floor { hash, hash_alone, confirm, commit, others })
    }
}

/// The mean CPU time of a hash while every core computes some.
fn on_every_core(place: &Place) -> anyhow::Result<f64> {
    let cores = std::thread::available_parallelism()?.get();
    let probe = || {
        let mut probe = place.probe("bare_hash");
        std::thread::spawn(move || output(probe.arg(HASHES.to_string())))
    };
    let probes: Vec<_> = (0..cores).map(|_| probe()).collect();
    let mut sum = 0.0;
    for probe in probes {
        let said = probe.join().map_err(|_| anyhow::anyhow!("bare_hash: its thread panicked"))??;
        sum += said.parse::<f64>()?;
    }
    Ok(sum / f64::from(u32::try_from(cores)?))
}

/// Of `latency average = 1.234 ms`.
fn latency(said: &str) -> Option<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix("latency average = "))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latency_of_pgbench_is_read() {
        assert_eq!(latency("scaling factor: 1\nlatency average = 1.234 ms\ntps = 810"), Some(1.234));
        assert_eq!(latency("tps = 810"), None);
    }
}
