//! Journeys over the API of the real program, on both engines in one process, and with the roles apart. One file per part of the road.

mod admin;
mod apart;
mod audited;
mod bad_input;
mod budgets;
mod call_inbox;
mod calls;
mod captcha_work;
mod crash;
mod crash_inside;
mod crash_mail;
mod database_away;
mod dead_letters;
mod disclosure;
mod gateways;
mod guesses;
mod help;
mod house;
mod keys;
mod limits;
mod live;
mod lookups;
mod methods;
mod mission;
mod passkeys;
mod policies;
mod proven;
mod register;
mod register_calls;
mod reset;
mod routes;
mod secrets;
mod standstill;
mod start;
mod steps;
mod telemetry;
mod texts;
mod told;
mod twins;
mod unlock;

/// Each journey is a test on SQLite, a test on PostgreSQL, and one with the roles apart.
macro_rules! journeys {
    ($($(#[$meta:meta])* async fn $name:ident($($world:ident)+: World) $body:block)*) => {
        $($(#[$meta])* async fn $name($($world)+: rekey_testkit::World) $body)*
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let world = rekey_testkit::World::demo(rekey_testkit::Engine::Sqlite).await.expect("starts");
                super::$name(world).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let world = rekey_testkit::World::demo(rekey_testkit::Engine::Postgres).await.expect("starts");
                super::$name(world).await;
            })*
        }
        mod apart {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let world = rekey_testkit::World::apart().await.expect("starts");
                super::$name(world).await;
            })*
        }
    };
}
pub(crate) use journeys;

/// Each of these is a test on SQLite, a test on PostgreSQL, and one with the roles apart.
macro_rules! in_every_layout {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(rekey_testkit::Layout::Together(rekey_testkit::Engine::Sqlite)).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(rekey_testkit::Layout::Together(rekey_testkit::Engine::Postgres)).await;
            })*
        }
        mod apart {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(rekey_testkit::Layout::Apart).await;
            })*
        }
    };
}
pub(crate) use in_every_layout;
