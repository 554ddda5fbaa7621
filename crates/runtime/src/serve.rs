//! Serving HTTP: bounds on connections, of all and of each peer, deadlines on silence, and an end that lets requests
//! under way finish.

mod peers;
mod progress;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::IntoResponse as _;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use rekey_wire::http::ProblemCode;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::ApiProblem;
use crate::network::Networks;
use peers::Peers;
use progress::Progress;

/// Connections open at a time, per listener.
pub const CONNECTIONS_MAX: usize = 4096;
/// Connections open at a time of one peer, per listener: six of a browser for forty people behind one address, and with
/// sixteen such peers a listener is full.
pub const PEER_CONNECTIONS_MAX: usize = 256;
/// For a client to send its head of request; the first also has the opening and the choice of the protocol in it.
pub const HEADERS_DEADLINE: Duration = Duration::from_secs(10);
/// Without a new request or a part of an answer that was taken; the updates of a page come every 15 seconds.
pub const IDLE_DEADLINE: Duration = Duration::from_secs(60);
/// Requests at a time on one connection of HTTP/2: a page with all it needs.
pub const STREAMS_MAX: u32 = 16;
/// From ping to ping on a connection of HTTP/2.
const PING_EVERY: Duration = Duration::from_secs(20);
/// For the answer to a ping.
const PONG_DEADLINE: Duration = Duration::from_secs(10);
/// For requests under way when the process is told to end.
pub const DRAIN_DEADLINE: Duration = Duration::from_secs(20);

/// Serves a router until the token is cancelled, then lets requests under way finish.
pub async fn serve(listener: TcpListener, router: Router, token: CancellationToken) {
    serve_behind(listener, router, Networks::default(), token).await;
}

/// The same behind proxies, which may have more connections than other peers.
pub async fn serve_behind(listener: TcpListener, router: Router, proxies: Networks, token: CancellationToken) {
    serve_at_most(CONNECTIONS_MAX, listener, router, proxies, token).await;
}

/// The same router, whose work goes on when whoever asked is gone: a gateway that dies leaves nothing half done.
pub fn detached(router: Router) -> Router {
    Router::new().fallback(move |request: axum::extract::Request| {
        let router = router.clone();
        async move {
            let work = tokio::spawn(router.oneshot(request));
            match work.await {
                Ok(Ok(response)) => response,
                Ok(Err(never)) => match never {},
                Err(error) => {
                    tracing::error!(error = %error, "serve.panicked");
                    ApiProblem::from(ProblemCode::InternalError).into_response()
                }
            }
        }
    })
}

async fn serve_at_most(
    most: usize,
    listener: TcpListener,
    router: Router,
    proxies: Networks,
    token: CancellationToken,
) {
    let mut peers = Peers::new(proxies);
    let connections = Arc::new(Semaphore::new(most));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let permit = connections.clone().acquire_owned().await.expect("nobody closes the semaphore");
            listener.accept().await.map(|accepted| (permit, accepted))
        };
        let accepted = tokio::select! {
            () = token.cancelled() => break,
            accepted = next => accepted,
        };
        match accepted {
            Ok((permit, (stream, peer))) => {
                let Some(place) = peers.place(peer.ip()) else { continue };
                let connection = graceful.watcher();
                let router = router.clone();
                tokio::spawn(async move {
                    converse(stream, peer, router, connection).await;
                    drop((place, permit));
                });
            }
            Err(error) => {
                tracing::warn!(error = %error, "serve.accept_failed");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_DEADLINE, graceful.shutdown()).await.is_err() {
        tracing::warn!("serve.drain_deadline_passed");
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, watcher: hyper_util::server::graceful::Watcher) {
    let progress = Progress::new();
    let steps = progress.clone();
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (router, steps) = (router.clone(), steps.clone());
        async move {
            steps.step();
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(response.map(|body| steps.over(body)))
        }
    });
    let _ = stream.set_nodelay(true);
    let connection = protocols().serve_connection(TokioIo::new(stream), service).into_owned();
    tokio::select! {
        ended = watcher.watch(connection) => if let Err(error) = ended {
            tracing::debug!(error = %error, "serve.connection_ended");
        },
        () = progress.stalled() => tracing::debug!("serve.connection_stalled"),
    }
}

fn protocols() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_DEADLINE).max_buf_size(64 * 1024);
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).max_concurrent_streams(STREAMS_MAX).max_header_list_size(32 * 1024);
    http2.keep_alive_interval(PING_EVERY).keep_alive_timeout(PONG_DEADLINE);
    builder
}

#[cfg(test)]
mod tests;
