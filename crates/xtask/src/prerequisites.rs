//! What the tests stand on: found, installed by the system's package manager, or named exactly.

use std::process::{Command, Stdio};

use rekey_testkit::servers::{Chromium, Postgres};

/// Something that has to be on the machine.
struct Prerequisite {
    name: &'static str,
    debian_packages: &'static [&'static str],
    is_there: fn() -> bool,
}

const PREREQUISITES: [Prerequisite; 2] = [
    Prerequisite {
        name: "PostgreSQL 15 or newer (server)",
        debian_packages: &["postgresql"],
        is_there: || Postgres::find_binaries().is_ok(),
    },
    Prerequisite {
        name: "Chromium",
        debian_packages: &["chromium", "fonts-liberation"],
        is_there: || Chromium::find().is_ok(),
    },
];

/// Finds what is needed, or installs it where that is possible (Debian, as root).
///
/// # Errors
/// Names everything that is missing and how it is installed.
pub fn provide() -> anyhow::Result<()> {
    if missing().next().is_none() {
        println!("all there");
        return Ok(());
    }
    let packages: Vec<&str> = missing().flat_map(|one| one.debian_packages.iter().copied()).collect();
    println!("installing {}", packages.join(" "));
    install(&packages);
    let still: Vec<&str> = missing().map(|one| one.name).collect();
    if still.is_empty() {
        return Ok(());
    }
    anyhow::bail!(
        "missing: {}. On Debian: apt-get install {}",
        still.join(", "),
        missing().flat_map(|one| one.debian_packages.iter().copied()).collect::<Vec<_>>().join(" ")
    )
}

fn missing() -> impl Iterator<Item = &'static Prerequisite> {
    PREREQUISITES.iter().filter(|one| !(one.is_there)())
}

fn install(packages: &[&str]) {
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !apt(&["update", "-q"]) {
        println!("apt-get update did not work here");
    }
    let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
    arguments.extend(packages);
    if !apt(&arguments) {
        println!("apt-get install did not work here");
    }
}
