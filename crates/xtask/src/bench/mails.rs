//! How fast mails that wait go out: they are brought about with whoever sends them stopped, then one process of that is started.

use super::driver::{Aim, Driver, Report};
use super::place::Place;
use super::running::Running;
use super::servers::Servers;
use super::watch::Watch;

/// That wait.
const MAILS: u32 = 1500;
const CLIENTS: u32 = 8;

/// What came out.
#[derive(Debug)]
pub struct Drained {
    /// From the `DATA` of the first mail to that of the last.
    pub per_second: f64,
    /// CPU milliseconds of a mail, by process.
    pub cpu: Vec<(String, f64)>,
    /// Part of the machine that others took.
    pub others: f64,
    /// What went wrong.
    pub errors: Vec<String>,
}

impl Drained {
    /// Measures; the one starts what brings mails about, the other what sends them.
    pub fn of(
        place: &Place,
        servers: &Servers,
        aim: &Aim<'_>,
        start: impl FnOnce() -> anyhow::Result<Running>,
        start_sender: impl FnOnce() -> anyhow::Result<Running>,
    ) -> anyhow::Result<Self> {
        let mut driver = Driver::start(place, aim, &[format!("{CLIENTS}*{MAILS}"), format!("mails={MAILS}")])?;
        let running = start()?;
        let filled = driver.phase()?;
        let watch = Watch::begin(Vec::new());
        let sender = start_sender()?;
        let mut parts = [running.parts(), sender.parts()].concat();
        parts.extend([servers.postgres_part()?, servers.rabbitmq_part()?, driver.part()]);
        let working = Watch::begin(parts);
        let drained = driver.phase()?;
        let (mut cpu, others) = (working.end().cpu, watch.end().others);
        for (_, spent) in &mut cpu {
            *spent *= 1e3 / f64::from(drained.flows.max(1));
        }
        let said = |report: &Report| report.errors.keys().cloned().collect::<Vec<_>>();
        Ok(Self {
            per_second: f64::from(drained.flows) / drained.seconds,
            cpu,
            others,
            errors: [said(&filled), said(&drained)].concat(),
        })
    }
    /// What it came to in one line.
    pub fn line(&self) -> String {
        let taken = |(name, spent): &(String, f64)| (*spent >= 0.05).then(|| format!("{name} {spent:.2}"));
        let cpu: Vec<_> = self.cpu.iter().filter_map(taken).collect();
        format!(
            "{:.0} mails/s, others {:.0} %, CPU ms of a mail: {}",
            self.per_second,
            self.others * 1e2,
            cpu.join(", ")
        )
    }
}
