//! Several providers for text messages: the real program, and which of them carries a code to whom.

use std::path::PathBuf;
use std::time::Duration;

use rekey_testkit::providers::gateway::Next as AtGateway;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM, Message, Next, Signed};
use rekey_testkit::providers::{Gateway, Twilio};
use rekey_testkit::{Layout, World};
use reqwest::StatusCode;
use tokio::time::Instant;

use crate::steps::{NEW_PASSWORD, Reset, apply_settings, logs};
use crate::texts::{NUMBER, SETTINGS, asked_for_text, sees};
use crate::{calls, in_every_layout};

/// Of Seattle and of Germany, which have orders of their own.
const ELSEWHERE: &str = "+12065550156";
const ABROAD: &str = "+4915112345678";
/// Where nobody listens.
const NOBODY_THERE: &str = "http://127.0.0.1:1";

/// Somebody with a number of another region, and somebody with one of another country.
fn settings() -> String {
    let account = |name: &str, number: &str| {
        format!(
            "[[tenants.adatum.accounts]]\nuser_id = \"{name}@adatum.example\"\n\
             contacts = [{{ slot = \"mobile_phone\", value = \"{number}\" }}]\n\n"
        )
    };
    let all = [account("elsewhere", ELSEWHERE), account("abroad", ABROAD), "[tenants.initech]".into()];
    let policy = "[tenants.adatum.policy]\n";
    let both = format!("{policy}countries = [\"US\", \"DE\"]\n");
    SETTINGS.replace("[tenants.initech]", &all.concat()).replacen(policy, &both, 1)
}

fn twilio(id: &str, address: &str) -> String {
    twilio_within(5, id, address)
}

fn twilio_within(seconds: u64, id: &str, address: &str) -> String {
    format!(
        "[providers.{id}]\nkind = \"twilio\"\naccount_sid = \"{ACCOUNT_SID}\"\nauth_token = \"{AUTH_TOKEN}\"\n\
         from = \"{FROM}\"\napi_base = \"{address}\"\ntimeout_seconds = {seconds}\n"
    )
}

fn gateway(address: &str) -> String {
    format!(
        "[providers.gateway]\nkind = \"http\"\nurl = \"{address}\"\nfrom = \"Adatum\"\ntimeout_seconds = 5\n\
         json = '{{\"to\": \"{{to}}\", \"text\": \"{{text}}\"}}'\n"
    )
}

/// The program with these providers and orders.
async fn start(layout: Layout, config: &str) -> World {
    start_over(layout, &settings(), config).await
}

async fn start_over(layout: Layout, settings: &str, config: &str) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let variables = [("REKEY__GATEWAY__PUBLIC_URL", "{address}")];
    let world = World::start_written(layout, vec![limits], config, &variables).await.expect("starts");
    apply_settings(&world, settings);
    world
}

async fn finish(world: &World, reset: &mut Reset, message: &Message) {
    reset.answer(world, &message.code().expect("a code")).await.good();
    assert_eq!(reset.set_password(world, NEW_PASSWORD).await.good()["status"], "completed");
}

async fn the_first_is_down_and_the_second_brings_the_code_in_time(layout: Layout) {
    let stand_in = Twilio::start().await.expect("starts");
    let orders = "[routing.sms]\norder = [\"gateway\", \"texts\"]\n[routing.circuit]\nfailures = 1\n";
    let config = [gateway(NOBODY_THERE), twilio("texts", stand_in.address()), orders.into()].concat();
    let world = start(layout, &config).await;
    let mut reset = asked_for_text(&world).await;
    let message = stand_in.message(1).await;
    assert_eq!(message.to, NUMBER);
    assert!(message.validity_period <= 300, "no longer than it lives: {}", message.validity_period);
    sees(&world, &mut reset, "sent").await;
    for line in ["notice.handed_on", "circuit.opened"] {
        logs(&world, line).await;
    }
    // Its report counts though it was not the first to be asked.
    assert_eq!(stand_in.report(&message, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    finish(&world, &mut reset, &message).await;
    assert_eq!(stand_in.message(2).await.code(), None, "the owner is told the same way");
    assert_eq!((stand_in.messages().len(), stand_in.complaints()), (2, vec![]));
    assert!(!world.log().contains(&NUMBER[1..]), "{}", world.log());
}

async fn only_who_has_the_message_is_believed_of_it(layout: Layout) {
    let (first, second) = (Twilio::start().await.expect("starts"), Twilio::start().await.expect("starts"));
    first.then([Next::Refuse(400, 21211)]);
    let orders = "[routing.sms]\norder = [\"first\", \"second\"]\n";
    let config = [twilio("first", first.address()), twilio("second", second.address()), orders.into()].concat();
    let world = start(layout, &config).await;
    let mut reset = asked_for_text(&world).await;
    let message = second.message(1).await;
    sees(&world, &mut reset, "sent").await;
    let of_first = message.status_callback.replace("/webhooks/second/", "/webhooks/first/");
    let told = first.post(&of_first, &message.report("failed:30003"), Signed::Rightly).await;
    assert_eq!(told, StatusCode::FORBIDDEN);
    assert_eq!(reset.look(&world).await["challenge"]["delivery"], "sent");
    assert_eq!(second.report(&message, "delivered", Signed::Rightly).await, StatusCode::NO_CONTENT);
    sees(&world, &mut reset, "delivered").await;
    assert_eq!((first.messages().len(), second.messages().len()), (0, 1));
}

async fn a_code_in_doubt_goes_to_nobody_else(layout: Layout) {
    let (first, second) = (Gateway::start().await.expect("starts"), Twilio::start().await.expect("starts"));
    first.then([AtGateway::Answer(502, String::new())]);
    let orders = "[routing.sms]\norder = [\"gateway\", \"texts\"]\n";
    let config = [gateway(first.address()), twilio("texts", second.address()), orders.into()].concat();
    let world = start(layout, &config).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "delayed").await;
    assert_eq!((first.requests().len(), second.messages().len()), (1, 0));
}

async fn numbers_of_a_country_a_region_and_an_organisation_have_orders_of_their_own(layout: Layout) {
    let (stand_in, abroad) = (Twilio::start().await.expect("starts"), Gateway::start().await.expect("starts"));
    let orders = "[routing.sms]\norder = [\"texts\", \"gateway\"]\n\
                  prefixes = { \"+1206\" = [\"gateway\"], \"+49\" = [\"gateway\"] }\n\
                  [routing.tenants.initech.sms]\norder = [\"gateway\"]\n";
    let config = [gateway(abroad.address()), twilio("texts", stand_in.address()), orders.into()].concat();
    let world = start(layout, &config).await;
    for (person, number, wanted) in [
        ("person@adatum.example", NUMBER, (1, 0)),
        ("elsewhere@adatum.example", ELSEWHERE, (1, 1)),
        ("abroad@adatum.example", ABROAD, (1, 2)),
        ("person@initech.example", NUMBER, (1, 3)),
    ] {
        let mut reset = Reset::start(&world, person).await;
        reset.choose(&world, "sms", Some(number)).await.good();
        sees(&world, &mut reset, "sent").await;
        let (by_twilio, by_gateway) = wanted;
        assert_eq!((stand_in.asked(by_twilio).await, abroad.asked(by_gateway).await), wanted, "{person}");
    }
}

async fn a_slow_provider_does_not_hold_up_another_one(layout: Layout) {
    /// For one call of the slow one, in seconds: much longer than all the rest takes on a busy machine.
    const CALL: u64 = 15;
    let (slow, quick) = (Twilio::start().await.expect("starts"), Gateway::start().await.expect("starts"));
    slow.then((0..12).map(|_| Next::TakeAndHang));
    let orders = "[routing.sms]\norder = [\"texts\"]\n[routing.tenants.initech.sms]\norder = [\"gateway\"]\n\
                  [routing.circuit]\nfailures = 100\n[notifier.concurrency]\nsms = 2\n";
    let config = [gateway(quick.address()), twilio_within(CALL, "texts", slow.address()), orders.into()].concat();
    let world = start(layout, &config).await;
    let copies = if world.is_apart() { 2 } else { 1 };
    // The first ones show how slow it is, and then more wait for it than fit.
    for count in [2 * copies, 4 * copies] {
        for _ in 0..count {
            asked_for_text(&world).await;
        }
        let began = Instant::now();
        let mut other = Reset::start(&world, "person@initech.example").await;
        other.choose(&world, "sms", Some(NUMBER)).await.good();
        sees(&world, &mut other, "sent").await;
        // Once it is known to be slow, nobody else waits for one of its calls to end.
        let most = if count == 2 * copies { 2 * CALL } else { CALL };
        assert!(began.elapsed() < Duration::from_secs(most), "{:?}", began.elapsed());
    }
    assert_eq!(quick.asked(2).await, 2);
}

async fn a_call_that_the_first_cannot_make_is_made_by_the_second(layout: Layout) {
    let stand_in = Twilio::start().await.expect("starts");
    let orders = "[routing.voice]\norder = [\"first\", \"second\"]\n[routing.circuit]\nfailures = 1\n";
    let calling = |id, address| format!("{}channels = [\"voice\"]\n", twilio(id, address));
    let config = [calling("first", NOBODY_THERE), calling("second", stand_in.address()), orders.into()].concat();
    let world = start_over(layout, &calls::settings("press_pound"), &config).await;
    let (mut reset, call) = calls::called(&world, &stand_in, calls::PERSON).await;
    assert_eq!(call.to, calls::MOBILE);
    for line in ["notice.handed_on", "circuit.opened"] {
        logs(&world, line).await;
    }
    stand_in.pick_up(&call).await;
    stand_in.press(&call, "#").await.expect("an answer");
    calls::becomes(&world, &mut reset, "verified").await;
    assert_eq!((stand_in.calls().len(), stand_in.complaints()), (1, vec![]));
}

in_every_layout! {
    a_call_that_the_first_cannot_make_is_made_by_the_second
    a_slow_provider_does_not_hold_up_another_one
    the_first_is_down_and_the_second_brings_the_code_in_time
    only_who_has_the_message_is_believed_of_it
    a_code_in_doubt_goes_to_nobody_else
    numbers_of_a_country_a_region_and_an_organisation_have_orders_of_their_own
}
