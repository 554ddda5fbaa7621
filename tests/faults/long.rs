//! Faults that take minutes: `cargo xtask faults --long` and `cargo xtask test --full` run them, and no other run does.

#[path = "../journeys/steps.rs"]
#[expect(dead_code, reason = "the journeys use all of it")]
mod steps;

mod cluster;
#[expect(dead_code, reason = "the shorter faults use all of it")]
mod place;
