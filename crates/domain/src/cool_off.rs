//! From when on a new or changed method proves something in a reset.

use std::time::Duration;

use crate::Timestamp;

/// How long a new or changed method waits before it proves something in a reset (DESIGN.md 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoolOff {
    /// Of people.
    pub person: Duration,
    /// Of administrators.
    pub administrator: Duration,
}

/// Who adds or changes a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adding {
    /// Whether the account could reset already when the sign-in began.
    pub was_capable: bool,
    /// Whether it is an administrator's.
    pub is_administrator: bool,
    /// When the password was typed.
    pub signed_in_at: Timestamp,
}

/// For so long a sign-in is the one in which everything is registered for the first time (DESIGN.md 7).
const FIRST_REGISTRATION: Duration = Duration::from_secs(60 * 60);

impl CoolOff {
    /// From when on a method that is added or changed now proves something: at once in the sign-in of a first
    /// registration.
    pub fn usable_from(&self, adding: Adding, now: Timestamp) -> Timestamp {
        let is_first = !adding.was_capable && now <= adding.signed_in_at.plus(FIRST_REGISTRATION);
        match (is_first, adding.is_administrator) {
            (true, _) => now,
            (false, false) => now.plus(self.person),
            (false, true) => now.plus(self.administrator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_micros(0);

    #[test]
    fn a_method_waits_where_the_account_could_reset_before_and_at_a_first_registration_does_not() {
        let hour = Duration::from_secs(3600);
        let cool_off = CoolOff { person: 24 * hour, administrator: 72 * hour };
        let person = Adding { was_capable: false, is_administrator: false, signed_in_at: START };
        let waits = |adding: Adding, now: Timestamp| cool_off.usable_from(adding, now).since(now);
        let later = START.plus(hour);
        assert_eq!(waits(person, START), Duration::ZERO);
        assert_eq!(waits(person, later), Duration::ZERO, "the sixtieth minute belongs to the first registration");
        assert_eq!(waits(person, later.plus(Duration::from_micros(1))), 24 * hour);
        assert_eq!(waits(Adding { was_capable: true, ..person }, START), 24 * hour);
        let administrator = Adding { is_administrator: true, ..person };
        assert_eq!(waits(administrator, later), Duration::ZERO);
        assert_eq!(waits(Adding { was_capable: true, ..administrator }, START), 72 * hour);
        let none = CoolOff { person: Duration::ZERO, administrator: Duration::ZERO };
        assert_eq!(none.usable_from(Adding { was_capable: true, ..person }, START), START);
    }
}
