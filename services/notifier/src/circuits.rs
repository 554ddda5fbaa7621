//! Circuits: providers that fail are left alone for a while, each for each channel, as this process sees it.
//!
//! One that is slow, from its first slow answer on, never has all that this process has at a time for its channel: what more there
//! is waits, or goes to the next, so that it holds up nobody else's there.
//!
//! What one process knows of a provider's health is no state that matters: docs/decisions/0020-circuits-are-per-process.md.

mod circuit;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rekey_domain::Channel;
use rekey_runtime::config::{CircuitConfig, ConcurrencyConfig};
use rekey_runtime::{Clock, metrics};

pub(crate) use circuit::Health;
use circuit::{Asked, Beside, Change, Circuit, Leave};

/// A provider that has a message for so long is slow: well above what one takes, well below what people wait for.
const SLOW: Duration = Duration::from_secs(2);
/// For so long after that.
const STAYS_SLOW: Duration = Duration::from_secs(60);
/// When one that has as much as it may have at a time is asked again.
const FULL_WAIT: Duration = Duration::from_secs(1);

/// A provider on a channel.
struct Entry {
    provider: String,
    channel: Channel,
    circuit: Mutex<Circuit>,
    hands: Mutex<Hands>,
    /// How many messages it may have at most when it is slow; none where it is the only one of its channel.
    share: Option<usize>,
}

/// What a provider has now.
#[derive(Default)]
struct Hands {
    /// When each of the messages was handed over.
    since: Vec<Instant>,
    slow_until: Option<Instant>,
}

impl Hands {
    fn give_back(&mut self, at: Instant) {
        if let Some(place) = self.since.iter().position(|since| *since == at) {
            self.since.swap_remove(place);
        }
    }

    fn hear(&mut self, at: Instant, now: Instant) {
        if now.saturating_duration_since(at) >= SLOW {
            self.slow_until = now.checked_add(STAYS_SLOW);
        }
    }

    fn are_slow(&self, now: Instant) -> bool {
        let has_long = self.since.iter().any(|since| now.saturating_duration_since(*since) >= SLOW);
        has_long || self.slow_until.is_some_and(|until| now < until)
    }
}

/// Every circuit of this process.
pub(crate) struct Circuits {
    entries: Vec<Entry>,
    clock: Clock,
}

impl Circuits {
    /// One for each of these, closed.
    pub(crate) fn new(
        config: &CircuitConfig,
        concurrency: ConcurrencyConfig,
        routed: Vec<(String, Channel)>,
        clock: Clock,
    ) -> Self {
        let share = |channel| {
            let others = routed.iter().filter(|(_, other)| *other == channel).count().checked_sub(1)?;
            let share = usize::from(at_a_time(concurrency, channel)).saturating_sub(others).max(1);
            (others > 0).then_some(share)
        };
        let shares: Vec<_> = routed.iter().map(|(_, channel)| share(*channel)).collect();
        let entry = |((provider, channel), share): ((String, Channel), Option<usize>)| {
            metrics::provider_circuit(&provider, channel.as_str(), 0);
            let beside = if share.is_some() { Beside::Others } else { Beside::Nobody };
            let circuit = Mutex::new(Circuit::new(config, beside));
            Entry { provider, channel, circuit, hands: Mutex::default(), share }
        };
        Self { entries: routed.into_iter().zip(shares).map(entry).collect(), clock }
    }

    /// Leave to call a provider, or for how long there is none. Who is not routed is always called.
    pub(crate) fn ask(&self, provider: &str, channel: Channel) -> Result<Pass<'_>, Duration> {
        let found = self.entries.iter().find(|entry| entry.channel == channel && entry.provider == provider);
        let Some(entry) = found else { return Ok(Pass(None)) };
        let now = self.clock.ticks();
        if entry.is_slow_and_full(now) {
            tracing::debug!(provider.id = provider, channel = channel.as_str(), "provider.full");
            return Err(FULL_WAIT);
        }
        let asked = {
            let mut circuit = entry.lock();
            let asked = circuit.ask(now);
            entry.show(&circuit);
            asked
        };
        match asked {
            Asked::Go(leave) => {
                if leave == Leave::Probe {
                    tracing::info!(provider.id = entry.provider, channel = entry.channel.as_str(), "circuit.tried");
                }
                entry.hands().since.push(now);
                Ok(Pass(Some(Given { circuits: self, entry, leave, at: now })))
            }
            Asked::Wait(wait) => Err(wait),
        }
    }
}

/// How many messages of a channel this process has in work.
const fn at_a_time(concurrency: ConcurrencyConfig, channel: Channel) -> u16 {
    match channel {
        Channel::Email => concurrency.email,
        Channel::Sms => concurrency.sms,
        Channel::Voice => concurrency.voice,
    }
}

impl Entry {
    /// Whether it is slow and has its share.
    fn is_slow_and_full(&self, now: Instant) -> bool {
        let hands = self.hands();
        self.share.is_some_and(|share| hands.since.len() >= share) && hands.are_slow(now)
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Circuit> {
        self.circuit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, circuit: &Circuit) {
        metrics::provider_circuit(&self.provider, self.channel.as_str(), circuit.level());
    }
}

/// Leave to call a provider once. Where it is given back unused, nothing is known.
pub(crate) struct Pass<'a>(Option<Given<'a>>);

/// By whom, for whom, and since when.
struct Given<'a> {
    circuits: &'a Circuits,
    entry: &'a Entry,
    leave: Leave,
    at: Instant,
}

impl Pass<'_> {
    /// It is called now: what came before, such as budgets, was not its time.
    pub(crate) fn begin(&mut self) {
        if let Some(given) = &mut self.0 {
            let (now, mut hands) = (given.circuits.clock.ticks(), given.entry.hands());
            hands.give_back(given.at);
            hands.since.push(now);
            given.at = now;
        }
    }

    /// How the provider did.
    pub(crate) fn end(mut self, health: Health) {
        self.say(health);
    }

    fn say(&mut self, health: Health) {
        let Some(Given { circuits, entry, leave, at }) = self.0.take() else { return };
        let now = circuits.clock.ticks();
        let mut hands = entry.hands();
        hands.give_back(at);
        if health != Health::Unknown {
            hands.hear(at, now);
        }
        drop(hands);
        let change = {
            let mut circuit = entry.lock();
            let change = circuit.hear(leave, health, now);
            entry.show(&circuit);
            change
        };
        let (provider, channel) = (entry.provider.as_str(), entry.channel.as_str());
        match change {
            Some(Change::Opened(pause)) => {
                tracing::warn!(provider.id = provider, channel, pause_seconds = pause.as_secs(), "circuit.opened");
            }
            Some(Change::Closed) => tracing::info!(provider.id = provider, channel, "circuit.closed"),
            None => {}
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.say(Health::Unknown);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    /// Two providers of text messages, of which a process has four at a time, and one of calls; and what moves the clock.
    fn circuits() -> (Circuits, Arc<AtomicI64>) {
        let offset = Arc::new(AtomicI64::new(0));
        let concurrency = ConcurrencyConfig { sms: 4, ..ConcurrencyConfig::default() };
        let routed = [("slow", Channel::Sms), ("quick", Channel::Sms), ("slow", Channel::Voice)];
        let routed = routed.map(|(provider, channel)| (provider.to_owned(), channel)).into();
        let clock = Clock::shifted(offset.clone());
        (Circuits::new(&CircuitConfig::default(), concurrency, routed, clock), offset)
    }

    fn wait(offset: &AtomicI64, duration: Duration) {
        offset.fetch_add(i64::try_from(duration.as_micros()).expect("short"), Ordering::Relaxed);
    }

    #[test]
    fn who_is_quick_may_have_everything() {
        let (circuits, offset) = circuits();
        let first: Vec<_> = (0..4).map(|_| circuits.ask("slow", Channel::Sms).expect("leave")).collect();
        wait(&offset, SLOW - Duration::from_millis(500));
        assert!(circuits.ask("slow", Channel::Sms).is_ok(), "not slow yet");
        drop(first);
    }

    #[test]
    fn who_is_slow_leaves_a_place_to_each_other_one_of_its_channel() {
        let (circuits, offset) = circuits();
        let mut given: Vec<_> = (0..3).map(|_| circuits.ask("slow", Channel::Sms).expect("leave")).collect();
        wait(&offset, SLOW);
        assert_eq!(circuits.ask("slow", Channel::Sms).err(), Some(FULL_WAIT));
        assert!(circuits.ask("quick", Channel::Sms).is_ok());
        given.pop().expect("one of three").end(Health::Answered);
        given.push(circuits.ask("slow", Channel::Sms).expect("leave: one of three came back"));
        drop(given);
        // What was given anew is quick, and it is slow all the same.
        let again: Vec<_> = (0..3).map(|_| circuits.ask("slow", Channel::Sms).expect("leave")).collect();
        assert_eq!(circuits.ask("slow", Channel::Sms).err(), Some(FULL_WAIT));
        drop(again);
        wait(&offset, STAYS_SLOW);
        let forgiven: Vec<_> = (0..4).map(|_| circuits.ask("slow", Channel::Sms).expect("leave")).collect();
        drop(forgiven);
    }

    #[test]
    fn who_is_alone_on_a_channel_holds_up_nobody() {
        let (circuits, offset) = circuits();
        let given: Vec<_> = (0..8).map(|_| circuits.ask("slow", Channel::Voice).expect("leave")).collect();
        wait(&offset, SLOW);
        assert!(circuits.ask("slow", Channel::Voice).is_ok());
        drop(given);
    }

    #[test]
    fn what_came_before_the_call_is_not_the_providers_time() {
        let (circuits, offset) = circuits();
        let mut given = circuits.ask("slow", Channel::Sms).expect("leave");
        wait(&offset, SLOW);
        given.begin();
        given.end(Health::Answered);
        // Nor is that of what was never called.
        drop(circuits.ask("slow", Channel::Sms));
        let unused = circuits.ask("slow", Channel::Sms);
        wait(&offset, SLOW);
        drop(unused);
        let all: Vec<_> = (0..4).map(|_| circuits.ask("slow", Channel::Sms).expect("it is not slow")).collect();
        drop(all);
    }
}
