//! Authenticator apps.

use rekey_domain::Means;
use rekey_store::audit;
use rekey_store::policy_document::PolicyDocument;
use rekey_wire::authenticator::step_at;
use rekey_wire::notice::NoticeBody;
use serde_json::{Value, json};

use crate::world::{ADMIN, ALICE, Answer, BOB, Call, PHONE, World, secret_of, text, wrong};

async fn begin(world: &World, token: &str, body: Value) -> Answer {
    world.call(Call::post("/me/methods", body).bearer(token)).await
}

facts! {
    async fn an_app_is_registered_by_the_first_code_that_it_shows(world: World) {
        let token = world.signed_in(ALICE).await;
        let answer = begin(&world, &token, json!({ "method": "authenticator_app", "label": " My phone " })).await;
        assert_eq!(answer.status, 201);
        let view = answer.good();
        let id = text(&view["method"]["id"]);
        assert_eq!(view["method"], json!({
            "id": id, "method": "authenticator_app", "hint": "My phone", "verified": false, "managed": false,
        }));
        let setup = &view["setup"];
        assert_eq!((&setup["kind"], &setup["code_length"], &setup["attempts_left"]), (&json!("totp"), &json!(6), &json!(5)));
        assert_eq!((&setup["resend_after_seconds"], &setup["delivery"]), (&json!(0), &Value::Null));
        let shown = &setup["authenticator"];
        let secret = text(&shown["secret"]);
        assert_eq!((secret.len(), secret.split(' ').count()), (39, 8), "32 letters in groups of four");
        let uri = text(&shown["uri"]);
        assert!(uri.starts_with("otpauth://totp/Contoso:alice@contoso.example?secret="), "{uri}");
        let rows: Vec<String> = shown["qr"].as_array().expect("rows").iter().map(text).collect();
        assert!(rows.iter().all(|row| row.len() == rows.len()), "a square");
        assert!(world.methods(&token).await.is_empty(), "not yet");

        let secret = secret_of(&view);
        let code = world.shown(&secret, 0);
        let done = world.verify(&token, &id, &format!("{} {}", &code[..3], &code[3..])).await;
        assert_eq!(done.status, 200);
        let done = done.good();
        assert_eq!(done, json!({
            "id": id, "method": "authenticator_app", "hint": "My phone", "verified": true, "managed": false,
        }));
        assert_eq!(world.methods(&token).await, [done]);
        assert!(world.notices().await.is_empty(), "there is nobody to tell");
        let mut tx = world.store.read().await.expect("reads");
        let trail = audit::of_account(&mut tx, world.account(ALICE).await, 9).await.expect("reads");
        assert_eq!(trail, ["sign_in.succeeded", "method.setup_started", "method.verified"]);
    }

    async fn the_step_that_proved_it_is_spent(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, secret) = world.begin_app(&token, "").await;
        let mut tx = world.store.begin().await.expect("begins");
        let step = step_at(tx.look_at_clock().await.expect("answers"));
        drop(tx);
        world.verify(&token, &id, secret.code(step + 1).expose()).await.good();
        let app = world.holdings(ALICE).await.authenticators.remove(0);
        assert_eq!(app.last_step, Some(step + 1));
    }

    async fn five_wrong_codes_are_judged_and_charged_to_the_account(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, secret) = world.begin_app(&token, "").await;
        for typed in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(world.verify(&token, &id, typed).await.refusal(), (422, "code_malformed"), "{typed}");
        }
        let asked = world.call(Call::post(&format!("/me/methods/{id}/verification"), json!({ "passkey": {} })).bearer(&token)).await;
        assert_eq!(asked.refusal(), (422, "answer_not_asked"));
        for left in (0..5).rev() {
            let answer = world.verify(&token, &id, &wrong(&world.shown(&secret, 9))).await;
            assert_eq!((answer.refusal(), answer.body["attempts_left"].as_u64()), ((422, "wrong_code"), Some(left)));
        }
        assert_eq!(world.verify(&token, &id, &world.shown(&secret, 0)).await.refusal(), (409, "challenge_over"));
        let (id, secret) = world.begin_app(&token, "").await;
        let spent = world.verify(&token, &id, &world.shown(&secret, 0)).await;
        assert_eq!(spent.refusal(), (429, "too_many_requests"), "the cap is the account's");
        assert!(world.methods(&token).await.is_empty());
    }

    async fn the_secret_is_shown_again_until_it_is_proven(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, secret) = world.begin_app(&token, "App").await;
        assert_eq!(world.verify(&token, &id, &wrong(&world.shown(&secret, 9))).await.code(), "wrong_code");
        for _ in 0..9 {
            let again = world.send_again(&token, &id).await;
            assert_eq!(again.status, 202);
            let again = again.good();
            assert_eq!(*secret_of(&again).expose(), *secret.expose());
            assert_eq!((&again["setup"]["attempts_left"], &again["method"]["hint"]), (&json!(4), &json!("App")));
        }
        let other = world.signed_in(ALICE).await;
        assert_eq!(world.send_again(&other, &id).await.refusal(), (404, "not_found"));
        world.verify(&token, &id, &world.shown(&secret, 0)).await.good();
        assert_eq!(world.send_again(&token, &id).await.refusal(), (409, "challenge_over"));
    }

    async fn of_parallel_right_codes_one_registers(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, secret) = world.begin_app(&token, "").await;
        let code = world.shown(&secret, 0);
        let (one, two) = tokio::join!(world.verify(&token, &id, &code), world.verify(&token, &id, &code));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!((statuses, world.methods(&token).await.len()), ([200, 409], 1));
    }

    async fn there_are_five_apps_and_no_sixth(world: World) {
        let (token, other) = (world.signed_in(ALICE).await, world.signed_in(ALICE).await);
        for number in 0..4 {
            world.add_app(&token, &format!("App {number}")).await;
        }
        let (fifth, secret) = world.begin_app(&token, "").await;
        let (sixth, of_sixth) = world.begin_app(&other, "").await;
        world.verify(&token, &fifth, &world.shown(&secret, 0)).await.good();
        let full = (409, "too_many_methods");
        assert_eq!(world.verify(&other, &sixth, &world.shown(&of_sixth, 0)).await.refusal(), full);
        assert_eq!(begin(&world, &token, json!({ "method": "authenticator_app" })).await.refusal(), full);
        let methods = world.methods(&token).await;
        assert_eq!(methods.len(), 5);
        assert_eq!(world.remove(&token, &methods[0]).await.status, 204);
        world.add_app(&token, "").await;
    }

    async fn a_removed_app_is_gone_and_the_owner_is_told_both_times(world: World) {
        let token = world.signed_in(ALICE).await;
        let (phone, code) = world.begin_phone(&token).await;
        world.verify(&token, &phone, &code).await.good();
        let app = world.add_app(&token, "My phone").await;
        let bob = world.signed_in(BOB).await;
        assert_eq!(world.remove(&bob, &app).await.refusal(), (404, "not_found"));
        assert_eq!(world.remove(&token, &app).await.status, 204);
        assert_eq!(world.remove(&token, &app).await.refusal(), (404, "not_found"));
        let mut notices = world.notices().await;
        assert_eq!(crate::world::places(&notices), [PHONE, PHONE]);
        let (Some(NoticeBody::MethodRemoved(removed)), Some(NoticeBody::MethodAdded(added))) =
            (notices.pop().map(|notice| notice.body), notices.pop().map(|notice| notice.body))
        else {
            panic!("owner notices")
        };
        for change in [added, removed] {
            assert_eq!((change.means, change.hint.as_str()), (Means::AuthenticatorApp, "My phone"));
        }
        assert!(world.holdings(ALICE).await.authenticators.is_empty());
    }

    async fn another_app_completes_the_sign_in_of_an_administrator_at_once(world: World) {
        let half = world.half_in().await;
        world.answer(&half, &world.app_code(0)).await.good();
        let (id, secret) = world.begin_app(&half, "Second").await;
        world.verify(&half, &id, &world.shown(&secret, 0)).await.good();
        let half = world.half_in().await;
        world.answer(&half, &world.shown(&secret, 1)).await.good();
        assert_eq!(world.holdings(ADMIN).await.authenticators.len(), 2);
    }

    async fn what_is_not_to_be_set_up_is_told(world: World) {
        let token = world.signed_in(ALICE).await;
        let app = "authenticator_app";
        for (body, field) in [
            (json!({}), "slot"),
            (json!({ "method": "recovery_code" }), "method"),
            (json!({ "method": "security_questions" }), "method"),
            (json!({ "method": "email" }), "method"),
            (json!({ "method": app, "slot": "authentication_phone" }), "method"),
            (json!({ "method": app, "email": "a@b.example" }), "email"),
            (json!({ "method": app, "phone_number": PHONE }), "phone_number"),
            (json!({ "method": app, "replaces_lost": true }), "replaces_lost"),
            (json!({ "method": app, "label": "a".repeat(41) }), "label"),
            (json!({ "method": app, "label": "a\nb" }), "label"),
            (json!({ "slot": "authentication_email", "email": "a@b.example", "label": "Work" }), "label"),
        ] {
            let answer = begin(&world, &token, body.clone()).await;
            assert_eq!((answer.refusal(), &answer.body["field"]), ((422, "invalid_field"), &json!(field)), "{body}");
        }
        begin(&world, &token, json!({ "method": app, "label": "ä".repeat(40) })).await.good();
        let email_only = Some(vec!["email".into(), "mobile_phone".into()]);
        world.policy(PolicyDocument { methods: email_only, ..PolicyDocument::default() }).await;
        let refused = begin(&world, &token, json!({ "method": app })).await;
        assert_eq!((refused.refusal(), &refused.body["field"]), ((422, "channel_not_available"), &json!("method")));
    }
}
