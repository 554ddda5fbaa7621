//! Hears what became of the codes and calls of resets.

use std::sync::Arc;

use rekey_bus::Hearer;
use rekey_domain::challenge::Delivery;
use rekey_domain::{MessageId, ResetId};
use rekey_store::deliveries::{self, Flow};
use rekey_store::{Lock, StoreError, resets};
use rekey_wire::event::CallNews;

use crate::calls;
use crate::shell::Shell;

/// Takes news of deliveries and calls into resets.
pub(crate) struct Resets(pub(crate) Arc<Shell>);

impl Resets {
    /// Some news are of set-ups: no writer is taken for those.
    async fn reset_of(&self, message: MessageId) -> Result<Option<ResetId>, StoreError> {
        Ok(match deliveries::flow_of(&mut self.0.store.read().await?, message).await? {
            Some(Flow::Reset(id)) => Some(ResetId::from_uuid(id)),
            Some(Flow::Setup(_)) | None => None,
        })
    }
}

impl Hearer for Resets {
    async fn hear(&self, message: MessageId, state: Delivery) -> Result<(), StoreError> {
        let Some(id) = self.reset_of(message).await? else { return Ok(()) };
        let mut tx = self.0.store.begin().await?;
        let Some(stored) = resets::by_id(&mut tx, id, Lock::ForUpdate).await? else { return Ok(()) };
        let mut next = stored.reset.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message));
        let Some(challenge) = challenge else { return Ok(()) };
        challenge.hear_delivery(state);
        if next != stored.reset {
            resets::update(&mut tx, &stored, &next).await?;
        }
        tx.commit().await
    }

    async fn hear_call(&self, message: MessageId, what: CallNews) -> Result<(), StoreError> {
        match self.reset_of(message).await? {
            Some(id) => calls::hear(&self.0, id, message, what).await,
            None => Ok(()),
        }
    }
}
