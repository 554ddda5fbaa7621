//! Where the measured programs are: built for release beside the task, and the peer's environment of Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Programs and files.
pub struct Place {
    pub rekey: PathBuf,
    release: PathBuf,
    pub venv: PathBuf,
}

impl Place {
    /// Builds and installs everything; `rekey` is built unless one is given.
    pub fn prepare(rekey: Option<PathBuf>) -> anyhow::Result<Self> {
        let task = std::env::current_exe()?;
        let target = task.parent().and_then(Path::parent).context("a target folder")?;
        let release = target.join("release");
        let mut build = Command::new("cargo");
        build.args(["build", "--release", "--locked", "--quiet", "-p", "flowload", "--bin", "flowload"]);
        build.args(["-p", "rekey-passwords", "--example", "bare_hash", "-p", "rekey-bus", "--example", "confirm"]);
        build.arg("--target-dir").arg(target);
        if rekey.is_none() {
            build.args(["-p", "rekey", "--bin", "rekey"]);
        }
        output(build.current_dir(ROOT))?;
        let venv = target.join("bench/venv");
        output(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let mut install = Command::new(venv.join("bin/pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check", "-r"]);
        output(install.arg(file("bench/peers/django/requirements.txt")))?;
        let rekey = match rekey {
            Some(given) => given.canonicalize().context("--program")?,
            None => release.join("rekey"),
        };
        Ok(Self { rekey, release, venv })
    }

    pub fn driver(&self) -> Command {
        Command::new(self.release.join("flowload"))
    }

    pub fn probe(&self, name: &str) -> Command {
        Command::new(self.release.join("examples").join(name))
    }
}

/// A file of the sources.
pub fn file(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

/// Runs a program to its end; what it printed.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    anyhow::ensure!(output.status.success(), "{command:?}: {}", said(&output.stderr));
    Ok(said(&output.stdout))
}
