//! Networks: what a client's address counts as.

use std::net::IpAddr;

/// The part of an address that is counted: all of IPv4, the first 64 bits of IPv6 (one subscriber has at least those).
pub fn counted(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets()[..8].to_vec(),
    }
}

/// An address shortened for people: `203.0.113.0/24`, `2001:db8:1::/48`.
pub fn shortened(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_subscriber_is_one_and_ipv4_in_disguise_is_ipv4() {
        let of = |text: &str| counted(text.parse().expect("an address"));
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:203.0.113.9"), of("203.0.113.9"));
        assert_ne!(of("203.0.113.9"), of("203.0.113.8"));
        assert_eq!(shortened("203.0.113.9".parse().expect("an address")), "203.0.113.0/24");
        assert_eq!(shortened("2001:db8:1:2::3".parse().expect("an address")), "2001:db8:1::/48");
    }
}
