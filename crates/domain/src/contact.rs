//! Contacts and the ways to use them.

use thiserror::Error;

use crate::user_id::canonical_domain;

/// The place of a contact in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// Phone that the person registered.
    AuthenticationPhone,
    /// Mobile phone set by administrator or directory.
    MobilePhone,
    /// Office phone set by administrator or directory.
    OfficePhone,
    /// Email address that the person registered.
    AuthenticationEmail,
    /// Alternate email address set by administrator or directory.
    AlternateEmail,
}

impl Slot {
    /// Every slot, in the order of the pages.
    pub const ALL: [Slot; 5] = [
        Self::AuthenticationPhone,
        Self::MobilePhone,
        Self::OfficePhone,
        Self::AuthenticationEmail,
        Self::AlternateEmail,
    ];

    /// The name in tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthenticationPhone => "authentication_phone",
            Self::MobilePhone => "mobile_phone",
            Self::OfficePhone => "office_phone",
            Self::AuthenticationEmail => "authentication_email",
            Self::AlternateEmail => "alternate_email",
        }
    }

    /// The slot with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.as_str() == name)
    }

    /// The kind of proof that this contact serves.
    pub const fn method(self) -> Method {
        match self {
            Self::AuthenticationPhone | Self::MobilePhone => Method::MobilePhone,
            Self::OfficePhone => Method::OfficePhone,
            Self::AuthenticationEmail | Self::AlternateEmail => Method::Email,
        }
    }

    /// The channels that can reach this contact.
    pub const fn channels(self) -> &'static [Channel] {
        match self {
            Self::AuthenticationPhone | Self::MobilePhone => &[Channel::Sms, Channel::Voice],
            Self::OfficePhone => &[Channel::Voice],
            Self::AuthenticationEmail | Self::AlternateEmail => &[Channel::Email],
        }
    }

    /// Whether a person sets this slot at the registration page; the others belong to administrator and directory.
    pub const fn is_own(self) -> bool {
        matches!(self, Self::AuthenticationPhone | Self::AuthenticationEmail)
    }
}

/// A kind of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// A code by email.
    Email,
    /// A code or call to a mobile or authentication phone.
    MobilePhone,
    /// A call to the office phone.
    OfficePhone,
    /// Answers to registered questions.
    SecurityQuestions,
    /// A code of an authenticator app.
    AuthenticatorApp,
    /// A passkey.
    Passkey,
    /// A printed recovery code.
    RecoveryCode,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 7] = [
        Self::Email,
        Self::MobilePhone,
        Self::OfficePhone,
        Self::SecurityQuestions,
        Self::AuthenticatorApp,
        Self::Passkey,
        Self::RecoveryCode,
    ];

    /// The name in tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::MobilePhone => "mobile_phone",
            Self::OfficePhone => "office_phone",
            Self::SecurityQuestions => "security_questions",
            Self::AuthenticatorApp => "authenticator_app",
            Self::Passkey => "passkey",
            Self::RecoveryCode => "recovery_code",
        }
    }

    /// The method with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// How a code travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Email.
    Email,
    /// Text message.
    Sms,
    /// Phone call.
    Voice,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 3] = [Self::Email, Self::Sms, Self::Voice];

    /// The name in tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Voice => "voice",
        }
    }

    /// The channel with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == name)
    }
}

/// Why a text is not a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ContactError {
    /// Not `local@domain` in plain ASCII.
    #[error("not an email address")]
    Email,
    /// Not `+` and 7 to 15 digits (E.164), with an extension of at most 10 digits.
    #[error("not an international phone number")]
    Phone,
}

/// An email address that can be handed to a mail server as it is: ASCII, no quotes, no white space, no control
/// characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Longest email address, in bytes (RFC 5321 4.5.3.1.3).
pub const EMAIL_MAX_BYTES: usize = 254;

impl EmailAddress {
    /// Reads an address. The local part keeps its case, the domain becomes its ASCII form.
    ///
    /// # Errors
    /// When it is not one plain address.
    pub fn parse(typed: &str) -> Result<Self, ContactError> {
        let typed = typed.trim_matches([' ', '\t']);
        let (local, domain) = typed.split_once('@').ok_or(ContactError::Email)?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let local_is_sound =
            local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
        if !local_is_sound {
            return Err(ContactError::Email);
        }
        let domain = canonical_domain(domain).map_err(|_| ContactError::Email)?;
        let text = format!("{local}@{domain}");
        if text.len() > EMAIL_MAX_BYTES {
            return Err(ContactError::Email);
        }
        Ok(Self(text))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

/// A phone number in E.164 form (`+` and 7 to 15 digits), with an optional extension that is dialled after the answer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    e164: String,
    extension: Option<String>,
}

impl PhoneNumber {
    /// Reads the stored form: `+14255550167`, or `+14255550100;ext=103`. Typed numbers are parsed at the edge.
    ///
    /// # Errors
    /// When it is not E.164.
    pub fn from_e164(text: &str) -> Result<Self, ContactError> {
        let (number, extension) = match text.split_once(";ext=") {
            Some((number, extension)) => (number, Some(extension)),
            None => (text, None),
        };
        let digits = number.strip_prefix('+').ok_or(ContactError::Phone)?;
        let number_is_sound =
            (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        let extension_is_sound = extension.is_none_or(|extension| {
            (1..=10).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit())
        });
        if !number_is_sound || !extension_is_sound {
            return Err(ContactError::Phone);
        }
        Ok(Self { e164: number.to_owned(), extension: extension.map(str::to_owned) })
    }

    /// `+` and digits, without the extension.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// Digits to dial after the answer.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// The last two digits: what a hint shows.
    pub fn last_two(&self) -> &str {
        &self.e164[self.e164.len() - 2..]
    }

    /// The stored form, as [`PhoneNumber::from_e164`] reads it.
    pub fn to_stored(&self) -> String {
        match &self.extension {
            Some(extension) => format!("{};ext={extension}", self.e164),
            None => self.e164.clone(),
        }
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for slot in Slot::ALL {
            assert_eq!(Slot::parse(slot.as_str()), Some(slot));
            assert!(!slot.channels().is_empty());
        }
        for method in Method::ALL {
            assert_eq!(Method::parse(method.as_str()), Some(method));
        }
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()), Some(channel));
        }
        assert_eq!((Slot::parse("x"), Method::parse("x"), Channel::parse("x")), (None, None, None));
    }

    #[test]
    fn an_address_that_could_carry_commands_is_refused() {
        for typed in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b.example\r\nRCPT TO:<x@y.example>",
            "a\r@b.example",
            "a\0@b.example",
            "a@b.example,c@d.example",
            "<a@b.example>",
            "\"a\"@b.example",
            "a..b@c.example",
            ".a@c.example",
            "m\u{131}ke@c.example",
            "a@b.example\u{2028}",
        ] {
            assert!(EmailAddress::parse(typed).is_err(), "{typed:?}");
        }
        assert_eq!(
            EmailAddress::parse(" Bob.B+x@Mail.Example ").map(|a| a.as_str().to_owned()).as_deref(),
            Ok("Bob.B+x@mail.example")
        );
        assert_eq!(EmailAddress::parse("a@b.example").map(|a| a.domain().to_owned()).as_deref(), Ok("b.example"));
        let longest_local = "a".repeat(64);
        assert!(EmailAddress::parse(&format!("{longest_local}@b.example")).is_ok());
        assert!(EmailAddress::parse(&format!("{longest_local}a@b.example")).is_err());
        let label = "b".repeat(60);
        let longest = format!("{longest_local}@{label}.{label}.{label}.example");
        assert_eq!(longest.len(), EMAIL_MAX_BYTES + 1);
        assert_eq!(EmailAddress::parse(&longest), Err(ContactError::Email));
        assert!(EmailAddress::parse(&longest[1..]).is_ok());
    }

    #[test]
    fn a_number_is_e164_with_an_optional_extension() {
        let number = PhoneNumber::from_e164("+14255550100;ext=103").expect("parses");
        assert_eq!((number.e164(), number.extension(), number.last_two()), ("+14255550100", Some("103"), "00"));
        assert_eq!(number.to_stored(), "+14255550100;ext=103");
        assert_eq!(PhoneNumber::from_e164("+4915112345678").map(|n| n.to_stored()).as_deref(), Ok("+4915112345678"));
        for text in [
            "",
            "+",
            "+123456",
            "+1234567890123456",
            "14255550100",
            "+1 425",
            "+04255550100",
            "+1425555010a",
            "+14255550100;ext=",
            "+14255550100;ext=12345678901",
        ] {
            assert!(PhoneNumber::from_e164(text).is_err(), "{text:?}");
        }
        assert!(PhoneNumber::from_e164("+1234567").is_ok());
        assert!(PhoneNumber::from_e164("+123456789012345").is_ok());
    }

    #[test]
    fn debug_output_has_no_contact() {
        let shown = format!("{:?} {:?}", EmailAddress::parse("a@b.example"), PhoneNumber::from_e164("+14255550100"));
        assert_eq!(shown, "Ok(EmailAddress(..)) Ok(PhoneNumber(..))");
    }
}
