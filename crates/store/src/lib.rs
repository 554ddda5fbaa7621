//! All SQL, for PostgreSQL and SQLite: a statement is one text for both, but where PostgreSQL does at once what takes several
//! rounds otherwise ([`at_once`] for whole steps).
//!
//! Rules: every function takes a [`Tx`]; the time is the transaction's ([`Tx::now`]), taken from the database where that
//! is PostgreSQL; state is written by compare-and-swap on a version; nothing foreign is awaited inside a transaction.
//! One module per table or small group of tables; `docs/operate.md` says who writes which.

pub mod accounts;
pub mod answers;
pub mod api_tokens;
pub mod at_once;
pub mod audit;
pub mod authenticators;
pub mod calls;
pub mod caps;
pub mod captchas;
pub mod contacts;
pub mod custom_questions;
pub mod db;
pub mod dead_letters;
pub mod decoys;
pub mod deliveries;
pub mod devices;
pub mod error;
pub mod grants;
mod handover;
pub mod help;
pub mod holdings;
pub mod inbox;
pub mod instance;
pub mod limits;
pub mod listings;
pub mod lookups;
pub mod migrate;
pub mod money;
pub mod notices;
pub mod outbox;
pub mod overview;
pub mod paid_sends;
pub mod passkeys;
pub mod password_changes;
pub mod policy_document;
mod pool;
pub mod recovery_codes;
pub mod reports;
pub mod resets;
pub mod setups;
pub mod sign_ins;
mod states;
pub mod superseded;
pub mod sweep;
pub mod tenant_help;
pub mod tenants;
mod time;

pub use db::{AtOnce, Lock, Store, Tx};
pub use error::StoreError;
pub use handover::{Awaited, Departure, Handed, LEASE as HANDOVER_LEASE};
