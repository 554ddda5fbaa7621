//! Hears what became of codes.

use std::time::Duration;

use rekey_bus::{Delivery, Handler, HandlerFuture, Outcome};
use rekey_domain::challenge::Delivery as State;
use rekey_domain::{MessageId, ResetId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, Store, StoreError, resets};
use rekey_wire::event::{Event, EventBinding, EventVerifier};

/// After a database that did not answer.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Takes news of deliveries into resets.
pub(crate) struct News {
    store: Store,
    verifier: EventVerifier,
}

impl News {
    pub(crate) const fn new(store: Store, verifier: EventVerifier) -> Self {
        Self { store, verifier }
    }

    async fn hear(&self, message: MessageId, state: State) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        let Some(Flow::Reset(id)) = deliveries::flow_of(&mut tx, message).await? else { return Ok(()) };
        let loaded = resets::by_id(&mut tx, ResetId::from_uuid(id), Lock::ForUpdate).await?;
        let Some(loaded) = loaded else { return Ok(()) };
        let mut next = loaded.reset.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message == message);
        let Some(challenge) = challenge else { return Ok(()) };
        challenge.hear_delivery(state);
        if next != loaded.reset {
            resets::update(&mut tx, &loaded, &next).await?;
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
                Err(error) => {
                    tracing::warn!(error = %error, "orchestrator.news_failed");
                    Outcome::Retry(RETRY_AFTER)
                }
            }
        })
    }
}
