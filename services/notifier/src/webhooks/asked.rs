//! What a provider answers when it is asked: it counts like its reports, by the same way, and no more than they do.

use std::sync::Arc;

use rekey_bus::Kind;
use rekey_store::lookups::Turn;
use rekey_store::reports::Reported;
use rekey_store::{StoreError, Tx};

use super::{Believed, Said, Webhooks, judge_names};
use crate::channel::sms::twilio::{Standing, Twilio};

impl Webhooks {
    /// Takes in what became of a message or a call. False where that is no news, or the delivery is another provider's by now.
    /// Keys that were pressed are in no answer: nothing is confirmed by it.
    pub(crate) async fn hear_standing(
        &self,
        provider: &Arc<Twilio>,
        turn: &Turn,
        standing: &Standing,
    ) -> Result<bool, StoreError> {
        let Some((tx, found)) = self.hold(turn.message).await? else { return Ok(false) };
        let is_its = found.provider.as_deref() == Some(provider.id()) && found.is_call == turn.is_call;
        if !is_its || judge_names(provider, &found, (provider.account_sid(), &turn.reference)).is_err() {
            return Ok(false);
        }
        let about = (tx, turn, found, provider);
        if turn.is_call { self.hear_call(about, standing).await } else { self.hear_message(about, standing).await }
    }

    async fn hear_message(&self, about: About<'_>, standing: &Standing) -> Result<bool, StoreError> {
        let (tx, turn, found, provider) = about;
        let said = Said {
            account_sid: provider.account_sid().to_owned(),
            message_sid: turn.reference.clone(),
            status: standing.status.clone(),
            error_code: standing.error_code(),
        };
        let mut believed = Believed { tx, message: turn.message, found, provider: provider.clone(), said };
        let is_news = self.follow_message(&mut believed).await?;
        believed.tx.commit().await?;
        self.bus.wake(Kind::DeliveryChanged);
        Ok(is_news)
    }

    async fn hear_call(&self, about: About<'_>, standing: &Standing) -> Result<bool, StoreError> {
        let (tx, turn, found, provider) = about;
        let was_sent = found.is_sent;
        let said = turn.reference.clone();
        let mut told = Believed { tx, message: turn.message, found, provider: provider.clone(), said };
        if standing.answered_by.as_deref().is_some_and(super::calls::is_machine) {
            let (tx, call) = told.call();
            self.calls.machine_answered(tx, call).await?;
        }
        let is_news = self.follow(&mut told, &standing.status).await? && !(was_sent && is_under_way(&standing.status));
        self.done(told).await?;
        Ok(is_news)
    }
}

/// A delivery that is held, and whom was asked about it.
type About<'a> = (Tx, &'a Turn, Reported, &'a Arc<Twilio>);

/// Whether a call that was taken over still has that before it of which somebody waits to hear.
fn is_under_way(status: &str) -> bool {
    matches!(status, "queued" | "initiated" | "ringing")
}
