//! The account's shared cap on guesses: charged before a guess is compared, refunded when it was right.
//!
//! Unknown browsers share one cap, each known device has its own, so that a stranger who burns the first does not lock
//! the owner out.

use std::time::Duration;

use rekey_domain::limits::Allowance;
use rekey_domain::{DeviceId, GuessId, Timestamp};
use rekey_runtime::config::LimitsConfig;

use crate::db::on;
use crate::limits::lock_key;
use crate::time::At;
use crate::{StoreError, Tx};

/// Whose guess it is.
#[derive(Debug, Clone, Copy)]
pub struct Guesser<'a> {
    /// The account, or a decoy's digest.
    pub subject_key: &'a [u8],
    /// The known device, if any.
    pub device: Option<DeviceId>,
}

/// What the cap says. Others of the same subject wait until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn allowance(tx: &mut Tx, guesser: Guesser<'_>, limits: &LimitsConfig) -> Result<Allowance, StoreError> {
    tx.serialise(&mut [lock_key("guesses", guesser.subject_key)]).await?;
    look(tx, guesser, limits).await
}

/// What the cap says at this moment, to be told and not to be acted on: nobody waits.
///
/// # Errors
/// When the database does not answer.
pub async fn look(tx: &mut Tx, guesser: Guesser<'_>, limits: &LimitsConfig) -> Result<Allowance, StoreError> {
    let window = Duration::from_secs(u64::from(limits.guess_window_seconds));
    let since = At(tx.now().minus(window));
    let rows: Vec<(At,)> = match guesser.device {
        Some(device) => on!(tx, c => sqlx::query_as(
            "SELECT at FROM guess_charges WHERE subject_key = $1 AND device_id = $2 AND at > $3 ORDER BY at DESC",
        ).bind(guesser.subject_key).bind(device.uuid()).bind(since).fetch_all(c).await)?,
        None => on!(tx, c => sqlx::query_as(
            "SELECT at FROM guess_charges WHERE subject_key = $1 AND device_id IS NULL AND at > $2 ORDER BY at DESC",
        ).bind(guesser.subject_key).bind(since).fetch_all(c).await)?,
    };
    let most = if guesser.device.is_some() { limits.guesses_per_device } else { limits.guesses_per_account };
    Ok(judge(&rows, most, window))
}

/// The cap is open again when the oldest of the last `most` charges leaves the window.
fn judge(newest_first: &[(At,)], most: u32, window: Duration) -> Allowance {
    let last = usize::try_from(most).unwrap_or(usize::MAX).saturating_sub(1);
    match newest_first.get(last) {
        Some((At(at),)) => Allowance::Spent { opens_at: at.plus(window) },
        None => Allowance::Open,
    }
}

/// Charges a guess.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(tx: &mut Tx, guess: GuessId, guesser: Guesser<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query("INSERT INTO guess_charges (id, subject_key, device_id, at) VALUES ($1, $2, $3, $4)")
        .bind(guess.uuid()).bind(guesser.subject_key).bind(guesser.device.map(DeviceId::uuid)).bind(now)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Takes a charge back.
///
/// # Errors
/// When the database does not answer.
pub async fn refund(tx: &mut Tx, guess: GuessId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM guess_charges WHERE id = $1").bind(guess.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// Takes back what was charged up to this time from any browser, known or not: the owner has proven to be the owner
/// (63B-4 3.2.2).
///
/// # Errors
/// When the database does not answer.
pub async fn clear(tx: &mut Tx, subject_key: &[u8], before: Timestamp) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM guess_charges WHERE subject_key = $1 AND at <= $2")
        .bind(subject_key).bind(At(before)).execute(c).await.map(drop))?;
    Ok(())
}
