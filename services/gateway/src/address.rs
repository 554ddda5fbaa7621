//! The client's address: the peer's, or what trusted proxies say about it.
//!
//! Only a peer that is a trusted proxy is believed, and only up to the right-most hop that is none: whatever stands left of
//! it was written by somebody else. Addresses are kept whole; who counts by network cuts them.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use rekey_runtime::network::Networks;

/// Hops that are looked at, from the right.
const HOPS_MAX: usize = 32;

/// Addresses and blocks of proxies that are believed.
#[derive(Debug, Clone, Default)]
pub(crate) struct TrustedProxies(Networks);

impl TrustedProxies {
    /// Reads addresses and CIDR blocks; the first that is neither is the error.
    pub(crate) fn parse(texts: &[String]) -> Result<Self, String> {
        Networks::parse(texts).map(Self)
    }

    /// Whether what a peer at this address says is believed.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.0.contains(address)
    }

    /// The client of a request from `peer`.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trusts(client) {
            return client;
        }
        let lines: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')).take(HOPS_MAX) {
            // What is no address was not written by a proxy that we know: the last known hop stands.
            let Some(address) = address(hop) else { return client };
            client = address;
            if !self.trusts(client) {
                return client;
            }
        }
        client
    }
}

/// An address as proxies write it: bare, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_client_is_the_right_most_hop_that_is_no_trusted_proxy() {
        let texts = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"].map(str::to_owned);
        let proxies = TrustedProxies::parse(&texts).expect("blocks");
        for (peer, forwarded, client) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.1.2.3", &[], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6", "198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6, 198.51.100.1", "192.0.2.7"], "198.51.100.1"),
            ("10.1.2.3", &["198.51.100.1, unknown, 10.9.9.9"], "10.9.9.9"),
            ("10.1.2.3", &["10.8.8.8, 10.9.9.9"], "10.8.8.8"),
            ("10.1.2.3", &[""], "10.1.2.3"),
            ("192.0.2.8", &["198.51.100.1"], "192.0.2.8"),
            ("2001:db8::1", &["[2a00:1:2:3:4:5:6:7]:443"], "2a00:1:2:3:4:5:6:7"),
            ("2001:db9::1", &["198.51.100.1"], "2001:db9::1"),
            ("::ffff:10.1.2.3", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["198.51.100.1:8080"], "198.51.100.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let found = proxies.client(peer.parse().expect("an address"), &headers);
            assert_eq!(found, client.parse::<IpAddr>().expect("an address"), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn nobody_is_trusted_by_default() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("198.51.100.1"));
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(TrustedProxies::default().client(peer, &headers), peer);
    }
}
