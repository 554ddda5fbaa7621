//! `kill -9` while a mail server has a mail and did not say so yet: nobody knows, and the same mail goes out again.

use std::path::PathBuf;

use rekey_testkit::providers::MailServer;
use rekey_testkit::providers::mail::Next;
use rekey_testkit::{Layout, World};

use crate::in_every_layout;
use crate::steps::{Reset, apply_settings};

const SETTINGS: &str = r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]

[tenants.adatum.policy]
enabled_for = "everybody"
methods = ["email"]
gates = 1
disclosure = "explicit"

[[tenants.adatum.accounts]]
user_id = "person@adatum.example"
[[tenants.adatum.accounts.contacts]]
slot = "alternate_email"
value = "person@mail.example"
"#;

pub async fn start(layout: Layout, port: u16) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let port = port.to_string();
    let variables = [
        ("REKEY__SMTP__HOST", "127.0.0.1"),
        ("REKEY__SMTP__PORT", port.as_str()),
        ("REKEY__SMTP__TLS", "none_on_loopback"),
        ("REKEY__SMTP__FROM", "rekey@adatum.example"),
        ("REKEY__GATEWAY__PUBLIC_URL", "https://reset.adatum.example"),
    ];
    let world = World::start_in(layout, vec![limits], &variables).await.expect("starts");
    apply_settings(&world, SETTINGS);
    world
}

async fn a_mail_whose_fate_is_unknown_goes_out_again_as_the_same_mail(layout: Layout) {
    let server = MailServer::start().await.expect("starts");
    server.from_now_on(Next::TakeAndHang);
    let mut world = start(layout, server.port()).await;
    let mut reset = Reset::start(&world, "person@adatum.example").await;
    reset.choose(&world, "email", None).await.good();
    let first = server.mail(1).await;
    world.kill();
    server.recover();
    // Past every claim of the dead process.
    world.resume(65).await.expect("starts");
    let second = server.mail(2).await;
    let (id, code) = (first.header("message-id"), first.code().expect("a code"));
    assert_eq!(second.header("message-id"), id, "mail systems know it for one");
    assert_eq!(second.code().as_ref(), Some(&code));
    reset.is_sent(&world).await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
    world.resume(130).await.expect("starts");
    reset.set_password(&world, "Nineteen green kettles 7").await.good();
    let news = server.mail(3).await;
    assert_eq!(server.mails().len(), 3, "the news, and the code no third time");
    assert_ne!(news.header("message-id"), id);
}

in_every_layout! {
    a_mail_whose_fate_is_unknown_goes_out_again_as_the_same_mail
}
