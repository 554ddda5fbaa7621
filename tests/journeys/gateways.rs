//! Codes by text message over a gateway that the config describes: the real program, and what the person sees.

use std::path::PathBuf;

use rekey_testkit::providers::Gateway;
use rekey_testkit::providers::gateway::Next;
use rekey_testkit::{Layout, World};

use crate::in_every_layout;
use crate::steps::{NEW_PASSWORD, apply_settings, logs};
use crate::texts::{NUMBER, SETTINGS, asked_for_text, sees};

const SECRET: &str = "5tand1n5ecret0fTheGateway";

/// The config of a program with this gateway.
fn config(address: &str) -> String {
    format!(
        r#"
        [providers.gateway]
        kind = "http"
        url = "{address}/v2/messages"
        from = "Adatum"
        json = '{{"from": "{{from}}", "to": "{{to}}", "text": "{{text}}", "reference": "{{id}}", "ttl": "{{lifetime_seconds}}"}}'
        timeout_seconds = 5
        [providers.gateway.auth]
        scheme = "bearer"
        secret = "{SECRET}"
        [providers.gateway.accepted]
        statuses = [202]
        pointer = "/status"
        values = ["queued"]
        id_pointer = "/id"
        [providers.gateway.refused]
        statuses = [422]
        [providers.gateway.later]
        statuses = [503]
        "#
    )
}

/// The program with a gateway for a provider, which does this first.
async fn start(layout: Layout, script: impl IntoIterator<Item = Next>) -> (World, Gateway) {
    let gateway = Gateway::start().await.expect("starts");
    gateway.then(script);
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let config = config(gateway.address());
    let world = World::start_written(layout, vec![limits], &config, &[]).await.expect("starts");
    apply_settings(&world, SETTINGS);
    (world, gateway)
}

async fn a_code_travels_by_a_gateway_and_opens_the_account(layout: Layout) {
    let (world, gateway) = start(layout, [Next::Answer(503, String::new())]).await;
    let mut reset = asked_for_text(&world).await;
    // The first attempt was certainly not taken.
    let (first, request) = (gateway.request(1).await, gateway.request(2).await);
    sees(&world, &mut reset, "sent").await;
    let sent = request.json();
    assert_eq!((&sent["to"], &sent["from"]), (&NUMBER.into(), &"Adatum".into()));
    assert_eq!((&sent["reference"], &sent["text"]), (&first.json()["reference"], &first.json()["text"]));
    assert!((280..=300).contains(&sent["ttl"].as_u64().expect("a number")), "{sent}");
    assert_eq!(request.header("authorization"), format!("Bearer {SECRET}"));
    let code = request.code().expect("a code");
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.set_password(&world, NEW_PASSWORD).await.good()["status"], "completed");
    assert_eq!(gateway.request(3).await.code(), None, "the owner is told");
    assert_eq!(gateway.requests().len(), 3);
    let log = world.log();
    for secret in [NUMBER, &NUMBER[1..], SECRET, &code] {
        assert!(!log.contains(secret), "{log}");
    }
}

async fn what_a_gateway_refuses_or_leaves_in_doubt_is_told_as_such(layout: Layout) {
    let script = [Next::Answer(422, NUMBER.into()), Next::Answer(202, "{\"status\": \"?\"}".into())];
    let (mut world, gateway) = start(layout, script).await;
    let mut reset = asked_for_text(&world).await;
    sees(&world, &mut reset, "failed").await;
    logs(&world, "http 422").await;
    world.resume(31).await.expect("starts");
    reset.choose(&world, "sms", None).await.good();
    sees(&world, &mut reset, "delayed").await;
    assert_eq!(gateway.requests().len(), 2, "neither is sent again");
    assert!(!world.log().contains(&NUMBER[1..]), "{}", world.log());
}

in_every_layout! {
    a_code_travels_by_a_gateway_and_opens_the_account
    what_a_gateway_refuses_or_leaves_in_doubt_is_told_as_such
}
