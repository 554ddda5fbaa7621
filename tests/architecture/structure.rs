//! Who may depend on whom.

use crate::Judgement;
use crate::workspace::Package;

/// The crates below the services, each with those that it may use. In this order they build on each other.
const CRATES: [(&str, &[&str]); 9] = [
    ("rekey-scheduling", &[]),
    ("rekey-domain", &[]),
    ("rekey-wire", &["rekey-domain"]),
    ("rekey-runtime", &["rekey-domain", "rekey-wire"]),
    ("rekey-store", &["rekey-domain", "rekey-wire", "rekey-runtime"]),
    ("rekey-bus", &["rekey-domain", "rekey-wire", "rekey-runtime", "rekey-store"]),
    ("rekey-passwords", &["rekey-domain", "rekey-runtime", "rekey-scheduling"]),
    ("rekey-proofs", &["rekey-domain", "rekey-wire", "rekey-passwords"]),
    ("rekey-directory", &["rekey-domain", "rekey-wire", "rekey-runtime", "rekey-store", "rekey-passwords"]),
];
/// Services that may use every crate above.
const SERVICES: [&str; 4] = ["rekey-registration", "rekey-orchestrator", "rekey-notifier", "rekey-admin"];
/// The service that has no database, and what it may use.
const GATEWAY: (&str, &[&str]) = ("rekey-gateway", &["rekey-domain", "rekey-wire", "rekey-runtime"]);
const BINARY: &str = "rekey";
const TEST_KIT: &str = "rekey-testkit";
const TASKS: &str = "xtask";
const TESTS: &str = "rekey-tests";
/// Drives the measurements; it is not shipped, and nothing depends on it.
const DRIVER: &str = "flowload";

/// Libraries, by the start of their names, with the one package that may use them; the first that fits counts. What receives
/// traces in tests is the test kit's.
const HOMES: [(&str, &str); 13] = [
    ("sqlx", "rekey-store"),
    ("lapin", "rekey-bus"),
    ("lettre", "rekey-notifier"),
    ("twilio-async", "rekey-notifier"),
    ("ldap3", "rekey-directory"),
    ("argon2", "rekey-passwords"),
    ("libc", "rekey-scheduling"),
    ("webauthn", "rekey-proofs"),
    ("opentelemetry-proto", TEST_KIT),
    ("tonic", TEST_KIT),
    ("opentelemetry", "rekey-runtime"),
    ("tracing-opentelemetry", "rekey-runtime"),
    ("prometheus-client", "rekey-runtime"),
];

/// All that the core may use.
const CORE_LIBRARIES: [&str; 3] = ["thiserror", "uuid", "idna"];

pub fn one_way(packages: &[Package]) -> Judgement {
    let rule = "Dependencies run one way: domain <- wire <- runtime <- store <- bus <- services <- rekey, with passwords, proofs and \
                directory beside; a service never depends on another service, and the gateway has no database (DESIGN 3).";
    let ours: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut violations = Vec::new();
    for package in packages {
        let Some(allowed) = allowed_for(&package.name) else {
            violations.push(format!("{} has no place in this order yet: give it one in structure.rs", package.name));
            continue;
        };
        let own = package.uses.iter().filter(|name| ours.contains(&name.as_str()));
        let wrong = own.filter(|name| !allowed.contains(&name.as_str()));
        violations.extend(wrong.map(|name| format!("{} depends on {name}", package.name)));
    }
    (rule, violations)
}

/// The packages of the workspace that this one may use.
fn allowed_for(name: &str) -> Option<Vec<&'static str>> {
    let crates = || CRATES.map(|(name, _)| name).to_vec();
    if let Some((_, allowed)) = CRATES.iter().chain([&GATEWAY]).find(|(known, _)| *known == name) {
        return Some(allowed.to_vec());
    }
    match name {
        name if SERVICES.contains(&name) => Some(crates()),
        BINARY => Some([crates(), SERVICES.to_vec(), vec![GATEWAY.0]].concat()),
        TEST_KIT => Some(crates()),
        TASKS => Some(vec![TEST_KIT]),
        DRIVER => Some(vec!["rekey-wire"]),
        TESTS => Some([crates(), SERVICES.to_vec(), vec![GATEWAY.0, BINARY, TEST_KIT]].concat()),
        _ => None,
    }
}

pub fn one_home(packages: &[Package]) -> Judgement {
    let rule = "One library, one home: sqlx in store, lapin in bus, lettre and twilio-async in notifier, ldap3 in directory, argon2 in \
                passwords, webauthn in proofs, opentelemetry and prometheus-client in runtime, what receives traces in testkit; tests may use what they like (DESIGN 3).";
    let mut violations = Vec::new();
    for package in packages {
        for name in &package.uses {
            let home = HOMES.iter().find(|(library, _)| name.starts_with(library)).map(|(_, home)| *home);
            if home.is_some_and(|home| home != package.name) {
                violations.push(format!("{} depends on {name}", package.name));
            }
        }
    }
    (rule, violations)
}

pub fn pure_core(packages: &[Package]) -> Judgement {
    let rule = "The core is pure: domain depends on thiserror, uuid and idna, and on nothing that waits, draws, reads a clock, \
                serialises or logs (DESIGN 4).";
    let core = packages.iter().filter(|package| package.name == "rekey-domain");
    let used = core.flat_map(|package| &package.uses);
    let wrong = used.filter(|name| !CORE_LIBRARIES.contains(&name.as_str()));
    (rule, wrong.map(|name| format!("rekey-domain depends on {name}")).collect())
}

pub fn tests_stay_behind(packages: &[Package]) -> Judgement {
    let rule = "What tests need is not shipped: rekey-testkit is a dev-dependency everywhere but in xtask, and nothing depends on \
                xtask, rekey-tests or flowload (DESIGN 3).";
    let mut violations = Vec::new();
    for package in packages {
        let may_use_kit = [TASKS, TESTS].contains(&package.name.as_str());
        let shipped = package.uses.iter().filter(|name| *name == TEST_KIT && !may_use_kit);
        let needed = package.uses.iter().chain(&package.tests_use);
        let tasks = needed.filter(|name| [TASKS, TESTS, DRIVER].contains(&name.as_str()));
        violations.extend(shipped.chain(tasks).map(|name| format!("{} depends on {name}", package.name)));
    }
    (rule, violations)
}
