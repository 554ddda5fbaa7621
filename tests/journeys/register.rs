//! Registering ways to be reached, and using them the same day.

use serde_json::json;

use crate::journeys;
use crate::steps::{
    CONTOSO_POLICY, DAVE, DAVE_EMAIL, DAVE_PHONE, NEW_PASSWORD, Reset, apply_settings, delete, demo_with, message_to,
    register, signed_in, wrong,
};

const ALICE: &str = "alice@contoso.example";
const PHONE: &str = "+14255550177";
const EMAIL: &str = "alice@personal.example";

journeys! {
    async fn register_then_forget_and_get_it_back_the_same_day(world: World) {
        let password = world.password(ALICE);
        let signed = world.sign_in(ALICE, &password).await.good();
        assert_eq!(signed["next"], "register");
        let token = signed["token"].as_str().expect("a token").to_owned();
        register(&world, &token, "authentication_phone", PHONE).await;
        let me = world.get("/api/v1/me", &token).await.good();
        assert_eq!((&me["capable"], &me["backup_advised"]), (&json!(true), &json!(true)));
        register(&world, &token, "authentication_email", EMAIL).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert_eq!(methods["methods"].as_array().expect("methods").len(), 2);
        assert_eq!(world.get("/api/v1/me", &token).await.good()["backup_advised"], false);

        let mut reset = Reset::start(&world, ALICE).await;
        // The first message was the code of the registration, the second tells of the email address.
        reset.prove_by_text(&world, PHONE, 3).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!(world.get("/api/v1/me", &token).await.code(), "token_invalid", "sign-ins end with the old password");
        signed_in(&world, ALICE, NEW_PASSWORD).await;
    }

    async fn a_grace_without_methods_needs_two_in_fabrikam(world: World) {
        let grace = "grace@fabrikam.example";
        let token = signed_in(&world, grace, &world.password(grace)).await;
        register(&world, &token, "authentication_email", "grace@personal.example").await;
        let me = world.get("/api/v1/me", &token).await.good();
        assert_eq!((&me["capable"], &me["required"]), (&json!(false), &json!(2)));
        register(&world, &token, "authentication_phone", "+14255550178").await;
        assert_eq!(world.get("/api/v1/me", &token).await.good()["capable"], true);
    }

    async fn wrong_user_ids_and_passwords_are_answered_alike(world: World) {
        let wrong = world.sign_in(ALICE, "not her password").await;
        for user_id in ["nobody@contoso.example", "nobody@nowhere.example", "erin@contoso.example"] {
            let other = world.sign_in(user_id, "not her password").await;
            assert_eq!((other.status, &other.body), (wrong.status, &wrong.body), "{user_id}");
        }
        assert_eq!(wrong.code(), "sign_in_failed");
    }

    async fn who_is_not_enabled_is_told_with_the_link(world: World) {
        let erin = "erin@contoso.example";
        let signed = world.sign_in(erin, &world.password(erin)).await.good();
        assert_eq!(signed["next"], "not_enabled");
        assert_eq!(signed["account"]["help"]["contact_url"], "/help/contact");
        let token = signed["token"].as_str().expect("a token").to_owned();
        let body = json!({ "slot": "authentication_email", "email": "erin@other.example" });
        assert_eq!(world.post("/api/v1/me/methods", &token, body).await.code(), "forbidden");
    }

    async fn numbers_and_addresses_that_cannot_be_used_are_told(world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        for (body, code) in [
            (json!({ "slot": "authentication_phone", "phone_number": "12" }), "phone_number_invalid"),
            (json!({ "slot": "authentication_phone", "phone_number": "+1 900 234 5678" }), "phone_number_refused"),
            (json!({ "slot": "authentication_phone", "phone_number": "+1 800 234 5678" }), "phone_number_refused"),
            (json!({ "slot": "authentication_phone", "phone_number": "+43 664 1234567" }), "country_not_allowed"),
            (json!({ "slot": "authentication_email", "email": "no address" }), "email_invalid"),
            (json!({ "slot": "authentication_email", "email": "a@b.example,c@d.example" }), "email_invalid"),
            (json!({ "slot": "authentication_email", "email": ALICE }), "email_own"),
        ] {
            let answer = world.post("/api/v1/me/methods", &token, body.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (422, code), "{body}");
        }
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert!(methods["methods"].as_array().expect("methods").is_empty(), "nothing is half registered");
        assert!(world.inbox().await.is_empty());
    }

    async fn a_wrong_or_late_code_registers_nothing(mut world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let body = json!({ "slot": "authentication_phone", "phone_number": "425 555 0177", "country": "US" });
        let setup = world.post("/api/v1/me/methods", &token, body).await.good();
        let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
        let code = world.code_to(PHONE, 1).await;
        let answer = world.post(&path, &token, json!({ "code": wrong(&code) })).await;
        assert_eq!((answer.code(), answer.body["attempts_left"].as_u64()), ("wrong_code", Some(4)));
        world.resume(301).await.expect("starts");
        assert_eq!(world.post(&path, &token, json!({ "code": code })).await.code(), "challenge_over");
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert!(methods["methods"].as_array().expect("methods").is_empty());
        let again = path.replace("verification", "challenges");
        world.post(&again, &token, json!({})).await.good();
        let second = world.code_to(PHONE, 2).await;
        world.post(&path, &token, json!({ "code": second })).await.good();
    }

    async fn a_set_up_begun_anew_waits_like_send_again(mut world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let body = json!({ "slot": "authentication_email", "email": EMAIL });
        world.post("/api/v1/me/methods", &token, body.clone()).await.good();
        let early = world.post("/api/v1/me/methods", &token, body.clone()).await;
        assert_eq!((early.status.as_u16(), early.code()), (429, "cooldown_running"));
        assert!((1..=30).contains(&early.retry_after.expect("told")));
        world.code_to(EMAIL, 1).await;
        world.resume(31).await.expect("starts");
        world.post("/api/v1/me/methods", &token, body).await.good();
        assert_eq!(world.messages_to(EMAIL, 2).await.len(), 2);
    }

    async fn a_set_up_belongs_to_its_own_sign_in(world: World) {
        let alice = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let body = json!({ "slot": "authentication_email", "email": EMAIL });
        let setup = world.post("/api/v1/me/methods", &alice, body).await.good();
        let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
        let code = world.code_to(EMAIL, 1).await;
        let bob = signed_in(&world, "bob@contoso.example", &world.password("bob@contoso.example")).await;
        assert_eq!(world.post(&path, &bob, json!({ "code": code })).await.status.as_u16(), 404);
        world.post(&path, &alice, json!({ "code": code })).await.good();
    }

    async fn what_was_removed_is_not_offered_and_its_owner_is_told(world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        register(&world, &token, "authentication_phone", PHONE).await;
        register(&world, &token, "authentication_email", EMAIL).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        let email = methods["methods"].as_array().expect("methods").iter()
            .find(|method| method["slot"] == "authentication_email").expect("there")["id"].as_str().expect("an id").to_owned();
        let gone = delete(&world, &format!("/api/v1/me/methods/{email}"), &token).await;
        assert_eq!(gone.status.as_u16(), 204);
        let reset = Reset::start(&world, ALICE).await;
        assert_eq!(reset.channels(), ["sms", "voice"], "the phone alone");
        assert!(world.messages_to(EMAIL, 2).await[0].code().is_none(), "told at the address that was removed");
        delete(&world, "/api/v1/sign-ins/current", &token).await;
        assert_eq!(world.get("/api/v1/me", &token).await.code(), "token_invalid");
    }

    async fn a_lost_phone_stops_working_at_once_and_is_told_all_the_same(mut world: World) {
        const FINDER: &str = DAVE_PHONE;
        let token = signed_in(&world, DAVE, &world.password(DAVE)).await;
        let body = json!({ "slot": "authentication_phone", "phone_number": PHONE, "replaces_lost": true });
        let setup = world.post("/api/v1/me/methods", &token, body).await.good();
        let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
        let code = world.code_to(PHONE, 1).await;
        let new = world.post(&path, &token, json!({ "code": code })).await.good();
        assert!(new["usable_from"].is_string(), "it waits: {new}");
        message_to(&world, DAVE_EMAIL, "added").await;
        message_to(&world, FINDER, "added").await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert_eq!(methods["methods"].as_array().expect("methods").len(), 2, "the lost one is gone: {methods}");

        let reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.channels(), ["email"], "neither the lost phone nor yet the new one");
        world.resume(25 * 60 * 60).await.expect("starts");
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.channels(), ["email", "sms", "voice"]);
        assert_eq!(reset.choose(&world, "sms", Some(FINDER)).await.code(), "phone_number_ends_differently");
        reset.prove_by_text_again(&world, PHONE).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_phone_that_is_replaced_works_until_the_new_one_does(mut world: World) {
        let token = signed_in(&world, DAVE, &world.password(DAVE)).await;
        register(&world, &token, "authentication_phone", PHONE).await;
        message_to(&world, DAVE_PHONE, "added").await;
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.choose(&world, "sms", Some(PHONE)).await.code(), "phone_number_ends_differently");
        reset.prove_by_text(&world, DAVE_PHONE, 2).await;
        world.resume(25 * 60 * 60).await.expect("starts");
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.choose(&world, "sms", Some(DAVE_PHONE)).await.code(), "phone_number_ends_differently");
        reset.prove_by_text_again(&world, PHONE).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_contact_that_goes_takes_the_resets_under_way_with_it(world: World) {
        let token = signed_in(&world, DAVE, &world.password(DAVE)).await;
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!(reset.status(), "verified");
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        let email = methods["methods"].as_array().expect("methods").iter()
            .find(|method| method["slot"] == "authentication_email").expect("there")["id"].as_str().expect("an id").to_owned();
        delete(&world, &format!("/api/v1/me/methods/{email}"), &token).await;
        assert_eq!(reset.look(&world).await["closed_reason"], "superseded");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "reset_over");
        assert_eq!(world.get("/api/v1/me", &token).await.status.as_u16(), 200);
    }
    async fn after_so_many_days_a_person_is_asked_whether_it_is_still_right(mut world: World) {
        const DAY: i64 = 24 * 3600;
        let with = |days: u16| {
            demo_with(CONTOSO_POLICY, &format!("{CONTOSO_POLICY}reconfirm_days = {days}\n"))
        };
        let password = world.password(ALICE);
        let token = signed_in(&world, ALICE, &password).await;
        register(&world, &token, "authentication_phone", PHONE).await;
        // Never, where the interval is nought.
        apply_settings(&world, &with(0));
        world.resume(800 * DAY).await.expect("starts");
        assert_eq!(world.sign_in(ALICE, &password).await.good()["next"], "none");
        apply_settings(&world, &with(10));
        let asked = world.sign_in(ALICE, &password).await.good();
        assert_eq!(asked["next"], "confirm");
        let token = asked["token"].as_str().expect("a token");
        assert_eq!(world.get("/api/v1/me", token).await.good()["confirmation_due"], true);
        let confirmed = world.post("/api/v1/me/confirmation", token, json!({})).await.good();
        assert_eq!(confirmed["confirmation_due"], false);
        for (days, next) in [(800, "none"), (809, "none"), (810, "confirm")] {
            // A minute more: what was confirmed was confirmed a little after the clock was set.
            world.resume(days * DAY + 60).await.expect("starts");
            assert_eq!(world.sign_in(ALICE, &password).await.good()["next"], next, "{days}");
        }
    }
}
