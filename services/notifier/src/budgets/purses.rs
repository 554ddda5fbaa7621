//! Money that this process took and has not spent yet: a block for each organisation and one for the reserve.
//!
//! The first block of an hour is the price of one message, each further one twice the one before, up to the block of the config:
//! who sends little sits on little. A block dies with the hour in which it was taken; what is left of it goes back to its day
//! with the next block, or after a while. What lies idle goes back to its hour and day. What a crash leaves stays counted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rekey_domain::{TenantId, Timestamp};
use rekey_runtime::config::BudgetsConfig;
use rekey_runtime::metrics;
use rekey_store::money::{self, Block, Cap, Period, Purse, Taking, Wanted};
use rekey_store::{Store, StoreError};

/// What nobody paid from for so long is given back.
const IDLE: Duration = Duration::from_secs(5 * 60);

/// Which money pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Budget {
    /// For codes and calls of an organisation.
    Codes(TenantId),
    /// For what owners are told.
    Reserve,
}

/// Whether it was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paid {
    Yes,
    No {
        /// Which budget is spent, as metrics name it.
        limit: &'static str,
        /// When there is money again.
        opens_at: Timestamp,
    },
}

/// What is left of a block.
#[derive(Debug, Clone, Copy)]
struct Rest {
    micros: u64,
    /// When it was taken.
    at: Timestamp,
    /// How much the last one was, in millionths; nothing where none was taken.
    block_micros: u64,
    /// When something was last paid from it, or put back.
    used_at: Timestamp,
}

impl Rest {
    fn is_alive(&self, now: Timestamp) -> bool {
        Period::Hour.began(self.at) >= Period::Hour.began(now)
    }

    fn is_idle(&self, now: Timestamp) -> bool {
        !self.is_alive(now) || self.used_at.plus(IDLE) <= now
    }
}

/// Every block of this process.
pub(super) struct Purses {
    limits: BudgetsConfig,
    rests: Mutex<HashMap<Budget, Rest>>,
    is_closing: AtomicBool,
}

impl Purses {
    pub(super) fn new(limits: BudgetsConfig) -> Self {
        Self { limits, rests: Mutex::default(), is_closing: AtomicBool::new(false) }
    }

    /// Pays from the block, or from a new one.
    pub(super) async fn pay(
        &self,
        store: &Store,
        budget: Budget,
        micros: u64,
        now: Timestamp,
    ) -> Result<Paid, StoreError> {
        let dead = match self.spend(budget, micros, now) {
            Ok(()) => return Ok(Paid::Yes),
            Err(dead) => dead,
        };
        let caps = self.caps(budget);
        let mut tx = store.begin().await?;
        if let Some(rest) = dead {
            money::give_back(&mut tx, &caps, rest.at, rest.micros).await?;
        }
        let taking = money::take(&mut tx, &caps, self.wanted(budget, micros)).await?;
        tx.commit().await?;
        match taking {
            Taking::Taken(block) => {
                tell_passed(&block.passed);
                self.keep(budget, &block, micros);
                Ok(Paid::Yes)
            }
            Taking::Refused { cap, opens_at } => {
                metrics::budget_crossed(name(cap), "end");
                tracing::warn!(budget = name(cap), "budget.spent");
                Ok(Paid::No { limit: limit(cap.purse), opens_at })
            }
        }
    }

    /// Pays beyond what there is.
    pub(super) async fn overdraw(&self, store: &Store, budget: Budget, micros: u64) -> Result<(), StoreError> {
        tracing::warn!("budget.overdrawn");
        let mut tx = store.begin().await?;
        money::overdraw(&mut tx, &self.caps(budget), micros).await?;
        tx.commit().await
    }

    /// Gives everything back; from now on no more is taken than is spent.
    pub(super) async fn close(&self, store: &Store) -> Result<(), StoreError> {
        self.is_closing.store(true, Ordering::Release);
        let rests = self.rests().drain().collect();
        self.give_back(store, rests).await
    }

    /// Gives back what lies idle.
    pub(super) async fn tidy(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let idle: Vec<(Budget, Rest)> = self.rests().extract_if(|_, rest| rest.is_idle(now)).collect();
        self.give_back(store, idle).await
    }

    /// Where the database does not answer, what was not given back stays counted.
    async fn give_back(&self, store: &Store, rests: Vec<(Budget, Rest)>) -> Result<(), StoreError> {
        for (budget, rest) in rests.into_iter().filter(|(_, rest)| rest.micros > 0) {
            let mut tx = store.begin().await?;
            money::give_back(&mut tx, &self.caps(budget), rest.at, rest.micros).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// From the block that is there; else what is left of one that is dead.
    fn spend(&self, budget: Budget, micros: u64, now: Timestamp) -> Result<(), Option<Rest>> {
        let mut rests = self.rests();
        match rests.get_mut(&budget) {
            Some(rest) if !rest.is_alive(now) => Err(rests.remove(&budget)),
            Some(rest) if rest.micros >= micros => {
                rest.micros -= micros;
                rest.used_at = now;
                Ok(())
            }
            _ => Err(None),
        }
    }

    /// What was taken or paid at that time and is not spent goes to the block that is there. Where that is of another hour, the
    /// newer one stays: money of the other one stays counted, which is never too little.
    pub(super) fn put_back(&self, budget: Budget, micros: u64, at: Timestamp) {
        self.add(budget, Rest { micros, at, block_micros: 0, used_at: at });
    }

    /// Keeps what is left of a new block after this was paid.
    fn keep(&self, budget: Budget, block: &Block, paid_micros: u64) {
        let Block { micros, at, .. } = *block;
        self.add(budget, Rest { micros: micros - paid_micros, at, block_micros: micros, used_at: at });
    }

    fn add(&self, budget: Budget, more: Rest) {
        let mut rests = self.rests();
        let Some(rest) = rests.get_mut(&budget) else {
            rests.insert(budget, more);
            return;
        };
        if Period::Hour.began(rest.at) == Period::Hour.began(more.at) {
            rest.micros += more.micros;
            rest.block_micros = rest.block_micros.max(more.block_micros);
            rest.used_at = rest.used_at.max(more.used_at);
        } else if rest.at < more.at {
            *rest = more;
        }
    }

    /// No lock is held across an answer of the database.
    fn rests(&self) -> MutexGuard<'_, HashMap<Budget, Rest>> {
        self.rests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wanted(&self, budget: Budget, micros: u64) -> Wanted {
        let before = self.rests().get(&budget).map_or(0, |rest| rest.block_micros);
        let most = if self.is_closing.load(Ordering::Acquire) { 0 } else { self.limits.money_block_micros };
        let block_micros = before.saturating_mul(2).min(most);
        Wanted { least_micros: micros, block_micros, alert_percent: self.limits.alert_percent }
    }

    /// The counters of a budget.
    pub(super) fn caps(&self, budget: Budget) -> Vec<Cap> {
        let limits = &self.limits;
        let cap = |purse, period, micros| Cap { purse, period, micros };
        match budget {
            Budget::Codes(tenant) => vec![
                cap(Purse::Tenant(tenant), Period::Hour, limits.money_per_tenant_hour_micros),
                cap(Purse::Tenant(tenant), Period::Day, limits.money_per_tenant_day_micros),
                cap(Purse::All, Period::Hour, limits.money_per_hour_micros),
                cap(Purse::All, Period::Day, limits.money_per_day_micros),
            ],
            Budget::Reserve => vec![
                cap(Purse::Reserve, Period::Hour, limits.reserve_per_hour_micros),
                cap(Purse::Reserve, Period::Day, limits.reserve_per_day_micros),
            ],
        }
    }
}

fn tell_passed(passed: &[Cap]) {
    for cap in passed {
        metrics::budget_crossed(name(*cap), "alert");
        let tenant = if let Purse::Tenant(tenant) = cap.purse { tenant.to_string() } else { String::new() };
        tracing::warn!(budget = name(*cap), tenant.id = tenant, "budget.alert");
    }
}

const fn limit(purse: Purse) -> &'static str {
    match purse {
        Purse::All => "money",
        Purse::Tenant(_) => "tenant_money",
        Purse::Reserve => "reserve",
    }
}

const fn name(cap: Cap) -> &'static str {
    match (cap.purse, cap.period) {
        (Purse::All, Period::Hour) => "all_hour",
        (Purse::All, Period::Day) => "all_day",
        (Purse::Tenant(_), Period::Hour) => "tenant_hour",
        (Purse::Tenant(_), Period::Day) => "tenant_day",
        (Purse::Reserve, Period::Hour) => "reserve_hour",
        (Purse::Reserve, Period::Day) => "reserve_day",
    }
}
