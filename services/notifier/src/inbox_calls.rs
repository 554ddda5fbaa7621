//! The demo's inbox as a phone: keys are pressed on a call that it took, or the call ends without.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use rekey_domain::MessageId;
use rekey_domain::call::{CallEnd, Pressed, VoiceMode};
use rekey_runtime::{ApiProblem, Context, Json};
use rekey_store::reports::{self, Reported};
use rekey_store::{Lock, Store, Tx};
use rekey_wire::http::{Problem, ProblemCode};
use serde::Deserialize;
use uuid::Uuid;

use crate::Parts;
use crate::calls::{Calls, Ringing};
use crate::render::Answer;

/// Name of the inbox in deliveries.
const INBOX: &str = "inbox";

struct Phone {
    store: Store,
    calls: Calls,
}

/// Keys to press.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    /// Such as `42#`; nothing to hang up.
    keys: String,
}

/// How a call ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    /// One of [`ENDS`].
    end: String,
}

/// Ends of a call that are a phone's doing.
const ENDS: [CallEnd; 4] = [CallEnd::Busy, CallEnd::NoAnswer, CallEnd::Voicemail, CallEnd::NothingPressed];

/// Routes of the calls in the inbox.
pub(crate) fn routes(parts: &Parts, store: Store) -> Router {
    let phone = Phone { store, calls: Calls::new(parts) };
    Router::new()
        .route("/inbox/messages/{message_id}/keys", post(press))
        .route("/inbox/messages/{message_id}/end", post(end))
        .with_state(Arc::new(phone))
}

/// `POST /inbox/messages/{message_id}/keys`.
async fn press(
    State(phone): State<Arc<Phone>>,
    Context(_): Context,
    Path(message): Path<String>,
    Json(body): Json<Keys>,
) -> Result<StatusCode, ApiProblem> {
    let pressed = match body.keys.as_str() {
        "" => None,
        keys => Some(Pressed::parse(keys).ok_or_else(|| Problem::new(ProblemCode::InvalidField).field("keys"))?),
    };
    let mut held = phone.hold(&message).await?;
    let (tx, call) = held.call();
    match pressed {
        None => {
            phone.calls.ended(tx, call, Some(CallEnd::NothingPressed)).await?;
        }
        // What was asked is not known here, and whoever asked takes what fits.
        Some(keys) => {
            let answer = phone.calls.pressed(tx, call, (Some(keys), VoiceMode::MatchNumber)).await?;
            if answer == Answer::Over {
                return Err(ProblemCode::ChallengeOver.into());
            }
        }
    }
    phone.done(held).await
}

/// `POST /inbox/messages/{message_id}/end`.
async fn end(
    State(phone): State<Arc<Phone>>,
    Context(_): Context,
    Path(message): Path<String>,
    Json(body): Json<End>,
) -> Result<StatusCode, ApiProblem> {
    let end = CallEnd::parse(&body.end).filter(|end| ENDS.contains(end));
    let end = end.ok_or_else(|| Problem::new(ProblemCode::InvalidField).field("end"))?;
    let mut held = phone.hold(&message).await?;
    let (tx, call) = held.call();
    if !phone.calls.ended(tx, call, Some(end)).await? {
        return Err(ProblemCode::ChallengeOver.into());
    }
    phone.done(held).await
}

/// A call that the inbox took, held for the transaction.
struct Held {
    tx: Tx,
    message: MessageId,
    found: Reported,
    reference: String,
}

impl Held {
    fn call(&mut self) -> (&mut Tx, Ringing<'_>) {
        let Self { tx, message, found, reference } = self;
        (tx, Ringing { message: *message, found, reference })
    }
}

impl Phone {
    async fn hold(&self, message: &str) -> Result<Held, ApiProblem> {
        let message = MessageId::from_uuid(Uuid::parse_str(message).map_err(|_| ProblemCode::NotFound)?);
        let mut tx = self.store.begin().await?;
        let found = reports::find(&mut tx, message, Lock::ForUpdate).await?;
        let is_ours = |found: &Reported| found.is_call && found.provider.as_deref() == Some(INBOX);
        let found = found.filter(is_ours).ok_or(ProblemCode::NotFound)?;
        Ok(Held { tx, message, found, reference: message.to_string() })
    }

    async fn done(&self, held: Held) -> Result<StatusCode, ApiProblem> {
        held.tx.commit().await?;
        self.calls.wake();
        Ok(StatusCode::NO_CONTENT)
    }
}
