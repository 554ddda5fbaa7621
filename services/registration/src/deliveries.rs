//! Hears what became of the codes of set-ups.

use rekey_bus::Hearer;
use rekey_domain::challenge::Delivery;
use rekey_domain::{ContactId, MessageId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, Store, StoreError, setups};

/// Takes news of deliveries into set-ups.
pub(crate) struct Setups(pub(crate) Store);

impl Hearer for Setups {
    async fn hear(&self, message: MessageId, state: Delivery) -> Result<(), StoreError> {
        // Most news are of resets: no writer is taken for those.
        let flow = deliveries::flow_of(&mut self.0.read().await?, message).await?;
        let Some(Flow::Setup(id)) = flow else { return Ok(()) };
        let mut tx = self.0.begin().await?;
        let Some(stored) = setups::by_id(&mut tx, ContactId::from_uuid(id), Lock::ForUpdate).await? else {
            return Ok(());
        };
        let mut next = stored.setup.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message));
        let Some(challenge) = challenge else { return Ok(()) };
        challenge.hear_delivery(state);
        if next != stored.setup {
            setups::update(&mut tx, &stored, &next).await?;
        }
        tx.commit().await
    }
}
