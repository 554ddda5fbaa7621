//! How files look and what must not stand in them.

use crate::Judgement;
use crate::workspace::File;

/// A file that is longer is two ideas.
const LINES_MAX: usize = 600;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "utilities"];

/// Parts of names that tell history instead of meaning.
const HISTORY: [&str; 2] = ["_v2", "legacy_"];

/// Keywords before a name that is made in this place.
const INTRODUCTIONS: [&str; 9] = ["fn", "struct", "enum", "mod", "const", "static", "trait", "type", "let"];

/// Folders of the machines on which Rekey was written; in two halves, so that they do not stand here either.
const MACHINE_FOLDERS: [&str; 3] = [concat!("/wo", "rk"), concat!("/ro", "ot"), concat!("/tmp/pl", "an")];

/// What names a mirror of a registry: a lock file must name the registry itself.
const MIRROR_WORDS: [&str; 3] = [concat!("arti", "factory"), concat!("ne", "xus/repository"), concat!("ver", "daccio")];

fn sources(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.ends_with(".rs"))
}

pub fn purpose(files: &[File]) -> Judgement {
    let rule = "A source file opens with its purpose: its first line begins with `//!` (house style 1).";
    let silent = sources(files).filter(|file| !file.text.starts_with("//! "));
    (rule, silent.map(|file| file.path.clone()).collect())
}

pub fn length(files: &[File]) -> Judgement {
    let rule = "A source file is one idea: it has at most 600 lines.";
    let too_long = sources(files).filter(|file| file.text.lines().count() > LINES_MAX);
    (rule, too_long.map(|file| format!("{} has {} lines", file.path, file.text.lines().count())).collect())
}

pub fn names(files: &[File]) -> Judgement {
    let rule = "Names are nouns of the problem: no file or folder of sources is called util, helper, common, misc or manager, and no \
                name holds `_v2` or `legacy_` (house style 2).";
    let mut violations = Vec::new();
    for file in sources(files) {
        let parts = file.path.trim_end_matches(".rs").split('/');
        let empty = parts.filter(|part| EMPTY_NAMES.contains(part) || HISTORY.iter().any(|word| part.contains(word)));
        violations.extend(empty.map(|part| format!("{}: {part}", file.path)));
        for (number, line) in file.text.lines().enumerate() {
            let names = introduced(line).filter(|name| HISTORY.iter().any(|word| name.contains(word)));
            violations.extend(names.map(|name| format!("{}:{}: {name}", file.path, number + 1)));
        }
    }
    (rule, violations)
}

/// The names that a line of source introduces.
fn introduced(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    let mut before = "";
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).filter(move |word| {
        let is_introduced = INTRODUCTIONS.contains(&before);
        before = word;
        is_introduced
    })
}

pub fn versions_in_the_root(files: &[File]) -> Judgement {
    let rule = "A dependency is a decision, taken once: its version stands in the root's Cargo.toml, and every other one says \
                `workspace = true` (house style 15).";
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let mut in_dependencies = false;
        for line in file.text.lines().map(str::trim) {
            if line.starts_with('[') {
                in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
            } else if in_dependencies && line.contains('=') && !line.starts_with('#') && !says_workspace(line) {
                violations.push(format!("{}: {line}", file.path));
            }
        }
    }
    (rule, violations)
}

fn says_workspace(line: &str) -> bool {
    let dense: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    dense.contains("workspace=true")
}

pub fn leftovers(files: &[File]) -> Judgement {
    let rule =
        "Nothing of the machine that it was written on is left: no absolute path of it, no mirror of a registry.";
    let mut violations = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            let lower = line.to_ascii_lowercase();
            let mirror = MIRROR_WORDS.into_iter().find(|word| lower.contains(word));
            let folder = || MACHINE_FOLDERS.into_iter().find(|folder| holds_path(line, folder));
            let foreign = || (file.path.ends_with("package-lock.json") && is_resolved_elsewhere(line)).then_some(line);
            if let Some(found) = mirror.or_else(folder).or_else(foreign) {
                violations.push(format!("{}:{}: {found}", file.path, number + 1));
            }
        }
    }
    (rule, violations)
}

/// Whether a line of npm's lock file fetches a package from anywhere but the registry itself.
fn is_resolved_elsewhere(line: &str) -> bool {
    line.trim().strip_prefix("\"resolved\": \"").is_some_and(|url| !url.starts_with("https://registry.npmjs.org/"))
}

/// Whether the folder stands in the line as an absolute path: not as a part of another path, nor of another word.
fn holds_path(line: &str, folder: &str) -> bool {
    let continues_before = |c: char| c.is_alphanumeric() || "._-/~*}>])".contains(c);
    let continues_after = |c: char| c.is_alphanumeric() || "._-".contains(c);
    line.match_indices(folder).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + folder.len()..].chars().next();
        !before.is_some_and(continues_before) && !after.is_some_and(continues_after)
    })
}
