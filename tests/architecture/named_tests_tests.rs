//! Rows that name what is not there, one at a time.

use crate::named_tests::are_there;
use crate::workspace::File;

/// What is found where the table has this cell.
fn found(shown_by: &str) -> Vec<String> {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let row = format!("# Faults\n\n| | fault | shown by |\n|---|---|---|\n| B1 | it dies | {shown_by} |\n");
    let files = [
        file("docs/faults.md", &row),
        file("tests/faults/broker.rs", "async fn codes_wait() {}\nasync fn codes_come() {}\n"),
        file("tests/faults/history/mod.rs", "async fn nobody_loses() {}\n"),
        file("crates/bus/tests/contract.rs", "async fn a_panic_is_survived(world: World) {}\n"),
        file("services/notifier/src/webhooks/tests.rs", "async fn a_code_is_sent() {}\n"),
    ];
    are_there(&files).1
}

#[test]
fn names_that_are_there_are_good_and_what_is_no_name_is_passed_over() {
    for cell in [
        "`faults::broker::codes_wait`, `codes_come` with `nack`, `bus.not_taken` and `HANDLER_DEADLINE`",
        "`faults::history::nobody_loses`; `rekey-bus a_panic_is_survived`",
        "`rekey-notifier webhooks::tests::a_code_is_sent`",
        "not run: there is no older release",
        "later",
    ] {
        assert_eq!(found(cell), [""; 0], "{cell}");
    }
}

#[test]
fn a_function_that_is_not_there_or_elsewhere_is_found() {
    for (cell, name, place) in [
        ("`faults::broker::codes_vanish`", "faults::broker::codes_vanish", "faults::broker"),
        ("`faults::broker::codes_wait`, `nobody_loses`", "nobody_loses", "faults::broker"),
        ("`rekey-notifier a_panic_is_survived`", "rekey-notifier a_panic_is_survived", "rekey-notifier"),
        ("`faults::broker`", "faults::broker", "faults"),
        ("`rekey-bus contract`", "rekey-bus contract", "rekey-bus"),
    ] {
        assert_eq!(found(cell), [format!("B1: `{name}` is no function of `{place}`")]);
    }
}

#[test]
fn a_row_without_a_test_or_a_reason_is_found() {
    assert_eq!(found("it was seen once"), ["B1: names no test"]);
    assert_eq!(found(""), ["B1: names no test"]);
}
