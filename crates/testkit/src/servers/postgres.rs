//! A throw-away PostgreSQL: own data directory, own port, password authentication.
//!
//! What it acknowledged survives its own crash (`synchronous_commit` stays on), and the machine's where it was started durable:
//! `fsync` is off otherwise.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::process::{Launch, Scratch, ServerProcess, ServiceUser, nonce, run};
use super::{START_DEADLINE, free_port, is_executable, program};

/// Between the port's choice and the server's bind somebody else may take it.
const START_ATTEMPTS: usize = 3;
/// Every test has its own pool on the one server.
const MAX_CONNECTIONS: u32 = 400;

/// A running PostgreSQL, stopped and removed when dropped.
#[derive(Debug)]
pub struct Postgres {
    // Before `scratch`: the server ends first, then its data go.
    process: Option<ServerProcess>,
    scratch: Scratch,
    binaries: PathBuf,
    user: Option<ServiceUser>,
    password: String,
    port: u16,
    /// Waits for the disk before it acknowledges.
    is_durable: bool,
}

impl Postgres {
    /// The variable with the administrator's URL of the server of this test run.
    pub const ENVIRONMENT: &'static str = "REKEY_TEST_POSTGRES_URL";

    /// The folder with `initdb`, `postgres` and `psql`; the highest version where there are several.
    ///
    /// # Errors
    /// When there is none.
    pub fn find_binaries() -> anyhow::Result<PathBuf> {
        let mut found: Vec<(u32, PathBuf)> = Vec::new();
        for root in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"] {
            for entry in fs::read_dir(root).into_iter().flatten().flatten() {
                let folder = entry.path().join("bin");
                let name = entry.file_name().to_string_lossy().into_owned();
                let version = name.trim_start_matches("postgresql").trim_start_matches('@').parse();
                if let (Ok(version), true) = (version, is_executable(&folder.join("initdb"))) {
                    found.push((version, folder));
                }
            }
        }
        found.sort();
        let in_path = || program("initdb", &[]).and_then(|path| path.parent().map(Path::to_owned));
        let folder = found.pop().map(|(_, folder)| folder).or_else(in_path);
        folder.context("PostgreSQL is missing: install `postgresql` (15 or newer)")
    }

    /// Makes a cluster and starts it, in about two seconds.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not come up; the error holds the end of its log.
    pub fn start() -> anyhow::Result<Self> {
        Self::start_with(false)
    }

    /// The same, with `fsync` on as in production: for measurements.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_durable() -> anyhow::Result<Self> {
        Self::start_with(true)
    }

    fn start_with(is_durable: bool) -> anyhow::Result<Self> {
        let binaries = Self::find_binaries()?;
        let user = ServiceUser::when_root("postgres")?;
        let scratch = Scratch::new("postgres", user)?;
        let password = nonce()?;
        init_cluster(&binaries, &scratch, user, &password)?;
        let mut server = Self { process: None, scratch, binaries, user, password, port: 0, is_durable };
        let mut outcome = Ok(());
        for _ in 0..START_ATTEMPTS {
            server.port = free_port()?;
            outcome = server.resume();
            if outcome.is_ok() {
                break;
            }
        }
        outcome.map(|()| server)
    }

    /// `postgres://…/postgres` as superuser: for making databases, one per test.
    #[must_use]
    pub fn admin_url(&self) -> String {
        self.database_url("postgres")
    }

    /// The same for another database of this server.
    #[must_use]
    pub fn database_url(&self, database: &str) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// The process above all of its processes, while it runs.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(ServerProcess::id)
    }

    /// Stops the server at once, as a crash would; its data stay. For tests that take the database away.
    pub fn halt(&mut self) {
        if let Some(process) = self.process.take() {
            process.halt();
        }
    }

    /// Starts the server again on the same port over the same data; does nothing while it runs.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn resume(&mut self) -> anyhow::Result<()> {
        if self.process.is_some() {
            return Ok(());
        }
        let postgres = self.binaries.join("postgres").display().to_string();
        let data = self.scratch.path().join("data").display().to_string();
        let durability = if self.is_durable { "on" } else { "off" };
        let settings = [
            format!("port={}", self.port),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            format!("max_connections={MAX_CONNECTIONS}"),
            format!("fsync={durability}"),
            format!("full_page_writes={durability}"),
        ];
        let mut command = vec![postgres.as_str(), "-D", data.as_str()];
        for setting in &settings {
            command.extend(["-c", setting.as_str()]);
        }
        let launch = Launch { name: "PostgreSQL", command: &command, stop_signal: "QUIT", user: self.user };
        let mut process = ServerProcess::start(&self.scratch, &launch)?;
        process.await_ready(START_DEADLINE, || self.answers())?;
        self.process = Some(process);
        Ok(())
    }

    /// Only the server that was made with this password lets it in.
    fn answers(&self) -> bool {
        let mut psql = Command::new(self.binaries.join("psql"));
        psql.args(["--no-psqlrc", "-c", "select 1"]).arg(format!("{}?connect_timeout=2", self.admin_url()));
        run(&mut psql).is_ok()
    }
}

fn init_cluster(binaries: &Path, scratch: &Scratch, user: Option<ServiceUser>, password: &str) -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt as _;
    let password_file = scratch.write("password", password)?;
    let mut initdb = Command::new(binaries.join("initdb"));
    initdb.arg("-D").arg(scratch.path().join("data")).args(["-U", "postgres", "-A", "scram-sha-256"]);
    initdb.arg(format!("--pwfile={}", password_file.display()));
    initdb.args(["--no-sync", "-E", "UTF8", "--locale=C"]).current_dir(scratch.path());
    if let Some(user) = user {
        initdb.uid(user.user_id).gid(user.group_id);
    }
    run(&mut initdb).context("cannot make a PostgreSQL cluster")?;
    Ok(())
}
