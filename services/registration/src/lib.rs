//! Registration: signing in with the password that is still known, and adding, verifying and removing methods.
//!
//! Every handler is the same shell around the core: load with the store's time, decide, commit state with outbox and
//! audit in one transaction, then answer. A contact, authenticator or passkey of the account is made by `verification` and
//! nowhere else, so that nothing is ever half registered; answers and recovery codes are written whole.

mod authenticator_apps;
mod browsers;
mod calls;
mod changes;
mod deliveries;
mod known;
mod methods;
mod owner_notices;
mod passkeys;
mod problems;
mod questions;
mod recovery_codes;
mod registered;
mod removal;
mod second_factor;
mod sending;
mod session;
mod set_ups;
mod shell;
mod sign_in;
mod status;
mod superseded;
mod typed;
mod unsent;
mod verification;
mod views;

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};
use rekey_bus::{Bus, Listener, News, Postman};
use rekey_directory::Directory;
use rekey_passwords::Hasher;
use rekey_runtime::config::LimitsConfig;
use rekey_runtime::{Clock, Entropy, Service, fallbacks, require_context};
use rekey_store::{Store, sweep};
use rekey_wire::keys::{Keys, Role};

use shell::Shell;

/// News of deliveries in work at a time.
const NEWS_CONCURRENCY: u16 = 4;

/// What registration stands on.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The bus.
    pub bus: Bus,
    /// Where accounts and passwords live.
    pub directory: Directory,
    /// Hashes answers and recovery codes.
    pub hasher: Hasher,
    /// Keys.
    pub keys: Keys,
    /// Bounds.
    pub limits: LimitsConfig,
    /// Where people reach the pages.
    pub public_url: String,
    /// The process's clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
}

/// The service.
pub fn service(parts: Parts) -> Service {
    let (bus, clock) = (parts.bus.clone(), parts.clock.clone());
    let key = parts.keys.context(Role::Registration);
    let postman = Postman::new(parts.bus.clone(), parts.keys.notice_sealer(Role::Registration), parts.entropy);
    let sweep = sweep::task(parts.store.clone(), "registration.sweep", sweep::REGISTRATION);
    let verifier = parts.keys.event_verifier();
    let shell = Arc::new(Shell::new(parts, postman));
    let news = News::new(deliveries::Setups(shell.clone()), verifier);
    let router = Router::new()
        .route("/api/v1/sign-ins", post(sign_in::start))
        .route("/api/v1/sign-ins/current", delete(sign_in::end))
        .route("/api/v1/sign-ins/current/answers", post(second_factor::answer))
        .route("/api/v1/registration-status", post(status::ask))
        .route("/api/v1/me", get(methods::me))
        .route("/api/v1/me/confirmation", post(methods::confirm))
        .route("/api/v1/me/security-questions", get(questions::list).put(questions::set))
        .route("/api/v1/me/recovery-codes", post(recovery_codes::draw))
        .route("/api/v1/me/methods", get(methods::list).post(set_ups::begin))
        .route("/api/v1/me/methods/{id}", get(set_ups::look).delete(removal::remove))
        .route("/api/v1/me/methods/{id}/challenges", post(set_ups::send_again))
        .route("/api/v1/me/methods/{id}/verification", post(verification::verify))
        .with_state(shell);
    Service {
        name: "registration",
        router: require_context(fallbacks(router), Role::Registration, key, clock),
        tasks: vec![bus.consumer(Listener::RegistrationDeliveries, NEWS_CONCURRENCY, Arc::new(news)), sweep],
    }
}
