//! Hears what became of the codes of resets.

use rekey_bus::Hearer;
use rekey_domain::challenge::Delivery;
use rekey_domain::{MessageId, ResetId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, Store, StoreError, resets};

/// Takes news of deliveries into resets.
pub(crate) struct Resets(pub(crate) Store);

impl Hearer for Resets {
    async fn hear(&self, message: MessageId, state: Delivery) -> Result<(), StoreError> {
        // Some news are of set-ups: no writer is taken for those.
        let flow = deliveries::flow_of(&mut self.0.read().await?, message).await?;
        let Some(Flow::Reset(id)) = flow else { return Ok(()) };
        let mut tx = self.0.begin().await?;
        let Some(stored) = resets::by_id(&mut tx, ResetId::from_uuid(id), Lock::ForUpdate).await? else {
            return Ok(());
        };
        let mut next = stored.reset.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message));
        let Some(challenge) = challenge else { return Ok(()) };
        challenge.hear_delivery(state);
        if next != stored.reset {
            resets::update(&mut tx, &stored, &next).await?;
        }
        tx.commit().await
    }
}
