//! Dead letters for the operator: what was given up, and putting it back into the outbox.
//!
//! A letter goes back as it was, with fresh attempts, and only where that is of use: whoever reads the row holds it,
//! and with it the reset or set-up whose code it carries, so that nothing ends between the look and the commit.
//! Contents stay sealed: nothing here reads them.

use rekey_domain::challenge::Challenge;
use rekey_domain::limits::FlowLimits;
use rekey_domain::{AccountId, ContactId, MessageId, ResetId, TenantId, Timestamp};
use uuid::Uuid;

use crate::db::{find, on};
use crate::deliveries::Flow;
use crate::listings::Place;
use crate::time::At;
use crate::{Lock, StoreError, Tx, deliveries, resets, setups};

/// A message that was given up, but for what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Names it.
    pub id: Uuid,
    /// The message.
    pub message: MessageId,
    /// What it is, such as `notice.email`.
    pub kind: String,
    /// Who should have heard it.
    pub listener: String,
    /// The organisation; nil where the message could not be read.
    pub tenant: TenantId,
    /// Its slug, where it is there.
    pub tenant_slug: Option<String>,
    /// The attempt that was the last.
    pub attempt: u32,
    /// Why it was given up.
    pub reason: String,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// W3C trace context of whoever sent it.
    pub trace: Option<String>,
    /// When it was given up.
    pub buried_at: Timestamp,
}

impl DeadLetter {
    /// Where the page after it begins.
    pub const fn place(&self) -> Place {
        Place { at: self.buried_at, id: self.id }
    }
}

/// Which dead letters; everything that is named has to fit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// Of this kind.
    pub kind: Option<&'a str>,
    /// With these words in their reason, in either case of ASCII letters.
    pub reason: Option<&'a str>,
    /// Of this organisation.
    pub tenant: Option<TenantId>,
    /// Given up at this time or later.
    pub since: Option<Timestamp>,
}

type Row = (Uuid, Uuid, String, String, Uuid, Option<String>, i64, String, At, Option<String>, At);

fn read(row: Row) -> DeadLetter {
    let (id, message, kind, listener, tenant, tenant_slug, attempt, reason, At(expires_at), trace, At(buried_at)) = row;
    DeadLetter {
        id,
        message: MessageId::from_uuid(message),
        kind,
        listener,
        tenant: TenantId::from_uuid(tenant),
        tenant_slug,
        attempt: u32::try_from(attempt).unwrap_or(u32::MAX),
        reason,
        expires_at,
        trace,
        buried_at,
    }
}

/// At most so many of them, newest first, older than a place where one is named.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    tx: &mut Tx,
    filter: Filter<'_>,
    before: Option<Place>,
    most: u32,
) -> Result<Vec<DeadLetter>, StoreError> {
    let words = filter.reason.map(|words| format!("%{}%", escaped(&words.to_ascii_lowercase())));
    let since = At(filter.since.unwrap_or(Timestamp::from_micros(0)));
    let (is_first, place) = (before.is_none(), before.unwrap_or(Place { at: tx.now(), id: Uuid::nil() }));
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, message_id, kind, listener, tenant_id,
         (SELECT slug FROM tenants WHERE tenants.id = dead_letters.tenant_id) AS slug, attempt, reason, expires_at, trace,
         buried_at FROM dead_letters
         WHERE ($1 OR (buried_at, id) < ($2, $3)) AND buried_at >= $4 AND ($5 IS NULL OR kind = $5)
         AND ($6 IS NULL OR lower(reason) LIKE $6 ESCAPE '!') AND (tenant_id = $7 OR $7 IS NULL)
         ORDER BY buried_at DESC, id DESC LIMIT $8",
    ).bind(is_first).bind(At(place.at)).bind(place.id).bind(since).bind(filter.kind).bind(words.as_deref())
        .bind(filter.tenant.map(TenantId::uuid)).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(read).collect())
}

/// Words as a pattern that fits nothing but them.
fn escaped(words: &str) -> String {
    words.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The one with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(tx: &mut Tx, id: Uuid, lock: Lock) -> Result<Option<DeadLetter>, StoreError> {
    let row: Option<Row> = find!(
        tx,
        lock,
        "SELECT id, message_id, kind, listener, tenant_id,
         (SELECT slug FROM tenants WHERE tenants.id = dead_letters.tenant_id) AS slug, attempt, reason, expires_at, trace,
         buried_at FROM dead_letters WHERE id = $1",
        id
    )?;
    Ok(row.map(read))
}

/// What is known of the delivery of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How it travels.
    pub channel: String,
    /// What it is, such as `reset_code`.
    pub purpose: String,
    /// To whom, where there is somebody.
    pub account: Option<AccountId>,
    /// The reset or set-up whose code it carries; none of any other notice.
    pub flow: Option<Flow>,
    /// `due`, `attempting`, `sent`, `delivered`, `refused`, `ambiguous` or `expired`.
    pub state: String,
    /// How often a provider was called.
    pub attempts: u32,
    /// Who was called last.
    pub provider: Option<String>,
    /// Whether a newer notice took its place.
    pub is_superseded: bool,
    /// Of a call, what counted of it.
    pub call_outcome: Option<String>,
    /// When it was written first.
    pub created_at: Timestamp,
}

/// The delivery of a notice, where there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(tx: &mut Tx, message: MessageId, lock: Lock) -> Result<Option<Standing>, StoreError> {
    type Row = (
        String,
        String,
        Option<Uuid>,
        Option<String>,
        Option<Uuid>,
        String,
        i64,
        Option<String>,
        bool,
        Option<String>,
        At,
    );
    let row: Option<Row> = find!(
        tx,
        lock,
        "SELECT channel, purpose, account_id, flow, flow_id, state, attempt, provider, superseded, call_outcome, created_at
         FROM deliveries WHERE message_id = $1",
        message.uuid()
    )?;
    Ok(row.map(|row| {
        let (channel, purpose, account, flow, flow_id, state, attempts, provider, is_superseded, outcome, created) =
            row;
        Standing {
            channel,
            purpose,
            account: account.map(AccountId::from_uuid),
            flow: match (flow.as_deref(), flow_id) {
                (Some("reset"), Some(id)) => Some(Flow::Reset(id)),
                (Some("setup"), Some(id)) => Some(Flow::Setup(id)),
                _ => None,
            },
            state,
            attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
            provider,
            is_superseded,
            call_outcome: outcome,
            created_at: created.0,
        }
    }))
}

/// Why a letter is of no use any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Useless {
    /// Its time is up.
    #[error("it is of no use any more: its time was up at {}", rekey_wire::http::rfc3339(*.0))]
    Expired(Timestamp),
    /// A newer one took its place.
    #[error("a newer message took its place")]
    Superseded,
    /// The code that it carries is dead.
    #[error("what it carries is not waited for any more: the reset or set-up is over, or goes on without it")]
    NotAwaited,
    /// It ended otherwise, or is being sent; how.
    #[error("its delivery is concluded or under way: {0}")]
    Concluded(String),
    /// A code by phone of which nobody knows whether it was sent.
    #[error("nobody knows whether this code was sent by phone: it is not sent again; the person may ask for another")]
    InDoubt,
    /// A notice without a delivery.
    #[error("it has no delivery (any more), and would be given up again")]
    NoDelivery,
}

/// Whether a letter is of use, as things stand now; why not. Held as `lock` says, with what it belongs to.
///
/// # Errors
/// When the database does not answer.
pub async fn use_of(
    tx: &mut Tx,
    letter: &DeadLetter,
    limits: &FlowLimits,
    lock: Lock,
) -> Result<Result<(), Useless>, StoreError> {
    if tx.now() >= letter.expires_at {
        return Ok(Err(Useless::Expired(letter.expires_at)));
    }
    if !is_notice(letter) {
        return Ok(Ok(()));
    }
    // In the order of whoever supersedes: what it belongs to, then the delivery.
    let Some(standing) = standing(tx, letter.message, Lock::None).await? else {
        return Ok(Err(Useless::NoDelivery));
    };
    let is_awaited = is_awaited(tx, (letter.message, standing.flow), limits, lock).await?;
    let Some(standing) = self::standing(tx, letter.message, lock).await? else {
        return Ok(Err(Useless::NoDelivery));
    };
    if tx.now() >= letter.expires_at {
        return Ok(Err(Useless::Expired(letter.expires_at)));
    }
    Ok(judge(&standing, is_awaited))
}

fn judge(standing: &Standing, is_awaited: bool) -> Result<(), Useless> {
    // A code or a call goes once where it may have gone already; of everything else a second one is the lesser evil.
    let goes_once = standing.flow.is_some() && standing.channel != "email";
    if standing.is_superseded {
        return Err(Useless::Superseded);
    }
    match standing.state.as_str() {
        "due" | "refused" => {}
        "ambiguous" if goes_once => return Err(Useless::InDoubt),
        "ambiguous" => {}
        state => return Err(Useless::Concluded(state.to_owned())),
    }
    if let Some(outcome) = &standing.call_outcome {
        return Err(Useless::Concluded(format!("the call was told as {outcome}")));
    }
    if is_awaited { Ok(()) } else { Err(Useless::NotAwaited) }
}

fn is_notice(letter: &DeadLetter) -> bool {
    letter.kind.starts_with("notice.")
}

/// Whether a code may still be answered; true of what carries none.
async fn is_awaited(
    tx: &mut Tx,
    (message, flow): (MessageId, Option<Flow>),
    limits: &FlowLimits,
    lock: Lock,
) -> Result<bool, StoreError> {
    Ok(match flow {
        None => true,
        Some(Flow::Reset(id)) => {
            let stored = resets::by_id(tx, ResetId::from_uuid(id), lock).await?;
            stored.is_some_and(|stored| stored.reset.awaits(message, limits, tx.now()))
        }
        Some(Flow::Setup(id)) => {
            let stored = setups::by_id(tx, ContactId::from_uuid(id), lock).await?;
            stored.is_some_and(|stored| stored.setup.awaits(message, limits, tx.now()))
        }
    })
}

/// Puts a letter back into the outbox as it was, due now and with fresh attempts; it is held, and so is what it belongs to
/// ([`use_of`]). A notice is due again, and whoever waits for its code is told so; a notice in doubt is charged anew. A row
/// that a relay did not remove yet becomes this one, and the relay's claim is lost.
///
/// # Errors
/// When the database does not answer.
pub async fn put_back(tx: &mut Tx, letter: &DeadLetter) -> Result<(), StoreError> {
    let now = At(tx.now());
    if is_notice(letter) {
        on!(tx, c => sqlx::query(
            "UPDATE deliveries SET state = 'due', attempt = 0, fence = fence + 1, lease_until = NULL, provider = NULL,
             doubted_provider = NULL, provider_message_id = NULL, reason = NULL, looks = 0, next_look_at = NULL,
             charged_at = CASE WHEN state = 'ambiguous' THEN NULL ELSE charged_at END, updated_at = $2
             WHERE message_id = $1",
        ).bind(letter.message.uuid()).bind(now).execute(c).await.map(drop))?;
        send_anew(tx, letter.message).await?;
    }
    on!(tx, c => sqlx::query(
        "INSERT INTO outbox (id, message_id, kind, listener, tenant_id, payload, attempt, due_at, expires_at, fence,
         unanswered, faults, overflows, trace, created_at)
         SELECT id, message_id, kind, listener, tenant_id, payload, 1, $2, expires_at, 0, 0, 0, 0, trace, $2
         FROM dead_letters WHERE id = $1
         ON CONFLICT (message_id, listener) DO UPDATE SET attempt = 1, due_at = excluded.due_at, unanswered = 0,
         faults = 0, overflows = 0, lease_until = NULL, fence = outbox.fence + 1",
    ).bind(letter.id).bind(now).execute(c).await.map(drop))?;
    remove(tx, letter.id).await.map(drop)
}

/// The challenge whose code the message carries stands as sent anew, so that whoever waits for it is told.
async fn send_anew(tx: &mut Tx, message: MessageId) -> Result<(), StoreError> {
    let stand = |challenges: &mut Vec<Challenge>| {
        challenges.iter_mut().filter(|challenge| challenge.message() == Some(message)).for_each(Challenge::send_anew);
    };
    match deliveries::flow_of(tx, message).await? {
        None => {}
        Some(Flow::Reset(id)) => {
            if let Some(stored) = resets::by_id(tx, ResetId::from_uuid(id), Lock::ForUpdate).await? {
                let mut next = stored.reset.clone();
                stand(&mut next.challenges);
                resets::update(tx, &stored, &next).await?;
            }
        }
        Some(Flow::Setup(id)) => {
            if let Some(stored) = setups::by_id(tx, ContactId::from_uuid(id), Lock::ForUpdate).await? {
                let mut next = stored.setup.clone();
                stand(&mut next.challenges);
                setups::update(tx, &stored, &next).await?;
            }
        }
    }
    Ok(())
}

/// Removes a letter for good. False where it was gone.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    let gone = on!(tx, c => sqlx::query("DELETE FROM dead_letters WHERE id = $1").bind(id).execute(c).await
        .map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}
