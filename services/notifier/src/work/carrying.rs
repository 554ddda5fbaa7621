//! Handing a notice to one provider after the other, until one has it, or may have it.
//!
//! Each is named in the delivery before it is called. Whoever dies between two leaves a delivery that was `attempting`: a code
//! by phone is in doubt then, though nobody has it, and is not sent twice.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rekey_bus::Outcome;
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{TenantId, Timestamp};
use rekey_store::deliveries::{self, Called, Claim, State, Turn};
use rekey_store::{StoreError, tenants};
use rekey_wire::notice::Notice;
use tracing::Instrument as _;

use super::handing::Handing;
use super::tries::{Tries, Vain};
use super::{Claimed, Verdict, Work, ambiguous, goes_once, is_code, pause, refused, sent, too_late};
use crate::carrier::Carrier;
use crate::channel::{Accepted, SendError};
use crate::circuits::Health;
use crate::render::Rendered;

/// For a provider to take a message over; the claim is renewed meanwhile.
const CARRY_DEADLINE: Duration = Duration::from_secs(45);
/// Organisations whose names are kept; more are a sign that most of them are not used.
const SLUGS_MOST: usize = 1000;

/// Names of organisations in settings files. They never change.
#[derive(Default)]
pub(super) struct Slugs(Mutex<HashMap<TenantId, String>>);

impl Slugs {
    fn get(&self, tenant: TenantId) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&tenant).cloned()
    }

    fn put(&self, tenant: TenantId, slug: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= SLUGS_MOST {
            known.clear();
        }
        known.insert(tenant, slug.to_owned());
    }
}

impl Work {
    /// Who is asked with a notice. Whose it is matters only where an organisation has orders of its own.
    pub(super) async fn tries(&self, notice: &Notice) -> Result<Tries<'_>, StoreError> {
        let is_asked = !self.carriers.routing.tenants.is_empty();
        let slug = if is_asked { self.slug(notice.tenant).await? } else { None };
        let route = self.carriers.route(notice.channel, slug.as_deref(), &notice.to);
        Ok(Tries::new(route, &self.circuits, notice.channel))
    }

    async fn slug(&self, tenant: TenantId) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.slugs.get(tenant) {
            return Ok(Some(known));
        }
        let found = tenants::slug_of(&mut self.store.read_single().await?, tenant).await?;
        if let Some(slug) = &found {
            self.slugs.put(tenant, slug);
        }
        Ok(found)
    }

    /// Asks one after the other. What one may have, nobody else gets now.
    pub(super) async fn carry_by(
        &self,
        notice: &Notice,
        rendered: &Rendered,
        mut tries: Tries<'_>,
        claimed: Claimed,
    ) -> Verdict {
        // Budgets and whatever came before took their time.
        if claimed.now() >= notice.expires_at {
            return too_late(notice);
        }
        while let Some(next) = tries.take() {
            let carrier = next.carrier;
            let carried = self.hand_over(notice, rendered, carrier, claimed.now()).await;
            next.pass.end(health(&carried));
            match carried {
                Ok(accepted) => return sent(Some(carrier.name()), accepted.reference),
                Err(SendError::Ambiguous(reason)) if goes_once(notice) => return ambiguous(&reason),
                Err(SendError::Ambiguous(reason)) => {
                    return self.again(notice, claimed, Turn::Doubted, (&reason, None));
                }
                Err(error) => tries.failed(carrier, error),
            }
            if !self.hand_on(notice, claimed, &mut tries).await {
                return ambiguous("the claim was lost");
            }
        }
        let provider = tries.last().map(|(provider, _)| provider);
        match tries.vain() {
            Vain::Refused(reason) => refused(provider, &reason),
            Vain::Later { turn, reason, asked } => self.again(notice, claimed, turn, (&reason, asked)),
        }
    }

    /// Hands a notice to a provider.
    async fn hand_over(
        &self,
        notice: &Notice,
        rendered: &Rendered,
        carrier: &Carrier,
        now: Timestamp,
    ) -> Result<Accepted, SendError> {
        let handing = Handing::begin(notice, carrier);
        let carried = carrier.carry(notice, rendered, now, &self.host).instrument(handing.span());
        let carried = match tokio::time::timeout(CARRY_DEADLINE, carried).await {
            Ok(carried) => carried,
            Err(_) => Err(SendError::Ambiguous("the provider did not answer in time".into())),
        };
        handing.end(&carried, now);
        carried
    }

    /// Names who is next in the delivery, if anybody is and the message is still of use. False where the claim was lost.
    async fn hand_on(&self, notice: &Notice, claimed: Claimed, tries: &mut Tries<'_>) -> bool {
        let Some(next) = tries.called(&self.config) else { return true };
        if claimed.now() >= notice.expires_at {
            tries.stop();
            return true;
        }
        if let Some((provider, reason)) = tries.last() {
            let (channel, to) = (notice.channel.as_str(), next.provider);
            tracing::warn!(message.id = %notice.id, channel, provider.id = provider, to, reason, "notice.handed_on");
        }
        self.name(notice, claimed.claim, next).await.unwrap_or_else(|error| {
            // Nobody has it, and nobody else is called who is not named.
            tracing::warn!(error = %error, "notifier.store_failed");
            tries.stop();
            true
        })
    }

    async fn name(&self, notice: &Notice, claim: Claim, next: Called<'_>) -> Result<bool, StoreError> {
        let lease = Duration::from_secs(self.config.lease_seconds);
        let mut tx = self.store.begin_single().await?;
        let held = deliveries::hand_on(&mut tx, (notice.id, claim.fence), lease, next).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// Another attempt where one is left.
    fn again(
        &self,
        notice: &Notice,
        claimed: Claimed,
        turn: Turn,
        (reason, asked): (&str, Option<Duration>),
    ) -> Verdict {
        let claim = claimed.claim;
        let (channel, is_code) = (notice.channel, is_code(notice));
        // Where nobody was called it was no attempt.
        let attempt = if turn == Turn::Waited { claim.attempt.saturating_sub(1) } else { claim.attempt };
        tracing::warn!(message.id = %notice.id, channel = channel.as_str(), attempt, reason, "notice.not_sent");
        let vain = pause::InVain { channel, is_code, attempt, turn, asked, expires_at: notice.expires_at };
        match pause::next(vain, &self.config, claimed.now(), self.entropy) {
            Ok(wait) => {
                let (state, news, outcome) = (State::Due, News::Delayed, Outcome::Retry(wait));
                Verdict { turn, state, news, provider: None, reference: None, outcome }
            }
            // It may arrive.
            Err(reason) if turn == Turn::Doubted => ambiguous(reason),
            Err(reason) => refused(None, reason),
        }
    }
}

/// What an answer says of the provider. One that refuses a message is there.
const fn health(carried: &Result<Accepted, SendError>) -> Health {
    match carried {
        Ok(_) | Err(SendError::Refused(_)) => Health::Answered,
        Err(SendError::Retry(_) | SendError::RetryAfter(..)) => Health::Failed,
        Err(SendError::Ambiguous(_)) => Health::Doubted,
    }
}

#[cfg(test)]
mod tests;
