//! Codes and passwords are in no sink: not in the database's files, not in a dump, not in the log, not in what a collector of
//! traces gets, not among the metrics. The last three hold no contact and no user ID either.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rekey_testkit::servers::{Postgres, SmtpAccess};
use rekey_testkit::{Collector, Engine, World};
use rekey_wire::authenticator::AuthenticatorSecret;

use crate::admin::{complete, half_in};
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
code_length = 8
"#;

const PEOPLE: usize = 8;

fn settings(nonce: &str) -> String {
    let people = (0..PEOPLE).map(|number| {
        format!(
            "\n[[tenants.adatum.accounts]]\nuser_id = \"person{number}@adatum.example\"\n\
             [[tenants.adatum.accounts.contacts]]\nslot = \"alternate_email\"\nvalue = \"{nonce}-{number}@mail.example\"\n"
        )
    });
    SETTINGS.to_owned() + &people.collect::<String>()
}

async fn start(engine: Engine, collector: &Collector) -> World {
    let smtp = SmtpAccess::from_environment().expect("a mail server");
    let config = std::env::temp_dir().join(format!("rekey-secrets-{}-{engine:?}.toml", std::process::id()));
    let text = include_str!("../../deploy/limits-wide.toml").to_owned() + "\n[telemetry]\nfilter = \"debug\"\n";
    std::fs::write(&config, text).expect("written");
    let endpoint = collector.endpoint();
    let (port, ca_file) = (smtp.port.to_string(), smtp.ca_file.display().to_string());
    let variables = [
        ("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str()),
        ("REKEY__SMTP__HOST", smtp.host.as_str()),
        ("REKEY__SMTP__PORT", port.as_str()),
        ("REKEY__SMTP__USERNAME", smtp.username.as_str()),
        ("REKEY__SMTP__PASSWORD", smtp.password.as_str()),
        ("REKEY__SMTP__CA_FILE", ca_file.as_str()),
        ("REKEY__SMTP__FROM", "rekey@adatum.example"),
        ("REKEY__GATEWAY__PUBLIC_URL", "https://reset.adatum.example"),
    ];
    World::start(engine, vec![config], &variables).await.expect("starts")
}

/// Everything that lies in the folder, and a dump of the database.
fn sinks(world: &World, engine: Engine) -> Vec<(String, Vec<u8>)> {
    let mut sinks = Vec::new();
    for entry in std::fs::read_dir(world.folder()).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            sinks.push((path.display().to_string(), std::fs::read(&path).expect("readable")));
        }
    }
    if engine == Engine::Postgres {
        let dump = Postgres::find_binaries().expect("PostgreSQL").join("pg_dump");
        let output = Command::new(dump).arg(world.database().url()).output().expect("runs");
        assert!(output.status.success(), "pg_dump works");
        sinks.push(("dump".into(), output.stdout));
    }
    sinks
}

fn holds(sink: &[u8], secret: &str) -> bool {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    [secret, hex.as_str()].iter().any(|form| sink.windows(form.len()).any(|window| window == form.as_bytes()))
}

async fn nothing_secret_is_kept(engine: Engine) {
    let collector = Collector::start().await.expect("starts");
    let mut world = start(engine, &collector).await;
    let nonce = world.folder().file_name().and_then(|name| name.to_str()).expect("a name").replace('_', "-");
    apply_settings(&world, &settings(&nonce));
    let smtp = SmtpAccess::from_environment().expect("a mail server");
    let made = world.command(&["admin", "create", "root@adatum.example"]).expect("makes");
    let shown = |what: &str| {
        let found = made.lines().find_map(|line| line.split_once(what)).map(|(_, shown)| shown.trim().replace(' ', ""));
        found.expect(what)
    };
    let mut secrets = vec![shown("password (shown once):"), shown("authenticator (shown once):")];
    let half = half_in(&world, "root@adatum.example", &secrets[0]).await;
    complete(&world, &half, &AuthenticatorSecret::parse(&secrets[1]).expect("base32")).await;
    let mut contacts = vec![nonce.clone(), "root@adatum.example".to_owned()];
    for number in 0..PEOPLE {
        let address = format!("{nonce}-{number}@mail.example");
        let mut reset = Reset::start(&world, &format!("person{number}@adatum.example")).await;
        reset.choose(&world, "email", None).await.good();
        let smtp = smtp.clone();
        let wait = move || smtp.messages_for(&address, Duration::from_secs(30));
        let mail = tokio::task::spawn_blocking(wait).await.expect("runs").expect("arrives").remove(0);
        let code =
            mail.text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 8).expect("a code").to_owned();
        reset.answer(&world, &code).await.good();
        let password = format!("Kettles {code} under the stars");
        reset.set_password(&world, &password).await.good();
        secrets.extend([code, password, reset.token]);
        contacts.push(format!("person{number}@adatum.example"));
    }
    let metrics = world.metrics("rekey", 0).await;
    // Whatever was still to be exported is, at the end.
    assert!(world.terminate().expect("it ends").success());
    let told = [("the collector", collector.whole()), ("the metrics", metrics), ("the log", world.log())];
    for (name, text) in &told {
        for contact in &contacts {
            assert!(!holds(text.as_bytes(), contact), "{contact} is in {name}");
        }
    }
    assert!(collector.spans().iter().any(|span| span.name == "carry email"), "the collector saw the sending");
    assert!(told[1].1.contains("rekey_sends_total{"), "the metrics counted it");
    let mut sinks = sinks(&world, engine);
    sinks.extend(told.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    assert!(sinks.iter().any(|(name, sink)| name.ends_with("rekey.log") && sink.len() > 1000), "there is a log");
    assert!(sinks.iter().any(|(_, sink)| holds(sink, "person0@adatum.example")), "the search finds what is there");
    for (name, sink) in &sinks {
        for secret in &secrets {
            assert!(!holds(sink, secret), "a secret is in {name}");
        }
        for secret in secrets.iter().filter(|secret| secret.len() == 8) {
            let never: String = secret.bytes().map(|digit| char::from(b'0' + (digit - b'0' + 7) % 10)).collect();
            assert!(!holds(sink, &never), "a number that was never issued is in {name}: the search means nothing");
        }
    }
    assert!(Path::new(&world.folder().join("keys.toml")).exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    nothing_secret_is_kept(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    nothing_secret_is_kept(Engine::Postgres).await;
}
