//! Sliding windows, exact under concurrency: one row per hit, counted under a lock of the subject.

use rekey_domain::Timestamp;
use rekey_runtime::config::Window;
use rekey_runtime::{ApiProblem, Entropy};
use rekey_wire::http::{Problem, ProblemCode};
use uuid::Uuid;

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{StoreError, Tx};

/// Scope in which it is remembered that something was taken from an account that could reset, or used up by a reset of it.
pub const REMOVALS_OF_CAPABLE: &str = "removals_of_capable";

/// Scope in which calls are counted that an account refused: by a reset of it or while a phone was set up.
pub const REFUSED_CALLS: &str = "refused_calls_per_account";

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
    let ids: Vec<Uuid> = hits.iter().map(|_| entropy.uuid(tx.now())).collect();
    let full = count(tx, hits, &ids).await?;
    Ok(match full.into_iter().max_by_key(|(_, opens_at)| *opens_at) {
        Some((scope, opens_at)) => Charge::Refused { scope, opens_at },
        None => Charge::Made(ids),
    })
}

/// When a hit would be let through; `None` for now. Counts nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn opens_at(tx: &mut Tx, hit: &Hit<'_>) -> Result<Option<Timestamp>, StoreError> {
    Ok(count(tx, std::slice::from_ref(hit), &[]).await?.into_iter().map(|(_, at)| at).max())
}

/// A window of a hit: where, what began with it, and how many newer hits leave room.
struct Slot {
    scope: &'static str,
    subject: [u8; 32],
    window: Window,
    since: At,
    newer: i64,
}

/// Counts each hit now under its id, as far as there are ids, unless a window is full: then the full windows, each with the
/// time at which it opens. A window is full while the last `max` hits lie in it: until the oldest of them leaves.
async fn count(tx: &mut Tx, hits: &[Hit<'_>], ids: &[Uuid]) -> Result<Vec<(&'static str, Timestamp)>, StoreError> {
    let mut slots: Vec<Slot> = Vec::new();
    for hit in hits {
        slots.extend(hit.windows.iter().map(|window| Slot {
            scope: hit.scope,
            subject: hit.subject,
            window: *window,
            since: At(tx.now().minus(window.duration())),
            newer: i64::from(window.max.saturating_sub(1)),
        }));
    }
    let found = match tx.inner {
        Inner::Postgres(_) => count_at_once(tx, (&slots, hits), ids).await?,
        Inner::Sqlite(_) => count_one_by_one(tx, (&slots, hits), ids).await?,
    };
    let opens = |(number, At(at)): (i64, At)| {
        let slot = slots.get(usize::try_from(number).ok()?)?;
        Some((slot.scope, at.plus(slot.window.duration())))
    };
    Ok(found.into_iter().filter_map(opens).collect())
}

/// In one round: numbers of the slots that are full, with the oldest of the hits that fill each.
async fn count_at_once(
    tx: &mut Tx,
    (slots, hits): (&[Slot], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let scopes: Vec<&str> = slots.iter().map(|slot| slot.scope).collect();
    let subjects: Vec<&[u8]> = slots.iter().map(|slot| &slot.subject[..]).collect();
    let (sinces, newers): (Vec<At>, Vec<i64>) = slots.iter().map(|slot| (slot.since, slot.newer)).unzip();
    let (counted, whose): (Vec<&str>, Vec<&[u8]>) = hits.iter().map(|hit| (hit.scope, &hit.subject[..])).unzip();
    let now = At(tx.now());
    on_postgres!(tx, c => sqlx::query_as(
        "WITH full_slots AS (SELECT number - 1 AS number, last.at FROM unnest($1, $2, $3, $4) WITH ORDINALITY
             AS slots (scope, subject, since, newer, number) CROSS JOIN LATERAL (SELECT hits.at
             FROM limit_hits AS hits WHERE hits.scope = slots.scope AND hits.subject = slots.subject
             AND hits.at > slots.since ORDER BY hits.at DESC LIMIT 1 OFFSET slots.newer) AS last),
         counted AS (INSERT INTO limit_hits (id, scope, subject, at) SELECT id, scope, subject, $8
             FROM unnest($5, $6, $7) AS hits (id, scope, subject)
             WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM full_slots))
         SELECT number, at FROM full_slots",
    ).bind(scopes).bind(subjects).bind(sinces).bind(newers).bind(ids).bind(counted).bind(whose).bind(now).fetch_all(c).await)
}

async fn count_one_by_one(
    tx: &mut Tx,
    (slots, hits): (&[Slot], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let mut found = Vec::new();
    for (number, slot) in (0_i64..).zip(slots) {
        let row: Option<(At,)> = on!(tx, c => sqlx::query_as(
            "SELECT at FROM limit_hits WHERE scope = $1 AND subject = $2 AND at > $3 ORDER BY at DESC LIMIT 1 OFFSET $4",
        ).bind(slot.scope).bind(&slot.subject[..]).bind(slot.since).bind(slot.newer).fetch_optional(c).await)?;
        found.extend(row.map(|(at,)| (number, at)));
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let now = At(tx.now());
    for (hit, id) in hits.iter().zip(ids) {
        on!(tx, c => sqlx::query("INSERT INTO limit_hits (id, scope, subject, at) VALUES ($1, $2, $3, $4)")
            .bind(*id).bind(hit.scope).bind(&hit.subject[..]).bind(now).execute(c).await.map(drop))?;
    }
    Ok(found)
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

/// Forgets everything that was counted of a subject in this scope.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(tx: &mut Tx, hit: &Hit<'_>) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("DELETE FROM limit_hits WHERE scope = $1 AND subject = $2")
        .bind(hit.scope).bind(&hit.subject[..]).execute(c).await.map(drop))?;
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
