//! The gateway over HTTP, with stand-ins for the services behind it: what it lets in, passes on, shows and keeps.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod administrators;
mod api;
mod cookies;
mod csrf;
mod headers;
mod limits;
mod proofs;
mod registration;
mod reset;
mod stand;
mod ways;
mod webhooks;
