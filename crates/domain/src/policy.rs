//! What a tenant allows and requires.

use std::collections::BTreeSet;
use std::time::Duration;

use thiserror::Error;

use crate::contact::{Channel, Method, Slot};

/// Number of required proofs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gates {
    /// One proof.
    One,
    /// Two proofs, by different methods and different contacts.
    Two,
}

impl Gates {
    /// 1 or 2.
    pub const fn count(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// The number as gates.
    pub const fn from_count(count: u8) -> Option<Self> {
        match count {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => None,
        }
    }
}

/// What counts as different where two gates are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// Two methods, as the model product counts.
    Methods,
    /// Two classes of proof, as NIST SP 800-63B-4 4.2.2.2 counts.
    Classes,
}

/// A class of proof (NIST SP 800-63B-4 4.2): two codes that were sent are one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A code sent to an address.
    Issued,
    /// Something bound to the account: a verified phone, an authenticator app, a passkey.
    Bound,
    /// A recovery code that was kept.
    Saved,
    /// Something known.
    Knowledge,
}

impl Method {
    /// The class in which this method counts.
    pub const fn class(self) -> Class {
        match self {
            Self::Email => Class::Issued,
            Self::MobilePhone | Self::OfficePhone | Self::AuthenticatorApp | Self::Passkey => Class::Bound,
            Self::RecoveryCode => Class::Saved,
            Self::SecurityQuestions => Class::Knowledge,
        }
    }
}

/// What a stranger may learn (DESIGN 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disclosure {
    /// The plain truth, as the model product tells it.
    Explicit,
    /// Unknown, disabled and unregistered accounts answer like registered ones.
    Uniform,
}

/// For whom password reset is enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnabledFor {
    /// Nobody.
    Nobody,
    /// Members of these groups, by name.
    Groups(BTreeSet<String>),
    /// Everybody.
    Everybody,
}

/// Rules for passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Least number of code points.
    pub min_length_chars: u16,
    /// Largest number of code points.
    pub max_length_chars: u16,
    /// How many of lower case, upper case, digits and symbols are asked for; 0 for none.
    pub character_classes: u8,
    /// Words of the organisation that no password may lean on.
    pub banned_words: Vec<String>,
}

/// What a tenant allows and requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// For whom reset is enabled.
    pub enabled_for: EnabledFor,
    /// Methods that count.
    pub methods: BTreeSet<Method>,
    /// Whether codes go out by text message.
    pub sms: bool,
    /// Proofs required to reset.
    pub gates: Gates,
    /// What makes two proofs different.
    pub count: Count,
    /// What a stranger may learn.
    pub disclosure: Disclosure,
    /// Digits of a code, 6 to 8 (63B-4 3.1.3.2: at least 6).
    pub code_length: u8,
    /// Life of a code sent to a phone (63B-4 4.2.1.2: at most 10 minutes).
    pub phone_code_lifetime: Duration,
    /// Life of a code sent by email (63B-4 4.2.1.2: at most 24 hours).
    pub email_code_lifetime: Duration,
    /// ISO 3166 codes of countries whose numbers may be used; the first is the tenant's own.
    pub countries: Vec<String>,
    /// Whether owner notices also go to verified mobile numbers.
    pub notify_by_sms: bool,
    /// Rules for passwords.
    pub password: PasswordPolicy,
}

/// Why a policy cannot work. Shown to the administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// Nothing is allowed.
    #[error("no method is allowed: allow at least one")]
    NoMethod,
    /// Two gates cannot be passed with what is allowed.
    #[error("two gates are required, but the allowed methods make only one: allow another method, or require one gate")]
    TooFewForTwoGates,
    /// Outside 6 to 8.
    #[error("code_length must be 6, 7 or 8")]
    CodeLength,
    /// Longer than the standard allows, or shorter than a minute.
    #[error("a code must live for 1 to 10 minutes on a phone and 1 minute to 24 hours by email")]
    CodeLifetime,
    /// Below 8, above 1,024, or crossed.
    #[error("passwords: min_length must be 8 or more, max_length 64 to 1024, and min not above max")]
    PasswordLength,
    /// More than four.
    #[error("passwords: character_classes must be 0 to 4")]
    CharacterClasses,
    /// None.
    #[error("no country is allowed, but a phone method is: name at least one country")]
    NoCountry,
}

impl Policy {
    /// Profile `model`: as the model product behaves.
    pub fn model() -> Self {
        Self {
            gates: Gates::One,
            disclosure: Disclosure::Explicit,
            methods: BTreeSet::from([
                Method::Email,
                Method::MobilePhone,
                Method::OfficePhone,
                Method::SecurityQuestions,
            ]),
            password: PasswordPolicy {
                min_length_chars: 8,
                max_length_chars: 256,
                character_classes: 3,
                banned_words: Vec::new(),
            },
            ..Self::nist()
        }
    }

    /// Profile `nist`, the default of a new tenant.
    pub fn nist() -> Self {
        Self {
            enabled_for: EnabledFor::Everybody,
            methods: BTreeSet::from([
                Method::Email,
                Method::MobilePhone,
                Method::OfficePhone,
                Method::AuthenticatorApp,
                Method::Passkey,
                Method::RecoveryCode,
            ]),
            sms: true,
            gates: Gates::Two,
            count: Count::Methods,
            disclosure: Disclosure::Uniform,
            code_length: 6,
            phone_code_lifetime: Duration::from_secs(5 * 60),
            email_code_lifetime: Duration::from_secs(15 * 60),
            countries: vec!["US".into()],
            notify_by_sms: true,
            password: PasswordPolicy {
                min_length_chars: 15,
                max_length_chars: 128,
                character_classes: 0,
                banned_words: Vec::new(),
            },
        }
    }

    /// Checks that the policy can work.
    ///
    /// # Errors
    /// The first thing that cannot work.
    pub fn check(&self) -> Result<(), PolicyError> {
        if self.methods.is_empty() {
            return Err(PolicyError::NoMethod);
        }
        if self.gates == Gates::Two && self.distinct(self.methods.iter().copied()) < 2 {
            return Err(PolicyError::TooFewForTwoGates);
        }
        if !(6..=8).contains(&self.code_length) {
            return Err(PolicyError::CodeLength);
        }
        let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3600));
        let phone_is_sound = (minute..=10 * minute).contains(&self.phone_code_lifetime);
        let email_is_sound = (minute..=24 * hour).contains(&self.email_code_lifetime);
        if !phone_is_sound || !email_is_sound {
            return Err(PolicyError::CodeLifetime);
        }
        let password = &self.password;
        let lengths_are_sound = password.min_length_chars >= 8
            && (64..=1024).contains(&password.max_length_chars)
            && password.min_length_chars <= password.max_length_chars;
        if !lengths_are_sound {
            return Err(PolicyError::PasswordLength);
        }
        if password.character_classes > 4 {
            return Err(PolicyError::CharacterClasses);
        }
        let phones = [Method::MobilePhone, Method::OfficePhone];
        if self.countries.is_empty() && phones.iter().any(|method| self.methods.contains(method)) {
            return Err(PolicyError::NoCountry);
        }
        Ok(())
    }

    /// Whether this policy enables reset for a member of these groups.
    pub fn enables<'a>(&self, mut groups: impl Iterator<Item = &'a str>) -> bool {
        match &self.enabled_for {
            EnabledFor::Nobody => false,
            EnabledFor::Groups(names) => groups.any(|group| names.contains(group)),
            EnabledFor::Everybody => true,
        }
    }

    /// The channels by which a code may reach a contact in this slot now. Voice comes with the call methods.
    pub fn channels(&self, slot: Slot) -> Vec<Channel> {
        if !self.methods.contains(&slot.method()) {
            return Vec::new();
        }
        let allowed = |channel: &Channel| match channel {
            Channel::Email => true,
            Channel::Sms => self.sms,
            Channel::Voice => false,
        };
        slot.channels().iter().copied().filter(allowed).collect()
    }

    /// How a contact in this slot takes notices: email always, mobile numbers where the policy says so, voice never.
    pub const fn notice_channel(&self, slot: Slot) -> Option<Channel> {
        match slot {
            Slot::AuthenticationEmail | Slot::AlternateEmail => Some(Channel::Email),
            Slot::AuthenticationPhone | Slot::MobilePhone if self.sms && self.notify_by_sms => Some(Channel::Sms),
            Slot::AuthenticationPhone | Slot::MobilePhone | Slot::OfficePhone => None,
        }
    }

    /// How long a code lives on this channel.
    pub const fn code_lifetime(&self, channel: Channel) -> Duration {
        match channel {
            Channel::Email => self.email_code_lifetime,
            Channel::Sms | Channel::Voice => self.phone_code_lifetime,
        }
    }

    /// How many different proofs these methods make, as this policy counts.
    pub fn distinct(&self, methods: impl Iterator<Item = Method>) -> usize {
        match self.count {
            Count::Methods => methods.collect::<BTreeSet<_>>().len(),
            Count::Classes => methods.map(Method::class).collect::<BTreeSet<_>>().len(),
        }
    }

    /// Whether a person with contacts in these slots has enough usable methods to reset.
    pub fn is_capable(&self, slots: impl Iterator<Item = Slot>) -> bool {
        let usable = slots.filter(|slot| !self.channels(*slot).is_empty()).map(Slot::method);
        self.distinct(usable) >= usize::from(self.gates.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profiles_can_work() {
        assert_eq!(Policy::model().check(), Ok(()));
        assert_eq!(Policy::nist().check(), Ok(()));
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_reason() {
        fn check(change: impl FnOnce(&mut Policy)) -> Result<(), PolicyError> {
            let mut policy = Policy::nist();
            change(&mut policy);
            policy.check()
        }
        let minute = Duration::from_secs(60);
        assert_eq!(check(|p| p.methods.clear()), Err(PolicyError::NoMethod));
        assert_eq!(check(|p| p.methods = [Method::Email].into()), Err(PolicyError::TooFewForTwoGates));
        assert_eq!(check(|p| (p.methods, p.gates) = ([Method::Email].into(), Gates::One)), Ok(()));
        let two_bound = [Method::MobilePhone, Method::OfficePhone];
        assert_eq!(check(|p| p.methods = two_bound.into()), Ok(()));
        assert_eq!(
            check(|p| (p.methods, p.count) = (two_bound.into(), Count::Classes)),
            Err(PolicyError::TooFewForTwoGates)
        );
        for (length, verdict) in
            [(5, Err(PolicyError::CodeLength)), (6, Ok(())), (8, Ok(())), (9, Err(PolicyError::CodeLength))]
        {
            assert_eq!(check(|p| p.code_length = length), verdict);
        }
        assert_eq!(check(|p| p.phone_code_lifetime = 10 * minute), Ok(()));
        assert_eq!(check(|p| p.phone_code_lifetime = 10 * minute + minute), Err(PolicyError::CodeLifetime));
        assert_eq!(check(|p| p.email_code_lifetime = minute / 2), Err(PolicyError::CodeLifetime));
        assert_eq!(check(|p| p.email_code_lifetime = 24 * 60 * minute), Ok(()));
        assert_eq!(check(|p| p.email_code_lifetime = 25 * 60 * minute), Err(PolicyError::CodeLifetime));
        assert_eq!(check(|p| p.password.min_length_chars = 7), Err(PolicyError::PasswordLength));
        assert_eq!(check(|p| p.password.min_length_chars = 8), Ok(()));
        assert_eq!(check(|p| p.password.min_length_chars = 128), Ok(()));
        assert_eq!(check(|p| p.password.min_length_chars = 129), Err(PolicyError::PasswordLength));
        assert_eq!(check(|p| p.password.max_length_chars = 63), Err(PolicyError::PasswordLength));
        assert_eq!(check(|p| p.password.max_length_chars = 1025), Err(PolicyError::PasswordLength));
        assert_eq!(check(|p| p.password.character_classes = 4), Ok(()));
        assert_eq!(check(|p| p.password.character_classes = 5), Err(PolicyError::CharacterClasses));
        assert_eq!(check(|p| p.countries.clear()), Err(PolicyError::NoCountry));
    }

    #[test]
    fn it_is_enabled_for_those_it_names() {
        let mut policy = Policy::nist();
        assert!(policy.enables([].into_iter()));
        policy.enabled_for = EnabledFor::Groups(["staff".into()].into());
        assert!(policy.enables(["guests", "staff"].into_iter()));
        assert!(!policy.enables(["guests"].into_iter()));
        policy.enabled_for = EnabledFor::Nobody;
        assert!(!policy.enables(["staff"].into_iter()));
    }

    #[test]
    fn two_contacts_of_one_method_do_not_make_two_gates() {
        let mut policy = Policy::nist();
        let (phone, mobile, email) = (Slot::AuthenticationPhone, Slot::MobilePhone, Slot::AlternateEmail);
        assert!(!policy.is_capable([phone, mobile].into_iter()));
        assert!(policy.is_capable([phone, email].into_iter()));
        assert!(!policy.is_capable([Slot::OfficePhone, email].into_iter()), "an office phone needs calls");
        policy.sms = false;
        assert!(!policy.is_capable([phone, email].into_iter()), "no way to reach a phone is left");
        policy.gates = Gates::One;
        assert!(policy.is_capable([email].into_iter()));
        policy.methods.remove(&Method::Email);
        assert!(!policy.is_capable([email].into_iter()));
    }

    #[test]
    fn codes_live_as_long_as_their_channel_says() {
        let policy = Policy::nist();
        assert_eq!(policy.code_lifetime(Channel::Sms), policy.phone_code_lifetime);
        assert_eq!(policy.code_lifetime(Channel::Voice), policy.phone_code_lifetime);
        assert_eq!(policy.code_lifetime(Channel::Email), policy.email_code_lifetime);
        assert_eq!(
            (Gates::from_count(0), Gates::from_count(1), Gates::from_count(2), Gates::from_count(3)),
            (None, Some(Gates::One), Some(Gates::Two), None)
        );
    }

    #[test]
    fn classes_are_those_of_the_standard() {
        let classes: Vec<Class> = Method::ALL.into_iter().map(Method::class).collect();
        assert_eq!(
            classes,
            [Class::Issued, Class::Bound, Class::Bound, Class::Knowledge, Class::Bound, Class::Bound, Class::Saved]
        );
    }
}
