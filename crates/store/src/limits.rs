//! Sliding windows, exact under concurrency: one row per hit, counted under a lock of the subject.

use rekey_domain::Timestamp;
use rekey_runtime::config::Window;
use rekey_runtime::{ApiProblem, Entropy};
use rekey_wire::http::{Problem, ProblemCode};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Something that is limited.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    /// What is counted, such as `starts_per_network`.
    pub scope: &'static str,
    /// Of whom: a keyed digest.
    pub subject: [u8; 32],
    /// All of these windows hold; without any it is only counted.
    pub windows: &'a [Window],
}

/// The answer to a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charge {
    /// Counted; give these ids to [`refund`] to take it back.
    Made(Vec<Uuid>),
    /// Over a limit; nothing was counted.
    Refused {
        /// Which.
        scope: &'static str,
        /// When there is room again.
        opens_at: Timestamp,
    },
}

impl Charge {
    /// What was counted.
    ///
    /// # Errors
    /// `too_many_requests` where a limit refused, with the time of its end.
    pub fn made(self, now: Timestamp) -> Result<Vec<Uuid>, ApiProblem> {
        match self {
            Charge::Made(hits) => Ok(hits),
            Charge::Refused { scope, opens_at } => {
                tracing::info!(scope, "limit.refused");
                Err(Problem::new(ProblemCode::TooManyRequests).retry_at(opens_at, now).into())
            }
        }
    }
}

/// Counts all hits or none.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(tx: &mut Tx, hits: &[Hit<'_>], entropy: Entropy) -> Result<Charge, StoreError> {
    let mut keys: Vec<i64> = hits.iter().map(|hit| lock_key(hit.scope, &hit.subject)).collect();
    tx.serialise(&mut keys).await?;
    let mut refused: Option<(&'static str, Timestamp)> = None;
    for hit in hits {
        if let Some(opens_at) = opens_at(tx, hit).await? {
            let later = refused.is_none_or(|(_, other)| opens_at > other);
            refused = if later { Some((hit.scope, opens_at)) } else { refused };
        }
    }
    if let Some((scope, opens_at)) = refused {
        return Ok(Charge::Refused { scope, opens_at });
    }
    let mut ids = Vec::with_capacity(hits.len());
    for hit in hits {
        let (id, now) = (entropy.uuid(tx.now()), At(tx.now()));
        on!(tx, c => sqlx::query("INSERT INTO limit_hits (id, scope, subject, at) VALUES ($1, $2, $3, $4)")
            .bind(id).bind(hit.scope).bind(&hit.subject[..]).bind(now).execute(c).await.map(drop))?;
        ids.push(id);
    }
    Ok(Charge::Made(ids))
}

/// When a hit would be let through; `None` for now. Counts nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn opens_at(tx: &mut Tx, hit: &Hit<'_>) -> Result<Option<Timestamp>, StoreError> {
    let mut latest = None;
    for window in hit.windows {
        latest = latest.max(full_until(tx, hit, *window).await?);
    }
    Ok(latest)
}

/// A window is full while the last `max` hits lie in it: until the oldest of them leaves.
async fn full_until(tx: &mut Tx, hit: &Hit<'_>, window: Window) -> Result<Option<Timestamp>, StoreError> {
    let since = At(tx.now().minus(window.duration()));
    let newer = i64::from(window.max.saturating_sub(1));
    let row: Option<(At,)> = on!(tx, c => sqlx::query_as(
        "SELECT at FROM limit_hits WHERE scope = $1 AND subject = $2 AND at > $3 ORDER BY at DESC LIMIT 1 OFFSET $4",
    ).bind(hit.scope).bind(&hit.subject[..]).bind(since).bind(newer).fetch_optional(c).await)?;
    Ok(row.map(|(At(at),)| at.plus(window.duration())))
}

/// The times at which a subject was counted since then, newest first, at most so many. Others who ask wait until this
/// transaction ends; ask before anything is charged, so that nobody waits in a circle.
///
/// # Errors
/// When the database does not answer.
pub async fn counted(tx: &mut Tx, hit: &Hit<'_>, since: Timestamp, most: u32) -> Result<Vec<Timestamp>, StoreError> {
    tx.serialise(&mut [lock_key(hit.scope, &hit.subject)]).await?;
    let rows: Vec<(At,)> = on!(tx, c => sqlx::query_as(
        "SELECT at FROM limit_hits WHERE scope = $1 AND subject = $2 AND at > $3 ORDER BY at DESC LIMIT $4",
    ).bind(hit.scope).bind(&hit.subject[..]).bind(At(since)).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(At(at),)| at).collect())
}

/// Takes a charge back.
///
/// # Errors
/// When the database does not answer.
pub async fn refund(tx: &mut Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for id in ids {
        on!(tx, c => sqlx::query("DELETE FROM limit_hits WHERE id = $1").bind(*id).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Spends a captcha; false where it was spent before.
///
/// # Errors
/// When the database does not answer.
pub async fn spend_captcha(tx: &mut Tx, digest: &[u8; 32], expires_at: Timestamp) -> Result<bool, StoreError> {
    let spent = on!(tx, c => sqlx::query(
        "INSERT INTO spent_captchas (digest, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    ).bind(&digest[..]).bind(At(expires_at)).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(spent == 1)
}

/// The advisory lock of a subject: two subjects may share one, which costs a wait and nothing else.
pub(crate) fn lock_key(scope: &str, subject: &[u8]) -> i64 {
    // FNV-1a, so that every process computes the same.
    let hash = scope
        .bytes()
        .chain([0])
        .chain(subject.iter().copied())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    i64::from_ne_bytes(hash.to_ne_bytes())
}
