//! The end of a reset whose password was changed, written at once: the state, what is told of it, what ends with it, and the
//! notices to every contact.

use rekey_domain::reset::Reset;
use rekey_domain::{AccountId, ContactId, TenantId};
use rekey_runtime::Entropy;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{Inner, on_postgres};
use crate::deliveries::Posted;
use crate::devices::NewDevice;
use crate::limits::Counts;
use crate::resets::{self, Aside, StoredReset};
use crate::states::ResetState;
use crate::time::At;
use crate::{StoreError, Tx, accounts, audit, contacts, deliveries};

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

/// Writes the last state over the one that was loaded, and everything that follows from it. False, and nothing is written, where
/// somebody else was faster, other resets of the account are open, or its contacts are others: then each has to be looked at.
///
/// # Errors
/// When the database does not answer.
pub async fn complete(
    tx: &mut Tx,
    (loaded, next): (&StoredReset, &Reset),
    completion: &Completion<'_>,
    entropy: Entropy,
) -> Result<bool, StoreError> {
    if let Inner::Postgres(_) = tx.inner {
        return complete_at_once(tx, (loaded, next), completion, entropy).await;
    }
    let Completion { account, failures, device, entry, contacts, notices } = completion;
    let found = contacts::of_account(tx, *account).await?;
    let are_others = resets::others_of_account(tx, *account, Some(next.id)).await?.is_empty();
    let are_same = found.len() == contacts.len() && found.iter().all(|contact| contacts.contains(&contact.id));
    if !are_others || !are_same {
        return Ok(false);
    }
    let aside = Aside { entries: vec![entry.clone()], ..Aside::default() };
    match resets::save(tx, loaded, next, &aside, entropy).await {
        Err(StoreError::Conflict) => return Ok(false),
        saved => saved?,
    }
    accounts::forget_strangers(tx, *account, (&loaded.subject_key, failures), Some(device)).await?;
    for notice in *notices {
        deliveries::post(tx, notice, entropy).await?;
    }
    Ok(true)
}

/// In one round.
async fn complete_at_once(
    tx: &mut Tx,
    (loaded, next): (&StoredReset, &Reset),
    completion: &Completion<'_>,
    entropy: Entropy,
) -> Result<bool, StoreError> {
    let Completion { account, failures, device, entry, contacts, notices } = completion;
    let now = tx.now();
    let subjects: Vec<&[u8]> = failures.subjects.iter().map(|subject| &subject[..]).collect();
    let mut contacts: Vec<Uuid> = contacts.iter().map(|contact| contact.uuid()).collect();
    contacts.sort_unstable();
    let rows: Vec<Uuid> = notices.iter().map(|_| entropy.uuid(now)).collect();
    let messages: Vec<Uuid> = notices.iter().map(|notice| notice.message.message.uuid()).collect();
    let channels: Vec<&str> = notices.iter().map(|notice| notice.delivery.channel.as_str()).collect();
    let purposes: Vec<&str> = notices.iter().map(|notice| notice.delivery.purpose).collect();
    let expiries: Vec<At> = notices.iter().map(|notice| At(notice.delivery.expires_at)).collect();
    let (kinds, listeners): (Vec<&str>, Vec<&str>) =
        notices.iter().map(|notice| (notice.message.kind, notice.message.listener)).unzip();
    let payloads: Vec<&[u8]> = notices.iter().map(|notice| notice.message.payload).collect();
    let traces: Vec<Option<&str>> = notices.iter().map(|notice| notice.message.trace).collect();
    let birth = tx.birth(now);
    let (stage, reason) = resets::standing(next);
    let (changed,): (i64,) = on_postgres!(tx, c => sqlx::query_as(
        "WITH changed AS (UPDATE resets SET state = $3, version = version + 1, is_over = $4, account_id = $5,
             expires_at = $6, changing_since = $7, stage = $8, closed_reason = $9, touched_at = $10
             WHERE id = $1 AND version = $2
             AND NOT EXISTS (SELECT 1 FROM resets AS others
                 WHERE others.account_id = $11 AND NOT others.is_over AND others.id <> $1)
             AND $12 = ARRAY(SELECT id FROM contacts WHERE account_id = $11 ORDER BY id)
             RETURNING id),
         noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             SELECT $13, $14, $15, $16, $17, $18, $19, $20 FROM changed),
         ended AS (DELETE FROM sign_ins WHERE account_id = $11 AND EXISTS (SELECT 1 FROM changed)),
         forgotten AS (DELETE FROM guess_charges WHERE subject_key = $21 AND at <= $14 AND EXISTS (SELECT 1 FROM changed)),
         opened AS (DELETE FROM limit_hits WHERE scope = $22 AND subject = ANY($23)
             AND EXISTS (SELECT 1 FROM changed)),
         known AS (INSERT INTO devices (id, account_id, token_hash, created_at, last_used_at)
             SELECT $24, $11, $25, $14, $14 FROM changed),
         too_many AS (DELETE FROM devices WHERE account_id = $11 AND id IN
             (SELECT id FROM devices WHERE account_id = $11 ORDER BY last_used_at DESC, id DESC OFFSET $26)
             AND EXISTS (SELECT 1 FROM changed)),
         made AS (INSERT INTO deliveries (message_id, tenant_id, account_id, channel, purpose, state, attempt, fence,
             forged_reports, superseded, created_at, updated_at, expires_at)
             SELECT message, $15, $11, channel, purpose, 'due', 0, 0, 0, FALSE, $14, $14, expires_at
             FROM changed, unnest($27, $28, $29, $30) AS notices (message, channel, purpose, expires_at)),
         posted AS (INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at,
             fence, unanswered, faults, overflows, trace, created_at, lease_until)
             SELECT row_id, message, kind, listener, $15, payload, 1, $14, expires_at, $36, 0, 0, 0, trace, $14, $37
             FROM changed, unnest($31, $27, $32, $33, $34, $30, $35)
                 AS notices (row_id, message, kind, listener, payload, expires_at, trace))
         SELECT count(*) FROM changed",
    ).bind(next.id.uuid()).bind(loaded.version).bind(Json(ResetState::of(next))).bind(resets::is_over(next))
        .bind(next.account().map(AccountId::uuid)).bind(At(next.expires_at)).bind(resets::changing_since(next))
        .bind(stage).bind(reason).bind(At(next.touched_at))
        .bind(account.uuid()).bind(contacts)
        .bind(entropy.uuid(now)).bind(At(now)).bind(entry.tenant.map(TenantId::uuid)).bind(entry.actor).bind(entry.event)
        .bind(entry.account.map(AccountId::uuid)).bind(entry.flow).bind(Json(entry.detail))
        .bind(&loaded.subject_key).bind(failures.scope).bind(subjects)
        .bind(device.id.uuid()).bind(&device.token.0[..]).bind(i64::from(device.keep.saturating_sub(1)))
        .bind(messages).bind(channels).bind(purposes).bind(expiries)
        .bind(&rows).bind(kinds).bind(listeners).bind(payloads).bind(traces)
        .bind(birth.fence).bind(birth.lease_until)
        .fetch_one(c).await)?;
    if changed == 0 {
        return Ok(false);
    }
    for (id, notice) in rows.into_iter().zip(*notices) {
        tx.hand(birth, id, &notice.message, notice.message.listener);
    }
    Ok(true)
}
