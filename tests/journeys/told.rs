//! What people and administrators are told of a reset, by mail and on the page.

use reqwest::Method;
use serde_json::json;

use crate::journeys;
use crate::methods::recovery_codes;
use crate::steps::{
    CONTOSO_POLICY, DAVE, DAVE_EMAIL, DAVE_PHONE, DEMO, NEW_PASSWORD, Reset, apply_settings, demo_with, message_to,
    register, signed_in,
};

const ALICE: &str = "alice@contoso.example";
const ALICE_EMAIL: &str = "alice@personal.example";
const GRACE: &str = "grace@fabrikam.example";
const GRACE_EMAIL: &str = "grace@personal.example";
const ADMIN: &str = "admin@contoso.example";
const ADMIN_EMAIL: &str = "admin@personal.example";
const ADMIN_PHONE: &str = "+14255550111";
const CHIEF_EMAIL: &str = "chief@personal.example";

journeys! {
    async fn a_recovery_code_that_was_used_is_told_with_how_many_are_left(world: World) {
        let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
        register(&world, &token, "authentication_email", GRACE_EMAIL).await;
        let codes = recovery_codes(&world, &token).await;
        let mut reset = Reset::start(&world, GRACE).await;
        reset.choose_method(&world, "recovery_code").await;
        assert_eq!(reset.answer_with(&world, json!({ "code": "AAAA-AAAA-AAAA-AAAA" })).await.code(), "wrong_code");
        assert!(reset.look(&world).await["recovery_codes_left"].is_null(), "none was used");
        reset.view = reset.answer_with(&world, json!({ "code": codes[0] })).await.good();
        assert_eq!((&reset.view["gates"]["passed"], &reset.view["recovery_codes_left"]), (&json!(1), &json!(9)));
        let mail = message_to(&world, GRACE_EMAIL, "A recovery code was used").await;
        assert!(mail.text.contains("Codes left: 9"), "{}", mail.text);
        reset.prove_by_email_again(&world, GRACE_EMAIL).await;
        let done = reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!((&done["recovery_codes_left"], &done["passkey_advised"]), (&json!(9), &json!(true)));
        let token = signed_in(&world, GRACE, NEW_PASSWORD).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        let left = methods["methods"].as_array().expect("methods").iter().find(|one| one["method"] == "recovery_code");
        assert_eq!(left.expect("codes")["count"], 9);
    }

    async fn an_administrators_reset_is_told_to_every_other_administrator_and_to_nobody_else(world: World) {
        let chief = format!(
            "{DEMO}\n[[tenants.contoso.accounts]]\nuser_id = \"chief@contoso.example\"\nadministrator = true\n\
             contacts = [{{ slot = \"alternate_email\", value = \"{CHIEF_EMAIL}\" }}]\n"
        );
        apply_settings(&world, &chief);
        let mut reset = Reset::start(&world, ADMIN).await;
        reset.prove_by_email(&world, ADMIN_EMAIL, 1).await;
        reset.prove_by_text(&world, ADMIN_PHONE, 1).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
        let told = message_to(&world, CHIEF_EMAIL, "administrator’s password was reset").await;
        assert!(told.text.contains(ADMIN), "{}", told.text);
        message_to(&world, ADMIN_EMAIL, "Your password was changed").await;
        let inbox = world.inbox().await;
        let told: Vec<&str> =
            inbox.iter().filter(|one| one.text.contains("administrator’s password")).map(|one| one.to.as_str()).collect();
        assert_eq!(told, [CHIEF_EMAIL]);
        // Where the policy says so, nobody else hears of it.
        let quiet = chief.replace("profile = \"model\"\n", "profile = \"model\"\nnotify_administrators = false\n");
        assert_ne!(quiet, chief);
        apply_settings(&world, &quiet);
        let mut reset = Reset::start(&world, ADMIN).await;
        reset.prove_by_email_again(&world, ADMIN_EMAIL).await;
        reset.prove_by_text(&world, ADMIN_PHONE, 3).await;
        reset.set_password(&world, "Forty blue umbrellas 9").await.good();
        world.messages_to(ADMIN_PHONE, 4).await;
        assert_eq!(world.messages_to(CHIEF_EMAIL, 1).await.len(), 1);
    }
    async fn where_the_policy_says_so_a_person_is_not_told_of_their_own_reset(world: World) {
        apply_settings(&world, &demo_with(CONTOSO_POLICY, &format!("{CONTOSO_POLICY}notify_person = false\n")));
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
        apply_settings(&world, DEMO);
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email_again(&world, DAVE_EMAIL).await;
        reset.set_password(&world, "Forty blue umbrellas 9").await.good();
        // What would have been sent of the first had come before this.
        message_to(&world, DAVE_EMAIL, "Your password was changed").await;
        world.messages_to(DAVE_PHONE, 1).await;
        let inbox = world.inbox().await;
        let to: Vec<&str> = inbox.iter().filter(|one| one.code().is_none()).map(|one| one.to.as_str()).collect();
        assert_eq!((to.len(), to.contains(&DAVE_EMAIL), to.contains(&DAVE_PHONE)), (2, true, true), "{inbox:?}");
    }

    async fn who_asks_for_no_language_is_written_to_in_the_groups_or_else_the_organisations(world: World) {
        let settings = DEMO
            .replace("name = \"Contoso\"\n", "name = \"Contoso\"\nlocale = \"de\"\n")
            .replace("[tenants.contoso.groups]\n", "[tenants.contoso.groups]\nboard = [\"dave@contoso.example\"]\n");
        let group = "[[tenants.contoso.policy.groups]]\ngroup = \"board\"\nlocale = \"en\"\n";
        apply_settings(&world, &format!("{settings}{group}"));
        let label = |reset: &Reset| reset.view["options"][0]["label"].as_str().expect("words").to_owned();
        // The organisation's, at the sign-in and in the reset.
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        register(&world, &token, "authentication_email", ALICE_EMAIL).await;
        message_to(&world, ALICE_EMAIL, "Diese Adresse als Weg zurück in Ihr Konto bei Contoso").await;
        let mut reset = Reset::start(&world, ALICE).await;
        let german = label(&reset);
        reset.prove_by_email_again(&world, ALICE_EMAIL).await;
        message_to(&world, ALICE_EMAIL, "Zurücksetzen des Passworts Ihres Kontos bei Contoso").await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
        message_to(&world, ALICE_EMAIL, "Ihr Passwort wurde geändert").await;
        // The group's.
        let token = signed_in(&world, DAVE, &world.password(DAVE)).await;
        register(&world, &token, "authentication_email", "dave@new.example").await;
        message_to(&world, "dave@new.example", "Using this address to get back into your Contoso account").await;
        message_to(&world, DAVE_EMAIL, "A way to get back in was added").await;
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        message_to(&world, DAVE_EMAIL, "Resetting the password of your Contoso account").await;
        assert_ne!(label(&reset), german);
        // What a person asks for goes before both.
        let body = json!({ "user_id": DAVE, "captcha": world.captcha().await, "locale": "de" });
        let begun = world.call(Method::POST, "/api/v1/resets", None, Some(body)).await.good();
        let token = begun["token"].as_str().expect("a token").to_owned();
        let mut reset = Reset { token, view: begun["reset"].clone() };
        reset.choose(&world, "email", None).await.good();
        message_to(&world, DAVE_EMAIL, "Zurücksetzen des Passworts Ihres Kontos bei Contoso").await;
    }
}
