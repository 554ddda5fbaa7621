//! Faults: the real program with its roles apart, ways between its parts that fail, servers that restart, processes that are
//! paused, providers that misbehave; and what the person sees, and what the providers got. `docs/faults.md` has the table.

#[path = "../journeys/steps.rs"]
#[expect(dead_code, reason = "the journeys use all of it")]
mod steps;

mod broker;
mod broker_away;
mod clock;
mod database;
mod history;
mod messages;
mod place;
mod providers;
mod queue;
mod roles;
