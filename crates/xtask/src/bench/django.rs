//! The peer: Django's own reset with Celery, on the same servers, started as `bench/peers/django/run.sh` starts it.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;
use rekey_testkit::databases::{Engine, TestDatabase, psql};
use rekey_testkit::servers::{VirtualHost, free_port};

use super::ACCOUNTS;
use super::place::{Place, file, output};
use super::running::{Running, Weight};
use super::servers::Servers;

const DATABASE: &str = "django";

/// Set up; runs when it is started.
pub struct Django {
    venv: PathBuf,
    variables: Vec<(&'static str, String)>,
    port: u16,
    /// For its logs.
    folder: TestDatabase,
    _host: VirtualHost,
}

impl Django {
    /// Makes its database, and its accounts.
    pub fn prepare(place: &Place, servers: &Servers, smtp_port: u16) -> anyhow::Result<Self> {
        let admin = servers.postgres.admin_url();
        psql(&admin, &format!("create database {DATABASE}"))?;
        let host = servers.rabbitmq.access().virtual_host()?;
        let (password, postgres_port) = access(&admin).context("a URL with password and port")?;
        let variables = vec![
            ("PEER_DB", DATABASE.to_owned()),
            ("PEER_PG_PORT", postgres_port.to_owned()),
            ("PGPASSWORD", password.to_owned()),
            ("PEER_SMTP_PORT", smtp_port.to_string()),
            ("PEER_AMQP", host.url()),
        ];
        let folder = TestDatabase::fresh(Engine::Sqlite)?;
        let django = Self { venv: place.venv.clone(), variables, port: free_port()?, folder, _host: host };
        output(django.command("python").args(["seed.py", &ACCOUNTS.to_string()]))?;
        Ok(django)
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts application and worker. The start that is measured is the application's alone, with nothing beside it.
    pub fn start(&self) -> anyhow::Result<Running> {
        let mut running = self.start_application()?;
        self.start_worker(&mut running, 2)?;
        Ok(running)
    }

    /// A worker with one process.
    pub fn start_single_worker(&self) -> anyhow::Result<Running> {
        let mut running = Running::default();
        self.start_worker(&mut running, 1)?;
        Ok(running)
    }

    /// The application without a worker: its mails wait in the broker.
    pub fn start_application(&self) -> anyhow::Result<Running> {
        let mut running = Running::default();
        let began = Instant::now();
        let mut gunicorn = self.command("gunicorn");
        gunicorn.args(["app:application", "-k", "gthread", "-w", "2", "--threads", "4", "--log-level", "error", "-b"]);
        gunicorn.arg(format!("127.0.0.1:{}", self.port));
        running.spawn("gunicorn", &mut gunicorn, Weight::Tenth, self.folder.folder())?;
        running.await_answer(self.port, "/health", |_| true)?;
        running.start = began.elapsed();
        running.weigh()?;
        Ok(running)
    }

    /// Starts a worker with so many processes.
    fn start_worker(&self, running: &mut Running, processes: u32) -> anyhow::Result<()> {
        let mut celery = self.command("celery");
        celery.args(["-A", "app.celery", "worker", "-c", &processes.to_string(), "-l", "ERROR"]);
        celery.args(["--without-gossip", "--without-mingle", "--without-heartbeat"]);
        running.spawn("celery", &mut celery, Weight::Full, self.folder.folder())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.venv.join("bin").join(program));
        command.current_dir(file("bench/peers/django")).env("PYTHONDONTWRITEBYTECODE", "1");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Password and port of `postgres://user:password@host:port/database`.
fn access(url: &str) -> Option<(&str, &str)> {
    let (user, host) = url.strip_prefix("postgres://")?.split_once('@')?;
    Some((user.split_once(':')?.1, host.split_once('/')?.0.rsplit_once(':')?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_and_port_are_taken_from_the_url() {
        assert_eq!(access("postgres://postgres:secret@127.0.0.1:5433/postgres"), Some(("secret", "5433")));
    }
}
