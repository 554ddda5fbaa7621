//! What a message by phone costs, by the first digits of the number: what budgets of money are counted in.

use std::collections::BTreeMap;

use rekey_domain::Channel;
use rekey_domain::budget::PriceList;
use serde::Deserialize;

use super::BudgetsConfig;

/// Digits of a prefix: of a calling code and what tells the dear numbers behind it from the others.
const PREFIX_MAX_DIGITS: usize = 9;
/// Most that one message costs, in millionths.
const PRICE_MAX_MICROS: u64 = 100_000_000;

/// Prices, in millionths of the operator's currency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PricesConfig {
    /// Of a text message whose number begins with none of `sms_by_prefix_micros`.
    pub sms_micros: u64,
    /// Of a call whose number begins with none of `voice_by_prefix_micros`. A call ends within a minute.
    pub voice_micros: u64,
    /// Of text messages, by the first digits of the number, without `+`: the longest that fits.
    pub sms_by_prefix_micros: BTreeMap<String, u64>,
    /// Of calls.
    pub voice_by_prefix_micros: BTreeMap<String, u64>,
}

impl Default for PricesConfig {
    fn default() -> Self {
        // Above what most countries cost: an operator who sets nothing is stopped too early, not too late.
        Self {
            sms_micros: 100_000,
            voice_micros: 200_000,
            sms_by_prefix_micros: BTreeMap::new(),
            voice_by_prefix_micros: BTreeMap::new(),
        }
    }
}

impl PricesConfig {
    /// The prices of a channel; none where messages cost nothing.
    pub fn of(&self, channel: Channel) -> Option<PriceList> {
        let (default_micros, by_prefix) = match channel {
            Channel::Email => return None,
            Channel::Sms => (self.sms_micros, &self.sms_by_prefix_micros),
            Channel::Voice => (self.voice_micros, &self.voice_by_prefix_micros),
        };
        Some(PriceList { default_micros, by_prefix: by_prefix.clone() })
    }

    /// Whether each message can be paid for at all: texts with a code and calls from the caps of codes, and what owners are told
    /// from the reserve.
    pub(super) fn check_caps(&self, budgets: &BudgetsConfig) -> Result<(), String> {
        let caps = [
            ("money_per_hour_micros", budgets.money_per_hour_micros),
            ("money_per_day_micros", budgets.money_per_day_micros),
            ("money_per_tenant_hour_micros", budgets.money_per_tenant_hour_micros),
            ("money_per_tenant_day_micros", budgets.money_per_tenant_day_micros),
            ("reserve_per_hour_micros", budgets.reserve_per_hour_micros),
            ("reserve_per_day_micros", budgets.reserve_per_day_micros),
        ];
        let texts = self.sms_by_prefix_micros.values().map(|micros| ("sms_by_prefix_micros", *micros));
        let calls = self.voice_by_prefix_micros.values().map(|micros| ("voice_by_prefix_micros", *micros));
        let all = [("sms_micros", self.sms_micros), ("voice_micros", self.voice_micros)];
        for (price, micros) in all.into_iter().chain(texts).chain(calls) {
            // Nobody is called to be told something.
            let pays = |cap: &&(&str, u64)| !(price.starts_with("voice") && cap.0.starts_with("reserve"));
            if let Some((cap, most)) = caps.iter().filter(pays).find(|(_, most)| micros > *most) {
                return Err(format!("prices.{price} of {micros} is more than limits.budgets.{cap}, which is {most}"));
            }
        }
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let sound = 1..=PRICE_MAX_MICROS;
        for (name, micros) in [("sms_micros", self.sms_micros), ("voice_micros", self.voice_micros)] {
            if !sound.contains(&micros) {
                return Err(format!("prices.{name} must be 1 to {PRICE_MAX_MICROS}"));
            }
        }
        for (name, by_prefix) in [
            ("sms_by_prefix_micros", &self.sms_by_prefix_micros),
            ("voice_by_prefix_micros", &self.voice_by_prefix_micros),
        ] {
            for (prefix, micros) in by_prefix {
                let is_prefix = (1..=PREFIX_MAX_DIGITS).contains(&prefix.len())
                    && prefix.bytes().all(|byte| byte.is_ascii_digit())
                    && !prefix.starts_with('0');
                if !is_prefix || !sound.contains(micros) {
                    return Err(format!(
                        "prices.{name} names first digits of numbers without +, at most {PREFIX_MAX_DIGITS}, \
                         each with a price of 1 to {PRICE_MAX_MICROS}"
                    ));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::PhoneNumber;

    #[test]
    fn prices_are_of_a_channel_and_mail_costs_nothing() {
        let prices = PricesConfig { sms_by_prefix_micros: [("1".to_owned(), 8_000)].into(), ..PricesConfig::default() };
        prices.check().expect("sound");
        let number = PhoneNumber::from_e164("+14255550167").expect("a number");
        assert_eq!(prices.of(Channel::Sms).map(|list| list.of(&number)), Some(8_000));
        assert_eq!(prices.of(Channel::Voice).map(|list| list.of(&number)), Some(200_000));
        assert_eq!(prices.of(Channel::Email), None);
    }

    #[test]
    fn a_price_that_no_cap_can_pay_is_refused_by_its_key() {
        let prices =
            PricesConfig { voice_by_prefix_micros: [("882".to_owned(), 900_000)].into(), ..PricesConfig::default() };
        let sound = BudgetsConfig { reserve_per_hour_micros: 100_000, ..BudgetsConfig::default() };
        assert_eq!(prices.check_caps(&sound), Ok(()));
        let dear = BudgetsConfig { money_per_tenant_hour_micros: 899_999, ..BudgetsConfig::default() };
        let said = prices.check_caps(&dear).expect_err("no room");
        assert!(
            said.contains("prices.voice_by_prefix_micros")
                && said.contains("limits.budgets.money_per_tenant_hour_micros")
        );
        let poor = BudgetsConfig { reserve_per_day_micros: 99_999, ..BudgetsConfig::default() };
        let said = prices.check_caps(&poor).expect_err("no room");
        assert!(said.contains("prices.sms_micros") && said.contains("limits.budgets.reserve_per_day_micros"), "{said}");
    }

    #[test]
    fn a_price_of_nothing_and_what_is_no_prefix_are_refused() {
        let with = |prefix: &str, micros| PricesConfig {
            voice_by_prefix_micros: [(prefix.to_owned(), micros)].into(),
            ..PricesConfig::default()
        };
        assert!(with("447", 1).check().is_ok());
        for (prefix, micros) in [("+44", 1), ("", 1), ("044", 1), ("4470000000", 1), ("44", 0), ("44", 100_000_001)] {
            assert!(with(prefix, micros).check().is_err(), "{prefix} {micros}");
        }
        assert!(PricesConfig { sms_micros: 0, ..PricesConfig::default() }.check().is_err());
    }
}
