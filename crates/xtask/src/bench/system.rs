//! One system in one round: its start, complete resets by many clients, by one, and its memory.

use std::time::Duration;

use anyhow::Context as _;

use super::cpu::Part;
use super::driver::{Aim, Driver, Report};
use super::place::Place;
use super::running::{Running, pause};
use super::servers::Servers;
use super::watch::Watch;

const CLIENTS: u32 = 8;
/// For what goes on after the last answer.
const SETTLE: Duration = Duration::from_millis(300);

/// Lengths in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub load: f64,
}

/// What came out.
#[derive(Debug)]
pub struct Measured {
    pub start_seconds: f64,
    /// MiB of all of its processes.
    pub memory: f64,
    pub flows_per_second: f64,
    /// CPU milliseconds of a flow, by process; what the broker takes at rest is not in it, nor is the driver.
    pub cpu: Vec<(String, f64)>,
    pub driver_cpu: f64,
    /// Milliseconds from the answer to the `DATA` of the code's mail, one client.
    pub data: f64,
    /// The same, eight clients, the slowest of a hundred.
    pub data_p99: f64,
    /// Milliseconds from the request to the `DATA` of the code's mail, eight clients.
    pub data_from_request: f64,
    /// The same, the slowest of a hundred.
    pub data_from_request_p99: f64,
    /// As with one client, to the whole mail.
    pub mail: f64,
    /// The same with eight clients, the slowest of a hundred.
    pub mail_p99: f64,
    /// Part of the machine that others took.
    pub others: f64,
    /// What went wrong in a flow.
    pub errors: Vec<String>,
}

impl Measured {
    /// CPU milliseconds of a flow.
    pub fn cpu_of_flow(&self) -> f64 {
        self.cpu.iter().map(|(_, spent)| spent).sum()
    }

    /// Measures a system; `start` starts it.
    pub fn of(
        place: &Place,
        servers: &Servers,
        aim: &Aim<'_>,
        plan: Plan,
        start: impl FnOnce() -> anyhow::Result<Running>,
    ) -> anyhow::Result<Self> {
        let phases = [(CLIENTS, (plan.load / 4.0).max(1.0)), (CLIENTS, plan.load), (1, plan.load / 2.0)];
        let phases = phases.map(|(clients, seconds)| format!("{clients}x{seconds}"));
        let mut driver = Driver::start(place, aim, &phases)?;
        let starting = Watch::begin(Vec::new());
        let running = start()?;
        let starting = starting.end();
        let warm = driver.phase()?;
        pause(SETTLE);
        let broker = servers.rabbitmq_part()?;
        let mut parts = running.parts();
        parts.extend([servers.postgres_part()?, broker.clone(), driver.part()]);
        let at_rest = Watch::begin(vec![broker]);
        pause(Duration::from_secs(2));
        let at_rest = at_rest.end();
        let rest_rate = at_rest.cpu.iter().map(|(_, spent)| spent).sum::<f64>() / at_rest.seconds;
        let (load, taken) = watched(&mut driver, &parts)?;
        let (quiet, quietly) = watched(&mut driver, &parts)?;
        let memory = running.parts().iter().map(Part::memory).sum();
        let flows = f64::from(load.flows);
        anyhow::ensure!(flows > 0.0, "no flow came to its end: {:?} {:?}", warm.errors, load.errors);
        let mut cpu = taken.cpu;
        cpu.retain(|(name, _)| name != "driver");
        for (name, spent) in &mut cpu {
            if name == "RabbitMQ" {
                *spent = (*spent - rest_rate * taken.seconds).max(0.0);
            }
            *spent *= 1e3 / flows;
        }
        let announced = quiet.steps.iter().find_map(|step| step.data_p50);
        let slowest = load.steps.iter().find_map(|step| step.data_p99);
        let from_request =
            load.steps.iter().find_map(|step| step.data_from_request_p50.zip(step.data_from_request_p99));
        let (data_from_request, data_from_request_p99) =
            from_request.with_context(|| format!("no mail came: {:?}", load.errors))?;
        let slowest_mailed = load.steps.iter().find_map(|step| step.mail_p99);
        let mailed = quiet.steps.iter().find_map(|step| step.mail_p50);
        Ok(Self {
            start_seconds: running.start.as_secs_f64(),
            memory,
            flows_per_second: flows / load.seconds,
            cpu,
            driver_cpu: load.cpu_seconds * 1e3 / flows,
            data: announced.with_context(|| format!("no mail came: {:?}", quiet.errors))?,
            data_p99: slowest.with_context(|| format!("no mail came: {:?}", load.errors))?,
            data_from_request,
            data_from_request_p99,
            mail: mailed.with_context(|| format!("no mail came: {:?}", quiet.errors))?,
            mail_p99: slowest_mailed.with_context(|| format!("no mail came: {:?}", load.errors))?,
            others: starting.others.max(at_rest.others).max(taken.others).max(quietly.others),
            errors: [load, quiet].iter().flat_map(errors).collect(),
        })
    }
}

fn watched(driver: &mut Driver, parts: &[Part]) -> anyhow::Result<(Report, super::watch::Taken)> {
    let watch = Watch::begin(parts.to_vec());
    let report = driver.phase()?;
    pause(SETTLE);
    Ok((report, watch.end()))
}

fn errors(report: &Report) -> Vec<String> {
    report.errors.iter().map(|(error, count)| format!("{count} x {error}")).collect()
}
