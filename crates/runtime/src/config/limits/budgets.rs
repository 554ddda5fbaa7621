//! Budgets of messages by phone: how many go where, and how much money. Sources: SECURITY.md C unless another is named.

use std::time::Duration;

use rekey_domain::budget::conversion;
use serde::Deserialize;

use super::{DAY, HOUR, MINUTE, Window, window};

/// A whole unit of the operator's currency, in millionths.
const UNIT: u64 = 1_000_000;
/// Most money of a cap: what the databases count.
const MONEY_MAX_MICROS: u64 = 1_000_000_000 * UNIT;
/// Most that a limit grows by, in percent of what it grows with.
const GROWTH_MAX_PERCENT: u32 = 1_000;

/// What one message by phone is charged to, before a provider is asked. Codes and calls alone; what owners are told has a
/// reserve of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BudgetsConfig {
    /// Codes to one number prefix (the number without its last four digits), over all organisations.
    pub sends_per_prefix: Vec<Window>,
    /// Each such window has room for so many percent of the numbers besides that are registered in the prefix (DESIGN 7).
    pub prefix_growth_percent: u32,
    /// Codes of one organisation to one country in an hour, whatever its history.
    pub country_floor_per_hour: u32,
    /// So many percent of the median, over 28 days, of a day's busiest hour is the same for a country with a history.
    pub country_usual_percent: u32,
    /// A country's hour has room for so many percent of the organisation's registered numbers of the country at least: a new
    /// installation has no history (DESIGN 7, "on Monday").
    pub country_growth_percent: u32,
    /// Money of all organisations in an hour, in millionths.
    pub money_per_hour_micros: u64,
    /// Money of all organisations in a day, in millionths.
    pub money_per_day_micros: u64,
    /// Money of one organisation in an hour, in millionths.
    pub money_per_tenant_hour_micros: u64,
    /// Money of one organisation in a day, in millionths.
    pub money_per_tenant_day_micros: u64,
    /// Money that a process takes at a time, in millionths: near a cap it takes less.
    pub money_block_micros: u64,
    /// The reserve of what owners are told, in an hour, in millionths: codes cannot touch it.
    pub reserve_per_hour_micros: u64,
    /// The same in a day.
    pub reserve_per_day_micros: u64,
    /// What an owner is told waits no longer than so for money of the reserve; then it goes beyond it. Ours: an hour, which is
    /// when the reserve has money again where only its hour is spent.
    pub reserve_wait_seconds: u32,
    /// From so many percent of a cap on the log and a counter say so.
    pub alert_percent: u32,
    /// Codes are not sent where less than so many percent of the people who were sent some before typed one rightly,
    pub conversion_percent: u32,
    /// of at least so many people,
    pub conversion_sends: u32,
    /// within so long.
    pub conversion_window_seconds: u32,
    /// For a person to type a code; as long as a code by text message lives.
    pub conversion_patience_seconds: u32,
    /// None are sent for so long then.
    pub conversion_shut_seconds: u32,
    /// After that so many people are sent some, to see whether they come back.
    pub conversion_probes: u32,
}

impl Default for BudgetsConfig {
    fn default() -> Self {
        Self {
            sends_per_prefix: vec![window(5, 10 * MINUTE)],
            prefix_growth_percent: 100,
            country_floor_per_hour: 10,
            country_usual_percent: 300,
            country_growth_percent: 200,
            money_per_hour_micros: 200 * UNIT,
            money_per_day_micros: 1_000 * UNIT,
            money_per_tenant_hour_micros: 100 * UNIT,
            money_per_tenant_day_micros: 300 * UNIT,
            money_block_micros: UNIT,
            reserve_per_hour_micros: 100 * UNIT,
            reserve_per_day_micros: 300 * UNIT,
            reserve_wait_seconds: HOUR,
            alert_percent: 80,
            conversion_percent: 20,
            conversion_sends: 20,
            conversion_window_seconds: HOUR,
            conversion_patience_seconds: 5 * MINUTE,
            conversion_shut_seconds: 30 * MINUTE,
            conversion_probes: 5,
        }
    }
}

impl BudgetsConfig {
    /// The numbers of the breaker, as the core takes them.
    pub fn conversion(&self) -> conversion::Rules {
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        conversion::Rules {
            sends_min: self.conversion_sends,
            percent_min: self.conversion_percent,
            window: seconds(self.conversion_window_seconds),
            patience: seconds(self.conversion_patience_seconds),
            shut: seconds(self.conversion_shut_seconds),
            probes: self.conversion_probes,
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        super::check_windows([("budgets.sends_per_prefix", &self.sends_per_prefix)])?;
        for (name, value, range) in [
            ("prefix_growth_percent", self.prefix_growth_percent, 0..=GROWTH_MAX_PERCENT),
            ("country_growth_percent", self.country_growth_percent, 0..=GROWTH_MAX_PERCENT),
            ("country_usual_percent", self.country_usual_percent, 100..=GROWTH_MAX_PERCENT),
            ("country_floor_per_hour", self.country_floor_per_hour, 1..=10_000_000),
            ("reserve_wait_seconds", self.reserve_wait_seconds, 0..=DAY),
            ("alert_percent", self.alert_percent, 1..=100),
            ("conversion_percent", self.conversion_percent, 1..=90),
            // As many people as are looked at for one code that is sent: see `paid_sends`.
            ("conversion_sends", self.conversion_sends, 5..=200),
            ("conversion_window_seconds", self.conversion_window_seconds, 10 * MINUTE..=DAY),
            ("conversion_patience_seconds", self.conversion_patience_seconds, MINUTE..=HOUR),
            ("conversion_shut_seconds", self.conversion_shut_seconds, MINUTE..=DAY),
            ("conversion_probes", self.conversion_probes, 1..=100),
        ] {
            if !range.contains(&value) {
                return Err(format!("limits.budgets.{name} must be {} to {}", range.start(), range.end()));
            }
        }
        let caps = [
            ("money_per_hour_micros", self.money_per_hour_micros),
            ("money_per_day_micros", self.money_per_day_micros),
            ("money_per_tenant_hour_micros", self.money_per_tenant_hour_micros),
            ("money_per_tenant_day_micros", self.money_per_tenant_day_micros),
            ("money_block_micros", self.money_block_micros),
            ("reserve_per_hour_micros", self.reserve_per_hour_micros),
            ("reserve_per_day_micros", self.reserve_per_day_micros),
        ];
        for (name, micros) in caps {
            if !(1..=MONEY_MAX_MICROS).contains(&micros) {
                return Err(format!("limits.budgets.{name} must be 1 to {MONEY_MAX_MICROS}"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_switch_a_budget_off_is_refused() {
        let with = |change: fn(&mut BudgetsConfig)| {
            let mut budgets = BudgetsConfig::default();
            change(&mut budgets);
            budgets.check().is_ok()
        };
        assert!(with(|_| {}));
        assert!(!with(|budgets| budgets.sends_per_prefix = Vec::new()));
        assert!(!with(|budgets| budgets.sends_per_prefix = vec![Window { max: 5, seconds: 0 }]));
        assert!(!with(|budgets| budgets.sends_per_prefix = vec![Window { max: 0, seconds: 600 }]));
        assert!(!with(|budgets| budgets.country_floor_per_hour = 0));
        assert!(!with(|budgets| budgets.country_usual_percent = 99));
        assert!(!with(|budgets| budgets.money_per_hour_micros = 0));
        assert!(!with(|budgets| budgets.money_block_micros = 0));
        assert!(!with(|budgets| budgets.reserve_per_day_micros = 0));
        assert!(!with(|budgets| budgets.alert_percent = 101));
        assert!(!with(|budgets| budgets.conversion_percent = 0));
        assert!(!with(|budgets| budgets.conversion_sends = 201));
        assert!(!with(|budgets| budgets.conversion_window_seconds = 0));
        assert!(!with(|budgets| budgets.conversion_shut_seconds = DAY + 1));
        assert!(!with(|budgets| budgets.conversion_probes = 0));
        assert!(with(|budgets| budgets.prefix_growth_percent = 0));
    }
}
