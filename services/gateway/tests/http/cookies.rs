//! Cookies: their attributes, what sets them, and the language.

use axum::body::Body;
use axum::http::Method;
use rekey_wire::context::ClientKind;
use serde_json::json;

use crate::stand::{World, config, reset, token};

async fn started(world: &mut World) -> crate::stand::Answer {
    world.services.on("POST /api/v1/resets", 201, json!({"token": token('r'), "reset": reset("choosing")}));
    world.post("/reset", &[("user_id", " alice@contoso.example "), ("captcha", "solved")]).await
}

#[tokio::test]
async fn a_started_reset_lives_in_a_cookie_of_this_host_alone() {
    let mut world = World::new();
    let answer = started(&mut world).await;
    assert_eq!(answer.leads_to(), "/reset/choose");
    let line = format!("__Host-rekey-reset={}; Path=/; HttpOnly; SameSite=Lax; Secure", token('r'));
    assert_eq!(answer.cookie("__Host-rekey-reset"), Some(line.as_str()));
    let seen = world.services.last("POST /api/v1/resets");
    let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(body, json!({"user_id": "alice@contoso.example", "captcha": "solved", "locale": "en"}));
    assert_eq!(seen.context.client, ClientKind::Page);
    world.services.on("GET /api/v1/resets/current", 200, reset("choosing"));
    world.get("/reset/choose").await.is_page(200, "What can you use now?");
    let seen = world.services.last("GET /api/v1/resets/current");
    assert_eq!(seen.headers["authorization"], format!("Bearer {}", token('r')));
}

#[tokio::test]
async fn on_plain_http_cookies_have_plain_names() {
    let mut plain = config();
    plain.public_url = "http://reset.contoso.example".into();
    let mut world = World::with(plain, |_| {});
    world.get("/").await;
    let names: Vec<_> = world.cookies.keys().map(String::as_str).collect();
    assert_eq!(names, ["rekey-csrf"]);
}

#[tokio::test]
async fn a_rotated_token_replaces_the_cookie() {
    let mut world = World::new();
    started(&mut world).await;
    let rotated = token('n');
    let headers = [("rekey-rotated-token", rotated.as_str())];
    world.services.on_with("POST /api/v1/resets/current/answers", 200, reset("verified"), &headers);
    let answer = world.post("/reset/code", &[("code", "482 913")]).await;
    assert_eq!(answer.leads_to(), "/reset/password");
    assert!(!answer.headers.contains_key("rekey-rotated-token"));
    assert_eq!(world.cookies["__Host-rekey-reset"], rotated);
}

#[tokio::test]
async fn a_rotated_token_reaches_the_cookie_from_a_script_s_question_too() {
    let mut world = World::new();
    started(&mut world).await;
    let rotated = token('n');
    let headers = [("rekey-rotated-token", rotated.as_str())];
    world.services.on_with("GET /api/v1/resets/current", 200, reset("verified"), &headers);
    let answer = world.get("/reset/state").await;
    assert_eq!(answer.json()["status"], "verified");
    assert!(!answer.headers.contains_key("rekey-rotated-token"));
    assert_eq!(world.cookies["__Host-rekey-reset"], rotated);
}

#[tokio::test]
async fn a_completed_reset_makes_the_browser_known_for_400_days() {
    let mut world = World::new();
    started(&mut world).await;
    let mut completed = reset("completed");
    completed["device_token"] = json!(token('d'));
    world.services.on("POST /api/v1/resets/current/password", 200, completed);
    let fields = [("new_password", "correct horse battery"), ("repeat_password", "correct horse battery")];
    let answer = world.post("/reset/password", &fields).await;
    assert_eq!(answer.leads_to(), "/reset/done");
    let line = answer.cookie("__Host-rekey-device").unwrap();
    assert!(line.contains("Max-Age=34560000") && line.contains("HttpOnly") && line.contains("Secure"), "{line}");
    world.get("/help").await;
    let call = "GET /api/v1/branding?user_id=anybody@contoso.example";
    assert_eq!(world.services.last(call).context.device, Some(token('d')));
}

#[tokio::test]
async fn the_language_is_chosen_once_and_kept() {
    let mut world = World::new();
    let answer = world.get("/reset?lang=de").await;
    assert_eq!(answer.leads_to(), "/reset");
    assert!(answer.cookie("__Host-rekey-language").unwrap().starts_with("__Host-rekey-language=de; "));
    let page = world.get("/reset").await;
    assert!(page.text.contains("<html lang=\"de\""));
    assert_eq!(world.services.last("GET /api/v1/branding").context.locale.as_deref(), Some("de"));
    assert_eq!(world.get("//evil.example/x?lang=de").await.leads_to(), "/");
}

#[tokio::test]
async fn without_a_choice_the_browser_s_language_counts() {
    let mut world = World::new();
    let request = world.request(Method::GET, "/reset").header("accept-language", "de-AT,en;q=0.5");
    let page = world.send(request.body(Body::empty()).unwrap()).await;
    assert!(page.text.contains("<html lang=\"de\""));
}

#[tokio::test]
async fn two_cookies_of_one_name_are_none() {
    let mut world = World::new();
    let request = world.request(Method::GET, "/reset/choose");
    let request = request.header("cookie", "__Host-rekey-reset=a; __Host-rekey-reset=b").body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.leads_to(), "/reset");
    assert!(world.services.seen("GET /api/v1/resets/current").is_empty());
}

#[tokio::test]
async fn pages_speak_in_the_name_of_the_organisation_whose_user_id_was_typed() {
    let mut world = World::new();
    world.services.on("POST /api/v1/resets", 201, json!({"token": token('r'), "reset": reset("choosing")}));
    let fabrikam = json!({"name": "Fabrikam", "help": {"contact_url": "/help/contact"}});
    world.services.on("GET /api/v1/branding?user_id=anybody@fabrikam.example", 200, fabrikam);
    world.post("/reset", &[("user_id", "frank@Fabrikam.example")]).await;
    assert_eq!(world.cookies["__Host-rekey-domain"], "fabrikam.example", "nobody is named");
    assert!(world.get("/help").await.text.contains("Fabrikam"));
    for odd in ["frank", "frank@fabrikam.example:80", "frank@a&b=c", "frank@"] {
        world.post("/reset", &[("user_id", odd)]).await;
        assert!(!world.cookies.contains_key("__Host-rekey-domain"), "{odd}");
    }
}
