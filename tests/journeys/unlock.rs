//! A locked account is opened by its owner, who keeps the password.

use rekey_testkit::World;
use serde_json::json;

use crate::journeys;
use crate::steps::{DAVE, DAVE_EMAIL, Reset, apply_settings, message_to};

const UNLOCK: &str = "/api/v1/resets/current/unlock";

/// The demo's settings, with unlocking allowed at Contoso.
fn allowing() -> String {
    let settings = include_str!("../../deploy/demo/settings.toml");
    settings.replace("profile = \"model\"\n", "profile = \"model\"\nunlock = true\n")
}

/// Somebody tries passwords until the account is locked.
async fn lock(world: &World) {
    for _ in 0..10 {
        assert_eq!(world.sign_in(DAVE, "not the password at all").await.code(), "sign_in_failed");
    }
    assert_eq!(world.sign_in(DAVE, &world.password(DAVE)).await.code(), "too_many_requests");
}

async fn unlock(world: &World, reset: &Reset) -> rekey_testkit::Answer {
    world.post(UNLOCK, &reset.token, json!({})).await
}

journeys! {
    async fn who_proves_who_they_are_opens_a_locked_account_and_keeps_the_password(world: World) {
        apply_settings(&world, &allowing());
        lock(&world).await;
        let mut reset = Reset::start(&world, DAVE).await;
        assert_eq!((unlock(&world, &reset).await.code(), &reset.view["can_unlock"]), ("not_verified", &json!(false)));
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!((reset.status(), &reset.view["can_unlock"]), ("verified", &json!(true)));
        let closed = unlock(&world, &reset).await.good();
        assert_eq!((&closed["status"], &closed["closed_reason"]), (&json!("closed"), &json!("unlocked")));
        world.sign_in(DAVE, &world.password(DAVE)).await.good();
        message_to(&world, DAVE_EMAIL, "Your account was unlocked").await;
        assert_eq!(unlock(&world, &reset).await.code(), "reset_over");
    }

    async fn an_account_that_is_not_locked_has_nothing_to_open(world: World) {
        apply_settings(&world, &allowing());
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!((reset.status(), &reset.view["can_unlock"]), ("verified", &json!(false)));
        assert_eq!(unlock(&world, &reset).await.code(), "not_locked");
        reset.set_password(&world, crate::steps::NEW_PASSWORD).await.good();
    }

    async fn where_policy_does_not_allow_it_a_new_password_opens_the_account(world: World) {
        lock(&world).await;
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        assert_eq!((&reset.view["can_unlock"], unlock(&world, &reset).await.code()), (&json!(false), "forbidden"));
        reset.set_password(&world, crate::steps::NEW_PASSWORD).await.good();
        world.sign_in(DAVE, crate::steps::NEW_PASSWORD).await.good();
    }
}
