//! Bodies of the administrators' API: counts and lists, read-only, of the organisation of whoever is signed in.
//!
//! No contact stands in them, not even masked; what was sealed stays sealed. A list is newest first; `older` of a page is
//! `before` of the next.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_domain::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ChannelView, ClosedReasonView};

/// `GET /admin/overview`: the last 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminOverview {
    /// User ID of the administrator who asks.
    pub user_id: String,
    /// RFC 3339; from when on is counted.
    pub since: String,
    /// Resets that began.
    pub resets: ResetCounts,
    /// Messages that were asked for, by channel and state; what is zero is left out.
    pub deliveries: Vec<DeliveryCount>,
    /// Messages that were given up.
    pub dead_letters: u64,
    /// The message that waits longest, if any waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_waiting: Option<WaitingMessage>,
}

/// Resets by where they stand now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResetCounts {
    /// All of them.
    pub started: u64,
    /// Those that are not over.
    pub under_way: u64,
    /// Those that gave a new password.
    pub completed: u64,
    /// Those that are over without one, by reason; what is zero is left out.
    pub closed: Vec<ClosedCount>,
}

/// Resets that are over for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClosedCount {
    /// The reason.
    pub reason: ClosedReasonView,
    /// How many.
    pub count: u64,
}

/// Messages of one channel in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryCount {
    /// How they travel.
    pub channel: ChannelView,
    /// What became of them.
    pub state: DeliveryStateView,
    /// How many.
    pub count: u64,
}

/// A message that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WaitingMessage {
    /// What it is, such as `notice.email`.
    pub kind: String,
    /// RFC 3339; since when.
    pub since: String,
    /// Whole seconds since then.
    pub seconds: u32,
}

/// What became of a message, as the notifier knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStateView {
    /// Waits.
    Due,
    /// A provider is being called.
    Attempting,
    /// A provider has it.
    Sent,
    /// A provider says that it arrived.
    Delivered,
    /// A provider refuses it, or every attempt failed.
    Refused,
    /// Nobody knows.
    Ambiguous,
    /// Of no use any more before it could be sent.
    Expired,
}

/// Where a reset stands, as administrators see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdminResetStatus {
    /// Proofs are being asked for, or a new password is.
    Proving,
    /// The directory is being asked to change the password.
    Changing,
    /// The password is changed.
    Completed,
    /// Over without a new password.
    Closed,
}

/// A reset as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminReset {
    /// Names it in the audit trail.
    pub id: Uuid,
    /// Whose it is. Absent where no account can reset with the user ID that was typed: it is unknown, not enabled or not
    /// registered, and was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Where it stands.
    pub status: AdminResetStatus,
    /// Why it is over, while `status` is `closed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_reason: Option<ClosedReasonView>,
    /// Proofs asked for.
    pub required: u8,
    /// Proofs given; 0 once it is closed.
    pub passed: u8,
    /// RFC 3339; when it began.
    pub started_at: String,
    /// RFC 3339; when something was last done in it.
    pub touched_at: String,
}

/// A page of resets: `GET /admin/resets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminResets {
    /// Newest first.
    pub resets: Vec<AdminReset>,
    /// `before` of the next page, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<String>,
}

/// A delivery as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminDelivery {
    /// The message.
    pub message_id: Uuid,
    /// To whom; absent for mail to the help desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// How it travels.
    pub channel: ChannelView,
    /// What it is, such as `reset_code`.
    pub purpose: String,
    /// What became of it.
    pub state: DeliveryStateView,
    /// Attempts so far.
    pub attempts: u32,
    /// Who carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Why it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// RFC 3339; when it was asked for.
    pub created_at: String,
    /// RFC 3339; when something last became of it.
    pub updated_at: String,
}

/// A page of deliveries: `GET /admin/deliveries`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminDeliveries {
    /// Newest first.
    pub deliveries: Vec<AdminDelivery>,
    /// `before` of the next page, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<String>,
}

/// A message that was given up, as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminDeadLetter {
    /// The message.
    pub message_id: Uuid,
    /// What it is, such as `notice.email`.
    pub kind: String,
    /// Who should have heard it.
    pub listener: String,
    /// The attempt that was the last.
    pub attempt: u32,
    /// Why.
    pub reason: String,
    /// RFC 3339; from when on it is of no use.
    pub expires_at: String,
    /// RFC 3339; when it was given up.
    pub buried_at: String,
}

/// A page of messages that were given up: `GET /admin/dead-letters`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdminDeadLetters {
    /// Newest first.
    pub dead_letters: Vec<AdminDeadLetter>,
    /// `before` of the next page, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<String>,
}

/// The place after which a page begins, as the API writes it. It means nothing to clients.
pub fn cursor(at: Timestamp, id: Uuid) -> String {
    let mut bytes = at.micros().to_be_bytes().to_vec();
    bytes.extend(id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what [`cursor`] wrote.
pub fn parse_cursor(text: &str) -> Option<(Timestamp, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (at, id) = bytes.split_at_checked(8)?;
    let micros = i64::from_be_bytes(at.try_into().ok()?);
    // What a database can hold: the years 1970 to 9999.
    (0..253_402_300_800_000_000).contains(&micros).then_some(())?;
    Some((Timestamp::from_micros(micros), Uuid::from_slice(id).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_round_trips_and_nothing_else_is_read() {
        let (at, id) = (Timestamp::from_micros(1_764_000_000_123_456), Uuid::from_u128(7));
        assert_eq!(parse_cursor(&cursor(at, id)), Some((at, id)));
        let early = cursor(Timestamp::from_micros(-1), id);
        let late = cursor(Timestamp::from_micros(i64::MAX), id);
        for bad in ["", "x", "AAAAAAAAAAA", early.as_str(), late.as_str(), &format!("{}A", cursor(at, id))] {
            assert_eq!(parse_cursor(bad), None, "{bad}");
        }
    }
}
