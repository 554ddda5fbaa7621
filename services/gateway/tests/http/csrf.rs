//! Forms count only from our own pages, in the browser that they were made for.

use axum::body::Body;
use axum::http::Method;

use crate::stand::World;

/// Every address that takes a form.
const FORMS: [&str; 14] = [
    "/reset",
    "/reset/choose",
    "/reset/number",
    "/reset/code",
    "/reset/code/again",
    "/reset/password",
    "/reset/cancel",
    "/register",
    "/sign-out",
    "/security-info/phone",
    "/security-info/email",
    "/security-info/verify/00000000-0000-0000-0000-000000000001",
    "/security-info/remove/00000000-0000-0000-0000-000000000001",
    "/help/contact",
];

async fn post(world: &mut World, path: &str, body: String, headers: &[(&'static str, &str)]) -> crate::stand::Answer {
    let mut request = world.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    world.send(request).await
}

/// A browser in the middle of everything.
fn busy(world: &mut World) {
    for name in ["__Host-rekey-reset", "__Host-rekey-sign-in"] {
        world.cookies.insert(name.into(), "x".into());
    }
}

fn services_were_asked(world: &World) -> bool {
    ["POST", "DELETE"].iter().any(|method| {
        ["resets", "resets/current", "sign-ins", "sign-ins/current", "me/methods", "help-requests"]
            .iter()
            .any(|path| !world.services.seen(&format!("{method} /api/v1/{path}")).is_empty())
    })
}

#[tokio::test]
async fn no_form_counts_without_its_token() {
    let mut world = World::new();
    world.get("/").await;
    busy(&mut world);
    let fields = "user_id=a&password=b&code=1&phone_number=2&email=e&reach_me=r&message=m&captcha=c";
    for path in FORMS.into_iter().chain(["/security-info/verify/00000000-0000-0000-0000-000000000001/again"]) {
        for csrf in ["", "&csrf=", "&csrf=AAAA"] {
            let answer = post(&mut world, path, format!("{fields}{csrf}"), &[]).await;
            answer.is_page(403, "This form is too old");
        }
    }
    assert!(!services_were_asked(&world));
}

#[tokio::test]
async fn a_token_of_another_browser_does_not_count() {
    let (mut world, mut other) = (World::new(), World::new());
    let stolen = other.csrf().await;
    world.get("/").await;
    busy(&mut world);
    for path in FORMS {
        post(&mut world, path, format!("csrf={stolen}"), &[]).await.is_page(403, "This form is too old");
    }
}

#[tokio::test]
async fn a_browser_without_the_cookie_gets_one_with_the_refusal() {
    let mut world = World::new();
    let csrf = world.csrf().await;
    world.cookies.clear();
    let answer = post(&mut world, "/reset", format!("csrf={csrf}&user_id=a"), &[]).await;
    answer.is_page(403, "This form is too old");
    assert!(answer.cookie("__Host-rekey-csrf").is_some());
}

#[tokio::test]
async fn what_the_browser_says_of_another_site_counts_against_a_right_token() {
    let mut world = World::new();
    let csrf = world.csrf().await;
    let own = "https://reset.contoso.example";
    for (headers, status) in [
        (&[][..], 422),
        (&[("origin", own)], 422),
        (&[("origin", own), ("sec-fetch-site", "same-origin")], 422),
        (&[("origin", "null"), ("sec-fetch-site", "same-origin")], 422),
        (&[("origin", "null")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "http://reset.contoso.example")], 403),
        (&[("origin", own), ("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
    ] {
        let answer = post(&mut world, "/reset", format!("csrf={csrf}&user_id="), headers).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn a_field_that_stands_twice_is_refused() {
    let mut world = World::new();
    let csrf = world.csrf().await;
    let answer = post(&mut world, "/reset", format!("csrf={csrf}&user_id=a&user_id=b"), &[]).await;
    answer.is_page(400, "That did not work");
    assert!(!services_were_asked(&world));
}

#[tokio::test]
async fn a_form_of_another_media_type_is_refused() {
    let mut world = World::new();
    let csrf = world.csrf().await;
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json"] {
        let request = world.request(Method::POST, "/reset").header("content-type", kind);
        let request = request.body(Body::from(format!("csrf={csrf}&user_id=a"))).unwrap();
        world.send(request).await.is_page(415, "That did not work");
    }
}

#[tokio::test]
async fn the_password_s_script_needs_the_token_and_json() {
    let mut world = World::new();
    let csrf = world.csrf().await;
    busy(&mut world);
    let path = "/reset/password/rules";
    let assessment = serde_json::json!({"acceptable": false, "rules": []});
    world.services.on("POST /api/v1/passwords/assessment", 200, assessment);
    for (token, kind, site, status, code) in [
        ("", "application/json", "same-origin", 403, "csrf_failed"),
        ("AAAA", "application/json", "same-origin", 403, "csrf_failed"),
        (csrf.as_str(), "application/json", "cross-site", 403, "csrf_failed"),
        (csrf.as_str(), "text/plain", "same-origin", 415, "unsupported_media_type"),
    ] {
        let request = world.request(Method::POST, path).header("content-type", kind);
        let request = request.header("rekey-csrf", token).header("sec-fetch-site", site);
        let request = request.body(Body::from(r#"{"new_password":"x"}"#)).unwrap();
        world.send(request).await.is_problem(status, code);
    }
    assert!(world.services.seen("POST /api/v1/passwords/assessment").is_empty());
    let request = world.request(Method::POST, path).header("content-type", "application/json");
    let request = request.header("rekey-csrf", csrf).header("sec-fetch-site", "same-origin");
    let answer = world.send(request.body(Body::from(r#"{"new_password":"x"}"#)).unwrap()).await;
    assert_eq!(answer.json()["acceptable"], false);
    let seen = world.services.last("POST /api/v1/passwords/assessment");
    assert_eq!(
        (seen.body.as_str(), seen.headers["authorization"].to_str().unwrap()),
        (r#"{"new_password":"x"}"#, "Bearer x")
    );
}
