//! What the tests stand on: real servers, started for a run and thrown away after it.

mod client;
pub mod collector;
pub mod databases;
pub mod log;
pub mod passkeys;
pub mod providers;
pub mod proxy;
pub mod servers;
pub mod world;

pub use client::client;
pub use collector::Collector;
pub use databases::{Engine, TestDatabase};
pub use log::Log;
pub use proxy::{Direction, Proxy, Stalls, Trap};
pub use world::{Answer, Call, Layout, Message, OwnServers, ROLES, Ways, World};
