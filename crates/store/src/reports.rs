//! Reports: what a provider says of a delivery after it took it over, or while it does. They only lead forward.
//!
//! ```text
//!   due, attempting, ambiguous --taken over--> sent
//!   due, attempting, ambiguous, sent --arrived--> delivered
//!   due, attempting, ambiguous, sent --failed--> refused
//! ```
//!
//! Whoever is calling the provider at that moment loses the claim, and writes nothing over it.

use rekey_domain::{AccountId, MessageId, TenantId, Timestamp};
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{Lock, StoreError, Tx};

/// Reports of one delivery without effect that are audited, forged, repeated or late; the same again and again says nothing
/// new.
const UNHEEDED_REPORTS_MAX: i64 = 20;

/// A delivery, as far as its provider's reports go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The organisation.
    pub tenant: TenantId,
    /// Whether it is a call.
    pub is_call: bool,
    /// To whom, where there is somebody.
    pub account: Option<AccountId>,
    /// The reset or set-up that it belongs to.
    pub flow: Option<Uuid>,
    /// Who was called.
    pub provider: Option<String>,
    /// Who was called before, and may have it all the same.
    pub doubted: Option<String>,
    /// The provider's own name for it.
    pub reference: Option<String>,
    /// Whether it was sent, and nothing is known of what came after.
    pub is_sent: bool,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
    /// Whether another report without effect would be audited.
    pub is_noted: bool,
}

/// What a provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// It has the message.
    TakenOver,
    /// The message arrived.
    Arrived,
    /// The message will not arrive, for this reason: no number, no words of the message.
    Failed(String),
}

impl Report {
    /// The state that follows, those from which it does, and the reason.
    fn effect(&self) -> (&'static str, bool, Option<&str>) {
        match self {
            Self::TakenOver => ("sent", false, None),
            Self::Arrived => ("delivered", true, None),
            Self::Failed(reason) => ("refused", true, Some(reason)),
        }
    }
}

/// What is known of a delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, message: MessageId, lock: Lock) -> Result<Option<Reported>, StoreError> {
    type Row = (Uuid, Option<Uuid>, Option<Uuid>, Option<String>, Option<String>, Option<String>, At, bool, bool, i64);
    const QUERY: &str =
        "SELECT tenant_id, account_id, flow_id, provider, doubted_provider, provider_message_id, expires_at,
         channel = 'voice', state = 'sent', forged_reports FROM deliveries WHERE message_id = $1";
    const LOCKED: &str =
        "SELECT tenant_id, account_id, flow_id, provider, doubted_provider, provider_message_id, expires_at,
         channel = 'voice', state = 'sent', forged_reports FROM deliveries WHERE message_id = $1 FOR UPDATE";
    let query = if lock == Lock::ForUpdate { tx.pick(LOCKED, QUERY) } else { QUERY };
    let row: Option<Row> = on!(tx, c => sqlx::query_as(query).bind(message.uuid()).fetch_optional(c).await)?;
    let reported = |row: Row| {
        let (tenant, account, flow, provider, doubted, reference, At(expires_at), is_call, is_sent, unheeded) = row;
        Reported {
            tenant: TenantId::from_uuid(tenant),
            is_call,
            account: account.map(AccountId::from_uuid),
            flow,
            provider,
            doubted,
            reference,
            is_sent,
            expires_at,
            is_noted: unheeded < UNHEEDED_REPORTS_MAX,
        }
    };
    Ok(row.map(reported))
}

/// Takes a report in, with the provider's name for the message where none was known; what became of a text is not asked for
/// any more once it is known. False where it says nothing new.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut Tx, message: MessageId, reference: &str, report: &Report) -> Result<bool, StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query(
        "UPDATE deliveries SET provider_message_id = $2 WHERE message_id = $1 AND provider_message_id IS NULL",
    ).bind(message.uuid()).bind(reference).execute(c).await.map(drop))?;
    let (state, also_from_sent, reason) = report.effect();
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET state = $2, reason = COALESCE($3, reason), fence = fence + 1, lease_until = NULL,
         next_look_at = CASE WHEN $5 AND channel <> 'voice' THEN NULL ELSE next_look_at END, updated_at = $4
         WHERE message_id = $1 AND (state IN ('due', 'attempting', 'ambiguous') OR (state = 'sent' AND $5))",
    ).bind(message.uuid()).bind(state).bind(reason).bind(now).bind(also_from_sent)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// The message arrived by a provider that was in doubt: from now on it is that one's, under its name for it.
///
/// # Errors
/// When the database does not answer.
pub async fn arrived_by(tx: &mut Tx, message: MessageId, provider: &str, reference: &str) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "UPDATE deliveries SET provider = $2, provider_message_id = $3
         WHERE message_id = $1 AND state IN ('due', 'attempting', 'ambiguous', 'sent')",
    ).bind(message.uuid()).bind(provider).bind(reference).execute(c).await.map(drop))?;
    Ok(())
}

/// Counts a report without effect. True while it is to be audited.
///
/// # Errors
/// When the database does not answer.
pub async fn count_unheeded(tx: &mut Tx, message: MessageId) -> Result<bool, StoreError> {
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET forged_reports = forged_reports + 1 WHERE message_id = $1 AND forged_reports < $2",
    ).bind(message.uuid()).bind(UNHEEDED_REPORTS_MAX).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
