//! Hears what became of the codes and calls of set-ups.

use std::sync::Arc;

use rekey_bus::Hearer;
use rekey_domain::challenge::Delivery;
use rekey_domain::{ContactId, MessageId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, StoreError, setups};
use rekey_wire::event::CallNews;

use crate::calls;
use crate::shell::Shell;

/// Takes news of deliveries and calls into set-ups.
pub(crate) struct Setups(pub(crate) Arc<Shell>);

impl Setups {
    /// Most news are of resets: no writer is taken for those.
    async fn set_up_of(&self, message: MessageId) -> Result<Option<ContactId>, StoreError> {
        Ok(match deliveries::flow_of(&mut self.0.store.read().await?, message).await? {
            Some(Flow::Setup(id)) => Some(ContactId::from_uuid(id)),
            Some(Flow::Reset(_)) | None => None,
        })
    }
}

impl Hearer for Setups {
    async fn hear(&self, message: MessageId, state: Delivery) -> Result<(), StoreError> {
        let Some(id) = self.set_up_of(message).await? else { return Ok(()) };
        if state == Delivery::Failed && !deliveries::has_failed(&mut self.0.store.read_single().await?, message).await?
        {
            return Ok(());
        }
        let mut tx = self.0.store.begin().await?;
        let Some(stored) = setups::by_id(&mut tx, id, Lock::ForUpdate).await? else { return Ok(()) };
        let mut next = stored.setup.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message));
        let Some(challenge) = challenge else { return Ok(()) };
        challenge.hear_delivery(state);
        if next != stored.setup {
            setups::update(&mut tx, &stored, &next).await?;
        }
        tx.commit().await
    }

    async fn hear_call(&self, message: MessageId, what: CallNews) -> Result<(), StoreError> {
        match self.set_up_of(message).await? {
            Some(id) => calls::hear(&self.0, id, message, what).await,
            None => Ok(()),
        }
    }
}
