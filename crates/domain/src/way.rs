//! What an account can prove with, and the ways that follow from it.
//!
//! The next method is a variant of [`Means`] and of [`Way`]; ARCHITECTURE.md lists what else it touches.

use crate::contact::{Channel, Method, Slot};
use crate::{AuthenticatorId, PasskeyId};

/// Something that an account has and can prove with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Means {
    /// A contact in this slot.
    Contact(Slot),
    /// Answers to security questions.
    Questions,
    /// One or several authenticator apps.
    AuthenticatorApp,
    /// One or several passkeys.
    Passkey,
    /// Recovery codes that are not used up.
    RecoveryCodes,
}

impl Means {
    /// Every one, in a fixed order.
    pub const ALL: [Means; 9] = [
        Self::Contact(Slot::AuthenticationPhone),
        Self::Contact(Slot::MobilePhone),
        Self::Contact(Slot::OfficePhone),
        Self::Contact(Slot::AuthenticationEmail),
        Self::Contact(Slot::AlternateEmail),
        Self::Questions,
        Self::AuthenticatorApp,
        Self::Passkey,
        Self::RecoveryCodes,
    ];

    /// The name in tables: the slot's, or the method's.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact(slot) => slot.as_str(),
            Self::Questions | Self::AuthenticatorApp | Self::Passkey | Self::RecoveryCodes => self.method().as_str(),
        }
    }

    /// The one with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.as_str() == name)
    }

    /// The kind of proof that it serves.
    pub const fn method(self) -> Method {
        match self {
            Self::Contact(slot) => slot.method(),
            Self::Questions => Method::SecurityQuestions,
            Self::AuthenticatorApp => Method::AuthenticatorApp,
            Self::Passkey => Method::Passkey,
            Self::RecoveryCodes => Method::RecoveryCode,
        }
    }
}

/// The very thing that gave a proof, of those of which an account may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// An authenticator app.
    AuthenticatorApp(AuthenticatorId),
    /// A passkey.
    Passkey(PasskeyId),
}

/// One way to prove who you are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// A code or a call to a contact.
    Contact {
        /// The contact's place in the account.
        slot: Slot,
        /// How it is reached.
        channel: Channel,
    },
    /// Answer security questions.
    Questions,
    /// Type the code of an authenticator app.
    AuthenticatorApp,
    /// Use a passkey.
    Passkey,
    /// Type a recovery code.
    RecoveryCode,
}

impl Way {
    /// What of the account is used.
    pub const fn means(self) -> Means {
        match self {
            Self::Contact { slot, .. } => Means::Contact(slot),
            Self::Questions => Means::Questions,
            Self::AuthenticatorApp => Means::AuthenticatorApp,
            Self::Passkey => Means::Passkey,
            Self::RecoveryCode => Means::RecoveryCodes,
        }
    }

    /// Kind of proof.
    pub const fn method(self) -> Method {
        self.means().method()
    }

    /// The contact's place, where it is a contact's.
    pub const fn slot(self) -> Option<Slot> {
        match self {
            Self::Contact { slot, .. } => Some(slot),
            Self::Questions | Self::AuthenticatorApp | Self::Passkey | Self::RecoveryCode => None,
        }
    }

    /// How a message travels, where one does.
    pub const fn channel(self) -> Option<Channel> {
        match self {
            Self::Contact { channel, .. } => Some(channel),
            Self::Questions | Self::AuthenticatorApp | Self::Passkey | Self::RecoveryCode => None,
        }
    }

    /// Whether the full number is to be typed before anything is sent (DESIGN.md 9); never its extension.
    pub const fn asks_number(self) -> bool {
        matches!(self, Self::Contact { channel: Channel::Sms | Channel::Voice, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_every_method_has_means() {
        for means in Means::ALL {
            assert_eq!(Means::parse(means.as_str()), Some(means));
        }
        for method in Method::ALL {
            assert!(Means::ALL.iter().any(|means| means.method() == method), "{method:?}");
        }
        assert_eq!(Means::parse("pigeon"), None);
    }

    #[test]
    fn ways_say_what_they_use_and_what_they_ask() {
        let mobile = Way::Contact { slot: Slot::MobilePhone, channel: Channel::Voice };
        assert_eq!(
            (mobile.method(), mobile.slot(), mobile.channel()),
            (Method::MobilePhone, Some(Slot::MobilePhone), Some(Channel::Voice))
        );
        assert!(mobile.asks_number());
        let office = Way::Contact { slot: Slot::OfficePhone, channel: Channel::Voice };
        assert!(office.asks_number());
        for (way, method) in [
            (Way::Questions, Method::SecurityQuestions),
            (Way::AuthenticatorApp, Method::AuthenticatorApp),
            (Way::Passkey, Method::Passkey),
            (Way::RecoveryCode, Method::RecoveryCode),
        ] {
            assert_eq!(way.method(), method);
            assert_eq!((way.slot(), way.channel(), way.asks_number()), (None, None, false));
        }
    }
}
