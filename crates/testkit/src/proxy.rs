//! A way to a server on which everything can go wrong that goes wrong on networks: it is slow, it stalls, it swallows what is
//! sent in both directions or in one, it is cut off, at once or after so many bytes, and it is not there at all.

mod lane;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use lane::{End, Lane, pump};

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// What the client sends.
    ToServer,
    /// What the server answers.
    FromServer,
}

/// Losses as a client of TCP feels them: one in so many pieces comes so much later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stalls {
    /// The same seed stalls the same pieces of the same connection.
    pub seed: u64,
    /// One piece in so many.
    pub one_in: u64,
    /// How much later it comes.
    pub pause: Duration,
}

/// What cuts a connection off, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trap {
    /// The byte after so many more in this direction, on whichever connection.
    After(Direction, u64),
    /// These bytes, in one piece: they are not passed on.
    At(Direction, Vec<u8>),
}

/// How a way is at the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Condition {
    delay: Duration,
    stalls: Option<Stalls>,
    swallows: [bool; 2],
    refuses: bool,
    /// Grows with each order to cut what is open.
    cuts: u64,
}

/// What the connections of a way share.
#[derive(Debug, Default)]
struct Shared {
    condition: watch::Sender<Condition>,
    trap: watch::Sender<Option<Trap>>,
    cut: AtomicU64,
    target: watch::Sender<String>,
}

/// Forwards TCP to a server, as well or as badly as it is told to.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// A way to `host:port`.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start(target: &str) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::<Shared>::default();
        shared.target.send_replace(target.to_owned());
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, shared.clone()));
        Ok(Self { address, shared, _tasks: tasks })
    }

    /// Where it begins.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL with this way to its server.
    ///
    /// # Errors
    /// When it names no host and port.
    pub fn url(&self, url: &str) -> anyhow::Result<String> {
        Ok(url.replacen(target(url)?, &self.address.to_string(), 1))
    }

    /// From now on nothing goes through, in no direction; connections are accepted all the same.
    pub fn swallow(&self) {
        self.change(|condition| condition.swallows = [true, true]);
    }

    /// From now on nothing goes through in this direction, and everything in the other.
    pub fn swallow_one_way(&self, direction: Direction) {
        self.change(|condition| condition.swallows[direction.place()] = true);
    }

    /// Everything arrives so much later, in each direction.
    pub fn delay(&self, delay: Duration) {
        self.change(|condition| condition.delay = delay);
    }

    /// Pieces are stalled now and then.
    pub fn stall(&self, stalls: Stalls) {
        self.change(|condition| condition.stalls = Some(stalls));
    }

    /// Cuts every open connection off, as a reset does; new ones go through.
    pub fn cut(&self) {
        self.change(|condition| condition.cuts += 1);
    }

    /// Cuts every connection off, also those that are made from now on.
    pub fn refuse(&self) {
        self.change(|condition| {
            condition.refuses = true;
            condition.cuts += 1;
        });
    }

    /// Cuts one connection off when this happens.
    pub fn cut_at(&self, trap: Trap) {
        self.shared.trap.send_replace(Some(trap));
    }

    /// New connections go to this `host:port`, as a load balancer has it when a server is lost; open ones stay.
    pub fn lead_to(&self, target: &str) {
        self.shared.target.send_replace(target.to_owned());
    }

    /// All is well again, and no trap is left; connections that were swallowed stay lost.
    pub fn forward(&self) {
        self.shared.trap.send_replace(None);
        self.change(|condition| *condition = Condition { cuts: condition.cuts, ..Condition::default() });
    }

    /// Connections that were cut off so far.
    #[must_use]
    pub fn cut_off(&self) -> u64 {
        self.shared.cut.load(Ordering::SeqCst)
    }

    fn change(&self, change: impl FnOnce(&mut Condition)) {
        self.shared.condition.send_modify(change);
    }
}

impl Direction {
    const fn place(self) -> usize {
        match self {
            Self::ToServer => 0,
            Self::FromServer => 1,
        }
    }
}

/// `host:port` of a URL.
///
/// # Errors
/// When it names none.
pub fn target(url: &str) -> anyhow::Result<&str> {
    let rest = url.split_once("://").context("a URL with a scheme")?.1;
    let authority = rest.split('/').next().unwrap_or(rest);
    Ok(authority.rsplit_once('@').map_or(authority, |(_, target)| target))
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    let mut number = 0_u64;
    while let Ok((client, _)) = listener.accept().await {
        number += 1;
        while connections.try_join_next().is_some() {}
        let shared = shared.clone();
        connections.spawn(async move { forward(client, &shared, number).await });
    }
}

/// Carries a connection to its end.
async fn forward(mut client: TcpStream, shared: &Arc<Shared>, number: u64) {
    let target = shared.target.borrow().clone();
    let condition = shared.condition.borrow().clone();
    let mut orders = shared.condition.subscribe();
    let Ok(mut server) = TcpStream::connect(target).await else { return reset(&[&client], shared) };
    if condition.refuses {
        return reset(&[&client, &server], shared);
    }
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let lane = |direction| Lane::new(shared.clone(), direction, number);
    let end = {
        let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
        tokio::select! {
            end = pump(from_client, to_server, lane(Direction::ToServer)) => end,
            end = pump(from_server, to_client, lane(Direction::FromServer)) => end,
            _ = orders.wait_for(|now| now.cuts != condition.cuts) => End::Cut,
        }
    };
    if end == End::Cut {
        reset(&[&client, &server], shared);
    }
}

/// Ends connections with a reset; what was not delivered yet is lost.
fn reset(streams: &[&TcpStream], shared: &Shared) {
    for stream in streams {
        let _ = stream.set_zero_linger();
    }
    shared.cut.fetch_add(1, Ordering::SeqCst);
}

#[cfg(test)]
mod tests;
