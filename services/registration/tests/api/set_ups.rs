//! Setting up phones and email addresses.

use rekey_domain::{Channel, MessageId, Slot};
use rekey_store::deliveries::{self, Attempt};
use rekey_store::policy_document::PolicyDocument;
use rekey_store::{audit, contacts, outbox};
use rekey_wire::notice::{CodePurpose, NoticeBody};
use serde_json::{Value, json};

use crate::world::{ALICE, BOB, Call, EMAIL, PASSWORD, PATIENCE, PHONE, World, method_path, places, text};

async fn begin(world: &World, token: &str, body: Value) -> crate::world::Answer {
    world.call(Call::post("/me/methods", body).bearer(token)).await
}

async fn is_sendable(world: &World, message: MessageId) -> bool {
    let mut tx = world.store.begin().await.expect("begins");
    let attempt =
        deliveries::begin(&mut tx, message, PATIENCE, (None, deliveries::LeftBehind::Stays)).await.expect("answers");
    matches!(attempt, Attempt::Go(_))
}

facts! {
    async fn a_phone_is_registered_by_the_code_that_was_sent_to_it(world: World) {
        let token = world.signed_in(ALICE).await;
        let body = json!({ "slot": "authentication_phone", "phone_number": "(425) 555-0167", "country": "US" });
        let answer = begin(&world, &token, body).await;
        assert_eq!(answer.status, 201);
        let view = answer.good();
        let mut notices = world.notices().await;
        assert_eq!(places(&notices), [PHONE]);
        let notice = notices.remove(0);
        assert_eq!((notice.channel, notice.locale.as_str(), notice.house.as_str()), (Channel::Sms, "de", "Contoso"));
        let NoticeBody::Code { purpose, code, reference, host, lifetime_minutes, contact_url } = notice.body else {
            panic!("a code")
        };
        assert_eq!((purpose, host.as_str(), lifetime_minutes), (CodePurpose::Registration, "reset.contoso.example", 5));
        assert_eq!(contact_url, "https://reset.contoso.example:8443/help/contact");
        let id = text(&view["method"]["id"]);
        assert_eq!(view["method"], json!({
            "id": id, "method": "mobile_phone", "slot": "authentication_phone", "hint": "+* *** *** **67",
            "verified": false, "managed": false,
        }));
        let setup = &view["setup"];
        assert_eq!(setup["kind"], "code");
        assert_eq!(setup["option_id"], id.as_str());
        assert_eq!(setup["reference"], reference.as_str());
        assert_eq!(setup["delivery"], "queued");
        assert_eq!((&setup["code_length"], &setup["attempts_left"]), (&json!(6), &json!(5)));
        assert_eq!(setup["resend_after_seconds"], 30);

        let done = world.verify(&token, &id, &format!("{} {}", &code.expose()[..3], &code.expose()[3..])).await;
        assert_eq!(done.status, 200);
        let done = done.good();
        assert_eq!((&done["verified"], &done["id"]), (&json!(true), &json!(id)));
        assert_eq!(world.methods(&token).await, [done]);
        let mut tx = world.store.read().await.expect("reads");
        let trail = audit::of_account(&mut tx, world.account(ALICE).await, 9).await.expect("reads");
        assert_eq!(trail, ["sign_in.succeeded", "method.setup_started", "method.verified"]);
    }

    async fn a_code_is_bound_to_the_organisations_host_on_which_it_was_asked(world: World) {
        world.own_hosts(&["elsewhere.example", "reset.example"]).await;
        let token = world.signed_in(ALICE).await;
        let body = json!({ "slot": "authentication_phone", "phone_number": "(425) 555-0167", "country": "US" });
        begin(&world, &token, body).await.good();
        let NoticeBody::Code { host, contact_url, .. } = world.notices().await.remove(0).body else { panic!("a code") };
        assert_eq!((host.as_str(), contact_url.as_str()), ("reset.example", "https://reset.contoso.example:8443/help/contact"));
    }

    async fn with_phone_and_email_a_person_is_capable_and_a_spare_is_advised(world: World) {
        let token = world.signed_in(ALICE).await;
        let (phone, code) = world.begin_phone(&token).await;
        world.verify(&token, &phone, &code).await.good();
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!((&me["capable"], &me["backup_advised"]), (&json!(false), &json!(false)));
        let (email, code) = world.begin_email(&token).await;
        world.verify(&token, &email, &code).await.good();
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!((&me["capable"], &me["backup_advised"]), (&json!(true), &json!(true)));
        world.managed(ALICE, Slot::AlternateEmail, "alice@home.example").await;
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!((&me["capable"], &me["backup_advised"]), (&json!(true), &json!(false)));
        let slots: Vec<String> = world.methods(&token).await.iter().map(|method| text(&method["slot"])).collect();
        assert_eq!(slots, ["authentication_phone", "authentication_email", "alternate_email"], "most secure first");
        assert_eq!(world.call(Call::sign_in(ALICE, PASSWORD)).await.good()["next"], "none");
    }

    async fn what_can_be_set_up_follows_policy(world: World) {
        let token = world.signed_in(ALICE).await;
        let policy = PolicyDocument { countries: Some(vec!["AT".into(), "US".into()]), ..PolicyDocument::default() };
        world.policy(policy.clone()).await;
        let view = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!(view["available"], json!(["authentication_phone", "authentication_email"]));
        assert_eq!(view["countries"], json!([{ "code": "AT", "calling_code": 43 }, { "code": "US", "calling_code": 1 }]));
        world.policy(PolicyDocument { sms: Some(false), ..policy }).await;
        let view = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!(view["available"], json!(["authentication_email"]));
        let body = json!({ "slot": "authentication_phone", "phone_number": PHONE });
        assert_eq!(begin(&world, &token, body).await.refusal(), (422, "channel_not_available"));
    }

    async fn contacts_that_cannot_be_used_are_told_and_nothing_is_half_registered(world: World) {
        let token = world.signed_in(ALICE).await;
        let phone = "authentication_phone";
        for (body, code, field) in [
            (json!({ "slot": phone, "phone_number": "12" }), "phone_number_invalid", "phone_number"),
            (json!({ "slot": phone, "phone_number": "425 555 0167" }), "phone_number_invalid", "phone_number"),
            (json!({ "slot": phone, "phone_number": "+1 900 234 5678" }), "phone_number_refused", "phone_number"),
            (json!({ "slot": phone, "phone_number": "+43 664 1234567" }), "country_not_allowed", "phone_number"),
            (json!({ "slot": phone, "phone_number": PHONE, "channel": "voice" }), "channel_not_available", "channel"),
            (json!({ "slot": phone }), "invalid_field", "phone_number"),
            (json!({ "slot": "mobile_phone", "phone_number": PHONE }), "invalid_field", "slot"),
            (json!({ "slot": "office_phone", "phone_number": PHONE }), "invalid_field", "slot"),
            (json!({ "slot": "alternate_email", "email": EMAIL }), "invalid_field", "slot"),
            (json!({ "slot": "authentication_email", "email": "a@b.example\r\nc@d.example" }), "email_invalid", "email"),
            (json!({ "slot": "authentication_email", "email": "ALICE@contoso.example" }), "email_own", "email"),
        ] {
            let answer = begin(&world, &token, body.clone()).await;
            assert_eq!(answer.refusal(), (422, code), "{body}");
            assert_eq!(answer.body["field"], field, "{body}");
        }
        assert!(world.methods(&token).await.is_empty());
        assert!(world.notices().await.is_empty());
    }

    async fn a_set_up_under_way_is_no_method_yet(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, _) = world.begin_phone(&token).await;
        assert!(world.methods(&token).await.is_empty());
        let mut tx = world.store.read().await.expect("reads");
        assert!(contacts::of_account(&mut tx, world.account(ALICE).await).await.expect("reads").is_empty());
        assert_eq!(world.call(Call::delete(&method_path(&id)).bearer(&token)).await.status, 204);
        assert_eq!(world.send_again(&token, &id).await.refusal(), (404, "not_found"));
    }

    async fn the_same_contact_twice_is_told_and_another_takes_its_place(world: World) {
        let token = world.signed_in(ALICE).await;
        let (first, code) = world.begin_email(&token).await;
        world.verify(&token, &first, &code).await.good();
        let body = json!({ "slot": "authentication_email", "email": EMAIL.to_uppercase() });
        assert_eq!(begin(&world, &token, body).await.refusal(), (409, "already_registered"));
        let body = json!({ "slot": "authentication_email", "email": "alice@other.example" });
        let (second, code) = world.begin(&token, body).await;
        assert_eq!(world.methods(&token).await[0]["id"], first.as_str(), "until the new one is proven");
        world.verify(&token, &second, &code).await.good();
        let methods = world.methods(&token).await;
        assert_eq!((methods.len(), &methods[0]["id"]), (1, &json!(second)));
        assert_eq!(world.verify(&token, &first, &code).await.refusal(), (409, "challenge_over"));
    }

    async fn sending_again_waits_and_makes_the_older_code_useless(world: World) {
        let token = world.signed_in(ALICE).await;
        let view = begin(&world, &token, json!({ "slot": "authentication_phone", "phone_number": PHONE })).await.good();
        let (id, first) = (text(&view["method"]["id"]), world.notices().await.remove(0));
        let early = world.send_again(&token, &id).await;
        assert_eq!(early.refusal(), (429, "cooldown_running"));
        assert!((1..=30).contains(&early.retry_after.expect("told")));
        assert!(is_sendable(&world, first.id).await);
        world.wait(30);
        let again = world.send_again(&token, &id).await;
        assert_eq!(again.status, 202);
        assert_eq!(again.good()["setup"]["resend_after_seconds"], 60);
        assert!(!is_sendable(&world, first.id).await, "the older code is not sent any more");
        let code = world.code().await;
        let NoticeBody::Code { code: older, .. } = first.body else { panic!("a code") };
        if older.expose() != code {
            assert_eq!(world.verify(&token, &id, older.expose()).await.code(), "wrong_code");
        }
        world.verify(&token, &id, &code).await.good();
        assert_eq!(world.send_again(&token, &id).await.refusal(), (409, "challenge_over"));
    }

    async fn a_set_up_begun_anew_waits_like_send_again(world: World) {
        let (token, other) = (world.signed_in(ALICE).await, world.signed_in(ALICE).await);
        let body = json!({ "slot": "authentication_phone", "phone_number": PHONE });
        let (id, code) = world.begin(&token, body.clone()).await;
        assert_eq!(world.call(Call::delete(&method_path(&id)).bearer(&token)).await.status, 204);
        for token in [&token, &other] {
            let early = begin(&world, token, body.clone()).await;
            assert_eq!(early.refusal(), (429, "cooldown_running"));
            assert!((1..=30).contains(&early.retry_after.expect("told")));
        }
        assert!(world.notices().await.is_empty(), "{code} is the only one");
        world.wait(30);
        let view = begin(&world, &other, body.clone()).await.good();
        assert_eq!(view["setup"]["resend_after_seconds"], 60, "the cool-down grows over set-ups");
        assert_eq!(begin(&world, &token, body.clone()).await.refusal(), (429, "cooldown_running"));
        world.begin_email(&token).await;
        let bob = world.signed_in(BOB).await;
        assert_eq!(begin(&world, &bob, body).await.status, 201, "another account has its own");
    }

    async fn a_newer_set_up_of_a_slot_ends_the_older(world: World) {
        let token = world.signed_in(ALICE).await;
        let view = begin(&world, &token, json!({ "slot": "authentication_phone", "phone_number": PHONE })).await.good();
        let (older, notice) = (text(&view["method"]["id"]), world.notices().await.remove(0));
        let (email, email_code) = world.begin_email(&token).await;
        let body = json!({ "slot": "authentication_phone", "phone_number": "+14255550168" });
        let (newer, code) = world.begin(&token, body).await;
        assert!(!is_sendable(&world, notice.id).await);
        let NoticeBody::Code { code: old, .. } = notice.body else { panic!("a code") };
        assert_eq!(world.verify(&token, &older, old.expose()).await.refusal(), (404, "not_found"));
        world.verify(&token, &newer, &code).await.good();
        world.verify(&token, &email, &email_code).await.good();
    }

    async fn a_set_up_is_out_of_reach_for_other_people_and_other_sign_ins(world: World) {
        let alice = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&alice).await;
        for other in [world.signed_in(BOB).await, world.signed_in(ALICE).await] {
            assert_eq!(world.verify(&other, &id, &code).await.refusal(), (404, "not_found"));
            assert_eq!(world.send_again(&other, &id).await.refusal(), (404, "not_found"));
            let removed = world.call(Call::delete(&method_path(&id)).bearer(&other)).await;
            assert_eq!(removed.refusal(), (404, "not_found"));
        }
        for nonsense in ["1", "00000000-0000-0000-0000-000000000000", "current"] {
            assert_eq!(world.verify(&alice, nonsense, &code).await.refusal(), (404, "not_found"));
        }
        world.verify(&alice, &id, &code).await.good();
    }

    async fn a_destination_has_its_bound_whoever_asks_and_a_refusal_changes_nothing(world: World) {
        let body = |email: &str| json!({ "slot": "authentication_email", "email": email });
        let (alice, bob) = (world.signed_in(ALICE).await, world.signed_in(BOB).await);
        begin(&world, &alice, body(EMAIL)).await.good();
        begin(&world, &bob, body(&EMAIL.to_uppercase())).await.good();
        world.wait(30);
        let (id, code) = world.begin(&alice, body(EMAIL)).await;
        world.wait(60);
        let refused = begin(&world, &alice, body(EMAIL)).await;
        assert_eq!(refused.refusal(), (429, "too_many_requests"));
        assert!((1..=900).contains(&refused.retry_after.expect("told")));
        assert!(world.notices().await.is_empty());
        world.verify(&alice, &id, &code).await.good();
    }

    async fn an_account_has_its_bound_of_messages(world: World) {
        let token = world.signed_in(ALICE).await;
        for number in 0..6 {
            let body = json!({ "slot": "authentication_email", "email": format!("a{number}@personal.example") });
            begin(&world, &token, body).await.good();
        }
        let body = json!({ "slot": "authentication_phone", "phone_number": PHONE });
        assert_eq!(begin(&world, &token, body).await.refusal(), (429, "too_many_requests"));
        let mut tx = world.store.read().await.expect("reads");
        assert_eq!(outbox::waiting(&mut tx, "rekey.notice.sms").await.expect("counts"), 0);
    }
}
