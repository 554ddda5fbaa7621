//! A contact with its value open: what is told of it, and where a notice for it goes.

use rekey_domain::budget::number_prefix;
use rekey_domain::{EmailAddress, Method, PhoneNumber, Slot};

use crate::keys::{ContactBinding, ContactKeys, Keys, NotAuthentic};
use crate::notice::Destination;
use crate::phone;

/// Stands for the country of a number that the numbering plan tells none of (ISO 3166: for users to assign).
const NO_COUNTRY: &str = "ZZ";

/// What of a phone number is counted: enough to tell that many go the same way, and not whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneArea {
    /// Keyed digest of the number without its last four digits.
    pub prefix: [u8; 32],
    /// Its country, by ISO 3166.
    pub country: String,
}

impl PhoneArea {
    /// Of a number.
    pub fn of(keys: &ContactKeys, number: &PhoneNumber) -> Self {
        let country = phone::country_of(number).unwrap_or_else(|| NO_COUNTRY.to_owned());
        Self { prefix: keys.prefix(number_prefix(number)), country }
    }

    /// Of what is stored of a contact; none where it is no phone.
    pub fn of_stored(keys: &ContactKeys, stored: &str) -> Option<Self> {
        PhoneNumber::from_e164(stored).ok().map(|number| Self::of(keys, &number))
    }
}

/// The value of a contact.
#[derive(Debug, Clone)]
pub enum ContactValue {
    /// A phone number.
    Phone(PhoneNumber),
    /// An email address.
    Email(EmailAddress),
}

impl ContactValue {
    /// Opens what was sealed for this row.
    ///
    /// # Errors
    /// When it was sealed for another row, with an unknown key, or does not fit its slot.
    pub fn open(keys: &Keys, sealed: &[u8], binding: &ContactBinding) -> Result<Self, NotAuthentic> {
        let stored = keys.contacts().open(sealed, binding)?;
        Self::read(binding.slot, &stored).ok_or(NotAuthentic)
    }

    /// Reads the stored form of a contact in this slot.
    fn read(slot: Slot, stored: &str) -> Option<Self> {
        if slot.method() == Method::Email {
            EmailAddress::parse(stored).ok().map(Self::Email)
        } else {
            PhoneNumber::from_e164(stored).ok().map(Self::Phone)
        }
    }

    /// What is sealed.
    pub fn stored(&self) -> String {
        match self {
            Self::Phone(number) => number.to_stored(),
            Self::Email(address) => address.as_str().to_owned(),
        }
    }

    /// The same for every spelling of one contact: what limits count and what decides whether two are the same.
    pub fn canonical(&self) -> String {
        self.stored().to_ascii_lowercase()
    }

    /// Masked, for pages and messages.
    pub fn hint(&self) -> String {
        match self {
            Self::Phone(number) => phone::phone_hint(number),
            Self::Email(address) => phone::email_hint(address),
        }
    }

    /// Where a notice goes.
    pub fn destination(&self) -> Destination {
        match self {
            Self::Phone(number) => Destination::Phone(number.clone()),
            Self::Email(address) => Destination::Email(address.clone()),
        }
    }
}
