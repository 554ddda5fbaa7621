//! Captchas that were spent.

use rekey_domain::Timestamp;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A captcha that was solved.
#[derive(Debug, Clone, Copy)]
pub struct SolvedCaptcha {
    /// Of the captcha.
    pub digest: [u8; 32],
    /// It is of no use any more.
    pub expires_at: Timestamp,
}

/// Whether a captcha was spent already, as far as can be seen without waiting.
///
/// # Errors
/// When the database does not answer.
pub async fn is_spent(tx: &mut Tx, captcha: &SolvedCaptcha) -> Result<bool, StoreError> {
    let found: Option<(i32,)> = on!(tx, c => sqlx::query_as("SELECT 1 FROM spent_captchas WHERE digest = $1")
        .bind(&captcha.digest[..]).fetch_optional(c).await)?;
    Ok(found.is_some())
}

/// Spends a captcha; false where it was spent before.
///
/// # Errors
/// When the database does not answer.
pub async fn spend(tx: &mut Tx, captcha: &SolvedCaptcha) -> Result<bool, StoreError> {
    let spent = on!(tx, c => sqlx::query(
        "INSERT INTO spent_captchas (digest, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    ).bind(&captcha.digest[..]).bind(At(captcha.expires_at)).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(spent == 1)
}
