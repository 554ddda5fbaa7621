//! Look-ups: which deliveries their provider is to be asked about, because its own report may have been lost.
//!
//! A turn is taken before the provider is asked, by moving the next one on: copies never ask twice, and whoever dies with a
//! turn loses just that one.

use std::time::Duration;

use rekey_domain::{MessageId, TenantId, Timestamp};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// When deliveries are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Before the second time; doubled before each later one.
    pub pause: Duration,
    /// The longest such wait.
    pub pause_max: Duration,
    /// How often at most.
    pub times_max: u32,
    /// After the message's own expiry nobody asks longer than this.
    pub grace: Duration,
}

impl Pace {
    /// The time after this many, where there is one: 1 after the first.
    fn next(&self, looks: u32, now: Timestamp, expires_at: Timestamp) -> Option<Timestamp> {
        let doubled = self.pause.saturating_mul(2_u32.saturating_pow(looks.saturating_sub(1)));
        let next = now.plus(doubled.min(self.pause_max));
        (looks < self.times_max && next < expires_at.plus(self.grace)).then_some(next)
    }
}

/// A delivery that its provider is asked about now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The notice.
    pub message: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whether it is a call.
    pub is_call: bool,
    /// Who was called.
    pub provider: String,
    /// The provider's own name for it.
    pub reference: String,
}

/// What was taken.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Whom to ask about what.
    pub turns: Vec<Turn>,
    /// There may be more.
    pub is_full: bool,
}

/// Whether there is a turn to take.
///
/// # Errors
/// When the database does not answer.
pub async fn is_due(tx: &mut Tx) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let row: Option<(i32,)> = on!(tx, c => sqlx::query_as("SELECT 1 FROM deliveries WHERE next_look_at <= $1 LIMIT 1")
        .bind(now).fetch_optional(c).await)?;
    Ok(row.is_some())
}

type Row = (Uuid, Uuid, String, String, Option<String>, Option<String>, i64, At);

/// Takes up to so many turns, those that wait longest first, and says when each comes next. Deliveries that there is nothing to ask
/// about (yet) use theirs up.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut Tx, rows_max: u32, pace: Pace) -> Result<Taken, StoreError> {
    const QUERY: &str = "SELECT message_id, tenant_id, channel, state, provider, provider_message_id, looks, expires_at
         FROM deliveries WHERE next_look_at <= $1 ORDER BY next_look_at LIMIT $2";
    const SKIPPING: &str =
        "SELECT message_id, tenant_id, channel, state, provider, provider_message_id, looks, expires_at
         FROM deliveries WHERE next_look_at <= $1 ORDER BY next_look_at LIMIT $2 FOR UPDATE SKIP LOCKED";
    let (now, query) = (tx.now(), tx.pick(SKIPPING, QUERY));
    let rows: Vec<Row> =
        on!(tx, c => sqlx::query_as(query).bind(At(now)).bind(i64::from(rows_max)).fetch_all(c).await)?;
    let is_full = rows.len() >= usize::try_from(rows_max).unwrap_or(usize::MAX);
    let mut turns = Vec::new();
    for (message, tenant, channel, state, provider, reference, looks, At(expires_at)) in rows {
        let next = pace.next(u32::try_from(looks).unwrap_or(u32::MAX).saturating_add(1), now, expires_at).map(At);
        on!(tx, c => sqlx::query("UPDATE deliveries SET looks = looks + 1, next_look_at = $2 WHERE message_id = $1")
            .bind(message).bind(next).execute(c).await.map(drop))?;
        let is_call = channel == "voice";
        let is_open = state == "sent" || is_call && state == "delivered";
        if let (true, Some(provider), Some(reference)) =
            (is_open && now < expires_at.plus(pace.grace), provider, reference)
        {
            let (message, tenant) = (MessageId::from_uuid(message), TenantId::from_uuid(tenant));
            turns.push(Turn { message, tenant, is_call, provider, reference });
        }
    }
    Ok(Taken { turns, is_full })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_end() {
        let seconds = Duration::from_secs;
        let pace = Pace { pause: seconds(60), pause_max: seconds(200), times_max: 5, grace: seconds(100) };
        let now = Timestamp::from_micros(0);
        let next = |looks, expires_at| pace.next(looks, now, now.plus(seconds(expires_at))).map(|at| at.since(now));
        for (looks, after) in [(1, Some(60)), (2, Some(120)), (3, Some(200)), (4, Some(200)), (5, None), (9, None)] {
            assert_eq!(next(looks, 1000), after.map(seconds), "{looks}");
        }
        assert_eq!(next(2, 21), Some(seconds(120)), "within the grace");
        assert_eq!(next(2, 20), None, "too late");
    }
}
