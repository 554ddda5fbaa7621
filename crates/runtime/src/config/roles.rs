//! Roles that run apart, and the broker between them.

use std::net::SocketAddr;

use axum::http::uri::Authority;
use secrecy::SecretString;
use serde::Deserialize;

use super::addresses;

/// The bus.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BusConfig {
    /// RabbitMQ: `amqp://user:password@host:5672/vhost`, or `amqps://…`. Without it messages stay in the database, and every
    /// role runs in one process.
    pub url: Option<SecretString>,
}

/// Where each role listens, and where the gateway finds its copies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RolesConfig {
    /// Sign-in and methods; by default on port 8081.
    pub registration: RoleConfig,
    /// Resets; by default on port 8082.
    pub orchestrator: RoleConfig,
    /// Notices; by default on port 8083.
    pub notifier: RoleConfig,
    /// Administration; by default on port 8084.
    pub admin: RoleConfig,
}

/// One role. What is not said is loopback.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RoleConfig {
    /// Addresses to listen on, as text with commas.
    #[serde(deserialize_with = "addresses")]
    pub listen: Vec<SocketAddr>,
    /// Where the gateway finds its copies: `host:port`, as text with commas.
    #[serde(deserialize_with = "authorities")]
    pub addresses: Vec<Authority>,
}

impl RolesConfig {
    /// Fills in what was not said.
    pub(super) fn fill_in(&mut self) {
        let roles = [&mut self.registration, &mut self.orchestrator, &mut self.notifier, &mut self.admin];
        for (role, port) in roles.into_iter().zip(8081..) {
            let loopback = SocketAddr::from(([127, 0, 0, 1], port));
            if role.listen.is_empty() {
                role.listen = vec![loopback];
            }
            if role.addresses.is_empty() {
                role.addresses = vec![loopback.to_string().parse().expect("an address is an authority")];
            }
        }
    }
}

fn authorities<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Authority>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = |part: &str| serde::de::Error::custom(format!("`{part}` is not host:port"));
    let read =
        |part: &str| part.parse().ok().filter(|read: &Authority| read.port().is_some()).ok_or_else(|| wrong(part));
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_loopback_and_copies_are_told_apart() {
        let text = "[orchestrator]\naddresses = \"a.example:81, b.example:82\"";
        let mut roles: RolesConfig = toml::from_str(text).expect("sound");
        roles.fill_in();
        assert_eq!(roles.registration.listen, ["127.0.0.1:8081".parse().expect("an address")]);
        assert_eq!(roles.admin.addresses, ["127.0.0.1:8084"]);
        assert_eq!(roles.orchestrator.listen, ["127.0.0.1:8082".parse().expect("an address")]);
        assert_eq!(roles.orchestrator.addresses, ["a.example:81", "b.example:82"]);
        for wrong in ["a.example", "http://a.example:81", "a b:1"] {
            let error = toml::from_str::<RolesConfig>(&format!("[admin]\naddresses = \"{wrong}\"")).expect_err(wrong);
            assert!(error.to_string().contains("is not host:port"), "{error}");
        }
    }
}
