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
    /// Clients and seconds, as in `8x2.5`; one phase after the other.
    #[arg(long, required = true)]
    phase: Vec<Phase>,
}

/// So many clients for so long.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Phase {
    clients: usize,
    length: Duration,
}

impl FromStr for Phase {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (clients, seconds) = text.split_once('x').context("clients, x, seconds")?;
        Ok(Self { clients: clients.parse()?, length: Duration::try_from_secs_f64(seconds.parse()?)? })
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
        println!("{}", serde_json::to_string(&driver.run(phase).await?)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_is_clients_and_seconds() {
        let phase = Phase { clients: 8, length: Duration::from_millis(2500) };
        assert_eq!("8x2.5".parse::<Phase>().expect("parses"), phase);
        for bad in ["8", "x2", "8x", "8x-1"] {
            assert!(bad.parse::<Phase>().is_err(), "{bad}");
        }
    }
}
