//! Orchestrator: owns resets, from "who are you?" to the new password.
//!
//! Every handler is the same shell around the core: load the row with the store's time, decide, commit state with outbox
//! and audit in one transaction, then answer. What the core decides is in `rekey_domain::reset`; nothing is decided here.

mod administrators;
mod answer;
mod calls;
mod choose;
mod decoy;
mod deliveries;
mod drawing;
mod events;
mod judging;
mod notices;
mod password;
mod problems;
mod settle;
mod shell;
mod start;
mod texts;
mod unlock;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use rekey_bus::{Bus, Listener, News, Postman};
use rekey_directory::Directory;
use rekey_passwords::Hasher;
use rekey_runtime::config::{CaptchaConfig, LimitsConfig};
use rekey_runtime::{Clock, Entropy, Service, Task, fallbacks, require_context};
use rekey_store::{Store, sweep};
use rekey_wire::keys::{Keys, Role};

use shell::Shell;

/// News of deliveries in work at a time.
const NEWS_CONCURRENCY: u16 = 4;

/// What the orchestrator stands on.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The bus.
    pub bus: Bus,
    /// Where accounts and passwords live.
    pub directory: Directory,
    /// Keys.
    pub keys: Keys,
    /// Bounds.
    pub limits: LimitsConfig,
    /// How hard captchas have to be.
    pub captcha: CaptchaConfig,
    /// Argon2id with bounded work, for answers and recovery codes.
    pub hasher: Hasher,
    /// Where people reach the pages.
    pub public_url: String,
    /// The process's clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
}

/// The service.
pub fn service(parts: Parts) -> Service {
    let (store, bus, clock) = (parts.store.clone(), parts.bus.clone(), parts.clock.clone());
    let key = parts.keys.context(Role::Orchestrator);
    let postman = Postman::new(parts.bus.clone(), parts.keys.notice_sealer(Role::Orchestrator), parts.entropy);
    let verifier = parts.keys.event_verifier();
    let shell = Arc::new(Shell::new(parts, postman));
    let news = News::new(deliveries::Resets(shell.clone()), verifier);
    let settling = shell.clone();
    let router = Router::new()
        .route("/api/v1/resets", post(start::start))
        .route("/api/v1/resets/current", get(view::current).delete(shell::cancel))
        .route("/api/v1/resets/current/events", get(events::events))
        .route("/api/v1/resets/current/challenges", post(choose::choose))
        .route("/api/v1/resets/current/answers", post(answer::answer))
        .route("/api/v1/resets/current/password", post(password::password))
        .route("/api/v1/resets/current/unlock", post(unlock::unlock))
        .route("/api/v1/passwords/assessment", post(password::assess))
        .with_state(shell.clone());
    let tasks = vec![
        bus.consumer(Listener::OrchestratorDeliveries, NEWS_CONCURRENCY, Arc::new(news)),
        Task::new("orchestrator.settle", move |token| settle::settle_left(settling, token)),
        sweep::task(store, "orchestrator.sweep", sweep::ORCHESTRATOR),
        shell.streams.task(),
    ];
    Service { name: "orchestrator", router: require_context(fallbacks(router), Role::Orchestrator, key, clock), tasks }
}
