//! The processes of a Rekey: one with every role, or two of each role, apart.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use tokio::time::{Instant, sleep};

use super::connections;
use crate::databases::TestDatabase;
use crate::servers::{VirtualHost, free_port};

/// The roles that run apart, those behind the gateway first.
pub const ROLES: [&str; 5] = ["registration", "orchestrator", "notifier", "admin", "gateway"];

/// For the program to answer after its start.
const START_DEADLINE: Duration = Duration::from_secs(60);
/// For one look at it.
const ANSWER_DEADLINE: Duration = Duration::from_millis(500);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What lies between the parts: each address as the other side is to know it.
pub(super) trait Between {
    /// The database, for a role.
    async fn database(&mut self, role: &'static str, url: String) -> anyhow::Result<String>;
    /// The broker, for a role.
    async fn broker(&mut self, role: &'static str, url: String) -> anyhow::Result<String>;
    /// A copy of a role, for the gateways.
    async fn role(&mut self, role: &'static str, copy: usize, address: String) -> anyhow::Result<String>;
}

/// A process, running or not.
#[derive(Debug)]
pub(super) struct Process {
    pub role: Option<&'static str>,
    pub copy: usize,
    /// Where it serves people, or the gateway.
    port: u16,
    /// Where it tells how it is.
    operations: u16,
    /// Its own variables.
    variables: Vec<(String, String)>,
    child: Option<Child>,
    log: PathBuf,
}

/// All of them, and what they have in common.
#[derive(Debug)]
pub(super) struct Processes {
    all: Vec<Process>,
    variables: Vec<(String, String)>,
    config: Vec<PathBuf>,
    /// What has to be done before the first start.
    prepared: bool,
    host: Option<VirtualHost>,
}

fn pair(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

fn common(database: &TestDatabase, config: &[PathBuf], variables: &[(&str, &str)], port: u16) -> Vec<(String, String)> {
    let mut common = vec![
        pair("REKEY__DATA_DIR", database.folder().display()),
        pair("REKEY__STORE__URL", database.url()),
        // Little work for the captcha: the tests solve hundreds.
        pair("REKEY__CAPTCHA__MAX_NUMBER", 500),
        // Many programs run side by side on a small machine: a second is too short for a connection of each.
        pair("REKEY__STORE__ACQUIRE_TIMEOUT_MS", 8000),
    ];
    if !config.is_empty() {
        // The tests come by this name, whatever the public URL is.
        common.push(pair("REKEY__GATEWAY__ALLOWED_HOSTS", "[\"localhost\"]"));
    }
    let address = format!("http://localhost:{port}");
    common.extend(variables.iter().map(|(name, value)| pair(name, value.replace("{address}", &address))));
    common
}

impl Processes {
    /// Every role in one process.
    pub(super) fn together(
        database: &TestDatabase,
        config: Vec<PathBuf>,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let port = free_port()?;
        let operations = free_port()?;
        let mut all = vec![
            pair("REKEY__GATEWAY__LISTEN", format!("127.0.0.1:{port}")),
            pair("REKEY__OPERATIONS__LISTEN", format!("127.0.0.1:{operations}")),
        ];
        let log = database.folder().join("rekey.log");
        let only = Process { role: None, copy: 0, port, operations, variables: Vec::new(), child: None, log };
        all.extend(common(database, &config, variables, port));
        Ok(Self { all: vec![only], variables: all, config, prepared: true, host: None })
    }

    /// Two copies of each role, each with the user of the database that is made for it.
    pub(super) async fn apart(
        database: &TestDatabase,
        (host, between): (VirtualHost, &mut impl Between),
        config: Vec<PathBuf>,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let gateways = [free_port()?, free_port()?];
        let mut variables = common(database, &config, variables, gateways[0]);
        variables.push(pair("REKEY__BUS__URL", host.url()));
        // The second gateway tells people of the first one's address, too.
        variables.push(pair("REKEY__GATEWAY__LISTEN", format!("127.0.0.1:{}", gateways[0])));
        let mut all = Vec::new();
        for role in ROLES {
            let ports = if role == "gateway" { gateways } else { [free_port()?, free_port()?] };
            let addresses = ports.map(|port| format!("127.0.0.1:{port}"));
            let (section, name) =
                if role == "gateway" { ("GATEWAY".to_owned(), "") } else { (role_section(role), role) };
            let mut shared = Vec::new();
            if role != "gateway" {
                let mut seen = Vec::new();
                for (copy, address) in addresses.iter().enumerate() {
                    seen.push(between.role(role, copy, address.clone()).await?);
                }
                variables.push(pair(&format!("REKEY__{section}__ADDRESSES"), seen.join(",")));
                shared.push(pair("REKEY__STORE__URL", between.database(role, database.url_of(name)?).await?));
                shared.push(pair("REKEY__STORE__MAX_CONNECTIONS", 6));
                shared.push(pair("REKEY__BUS__URL", between.broker(role, host.url()).await?));
            }
            for (copy, port) in ports.into_iter().enumerate() {
                let operations = free_port()?;
                let mut own = vec![pair(&format!("REKEY__{section}__LISTEN"), &addresses[copy])];
                own.push(pair("REKEY__OPERATIONS__LISTEN", format!("127.0.0.1:{operations}")));
                own.extend(shared.iter().cloned());
                let log = database.folder().join(format!("{role}-{copy}.log"));
                all.push(Process { role: Some(role), copy, port, operations, variables: own, child: None, log });
            }
        }
        Ok(Self { all, variables, config, prepared: false, host: Some(host) })
    }

    pub(super) fn are_apart(&self) -> bool {
        self.all.len() > 1
    }

    /// Moves the clock of whatever is started from now on.
    pub(super) fn shift(&mut self, offset_seconds: i64) {
        self.variables.retain(|(name, _)| name != "REKEY__CLOCK__OFFSET_SECONDS");
        self.variables.push(pair("REKEY__CLOCK__OFFSET_SECONDS", offset_seconds));
    }

    /// One of the gateways: which copy, and its port.
    pub(super) fn gateway(&self, turn: usize) -> (usize, u16) {
        let all = self.all.iter().filter(|one| one.role.is_none_or(|role| role == "gateway"));
        let running: Vec<&Process> = all.clone().filter(|one| one.child.is_some()).collect();
        // Where none runs, one of those that will.
        let gateways = if running.is_empty() { all.collect() } else { running };
        let gateway = gateways[turn % gateways.len()];
        (gateway.copy, gateway.port)
    }

    /// The port of the first gateway, running or not.
    pub(super) fn public_port(&self) -> u16 {
        let first = self.all.iter().find(|one| one.role.is_none_or(|role| role == "gateway"));
        first.map_or(0, |gateway| gateway.port)
    }

    /// Its part of the broker, where roles are apart.
    pub(super) fn host(&self) -> Option<&VirtualHost> {
        self.host.as_ref()
    }

    /// The running copy of a role that has the connection from this port.
    pub(super) fn holder(&self, role: &str, port: u16) -> anyhow::Result<usize> {
        for process in self.all.iter().filter(|one| one.role == Some(role)) {
            if let Some(child) = &process.child
                && connections::holds(child.id(), port)?
            {
                return Ok(process.copy);
            }
        }
        anyhow::bail!("no copy of {role} has a connection from port {port}")
    }

    /// The operations port of a copy of a role; of the only process where there is but one.
    pub(super) fn operations(&self, role: &str, copy: usize) -> Option<u16> {
        let asked = |one: &&Process| one.role.is_none_or(|own| own == role && one.copy == copy);
        self.all.iter().find(asked).map(|one| one.operations)
    }

    /// Starts whatever does not run, and waits until it answers.
    pub(super) async fn start(&mut self) -> anyhow::Result<()> {
        if !self.prepared {
            self.command(&["migrate"])?;
            self.prepared = true;
        }
        for at in 0..self.all.len() {
            if self.all[at].child.is_none() {
                let child = self.spawn(&self.all[at])?;
                self.all[at].child = Some(child);
            }
        }
        let deadline = Instant::now() + START_DEADLINE;
        for at in 0..self.all.len() {
            while !self.all[at].answers()? {
                anyhow::ensure!(Instant::now() < deadline, "rekey does not answer:\n{}", self.log());
                sleep(LOOK_EVERY).await;
            }
        }
        Ok(())
    }

    fn spawn(&self, process: &Process) -> anyhow::Result<Child> {
        let log = File::options().create(true).append(true).open(&process.log)?;
        let mut command = Command::new(program()?);
        command.arg("run");
        if let Some(role) = process.role {
            command.args(["--role", role]);
        }
        for file in &self.config {
            command.arg("--config").arg(file);
        }
        command.envs(self.variables.iter().chain(&process.variables).map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.spawn().context("cannot start rekey")
    }

    /// Ends some processes at once.
    pub(super) fn kill(&mut self, which: impl Fn(&Process) -> bool) {
        let mut ended: Vec<Child> =
            self.all.iter_mut().filter(|process| which(process)).filter_map(|process| process.child.take()).collect();
        for child in &mut ended {
            let _ = child.kill();
        }
        for mut child in ended {
            let _ = child.wait();
        }
    }

    /// Tells every process to end, and waits.
    pub(super) fn terminate(&mut self) -> anyhow::Result<ExitStatus> {
        let mut children: Vec<Child> = self.all.iter_mut().filter_map(|process| process.child.take()).collect();
        for child in &children {
            let told = Command::new("kill").arg(child.id().to_string()).status()?;
            anyhow::ensure!(told.success(), "cannot be told to end");
        }
        let statuses: Vec<ExitStatus> = children.iter_mut().map(Child::wait).collect::<Result<_, _>>()?;
        let failed = statuses.iter().find(|status| !status.success());
        failed.or(statuses.first()).copied().context("it does not run")
    }

    /// Tells one copy of a role to end, and waits.
    pub(super) async fn terminate_one(&mut self, role: &str, copy: usize) -> anyhow::Result<ExitStatus> {
        self.signal("TERM", role, copy)?;
        let process = self.all.iter_mut().find(|one| one.role == Some(role) && one.copy == copy);
        let mut child = process.and_then(|process| process.child.take()).context("it runs")?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// Sends a signal to a running copy of a role.
    pub(super) fn signal(&self, signal: &str, role: &str, copy: usize) -> anyhow::Result<()> {
        let process = self.all.iter().find(|one| one.role == Some(role) && one.copy == copy);
        let child = process.and_then(|process| process.child.as_ref()).context("it does not run")?;
        let told = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status()?;
        anyhow::ensure!(told.success(), "cannot be told");
        Ok(())
    }

    /// Runs a command of the program to its end, on the same data.
    pub(super) fn command(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(program()?);
        for file in &self.config {
            command.arg("--config").arg(file);
        }
        command.args(arguments).envs(self.variables.iter().map(|(name, value)| (name, value)));
        let output = command.stdin(Stdio::null()).output()?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        anyhow::ensure!(output.status.success(), "{}", said(&output.stderr));
        Ok(said(&output.stdout))
    }

    /// Everything that they logged, one after the other.
    pub(super) fn log(&self) -> String {
        self.all.iter().map(|process| std::fs::read_to_string(&process.log).unwrap_or_default()).collect()
    }
}

fn role_section(role: &str) -> String {
    format!("ROLES__{}", role.to_uppercase())
}

impl Process {
    /// Whether it answers: people with a captcha, a gateway with anything.
    fn answers(&mut self) -> anyhow::Result<bool> {
        let child = self.child.as_mut().context("started")?;
        if let Some(status) = child.try_wait()? {
            let role = self.role.unwrap_or("rekey");
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            anyhow::bail!("{role} ended with {status}:\n{log}");
        }
        let serves_people = self.role.is_none_or(|role| role == "gateway");
        let expected = if serves_people { "HTTP/1.0 200" } else { "HTTP/1.0 " };
        Ok(first_bytes(self.port).is_ok_and(|answer| answer.starts_with(expected)))
    }
}

/// How an answer begins.
fn first_bytes(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(ANSWER_DEADLINE))?;
    stream.write_all(b"GET /api/v1/captcha HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(12).read_to_string(&mut answer)?;
    Ok(answer)
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.kill(|_| true);
    }
}

/// The program that was built with these tests, beside them.
fn program() -> anyhow::Result<PathBuf> {
    let tests = std::env::current_exe()?;
    let folder = tests.parent().and_then(Path::parent).context("a target folder")?;
    let program = folder.join("rekey");
    anyhow::ensure!(program.exists(), "{} is missing: `cargo build` first", program.display());
    Ok(program)
}
