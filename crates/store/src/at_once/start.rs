//! A reset begins.

use rekey_domain::limits::Allowance;
use rekey_domain::reset::Reset;
use rekey_domain::{AccountId, TenantId};
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use rekey_wire::secret::TokenHash;
use sqlx::types::Json;
use uuid::Uuid;

use super::{free, unless_conflict};
use crate::caps::{Asked, Guesser, first_charge};
use crate::captchas::SolvedCaptcha;
use crate::db::on_postgres;
use crate::limits::{self, Columns, Hit, counting, full_windows};
use crate::resets::{changing_since, is_over, standing};
use crate::states::ResetState;
use crate::time::At;
use crate::{AtOnce, StoreError, audit};

/// A reset that begins.
#[derive(Debug)]
pub struct NewReset<'a> {
    /// The reset.
    pub reset: &'a Reset,
    /// Whose guesses and sends are counted.
    pub subject_key: &'a [u8],
    /// Of its token.
    pub token: &'a TokenHash,
    /// What is told of it.
    pub entry: audit::Entry<'a>,
    /// What it is counted under.
    pub hits: &'a [Hit<'a>],
    /// What it is begun for.
    pub captcha: &'a SolvedCaptcha,
}

/// Spends the captcha, counts the start and writes the reset: what the account's cap says. None, and nothing is written, where the
/// captcha was spent before, there is no room, or somebody else is counted under the same.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    at_once: &mut AtOnce,
    new: &NewReset<'_>,
    limits: &LimitsConfig,
    entropy: Entropy,
) -> Result<Option<Allowance>, StoreError> {
    let (tx, NewReset { reset, subject_key, token, entry, hits, captcha }) = (&mut at_once.0, new);
    let (now, (stage, reason)) = (tx.now(), standing(reset));
    let asked = Asked { guesser: Guesser { subject_key, device: reset.device() }, limits };
    let windows = limits::windows(tx, hits);
    let columns = Columns::new(&windows, hits);
    let ids: Vec<Uuid> = hits.iter().map(|_| entropy.uuid(now)).collect();
    let written: Result<Option<(Option<At>,)>, StoreError> = on_postgres!(tx, c => sqlx::query_as(concat!(
        "WITH ", free!("$1"), ", ", full_windows!("$2", "$3", "$4", "$5"), ",
         spent AS (INSERT INTO spent_captchas (digest, expires_at) SELECT $6, $7 FROM free
             WHERE is_free AND NOT EXISTS (SELECT 1 FROM full_windows) ON CONFLICT DO NOTHING RETURNING 1), ",
        counting!("$8", "$9", "$10", "$11", "EXISTS (SELECT 1 FROM spent)"), ",
         noted AS (INSERT INTO audit (id, at, tenant_id, actor, event, account_id, flow_id, detail)
             SELECT $12, $11, $13, $14, $15, $16, $17, $18 FROM spent)
         INSERT INTO resets (id, tenant_id, account_id, subject_key, token_hash, version, is_over, changing_since, state,
             created_at, expires_at, stage, closed_reason, touched_at, handle_due)
             SELECT $19, $20, $21, $22, $23, 1, $24, $25, $26, $11, $27, $28, $29, $30, FALSE FROM spent
         RETURNING (", first_charge!("$22", "$31", "$32", "$33"), ")"
    )).bind(limits::keys(hits)).bind(columns.window_scopes).bind(columns.window_subjects).bind(columns.sinces)
        .bind(columns.newers).bind(&captcha.digest[..]).bind(At(captcha.expires_at)).bind(ids).bind(columns.scopes)
        .bind(columns.subjects).bind(At(now))
        .bind(entropy.uuid(now)).bind(entry.tenant.map(TenantId::uuid)).bind(entry.actor).bind(entry.event)
        .bind(entry.account.map(AccountId::uuid)).bind(entry.flow).bind(Json(entry.detail))
        .bind(reset.id.uuid()).bind(reset.tenant.uuid()).bind(reset.account().map(AccountId::uuid)).bind(*subject_key)
        .bind(&token.0[..]).bind(is_over(reset)).bind(changing_since(reset)).bind(Json(ResetState::of(reset)))
        .bind(At(reset.expires_at)).bind(stage).bind(reason).bind(At(reset.touched_at))
        .bind(asked.device()).bind(asked.since(now)).bind(asked.newer())
        .fetch_optional(c).await);
    Ok(unless_conflict(written)?.map(|(first,)| asked.judge(first)))
}
