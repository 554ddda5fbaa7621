//! Pages of administrators: their own sign-in in its own cookie, and lists that ask for what the form said.

use rekey_wire::http::{Problem, ProblemCode};
use serde_json::{Value, json};

use crate::stand::{World, token};

const COOKIE: &str = "__Host-rekey-administrator";
const ANSWERS: &str = "POST /api/v1/sign-ins/current/answers";

fn overview() -> Value {
    json!({
        "user_id": "admin@contoso.example", "since": "2026-11-23T10:00:00Z", "deliveries": [], "dead_letters": 0,
        "resets": {"started": 0, "under_way": 0, "completed": 0, "closed": []},
    })
}

fn whole() -> Value {
    json!({
        "token": token('w'), "next": "none", "device_token": token('d'),
        "account": {
            "user_id": "admin@contoso.example", "enabled": true, "capable": true, "required": 1,
            "to_register": 1, "still_to_register": 1, "confirmation_due": false, "backup_advised": false,
            "help": {"contact_url": "/help/contact"},
        },
    })
}

fn half_in() -> World {
    let world = World::new();
    world.services.on("POST /api/v1/sign-ins", 201, json!({"token": token('h'), "next": "second_factor"}));
    world.services.refuse("GET /api/v1/me", &Problem::new(ProblemCode::TokenInvalid));
    world
}

fn signed_in() -> World {
    let mut world = World::new();
    world.cookies.insert(COOKIE.into(), token('w'));
    world
}

#[tokio::test]
async fn an_administrator_signs_in_for_administration_and_goes_on_to_the_code() {
    let mut world = half_in();
    let answer = world.post("/admin", &[("user_id", "admin@contoso.example"), ("password", " p ")]).await;
    assert_eq!(answer.leads_to(), "/admin/code");
    assert_eq!(world.cookies[COOKIE], token('h'));
    assert!(!world.cookies.contains_key("__Host-rekey-device"), "half a sign-in makes no browser known");
    let body: Value = serde_json::from_str(&world.services.last("POST /api/v1/sign-ins").body).unwrap();
    assert_eq!(body["purpose"], "administration");
    world.services.on(ANSWERS, 200, whole());
    let answer = world.post("/admin/code", &[("code", "123 456")]).await;
    assert_eq!(answer.leads_to(), "/admin");
    assert_eq!((&world.cookies[COOKIE], &world.cookies["__Host-rekey-device"]), (&token('w'), &token('d')));
    let asked = world.services.last(ANSWERS);
    assert_eq!(asked.headers["authorization"].to_str().unwrap(), format!("Bearer {}", token('h')));
}

#[tokio::test]
async fn an_administrator_who_registers_is_asked_for_the_code_too_and_is_not_in_admin() {
    let mut world = half_in();
    let answer = world.post("/register", &[("user_id", "admin@contoso.example"), ("password", "p")]).await;
    assert_eq!(answer.leads_to(), "/register/code");
    world.services.on(ANSWERS, 200, whole());
    assert_eq!(world.post("/register/code", &[("code", "123456")]).await.leads_to(), "/security-info");
    assert_eq!(world.cookies["__Host-rekey-sign-in"], token('w'));
    assert!(!world.cookies.contains_key(COOKIE));
}

#[tokio::test]
async fn a_sign_in_that_has_to_begin_anew_says_why_and_is_forgotten() {
    let mut spent = Problem::new(ProblemCode::WrongCode);
    spent.attempts_left = Some(0);
    for (problem, words) in [
        (Problem::new(ProblemCode::TokenInvalid), "That took too long"),
        (Problem::new(ProblemCode::ChallengeOver), "Too many wrong codes"),
        (spent, "Too many wrong codes"),
    ] {
        let mut world = half_in();
        world.cookies.insert(COOKIE.into(), token('h'));
        world.services.refuse(ANSWERS, &problem);
        let answer = world.post("/admin/code", &[("code", "123456")]).await;
        answer.is_page(problem.status, "Sign in as an administrator");
        assert!(answer.text.contains(words), "{}", answer.text);
        assert!(!world.cookies.contains_key(COOKIE), "{words}");
    }
}

#[tokio::test]
async fn without_a_sign_in_every_page_leads_to_signing_in() {
    let mut world = World::new();
    world.get("/admin").await.is_page(200, "Sign in as an administrator");
    for path in ["/admin/code", "/admin/resets", "/admin/deliveries", "/admin/dead-letters"] {
        assert_eq!(world.get(path).await.leads_to(), "/admin", "{path}");
    }
    let mut world = signed_in();
    for code in [ProblemCode::TokenInvalid, ProblemCode::Forbidden] {
        for list in ["resets", "deliveries", "dead-letters"] {
            world.services.refuse(&format!("GET /api/v1/admin/{list}?"), &Problem::new(code));
            assert_eq!(world.get(&format!("/admin/{list}")).await.leads_to(), "/admin", "{list}");
        }
        world.services.refuse("GET /api/v1/admin/overview", &Problem::new(code));
        world.get("/admin").await.is_page(200, "Sign in as an administrator");
    }
}

#[tokio::test]
async fn the_sign_in_of_a_person_is_no_administrators() {
    let mut world = World::new();
    world.cookies.insert("__Host-rekey-sign-in".into(), token('s'));
    world.services.on("GET /api/v1/admin/overview", 200, overview());
    world.get("/admin").await.is_page(200, "Sign in as an administrator");
    assert!(world.services.seen("GET /api/v1/admin/overview").is_empty());
}

#[tokio::test]
async fn a_list_asks_for_what_the_form_said_and_links_to_what_is_older() {
    let mut world = signed_in();
    let asked = "GET /api/v1/admin/resets?user_id=a%40b.example&status=closed";
    world.services.on(asked, 200, json!({"resets": [], "older": "place"}));
    let page = world.get("/admin/resets?user_id=+a%40b.example+&status=closed&closed_reason=&tenant=x").await;
    page.is_page(200, "Resets");
    assert!(
        page.text.contains("/admin/resets?user_id=a%40b.example&#38;status=closed&#38;before=place"),
        "{}",
        page.text
    );
    let older = "GET /api/v1/admin/resets?user_id=a%40b.example&status=closed&before=place";
    world.services.on(older, 200, json!({"resets": []}));
    let page = world.get("/admin/resets?user_id=a%40b.example&status=closed&before=place").await;
    page.is_page(200, "Resets");
    assert!(page.text.contains(">Newest</a>") && !page.text.contains(">Older</a>"), "{}", page.text);
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_told_on_the_page() {
    let mut world = signed_in();
    let wrong = Problem::new(ProblemCode::UserIdInvalid).field("user_id");
    world.services.refuse("GET /api/v1/admin/deliveries?user_id=two+words", &wrong);
    let page = world.get("/admin/deliveries?user_id=two+words").await;
    page.is_page(422, "Deliveries");
    assert!(page.text.contains("id=\"user_id-problem\"") && page.text.contains("value=\"two words\""));
}

#[tokio::test]
async fn who_signs_out_is_out_also_where_the_service_is_away() {
    let mut world = signed_in();
    world.services.refuse("DELETE /api/v1/sign-ins/current", &Problem::new(ProblemCode::Unavailable));
    assert_eq!(world.post("/admin/sign-out", &[]).await.leads_to(), "/admin");
    assert!(!world.cookies.contains_key(COOKIE));
    assert_eq!(world.services.seen("DELETE /api/v1/sign-ins/current").len(), 1);
}
