//! The account's shared cap on guesses: charged before a guess is compared, refunded when it was right.
//!
//! Unknown browsers share one cap, each known device has its own, so that a stranger who burns the first does not lock
//! the owner out.

use std::time::Duration;

use rekey_domain::limits::Allowance;
use rekey_domain::{DeviceId, GuessId, Timestamp};
use rekey_runtime::config::LimitsConfig;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx, limits};

/// The key of the lock under which one transaction at a time guesses at whoever has this key.
pub(crate) fn lock_key(subject_key: &[u8]) -> i64 {
    limits::lock_key("guesses", subject_key)
}

/// The number of the next charge.
macro_rules! next_number {
    ($subject_key:literal) => {
        concat!("COALESCE((SELECT MAX(number) FROM guess_charges WHERE subject_key = ", $subject_key, "), 0) + 1")
    };
}
pub(crate) use next_number;

/// The oldest of as many of the newest charges as are allowed, where it lies in the window.
macro_rules! first_charge {
    ($subject_key:literal, $device:literal, $since:literal, $newer:literal) => {
        concat!(
            "SELECT at FROM guess_charges WHERE subject_key = ",
            $subject_key,
            " AND (device_id = ",
            $device,
            " OR (",
            $device,
            " IS NULL AND device_id IS NULL)) AND NOT refunded AND at > ",
            $since,
            " ORDER BY number DESC LIMIT 1 OFFSET ",
            $newer
        )
    };
}
pub(crate) use first_charge;

/// Whose guess it is.
#[derive(Debug, Clone, Copy)]
pub struct Guesser<'a> {
    /// The account, or a decoy's digest.
    pub subject_key: &'a [u8],
    /// The known device, if any.
    pub device: Option<DeviceId>,
}

/// What the cap says, to be acted on: whoever else guesses at the same waits until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn allowance(tx: &mut Tx, guesser: Guesser<'_>, limits: &LimitsConfig) -> Result<Allowance, StoreError> {
    tx.serialise(&mut [lock_key(guesser.subject_key)]).await?;
    look(tx, guesser, limits).await
}

/// What the cap says at this moment, to be told and not to be acted on: nobody waits.
///
/// # Errors
/// When the database does not answer.
pub async fn look(tx: &mut Tx, guesser: Guesser<'_>, limits: &LimitsConfig) -> Result<Allowance, StoreError> {
    let asked = Asked { guesser, limits };
    let since = asked.since(tx.now());
    let first: Option<(At,)> = on!(tx, c => sqlx::query_as(first_charge!("$1", "$2", "$3", "$4"))
        .bind(guesser.subject_key).bind(asked.device()).bind(since).bind(asked.newer())
        .fetch_optional(c).await)?;
    Ok(asked.judge(first.map(|(at,)| at)))
}

/// A question about the cap that goes along with something that is written.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose.
    pub guesser: Guesser<'a>,
    /// The cap.
    pub limits: &'a LimitsConfig,
}

impl Asked<'_> {
    const fn window(&self) -> Duration {
        Duration::from_secs(self.limits.guess_window_seconds as u64)
    }

    pub(crate) fn device(&self) -> Option<Uuid> {
        self.guesser.device.map(DeviceId::uuid)
    }

    pub(crate) fn since(&self, now: Timestamp) -> At {
        At(now.minus(self.window()))
    }

    /// How many newer charges leave it at the first that matters.
    pub(crate) fn newer(&self) -> i64 {
        let LimitsConfig { guesses_per_device, guesses_per_account, .. } = self.limits;
        let most = if self.guesser.device.is_some() { guesses_per_device } else { guesses_per_account };
        i64::from(most.saturating_sub(1))
    }

    /// The cap is open again when the oldest of the last charges that are allowed leaves the window.
    pub(crate) fn judge(&self, first: Option<At>) -> Allowance {
        match first {
            Some(At(at)) => Allowance::Spent { opens_at: at.plus(self.window()) },
            None => Allowance::Open,
        }
    }
}

/// Charges a guess, after [`allowance`] was asked in the same transaction.
///
/// # Errors
/// When the database does not answer; [`StoreError::Conflict`] where somebody charges at the same time who did not ask.
pub async fn charge(tx: &mut Tx, guess: GuessId, guesser: Guesser<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(concat!(
        "INSERT INTO guess_charges (id, subject_key, device_id, at, number, refunded) VALUES ($1, $2, $3, $4, ",
        next_number!("$2"), ", FALSE)",
    )).bind(guess.uuid()).bind(guesser.subject_key).bind(guesser.device.map(DeviceId::uuid)).bind(now)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Takes a charge back.
///
/// # Errors
/// When the database does not answer.
pub async fn refund(tx: &mut Tx, guess: GuessId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE guess_charges SET refunded = TRUE WHERE id = $1")
        .bind(guess.uuid()).execute(c).await.map(drop))?;
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
