//! Security questions.

use rekey_domain::Means;
use rekey_passwords::{PasswordHash, PlainPassword, Verdict};
use rekey_runtime::config::{LimitsConfig, Window};
use rekey_store::policy_document::PolicyDocument;
use rekey_wire::notice::NoticeBody;
use serde_json::{Value, json};

use crate::world::{ALICE, Answer, Call, ERIN, NEW_ADMIN, PHONE, World, places, text};

const ANSWERS: [(&str, &str); 3] =
    [("first-pet", "Whiskers"), ("first-boss", " Zoë  Müller. "), ("childhood-song", "La Paloma")];

async fn with_questions(world: &World) {
    let policy = PolicyDocument {
        profile: Some("model".into()),
        questions_to_register: Some(3),
        questions_to_reset: Some(3),
        ..PolicyDocument::default()
    };
    world.policy(policy).await;
}

fn body(answers: &[(&str, &str)]) -> Value {
    let answer = |(question, answer): &(&str, &str)| json!({ "question_id": question, "answer": answer });
    json!({ "answers": answers.iter().map(answer).collect::<Vec<_>>() })
}

async fn put(world: &World, token: &str, body: Value) -> Answer {
    world.call(Call::put("/me/security-questions", body).bearer(token)).await
}

facts! {
    async fn answers_are_registered_whole_and_never_shown(world: World) {
        with_questions(&world).await;
        let token = world.signed_in(ALICE).await;
        let view = world.call(Call::get("/me/security-questions").bearer(&token)).await.good();
        assert!(view["available"].as_array().expect("questions").len() >= 35);
        assert_eq!((&view["registered"], &view["to_register"], &view["to_reset"]), (&json!([]), &json!(3), &json!(3)));
        let first_pet = view["available"].as_array().and_then(|all| all.iter().find(|one| one["id"] == "first-pet"));
        assert!(text(&first_pet.expect("offered")["text"]).contains("Haustier"), "in the person's language");
        let answer = put(&world, &token, body(&ANSWERS)).await;
        assert_eq!(answer.status, 200);
        let view = answer.good();
        let registered: Vec<String> =
            view["registered"].as_array().expect("questions").iter().map(|one| text(&one["id"])).collect();
        assert_eq!(registered, ["childhood-song", "first-boss", "first-pet"]);
        assert!(!view.to_string().to_lowercase().contains("whiskers"));
        let methods = world.methods(&token).await;
        assert_eq!(methods, [json!({
            "id": methods[0]["id"], "method": "security_questions", "hint": "", "count": 3,
            "verified": true, "managed": false,
        })]);
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!(me["capable"], true);
    }

    async fn each_answer_is_hashed_in_its_folded_form_with_a_salt_of_its_own(world: World) {
        with_questions(&world).await;
        let token = world.signed_in(ALICE).await;
        put(&world, &token, body(&ANSWERS)).await.good();
        let stored = world.holdings(ALICE).await.answers;
        let salts: std::collections::BTreeSet<&str> =
            stored.iter().filter_map(|answer| answer.hash.split('$').nth(4)).collect();
        assert_eq!(salts.len(), 3);
        let boss = stored.iter().find(|answer| answer.question.as_str() == "first-boss").expect("there");
        let hash = PasswordHash::parse(&boss.hash).expect("a hash");
        let folded = PlainPassword::parse("zoe muller").expect("a text");
        assert!(matches!(world.hasher().verify(folded, Some(&hash)).await, Ok(Verdict::Matched { .. })));
    }

    async fn what_cannot_be_registered_changes_nothing(world: World) {
        with_questions(&world).await;
        let token = world.signed_in(ALICE).await;
        put(&world, &token, body(&ANSWERS)).await.good();
        let before: Vec<String> = world.holdings(ALICE).await.answers.into_iter().map(|answer| answer.hash).collect();
        let [pet, boss, song] = ANSWERS;
        for (answers, code, field) in [
            (vec![], "question_count", "answers"),
            (vec![pet, boss], "question_count", "answers"),
            (vec![pet, boss, song, ("first-phone", "Nokia")], "question_count", "answers"),
            (vec![pet, boss, ("first-pet", "Rex")], "question_count", "answers.2"),
            (vec![pet, boss, ("no-such", "Rex")], "question_unknown", "answers.2"),
            (vec![pet, boss, ("childhood-song", "ab")], "answer_too_short", "answers.2"),
            (vec![pet, boss, ("childhood-song", "WHISKERS!")], "answers_alike", "answers.2"),
        ] {
            let answer = put(&world, &token, body(&answers)).await;
            assert_eq!((answer.refusal(), &answer.body["field"]), ((422, code), &json!(field)), "{answers:?}");
        }
        for bad in [json!({}), json!({ "answers": "Rex" }), json!({ "answers": [1, 2, 3] })] {
            assert_eq!(put(&world, &token, bad).await.refusal(), (422, "invalid_field"));
        }
        let after: Vec<String> = world.holdings(ALICE).await.answers.into_iter().map(|answer| answer.hash).collect();
        assert_eq!(before, after);
    }

    async fn new_answers_replace_the_old_ones_and_the_owner_is_told(world: World) {
        with_questions(&world).await;
        let token = world.signed_in(ALICE).await;
        put(&world, &token, body(&ANSWERS)).await.good();
        let (phone, code) = world.begin_phone(&token).await;
        world.verify(&token, &phone, &code).await.good();
        let others = [("first-phone", "Nokia"), ("first-flight", "Rome"), ("first-record", "Abba")];
        put(&world, &token, body(&others)).await.good();
        let notices = world.notices().await;
        assert_eq!(places(&notices), [PHONE]);
        assert!(matches!(&notices[0].body, NoticeBody::MethodAdded(change)
            if change.means == Means::Questions && change.hint.is_empty()));
        let stored = world.holdings(ALICE).await.answers;
        assert_eq!(stored.iter().map(|answer| answer.question.as_str()).collect::<Vec<_>>(), ["first-flight", "first-phone", "first-record"]);
        let methods = world.methods(&token).await;
        assert_eq!(methods.iter().map(|one| text(&one["method"])).collect::<Vec<_>>(), ["mobile_phone", "security_questions"]);
        assert_eq!(world.remove(&token, &methods[1]).await.status, 204);
        assert_eq!(world.remove(&token, &methods[1]).await.refusal(), (404, "not_found"));
        assert!(world.holdings(ALICE).await.answers.is_empty());
        assert!(matches!(&world.notices().await[0].body, NoticeBody::MethodRemoved(change) if change.means == Means::Questions));
    }

    async fn who_may_not_use_them_may_not_answer_them(world: World) {
        let token = world.signed_in(ALICE).await;
        assert_eq!(put(&world, &token, body(&ANSWERS)).await.refusal(), (403, "forbidden"), "profile nist");
        let refused = world.call(Call::get("/me/security-questions").bearer(&token)).await;
        assert_eq!(refused.refusal(), (403, "forbidden"));
        with_questions(&world).await;
        let administrator = world.signed_in(NEW_ADMIN).await;
        assert_eq!(put(&world, &administrator, body(&ANSWERS)).await.refusal(), (403, "forbidden"));
        let view = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!(view["available_methods"], json!(["security_questions"]));
    }

    async fn nobody_makes_us_hash_without_end(world: World) {
        with_questions(&world).await;
        let limits = LimitsConfig { hashed_sets_per_account: vec![Window { max: 2, seconds: 3600 }], ..LimitsConfig::default() };
        let world = world.bounded(limits);
        let token = world.signed_in(ALICE).await;
        for _ in 0..2 {
            put(&world, &token, body(&ANSWERS)).await.good();
            assert_eq!(put(&world, &token, body(&[])).await.code(), "question_count", "which costs nothing");
        }
        let refused = put(&world, &token, body(&ANSWERS)).await;
        assert_eq!(refused.refusal(), (429, "too_many_requests"));
        assert!(refused.retry_after.is_some());
        let erin = world.signed_in(ERIN).await;
        assert_ne!(put(&world, &erin, body(&ANSWERS)).await.status, 429);
    }
}
