//! Files that break the rules of `tidiness`, one at a time.

use crate::tidiness::{leftovers, length, names, purpose, versions_in_the_root};
use crate::workspace::File;

fn file(path: &str, text: &str) -> Vec<File> {
    vec![File { path: path.into(), text: text.into() }]
}

#[test]
fn a_source_file_without_a_purpose_is_found() {
    assert_eq!(purpose(&file("a.rs", "use std::fs;\n")).1, ["a.rs"]);
    assert_eq!(purpose(&file("a.rs", "//! Reads.\n")).1, [""; 0]);
    assert_eq!(purpose(&file("a.txt", "words\n")).1, [""; 0]);
}

#[test]
fn the_601st_line_is_found() {
    assert_eq!(length(&file("a.rs", &"x\n".repeat(600))).1, [""; 0]);
    assert_eq!(length(&file("a.rs", &"x\n".repeat(601))).1, ["a.rs has 601 lines"]);
}

#[test]
fn a_name_that_says_nothing_is_found() {
    assert_eq!(names(&file("crates/helpers/src/lib.rs", "")).1, ["crates/helpers/src/lib.rs: helpers"]);
    assert_eq!(names(&file("src/common.rs", "")).1, ["src/common.rs: common"]);
    assert_eq!(names(&file("src/commonwealth.rs", "")).1, [""; 0]);
    // In two halves, so that they are no names of this file.
    let (first, second) = (concat!("send", "_v2"), concat!("legacy", "_rows"));
    let text = format!("fn {first}() {{\n    let {second} = 1;\n// fn {first}\ncall({first})");
    let found = names(&file("src/a.rs", &text)).1;
    assert_eq!(found, [format!("src/a.rs:1: {first}"), format!("src/a.rs:2: {second}")]);
}

#[test]
fn a_version_outside_the_root_is_found() {
    let manifest = "[package]\nversion = \"1\"\n[dependencies]\na.workspace = true\nb = { workspace = true, features = [] }\n\
                    # c = \"1\"\nd = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\ne = { path = \"../e\" }\n";
    let found = versions_in_the_root(&file("crates/x/Cargo.toml", manifest)).1;
    assert_eq!(found, ["crates/x/Cargo.toml: d = \"1\"", "crates/x/Cargo.toml: e = { path = \"../e\" }"]);
    assert_eq!(versions_in_the_root(&file("Cargo.toml", manifest)).1, [""; 0]);
}

#[test]
fn a_path_of_the_machine_or_a_mirror_is_found() {
    let (home, mirror) = (concat!("/wo", "rk"), concat!("Arti", "factory"));
    let found = |line: &str| !leftovers(&file("notes.md", line)).1.is_empty();
    for line in [format!("cd {home}"), format!("see `{home}/main/a.rs`"), format!("https://x.example/{mirror}/npm")] {
        assert!(found(&line), "{line}");
    }
    for line in [format!("{home}space"), format!("docs{home}/a"), format!("https://x.example{home}"), String::new()] {
        assert!(!found(&line), "{line}");
    }
    let lock = |url: &str| file("tests/package-lock.json", &format!("  \"resolved\": \"{url}/a.tgz\","));
    assert_eq!(leftovers(&lock("https://registry.npmjs.org/a")).1, [""; 0]);
    assert_eq!(leftovers(&lock("https://mirror.example/a")).1.len(), 1);
}
