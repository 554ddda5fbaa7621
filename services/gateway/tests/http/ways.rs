//! Pages that set up what needs no contact, confirm what is there, and ask for the password once more.

use rekey_wire::http::{Problem, ProblemCode};
use serde_json::{Value, json};

use crate::stand::{Answer, World, token};

const ID: &str = "00000000-0000-0000-0000-000000000031";
const ME: &str = "GET /api/v1/me";
const METHODS: &str = "GET /api/v1/me/methods";
const ADD: &str = "POST /api/v1/me/methods";
const QUESTIONS: &str = "/api/v1/me/security-questions";
const CODES: &str = "POST /api/v1/me/recovery-codes";
const CONFIRM: &str = "POST /api/v1/me/confirmation";

const WITHOUT_CONTACT: [&str; 4] =
    ["/security-info/app", "/security-info/passkey", "/security-info/questions", "/security-info/recovery-codes"];

fn account() -> Value {
    json!({
        "user_id": "alice@contoso.example", "enabled": true, "capable": true, "required": 1, "to_register": 1,
        "still_to_register": 0,
        "confirmation_due": false, "backup_advised": false, "help": {"contact_url": "/help/contact"},
    })
}

fn methods(methods: Value) -> Value {
    json!({
        "methods": methods, "available": ["authentication_phone", "authentication_email"],
        "available_methods": ["passkey", "authenticator_app", "recovery_code", "security_questions"],
        "phone_channels": ["sms", "voice"], "countries": [{"code": "DE", "calling_code": 49}],
    })
}

fn method(kind: &str) -> Value {
    json!({"id": ID, "method": kind, "hint": "", "verified": true, "managed": false})
}

fn setup(kind: &str, what: (&str, Value)) -> Value {
    let mut setup = json!({"method": method("passkey"), "setup": {
        "kind": kind, "option_id": ID, "resend_after_seconds": 0, "expires_at": "2099-11-24T10:10:00Z",
        "attempts_left": 5,
    }});
    setup["setup"][what.0] = what.1;
    setup
}

fn signed_in() -> World {
    let mut world = World::new();
    world.cookies.insert("__Host-rekey-sign-in".into(), "s".into());
    world.services.on(ME, 200, account()).on(METHODS, 200, methods(json!([])));
    let question = |id: &str| json!({"id": id, "text": format!("Which {id}?")});
    let view = json!({
        "available": [question("pet"), question("boss"), question("city")], "registered": [], "to_register": 2,
        "to_reset": 1,
    });
    world.services.on(&format!("GET {QUESTIONS}"), 200, view);
    world
}

#[track_caller]
fn says(answer: &Answer, sentence: &str) {
    assert!(answer.text.contains(sentence), "{sentence} is not in {}", answer.text);
}

fn body(world: &World, call: &str) -> Value {
    serde_json::from_str(&world.services.last(call).body).unwrap()
}

#[tokio::test]
async fn every_method_is_listed_with_when_it_works_and_what_is_missing() {
    let mut world = signed_in();
    let mut phone = method("mobile_phone");
    phone["slot"] = json!("authentication_phone");
    phone["hint"] = json!("+** **** **** 67");
    phone["retires_at"] = json!("2099-01-02T03:04:05Z");
    let mut app = method("authenticator_app");
    app["hint"] = json!("Work <u>phone");
    app["usable_from"] = json!("2099-01-02T03:04:05Z");
    let mut codes = method("recovery_code");
    codes["count"] = json!(7);
    world.services.on(METHODS, 200, methods(json!([app, codes, phone])));
    let page = world.get("/security-info").await;
    for text in [
        "<span class=\"part\">Work &lt;u&gt;phone</span> · <span class=\"part\">works from <time datetime=\"2099-01-02T03:04:05Z\">2099-01-02 03:04:05 UTC</time></span>",
        "works until <time datetime=\"2099-01-02T03:04:05Z\">",
        "7 codes left",
        "ending in 67",
        "href=\"/security-info/passkey\"",
        "href=\"/security-info/questions\"",
        "Add another authenticator app",
        ">New codes<",
    ] {
        says(&page, text);
    }
    assert!(!page.text.contains("Is all of this still right?"));
    let without = json!({
        "methods": [], "available": [], "available_methods": [], "phone_channels": [], "countries": [],
    });
    world.services.on(METHODS, 200, without);
    let bare = world.get("/security-info").await;
    for path in WITHOUT_CONTACT {
        assert!(!bare.text.contains(path), "{path} is not offered");
        assert_eq!(world.get(path).await.leads_to(), "/security-info", "{path}");
    }
}

#[tokio::test]
async fn without_a_sign_in_nothing_is_set_up() {
    let mut world = World::new();
    let app = format!("/security-info/app/{ID}");
    let passkey = format!("/security-info/passkey/{ID}");
    let all = WITHOUT_CONTACT.into_iter().chain([app.as_str(), passkey.as_str(), "/security-info/confirm"]);
    for path in all {
        assert_eq!(world.get(path).await.leads_to(), "/register", "{path}");
        let fields = [("code", "123456"), ("passkey", "{}"), ("label", "x")];
        assert_eq!(world.post(path, &fields).await.leads_to(), "/register", "{path}");
    }
}

#[tokio::test]
async fn an_app_is_shown_its_secret_once_and_proves_it_with_a_code() {
    let mut world = signed_in();
    world.get("/security-info/app").await.is_page(200, "Add an authenticator app");
    let given = json!({"secret": "JBSW Y3DP", "uri": "otpauth://totp/x?secret=JBSWY3DP", "qr": ["10", "01"]});
    world.services.on(ADD, 201, setup("totp", ("authenticator", given)));
    let shown = world.post("/security-info/app", &[("label", " Work phone ")]).await;
    shown.is_page(200, "Scan this with your app");
    assert_eq!(
        body(&world, ADD),
        json!({"method": "authenticator_app", "label": "Work phone", "replaces_lost": false})
    );
    for text in
        ["JBSW Y3DP", "href=\"otpauth://totp/x?secret=JBSWY3DP\"", "<rect x=\"4\" y=\"4\" width=\"1\" height=\"1\"/>"]
    {
        says(&shown, text);
    }
    assert_eq!(shown.header("cache-control"), "no-store");
    assert!(shown.cookie("__Host-rekey-setup").is_none(), "no cookie holds a secret");
    let verify = format!("/security-info/app/{ID}");
    let verification = format!("POST /api/v1/me/methods/{ID}/verification");
    assert_eq!(world.get(&verify).await.leads_to(), "/security-info/app");
    assert_eq!(world.post(&verify, &[("code", "")]).await.status, 422);
    assert!(world.services.seen(&verification).is_empty());
    let mut wrong = Problem::new(ProblemCode::WrongCode);
    wrong.attempts_left = Some(4);
    world.services.refuse(&verification, &wrong);
    let again = world.post(&verify, &[("code", "111111")]).await;
    again.is_page(422, "Type the code from your new app");
    says(&again, "You have 4 tries left");
    for over in [ProblemCode::ChallengeOver, ProblemCode::NotFound] {
        world.services.refuse(&verification, &Problem::new(over));
        let anew = world.post(&verify, &[("code", "111111")]).await;
        says(&anew, "<h1>Add an authenticator app</h1>");
        says(&anew, "This took too long. Start again.");
    }
    world.services.on(&verification, 200, method("authenticator_app"));
    assert_eq!(world.post(&verify, &[("code", "123456")]).await.leads_to(), "/security-info/thanks");
    assert_eq!(body(&world, &verification), json!({"code": "123456"}));
}

#[tokio::test]
async fn a_name_is_short_and_there_are_only_so_many() {
    let mut world = signed_in();
    for path in ["/security-info/app", "/security-info/passkey"] {
        let long = world.post(path, &[("label", &"x".repeat(41))]).await;
        assert_eq!(long.status, 422);
        says(&long, "id=\"label-problem\"");
    }
    assert!(world.services.seen(ADD).is_empty());
    world.services.refuse(ADD, &Problem::new(ProblemCode::TooManyMethods));
    let many = world.post("/security-info/app", &[("label", &"x".repeat(40))]).await;
    assert_eq!(many.status, 409);
    says(&many, "You have as many of these as you may have. Remove one first.");
}

#[tokio::test]
async fn a_passkey_is_made_by_the_browser_and_passed_on() {
    let mut world = signed_in();
    world.get("/security-info/passkey").await.is_page(200, "Add a passkey");
    world.services.on(ADD, 201, setup("passkey", ("passkey", json!({"publicKey": {"challenge": "AA"}}))));
    let made = world.post("/security-info/passkey", &[]).await;
    made.is_page(200, "Make your passkey");
    assert_eq!(body(&world, ADD), json!({"method": "passkey", "replaces_lost": false}));
    says(&made, "data-passkey=\"create\" data-request=\"{&#34;publicKey&#34;:{&#34;challenge&#34;:&#34;AA&#34;}}\"");
    says(&made, "<noscript>");
    let verify = format!("/security-info/passkey/{ID}");
    let verification = format!("POST /api/v1/me/methods/{ID}/verification");
    assert_eq!(world.get(&verify).await.leads_to(), "/security-info/passkey");
    says(&world.post(&verify, &[("passkey", "")]).await, "No passkey was made.");
    assert!(world.services.seen(&verification).is_empty());
    world.services.refuse(&verification, &Problem::new(ProblemCode::WrongCode));
    let refused = world.post(&verify, &[("passkey", "{}")]).await;
    refused.is_page(422, "Add a passkey");
    says(&refused, "The passkey was not accepted. Start again.");
    world.services.on(&verification, 200, method("passkey"));
    assert_eq!(world.post(&verify, &[("passkey", r#"{"id":"a"}"#)]).await.leads_to(), "/security-info/thanks");
    assert_eq!(body(&world, &verification), json!({"passkey": {"id": "a"}}));
}

#[tokio::test]
async fn recovery_codes_are_shown_once_in_the_answer() {
    let mut world = signed_in();
    let page = world.get("/security-info/recovery-codes").await;
    page.is_page(200, "Recovery codes");
    assert!(!page.text.contains("Your old codes end"));
    let mut codes = method("recovery_code");
    codes["count"] = json!(1);
    world.services.on(METHODS, 200, methods(json!([codes])));
    says(&world.get("/security-info/recovery-codes").await, "You have 1 code left.");
    let drawn = json!({"codes": ["7K3M QX4T 9WPR 2HB6"], "usable_from": "2099-01-02T03:04:05Z"});
    world.services.on(CODES, 201, drawn);
    let shown = world.post("/security-info/recovery-codes", &[]).await;
    shown.is_page(200, "Your ten recovery codes");
    for text in ["7K3M QX4T 9WPR 2HB6", "They work from <time", "I have kept them", "data-print hidden"] {
        says(&shown, text);
    }
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_eq!(world.services.seen(CODES).len(), 1);
    world.services.refuse(CODES, &Problem::new(ProblemCode::Unavailable));
    world.post("/security-info/recovery-codes", &[]).await.is_page(503, "Recovery codes");
}

#[tokio::test]
async fn questions_are_chosen_and_answered_as_many_as_are_asked_for() {
    let mut world = signed_in();
    let page = world.get("/security-info/questions").await;
    page.is_page(200, "Choose your questions");
    assert!(page.text.contains("name=\"question_2\"") && !page.text.contains("name=\"question_3\""));
    let put = format!("PUT {QUESTIONS}");
    let typed = [("question_1", "pet"), ("answer_1", "Rex"), ("question_2", "pet"), ("answer_2", "ab")];
    let wrong = world.post("/security-info/questions", &typed).await;
    assert_eq!(wrong.status, 422);
    for text in ["id=\"question_2-problem\"", "id=\"answer_2-problem\"", "<option value=\"pet\" selected>"] {
        says(&wrong, text);
    }
    assert!(!wrong.text.contains("Rex"), "an answer is never shown again");
    let empty = world.post("/security-info/questions", &[]).await;
    says(&empty, "Question 2: choose one from the list");
    assert!(!empty.text.contains("type your answer"), "an untouched row is told once");
    assert!(world.services.seen(&put).is_empty());
    let typed = [("question_1", "pet"), ("answer_1", "Rex"), ("question_2", "boss"), ("answer_2", " rex")];
    world.services.refuse(&put, &Problem::new(ProblemCode::AnswersAlike).field("answers.1"));
    let alike = world.post("/security-info/questions", &typed).await;
    says(&alike, "id=\"answer_2-problem\"");
    says(&alike, "Each question needs an answer of its own");
    world.services.refuse(&put, &Problem::new(ProblemCode::QuestionUnknown).field("answers.0"));
    says(&world.post("/security-info/questions", &typed).await, "id=\"question_1-problem\"");
    world.services.refuse(&put, &Problem::new(ProblemCode::QuestionCount).field("answers.9"));
    assert_eq!(world.post("/security-info/questions", &typed).await.status, 422);
    world.services.on(&put, 200, json!({}));
    assert_eq!(world.post("/security-info/questions", &typed).await.leads_to(), "/security-info/thanks");
    let answers = json!({"answers": [
        {"question_id": "pet", "answer": "Rex"}, {"question_id": "boss", "answer": " rex"},
    ]});
    assert_eq!(body(&world, &put), answers);
}

#[tokio::test]
async fn a_call_is_offered_beside_a_text_where_calls_are_made() {
    let mut world = signed_in();
    let both = world.get("/security-info/phone").await;
    says(&both, ">text me<");
    says(&both, ">call me<");
    let mut only = methods(json!([]));
    for (channel, offered, missing) in [("voice", ">call me<", ">text me<"), ("sms", ">text me<", ">call me<")] {
        only["phone_channels"] = json!([channel]);
        world.services.on(METHODS, 200, only.clone());
        let page = world.get("/security-info/phone").await;
        says(&page, offered);
        assert!(!page.text.contains(missing), "{missing}");
    }
}

#[tokio::test]
async fn the_call_to_a_new_phone_shows_its_keys_and_leads_on_once_they_are_pressed() {
    let mut world = signed_in();
    let phone = |verified: bool| {
        json!({"id": ID, "method": "mobile_phone", "slot": "authentication_phone", "hint": "+** **** **** 67",
            "verified": verified, "managed": false})
    };
    let mut begun = setup("call", ("match_number", json!("47")));
    begun["method"] = phone(false);
    world.services.on(ADD, 201, begun.clone());
    world.services.on(&format!("GET /api/v1/me/methods/{ID}"), 200, begun);
    let verify = format!("/security-info/verify/{ID}");
    let fields = [("country", "DE"), ("phone_number", "0151 23456789"), ("channel", "voice")];
    assert_eq!(world.post("/security-info/phone", &fields).await.leads_to(), verify);
    assert_eq!(body(&world, ADD)["channel"], json!("voice"));
    let page = world.get(&verify).await;
    page.is_page(200, "Answer our call and press these keys");
    says(&page, "<kbd>4</kbd><kbd>7</kbd>");
    says(&page, &format!("data-state=\"{verify}/state\""));
    let mut ended = setup("call", ("match_number", json!("47")));
    ended["method"] = phone(false);
    ended["setup"]["call_end"] = json!("busy");
    world.services.on(&format!("GET /api/v1/me/methods/{ID}"), 200, ended);
    let page = world.get(&verify).await;
    says(&page, "The line was busy");
    says(&page, "data-end=\"busy\"");
    let again = format!("POST /api/v1/me/methods/{ID}/challenges");
    world.services.refuse(&again, &Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    says(&world.post(&format!("{verify}/again"), &[]).await, "You can ask for another call in 8 seconds.");
    world.services.on(METHODS, 200, methods(json!([phone(true)])));
    for _ in 0..2 {
        assert_eq!(world.get(&verify).await.leads_to(), "/security-info/thanks");
    }
}

#[tokio::test]
async fn a_change_that_needs_a_fresh_sign_in_comes_back_to_its_page() {
    let mut world = signed_in();
    let fresh = Problem::new(ProblemCode::FreshSignInRequired);
    let put = format!("PUT {QUESTIONS}");
    let remove = format!("DELETE /api/v1/me/methods/{ID}");
    for call in [ADD, CODES, &put, &remove] {
        world.services.refuse(call, &fresh);
    }
    world.services.on(METHODS, 200, methods(json!([method("passkey")])));
    let questions = [("question_1", "pet"), ("answer_1", "Rex"), ("question_2", "boss"), ("answer_2", "Miller")];
    let number = [("country", "DE"), ("phone_number", "0151 23456789")];
    let removal = format!("/security-info/remove/{ID}");
    for (page, fields, name) in [
        ("/security-info/phone", &number[..], "phone"),
        ("/security-info/email", &[("email", "a@b.example")], "email"),
        ("/security-info/app", &[], "app"),
        ("/security-info/passkey", &[], "passkey"),
        ("/security-info/questions", &questions, "questions"),
        ("/security-info/recovery-codes", &[], "recovery-codes"),
        (&removal, &[], "list"),
    ] {
        let again = format!("/register/again/{name}");
        assert_eq!(world.post(page, fields).await.leads_to(), again);
        let shown = world.get(&again).await;
        shown.is_page(200, "Sign in again before you change this");
        says(&shown, "value=\"alice@contoso.example\"");
        says(&shown, &format!("action=\"{again}\""));
        world.services.refuse("POST /api/v1/sign-ins", &Problem::new(ProblemCode::SignInFailed));
        let typed = [("user_id", "alice"), ("password", "p")];
        world.post(&again, &typed).await.is_page(401, "Sign in again before you change this");
        let signed_in = json!({"token": token('n'), "account": account(), "next": "none"});
        world.services.on("POST /api/v1/sign-ins", 201, signed_in);
        let home = if name == "list" { "/security-info" } else { page };
        assert_eq!(world.post(&again, &typed).await.leads_to(), home);
        assert_eq!(world.cookies["__Host-rekey-sign-in"], token('n'));
    }
}

#[tokio::test]
async fn signing_in_again_leads_to_names_of_a_list_and_never_to_an_address() {
    let mut world = signed_in();
    for name in ["x", "https:%2F%2Fevil.example", "%2F%2Fevil.example", "PHONE"] {
        let path = format!("/register/again/{name}");
        assert_eq!(world.get(&path).await.leads_to(), "/register");
        assert_eq!(world.post(&path, &[("user_id", "alice"), ("password", "p")]).await.leads_to(), "/register");
    }
    assert!(world.services.seen("POST /api/v1/sign-ins").is_empty());
}

#[tokio::test]
async fn an_administrator_comes_back_after_the_second_factor() {
    let mut world = signed_in();
    world.services.on("POST /api/v1/sign-ins", 201, json!({"token": token('h'), "next": "second_factor"}));
    let typed = [("user_id", "admin"), ("password", "p")];
    assert_eq!(world.post("/register/again/questions", &typed).await.leads_to(), "/register/code");
    let whole = json!({"token": token('w'), "account": account(), "next": "none"});
    world.services.on("POST /api/v1/sign-ins/current/answers", 200, whole);
    assert_eq!(world.post("/register/code", &[("code", "123456")]).await.leads_to(), "/security-info/questions");
    assert!(!world.cookies.contains_key("__Host-rekey-change"));
    world.cookies.insert("__Host-rekey-change".into(), "evil.example".into());
    assert_eq!(world.post("/register/code", &[("code", "123456")]).await.leads_to(), "/security-info");
}

#[tokio::test]
async fn what_is_registered_is_confirmed_with_one_tap() {
    let mut world = signed_in();
    let mut due = account();
    due["confirmation_due"] = json!(true);
    world.services.on("POST /api/v1/sign-ins", 201, json!({"token": token('s'), "account": due, "next": "confirm"}));
    let typed = [("user_id", "alice"), ("password", "p")];
    assert_eq!(world.post("/register", &typed).await.leads_to(), "/security-info/confirm");
    world.services.on(METHODS, 200, methods(json!([method("passkey")])));
    let page = world.get("/security-info/confirm").await;
    page.is_page(200, "Is this still right?");
    for text in ["yes, this is right", "change it", "Passkey"] {
        says(&page, text);
    }
    world.services.on(ME, 200, due);
    says(&world.get("/security-info").await, "Is all of this still right?");
    world.services.on(CONFIRM, 200, account());
    assert_eq!(world.post("/security-info/confirm", &[]).await.leads_to(), "/security-info");
    assert_eq!(world.services.seen(CONFIRM).len(), 1);
    world.services.refuse(CONFIRM, &Problem::new(ProblemCode::Unavailable));
    world.post("/security-info/confirm", &[]).await.is_page(503, "Is this still right?");
}

#[tokio::test]
async fn the_call_that_reads_a_code_to_a_new_phone_is_followed_to_its_end() {
    let mut world = signed_in();
    let method = json!({"id": ID, "method": "mobile_phone", "slot": "authentication_phone",
        "hint": "+** **** **** 67", "verified": false, "managed": false});
    let called = |end: Option<&str>| {
        let mut setup = setup("code", ("code_length", json!(6)));
        setup["method"] = method.clone();
        setup["setup"]["reference"] = json!("KHW");
        setup["setup"]["call_end"] = json!(end);
        setup
    };
    world.services.on(ADD, 201, called(None));
    let verify = format!("/security-info/verify/{ID}");
    let fields = [("country", "DE"), ("phone_number", "0151 23456789"), ("channel", "voice")];
    assert_eq!(world.post("/security-info/phone", &fields).await.leads_to(), verify);
    let look = format!("GET /api/v1/me/methods/{ID}");
    world.services.on(&look, 200, called(None));
    let page = world.get(&verify).await;
    page.is_page(200, "Answer our call and type the code");
    says(&page, "Press <strong>1</strong> to hear your 6 digits");
    says(&page, &format!("data-state=\"{verify}/state\""));
    assert!(!page.text.contains("Use the message"), "a call says no reference");
    world.services.on(&look, 200, called(Some("no_answer")));
    let page = world.get(&verify).await;
    for text in ["Nobody answered", "class=\"button\" type=\"submit\">try again</button>", "data-end=\"no_answer\""] {
        says(&page, text);
    }
    assert!(!page.text.contains("<input id=\"code\""), "nobody heard a code");
    let again = format!("POST /api/v1/me/methods/{ID}/challenges");
    world.services.refuse(&again, &Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    says(&world.post(&format!("{verify}/again"), &[]).await, "You can ask for another call in 8 seconds.");
}
