//! "Contact your administrator": a request for help, guarded by a captcha and by limits, and answered the same whether the
//! user ID is known or not.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use rekey_directory::whose;
use rekey_domain::{HelpRequestId, TenantId, UserId};
use rekey_runtime::{ApiProblem, Context, Json, network};
use rekey_store::captchas::{self, SolvedCaptcha};
use rekey_store::limits::{Charge, Hit, charge};
use rekey_store::{StoreError, Tx, audit, help};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{HelpRequest, Problem, ProblemCode};
use rekey_wire::keys::HelpBinding;
use serde_json::json;

use crate::Parts;

/// The members that are sealed.
pub(crate) const REACH_ME: &str = "reach_me";
/// As [`REACH_ME`].
pub(crate) const MESSAGE: &str = "message";
/// Longest way to be reached, in characters.
pub(crate) const REACH_ME_MAX_CHARS: usize = 200;
/// Longest message, in characters; a line break is one.
pub(crate) const MESSAGE_MAX_CHARS: usize = 1000;
/// Told where there is nobody to take a request, in seconds.
const NO_TENANT_RETRY_AFTER_SECONDS: u32 = 60;

/// A request whose members are sound.
struct Sound {
    user_id: UserId,
    reach_me: String,
    message: String,
    captcha: String,
}

/// `POST /api/v1/help-requests`.
pub(crate) async fn ask(
    State(parts): State<Arc<Parts>>,
    Context(context): Context,
    Json(body): Json<HelpRequest>,
) -> Result<StatusCode, ApiProblem> {
    let sound = read(body)?;
    let mut tx = parts.store.begin().await?;
    let captcha = parts.keys.captcha().verify(&sound.captcha, tx.now()).map_err(|_| captcha_invalid())?;
    let captcha = SolvedCaptcha { digest: captcha.digest, expires_at: captcha.expires_at };
    if !captchas::spend(&mut tx, &captcha).await? {
        return Err(captcha_invalid().into());
    }
    let Some(found) = whose(&mut tx, &context.host, Some(&sound.user_id)).await? else {
        tracing::error!("help.no_tenant");
        return Err(Problem::new(ProblemCode::Unavailable).retry_after(NO_TENANT_RETRY_AFTER_SECONDS).into());
    };
    let tenant = found.tenant.id;
    let charged = count(&parts, &mut tx, (tenant, &sound.user_id), &context).await?;
    if let Err(problem) = charged.made(tx.now()) {
        // The captcha stays spent.
        tx.commit().await?;
        return Err(problem);
    }
    store(&parts, &mut tx, tenant, sound).await?;
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

/// Control characters, and those that turn the direction of a text around: an administrator reads what was written.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn read(body: HelpRequest) -> Result<Sound, ApiProblem> {
    let user_id =
        UserId::parse(&body.user_id).map_err(|_| Problem::new(ProblemCode::UserIdInvalid).field("user_id"))?;
    let invalid = |field| Err(Problem::new(ProblemCode::InvalidField).field(field).into());
    let reach_me = body.reach_me.trim().to_owned();
    if !is_between(&reach_me, REACH_ME_MAX_CHARS) || reach_me.chars().any(is_unseen) {
        return invalid("reach_me");
    }
    let message = body.message.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if !is_between(&message, MESSAGE_MAX_CHARS) || message.chars().any(|c| is_unseen(c) && c != '\n') {
        return invalid("message");
    }
    Ok(Sound { user_id, reach_me, message, captcha: body.captcha })
}

/// Whether a text has 1 to `most` characters.
fn is_between(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.chars().count())
}

fn captcha_invalid() -> Problem {
    Problem::new(ProblemCode::CaptchaInvalid).field("captcha")
}

async fn count(
    parts: &Parts,
    tx: &mut Tx,
    (tenant, user_id): (TenantId, &UserId),
    context: &RequestContext,
) -> Result<Charge, StoreError> {
    let keys = parts.keys.limits();
    let hits = [
        Hit {
            scope: "help_per_account",
            subject: keys.of("help", &[tenant.uuid().as_bytes(), user_id.as_str().as_bytes()]),
            windows: &parts.limits.help_per_account,
        },
        Hit {
            scope: "help_per_network",
            subject: keys.network(&network::counted(context.client_address)),
            windows: &parts.limits.help_per_network,
        },
    ];
    charge(tx, &hits, parts.entropy).await
}

async fn store(parts: &Parts, tx: &mut Tx, tenant: TenantId, sound: Sound) -> Result<(), StoreError> {
    let at = tx.now();
    let id = HelpRequestId::from_uuid(parts.entropy.uuid(at));
    let seal = |member, text: &str| {
        let binding = HelpBinding { tenant, request: id, member };
        parts.keys.help().seal(text, &binding, &mut |buffer| parts.entropy.fill(buffer))
    };
    let request = help::HelpRequest {
        id,
        tenant,
        user_id: sound.user_id.as_str().to_owned(),
        reach_me: seal(REACH_ME, &sound.reach_me),
        message: seal(MESSAGE, &sound.message),
        at,
    };
    help::insert(tx, &request).await?;
    let entry = audit::Entry {
        tenant: Some(tenant),
        actor: "person",
        event: "help.requested",
        account: None,
        flow: Some(id.uuid()),
        detail: &json!({}),
    };
    audit::write(tx, &entry, parts.entropy).await
}
