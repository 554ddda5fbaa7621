//! Runs a command, shows what it prints as it prints it, and counts the tests that its runner reports.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::Context as _;

/// Where every command runs.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// One command of a task.
pub struct Step {
    /// Its name in headings.
    pub name: &'static str,
    /// Program and arguments.
    pub command: &'static [&'static str],
}

/// Tests counted so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: u64,
    /// Those that failed.
    pub failed: u64,
}

impl Step {
    /// Runs it to its end, with these variables besides those of this process.
    ///
    /// # Errors
    /// When it cannot be started, or its output cannot be read.
    pub fn run(&self, environment: &[(&'static str, String)], tally: &mut Tally) -> anyhow::Result<ExitStatus> {
        let (program, arguments) = self.command.split_first().context("a step names a program")?;
        let mut command = Command::new(program);
        command.current_dir(ROOT).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let mut child = command.spawn().with_context(|| format!("cannot start {program}"))?;
        let output = child.stdout.take().context("its output is piped")?;
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            tally.count(&line);
        }
        Ok(child.wait()?)
    }
}

impl Tally {
    /// Counts a line of `cargo test`, `test result: ok. 61 passed; 0 failed; ...`, or of `node --test`, `ℹ pass 61`.
    fn count(&mut self, line: &str) {
        if let Some((word, number)) = line.strip_prefix("ℹ ").and_then(|total| total.split_once(' ')) {
            let number = number.trim().parse().unwrap_or(0);
            match word {
                "pass" => self.passed += number,
                "fail" | "cancelled" => self.failed += number,
                _ => {}
            }
        }
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let number_before = |word: &str| -> u64 {
            let end = result.find(word).unwrap_or(0);
            result[..end].rsplit(' ').find(|part| !part.is_empty()).and_then(|part| part.parse().ok()).unwrap_or(0)
        };
        self.passed += number_before(" passed");
        self.failed += number_before(" failed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_the_test_runner_are_summed_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 61 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 28.29s",
            "test result: FAILED. 2 passed; 13 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "a line that says 5 passed; 1 failed",
        ] {
            tally.count(line);
        }
        assert_eq!(tally, Tally { passed: 63, failed: 13 });
    }

    #[test]
    fn totals_of_the_browser_journeys_are_summed_up() {
        let mut tally = Tally::default();
        for line in
            ["✔ a test that passed", "ℹ tests 9", "ℹ pass 5", "ℹ fail 1", "ℹ cancelled 2", "ℹ skipped 1", "pass 7"]
        {
            tally.count(line);
        }
        assert_eq!(tally, Tally { passed: 5, failed: 3 });
    }

    #[test]
    fn a_command_that_fails_is_seen_to_fail() {
        let mut tally = Tally::default();
        let step = Step { name: "no", command: &["false"] };
        assert!(!step.run(&[], &mut tally).expect("starts").success());
        assert!(Step { name: "none", command: &["no-such-program-here"] }.run(&[], &mut tally).is_err());
    }

    #[test]
    fn a_command_sees_the_variables_that_it_is_given() {
        let given = [("REKEY_TEST_OF_RUNNER", "seen".to_owned())];
        let step = Step { name: "look", command: &["sh", "-c", "test \"$REKEY_TEST_OF_RUNNER\" = seen"] };
        let mut tally = Tally::default();
        assert!(step.run(&given, &mut tally).expect("starts").success());
        assert!(!step.run(&[], &mut tally).expect("starts").success());
    }
}
