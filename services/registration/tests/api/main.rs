//! Registration as its callers see it: the whole service on a real SQLite and on a real PostgreSQL, codes read from the
//! outbox.

#![expect(clippy::panic, reason = "a test that finds something else fails")]

/// Every fact is a test on both engines.
macro_rules! facts {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => {
        $(async fn $name($world: World) $body)*
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::new(rekey_testkit::Engine::Sqlite).await).await })* }
        mod postgres { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(super::World::new(rekey_testkit::Engine::Postgres).await).await })* }
    };
}

mod apps;
mod changes;
mod codes;
mod confirmation;
mod notices;
mod passkeys;
mod questions;
mod second_factor;
mod set_ups;
mod sign_ins;
mod verification;
mod world;
