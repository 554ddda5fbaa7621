//! The demo's inbox as a phone: keys are pressed on a call that it took, or it is hung up.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use rekey_domain::MessageId;
use rekey_domain::call::{CallEnd, Pressed, VoiceMode};
use rekey_runtime::{ApiProblem, Context, Json};
use rekey_store::{Lock, Store, reports};
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

/// Routes of the calls in the inbox.
pub(crate) fn routes(parts: &Parts, store: Store) -> Router {
    let phone = Phone { store, calls: Calls::new(parts) };
    Router::new().route("/inbox/messages/{message_id}/keys", post(press)).with_state(Arc::new(phone))
}

/// `POST /inbox/messages/{message_id}/keys`.
async fn press(
    State(phone): State<Arc<Phone>>,
    Context(_): Context,
    Path(message): Path<String>,
    Json(body): Json<Keys>,
) -> Result<StatusCode, ApiProblem> {
    let message = MessageId::from_uuid(Uuid::parse_str(&message).map_err(|_| ProblemCode::NotFound)?);
    let pressed = match body.keys.as_str() {
        "" => None,
        keys => Some(Pressed::parse(keys).ok_or_else(|| Problem::new(ProblemCode::InvalidField).field("keys"))?),
    };
    let mut tx = phone.store.begin().await?;
    let found = reports::find(&mut tx, message, Lock::ForUpdate).await?;
    let is_ours = |found: &reports::Reported| found.is_call && found.provider.as_deref() == Some(INBOX);
    let found = found.filter(is_ours).ok_or(ProblemCode::NotFound)?;
    let reference = message.to_string();
    let call = Ringing { message, found: &found, reference: &reference };
    match pressed {
        None => phone.calls.ended(&mut tx, call, Some(CallEnd::NothingPressed)).await?,
        // What was asked is not known here, and whoever asked takes what fits.
        Some(keys) => {
            let answer = phone.calls.pressed(&mut tx, call, (Some(keys), VoiceMode::MatchNumber)).await?;
            if answer == Answer::Over {
                return Err(ProblemCode::ChallengeOver.into());
            }
        }
    }
    tx.commit().await?;
    phone.calls.wake();
    Ok(StatusCode::NO_CONTENT)
}
