//! Networks: what a client's address counts as, lists of networks, and how much one may hold at a time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

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

/// Addresses and CIDR blocks.
#[derive(Debug, Clone, Default)]
pub struct Networks(Vec<Block>);

#[derive(Debug, Clone, Copy)]
struct Block {
    network: IpAddr,
    bits: u8,
}

impl Block {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (text, None),
        };
        let network: IpAddr = address.trim().parse().ok()?;
        let width = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        (bits <= width).then_some(Self { network, bits })
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self.network, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                u32::from(network).checked_shr(shift) == u32::from(address).checked_shr(shift)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                u128::from(network).checked_shr(shift) == u128::from(address).checked_shr(shift)
            }
            _ => false,
        }
    }
}

impl Networks {
    /// Reads addresses and CIDR blocks.
    ///
    /// # Errors
    /// With the first that is neither.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        texts.iter().map(|text| Block::parse(text).ok_or_else(|| text.clone())).collect::<Result<_, _>>().map(Self)
    }

    /// Every address there is.
    pub fn everything() -> Self {
        Self::parse(&["0.0.0.0/0", "::/0"].map(str::to_owned)).unwrap_or_default()
    }

    /// Whether an address lies in one of them. IPv4 in disguise is IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|block| block.contains(address))
    }
}

/// How much of something each network holds now, and no more than so much; cheap to clone.
#[derive(Debug, Clone)]
pub struct Shares {
    max: usize,
    held: Arc<Mutex<HashMap<Vec<u8>, usize>>>,
}

impl Shares {
    /// So much for each network at a time.
    pub fn new(max: usize) -> Self {
        Self { max, held: Arc::default() }
    }

    /// One more for the network of this address, until it is dropped; nothing where it holds all it may.
    pub fn take(&self, address: IpAddr) -> Option<Share> {
        let network = counted(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(network.clone()).or_default();
        if *count >= self.max {
            return None;
        }
        *count += 1;
        drop(held);
        Some(Share { shares: self.clone(), network })
    }
}

/// What one holder of a network has.
#[derive(Debug)]
pub struct Share {
    shares: Shares,
    network: Vec<u8>,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.shares.held.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(count) = held.get_mut(&self.network) else { return };
        *count -= 1;
        if *count == 0 {
            held.remove(&self.network);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_network_holds_its_share_and_gives_it_back() {
        let shares = Shares::new(2);
        let first = shares.take(address("2001:db8::1")).expect("free");
        let _second = shares.take(address("2001:db8::2")).expect("free");
        assert!(shares.take(address("2001:db8::3")).is_none(), "one subscriber");
        assert!(shares.take(address("203.0.113.9")).is_some(), "another network has its own");
        drop(first);
        assert!(shares.take(address("2001:db8::3")).is_some());
        assert_eq!(shares.held.lock().expect("sound").len(), 1, "who holds nothing is forgotten");
    }

    #[test]
    fn what_is_neither_address_nor_block_is_told() {
        for bad in ["", "proxy", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/", "10.0.0/8"] {
            assert_eq!(Networks::parse(&[bad.to_owned()]).err().as_deref(), Some(bad));
        }
        let all = Networks::parse(&["0.0.0.0/0".to_owned()]).expect("a block");
        assert!(all.contains(address("127.0.0.1")) && all.contains(address("::ffff:10.1.2.3")));
        assert!(!all.contains(address("::1")) && !Networks::default().contains(address("127.0.0.1")));
    }

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
