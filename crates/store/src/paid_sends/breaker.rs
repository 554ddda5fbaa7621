//! The breaker of a prefix or country: what is kept of it, and what the codes say that went there.

use rekey_domain::Timestamp;
use rekey_domain::budget::conversion::{self, Count, Kept, Verdict};
use rekey_runtime::config::BudgetsConfig;

use super::{Subject, of_subject};
use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Most codes that are looked at for one that is to be sent, the newest first: of 200 people, which is the most that can be
/// asked for, five each.
const LOOKED_AT_MAX: i64 = 1000;

/// What became of a breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breaking {
    /// `prefix` or `country`.
    pub scope: &'static str,
    /// It shut until then; none where it opened again.
    pub shut_until: Option<Timestamp>,
}

/// Of how many people the codes to a country came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// Which, by ISO 3166.
    pub country: String,
    /// People to whom codes went out.
    pub sent: u32,
    /// Those of them of whom one came back.
    pub proven: u32,
}

/// What a breaker says.
pub(super) struct Said {
    /// No code goes before.
    pub(super) holds_until: Option<Timestamp>,
    pub(super) breaking: Option<Breaking>,
    pub(super) conversion: Option<Conversion>,
}

/// Asks a breaker, and writes what becomes of it. The subject's lock is held.
pub(super) async fn ask(tx: &mut Tx, subject: Subject<'_>, budgets: &BudgetsConfig) -> Result<Said, StoreError> {
    let (rules, now, kept) = (budgets.conversion(), tx.now(), kept(tx, subject).await?);
    let (count, newest) = match conversion::span(kept, &rules, now) {
        Some(span) => counted(tx, subject, span, kept).await?,
        None => (Count::default(), None),
    };
    let mut said = Said { holds_until: None, breaking: None, conversion: None };
    if let Subject::Country(_, area) = subject
        && count.sent >= rules.sends_min
    {
        said.conversion = Some(Conversion { country: area.country.clone(), sent: count.sent, proven: count.proven });
    }
    match conversion::judge(kept, count, newest, &rules, now) {
        Verdict::Go => {}
        Verdict::Wait { until } => said.holds_until = Some(until),
        Verdict::Reopen => {
            reopen(tx, subject).await?;
            said.breaking = Some(Breaking { scope: subject.scope(), shut_until: None });
        }
        Verdict::Shut { until } => {
            shut(tx, subject, until).await?;
            said.holds_until = Some(until);
            said.breaking = Some(Breaking { scope: subject.scope(), shut_until: Some(until) });
        }
    }
    Ok(said)
}

async fn kept(tx: &mut Tx, subject: Subject<'_>) -> Result<Option<Kept>, StoreError> {
    let row: Option<(At, Option<At>)> = on!(tx, c => sqlx::query_as(
        "SELECT shut_until, reopened_at FROM send_breakers WHERE subject = $1",
    ).bind(subject.key()).fetch_optional(c).await)?;
    Ok(row.map(|(At(until), reopened)| match reopened {
        Some(At(since)) => Kept::Flowing { since },
        None => Kept::Shut { until },
    }))
}

/// People, not codes: who asks again and again is one, whether the codes are typed or not. What is sent without an account is of
/// somebody else each time. What certainly did not go out says nothing about who reads it; of probes each counts, so that they
/// do not go to more people.
async fn counted(
    tx: &mut Tx,
    subject: Subject<'_>,
    span: conversion::Span,
    kept: Option<Kept>,
) -> Result<(Count, Option<Timestamp>), StoreError> {
    let is_probing = matches!(kept, Some(Kept::Shut { .. }));
    let found: Option<(i64, i64, Option<At>)> =
        of_subject!(
        tx, subject,
        "SELECT count(*), count(proven), max(newest) FROM (
             SELECT max(proven_at) AS proven, max(charged_at) AS newest FROM (
                 SELECT COALESCE(account_id, message_id) AS person, proven_at, charged_at FROM deliveries WHERE",
        "AND charged_at > $3 AND charged_at <= $4 AND (state IN ('sent', 'delivered') OR proven_at IS NOT NULL OR $5)
                 ORDER BY charged_at DESC LIMIT $6) AS codes
             GROUP BY person) AS people",
        At(span.after), At(span.until), is_probing, LOOKED_AT_MAX
    )?;
    let whole = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let (sent, proven, newest) = found.unwrap_or((0, 0, None));
    Ok((Count { sent: whole(sent), proven: whole(proven) }, newest.map(|At(at)| at)))
}

async fn shut(tx: &mut Tx, subject: Subject<'_>, until: Timestamp) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO send_breakers (subject, scope, shut_until, reopened_at) VALUES ($1, $2, $3, NULL)
         ON CONFLICT (subject) DO UPDATE SET shut_until = excluded.shut_until, reopened_at = NULL",
    ).bind(subject.key()).bind(subject.scope()).bind(At(until)).execute(c).await.map(drop))
}

async fn reopen(tx: &mut Tx, subject: Subject<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query("UPDATE send_breakers SET reopened_at = $2 WHERE subject = $1")
        .bind(subject.key()).bind(now).execute(c).await.map(drop))
}
