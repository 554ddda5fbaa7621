//! Limits: bodies, media types, requests at a time, time itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use axum::routing::get;
use tokio::sync::{Notify, Semaphore};
use tower::ServiceExt as _;

use crate::stand::{World, config};

const BODY_MAX_BYTES: usize = 64 * 1024;

#[tokio::test]
async fn a_body_of_the_api_has_64_kib_and_no_more() {
    let mut world = World::new();
    world.api(Method::POST, "/api/v1/resets", &" ".repeat(BODY_MAX_BYTES)).await.is_problem(404, "not_found");
    assert_eq!(world.services.last("POST /api/v1/resets").body.len(), BODY_MAX_BYTES);
    let more = world.api(Method::POST, "/api/v1/resets", &" ".repeat(BODY_MAX_BYTES + 1)).await;
    more.is_problem(413, "body_too_large");
    assert_eq!(world.services.seen("POST /api/v1/resets").len(), 1);
}

#[tokio::test]
async fn a_form_has_64_kib_and_no_more() {
    let mut world = World::new();
    let answer = world.post("/reset", &[("user_id", &"a".repeat(BODY_MAX_BYTES))]).await;
    answer.is_page(413, "That did not work");
}

#[tokio::test]
async fn the_api_takes_json_only() {
    let mut world = World::new();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""]
    {
        let request = Request::post("/api/v1/resets").header("host", world.host).header("content-type", kind);
        world.send(request.body(Body::from("{}")).unwrap()).await.is_problem(415, "unsupported_media_type");
    }
    let untyped = Request::put("/api/v1/me/password").header("host", world.host).body(Body::from("{}")).unwrap();
    world.send(untyped).await.is_problem(415, "unsupported_media_type");
    for kind in ["application/json", "Application/JSON; charset=utf-8"] {
        let request = Request::post("/api/v1/resets").header("host", world.host).header("content-type", kind);
        world.send(request.body(Body::from("{}")).unwrap()).await.is_problem(404, "not_found");
    }
    let empty = Request::post("/api/v1/me/methods/1/challenges").header("host", world.host);
    world.send(empty.body(Body::empty()).unwrap()).await.is_problem(404, "not_found");
    assert_eq!(world.services.seen("POST /api/v1/me/methods/1/challenges").len(), 1);
}

/// An orchestrator that says when it has begun, and waits to be let on.
#[derive(Clone)]
struct Slow {
    begun: Arc<Semaphore>,
    go_on: Arc<Notify>,
    done: Arc<AtomicBool>,
}

impl Slow {
    fn world(max_in_flight: usize) -> (World, Self) {
        let slow = Self {
            begun: Arc::new(Semaphore::new(0)),
            go_on: Arc::new(Notify::new()),
            done: Arc::new(AtomicBool::new(false)),
        };
        let own = slow.clone();
        let handler = move || {
            let slow = own.clone();
            async move {
                slow.begun.add_permits(1);
                slow.go_on.notified().await;
                slow.done.store(true, Ordering::SeqCst);
                slow.begun.add_permits(1);
                "{}"
            }
        };
        let router = Router::new().route("/api/v1/resets/current", get(handler));
        let mut config = config();
        config.max_in_flight = max_in_flight;
        (World::with(config, |upstreams| upstreams.orchestrator = router), slow)
    }

    async fn step(&self) {
        let step = tokio::time::timeout(Duration::from_secs(10), self.begun.acquire()).await;
        step.expect("it goes on").unwrap().forget();
    }
}

fn current(world: &World) -> Request<Body> {
    Request::get("/api/v1/resets/current").header("host", world.host).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn one_request_too_many_at_a_time_is_told_to_come_back() {
    let (mut world, slow) = Slow::world(1);
    let first = tokio::spawn(world.router.clone().oneshot(current(&world)));
    slow.step().await;
    let refused = world.get("/api/v1/captcha").await;
    refused.is_problem(503, "unavailable");
    assert_eq!(refused.header("retry-after"), "2");
    world.get("/").await.is_page(503, "We can’t answer right now");
    slow.go_on.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status(), 200);
    assert_eq!(world.get("/api/v1/captcha").await.status, 200);
}

#[tokio::test]
async fn work_goes_on_when_the_client_hangs_up_and_keeps_its_place() {
    let (mut world, slow) = Slow::world(1);
    let client = tokio::spawn(world.router.clone().oneshot(current(&world)));
    slow.step().await;
    client.abort();
    assert!(client.await.unwrap_err().is_cancelled());
    world.get("/api/v1/captcha").await.is_problem(503, "unavailable");
    slow.go_on.notify_one();
    slow.step().await;
    assert!(slow.done.load(Ordering::SeqCst));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_does_not_answer_in_time_is_unavailable_and_its_work_goes_on() {
    let (mut world, slow) = Slow::world(8);
    let request = current(&world);
    let late = world.send(request).await;
    late.is_problem(503, "unavailable");
    assert_eq!(late.header("retry-after"), "10");
    assert!(late.json()["request_id"].is_string());
    slow.step().await;
    slow.go_on.notify_one();
    slow.step().await;
    assert!(slow.done.load(Ordering::SeqCst));
}

/// A call of the API, its body and the address that it comes from.
fn call_from(peer: &str, body: Body) -> Request<Body> {
    let request = Request::post("/api/v1/resets").header("host", "reset.contoso.example");
    let peer: std::net::SocketAddr = peer.parse().unwrap();
    request.header("content-type", "application/json").extension(ConnectInfo(peer)).body(body).unwrap()
}

/// A body that says when it is asked for, and never comes.
fn never(asked: &Arc<Semaphore>) -> Body {
    let asked = Arc::clone(asked);
    Body::from_stream(futures_util::stream::poll_fn(move |_| -> Poll<Option<Result<Vec<u8>, std::io::Error>>> {
        asked.add_permits(1);
        Poll::Pending
    }))
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_in_time_is_given_up() {
    let mut world = World::new();
    let begun = tokio::time::Instant::now();
    let request = call_from(world.peer, never(&Arc::new(Semaphore::new(0))));
    world.send(request).await.is_problem(400, "malformed_body");
    assert_eq!(begun.elapsed().as_secs(), 5);
}

impl World {
    /// So many calls from one address whose bodies never come; returns when all are being read.
    async fn hold_bodies(&self, peer: &str, count: u32) -> Vec<tokio::task::JoinHandle<()>> {
        let asked = Arc::new(Semaphore::new(0));
        let call = || {
            let answer = self.router.clone().oneshot(call_from(peer, never(&asked)));
            tokio::spawn(async move { drop(answer.await) })
        };
        let calls = (0..count).map(|_| call()).collect();
        let all = tokio::time::timeout(Duration::from_secs(1), asked.acquire_many(count)).await;
        all.expect("every body is being read").unwrap().forget();
        calls
    }
}

#[tokio::test(start_paused = true)]
async fn bodies_that_never_come_take_no_place_of_others() {
    let mut config = config();
    config.max_in_flight = 1;
    let mut world = World::with(config, |_| {});
    let held = world.hold_bodies("198.51.100.1:50000", 64).await;
    assert_eq!(world.get("/api/v1/captcha").await.status, 200);
    world.api(Method::POST, "/api/v1/resets", "{}").await.is_problem(404, "not_found");
    let greedy = || call_from("198.51.100.1:50001", Body::from("{}"));
    let refused = world.router.clone().oneshot(greedy()).await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].as_bytes()), (503, &b"2"[..]));
    for call in held {
        call.await.unwrap();
    }
    assert_eq!(world.router.clone().oneshot(greedy()).await.unwrap().status(), 404, "its share is free again");
}

#[tokio::test(start_paused = true)]
async fn so_many_bodies_are_read_at_a_time_and_no_more() {
    let mut world = World::new();
    let mut held = Vec::new();
    for network in 0..16 {
        held.extend(world.hold_bodies(&format!("198.51.100.{network}:50000"), 64).await);
    }
    world.api(Method::POST, "/api/v1/resets", "{}").await.is_problem(503, "unavailable");
    assert_eq!(world.get("/api/v1/captcha").await.status, 200, "what has no body is answered");
    held.pop().unwrap().abort();
    tokio::task::yield_now().await;
    world.api(Method::POST, "/api/v1/resets", "{}").await.is_problem(404, "not_found");
}

#[tokio::test]
async fn a_service_that_breaks_is_a_fault_with_a_number_for_the_administrator() {
    let broken = Router::new().route("/api/v1/resets/current", get(async || -> &'static str { panic!("broken") }));
    let mut world = World::with(config(), |upstreams| upstreams.orchestrator = broken);
    let answer = world.get("/api/v1/resets/current").await;
    answer.is_problem(500, "internal_error");
    assert!(answer.json()["request_id"].is_string());
    world.cookies.insert("__Host-rekey-reset".into(), "x".into());
    let page = world.get("/reset/code").await;
    page.is_page(500, "Something went wrong on our side");
    assert!(page.text.contains("Number for your administrator: "));
}
