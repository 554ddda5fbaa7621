//! Copies of a service behind the gateway: who is asked, and what is never asked twice.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{Response, StatusCode};
use rekey_gateway::proxy;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

const BODY_MAX: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

fn authority(address: SocketAddr) -> Authority {
    address.to_string().parse().expect("an authority")
}

/// A copy that answers with the request as it saw it, and counts.
async fn copy() -> (Authority, Arc<AtomicUsize>) {
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    let router = Router::new().fallback(move |request: Request| {
        count.fetch_add(1, Ordering::Relaxed);
        async move {
            let line = format!("{} {} {:?}", request.method(), request.uri(), request.headers().get("rekey-context"));
            let body = to_bytes(request.into_body(), BODY_MAX).await.expect("a body");
            format!("{line} {}", String::from_utf8_lossy(&body))
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (authority(address), seen)
}

/// A copy that reads a request and hangs up.
async fn dying() -> (Authority, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("bound");
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            if stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    (authority(address), seen)
}

/// An address where nobody listens.
async fn nobody() -> Authority {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    authority(listener.local_addr().expect("bound"))
}

fn request() -> Request {
    let request = Request::post("/api/v1/resets?a=b").header("rekey-context", "signed").header("host", "elsewhere");
    request.body(Body::from("{}")).expect("a request")
}

async fn ask(router: &Router) -> Response<Body> {
    router.clone().oneshot(request()).await.expect("never fails")
}

#[tokio::test]
async fn a_request_arrives_whole_and_copies_take_turns() {
    let ((first, firsts), (second, seconds)) = (copy().await, copy().await);
    let router = proxy::router(&[first, second], PATIENCE);
    for _ in 0..6 {
        let response = ask(&router).await;
        assert_eq!(response.status(), StatusCode::OK);
        let body = to_bytes(response.into_body(), BODY_MAX).await.expect("a body");
        let told = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(told, "POST /api/v1/resets?a=b Some(\"signed\") {}");
    }
    assert_eq!((firsts.load(Ordering::Relaxed), seconds.load(Ordering::Relaxed)), (3, 3));
}

#[tokio::test]
async fn a_copy_that_cannot_be_connected_to_is_passed_over() {
    let (here, seen) = copy().await;
    let router = proxy::router(&[nobody().await, here, nobody().await], PATIENCE);
    for _ in 0..4 {
        assert_eq!(ask(&router).await.status(), StatusCode::OK);
    }
    assert_eq!(seen.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn a_request_that_a_copy_has_seen_is_given_to_no_other() {
    let ((lost, losses), (here, seen)) = (dying().await, copy().await);
    let router = proxy::router(&[lost, here], PATIENCE);
    let response = ask(&router).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key("retry-after"));
    assert_eq!((losses.load(Ordering::Relaxed), seen.load(Ordering::Relaxed)), (1, 0));
}

#[tokio::test]
async fn nobody_there_is_told_with_a_time_to_come_back() {
    let response = ask(&proxy::router(&[nobody().await], PATIENCE)).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let body = to_bytes(response.into_body(), BODY_MAX).await.expect("a body");
    assert!(String::from_utf8_lossy(&body).contains("\"code\":\"unavailable\""));
}

#[tokio::test]
async fn a_copy_that_says_nothing_is_given_up_in_time_and_passed_over() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let ((here, seen), hung) = (copy().await, authority(silent.local_addr().expect("bound")));
    let router = proxy::router(&[hung, here], Duration::from_millis(200));
    assert_eq!(ask(&router).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    for _ in 0..4 {
        assert_eq!(ask(&router).await.status(), StatusCode::OK);
    }
    assert_eq!(seen.load(Ordering::Relaxed), 4);
}
