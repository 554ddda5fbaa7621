//! Serving HTTP: a bound on connections, a deadline on headers, and an end that lets requests under way finish.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// Connections open at a time, per listener.
pub const CONNECTIONS_MAX: usize = 4096;
/// For a client to send its head of request.
pub const HEADERS_DEADLINE: Duration = Duration::from_secs(10);
/// For requests under way when the process is told to end.
pub const DRAIN_DEADLINE: Duration = Duration::from_secs(20);

/// Serves a router until the token is cancelled, then lets requests under way finish.
pub async fn serve(listener: TcpListener, router: Router, token: CancellationToken) {
    serve_at_most(CONNECTIONS_MAX, listener, router, token).await;
}

async fn serve_at_most(most: usize, listener: TcpListener, router: Router, token: CancellationToken) {
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
                let connection = graceful.watcher();
                let router = router.clone();
                tokio::spawn(async move {
                    converse(stream, peer, router, connection).await;
                    drop(permit);
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
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_DEADLINE).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(128).max_header_list_size(32 * 1024);
    let _ = stream.set_nodelay(true);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(error = %error, "serve.connection_ended");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn with_every_connection_taken_it_still_ends_when_told() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let token = CancellationToken::new();
        let serving = tokio::spawn(serve_at_most(1, listener, Router::new(), token.clone()));
        let mut first = TcpStream::connect(address).await.expect("connects");
        tokio::io::AsyncWriteExt::write_all(&mut first, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("writes");
        let mut answer = [0; 12];
        tokio::io::AsyncReadExt::read_exact(&mut first, &mut answer).await.expect("answers");
        token.cancel();
        tokio::time::timeout(Duration::from_secs(5), serving).await.expect("in time").expect("no panic");
    }
}
