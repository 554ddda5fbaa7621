//! Headers of every answer, hosts, and requests that came through a proxy.

use axum::body::Body;
use axum::http::{Method, Request};

use crate::stand::{Answer, World, config};

async fn answers(world: &mut World) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    for path in ["/", "/reset", "/help", "/nothing", "/assets/nothing.js", "/api/v1/captcha", "/api/v1/nothing"] {
        answers.push((path, world.get(path).await));
    }
    answers.push(("a redirect", world.get("/reset/code").await));
    answers.push(("a wrong method", world.api(Method::PUT, "/reset", "{}").await));
    answers.push(("a form without token", world.api(Method::POST, "/reset", "{}").await));
    answers.push(("too large", world.api(Method::POST, "/api/v1/resets", &" ".repeat(70_000)).await));
    let elsewhere = Request::get("/reset").header("host", "evil.example").body(Body::empty()).unwrap();
    answers.push(("a wrong host", world.send(elsewhere).await));
    answers
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let mut world = World::new();
    for (name, answer) in answers(&mut world).await {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.split("; ").any(|each| each == part), "{part} in {name}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{name}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(answer.header("cache-control"), "no-store", "{name}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{name}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{name}");
    }
}

#[tokio::test]
async fn plain_http_promises_no_tls() {
    let mut plain = config();
    plain.public_url = "http://reset.contoso.example".into();
    let mut world = World::with(plain, |_| {});
    assert_eq!(world.get("/").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_and_everything_that_a_page_names_is_there() {
    let mut world = World::new();
    let page = world.get("/reset").await.text;
    let named: Vec<_> = page.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(named.len() >= 5, "{named:?}");
    for name in named {
        let answer = world.get(&format!("/assets/{name}")).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.header("cache-control").contains("immutable"), "{name}");
        assert!(answer.headers.get("set-cookie").is_none(), "{name}");
    }
}

#[tokio::test]
async fn another_host_is_refused_as_a_page_or_a_problem() {
    let mut world = World::new();
    for host in ["evil.example", "reset.contoso.example.evil.example", "reset.contoso.example@evil.example", ""] {
        let page = Request::get("/reset").header("host", host).body(Body::empty()).unwrap();
        world.send(page).await.is_page(421, "Wrong address");
        let call = Request::get("/api/v1/branding").header("host", host).body(Body::empty()).unwrap();
        world.send(call).await.is_problem(421, "wrong_host");
    }
    let none = Request::get("/api/v1/branding").body(Body::empty()).unwrap();
    world.send(none).await.is_problem(421, "wrong_host");
    let two = Request::get("/api/v1/branding").header("host", world.host).header("host", "evil.example");
    world.send(two.body(Body::empty()).unwrap()).await.is_problem(421, "wrong_host");
    let differing = Request::get("http://evil.example/api/v1/branding").header("host", world.host);
    world.send(differing.body(Body::empty()).unwrap()).await.is_problem(421, "wrong_host");
    assert!(world.services.seen("GET /api/v1/branding").is_empty());
}

#[tokio::test]
async fn the_public_host_is_answered_and_those_of_the_list() {
    let mut listed = config();
    listed.allowed_hosts = Vec::new();
    let mut world = World::with(listed.clone(), |_| {});
    world.get("/reset").await.is_page(200, "Get back into your account");
    world.host = "reset.fabrikam.example";
    assert_eq!(world.get("/reset").await.status, 421);
    listed.allowed_hosts = vec!["reset.fabrikam.example".into()];
    for host in ["reset.contoso.example", "reset.fabrikam.example"] {
        let mut world = World::with(listed.clone(), |_| {});
        world.host = host;
        world.get("/reset").await.is_page(200, "Get back into your account");
    }
}

#[tokio::test]
async fn the_demo_refuses_requests_that_came_through_a_proxy() {
    let mut demo = config();
    demo.refuse_forwarded = true;
    let mut world = World::with(demo, |_| {});
    for name in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"] {
        let request = Request::get("/api/v1/captcha").header("host", world.host).header(name, "x");
        world.send(request.body(Body::empty()).unwrap()).await.is_problem(421, "wrong_host");
    }
    assert_eq!(world.get("/api/v1/captcha").await.status, 200);
}

#[tokio::test]
async fn unknown_addresses_are_pages_for_people() {
    let mut world = World::new();
    let answer = world.get("/nothing").await;
    answer.is_page(404, "There is nothing here");
    assert!(answer.text.contains("Contoso"), "in the organisation's name");
    world.api(Method::DELETE, "/reset", "").await.is_page(405, "There is nothing here");
    world.get("//evil.example/x").await.is_page(404, "There is nothing here");
}
