//! A way to a server that can become a black hole: connections stay open, and nothing goes through.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Forwards TCP to a server until it is told to swallow everything.
pub struct Proxy {
    address: SocketAddr,
    swallows: Arc<watch::Sender<bool>>,
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
        let swallows = Arc::new(watch::Sender::new(false));
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, target.to_owned(), swallows.clone()));
        Ok(Self { address, swallows, _tasks: tasks })
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
        self.swallows.send_replace(true);
    }

    /// New connections go through again; those that were swallowed stay lost.
    pub fn forward(&self) {
        self.swallows.send_replace(false);
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

async fn accept(listener: TcpListener, target: String, swallows: Arc<watch::Sender<bool>>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (target, swallows) = (target.clone(), swallows.subscribe());
        connections.spawn(async move {
            let _ = forward(client, &target, swallows).await;
        });
    }
}

async fn forward(client: TcpStream, target: &str, mut swallows: watch::Receiver<bool>) -> anyhow::Result<()> {
    let mut lost = swallows.clone();
    let pumped = async {
        let server = TcpStream::connect(target).await?;
        let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
        tokio::select! {
            ended = pump(from_client, to_server) => ended,
            ended = pump(from_server, to_client) => ended,
        }
    };
    // Pinned outside of the race, so that a swallowed connection is kept open.
    tokio::pin!(pumped);
    tokio::select! {
        biased;
        _ = swallows.wait_for(|swallows| *swallows) => {}
        ended = &mut pumped => return ended,
    }
    lost.wait_for(|_| false).await?;
    Ok(())
}

async fn pump(mut from: tokio::net::tcp::OwnedReadHalf, mut to: tokio::net::tcp::OwnedWriteHalf) -> anyhow::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&buffer[..read]).await?;
    }
}
