//! What a tenant allows and requires of one group of its accounts, or of all.

mod check;
mod profiles;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::time::Duration;

pub use check::{PolicyError, PolicyWarning, QUESTIONS_RANGE, RECONFIRM_DAYS_MAX};

use crate::call::VoiceMode;
use crate::challenge::Expected;
use crate::contact::{Channel, Method, Slot};
use crate::way::{Means, Way};

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

impl Count {
    /// How many different proofs these methods make.
    pub fn distinct(self, methods: impl Iterator<Item = Method>) -> usize {
        match self {
            Self::Methods => methods.collect::<BTreeSet<_>>().len(),
            Self::Classes => methods.map(Method::class).collect::<BTreeSet<_>>().len(),
        }
    }
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

/// What a policy starts from; it sets everything at once (DESIGN.md 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// As the model product behaves.
    Model,
    /// NIST SP 800-63B-4, the default.
    Nist,
    /// Proofs that are bound or saved alone: authenticator app, passkey, recovery code.
    L3,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 3] = [Self::Model, Self::Nist, Self::L3];

    /// The name in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Nist => "nist",
            Self::L3 => "l3",
        }
    }

    /// The profile with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == name)
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
    /// What it started from: a few things are allowed in profile `model` alone.
    pub profile: Profile,
    /// For whom reset is enabled.
    pub enabled_for: EnabledFor,
    /// Methods that count.
    pub methods: BTreeSet<Method>,
    /// Whether codes go out by text message.
    pub sms: bool,
    /// How calls are confirmed; none where nobody is called.
    pub voice: Option<VoiceMode>,
    /// Whether mobile phones are called; office phones always are, where anybody is.
    pub mobile_calls: bool,
    /// Proofs required to reset.
    pub gates: Gates,
    /// Methods that a person is asked to register, as `count` counts; never fewer than `gates`.
    pub to_register: Gates,
    /// What makes two proofs different.
    pub count: Count,
    /// Questions that a person answers when they register (FEATURES.md B2: 3 to 5).
    pub questions_to_register: u8,
    /// Questions that are asked in a reset, drawn from those (FEATURES.md B2: 3 to 5).
    pub questions_to_reset: u8,
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
    /// Days after which a person is asked whether what is registered is still right; 0 for never (FEATURES.md B2: 0 to
    /// 730).
    pub reconfirm_days: u16,
    /// Whether the person is told of a reset (63B-4 4.6: always, but for profile `model`).
    pub notify_person: bool,
    /// Whether owner notices also go to verified mobile numbers.
    pub notify_by_sms: bool,
    /// Whether every administrator is told when one of them resets a password.
    pub notify_administrators: bool,
    /// Whether an account may be unlocked without a new password.
    pub unlock: bool,
    /// Rules for passwords.
    pub password: PasswordPolicy,
}

impl Policy {
    /// Whether this policy enables reset for a member of these groups.
    pub fn enables<'a>(&self, mut groups: impl Iterator<Item = &'a str>) -> bool {
        match &self.enabled_for {
            EnabledFor::Nobody => false,
            EnabledFor::Groups(names) => groups.any(|group| names.contains(group)),
            EnabledFor::Everybody => true,
        }
    }

    /// The channels by which a contact in this slot may be reached for a proof now.
    pub fn channels(&self, slot: Slot) -> Vec<Channel> {
        if !self.methods.contains(&slot.method()) {
            return Vec::new();
        }
        let allowed = |channel: &Channel| match channel {
            Channel::Email => true,
            Channel::Sms => self.sms,
            Channel::Voice => self.voice.is_some() && (slot == Slot::OfficePhone || self.mobile_calls),
        };
        slot.channels().iter().copied().filter(allowed).collect()
    }

    /// The ways that these means give now.
    pub fn ways(&self, means: Means) -> Vec<Way> {
        if !self.methods.contains(&means.method()) {
            return Vec::new();
        }
        match means {
            Means::Contact(slot) => {
                self.channels(slot).into_iter().map(|channel| Way::Contact { slot, channel }).collect()
            }
            Means::Questions => vec![Way::Questions],
            Means::AuthenticatorApp => vec![Way::AuthenticatorApp],
            Means::Passkey => vec![Way::Passkey],
            Means::RecoveryCodes => vec![Way::RecoveryCode],
        }
    }

    /// The same policy for an administrator: two different methods, without questions, and never by calls alone
    /// (FEATURES.md B3, DESIGN.md 7). Nothing weakens it.
    #[must_use]
    pub fn for_administrator(&self) -> Self {
        let mut methods = self.methods.clone();
        methods.remove(&Method::SecurityQuestions);
        Self { gates: Gates::Two, to_register: Gates::Two, methods, mobile_calls: false, ..self.clone() }
    }

    /// How a contact in this slot takes notices: email always, mobile numbers where the policy says so, voice never.
    pub const fn notice_channel(&self, slot: Slot) -> Option<Channel> {
        match slot {
            Slot::AuthenticationEmail | Slot::AlternateEmail => Some(Channel::Email),
            Slot::AuthenticationPhone | Slot::MobilePhone if self.sms && self.notify_by_sms => Some(Channel::Sms),
            Slot::AuthenticationPhone | Slot::MobilePhone | Slot::OfficePhone => None,
        }
    }

    /// The same where something that the account proves with has changed: a number that is replaced or removed is told wherever
    /// text messages go out at all.
    pub fn notice_channel_of_change(&self, slot: Slot, changed: Means) -> Option<Channel> {
        let notify_by_sms = self.notify_by_sms || Means::Contact(slot) == changed;
        Self { notify_by_sms, ..self.clone() }.notice_channel(slot)
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
        self.count.distinct(methods)
    }

    /// Whether somebody who has these has enough usable methods to reset.
    pub fn is_capable(&self, means: impl Iterator<Item = Means>) -> bool {
        self.counted(means) >= usize::from(self.gates.count())
    }

    /// Whether somebody who has these has registered as much as is asked for.
    pub fn is_registered(&self, means: impl Iterator<Item = Means>) -> bool {
        self.still_to_register(means) == 0
    }

    /// How many more different methods somebody who has these is to register.
    pub fn still_to_register(&self, means: impl Iterator<Item = Means>) -> u8 {
        let counted = u8::try_from(self.counted(means)).unwrap_or(u8::MAX);
        self.to_register.count().saturating_sub(counted)
    }

    fn counted(&self, means: impl Iterator<Item = Means>) -> usize {
        let (pounds, others): (Vec<Means>, Vec<Means>) =
            means.filter(|means| !self.ways(*means).is_empty()).partition(|means| self.is_pound_alone(*means));
        let pounds = if self.profile == Profile::Model { &pounds[..] } else { pounds.get(..1).unwrap_or_default() };
        self.distinct(others.iter().chain(pounds).map(|means| means.method()))
    }

    /// Whether it is a call that # answers.
    pub(crate) fn is_pound(&self, way: Way) -> bool {
        self.voice == Some(VoiceMode::PressPound) && way.channel() == Some(Channel::Voice)
    }

    /// Whether all that these give is a call that # answers.
    fn is_pound_alone(&self, means: Means) -> bool {
        self.ways(means).iter().all(|way| self.is_pound(*way))
    }

    /// What it asks of single proofs.
    pub const fn strength(&self) -> Strength {
        Strength { voice: self.voice, code_length: self.code_length, questions_to_reset: self.questions_to_reset }
    }

    /// The same policy, asking no less of any proof than this. Questions are as many as they were: whoever answered enough of them
    /// to be offered them may not have answered more, and who has no account would show it.
    #[must_use]
    pub fn at_least(&self, strength: Strength) -> Self {
        let voice = match (self.voice, strength.voice) {
            (Some(VoiceMode::PressPound), Some(at_start)) => Some(at_start),
            (now, _) => now,
        };
        Self {
            voice,
            code_length: self.code_length.max(strength.code_length),
            questions_to_reset: strength.questions_to_reset,
            ..self.clone()
        }
    }

    /// Whether a proof of this is as strong as the policy asks.
    pub const fn takes(&self, expected: &Expected) -> bool {
        match expected {
            Expected::Pound => matches!(self.voice, Some(VoiceMode::PressPound)),
            Expected::Answers { asked, .. } => asked.len() >= self.questions_to_reset as usize,
            Expected::Code { length, .. } => *length >= self.code_length,
            Expected::MatchedNumber
            | Expected::AuthenticatorCode
            | Expected::Passkey { .. }
            | Expected::RecoveryCode => true,
        }
    }
}

/// What a policy asks of single proofs, where another one may ask less. A reset keeps it from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Strength {
    /// What is pressed in a call; none where nobody is called.
    pub voice: Option<VoiceMode>,
    /// Digits of a code that is sent or read out.
    pub code_length: u8,
    /// Questions that are asked.
    pub questions_to_reset: u8,
}
