//! Every bound as a named key. Sources: SECURITY.md C unless another is named.

mod budgets;

use std::time::Duration;

use rekey_domain::limits::FlowLimits;
use serde::Deserialize;

pub use budgets::BudgetsConfig;

/// At most so many in so many seconds, sliding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// At most so many,
    pub max: u32,
    /// in so many seconds.
    pub seconds: u32,
}

impl Window {
    /// Its length.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.seconds as u64)
    }
}

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;
/// Longest cool-off: whoever lost everything else waits so long.
const COOL_OFF_MAX_SECONDS: u32 = 30 * DAY;

const fn window(max: u32, seconds: u32) -> Window {
    Window { max, seconds }
}

/// Bounds of sends, guesses, starts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Guesses at one code.
    pub guesses_per_code: u8,
    /// Guesses in one reset or set-up.
    pub guesses_per_flow: u8,
    /// Failed guesses of an account from unknown browsers, per `guess_window_seconds`.
    pub guesses_per_account: u32,
    /// Failed guesses of an account from one known device, per `guess_window_seconds`.
    pub guesses_per_device: u32,
    /// Known devices of an account.
    pub devices_per_account: u32,
    /// Length of the window of guesses.
    pub guess_window_seconds: u32,
    /// Wrong phone numbers typed for one account under explicit disclosure (DESIGN 8).
    pub wrong_numbers_per_account: Vec<Window>,
    /// Passwords refused before a reset ends.
    pub password_tries: u8,
    /// Codes for one option of a reset.
    pub sends_per_option: u8,
    /// Codes in one reset or set-up.
    pub sends_per_flow: u8,
    /// Wait before the second, third, ... code.
    pub resend_cooldowns_seconds: [u32; 4],
    /// The same for calls.
    pub call_cooldowns_seconds: [u32; 4],
    /// From the start of a reset to its end.
    pub reset_lifetime_seconds: u32,
    /// Without any command a reset ends.
    pub reset_idle_seconds: u32,
    /// To choose a password once verified.
    pub ready_lifetime_seconds: u32,
    /// From the start of a set-up to its end.
    pub setup_lifetime_seconds: u32,
    /// Resets begun for one account.
    pub starts_per_account: Vec<Window>,
    /// Resets begun from one network (an IPv4 address, or a /64 of IPv6). One office shares one address: see
    /// `docs/decisions/0003-network-limits.md`.
    pub starts_per_network: Vec<Window>,
    /// Messages to one account, over every channel.
    pub sends_per_account: Vec<Window>,
    /// Messages to one phone number or email address.
    pub sends_per_destination: Vec<Window>,
    /// Messages asked for from one network.
    pub sends_per_network: Vec<Window>,
    /// Failed sign-ins of one account from unknown browsers.
    pub sign_in_failures_per_account: Vec<Window>,
    /// Sign-ins from one network, failed or not.
    pub sign_ins_per_network: Vec<Window>,
    /// Guesses at the authenticator's code in one sign-in.
    pub guesses_per_sign_in: u8,
    /// From the password to the authenticator's code.
    pub half_sign_in_lifetime_seconds: u32,
    /// Unused for so long an administrator's sign-in is over (SP 800-63B-4 2.3.3).
    pub administrator_idle_seconds: u32,
    /// From the password of an administrator's sign-in to its end.
    pub administrator_lifetime_seconds: u32,
    /// A method that is new or changed proves something in a reset so much later, where the account could reset before
    /// (DESIGN 7); 0 for at once.
    pub cool_off_seconds: u32,
    /// The same for administrators.
    pub cool_off_administrator_seconds: u32,
    /// Methods of an account that can reset are changed within so long after the password was typed (DESIGN 10).
    pub fresh_sign_in_seconds: u32,
    /// Calls to one number, whoever asks for them.
    pub calls_per_destination: Vec<Window>,
    /// Calls of one account that were refused with 9: with so many there are no more (DESIGN 7).
    pub refused_calls_per_account: Vec<Window>,
    /// Sets of answers or recovery codes that one account makes: each costs many hashes.
    pub hashed_sets_per_account: Vec<Window>,
    /// Questions of one application whether a person is registered.
    pub status_checks_per_token: Vec<Window>,
    /// Help requests for one user ID.
    pub help_per_account: Vec<Window>,
    /// Help requests from one network.
    pub help_per_network: Vec<Window>,
    /// Messages by phone: where, and how much money.
    pub budgets: BudgetsConfig,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            guesses_per_code: 5,
            guesses_per_flow: 10,
            guesses_per_account: 10,
            guesses_per_device: 5,
            devices_per_account: 3,
            guess_window_seconds: DAY,
            wrong_numbers_per_account: vec![window(5, HOUR)],
            password_tries: 20,
            sends_per_option: 4,
            sends_per_flow: 8,
            resend_cooldowns_seconds: [30, 60, 120, 300],
            call_cooldowns_seconds: [10, 60, 120, 300],
            reset_lifetime_seconds: 20 * MINUTE,
            reset_idle_seconds: 15 * MINUTE,
            ready_lifetime_seconds: 5 * MINUTE,
            setup_lifetime_seconds: 30 * MINUTE,
            starts_per_account: vec![window(3, HOUR), window(6, DAY)],
            starts_per_network: vec![window(150, 10 * MINUTE), window(600, HOUR)],
            sends_per_account: vec![window(6, HOUR), window(15, DAY)],
            sends_per_destination: vec![window(3, 15 * MINUTE), window(5, HOUR), window(10, DAY)],
            sends_per_network: vec![window(300, 10 * MINUTE), window(1200, HOUR)],
            sign_in_failures_per_account: vec![window(10, 15 * MINUTE), window(50, DAY)],
            sign_ins_per_network: vec![window(60, MINUTE), window(1200, HOUR)],
            guesses_per_sign_in: 5,
            half_sign_in_lifetime_seconds: 10 * MINUTE,
            administrator_idle_seconds: 15 * MINUTE,
            administrator_lifetime_seconds: 12 * HOUR,
            cool_off_seconds: DAY,
            cool_off_administrator_seconds: 3 * DAY,
            fresh_sign_in_seconds: 10 * MINUTE,
            calls_per_destination: vec![window(2, HOUR), window(4, DAY)],
            refused_calls_per_account: vec![window(2, DAY)],
            hashed_sets_per_account: vec![window(10, HOUR), window(20, DAY)],
            status_checks_per_token: vec![window(120, MINUTE), window(20_000, DAY)],
            help_per_account: vec![window(2, HOUR), window(4, DAY)],
            help_per_network: vec![window(10, HOUR), window(30, DAY)],
            budgets: BudgetsConfig::default(),
        }
    }
}

impl LimitsConfig {
    /// The bounds of one reset or set-up, as the core takes them.
    pub fn flow(&self) -> FlowLimits {
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        FlowLimits {
            reset_lifetime: seconds(self.reset_lifetime_seconds),
            reset_idle: seconds(self.reset_idle_seconds),
            ready_lifetime: seconds(self.ready_lifetime_seconds),
            guesses_per_code: self.guesses_per_code,
            guesses_per_flow: self.guesses_per_flow,
            password_tries: self.password_tries,
            sends_per_option: self.sends_per_option,
            sends_per_flow: self.sends_per_flow,
            resend_cooldowns: self.resend_cooldowns_seconds.map(seconds),
            call_cooldowns: self.call_cooldowns_seconds.map(seconds),
            setup_lifetime: seconds(self.setup_lifetime_seconds),
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let counts = [
            ("guesses_per_code", u32::from(self.guesses_per_code), 10),
            ("guesses_per_flow", u32::from(self.guesses_per_flow), 50),
            ("guesses_per_account", self.guesses_per_account, 100),
            ("guesses_per_device", self.guesses_per_device, 100),
            ("devices_per_account", self.devices_per_account, 10),
            ("password_tries", u32::from(self.password_tries), 100),
            ("sends_per_option", u32::from(self.sends_per_option), 20),
            ("sends_per_flow", u32::from(self.sends_per_flow), 50),
            ("guesses_per_sign_in", u32::from(self.guesses_per_sign_in), 10),
        ];
        for (name, value, most) in counts {
            if value == 0 || value > most {
                return Err(format!("limits.{name} must be 1 to {most}"));
            }
        }
        // What is older than a day is swept, so a longer window would be a shorter one.
        if !(HOUR..=DAY).contains(&self.guess_window_seconds) {
            return Err(format!("limits.guess_window_seconds must be {HOUR} to {DAY}"));
        }
        let lifetimes = [
            ("reset_lifetime_seconds", self.reset_lifetime_seconds),
            ("reset_idle_seconds", self.reset_idle_seconds),
            ("ready_lifetime_seconds", self.ready_lifetime_seconds),
            ("setup_lifetime_seconds", self.setup_lifetime_seconds),
            ("administrator_idle_seconds", self.administrator_idle_seconds),
            ("administrator_lifetime_seconds", self.administrator_lifetime_seconds),
        ];
        for (name, seconds) in lifetimes {
            if !(MINUTE..=DAY).contains(&seconds) {
                return Err(format!("limits.{name} must be {MINUTE} to {DAY}"));
            }
        }
        if !(MINUTE..=10 * MINUTE).contains(&self.half_sign_in_lifetime_seconds) {
            return Err(format!("limits.half_sign_in_lifetime_seconds must be {MINUTE} to {}", 10 * MINUTE));
        }
        if !(MINUTE..=HOUR).contains(&self.fresh_sign_in_seconds) {
            return Err(format!("limits.fresh_sign_in_seconds must be {MINUTE} to {HOUR}"));
        }
        for (name, seconds) in [
            ("cool_off_seconds", self.cool_off_seconds),
            ("cool_off_administrator_seconds", self.cool_off_administrator_seconds),
        ] {
            if seconds > COOL_OFF_MAX_SECONDS {
                return Err(format!("limits.{name} must be 0 to {COOL_OFF_MAX_SECONDS}"));
            }
        }
        for (key, cooldowns) in [
            ("resend_cooldowns_seconds", self.resend_cooldowns_seconds),
            ("call_cooldowns_seconds", self.call_cooldowns_seconds),
        ] {
            if cooldowns.iter().any(|seconds| !(5..=HOUR).contains(seconds)) {
                return Err(format!("limits.{key} must be 5 to {HOUR} each"));
            }
        }
        let windows = [
            ("wrong_numbers_per_account", &self.wrong_numbers_per_account),
            ("starts_per_account", &self.starts_per_account),
            ("starts_per_network", &self.starts_per_network),
            ("sends_per_account", &self.sends_per_account),
            ("sends_per_destination", &self.sends_per_destination),
            ("sends_per_network", &self.sends_per_network),
            ("sign_in_failures_per_account", &self.sign_in_failures_per_account),
            ("sign_ins_per_network", &self.sign_ins_per_network),
            ("calls_per_destination", &self.calls_per_destination),
            ("refused_calls_per_account", &self.refused_calls_per_account),
            ("hashed_sets_per_account", &self.hashed_sets_per_account),
            ("status_checks_per_token", &self.status_checks_per_token),
            ("help_per_account", &self.help_per_account),
            ("help_per_network", &self.help_per_network),
        ];
        check_windows(windows)?;
        self.budgets.check()
    }
}

/// None is empty, none lets nothing through, and none is longer than what is kept.
fn check_windows<'a>(named: impl IntoIterator<Item = (&'a str, &'a Vec<Window>)>) -> Result<(), String> {
    for (name, windows) in named {
        let sound = |window: &Window| window.max > 0 && (1..=DAY).contains(&window.seconds);
        if windows.is_empty() || !windows.iter().all(sound) {
            return Err(format!("limits.{name} must be a list of {{max, seconds}}, max above 0, seconds 1 to {DAY}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_switch_a_limit_off_is_refused() {
        let with = |change: fn(&mut LimitsConfig)| {
            let mut limits = LimitsConfig::default();
            change(&mut limits);
            limits.check().is_ok()
        };
        assert!(with(|_| {}));
        assert!(with(|limits| limits.guess_window_seconds = HOUR));
        assert!(!with(|limits| limits.guess_window_seconds = HOUR - 1));
        assert!(!with(|limits| limits.guess_window_seconds = DAY + 1));
        assert!(!with(|limits| limits.reset_lifetime_seconds = MINUTE - 1));
        assert!(!with(|limits| limits.resend_cooldowns_seconds = [30, 60, 4, 300]));
        assert!(!with(|limits| limits.call_cooldowns_seconds = [4, 60, 120, 300]));
        assert!(!with(|limits| limits.starts_per_account = Vec::new()));
        assert!(!with(|limits| limits.guesses_per_sign_in = 0));
        assert!(!with(|limits| limits.half_sign_in_lifetime_seconds = 10 * MINUTE + 1));
        assert!(!with(|limits| limits.administrator_lifetime_seconds = DAY + 1));
        assert!(!with(|limits| limits.hashed_sets_per_account = Vec::new()));
        assert!(with(|limits| limits.cool_off_seconds = 0));
        assert!(with(|limits| limits.cool_off_administrator_seconds = 30 * DAY));
        assert!(!with(|limits| limits.cool_off_seconds = 30 * DAY + 1));
        assert!(!with(|limits| limits.cool_off_administrator_seconds = 30 * DAY + 1));
        assert!(with(|limits| limits.fresh_sign_in_seconds = HOUR));
        assert!(!with(|limits| limits.fresh_sign_in_seconds = HOUR + 1));
        assert!(!with(|limits| limits.fresh_sign_in_seconds = MINUTE - 1));
    }

    #[test]
    fn the_defaults_are_those_of_the_core() {
        assert_eq!(LimitsConfig::default().flow(), FlowLimits::default());
    }
}
