//! Reports of providers: passed on as they came, within their own bounds.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::routing::post;
use rekey_wire::keys::Role;
use serde_json::json;
use tokio::sync::{Notify, Semaphore};
use tower::ServiceExt as _;

use crate::stand::{World, config};

const PATH: &str = "/webhooks/twilio/messages/1?a=1&b=%2F";
const BODY_MAX_BYTES: usize = 16 * 1024;

fn report(world: &World, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(PATH).header("host", world.host).header("x-twilio-signature", "c2lnbmVk");
    let request = request.header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    request.header("cookie", "__Host-csrf=x").header("authorization", "Bearer x").body(body.into()).unwrap()
}

#[tokio::test]
async fn a_report_goes_to_the_notifier_as_it_came() {
    let mut world = World::new();
    let call = format!("POST {PATH}");
    world.services.on(&call, 200, json!({}));
    let answer = world.send(report(&world, "To=%2B1425&Body=a+b&To=2")).await;
    assert_eq!((answer.status, answer.cookie("__Host-csrf")), (200, None), "no browser is there to keep it");
    let seen = world.services.last(&call);
    assert_eq!((seen.role, seen.body.as_str()), (Role::Notifier, "To=%2B1425&Body=a+b&To=2"));
    assert_eq!(seen.headers["x-twilio-signature"], "c2lnbmVk");
    assert!(!seen.headers.contains_key("cookie") && !seen.headers.contains_key("authorization"));
    assert_eq!(seen.context.client_address.to_string(), "203.0.113.9");
}

#[tokio::test]
async fn two_signatures_are_none() {
    let mut world = World::new();
    let mut request = report(&world, "a=1");
    request.headers_mut().append("x-twilio-signature", "b3RoZXI=".parse().unwrap());
    world.send(request).await;
    assert!(!world.services.last(&format!("POST {PATH}")).headers.contains_key("x-twilio-signature"));
}

#[tokio::test]
async fn a_report_has_16_kib_and_no_more() {
    let mut world = World::new();
    world.services.on(&format!("POST {PATH}"), 200, json!({}));
    assert_eq!(world.send(report(&world, "a".repeat(BODY_MAX_BYTES))).await.status, 200);
    world.send(report(&world, "a".repeat(BODY_MAX_BYTES + 1))).await.is_problem(413, "body_too_large");
}

#[tokio::test]
async fn reports_are_posted_and_nothing_else() {
    let mut world = World::new();
    let answer = world.send(world.request(Method::GET, PATH).body(Body::empty()).unwrap()).await;
    answer.is_problem(405, "method_not_allowed");
    let answer = world.send(world.request(Method::POST, "/webhooks/").body(Body::empty()).unwrap()).await;
    answer.is_problem(404, "not_found");
}

#[tokio::test]
async fn reports_keep_nobody_else_from_being_answered() {
    let (begun, go_on) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
    let (began, wait) = (begun.clone(), go_on.clone());
    let slow = move || {
        let (began, wait) = (began.clone(), wait.clone());
        async move {
            began.add_permits(1);
            wait.notified().await;
            "{}"
        }
    };
    let slow = Router::new().route("/webhooks/{*rest}", post(slow));
    let mut world = World::with(config(), |upstreams| upstreams.webhooks = slow);
    let from = |world: &World, peer: &str| {
        let mut request = report(world, "a=1");
        let peer = axum::extract::ConnectInfo::<std::net::SocketAddr>(peer.parse().unwrap());
        request.extensions_mut().insert(peer);
        tokio::spawn(world.router.clone().oneshot(request))
    };
    let mut under_way = Vec::new();
    for peer in ["203.0.113.9:1", "203.0.113.10:1"] {
        under_way.extend((0..32).map(|_| from(&world, peer)));
        begun.acquire_many(32).await.unwrap().forget();
        let more = from(&world, peer).await.unwrap().unwrap();
        assert_eq!((more.status().as_u16(), more.headers()["retry-after"].to_str().unwrap()), (503, "2"), "{peer}");
    }
    assert_eq!(from(&world, "203.0.113.11:1").await.unwrap().unwrap().status(), 503, "all places are taken");
    assert_eq!(world.get("/api/v1/captcha").await.status, 200, "people have theirs");
    // Half of them hang up: their work goes on, and keeps its places.
    let stay = under_way.split_off(32);
    for left in under_way {
        left.abort();
        assert!(left.await.unwrap_err().is_cancelled());
    }
    assert_eq!(from(&world, "203.0.113.9:1").await.unwrap().unwrap().status(), 503, "nothing is free yet");
    go_on.notify_waiters();
    for report in stay {
        assert_eq!(report.await.unwrap().unwrap().status(), 200);
    }
}
