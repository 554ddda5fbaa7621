//! Starts that are refused, and what a start leaves behind: the demo stays on loopback, keys stay with their database, and
//! what lies on disk is for its owner alone.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rekey_testkit::{Engine, World};
use reqwest::Method;

use crate::journeys;
use crate::steps::apply_settings;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

async fn is_refused(world: &mut World, reason: &str) {
    let error = world.resume(0).await.expect_err(reason).to_string();
    assert!(error.contains("exit status: 2"), "{error}");
    let said = error.rsplit("\nrekey: ").next().unwrap_or_default();
    assert!(said.contains(reason), "{error}");
}

/// A key file with one more key, which nothing was written with.
fn with_key(keys: &str, purpose: &str) -> String {
    let other = keys.rsplit("secret = \"").next().expect("a key");
    format!("{keys}\n[[{purpose}]]\nid = 7\nsecret = \"{other}")
}

journeys! {
    async fn keys_that_a_database_was_not_written_with_are_refused(mut world: World) {
        let file = world.folder().join("keys.toml");
        let own = fs::read_to_string(&file).expect("keys");
        world.kill();
        fs::remove_file(&file).expect("removed");
        is_refused(&mut world, "keys.toml is missing").await;
        assert!(!file.exists(), "no keys are made for a database that has some");

        let stranger = World::demo(Engine::Sqlite).await.expect("starts");
        fs::copy(stranger.folder().join("keys.toml"), &file).expect("copied");
        is_refused(&mut world, "does not fit this database").await;
        let commanded = world.command(&["migrate"]).expect_err("commands neither").to_string();
        assert!(commanded.contains("does not fit this database"), "{commanded}");

        fs::write(&file, with_key(&own, "pepper")).expect("written");
        is_refused(&mut world, "cannot be rotated").await;

        fs::write(&file, with_key(&own, "contact_sealing")).expect("written");
        if world.is_apart() {
            is_refused(&mut world, "run `rekey migrate`").await;
            world.command(&["migrate"]).expect("notes the new key");
        }
        world.resume(0).await.expect("a key is rotated");
        world.kill();
        fs::write(&file, &own).expect("written");
        is_refused(&mut world, "key 7 of `contact_sealing`").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_listens_on_loopback_only() {
    for (variable, addresses) in [
        ("REKEY__GATEWAY__LISTEN", "127.0.0.1:0,0.0.0.0:0"),
        ("REKEY__GATEWAY__LISTEN", "0.0.0.0:0"),
        ("REKEY__OPERATIONS__LISTEN", "0.0.0.0:0"),
    ] {
        let error = World::start(Engine::Sqlite, Vec::new(), &[(variable, addresses)]).await.expect_err(addresses);
        let error = error.to_string();
        assert!(error.contains("exit status: 2") && error.contains("loopback only"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_sends_nothing_by_a_provider() {
    let variables = [
        ("REKEY__PROVIDERS__TEXTS__KIND", "twilio"),
        ("REKEY__PROVIDERS__TEXTS__ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef"),
        ("REKEY__PROVIDERS__TEXTS__AUTH_TOKEN", "12345"),
        ("REKEY__PROVIDERS__TEXTS__FROM", "+14255550100"),
    ];
    let error = World::start(Engine::Sqlite, Vec::new(), &variables).await.expect_err("the demo").to_string();
    assert!(error.contains("exit status: 2") && error.contains("the demo never sends text messages"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_on_disk_is_for_its_owner_alone() {
    let mut world = World::demo(Engine::Sqlite).await.expect("starts");
    let file = |name: &str| world.folder().join(name);
    let (database, keys) = (file("rekey.db"), file("keys.toml"));
    for name in ["rekey.db", "rekey.db-wal", "rekey.db-shm", "rekey.lock", "keys.toml", "demo.json"] {
        assert_eq!(mode(&file(name)), 0o600, "{name}");
    }
    world.kill();
    fs::set_permissions(&database, Permissions::from_mode(0o644)).expect("opened to others");
    world.resume(0).await.expect("starts");
    assert_eq!(mode(&database), 0o600, "closed again");
    world.kill();
    fs::set_permissions(&keys, Permissions::from_mode(0o640)).expect("opened to others");
    is_refused(&mut world, "has mode 0640").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_host_and_the_organisations_own_are_answered() {
    const SETTINGS: &str = "[tenants.adatum]\nname = \"Adatum\"\ndomains = [\"adatum.example\"]\n\
                            hosts = [\"reset.adatum.example\"]\n";
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let public = [("REKEY__GATEWAY__PUBLIC_URL", "https://reset.contoso.example")];
    let mut world = World::start(Engine::Sqlite, vec![file], &public).await.expect("starts");
    apply_settings(&world, SETTINGS);
    world.resume(0).await.expect("starts");
    for (host, status) in [("reset.contoso.example", 200), ("reset.adatum.example", 200), ("evil.example", 421)] {
        let answer = world.raw(Method::GET, "/api/v1/captcha", &[("host", host)], Vec::new()).await;
        assert_eq!(answer.status.as_u16(), status, "{host}");
    }
}
