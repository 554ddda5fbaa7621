//! The numbers that bound a reset and a registration, and the answer of a shared cap.
//!
//! Sources are in the defaults: SECURITY.md C unless another is named. Windows over many resets (starts, sends, guesses
//! of an account) are counted by the store; the core is told what is left.

use std::time::Duration;

use crate::{Channel, Timestamp};

/// Bounds of one reset or one method set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowLimits {
    /// From the start to the end of a reset, whatever happens in between.
    pub reset_lifetime: Duration,
    /// Without any command the reset ends; as long as an email code lives.
    pub reset_idle: Duration,
    /// Time to choose a password once all gates are passed.
    pub ready_lifetime: Duration,
    /// Guesses at one code (ASVS 6.6.3, Kratos).
    pub guesses_per_code: u8,
    /// Guesses in one reset or set-up, over all its codes.
    pub guesses_per_flow: u8,
    /// Passwords refused by the rules or the directory before the reset ends.
    pub password_tries: u8,
    /// Codes sent for one option of a reset, or in one set-up.
    pub sends_per_option: u8,
    /// Codes sent and other proofs asked for in one reset, over all its options.
    pub sends_per_flow: u8,
    /// Wait before the second, third, ... code for the same option; the last one repeats.
    pub resend_cooldowns: [Duration; 4],
    /// The same for calls: the first can be tried again soon (FEATURES.md B1).
    pub call_cooldowns: [Duration; 4],
    /// From the start of a method set-up to its end.
    pub setup_lifetime: Duration,
}

impl Default for FlowLimits {
    fn default() -> Self {
        Self {
            reset_lifetime: Duration::from_secs(20 * 60),
            reset_idle: Duration::from_secs(15 * 60),
            ready_lifetime: Duration::from_secs(5 * 60),
            guesses_per_code: 5,
            guesses_per_flow: 10,
            password_tries: 20,
            sends_per_option: 4,
            sends_per_flow: 8,
            resend_cooldowns: [30, 60, 120, 300].map(Duration::from_secs),
            call_cooldowns: [10, 60, 120, 300].map(Duration::from_secs),
            setup_lifetime: Duration::from_secs(30 * 60),
        }
    }
}

impl FlowLimits {
    /// How long to wait after the `sent`-th code or call (1 = first) before the next one for the same option.
    pub fn cooldown_after(&self, channel: Channel, sent: usize) -> Duration {
        let cooldowns = match channel {
            Channel::Voice => &self.call_cooldowns,
            Channel::Email | Channel::Sms => &self.resend_cooldowns,
        };
        cooldowns[sent.saturating_sub(1).min(cooldowns.len() - 1)]
    }
}

/// What the account's shared cap on guesses says, as counted by the store in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// At least one more guess may be judged.
    Open,
    /// The cap is spent until then.
    Spent {
        /// When the oldest charge leaves the window.
        opens_at: Timestamp,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cooldowns_grow_and_the_last_one_repeats() {
        let limits = FlowLimits::default();
        let seconds =
            |channel| -> Vec<u64> { (0..=6).map(|sent| limits.cooldown_after(channel, sent).as_secs()).collect() };
        assert_eq!(seconds(Channel::Sms), [30, 30, 60, 120, 300, 300, 300]);
        assert_eq!(seconds(Channel::Email), seconds(Channel::Sms));
        assert_eq!(seconds(Channel::Voice), [10, 10, 60, 120, 300, 300, 300]);
    }
}
