//! Recovery codes.

use std::collections::BTreeSet;

use rekey_domain::Means;
use rekey_passwords::PasswordHash;
use rekey_proofs::recovery::RecoveryCode;
use rekey_store::policy_document::PolicyDocument;
use rekey_store::recovery_codes;
use rekey_wire::notice::NoticeBody;
use serde_json::{Value, json};

use crate::world::{ALICE, Answer, BOB, Call, PHONE, World, places, text};

async fn draw(world: &World, token: &str) -> Answer {
    world.call(Call::post("/me/recovery-codes", Value::Null).bearer(token)).await
}

async fn codes(world: &World, token: &str) -> Vec<String> {
    draw(world, token).await.good()["codes"].as_array().expect("codes").iter().map(text).collect()
}

facts! {
    async fn ten_codes_are_shown_once_and_kept_as_hashes_of_one_salt(world: World) {
        let token = world.signed_in(ALICE).await;
        let answer = draw(&world, &token).await;
        assert_eq!(answer.status, 201);
        assert!(answer.body["usable_from"].is_null());
        let codes: BTreeSet<String> = answer.good()["codes"].as_array().expect("codes").iter().map(text).collect();
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| code.len() == 19 && code.split('-').all(|group| group.len() == 4)));
        let stored = world.holdings(ALICE).await.recovery_codes;
        let salts: BTreeSet<&str> = stored.iter().filter_map(|code| code.hash.split('$').nth(4)).collect();
        assert_eq!((stored.len(), salts.len()), (10, 1));
        let hashes: Vec<PasswordHash> =
            stored.iter().map(|code| PasswordHash::parse(&code.hash).expect("a hash")).collect();
        let typed = codes.first().expect("ten").to_lowercase();
        let plain = RecoveryCode::parse_typed(&typed).expect("a code").into_plain();
        assert!(matches!(world.hasher().find(plain, &hashes).await, Ok(Some(_))));
    }

    async fn they_are_one_method_with_a_count_of_those_left(world: World) {
        let token = world.signed_in(ALICE).await;
        codes(&world, &token).await;
        let spent = world.holdings(ALICE).await.recovery_codes.remove(0).id;
        let mut tx = world.store.begin().await.expect("begins");
        assert!(recovery_codes::spend(&mut tx, spent).await.expect("answers"));
        tx.commit().await.expect("commits");
        let methods = world.methods(&token).await;
        assert_eq!(methods, [json!({
            "id": methods[0]["id"], "method": "recovery_code", "hint": "", "count": 9, "verified": true, "managed": false,
        })]);
        let bob = world.signed_in(BOB).await;
        codes(&world, &bob).await;
        assert_ne!(world.methods(&bob).await[0]["id"], methods[0]["id"]);
        assert_eq!(world.remove(&bob, &methods[0]).await.refusal(), (404, "not_found"));
        assert_eq!(world.remove(&token, &methods[0]).await.status, 204);
        assert!(world.methods(&token).await.is_empty());
        assert_eq!(world.holdings(BOB).await.recovery_codes.len(), 10);
    }

    async fn newer_codes_replace_older_ones_and_the_owner_is_told(world: World) {
        let token = world.signed_in(ALICE).await;
        let (phone, code) = world.begin_phone(&token).await;
        world.verify(&token, &phone, &code).await.good();
        let (older, newer) = (codes(&world, &token).await, codes(&world, &token).await);
        assert!(older.iter().all(|code| !newer.contains(code)));
        assert_eq!(world.holdings(ALICE).await.recovery_codes.len(), 10);
        let notices = world.notices().await;
        assert_eq!(places(&notices), [PHONE, PHONE]);
        assert!(notices.iter().all(|notice| matches!(&notice.body, NoticeBody::MethodAdded(change)
            if change.means == Means::RecoveryCodes)));
    }

    async fn where_policy_has_none_there_are_none(world: World) {
        let token = world.signed_in(ALICE).await;
        world.policy(PolicyDocument { profile: Some("model".into()), ..PolicyDocument::default() }).await;
        assert_eq!(draw(&world, &token).await.refusal(), (403, "forbidden"));
    }
}
