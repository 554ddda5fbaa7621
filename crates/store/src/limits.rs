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

/// The locks under which these are counted.
pub(crate) fn keys(hits: &[Hit<'_>]) -> Vec<i64> {
    hits.iter().map(|hit| lock_key(hit.scope, &hit.subject)).collect()
}

/// Holds what these are counted under until this transaction ends: what is looked at stays so until they are charged.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &mut Tx, hits: &[Hit<'_>]) -> Result<(), StoreError> {
    tx.serialise(&mut keys(hits)).await
}

/// Counts all hits or none. Whoever counts under the same waits until this transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(tx: &mut Tx, hits: &[Hit<'_>], entropy: Entropy) -> Result<Charge, StoreError> {
    tx.serialise(&mut keys(hits)).await?;
    let ids: Vec<Uuid> = hits.iter().map(|_| entropy.uuid(tx.now())).collect();
    let windows = windows(tx, hits);
    let full = match tx.inner {
        Inner::Postgres(_) => count_at_once(tx, (&windows, hits), &ids).await?,
        Inner::Sqlite(_) => count_one_by_one(tx, (&windows, hits), &ids).await?,
    };
    Ok(match opened(&windows, full).into_iter().max_by_key(|(_, opens_at)| *opens_at) {
        Some((scope, opens_at)) => Charge::Refused { scope, opens_at },
        None => Charge::Made(ids),
    })
}

/// When a hit would be let through; `None` for now. Counts nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn opens_at(tx: &mut Tx, hit: &Hit<'_>) -> Result<Option<Timestamp>, StoreError> {
    let windows = windows(tx, std::slice::from_ref(hit));
    let full = match tx.inner {
        Inner::Postgres(_) => {
            let columns = Columns::new(&windows, &[]);
            on_postgres!(tx, c => sqlx::query_as(concat!(
                "WITH ", full_windows!("$1", "$2", "$3", "$4"), " SELECT place, at FROM full_windows"
            )).bind(columns.window_scopes).bind(columns.window_subjects).bind(columns.sinces).bind(columns.newers)
                .fetch_all(c).await)?
        }
        Inner::Sqlite(_) => count_one_by_one(tx, (&windows, &[]), &[]).await?,
    };
    Ok(opened(&windows, full).into_iter().map(|(_, at)| at).max())
}

/// A window of a hit: where, what began with it, and how many newer hits leave room. It is full while the last `max` hits lie in it:
/// until the oldest of them leaves.
pub(crate) struct HitWindow {
    scope: &'static str,
    subject: [u8; 32],
    window: Window,
    since: At,
    newer: i64,
}

pub(crate) fn windows(tx: &Tx, hits: &[Hit<'_>]) -> Vec<HitWindow> {
    let of = |hit: &Hit<'_>, window: &Window| HitWindow {
        scope: hit.scope,
        subject: hit.subject,
        window: *window,
        since: At(tx.now().minus(window.duration())),
        newer: i64::from(window.max.saturating_sub(1)),
    };
    hits.iter().flat_map(|hit| hit.windows.iter().map(move |window| of(hit, window))).collect()
}

/// When each of the windows that are full opens.
fn opened(windows: &[HitWindow], found: Vec<(i64, At)>) -> Vec<(&'static str, Timestamp)> {
    let opens = |(place, At(at)): (i64, At)| {
        let window = windows.get(usize::try_from(place).ok()?)?;
        Some((window.scope, at.plus(window.window.duration())))
    };
    found.into_iter().filter_map(opens).collect()
}

/// `full_windows`: the windows without room, each with the oldest of the hits that fill it.
macro_rules! full_windows {
    ($scopes:literal, $subjects:literal, $sinces:literal, $newers:literal) => {
        concat!(
            // Numbers say at once that there is room, however many hits lie in the window. Hits that were taken back leave gaps:
            // where numbers say that there is none, the hits are counted.
            "windows AS (SELECT place - 1 AS place, scope, subject, since, newer FROM unnest(",
            $scopes, ", ", $subjects, ", ", $sinces, ", ", $newers,
            ") WITH ORDINALITY AS windows (scope, subject, since, newer, place)),
             narrow AS MATERIALIZED (SELECT windows.* FROM windows CROSS JOIN LATERAL (SELECT number FROM limit_hits AS hits
                     WHERE hits.scope = windows.scope AND hits.subject = windows.subject ORDER BY number DESC LIMIT 1) AS newest
                 CROSS JOIN LATERAL (SELECT at FROM limit_hits AS hits
                     WHERE hits.scope = windows.scope AND hits.subject = windows.subject
                     AND hits.number <= newest.number - windows.newer ORDER BY number DESC LIMIT 1) AS first
                 WHERE first.at > windows.since),
             full_windows AS (SELECT place, last.at FROM narrow CROSS JOIN LATERAL (SELECT hits.at
                 FROM limit_hits AS hits WHERE hits.scope = narrow.scope AND hits.subject = narrow.subject
                 ORDER BY hits.number DESC LIMIT 1 OFFSET narrow.newer) AS last WHERE last.at > narrow.since)"
        )
    };
}
pub(crate) use full_windows;

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
    pub(crate) window_scopes: Vec<&'a str>,
    pub(crate) window_subjects: Vec<&'a [u8]>,
    pub(crate) sinces: Vec<At>,
    pub(crate) newers: Vec<i64>,
    pub(crate) scopes: Vec<&'a str>,
    pub(crate) subjects: Vec<&'a [u8]>,
}

impl<'a> Columns<'a> {
    pub(crate) fn new(windows: &'a [HitWindow], hits: &'a [Hit<'_>]) -> Self {
        let (sinces, newers) = windows.iter().map(|window| (window.since, window.newer)).unzip();
        let (scopes, subjects) = hits.iter().map(|hit| (hit.scope, &hit.subject[..])).unzip();
        let (window_scopes, window_subjects) = windows.iter().map(|window| (window.scope, &window.subject[..])).unzip();
        Self { window_scopes, window_subjects, sinces, newers, scopes, subjects }
    }
}

/// In one round: places of the windows that are full, with the oldest of the hits that fill each.
async fn count_at_once(
    tx: &mut Tx,
    (windows, hits): (&[HitWindow], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let (columns, now) = (Columns::new(windows, hits), At(tx.now()));
    on_postgres!(tx, c => sqlx::query_as(concat!(
        "WITH ",
        full_windows!("$1", "$2", "$3", "$4"),
        ", ",
        counting!("$5", "$6", "$7", "$8", "NOT EXISTS (SELECT 1 FROM full_windows)"),
        " SELECT place, at FROM full_windows"
    )).bind(columns.window_scopes).bind(columns.window_subjects).bind(columns.sinces).bind(columns.newers).bind(ids)
        .bind(columns.scopes).bind(columns.subjects).bind(now).fetch_all(c).await)
}

async fn count_one_by_one(
    tx: &mut Tx,
    (windows, hits): (&[HitWindow], &[Hit<'_>]),
    ids: &[Uuid],
) -> Result<Vec<(i64, At)>, StoreError> {
    let mut found = Vec::new();
    for (place, window) in (0_i64..).zip(windows) {
        let row: Option<(At,)> = on!(tx, c => sqlx::query_as(
            "SELECT at FROM (SELECT at FROM limit_hits WHERE scope = $1 AND subject = $2
                 ORDER BY number DESC LIMIT 1 OFFSET $4) AS last WHERE at > $3",
        ).bind(window.scope).bind(&window.subject[..]).bind(window.since).bind(window.newer).fetch_optional(c).await)?;
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

/// Takes a charge back. Its number may be taken again: what a statement of [`crate::at_once`] counts is never taken back.
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
