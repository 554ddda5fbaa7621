//! `cargo xtask faults`: one seeded history of people and faults after the other, until the time is up or one is not as it must
//! be. A seed that failed is replayed by naming it.

use clap::Args;

use crate::runner::{Step, Tally};
use crate::servers::Servers;
use crate::{PROGRAM, prerequisites};

/// Seeds go on from here where none is named.
const FIRST_SEED: u64 = 1000;
/// The tests of `tests/faults` that draw from a seed, and what they print.
const HISTORIES: Step = Step {
    name: "histories",
    command: &[
        "cargo",
        "test",
        "--workspace",
        "--locked",
        "--test",
        "faults",
        "--",
        "--exact",
        "history::people_keep_what_they_have_and_nobody_gets_more_whatever_fails",
        "--nocapture",
    ],
};
/// What takes minutes, and belongs to no other run.
pub(crate) const LONG: Step = Step {
    name: "long faults",
    command: &["cargo", "test", "--workspace", "--locked", "--test", "long_faults", "--", "--nocapture"],
};

/// How long, and from which seed.
#[derive(Debug, Args)]
pub struct Options {
    /// Goes on for so long, with one seed after the other; without it, one seed.
    #[arg(long)]
    minutes: Option<u64>,
    /// The first seed: one that failed, to see it fail again.
    #[arg(long)]
    seed: Option<u64>,
    /// Also has a cluster of three brokers lose its leader, and a broker crash twenty times.
    #[arg(long)]
    long: bool,
}

/// Runs it; whether all was as it must be.
///
/// # Errors
/// When the program cannot be built, or the servers do not start.
pub fn run(options: &Options) -> anyhow::Result<bool> {
    prerequisites::provide(false)?;
    let mut tally = Tally::default();
    anyhow::ensure!(PROGRAM.run(&[], &mut tally)?.success(), "the program cannot be built");
    let servers = Servers::start()?;
    let mut environment = servers.environment();
    environment.push(("REKEY_FAULTS_SEED", options.seed.unwrap_or(FIRST_SEED).to_string()));
    environment.extend(options.minutes.map(|minutes| ("REKEY_FAULTS_MINUTES", minutes.to_string())));
    let mut is_good = HISTORIES.run(&environment, &mut tally)?.success();
    if options.long {
        is_good &= LONG.run(&environment, &mut tally)?.success();
    }
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    Ok(is_good && tally.failed == 0 && tally.passed > 0)
}
