//! The reset itself: one gate, two gates, other ways, time, the password.

use reqwest::StatusCode;
use serde_json::json;

use crate::journeys;
use crate::steps::{
    DAVE, DAVE_EMAIL, DAVE_PHONE, FRANK, FRANK_EMAIL, FRANK_PHONE, NEW_PASSWORD, Reset, delete, signed_in, wrong,
};

journeys! {
    async fn a_forgotten_password_is_reset_by_email(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.status(), "choosing");
        assert_eq!(reset.view["gates"], json!({ "required": 1, "passed": 0 }));
        assert_eq!(reset.view["options"][0]["hint"], "d***@p***");
        assert_eq!(reset.view["options"][1]["hint"], "+* *** *** **34");
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!(reset.status(), "verified");
        assert_eq!(reset.view["password_rules"][0]["code"], "min_length");
        let done = reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!(done["status"], "completed");
        assert!(done["device_token"].is_string());
        let old = world.password(DAVE);
        assert_eq!(world.sign_in(DAVE, &old).await.code(), "sign_in_failed");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        // Every contact that takes notices is told: the mail and the phone.
        assert!(world.messages_to(DAVE_EMAIL, 2).await[0].code().is_none());
        assert!(world.messages_to(DAVE_PHONE, 1).await[0].code().is_none());
        assert_eq!(reset.look(&world).await["status"], "completed");
    }

    async fn a_text_needs_the_full_number_first(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.choose(&world, "sms", None).await.code(), "phone_number_required");
        assert_eq!(reset.choose(&world, "sms", Some("+14255550135")).await.code(), "phone_number_ends_differently");
        assert_eq!(reset.choose(&world, "sms", Some("+12065550134")).await.code(), "phone_number_differs");
        assert!(world.inbox().await.is_empty(), "nothing is sent before the number is right");
        reset.choose(&world, "sms", Some("(425) 555-0134")).await.good();
        assert_eq!(reset.view["challenge"]["code_length"], 6);
        let message = world.messages_to(DAVE_PHONE, 1).await.remove(0);
        let code = message.code().expect("a code");
        assert!(message.text.ends_with(&format!("@localhost #{code}")), "{}", message.text);
        assert!(message.text.contains(reset.view["challenge"]["reference"].as_str().expect("letters")));
        reset.answer(&world, &format!("{} {}", &code[..3], &code[3..])).await.good();
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
    }

    async fn fabrikam_asks_for_two_different_ways(world: World) {
        let mut reset = Reset::start(&world, FRANK).await;
        assert_eq!(reset.view["gates"], json!({ "required": null, "passed": 0 }));
        reset.prove_by_email(&world, FRANK_EMAIL, 1).await;
        assert_eq!(reset.view["gates"], json!({ "required": 2, "passed": 1 }));
        assert_eq!(reset.status(), "choosing");
        let left: Vec<_> = reset.view["options"].as_array().expect("options").iter().map(|o| o["channel"].clone()).collect();
        assert_eq!(left, ["sms", "voice"], "the way that was proven is not offered again");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        reset.prove_by_text(&world, FRANK_PHONE, 1).await;
        assert_eq!(reset.status(), "verified");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
        signed_in(&world, FRANK, NEW_PASSWORD).await;
    }

    async fn another_way_carries_nothing_over(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "sms", Some(DAVE_PHONE)).await.good();
        let texted = world.code_to(DAVE_PHONE, 1).await;
        reset.choose(&world, "email", None).await.good();
        let mailed = world.code_to(DAVE_EMAIL, 1).await;
        if texted != mailed {
            assert_eq!(reset.answer(&world, &texted).await.code(), "wrong_code");
        }
        reset.choose(&world, "sms", None).await.good();
        reset.answer(&world, &texted).await.good();
        assert_eq!(reset.status(), "verified", "the text's code is still good for the text");
    }

    async fn a_code_counts_in_its_own_reset_only(world: World) {
        let (mut first, mut second) = (Reset::start(&world, DAVE).await, Reset::start(&world, DAVE).await);
        first.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 1).await;
        second.choose(&world, "email", None).await.good();
        let other = world.code_to(DAVE_EMAIL, 2).await;
        if code != other {
            assert_eq!(second.answer(&world, &code).await.code(), "wrong_code");
        }
        first.answer(&world, &code).await.good();
        second.answer(&world, &other).await.good();
        first.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!(second.look(&world).await["closed_reason"], "superseded");
        assert_eq!(second.set_password(&world, "Another green kettle 8").await.code(), "reset_over");
    }

    async fn send_again_waits_and_supersedes(mut world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let first = world.code_to(DAVE_EMAIL, 1).await;
        let early = reset.choose(&world, "email", None).await;
        assert_eq!((early.status, early.code()), (StatusCode::TOO_MANY_REQUESTS, "cooldown_running"));
        assert!((25..=30).contains(&early.retry_after.expect("told")), "{early:?}");
        world.resume(31).await.expect("starts");
        reset.choose(&world, "email", None).await.good();
        let second = world.code_to(DAVE_EMAIL, 2).await;
        if first != second {
            assert_eq!(reset.answer(&world, &first).await.code(), "wrong_code");
        }
        reset.answer(&world, &second).await.good();
        assert_eq!(reset.status(), "verified");
    }

    async fn a_late_code_is_refused_and_an_idle_reset_ends(mut world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "sms", Some(DAVE_PHONE)).await.good();
        let code = world.code_to(DAVE_PHONE, 1).await;
        world.resume(301).await.expect("starts");
        assert_eq!(reset.answer(&world, &code).await.code(), "challenge_over");
        assert_eq!(reset.look(&world).await["status"], "challenged");
        world.resume(301 + 15 * 60 + 5).await.expect("starts");
        let option = json!({ "option_id": reset.option("sms") });
        assert_eq!(reset.look(&world).await["closed_reason"], "expired");
        let late = world.post("/api/v1/resets/current/challenges", &reset.token, option).await;
        assert_eq!(late.code(), "reset_over");
    }

    async fn a_verified_reset_waits_five_minutes_for_the_password(mut world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        world.resume(305).await.expect("starts");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "reset_over");
        signed_in(&world, DAVE, &world.password(DAVE)).await;
    }

    async fn weak_passwords_are_told_with_the_rules_they_break(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        for (password, rule) in [
            ("Sh0rt!", "min_length"),
            ("only lower case letters", "classes"),
            ("dave-was-here-2026 A", "not_user_id"),
            ("P@ssw0rd", "not_banned"),
        ] {
            let refused = reset.set_password(&world, password).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (422, "password_rejected"), "{password}");
            let reasons = refused.body["reasons"].as_array().expect("reasons");
            assert!(reasons.iter().any(|reason| reason["code"] == rule), "{password}: {reasons:?}");
        }
        let body = json!({ "new_password": "only lower case letters" });
        let judged = world.post("/api/v1/passwords/assessment", &reset.token, body).await.good();
        assert_eq!(judged["acceptable"], false);
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn cancelled_is_over(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 1).await;
        delete(&world, "/api/v1/resets/current", &reset.token).await.good();
        assert_eq!(reset.answer(&world, &code).await.code(), "reset_over");
        assert_eq!(reset.look(&world).await["closed_reason"], "cancelled");
    }

    async fn no_state_but_verified_takes_a_password(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        reset.choose(&world, "email", None).await.good();
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        let code = world.code_to(DAVE_EMAIL, 1).await;
        assert_eq!(reset.answer(&world, &wrong(&code)).await.code(), "wrong_code");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.code(), "not_verified");
        assert_eq!(world.get("/api/v1/resets/current", "nonsense").await.code(), "token_invalid");
        let stranger = "A".repeat(43);
        assert_eq!(world.get("/api/v1/resets/current", &stranger).await.status.as_u16(), 401);
        signed_in(&world, DAVE, &world.password(DAVE)).await;
    }

    async fn of_fifty_parallel_completions_one_changes_the_password(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        let passwords: Vec<String> = (10..60).map(|number| format!("Kettle green nineteen {number}")).collect();
        let world = std::sync::Arc::new(world);
        let mut tasks = tokio::task::JoinSet::new();
        for password in passwords.clone() {
            let (world, token) = (world.clone(), reset.token.clone());
            tasks.spawn(async move {
                let body = json!({ "new_password": password });
                let answer = world.post("/api/v1/resets/current/password", &token, body).await;
                (password, answer)
            });
        }
        let answers = tasks.join_all().await;
        let won: Vec<_> = answers.iter().filter(|(_, answer)| answer.status.is_success()).collect();
        assert_eq!(won.len(), 1, "{:?}", answers.iter().map(|(_, a)| a.code().to_owned()).collect::<Vec<_>>());
        for (_, answer) in answers.iter().filter(|(_, answer)| !answer.status.is_success()) {
            assert!(["different_password", "reset_over", "unavailable"].contains(&answer.code()), "{answer:?}");
        }
        signed_in(&world, DAVE, &won[0].0).await;
        let notices = world.messages_to(DAVE_EMAIL, 2).await;
        assert_eq!(notices.len(), 2, "one code, one notice");
    }
}
