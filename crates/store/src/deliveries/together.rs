//! Claims and endings of deliveries, several at a time: PostgreSQL is asked once for all of them.
//!
//! What belongs to a delivery lies in every array at the place of its id: `($4)[array_position($1, message_id)]`. So rows are found by
//! their ids and nothing else. With a join, or with an expiry that an index could find, a plan that was made while the table was empty
//! would begin with everything that has not expired.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use rekey_domain::MessageId;
use rekey_runtime::Entropy;
use uuid::Uuid;

use super::{Called, Claim, Ending, Flow, called, finish, flow_of};
use crate::db::{Inner, on, on_postgres};
use crate::outbox::{self, Outgoing};
use crate::time::At;
use crate::{StoreError, Tx};

/// A delivery that is to be claimed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Which.
    pub message: MessageId,
    /// The provider that is about to be called.
    pub by: Option<Called<'a>>,
}

/// Claims deliveries that wait, in this order; none where one does not, or nobody knows ([`super::begin`] says why), and where it is
/// wanted for the second time.
///
/// # Errors
/// When the database does not answer: then all are claimed, or none.
pub async fn begin_all_due(
    tx: &mut Tx,
    wanted: &[Wanted<'_>],
    lease: Duration,
) -> Result<Vec<Option<Claim>>, StoreError> {
    let (now, until) = (tx.now(), At(tx.now().plus(lease)));
    // In the order of their ids: whoever holds several takes them so.
    let mut firsts: BTreeMap<Uuid, Option<Called<'_>>> = BTreeMap::new();
    for Wanted { message, by } in wanted {
        firsts.entry(message.uuid()).or_insert(*by);
    }
    let mut claims: HashMap<Uuid, (i64, i64)> = HashMap::with_capacity(firsts.len());
    if let Inner::Postgres(_) = tx.inner {
        let (messages, called): (Vec<Uuid>, Vec<_>) = firsts.into_iter().map(|(id, by)| (id, called(by, now))).unzip();
        let (providers, look_ats): (Vec<Option<&str>>, Vec<Option<At>>) = called.into_iter().unzip();
        let rows: Vec<(Uuid, i64, i64)> = on_postgres!(tx, c => sqlx::query_as(
            "UPDATE deliveries SET state = 'attempting', attempt = attempt + 1, fence = fence + 1, lease_until = $2,
             provider = COALESCE(($4::text[])[array_position($1, message_id)], provider),
             next_look_at = COALESCE(($5::timestamptz[])[array_position($1, message_id)], next_look_at), updated_at = $3
             WHERE message_id = ANY($1) AND state = 'due' AND NOT superseded AND (expires_at > $3) IS TRUE
             RETURNING message_id, fence, attempt",
        ).bind(messages).bind(until).bind(At(now)).bind(providers).bind(look_ats).fetch_all(c).await)?;
        claims.extend(rows.into_iter().map(|(message, fence, attempt)| (message, (fence, attempt))));
    } else {
        for (message, by) in firsts {
            let (provider, look_at) = called(by, now);
            let row: Option<(i64, i64)> = on!(tx, c => sqlx::query_as(
                "UPDATE deliveries SET state = 'attempting', attempt = attempt + 1, fence = fence + 1, lease_until = $2,
                 provider = COALESCE($4, provider), next_look_at = COALESCE($5, next_look_at), updated_at = $3
                 WHERE message_id = $1 AND state = 'due' AND NOT superseded AND expires_at > $3
                 RETURNING fence, attempt",
            ).bind(message).bind(until).bind(At(now)).bind(provider).bind(look_at).fetch_optional(c).await)?;
            claims.extend(row.map(|row| (message, row)));
        }
    }
    let claim = |(fence, attempt)| Claim { fence, attempt: u32::try_from(attempt).unwrap_or(u32::MAX) };
    Ok(wanted.iter().map(|wanted| claims.remove(&wanted.message.uuid()).map(claim)).collect())
}

/// News of a delivery, for whoever keeps what it belongs to.
#[derive(Debug, Clone)]
pub struct News<'a> {
    /// The message; its listener is not looked at.
    pub message: Outgoing<'a>,
    /// Who keeps resets.
    pub of_resets: &'static str,
    /// Who keeps set-ups.
    pub of_setups: &'static str,
}

/// How an attempt ended, and what is told of it.
#[derive(Debug, Clone)]
pub struct Concluded<'a> {
    /// The delivery.
    pub message: MessageId,
    /// Of its claim.
    pub fence: i64,
    /// How it ended.
    pub ending: Ending<'a>,
    /// The news of it.
    pub news: News<'a>,
}

/// What came of attempts, in this order, with the news of each whose delivery belongs to something. False where a claim was lost, or
/// the provider's report was faster: nothing is written of that one. Their news are of one kind, for the same listeners and due at
/// one time.
///
/// # Errors
/// When the database does not answer: then all are written, or none.
pub async fn finish_all_telling(
    tx: &mut Tx,
    concluded: &[Concluded<'_>],
    entropy: Entropy,
) -> Result<Vec<bool>, StoreError> {
    let Some(first) = concluded.first() else { return Ok(Vec::new()) };
    let Inner::Postgres(_) = tx.inner else {
        let mut held = Vec::with_capacity(concluded.len());
        for each in concluded {
            held.push(finish_alone(tx, each, entropy).await?);
        }
        return Ok(held);
    };
    let (now, of_all) = (tx.now(), &first.news);
    let birth = tx.birth(of_all.message.due_at);
    let rows: Vec<Uuid> = concluded.iter().map(|_| entropy.uuid(now)).collect();
    let mut numbered: Vec<_> = concluded.iter().zip(&rows).collect();
    // Of two claims of one delivery the later one may stand.
    numbered.sort_by_key(|(concluded, _)| (concluded.message.uuid(), Reverse(concluded.fence)));
    numbered.dedup_by_key(|(concluded, _)| concluded.message);
    let columns = Columns::of(&numbered);
    let ended: Vec<(Uuid, Option<String>)> = on_postgres!(tx, c => sqlx::query_as(
        "WITH ended AS (UPDATE deliveries SET state = ($3::text[])[array_position($1, message_id)], lease_until = NULL,
             provider = COALESCE(($4::text[])[array_position($1, message_id)], provider),
             provider_message_id = COALESCE(($5::text[])[array_position($1, message_id)], provider_message_id),
             attempt = attempt - ($6::bigint[])[array_position($1, message_id)],
             doubted_provider = CASE WHEN ($7::boolean[])[array_position($1, message_id)]
                 THEN COALESCE(($4::text[])[array_position($1, message_id)], provider) ELSE doubted_provider END,
             charged_at = CASE WHEN ($7::boolean[])[array_position($1, message_id)] THEN NULL ELSE charged_at END,
             updated_at = $14
             WHERE message_id = ANY($1) AND fence = ($2::bigint[])[array_position($1, message_id)] AND state = 'attempting'
             RETURNING message_id, flow),
         news AS (SELECT flow, row_id, told, tenant, payload, until, trace
             FROM unnest($1, $8, $9, $10, $11, $12, $13)
                 AS news (message, row_id, told, tenant, payload, until, trace)
             JOIN ended ON message_id = message),
         posted AS (INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at,
             fence, unanswered, faults, overflows, trace, created_at, lease_until)
             SELECT row_id, told, $15, CASE flow WHEN 'reset' THEN $16 ELSE $17 END, tenant, payload, 1, $18, until, $19, 0,
                 0, 0, trace, $14, $20
             FROM news WHERE flow IN ('reset', 'setup') ON CONFLICT DO NOTHING RETURNING id, listener)
         SELECT row_id, listener FROM news LEFT JOIN posted ON id = row_id",
    ).bind(columns.messages).bind(columns.fences).bind(columns.states).bind(columns.providers).bind(columns.references)
        .bind(columns.taken_back).bind(columns.doubted).bind(columns.rows).bind(columns.told).bind(columns.tenants)
        .bind(columns.payloads).bind(columns.expiries).bind(columns.traces).bind(At(now)).bind(of_all.message.kind)
        .bind(of_all.of_resets).bind(of_all.of_setups).bind(At(of_all.message.due_at)).bind(birth.fence)
        .bind(birth.lease_until).fetch_all(c).await)?;
    let mut ended: HashMap<Uuid, Option<String>> = ended.into_iter().collect();
    let mut held = Vec::with_capacity(concluded.len());
    for (each, row) in concluded.iter().zip(rows) {
        let listener = ended.remove(&row);
        held.push(listener.is_some());
        // What was told before is not told again.
        if let Some(listener) = listener.flatten() {
            tx.hand(birth, row, &each.news.message, &listener);
        }
    }
    Ok(held)
}

/// The same where a statement costs no round.
async fn finish_alone(tx: &mut Tx, concluded: &Concluded<'_>, entropy: Entropy) -> Result<bool, StoreError> {
    let (message, news) = (concluded.message, &concluded.news);
    if !finish(tx, message, concluded.fence, concluded.ending).await? {
        return Ok(false);
    }
    let listener = match flow_of(tx, message).await? {
        Some(Flow::Reset(_)) => news.of_resets,
        Some(Flow::Setup(_)) => news.of_setups,
        None => return Ok(true),
    };
    outbox::insert(tx, &Outgoing { listener, ..news.message.clone() }, entropy).await?;
    Ok(true)
}

/// What PostgreSQL is given of endings: of each one value in every column.
#[derive(Default)]
struct Columns<'a> {
    messages: Vec<Uuid>,
    fences: Vec<i64>,
    states: Vec<&'static str>,
    providers: Vec<Option<&'a str>>,
    references: Vec<Option<&'a str>>,
    taken_back: Vec<i64>,
    doubted: Vec<bool>,
    rows: Vec<Uuid>,
    told: Vec<Uuid>,
    tenants: Vec<Uuid>,
    payloads: Vec<&'a [u8]>,
    expiries: Vec<At>,
    traces: Vec<Option<&'a str>>,
}

impl<'a> Columns<'a> {
    /// Each with the row of its news.
    fn of(numbered: &[(&'a Concluded<'a>, &Uuid)]) -> Self {
        let mut columns = Self::default();
        for (Concluded { message, fence, ending, news }, row) in numbered {
            let (taken_back, is_doubted) = ending.turn.parts();
            columns.messages.push(message.uuid());
            columns.fences.push(*fence);
            columns.states.push(ending.state.as_str());
            columns.providers.push(ending.provider);
            columns.references.push(ending.reference);
            columns.taken_back.push(taken_back);
            columns.doubted.push(is_doubted);
            columns.rows.push(**row);
            columns.told.push(news.message.message.uuid());
            columns.tenants.push(news.message.tenant.uuid());
            columns.payloads.push(news.message.payload);
            columns.expiries.push(At(news.message.expires_at));
            columns.traces.push(news.message.trace);
        }
        columns
    }
}
