//! What the API passes on, and what it answers itself.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use rekey_gateway::{GatewayConfigError, GatewayKeys, Parts, Upstreams, service};
use rekey_runtime::config::CaptchaConfig;
use rekey_runtime::{Clock, Entropy};
use rekey_wire::captcha::{CaptchaLevel, solve};
use rekey_wire::context::ClientKind;
use rekey_wire::http::{CaptchaView, Problem, ProblemCode};
use rekey_wire::keys::{Keys, Role};
use serde_json::json;

use crate::stand::{World, config, token};

#[tokio::test]
async fn every_call_reaches_its_service_with_a_context_made_for_it() {
    let mut world = World::new();
    for (path, role) in [
        ("/api/v1/resets/current?x=1", Role::Orchestrator),
        ("/api/v1/passwords/assessment", Role::Orchestrator),
        ("/api/v1/sign-ins/current", Role::Registration),
        ("/api/v1/me", Role::Registration),
        ("/api/v1/branding", Role::Admin),
        ("/inbox/messages", Role::Notifier),
    ] {
        let call = format!("GET {path}");
        world.services.on(&call, 200, json!({"from": path}));
        let answer = world.api(Method::GET, path, "").await;
        assert_eq!((answer.status, answer.json()["from"].as_str()), (200, Some(path)));
        assert_eq!(world.services.last(&call).role, role, "{path}");
    }
}

#[tokio::test]
async fn the_context_says_what_is_known_of_the_client_and_nothing_it_wrote_itself() {
    let mut world = World::new();
    let request = Request::get("/api/v1/me")
        .header("host", "Reset.Contoso.example:443")
        .header("rekey-context", "e30.1.x")
        .header("rekey-device", token('d'))
        .header("accept-language", "fr;q=0.1, de-AT")
        .header("user-agent", "u".repeat(300))
        .header("x-forwarded-for", "6.6.6.6")
        .header("cookie", "__Host-rekey-reset=x")
        .header("authorization", "Bearer abc")
        .header("x-other", "1");
    world.send(request.body(Body::empty()).unwrap()).await;
    let seen = world.services.last("GET /api/v1/me");
    let context = seen.context;
    assert_eq!(context.client_address.to_string(), "203.0.113.9");
    assert_eq!(context.host, "reset.contoso.example");
    assert_eq!(context.device, Some(token('d')));
    assert_eq!(context.locale.as_deref(), Some("de-AT"));
    assert_eq!(context.user_agent.map(|agent| agent.len()), Some(200));
    assert_eq!(context.client, ClientKind::Api);
    let mut names: Vec<_> = seen.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["authorization"], "the context header is taken off by the service");
}

#[tokio::test]
async fn a_device_that_has_not_the_form_of_a_token_is_not_passed_on() {
    let mut world = World::new();
    let request = Request::get("/api/v1/me").header("host", world.host).header("rekey-device", "x".repeat(5000));
    world.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(world.services.last("GET /api/v1/me").context.device, None);
}

#[tokio::test]
async fn a_trusted_proxy_tells_the_client() {
    let mut trusting = config();
    trusting.trusted_proxies = vec!["203.0.113.0/24".into()];
    let mut world = World::with(trusting, |_| {});
    let request = Request::get("/api/v1/me").header("host", world.host);
    let request = request.header("x-forwarded-for", "6.6.6.6, 2001:db8:1:2:3:4:5:6, 203.0.113.77");
    world.send(request.body(Body::empty()).unwrap()).await;
    let context = world.services.last("GET /api/v1/me").context;
    assert_eq!(context.client_address.to_string(), "2001:db8:1:2:3:4:5:6");
}

#[tokio::test]
async fn two_tokens_are_none() {
    let mut world = World::new();
    let request = Request::get("/api/v1/me").header("host", world.host);
    let request = request.header("authorization", "Bearer a").header("authorization", "Bearer b");
    world.send(request.body(Body::empty()).unwrap()).await;
    assert!(!world.services.last("GET /api/v1/me").headers.contains_key("authorization"));
}

#[tokio::test]
async fn what_is_between_gateway_and_service_stays_there() {
    let mut world = World::new();
    let headers = [
        ("rekey-rotated-token", "secret"),
        ("set-cookie", "a=b"),
        ("connection", "x-hop, close"),
        ("x-hop", "1"),
        ("keep-alive", "1"),
        ("retry-after", "7"),
    ];
    world.services.on_with("GET /api/v1/resets/current", 200, json!({}), &headers);
    let answer = world.api(Method::GET, "/api/v1/resets/current", "").await;
    for gone in ["rekey-rotated-token", "set-cookie", "connection", "x-hop", "keep-alive"] {
        assert!(!answer.headers.contains_key(gone), "{gone}");
    }
    assert_eq!(answer.header("retry-after"), "7");
}

#[tokio::test]
async fn bodies_arrive_whole_and_only_where_a_call_has_one() {
    let mut world = World::new();
    world.api(Method::POST, "/api/v1/resets", r#"{"user_id":"alice"}"#).await;
    assert_eq!(world.services.last("POST /api/v1/resets").body, r#"{"user_id":"alice"}"#);
    world.api(Method::DELETE, "/api/v1/resets/current", "{}").await;
    assert_eq!(world.services.last("DELETE /api/v1/resets/current").body, "");
}

#[tokio::test]
async fn unknown_paths_and_methods_of_the_api_are_problems_with_a_request_id() {
    let mut world = World::new();
    for path in ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/me", "/api/v1/metrics"] {
        let answer = world.api(Method::GET, path, "").await;
        answer.is_problem(404, "not_found");
        assert_eq!(answer.json()["request_id"].as_str().map(str::len), Some(36), "{path}");
    }
    world.api(Method::POST, "/api/v1/captcha", "{}").await.is_problem(405, "method_not_allowed");
    world.api(Method::DELETE, "/reset/state", "").await.is_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn the_captcha_can_be_solved_and_counts() {
    let mut world = World::new();
    let answer = world.api(Method::GET, "/api/v1/captcha", "").await;
    let view: CaptchaView = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((view.provider.as_str(), view.challenge.maxnumber), ("altcha", 1000));
    let payload = solve(&view.challenge).unwrap();
    let solved = world.keys.captcha().verify(&payload, world.clock.now()).unwrap();
    let left = solved.expires_at.since(world.clock.now());
    assert!(left <= Duration::from_secs(600) && left > Duration::from_secs(590), "{left:?}");
    let again = world.api(Method::GET, "/api/v1/captcha", "").await;
    assert_ne!(again.text, answer.text);
}

#[tokio::test]
async fn a_captcha_is_as_hard_as_it_is_asked_for() {
    let mut world = World::new();
    for (level, maxnumber) in CaptchaLevel::ALL.into_iter().zip([1000, 2000, 4000]) {
        let answer = world.api(Method::GET, &format!("/api/v1/captcha?level={}", level.number()), "").await;
        let view: CaptchaView = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(view.challenge.maxnumber, maxnumber);
        let payload = solve(&view.challenge).unwrap();
        assert_eq!(world.keys.captcha().verify(&payload, world.clock.now()).unwrap().level, level);
    }
    for wrong in ["level=3", "level=-1", "level=01", "level=", "level=1&level=2"] {
        let answer = world.api(Method::GET, &format!("/api/v1/captcha?{wrong}"), "").await;
        answer.is_problem(422, "invalid_field");
    }
    assert_eq!(world.get("/api/v1/captcha?other=1").await.status, 200);
}

#[tokio::test]
async fn the_api_describes_itself() {
    let mut world = World::new();
    let answer = world.api(Method::GET, "/api/v1/openapi.json", "").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["info"]["title"], "Rekey");
}

const CALL: &str = "00000000-0000-7000-8000-000000000001";

#[tokio::test]
async fn the_inbox_is_there_in_the_demo_only() {
    let mut world = World::with(config(), |upstreams| upstreams.inbox = None);
    world.get("/inbox/messages").await.is_problem(404, "not_found");
    world.get("/inbox").await.is_page(404, "There is nothing here");
    let mut demo = World::new();
    let message = json!([{
        "id": CALL, "channel": "sms", "to": "+49151", "text": "Your code", "received_at": "2026-11-24T10:00:00Z"
    }, {
        "id": CALL, "channel": "voice", "to": "+49151", "text": "Press pound", "received_at": "2026-11-24T10:00:00Z"
    }]);
    demo.services.on("GET /inbox/messages", 200, message).on("POST /inbox/messages/1/keys", 202, json!({}));
    assert_eq!(demo.get("/inbox/messages").await.json()[0]["to"], "+49151");
    let page = demo.get("/inbox").await;
    page.is_page(200, "Inbox of the demo");
    assert!(page.text.contains("Your code"));
    let pressed = demo.api(Method::POST, "/inbox/messages/1/keys", r##"{"keys":"42#"}"##).await;
    assert_eq!(
        (pressed.status, demo.services.last("POST /inbox/messages/1/keys").body.as_str()),
        (202, r##"{"keys":"42#"}"##)
    );
    // The page is the phone of a call.
    let (path, keys) = (format!("/inbox/{CALL}/keys"), format!("POST /inbox/messages/{CALL}/keys"));
    assert!(page.text.contains(&path) && page.text.matches("data-phone").count() == 1);
    demo.services.on(&keys, 204, json!({}));
    assert_eq!(demo.post(&path, &[("keys", "42#")]).await.leads_to(), "/inbox");
    assert_eq!(demo.services.last(&keys).body, r##"{"keys":"42#"}"##);
    let end = format!("POST /inbox/messages/{CALL}/end");
    demo.services.on(&end, 204, json!({}));
    for how in ["nothing_pressed", "busy", "no_answer", "voicemail"] {
        assert!(page.text.contains(&format!("name=\"end\" value=\"{how}\"")), "{how}");
        assert_eq!(demo.post(&path, &[("keys", "42"), ("end", how)]).await.leads_to(), "/inbox");
        assert_eq!(demo.services.last(&end).body, format!("{{\"end\":\"{how}\"}}"));
    }
    assert!(demo.post(&path, &[("keys", "")]).await.text.contains("Those are not keys of a phone"));
    demo.services.refuse(&keys, &Problem::new(ProblemCode::ChallengeOver));
    assert!(demo.post(&path, &[("keys", "9")]).await.text.contains("That call is over"));
}

#[tokio::test]
async fn a_config_that_cannot_work_is_told_at_start() {
    let mut wrong = config();
    wrong.trusted_proxies = vec!["everybody".into()];
    let nobody = Router::new();
    let (orchestrator, registration, admin) = (nobody.clone(), nobody.clone(), nobody);
    let parts = Parts {
        config: wrong,
        captcha: CaptchaConfig::default(),
        keys: GatewayKeys::of(&Keys::generate(&mut |buffer| buffer.fill(1))),
        clock: Clock::system(),
        entropy: Entropy,
        upstreams: Upstreams { orchestrator, registration, admin, inbox: None, webhooks: Router::new() },
    };
    assert_eq!(service(parts).err(), Some(GatewayConfigError::TrustedProxy("everybody".into())));
}
