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
use super::running::{Running, Weight};
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

const NOTIFIER: &str = "notifier";

/// Set up; runs when it is started.
pub struct Rekey {
    program: PathBuf,
    database: TestDatabase,
    /// What all roles are told, and what each is told besides.
    variables: Vec<(String, String)>,
    roles: Vec<(&'static str, Vec<(String, String)>)>,
    /// Of each role.
    operations_ports: Vec<u16>,
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
        let (mut roles, mut operations_ports) = (Vec::new(), Vec::new());
        for role in ROLES {
            let operations = free_port()?;
            let mut own = vec![pair("OPERATIONS__LISTEN", format!("127.0.0.1:{operations}"))];
            if role != "gateway" {
                let (section, port) = (role.to_uppercase(), free_port()?);
                variables.push(pair(&format!("ROLES__{section}__ADDRESSES"), format!("127.0.0.1:{port}")));
                own.push(pair(&format!("ROLES__{section}__LISTEN"), format!("127.0.0.1:{port}")));
                own.push(pair("STORE__URL", database.url_of(role)?));
            }
            roles.push((role, own));
            operations_ports.push(operations);
        }
        let program = place.rekey.clone();
        let rekey = Self { program, database, variables, roles, operations_ports, gateway, _host: host };
        output(rekey.command().arg("migrate"))?;
        let settings = rekey.database.folder().join("settings.toml");
        std::fs::write(&settings, settings_text()?)?;
        output(rekey.command().args(["settings", "apply"]).arg(&settings))?;
        Ok(rekey)
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.gateway)
    }

    /// Its database.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Starts one process of each role and waits until all are ready, and connected to the broker where they use it.
    pub fn start(&self) -> anyhow::Result<Running> {
        self.start_those(|_| true)
    }

    /// The same with every role but the notifier: its messages wait in the broker.
    pub fn start_without_notifier(&self) -> anyhow::Result<Running> {
        self.start_those(|role| role != NOTIFIER)
    }

    /// The notifier alone.
    pub fn start_notifier(&self) -> anyhow::Result<Running> {
        self.start_those(|role| role == NOTIFIER)
    }

    fn start_those(&self, is_wanted: impl Fn(&str) -> bool) -> anyhow::Result<Running> {
        let mut running = Running::default();
        let began = Instant::now();
        let roles = || self.roles.iter().zip(&self.operations_ports).filter(|((role, _), _)| is_wanted(role));
        for ((role, own), _) in roles() {
            let mut command = self.command();
            command.args(["run", "--role", role]).envs(own.iter().map(|(name, value)| (name, value)));
            running.spawn(role, &mut command, weight(role), self.database.folder())?;
        }
        for (_, port) in roles() {
            running.await_answer(*port, "/readyz", |_| true)?;
        }
        for ((role, _), port) in roles() {
            running.await_answer(*port, "/metrics", |page| is_connected(role, page))?;
        }
        running.start = began.elapsed();
        running.weigh()?;
        Ok(running)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--config").arg(file("deploy/limits-wide.toml"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// As in `docker-compose.yml`.
fn weight(role: &str) -> Weight {
    if ["registration", "orchestrator"].contains(&role) { Weight::Tenth } else { Weight::Full }
}

/// Whether a role's metrics tell of every connection to the broker that it has.
fn is_connected(role: &str, page: &str) -> bool {
    let stands = |name: &str| page.contains(&format!("rekey_bus_connected{{connection=\"{name}\"}} 1\n"));
    let consumers: &[&str] = match role {
        "gateway" => return true,
        "registration" => &["rekey.deliveries.registration"],
        "orchestrator" => &["rekey.deliveries.orchestrator"],
        "notifier" => &["rekey.notice.email", "rekey.notice.sms", "rekey.notice.voice"],
        _ => &[],
    };
    stands("relay") && consumers.iter().all(|name| stands(name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_connected_with_all_its_consumers() {
        let line = |name: &str, stands: u8| format!("rekey_bus_connected{{connection=\"{name}\"}} {stands}\n");
        let (relay, own) = (line("relay", 1), line("rekey.deliveries.orchestrator", 1));
        assert!(is_connected("orchestrator", &format!("{relay}{own}")));
        assert!(!is_connected("orchestrator", &relay) && !is_connected("orchestrator", &own));
        assert!(!is_connected("orchestrator", &format!("{relay}{}", line("rekey.deliveries.orchestrator", 0))));
        assert!(is_connected("admin", &relay) && !is_connected("admin", ""));
        assert!(is_connected("gateway", ""));
    }
}
