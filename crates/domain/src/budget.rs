//! What a message by phone costs, and how many may go where: pure arithmetic over counts that the store keeps.
//!
//! Money is counted in millionths of the operator's currency. Sources of the numbers are with their keys in the config.

pub mod conversion;

use std::collections::BTreeMap;

use crate::PhoneNumber;

/// Digits at the end of a number that its prefix leaves out (SECURITY.md C: number minus last 4 digits).
const SUBSCRIBER_DIGITS: usize = 4;

/// Parts of a hundred.
const WHOLE_PERCENT: u64 = 100;

/// The block of ten thousand that a number lies in: `+1425555` of `+14255550167`.
pub fn number_prefix(number: &PhoneNumber) -> &str {
    let e164 = number.e164();
    &e164[..e164.len().saturating_sub(SUBSCRIBER_DIGITS)]
}

/// What a message to a number costs: by the longest prefix that is known, or the same for all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceList {
    /// Where no prefix fits, in millionths.
    pub default_micros: u64,
    /// By the first digits of a number, without `+`, in millionths.
    pub by_prefix: BTreeMap<String, u64>,
}

impl PriceList {
    /// What one message to this number costs, in millionths.
    pub fn of(&self, number: &PhoneNumber) -> u64 {
        let digits = number.e164().trim_start_matches('+');
        let fitting = (1..=digits.len()).rev().filter_map(|end| self.by_prefix.get(&digits[..end]));
        fitting.into_iter().next().copied().unwrap_or(self.default_micros)
    }
}

/// A limit that grows with so many percent of the numbers that are registered.
pub fn grown(base: u32, percent: u32, registered: u64) -> u32 {
    let grown = u64::from(base).saturating_add(part(registered, percent));
    u32::try_from(grown).unwrap_or(u32::MAX)
}

/// So many percent, rounded down.
pub const fn part(whole: u64, percent: u32) -> u64 {
    (whole / WHOLE_PERCENT).saturating_mul(percent as u64)
        + (whole % WHOLE_PERCENT).saturating_mul(percent as u64) / WHOLE_PERCENT
}

/// Messages in an hour that a history of days speaks for: so many percent of the median, over all these days, of a day's busiest
/// hour. Days without messages count with nothing.
pub fn usual_hour(busiest_of_days: &[u32], days: usize, percent: u32) -> u32 {
    let mut counts: Vec<u32> = busiest_of_days.iter().copied().take(days).collect();
    counts.resize(days, 0);
    counts.sort_unstable();
    // The lower one of the two in the middle: a history that is half empty speaks for nothing.
    let median = counts.get(days.saturating_sub(1) / 2).copied().unwrap_or(0);
    u32::try_from(part(u64::from(median), percent)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::from_e164(text).expect("a number")
    }

    #[test]
    fn a_prefix_leaves_out_the_last_four_digits() {
        assert_eq!(number_prefix(&number("+14255550167")), "+1425555");
        assert_eq!(number_prefix(&number("+14255550100;ext=103")), "+1425555");
        assert_eq!(number_prefix(&number("+1234567")), "+123");
    }

    #[test]
    fn the_longest_prefix_has_the_price() {
        let by_prefix = [("1", 10), ("1876", 30), ("44", 20)].map(|(prefix, price)| (prefix.to_owned(), price));
        let prices = PriceList { default_micros: 99, by_prefix: by_prefix.into() };
        for (to, price) in [("+14255550167", 10), ("+18765550167", 30), ("+447700900123", 20), ("+4915112345678", 99)] {
            assert_eq!(prices.of(&number(to)), price, "{to}");
        }
    }

    #[test]
    fn a_limit_grows_with_what_is_registered() {
        assert_eq!((grown(5, 100, 0), grown(5, 100, 500), grown(5, 50, 501), grown(5, 0, 500)), (5, 505, 255, 5));
        assert_eq!(grown(5, 100, u64::MAX), u32::MAX);
    }

    #[test]
    fn parts_are_rounded_down_and_do_not_overflow() {
        assert_eq!((part(99, 80), part(5, 80), part(1, 99), part(199, 300)), (79, 4, 0, 597));
        assert_eq!(part(u64::MAX, 80), u64::MAX / 100 * 80 + u64::MAX % 100 * 80 / 100);
    }

    #[test]
    fn the_usual_hour_is_a_multiple_of_the_median_of_days() {
        assert_eq!(usual_hour(&[], 28, 300), 0);
        assert_eq!(usual_hour(&[40; 14], 28, 300), 0, "a history that is half empty");
        assert_eq!(usual_hour(&[40; 15], 28, 300), 120);
        let one_flood = [vec![4; 27], vec![9_000]].concat();
        assert_eq!(usual_hour(&one_flood, 28, 300), 12, "one day moves nothing");
        assert_eq!(usual_hour(&[1, 3, 2], 3, 100), 2);
    }
}
