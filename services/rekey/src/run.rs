//! `rekey run`: every role in one process, until it is told to end.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use rekey_runtime::network::Networks;
use rekey_runtime::{CancellationToken, Service, operations, serve, service};
use rekey_store::instance::Fact;
use rekey_store::{Store, instance as facts, outbox};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

use crate::demo;
use crate::instance::{CannotStart, Instance, Mode};
use crate::roles::{self, Roles};

/// Starts, works, ends.
///
/// # Errors
/// When it cannot start, or a task ends that should not.
pub async fn run(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut instance = Instance::open(files).await?;
    let _lock = instance.lock()?;
    instance.store.migrate().await?;
    check_mark(&instance).await?;
    instance.match_keys().await?;
    if instance.mode == Mode::Real {
        let hosts = facts::hosts(&mut instance.store.read().await?).await?;
        instance.config.gateway.allowed_hosts.extend(hosts);
    }
    if instance.store.is_embedded() {
        release_claims(&instance.store).await?;
    }
    let listeners = bind(&instance.config.gateway.listen).await?;
    let operations = bind(&instance.config.operations.listen).await?;
    let public_url = public_url(&instance, &listeners)?;
    if instance.mode == Mode::Demo {
        demo::prepare(&instance, &public_url).await?;
    }
    let roles = roles::all(&instance, &public_url)?;
    let token = CancellationToken::new();
    let proxies = proxies(&instance.config.gateway.trusted_proxies)?;
    let mut work = spawn(roles, listeners, &proxies, &token);
    for listener in operations {
        let router = operations::router(readiness(&instance.store));
        spawn_listener(&mut work, listener, router, (&proxies, &token));
    }
    tracing::info!(public_url, "rekey.ready");
    let outcome = until_told(&mut work).await;
    token.cancel();
    while work.join_next().await.is_some() {}
    instance.store.close().await;
    outcome
}

/// Data of the demo stay the demo's, and the other way round.
async fn check_mark(instance: &Instance) -> anyhow::Result<()> {
    let mut tx = instance.store.read().await?;
    let is_demo = facts::get(&mut tx, Fact::Demo).await?.is_some();
    let has_tenants = !rekey_store::tenants::all(&mut tx).await?.is_empty();
    match (instance.mode, is_demo, has_tenants) {
        (Mode::Real, true, _) => {
            Err(CannotStart("these data were made by the demo and stay its own: name another data_dir or store".into())
                .into())
        }
        (Mode::Demo, false, true) => {
            Err(CannotStart("these data are not the demo's: name the config file that they belong to".into()).into())
        }
        _ => Ok(()),
    }
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
fn public_url(instance: &Instance, listeners: &[TcpListener]) -> anyhow::Result<String> {
    if instance.mode == Mode::Real {
        return Ok(instance.config.gateway.public_url.clone());
    }
    let first = listeners.first().ok_or_else(|| CannotStart("gateway.listen names no address".into()))?;
    let address = first.local_addr()?;
    Ok(format!("http://localhost:{}", address.port()))
}

/// Peers that bring the connections of many people, or are this machine itself.
fn proxies(trusted: &[String]) -> anyhow::Result<Networks> {
    let loopback = ["127.0.0.0/8", "::1"].map(str::to_owned);
    let parsed = Networks::parse(&[trusted, &loopback].concat());
    let wrong = |text| CannotStart(format!("gateway.trusted_proxies: `{text}` is neither an address nor a CIDR block"));
    Ok(parsed.map_err(wrong)?)
}

fn spawn(
    roles: Roles,
    listeners: Vec<TcpListener>,
    proxies: &Networks,
    token: &CancellationToken,
) -> JoinSet<&'static str> {
    let Service { router, mut tasks, .. } = roles.gateway;
    tasks.extend(roles.others.into_iter().flat_map(|service| service.tasks));
    let mut work = service::spawn_all(tasks, token);
    for listener in listeners {
        spawn_listener(&mut work, listener, router.clone(), (proxies, token));
    }
    work
}

fn spawn_listener(
    work: &mut JoinSet<&'static str>,
    listener: TcpListener,
    router: axum::Router,
    (proxies, token): (&Networks, &CancellationToken),
) {
    let (proxies, token) = (proxies.clone(), token.clone());
    work.spawn(async move {
        serve::serve_behind(listener, router, proxies, token).await;
        "listener"
    });
}

fn readiness(store: &Store) -> operations::Readiness {
    let store = store.clone();
    std::sync::Arc::new(move || {
        let store = store.clone();
        Box::pin(async move { store.ping().await.map_err(|error| error.to_string()) })
    })
}

/// Until SIGTERM or ctrl-c, or until a task ends that should not.
async fn until_told(work: &mut JoinSet<&'static str>) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        _ = tokio::signal::ctrl_c() => Ok(()),
        ended = work.join_next() => match ended {
            Some(Ok(name)) => Err(anyhow::anyhow!("{name} ended by itself")),
            Some(Err(error)) => Err(anyhow::anyhow!("a task failed: {error}")),
            None => Ok(()),
        },
    }
}
