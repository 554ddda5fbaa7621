//! The work on one notice: open, claim, render, carry, tell.

mod carrying;
mod claiming;
mod handing;
mod pause;
mod tries;

use std::sync::Arc;
use std::time::Duration;

use rekey_bus::{Bus, Delivery, Ended, Handler, HandlerFuture, Kind, Outcome};
use rekey_domain::call::CallEnd;
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{Channel, MessageId, Timestamp};
use rekey_runtime::config::NotifierConfig;
use rekey_runtime::{Entropy, metrics, trace};
use rekey_store::calls::{self, Heard};
use rekey_store::deliveries::{self, Attempt, Claim, LeftBehind, State, Turn};
use rekey_store::{Store, StoreError, Tx};
use rekey_wire::event::{CallNews, EventSigner};
use rekey_wire::http::host_of;
use rekey_wire::keys::SpokenCodeKeys;
use rekey_wire::notice::{Destination, Notice, NoticeBinding, NoticeBody, NoticeOpener};
use tokio::time::Instant;

use crate::Parts;
use crate::budgets::{Budgets, Held};
use crate::carrier::Carriers;
use crate::circuits::Circuits;
use crate::render::{self, Rendered};
use carrying::Slugs;
use claiming::Rows;
use tries::Tries;

/// After a database that did not answer.
const STORE_RETRY: Duration = Duration::from_secs(2);
/// How an attempt ended is tried to be written down for so long: within what a handler has after the longest attempt.
const CONCLUDED_FOR: Duration = Duration::from_secs(10);
/// Between two tries.
const CONCLUDE_PAUSE: Duration = Duration::from_millis(500);
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
    circuits: Circuits,
    slugs: Slugs,
    rows: Rows,
    budgets: Arc<Budgets>,
    host: String,
    entropy: Entropy,
}

/// What is to be written after an attempt.
struct Verdict {
    /// What the attempt was.
    turn: Turn,
    state: State,
    news: News,
    /// Who was called; none where nobody but the one who was named with the claim.
    provider: Option<String>,
    /// The provider's name for the message.
    reference: Option<String>,
    outcome: Outcome,
}

/// A delivery that is ours, and since when.
#[derive(Debug, Clone, Copy)]
struct Claimed {
    claim: Claim,
    /// The store's time of the claim.
    at: Timestamp,
    /// No later than that, by the process's own clock.
    began: Instant,
}

impl Claimed {
    /// The store's time by now, or a little later: what ends meanwhile is not sent.
    fn now(&self) -> Timestamp {
        self.at.plus(self.began.elapsed())
    }
}

impl Work {
    pub(crate) fn new(parts: Parts) -> Self {
        let host = host_of(&parts.public_url).to_owned();
        let budgets = Arc::new(Budgets::new(&parts));
        let circuits = Circuits::new(
            &parts.carriers.routing.circuit,
            parts.config.concurrency,
            parts.carriers.routed(),
            parts.clock,
        );
        Self {
            budgets,
            store: parts.store,
            bus: parts.bus,
            opener: parts.keys.notice_opener(),
            signer: parts.keys.event_signer(),
            spoken_codes: parts.keys.spoken_codes(),
            config: parts.config,
            carriers: parts.carriers,
            circuits,
            slugs: Slugs::default(),
            rows: Rows::default(),
            host,
            entropy: parts.entropy,
        }
    }

    pub(crate) const fn budgets(&self) -> &Arc<Budgets> {
        &self.budgets
    }

    async fn work(&self, delivery: &Delivery) -> Result<Outcome, StoreError> {
        let Some(channel) = channel_of(delivery.kind) else { return Ok(Outcome::Bury("not a notice".into())) };
        let Ok(notice) = self.opener.open(&delivery.payload, &binding(delivery, channel)) else {
            return Ok(Outcome::Bury("does not open".into()));
        };
        let tries = self.tries(&notice).await?;
        let began = Instant::now();
        let (attempt, at) = self.claim(&notice, tries.called(&self.config)).await?;
        let claim = match attempt {
            Attempt::Go(claim) => claim,
            Attempt::LeftBehind(claim) if !goes_once(&notice) => claim,
            Attempt::LeftBehind(Claim { fence, .. }) => {
                return self.conclude(delivery, fence, ambiguous("left behind by a crash")).await;
            }
            Attempt::Busy { until } => return Ok(Outcome::Retry(until.since(at).max(Duration::from_secs(1)))),
            Attempt::Over => return Ok(Outcome::Done),
            Attempt::Unknown => return Ok(Outcome::Bury("has no delivery".into())),
        };
        let verdict = self.carry_and_hold(&notice, tries, Claimed { claim, at, began }).await;
        self.conclude(delivery, claim.fence, verdict).await
    }

    /// Renews the delivery's claim while the provider takes its time; stops where it was lost.
    async fn carry_and_hold(&self, notice: &Notice, tries: Tries<'_>, claimed: Claimed) -> Verdict {
        tokio::select! {
            verdict = self.carry(notice, tries, claimed) => verdict,
            () = self.hold(notice.id, claimed.claim.fence) => ambiguous("the claim was lost"),
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
    async fn carry(&self, notice: &Notice, tries: Tries<'_>, claimed: Claimed) -> Verdict {
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
        if let Some(held) = self.budgets.charge(notice, claimed.claim.fence, claimed.now()).await {
            return held_up(held);
        }
        self.carry_by(notice, &rendered, tries, claimed).await
    }

    /// Writes the outcome and the news of it at once.
    async fn conclude(&self, delivery: &Delivery, fence: i64, verdict: Verdict) -> Result<Outcome, StoreError> {
        let Verdict { turn, state, news, provider, reference, outcome } = verdict;
        let (message, tenant, trace) = (delivery.id, delivery.tenant, trace::current().or(delivery.trace.clone()));
        let ended = Ended { message, tenant, trace, fence, turn, state, provider, reference, news };
        // Nobody else knows what the provider said.
        let writing = async {
            loop {
                match self.write_end(delivery, &ended).await {
                    Ok(held) => return held,
                    Err(error) => {
                        tracing::warn!(error = %error, message.id = %delivery.id, "notifier.end_not_written");
                        tokio::time::sleep(CONCLUDE_PAUSE).await;
                    }
                }
            }
        };
        let too_long = |_| StoreError::Unavailable("the end of an attempt was not written in time".into());
        let held = tokio::time::timeout(CONCLUDED_FOR, writing).await.map_err(too_long)?;
        self.bus.wake(Kind::DeliveryChanged);
        // Whoever holds the claim says what becomes of it, or the provider's report did.
        Ok(if held { outcome } else { Outcome::Retry(STORE_RETRY) })
    }

    async fn write_end(&self, delivery: &Delivery, ended: &Ended) -> Result<bool, StoreError> {
        if !is_call_lost(delivery, ended.news) {
            return self.end(ended).await;
        }
        let mut tx = self.store.begin().await?;
        let held = deliveries::finish(&mut tx, delivery.id, ended.fence, ended.ending()).await?;
        if held {
            self.tell(&mut tx, delivery, ended.news).await?;
        }
        tx.commit().await?;
        Ok(held)
    }

    /// Tells what became of a delivery; of a call that will not be made also that it is over.
    async fn tell(&self, tx: &mut Tx, delivery: &Delivery, news: News) -> Result<(), StoreError> {
        self.bus.tell(tx, &self.signer, (delivery.into(), news), self.entropy).await?;
        if is_call_lost(delivery, news) && calls::take(tx, delivery.id, Heard::Ended(CallEnd::Failed)).await? {
            let ended = CallNews::Ended(CallEnd::Failed);
            self.bus.tell_call(tx, &self.signer, (delivery.into(), ended), self.entropy).await?;
        }
        Ok(())
    }

    /// Writes that it came too late, and tells.
    async fn expire(&self, delivery: &Delivery) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        // Claiming what has expired marks it so.
        match deliveries::begin(&mut tx, delivery.id, Duration::from_secs(1), (None, LeftBehind::Stays)).await? {
            Attempt::LeftBehind(Claim { fence, .. }) => {
                deliveries::finish(&mut tx, delivery.id, fence, State::Ambiguous.into()).await?;
            }
            // Somebody died over it a moment ago, or the time is another one than the bus's: what becomes of it is seen later.
            Attempt::Busy { .. } | Attempt::Go(_) => return Err(StoreError::Conflict),
            Attempt::Over | Attempt::Unknown => {}
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
        if let Some(state) = deliveries::give_up(&mut tx, delivery.id, reason).await? {
            // What was under way may arrive, but for a call: nobody listens to one that was given up.
            let is_lost = state == State::Refused || delivery.kind == Kind::NoticeVoice;
            self.tell(&mut tx, delivery, if is_lost { News::Failed } else { News::Delayed }).await?;
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
    let turn = Turn::Tried;
    Verdict { turn, state: State::Sent, news: News::Sent, provider, reference, outcome: Outcome::Done }
}

fn refused(provider: Option<&str>, reason: &str) -> Verdict {
    let (provider, outcome) = (provider.map(str::to_owned), Outcome::Bury(reason.to_owned()));
    let turn = Turn::Tried;
    Verdict { turn, state: State::Refused, news: News::Failed, provider, reference: None, outcome }
}

/// Its end came before anybody was called.
fn too_late(notice: &Notice) -> Verdict {
    metrics::send_ended(notice.channel.as_str(), NO_PROVIDER, "expired");
    let (turn, state, news) = (Turn::Waited, State::Expired, News::Failed);
    Verdict { turn, state, news, provider: None, reference: None, outcome: Outcome::Done }
}

/// A budget has no room for it: a code is not sent, without a letter to the operator for each; an owner is told later.
fn held_up(held: Held) -> Verdict {
    let (state, news, outcome) = match held {
        Held::Refused => (State::Refused, News::Failed, Outcome::Done),
        Held::Until(wait) => (State::Due, News::Delayed, Outcome::Retry(wait)),
    };
    Verdict { turn: Turn::Waited, state, news, provider: None, reference: None, outcome }
}

pub(crate) const fn is_code(notice: &Notice) -> bool {
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
    let (turn, state, news) = (Turn::Tried, State::Ambiguous, News::Delayed);
    Verdict { turn, state, news, provider: None, reference: None, outcome: Outcome::Done }
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
