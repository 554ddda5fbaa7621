//! Workspaces that break the rules of `structure`, one at a time.

use crate::structure::{one_home, one_way, pure_core, tests_stay_behind};
use crate::workspace::Package;

/// A workspace of packages that are named, and what each uses.
fn workspace(described: &[(&str, &[&str])]) -> Vec<Package> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let package =
        |(name, uses): &(&str, &[&str])| Package { name: (*name).to_owned(), uses: names(uses), tests_use: Vec::new() };
    described.iter().map(package).collect()
}

#[test]
fn a_dependency_against_the_order_is_found() {
    let found = |described: &[(&str, &[&str])]| one_way(&workspace(described)).1;
    let nothing: &[&str] = &[];
    assert_eq!(
        found(&[("rekey-domain", &["rekey-wire"]), ("rekey-wire", nothing)]),
        ["rekey-domain depends on rekey-wire"]
    );
    assert_eq!(
        found(&[("rekey-store", &["rekey-bus", "serde"]), ("rekey-bus", &["rekey-store"])]),
        ["rekey-store depends on rekey-bus"]
    );
    assert_eq!(
        found(&[("rekey-admin", &["rekey-notifier"]), ("rekey-notifier", nothing)]),
        ["rekey-admin depends on rekey-notifier"]
    );
    assert_eq!(
        found(&[("rekey-gateway", &["rekey-store"]), ("rekey-store", nothing)]),
        ["rekey-gateway depends on rekey-store"]
    );
    assert_eq!(found(&[("rekey", &["rekey-admin"]), ("rekey-admin", nothing)]), [""; 0]);
    assert_eq!(
        found(&[("rekey-newcomer", nothing)]),
        ["rekey-newcomer has no place in this order yet: give it one in structure.rs"]
    );
}

#[test]
fn a_library_away_from_home_is_found_and_one_in_tests_is_not() {
    let mut packages = workspace(&[("rekey-store", &["sqlx"]), ("rekey-bus", &["sqlx", "opentelemetry-otlp"])]);
    packages[0].tests_use.push("lettre".into());
    assert_eq!(one_home(&packages).1, ["rekey-bus depends on sqlx", "rekey-bus depends on opentelemetry-otlp"]);
}

#[test]
fn a_core_that_could_wait_or_draw_is_found() {
    let packages =
        workspace(&[("rekey-domain", &["uuid", "thiserror", "idna", "tokio", "rand"]), ("rekey", &["tokio"])]);
    assert_eq!(pure_core(&packages).1, ["rekey-domain depends on tokio", "rekey-domain depends on rand"]);
}

#[test]
fn a_test_kit_that_would_be_shipped_is_found() {
    let mut packages = workspace(&[("rekey-store", &["rekey-testkit"]), ("xtask", &["rekey-testkit"])]);
    packages[0].tests_use.extend(["rekey-testkit".into(), "xtask".into()]);
    let found = tests_stay_behind(&packages).1;
    assert_eq!(found, ["rekey-store depends on rekey-testkit", "rekey-store depends on xtask"]);
}
