//! A throw-away RabbitMQ: own node name, ports, cookie and data; one for a test run, with a virtual host for each test.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::process::{Launch, Scratch, ServerProcess, ServiceUser, nonce, run};
use super::{free_port, is_executable};

/// Debian's script itself; the one in `PATH` drops the environment.
const PROGRAM: &str = "/usr/lib/rabbitmq/bin/rabbitmq-server";
const CONTROL: &str = "/usr/lib/rabbitmq/bin/rabbitmqctl";
/// Erlang takes its time.
const START_DEADLINE: Duration = Duration::from_secs(90);
/// For an answer of the management API.
const ANSWER_DEADLINE: Duration = Duration::from_secs(20);
const USER: &str = "rekey";

/// A running RabbitMQ, stopped and removed when dropped.
#[derive(Debug)]
pub struct RabbitMq {
    // Before `scratch`: the server ends first, then its data go.
    process: Option<ServerProcess>,
    scratch: Scratch,
    user: Option<ServiceUser>,
    access: Access,
    name: String,
    ports: [u16; 2],
}

/// How a broker is reached: by AMQP, by its management API, and in the files that it writes.
#[derive(Debug, Clone)]
pub struct Access {
    amqp: u16,
    api: u16,
    password: String,
    folder: PathBuf,
}

/// A virtual host of its own. It stays as long as its broker: deleting queues while they are being made can leave RabbitMQ
/// 3.10 without its process for dead letters, and then no queue works any more.
#[derive(Debug)]
pub struct VirtualHost {
    access: Access,
    name: String,
}

impl RabbitMq {
    /// Whether it is on this machine.
    ///
    /// # Errors
    /// Says what to install.
    pub fn check_installed() -> anyhow::Result<()> {
        anyhow::ensure!(is_executable(Path::new(PROGRAM)), "RabbitMQ is missing: install `rabbitmq-server`");
        Ok(())
    }

    /// Starts a broker, in 10 to 20 seconds.
    ///
    /// # Errors
    /// When it is not installed or does not come up; the error holds the end of its log.
    pub fn start() -> anyhow::Result<Self> {
        let mut server = Self::prepared(free_port()?, &nonce()?, &nonce()?)?;
        server.resume()?;
        Ok(server)
    }

    /// One that was not started yet, with this port mapper, password and cookie.
    pub(super) fn prepared(epmd: u16, password: &str, cookie: &str) -> anyhow::Result<Self> {
        Self::check_installed()?;
        let user = ServiceUser::when_root("rabbitmq")?;
        let scratch = Scratch::new("rabbitmq", user)?;
        let folder = scratch.path().to_owned();
        let access = Access { amqp: free_port()?, api: free_port()?, password: password.to_owned(), folder };
        let name = format!("rekey-{}@localhost", nonce()?);
        let server = Self { process: None, scratch, user, access, name, ports: [epmd, free_port()?] };
        server.write_files(cookie)?;
        Ok(server)
    }

    /// Its name among others of a cluster.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is reached.
    #[must_use]
    pub const fn access(&self) -> &Access {
        &self.access
    }

    fn write_files(&self, cookie: &str) -> anyhow::Result<()> {
        let Access { amqp, api, password, .. } = &self.access;
        let config = format!(
            "listeners.tcp.1 = 127.0.0.1:{amqp}\n\
             management.tcp.ip = 127.0.0.1\n\
             management.tcp.port = {api}\n\
             default_user = {USER}\n\
             default_pass = {password}\n\
             disk_free_limit.absolute = 50MB\n\
             raft.wal_max_size_bytes = 67108864\n\
             log.console = true\n\
             log.console.level = warning\n"
        );
        self.scratch.write("rabbitmq.conf", &config)?;
        self.scratch.write("enabled_plugins", "[rabbitmq_management].\n")?;
        let cookie = self.scratch.write(".erlang.cookie", cookie)?;
        fs::set_permissions(&cookie, fs::Permissions::from_mode(0o400))?;
        if let Some(user) = self.user {
            for file in ["rabbitmq.conf", "enabled_plugins", ".erlang.cookie"] {
                let path = self.scratch.path().join(file);
                std::os::unix::fs::chown(path, Some(user.user_id), Some(user.group_id))?;
            }
        }
        Ok(())
    }

    /// The process above all of its processes, while it runs.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(ServerProcess::id)
    }

    /// Runs a command of `rabbitmqctl` on it, in about two seconds, and gives what it says.
    ///
    /// # Errors
    /// When it fails; the error holds what it said.
    pub fn control(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(CONTROL);
        command.env_clear().env("PATH", env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C.UTF-8");
        command.env("HOME", self.scratch.path()).env("ERL_EPMD_PORT", self.ports[0].to_string());
        command.env("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        command.args(["--silent", "-n", &self.name]).args(arguments).current_dir(self.scratch.path());
        if let Some(user) = self.user {
            command.uid(user.user_id).gid(user.group_id);
        }
        run(&mut command)
    }

    /// Ends the broker at once, as a crash would; its data stay.
    pub fn halt(&mut self) {
        if let Some(process) = self.process.take() {
            process.halt();
        }
    }

    /// Starts it again over the same data; does nothing while it runs.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn resume(&mut self) -> anyhow::Result<()> {
        if self.process.is_some() {
            return Ok(());
        }
        let folder = self.scratch.path().display().to_string();
        let [epmd, distribution] = self.ports;
        let name = &self.name;
        let variables = [
            format!("HOME={folder}"),
            format!("ERL_EPMD_PORT={epmd}"),
            "ERL_EPMD_ADDRESS=127.0.0.1".to_owned(),
            format!("RABBITMQ_NODENAME={name}"),
            format!("RABBITMQ_DIST_PORT={distribution}"),
            "RABBITMQ_CONF_ENV_FILE=/dev/null".to_owned(),
            format!("RABBITMQ_CONFIG_FILE={folder}/rabbitmq.conf"),
            format!("RABBITMQ_ENABLED_PLUGINS_FILE={folder}/enabled_plugins"),
            format!("RABBITMQ_MNESIA_BASE={folder}/data"),
            format!("RABBITMQ_LOG_BASE={folder}/log"),
            format!("RABBITMQ_PID_FILE={folder}/pid"),
            "RABBITMQ_LOGS=-".to_owned(),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1} +S 2:2".to_owned(),
        ];
        let mut command = vec!["env"];
        command.extend(variables.iter().map(String::as_str));
        // Its port mapper in the same process group, so that it ends with it.
        let script = format!("epmd -port {epmd} -address 127.0.0.1 & exec {PROGRAM}");
        command.extend(["bash", "-c", &script]);
        let launch = Launch { name: "RabbitMQ", command: &command, stop_signal: "KILL", user: self.user };
        let mut process = ServerProcess::start(&self.scratch, &launch)?;
        process.await_ready(START_DEADLINE, || self.answers())?;
        self.process = Some(process);
        Ok(())
    }

    /// Only the broker that was made with this password lets it in.
    fn answers(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.access.amqp)).is_ok()
            && self.access.call("GET", "/api/overview", "").is_ok()
    }
}

impl Access {
    /// `host:port` of AMQP.
    #[must_use]
    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.amqp)
    }

    /// The variable with the access to the broker of this test run.
    pub const ENVIRONMENT: &'static str = "REKEY_TEST_RABBITMQ";

    /// For [`Access::ENVIRONMENT`].
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{} {} {} {}", self.amqp, self.api, self.password, self.folder.display())
    }

    /// The broker of this test run.
    ///
    /// # Errors
    /// When the tests were not started by `cargo xtask test`, which starts a broker and says where it is.
    pub fn of_run() -> anyhow::Result<Self> {
        let variable = Self::ENVIRONMENT;
        let text = env::var(variable)
            .with_context(|| format!("{variable} is not set: run `cargo xtask test`, which starts a RabbitMQ"))?;
        let parts: Vec<&str> = text.splitn(4, ' ').collect();
        let [amqp, api, password, folder] = parts[..] else { anyhow::bail!("{variable} is malformed") };
        Ok(Self { amqp: amqp.parse()?, api: api.parse()?, password: password.to_owned(), folder: folder.into() })
    }

    /// A virtual host that nobody else uses.
    ///
    /// # Errors
    /// When the broker refuses.
    pub fn virtual_host(&self) -> anyhow::Result<VirtualHost> {
        let name = format!("rekey_{}", nonce()?);
        self.call("PUT", &format!("/api/vhosts/{name}"), "{}")?;
        let everything = r#"{"configure":".*","write":".*","read":".*"}"#;
        self.call("PUT", &format!("/api/permissions/{name}/{USER}"), everything)?;
        Ok(VirtualHost { access: self.clone(), name })
    }

    /// A call of the management API, and what it says.
    ///
    /// # Errors
    /// When it does not answer, or not with success.
    pub fn call(&self, method: &str, path: &str, body: &str) -> anyhow::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.api))?;
        stream.set_read_timeout(Some(ANSWER_DEADLINE))?;
        let credentials = STANDARD.encode(format!("{USER}:{}", self.password));
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Basic {credentials}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, said) = answer.split_once("\r\n\r\n").context("an answer of HTTP")?;
        let status = head.split(' ').nth(1).unwrap_or_default();
        anyhow::ensure!(status.starts_with('2'), "{method} {path}: {status} {said}");
        Ok(said.to_owned())
    }

    /// Everything that the broker has on its disk, of every virtual host, and its log: where, and what.
    ///
    /// # Errors
    /// When something cannot be read; what goes while this looks is left out.
    pub fn files(&self) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let (mut files, mut folders) = (Vec::new(), vec![self.folder.clone()]);
        while let Some(folder) = folders.pop() {
            let Some(entries) = still_there(fs::read_dir(&folder))? else { continue };
            for entry in entries {
                let entry = entry?;
                let (path, Some(kind)) = (entry.path(), still_there(entry.file_type())?) else { continue };
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file()
                    && let Some(content) = still_there(fs::read(&path))?
                {
                    files.push((path.display().to_string(), content));
                }
            }
        }
        Ok(files)
    }
}

/// `None` for what is gone.
fn still_there<T>(outcome: std::io::Result<T>) -> std::io::Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl VirtualHost {
    /// How its broker is reached.
    #[must_use]
    pub const fn broker(&self) -> &Access {
        &self.access
    }

    /// For `bus.url`.
    #[must_use]
    pub fn url(&self) -> String {
        let Access { amqp, password, .. } = &self.access;
        format!("amqp://{USER}:{password}@127.0.0.1:{amqp}/{}", self.name)
    }

    /// A call of the management API about this host: `path` such as `queues/{vhost}/name` has `{vhost}` filled in.
    ///
    /// # Errors
    /// When it does not answer, or not with success.
    pub fn call(&self, method: &str, path: &str, body: &str) -> anyhow::Result<String> {
        self.access.call(method, &self.path(path), body)
    }

    /// The path of the management API that such a one stands for.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        format!("/api/{}", path.replace("{vhost}", &self.name))
    }

    /// Names of the connections to this host; the broker tells of new ones after some seconds.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn connections(&self) -> anyhow::Result<Vec<String>> {
        let told: Value = serde_json::from_str(&self.call("GET", "vhosts/{vhost}/connections", "")?)?;
        let names = told.as_array().context("a list")?.iter().filter_map(|one| one["name"].as_str().map(str::to_owned));
        Ok(names.collect())
    }

    /// Has the broker close a connection.
    ///
    /// # Errors
    /// When there is none with this name.
    pub fn close_connection(&self, name: &str) -> anyhow::Result<()> {
        let name = name.replace(' ', "%20").replace('>', "%3E");
        self.access.call("DELETE", &format!("/api/connections/{name}"), "").map(drop)
    }
}
