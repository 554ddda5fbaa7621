//! Passkeys, made by a device of our own.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_store::passkeys;
use rekey_testkit::passkeys::Device;
use serde_json::{Value, json};

use crate::world::{ALICE, Answer, BOB, Call, World, text};

const ORIGIN: &str = "https://reset.contoso.example:8443";

/// What a browser answers to `navigator.credentials.create`, with a key of this number.
fn made(setup: &Value, number: u8, origin: &str) -> Value {
    let mut device = Device { origin: origin.to_owned(), ..Device::new(number) };
    device.register(&setup["setup"]["passkey"])
}

async fn begin(world: &World, token: &str) -> Answer {
    let body = json!({ "method": "passkey", "label": "Laptop" });
    world.call(Call::post("/me/methods", body).bearer(token)).await
}

async fn answer(world: &World, token: &str, setup: &Value, passkey: Value) -> Answer {
    let path = format!("/me/methods/{}/verification", text(&setup["method"]["id"]));
    world.call(Call::post(&path, json!({ "passkey": passkey })).bearer(token)).await
}

async fn add(world: &World, token: &str, number: u8) -> Value {
    let setup = begin(world, token).await.good();
    answer(world, token, &setup, made(&setup, number, ORIGIN)).await.good()
}

facts! {
    async fn a_passkey_is_registered_by_the_answer_of_the_browser(world: World) {
        let token = world.signed_in(ALICE).await;
        let begun = begin(&world, &token).await;
        assert_eq!(begun.status, 201);
        let setup = begun.good();
        assert_eq!((&setup["setup"]["kind"], &setup["setup"]["resend_after_seconds"]), (&json!("passkey"), &json!(0)));
        let options = &setup["setup"]["passkey"]["publicKey"];
        assert_eq!(options["rp"]["id"], "reset.contoso.example");
        assert_eq!(options["user"]["name"], ALICE);
        assert!(world.methods(&token).await.is_empty(), "not yet");
        let done = answer(&world, &token, &setup, made(&setup, 1, ORIGIN)).await;
        assert_eq!(done.status, 200);
        let done = done.good();
        assert_eq!(done, json!({
            "id": setup["method"]["id"], "method": "passkey", "hint": "Laptop", "verified": true, "managed": false,
        }));
        assert_eq!(world.methods(&token).await, [done]);
        let again = answer(&world, &token, &setup, made(&setup, 1, ORIGIN)).await;
        assert_eq!(again.refusal(), (409, "challenge_over"));
        let stored = world.holdings(ALICE).await.passkeys.remove(0);
        assert_eq!((stored.label.as_str(), stored.account), ("Laptop", world.account(ALICE).await));
        let other = begin(&world, &token).await.good();
        let excluded = &other["setup"]["passkey"]["publicKey"]["excludeCredentials"];
        assert_eq!(excluded[0]["id"], URL_SAFE_NO_PAD.encode([1; 16]));
    }

    async fn what_is_not_the_answer_is_refused_and_bounded(world: World) {
        let token = world.signed_in(ALICE).await;
        let setup = begin(&world, &token).await.good();
        let (older, id) = (setup.clone(), text(&setup["method"]["id"]));
        let setup = world.send_again(&token, &id).await.good();
        assert_ne!(setup["setup"]["passkey"], older["setup"]["passkey"], "asked anew");
        assert_eq!(world.verify(&token, &id, "123456").await.refusal(), (422, "answer_not_asked"));
        let malformed = answer(&world, &token, &setup, json!({ "id": 1 })).await;
        assert_eq!((malformed.refusal(), &malformed.body["field"]), ((422, "invalid_field"), &json!("passkey")));
        let mut foreign = setup.clone();
        foreign["setup"]["passkey"]["publicKey"]["challenge"] = "AAAA".into();
        for (left, bad) in [
            (3, made(&older, 1, ORIGIN)),
            (2, made(&setup, 1, "https://evil.example")),
            (1, made(&setup, 1, "https://reset.contoso.example")),
            (0, made(&foreign, 1, ORIGIN)),
        ] {
            let refused = answer(&world, &token, &setup, bad).await;
            assert_eq!((refused.refusal(), &refused.body["field"]), ((422, "wrong_code"), &json!("passkey")));
            assert_eq!(refused.body["attempts_left"], left);
        }
        let over = answer(&world, &token, &setup, made(&setup, 1, ORIGIN)).await;
        assert_eq!(over.refusal(), (409, "challenge_over"));
        assert!(world.methods(&token).await.is_empty());
        add(&world, &token, 1).await;
    }

    async fn one_device_is_registered_once_and_an_account_has_ten(world: World) {
        let token = world.signed_in(ALICE).await;
        let other = world.signed_in(ALICE).await;
        let setup = begin(&world, &other).await.good();
        let first = add(&world, &token, 1).await;
        let twice = answer(&world, &other, &setup, made(&setup, 1, ORIGIN)).await;
        assert_eq!(twice.refusal(), (409, "already_registered"));
        let setup = begin(&world, &token).await.good();
        let twice = answer(&world, &token, &setup, made(&setup, 1, ORIGIN)).await;
        assert_eq!(twice.refusal(), (422, "wrong_code"), "the browser was told to refuse");
        for number in 2..=u8::try_from(passkeys::PASSKEYS_MAX).expect("few") {
            add(&world, &token, number).await;
        }
        assert_eq!(begin(&world, &token).await.refusal(), (409, "too_many_methods"));
        let bob = world.signed_in(BOB).await;
        assert_eq!(world.remove(&bob, &first).await.refusal(), (404, "not_found"));
        assert_eq!(world.remove(&token, &first).await.status, 204);
        add(&world, &token, 1).await;
        assert_eq!(world.methods(&token).await.len(), 10);
    }

    async fn where_the_address_cannot_have_passkeys_none_are_offered(world: World) {
        let token = world.signed_in(ALICE).await;
        let view = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!(view["available_methods"], json!(["passkey", "authenticator_app", "recovery_code"]));
        let world = world.at("http://192.0.2.7:8080");
        let view = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!(view["available_methods"], json!(["authenticator_app", "recovery_code"]));
        let refused = begin(&world, &token).await;
        assert_eq!((refused.refusal(), &refused.body["field"]), ((422, "channel_not_available"), &json!("method")));
    }
}
