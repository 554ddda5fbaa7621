//! Pages of registration.

use rekey_wire::http::{Problem, ProblemCode};
use serde_json::{Value, json};

use crate::stand::{World, token};

const ID: &str = "00000000-0000-0000-0000-000000000011";

fn account(enabled: bool) -> Value {
    json!({
        "user_id": "alice@contoso.example", "enabled": enabled, "capable": false, "required": 1, "to_register": 1,
        "still_to_register": 1,
        "confirmation_due": false,
        "backup_advised": false, "help": {"contact_url": "/help/contact"},
    })
}

fn method(verified: bool) -> Value {
    json!({
        "id": ID, "method": "mobile_phone", "slot": "authentication_phone", "hint": "+** **** **** 67",
        "verified": verified, "managed": false,
    })
}

fn methods(methods: Value) -> Value {
    json!({
        "methods": methods, "available": ["authentication_phone", "authentication_email"],
        "available_methods": [], "phone_channels": ["sms"],
        "countries": [{"code": "DE", "calling_code": 49}],
    })
}

fn setup() -> Value {
    json!({"method": method(false), "setup": {
        "kind": "code", "option_id": ID, "reference": "KHW", "delivery": "queued", "code_length": 7,
        "resend_after_seconds": 30, "expires_at": "2099-11-24T10:10:00Z", "attempts_left": 5,
    }})
}

fn signed_in() -> World {
    let mut world = World::new();
    world.cookies.insert("__Host-rekey-sign-in".into(), "s".into());
    world.services.on("GET /api/v1/me", 200, account(true));
    world.services.on("GET /api/v1/me/methods", 200, methods(json!([method(false)])));
    world
}

#[tokio::test]
async fn a_sign_in_lives_in_a_cookie_and_makes_the_browser_known() {
    let mut world = World::new();
    let answer = json!({
        "token": token('s'), "account": account(true), "next": "register", "device_token": token('d')
    });
    world.services.on("POST /api/v1/sign-ins", 201, answer);
    let answer = world.post("/register", &[("user_id", "alice"), ("password", " p ")]).await;
    assert_eq!(answer.leads_to(), "/security-info");
    assert_eq!(world.cookies["__Host-rekey-sign-in"], token('s'));
    assert_eq!(world.cookies["__Host-rekey-device"], token('d'));
    let body: Value = serde_json::from_str(&world.services.last("POST /api/v1/sign-ins").body).unwrap();
    assert_eq!(body, json!({"user_id": "alice", "password": " p ", "locale": "en"}));
}

#[tokio::test]
async fn a_refused_sign_in_is_told_without_saying_which_half_is_wrong() {
    let mut world = World::new();
    world.services.refuse("POST /api/v1/sign-ins", &Problem::new(ProblemCode::SignInFailed));
    let answer = world.post("/register", &[("user_id", "alice"), ("password", "sesame1")]).await;
    answer.is_page(401, "Sign in to set up ways back in");
    assert!(answer.text.contains("The user ID or the password is not right") && !answer.text.contains("sesame1"));
    assert!(!world.cookies.contains_key("__Host-rekey-sign-in"));
}

#[tokio::test]
async fn without_a_sign_in_every_page_leads_to_signing_in() {
    let mut world = World::new();
    let verify = format!("/security-info/verify/{ID}");
    let remove = format!("/security-info/remove/{ID}");
    let all =
        ["/security-info", "/security-info/phone", "/security-info/email", "/security-info/thanks", &verify, &remove];
    for path in all {
        assert_eq!(world.get(path).await.leads_to(), "/register", "{path}");
    }
    for path in ["/security-info/phone", "/security-info/email", &verify, &remove] {
        let fields = [("phone_number", "1"), ("email", "e"), ("code", "1")];
        assert_eq!(world.post(path, &fields).await.leads_to(), "/register", "{path}");
    }
}

#[tokio::test]
async fn a_sign_in_that_is_over_leads_to_signing_in_and_not_in_circles() {
    let mut world = signed_in();
    world.services.refuse("GET /api/v1/me", &Problem::new(ProblemCode::TokenInvalid));
    assert_eq!(world.get("/security-info").await.leads_to(), "/register");
    world.get("/register").await.is_page(200, "Sign in to set up ways back in");
}

#[tokio::test]
async fn who_is_signed_in_already_goes_on() {
    assert_eq!(signed_in().get("/register").await.leads_to(), "/security-info");
}

#[tokio::test]
async fn an_account_that_is_not_enabled_is_told_so() {
    let mut world = signed_in();
    world.services.on("GET /api/v1/me", 200, account(false));
    world.get("/security-info").await.is_page(200, "Password reset is not enabled for you");
}

#[tokio::test]
async fn who_is_signed_in_does_not_type_the_user_id_to_ask_for_help() {
    let mut world = signed_in();
    assert!(world.get("/help/contact").await.text.contains("name=\"user_id\" type=\"text\" value=\"alice"));
    world.services.refuse("GET /api/v1/me", &Problem::new(ProblemCode::TokenInvalid));
    let page = world.get("/help/contact").await;
    assert!(page.status == 200 && page.text.contains("name=\"user_id\" type=\"text\" value=\"\""));
}

#[tokio::test]
async fn a_new_phone_leads_to_its_code_and_the_page_knows_the_message() {
    let mut world = signed_in();
    world.services.on("POST /api/v1/me/methods", 201, setup());
    let fields = [("country", "DE"), ("phone_number", "0151 23456789"), ("channel", "sms")];
    let verify = format!("/security-info/verify/{ID}");
    assert_eq!(world.post("/security-info/phone", &fields).await.leads_to(), verify);
    let body: Value = serde_json::from_str(&world.services.last("POST /api/v1/me/methods").body).unwrap();
    let wanted = json!({
        "slot": "authentication_phone", "phone_number": "0151 23456789", "country": "DE", "channel": "sms",
        "replaces_lost": false,
    });
    assert_eq!(body, wanted);
    for _ in 0..2 {
        let page = world.get(&verify).await;
        page.is_page(200, "Type the code we texted");
        assert!(page.text.contains("KHW") && page.text.contains("data-length=\"7\""));
        assert!(page.text.contains("sign-out") || page.text.contains("Sign out"));
    }
    world.services.on("GET /api/v1/me/methods", 200, methods(json!([])));
    let page = world.get(&verify).await;
    page.is_page(200, "Type the code we texted");
    assert!(page.text.contains("ending in 67"), "also where what is under way is not listed");
    world.services.on("GET /api/v1/me/methods", 200, methods(json!([method(false)])));
    world.cookies.remove("__Host-rekey-setup");
    let page = world.get(&verify).await;
    page.is_page(200, "Type the code we texted");
    assert!(!page.text.contains("KHW"));
}

/// Somebody whose new phone was sent a code, the page that waits for it, and where its script asks.
async fn waiting_for_a_code() -> (World, String, String) {
    let mut world = signed_in();
    world.services.on("POST /api/v1/me/methods", 201, setup());
    let verify = format!("/security-info/verify/{ID}");
    world.post("/security-info/phone", &[("country", "DE"), ("phone_number", "0151 23456789")]).await;
    let state = format!("{verify}/state");
    (world, verify, state)
}

#[tokio::test]
async fn the_page_of_a_new_contact_tells_what_became_of_its_message() {
    let (mut world, verify, state) = waiting_for_a_code().await;
    let look = format!("GET /api/v1/me/methods/{ID}");
    let mut failed = setup();
    failed["setup"]["delivery"] = json!("failed");
    world.services.on(&look, 200, failed);
    let answer = world.get(&state).await;
    assert_eq!(answer.status, 200, "{:?}", answer.headers);
    assert_eq!(answer.json()["setup"]["delivery"], "failed");
    let page = world.get(&verify).await;
    assert!(page.text.contains("<span role=\"status\">It could not be delivered. Check what you typed,"));
    assert!(page.text.contains(&format!("data-state=\"{state}\"")) && page.text.contains("data-delivery=\"failed\""));
    world.services.refuse(&look, &Problem::new(ProblemCode::Unavailable));
    assert!(world.get(&verify).await.text.contains(&format!("data-state=\"{state}\"")), "asked again later");
    world.get("/security-info/verify/x/state").await.is_problem(404, "not_found");
    world.cookies.remove("__Host-rekey-sign-in");
    world.get(&state).await.is_problem(401, "token_invalid");
}

#[tokio::test]
async fn a_set_up_that_is_over_is_not_asked_for_again() {
    let (mut world, verify, state) = waiting_for_a_code().await;
    world.services.refuse(&format!("GET /api/v1/me/methods/{ID}"), &Problem::new(ProblemCode::NotFound));
    assert_eq!(world.get(&state).await.status, 204);
    let page = world.get(&verify).await;
    page.is_page(200, "Type the code we texted");
    assert!(!page.text.contains("data-state"), "or the page would load again for ever");
}

#[tokio::test]
async fn what_is_wrong_with_a_new_contact_stands_beside_its_field() {
    let mut world = signed_in();
    world.services.refuse("POST /api/v1/me/methods", &Problem::new(ProblemCode::PhoneNumberInvalid));
    let answer = world.post("/security-info/phone", &[("country", "DE"), ("phone_number", "12")]).await;
    answer.is_page(422, "Add your mobile phone");
    assert!(answer.text.contains("id=\"phone_number-problem\"") && answer.text.contains("value=\"12\""));
    world.services.refuse("POST /api/v1/me/methods", &Problem::new(ProblemCode::EmailOwn));
    let answer = world.post("/security-info/email", &[("email", "alice@contoso.example")]).await;
    answer.is_page(422, "Add your alternate email");
    assert!(answer.text.contains("id=\"email-problem\""));
    for path in ["/security-info/phone", "/security-info/email"] {
        assert_eq!(world.post(path, &[]).await.status, 422);
    }
}

#[tokio::test]
async fn a_verified_contact_is_thanked_for() {
    let mut world = signed_in();
    let verification = format!("POST /api/v1/me/methods/{ID}/verification");
    world.services.on(&verification, 200, json!({}));
    let verify = format!("/security-info/verify/{ID}");
    assert_eq!(world.post(&verify, &[("code", "123456")]).await.leads_to(), "/security-info/thanks");
    assert_eq!(world.services.last(&verification).body, r#"{"code":"123456"}"#);
    world.get("/security-info/thanks").await.is_page(200, "Thanks, that works");
    world.services.refuse(&verification, &Problem::new(ProblemCode::WrongCode));
    let wrong = world.post(&verify, &[("code", "123456")]).await;
    wrong.is_page(422, "Type the code we texted");
    assert!(wrong.text.contains("id=\"code-problem\""));
}

#[tokio::test]
async fn a_spare_is_advised_by_what_is_needed() {
    let mut world = signed_in();
    for (required, why) in [(1, "you always have one left"), (2, "If any of what you set up gets lost")] {
        let mut capable = account(true);
        (capable["capable"], capable["backup_advised"], capable["required"]) =
            (json!(true), json!(true), json!(required));
        capable["still_to_register"] = json!(0);
        world.services.on("GET /api/v1/me", 200, capable);
        let page = world.get("/security-info/thanks").await;
        page.is_page(200, "Thanks, that works");
        assert!(page.text.contains(why), "{required}: {}", page.text);
    }
}

#[tokio::test]
async fn a_new_code_can_be_asked_for() {
    let mut world = signed_in();
    let verify = format!("/security-info/verify/{ID}");
    world.services.on(&format!("POST /api/v1/me/methods/{ID}/challenges"), 202, setup());
    assert_eq!(world.post(&format!("{verify}/again"), &[]).await.leads_to(), verify);
    assert!(world.get(&verify).await.text.contains("KHW"));
    assert_eq!(world.get(&format!("{verify}/again")).await.leads_to(), verify);
}

#[tokio::test]
async fn an_unknown_or_verified_method_leads_to_the_list() {
    let mut world = signed_in();
    world.services.on("GET /api/v1/me/methods", 200, methods(json!([method(true)])));
    for path in [
        format!("/security-info/verify/{ID}"),
        "/security-info/verify/00000000-0000-0000-0000-000000000099".into(),
        "/security-info/verify/x".into(),
        "/security-info/remove/x".into(),
    ] {
        assert_eq!(world.get(&path).await.leads_to(), "/security-info", "{path}");
    }
}

#[tokio::test]
async fn a_method_is_removed_after_asking() {
    let mut world = signed_in();
    let remove = format!("/security-info/remove/{ID}");
    world.get(&remove).await.is_page(200, "Remove this way?");
    world.services.on(&format!("DELETE /api/v1/me/methods/{ID}"), 204, Value::Null);
    assert_eq!(world.post(&remove, &[]).await.leads_to(), "/security-info");
    assert_eq!(world.services.seen(&format!("DELETE /api/v1/me/methods/{ID}")).len(), 1);
}

#[tokio::test]
async fn signing_out_ends_the_sign_in_and_keeps_the_browser_known() {
    let mut world = signed_in();
    world.cookies.insert("__Host-rekey-device".into(), token('d'));
    world.services.on("DELETE /api/v1/sign-ins/current", 204, Value::Null);
    assert_eq!(world.post("/sign-out", &[]).await.leads_to(), "/");
    assert!(!world.cookies.contains_key("__Host-rekey-sign-in"));
    assert!(world.cookies.contains_key("__Host-rekey-device"));
    assert_eq!(world.services.seen("DELETE /api/v1/sign-ins/current").len(), 1);
}
