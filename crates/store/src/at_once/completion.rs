//! The password was changed.

use rekey_domain::reset::Reset;
use rekey_domain::{AccountId, ContactId, TenantId};
use rekey_runtime::Entropy;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Notices, changed, posted, posted_of, unless_conflict};
use crate::db::on_postgres;
use crate::deliveries::Posted;
use crate::devices::NewDevice;
use crate::limits::Counts;
use crate::resets::{StoredReset, next_state_of};
use crate::{AtOnce, StoreError, audit};

/// What is written when the password was changed.
#[derive(Debug)]
pub struct Completion<'a> {
    /// Whose password it is.
    pub account: AccountId,
    /// What failed while somebody tried to sign in, to be forgotten.
    pub failures: &'a Counts,
    /// The browser that is known from now on.
    pub device: NewDevice<'a>,
    /// What is told of it.
    pub entry: audit::Entry<'a>,
    /// The contacts that notices go to, and those that take none: all that the account is thought to have.
    pub contacts: &'a [ContactId],
    /// The notices.
    pub notices: &'a [Posted<'a>],
}

/// Writes the last state over the one that was loaded, a change that is under way, and everything that follows from it. False, and
/// nothing is written, where somebody else was faster, other resets of the account are open, or its contacts are others: then each
/// has to be looked at.
///
/// # Errors
/// When the database does not answer.
pub async fn complete(
    at_once: &mut AtOnce,
    (loaded, next): (&StoredReset, &Reset),
    completion: &Completion<'_>,
    entropy: Entropy,
) -> Result<bool, StoreError> {
    let Completion { account, failures, device, entry, contacts, notices } = completion;
    let tx = &mut at_once.0;
    let (now, notices) = (tx.now(), Notices::new(tx, notices, entropy));
    let subjects: Vec<&[u8]> = failures.subjects.iter().map(|subject| &subject[..]).collect();
    let mut contacts: Vec<Uuid> = contacts.iter().map(|contact| contact.uuid()).collect();
    contacts.sort_unstable();
    // Charges are taken back after the sign-ins are gone: registration, too, has the sign-in before it takes a charge back.
    let query = concat!(
        "WITH ",
        changed!("", "changing_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resets AS others
             WHERE others.account_id = $27 AND NOT others.is_over AND others.id <> $1)
             AND $28 = ARRAY(SELECT id FROM contacts WHERE account_id = $27 ORDER BY id)"),
        ", noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             SELECT $29, $11, $30, $31, $32, $27, $33, $34 FROM changed),
         ended AS (DELETE FROM sign_ins WHERE account_id = $27 AND EXISTS (SELECT 1 FROM changed) RETURNING 1),
         forgotten AS (DELETE FROM guess_charges WHERE subject_key = $35 AND at <= $11 AND EXISTS (SELECT 1 FROM changed)
             AND (SELECT count(*) FROM ended) >= 0),
         opened AS (DELETE FROM limit_hits WHERE scope = $36 AND subject = ANY($37)
             AND EXISTS (SELECT 1 FROM changed)),
         known AS (INSERT INTO devices (id, account_id, token_hash, created_at, last_used_at)
             SELECT $38, $27, $39, $11, $11 FROM changed),
         too_many AS (DELETE FROM devices WHERE account_id = $27 AND id IN
             (SELECT id FROM devices WHERE account_id = $27 ORDER BY last_used_at DESC, id DESC OFFSET $40)
             AND EXISTS (SELECT 1 FROM changed)), ",
        posted!(),
        " SELECT 1 FROM changed"
    );
    let written: Result<Option<(i32,)>, StoreError> = on_postgres!(tx, c => {
        let query = next_state_of!(sqlx::query_as(query), loaded, next);
        posted_of!(query, notices, now).bind(account.uuid()).bind(contacts).bind(entropy.uuid(now))
            .bind(entry.tenant.map(TenantId::uuid)).bind(entry.actor).bind(entry.event).bind(entry.flow)
            .bind(Json(entry.detail)).bind(&loaded.subject_key).bind(failures.scope).bind(subjects)
            .bind(device.id.uuid()).bind(&device.token.0[..]).bind(i64::from(device.keep.saturating_sub(1)))
            .fetch_optional(c).await
    });
    if unless_conflict(written)?.is_none() {
        return Ok(false);
    }
    notices.hand(at_once);
    Ok(true)
}
