//! Calls: the first thing that counts of one is written down, so that nothing that is told later, twice, or out of order
//! counts as well.
//!
//! ```text
//!   nothing --a machine answered--> machine
//!   nothing, machine --keys | listening | how it ended--> that
//!   keys, listening, refused, wrong_keys --its provider's word that it ended--> over
//! ```
//!
//! The last step tells nobody anything: it is there so that the end of a call which counted is known from a repeated one.

use rekey_domain::MessageId;
use rekey_domain::call::CallEnd;

use crate::db::on;
use crate::{StoreError, Tx};

/// What is heard of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A machine answered. Whoever presses keys all the same is none.
    Machine,
    /// Keys were pressed.
    Keys,
    /// Somebody listens to a code.
    Listening,
    /// It ended without.
    Ended(CallEnd),
}

impl Heard {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Keys => "keys",
            Self::Listening => "listening",
            Self::Ended(end) => end.as_str(),
        }
    }
}

/// Writes what is heard of the call that a notice became; its provider is not asked any more, unless it is only that a
/// machine answered. False where something counted already, or it is no call.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut Tx, message: MessageId, heard: Heard) -> Result<bool, StoreError> {
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET call_outcome = $2, next_look_at = CASE WHEN $3 THEN NULL ELSE next_look_at END
         WHERE message_id = $1 AND channel = 'voice' AND (call_outcome IS NULL OR (call_outcome = 'machine' AND $3))",
    ).bind(message.uuid()).bind(heard.as_str()).bind(heard != Heard::Machine).execute(c).await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Writes that a call in which something was pressed is over. False where it was over already.
///
/// # Errors
/// When the database does not answer.
pub async fn close(tx: &mut Tx, message: MessageId) -> Result<bool, StoreError> {
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET call_outcome = 'over' WHERE message_id = $1 AND channel = 'voice'
         AND call_outcome IN ('keys', 'listening', 'refused', 'wrong_keys')",
    ).bind(message.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// The end of a call that was answered and over before any key was pressed.
///
/// # Errors
/// When the database does not answer.
pub async fn end_without_keys(tx: &mut Tx, message: MessageId) -> Result<CallEnd, StoreError> {
    let row: Option<(Option<String>,)> = on!(tx, c => sqlx::query_as(
        "SELECT call_outcome FROM deliveries WHERE message_id = $1",
    ).bind(message.uuid()).fetch_optional(c).await)?;
    let is_machine = row.and_then(|(outcome,)| outcome).as_deref() == Some(Heard::Machine.as_str());
    Ok(if is_machine { CallEnd::Voicemail } else { CallEnd::NothingPressed })
}
