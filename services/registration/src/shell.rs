//! What every handler has, and the digests under which it counts.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use rekey_bus::Postman;
use rekey_directory::Directory;
use rekey_domain::limits::FlowLimits;
use rekey_domain::{AccountId, Timestamp};
use rekey_runtime::config::LimitsConfig;
use rekey_runtime::{Entropy, network};
use rekey_store::Store;
use rekey_wire::keys::Keys;

use crate::Parts;

/// What every handler has.
pub(crate) struct Shell {
    pub(crate) store: Store,
    pub(crate) postman: Postman,
    pub(crate) directory: Directory,
    pub(crate) keys: Keys,
    pub(crate) limits: LimitsConfig,
    pub(crate) flow: FlowLimits,
    /// Without a slash at its end.
    pub(crate) public_url: String,
    pub(crate) entropy: Entropy,
}

pub(crate) type App = State<Arc<Shell>>;

impl Shell {
    pub(crate) fn new(parts: Parts, postman: Postman) -> Self {
        Self {
            store: parts.store,
            postman,
            directory: parts.directory,
            keys: parts.keys,
            flow: parts.limits.flow(),
            limits: parts.limits,
            public_url: parts.public_url.trim_end_matches('/').to_owned(),
            entropy: parts.entropy,
        }
    }

    /// The digest under which a network is counted.
    pub(crate) fn network_key(&self, address: IpAddr) -> [u8; 32] {
        self.keys.limits().tag(&[b"network", &network::counted(address)])
    }

    /// The digest under which an account is counted, here and in resets.
    pub(crate) fn account_key(&self, account: AccountId) -> [u8; 32] {
        self.keys.limits().tag(&[b"subject", account.uuid().as_bytes()])
    }
}

/// Host name of the pages: their URL without scheme, port and path.
pub(crate) fn host_of(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    match authority.find(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or(""),
    }
}

/// Whole seconds from now until then, rounded up.
pub(crate) fn seconds_until(then: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(then.since(now).as_micros().div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_what_stands_between_scheme_and_port() {
        for (url, host) in [
            ("https://reset.contoso.example", "reset.contoso.example"),
            ("http://localhost:8080", "localhost"),
            ("https://reset.contoso.example:8443/base/", "reset.contoso.example"),
            ("http://[::1]:8080", "[::1]"),
        ] {
            assert_eq!(host_of(url), host);
        }
    }

    #[test]
    fn a_started_second_is_waited_for() {
        let at = Timestamp::from_micros;
        assert_eq!(seconds_until(at(1_000_001), at(0)), 2);
        assert_eq!(seconds_until(at(1_000_000), at(0)), 1);
        assert_eq!(seconds_until(at(0), at(5)), 0);
    }
}
