//! Contacts: sealed, found by a keyed digest, one per slot of an account.

use rekey_domain::{AccountId, ContactId, Slot, TenantId, Timestamp};
use rekey_wire::contact::ContactValue;
use rekey_wire::keys::{ContactBinding, Keys};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A contact as stored.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whose contact.
    pub account: AccountId,
    /// Its place.
    pub slot: Slot,
    /// The sealed value.
    pub sealed: Vec<u8>,
    /// Keyed digest of the value.
    pub lookup: [u8; 32],
    /// When the person proved it; none for contacts set by administrator or directory.
    pub verified_at: Option<Timestamp>,
}

impl Contact {
    /// What its seal is bound to.
    pub const fn binding(&self) -> ContactBinding {
        ContactBinding { tenant: self.tenant, account: self.account, contact: self.id, slot: self.slot }
    }

    /// Its value.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it was sealed for another row or with an unknown key.
    pub fn open(&self, keys: &Keys) -> Result<ContactValue, StoreError> {
        ContactValue::open(keys, &self.sealed, &self.binding())
            .map_err(|_| StoreError::Corrupt(format!("contact {}", self.id)))
    }
}

type Row = (Uuid, Uuid, Uuid, String, Vec<u8>, Vec<u8>, Option<At>);

fn read((id, tenant, account, slot, sealed, lookup, verified): Row) -> Result<Contact, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("contact {id}"));
    Ok(Contact {
        id: ContactId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        slot: Slot::parse(&slot).ok_or_else(corrupt)?,
        sealed,
        lookup: lookup.try_into().map_err(|_| corrupt())?,
        verified_at: verified.map(|At(at)| at),
    })
}

/// Every contact of an account, in the order of the slots' names.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, slot, sealed, lookup, verified_at
         FROM contacts WHERE account_id = $1 ORDER BY slot",
    ).bind(account.uuid()).fetch_all(c).await)?;
    rows.into_iter().map(read).collect()
}

/// The contact with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: ContactId) -> Result<Option<Contact>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, slot, sealed, lookup, verified_at FROM contacts WHERE id = $1",
    ).bind(id.uuid()).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// Puts a contact into its slot; what was there before is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &mut Tx, contact: &Contact) -> Result<(), StoreError> {
    remove_slot(tx, contact.account, contact.slot).await?;
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "INSERT INTO contacts (id, tenant_id, account_id, slot, sealed, lookup, verified_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    ).bind(contact.id.uuid()).bind(contact.tenant.uuid()).bind(contact.account.uuid()).bind(contact.slot.as_str())
        .bind(&contact.sealed).bind(&contact.lookup[..]).bind(contact.verified_at.map(At)).bind(now)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Empties a slot; false where it was empty.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_slot(tx: &mut Tx, account: AccountId, slot: Slot) -> Result<bool, StoreError> {
    let removed = on!(tx, c => sqlx::query("DELETE FROM contacts WHERE account_id = $1 AND slot = $2")
        .bind(account.uuid()).bind(slot.as_str()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(removed > 0)
}

/// Every email contact of a tenant's enabled accounts, with the user ID of its account.
///
/// # Errors
/// When the database does not answer.
pub async fn emails_of_tenant(tx: &mut Tx, tenant: TenantId) -> Result<Vec<(String, Contact)>, StoreError> {
    type Named = (String, Uuid, Uuid, Uuid, String, Vec<u8>, Vec<u8>, Option<At>);
    let rows: Vec<Named> = on!(tx, c => sqlx::query_as(
        "SELECT a.user_id, c.id, c.tenant_id, c.account_id, c.slot, c.sealed, c.lookup, c.verified_at
         FROM contacts c JOIN accounts a ON a.id = c.account_id
         WHERE c.tenant_id = $1 AND a.enabled AND c.slot IN ('authentication_email', 'alternate_email')",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(user_id, id, tenant, account, slot, sealed, lookup, verified)| {
            Ok((user_id, read((id, tenant, account, slot, sealed, lookup, verified))?))
        })
        .collect()
}
