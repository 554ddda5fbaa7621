//! What a settings file says counts, for whoever comes and for whoever is under way.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::journeys;
use crate::methods::{answer_questions, authenticator, recovery_codes, shown};
use crate::passkeys::passkey;
use crate::steps::{
    CONTOSO_POLICY, DAVE, DAVE_EMAIL, DAVE_PHONE, FABRIKAM_POLICY, FRANK, FRANK_EMAIL, FRANK_PHONE, NEW_PASSWORD,
    Reset, apply_settings, demo_with, signed_in,
};

const ALICE: &str = "alice@contoso.example";
const BOB: &str = "bob@contoso.example";
const BOBS_PHONE: &str = "+14255550121";
const BOBS_EMAIL: &str = "bob@personal.example";
const ENABLED: &str = "enabled_for = { groups = [\"password-reset\"] }\n";

/// Contoso's policy with more in it.
fn contoso(more: &str) -> String {
    demo_with(CONTOSO_POLICY, &format!("{CONTOSO_POLICY}{more}"))
}

/// Fabrikam's policy with more in it.
fn fabrikam(more: &str) -> String {
    demo_with(FABRIKAM_POLICY, &format!("{FABRIKAM_POLICY}{more}"))
}

/// The methods that are offered.
fn methods(reset: &Reset) -> BTreeSet<&str> {
    let options = reset.view["options"].as_array().expect("options").iter();
    options.map(|option| option["method"].as_str().expect("a method")).collect()
}

fn gates(required: u8, passed: u8) -> Value {
    json!({ "required": required, "passed": passed })
}

/// Two proofs, calls on: people whose numbers are one line in two slots, two lines, or abroad.
const HOOLI: &str = r#"
[tenants.hooli]
name = "Hooli"
domains = ["hooli.example"]
[tenants.hooli.policy]
profile = "nist"
disclosure = "explicit"
voice = "match_number"
enabled_for = "everybody"
countries = ["US"]
[[tenants.hooli.accounts]]
user_id = "olga@hooli.example"
contacts = [{ slot = "mobile_phone", value = "+14255550181" }, { slot = "office_phone", value = "+14255550181" }]
[[tenants.hooli.accounts]]
user_id = "otto@hooli.example"
contacts = [
    { slot = "mobile_phone", value = "+14255550182" },
    { slot = "office_phone", value = "+14255550182" },
    { slot = "alternate_email", value = "otto@personal.example" },
]
[[tenants.hooli.accounts]]
user_id = "omar@hooli.example"
contacts = [{ slot = "mobile_phone", value = "+14255550183" }, { slot = "office_phone", value = "+14255550184" }]
[[tenants.hooli.accounts]]
user_id = "odo@hooli.example"
contacts = [
    { slot = "mobile_phone", value = "+436641234567" },
    { slot = "alternate_email", value = "odo@personal.example" },
]
"#;

journeys! {
    async fn one_line_in_two_slots_is_one_proof_and_one_abroad_is_none(world: World) {
        let told = apply_settings(&world, HOOLI);
        assert!(told.contains("warning: tenants.hooli.accounts.odo@hooli.example: +* *** *** **67 gets no code"), "{told}");
        for user_id in ["olga@hooli.example", "odo@hooli.example"] {
            let reset = Reset::start(&world, user_id).await;
            assert_eq!((reset.status(), &reset.view["closed_reason"]), ("closed", &json!("not_registered")), "{user_id}");
        }
        let otto = Reset::start(&world, "otto@hooli.example").await;
        assert_eq!(methods(&otto), BTreeSet::from(["email", "mobile_phone"]), "the same line is not offered twice");
        let omar = Reset::start(&world, "omar@hooli.example").await;
        assert_eq!(methods(&omar), BTreeSet::from(["mobile_phone", "office_phone"]));
    }

    async fn fewer_answers_than_are_asked_now_are_no_method(world: World) {
        apply_settings(&world, &contoso("questions_to_register = 3\nquestions_to_reset = 3\n"));
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        answer_questions(&world, &token).await;
        assert_eq!(world.get("/api/v1/me", &token).await.good()["capable"], true);
        assert_eq!(methods(&Reset::start(&world, ALICE).await), BTreeSet::from(["security_questions"]));
        apply_settings(&world, &contoso("questions_to_register = 5\nquestions_to_reset = 3\n"));
        let signed = world.sign_in(ALICE, &world.password(ALICE)).await.good();
        assert_eq!((&signed["next"], &signed["account"]["capable"]), (&json!("register"), &json!(true)));
        assert_eq!(Reset::start(&world, ALICE).await.status(), "choosing", "three are enough for a reset");
        apply_settings(&world, &contoso("questions_to_register = 5\nquestions_to_reset = 4\n"));
        assert_eq!(world.get("/api/v1/me", &token).await.good()["capable"], false);
        assert_eq!(Reset::start(&world, ALICE).await.view["closed_reason"], "not_registered");
    }

    async fn where_nobody_may_reset_everybody_is_told_so(world: World) {
        let nobody = format!("{CONTOSO_POLICY}enabled_for = \"nobody\"\n");
        let settings = demo_with(&format!("{CONTOSO_POLICY}{ENABLED}"), &nobody);
        assert_eq!(Reset::start(&world, DAVE).await.status(), "choosing");
        apply_settings(&world, &settings);
        for user_id in [ALICE, DAVE, "erin@contoso.example", "nobody@contoso.example"] {
            let reset = Reset::start(&world, user_id).await;
            assert_eq!((reset.status(), &reset.view["closed_reason"]), ("closed", &json!("not_enabled")), "{user_id}");
        }
        for user_id in [ALICE, DAVE] {
            let signed_in = world.sign_in(user_id, &world.password(user_id)).await.good();
            assert_eq!(signed_in["next"], "not_enabled", "{user_id}");
        }
        assert!(world.inbox().await.is_empty());
    }

    async fn where_nobody_may_reset_strangers_see_ways_that_lead_nowhere(world: World) {
        let nobody = format!("{FABRIKAM_POLICY}enabled_for = \"nobody\"\n");
        apply_settings(&world, &demo_with(&format!("{FABRIKAM_POLICY}{ENABLED}"), &nobody));
        let mut reset = Reset::start(&world, FRANK).await;
        assert_eq!(reset.status(), "choosing");
        reset.choose(&world, "email", None).await.good();
        assert_eq!(reset.answer(&world, "000000").await.code(), "wrong_code");
        let signed_in = world.sign_in(FRANK, &world.password(FRANK)).await.good();
        assert_eq!(signed_in["next"], "not_enabled", "who knows the password is told");
        // What is asked for later arrives, and nothing for Frank.
        let mut other = Reset::start(&world, DAVE).await;
        other.prove_by_email(&world, DAVE_EMAIL, 1).await;
        let inbox = world.inbox().await;
        assert!(inbox.iter().all(|message| message.to == DAVE_EMAIL), "{inbox:?}");
    }

    async fn two_proofs_of_one_class_are_one_where_classes_count(world: World) {
        apply_settings(&world, &contoso("gates = 2\n"));
        let mut reset = Reset::start(&world, BOB).await;
        let id = reset.option_to("authentication_phone", "sms");
        reset.choose_option(&world, &id, Some(BOBS_PHONE)).await.good();
        let code = world.code_to(BOBS_PHONE, 1).await;
        reset.answer(&world, &code).await.good();
        let left = BTreeSet::from(["email", "office_phone", "security_questions"]);
        assert_eq!(methods(&reset), left, "as methods are counted another phone is another proof");

        apply_settings(&world, &contoso("gates = 2\ncount = \"classes\"\n"));
        let mut reset = Reset::start(&world, BOB).await;
        let text = reset.option_to("authentication_phone", "sms");
        let others = [
            reset.option_to("authentication_phone", "voice"),
            reset.option_to("mobile_phone", "sms"),
            reset.option_to("office_phone", "voice"),
        ];
        reset.choose_option(&world, &text, Some(BOBS_PHONE)).await.good();
        let code = world.code_to(BOBS_PHONE, 2).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.view["gates"], gates(2, 1));
        assert_eq!(methods(&reset), BTreeSet::from(["email", "security_questions"]));
        for other in others {
            assert_eq!(reset.choose_option(&world, &other, Some(BOBS_PHONE)).await.code(), "option_unknown");
        }
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        let id = reset.option_to("authentication_email", "email");
        reset.choose_option(&world, &id, None).await.good();
        let code = world.code_to(BOBS_EMAIL, 1).await;
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.status(), "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_code_lives_as_long_as_the_settings_say(mut world: World) {
        apply_settings(&world, &contoso("phone_code_lifetime_seconds = 120\nemail_code_lifetime_seconds = 300\n"));
        let (mut texted, mut mailed) = (Reset::start(&world, DAVE).await, Reset::start(&world, DAVE).await);
        texted.choose(&world, "sms", Some(DAVE_PHONE)).await.good();
        mailed.choose(&world, "email", None).await.good();
        let (text, mail) = (world.code_to(DAVE_PHONE, 1).await, world.code_to(DAVE_EMAIL, 1).await);
        world.resume(121).await.expect("starts");
        assert_eq!(texted.answer(&world, &text).await.code(), "challenge_over");
        let mut late = Reset::start(&world, DAVE).await;
        late.choose(&world, "email", None).await.good();
        let later_mail = world.code_to(DAVE_EMAIL, 2).await;
        mailed.answer(&world, &mail).await.good();
        assert_eq!(mailed.status(), "verified");
        world.resume(121 + 301).await.expect("starts");
        assert_eq!(late.answer(&world, &later_mail).await.code(), "challenge_over");
    }

    async fn of_two_groups_with_policies_the_first_counts(world: World) {
        let members = |group: &str| format!("{group} = [\"dave@contoso.example\"]\n");
        let place = "[tenants.contoso.groups]\n";
        let settings = demo_with(place, &format!("{place}{}{}", members("board"), members("field")));
        let board = "[[tenants.contoso.policy.groups]]\ngroup = \"board\"\npolicy = { methods = [\"email\"] }\n";
        let field = "[[tenants.contoso.policy.groups]]\ngroup = \"field\"\npolicy = { methods = [\"mobile_phone\"] }\n";
        for (first, second, offered) in [(board, field, "email"), (field, board, "mobile_phone")] {
            apply_settings(&world, &format!("{settings}{first}{second}"));
            assert_eq!(methods(&Reset::start(&world, DAVE).await), BTreeSet::from([offered]));
            let of_nobody = Reset::start(&world, BOB).await;
            assert_eq!(methods(&of_nobody).len(), 4, "who is in neither has everybody's");
        }
    }

    async fn a_reset_under_way_asks_for_the_second_proof_that_is_asked_for_now(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!((reset.status(), &reset.view["gates"]), ("verified", &gates(1, 1)));
        apply_settings(&world, &contoso("gates = 2\n"));
        assert_eq!(reset.look(&world).await["gates"], gates(2, 1));
        assert_eq!((reset.status(), methods(&reset)), ("choosing", BTreeSet::from(["mobile_phone"])));
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        reset.prove_by_text(&world, DAVE_PHONE, 1).await;
        assert_eq!(reset.status(), "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_reset_under_way_goes_on_asking_for_two_proofs_where_one_is_enough_now(world: World) {
        let mut reset = Reset::start(&world, FRANK).await;
        reset.prove_by_email(&world, FRANK_EMAIL, 1).await;
        apply_settings(&world, &fabrikam("gates = 1\n"));
        assert_eq!(reset.look(&world).await["gates"], gates(2, 1));
        assert_eq!(reset.status(), "choosing");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        let mut fresh = Reset::start(&world, FRANK).await;
        fresh.prove_by_email_again(&world, FRANK_EMAIL).await;
        assert_eq!(fresh.status(), "verified", "one that begins now asks for one");
        reset.prove_by_text(&world, FRANK_PHONE, 1).await;
        assert_eq!(reset.status(), "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn under_profile_l3_nothing_that_travels_proves_anything(world: World) {
        apply_settings(&world, &demo_with(CONTOSO_POLICY, "profile = \"l3\"\n"));
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let offered = world.get("/api/v1/me/methods", &token).await.good();
        let ways = BTreeSet::from(["passkey", "authenticator_app", "recovery_code"]);
        let available = offered["available_methods"].as_array().expect("methods").iter();
        assert_eq!(available.map(|method| method.as_str().expect("a method")).collect::<BTreeSet<_>>(), ways);
        let body = json!({ "slot": "authentication_email", "email": "alice@personal.example" });
        assert_eq!(world.post("/api/v1/me/methods", &token, body).await.code(), "channel_not_available");
        let is_capable = async || world.get("/api/v1/me", &token).await.good()["capable"].clone();
        let secret = authenticator(&world, &token).await;
        let device = passkey(&world, &token, 1).await;
        assert_eq!(is_capable().await, false, "an app and a passkey are of one class");
        let codes = recovery_codes(&world, &token).await;
        assert_eq!(is_capable().await, true);
        // Contacts of the old policy count for nothing, and strangers are told nothing.
        let decoy = Reset::start(&world, DAVE).await;
        assert_eq!((decoy.status(), methods(&decoy).is_subset(&ways)), ("choosing", true), "{}", decoy.view);
        let mut reset = Reset::start(&world, ALICE).await;
        assert_eq!(methods(&reset), ways);
        assert_eq!(reset.view["gates"], json!({ "required": null, "passed": 0 }));
        reset.choose_method(&world, "authenticator_app").await;
        reset.view = reset.answer_with(&world, json!({ "code": shown(&secret, 1) })).await.good();
        assert_eq!((&reset.view["gates"], methods(&reset)), (&gates(2, 1), BTreeSet::from(["recovery_code"])));
        reset.choose_method(&world, "recovery_code").await;
        reset.view = reset.answer_with(&world, json!({ "code": codes[0] })).await.good();
        assert_eq!(reset.status(), "verified");
        assert_eq!(reset.set_password(&world, "Fourteen Chrs1").await.code(), "password_rejected");
        reset.set_password(&world, "only lower case letters").await.good();
        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose_method(&world, "recovery_code").await;
        reset.view = reset.answer_with(&world, json!({ "code": codes[1] })).await.good();
        reset.choose_method(&world, "passkey").await;
        reset.view = reset.answer_with(&world, reset.passkey_of(&device)).await.good();
        assert_eq!(reset.status(), "verified");
        assert!(world.inbox().await.is_empty());
    }
}
