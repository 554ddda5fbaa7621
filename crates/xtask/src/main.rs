//! Tasks of the workspace: `cargo xtask test` installs what the tests need, runs all of them, and sums them up; `cargo xtask
//! bench` measures; `cargo xtask faults` lets things fail for as long as it is told to.

#![expect(clippy::print_stdout, reason = "a task speaks to the person who started it")]

mod bench;
mod faults;
mod prerequisites;
mod runner;
mod servers;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use rekey_testkit::servers::{Chromium, Prism};
use runner::{Step, Tally};
use servers::Servers;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Checks the form of the sources, lints them, judges the dependencies, and runs every test.
    Test {
        /// Also asks whether a dependency has a known vulnerability, from the public list of them, walks every browser journey
        /// with roles apart too, on `PostgreSQL` and `RabbitMQ`, runs the faults that take minutes, and changes the core in every small way that its tests have to notice: hours.
        #[arg(long)]
        full: bool,
    },
    /// Starts the servers that the tests share, says by which variables they are found, and stops them when its input ends:
    /// for single tests, run by hand in another shell.
    Servers,
    /// Measures complete resets against a bare hash and against Django; fails when a figure is not what it must be.
    Bench(bench::Options),
    /// Lets people work while processes are killed, networks fail and providers misbehave, from one seed after the other; fails
    /// when somebody lost something, or got more than was theirs.
    Faults(faults::Options),
}

/// What `cargo xtask test` runs before the tests, in this order; the first one that fails ends the run.
const CHECKS: [Step; 3] = [
    Step { name: "form", command: &["cargo", "fmt", "--all", "--check"] },
    Step {
        name: "lints",
        command: &["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    },
    Step {
        name: "dependencies",
        command: &["cargo", "deny", "--locked", "--log-level", "error", "check", "bans", "licenses", "sources"],
    },
];
/// How many people of one company and requests on one prefix the tests of budgets have, where they need not be quick.
const WHOLE_COMPANY: [(&str, &str); 2] = [("REKEY_TEST_PEOPLE", "500"), ("REKEY_TEST_REQUESTS", "10000")];
const FETCH_ADVISORIES: Step = Step { name: "list of vulnerabilities", command: &["cargo", "deny", "fetch", "db"] };
const ADVISORIES: Step = Step { name: "advisories", command: &["cargo", "deny", "--locked", "check", "advisories"] };
/// The journeys start the program itself. It is built together with the tests, so that nothing is compiled twice.
const PROGRAM: Step = Step {
    name: "program and tests",
    command: &["cargo", "build", "--locked", "--quiet", "--workspace", "--bins", "--tests"],
};
const TESTS: Step = Step { name: "tests", command: &["cargo", "test", "--workspace", "--locked", "--no-fail-fast"] };
/// What no test notices is in `.cargo/mutants.toml`, each with the reason, or fails the run.
const MUTANTS: Step = Step {
    name: "mutants of the core",
    command: &["cargo", "mutants", "--package", "rekey-domain", "--jobs", "2", "--output", "target"],
};
const BROWSER_PACKAGES: Step = Step {
    name: "packages of the browser journeys",
    command: &["npm", "ci", "--prefix", "tests/browser", "--prefer-offline", "--silent"],
};
/// Holds calls of Twilio's API against their description.
const CONTRACT_PACKAGES: Step = Step {
    name: "packages of the contracts",
    command: &["npm", "ci", "--prefix", "tests/contracts", "--prefer-offline", "--silent"],
};
const BROWSER: Step =
    Step { name: "browser journeys", command: &["npm", "test", "--prefix", "tests/browser", "--silent"] };

/// No engine for containers runs here: their files are held against schema and rules instead.
const CONTAINER_FILES: [Step; 5] = [
    Step { name: "place for the checks of container files", command: &["python3", "-m", "venv", "target/checks"] },
    Step {
        name: "checks of container files",
        command: &["target/checks/bin/pip", "install", "--quiet", "-r", "deploy/checks/requirements.txt"],
    },
    Step {
        name: "files for Compose",
        command: &[
            "target/checks/bin/check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            "docker-compose.yml",
            "deploy/compose/twilio.yaml",
        ],
    },
    Step { name: "container file", command: &["target/checks/bin/hadolint", "deploy/Containerfile"] },
    Step {
        name: "scripts",
        command: &["sh", "-c", "for script in deploy/compose/*.sh; do sh -n \"$script\" || exit 1; done"],
    },
];

/// A run of the task.
#[derive(Default)]
struct Run {
    tally: Tally,
    /// What could not be run here, for the summary.
    not_run: Vec<&'static str>,
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Test { full } => test(full),
        Task::Servers => ended(keep_servers().map(|()| true)),
        Task::Bench(options) => ended(bench::run(options)),
        Task::Faults(options) => ended(faults::run(&options)),
    }
}

fn ended(outcome: anyhow::Result<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn keep_servers() -> anyhow::Result<()> {
    let servers = Servers::start()?;
    for (name, value) in servers.environment() {
        println!("export {name}='{value}'");
    }
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

fn test(full: bool) -> ExitCode {
    let began = Instant::now();
    let mut run = Run::default();
    let outcome =
        run.checks(full).and_then(|()| if full { run.advisories() } else { Ok(()) }).and_then(|()| run.tests(full));
    if let Err(error) = outcome {
        println!("\n{error:#}");
        return ExitCode::FAILURE;
    }
    let Run { tally, not_run } = run;
    println!("\nall steps took {} s", began.elapsed().as_secs());
    for what in not_run {
        println!("not run: {what}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 && tally.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Run {
    fn checks(&mut self, full: bool) -> anyhow::Result<()> {
        println!("== prerequisites");
        prerequisites::provide(full)?;
        CHECKS.iter().chain(&CONTAINER_FILES).try_for_each(|step| self.take(step, &[]))
    }

    fn advisories(&mut self) -> anyhow::Result<()> {
        if self.take(&FETCH_ADVISORIES, &[]).is_err() {
            self.not_run.push("advisories, because the list of vulnerabilities cannot be fetched here");
            return Ok(());
        }
        self.take(&ADVISORIES, &[])
    }

    fn tests(&mut self, full: bool) -> anyhow::Result<()> {
        let description = self.twilio_description()?;
        self.take(&PROGRAM, &[])?;
        println!("\n== servers");
        let servers = Servers::start()?;
        println!("PostgreSQL, Postfix and RabbitMQ are up");
        let mut environment = servers.environment();
        environment.push(description);
        if full {
            environment.extend(WHOLE_COMPANY.map(|(name, value)| (name, value.to_owned())));
        }
        self.take(&TESTS, &environment)?;
        self.take(&BROWSER_PACKAGES, &[])?;
        let mut environment = servers.environment();
        environment.extend(browser_environment()?);
        self.take(&BROWSER, &environment)?;
        if full {
            environment.push(("REKEY_TEST_ENGINE", "PostgreSQL and RabbitMQ, roles apart".to_owned()));
            self.take(&BROWSER, &environment)?;
            self.take(&faults::LONG, &environment)?;
            self.take(&MUTANTS, &[])?;
        }
        Ok(())
    }

    /// The variable by which the tests find Twilio's description; empty where it is not at hand, which in CI ends the run.
    fn twilio_description(&mut self) -> anyhow::Result<(&'static str, String)> {
        let Some(description) = Prism::twilio_description()? else {
            self.not_run.push("the calls of Twilio's API against its description, which is not at hand");
            return Ok((Prism::TWILIO_ENVIRONMENT, String::new()));
        };
        self.take(&CONTRACT_PACKAGES, &[])?;
        Ok((Prism::TWILIO_ENVIRONMENT, description.display().to_string()))
    }

    /// Runs a step; a failure that counted tests show already is left to the summary.
    fn take(&mut self, step: &Step, environment: &[(&'static str, String)]) -> anyhow::Result<()> {
        let began = Instant::now();
        println!("\n== {}: {}", step.name, step.command.join(" "));
        let status = step.run(environment, &mut self.tally)?;
        println!("-- {} took {} s", step.name, began.elapsed().as_secs());
        if !status.success() && self.tally.failed == 0 {
            anyhow::bail!("{} failed: {status}", step.name);
        }
        Ok(())
    }
}

/// What the browser journeys start: Chromium, and the program that was built with this task.
fn browser_environment() -> anyhow::Result<[(&'static str, String); 2]> {
    let task = std::env::current_exe()?;
    let program = task.parent().context("a target folder")?.join("rekey");
    let chromium = Chromium::find()?.path().display().to_string();
    Ok([(Chromium::ENVIRONMENT, chromium), ("REKEY_TEST_PROGRAM", program.display().to_string())])
}
