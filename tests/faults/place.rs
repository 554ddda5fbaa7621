//! Where faults happen: roles apart, two copies of each, a way that can fail between each two parts, and stand-ins for the
//! providers, which know what really left.

use std::path::PathBuf;
use std::time::Duration;

use rekey_testkit::databases::psql;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM, Message};
use rekey_testkit::providers::{MailServer, Twilio};
use rekey_testkit::{OwnServers, World};
use tokio::time::{Instant, sleep};

use crate::steps::{Reset, apply_settings};

/// For what the program does by itself once it is well again.
pub const DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks.
pub const LOOK_EVERY: Duration = Duration::from_millis(50);
/// People of the organisation that tells the plain truth.
pub const PEOPLE: usize = 40;
/// A code by text lives for so long; policies allow no shorter life.
pub const LIFE: Duration = Duration::from_secs(60);

/// The program and its providers.
pub struct Place {
    pub world: World,
    pub twilio: Twilio,
    pub mail: MailServer,
}

/// Somebody with a phone and a mailbox.
pub fn user(number: usize) -> String {
    format!("p{number}@adatum.example")
}

pub fn phone(number: usize) -> String {
    format!("+142555501{number:02}")
}

pub fn mailbox(number: usize) -> String {
    format!("p{number}@mail.example")
}

fn settings() -> String {
    let mut text = format!(
        r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]
[tenants.adatum.policy]
profile = "model"
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
phone_code_lifetime_seconds = {life}
"#,
        life = LIFE.as_secs()
    );
    text.extend((0..PEOPLE).map(|number| account("adatum", &user(number), &phone(number), &mailbox(number))));
    text
}

/// Settings of somebody with a phone and a mailbox.
pub fn account(tenant: &str, user: &str, phone: &str, mailbox: &str) -> String {
    format!(
        "[[tenants.{tenant}.accounts]]\nuser_id = \"{user}\"\ncontacts = [{{ slot = \"mobile_phone\", value = \
         \"{phone}\" }}, {{ slot = \"alternate_email\", value = \"{mailbox}\" }}]\n"
    )
}

impl Place {
    /// The usual one, over these servers.
    pub async fn start(own: OwnServers<'_>) -> Self {
        Self::start_with(own, &[]).await
    }

    /// The same with variables over its own.
    pub async fn start_with(own: OwnServers<'_>, more: &[(&str, &str)]) -> Self {
        Self::start_as(own, more, &settings()).await
    }

    /// The same for other organisations.
    pub async fn start_as(own: OwnServers<'_>, more: &[(&str, &str)], settings: &str) -> Self {
        let twilio = Twilio::start().await.expect("starts");
        let mail = MailServer::start().await.expect("starts");
        let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
        let port = mail.port().to_string();
        let mut variables = vec![
            ("REKEY__GATEWAY__PUBLIC_URL", "{address}"),
            ("REKEY__PROVIDERS__TEXTS__KIND", "twilio"),
            ("REKEY__PROVIDERS__TEXTS__ACCOUNT_SID", ACCOUNT_SID),
            ("REKEY__PROVIDERS__TEXTS__AUTH_TOKEN", AUTH_TOKEN),
            ("REKEY__PROVIDERS__TEXTS__FROM", FROM),
            ("REKEY__PROVIDERS__TEXTS__API_BASE", twilio.address()),
            ("REKEY__PROVIDERS__TEXTS__TIMEOUT_SECONDS", "3"),
            ("REKEY__SMTP__HOST", "127.0.0.1"),
            ("REKEY__SMTP__PORT", port.as_str()),
            ("REKEY__SMTP__TLS", "none_on_loopback"),
            ("REKEY__SMTP__FROM", "rekey@adatum.example"),
            ("REKEY__SMTP__TIMEOUT_SECONDS", "3"),
            // A dead notifier's claim runs out soon, and who waits may soon ask again.
            ("REKEY__NOTIFIER__LEASE_SECONDS", "3"),
            ("REKEY__LIMITS__RESEND_COOLDOWNS_SECONDS", "[5, 5, 5, 5]"),
        ];
        variables.extend(more);
        let world = World::start_over_ways(own, vec![limits], &variables).await.expect("starts");
        apply_settings(&world, settings);
        Self { world, twilio, mail }
    }

    /// Starts a reset, and asks for a code by text.
    pub async fn asked_for_text(&self, number: usize) -> Reset {
        let mut reset = Reset::start(&self.world, &user(number)).await;
        reset.choose(&self.world, "sms", Some(&phone(number))).await.good();
        reset
    }

    /// The texts that somebody got.
    pub fn texts_to(&self, number: usize) -> Vec<Message> {
        let to = phone(number);
        self.twilio.messages().into_iter().filter(|message| message.to == to).collect()
    }

    /// The first text to somebody, once it is there.
    pub async fn text_to(&self, number: usize) -> Message {
        eventually("a text comes", async || !self.texts_to(number).is_empty()).await;
        self.texts_to(number)[0].clone()
    }

    /// Answers with the code of the only text that somebody got.
    pub async fn proves_by_text(&self, reset: &mut Reset, number: usize) {
        let text = self.text_to(number).await;
        reset.answer(&self.world, &text.code().expect("a code")).await.good();
        assert_eq!(reset.status(), "verified");
    }

    /// Until the person sees this of the code.
    pub async fn sees(&self, reset: &mut Reset, delivery: &str) {
        let deadline = Instant::now() + DEADLINE;
        while reset.look(&self.world).await["challenge"]["delivery"] != delivery {
            assert!(Instant::now() < deadline, "{delivery} is not seen: {}\n{}", reset.view, self.world.log());
            sleep(LOOK_EVERY).await;
        }
    }

    /// What the person sees of the code now.
    pub async fn sees_now(&self, reset: &mut Reset) -> String {
        reset.look(&self.world).await["challenge"]["delivery"].as_str().unwrap_or_default().to_owned()
    }

    /// Until a query of the database says so.
    pub async fn counts(&self, query: &str, wanted: &str) {
        let fact = format!("{query} is {wanted}");
        eventually(&fact, async || psql(self.world.database().url(), query).expect("counts") == wanted).await;
    }

    /// Until no message waits, and none is being worked on.
    pub async fn quiet(&self) {
        let query = "SELECT (SELECT count(*) FROM outbox)
             + (SELECT count(*) FROM deliveries WHERE state IN ('due', 'attempting'))";
        self.counts(query, "0").await;
    }

    /// What the broker has in a queue; nothing where there is no such queue.
    pub fn in_queue(&self, queue: &str) -> Option<u64> {
        let host = self.world.broker().expect("a host of its own");
        let told = host.call("GET", &format!("queues/{{vhost}}/{queue}"), "").ok()?;
        serde_json::from_str::<serde_json::Value>(&told).ok()?["messages"].as_u64()
    }
}

/// Looks until it is so.
pub async fn eventually(fact: &str, is_so: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !is_so().await {
        assert!(Instant::now() < deadline, "in time: {fact}");
        sleep(LOOK_EVERY).await;
    }
}
