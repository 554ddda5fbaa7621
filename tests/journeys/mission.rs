//! The steps of a whole way back in, as a person with every contact takes them.

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_testkit::{Message, World};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::calls::becomes;
use crate::journeys;
use crate::methods::answer_questions;
use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset, signed_in};

const BOB: &str = "bob@contoso.example";
const ALICE: &str = "alice@contoso.example";
const ERIN: &str = "erin@contoso.example";

/// Method, channel, slot and hint of each entry of the chooser.
fn entries(view: &Value) -> BTreeSet<[String; 4]> {
    let text = |option: &Value, name: &str| option[name].as_str().unwrap_or("").to_owned();
    let options = view["options"].as_array().expect("options").iter();
    options.map(|option| ["method", "channel", "slot", "hint"].map(|name| text(option, name))).collect()
}

/// A page.
async fn page(world: &World, path: &str) -> String {
    let url = format!("{}{path}", world.address());
    let answer = rekey_testkit::client().expect("a client").get(url).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.text().await.expect("text")
}

/// Where the links of a page lead.
fn links(page: &str) -> Vec<String> {
    let links = page.split("<a ").skip(1).filter_map(|rest| rest.split("href=\"").nth(1));
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The only message that was not there before, once there is one.
async fn next_message(world: &World, before: &BTreeSet<String>) -> Message {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let mut new = world.inbox().await;
        new.retain(|message| !before.contains(&message.id));
        assert!(new.len() < 2, "{new:?}");
        if let Some(message) = new.pop() {
            return message;
        }
        assert!(Instant::now() < deadline, "nothing came");
        sleep(Duration::from_millis(25)).await;
    }
}

journeys! {
    async fn the_chooser_offers_every_way_of_every_contact(world: World) {
        let reset = Reset::start(&world, BOB).await;
        let entry = |[method, channel, slot, hint]: [&str; 4]| [method, channel, slot, hint].map(str::to_owned);
        let wanted = [
            ["email", "email", "authentication_email", "b***@p***"],
            ["email", "email", "alternate_email", "b***@f***"],
            ["mobile_phone", "sms", "authentication_phone", "+* *** *** **21"],
            ["mobile_phone", "sms", "mobile_phone", "+* *** *** **67"],
            ["mobile_phone", "voice", "authentication_phone", "+* *** *** **21"],
            ["mobile_phone", "voice", "mobile_phone", "+* *** *** **67"],
            ["office_phone", "voice", "office_phone", "+* *** *** **00"],
            ["security_questions", "", "", ""],
        ];
        assert_eq!(entries(&reset.view), wanted.into_iter().map(entry).collect(), "{}", reset.view);
    }

    async fn of_two_contacts_the_chosen_one_is_reached_whichever_way(world: World) {
        for (slot, channel, to) in [
            ("alternate_email", "email", "bob@family.example"),
            ("authentication_email", "email", "bob@personal.example"),
            ("mobile_phone", "sms", "+14255550167"),
            ("authentication_phone", "sms", "+14255550121"),
            ("mobile_phone", "voice", "+14255550167"),
            ("authentication_phone", "voice", "+14255550121"),
        ] {
            let before: BTreeSet<String> = world.inbox().await.into_iter().map(|message| message.id).collect();
            let mut reset = Reset::start(&world, BOB).await;
            let id = reset.option_to(slot, channel);
            reset.choose_option(&world, &id, to.starts_with('+').then_some(to)).await.good();
            assert_eq!(reset.view["challenge"]["option_id"], id.as_str());
            let sent = next_message(&world, &before).await;
            assert_eq!((sent.to.as_str(), sent.channel.as_str()), (to, channel));
            if channel == "voice" {
                world.press(&sent, "#").await;
                becomes(&world, &mut reset, "verified").await;
            } else {
                reset.answer(&world, &sent.code().expect("a code")).await.good();
                assert_eq!(reset.status(), "verified", "{channel} to {slot}");
            }
        }
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

    async fn common_problems_are_one_link_away_from_being_told_no(world: World) {
        let reset = Reset::start(&world, ERIN).await;
        assert_eq!(reset.view["closed_reason"], "not_enabled");
        let signed_in = world.sign_in(ERIN, &world.password(ERIN)).await.good();
        assert_eq!(signed_in["next"], "not_enabled");
        for told in [&reset.view, &signed_in["account"]] {
            let link = told["help"]["contact_url"].as_str().expect("a link");
            let contact = page(&world, link).await;
            assert!(contact.contains("<form method=\"post\" action=\"/help/contact\""), "somebody can be asked: {contact}");
            let help = links(&contact).into_iter().find(|link| link == "/help").expect("a link to common problems");
            let help = page(&world, &help).await;
            assert!(help.matches("<details id=\"help-").count() >= 8, "questions with answers: {help}");
            let further = links(&help);
            assert!(further.iter().any(|back| back == link), "and back to somebody who can be asked: {further:?}");
            let privacy = further.iter().find(|link| *link == "/privacy").expect("a link to what is kept");
            page(&world, privacy).await;
        }
    }
}
