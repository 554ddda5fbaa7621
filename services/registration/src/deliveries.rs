//! Hears what became of codes.

use std::time::Duration;

use rekey_bus::{Delivery, Handler, HandlerFuture, Outcome};
use rekey_domain::challenge::Delivery as State;
use rekey_domain::{ContactId, MessageId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, Store, StoreError, setups};
use rekey_wire::event::{Event, EventBinding, EventVerifier};

/// After a database that did not answer.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Takes news of deliveries into set-ups.
pub(crate) struct News {
    store: Store,
    verifier: EventVerifier,
}

impl News {
    pub(crate) const fn new(store: Store, verifier: EventVerifier) -> Self {
        Self { store, verifier }
    }

    async fn hear(&self, message: MessageId, state: State) -> Result<(), StoreError> {
        // Most news are of resets: no writer is taken for those.
        let flow = deliveries::flow_of(&mut self.store.read().await?, message).await?;
        let Some(Flow::Setup(id)) = flow else { return Ok(()) };
        let mut tx = self.store.begin().await?;
        let stored = setups::by_id(&mut tx, ContactId::from_uuid(id), Lock::ForUpdate).await?;
        let Some(stored) = stored else { return Ok(()) };
        let mut next = stored.setup.clone();
        let Some(challenge) = next.challenges.iter_mut().find(|challenge| challenge.message == message) else {
            return Ok(());
        };
        challenge.hear_delivery(state);
        if next != stored.setup {
            setups::update(&mut tx, &stored, &next).await?;
        }
        tx.commit().await
    }
}

impl Handler for News {
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome> {
        Box::pin(async move {
            let binding = EventBinding { id: delivery.id, expires_at: delivery.expires_at };
            let Ok(Event::DeliveryChanged { message, delivery: state }) =
                self.verifier.verify(&delivery.payload, &binding)
            else {
                return Outcome::Bury("not authentic".into());
            };
            match self.hear(message, state).await {
                Ok(()) => Outcome::Done,
                Err(StoreError::Conflict) => Outcome::Retry(Duration::ZERO),
                Err(error) => {
                    tracing::warn!(error = %error, "registration.news_failed");
                    Outcome::Retry(RETRY_AFTER)
                }
            }
        })
    }
}
