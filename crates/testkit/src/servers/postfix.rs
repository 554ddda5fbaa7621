//! A throw-away Postfix: STARTTLS with a certificate authority of its own, AUTH required, a maildir for what may be read.
//!
//! Recipients in `.test` and `.example` domains are delivered into one maildir; everything else is accepted and discarded, so that
//! nothing ever leaves the machine.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;

use super::mail::{Mail, Maildir};
use super::process::{Launch, Scratch, ServerProcess, ServiceUser, is_root, nonce, run};
use super::{START_DEADLINE, free_port, program};

/// Between the port's choice and the server's bind somebody else may take it.
const START_ATTEMPTS: usize = 3;
/// For one look at the greeting.
const GREETING_DEADLINE: Duration = Duration::from_secs(2);
/// Where Debian keeps programs that only root calls.
const ROOT_FOLDERS: [&str; 2] = ["/usr/sbin", "/sbin"];
/// Where SASL's mechanisms may lie, or folders that hold them per architecture.
const SASL_FOLDERS: [&str; 3] = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
/// The name in the certificate, in the greeting, and of the SASL realm.
const HOST_NAME: &str = "localhost";

/// What a client needs to send over the server, and what a test needs to read the result.
#[derive(Clone, Debug)]
pub struct SmtpAccess {
    /// `localhost`, which is also the name in the certificate.
    pub host: String,
    /// Where STARTTLS is spoken.
    pub port: u16,
    /// With the realm: `rekey@localhost`.
    pub username: String,
    /// For AUTH PLAIN and LOGIN.
    pub password: String,
    /// PEM of the authority that signed the server's certificate.
    pub ca_file: PathBuf,
    /// Where the messages arrive.
    pub maildir: Maildir,
}

impl SmtpAccess {
    /// Name and value of each variable that hands the server of this run to its tests.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("REKEY_TEST_SMTP_HOST", self.host.clone()),
            ("REKEY_TEST_SMTP_PORT", self.port.to_string()),
            ("REKEY_TEST_SMTP_USERNAME", self.username.clone()),
            ("REKEY_TEST_SMTP_PASSWORD", self.password.clone()),
            ("REKEY_TEST_SMTP_CA_FILE", self.ca_file.display().to_string()),
            ("REKEY_TEST_SMTP_MAILDIR", self.maildir.path().display().to_string()),
        ]
    }

    /// The server of this test run.
    ///
    /// # Errors
    /// When the tests were not started by `cargo xtask test`.
    pub fn from_environment() -> anyhow::Result<Self> {
        let read = |name: &str| {
            std::env::var(name)
                .with_context(|| format!("{name} is not set: run `cargo xtask test`, which starts a Postfix"))
        };
        Ok(Self {
            host: read("REKEY_TEST_SMTP_HOST")?,
            port: read("REKEY_TEST_SMTP_PORT")?.parse()?,
            username: read("REKEY_TEST_SMTP_USERNAME")?,
            password: read("REKEY_TEST_SMTP_PASSWORD")?,
            ca_file: read("REKEY_TEST_SMTP_CA_FILE")?.into(),
            maildir: Maildir::at(read("REKEY_TEST_SMTP_MAILDIR")?.into()),
        })
    }

    /// Waits for mail to `address`; see [`Maildir::messages_for`].
    ///
    /// # Errors
    /// When the deadline passes without one.
    pub fn messages_for(&self, address: &str, deadline: Duration) -> anyhow::Result<Vec<Mail>> {
        self.maildir.messages_for(address, deadline)
    }
}

/// A running Postfix, stopped and removed when dropped.
#[derive(Debug)]
pub struct Postfix {
    // Before `scratch`: the server ends first, then its queue goes.
    process: Option<ServerProcess>,
    scratch: Scratch,
    access: SmtpAccess,
}

impl Postfix {
    /// Says whether everything is there to start one.
    ///
    /// # Errors
    /// When something is missing, naming it.
    pub fn check_installed() -> anyhow::Result<()> {
        for (name, package) in [("postfix", "postfix"), ("saslpasswd2", "sasl2-bin"), ("openssl", "openssl")] {
            program(name, &ROOT_FOLDERS).with_context(|| format!("`{name}` is missing: install `{package}`"))?;
        }
        let message = "SASL's mechanism PLAIN is missing: install `libsasl2-modules`";
        anyhow::ensure!(SASL_FOLDERS.iter().any(|folder| has_sasl_plain(Path::new(folder))), message);
        Ok(())
    }

    /// Starts one, in about two seconds.
    ///
    /// # Errors
    /// When it is not installed, this is not root, or it does not come up; the error holds the end of its log.
    pub fn start() -> anyhow::Result<Self> {
        Self::check_installed()?;
        anyhow::ensure!(is_root()?, "Postfix can be started by root only: run the tests as root");
        let user = ServiceUser::when_root("postfix")?.context("no account `postfix`")?;
        let scratch = Scratch::new("postfix", None)?;
        let access = SmtpAccess {
            host: HOST_NAME.to_owned(),
            port: 0,
            username: format!("rekey@{HOST_NAME}"),
            password: nonce()?,
            ca_file: scratch.path().join("ca.pem"),
            maildir: Maildir::at(scratch.path().join("mail/inbox")),
        };
        make_certificates(scratch.path())?;
        let mut server = Self { process: None, scratch, access };
        let mut outcome = Ok(());
        for _ in 0..START_ATTEMPTS {
            server.access.port = free_port()?;
            outcome = server.launch(user);
            if outcome.is_ok() {
                break;
            }
        }
        outcome.map(|()| server)
    }

    /// How to send over it and read from it.
    #[must_use]
    pub fn access(&self) -> &SmtpAccess {
        &self.access
    }

    /// Waits for mail to `address`; see [`Maildir::messages_for`].
    ///
    /// # Errors
    /// When the deadline passes without one.
    pub fn messages_for(&self, address: &str, deadline: Duration) -> anyhow::Result<Vec<Mail>> {
        self.access.messages_for(address, deadline)
    }

    fn launch(&mut self, user: ServiceUser) -> anyhow::Result<()> {
        let root = self.scratch.path();
        let greeting = nonce()?;
        for folder in ["etc/sasl", "queue", "data", "mail"] {
            fs::create_dir_all(root.join(folder))?;
        }
        for folder in ["data", "mail"] {
            std::os::unix::fs::chown(root.join(folder), Some(user.user_id), Some(user.group_id))?;
        }
        self.scratch.write("etc/main.cf", &main_cf(root, user, &greeting))?;
        self.scratch.write("etc/master.cf", &master_cf(self.access.port))?;
        self.scratch.write("etc/read", &format!("/\\.(test|example)$/ {HOST_NAME}\n"))?;
        self.make_sasl(user)?;
        let etc = root.join("etc").display().to_string();
        run(Command::new(tool("postfix")?).args(["-c", &etc, "check"])).context("Postfix refuses its configuration")?;
        let daemons = run(Command::new(tool("postconf")?).args(["-c", &etc, "-h", "daemon_directory"]))?;
        let master = format!("{}/master", daemons.trim());
        let command = [master.as_str(), "-c", etc.as_str(), "-d"];
        let launch = Launch { name: "Postfix", command: &command, stop_signal: "TERM", user: None };
        let mut process = ServerProcess::start(&self.scratch, &launch)?;
        process.await_ready(START_DEADLINE, || greets_with(self.access.port, &greeting))?;
        self.process = Some(process);
        Ok(())
    }

    // Debian's Postfix looks in `sasl` beside main.cf only, others where `cyrus_sasl_config_path` says.
    fn make_sasl(&self, user: ServiceUser) -> anyhow::Result<()> {
        let database = self.scratch.path().join("etc/sasl/sasldb2");
        let password = self.scratch.write("etc/sasl/password", &self.access.password)?;
        let mut command = Command::new("sh");
        command.args(["-c", "\"$1\" -p -c -f \"$2\" -u \"$3\" rekey <\"$4\"", "sh"]);
        command.arg(tool("saslpasswd2")?).arg(&database).arg(HOST_NAME).arg(&password);
        run(&mut command)?;
        std::os::unix::fs::chown(&database, Some(user.user_id), Some(user.group_id))?;
        let settings = format!(
            "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {}\nmech_list: PLAIN LOGIN\nlog_level: 3\n",
            database.display()
        );
        self.scratch.write("etc/sasl/smtpd.conf", &settings)?;
        Ok(())
    }
}

fn tool(name: &str) -> anyhow::Result<PathBuf> {
    program(name, &ROOT_FOLDERS).with_context(|| format!("`{name}` is missing"))
}

fn has_sasl_plain(library: &Path) -> bool {
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders = entries(library).chain([library.to_owned()]).map(|folder| folder.join("sasl2"));
    folders.any(|folder| {
        entries(&folder)
            .any(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libplain.")))
    })
}

/// Whether the server behind the port is the one that was given this greeting.
fn greets_with(port: u16, greeting: &str) -> bool {
    let Ok(stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    let mut line = String::new();
    stream.set_read_timeout(Some(GREETING_DEADLINE)).is_ok()
        && BufReader::new(stream).read_line(&mut line).is_ok()
        && line.contains(greeting)
}

fn main_cf(root: &Path, user: ServiceUser, greeting: &str) -> String {
    let root = root.display();
    let ServiceUser { user_id, group_id } = user;
    format!(
        "compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file = {root}/server.log
maillog_file_prefixes = {root}
myhostname = {HOST_NAME}
mydestination =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
smtpd_banner = {HOST_NAME} ESMTP {greeting}
biff = no
alias_maps =
alias_database =
smtputf8_enable = no
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {root}/server.pem
smtpd_tls_key_file = {root}/server.key
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = {root}/etc/sasl
smtpd_sasl_local_domain = {HOST_NAME}
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_forbid_bare_newline = yes
default_transport = discard:
relay_transport = discard:
virtual_transport = virtual
virtual_mailbox_domains = regexp:{root}/etc/read
virtual_mailbox_maps = static:inbox/
virtual_mailbox_base = {root}/mail
virtual_uid_maps = static:{user_id}
virtual_gid_maps = static:{group_id}
virtual_minimum_uid = 1
"
    )
}

fn master_cf(port: u16) -> String {
    format!(
        "127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"
    )
}

/// An authority, and a server certificate for `localhost` and `127.0.0.1` signed by it: what a client has to check for real.
fn make_certificates(root: &Path) -> anyhow::Result<()> {
    let openssl = |arguments: &str| -> anyhow::Result<()> {
        let mut command = Command::new(tool("openssl")?);
        command.args(arguments.split(' ')).current_dir(root);
        run(&mut command).map(drop)
    };
    fs::write(
        root.join("server.cnf"),
        "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n\
         subjectAltName=DNS:localhost,IP:127.0.0.1\n",
    )?;
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=Rekey-test-authority"))?;
    openssl(&format!("req -new {key} -keyout server.key -out server.csr -subj /CN={HOST_NAME}"))?;
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.cnf -out server.pem",
    )
}
