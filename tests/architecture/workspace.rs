//! The workspace as it is: its packages and its files.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A package of the workspace.
#[derive(Debug, Clone, Default)]
pub struct Package {
    pub name: String,
    /// Names of what it needs when it is built or shipped: normal and build dependencies.
    pub uses: Vec<String>,
    /// Names of what its tests need.
    pub tests_use: Vec<String>,
}

/// A text file that is checked in, or would be.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace").to_owned()
}

fn output(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output =
        Command::new(program).args(arguments).current_dir(root()).output().expect("cargo and git are installed");
    assert!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// All packages of the workspace.
pub fn packages() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let said = output(&cargo, &["metadata", "--no-deps", "--format-version", "1", "--locked", "--offline"]);
    let said: Value = serde_json::from_slice(&said).expect("cargo metadata speaks JSON");
    let packages: Vec<Package> = said["packages"].as_array().expect("packages").iter().map(package).collect();
    assert!(packages.len() > 5, "cargo metadata names the packages of the workspace");
    packages
}

fn package(described: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut package = Package { name: text(&described["name"]), ..Package::default() };
    for dependency in described["dependencies"].as_array().expect("dependencies") {
        let list = if dependency["kind"] == "dev" { &mut package.tests_use } else { &mut package.uses };
        list.push(text(&dependency["name"]));
    }
    package
}

/// All text files that git knows or would add.
pub fn files() -> Vec<File> {
    let listed = output("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = String::from_utf8(listed).expect("paths are UTF-8");
    let read = |path: &str| {
        let text = std::fs::read(root().join(path)).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
        Some(File { path: path.to_owned(), text })
    };
    let files: Vec<File> = listed.split_terminator('\0').filter_map(read).collect();
    assert!(files.iter().any(|file| file.path == "tests/architecture.rs"), "git lists the files of the workspace");
    files
}
