//! Passkeys: a device of the tests' own registers one, and proves with it in a reset.

use rekey_testkit::passkeys::Device;
use rekey_testkit::{Answer, World};
use serde_json::{Value, json};

use crate::journeys;
use crate::steps::{CONTOSO_POLICY, DAVE, NEW_PASSWORD, Reset, apply_settings, demo_with, signed_in};

const ALICE: &str = "alice@contoso.example";

/// Registers a passkey to the end; the device that has it.
pub async fn passkey(world: &World, token: &str, number: u8) -> Device {
    let mut device = Device::new(number).at(&world.public_address());
    let body = json!({ "method": "passkey", "label": "Laptop" });
    let setup = world.post("/api/v1/me/methods", token, body).await.good();
    assert_eq!(setup["setup"]["kind"], "passkey");
    let path = format!("/api/v1/me/methods/{}/verification", setup["method"]["id"].as_str().expect("an id"));
    let answer = device.register(&setup["setup"]["passkey"]);
    world.post(&path, token, json!({ "passkey": answer })).await.good();
    device.counter += 1;
    device
}

impl Reset {
    /// What a device answers to what is asked now.
    pub fn passkey_of(&self, device: &Device) -> Value {
        json!({ "passkey": device.prove(&self.view["challenge"]["passkey"]) })
    }
}

fn allow_passkeys(world: &World) {
    let methods = "methods = [\"email\", \"mobile_phone\", \"passkey\"]\n";
    apply_settings(world, &demo_with(CONTOSO_POLICY, &format!("{CONTOSO_POLICY}{methods}")));
}

fn is_wrong(answer: &Answer, left: u64, what: &str) {
    assert_eq!((answer.code(), answer.body["attempts_left"].as_u64()), ("wrong_code", Some(left)), "{what}");
}

journeys! {
    async fn a_passkey_gives_a_password_back(world: World) {
        allow_passkeys(&world);
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let device = passkey(&world, &token, 1).await;
        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose_method(&world, "passkey").await;
        let asked = &reset.view["challenge"]["passkey"]["publicKey"];
        assert!(asked["challenge"].is_string() && asked.get("allowCredentials").is_none(), "it names no key: {asked}");
        reset.view = reset.answer_with(&world, reset.passkey_of(&device)).await.good();
        assert_eq!(reset.status(), "verified");
        let done = reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!((&done["status"], &done["passkey_advised"]), (&json!("completed"), &json!(false)));
        signed_in(&world, ALICE, NEW_PASSWORD).await;
    }

    async fn the_passkey_of_another_account_and_an_answer_from_another_origin_are_refused_and_counted(world: World) {
        allow_passkeys(&world);
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let device = passkey(&world, &token, 1).await;
        let token = signed_in(&world, DAVE, &world.password(DAVE)).await;
        let of_dave = passkey(&world, &token, 2).await;
        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose_method(&world, "passkey").await;
        let disguised = Device { user_handle: device.user_handle.clone(), ..of_dave.clone() };
        let renamed = Device { credential_id: device.credential_id.clone(), ..disguised.clone() };
        let elsewhere = Device { origin: "http://localhost.evil.example".to_owned(), ..device.clone() };
        for (left, what, device) in [
            (4, "of another account", &of_dave),
            (3, "in the name of this account", &disguised),
            (2, "in the name of this account's key", &renamed),
            (1, "from another origin", &elsewhere),
        ] {
            is_wrong(&reset.answer_with(&world, reset.passkey_of(device)).await, left, what);
        }
        assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 1);
        reset.view = reset.answer_with(&world, reset.passkey_of(&device)).await.good();
        assert_eq!(reset.status(), "verified", "the account's own from our origin counts all the same");
    }

    async fn an_answer_of_a_passkey_counts_once_and_in_its_own_reset(world: World) {
        allow_passkeys(&world);
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let mut device = passkey(&world, &token, 1).await;
        let (mut one, mut other) = (Reset::start(&world, ALICE).await, Reset::start(&world, ALICE).await);
        one.choose_method(&world, "passkey").await;
        other.choose_method(&world, "passkey").await;
        let answer = one.passkey_of(&device);
        is_wrong(&other.answer_with(&world, answer.clone()).await, 4, "to what another reset asked");
        one.view = one.answer_with(&world, answer.clone()).await.good();
        assert_eq!(one.status(), "verified");
        let again = one.answer_with(&world, answer.clone()).await;
        assert_eq!((again.status.as_u16(), again.code()), (409, "challenge_over"));
        is_wrong(&other.answer_with(&world, answer).await, 3, "once it was used");
        // A counter that did not go on is that of a copy.
        is_wrong(&other.answer_with(&world, other.passkey_of(&device)).await, 2, "by a copy of the device");
        device.counter += 1;
        other.view = other.answer_with(&world, other.passkey_of(&device)).await.good();
        assert_eq!(other.status(), "verified");
    }
}
