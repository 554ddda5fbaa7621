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
    #[must_use]
    pub fn twilio_description() -> Option<PathBuf> {
        let named = std::env::var_os(Self::TWILIO_ENVIRONMENT).map(PathBuf::from);
        named.unwrap_or_else(|| Path::new(ROOT).join(TWILIO)).canonicalize().ok()
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
