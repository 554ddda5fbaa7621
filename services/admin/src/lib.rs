//! Tenants and their settings, accounts made by the operator, help requests, what every page says of a tenant, and what
//! administrators look at.
//!
//! [`service`] answers `/api/v1/branding`, `/api/v1/help-requests` and `/api/v1/admin/…`, and mails digests of help requests.
//! [`settings`], [`people`], [`authenticators`], [`contacts`], [`tokens`] and [`dead_letters`] are what the operator does,
//! each in one transaction.

pub mod authenticators;
mod branding;
pub mod contacts;
pub mod dead_letters;
mod digest;
mod help;
pub mod people;
pub mod settings;
pub mod tokens;
mod views;

pub use digest::digest_once;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use rekey_bus::{Bus, Postman};
use rekey_runtime::config::{HelpConfig, LimitsConfig};
use rekey_runtime::{Clock, Entropy, Service, fallbacks, require_context};
use rekey_store::{Store, sweep};
use rekey_wire::keys::{Keys, Role};

/// What the service stands on.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Where notices go.
    pub bus: Bus,
    /// Keys of the installation.
    pub keys: Keys,
    /// Bounds of help requests.
    pub limits: LimitsConfig,
    /// When digests go out.
    pub help: HelpConfig,
    /// Address of the pages, for links in messages.
    pub public_url: String,
    /// The clock of the process.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
}

impl Parts {
    fn postman(&self) -> Postman {
        Postman::new(self.bus.clone(), self.keys.notice_sealer(Role::Admin), self.entropy)
    }
}

/// The service: its routes behind the context header, and the task that mails digests.
pub fn service(parts: Parts) -> Service {
    let parts = Arc::new(parts);
    let router = Router::new()
        .route("/api/v1/branding", get(branding::show))
        .route("/api/v1/help-requests", post(help::ask))
        .merge(views::routes())
        .with_state(parts.clone());
    let router = require_context(fallbacks(router), Role::Admin, parts.keys.context(Role::Admin), parts.clock.clone());
    let sweep = sweep::task(parts.store.clone(), "admin.sweep", sweep::ADMIN);
    Service { name: "admin", router, tasks: vec![digest::task(parts), sweep] }
}
