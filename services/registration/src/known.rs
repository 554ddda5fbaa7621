//! Contacts with their values open: what is told of them, and where a notice for them goes.

use rekey_domain::{EmailAddress, Method, PhoneNumber, Slot};
use rekey_store::StoreError;
use rekey_store::contacts::Contact;
use rekey_store::setups::StoredSetup;
use rekey_wire::keys::{ContactBinding, Keys};
use rekey_wire::notice::Destination;
use rekey_wire::phone;

/// The value of a contact.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A phone number.
    Phone(PhoneNumber),
    /// An email address.
    Email(EmailAddress),
}

impl Value {
    /// Reads the stored form of a contact in this slot.
    fn read(slot: Slot, stored: &str) -> Option<Self> {
        if slot.method() == Method::Email {
            EmailAddress::parse(stored).ok().map(Self::Email)
        } else {
            PhoneNumber::from_e164(stored).ok().map(Self::Phone)
        }
    }

    /// What is sealed.
    pub(crate) fn stored(&self) -> String {
        match self {
            Self::Phone(number) => number.to_stored(),
            Self::Email(address) => address.as_str().to_owned(),
        }
    }

    /// The same for every spelling of one contact: what limits count and what decides whether two are the same.
    pub(crate) fn canonical(&self) -> String {
        self.stored().to_ascii_lowercase()
    }

    /// Masked, for pages and messages.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Phone(number) => phone::phone_hint(number),
            Self::Email(address) => phone::email_hint(address),
        }
    }

    /// Where a notice goes.
    pub(crate) fn destination(&self) -> Destination {
        match self {
            Self::Phone(number) => Destination::Phone(number.clone()),
            Self::Email(address) => Destination::Email(address.clone()),
        }
    }
}

/// Whether a contact can be relied on: proven by the person, or set by administrator or directory.
pub(crate) const fn is_proven(contact: &Contact) -> bool {
    contact.verified_at.is_some() || !contact.slot.is_own()
}

/// Opens a contact.
///
/// # Errors
/// [`StoreError::Corrupt`] when it was sealed for another row or with an unknown key.
pub(crate) fn open(keys: &Keys, contact: &Contact) -> Result<Value, StoreError> {
    let binding =
        ContactBinding { tenant: contact.tenant, account: contact.account, contact: contact.id, slot: contact.slot };
    unseal(keys, &contact.sealed, &binding)
}

/// Opens the contact of a set-up.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_set_up(keys: &Keys, stored: &StoredSetup) -> Result<Value, StoreError> {
    let setup = &stored.setup;
    let binding = ContactBinding { tenant: setup.tenant, account: setup.account, contact: setup.id, slot: setup.slot };
    unseal(keys, &stored.sealed, &binding)
}

fn unseal(keys: &Keys, sealed: &[u8], binding: &ContactBinding) -> Result<Value, StoreError> {
    let opened = keys.contacts().open(sealed, binding).ok();
    let value = opened.and_then(|stored| Value::read(binding.slot, &stored));
    value.ok_or_else(|| StoreError::Corrupt(format!("contact {}", binding.contact)))
}
