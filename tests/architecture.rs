//! The rules of the architecture, held against the workspace as it is; each fails with its sentence.
//!
//! `structure` judges who depends on whom (from `cargo metadata`), `tidiness` judges the files (from `git ls-files`), and
//! `named_tests` whether the table of faults names tests that are there. All are functions from a description to violations, and
//! are themselves tested with descriptions that break each rule.

#[path = "architecture/named_tests.rs"]
mod named_tests;
#[path = "architecture/named_tests_tests.rs"]
mod named_tests_tests;
#[path = "architecture/structure.rs"]
mod structure;
#[path = "architecture/structure_tests.rs"]
mod structure_tests;
#[path = "architecture/tidiness.rs"]
mod tidiness;
#[path = "architecture/tidiness_tests.rs"]
mod tidiness_tests;
#[path = "architecture/workspace.rs"]
mod workspace;

/// A rule in one sentence, and who breaks it.
type Judgement = (&'static str, Vec<String>);

fn hold((rule, violations): Judgement) {
    assert!(violations.is_empty(), "\n\n{rule}\n  {}\n", violations.join("\n  "));
}

#[test]
fn dependencies_run_one_way() {
    hold(structure::one_way(&workspace::packages()));
}

#[test]
fn a_library_has_one_home() {
    hold(structure::one_home(&workspace::packages()));
}

#[test]
fn the_core_is_pure() {
    hold(structure::pure_core(&workspace::packages()));
}

#[test]
fn what_tests_need_is_not_shipped() {
    hold(structure::tests_stay_behind(&workspace::packages()));
}

#[test]
fn versions_stand_in_the_root_only() {
    hold(tidiness::versions_in_the_root(&workspace::files()));
}

#[test]
fn every_source_file_says_what_it_is_for() {
    hold(tidiness::purpose(&workspace::files()));
}

#[test]
fn no_source_file_is_too_long() {
    hold(tidiness::length(&workspace::files()));
}

#[test]
fn names_are_nouns_of_the_problem() {
    hold(tidiness::names(&workspace::files()));
}

#[test]
fn nothing_of_the_machine_it_was_written_on_is_left() {
    hold(tidiness::leftovers(&workspace::files()));
}

#[test]
fn the_table_of_faults_names_tests_that_are_there() {
    hold(named_tests::are_there(&workspace::files()));
}
