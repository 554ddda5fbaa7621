//! What is heard of a call, from its provider or in the demo's inbox: written down once, and told to who asked for it.
//!
//! Which keys are right is not known here. A call takes one entry; what follows later, or comes twice, counts no more.

use rekey_bus::{AboutNotice, Bus, Kind};
use rekey_domain::MessageId;
use rekey_domain::call::{CallEnd, Pressed, VoiceMode};
use rekey_domain::challenge::Delivery as News;
use rekey_runtime::Entropy;
use rekey_store::calls::{self, Heard};
use rekey_store::reports::{self, Report, Reported};
use rekey_store::{StoreError, Tx};
use rekey_wire::event::{CallNews, EventSigner};
use rekey_wire::keys::SpokenCodeKeys;

use crate::Parts;
use crate::render::Answer;

/// The key that starts the reading of a code.
const LISTEN: &str = "1";

/// Hears calls.
pub(crate) struct Calls {
    bus: Bus,
    signer: EventSigner,
    pub(crate) spoken_codes: SpokenCodeKeys,
    entropy: Entropy,
}

/// A call, with its provider's name for it.
#[derive(Clone, Copy)]
pub(crate) struct Ringing<'a> {
    pub(crate) message: MessageId,
    pub(crate) found: &'a Reported,
    pub(crate) reference: &'a str,
}

impl Ringing<'_> {
    /// What news are told of.
    const fn about(self) -> AboutNotice<'static> {
        AboutNotice { message: self.message, tenant: self.found.tenant, trace: None }
    }
}

impl Calls {
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            bus: parts.bus.clone(),
            signer: parts.keys.event_signer(),
            spoken_codes: parts.keys.spoken_codes(),
            entropy: parts.entropy,
        }
    }

    /// Wakes whoever waits for what was told; after the commit.
    pub(crate) fn wake(&self) {
        self.bus.wake(Kind::CallChanged);
    }

    /// How far the call got. False where that is no news.
    pub(crate) async fn progressed(
        &self,
        tx: &mut Tx,
        call: Ringing<'_>,
        (report, news): (&Report, News),
    ) -> Result<bool, StoreError> {
        let is_news = reports::take(tx, call.message, call.reference, report).await?;
        if is_news {
            self.bus.tell(tx, &self.signer, (call.about(), news), self.entropy).await?;
            tracing::info!(message.id = %call.message, state = ?news, "call.progressed");
        }
        Ok(is_news)
    }

    /// It ended. None where it was answered and nobody says how it went on. False where it had ended before.
    pub(crate) async fn ended(&self, tx: &mut Tx, call: Ringing<'_>, end: Option<CallEnd>) -> Result<bool, StoreError> {
        let end = match end {
            Some(end) => end,
            None => calls::end_without_keys(tx, call.message).await?,
        };
        if !calls::take(tx, call.message, Heard::Ended(end)).await? {
            return calls::close(tx, call.message).await;
        }
        self.tell(tx, call, CallNews::Ended(end)).await?;
        Ok(true)
    }

    /// A machine answered, as it seems. False where something counted already.
    pub(crate) async fn machine_answered(&self, tx: &mut Tx, call: Ringing<'_>) -> Result<bool, StoreError> {
        calls::take(tx, call.message, Heard::Machine).await
    }

    /// Keys were pressed. Gives what is answered.
    pub(crate) async fn pressed(
        &self,
        tx: &mut Tx,
        call: Ringing<'_>,
        (keys, mode): (Option<Pressed>, VoiceMode),
    ) -> Result<Answer, StoreError> {
        self.progressed(tx, call, (&Report::Arrived, News::Delivered)).await?;
        if tx.now() >= call.found.expires_at {
            return Ok(Answer::Over);
        }
        let (heard, news, answer) = match (keys, mode) {
            (Some(keys), _) if keys.is_refusal() => {
                let end = CallEnd::Refused;
                (Heard::Ended(end), Some(CallNews::Ended(end)), Answer::Refused)
            }
            (Some(keys), VoiceMode::ReadCode) if keys.as_str() == LISTEN => (Heard::Listening, None, Answer::Code),
            (Some(keys), VoiceMode::MatchNumber | VoiceMode::PressPound) => {
                (Heard::Keys, Some(CallNews::Pressed(keys)), Answer::Thanks)
            }
            (_, VoiceMode::MatchNumber | VoiceMode::PressPound | VoiceMode::ReadCode) => {
                let end = CallEnd::WrongKeys;
                (Heard::Ended(end), Some(CallNews::Ended(end)), Answer::NotAsked)
            }
        };
        if !calls::take(tx, call.message, heard).await? {
            return Ok(Answer::Over);
        }
        if let Some(news) = news {
            self.tell(tx, call, news).await?;
        }
        Ok(answer)
    }

    async fn tell(&self, tx: &mut Tx, call: Ringing<'_>, news: CallNews) -> Result<(), StoreError> {
        tracing::info!(message.id = %call.message, news = ?news, "call.heard");
        self.bus.tell_call(tx, &self.signer, (call.about(), news), self.entropy).await
    }
}
