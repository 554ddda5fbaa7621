//! Contacts that the operator puts: from the settings file, and for the demo.

use rekey_domain::contact::ContactError;
use rekey_domain::{ContactId, EmailAddress, Method, PhoneNumber, Slot, Timestamp};
use rekey_runtime::Entropy;
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::{Store, StoreError, Tx, audit, contacts};
use rekey_wire::contact::{ContactValue, PhoneArea};
use rekey_wire::keys::{ContactBinding, Keys};
use serde_json::json;

use crate::people::Owner;

/// A contact that fits its slot, in the form in which it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SlotValue {
    slot: Slot,
    stored: String,
}

impl std::fmt::Debug for SlotValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SlotValue({})", self.slot.as_str())
    }
}

impl SlotValue {
    /// Reads an email address for an email slot, and E.164 for a phone slot. Only an office phone has an extension.
    ///
    /// # Errors
    /// When the value is not what the slot takes.
    pub fn parse(slot: Slot, value: &str) -> Result<Self, ContactError> {
        let stored = if slot.method() == Method::Email {
            EmailAddress::parse(value)?.as_str().to_owned()
        } else {
            let number = PhoneNumber::from_e164(value)?;
            if number.extension().is_some() && slot != Slot::OfficePhone {
                return Err(ContactError::Phone);
            }
            number.to_stored()
        };
        Ok(Self { slot, stored })
    }

    /// Masked, as people see it.
    pub(crate) fn hint(&self) -> String {
        let value = match self.slot.method() {
            Method::Email => EmailAddress::parse(&self.stored).map(ContactValue::Email),
            _ => PhoneNumber::from_e164(&self.stored).map(ContactValue::Phone),
        };
        value.map(|value| value.hint()).unwrap_or_default()
    }

    /// The phone number, if it is one.
    pub(crate) fn number(&self) -> Option<PhoneNumber> {
        (self.slot.method() != Method::Email).then(|| PhoneNumber::from_e164(&self.stored).ok()).flatten()
    }

    /// Its place.
    pub const fn slot(&self) -> Slot {
        self.slot
    }
}

/// Where a contact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactOrigin {
    /// Set by administrator or directory.
    Managed,
    /// Proved by the person.
    Verified,
}

impl ContactOrigin {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Managed => "managed",
            Self::Verified => "verified",
        }
    }
}

/// What putting a contact did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The slot was empty.
    Made,
    /// The slot held something else.
    Changed,
    /// It was there already; nothing was written.
    Same,
}

/// From when on a contact counts, and what becomes of the one that was there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waiting {
    /// It proves something from then on.
    pub usable_from: Timestamp,
    /// What it replaces is lost: it does not stay usable meanwhile.
    pub replaces_lost: bool,
}

/// Puts a contact into its slot, sealed, unless it is there already. It counts at once.
///
/// # Errors
/// When the database does not answer.
pub async fn put_contact(
    tx: &mut Tx,
    keys: &Keys,
    entropy: Entropy,
    owner: Owner,
    contact: (&SlotValue, ContactOrigin),
) -> Result<Put, StoreError> {
    let at_once = Waiting { usable_from: tx.now(), replaces_lost: true };
    put_contact_from(tx, keys, entropy, (owner, contact), at_once).await
}

/// The same for a contact that may have to wait.
pub(crate) async fn put_contact_from(
    tx: &mut Tx,
    keys: &Keys,
    entropy: Entropy,
    (owner, (value, origin)): (Owner, (&SlotValue, ContactOrigin)),
    waiting: Waiting,
) -> Result<Put, StoreError> {
    let keys = keys.contacts();
    let Owner { tenant, account } = owner;
    let binding = |contact| ContactBinding { tenant, account, contact, slot: value.slot };
    let present = contacts::of_account(tx, account)
        .await?
        .into_iter()
        .find(|contact| contact.slot == value.slot && contact.is_current());
    if let Some(present) = &present {
        // What does not open is replaced by what the operator says.
        let opened = keys.open(&present.sealed, &binding(present.id)).ok();
        let is_equal = opened.is_some_and(|opened| *opened == value.stored);
        if is_equal && (origin == ContactOrigin::Managed || present.verified_at.is_some()) {
            return Ok(Put::Same);
        }
    }
    let id = ContactId::from_uuid(entropy.uuid(tx.now()));
    let contact = Contact {
        id,
        tenant,
        account,
        slot: value.slot,
        sealed: keys.seal(&value.stored, &binding(id), &mut |buffer| entropy.fill(buffer)),
        lookup: keys.lookup(tenant, &value.stored),
        verified_at: (origin == ContactOrigin::Verified).then(|| tx.now()),
        usable_from: waiting.usable_from,
        retires_at: None,
    };
    let stays = waiting.usable_from > tx.now() && !waiting.replaces_lost;
    let replaced = if stays { Replaced::RetiresAt(waiting.usable_from) } else { Replaced::Removed };
    contacts::put(tx, (&contact, PhoneArea::of_stored(&keys, &value.stored)), replaced).await?;
    let entry = audit::Entry {
        tenant: Some(tenant),
        actor: "operator",
        event: "contact.set",
        account: Some(account),
        flow: None,
        detail: &json!({ "slot": value.slot.as_str(), "origin": origin.as_str(), "stays": stays }),
    };
    audit::write(tx, &entry, entropy).await?;
    Ok(if present.is_some() { Put::Changed } else { Put::Made })
}

/// Puts contacts into their slots, all or none.
///
/// # Errors
/// When the database does not answer.
pub async fn set_contacts(
    store: &Store,
    keys: &Keys,
    entropy: Entropy,
    owner: Owner,
    values: &[(SlotValue, ContactOrigin)],
) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for (value, origin) in values {
        put_contact(&mut tx, keys, entropy, owner, (value, *origin)).await?;
    }
    tx.commit().await
}
