//! Deliveries: what became of each notice. The row guards the effect: it is claimed before a provider is called.
//!
//! ```text
//!   due --begin--> attempting --sent | refused | ambiguous | due again (retry)
//!    |                 |-- handed on to another provider: attempting, as before
//!    |                 |-- lease run out: a crash in between: ambiguous, or called again
//!    |                 '-- what its provider reports before the answer came: see `reports`
//!    '-- expired, superseded; refused where its message is buried
//! ```

mod together;

use std::time::Duration;

use rekey_domain::{AccountId, Channel, MessageId, TenantId, Timestamp};
use rekey_runtime::Entropy;
use uuid::Uuid;

use crate::db::{Inner, find, on, on_postgres};
use crate::outbox::{self, Outgoing};
use crate::time::At;
use crate::{Lock, StoreError, Tx};
pub use together::{Concluded, News, Wanted, begin_all_due, finish_all_telling};

/// Name of the provider of what is sent to nobody: a decoy's codes, and those asked for with another number.
pub const NOBODY: &str = "none";

/// The reset or set-up that a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// A reset.
    Reset(Uuid),
    /// A method set-up.
    Setup(Uuid),
}

impl Flow {
    pub(crate) const fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Reset(id) => ("reset", id),
            Self::Setup(id) => ("setup", id),
        }
    }
}

/// A notice whose delivery begins.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// The notice.
    pub message: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// To whom, where there is somebody.
    pub account: Option<AccountId>,
    /// How it travels.
    pub channel: Channel,
    /// What it is, such as `reset_code`.
    pub purpose: &'static str,
    /// What it belongs to.
    pub flow: Option<Flow>,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
}

/// How a delivery ended, or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waits.
    Due,
    /// A provider is being called.
    Attempting,
    /// A provider has it.
    Sent,
    /// A provider says that it arrived.
    Delivered,
    /// A provider refuses it for good, or every attempt failed.
    Refused,
    /// Nobody knows.
    Ambiguous,
    /// Of no use any more.
    Expired,
}

impl State {
    /// Its name in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Attempting => "attempting",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::Ambiguous => "ambiguous",
            Self::Expired => "expired",
        }
    }
}

/// The provider that is about to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// Its name.
    pub provider: &'a str,
    /// From now until it is asked what became of the message; none where it cannot be asked.
    pub look_after: Option<Duration>,
}

impl<'a> From<&'a str> for Called<'a> {
    fn from(provider: &'a str) -> Self {
        Self { provider, look_after: None }
    }
}

/// What is written of who is called: its name, and when it is asked.
fn called(called: Option<Called<'_>>, now: Timestamp) -> (Option<&str>, Option<At>) {
    let look_at = called.and_then(|called| called.look_after).map(|after| At(now.plus(after)));
    (called.map(|called| called.provider), look_at)
}

/// A delivery that is ours for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Proves that it is still ours.
    pub fence: i64,
    /// 1 for the first: how often a provider was, or is about to be, called.
    pub attempt: u32,
}

/// What becomes of a delivery that a crash left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBehind {
    /// It stays with whoever was called, who may have it.
    Stays,
    /// It goes again: whoever was called is in doubt, and who is called now is named.
    GoesAgain,
}

/// The answer to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Call the provider, then [`finish`] with the claim's fence.
    Go(Claim),
    /// Somebody is calling the provider: come back after their lease.
    Busy {
        /// When it runs out.
        until: Timestamp,
    },
    /// Somebody was calling the provider and never said what came of it.
    LeftBehind(Claim),
    /// It is over: done, refused, superseded or expired.
    Over,
    /// There is no such delivery.
    Unknown,
}

/// Writes a new delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, new: &NewDelivery) -> Result<(), StoreError> {
    let now = At(tx.now());
    let (flow, flow_id) = new.flow.map(Flow::parts).unzip();
    on!(tx, c => sqlx::query(
        "INSERT INTO deliveries (message_id, tenant_id, account_id, channel, purpose, flow, flow_id, state, attempt,
         fence, forged_reports, superseded, created_at, updated_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'due', 0, 0, 0, $8, $9, $9, $10)",
    ).bind(new.message.uuid()).bind(new.tenant.uuid()).bind(new.account.map(AccountId::uuid))
        .bind(new.channel.as_str()).bind(new.purpose).bind(flow).bind(flow_id).bind(false).bind(now)
        .bind(At(new.expires_at)).execute(c).await.map(drop))?;
    Ok(())
}

/// A new delivery with the message that brings it about.
#[derive(Debug, Clone)]
pub struct Posted<'a> {
    /// The delivery.
    pub delivery: &'a NewDelivery,
    /// The message.
    pub message: Outgoing<'a>,
}

/// Writes a new delivery with the message that brings it about.
///
/// # Errors
/// When the database does not answer.
pub async fn post(tx: &mut Tx, posted: &Posted<'_>, entropy: Entropy) -> Result<(), StoreError> {
    let message = &posted.message;
    let Inner::Postgres(_) = tx.inner else {
        insert(tx, posted.delivery).await?;
        return outbox::insert(tx, message, entropy).await;
    };
    let (now, new) = (tx.now(), posted.delivery);
    let (id, birth) = (entropy.uuid(now), tx.birth(message.due_at));
    let (flow, flow_id) = new.flow.map(Flow::parts).unzip();
    let written: Option<(i32,)> = on_postgres!(tx, c => sqlx::query_as(
        "WITH made AS (INSERT INTO deliveries (message_id, tenant_id, account_id, channel, purpose, flow, flow_id, state,
             attempt, fence, forged_reports, superseded, created_at, updated_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'due', 0, 0, 0, FALSE, $8, $8, $9))
         INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at, fence,
             unanswered, faults, overflows, trace, created_at, lease_until)
             VALUES ($10, $1, $11, $12, $2, $13, 1, $14, $9, $16, 0, 0, 0, $15, $8, $17)
         ON CONFLICT DO NOTHING RETURNING 1",
    ).bind(new.message.uuid()).bind(new.tenant.uuid()).bind(new.account.map(AccountId::uuid)).bind(new.channel.as_str())
        .bind(new.purpose).bind(flow).bind(flow_id).bind(At(now)).bind(At(new.expires_at)).bind(id).bind(message.kind)
        .bind(message.listener).bind(message.payload).bind(At(message.due_at)).bind(message.trace).bind(birth.fence)
        .bind(birth.lease_until).fetch_optional(c).await)?;
    if written.is_some() {
        tx.hand(birth, id, message, message.listener);
    }
    Ok(())
}

/// A newer notice takes its place: it is not sent any more.
///
/// # Errors
/// When the database does not answer.
pub async fn supersede(tx: &mut Tx, message: MessageId) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query("UPDATE deliveries SET superseded = $2 WHERE message_id = $1")
        .bind(message.uuid()).bind(true).execute(c).await.map(drop))?;
    Ok(())
}

/// Claims a delivery before its provider is called, and names the provider, so that what it reports is known for its own. What goes
/// by phone and was left behind before it was charged was given to nobody: it is claimed as if it still waited.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    tx: &mut Tx,
    message: MessageId,
    lease: Duration,
    (by, left_behind): (Option<Called<'_>>, LeftBehind),
) -> Result<Attempt, StoreError> {
    type Row = (String, i64, i64, Option<At>, bool, At, bool);
    let row: Option<Row> = find!(
        tx,
        Lock::ForUpdate,
        "SELECT state, fence, attempt, lease_until, superseded, expires_at, channel <> 'email' AND charged_at IS NULL
         FROM deliveries WHERE message_id = $1",
        message.uuid()
    )?;
    let Some((state, fence, attempts, lease_until, superseded, At(expires_at), is_uncharged)) = row else {
        return Ok(Attempt::Unknown);
    };
    let claim = Claim { fence: fence + 1, attempt: u32::try_from(attempts).unwrap_or(u32::MAX).saturating_add(1) };
    let now = tx.now();
    let state = match (state.as_str(), lease_until) {
        ("attempting", Some(At(until))) if until > now => return Ok(Attempt::Busy { until }),
        ("attempting" | "due", _) if superseded || now >= expires_at => {
            expire(tx, message, fence).await?;
            return Ok(Attempt::Over);
        }
        // What goes by phone is charged before anybody is called.
        ("attempting", _) if is_uncharged => Attempt::Go(claim),
        ("attempting", _) => Attempt::LeftBehind(claim),
        ("due", _) => Attempt::Go(claim),
        _ => return Ok(Attempt::Over),
    };
    let is_left = matches!(state, Attempt::LeftBehind(_));
    let goes_again = left_behind == LeftBehind::GoesAgain;
    let (provider, look_at) = called(by.filter(|_| goes_again || !is_left), now);
    let is_doubted = is_left && goes_again;
    on!(tx, c => sqlx::query(
        "UPDATE deliveries SET state = 'attempting', attempt = attempt + 1, fence = fence + 1, lease_until = $2,
         doubted_provider = CASE WHEN $6 THEN COALESCE(provider, doubted_provider) ELSE doubted_provider END,
         provider_message_id = CASE WHEN $6 THEN NULL ELSE provider_message_id END,
         charged_at = CASE WHEN $6 THEN NULL ELSE charged_at END,
         provider = COALESCE($4, provider), next_look_at = COALESCE($5, next_look_at), updated_at = $3
         WHERE message_id = $1",
    ).bind(message.uuid()).bind(At(now.plus(lease))).bind(At(now)).bind(provider).bind(look_at).bind(is_doubted)
        .execute(c).await.map(drop))?;
    Ok(state)
}

/// Names another provider before it is called, in the same attempt, because the one before certainly did not take the
/// message: what that one reports counts no more. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_on(
    tx: &mut Tx,
    (message, fence): (MessageId, i64),
    lease: Duration,
    to: Called<'_>,
) -> Result<bool, StoreError> {
    let now = tx.now();
    let (provider, look_at) = called(Some(to), now);
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET provider = $4, provider_message_id = NULL, lease_until = $3,
         next_look_at = COALESCE($5, next_look_at), updated_at = $6
         WHERE message_id = $1 AND fence = $2 AND state = 'attempting'",
    ).bind(message.uuid()).bind(fence).bind(At(now.plus(lease))).bind(provider).bind(look_at).bind(At(now))
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Holds a claim for longer. False where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn renew(tx: &mut Tx, message: MessageId, fence: i64, lease: Duration) -> Result<bool, StoreError> {
    let until = At(tx.now().plus(lease));
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET lease_until = $3 WHERE message_id = $1 AND fence = $2 AND state = 'attempting'",
    ).bind(message.uuid()).bind(fence).bind(until).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// What an attempt was, besides its ending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Turn {
    /// A provider was called, and is known to have the message or not to have it.
    #[default]
    Tried,
    /// The one that was called last may have it, and may bill it: its report that the message arrived counts, whoever is
    /// called later, and the next attempt is charged anew.
    Doubted,
    /// No provider was called: it is no attempt.
    Waited,
}

impl Turn {
    /// How many attempts are taken back, and whether who was called stays in doubt.
    const fn parts(self) -> (i64, bool) {
        match self {
            Self::Tried => (0, false),
            Self::Doubted => (0, true),
            Self::Waited => (1, false),
        }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// What it was.
    pub turn: Turn,
    /// Where the delivery stands now.
    pub state: State,
    /// Who was called; none where it stays as it was named.
    pub provider: Option<&'a str>,
    /// The provider's own name for the message.
    pub reference: Option<&'a str>,
}

impl From<State> for Ending<'_> {
    fn from(state: State) -> Self {
        Self { turn: Turn::Tried, state, provider: None, reference: None }
    }
}

/// What came of an attempt. False where the claim was lost, or the provider's report was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn finish(tx: &mut Tx, message: MessageId, fence: i64, ending: Ending<'_>) -> Result<bool, StoreError> {
    let (now, (taken_back, is_doubted)) = (At(tx.now()), ending.turn.parts());
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET state = $3, lease_until = NULL, provider = COALESCE($4, provider),
         provider_message_id = COALESCE($5, provider_message_id), attempt = attempt - $7,
         doubted_provider = CASE WHEN $8 THEN COALESCE($4, provider) ELSE doubted_provider END,
         charged_at = CASE WHEN $8 THEN NULL ELSE charged_at END, updated_at = $6
         WHERE message_id = $1 AND fence = $2 AND state = 'attempting'",
    ).bind(message.uuid()).bind(fence).bind(ending.state.as_str()).bind(ending.provider).bind(ending.reference).bind(now)
        .bind(taken_back).bind(is_doubted).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

async fn expire(tx: &mut Tx, message: MessageId, fence: i64) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "UPDATE deliveries SET state = 'expired', lease_until = NULL, updated_at = $3
         WHERE message_id = $1 AND fence = $2",
    ).bind(message.uuid()).bind(fence).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Its message was given up: what waited is refused, what was under way is in doubt. None where it was over already; the
/// reason is kept all the same.
///
/// # Errors
/// When the database does not answer.
pub async fn give_up(tx: &mut Tx, message: MessageId, reason: &str) -> Result<Option<State>, StoreError> {
    let now = At(tx.now());
    let changed: Option<(String,)> = on!(tx, c => sqlx::query_as(
        "UPDATE deliveries SET state = CASE WHEN state = 'due' THEN 'refused' ELSE 'ambiguous' END, fence = fence + 1,
         lease_until = NULL, updated_at = $2 WHERE message_id = $1 AND state IN ('due', 'attempting') RETURNING state",
    ).bind(message.uuid()).bind(now).fetch_optional(c).await)?;
    on!(tx, c => sqlx::query("UPDATE deliveries SET reason = $2 WHERE message_id = $1 AND reason IS NULL")
        .bind(message.uuid()).bind(reason).execute(c).await.map(drop))?;
    let state = |(state,): (String,)| if state == State::Refused.as_str() { State::Refused } else { State::Ambiguous };
    Ok(changed.map(state))
}

/// Says why a notice is not sent, before its attempt ends so. Nothing is written where the claim was lost.
///
/// # Errors
/// When the database does not answer.
pub async fn note_reason(tx: &mut Tx, (message, fence): (MessageId, i64), reason: &str) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "UPDATE deliveries SET reason = $3
         WHERE message_id = $1 AND fence = $2 AND state = 'attempting' AND reason IS NULL",
    ).bind(message.uuid()).bind(fence).bind(reason).execute(c).await.map(drop))
}

/// Why a delivery was given up, where it was.
///
/// # Errors
/// When the database does not answer.
pub async fn reason_of(tx: &mut Tx, message: MessageId) -> Result<Option<String>, StoreError> {
    let row: Option<(Option<String>,)> = on!(tx, c => sqlx::query_as(
        "SELECT reason FROM deliveries WHERE message_id = $1",
    ).bind(message.uuid()).fetch_optional(c).await)?;
    Ok(row.and_then(|(reason,)| reason))
}

/// Whether a notice came to nothing, as it stands now, or may have; true of one that is gone. News that say so may be old: it
/// may have been put back since.
///
/// # Errors
/// When the database does not answer.
pub async fn has_failed(tx: &mut Tx, message: MessageId) -> Result<bool, StoreError> {
    let state = state_of(tx, message).await?.map(|(state, _)| state);
    Ok(!matches!(state.as_deref(), Some("due" | "attempting" | "sent" | "delivered")))
}

/// What a notice belongs to.
///
/// # Errors
/// When the database does not answer.
pub async fn flow_of(tx: &mut Tx, message: MessageId) -> Result<Option<Flow>, StoreError> {
    let row: Option<(Option<String>, Option<Uuid>)> = on!(tx, c => sqlx::query_as(
        "SELECT flow, flow_id FROM deliveries WHERE message_id = $1",
    ).bind(message.uuid()).fetch_optional(c).await)?;
    Ok(match row {
        Some((Some(flow), Some(id))) if flow == "reset" => Some(Flow::Reset(id)),
        Some((Some(flow), Some(id))) if flow == "setup" => Some(Flow::Setup(id)),
        _ => None,
    })
}

/// Notices of a channel that wait to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// How they travel.
    pub channel: String,
    /// Whether a provider was called for them already, in vain or by somebody who died.
    pub is_tried: bool,
    /// When the oldest of them was written.
    pub oldest: Timestamp,
}

/// Notices that wait to be sent and are still of use, wherever they lie meanwhile: of one organisation, or of all.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(tx: &mut Tx, tenant: Option<TenantId>) -> Result<Vec<Waiting>, StoreError> {
    let (now, tenant) = (At(tx.now()), tenant.map(TenantId::uuid));
    let rows: Vec<(String, bool, At)> = on!(tx, c => sqlx::query_as(
        "SELECT channel, attempt > 0, min(created_at) FROM deliveries
         WHERE expires_at > $1 AND state IN ('due', 'attempting') AND NOT superseded
         AND (tenant_id = $2 OR $2 IS NULL) GROUP BY channel, attempt > 0 ORDER BY channel, attempt > 0",
    ).bind(now).bind(tenant).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(channel, is_tried, At(oldest))| Waiting { channel, is_tried, oldest }).collect())
}

/// State and provider of a delivery, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn state_of(tx: &mut Tx, message: MessageId) -> Result<Option<(String, Option<String>)>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as("SELECT state, provider FROM deliveries WHERE message_id = $1")
        .bind(message.uuid()).fetch_optional(c).await)?)
}
