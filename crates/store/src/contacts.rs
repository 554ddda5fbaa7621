//! Contacts: sealed, found by a keyed digest. A slot of an account has one current contact, and for the time of a cool-off the
//! one that it replaces.

use rekey_domain::{AccountId, ContactId, Slot, TenantId, Timestamp};
use rekey_wire::contact::{ContactValue, PhoneArea};
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
    /// It proves something in a reset from then on (cool-off).
    pub usable_from: Timestamp,
    /// It proves something until then, where another one has taken its place.
    pub retires_at: Option<Timestamp>,
}

impl Contact {
    /// Whether it is the one in its slot, usable yet or not.
    pub const fn is_current(&self) -> bool {
        self.retires_at.is_none()
    }

    /// Whether the person proved it, or somebody else answers for it.
    pub const fn is_proven(&self) -> bool {
        self.verified_at.is_some() || !self.slot.is_own()
    }

    /// Whether it proves something in a reset now.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.is_proven() && self.usable_from <= now && self.retires_at.is_none_or(|retires_at| now < retires_at)
    }

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

    /// Its value, where it opens. One that does not must neither keep its owner from the others nor tell strangers that there
    /// is an owner: it counts as not there, and the log says so.
    pub fn open_or_log(&self, keys: &Keys) -> Option<ContactValue> {
        let opened = self.open(keys);
        opened.inspect_err(|error| tracing::error!(error = %error, "contact.does_not_open")).ok()
    }
}

type Row = (Uuid, Uuid, Uuid, String, Vec<u8>, Vec<u8>, Option<At>, At, Option<At>);

fn read(
    (id, tenant, account, slot, sealed, lookup, verified, At(usable_from), retires): Row,
) -> Result<Contact, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("contact {id}"));
    Ok(Contact {
        id: ContactId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant),
        account: AccountId::from_uuid(account),
        slot: Slot::parse(&slot).ok_or_else(corrupt)?,
        sealed,
        lookup: lookup.try_into().map_err(|_| corrupt())?,
        verified_at: verified.map(|At(at)| at),
        usable_from,
        retires_at: retires.map(|At(at)| at),
    })
}

/// Every contact of an account, also those that wait and those that retire, in the order of the slots' names and then by age.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, slot, sealed, lookup, verified_at, usable_from, retires_at
         FROM contacts WHERE account_id = $1 ORDER BY slot, created_at, id",
    ).bind(account.uuid()).fetch_all(c).await)?;
    rows.into_iter().map(read).collect()
}

/// The contact with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: ContactId) -> Result<Option<Contact>, StoreError> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, tenant_id, account_id, slot, sealed, lookup, verified_at, usable_from, retires_at
         FROM contacts WHERE id = $1",
    ).bind(id.uuid()).fetch_optional(c).await)?;
    row.map(read).transpose()
}

/// What becomes of the contact that another one replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It is gone at once.
    Removed,
    /// It stays usable while the new one waits.
    RetiresAt(Timestamp),
}

/// Puts a contact into its slot; with the area where it is a phone.
///
/// # Errors
/// When the database does not answer.
pub async fn put(
    tx: &mut Tx,
    (contact, area): (&Contact, Option<PhoneArea>),
    replaced: Replaced,
) -> Result<(), StoreError> {
    match replaced {
        Replaced::Removed => {
            remove_slot(tx, contact.account, contact.slot).await?;
        }
        Replaced::RetiresAt(at) => retire_slot(tx, contact.account, contact.slot, at).await?,
    }
    let (now, (prefix, country)) = (At(tx.now()), area.as_ref().map(|area| (&area.prefix[..], &area.country)).unzip());
    on!(tx, c => sqlx::query(
        "INSERT INTO contacts (id, tenant_id, account_id, slot, sealed, lookup, verified_at, usable_from, retires_at,
         number_prefix, country, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11, $12, $10)",
    ).bind(contact.id.uuid()).bind(contact.tenant.uuid()).bind(contact.account.uuid()).bind(contact.slot.as_str())
        .bind(&contact.sealed).bind(&contact.lookup[..]).bind(contact.verified_at.map(At)).bind(At(contact.usable_from))
        .bind(contact.retires_at.map(At)).bind(now).bind(prefix).bind(country)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The usable contact of a slot goes on until this time; one that still waited, and one that was retiring, are gone.
async fn retire_slot(tx: &mut Tx, account: AccountId, slot: Slot, at: Timestamp) -> Result<(), StoreError> {
    let now = At(tx.now());
    let retired = on!(tx, c => sqlx::query(
        "UPDATE contacts SET retires_at = $3 WHERE account_id = $1 AND slot = $2 AND retires_at IS NULL AND usable_from <= $4",
    ).bind(account.uuid()).bind(slot.as_str()).bind(At(at)).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    // Where the current one still waited, the one before it goes on retiring as it was.
    if retired == 0 {
        on!(tx, c => sqlx::query("DELETE FROM contacts WHERE account_id = $1 AND slot = $2 AND retires_at IS NULL")
            .bind(account.uuid()).bind(slot.as_str()).execute(c).await.map(drop))?;
    } else {
        on!(tx, c => sqlx::query("DELETE FROM contacts WHERE account_id = $1 AND slot = $2 AND retires_at <> $3")
            .bind(account.uuid()).bind(slot.as_str()).bind(At(at)).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// What was retiring from a slot stays: what should have taken its place is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn restore_slot(tx: &mut Tx, account: AccountId, slot: Slot) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "UPDATE contacts SET retires_at = NULL WHERE account_id = $1 AND slot = $2 AND retires_at > $3
         AND NOT EXISTS (SELECT 1 FROM contacts newer WHERE newer.account_id = $1 AND newer.slot = $2 AND newer.retires_at IS NULL)",
    ).bind(account.uuid()).bind(slot.as_str()).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Removes a contact.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, id: ContactId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM contacts WHERE id = $1").bind(id.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// Empties a slot, with what retires from it; false where it was empty.
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
    type Named = (String, Uuid, Uuid, Uuid, String, Vec<u8>, Vec<u8>, Option<At>, At, Option<At>);
    let rows: Vec<Named> = on!(tx, c => sqlx::query_as(
        "SELECT a.user_id, c.id, c.tenant_id, c.account_id, c.slot, c.sealed, c.lookup, c.verified_at, c.usable_from,
         c.retires_at FROM contacts c JOIN accounts a ON a.id = c.account_id
         WHERE c.tenant_id = $1 AND a.enabled AND c.retires_at IS NULL AND c.slot IN ('authentication_email', 'alternate_email')",
    ).bind(tenant.uuid()).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(user_id, id, tenant, account, slot, sealed, lookup, verified, usable_from, retires)| {
            Ok((user_id, read((id, tenant, account, slot, sealed, lookup, verified, usable_from, retires))?))
        })
        .collect()
}
