//! Tasks of the workspace: `cargo xtask test` installs what the tests need, runs all of them, and sums them up.

#![expect(clippy::print_stdout, reason = "a task speaks to the person who started it")]

mod prerequisites;
mod runner;

use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};
use runner::{Step, Tally};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Checks the form of the sources, lints them, and runs every test.
    Test,
}

/// What `cargo xtask test` runs, in this order; the first one that fails ends the run.
const STEPS: [Step; 3] = [
    Step { name: "form", command: &["cargo", "fmt", "--all", "--check"] },
    Step {
        name: "lints",
        command: &["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    },
    Step { name: "tests", command: &["cargo", "test", "--workspace", "--locked", "--no-fail-fast"] },
];

fn main() -> ExitCode {
    let Task::Test = Arguments::parse().task;
    match test() {
        Ok(tally) if tally.failed == 0 && tally.passed > 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn test() -> anyhow::Result<Tally> {
    let began = Instant::now();
    println!("== prerequisites");
    prerequisites::provide()?;
    let mut tally = Tally::default();
    for step in STEPS {
        let began = Instant::now();
        println!("\n== {}: {}", step.name, step.command.join(" "));
        let run = step.run(&mut tally)?;
        println!("-- {} took {} s", step.name, began.elapsed().as_secs());
        if !run.success() && tally.failed == 0 {
            anyhow::bail!("{} failed: {run}", step.name);
        }
    }
    println!("\nall steps took {} s", began.elapsed().as_secs());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally)
}
