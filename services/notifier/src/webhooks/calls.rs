//! What is reported of calls: how far one got, whether a machine answered, and the keys that were pressed.
//!
//! Who is not believed hears 403. Of what its own provider reports too late, twice or out of order there is a row in the audit
//! trail, and no other effect. A status hears 204 then, but keys hear TwiML: what is said next. The provider asks for that while
//! a person holds the phone, who pressed in good faith, say, while the reset ran out of time; an error would be read to them
//! as the provider's own ("an application error has occurred") before it hangs up. Whether keys are right is not known here:
//! wrong ones are judged, and audited, by who asked for the call.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use rekey_domain::call::{CallEnd, Pressed, VoiceMode};
use rekey_domain::challenge::Delivery as News;
use rekey_runtime::{ApiProblem, Context, metrics};
use rekey_store::reports::{Report, Reported};
use rekey_store::{StoreError, Tx};
use rekey_wire::http::ProblemCode;
use rekey_wire::language::Language;
use serde_json::json;

use super::{Believed, Form, Webhooks, Why, judge_names, message_id};
use crate::calls::Ringing;
use crate::channel::sms::twilio::{Twilio, is_call_sid};
use crate::channel::voice::twiml;
use crate::render::Answer;

/// What a report adds nothing to: something counted before it, be it the same once more or what comes later in a call.
const NOT_NEW: Why = "not_new";
/// Keys for which the time is up.
const EXPIRED: Why = "expired";

type Shared = State<Arc<Webhooks>>;
type Request = (Uri, HeaderMap);

/// A report of a call, with its provider's name for it.
type Told = Believed<String>;

impl Told {
    pub(super) fn call(&mut self) -> (&mut Tx, Ringing<'_>) {
        let Self { tx, message, found, said, .. } = self;
        (tx, Ringing { message: *message, found, reference: said })
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
    let (message, form) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body));
    let Some(mut told) = webhooks.believe(message, &form, judge).await? else { return Ok(StatusCode::NO_CONTENT) };
    if let Some(status) = form.only("CallStatus")
        && !webhooks.follow(&mut told, status).await?
    {
        webhooks.ignore(&mut told, (status, NOT_NEW)).await?;
    }
    webhooks.done(told).await?;
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
    let (message, form) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body));
    let Some(mut told) = webhooks.believe(message, &form, judge).await? else { return Ok(StatusCode::NO_CONTENT) };
    let by = form.only("AnsweredBy").unwrap_or_default();
    if is_machine(by) {
        let (tx, call) = told.call();
        if !webhooks.calls.machine_answered(tx, call).await? {
            webhooks.ignore(&mut told, ("machine", NOT_NEW)).await?;
        }
    }
    webhooks.done(told).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether it was no person, in Twilio's words.
pub(super) fn is_machine(answered_by: &str) -> bool {
    answered_by.starts_with("machine") || answered_by == "fax"
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
    let (message, form) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body));
    let Some(mut told) = webhooks.believe(message, &form, judge).await? else {
        return said(&Answer::Over.text(language, None), language);
    };
    let pressed = form.only("Digits").and_then(Pressed::parse);
    let (tx, call) = told.call();
    let answer = webhooks.calls.pressed(tx, call, (pressed, mode)).await?;
    if answer == Answer::Over {
        let why = if told.tx.now() >= told.found.expires_at { EXPIRED } else { NOT_NEW };
        webhooks.ignore(&mut told, ("keys", why)).await?;
    }
    webhooks.done(told).await?;
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

impl Webhooks {
    /// Notes what its own provider reported to no effect.
    async fn ignore(&self, told: &mut Told, (what, why): (&str, Why)) -> Result<(), StoreError> {
        let Believed { tx, message, found, provider, .. } = told;
        tracing::info!(message.id = %message, provider.id = provider.id(), what, why, "webhook.ignored");
        metrics::report_without_effect(why);
        let detail = json!({ "message_id": message.uuid(), "provider": provider.id(), "what": what, "why": why });
        self.note(tx, (*message, found), ("system", "delivery.report_ignored", detail)).await
    }

    pub(super) async fn done(&self, told: Told) -> Result<(), StoreError> {
        told.tx.commit().await?;
        self.calls.wake();
        Ok(())
    }

    /// Follows a call to this status. False where that is no news, and not what a call says by the way either.
    pub(super) async fn follow(&self, told: &mut Told, status: &str) -> Result<bool, StoreError> {
        let failed = |end: CallEnd| (Report::Failed(format!("twilio {}", end.as_str())), News::Failed);
        let (progress, end) = match status {
            "queued" | "initiated" | "ringing" => ((Report::TakenOver, News::Sent), None),
            "in-progress" => ((Report::Arrived, News::Delivered), None),
            "completed" => ((Report::Arrived, News::Delivered), Some(None)),
            "busy" => (failed(CallEnd::Busy), Some(Some(CallEnd::Busy))),
            "no-answer" => (failed(CallEnd::NoAnswer), Some(Some(CallEnd::NoAnswer))),
            "failed" | "canceled" => (failed(CallEnd::Failed), Some(Some(CallEnd::Failed))),
            // None of ours.
            _ => return Ok(true),
        };
        let (tx, call) = told.call();
        let is_new = self.calls.progressed(tx, call, (&progress.0, progress.1)).await?;
        match end {
            Some(end) => self.calls.ended(tx, call, end).await,
            // The provider's answer to the call said so much already.
            None => Ok(is_new || (progress.0 == Report::TakenOver && told.found.is_sent)),
        }
    }
}

/// Whether a signed report is of this very call, or why not. Gives the provider's name for it.
fn judge(form: &Form, provider: &Twilio, found: &Reported) -> Result<String, Why> {
    let account = form.only("AccountSid").ok_or("form")?;
    let sid = form.only("CallSid").filter(|sid| is_call_sid(sid)).ok_or("form")?;
    if !found.is_call {
        return Err("message");
    }
    judge_names(provider, found, (account, sid))?;
    Ok(sid.to_owned())
}

#[cfg(test)]
mod tests;
