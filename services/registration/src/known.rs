//! What is known of contacts and set-ups.

use rekey_domain::Slot;
use rekey_domain::registration::Setup;
use rekey_store::StoreError;
use rekey_store::setups::StoredSetup;
use rekey_wire::contact::ContactValue;
use rekey_wire::keys::{ContactBinding, Keys};

/// Opens the contact of a set-up.
///
/// # Errors
/// [`StoreError::Corrupt`] when it was sealed for another row or with an unknown key.
pub(crate) fn open_set_up(keys: &Keys, stored: &StoredSetup) -> Result<ContactValue, StoreError> {
    let setup = &stored.setup;
    let slot = slot_of(setup)?;
    let binding = ContactBinding { tenant: setup.tenant, account: setup.account, contact: setup.id, slot };
    ContactValue::open(keys, &stored.kept.sealed, &binding)
        .map_err(|_| StoreError::Corrupt(format!("set-up {}", setup.id)))
}

/// The slot of a set-up that is a contact's.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is none.
pub(crate) fn slot_of(setup: &Setup) -> Result<Slot, StoreError> {
    setup.way.slot().ok_or_else(|| StoreError::Corrupt(format!("set-up {} is no contact's", setup.id)))
}
