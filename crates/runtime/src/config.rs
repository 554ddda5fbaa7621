//! Config: TOML files, then `REKEY__SECTION__KEY` from the environment, then `…_FILE` for secrets. Unknown keys are errors;
//! no error shows the value of a secret.
//!
//! Every number has its unit in its name and its source in [`limits`]. A value from the environment is read like a TOML
//! value, or as text where it is none.

mod captcha;
pub mod limits;
mod notifier;
mod prices;
mod providers;
pub mod roles;
mod routing;
mod sources;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use rekey_wire::http::host_of;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use captcha::{CaptchaConfig, NetworkLadder};
pub use limits::{BudgetsConfig, LimitsConfig, Window};
pub use notifier::{ConcurrencyConfig, LookupsConfig, NotifierConfig};
pub use prices::PricesConfig;
pub use providers::{
    Expected, Field, HttpAuth, HttpBody, HttpConfig, HttpMethod, JsonTemplate, Match, ProviderChannel, ProviderConfig,
    ProviderKind, Providers, Template, TwilioConfig,
};
pub use roles::{BusConfig, RoleConfig, RolesConfig};
pub use routing::{CircuitConfig, OrderConfig, RoutingConfig, TenantRoutingConfig};

/// Everything that an operator can set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where keys and the embedded database lie, unless said otherwise.
    pub data_dir: PathBuf,
    /// Web pages and the public API.
    pub gateway: GatewayConfig,
    /// The operations port.
    pub operations: OperationsConfig,
    /// The database.
    pub store: StoreConfig,
    /// The broker, where there is one.
    pub bus: BusConfig,
    /// Roles that run apart: where each listens, and where the gateway finds it.
    pub roles: RolesConfig,
    /// The key file.
    pub keys: KeysConfig,
    /// The mail server.
    pub smtp: Option<SmtpConfig>,
    /// Who carries what is not mail, by id.
    #[serde(deserialize_with = "providers::kinds")]
    pub providers: Providers,
    /// Which of them carries what.
    pub routing: RoutingConfig,
    /// Bounds of sends, guesses, starts.
    pub limits: LimitsConfig,
    /// What messages by phone cost.
    pub prices: PricesConfig,
    /// The captcha.
    pub captcha: CaptchaConfig,
    /// Work on password hashes.
    pub passwords: PasswordsConfig,
    /// Carrying notices.
    pub notifier: NotifierConfig,
    /// Help requests.
    pub help: HelpConfig,
    /// Logs and traces.
    pub telemetry: TelemetryConfig,
    /// The clock; for tests of time.
    pub clock: ClockConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: "rekey-data".into(),
            gateway: GatewayConfig::default(),
            operations: OperationsConfig::default(),
            store: StoreConfig::default(),
            bus: BusConfig::default(),
            roles: RolesConfig::default(),
            keys: KeysConfig::default(),
            smtp: None,
            providers: Providers::new(),
            routing: RoutingConfig::default(),
            limits: LimitsConfig::default(),
            prices: PricesConfig::default(),
            captcha: CaptchaConfig::default(),
            passwords: PasswordsConfig::default(),
            notifier: NotifierConfig::default(),
            help: HelpConfig::default(),
            telemetry: TelemetryConfig::default(),
            clock: ClockConfig::default(),
        }
    }
}

/// Web pages and the public API.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GatewayConfig {
    /// Addresses to listen on, as text with commas: `127.0.0.1:8080,[::1]:8080`.
    #[serde(deserialize_with = "addresses")]
    pub listen: Vec<SocketAddr>,
    /// Where people reach the pages, without a slash at the end.
    pub public_url: String,
    /// Host names that are answered, besides the public URL's and the organisations' own.
    pub allowed_hosts: Vec<String>,
    /// Proxies whose `X-Forwarded-For` counts: addresses or CIDR blocks.
    pub trusted_proxies: Vec<String>,
    /// Refuses requests that came through a proxy (the demo does).
    pub refuse_forwarded: bool,
    /// For a service to answer.
    pub request_timeout_seconds: u64,
    /// Requests at a time; more are told to come back.
    pub max_in_flight: usize,
}

impl Default for GatewayConfig {
    fn default() -> Self {
        Self {
            listen: vec![([127, 0, 0, 1], 8080).into(), (std::net::Ipv6Addr::LOCALHOST, 8080).into()],
            public_url: "http://localhost:8080".into(),
            allowed_hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            refuse_forwarded: false,
            request_timeout_seconds: 20,
            max_in_flight: 512,
        }
    }
}

/// The operations port: `/healthz`, `/readyz`, `/metrics`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OperationsConfig {
    /// Addresses to listen on; none for no operations port.
    #[serde(deserialize_with = "addresses")]
    pub listen: Vec<SocketAddr>,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`; default is `rekey.db` in `data_dir`.
    pub url: Option<SecretString>,
    /// Connections of a pool.
    pub max_connections: u32,
    /// For a connection to be free, in milliseconds (SECURITY.md B25: at most 1 s).
    pub acquire_timeout_ms: u64,
    /// For a statement, in milliseconds.
    pub statement_timeout_ms: u64,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { url: None, max_connections: 16, acquire_timeout_ms: 1000, statement_timeout_ms: 5000 }
    }
}

/// The key file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeysConfig {
    /// Its path; default is `keys.toml` in `data_dir`. Made when it is missing, mode 0600.
    pub file: Option<PathBuf>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpTls {
    /// STARTTLS, required.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None; only where the host is loopback.
    NoneOnLoopback,
}

/// The mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Its host name.
    pub host: String,
    /// Its port.
    #[serde(default = "submission_port")]
    pub port: u16,
    /// How the connection is protected.
    #[serde(default = "starttls")]
    pub tls: SmtpTls,
    /// For AUTH.
    pub username: Option<String>,
    /// For AUTH.
    pub password: Option<SecretString>,
    /// PEM of an authority to trust besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Address that mails come from.
    pub from: String,
    /// For one command.
    #[serde(default = "smtp_timeout")]
    pub timeout_seconds: u64,
    /// Connections kept open; fewer than `notifier.concurrency.email`, and some mails need one of their own.
    #[serde(default = "smtp_pool")]
    pub pool: u32,
}

impl SmtpConfig {
    /// Whether the mail server is on this machine.
    pub fn is_on_loopback(&self) -> bool {
        is_loopback(&self.host)
    }
}

const fn submission_port() -> u16 {
    587
}

const fn starttls() -> SmtpTls {
    SmtpTls::Starttls
}

const fn smtp_timeout() -> u64 {
    15
}

const fn smtp_pool() -> u32 {
    32
}

/// Work on password hashes: Argon2id, 19 MiB, 2 passes, 1 lane (OWASP, ASVS appendix C).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordsConfig {
    /// Hashes at a time; 0 for the number of cores.
    pub concurrency: usize,
    /// Hashes that may wait; 0 for 64.
    pub queue: usize,
}

/// Help requests.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HelpConfig {
    /// From the first request to its digest mail.
    pub digest_after_seconds: u64,
}

impl Default for HelpConfig {
    fn default() -> Self {
        Self { digest_after_seconds: 300 }
    }
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

/// Logs and traces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetryConfig {
    /// Form of the log.
    pub format: LogFormat,
    /// What is logged, in the syntax of `tracing`.
    pub filter: String,
    /// Where traces go, by OTLP over gRPC: `http://collector:4317`. Without it there are none.
    pub otlp_endpoint: Option<String>,
    /// Part of the traces that are kept, from 0 to 1. A trace is kept as a whole or not at all.
    pub sample_ratio: f64,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        // lapin logs a lost connection in many lines, the bus in one.
        let filter = "info,sqlx=warn,lettre=warn,lapin=off".into();
        Self { format: LogFormat::Json, filter, otlp_endpoint: None, sample_ratio: 1.0 }
    }
}

impl TelemetryConfig {
    fn check(&self) -> Result<(), &'static str> {
        let is_address = |url: &String| {
            let rest = url.strip_prefix("http://").unwrap_or_default();
            rest.parse::<axum::http::uri::Authority>().is_ok_and(|host| host.port().is_some() && !rest.contains('@'))
        };
        if !self.otlp_endpoint.as_ref().is_none_or(is_address) {
            return Err("telemetry.otlp_endpoint must be http://host:port, such as http://collector:4317");
        }
        if !(0.0..=1.0).contains(&self.sample_ratio) {
            return Err("telemetry.sample_ratio must be between 0 and 1");
        }
        Ok(())
    }
}

/// The clock.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClockConfig {
    /// Moves the clock; zero in production.
    pub offset_seconds: i64,
}

/// Why a config cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A file that was named is not there, or cannot be read.
    #[error("config file {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A value is wrong or a key is unknown.
    #[error("config: {0}")]
    Invalid(String),
    /// Values that cannot work together.
    #[error("config: {0}")]
    Combination(String),
}

impl Config {
    /// Reads files, the later over the earlier, then the environment.
    ///
    /// # Errors
    /// When a named file is missing, a key is unknown, or a value is wrong; says which and where.
    pub fn load(files: &[PathBuf]) -> Result<Self, ConfigError> {
        Self::load_over(&[], files)
    }

    /// The same over built-in TOML texts, which anything may override.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn load_over(built_in: &[&str], files: &[PathBuf]) -> Result<Self, ConfigError> {
        let mut config = sources::read(built_in, files)?;
        config.roles.fill_in();
        config.check()?;
        config.routing.fill_in(&config.providers);
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |text: &str| Err(ConfigError::Combination(text.to_owned()));
        let url = &self.gateway.public_url;
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/') {
            return wrong("gateway.public_url must start with https:// or http:// and not end with a slash");
        }
        let host = host_of(url).trim_matches(['[', ']']);
        if url.starts_with("http://") && !is_loopback(host) {
            return wrong("gateway.public_url must start with https:// unless its host is loopback: cookies need it");
        }
        if self.gateway.max_in_flight == 0 || self.store.max_connections == 0 {
            return wrong("gateway.max_in_flight and store.max_connections must be above 0");
        }
        self.notifier.check().or_else(wrong)?;
        self.captcha.check().or_else(wrong)?;
        if let Some(smtp) = &self.smtp {
            if smtp.tls == SmtpTls::NoneOnLoopback && !smtp.is_on_loopback() {
                return wrong("smtp.tls = \"none_on_loopback\" works for a loopback host only");
            }
            if smtp.username.is_some() != smtp.password.is_some() {
                return wrong("smtp.username and smtp.password go together");
            }
        }
        self.telemetry.check().or_else(wrong)?;
        self.routing.check(&self.providers).map_err(ConfigError::Combination)?;
        self.prices.check().map_err(ConfigError::Combination)?;
        self.limits.check().map_err(ConfigError::Combination)
    }

    /// Whether each message by phone can be paid for at all. The program starts without that: a cap below every price is a way to
    /// send no codes by phone.
    ///
    /// # Errors
    /// When a price is more than a cap that has to pay for it; names both.
    pub fn check_prices(&self) -> Result<(), ConfigError> {
        self.prices.check_caps(&self.limits.budgets).map_err(ConfigError::Combination)
    }

    /// Path of the key file.
    pub fn keys_file(&self) -> PathBuf {
        self.keys.file.clone().unwrap_or_else(|| self.data_dir.join("keys.toml"))
    }
}

/// Whether a host is this machine: `localhost`, or a loopback address, with or without brackets.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn addresses<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let read = parts.map(|part| {
        use std::net::ToSocketAddrs as _;
        part.to_socket_addrs().map_err(|_| serde::de::Error::custom(format!("`{part}` is not host:port")))
    });
    Ok(read.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

#[cfg(test)]
#[expect(clippy::result_large_err, reason = "figment's own error type, in its test harness")]
mod tests {
    use super::*;
    use figment::Jail;
    use secrecy::ExposeSecret as _;

    fn load(text: &str) -> Result<Config, ConfigError> {
        Config::load_over(&[text], &[])
    }

    #[test]
    fn nothing_set_is_a_sound_config() {
        Jail::expect_with(|_| {
            let config = load("").expect("the defaults");
            assert_eq!(config.gateway.listen.len(), 2);
            assert_eq!(config.limits.guesses_per_code, 5);
            Ok(())
        });
    }

    #[test]
    fn unknown_keys_wrong_values_and_missing_files_are_errors_that_name_them() {
        Jail::expect_with(|_| {
            for (text, named) in [
                ("[gateway]\nlisten_on = \"x\"", "listen_on"),
                ("[gateways]\n", "gateways"),
                ("[gateway]\nlisten = \"8080\"", "8080"),
                ("[store]\nmax_connections = \"many\"", "max_connections"),
                ("[gateway]\npublic_url = \"reset.contoso.example\"", "public_url"),
                ("[gateway]\npublic_url = \"http://reset.contoso.example\"", "https://"),
                ("[gateway]\npublic_url = \"http://localhost.contoso.example:8080\"", "https://"),
                ("[captcha]\nmax_number = 1", "captcha.max_number"),
                ("[captcha]\nraise_at_percent = [50, 20]", "captcha.raise_at_percent"),
                ("[captcha]\nraise_at_percent = [20]", "raise_at_percent"),
                ("[captcha]\nown_networks = [\"192.0.2.0/33\"]", "192.0.2.0/33"),
                (
                    "[smtp]\nhost = \"mail.contoso.example\"\nfrom = \"a@b.example\"\ntls = \"none_on_loopback\"",
                    "loopback",
                ),
                ("[limits]\nguesses_per_code = 0", "guesses_per_code"),
                ("[telemetry]\notlp_endpoint = \"https://collector:4317\"", "telemetry.otlp_endpoint"),
                ("[telemetry]\notlp_endpoint = \"http://collector\"", "telemetry.otlp_endpoint"),
                ("[telemetry]\notlp_endpoint = \"http://a:b@collector:4317\"", "telemetry.otlp_endpoint"),
                ("[telemetry]\nsample_ratio = 1.1", "telemetry.sample_ratio"),
                ("[notifier]\nsms_attempts = 0", "notifier.sms_attempts"),
                ("[notifier]\nsms_backoff_seconds = 9\nsms_backoff_max_seconds = 8", "sms_backoff_max_seconds"),
            ] {
                let error = load(text).expect_err(text).to_string();
                assert!(error.contains(named), "{text}: {error}");
            }
            let missing = Config::load(&["no-such-file.toml".into()]).expect_err("missing");
            assert!(missing.to_string().contains("no-such-file.toml"), "{missing}");
            Ok(())
        });
    }

    #[test]
    fn people_reach_a_loopback_host_without_tls() {
        Jail::expect_with(|_| {
            for url in ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080", "https://x.example"] {
                assert!(load(&format!("[gateway]\npublic_url = \"{url}\"")).is_ok(), "{url}");
            }
            Ok(())
        });
    }

    #[test]
    fn no_error_shows_a_secret() {
        const SMTP: &str = "[smtp]\nhost = \"localhost\"\nfrom = \"a@b.example\"\nusername = \"rekey\"\n";
        Jail::expect_with(|_| {
            for (text, named) in [
                (format!("{SMTP}password = S3CRETPW"), "line 5"),
                (format!("{SMTP}password = \"S3CRETPW"), "line 5"),
                (format!("{SMTP}password = 73737373"), "smtp.password"),
                (format!("{SMTP}password = 7.3737373"), "smtp.password"),
                (format!("{SMTP}password = [\"S3CRETPW\"]"), "smtp.password"),
                (format!("{SMTP}password = {{ x = \"S3CRETPW\" }}"), "smtp.password"),
                ("smtp = \"password=S3CRETPW\"".to_owned(), "smtp"),
                ("[store]\nurl = 73737373".to_owned(), "store.url"),
                ("[bus]\nurl = 73737373".to_owned(), "bus.url"),
                ("bus = \"amqp://rekey:S3CRETPW@mq\"".to_owned(), "bus"),
                ("store = \"postgres://rekey:S3CRETPW@db\"".to_owned(), "store"),
            ] {
                let error = load(&text).expect_err(&text);
                let shown = format!("{error} {error:?}");
                assert!(shown.contains(named), "{text}: {shown}");
                assert!(!shown.contains("S3CRET") && !shown.contains("3737"), "{text}: {shown}");
            }
            Ok(())
        });
    }

    #[test]
    fn a_secret_of_the_environment_is_text_whatever_it_looks_like() {
        for secret in ["12345678", "0123", "1e5", "true", "[x]", "{a=1", "\"quoted\"", " spaced "] {
            Jail::expect_with(|jail| {
                jail.set_env("REKEY__SMTP__HOST", "localhost");
                jail.set_env("REKEY__SMTP__FROM", "rekey@contoso.example");
                jail.set_env("REKEY__SMTP__USERNAME", "rekey");
                jail.set_env("REKEY__SMTP__PASSWORD", secret);
                let smtp = load("").expect("sound").smtp.expect("set");
                assert_eq!(smtp.password.map(|read| read.expose_secret().to_owned()).as_deref(), Some(secret));
                Ok(())
            });
        }
    }

    #[test]
    fn the_environment_wins_and_secrets_come_from_files() {
        Jail::expect_with(|jail| {
            jail.create_file("secret", "s3cret\n")?;
            jail.set_env("REKEY__GATEWAY__LISTEN", "127.0.0.1:0");
            jail.set_env("REKEY__DATA_DIR", "elsewhere");
            jail.set_env("REKEY__SMTP__HOST", "localhost");
            jail.set_env("REKEY__SMTP__FROM", "rekey@contoso.example");
            jail.set_env("REKEY__SMTP__USERNAME", "rekey");
            jail.set_env("REKEY__SMTP__PASSWORD_FILE", "secret");
            jail.set_env("REKEY__SMTP__CA_FILE", "ca.pem");
            let config = load("data_dir = \"here\"").expect("sound");
            assert_eq!(config.data_dir, PathBuf::from("elsewhere"));
            assert_eq!(config.gateway.listen.len(), 1);
            let smtp = config.smtp.expect("set");
            assert_eq!(smtp.password.map(|secret| secret.expose_secret().to_owned()).as_deref(), Some("s3cret"));
            assert_eq!(smtp.ca_file, Some("ca.pem".into()));
            Ok(())
        });
    }

    #[test]
    fn this_machine_is_known_by_name_and_address() {
        for host in ["localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["localhost.example", "10.0.0.1", "[::2]", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
