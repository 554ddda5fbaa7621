//! Pages of a reset: the one that is shown follows from where the reset stands.

use rekey_wire::captcha::CaptchaLevel;
use rekey_wire::http::{Problem, ProblemCode};
use serde_json::json;

use crate::stand::{EMAIL, OTHER_TEXT, TEXT, World, reset};

const CURRENT: &str = "GET /api/v1/resets/current";
const CHALLENGES: &str = "POST /api/v1/resets/current/challenges";
const ANSWERS: &str = "POST /api/v1/resets/current/answers";
const PASSWORD: &str = "POST /api/v1/resets/current/password";

fn at(status: &str) -> World {
    let mut world = World::new();
    world.cookies.insert("__Host-rekey-reset".into(), "r".into());
    world.services.on(CURRENT, 200, reset(status));
    world
}

#[tokio::test]
async fn every_address_of_the_flow_leads_to_the_page_that_fits() {
    let number = format!("/reset/number/{TEXT}");
    let all = [
        "/reset/choose",
        &number,
        "/reset/number",
        "/reset/code",
        "/reset/code/again",
        "/reset/password",
        "/reset/done",
        "/reset/cancel",
        "/reset/closed",
    ];
    for (status, fits, page, heading) in [
        ("choosing", &["/reset/choose", &number][..], "/reset/choose", "What can you use now?"),
        ("challenged", &["/reset/choose", &number, "/reset/code"], "/reset/code", "Type the code we emailed"),
        ("verified", &["/reset/password"], "/reset/password", "Choose a new password"),
        ("changing", &["/reset/password"], "/reset/password", "Choose a new password"),
        ("completed", &["/reset/done"], "/reset/done", "Your password is changed"),
        ("closed", &["/reset/closed"], "/reset/closed", "You stopped this reset"),
    ] {
        let mut world = at(status);
        for path in all {
            let answer = world.get(path).await;
            if fits.contains(&path) {
                assert_eq!(answer.status, 200, "{path} while {status}");
            } else if !matches!((status, path), ("choosing" | "challenged", "/reset/number")) {
                assert_eq!(answer.leads_to(), page, "{path} while {status}");
            }
        }
        let shown = world.get(page).await;
        shown.is_page(200, heading);
        assert!(shown.text.contains("https://help.contoso.example/"), "the way to this reset's administrator");
    }
}

#[tokio::test]
async fn without_a_reset_every_address_leads_to_the_start() {
    let mut world = World::new();
    for path in ["/reset/choose", "/reset/code", "/reset/password", "/reset/done", "/reset/closed", "/reset/number/x"] {
        assert_eq!(world.get(path).await.leads_to(), "/reset");
    }
    world.get("/reset/state").await.is_problem(401, "token_invalid");
    world.get("/reset/state?lang=de").await.is_problem(401, "token_invalid");
    world.get("/reset/events").await.is_problem(401, "token_invalid");
}

#[tokio::test]
async fn a_reset_that_nobody_knows_is_told_and_leads_to_the_start() {
    let mut world = at("choosing");
    world.services.refuse(CURRENT, &Problem::new(ProblemCode::TokenInvalid));
    let answer = world.get("/reset/code").await;
    answer.is_page(401, "This page is no longer open");
    assert!(answer.text.contains("href=\"/reset\""));
    world.get("/reset").await.is_page(200, "Get back into your account");
}

#[tokio::test]
async fn a_harder_check_is_taken_by_the_page_itself_and_nothing_typed_is_lost() {
    let mut world = World::new();
    let first = world.get("/reset").await;
    assert!(first.text.contains("data-url=\"/api/v1/captcha\"") && !first.text.contains("data-goes-on"));
    for level in [CaptchaLevel::Raised, CaptchaLevel::Highest] {
        let problem = Problem::new(ProblemCode::CaptchaTooEasy).field("captcha").captcha_level(level);
        world.services.refuse("POST /api/v1/resets", &problem);
        let answer = world.post("/reset", &[("user_id", "alice@contoso.example"), ("captcha", "c")]).await;
        answer.is_page(422, "Get back into your account");
        let line = format!("data-url=\"/api/v1/captcha?level={}\" data-goes-on=\"\"", level.number());
        assert!(answer.text.contains(&line), "{}", answer.text);
        assert!(answer.text.contains("the automatic check takes a little longer"));
        assert!(answer.text.contains("value=\"alice@contoso.example\""));
        assert!(!answer.text.contains("class=\"notice bad\""), "nothing was wrong");
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_user_id_stands_beside_it() {
    let mut world = World::new();
    world.services.refuse("POST /api/v1/resets", &Problem::new(ProblemCode::UserIdInvalid));
    let answer = world.post("/reset", &[("user_id", "<u>x")]).await;
    answer.is_page(422, "Get back into your account");
    assert!(answer.text.contains("id=\"user_id-problem\"") && answer.text.contains("&#60;u&#62;x"));
    let empty = world.post("/reset", &[("user_id", " ")]).await;
    assert!(empty.status == 422 && empty.text.contains("Type your user ID"));
    world.services.refuse("POST /api/v1/resets", &Problem::new(ProblemCode::TooManyRequests).retry_after(600));
    let limited = world.post("/reset", &[("user_id", "alice")]).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, "600"));
    assert!(limited.text.contains("Try again in 10 minutes"));
}

#[tokio::test]
async fn a_closed_reset_starts_with_its_page() {
    let mut world = World::new();
    world.services.on("POST /api/v1/resets", 201, json!({"token": "t", "reset": reset("closed")}));
    assert_eq!(world.post("/reset", &[("user_id", "erin")]).await.leads_to(), "/reset/closed");
}

#[tokio::test]
async fn an_email_gets_its_code_at_once_and_a_phone_after_its_number() {
    let mut world = at("choosing");
    world.services.on(CHALLENGES, 202, reset("challenged"));
    assert_eq!(world.post("/reset/choose", &[("option", EMAIL)]).await.leads_to(), "/reset/code");
    assert_eq!(world.services.last(CHALLENGES).body, format!(r#"{{"option_id":"{EMAIL}"}}"#));
    let contact = [("option", "sms"), ("contact-sms", OTHER_TEXT)];
    let number = format!("/reset/number/{OTHER_TEXT}");
    assert_eq!(world.post("/reset/choose", &contact).await.leads_to(), number);
    assert_eq!(world.services.seen(CHALLENGES).len(), 1, "nothing is sent before the number is typed");
    world.get(&number).await.is_page(200, "Type your whole number");
    let typed = [("option", OTHER_TEXT), ("phone_number", "+1 202 555 0121")];
    assert_eq!(world.post("/reset/number", &typed).await.leads_to(), "/reset/code");
    let body: serde_json::Value = serde_json::from_str(&world.services.last(CHALLENGES).body).unwrap();
    assert_eq!(body, json!({"option_id": OTHER_TEXT, "phone_number": "+1 202 555 0121"}));
}

#[tokio::test]
async fn a_way_that_is_not_offered_is_not_chosen() {
    let mut world = at("choosing");
    let unknown = "00000000-0000-0000-0000-000000000009";
    for fields in [
        &[][..],
        &[("option", unknown)],
        &[("option", "sms")],
        &[("option", "email"), ("contact-email", TEXT)],
        &[("option", "sms"), ("contact-sms", unknown)],
    ] {
        let answer = world.post("/reset/choose", fields).await;
        answer.is_page(422, "What can you use now?");
        assert!(answer.text.contains("id=\"option-problem\""), "{fields:?}");
    }
    assert!(world.services.seen(CHALLENGES).is_empty());
    assert_eq!(world.get(&format!("/reset/number/{EMAIL}")).await.leads_to(), "/reset/choose");
    assert_eq!(world.get("/reset/number/x").await.leads_to(), "/reset/choose");
}

#[tokio::test]
async fn choosing_the_same_way_again_too_soon_leads_back_to_its_code() {
    let mut world = at("challenged");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::CooldownRunning).retry_after(20));
    assert_eq!(world.post("/reset/choose", &[("option", EMAIL)]).await.leads_to(), "/reset/code");
    let again = world.post("/reset/code/again", &[("option", EMAIL)]).await;
    again.is_page(429, "Type the code we emailed");
    assert!(
        again.text.contains("You can ask for another one in 20 seconds") && again.text.contains("/reset/code?lang=")
    );
    assert!(again.text.contains("not registered. <a") && !again.text.contains("the number differs"), "of a mail");
}

#[tokio::test]
async fn a_new_code_for_a_phone_asks_for_the_number_where_it_is_needed() {
    let mut world = at("challenged");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::PhoneNumberRequired));
    let answer = world.post("/reset/code/again", &[("option", TEXT)]).await;
    assert_eq!(answer.leads_to(), format!("/reset/number/{TEXT}"));
}

#[tokio::test]
async fn a_wrong_number_stands_beside_its_field() {
    let mut world = at("choosing");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::PhoneNumberDiffers));
    let answer = world.post("/reset/number", &[("option", TEXT), ("phone_number", "12")]).await;
    answer.is_page(422, "Type your whole number");
    assert!(answer.text.contains("id=\"phone_number-problem\"") && answer.text.contains("value=\"12\""));
}

#[tokio::test]
async fn a_wrong_code_is_told_with_the_guesses_that_are_left() {
    let mut world = at("challenged");
    let mut wrong = Problem::new(ProblemCode::WrongCode);
    wrong.attempts_left = Some(3);
    world.services.refuse(ANSWERS, &wrong);
    let answer = world.post("/reset/code", &[("code", "111111")]).await;
    answer.is_page(422, "Type the code we emailed");
    assert!(answer.text.contains("You have 3 tries left") && !answer.text.contains("111111"));
    assert_eq!(world.post("/reset/code", &[("code", " ")]).await.status, 422);
    assert_eq!(world.services.seen(ANSWERS).len(), 1, "an empty code is no guess");
    world.services.on(CURRENT, 200, reset("closed"));
    assert_eq!(world.post("/reset/code", &[("code", "111111")]).await.leads_to(), "/reset/closed");
}

#[tokio::test]
async fn a_refused_password_shows_which_rules_are_broken() {
    let mut world = at("verified");
    let mut rejected = serde_json::to_value(Problem::new(ProblemCode::PasswordRejected)).unwrap();
    rejected["reasons"] = json!([{"code": "min_length", "limit": 15, "text": "Long", "met": false}]);
    world.services.on(PASSWORD, 422, rejected);
    let answer = world.post("/reset/password", &[("new_password", "sesame1"), ("repeat_password", "sesame1")]).await;
    answer.is_page(422, "Choose a new password");
    assert!(answer.text.contains("id=\"new_password-problem\"") && answer.text.contains("class=\"broken\""));
    assert!(!answer.text.contains("sesame1"), "a password is never shown again");
    let differing = world.post("/reset/password", &[("new_password", "a"), ("repeat_password", "b")]).await;
    assert!(differing.status == 422 && differing.text.contains("id=\"repeat_password-problem\""));
    let empty = world.post("/reset/password", &[]).await;
    assert!(empty.status == 422 && empty.text.contains("id=\"new_password-problem\""));
    assert_eq!(world.services.seen(PASSWORD).len(), 1);
}

#[tokio::test]
async fn a_password_keeps_its_spaces() {
    let mut world = at("verified");
    world.services.on(PASSWORD, 200, reset("completed"));
    world.post("/reset/password", &[("new_password", " a b "), ("repeat_password", " a b ")]).await;
    assert_eq!(world.services.last(PASSWORD).body, r#"{"new_password":" a b "}"#);
}

#[tokio::test]
async fn a_directory_that_is_down_keeps_the_page_open() {
    let mut world = at("changing");
    world.services.refuse(PASSWORD, &Problem::new(ProblemCode::DirectoryUnavailable).retry_after(60));
    let answer = world.post("/reset/password", &[("new_password", "x"), ("repeat_password", "x")]).await;
    answer.is_page(503, "Choose a new password");
    assert_eq!(answer.header("retry-after"), "60");
    assert!(answer.text.contains("We are not sure yet that it arrived."));
}

#[tokio::test]
async fn a_reset_that_ended_meanwhile_leads_to_why() {
    let mut world = at("closed");
    world.services.refuse(ANSWERS, &Problem::new(ProblemCode::ResetOver));
    assert_eq!(world.post("/reset/code", &[("code", "111111")]).await.leads_to(), "/reset/closed");
}

#[tokio::test]
async fn a_reset_can_be_stopped() {
    let mut world = at("closed");
    world.services.on("DELETE /api/v1/resets/current", 200, reset("closed"));
    assert_eq!(world.post("/reset/cancel", &[]).await.leads_to(), "/reset/closed");
    assert_eq!(world.services.seen("DELETE /api/v1/resets/current").len(), 1);
}

#[tokio::test]
async fn a_help_request_is_sent_or_told_field_by_field() {
    let mut world = World::new();
    let empty = world.post("/help/contact", &[("user_id", "alice")]).await;
    empty.is_page(422, "Contact your administrator");
    assert!(empty.text.contains("id=\"reach_me-problem\"") && empty.text.contains("id=\"message-problem\""));
    let fields = [("user_id", "alice"), ("reach_me", "room 7"), ("message", "help"), ("captcha", "c")];
    world.services.on("POST /api/v1/help-requests", 202, json!(null));
    assert_eq!(world.post("/help/contact", &fields).await.leads_to(), "/help/contact/sent");
    world.get("/help/contact/sent").await.is_page(200, "Your message is on its way");
    world.services.refuse("POST /api/v1/help-requests", &Problem::new(ProblemCode::CaptchaInvalid));
    let refused = world.post("/help/contact", &fields).await;
    refused.is_page(422, "Contact your administrator");
    assert!(refused.text.contains("The automatic check has to run again"));
}

#[tokio::test]
async fn pages_are_shown_without_the_organisation_s_name_where_nobody_tells_it() {
    let mut world = World::new();
    world.services.refuse("GET /api/v1/branding", &Problem::new(ProblemCode::Unavailable));
    world.get("/reset").await.is_page(200, "Get back into your account");
}
