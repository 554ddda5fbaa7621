//! What the tests stand on: found, installed, or named exactly.

use std::process::{Command, Stdio};
use std::time::Instant;

use rekey_testkit::servers::{Chromium, Postfix, Postgres};

/// Something that has to be on the machine.
struct Prerequisite {
    name: &'static str,
    source: Source,
    is_there: fn() -> bool,
}

/// Where it comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Packages of Debian, installed where this is Debian and root.
    Debian(&'static [&'static str]),
    /// A program that cargo builds, at exactly this version.
    Cargo(&'static str),
}

const PREREQUISITES: [Prerequisite; 4] = [
    Prerequisite {
        name: "PostgreSQL 15 or newer (server)",
        source: Source::Debian(&["postgresql"]),
        is_there: || Postgres::find_binaries().is_ok(),
    },
    Prerequisite {
        name: "Postfix 3.4 or newer, with SASL",
        source: Source::Debian(&["postfix", "sasl2-bin", "libsasl2-modules", "openssl"]),
        is_there: || Postfix::check_installed().is_ok(),
    },
    Prerequisite {
        name: "Chromium",
        source: Source::Debian(&["chromium", "fonts-liberation"]),
        is_there: || Chromium::find().is_ok(),
    },
    Prerequisite {
        name: "cargo-deny",
        source: Source::Cargo("cargo-deny@0.20.2"),
        is_there: || succeeds(Command::new("cargo").args(["deny", "--version"])),
    },
];

/// Finds what is needed, or installs it where that is possible.
///
/// # Errors
/// Names everything that is missing and how it is installed.
pub fn provide() -> anyhow::Result<()> {
    let began = Instant::now();
    let absent: Vec<Source> = missing().map(|one| one.source).collect();
    if absent.is_empty() {
        println!("all there");
        return Ok(());
    }
    install_packages(&packages(&absent));
    for source in &absent {
        install_program(*source);
    }
    println!("-- prerequisites took {} s", began.elapsed().as_secs());
    let still: Vec<&Prerequisite> = missing().collect();
    if still.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = still.iter().map(|one| format!("  {}: {}", one.name, how(one.source))).collect();
    anyhow::bail!("missing:\n{}", lines.join("\n"))
}

fn missing() -> impl Iterator<Item = &'static Prerequisite> {
    PREREQUISITES.iter().filter(|one| !(one.is_there)())
}

fn how(source: Source) -> String {
    match source {
        Source::Debian(packages) => format!("on Debian, as root: apt-get install {}", packages.join(" ")),
        Source::Cargo(package) => format!("cargo install --locked {package}"),
    }
}

fn packages(sources: &[Source]) -> Vec<&'static str> {
    let of = |source: &Source| match source {
        Source::Debian(packages) => *packages,
        Source::Cargo(_) => &[],
    };
    sources.iter().flat_map(of).copied().collect()
}

fn install_packages(packages: &[&str]) {
    if packages.is_empty() {
        return;
    }
    println!("installing {}", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        succeeds(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
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

fn install_program(source: Source) {
    let Source::Cargo(package) = source else { return };
    println!("building {package}, once, in about three minutes on two cores");
    if !succeeds(Command::new("cargo").args(["install", "--locked", "--quiet", package])) {
        println!("cargo install did not work here");
    }
}

fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_the_command_that_installs_it() {
        let sources = [Source::Debian(&["postfix", "openssl"]), Source::Cargo("cargo-deny@0.20.2")];
        assert_eq!(packages(&sources), ["postfix", "openssl"]);
        assert_eq!(
            sources.map(how),
            ["on Debian, as root: apt-get install postfix openssl", "cargo install --locked cargo-deny@0.20.2"]
        );
    }
}
