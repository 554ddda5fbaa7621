//! Rekey as it is measured: roles apart, each with its own user of the database, with wide limits.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use rekey_testkit::databases::TestDatabase;
use rekey_testkit::servers::{VirtualHost, free_port};
use rekey_testkit::world::ROLES;

use super::ACCOUNTS;
use super::place::{Place, file, output};
use super::running::Running;
use super::servers::Servers;

const ORGANISATION: &str = r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]

[tenants.adatum.policy]
enabled_for = "everybody"
methods = ["email"]
gates = 1
disclosure = "explicit"
"#;

/// Set up; runs when it is started.
pub struct Rekey {
    program: PathBuf,
    database: TestDatabase,
    /// What all roles are told, and what each is told besides.
    variables: Vec<(String, String)>,
    roles: Vec<(&'static str, Vec<(String, String)>)>,
    ready_ports: Vec<u16>,
    gateway: u16,
    _host: VirtualHost,
}

fn pair(name: &str, value: impl ToString) -> (String, String) {
    (format!("REKEY__{name}"), value.to_string())
}

impl Rekey {
    /// Makes its database, and its accounts.
    pub fn prepare(place: &Place, servers: &Servers, smtp_port: u16) -> anyhow::Result<Self> {
        let database = TestDatabase::fresh_on(&servers.postgres)?;
        let host = servers.rabbitmq.access().virtual_host()?;
        let gateway = free_port()?;
        let mut variables = vec![
            pair("DATA_DIR", database.folder().display()),
            pair("STORE__URL", database.url()),
            pair("BUS__URL", host.url()),
            // Least work: it is the clients'.
            pair("CAPTCHA__MAX_NUMBER", 100),
            pair("SMTP__HOST", "127.0.0.1"),
            pair("SMTP__PORT", smtp_port),
            pair("SMTP__TLS", "none_on_loopback"),
            pair("SMTP__FROM", "rekey@adatum.example"),
            pair("GATEWAY__PUBLIC_URL", "https://reset.adatum.example"),
            pair("GATEWAY__ALLOWED_HOSTS", "[\"127.0.0.1\"]"),
            pair("GATEWAY__LISTEN", format!("127.0.0.1:{gateway}")),
        ];
        let (mut roles, mut ready_ports) = (Vec::new(), Vec::new());
        for role in ROLES {
            let ready = free_port()?;
            let mut own = vec![pair("OPERATIONS__LISTEN", format!("127.0.0.1:{ready}"))];
            if role != "gateway" {
                let (section, port) = (role.to_uppercase(), free_port()?);
                variables.push(pair(&format!("ROLES__{section}__ADDRESSES"), format!("127.0.0.1:{port}")));
                own.push(pair(&format!("ROLES__{section}__LISTEN"), format!("127.0.0.1:{port}")));
                own.push(pair("STORE__URL", database.url_of(role)?));
            }
            roles.push((role, own));
            ready_ports.push(ready);
        }
        let program = place.rekey.clone();
        let rekey = Self { program, database, variables, roles, ready_ports, gateway, _host: host };
        output(rekey.command().arg("migrate"))?;
        let settings = rekey.database.folder().join("settings.toml");
        std::fs::write(&settings, settings_text()?)?;
        output(rekey.command().args(["settings", "apply"]).arg(&settings))?;
        Ok(rekey)
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.gateway)
    }

    /// Starts one process of each role and waits until all are ready.
    pub fn start(&self) -> anyhow::Result<Running> {
        let mut running = Running::default();
        let began = Instant::now();
        for (role, own) in &self.roles {
            let mut command = self.command();
            command.args(["run", "--role", role]).envs(own.iter().map(|(name, value)| (name, value)));
            running.spawn(role, &mut command, self.database.folder())?;
        }
        running.await_ready(&self.ready_ports, "/readyz")?;
        running.start = began.elapsed();
        Ok(running)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--config").arg(file("deploy/limits-wide.toml"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

fn settings_text() -> anyhow::Result<String> {
    let mut text = ORGANISATION.to_owned();
    for account in 0..ACCOUNTS {
        write!(
            text,
            "\n[[tenants.adatum.accounts]]\nuser_id = \"u{account}@adatum.example\"\n\
             [[tenants.adatum.accounts.contacts]]\nslot = \"alternate_email\"\nvalue = \"u{account}@mail.example\"\n"
        )?;
    }
    Ok(text)
}
