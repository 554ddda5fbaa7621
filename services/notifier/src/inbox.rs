//! The demo's inbox: takes every message instead of a provider, shows them, and is the phone of calls.

use axum::extract::State;
use rekey_runtime::{ApiProblem, Context};
use rekey_store::inbox::{self, InboxMessage};
use rekey_store::{Store, StoreError};
use rekey_wire::http::rfc3339;
use rekey_wire::notice::{Destination, Notice};
use serde::Serialize;
use uuid::Uuid;

use crate::channel::{Accepted, SendError};
use crate::render::Rendered;

/// Messages that are shown.
const SHOWN_MAX: u32 = 200;

/// Keeps a message. Its id is the notice's: the same one twice is kept once.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn keep(store: &Store, notice: &Notice, rendered: &Rendered) -> Result<Accepted, SendError> {
    let to = match &notice.to {
        Destination::Email(address) => address.as_str().to_owned(),
        Destination::Phone(number) => number.e164().to_owned(),
        Destination::Nobody => return Ok(Accepted { reference: None }),
    };
    let (subject, text) = match rendered {
        Rendered::Email(email) => (Some(email.subject.clone()), email.text.clone()),
        Rendered::Sms(text) => (None, text.clone()),
        Rendered::Call(script) => (None, script.transcript()),
    };
    let kept = async {
        let mut tx = store.begin().await?;
        let received_at = tx.now();
        let channel = notice.channel.as_str().to_owned();
        let message = InboxMessage { id: notice.id.uuid(), channel, to, subject, text, received_at };
        inbox::insert(&mut tx, &message).await?;
        tx.commit().await
    };
    kept.await.map_err(|_: StoreError| SendError::Retry("the database is away".into()))?;
    Ok(Accepted { reference: None })
}

/// A message as `GET /inbox/messages` shows it.
#[derive(Debug, Serialize)]
pub(crate) struct MessageView {
    id: Uuid,
    channel: String,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    text: String,
    received_at: String,
}

/// `GET /inbox/messages`: newest first.
pub(crate) async fn messages(
    State(store): State<Store>,
    Context(_): Context,
) -> Result<axum::Json<Vec<MessageView>>, ApiProblem> {
    let mut tx = store.read().await?;
    let view = |message: InboxMessage| MessageView {
        id: message.id,
        channel: message.channel,
        to: message.to,
        subject: message.subject,
        text: message.text,
        received_at: rfc3339(message.received_at),
    };
    Ok(axum::Json(inbox::newest(&mut tx, SHOWN_MAX).await?.into_iter().map(view).collect()))
}
