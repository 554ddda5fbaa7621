//! What every role stands on: clock, entropy, config, telemetry, problems, the context header, services and their end.
//!
//! The only places that read the system's clock and randomness are [`clock`] and [`entropy`]; `clippy.toml` bans the rest.

pub mod bearer;
pub mod clock;
pub mod config;
pub mod context;
pub mod entropy;
pub mod json;
pub mod metrics;
pub mod network;
pub mod operations;
pub mod problem;
pub mod serve;
pub mod service;
pub mod telemetry;
pub mod trace;

pub use bearer::Bearer;
pub use clock::Clock;
pub use config::Config;
pub use context::{Context, require_context};
pub use entropy::Entropy;
pub use json::Json;
pub use problem::{ApiProblem, fallbacks};
pub use service::{Service, Task};
pub use tokio_util::sync::CancellationToken;
