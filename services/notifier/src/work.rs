//! The work on one notice: open, claim, render, carry, tell.

mod handing;
mod pause;

use std::time::Duration;

use rekey_bus::{Bus, Delivery, Handler, HandlerFuture, Kind, Outcome};
use rekey_domain::call::CallEnd;
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{Channel, MessageId, Timestamp};
use rekey_runtime::config::NotifierConfig;
use rekey_runtime::{Entropy, metrics};
use rekey_store::calls::{self, Heard};
use rekey_store::deliveries::{self, Attempt, Claim, Ending, State};
use rekey_store::{Store, StoreError, Tx};
use rekey_wire::event::{CallNews, EventSigner};
use rekey_wire::http::host_of;
use rekey_wire::keys::SpokenCodeKeys;
use rekey_wire::notice::{Destination, Notice, NoticeBinding, NoticeBody, NoticeOpener};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::Parts;
use crate::carrier::{Carrier, Carriers};
use crate::channel::SendError;
use crate::render::{self, Rendered};
use handing::Handing;

/// After a database that did not answer.
const STORE_RETRY: Duration = Duration::from_secs(2);
/// For a provider to take a message over; the claim is renewed meanwhile.
const CARRY_DEADLINE: Duration = Duration::from_secs(45);
/// Name of the provider in the delivery of what goes to nobody.
const NOBODY: &str = deliveries::NOBODY;

/// Label of the provider of what was given to none.
const NO_PROVIDER: &str = "none";

/// Works on notices.
pub(crate) struct Work {
    store: Store,
    bus: Bus,
    opener: NoticeOpener,
    signer: EventSigner,
    spoken_codes: SpokenCodeKeys,
    config: NotifierConfig,
    carriers: Carriers,
    host: String,
    entropy: Entropy,
}

/// What is to be written after an attempt.
struct Verdict {
    state: State,
    news: News,
    /// Who was called; none where nobody but the one who was named with the claim.
    provider: Option<String>,
    /// The provider's name for the message.
    reference: Option<String>,
    outcome: Outcome,
}

impl Work {
    pub(crate) fn new(parts: Parts) -> Self {
        let host = host_of(&parts.public_url).to_owned();
        Self {
            store: parts.store,
            bus: parts.bus,
            opener: parts.keys.notice_opener(),
            signer: parts.keys.event_signer(),
            spoken_codes: parts.keys.spoken_codes(),
            config: parts.config,
            carriers: parts.carriers,
            host,
            entropy: parts.entropy,
        }
    }

    async fn work(&self, delivery: &Delivery) -> Result<Outcome, StoreError> {
        let Some(channel) = channel_of(delivery.kind) else { return Ok(Outcome::Bury("not a notice".into())) };
        let Ok(notice) = self.opener.open(&delivery.payload, &binding(delivery, channel)) else {
            return Ok(Outcome::Bury("does not open".into()));
        };
        let (attempt, now) = self.claim(delivery.id, channel).await?;
        let claim = match attempt {
            Attempt::Go(claim) => claim,
            Attempt::LeftBehind(claim) if !goes_once(&notice) => claim,
            Attempt::LeftBehind(Claim { fence, .. }) => {
                return self.conclude(delivery, fence, ambiguous("left behind by a crash")).await;
            }
            Attempt::Busy { until } => return Ok(Outcome::Retry(until.since(now).max(Duration::from_secs(1)))),
            Attempt::Over => return Ok(Outcome::Done),
            Attempt::Unknown => return Ok(Outcome::Bury("has no delivery".into())),
        };
        let verdict = self.carry_and_hold(&notice, claim, now).await;
        self.conclude(delivery, claim.fence, verdict).await
    }

    /// Claims a delivery, and when that was.
    async fn claim(&self, message: MessageId, channel: Channel) -> Result<(Attempt, Timestamp), StoreError> {
        let lease = Duration::from_secs(self.config.lease_seconds);
        let provider = self.carriers.of(channel).map(Carrier::name);
        let mut tx = self.store.begin_single().await?;
        if let Some(claim) = deliveries::begin_due(&mut tx, message, lease, provider).await? {
            let now = tx.now();
            tx.commit().await?;
            return Ok((Attempt::Go(claim), now));
        }
        drop(tx);
        let mut tx = self.store.begin().await?;
        let attempt = deliveries::begin(&mut tx, message, lease, provider).await?;
        let now = tx.now();
        tx.commit().await?;
        Ok((attempt, now))
    }

    /// Renews the delivery's claim while the provider takes its time; stops where it was lost.
    async fn carry_and_hold(&self, notice: &Notice, claim: Claim, now: Timestamp) -> Verdict {
        tokio::select! {
            verdict = self.carry(notice, claim.attempt, now) => verdict,
            () = self.hold(notice.id, claim.fence) => ambiguous("the claim was lost"),
        }
    }

    /// Ends when the claim is lost.
    async fn hold(&self, notice: MessageId, fence: i64) {
        let lease = Duration::from_secs(self.config.lease_seconds);
        loop {
            tokio::time::sleep(lease / 3).await;
            let renewed = async {
                let mut tx = self.store.begin().await?;
                let held = deliveries::renew(&mut tx, notice, fence, lease).await?;
                tx.commit().await?;
                Ok::<bool, StoreError>(held)
            };
            match renewed.await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(error = %error, "notifier.renew_failed"),
            }
        }
    }

    /// Renders and hands over. A decoy goes the same way up to here, and no further.
    async fn carry(&self, notice: &Notice, attempt: u32, now: Timestamp) -> Verdict {
        let mut rendered = match render::render(notice, &self.host) {
            Ok(rendered) => rendered,
            Err(error) => return refused(None, &error.to_string()),
        };
        if let Rendered::Call(script) = &mut rendered {
            script.veil(&self.spoken_codes, notice.id);
        }
        if notice.to == Destination::Nobody {
            return sent(Some(NOBODY), None);
        }
        let Some(carrier) = self.carriers.of(notice.channel) else {
            return refused(None, "no provider for this channel");
        };
        let began = Instant::now();
        let handing = Handing::begin(notice, carrier);
        let carried = carrier.carry(notice, &rendered, now, &self.host).instrument(handing.span());
        let carried = match tokio::time::timeout(CARRY_DEADLINE, carried).await {
            Ok(carried) => carried,
            Err(_) => Err(SendError::Ambiguous("the provider did not answer in time".into())),
        };
        handing.end(&carried, now);
        match carried {
            Ok(accepted) => sent(Some(carrier.name()), accepted.reference),
            Err(SendError::Refused(reason)) => refused(Some(carrier.name()), &reason),
            Err(SendError::Ambiguous(reason)) if goes_once(notice) => ambiguous(&reason),
            Err(SendError::Retry(reason) | SendError::Ambiguous(reason)) => {
                self.again(notice, attempt, (&reason, None), now.plus(began.elapsed()))
            }
            Err(SendError::RetryAfter(reason, after)) => {
                self.again(notice, attempt, (&reason, Some(after)), now.plus(began.elapsed()))
            }
        }
    }

    /// Another attempt where one is left.
    fn again(&self, notice: &Notice, attempt: u32, why: (&str, Option<Duration>), now: Timestamp) -> Verdict {
        let (reason, asked) = why;
        tracing::warn!(message.id = %notice.id, channel = notice.channel.as_str(), attempt, reason, "notice.not_sent");
        let (channel, is_code) = (notice.channel, is_code(notice));
        let vain = pause::InVain { channel, is_code, attempt, asked, expires_at: notice.expires_at };
        let provider = self.carriers.of(notice.channel).map(|carrier| carrier.name().to_owned());
        match pause::next(vain, &self.config, now, self.entropy) {
            Ok(wait) => {
                let outcome = Outcome::Retry(wait);
                Verdict { state: State::Due, news: News::Delayed, provider, reference: None, outcome }
            }
            Err(reason) => refused(provider.as_deref(), reason),
        }
    }

    /// Writes the outcome and the news of it at once.
    async fn conclude(&self, delivery: &Delivery, fence: i64, verdict: Verdict) -> Result<Outcome, StoreError> {
        let (provider, reference) = (verdict.provider.as_deref(), verdict.reference.as_deref());
        let ending = Ending { state: verdict.state, provider, reference };
        let held = if is_call_lost(delivery, verdict.news) {
            let mut tx = self.store.begin().await?;
            let held = deliveries::finish(&mut tx, delivery.id, fence, ending).await?;
            if held {
                self.tell(&mut tx, delivery, verdict.news).await?;
            }
            tx.commit().await?;
            held
        } else {
            let (mut tx, about) = (self.store.begin_single().await?, (delivery, fence, ending));
            let held = self.bus.conclude(&mut tx, &self.signer, about, verdict.news, self.entropy).await?;
            tx.commit().await?;
            held
        };
        self.bus.wake(Kind::DeliveryChanged);
        // Whoever holds the claim says what becomes of it, or the provider's report did.
        Ok(if held { verdict.outcome } else { Outcome::Retry(STORE_RETRY) })
    }

    /// Tells what became of a delivery; of a call that will not be made also that it is over.
    async fn tell(&self, tx: &mut Tx, delivery: &Delivery, news: News) -> Result<(), StoreError> {
        self.bus.tell(tx, &self.signer, (delivery, news), self.entropy).await?;
        if is_call_lost(delivery, news) && calls::take(tx, delivery.id, Heard::Ended(CallEnd::Failed)).await? {
            let ended = CallNews::Ended(CallEnd::Failed);
            self.bus.tell_call(tx, &self.signer, (delivery, ended), self.entropy).await?;
        }
        Ok(())
    }

    /// Writes that it came too late, and tells.
    async fn expire(&self, delivery: &Delivery) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        // Claiming what has expired marks it so.
        let attempt = deliveries::begin(&mut tx, delivery.id, Duration::from_secs(1), None).await?;
        if let Attempt::LeftBehind(Claim { fence, .. }) = attempt {
            deliveries::finish(&mut tx, delivery.id, fence, State::Ambiguous.into()).await?;
        }
        // What was sent already, and only not signed off, is no failure.
        let state = deliveries::state_of(&mut tx, delivery.id).await?;
        let stands = |wanted: State| state.as_ref().is_some_and(|(state, _)| wanted.as_str() == state);
        let is_expired = stands(State::Expired);
        if is_expired || stands(State::Ambiguous) {
            self.tell(&mut tx, delivery, News::Failed).await?;
        }
        tx.commit().await?;
        if let Some(channel) = channel_of(delivery.kind).filter(|_| is_expired) {
            metrics::send_ended(channel.as_str(), NO_PROVIDER, "expired");
        }
        self.bus.wake(Kind::DeliveryChanged);
        Ok(())
    }

    /// Writes that it was given up, and tells where that is news.
    async fn give_up(&self, delivery: &Delivery, reason: &str) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        if deliveries::give_up(&mut tx, delivery.id, reason).await? {
            self.tell(&mut tx, delivery, News::Failed).await?;
        }
        tx.commit().await?;
        self.bus.wake(Kind::DeliveryChanged);
        Ok(())
    }
}

impl Handler for Work {
    fn handle(&self, delivery: Delivery) -> HandlerFuture<'_, Outcome> {
        Box::pin(async move {
            self.work(&delivery).await.unwrap_or_else(|error| {
                tracing::warn!(error = %error, "notifier.store_failed");
                Outcome::Retry(STORE_RETRY)
            })
        })
    }

    fn expired(&self, delivery: Delivery) -> HandlerFuture<'_, Result<(), StoreError>> {
        Box::pin(async move { self.expire(&delivery).await })
    }

    fn buried<'a>(&'a self, delivery: Delivery, reason: &'a str) -> HandlerFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { self.give_up(&delivery, reason).await })
    }
}

fn sent(provider: Option<&str>, reference: Option<String>) -> Verdict {
    let provider = provider.map(str::to_owned);
    Verdict { state: State::Sent, news: News::Sent, provider, reference, outcome: Outcome::Done }
}

fn refused(provider: Option<&str>, reason: &str) -> Verdict {
    let (provider, outcome) = (provider.map(str::to_owned), Outcome::Bury(reason.to_owned()));
    Verdict { state: State::Refused, news: News::Failed, provider, reference: None, outcome }
}

const fn is_code(notice: &Notice) -> bool {
    matches!(notice.body, NoticeBody::Code { .. } | NoticeBody::Call(_))
}

/// Whether it is a call that will not be made.
fn is_call_lost(delivery: &Delivery, news: News) -> bool {
    delivery.kind == Kind::NoticeVoice && news == News::Failed
}

/// Whether a notice in doubt is not tried again by itself: a code by phone, or a call. Of all others a second one is the lesser evil.
const fn goes_once(notice: &Notice) -> bool {
    is_code(notice) && !matches!(notice.channel, Channel::Email)
}

/// Nobody knows, and it is not tried again by itself: the person can ask for another code, or its provider reports.
fn ambiguous(reason: &str) -> Verdict {
    tracing::warn!(reason, "notice.ambiguous");
    let (state, news) = (State::Ambiguous, News::Delayed);
    Verdict { state, news, provider: None, reference: None, outcome: Outcome::Done }
}

const fn channel_of(kind: Kind) -> Option<Channel> {
    match kind {
        Kind::NoticeEmail => Some(Channel::Email),
        Kind::NoticeSms => Some(Channel::Sms),
        Kind::NoticeVoice => Some(Channel::Voice),
        Kind::DeliveryChanged | Kind::CallChanged => None,
    }
}

const fn binding(delivery: &Delivery, channel: Channel) -> NoticeBinding {
    NoticeBinding { id: delivery.id, tenant: delivery.tenant, channel, expires_at: delivery.expires_at }
}

#[cfg(test)]
mod tests;
