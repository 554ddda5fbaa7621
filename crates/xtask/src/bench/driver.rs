//! The driver of flows: started once for a system, told when each phase begins.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use anyhow::Context as _;
use serde::Deserialize;

use super::ACCOUNTS;
use super::cpu::Part;
use super::place::{Place, file};

/// A running driver; ends with its input.
pub struct Driver {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What a phase came to.
#[derive(Debug, Deserialize)]
pub struct Report {
    pub flows: u32,
    pub seconds: f64,
    pub cpu_seconds: f64,
    pub steps: Vec<Step>,
    pub errors: BTreeMap<String, u64>,
}

/// Of a step, what is judged; milliseconds.
#[derive(Debug, Deserialize)]
pub struct Step {
    /// From the call to the mail's `DATA`.
    pub data_from_request_p50: Option<f64>,
    /// The same, the slowest of a hundred.
    pub data_from_request_p99: Option<f64>,
    /// From the answer to the mail's `DATA`.
    pub data_p50: Option<f64>,
    /// The same, the slowest of a hundred.
    pub data_p99: Option<f64>,
    /// From the answer to the whole mail.
    pub mail_p50: Option<f64>,
    /// The same, the slowest of a hundred.
    pub mail_p99: Option<f64>,
}

/// Which flow, where, and from which account on.
pub struct Aim<'a> {
    pub flow: &'a str,
    pub base: String,
    pub smtp_port: u16,
    pub first: u64,
}

impl Driver {
    /// Starts it; its mail server listens from then on.
    pub fn start(place: &Place, aim: &Aim<'_>, phases: &[String]) -> anyhow::Result<Self> {
        let mut command = place.driver();
        command.arg(file(aim.flow)).args(["--base", &aim.base, "--smtp-port", &aim.smtp_port.to_string()]);
        command.args(["--users", &ACCOUNTS.to_string(), "--first", &aim.first.to_string()]);
        command.args(phases.iter().flat_map(|phase| ["--phase", phase]));
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot start flowload")?;
        let (input, output) = (child.stdin.take().context("piped")?, child.stdout.take().context("piped")?);
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Runs its next phase.
    pub fn phase(&mut self) -> anyhow::Result<Report> {
        self.input.write_all(b"\n")?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        serde_json::from_str(&line).context("flowload ended before its phases")
    }

    pub fn part(&self) -> Part {
        Part::new("driver", self.child.id())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
