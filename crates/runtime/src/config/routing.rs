//! Which providers carry what: for each channel an order, other orders for numbers and organisations, and when a provider
//! that fails is left alone.
//!
//! It is the operator's, who has the providers, their credentials and their bills. Without the section the one provider of a
//! channel carries it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::providers::{ProviderChannel, Providers};

/// Most digits of a number (E.164).
const PREFIX_MAX_DIGITS: usize = 15;

/// Which providers carry what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RoutingConfig {
    /// Text messages.
    pub sms: OrderConfig,
    /// Calls.
    pub voice: OrderConfig,
    /// What is other for an organisation, by its name in settings files.
    pub tenants: BTreeMap<String, TenantRoutingConfig>,
    /// When a provider that fails is left alone.
    pub circuit: CircuitConfig,
}

/// Whom to ask on a channel, the first one first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrderConfig {
    /// Providers by their ids.
    pub order: Vec<String>,
    /// Other orders for numbers that begin so: `+49`, `+4915`; the longest counts.
    pub prefixes: BTreeMap<String, Vec<String>>,
}

/// What is other for an organisation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantRoutingConfig {
    /// Text messages.
    pub sms: OrderConfig,
    /// Calls.
    pub voice: OrderConfig,
}

/// When a provider that fails is left alone. The numbers are ours: one message alone (six attempts) does not make a provider count as
/// failed, and whoever waits for a code (five minutes) sees it tried again before the code is of no use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CircuitConfig {
    /// Failures within the window after which a provider is not asked.
    pub failures: u32,
    /// How long a failure counts.
    pub window_seconds: u64,
    /// From then until one message tries it again.
    pub pause_seconds: u64,
    /// The longest such wait: it is doubled each time that the message fails, too.
    pub pause_max_seconds: u64,
}

impl Default for CircuitConfig {
    fn default() -> Self {
        Self { failures: 10, window_seconds: 60, pause_seconds: 15, pause_max_seconds: 120 }
    }
}

impl CircuitConfig {
    fn check(&self) -> Result<(), String> {
        let within = |key: &str, number: u64, least: u64, most: u64| {
            let is_sound = (least..=most).contains(&number);
            let wrong = || format!("routing.circuit.{key} must be between {least} and {most}");
            is_sound.then_some(()).ok_or_else(wrong)
        };
        within("failures", self.failures.into(), 1, 1000)?;
        within("window_seconds", self.window_seconds, 1, 3600)?;
        within("pause_seconds", self.pause_seconds, 1, 3600)?;
        within("pause_max_seconds", self.pause_max_seconds, self.pause_seconds, 3600)
    }
}

impl OrderConfig {
    /// What it says of a number.
    fn of(&self, number: &str) -> (Option<&[String]>, Option<&[String]>) {
        let matching = self.prefixes.iter().filter(|(prefix, _)| number.starts_with(prefix.as_str()));
        let longest = matching.max_by_key(|(prefix, _)| prefix.len()).map(|(_, order)| order.as_slice());
        (longest, Some(self.order.as_slice()).filter(|order| !order.is_empty()))
    }

    fn check(&self, path: &str, channel: ProviderChannel, providers: &Providers) -> Result<(), String> {
        check_order(&format!("{path}.order"), &self.order, (channel, providers))?;
        for (prefix, order) in &self.prefixes {
            let path = format!("{path}.prefixes.\"{prefix}\"");
            let is_prefix = prefix.strip_prefix('+').is_some_and(|digits| {
                (1..=PREFIX_MAX_DIGITS).contains(&digits.len())
                    && !digits.starts_with('0')
                    && digits.bytes().all(|byte| byte.is_ascii_digit())
            });
            if !is_prefix {
                return Err(format!("{path} must be + and the first digits of numbers, such as \"+49\""));
            }
            if order.is_empty() {
                return Err(format!("{path} names no provider: name one, or leave the prefix out"));
            }
            check_order(&path, order, (channel, providers))?;
        }
        Ok(())
    }
}

/// Every provider there is one, carries the channel, and comes once.
fn check_order(
    path: &str,
    order: &[String],
    (channel, providers): (ProviderChannel, &Providers),
) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in order {
        let Some(provider) = providers.get(id) else {
            return Err(format!("{path} names `{id}`, and there is no [providers.{id}]"));
        };
        if !provider.carries(channel) {
            let channel = channel.as_str();
            return Err(format!("{path} names `{id}`, which does not carry `{channel}`: see providers.{id}.channels"));
        }
        if !seen.insert(id) {
            return Err(format!("{path} names `{id}` twice"));
        }
    }
    Ok(())
}

impl TenantRoutingConfig {
    const fn channel(&self, channel: ProviderChannel) -> &OrderConfig {
        match channel {
            ProviderChannel::Sms => &self.sms,
            ProviderChannel::Voice => &self.voice,
        }
    }
}

impl RoutingConfig {
    /// The order of a channel for whom nothing else is said.
    const fn channel(&self, channel: ProviderChannel) -> &OrderConfig {
        match channel {
            ProviderChannel::Sms => &self.sms,
            ProviderChannel::Voice => &self.voice,
        }
    }

    /// Providers for a number of an organisation (by its name in settings files), the first one first. Of an organisation's own
    /// orders and the others the more particular counts, and the organisation's before the number's.
    pub fn order(&self, channel: ProviderChannel, tenant: Option<&str>, number: &str) -> &[String] {
        let own = tenant.and_then(|tenant| self.tenants.get(tenant)).map(|own| own.channel(channel));
        let (own_by_number, own_order) = own.map_or((None, None), |own| own.of(number));
        let (by_number, order) = self.channel(channel).of(number);
        own_by_number.or(own_order).or(by_number).or(order).unwrap_or_default()
    }

    /// Whether anything carries a channel for whom nothing else is said.
    pub const fn carries(&self, channel: ProviderChannel) -> bool {
        !self.channel(channel).order.is_empty()
    }

    /// Everybody who is named for a channel.
    pub fn named(&self, channel: ProviderChannel) -> BTreeSet<String> {
        let own = self.tenants.values().map(|own| own.channel(channel));
        let all = own.chain([self.channel(channel)]);
        all.flat_map(|orders| orders.prefixes.values().chain([&orders.order])).flatten().cloned().collect()
    }

    /// The first thing that cannot work, with its key.
    pub(super) fn check(&self, providers: &Providers) -> Result<(), String> {
        for channel in ProviderChannel::ALL {
            let name = channel.as_str();
            self.channel(channel).check(&format!("routing.{name}"), channel, providers)?;
            let carriers: Vec<&str> = carriers(providers, channel).collect();
            if carriers.len() > 1 && !self.carries(channel) {
                let (written, all) = (format!("{carriers:?}"), carriers.join(" and providers."));
                return Err(format!(
                    "providers.{all} carry `{name}`: say which comes first, such as [routing.{name}] order = {written}"
                ));
            }
        }
        for (tenant, own) in &self.tenants {
            own.sms.check(&format!("routing.tenants.{tenant}.sms"), ProviderChannel::Sms, providers)?;
            own.voice.check(&format!("routing.tenants.{tenant}.voice"), ProviderChannel::Voice, providers)?;
        }
        self.circuit.check()
    }

    /// The only provider of a channel carries it where nothing is said.
    pub(super) fn fill_in(&mut self, providers: &Providers) {
        for (channel, own) in [(ProviderChannel::Sms, &mut self.sms), (ProviderChannel::Voice, &mut self.voice)] {
            if own.order.is_empty() {
                own.order.extend(carriers(providers, channel).map(str::to_owned));
            }
        }
    }
}

fn carriers(providers: &Providers, channel: ProviderChannel) -> impl Iterator<Item = &str> {
    providers.iter().filter(move |(_, provider)| provider.carries(channel)).map(|(id, _)| id.as_str())
}

#[cfg(test)]
mod tests;
