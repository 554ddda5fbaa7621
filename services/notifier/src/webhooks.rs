//! What providers report of messages and calls: who it is from is proven by its signature, what it says only leads forward.
//!
//! Nothing that is decided about a person hangs on a report of a message: it says whether it arrived, and no more. Keys that
//! were pressed in a call ([`calls`]) are taken from its own provider alone, and judged by who asked for them. What is not
//! signed by the provider of the message, for its own account, is refused (403), has no effect and leaves a row in the audit
//! trail. Of a message that is not known no organisation is known either: its reports are a line of the log and a count.

mod asked;
mod calls;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use rekey_bus::{AboutNotice, Bus, Kind};
use rekey_domain::MessageId;
use rekey_domain::challenge::Delivery as News;
use rekey_runtime::{ApiProblem, Context, Entropy, metrics};
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
    pub(crate) store: Store,
    bus: Bus,
    signer: EventSigner,
    pub(crate) providers: Vec<Arc<Twilio>>,
    calls: Calls,
    entropy: Entropy,
}

/// A report as it came.
struct Form {
    /// Whom its path names; nobody where there is no such provider.
    provider: Option<Arc<Twilio>>,
    fields: Vec<(String, String)>,
    /// Whether that one signed it.
    is_signed: bool,
}

/// A report that is its provider's own, and its delivery, held for the transaction.
struct Believed<T> {
    tx: Tx,
    message: MessageId,
    found: Reported,
    provider: Arc<Twilio>,
    said: T,
}

/// Why a report has no effect, in the log and the audit trail.
type Why = &'static str;

/// What a report names; each once, or it is none.
struct Said {
    account_sid: String,
    message_sid: String,
    status: String,
    error_code: Option<String>,
}

/// Routes of the providers.
pub(crate) fn routes(webhooks: Arc<Webhooks>) -> Router {
    Router::new()
        .route("/webhooks/{provider_id}/messages/{message_id}", post(message))
        .merge(calls::routes())
        .layer(DefaultBodyLimit::max(REPORT_MAX_BYTES))
        .with_state(webhooks)
}

/// `POST /webhooks/{provider_id}/messages/{message_id}`.
async fn message(
    State(webhooks): State<Arc<Webhooks>>,
    Context(_): Context,
    Path((provider, message)): Path<(String, String)>,
    (uri, headers): (Uri, HeaderMap),
    body: Bytes,
) -> Result<StatusCode, ApiProblem> {
    let (message, form) = (message_id(&message)?, webhooks.read(&provider, (&uri, &headers), &body));
    let Some(mut believed) = webhooks.believe(message, &form, judge).await? else { return Ok(StatusCode::NO_CONTENT) };
    webhooks.follow_message(&mut believed).await?;
    believed.tx.commit().await?;
    webhooks.bus.wake(Kind::DeliveryChanged);
    Ok(StatusCode::NO_CONTENT)
}

/// The id in a path; what is none names nothing.
fn message_id(text: &str) -> Result<MessageId, ApiProblem> {
    Ok(MessageId::from_uuid(Uuid::parse_str(text).map_err(|_| ProblemCode::NotFound)?))
}

impl Form {
    /// Who signed it, or why nobody did.
    fn signer(&self) -> Result<&Arc<Twilio>, Why> {
        let named = self.provider.as_ref().ok_or("provider")?;
        if self.is_signed { Ok(named) } else { Err("signature") }
    }

    /// The field of this name, where there is one and no other.
    fn only(&self, wanted: &str) -> Option<&str> {
        only(self.fields.iter().filter(|(name, _)| name == wanted)).map(|(_, value)| value.as_str())
    }

    /// Not believed. Whom it names is told where there is such a provider: what else stands there is a stranger's word.
    fn refuse(&self, why: Why) -> ApiProblem {
        tracing::warn!(provider.id = self.named(), why, "webhook.refused");
        metrics::report_without_effect(why);
        ProblemCode::Forbidden.into()
    }

    fn named(&self) -> Option<&str> {
        self.provider.as_ref().map(|provider| provider.id())
    }
}

impl Webhooks {
    /// For the providers of these parts.
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            store: parts.store.clone(),
            bus: parts.bus.clone(),
            signer: parts.keys.event_signer(),
            providers: parts.carriers.reporting(),
            calls: Calls::new(parts),
            entropy: parts.entropy,
        }
    }

    /// Takes in what is said of a message. False where that is no news. Of a provider that was in doubt when another one was
    /// called, or itself once more, only the arrival counts: whether the other one has the message is not for it to say.
    async fn follow_message(&self, believed: &mut Believed<Said>) -> Result<bool, StoreError> {
        let Believed { tx, message, found, provider, said } = believed;
        let Some((report, news)) = said.report() else { return Ok(false) };
        let is_doubted = found.doubted.as_deref() == Some(provider.id());
        // Of two messages of one provider the name of the later one may not be known yet: then a failure may be the first one's.
        let is_of_another = match &found.reference {
            Some(known) => *known != said.message_sid,
            None => is_doubted && matches!(report, Report::Failed(_)),
        };
        if found.provider.as_deref() != Some(provider.id()) || is_of_another {
            if report != Report::Arrived {
                return Ok(false);
            }
            reports::arrived_by(tx, *message, provider.id(), &said.message_sid).await?;
        }
        if !reports::take(tx, *message, &said.message_sid, &report).await? {
            return Ok(false);
        }
        let about = AboutNotice { message: *message, tenant: found.tenant, trace: None };
        self.bus.tell(tx, &self.signer, (about, news), self.entropy).await?;
        tracing::info!(message.id = %message, provider.id = provider.id(), state = ?news, "delivery.reported");
        Ok(true)
    }

    /// Reads a form in the name of a provider.
    fn read(&self, provider: &str, (uri, headers): (&Uri, &HeaderMap), body: &[u8]) -> Form {
        let provider = self.providers.iter().find(|one| one.id() == provider).cloned();
        let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let signature = only(headers.get_all(SIGNATURE).iter()).and_then(|value| value.to_str().ok());
        let signed_by = |provider: &Arc<Twilio>| signature.is_some_and(|it| provider.has_signed(path, &fields, it));
        let is_signed = provider.as_ref().is_some_and(signed_by);
        Form { provider, fields, is_signed }
    }

    /// A report that is its own provider's; none where nobody knows of the message. What is not, is noted and refused.
    async fn believe<T>(
        &self,
        message: MessageId,
        form: &Form,
        judge: impl FnOnce(&Form, &Twilio, &Reported) -> Result<T, Why>,
    ) -> Result<Option<Believed<T>>, ApiProblem> {
        let known = reports::find(&mut self.store.read().await?, message, Lock::None).await?;
        let provider = match (form.signer(), &known) {
            (Ok(provider), _) => provider,
            // A stranger holds a delivery no longer than it takes to count him, and takes no writer for what is not noted any more.
            (Err(why), Some(found)) if found.is_noted => {
                let tx = self.store.begin().await?;
                return Err(self.refuse(tx, (message, found), form, why).await?);
            }
            (Err(why), _) => return Err(form.refuse(why)),
        };
        let Some((tx, found)) = (if known.is_some() { self.hold(message).await? } else { None }) else {
            tracing::info!(provider.id = form.named(), why = "unknown", "webhook.ignored");
            metrics::report_without_effect("unknown");
            return Ok(None);
        };
        match judge(form, provider, &found) {
            Ok(said) => Ok(Some(Believed { tx, message, found, provider: provider.clone(), said })),
            Err(why) => Err(self.refuse(tx, (message, &found), form, why).await?),
        }
    }

    /// Notes a report that is not believed.
    async fn refuse(
        &self,
        mut tx: Tx,
        about: (MessageId, &Reported),
        form: &Form,
        why: Why,
    ) -> Result<ApiProblem, StoreError> {
        let detail = json!({ "message_id": about.0.uuid(), "provider": form.named(), "why": why });
        self.note(&mut tx, about, ("stranger", "delivery.report_refused", detail)).await?;
        tx.commit().await?;
        Ok(form.refuse(why))
    }

    async fn hold(&self, message: MessageId) -> Result<Option<(Tx, Reported)>, StoreError> {
        let mut tx = self.store.begin().await?;
        let found = reports::find(&mut tx, message, Lock::ForUpdate).await?;
        Ok(found.map(|found| (tx, found)))
    }

    /// Into the audit trail, so often for one message and no more: whoever repeats a report fills nothing.
    async fn note(
        &self,
        tx: &mut Tx,
        (message, found): (MessageId, &Reported),
        (actor, event, detail): (&'static str, &'static str, serde_json::Value),
    ) -> Result<(), StoreError> {
        if !reports::count_unheeded(tx, message).await? {
            return Ok(());
        }
        let (tenant, account, flow) = (Some(found.tenant), found.account, found.flow);
        audit::write(tx, &audit::Entry { tenant, actor, event, account, flow, detail: &detail }, self.entropy).await
    }
}

/// Whether a signed report is of this message, or why not.
fn judge(form: &Form, provider: &Twilio, found: &Reported) -> Result<Said, Why> {
    let said = Said::read(form).ok_or("form")?;
    if found.is_call {
        return Err("message");
    }
    judge_names(provider, found, (&said.account_sid, &said.message_sid))?;
    Ok(said)
}

/// Whether account and message are those of a delivery, or why not.
fn judge_names(provider: &Twilio, found: &Reported, (account, sid): (&str, &str)) -> Result<(), Why> {
    let (is_called, is_doubted) = (
        found.provider.as_deref() == Some(provider.id()),
        found.doubted.as_deref() == Some(provider.id()) && !found.is_call,
    );
    if !is_called && !is_doubted {
        return Err("provider");
    }
    if account != provider.account_sid() {
        return Err("account");
    }
    // Its name for the message is known of who was called last alone, and where that was asked before in doubt it may have two.
    if is_called && !is_doubted && found.reference.as_ref().is_some_and(|known| known != sid) {
        return Err("message");
    }
    Ok(())
}

impl Said {
    fn read(form: &Form) -> Option<Self> {
        let error_code = form.only("ErrorCode").filter(|code| {
            (1..=ERROR_MAX_DIGITS).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
        });
        Some(Self {
            account_sid: form.only("AccountSid")?.to_owned(),
            message_sid: form.only("MessageSid").filter(|sid| is_message_sid(sid))?.to_owned(),
            status: form.only("MessageStatus")?.to_owned(),
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
pub(crate) mod tests;
