//! What `docs/faults.md` says shows a fault: a test that is there.

use crate::Judgement;
use crate::workspace::File;

/// The page with the table.
const PAGE: &str = "docs/faults.md";
/// Words of a row that has a reason instead of a test.
const REASONS: [&str; 2] = ["not run", "later"];

pub fn are_there(files: &[File]) -> Judgement {
    let rule = "A row of docs/faults.md names the tests that show it, each by a path that ends in a function of the sources, or says \
                why there is none.";
    let page = files.iter().filter(|file| file.path == PAGE);
    let rows = page.flat_map(|page| page.text.lines()).filter(|line| line.starts_with("| B"));
    (rule, rows.flat_map(|row| judge(row, files)).collect())
}

/// What is wrong with a row.
fn judge(row: &str, files: &[File]) -> Vec<String> {
    let cells: Vec<&str> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
    let (Some(fault), Some(shown_by)) = (cells.first(), cells.last()) else { return Vec::new() };
    let (mut violations, mut count, mut place) = (Vec::new(), 0, String::new());
    for name in shown_by.split('`').skip(1).step_by(2) {
        let (before, function) = split(name);
        let is_function = function.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if !is_function || (before.is_empty() && !function.contains('_')) {
            continue;
        }
        count += 1;
        if !before.is_empty() {
            before.clone_into(&mut place);
        }
        let wanted = format!("fn {function}(");
        if !files.iter().any(|file| is_of(&file.path, &place) && file.text.contains(&wanted)) {
            violations.push(format!("{fault}: `{name}` is no function of `{place}`"));
        }
    }
    if count == 0 && !REASONS.iter().any(|reason| shown_by.contains(reason)) {
        violations.push(format!("{fault}: names no test"));
    }
    violations
}

/// Package and modules of a name, and its function; one without them is where the one before it is.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind("::").map(|at| (at, at + 2)).or_else(|| name.rfind(' ').map(|at| (at, at + 1)));
    at.map_or(("", name), |(end, begin)| (&name[..end], &name[begin..]))
}

/// Whether a source file is of this place: `journeys::reset` of the tests, or a package with modules or without.
fn is_of(path: &str, place: &str) -> bool {
    let (package, modules) = place.split_once(' ').unwrap_or((place, ""));
    let Some(name) = package.strip_prefix("rekey-") else {
        let file = package.replace("::", "/");
        return path == format!("tests/{file}.rs") || path == format!("tests/{file}/mod.rs");
    };
    let folders = [format!("crates/{name}/"), format!("services/{name}/")];
    let Some(inside) = folders.iter().find_map(|folder| path.strip_prefix(folder.as_str())) else { return false };
    let without_tests = modules.trim_end_matches("::tests").replace("::", "/");
    inside.ends_with(".rs") && inside.contains(&without_tests)
}
