//! Is it still right?

use rekey_store::audit;
use rekey_store::policy_document::PolicyDocument;
use serde_json::{Value, json};

use crate::world::{ALICE, Call, ERIN, PASSWORD, World, text};

const DAY: i64 = 24 * 3600;

async fn sign_in(world: &World) -> (String, Value) {
    let signed = world.call(Call::sign_in(ALICE, PASSWORD)).await.good();
    (text(&signed["token"]), signed["next"].clone())
}

facts! {
    async fn after_the_interval_a_person_is_asked_once(world: World) {
        let (token, _) = sign_in(&world).await;
        world.add_app(&token, "").await;
        world.call(Call::post("/me/recovery-codes", json!({})).bearer(&token)).await.good();
        assert_eq!(sign_in(&world).await.1, "none", "what was set up was looked at");
        world.wait(180 * DAY - 60);
        assert_eq!(sign_in(&world).await.1, "none");
        world.wait(60);
        let (token, next) = sign_in(&world).await;
        assert_eq!(next, "confirm");
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!(me["confirmation_due"], true);
        let answer = world.call(Call::post("/me/confirmation", json!({})).bearer(&token)).await;
        assert_eq!(answer.status, 200);
        let me = answer.good();
        assert_eq!((&me["confirmation_due"], &me["user_id"]), (&json!(false), &json!(ALICE)));
        assert_eq!(sign_in(&world).await.1, "none");
        let mut tx = world.store.read().await.expect("reads");
        let trail = audit::of_account(&mut tx, world.account(ALICE).await, 30).await.expect("reads");
        assert!(trail.contains(&"methods.confirmed".to_owned()));
    }

    async fn a_verified_method_confirms_too(world: World) {
        let (token, _) = sign_in(&world).await;
        world.add_app(&token, "").await;
        world.call(Call::post("/me/recovery-codes", json!({})).bearer(&token)).await.good();
        world.wait(180 * DAY);
        let (token, next) = sign_in(&world).await;
        assert_eq!(next, "confirm");
        let (id, code) = world.begin_email(&token).await;
        world.verify(&token, &id, &code).await.good();
        assert_eq!(sign_in(&world).await.1, "none");
    }

    async fn contacts_of_the_directory_alone_ask_nobody(world: World) {
        world.make_capable(ALICE).await;
        world.wait(730 * DAY);
        assert_eq!(sign_in(&world).await.1, "none");
    }

    async fn who_has_less_than_is_asked_for_is_to_register(world: World) {
        let policy = PolicyDocument { gates: Some(1), to_register: Some(2), ..PolicyDocument::default() };
        world.policy(policy).await;
        let (token, next) = sign_in(&world).await;
        assert_eq!(next, "register");
        world.add_app(&token, "").await;
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!((&me["capable"], &me["required"], &me["to_register"]), (&json!(true), &json!(1), &json!(2)));
        assert_eq!(sign_in(&world).await.1, "register");
        world.call(Call::post("/me/recovery-codes", json!({})).bearer(&token)).await.good();
        assert_eq!(sign_in(&world).await.1, "none");
    }

    async fn it_is_for_those_for_whom_reset_is_enabled(world: World) {
        let token = world.signed_in(ERIN).await;
        let refused = world.call(Call::post("/me/confirmation", json!({})).bearer(&token)).await;
        assert_eq!(refused.refusal(), (403, "forbidden"));
    }
}
