//! Prism between a program and a server: it holds every request and every answer against an OpenAPI description.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;

use super::process::{Launch, Scratch, ServerProcess};
use super::{free_port, program};

/// Node reads a few hundred files before it listens.
const START_DEADLINE: Duration = Duration::from_secs(60);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// Where `npm ci` puts it.
const PROGRAM: &str = "tests/contracts/node_modules/@stoplight/prism-cli/dist/index.js";
/// Twilio's description, where it lies beside the workspace.
const TWILIO: &str = "../shared/data/twilio_messages_calls.json";

/// A running proxy; what breaks the description is answered by it with an error.
#[derive(Debug)]
pub struct Prism {
    _process: ServerProcess,
    _scratch: Scratch,
    port: u16,
}

impl Prism {
    /// The variable that names Twilio's description.
    pub const TWILIO_ENVIRONMENT: &'static str = "TWILIO_OPENAPI";

    /// Twilio's own OpenAPI description, where it is at hand: at the named place, or beside the workspace. An empty name
    /// stands for none.
    ///
    /// # Errors
    /// When one is named and missing, and in CI (`CI=true`) when there is none: calls are held against it there.
    pub fn twilio_description() -> anyhow::Result<Option<PathBuf>> {
        let named = std::env::var_os(Self::TWILIO_ENVIRONMENT).map(PathBuf::from);
        let is_wanted = std::env::var_os("CI").is_some_and(|ci| ci == "true");
        find(named, &Path::new(ROOT).join(TWILIO), is_wanted)
    }

    /// Stands before `server`, a URL, and holds calls against `description`.
    ///
    /// # Errors
    /// When it is not installed or does not come up; the error holds the end of its log.
    pub fn start(description: &Path, server: &str) -> anyhow::Result<Self> {
        let node = program("node", &[]).context("Node is missing: install `nodejs`")?.display().to_string();
        let prism = Path::new(ROOT).join(PROGRAM).canonicalize();
        let prism = prism.context("Prism is missing: npm ci --prefix tests/contracts")?.display().to_string();
        let description = description.canonicalize()?.display().to_string();
        let (scratch, port) = (Scratch::new("prism", None)?, free_port()?);
        let listen = port.to_string();
        let command =
            [&node, &prism, "proxy", "--errors", "--host", "127.0.0.1", "--port", &listen, &description, server];
        let launch = Launch { name: "Prism", command: &command, stop_signal: "TERM", user: None };
        let mut process = ServerProcess::start(&scratch, &launch)?;
        process.await_ready(START_DEADLINE, || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        Ok(Self { _process: process, _scratch: scratch, port })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn find(named: Option<PathBuf>, usual: &Path, is_wanted: bool) -> anyhow::Result<Option<PathBuf>> {
    let variable = Prism::TWILIO_ENVIRONMENT;
    let found = match named {
        Some(named) if named.as_os_str().is_empty() => None,
        Some(named) => {
            let is_missing = || format!("{variable} names {}, which is missing", named.display());
            Some(named.canonicalize().with_context(is_missing)?)
        }
        None => usual.canonicalize().ok(),
    };
    anyhow::ensure!(found.is_some() || !is_wanted, "in CI {variable} has to name Twilio's OpenAPI description");
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(named: Option<&str>, is_wanted: bool) -> Result<bool, String> {
        let nowhere = Path::new("/nowhere/twilio.json");
        find(named.map(PathBuf::from), nowhere, is_wanted)
            .map(|found| found.is_some())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_description_that_is_named_and_missing_is_an_error_and_in_ci_one_that_is_not_there_at_all() {
        let there = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert_eq!((said(Some(there), true), said(Some(there), false)), (Ok(true), Ok(true)));
        assert_eq!((said(None, false), said(Some(""), false)), (Ok(false), Ok(false)));
        for is_wanted in [false, true] {
            let missing = said(Some("/nowhere/else.json"), is_wanted).expect_err("named");
            assert!(missing.contains("names /nowhere/else.json, which is missing"), "{missing}");
        }
        for named in [None, Some("")] {
            assert!(said(named, true).expect_err("in CI").contains("TWILIO_OPENAPI"), "{named:?}");
        }
        let usual = find(None, Path::new(there), true).expect("beside the workspace");
        assert!(usual.expect("found").is_absolute());
    }
}
