//! Bad input: a stable code and a human sentence, nothing sent, nothing stored, never a 500.

use rekey_testkit::World;
use reqwest::Method;
use serde_json::{Value, json};

use crate::journeys;
use crate::steps::{DAVE, Reset, signed_in};

/// Values that no field takes.
fn nonsense() -> Vec<Value> {
    vec![
        json!(null),
        json!(7),
        json!(true),
        json!(["dave@contoso.example", "x"]),
        json!({ "0": "dave@contoso.example" }),
        json!(""),
        json!(" "),
        json!("a\u{0}b"),
        json!("line\r\nBcc: x@evil.example"),
        json!("x".repeat(20_000)),
        json!("\u{202e}\u{2066}"),
    ]
}

/// The body without its captcha.
fn shown(body: &Value) -> String {
    let mut body = body.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("captcha");
    }
    body.to_string()
}

async fn refused(world: &World, path: &str, token: Option<&str>, body: Value) {
    let answer = world.call(Method::POST, path, token, Some(body.clone())).await;
    let status = answer.status.as_u16();
    let told = [400, 401, 413, 415, 422].contains(&status);
    assert!(told, "{path} {status} {} for {:.200}", answer.body, shown(&body));
    assert!(answer.content_type.starts_with("application/problem+json"), "{path}: {}", answer.content_type);
    assert!(!answer.code().is_empty() && answer.body["title"].as_str().is_some_and(|title| title.len() > 10));
}

journeys! {
    async fn every_public_field_refuses_what_it_cannot_take(world: World) {
        let reset = Reset::start(&world, DAVE).await;
        let token = signed_in(&world, "alice@contoso.example", &world.password("alice@contoso.example")).await;
        for value in nonsense() {
            refused(&world, "/api/v1/resets", None, json!({ "user_id": value, "captcha": world.captcha().await })).await;
            refused(&world, "/api/v1/resets", None, json!({ "user_id": DAVE, "captcha": value })).await;
            refused(&world, "/api/v1/resets/current/challenges", Some(&reset.token), json!({ "option_id": value })).await;
            refused(&world, "/api/v1/sign-ins", None, json!({ "user_id": value, "password": "x" })).await;
            refused(&world, "/api/v1/me/methods", Some(&token), json!({ "slot": value, "email": "a@b.example" })).await;
            refused(&world, "/api/v1/me/methods", Some(&token), json!({ "slot": "authentication_email", "email": value })).await;
            refused(&world, "/api/v1/me/methods", Some(&token), json!({ "slot": "authentication_phone", "phone_number": value })).await;
            refused(&world, "/api/v1/help-requests", None, json!({
                "user_id": DAVE, "reach_me": value, "message": "help", "captcha": world.captcha().await })).await;
        }
        assert!(world.inbox().await.is_empty());
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert!(methods["methods"].as_array().expect("methods").is_empty());
    }

    async fn missing_unknown_and_doubled_members_are_refused(world: World) {
        let captcha = world.captcha().await;
        for body in [
            "".to_owned(),
            "{".to_owned(),
            "[]".to_owned(),
            "\"dave\"".to_owned(),
            "{}".to_owned(),
            format!(r#"{{"user_id":"{DAVE}"}}"#),
            format!(r#"{{"user_id":"{DAVE}","captcha":"{captcha}","to":"x@evil.example"}}"#),
            format!(r#"{{"user_id":"{DAVE}","user_id":"x","captcha":"{captcha}"}}"#),
        ] {
            let headers = [("content-type", "application/json")];
            let answer = world.raw(Method::POST, "/api/v1/resets", &headers, body.clone().into_bytes()).await;
            assert!([400, 422].contains(&answer.status.as_u16()), "{body}: {}", answer.status);
            assert!(["malformed_body", "invalid_field"].contains(&answer.code()), "{body}: {}", answer.body);
        }
        let form = format!("user_id={DAVE}&captcha={captcha}").into_bytes();
        for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"] {
            let answer = world.raw(Method::POST, "/api/v1/resets", &[("content-type", kind)], form.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (415, "unsupported_media_type"), "{kind}");
        }
        let large = vec![b' '; 200_000];
        let answer = world.raw(Method::POST, "/api/v1/resets", &[("content-type", "application/json")], large).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (413, "body_too_large"));
    }

    async fn unknown_paths_and_methods_are_problems_too(world: World) {
        for (method, path, status) in [
            (Method::GET, "/api/v1/nothing", 404),
            (Method::GET, "/api/v2/resets", 404),
            (Method::PUT, "/api/v1/resets", 405),
            (Method::GET, "/api/v1/resets/current/answers", 405),
        ] {
            let answer = world.call(method, path, None, None).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            assert!(answer.content_type.starts_with("application/problem+json"), "{path} {}", answer.content_type);
        }
    }

    async fn a_captcha_counts_once(world: World) {
        let captcha = world.captcha().await;
        let body = json!({ "user_id": DAVE, "captcha": captcha });
        let first = world.call(Method::POST, "/api/v1/resets", None, Some(body.clone())).await;
        assert_eq!(first.status.as_u16(), 201);
        let second = world.call(Method::POST, "/api/v1/resets", None, Some(body)).await;
        assert_eq!((second.status.as_u16(), second.code()), (422, "captcha_invalid"));
    }

    async fn the_context_header_of_a_stranger_counts_for_nothing(world: World) {
        let captcha = world.captcha().await;
        let body = json!({ "user_id": DAVE, "captcha": captcha }).to_string().into_bytes();
        let headers = [("content-type", "application/json"), ("rekey-context", "e30.1.x")];
        assert_eq!(world.raw(Method::POST, "/api/v1/resets", &headers, body).await.status.as_u16(), 201);
    }

    async fn the_demo_answers_to_its_own_names_only(world: World) {
        for headers in [
            [("host", "evil.example")],
            [("x-forwarded-for", "203.0.113.9")],
            [("forwarded", "for=203.0.113.9")],
        ] {
            let answer = world.raw(Method::GET, "/api/v1/captcha", &headers, Vec::new()).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (421, "wrong_host"), "{headers:?}");
        }
    }
}
