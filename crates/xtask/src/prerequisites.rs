//! What the tests stand on: found, installed, or named exactly.

use std::process::{Command, Stdio};
use std::time::Instant;

use rekey_testkit::servers::{Chromium, Postfix, Postgres, RabbitMq};

/// Oldest major version of Node on which the journeys run (`engines` in their package.json).
const NODE_MAJOR_MIN: u32 = 20;

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

const PREREQUISITES: [Prerequisite; 8] = [
    Prerequisite {
        name: "OpenSSL's headers and pkg-config, for a library below twilio-async",
        source: Source::Debian(&["libssl-dev", "pkg-config"]),
        is_there: || succeeds(Command::new("pkg-config").args(["--exists", "openssl"])),
    },
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
        name: "RabbitMQ 3.10 or newer",
        source: Source::Debian(&["rabbitmq-server"]),
        is_there: || RabbitMq::check_installed().is_ok(),
    },
    Prerequisite {
        name: "Chromium",
        source: Source::Debian(&["chromium", "fonts-liberation"]),
        is_there: || Chromium::find().is_ok(),
    },
    Prerequisite {
        name: "Node 20 or newer, with npm",
        source: Source::Debian(&["nodejs", "npm"]),
        is_there: || has_node() && succeeds(Command::new("npm").arg("--version")),
    },
    Prerequisite {
        name: "Python 3.9 or newer, with venv and pip",
        source: Source::Debian(&["python3", "python3-venv"]),
        is_there: || succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])),
    },
    Prerequisite {
        name: "cargo-deny",
        source: Source::Cargo("cargo-deny@0.20.2"),
        is_there: || succeeds(Command::new("cargo").args(["deny", "--version"])),
    },
];

/// What the whole test run needs besides.
const OF_FULL_RUNS: [Prerequisite; 1] = [Prerequisite {
    name: "cargo-mutants",
    source: Source::Cargo("cargo-mutants@27.1.0"),
    is_there: || succeeds(Command::new("cargo").args(["mutants", "--version"])),
}];

/// Finds what is needed, or installs it where that is possible.
///
/// # Errors
/// Names everything that is missing and how it is installed.
pub fn provide(is_full: bool) -> anyhow::Result<()> {
    let began = Instant::now();
    let besides: &[Prerequisite] = if is_full { &OF_FULL_RUNS } else { &[] };
    let missing = || PREREQUISITES.iter().chain(besides).filter(|one| !(one.is_there)());
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
    // It looks once at some hundred dependencies: what it took to make it faster would take longer.
    println!("building {package}, once and without optimising it, in about two minutes on two cores");
    let mut install = Command::new("cargo");
    install.args(["install", "--locked", "--quiet", "--profile", "dev", package]).env("CARGO_PROFILE_DEV_DEBUG", "0");
    if !succeeds(&mut install) {
        println!("cargo install did not work here");
    }
}

fn has_node() -> bool {
    let output = Command::new("node").arg("--version").stdin(Stdio::null()).output();
    output.is_ok_and(|output| is_new_enough(&String::from_utf8_lossy(&output.stdout)))
}

/// Whether this is a version of Node on which the journeys run: `v20.11.0`.
fn is_new_enough(version: &str) -> bool {
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    major.parse().is_ok_and(|major: u32| major >= NODE_MAJOR_MIN)
}

fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_has_to_be_new_enough() {
        assert!(is_new_enough("v20.0.0\n") && is_new_enough("v26.1.0"));
        assert!(!is_new_enough("v18.20.4") && !is_new_enough("") && !is_new_enough("command not found"));
    }

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
