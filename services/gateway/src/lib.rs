//! Gateway: web pages, the public API, cookies, CSRF, limits of bodies and floods, captchas. It has no database.
//!
//! A request is admitted ([`arrival`]: host, forwarding headers, client address, its body, a place among those in flight), gets
//! its headers ([`headers`]), and then is either passed on ([`api`]) or answered by a page ([`routes`]). Both ask the same
//! upstreams with the same signed context ([`upstream`]); nothing of a request is trusted that its client could write.

mod address;
mod api;
mod arrival;
pub mod assets;
mod bodies;
mod cookies;
mod csrf;
mod form;
mod headers;
pub mod openapi;
pub mod pages;
pub mod problems;
pub mod proxy;
mod routes;
mod service;
mod settings;
mod setup;
pub mod texts;
mod typed;
mod upstream;
mod visitor;
mod webhooks;

pub use service::{GatewayKeys, Parts, Upstreams, service};
pub use settings::GatewayConfigError;
