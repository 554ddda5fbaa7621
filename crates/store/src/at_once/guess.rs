//! A guess is charged, and ends.

use rekey_domain::reset::Reset;
use rekey_domain::{AccountId, DeviceId, GuessId, MessageId, TenantId};
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::{changed, free, unless_conflict};
use crate::caps::{self, Asked, Guesser, first_charge, next_number};
use crate::db::on_postgres;
use crate::resets::{Aside, StoredReset, next_state_of};
use crate::time::At;
use crate::{AtOnce, StoreError};

/// Charges a guess to the account's cap and writes the next state over the one that was loaded. False, and nothing is written, where
/// the cap is spent, somebody else is guessing at the same account, or was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn charge_guess(
    at_once: &mut AtOnce,
    (loaded, next): (&StoredReset, &Reset),
    guess: GuessId,
    limits: &LimitsConfig,
) -> Result<bool, StoreError> {
    let guesser = Guesser { subject_key: &loaded.subject_key, device: loaded.reset.device() };
    let tx = &mut at_once.0;
    let (asked, now) = (Asked { guesser, limits }, tx.now());
    let query = concat!(
        "WITH ",
        free!("$17"),
        ", ",
        changed!(
            "",
            concat!("(SELECT is_free FROM free) AND NOT EXISTS (", first_charge!("$11", "$12", "$13", "$14"), ")")
        ),
        " INSERT INTO guess_charges (id, subject_key, device_id, at, number, refunded)
         SELECT $15, $11, $12, $16, ",
        next_number!("$11"),
        ", FALSE FROM changed RETURNING 1"
    );
    let written: Result<Option<(i32,)>, StoreError> = on_postgres!(tx, c => {
        next_state_of!(sqlx::query_as(query), loaded, next).bind(guesser.subject_key)
            .bind(guesser.device.map(DeviceId::uuid)).bind(asked.since(now)).bind(asked.newer()).bind(guess.uuid())
            .bind(At(now)).bind(vec![caps::lock_key(guesser.subject_key)]).fetch_optional(c).await
    });
    Ok(unless_conflict(written)?.is_some())
}

/// Writes the next state over the one that was loaded, with what goes along. False, and nothing is written, where somebody else was
/// faster, or a guess is charged besides.
///
/// # Errors
/// When the database does not answer.
pub async fn finish_guess(
    at_once: &mut AtOnce,
    (loaded, next): (&StoredReset, &Reset),
    aside: &Aside<'_>,
    entropy: Entropy,
) -> Result<bool, StoreError> {
    if aside.charged.is_some() {
        return Ok(false);
    }
    let tx = &mut at_once.0;
    let now = tx.now();
    let entries = &aside.entries;
    let ids: Vec<Uuid> = entries.iter().map(|_| entropy.uuid(now)).collect();
    let (actors, events): (Vec<&str>, Vec<&str>) = entries.iter().map(|entry| (entry.actor, entry.event)).unzip();
    let (tenants, accounts): (Vec<Option<Uuid>>, Vec<Option<Uuid>>) =
        entries.iter().map(|entry| (entry.tenant.map(TenantId::uuid), entry.account.map(AccountId::uuid))).unzip();
    let (flows, details): (Vec<Option<Uuid>>, Vec<Json<&Value>>) =
        entries.iter().map(|entry| (entry.flow, Json(entry.detail))).unzip();
    let query = concat!(
        "WITH ",
        changed!(
            ", next_token_hash = COALESCE($20, next_token_hash), handle_due = handle_due AND $20::bytea IS NULL",
            "TRUE"
        ),
        ",
         refunded AS (UPDATE guess_charges SET refunded = TRUE WHERE id = $11 AND EXISTS (SELECT 1 FROM changed)),
         proven AS (UPDATE deliveries SET proven_at = COALESCE(proven_at, $12)
             WHERE message_id = $21 AND EXISTS (SELECT 1 FROM changed)),
         noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             SELECT entries.id, $12, tenant, actor, event, account, flow, detail FROM changed,
                 unnest($13, $14, $15, $16, $17, $18, $19) AS entries (id, tenant, actor, event, account, flow, detail))
         SELECT 1 FROM changed"
    );
    let written: Result<Option<(i32,)>, StoreError> = on_postgres!(tx, c => {
        next_state_of!(sqlx::query_as(query), loaded, next).bind(aside.refunded.map(GuessId::uuid)).bind(At(now))
            .bind(ids).bind(tenants).bind(actors).bind(events).bind(accounts).bind(flows).bind(details)
            .bind(aside.next_token.as_ref().map(|token| &token.0[..])).bind(aside.proven.map(MessageId::uuid))
            .fetch_optional(c).await
    });
    Ok(unless_conflict(written)?.is_some())
}
