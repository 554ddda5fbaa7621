//! Codes and passwords are in no sink: not in the database's files, not in a dump, not in what the broker keeps, not in the log
//! of any role, not in what a collector of traces gets, not among the metrics. The last four hold no contact and no user ID
//! either.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rekey_testkit::databases::psql;
use rekey_testkit::servers::{Postgres, SmtpAccess};
use rekey_testkit::{Collector, Engine, Layout, ROLES, World};
use rekey_wire::authenticator::AuthenticatorSecret;
use tokio::time::{Instant, sleep};

use crate::admin::{complete, half_in};
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
code_length = 8
"#;

const PEOPLE: usize = 8;
/// For a message to be with the broker.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What was found somewhere: its name, and what lies there; what is no text does not matter.
type Sink = (String, String);

fn settings(nonce: &str) -> String {
    let people = (0..PEOPLE).map(|number| {
        format!(
            "\n[[tenants.adatum.accounts]]\nuser_id = \"person{number}@adatum.example\"\n\
             [[tenants.adatum.accounts.contacts]]\nslot = \"alternate_email\"\nvalue = \"{nonce}-{number}@mail.example\"\n"
        )
    });
    SETTINGS.to_owned() + &people.collect::<String>()
}

async fn start(layout: Layout, collector: &Collector) -> World {
    let smtp = SmtpAccess::from_environment().expect("a mail server");
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let endpoint = collector.endpoint();
    let (port, ca_file) = (smtp.port.to_string(), smtp.ca_file.display().to_string());
    let variables = [
        ("REKEY__TELEMETRY__FILTER", "debug"),
        ("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str()),
        ("REKEY__SMTP__HOST", smtp.host.as_str()),
        ("REKEY__SMTP__PORT", port.as_str()),
        ("REKEY__SMTP__USERNAME", smtp.username.as_str()),
        ("REKEY__SMTP__PASSWORD", smtp.password.as_str()),
        ("REKEY__SMTP__CA_FILE", ca_file.as_str()),
        ("REKEY__SMTP__FROM", "rekey@adatum.example"),
        ("REKEY__GATEWAY__PUBLIC_URL", "https://reset.adatum.example"),
    ];
    World::start_in(layout, vec![limits], &variables).await.expect("starts")
}

/// Everything that lies in the folder, and a dump of the database.
fn sinks(world: &World, layout: Layout) -> Vec<Sink> {
    let mut sinks = Vec::new();
    for entry in std::fs::read_dir(world.folder()).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            sinks.push((path.display().to_string(), text(&std::fs::read(&path).expect("readable"))));
        }
    }
    if layout != Layout::Together(Engine::Sqlite) {
        let dump = Postgres::find_binaries().expect("PostgreSQL").join("pg_dump");
        let output = Command::new(dump).arg(world.database().url()).output().expect("runs");
        assert!(output.status.success(), "pg_dump works");
        sinks.push(("dump".into(), text(&output.stdout)));
    }
    sinks
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn holds(sink: &str, secret: &str) -> bool {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    sink.contains(secret) || sink.contains(&hex)
}

/// What the broker keeps while no notifier runs and this person's code lies with it.
async fn kept_by_broker(world: &mut World, user_id: &str) -> (Reset, Vec<Sink>) {
    for copy in 0..2 {
        world.kill_one("notifier", copy);
    }
    let mut reset = Reset::start(world, user_id).await;
    reset.choose(world, "email", None).await.good();
    let newest = "SELECT message_id FROM deliveries ORDER BY created_at DESC LIMIT 1";
    let id = psql(world.database().url(), newest).expect("a delivery");
    let broker = world.broker().expect("a broker").broker();
    let deadline = Instant::now() + DEADLINE;
    loop {
        let files: Vec<Sink> =
            broker.files().expect("readable").into_iter().map(|(name, file)| (name, text(&file))).collect();
        // The search finds what is there.
        if files.iter().any(|(_, file)| holds(file, &id)) {
            world.restart().await.expect("starts");
            return (reset, files);
        }
        assert!(Instant::now() < deadline, "message {id} is not among the files of the broker");
        sleep(LOOK_EVERY).await;
    }
}

/// What every process measures, and what each has logged.
async fn metrics(world: &World) -> String {
    let roles = if world.is_apart() { ROLES.to_vec() } else { vec!["rekey"] };
    let mut all = String::new();
    for role in roles {
        for copy in 0..if world.is_apart() { 2 } else { 1 } {
            all += &world.metrics(role, copy).await;
        }
    }
    all
}

/// Every process has logged something.
fn logged(sinks: &[Sink]) {
    let names: Vec<String> = match sinks.iter().any(|(name, _)| name.ends_with("/rekey.log")) {
        true => vec!["rekey".to_owned()],
        false => ROLES.iter().flat_map(|role| [format!("{role}-0"), format!("{role}-1")]).collect(),
    };
    for name in names {
        let log = sinks.iter().find(|(sink, _)| sink.ends_with(&format!("/{name}.log")));
        assert!(log.is_some_and(|(_, log)| log.len() > 1000), "there is a log of {name}");
    }
}

async fn nothing_secret_is_kept(layout: Layout) {
    let collector = Collector::start().await.expect("starts");
    let mut world = start(layout, &collector).await;
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
    let mut broker = Vec::new();
    for number in 0..PEOPLE {
        let (user_id, address) = (format!("person{number}@adatum.example"), format!("{nonce}-{number}@mail.example"));
        let mut reset = if layout == Layout::Apart && number + 1 == PEOPLE {
            let (reset, files) = kept_by_broker(&mut world, &user_id).await;
            broker = files;
            reset
        } else {
            let mut reset = Reset::start(&world, &user_id).await;
            reset.choose(&world, "email", None).await.good();
            reset
        };
        let smtp = smtp.clone();
        let wait = move || smtp.messages_for(&address, Duration::from_secs(30));
        let mail = tokio::task::spawn_blocking(wait).await.expect("runs").expect("arrives").remove(0);
        let code =
            mail.text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 8).expect("a code").to_owned();
        reset.answer(&world, &code).await.good();
        let password = format!("Kettles {code} under the stars");
        reset.set_password(&world, &password).await.good();
        secrets.extend([code, password, reset.token]);
        contacts.push(user_id);
    }
    let metrics = metrics(&world).await;
    // Whatever was still to be exported is, at the end.
    assert!(world.terminate().expect("it ends").success());
    let told = [("the collector", collector.whole()), ("the metrics", metrics), ("the log", world.log())];
    assert!(collector.spans().iter().any(|span| span.name == "carry email"), "the collector saw the sending");
    assert!(told[1].1.contains("rekey_sends_total{"), "the metrics counted it");
    let told = told.into_iter().map(|(name, text)| (name.to_owned(), text));
    let without_contacts: Vec<Sink> = told.chain(broker).collect();
    for (name, sink) in &without_contacts {
        for contact in &contacts {
            assert!(!holds(sink, contact), "{contact} is in {name}");
        }
    }
    let mut sinks = sinks(&world, layout);
    logged(&sinks);
    assert!(sinks.iter().any(|(_, sink)| holds(sink, "person0@adatum.example")), "the search finds what is there");
    sinks.extend(without_contacts);
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

in_every_layout! {
    nothing_secret_is_kept
}
