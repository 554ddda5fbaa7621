//! What an organisation says for itself: questions of its own, help of its groups, contacts that it changes, tokens of its
//! applications.

use rekey_testkit::{Answer, World};
use reqwest::Method;
use serde_json::{Value, json};

use crate::journeys;
use crate::methods::shown;
use crate::steps::{
    DAVE, DEMO, FRANK, FRANK_EMAIL, FRANK_PHONE, NEW_PASSWORD, Reset, apply_settings, message_to, signed_in,
};

const ALICE: &str = "alice@contoso.example";
const ADMIN: &str = "admin@contoso.example";
const GRACE: &str = "grace@fabrikam.example";

/// Two questions of Contoso's own, in two languages.
const QUESTIONS: &str = r#"
[tenants.contoso.questions.own-first-badge]
en = "What colour was your first badge?"
de = "Welche Farbe hatte Ihr erster Ausweis?"
[tenants.contoso.questions.own-first-desk]
en = "On which floor was your first desk?"
"#;

async fn questions(world: &World, token: &str) -> Value {
    world.get("/api/v1/me/security-questions", token).await.good()
}

fn texts<'a>(view: &'a Value, list: &str) -> Vec<&'a str> {
    view[list].as_array().expect("questions").iter().map(|question| question["text"].as_str().expect("words")).collect()
}

async fn status_of(world: &World, token: &str, user_id: &str) -> Answer {
    world.post("/api/v1/registration-status", token, json!({ "user_id": user_id })).await
}

/// Makes a token; what is shown once.
fn token(world: &World, arguments: &[&str]) -> String {
    let said = world.command(&[&["admin", "token", "create"][..], arguments].concat()).expect("makes");
    said.lines().find_map(|line| line.strip_prefix("token (shown once): ")).expect("a token").to_owned()
}

journeys! {
    async fn questions_of_the_organisations_own_are_offered_asked_and_stay_with_who_answered_them(world: World) {
        apply_settings(&world, &format!("{DEMO}{QUESTIONS}"));
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let view = questions(&world, &token).await;
        let offered = texts(&view, "available");
        assert_eq!(offered[0], "What colour was your first badge?");
        assert!(offered.len() >= 37, "{}", offered.len());
        let ids = ["own-first-badge", "own-first-desk", "first-pet", "first-boss", "first-flight"];
        let answers = ["Petrol", "Third floor", "Whiskers", "Miller", "Rome"];
        let known: Vec<(String, &str)> = ids.iter().map(|id| (*id).to_owned()).zip(answers).collect();
        let body: Vec<Value> = known.iter().map(|(id, answer)| json!({ "question_id": id, "answer": answer })).collect();
        let put = |body: Value| world.call(Method::PUT, "/api/v1/me/security-questions", Some(&token), Some(body));
        put(json!({ "answers": body })).await.good();
        // The organisation takes one of them back: nobody else can choose it, and it is asked of who has answered it.
        let fewer = QUESTIONS.split("[tenants.contoso.questions.own-first-desk]").next().expect("a part");
        apply_settings(&world, &format!("{DEMO}{fewer}"));
        assert!(apply_settings(&world, &format!("{DEMO}{fewer}")).contains("nothing to change"));
        let view = questions(&world, &token).await;
        assert!(!texts(&view, "available").contains(&"On which floor was your first desk?"));
        assert!(texts(&view, "registered").contains(&"On which floor was your first desk?"));
        assert_eq!(put(json!({ "answers": body })).await.code(), "question_unknown");
        let mut seen = false;
        for _ in 0..20 {
            let mut reset = Reset::start(&world, ALICE).await;
            reset.choose_method(&world, "security_questions").await;
            let asked = reset.view["challenge"]["questions"].as_array().expect("questions").clone();
            if asked.iter().any(|question| question["text"] == "On which floor was your first desk?") {
                reset.view = reset.answer_with(&world, reset.answers(&known)).await.good();
                assert_eq!(reset.status(), "verified");
                seen = true;
                break;
            }
        }
        assert!(seen, "in twenty resets of three questions each the one that was taken back was never asked");
    }

    async fn a_group_has_its_own_help_and_a_stranger_does_not_see_by_it_who_is_in_it(world: World) {
        let groups = r#"
[[tenants.fabrikam.policy.groups]]
group = "board"
help_address = "board-desk@fabrikam.example"
help_name = "Board Desk"
[[tenants.contoso.policy.groups]]
group = "board"
help_url = "https://board.contoso.example/"
help_name = "Board Desk"
"#;
        let settings = DEMO
            .replace("[tenants.fabrikam.groups]\n", "[tenants.fabrikam.groups]\nboard = [\"frank@fabrikam.example\"]\n")
            .replace("[tenants.contoso.groups]\n", "[tenants.contoso.groups]\nboard = [\"dave@contoso.example\"]\n");
        apply_settings(&world, &format!("{settings}{groups}"));
        let help = |view: &Value| (view["help"]["contact_url"].clone(), view["help"]["name"].clone());
        let everybodys = (json!("/help/contact"), Value::Null);
        // Uniform: only who has proven something sees it; the mail has it.
        let mut reset = Reset::start(&world, FRANK).await;
        assert_eq!(help(&reset.view), everybodys);
        reset.prove_by_email(&world, FRANK_EMAIL, 1).await;
        assert_eq!(help(&reset.view), (json!("mailto:board-desk@fabrikam.example"), json!("Board Desk")));
        let code = message_to(&world, FRANK_EMAIL, "Contact your administrator: Board Desk").await;
        assert!(code.code().is_some(), "{}", code.text);
        assert_eq!(help(&Reset::start(&world, "nobody@fabrikam.example").await.view), everybodys);
        // Explicit: at once.
        let view = Reset::start(&world, DAVE).await.view;
        assert_eq!(help(&view), (json!("https://board.contoso.example/"), json!("Board Desk")));
        let signed_in = world.sign_in(DAVE, &world.password(DAVE)).await.good();
        assert_eq!(help(&signed_in["account"]), (json!("https://board.contoso.example/"), json!("Board Desk")));
        assert_eq!(help(&Reset::start(&world, ALICE).await.view), everybodys);
    }

    async fn a_contact_that_the_organisation_changes_waits_and_the_old_one_hears_of_it(world: World) {
        let settings = |value: &str| {
            DEMO.replace(
                "user_id = \"frank@fabrikam.example\"\n",
                &format!(
                    "user_id = \"frank@fabrikam.example\"\ncontacts = [{{ slot = \"alternate_email\", value = \"{value}\" }}]\n"
                ),
            )
        };
        apply_settings(&world, &settings("frank@new.example"));
        let mail = message_to(&world, FRANK_EMAIL, "A way to get back in was added").await;
        assert!(!mail.text.contains("frank@new.example"), "masked: {}", mail.text);
        world.messages_to(FRANK_PHONE, 1).await;
        let mut reset = Reset::start(&world, FRANK).await;
        let emails = |reset: &Reset| {
            reset.view["options"].as_array().expect("options").iter().filter(|one| one["method"] == "email").count()
        };
        assert_eq!(emails(&reset), 1, "the new one has to wait");
        let token = signed_in(&world, FRANK, &world.password(FRANK)).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        let methods = methods["methods"].as_array().expect("methods");
        let new = methods.iter().find(|one| one["slot"] == "alternate_email").expect("the new one");
        assert!(new["usable_from"].is_string() && new["managed"] == true, "{new}");
        reset.prove_by_email_again(&world, FRANK_EMAIL).await;
        reset.prove_by_text(&world, FRANK_PHONE, 2).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
        let mut world = world;
        world.resume(25 * 3600).await.expect("starts");
        assert_eq!(emails(&Reset::start(&world, FRANK).await), 2, "a day later it counts");
    }

    async fn an_application_asks_whether_people_are_registered_and_hears_as_much_as_its_token_may(world: World) {
        let plain = token(&world, &["intranet"]);
        let told = async |token: &str, user_id: &str| status_of(&world, token, user_id).await.good();
        assert_eq!(told(&plain, DAVE).await, json!({ "registered": true }));
        let unknown = told(&plain, "nobody@contoso.example").await;
        assert_eq!((told(&plain, ALICE).await, unknown.clone()), (unknown, json!({ "registered": false })));
        assert_eq!(told(&plain, FRANK).await, json!({ "registered": false }), "another organisation's");
        let details = token(&world, &["help desk", "--scope", "details", "--tenant", "fabrikam"]);
        let of = |known: bool, enabled: bool, capable: bool| {
            json!({ "registered": capable, "known": known, "enabled": enabled, "capable": capable })
        };
        assert_eq!(told(&details, FRANK).await, of(true, true, true));
        assert_eq!(told(&details, "grace@fabrikam.example").await, of(true, true, false));
        assert_eq!(told(&details, "heidi@fabrikam.example").await, of(true, false, false));
        assert_eq!(told(&details, "nobody@fabrikam.example").await, of(false, false, false));
        assert_eq!(told(&details, DAVE).await, of(false, false, false));
        // Nothing else opens it, and it opens nothing else.
        let person = signed_in(&world, DAVE, &world.password(DAVE)).await;
        assert_eq!(status_of(&world, &person, DAVE).await.code(), "token_invalid");
        assert_eq!(world.get("/api/v1/me", &plain).await.code(), "token_invalid");
        assert_eq!(status_of(&world, &plain, "").await.code(), "user_id_invalid");
        let taken = world.command(&["admin", "token", "create", "intranet"]).expect_err("taken").to_string();
        assert!(taken.contains("already"), "{taken}");
        let wrong = world.command(&["admin", "token", "create", "x", "--scope", "all"]).expect_err("no scope").to_string();
        assert!(wrong.contains("registered, details"), "{wrong}");
        let listed = world.command(&["admin", "token", "list"]).expect("lists");
        assert!(listed.contains("intranet, scope registered") && !listed.contains(&plain), "{listed}");
        world.command(&["admin", "token", "remove", "intranet"]).expect("removes");
        assert_eq!(status_of(&world, &plain, DAVE).await.code(), "token_invalid");
    }

    async fn an_application_that_asks_too_much_has_to_wait(world: World) {
        let token = token(&world, &["intranet"]);
        let mut last = status_of(&world, &token, DAVE).await;
        for _ in 0..120 {
            if last.code() == "too_many_requests" {
                break;
            }
            last = status_of(&world, &token, DAVE).await;
        }
        assert_eq!(last.code(), "too_many_requests");
        assert!(last.retry_after.is_some());
    }

    async fn a_reset_that_rests_on_an_authenticator_ends_when_the_operator_replaces_it(world: World) {
        let policy = DEMO.replace(
            "profile = \"model\"\n",
            "profile = \"model\"\nmethods = [\"email\", \"mobile_phone\", \"office_phone\", \"security_questions\", \"authenticator_app\"]\n",
        );
        apply_settings(&world, &policy);
        let mut reset = Reset::start(&world, ADMIN).await;
        reset.choose_method(&world, "authenticator_app").await;
        let code = shown(&world.authenticator(ADMIN), 0);
        reset.view = reset.answer_with(&world, json!({ "code": code })).await.good();
        reset.prove_by_email(&world, "admin@personal.example", 1).await;
        assert_eq!(reset.status(), "verified");
        world.command(&["admin", "reset-authenticator", ADMIN]).expect("replaces");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "reset_over");
        assert_eq!(reset.look(&world).await["closed_reason"], "superseded");
    }

    async fn what_is_registered_after_the_last_recovery_code_was_used_waits_all_the_same(world: World) {
        let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
        crate::steps::register(&world, &token, "authentication_email", "grace@personal.example").await;
        let codes = crate::methods::recovery_codes(&world, &token).await;
        for (number, code) in codes.iter().enumerate() {
            let mut reset = Reset::start(&world, GRACE).await;
            reset.choose_method(&world, "recovery_code").await;
            let view = reset.answer_with(&world, json!({ "code": code })).await.good();
            assert_eq!(view["recovery_codes_left"], json!(9 - number));
        }
        let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
        let me = world.get("/api/v1/me", &token).await.good();
        assert_eq!(me["capable"], false, "no code is left");
        let body = json!({ "method": "authenticator_app", "label": "My phone" });
        let setup = world.post("/api/v1/me/methods", &token, body).await.good();
        let secret = setup["setup"]["authenticator"]["secret"].as_str().expect("a secret").replace(' ', "");
        let secret = rekey_wire::authenticator::AuthenticatorSecret::parse(&secret).expect("base32");
        let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
        let app = world.post(&path, &token, json!({ "code": shown(&secret, 0) })).await.good();
        assert!(app["usable_from"].is_string() || app["method"]["usable_from"].is_string(), "{app}");
    }

    async fn questions_stay_of_the_same_pool_when_a_reset_goes_on_as_a_decoy(world: World) {
        let policy = DEMO.replace(
            "profile = \"nist\"\n",
            "profile = \"nist\"\nmethods = [\"email\", \"mobile_phone\", \"security_questions\"]\n",
        );
        apply_settings(&world, &policy);
        let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
        crate::steps::register(&world, &token, "authentication_email", "grace@personal.example").await;
        let known = crate::methods::answer_questions(&world, &token).await;
        let mut reset = Reset::start(&world, GRACE).await;
        reset.choose_method(&world, "security_questions").await;
        // Disabled: a stranger's reset goes on as if nothing had happened.
        let members = "password-reset = [\"frank@fabrikam.example\", \"grace@fabrikam.example\"]";
        assert!(policy.contains(members));
        apply_settings(&world, &policy.replace(members, "password-reset = [\"frank@fabrikam.example\"]"));
        reset.choose_method(&world, "security_questions").await;
        for _ in 0..4 {
            let wrong: Vec<Value> = reset.view["challenge"]["questions"]
                .as_array()
                .expect("questions")
                .iter()
                .map(|question| {
                    let id = question["id"].as_str().expect("an id");
                    assert!(known.iter().any(|(known, _)| known == id), "{id} was never answered");
                    json!({ "question_id": id, "answer": "wrong answer" })
                })
                .collect();
            assert_eq!(reset.answer_with(&world, json!({ "answers": wrong })).await.code(), "wrong_code");
            reset.look(&world).await;
        }
    }
}
