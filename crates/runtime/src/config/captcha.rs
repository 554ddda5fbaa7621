//! The captcha's section: how much work it is, and from when on a network needs more.

use rekey_wire::captcha::CaptchaLevel;
use serde::Deserialize;

use super::Window;
use crate::network::Networks;

/// Levels above the base one.
const RAISES: usize = CaptchaLevel::ALL.len() - 1;

/// The captcha.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CaptchaConfig {
    /// Largest number that can be the answer at the base level. 50,000 is about half a second on a phone.
    pub max_number: u64,
    /// From issue to expiry.
    pub lifetime_seconds: u64,
    /// A network that began this part of what `limits.starts_per_network` lets it needs captchas of twice the work; with the second
    /// part, of four times the work. In percent; 100 for never.
    pub raise_at_percent: [u32; RAISES],
    /// Networks in which a captcha of the base level is always enough: addresses or CIDR blocks.
    #[serde(deserialize_with = "networks")]
    pub own_networks: Networks,
}

impl Default for CaptchaConfig {
    fn default() -> Self {
        Self {
            max_number: 50_000,
            lifetime_seconds: 20 * 60,
            raise_at_percent: [20, 50],
            own_networks: Networks::default(),
        }
    }
}

/// What a network may begin, by how hard its captchas are.
#[derive(Debug, Clone)]
pub struct NetworkLadder([Vec<Window>; CaptchaLevel::ALL.len()]);

impl NetworkLadder {
    /// The windows that a start with a captcha of this level has to find room in. With the highest it is the limit itself.
    pub fn windows(&self, level: CaptchaLevel) -> &[Window] {
        &self.0[usize::from(level.number())]
    }
}

impl CaptchaConfig {
    /// What a network may begin that is held to this limit.
    pub fn ladder(&self, limit: &[Window]) -> NetworkLadder {
        let part = |window: &Window, percent: u32| {
            let max = u64::from(window.max).saturating_mul(u64::from(percent)) / 100;
            Window { max: u32::try_from(max).unwrap_or(u32::MAX).max(1), ..*window }
        };
        let below = |percent: u32| limit.iter().map(|window| part(window, percent)).collect();
        let [raised, highest] = self.raise_at_percent;
        NetworkLadder([below(raised), below(highest), limit.to_vec()])
    }

    pub(super) fn check(&self) -> Result<(), &'static str> {
        if !(100..=10_000_000).contains(&self.max_number) {
            return Err("captcha.max_number must be between 100 and 10000000");
        }
        let [raised, highest] = self.raise_at_percent;
        if !(1..=100).contains(&raised) || !(raised..=100).contains(&highest) {
            return Err("captcha.raise_at_percent must be two numbers of 1 to 100, the second not below the first");
        }
        Ok(())
    }
}

fn networks<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Networks, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let wrong = |text| serde::de::Error::custom(format!("`{text}` is no address and no CIDR block"));
    Networks::parse(&texts).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LimitsConfig;

    fn maxes(config: &CaptchaConfig, limit: &[Window], level: CaptchaLevel) -> Vec<(u32, u32)> {
        config.ladder(limit).windows(level).iter().map(|window| (window.max, window.seconds)).collect()
    }

    #[test]
    fn each_level_lets_a_larger_part_of_the_limit_through_and_the_highest_all_of_it() {
        let (config, limit) = (CaptchaConfig::default(), LimitsConfig::default().starts_per_network);
        assert_eq!(maxes(&config, &limit, CaptchaLevel::Base), [(30, 600), (120, 3600)]);
        assert_eq!(maxes(&config, &limit, CaptchaLevel::Raised), [(75, 600), (300, 3600)]);
        assert_eq!(maxes(&config, &limit, CaptchaLevel::Highest), [(150, 600), (600, 3600)]);
    }

    #[test]
    fn a_part_is_rounded_down_but_never_to_nothing() {
        let limit =
            [Window { max: 9, seconds: 60 }, Window { max: 1, seconds: 60 }, Window { max: u32::MAX, seconds: 1 }];
        let config = CaptchaConfig { raise_at_percent: [34, 100], ..CaptchaConfig::default() };
        let part = u32::try_from(u64::from(u32::MAX) * 34 / 100).expect("a part");
        assert_eq!(maxes(&config, &limit, CaptchaLevel::Base), [(3, 60), (1, 60), (part, 1)]);
        assert_eq!(maxes(&config, &limit, CaptchaLevel::Raised), [(9, 60), (1, 60), (u32::MAX, 1)]);
    }

    #[test]
    fn parts_grow_and_lie_between_nothing_and_all() {
        let with = |raise_at_percent| CaptchaConfig { raise_at_percent, ..CaptchaConfig::default() }.check().is_ok();
        for (sound, percents) in [
            (true, [20, 50]),
            (true, [1, 1]),
            (true, [100, 100]),
            (false, [0, 50]),
            (false, [50, 49]),
            (false, [20, 101]),
        ] {
            assert_eq!(with(percents), sound, "{percents:?}");
        }
    }
}
