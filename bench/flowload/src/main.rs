//! Drives complete resets against a server, in a closed loop, with a mail server of its own that reads the codes.
//!
//! A flow file says what a flow is. Each phase waits for a line on standard input and ends with a line of JSON, so that whoever
//! started it can look at processes in between. The mail server lives as long as the driver.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod drive;
mod flow;
mod report;
mod sink;

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use drive::Driver;
use flow::Flow;

#[derive(Parser)]
struct Arguments {
    /// What a flow is.
    flow: PathBuf,
    /// Where the server is: `http://127.0.0.1:8080`.
    #[arg(long)]
    base: String,
    /// Where the mail server listens.
    #[arg(long)]
    smtp_port: u16,
    /// Accounts, from 0.
    #[arg(long)]
    users: u64,
    /// The account to begin with.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// `8x2.5`: clients and seconds; `8*1000`: clients and flows; `mails=1000`: waits until so many have come in all. One phase after
    /// the other.
    #[arg(long, required = true)]
    phase: Vec<Phase>,
}

/// A part of what is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// So many clients, each until its end comes.
    Load(usize, Until),
    /// Until so many mails have come since the start.
    Mails(usize),
}

/// When no client begins another flow.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Until {
    /// After this time.
    Over(Duration),
    /// After so many flows of all clients.
    Begun(u64),
}

impl FromStr for Phase {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        if let Some(mails) = text.strip_prefix("mails=") {
            return Ok(Self::Mails(mails.parse()?));
        }
        if let Some((clients, flows)) = text.split_once('*') {
            return Ok(Self::Load(clients.parse()?, Until::Begun(flows.parse()?)));
        }
        let (clients, seconds) = text.split_once('x').context("clients, x, seconds")?;
        Ok(Self::Load(clients.parse()?, Until::Over(Duration::try_from_secs_f64(seconds.parse()?)?)))
    }
}

// One thread: the driver is not what is measured, and takes as little as it can.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let text = std::fs::read_to_string(&arguments.flow).context("cannot read the flow file")?;
    let flow: Flow = serde_json::from_str(&text).context("cannot read the flow file")?;
    let mails = sink::listen(arguments.smtp_port).await?;
    let driver = Arc::new(Driver::new(flow, arguments.base, mails, arguments.users, arguments.first));
    for phase in arguments.phase {
        // At the end of the input nobody is left to tell.
        if std::io::stdin().read_line(&mut String::new())? == 0 {
            break;
        }
        let report = match phase {
            Phase::Load(clients, until) => driver.run(clients, until).await?,
            Phase::Mails(count) => driver.drain(count).await?,
        };
        println!("{}", serde_json::to_string(&report)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_is_clients_with_seconds_or_flows_or_mails() {
        let load = |until| Phase::Load(8, until);
        assert_eq!("8x2.5".parse::<Phase>().expect("parses"), load(Until::Over(Duration::from_millis(2500))));
        assert_eq!("8*1000".parse::<Phase>().expect("parses"), load(Until::Begun(1000)));
        assert_eq!("mails=1000".parse::<Phase>().expect("parses"), Phase::Mails(1000));
        for bad in ["8", "x2", "8x", "8x-1", "8*", "mails=", "mails=x"] {
            assert!(bad.parse::<Phase>().is_err(), "{bad}");
        }
    }
}
