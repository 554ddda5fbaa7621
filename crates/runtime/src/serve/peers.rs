//! Who may have how many connections.

use std::net::IpAddr;
use std::time::Duration;

use tokio::time::Instant;

use super::PEER_CONNECTIONS_MAX;
use crate::network::{Networks, Share, Shares, shortened};

/// Between two lines of the log about refused connections.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// Counts the connections of each peer.
#[derive(Debug)]
pub(super) struct Peers {
    shares: Shares,
    unbounded: Networks,
    told: Option<Instant>,
}

/// A connection's place among those of its peer.
#[derive(Debug)]
pub(super) enum Place {
    /// Given back when it is dropped.
    Counted { _share: Share },
    /// Of a peer without a bound.
    Free,
}

impl Peers {
    pub(super) fn new(unbounded: Networks) -> Self {
        Self { shares: Shares::new(PEER_CONNECTIONS_MAX), unbounded, told: None }
    }

    /// A place for one more, while the peer has less than it may.
    pub(super) fn place(&mut self, peer: IpAddr) -> Option<Place> {
        if self.unbounded.contains(peer) {
            return Some(Place::Free);
        }
        let share = self.shares.take(peer);
        if share.is_none() && self.told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
            self.told = Some(Instant::now());
            let network = shortened(peer);
            tracing::warn!(network, max = PEER_CONNECTIONS_MAX, "serve.peer_refused");
        }
        share.map(|share| Place::Counted { _share: share })
    }
}
