//! Brokers that keep their queues together, so that one of them may be lost.

use std::thread;
use std::time::Duration;

use super::free_port;
use super::process::{Launch, Scratch, ServerProcess, ServiceUser, nonce};
use super::rabbitmq::RabbitMq;

/// For the port mapper, by which the brokers find one another.
const MAPPER_DEADLINE: Duration = Duration::from_secs(10);

/// Running brokers of one cluster, stopped and removed when dropped.
#[derive(Debug)]
pub struct Cluster {
    /// The brokers.
    pub nodes: Vec<RabbitMq>,
    // After the brokers, which are known to it.
    _mapper: ServerProcess,
    _scratch: Scratch,
}

impl Cluster {
    /// Starts so many, in about a minute on two cores.
    ///
    /// # Errors
    /// When RabbitMQ is not installed, does not come up, or they do not come together.
    pub fn start(count: usize) -> anyhow::Result<Self> {
        RabbitMq::check_installed()?;
        let (epmd, password, cookie) = (free_port()?, nonce()?, nonce()?);
        let user = ServiceUser::when_root("rabbitmq")?;
        let scratch = Scratch::new("epmd", user)?;
        let port = epmd.to_string();
        let command = ["epmd", "-port", &port, "-address", "127.0.0.1"];
        let launch = Launch { name: "epmd", command: &command, stop_signal: "KILL", user };
        let mut mapper = ServerProcess::start(&scratch, &launch)?;
        mapper.await_ready(MAPPER_DEADLINE, || std::net::TcpStream::connect(("127.0.0.1", epmd)).is_ok())?;
        let prepared = |_| RabbitMq::prepared(epmd, &password, &cookie);
        let mut nodes = (0..count).map(prepared).collect::<anyhow::Result<Vec<_>>>()?;
        thread::scope(|scope| {
            let starts: Vec<_> = nodes.iter_mut().map(|node| scope.spawn(|| node.resume())).collect();
            let ended = |start: thread::ScopedJoinHandle<'_, anyhow::Result<()>>| {
                start.join().map_err(|_| anyhow::anyhow!("RabbitMQ: its start panicked"))?
            };
            starts.into_iter().try_for_each(ended)
        })?;
        let first = nodes.first().map(|node| node.name().to_owned()).unwrap_or_default();
        for node in nodes.iter().skip(1) {
            for command in [&["stop_app"][..], &["reset"], &["join_cluster", &first], &["start_app"]] {
                node.control(command)?;
            }
        }
        Ok(Self { nodes, _mapper: mapper, _scratch: scratch })
    }
}
