//! News of deliveries and calls: what became of codes, for whoever keeps what they are codes of.

use std::future::Future;
use std::time::Duration;

use rekey_domain::MessageId;
use rekey_domain::challenge::Delivery as State;
use rekey_store::StoreError;
use rekey_wire::event::{CallNews, Event, EventBinding, EventVerifier};

use crate::{Delivery, Handler, HandlerFuture, Outcome};

/// After a database that did not answer.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Who hears what became of codes.
pub trait Hearer: Send + Sync + 'static {
    /// Takes the news in; what it keeps no code of is none of its business. The same may come twice, and an older state
    /// after a newer one.
    fn hear(&self, message: MessageId, state: State) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Takes in what happened in the call that a message became. The same may come twice, and the end before the keys.
    fn hear_call(&self, message: MessageId, what: CallNews) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Verifies news and gives them to the hearer.
pub struct News<H> {
    hearer: H,
    verifier: EventVerifier,
}

impl<H: Hearer> News<H> {
    /// News for this hearer, signed under this key.
    pub const fn new(hearer: H, verifier: EventVerifier) -> Self {
        Self { hearer, verifier }
    }
}

impl<H: Hearer> Handler for News<H> {
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome> {
        Box::pin(async move {
            let binding = EventBinding { id: delivery.id, expires_at: delivery.expires_at };
            let Ok(event) = self.verifier.verify(&delivery.payload, &binding) else {
                return Outcome::Bury("not authentic".into());
            };
            let heard = match event {
                Event::DeliveryChanged { message, delivery: state } => self.hearer.hear(message, state).await,
                Event::CallChanged { message, what } => self.hearer.hear_call(message, what).await,
            };
            match heard {
                Ok(()) => Outcome::Done,
                Err(StoreError::Conflict) => Outcome::Retry(Duration::ZERO),
                Err(error) => {
                    tracing::warn!(error = %error, "news.failed");
                    Outcome::Retry(RETRY_AFTER)
                }
            }
        })
    }
}
