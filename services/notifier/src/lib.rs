//! Notifier: opens sealed notices, renders them, hands them to a provider, and tells what became of them.
//!
//! The path of a notice: [`work`] claims its delivery row before anything leaves the house, [`render`] makes its words,
//! [`channel`] carries it. A crash between claim and outcome is told as such: email goes again with the same Message-ID, and
//! so does a notice to an owner; a code by phone or a call does not go again by itself. Which provider is called is said by
//! [`carrier`] and [`circuits`]. What it reports later comes by [`webhooks`], or is asked for by [`lookups`].

mod budgets;
mod calls;
pub mod carrier;
pub mod channel;
mod circuits;
pub mod inbox;
mod inbox_calls;
mod lookups;
pub mod render;
mod together;
mod webhooks;
mod work;
#[cfg(test)]
mod world;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use rekey_bus::{Bus, Listener};
use rekey_runtime::config::{BudgetsConfig, NotifierConfig, PricesConfig};
use rekey_runtime::{Clock, Entropy, Service, fallbacks, require_context};
use rekey_store::{Store, sweep};
use rekey_wire::keys::{Keys, Role};

pub use carrier::{Carrier, Carriers};

/// What the notifier stands on.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The bus.
    pub bus: Bus,
    /// Keys.
    pub keys: Keys,
    /// Numbers.
    pub config: NotifierConfig,
    /// How much goes by phone, and where.
    pub budgets: BudgetsConfig,
    /// What that costs.
    pub prices: PricesConfig,
    /// Who carries what.
    pub carriers: Carriers,
    /// Where people reach the pages.
    pub public_url: String,
    /// The process's clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
}

/// The service.
pub fn service(parts: Parts) -> Service {
    let key = parts.keys.context(Role::Notifier);
    let clock = parts.clock.clone();
    let router = match parts.carriers.inbox() {
        Some(store) => Router::new()
            .route("/inbox/messages", get(inbox::messages))
            .with_state(store.clone())
            .merge(inbox_calls::routes(&parts, store)),
        None => Router::new(),
    };
    let heard = Arc::new(webhooks::Webhooks::new(&parts));
    let router = router.merge(webhooks::routes(heard.clone()));
    let lookups = lookups::task(&parts, heard);
    let (bus, concurrency) = (parts.bus.clone(), parts.config.concurrency);
    let sweep = sweep::task(parts.store.clone(), "notifier.sweep", sweep::NOTIFIER);
    let work = Arc::new(work::Work::new(parts));
    let money = budgets::task(work.budgets().clone());
    let consumers = [
        (Listener::NotifierEmail, concurrency.email),
        (Listener::NotifierSms, concurrency.sms),
        (Listener::NotifierVoice, concurrency.voice),
    ]
    .map(|(listener, at_a_time)| bus.consumer(listener, at_a_time, work.clone()));
    let tasks = consumers.into_iter().chain([sweep, money]).chain(lookups).collect();
    Service { name: "notifier", router: require_context(fallbacks(router), Role::Notifier, key, clock), tasks }
}
