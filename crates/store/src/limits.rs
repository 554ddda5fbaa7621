//! Sliding windows, exact under concurrency: one row per hit, counted under a lock of the subject.

use rekey_domain::Timestamp;
use rekey_runtime::config::Window;
use rekey_runtime::{ApiProblem, Entropy};
use rekey_wire::http::{Problem, ProblemCode};
use uuid::Uuid;

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{Store, StoreError, Tx};

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
    fn of(full: Vec<(&'static str, Timestamp)>, ids: Vec<Uuid>) -> Self {
        match full.into_iter().max_by_key(|(_, opens_at)| *opens_at) {
            Some((scope, opens_at)) => Self::Refused { scope, opens_at },
            None => Self::Made(ids),
        }
    }

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

/// Begins a transaction in which these are charged: nobody else counts them until it ends.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(store: &Store, hits: &[Hit<'_>]) -> Result<Tx, StoreError> {
    store.begin_holding(keys(hits)).await
}

pub(crate) fn keys(hits: &[Hit<'_>]) -> Vec<i64> {
    hits.iter().map(|hit| lock_key(hit.scope, &hit.subject)).collect()
}

/// A captcha that is spent.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Of the captcha.
    pub digest: [u8; 32],
    /// It is of no use any more.
    pub expires_at: Timestamp,
}

/// Counts all hits or none.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(tx: &mut Tx, hits: &[Hit<'_>], entropy: Entropy) -> Result<Charge, StoreError> {
    let ids = ids(tx, hits, entropy).await?;
    let full = count(tx, hits, &ids).await?;
    Ok(Charge::of(full, ids))
}

/// Waits until nobody else counts for these, and draws the ids of what is counted.
async fn ids(tx: &mut Tx, hits: &[Hit<'_>], entropy: Entropy) -> Result<Vec<Uuid>, StoreError> {
    tx.serialise(&mut keys(hits)).await?;
    Ok(hits.iter().map(|_| entropy.uuid(tx.now())).collect())
}

/// When a hit would be let through; `None` for now. Counts nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn opens_at(tx: &mut Tx, hit: &Hit<'_>) -> Result<Option<Timestamp>, StoreError> {
    Ok(count(tx, std::slice::from_ref(hit), &[]).await?.into_iter().map(|(_, at)| at).max())
}

/// A window of a hit: where, what began with it, and how many newer hits leave room.
pub(crate) struct Slot {
    scope: &'static str,
    subject: [u8; 32],
    window: Window,
    since: At,
    newer: i64,
}

/// Counts each hit now under its id, as far as there are ids, unless a window is full: then the full windows, each with the
/// time at which it opens. A window is full while the last `max` hits lie in it: until the oldest of them leaves.
async fn count(tx: &mut Tx, hits: &[Hit<'_>], ids: &[Uuid]) -> Result<Vec<(&'static str, Timestamp)>, StoreError> {
    let slots = slots(tx, hits);
    let found = match tx.inner {
        Inner::Postgres(_) => count_at_once(tx, (&slots, hits), ids).await?,
        Inner::Sqlite(_) => count_one_by_one(tx, (&slots, hits), ids).await?,
    };
    Ok(opened(&slots, found))
}

pub(crate) fn slots(tx: &Tx, hits: &[Hit<'_>]) -> Vec<Slot> {
    let slot = |hit: &Hit<'_>, window: &Window| Slot {
        scope: hit.scope,
        subject: hit.subject,
        window: *window,
        since: At(tx.now().minus(window.duration())),
        newer: i64::from(window.max.saturating_sub(1)),
    };
    hits.iter().flat_map(|hit| hit.windows.iter().map(move |window| slot(hit, window))).collect()
}

/// When each of the slots that are full opens.
fn opened(slots: &[Slot], found: Vec<(i64, At)>) -> Vec<(&'static str, Timestamp)> {
    let opens = |(place, At(at)): (i64, At)| {
        let slot = slots.get(usize::try_from(place).ok()?)?;
        Some((slot.scope, at.plus(slot.window.duration())))
    };
    found.into_iter().filter_map(opens).collect()
}

/// `full_slots`: the slots without room, each with the oldest of the hits that fill it.
macro_rules! full_slots {
    ($scopes:literal, $subjects:literal, $sinces:literal, $newers:literal) => {
        concat!(
            // Numbers say at once that there is room, however many hits lie in the window. Hits that were taken back leave gaps:
            // where numbers say that there is none, the hits are counted.
            "slots AS (SELECT place - 1 AS place, scope, subject, since, newer FROM unnest(",
            $scopes, ", ", $subjects, ", ", $sinces, ", ", $newers,
            ") WITH ORDINALITY AS slots (scope, subject, since, newer, place)),
             narrow AS MATERIALIZED (SELECT slots.* FROM slots CROSS JOIN LATERAL (SELECT number FROM limit_hits AS hits
                     WHERE hits.scope = slots.scope AND hits.subject = slots.subject ORDER BY number DESC LIMIT 1) AS newest
                 CROSS JOIN LATERAL (SELECT at FROM limit_hits AS hits
                     WHERE hits.scope = slots.scope AND hits.subject = slots.subject
                     AND hits.number <= newest.number - slots.newer ORDER BY number DESC LIMIT 1) AS first
                 WHERE first.at > slots.since),
             full_slots AS (SELECT place, last.at FROM narrow CROSS JOIN LATERAL (SELECT hits.at
                 FROM limit_hits AS hits WHERE hits.scope = narrow.scope AND hits.subject = narrow.subject
                 ORDER BY hits.number DESC LIMIT 1 OFFSET narrow.newer) AS last WHERE last.at > narrow.since)"
        )
    };
}
pub(crate) use full_slots;

/// `counted`: each hit is counted now under its id, under this condition.
macro_rules! counting {
    ($ids:literal, $scopes:literal, $subjects:literal, $now:literal, $condition:literal) => {
        concat!(
            "counted AS (INSERT INTO limit_hits (id, scope, subject, at, number) SELECT id, scope, subject, ",
            $now,
            ", COALESCE((SELECT number FROM limit_hits AS others WHERE others.scope = hits.scope
                 AND others.subject = hits.subject ORDER BY number DESC LIMIT 1), 0) + 1
             FROM unnest(",
            $ids,
            ", ",
            $scopes,
            ", ",
            $subjects,
            ") AS hits (id, scope, subject) WHERE ",
            $condition,
            ")"
        )
    };
}
pub(crate) use counting;

/// Hits as the statements of PostgreSQL take them.
pub(crate) struct Columns<'a> {
    pub(crate) slot_scopes: Vec<&'a str>,
    pub(crate) slot_subjects: Vec<&'a [u8]>,
    pub(crate) sinces: Vec<At>,
    pub(crate) newers: Vec<i64>,
    pub(crate) scopes: Vec<&'a str>,
    pub(crate) subjects: Vec<&'a [u8]>,
}

impl<'a> Columns<'a> {
    pub(crate) fn new(slots: &'a [Slot], hits: &'a [Hit<'_>]) -> Self {
        let (sinces, newers) = slots.iter().map(|slot| (slot.since, slot.newer)).unzip();
        let (scopes, subjects) = hits.iter().map(|hit| (hit.scope, &hit.subject[..])).unzip();
        let (slot_scopes, slot_subjects) = slots.iter().map(|slot| (slot.scope, &slot.subject[..])).unzip();
        Self { slot_scopes, slot_subjects, sinces, newers, scopes, subjects }
    }
}

/// In one round: places of the slots that are full, with the oldest of the hits that fill each.
async fn count_at_once(
    tx: &mut Tx,
    (slots, hits): (&[Slot], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let (columns, now) = (Columns::new(slots, hits), At(tx.now()));
    on_postgres!(tx, c => sqlx::query_as(concat!(
        "WITH ",
        full_slots!("$1", "$2", "$3", "$4"),
        ", ",
        counting!("$5", "$6", "$7", "$8", "id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM full_slots)"),
        " SELECT place, at FROM full_slots"
    )).bind(columns.slot_scopes).bind(columns.slot_subjects).bind(columns.sinces).bind(columns.newers).bind(ids)
        .bind(columns.scopes).bind(columns.subjects).bind(now).fetch_all(c).await)
}

async fn count_one_by_one(
    tx: &mut Tx,
    (slots, hits): (&[Slot], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let mut found = Vec::new();
    for (place, slot) in (0_i64..).zip(slots) {
        let row: Option<(At,)> = on!(tx, c => sqlx::query_as(
            "SELECT at FROM (SELECT at FROM limit_hits WHERE scope = $1 AND subject = $2
                 ORDER BY number DESC LIMIT 1 OFFSET $4) AS last WHERE at > $3",
        ).bind(slot.scope).bind(&slot.subject[..]).bind(slot.since).bind(slot.newer).fetch_optional(c).await)?;
        found.extend(row.map(|(at,)| (place, at)));
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let now = At(tx.now());
    for (hit, id) in hits.iter().zip(ids) {
        on!(tx, c => sqlx::query(
            "INSERT INTO limit_hits (id, scope, subject, at, number) SELECT $1, $2, $3, $4, COALESCE(MAX(number), 0) + 1
             FROM limit_hits WHERE scope = $2 AND subject = $3",
        )
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
        "SELECT at FROM (SELECT at, number FROM limit_hits WHERE scope = $1 AND subject = $2
             ORDER BY number DESC LIMIT $4) AS newest WHERE at > $3 ORDER BY number DESC",
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

/// What was counted of some subjects in one scope.
#[derive(Debug, Clone)]
pub struct Counts {
    /// What is counted.
    pub scope: &'static str,
    /// Of whom.
    pub subjects: Vec<[u8; 32]>,
}

/// Forgets everything that was counted of these.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(tx: &mut Tx, counts: &Counts) -> Result<(), StoreError> {
    for subject in &counts.subjects {
        on!(tx, c => sqlx::query("DELETE FROM limit_hits WHERE scope = $1 AND subject = $2")
            .bind(counts.scope).bind(&subject[..]).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Whether a captcha was spent already, as far as can be seen without waiting.
///
/// # Errors
/// When the database does not answer.
pub async fn is_spent(tx: &mut Tx, digest: &[u8; 32]) -> Result<bool, StoreError> {
    let found: Option<(i32,)> = on!(tx, c => sqlx::query_as("SELECT 1 FROM spent_captchas WHERE digest = $1")
        .bind(&digest[..]).fetch_optional(c).await)?;
    Ok(found.is_some())
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
fn lock_key(scope: &str, subject: &[u8]) -> i64 {
    // FNV-1a, so that every process computes the same.
    let hash = scope
        .bytes()
        .chain([0])
        .chain(subject.iter().copied())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    i64::from_ne_bytes(hash.to_ne_bytes())
}
