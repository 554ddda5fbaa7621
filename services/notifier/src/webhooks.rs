//! What providers report of messages and calls: who it is from is proven by its signature, what it says only leads forward.
//!
//! Nothing that is decided about a person hangs on a report of a message: it says whether it arrived, and no more. Keys that
//! were pressed in a call ([`calls`]) are taken from its own provider alone, and judged by who asked for them. What is not
//! signed by the provider of the message, for its own account, has no effect and leaves a row in the audit trail.

mod calls;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use rekey_bus::{Bus, Delivery, Kind};
use rekey_domain::MessageId;
use rekey_domain::challenge::Delivery as News;
use rekey_runtime::{ApiProblem, Context, Entropy};
use rekey_store::reports::{self, Report, Reported};
use rekey_store::{Lock, Store, StoreError, Tx, audit};
use rekey_wire::event::EventSigner;
use rekey_wire::http::ProblemCode;
use serde_json::json;
use uuid::Uuid;

use crate::Parts;
use crate::calls::Calls;
use crate::channel::sms::twilio::{Twilio, is_message_sid};

/// Longest body of a report; Twilio's own have half a KiB.
const REPORT_MAX_BYTES: usize = 16 * 1024;
/// Longest code of an error that is kept, in digits.
const ERROR_MAX_DIGITS: usize = 6;
const SIGNATURE: &str = "x-twilio-signature";

/// Takes reports.
pub(crate) struct Webhooks {
    store: Store,
    bus: Bus,
    signer: EventSigner,
    providers: Vec<Arc<Twilio>>,
    calls: Calls,
    entropy: Entropy,
}

/// A report as it came, and whose it says it is.
struct Signed {
    provider: Arc<Twilio>,
    fields: Vec<(String, String)>,
    is_signed: bool,
}

/// What a report names; each once, or it is none.
struct Said {
    account_sid: String,
    message_sid: String,
    status: String,
    error_code: Option<String>,
}

/// Routes of the providers of these parts.
pub(crate) fn routes(parts: &Parts) -> Router {
    let webhooks = Webhooks {
        store: parts.store.clone(),
        bus: parts.bus.clone(),
        signer: parts.keys.event_signer(),
        providers: parts.carriers.reporting(),
        calls: Calls::new(parts),
        entropy: parts.entropy,
    };
    Router::new()
        .route("/webhooks/{provider_id}/messages/{message_id}", post(message))
        .merge(calls::routes())
        .layer(DefaultBodyLimit::max(REPORT_MAX_BYTES))
        .with_state(Arc::new(webhooks))
}

/// `POST /webhooks/{provider_id}/messages/{message_id}`.
async fn message(
    State(webhooks): State<Arc<Webhooks>>,
    Context(_): Context,
    Path((provider, message)): Path<(String, String)>,
    (uri, headers): (Uri, HeaderMap),
    body: Bytes,
) -> Result<StatusCode, ApiProblem> {
    let message = message_id(&message)?;
    let Signed { provider, fields, is_signed } = webhooks.read(&provider, (&uri, &headers), &body)?;
    let said = Said::read(&fields).filter(|_| is_signed);
    webhooks.hear(&provider, message, (is_signed, said)).await
}

/// The id in a path; what is none names nothing.
fn message_id(text: &str) -> Result<MessageId, ApiProblem> {
    Ok(MessageId::from_uuid(Uuid::parse_str(text).map_err(|_| ProblemCode::NotFound)?))
}

impl Webhooks {
    /// Reads a form in the name of a provider.
    fn read(&self, provider: &str, (uri, headers): (&Uri, &HeaderMap), body: &[u8]) -> Result<Signed, ApiProblem> {
        let provider = self.providers.iter().find(|one| one.id() == provider).ok_or(ProblemCode::NotFound)?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let signature = only(headers.get_all(SIGNATURE).iter()).and_then(|value| value.to_str().ok());
        let is_signed = signature.is_some_and(|signature| provider.has_signed(path, &fields, signature));
        Ok(Signed { provider: provider.clone(), fields, is_signed })
    }

    async fn hear(
        &self,
        provider: &Twilio,
        message: MessageId,
        (is_signed, said): (bool, Option<Said>),
    ) -> Result<StatusCode, ApiProblem> {
        let is_known = reports::find(&mut self.store.read().await?, message, Lock::None).await?.is_some();
        if !is_known {
            return if is_signed { Ok(StatusCode::NO_CONTENT) } else { Err(refuse(provider, "signature")) };
        }
        let mut tx = self.store.begin().await?;
        let Some(found) = reports::find(&mut tx, message, Lock::ForUpdate).await? else {
            return Ok(StatusCode::NO_CONTENT);
        };
        let judged = if is_signed { judge(provider, &found, said) } else { Err("signature") };
        let said = match judged {
            Ok(said) => said,
            Err(why) => {
                self.note(&mut tx, (message, &found), (provider, why)).await?;
                tx.commit().await?;
                return Err(refuse(provider, why));
            }
        };
        if let Some((report, news)) = said.report()
            && reports::take(&mut tx, message, &said.message_sid, &report).await?
        {
            self.bus.tell(&mut tx, &self.signer, (&about(message, &found), news), self.entropy).await?;
            tracing::info!(message.id = %message, provider.id = provider.id(), state = ?news, "delivery.reported");
        }
        tx.commit().await?;
        self.bus.wake(Kind::DeliveryChanged);
        Ok(StatusCode::NO_CONTENT)
    }

    /// Into the audit trail, so often and no more.
    async fn note(
        &self,
        tx: &mut Tx,
        (message, found): (MessageId, &Reported),
        (provider, why): (&Twilio, &str),
    ) -> Result<(), StoreError> {
        if !reports::count_forged(tx, message).await? {
            return Ok(());
        }
        let entry = audit::Entry {
            tenant: Some(found.tenant),
            actor: "stranger",
            event: "delivery.report_refused",
            account: found.account,
            flow: found.flow,
            detail: &json!({ "message_id": message.uuid(), "provider": provider.id(), "why": why }),
        };
        audit::write(tx, &entry, self.entropy).await
    }
}

/// Whether a signed report is of this message, or why not.
fn judge(provider: &Twilio, found: &Reported, said: Option<Said>) -> Result<Said, &'static str> {
    let said = said.ok_or("form")?;
    if found.is_call {
        return Err("message");
    }
    judge_names(provider, found, (&said.account_sid, &said.message_sid))?;
    Ok(said)
}

/// Whether account and message are those of a delivery, or why not.
fn judge_names(provider: &Twilio, found: &Reported, (account, sid): (&str, &str)) -> Result<(), &'static str> {
    if found.provider.as_deref() != Some(provider.id()) {
        return Err("provider");
    }
    if account != provider.account_sid() {
        return Err("account");
    }
    if found.reference.as_ref().is_some_and(|known| known != sid) {
        return Err("message");
    }
    Ok(())
}

fn refuse(provider: &Twilio, why: &'static str) -> ApiProblem {
    tracing::warn!(provider.id = provider.id(), why, "webhook.refused");
    ProblemCode::Forbidden.into()
}

/// The delivery as news are told of it.
const fn about(message: MessageId, found: &Reported) -> Delivery {
    Delivery {
        id: message,
        kind: Kind::NoticeSms,
        tenant: found.tenant,
        payload: Vec::new(),
        attempt: 1,
        expires_at: found.expires_at,
        trace: None,
    }
}

impl Said {
    fn read(fields: &[(String, String)]) -> Option<Self> {
        let named =
            |wanted: &str| only(fields.iter().filter(|(name, _)| name == wanted)).map(|(_, value)| value.as_str());
        let error_code = named("ErrorCode").filter(|code| {
            (1..=ERROR_MAX_DIGITS).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
        });
        Some(Self {
            account_sid: named("AccountSid")?.to_owned(),
            message_sid: named("MessageSid").filter(|sid| is_message_sid(sid))?.to_owned(),
            status: named("MessageStatus")?.to_owned(),
            error_code: error_code.map(str::to_owned),
        })
    }

    /// What it means; nothing for a status that is none of ours.
    fn report(&self) -> Option<(Report, News)> {
        match self.status.as_str() {
            "accepted" | "scheduled" | "queued" | "sending" | "sent" => Some((Report::TakenOver, News::Sent)),
            "delivered" | "read" => Some((Report::Arrived, News::Delivered)),
            "failed" | "undelivered" | "canceled" => {
                let reason = self.error_code.as_deref().unwrap_or(&self.status);
                Some((Report::Failed(format!("twilio {reason}")), News::Failed))
            }
            _ => None,
        }
    }
}

/// The one that there is; two are none.
fn only<T>(mut several: impl Iterator<Item = T>) -> Option<T> {
    several.next().filter(|_| several.next().is_none())
}

#[cfg(test)]
mod tests;
