//! What the tests stand on: real servers, started for a run and thrown away after it.

pub mod databases;
pub mod proxy;
pub mod servers;
pub mod world;

pub use databases::{Engine, TestDatabase};
pub use proxy::Proxy;
pub use world::{Answer, Message, ROLES, World};
