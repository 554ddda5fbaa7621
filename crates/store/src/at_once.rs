//! What the common course of a reset writes, each step by one statement of PostgreSQL.
//!
//! A statement writes everything or nothing. It writes nothing where somebody else is at the same, was faster, or where there is
//! something to be told: then the step is taken again by a transaction that holds what it reads, which is what the embedded
//! database does from the beginning. So every condition here may be stricter than the one there, and never more lenient.
//!
//! - The state is written over the version that was loaded. A reset that is held by somebody is passed over: whoever waited here
//!   for it while holding a lock of limits would wait in a circle with who has them the other way round.
//! - Limits are counted under the locks that everybody counts under, where those are free. A statement sees what was committed
//!   when it began; whoever got a lock a moment after somebody else counted takes a number that is taken, and finds out by that.
//! - What goes along (a captcha, sign-ins, browsers) may be waited for, as long as a statement takes.

mod choice;
mod completion;
mod guess;
mod start;

pub use choice::post;
pub use completion::{Completion, complete};
pub use guess::{charge_guess, finish_guess};
pub use start::{NewReset, begin};

use rekey_domain::reset::Reset;
use rekey_runtime::Entropy;
use uuid::Uuid;

use crate::db::on_postgres;
use crate::deliveries::Posted;
use crate::handover::Birth;
use crate::resets::{StoredReset, next_state_of};
use crate::time::At;
use crate::{AtOnce, StoreError, Tx};

/// `free`: whether nobody else counts under these keys, nor can until the statement ends.
macro_rules! free {
    ($keys:literal) => {
        concat!(
            "free AS MATERIALIZED (SELECT bool_and(pg_try_advisory_xact_lock(key)) AS is_free FROM unnest(",
            $keys,
            ") AS keys (key))"
        )
    };
}
pub(crate) use free;

/// `changed`: the reset with its next state and with this besides, if it is as it was loaded, nobody holds it, and this holds.
macro_rules! changed {
    ($besides:literal, $condition:expr) => {
        concat!(
            "changed AS (UPDATE resets SET ",
            $crate::resets::next_state!(),
            $besides,
            " WHERE id = (SELECT id FROM resets WHERE id = $1 AND version = $2 AND ",
            $condition,
            " FOR UPDATE SKIP LOCKED) RETURNING id, subject_key)"
        )
    };
}
pub(crate) use changed;

/// `made` and `posted`: deliveries with their messages, due at once, as [`Notices`] binds them from `$11` to `$26`.
macro_rules! posted {
    () => {
        "made AS (INSERT INTO deliveries (message_id, tenant_id, account_id, channel, purpose, flow, flow_id, state, attempt,
             fence, forged_reports, superseded, created_at, updated_at, expires_at)
             SELECT message, $21, $22, channel, purpose, $23, $24, 'due', 0, 0, 0, FALSE, $11, $11, expires_at
             FROM changed, unnest($12, $13, $14, $15) AS notices (message, channel, purpose, expires_at)),
         posted AS (INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at,
             fence, unanswered, faults, overflows, trace, created_at, lease_until)
             SELECT row_id, message, kind, listener, $21, payload, 1, $11, expires_at, $25, 0, 0, 0, trace, $11, $26
             FROM changed, unnest($16, $12, $17, $18, $19, $15, $20)
                 AS notices (row_id, message, kind, listener, payload, expires_at, trace))"
    };
}
pub(crate) use posted;

/// Binds what [`posted!`] writes.
macro_rules! posted_of {
    ($query:expr, $notices:ident, $now:ident) => {{
        let first = $notices.posted.first().map(|posted| posted.delivery);
        let (flow, flow_id) = first.and_then(|delivery| delivery.flow).map($crate::deliveries::Flow::parts).unzip();
        $query
            .bind($crate::time::At($now))
            .bind(&$notices.messages)
            .bind(&$notices.channels)
            .bind(&$notices.purposes)
            .bind(&$notices.expiries)
            .bind(&$notices.rows)
            .bind(&$notices.kinds)
            .bind(&$notices.listeners)
            .bind(&$notices.payloads)
            .bind(&$notices.traces)
            .bind(first.map(|delivery| delivery.tenant.uuid()))
            .bind(first.and_then(|delivery| delivery.account).map(rekey_domain::AccountId::uuid))
            .bind(flow)
            .bind(flow_id)
            .bind($notices.birth.fence)
            .bind($notices.birth.lease_until)
    }};
}
pub(crate) use posted_of;

/// Notices that go out at once: of one organisation, account and flow.
struct Notices<'a> {
    posted: &'a [Posted<'a>],
    messages: Vec<Uuid>,
    channels: Vec<&'a str>,
    purposes: Vec<&'a str>,
    expiries: Vec<At>,
    rows: Vec<Uuid>,
    kinds: Vec<&'a str>,
    listeners: Vec<&'a str>,
    payloads: Vec<&'a [u8]>,
    traces: Vec<Option<&'a str>>,
    birth: Birth,
}

impl<'a> Notices<'a> {
    fn new(tx: &Tx, posted: &'a [Posted<'a>], entropy: Entropy) -> Self {
        let now = tx.now();
        Self {
            posted,
            messages: posted.iter().map(|posted| posted.message.message.uuid()).collect(),
            channels: posted.iter().map(|posted| posted.delivery.channel.as_str()).collect(),
            purposes: posted.iter().map(|posted| posted.delivery.purpose).collect(),
            expiries: posted.iter().map(|posted| At(posted.delivery.expires_at)).collect(),
            rows: posted.iter().map(|_| entropy.uuid(now)).collect(),
            kinds: posted.iter().map(|posted| posted.message.kind).collect(),
            listeners: posted.iter().map(|posted| posted.message.listener).collect(),
            payloads: posted.iter().map(|posted| posted.message.payload).collect(),
            traces: posted.iter().map(|posted| posted.message.trace).collect(),
            birth: tx.birth(now),
        }
    }

    /// They were written: they go on.
    fn hand(self, at_once: &mut AtOnce) {
        for (id, posted) in self.rows.into_iter().zip(self.posted) {
            at_once.0.hand(self.birth, id, &posted.message, posted.message.listener);
        }
        at_once.happened();
    }
}

/// Writes the next state over the one that was loaded. False, and nothing is written, where somebody else was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn save(at_once: &mut AtOnce, loaded: &StoredReset, next: &Reset) -> Result<bool, StoreError> {
    let tx = &mut at_once.0;
    let query = concat!("WITH ", changed!("", "TRUE"), " SELECT 1 FROM changed");
    let written: Result<Option<(i32,)>, StoreError> =
        on_postgres!(tx, c => next_state_of!(sqlx::query_as(query), loaded, next).fetch_optional(c).await);
    Ok(unless_conflict(written)?.is_some())
}

/// What a statement wrote; nothing where it found out that somebody else was at it.
fn unless_conflict<T>(written: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match written {
        Err(StoreError::Conflict) => Ok(None),
        written => written,
    }
}
