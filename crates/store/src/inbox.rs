//! The demo's inbox: messages that would have gone to people.

use rekey_domain::Timestamp;
use uuid::Uuid;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// A captured message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxMessage {
    /// Its id.
    pub id: Uuid,
    /// How it travelled.
    pub channel: String,
    /// To whom, in full.
    pub to: String,
    /// Subject of an email.
    pub subject: Option<String>,
    /// The plain part.
    pub text: String,
    /// When.
    pub received_at: Timestamp,
}

/// Writes a message; the same one a second time is ignored.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, message: &InboxMessage) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(
        "INSERT INTO inbox_messages (id, channel, recipient, subject, body, received_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    ).bind(message.id).bind(&message.channel).bind(&message.to).bind(&message.subject).bind(&message.text)
        .bind(At(message.received_at)).execute(c).await.map(drop))?;
    Ok(())
}

/// The newest messages, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut Tx, most: u32) -> Result<Vec<InboxMessage>, StoreError> {
    type Row = (Uuid, String, String, Option<String>, String, At);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT id, channel, recipient, subject, body, received_at FROM inbox_messages
         ORDER BY received_at DESC, id DESC LIMIT $1",
    ).bind(i64::from(most)).fetch_all(c).await)?;
    let read = |(id, channel, to, subject, text, At(received_at)): Row| InboxMessage {
        id,
        channel,
        to,
        subject,
        text,
        received_at,
    };
    Ok(rows.into_iter().map(read).collect())
}
