//! Budgets: what goes by phone is charged after it was claimed and before its provider is asked.
//!
//! A code or call: first the money, of this process's block or of a new one ([`purses`]); then, in a transaction, prefix and
//! country with their breakers, and the delivery. Where there is no room the money goes back and the code is not sent: the
//! person sees that and may choose another way. What was charged by an attempt that came to nothing goes on, whatever was
//! spent meanwhile. What owners are told is held up by nothing but its own reserve of money, and by that for an
//! hour at most; after an attempt in doubt the next one is charged anew.

mod purses;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use rekey_domain::Timestamp;
use rekey_runtime::config::{BudgetsConfig, PricesConfig};
use rekey_runtime::{CancellationToken, Entropy, Task, metrics};
use rekey_store::paid_sends::{self, Breaking, Charge, Charged, PaidSend, Standing, UsualHours};
use rekey_store::{Store, StoreError, Tx, deliveries};
use rekey_wire::contact::PhoneArea;
use rekey_wire::keys::Keys;
use rekey_wire::notice::{Destination, Notice};

use crate::Parts;
use crate::work::is_code;
use purses::{Budget, Paid, Purses};

/// After a database that did not answer.
const STORE_RETRY: Duration = Duration::from_secs(2);
/// What owners are told goes so long before it would be of no use, whatever is left of the reserve.
const LAST_CALL: Duration = Duration::from_secs(30 * 60);
/// Between two looks for money that lies idle.
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// Until somebody who came too late sees what has taken the message's place, or who has its delivery.
const TOO_LATE: Duration = Duration::from_secs(1);
/// So that not everything that waits for the same hour comes in its first second.
const SPREAD_MAX: Duration = Duration::from_secs(120);

/// Why a notice does not go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It does not go at all.
    Refused,
    /// It comes again after so long.
    Until(Duration),
}

/// What messages by phone are charged to.
pub(crate) struct Budgets {
    store: Store,
    keys: Keys,
    limits: BudgetsConfig,
    prices: PricesConfig,
    purses: Purses,
    usual: UsualHours,
    entropy: Entropy,
}

/// A message with what it costs and which money pays for it.
struct Bill<'a> {
    notice: &'a Notice,
    /// Proves that the delivery is ours.
    fence: i64,
    /// Where a code or call goes; none for what owners are told.
    area: Option<PhoneArea>,
    micros: u64,
    budget: Budget,
}

/// Gives back what lies idle, and what is left when the process ends.
pub(crate) fn task(budgets: Arc<Budgets>) -> Task {
    metrics::budgets_begin();
    Task::new("notifier.money", move |token: CancellationToken| async move {
        while !token.is_cancelled() {
            tokio::select! {
                () = token.cancelled() => {}
                () = tokio::time::sleep(TIDY_EVERY) => {
                    if let Err(error) = budgets.tidy().await {
                        tracing::warn!(error = %error, "budget.not_given_back");
                    }
                }
            }
        }
        if let Err(error) = budgets.purses.close(&budgets.store).await {
            tracing::warn!(error = %error, "budget.not_given_back");
        }
    })
}

impl Budgets {
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            store: parts.store.clone(),
            keys: parts.keys.clone(),
            limits: parts.budgets.clone(),
            prices: parts.prices.clone(),
            purses: Purses::new(parts.budgets.clone()),
            usual: UsualHours::default(),
            entropy: parts.entropy,
        }
    }

    /// Gives back money that lies idle.
    async fn tidy(&self) -> Result<(), StoreError> {
        let now = self.store.time().await?;
        self.purses.tidy(&self.store, now).await
    }

    /// Charges a notice that is about to be sent, by who holds its delivery. `None`: it goes.
    pub(crate) async fn charge(&self, notice: &Notice, fence: i64, now: Timestamp) -> Option<Held> {
        let bill = self.bill(notice, fence)?;
        match self.pay(&bill, now).await {
            Ok(held) => held,
            Err(error) => {
                tracing::warn!(error = %error, "budget.store_failed");
                Some(Held::Until(STORE_RETRY))
            }
        }
    }

    /// What a notice costs; none where it costs nothing.
    fn bill<'a>(&self, notice: &'a Notice, fence: i64) -> Option<Bill<'a>> {
        let Destination::Phone(number) = &notice.to else { return None };
        let micros = self.prices.of(notice.channel)?.of(number);
        let is_code = is_code(notice);
        let area = is_code.then(|| PhoneArea::of(&self.keys.contacts(), number));
        let budget = if is_code { Budget::Codes(notice.tenant) } else { Budget::Reserve };
        Some(Bill { notice, fence, area, micros, budget })
    }

    async fn pay(&self, bill: &Bill<'_>, now: Timestamp) -> Result<Option<Held>, StoreError> {
        if let Paid::No { limit, opens_at } = self.purses.pay(&self.store, bill.budget, bill.micros, now).await? {
            let standing =
                paid_sends::standing(&mut self.store.read_single().await?, bill.notice.id, bill.fence).await?;
            let created_at = match standing {
                Some(Standing { is_held: true, is_charged: true, .. }) => return Ok(None),
                Some(Standing { is_held: true, is_charged: false, created_at }) => created_at,
                _ => return Ok(Some(Held::Until(TOO_LATE))),
            };
            if bill.area.is_some() {
                return self.refuse(bill, limit, opens_at).await;
            }
            if let Some(wait) = self.wait(bill, (created_at, opens_at), now) {
                metrics::send_held(limit);
                tracing::info!(message.id = %bill.notice.id, scope = limit, "limit.refused");
                return Ok(Some(Held::Until(wait)));
            }
            self.purses.overdraw(&self.store, bill.budget, bill.micros).await?;
        }
        let Charged { charge, breaking, conversion } = self.write(bill, now).await?;
        for Breaking { scope, shut_until } in breaking {
            metrics::breaker_changed(scope, if shut_until.is_some() { "shut" } else { "open" });
            tracing::warn!(tenant.id = %bill.notice.tenant, scope, is_shut = shut_until.is_some(), "conversion.breaker");
        }
        if let Some(told) = conversion {
            metrics::conversion(&told.country, told.sent, told.proven);
        }
        match charge {
            Charge::Made | Charge::Before => Ok(None),
            Charge::Lost | Charge::Superseded => Ok(Some(Held::Until(TOO_LATE))),
            Charge::Refused { scope, opens_at } => self.refuse(bill, scope.as_str(), opens_at).await,
        }
    }

    /// Charges the delivery. The money goes back where that certainly did not come about, or had before: where the answer of a
    /// commit is lost the charge may stand, and the money stays counted.
    async fn write(&self, bill: &Bill<'_>, now: Timestamp) -> Result<Charged, StoreError> {
        let put_back = || self.purses.put_back(bill.budget, bill.micros, now);
        let (tx, charged) = self.try_to_write(bill).await.inspect_err(|_| put_back())?;
        if charged.charge != Charge::Made {
            put_back();
        }
        tx.commit().await?;
        Ok(charged)
    }

    async fn try_to_write(&self, bill: &Bill<'_>) -> Result<(Tx, Charged), StoreError> {
        let mut tx = self.store.begin().await?;
        let Bill { notice, fence, area, micros, .. } = bill;
        let send =
            PaidSend { message: notice.id, fence: *fence, tenant: notice.tenant, micros: *micros, area: area.as_ref() };
        let charged = paid_sends::charge(&mut tx, &send, &self.limits, &self.usual).await?;
        Ok((tx, charged))
    }

    /// A code is not sent, and its delivery says why.
    async fn refuse(
        &self,
        bill: &Bill<'_>,
        limit: &'static str,
        opens_at: Timestamp,
    ) -> Result<Option<Held>, StoreError> {
        metrics::send_held(limit);
        let tenant = bill.notice.tenant;
        tracing::info!(message.id = %bill.notice.id, tenant.id = %tenant, scope = limit, opens_at_micros = opens_at.micros(), "limit.refused");
        let mut tx = self.store.begin_single().await?;
        deliveries::note_reason(&mut tx, (bill.notice.id, bill.fence), &format!("budget: {limit}")).await?;
        tx.commit().await?;
        Ok(Some(Held::Refused))
    }

    /// How long what an owner is told waits for money; none where it has waited as long as it may, or would be too late then.
    fn wait(
        &self,
        bill: &Bill<'_>,
        (created_at, opens_at): (Timestamp, Timestamp),
        now: Timestamp,
    ) -> Option<Duration> {
        let [drawn] = self.entropy.bytes();
        let spread = opens_at.plus(SPREAD_MAX * u32::from(drawn) / u32::from(u8::MAX));
        let until = created_at.plus(Duration::from_secs(self.limits.reserve_wait_seconds.into()));
        let again = spread.min(until);
        let may_wait = now < until && again.plus(LAST_CALL) < bill.notice.expires_at;
        may_wait.then(|| again.since(now).max(Duration::from_secs(1)))
    }
}
