//! What is reported of calls: how far one got, whether a machine answered, and the keys that were pressed.
//!
//! The answer to keys is TwiML: what is said next. Whoever is not the call's own provider gets none.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use rekey_domain::MessageId;
use rekey_domain::call::{CallEnd, Pressed, VoiceMode};
use rekey_domain::challenge::Delivery as News;
use rekey_runtime::{ApiProblem, Context};
use rekey_store::reports::{self, Report, Reported};
use rekey_store::{Lock, StoreError, Tx};
use rekey_wire::http::ProblemCode;
use rekey_wire::language::Language;

use super::{Signed, Webhooks, judge_names, message_id, only, refuse};
use crate::calls::Ringing;
use crate::channel::sms::twilio::is_call_sid;
use crate::channel::voice::twiml;
use crate::render::Answer;

type Shared = State<Arc<Webhooks>>;
type Request = (Uri, HeaderMap);

/// A call that this report is of, held for the transaction.
struct Owned {
    tx: Tx,
    message: MessageId,
    found: Reported,
    reference: String,
}

impl Owned {
    fn call(&mut self) -> (&mut Tx, Ringing<'_>) {
        let Self { tx, message, found, reference } = self;
        (tx, Ringing { message: *message, found, reference })
    }
}

pub(super) fn routes() -> Router<Arc<Webhooks>> {
    Router::new()
        .route("/webhooks/{provider_id}/calls/{message_id}", post(progress))
        .route("/webhooks/{provider_id}/calls/{message_id}/answered-by", post(answered_by))
        .route("/webhooks/{provider_id}/calls/{message_id}/keys/{mode}/{language}", post(keys))
}

/// `POST /webhooks/{provider_id}/calls/{message_id}`: how far it got.
async fn progress(
    State(webhooks): Shared,
    Context(_): Context,
    Path((provider, message)): Path<(String, String)>,
    (uri, headers): Request,
    body: Bytes,
) -> Result<StatusCode, ApiProblem> {
    let (message, signed) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body)?);
    let Some(mut owned) = webhooks.own(message, &signed).await? else { return Ok(StatusCode::NO_CONTENT) };
    if let Some(status) = signed.only("CallStatus") {
        webhooks.follow(&mut owned, &status).await?;
    }
    webhooks.done(owned).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /webhooks/{provider_id}/calls/{message_id}/answered-by`: whether it was a person.
async fn answered_by(
    State(webhooks): Shared,
    Context(_): Context,
    Path((provider, message)): Path<(String, String)>,
    (uri, headers): Request,
    body: Bytes,
) -> Result<StatusCode, ApiProblem> {
    let (message, signed) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body)?);
    let Some(mut owned) = webhooks.own(message, &signed).await? else { return Ok(StatusCode::NO_CONTENT) };
    let by = signed.only("AnsweredBy").unwrap_or_default();
    if by.starts_with("machine") || by == "fax" {
        let (tx, call) = owned.call();
        webhooks.calls.machine_answered(tx, call).await?;
    }
    webhooks.done(owned).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /webhooks/{provider_id}/calls/{message_id}/keys/{mode}/{language}`: keys were pressed.
async fn keys(
    State(webhooks): Shared,
    Context(_): Context,
    Path((provider, message, mode, language)): Path<(String, String, String, String)>,
    (RawQuery(query), (uri, headers)): (RawQuery, Request),
    body: Bytes,
) -> Result<Response, ApiProblem> {
    let mode = VoiceMode::parse(&mode).ok_or(ProblemCode::NotFound)?;
    let language = Language::parse(&language).ok_or(ProblemCode::NotFound)?;
    let (message, signed) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body)?);
    let Some(mut owned) = webhooks.own(message, &signed).await? else {
        return said(&Answer::Over.text(language, None), language);
    };
    let pressed = signed.only("Digits").and_then(|digits| Pressed::parse(&digits));
    let (tx, call) = owned.call();
    let answer = webhooks.calls.pressed(tx, call, (pressed, mode)).await?;
    webhooks.done(owned).await?;
    let veiled = query.as_deref().and_then(|query| query.strip_prefix("code="));
    let code = veiled.filter(|_| answer == Answer::Code);
    let code = code.and_then(|veiled| webhooks.calls.spoken_codes.unveil(veiled, message));
    said(&answer.text(language, code.as_ref()), language)
}

/// What Twilio is told to say.
fn said(text: &str, language: Language) -> Result<Response, ApiProblem> {
    let twiml = twiml::end(text, language).ok_or(ProblemCode::InternalError)?;
    Ok(([(CONTENT_TYPE, "text/xml; charset=utf-8")], twiml).into_response())
}

impl Signed {
    /// The field of this name, where there is one and no other.
    fn only(&self, wanted: &str) -> Option<String> {
        only(self.fields.iter().filter(|(name, _)| name == wanted)).map(|(_, value)| value.clone())
    }
}

impl Webhooks {
    /// The call of this report; none where nobody knows of it. What is not its own provider's is noted and refused.
    async fn own(&self, message: MessageId, signed: &Signed) -> Result<Option<Owned>, ApiProblem> {
        let provider = &signed.provider;
        let is_known = reports::find(&mut self.store.read().await?, message, Lock::None).await?.is_some();
        if !is_known {
            return if signed.is_signed { Ok(None) } else { Err(refuse(provider, "signature")) };
        }
        let mut tx = self.store.begin().await?;
        let Some(found) = reports::find(&mut tx, message, Lock::ForUpdate).await? else { return Ok(None) };
        match judge(signed, &found) {
            Ok(reference) => Ok(Some(Owned { tx, message, found, reference })),
            Err(why) => {
                self.note(&mut tx, (message, &found), (provider, why)).await?;
                tx.commit().await?;
                Err(refuse(provider, why))
            }
        }
    }

    async fn done(&self, owned: Owned) -> Result<(), StoreError> {
        owned.tx.commit().await?;
        self.calls.wake();
        Ok(())
    }

    async fn follow(&self, owned: &mut Owned, status: &str) -> Result<(), StoreError> {
        let failed = |end: CallEnd| (Report::Failed(format!("twilio {}", end.as_str())), News::Failed);
        let (progress, end) = match status {
            "queued" | "initiated" | "ringing" => ((Report::TakenOver, News::Sent), None),
            "in-progress" => ((Report::Arrived, News::Delivered), None),
            "completed" => ((Report::Arrived, News::Delivered), Some(None)),
            "busy" => (failed(CallEnd::Busy), Some(Some(CallEnd::Busy))),
            "no-answer" => (failed(CallEnd::NoAnswer), Some(Some(CallEnd::NoAnswer))),
            "failed" | "canceled" => (failed(CallEnd::Failed), Some(Some(CallEnd::Failed))),
            // None of ours.
            _ => return Ok(()),
        };
        let (tx, call) = owned.call();
        self.calls.progressed(tx, call, (&progress.0, progress.1)).await?;
        match end {
            Some(end) => self.calls.ended(tx, call, end).await,
            None => Ok(()),
        }
    }
}

/// Whether a report is of this very call, or why not. Gives the provider's name for it.
fn judge(signed: &Signed, found: &Reported) -> Result<String, &'static str> {
    if !signed.is_signed {
        return Err("signature");
    }
    let account = signed.only("AccountSid").ok_or("form")?;
    let sid = signed.only("CallSid").filter(|sid| is_call_sid(sid)).ok_or("form")?;
    if !found.is_call {
        return Err("message");
    }
    judge_names(&signed.provider, found, (&account, &sid))?;
    Ok(sid)
}

#[cfg(test)]
mod tests;
