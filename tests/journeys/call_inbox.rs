//! Calls in the demo: a transcript in the inbox, and keys to press on it.

use rekey_testkit::{Message, World};
use reqwest::StatusCode;
use serde_json::json;
use tokio::time::sleep;

use crate::calls::{becomes, sees_end};
use crate::journeys;
use crate::steps::{DAVE, DAVE_PHONE, FRANK, FRANK_EMAIL, FRANK_PHONE, NEW_PASSWORD, Reset, signed_in};

const ALICE: &str = "alice@contoso.example";
const ALICE_PHONE: &str = "+14255550172";
const BOB: &str = "bob@contoso.example";
const BOBS_OFFICE: &str = "+14255550100";

/// The newest call to a number, once there are so many.
async fn call_to(world: &World, number: &str, count: usize) -> Message {
    loop {
        let mut messages = world.messages_to(number, count).await;
        messages.retain(|message| message.channel == "voice");
        if messages.len() >= count {
            return messages.swap_remove(0);
        }
        sleep(std::time::Duration::from_millis(25)).await;
    }
}

journeys! {
    async fn a_call_is_confirmed_by_keys_on_its_transcript(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        let view = reset.choose(&world, "voice", Some(DAVE_PHONE)).await.good();
        assert_eq!((view["challenge"]["kind"].as_str(), &view["challenge"]["match_number"]), (Some("call"), &json!(null)));
        let call = call_to(&world, DAVE_PHONE, 1).await;
        assert!(call.text.contains("Contoso") && call.text.contains("pound key"), "{}", call.text);
        assert_eq!(world.press(&call, "4 2").await.code(), "invalid_field");
        assert_eq!(world.press(&call, "#").await.status, StatusCode::NO_CONTENT);
        becomes(&world, &mut reset, "verified").await;
        assert_eq!(world.press(&call, "#").await.code(), "challenge_over", "one entry a call");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
        signed_in(&world, DAVE, NEW_PASSWORD).await;
        // What is no call takes no keys.
        let news = world.messages_to("dave@personal.example", 1).await;
        assert_eq!(world.press(&news[0], "#").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_number_of_the_page_is_one_of_two_proofs(world: World) {
        let mut reset = Reset::start(&world, FRANK).await;
        let view = reset.choose(&world, "voice", Some(FRANK_PHONE)).await.good();
        let number = view["challenge"]["match_number"].as_str().expect("two digits").to_owned();
        let call = call_to(&world, FRANK_PHONE, 1).await;
        assert!(!call.text.contains(&number), "who is called does not hear it: {}", call.text);
        world.press(&call, &format!("{number}#")).await;
        loop {
            if reset.look(&world).await["gates"]["passed"] == 1 {
                break;
            }
            sleep(std::time::Duration::from_millis(25)).await;
        }
        reset.prove_by_email(&world, FRANK_EMAIL, 1).await;
        assert_eq!(reset.status(), "verified");
        assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
    }

    async fn an_extension_is_not_typed_and_hanging_up_is_told(world: World) {
        let mut reset = Reset::start(&world, BOB).await;
        let options = reset.view["options"].as_array().expect("options").clone();
        let office = options.iter().find(|option| option["method"] == "office_phone").expect("the office");
        let challenges = "/api/v1/resets/current/challenges";
        let untyped = world.post(challenges, &reset.token, json!({ "option_id": office["id"] })).await;
        assert_eq!(untyped.code(), "phone_number_required");
        let body = json!({ "option_id": office["id"], "phone_number": BOBS_OFFICE });
        world.post(challenges, &reset.token, body).await.good();
        let call = call_to(&world, BOBS_OFFICE, 1).await;
        assert_eq!(world.press(&call, "").await.status, StatusCode::NO_CONTENT);
        sees_end(&world, &mut reset, "nothing_pressed").await;
        assert_eq!(reset.status(), "challenged", "another call may be asked for");
    }

    async fn a_phone_of_the_demo_is_busy_rings_in_vain_or_has_a_mailbox(world: World) {
        for (number, end) in (1..).zip(["busy", "no_answer", "voicemail", "nothing_pressed"]) {
            let mut reset = Reset::start(&world, DAVE).await;
            reset.choose(&world, "voice", Some(DAVE_PHONE)).await.good();
            let call = call_to(&world, DAVE_PHONE, number).await;
            for other in ["wrong_keys", "refused", "failed", "listening", ""] {
                assert_eq!(world.end_call(&call, other).await.code(), "invalid_field", "{other}");
            }
            assert_eq!(world.end_call(&call, end).await.status, StatusCode::NO_CONTENT);
            sees_end(&world, &mut reset, end).await;
            assert_eq!(world.end_call(&call, end).await.code(), "challenge_over");
            assert_eq!(world.press(&call, "#").await.code(), "challenge_over");
        }
    }

    async fn a_phone_is_registered_by_a_call_and_wrong_keys_are_told(mut world: World) {
        let password = world.password(ALICE);
        let token = signed_in(&world, ALICE, &password).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        assert_eq!(methods["phone_channels"], json!(["sms", "voice"]));
        let body = json!({ "slot": "authentication_phone", "phone_number": ALICE_PHONE, "channel": "voice" });
        let setup = world.post("/api/v1/me/methods", &token, body).await.good();
        assert_eq!(setup["setup"]["kind"], "call");
        let path = format!("/api/v1/me/methods/{}", setup["method"]["id"].as_str().expect("an id"));
        assert_eq!(world.post(&format!("{path}/challenges"), &token, json!({})).await.code(), "cooldown_running");
        let call = call_to(&world, ALICE_PHONE, 1).await;
        assert_eq!(world.press(&call, "5").await.status, StatusCode::NO_CONTENT);
        loop {
            if world.get(&path, &token).await.good()["setup"]["call_end"] == "wrong_keys" {
                break;
            }
            sleep(std::time::Duration::from_millis(25)).await;
        }
        world.resume(11).await.expect("starts");
        let again = world.post(&format!("{path}/challenges"), &token, json!({})).await.good();
        assert_eq!(again["setup"]["call_end"], json!(null));
        let call = call_to(&world, ALICE_PHONE, 2).await;
        assert_eq!(world.press(&call, "#").await.status, StatusCode::NO_CONTENT);
        loop {
            let methods = world.get("/api/v1/me/methods", &token).await.good();
            if methods["methods"][0]["slot"] == "authentication_phone" {
                break;
            }
            sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(world.get(&path, &token).await.status, StatusCode::NOT_FOUND, "it is set up no more");
        let mut reset = Reset::start(&world, ALICE).await;
        reset.prove_by_text(&world, ALICE_PHONE, 3).await;
        assert_eq!(reset.status(), "verified");
    }
}
