//! Hears what became of the codes and calls of resets.

use std::sync::Arc;

use rekey_bus::Hearer;
use rekey_domain::MessageId;
use rekey_domain::challenge::Delivery;
use rekey_store::resets::StoredReset;
use rekey_store::{StoreError, deliveries, resets};
use rekey_wire::event::CallNews;

use crate::calls;
use crate::shell::Shell;

/// Tries to write news into a reset that others are changing at the same time.
const TRIES: u32 = 5;

/// Takes news of deliveries and calls into resets.
pub(crate) struct Resets(pub(crate) Arc<Shell>);

impl Resets {
    /// The reset to which a notice belongs. Some news are of set-ups: no writer is taken for those.
    async fn reset_of(&self, message: MessageId) -> Result<Option<StoredReset>, StoreError> {
        resets::of_message(&mut self.0.store.read_single().await?, message).await
    }

    /// Whether the news was written, or there is nothing to write; false where somebody else was faster.
    async fn write(&self, message: MessageId, state: Delivery) -> Result<bool, StoreError> {
        let Some(stored) = self.reset_of(message).await? else { return Ok(true) };
        let mut next = stored.reset.clone();
        let challenge = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message));
        let Some(challenge) = challenge else { return Ok(true) };
        challenge.hear_delivery(state);
        if next == stored.reset {
            return Ok(true);
        }
        let mut tx = self.0.store.begin_single().await?;
        match resets::update(&mut tx, &stored, &next).await {
            Ok(()) => {
                tx.commit().await?;
                Ok(true)
            }
            Err(StoreError::Conflict) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Hearer for Resets {
    async fn hear(&self, message: MessageId, state: Delivery) -> Result<(), StoreError> {
        if state == Delivery::Failed && !deliveries::has_failed(&mut self.0.store.read_single().await?, message).await?
        {
            return Ok(());
        }
        for _ in 0..TRIES {
            if self.write(message, state).await? {
                return Ok(());
            }
        }
        Err(StoreError::Conflict)
    }

    async fn hear_call(&self, message: MessageId, what: CallNews) -> Result<(), StoreError> {
        match self.reset_of(message).await? {
            Some(stored) => calls::hear(&self.0, stored.reset.id, message, what).await,
            None => Ok(()),
        }
    }
}
