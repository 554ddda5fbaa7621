//! The steps of a whole way back in, as a person with every contact takes them.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::journeys;
use crate::methods::answer_questions;
use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset, signed_in};

const BOB: &str = "bob@contoso.example";
const ALICE: &str = "alice@contoso.example";

/// Method, channel, slot and hint of each entry of the chooser.
fn entries(view: &Value) -> BTreeSet<[String; 4]> {
    let text = |option: &Value, name: &str| option[name].as_str().unwrap_or("").to_owned();
    let options = view["options"].as_array().expect("options").iter();
    options.map(|option| ["method", "channel", "slot", "hint"].map(|name| text(option, name))).collect()
}

fn id_of(view: &Value, slot: &str) -> Value {
    let options = view["options"].as_array().expect("options");
    options.iter().find(|option| option["slot"] == slot).expect("such an option")["id"].clone()
}

journeys! {
    async fn the_chooser_asks_which_contact_where_there_are_two_and_the_code_goes_to_the_chosen_one(world: World) {
        let reset = Reset::start(&world, BOB).await;
        let entry = |method: &str, channel: &str, slot: &str, hint: &str| [method, channel, slot, hint].map(str::to_owned);
        let found = entries(&reset.view);
        for wanted in [
            entry("mobile_phone", "sms", "mobile_phone", "+* *** *** **67"),
            entry("mobile_phone", "sms", "authentication_phone", "+* *** *** **21"),
        ] {
            assert!(found.contains(&wanted), "{found:?}");
        }
        let emails: Vec<_> = found.iter().filter(|entry| entry[0] == "email").collect();
        assert_eq!(emails.len(), 2, "{found:?}");
        assert!(emails.iter().all(|entry| !entry[3].contains("personal") && !entry[3].contains("family")));
        let choose = async |reset: &Reset, slot: &str| {
            let body = json!({ "option_id": id_of(&reset.view, slot) });
            world.post("/api/v1/resets/current/challenges", &reset.token, body).await.good()
        };
        choose(&reset, "alternate_email").await;
        world.messages_to("bob@family.example", 1).await;
        let view = choose(&reset, "authentication_email").await;
        let code = world.code_to("bob@personal.example", 1).await;
        assert_eq!(world.messages_to("bob@family.example", 1).await.len(), 1, "nothing more went there");
        assert_eq!(view["challenge"]["option_id"], id_of(&reset.view, "authentication_email"));
        let mut reset = reset;
        reset.answer(&world, &code).await.good();
        assert_eq!(reset.status(), "verified");
    }

    async fn the_chooser_says_how_many_questions_are_asked(world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        answer_questions(&world, &token).await;
        let reset = Reset::start(&world, ALICE).await;
        let options = reset.view["options"].as_array().expect("options");
        assert_eq!((options.len(), &options[0]["method"], &options[0]["count"]), (1, &json!("security_questions"), &json!(3)));
    }

    async fn with_the_new_password_the_person_signs_in_and_with_the_old_one_nobody_does(world: World) {
        let old = world.password(DAVE);
        let mut reset = Reset::start(&world, DAVE).await;
        reset.prove_by_email(&world, DAVE_EMAIL, 1).await;
        let done = reset.set_password(&world, NEW_PASSWORD).await.good();
        assert_eq!((&done["status"], &done["passkey_advised"]), (&json!("completed"), &json!(false)));
        assert_eq!(world.sign_in(DAVE, &old).await.code(), "sign_in_failed");
        let signed_in = world.sign_in(DAVE, NEW_PASSWORD).await.good();
        assert_eq!(signed_in["account"]["user_id"], DAVE);
        let again = reset.set_password(&world, "Another one entirely 3").await;
        assert_eq!(again.code(), "reset_over");
    }

    async fn common_problems_are_one_link_away(world: World) {
        for path in ["/help", "/help/contact", "/privacy"] {
            let page = world.call(Method::GET, path, None, None).await;
            assert_eq!((page.status.as_u16(), page.content_type.starts_with("text/html")), (200, true), "{path}");
        }
    }
}
