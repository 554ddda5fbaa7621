//! `rekey run`: every role in one process, or one alone, until it is told to end.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use rekey_bus::{Broker, Bus};
use rekey_passwords::Hasher;
use rekey_runtime::metrics::{self, Sampler};
use rekey_runtime::network::Networks;
use rekey_runtime::{CancellationToken, Task, operations, serve, service, telemetry};
use rekey_store::grants::Difference;
use rekey_store::instance::Fact;
use rekey_store::{Store, instance as facts, outbox};
use rekey_wire::keys::Role;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

use crate::instance::{CannotStart, Foundation, Instance, Mode, load_config};
use crate::roles::{self, Builder, Roles};
use crate::{demo, key_file};

/// Starts every role, or one alone, works, ends; what was traced leaves last.
///
/// # Errors
/// When it cannot start, or a task ends that should not.
pub async fn run(files: &[PathBuf], role: Option<Role>) -> anyhow::Result<()> {
    let (_, config) = load_config(files)?;
    let started = telemetry::start(&config.telemetry, role.map(Role::as_str));
    let telemetry = started.map_err(|error| CannotStart(error.to_string()))?;
    let outcome = match role {
        None => all(files).await,
        Some(role) => apart(files, role).await,
    };
    telemetry.end().await;
    outcome
}

/// Every role.
async fn all(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut instance = Instance::open(files).await?;
    let _lock = instance.lock()?;
    instance.store.migrate().await?;
    check_mark(&instance).await?;
    instance.match_keys().await?;
    if instance.mode == Mode::Real {
        let hosts = facts::hosts(&mut instance.store.read().await?).await?;
        instance.foundation.config.gateway.allowed_hosts.extend(hosts);
    }
    if instance.store.is_embedded() {
        release_claims(&instance.store).await?;
    }
    let bus = bus(&instance, "rekey")?;
    let mut work = Work::new(&instance)?;
    let listeners = bind(&instance.config.gateway.listen).await?;
    let public_url = public_url(&instance.foundation, listeners.first())?;
    if instance.mode == Mode::Demo {
        demo::prepare(&instance, &public_url).await?.announce();
    }
    let Roles { gateway, others } = Builder::new(&instance, bus.clone(), &public_url).all()?;
    work.start(bus.tasks());
    work.start(others.into_iter().flat_map(|service| service.tasks).collect());
    work.start(gateway.tasks);
    work.serve(listeners, &gateway.router);
    work.operate(&instance.config.operations.listen, readiness(&instance.store), samplers(&instance, &bus)).await?;
    tracing::info!(public_url, "rekey.ready");
    let outcome = work.until_told().await;
    instance.store.close().await;
    outcome
}

/// A role behind the gateway.
#[derive(Debug, Clone, Copy)]
enum Behind {
    Registration,
    Orchestrator,
    Notifier,
    Admin,
}

impl Behind {
    /// None for the gateway itself.
    const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Gateway => None,
            Role::Registration => Some(Self::Registration),
            Role::Orchestrator => Some(Self::Orchestrator),
            Role::Notifier => Some(Self::Notifier),
            Role::Admin => Some(Self::Admin),
        }
    }
}

/// One role.
async fn apart(files: &[PathBuf], role: Role) -> anyhow::Result<()> {
    let Some(behind) = Behind::of(role) else { return gateway(files).await };
    let instance = Instance::open_apart(files).await?;
    if instance.store.is_embedded() {
        return Err(CannotStart("a role runs apart on PostgreSQL only: set store.url".into()).into());
    }
    if instance.config.bus.url.is_none() {
        return Err(CannotStart("a role runs apart with RabbitMQ only: set bus.url".into()).into());
    }
    check_mark_apart(&instance).await?;
    check_grants(&instance, role).await?;
    let bus = bus(&instance, role.as_str())?;
    let mut work = Work::new(&instance)?;
    let public_url = public_url(&instance.foundation, None)?;
    let (builder, roles) = (Builder::new(&instance, bus.clone(), &public_url), &instance.config.roles);
    let (service, at) = match behind {
        Behind::Registration => (builder.registration(), &roles.registration),
        Behind::Orchestrator => (builder.orchestrator(), &roles.orchestrator),
        Behind::Notifier => (builder.notifier()?, &roles.notifier),
        Behind::Admin => (builder.admin(), &roles.admin),
    };
    let listeners = bind(&at.listen).await?;
    work.start(bus.tasks());
    work.start(service.tasks);
    work.serve_gateways(listeners, &service.router);
    work.operate(&instance.config.operations.listen, readiness(&instance.store), samplers(&instance, &bus)).await?;
    tracing::info!(role = role.as_str(), "rekey.ready");
    let outcome = work.until_told().await;
    instance.store.close().await;
    outcome
}

/// The gateway alone: no database, no bus.
async fn gateway(files: &[PathBuf]) -> anyhow::Result<()> {
    let foundation = Foundation::open(files)?;
    let mut work = Work::new(&foundation)?;
    let listeners = bind(&foundation.config.gateway.listen).await?;
    let public_url = public_url(&foundation, listeners.first())?;
    let gateway = roles::gateway_apart(&foundation, &public_url)?;
    work.start(gateway.tasks);
    work.serve(listeners, &gateway.router);
    let ready = Arc::new(|| Box::pin(async { Ok(()) }) as _);
    work.operate(&foundation.config.operations.listen, ready, Vec::new()).await?;
    tracing::info!(role = "gateway", public_url, "rekey.ready");
    work.until_told().await
}

/// A role does what it has to, and can do nothing else.
async fn check_grants(instance: &Instance, role: Role) -> anyhow::Result<()> {
    let Difference { missing, beyond } = instance.store.check_grants(role.as_str()).await?;
    if !missing.is_empty() {
        let list = missing.join(", ");
        let text = format!(
            "the database's user may not {list}: connect as rekey_{}, and run `rekey migrate` again",
            role.as_str()
        );
        return Err(CannotStart(text).into());
    }
    if !beyond.is_empty() {
        let rights = beyond.len();
        tracing::warn!(role = role.as_str(), rights, "rekey.user_may_more_than_its_role");
    }
    Ok(())
}

fn bus(instance: &Instance, name: &str) -> anyhow::Result<Bus> {
    let (store, entropy) = (instance.store.clone(), instance.entropy);
    let Some(url) = &instance.config.bus.url else { return Ok(Bus::new(store, entropy)) };
    let broker = Broker::new(url, name).map_err(|error| CannotStart(error.to_string()))?;
    Ok(Bus::rabbitmq(broker, store, entropy))
}

/// Data of the demo stay the demo's, and the other way round; data of nobody yet are anybody's.
pub async fn check_mark(instance: &Instance) -> anyhow::Result<()> {
    let mut tx = instance.store.read().await?;
    let is_demo = facts::get(&mut tx, Fact::Demo).await?.is_some();
    if instance.mode == Mode::Demo && !is_demo && rekey_store::tenants::all(&mut tx).await?.is_empty() {
        return Ok(());
    }
    fit(instance.mode, is_demo)
}

/// The same for a role that runs apart, which finds the data prepared.
async fn check_mark_apart(instance: &Instance) -> anyhow::Result<()> {
    let is_demo = facts::get(&mut instance.store.read().await?, Fact::Demo).await?.is_some();
    fit(instance.mode, is_demo)
}

fn fit(mode: Mode, is_demo: bool) -> anyhow::Result<()> {
    let text = match (mode, is_demo) {
        (Mode::Real, true) => "these data were made by the demo and stay its own: name another data_dir or store",
        (Mode::Demo, false) => "these data are not the demo's: name the config file that they belong to",
        _ => return Ok(()),
    };
    Err(CannotStart(text.into()).into())
}

/// Whoever claimed messages of the embedded database is dead: this process is alone on it.
async fn release_claims(store: &Store) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    outbox::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn bind(addresses: &[SocketAddr]) -> anyhow::Result<Vec<TcpListener>> {
    let mut listeners = Vec::new();
    for address in addresses {
        match TcpListener::bind(address).await {
            Ok(listener) => listeners.push(listener),
            // A machine without IPv6 still has its other loopback.
            Err(error) if address.is_ipv6() && address.ip().is_loopback() && !listeners.is_empty() => {
                tracing::warn!(%address, error = %error, "rekey.listen_skipped");
            }
            Err(error) => return Err(error).with_context(|| format!("cannot listen on {address}")),
        }
    }
    Ok(listeners)
}

/// Where people reach the pages: as configured, or, in the demo, where it listens.
pub fn public_url(foundation: &Foundation, listener: Option<&TcpListener>) -> anyhow::Result<String> {
    let config = &foundation.config.gateway;
    if foundation.mode == Mode::Real {
        return Ok(config.public_url.clone());
    }
    let port = match listener {
        Some(listener) => Some(listener.local_addr()?.port()),
        None => config.listen.first().map(SocketAddr::port),
    };
    let port = port.ok_or_else(|| CannotStart("gateway.listen names no address".into()))?;
    Ok(format!("http://localhost:{port}"))
}

/// Everything that runs in this process.
struct Work {
    tasks: JoinSet<&'static str>,
    token: CancellationToken,
    /// Peers that bring the connections of many people, or are this machine itself.
    proxies: Networks,
}

impl Work {
    fn new(foundation: &Foundation) -> anyhow::Result<Self> {
        let trusted = &foundation.config.gateway.trusted_proxies;
        let loopback = ["127.0.0.0/8", "::1"].map(str::to_owned);
        let parsed = Networks::parse(&[trusted, loopback.as_slice()].concat());
        let wrong =
            |text| CannotStart(format!("gateway.trusted_proxies: `{text}` is neither an address nor a CIDR block"));
        let mut work = Self { tasks: JoinSet::new(), token: CancellationToken::new(), proxies: parsed.map_err(wrong)? };
        let (keys, clock) = (foundation.keys.clone(), foundation.clock.clone());
        work.start(vec![key_file::task(foundation.config.keys_file(), keys, clock)]);
        Ok(work)
    }

    fn start(&mut self, tasks: Vec<Task>) {
        service::spawn_into(&mut self.tasks, tasks, &self.token);
    }

    /// Serves people.
    fn serve(&mut self, listeners: Vec<TcpListener>, router: &Router) {
        self.listen(listeners, router, &self.proxies.clone());
    }

    /// Serves gateways, each of which brings the requests of many people.
    fn serve_gateways(&mut self, listeners: Vec<TcpListener>, router: &Router) {
        self.listen(listeners, &serve::detached(router.clone()), &Networks::everything());
    }

    fn listen(&mut self, listeners: Vec<TcpListener>, router: &Router, proxies: &Networks) {
        for listener in listeners {
            let (router, proxies, token) = (router.clone(), proxies.clone(), self.token.clone());
            self.tasks.spawn(async move {
                serve::serve_behind(listener, router, proxies, token).await;
                "listener"
            });
        }
    }

    /// Serves the operations port.
    async fn operate(
        &mut self,
        addresses: &[SocketAddr],
        readiness: operations::Readiness,
        samplers: Vec<Arc<dyn Sampler>>,
    ) -> anyhow::Result<()> {
        let listeners = bind(addresses).await?;
        self.serve(listeners, &operations::router(readiness, samplers));
        Ok(())
    }

    /// Until SIGTERM or ctrl-c, or until a task ends that should not; then everything ends what it has.
    async fn until_told(mut self) -> anyhow::Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let outcome = tokio::select! {
            _ = terminate.recv() => Ok(()),
            _ = tokio::signal::ctrl_c() => Ok(()),
            ended = self.tasks.join_next() => match ended {
                Some(Ok(name)) => Err(anyhow::anyhow!("{name} ended by itself")),
                Some(Err(error)) => Err(anyhow::anyhow!("a task failed: {error}")),
                None => Ok(()),
            },
        };
        self.token.cancel();
        while self.tasks.join_next().await.is_some() {}
        outcome
    }
}

fn readiness(store: &Store) -> operations::Readiness {
    let store = store.clone();
    std::sync::Arc::new(move || {
        let store = store.clone();
        Box::pin(async move { store.ping().await.map_err(|error| error.to_string()) })
    })
}

/// What the operations port looks up when it is asked for metrics.
fn samplers(instance: &Instance, bus: &Bus) -> Vec<Arc<dyn Sampler>> {
    vec![Arc::new(Hashes(instance.hasher.clone())), bus.sampler()]
}

/// The hashes of this process: counted, so always known.
struct Hashes(Hasher);

impl Sampler for Hashes {
    fn look(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let load = self.0.load();
        metrics::password_hashes(load.working, load.waiting);
        Box::pin(std::future::ready(()))
    }

    fn forget(&self) {}
}
