//! `POST /sign-ins` and `DELETE /sign-ins/current`: in with the password that is still known, and out.
//!
//! An administrator who has an authenticator is half in by that: `second_factor` does the other half.
//! A failure is charged before any work and taken back after a success, so that parallel tries cannot overrun the
//! limit. Unknown, wrong and disabled are one answer after the same work. The password is checked outside of every
//! transaction; a password that was changed meanwhile is checked again.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use rekey_directory::locks::Locks;
use rekey_directory::whose;
use rekey_domain::{DeviceId, SignInId, UserId};
use rekey_passwords::PlainPassword;
use rekey_runtime::{ApiProblem, Bearer, Context, Json, network};
use rekey_store::accounts::{self, Account};
use rekey_store::limits::{self, Hit};
use rekey_store::sign_ins::{self, SignIn, Standing};
use rekey_store::tenants::Tenant;
use rekey_store::{StoreError, Tx, audit, authenticators, holdings};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{NextStep, ProblemCode, SignInPurpose, SignedIn, StartSignIn};
use rekey_wire::secret::Token;
use serde_json::json;
use uuid::Uuid;

use crate::session::SIGN_IN_LIFETIME;
use crate::shell::{App, Shell};
use crate::{problems, views};

/// Longest language tag that is kept, in bytes (RFC 5646 4.4.1).
const LOCALE_MAX_BYTES: usize = 35;
/// Times that a password is checked when it changes again and again meanwhile.
const CHECKS_MAX: usize = 3;

/// Somebody says who they are.
struct Claim {
    tenant: Arc<Tenant>,
    account: Option<Account>,
    /// Administrators with an authenticator alone.
    only_administrators: bool,
    /// The known device of that account.
    device: Option<DeviceId>,
    /// The charged failure.
    failure: Vec<Uuid>,
}

/// `POST /sign-ins`.
pub(crate) async fn start(
    State(shell): App,
    Context(context): Context,
    Json(body): Json<StartSignIn>,
) -> Result<Response, ApiProblem> {
    let user_id = UserId::parse(&body.user_id).map_err(|_| problems::field(ProblemCode::UserIdInvalid, "user_id"))?;
    // What cannot be a password is nobody's: no account is asked about, so none is disclosed.
    let password = PlainPassword::parse(&body.password).map_err(|_| ProblemCode::SignInFailed)?;
    let mut claim = charged_claim(&shell, &context, &user_id).await?;
    claim.only_administrators = body.purpose == Some(SignInPurpose::Administration);
    match prove(&shell, &claim, &password).await {
        Ok(Some((tx, account))) => {
            let wanted = body.locale.as_deref().or(context.locale.as_deref());
            match admit(&shell, tx, &context, (&claim, &account, wanted)).await? {
                Some(signed_in) => Ok((StatusCode::CREATED, axum::Json(signed_in)).into_response()),
                None => Err(failed(&shell, &context, &claim).await?),
            }
        }
        Ok(None) => Err(failed(&shell, &context, &claim).await?),
        Err(problem) => {
            // Nothing was judged.
            let mut tx = shell.store.begin().await?;
            limits::refund(&mut tx, &claim.failure).await?;
            tx.commit().await?;
            Err(problem)
        }
    }
}

/// `DELETE /sign-ins/current`.
pub(crate) async fn end(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<StatusCode, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    shell.signed_in(&mut tx, &token).await?;
    sign_ins::remove(&mut tx, &token.hash()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finds the account and charges a failure before any work is done.
async fn charged_claim(shell: &Shell, context: &RequestContext, user_id: &UserId) -> Result<Claim, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let whose = whose(&mut tx, &context.host, Some(user_id)).await?.ok_or_else(|| {
        tracing::error!("there is no tenant: run `rekey settings apply`");
        ApiProblem::from(ProblemCode::Unavailable)
    })?;
    let tenant = whose.tenant;
    let account = shell.directory.find(&mut tx, tenant.id, user_id).await?.filter(|_| whose.is_ours);
    let device = shell.known_browser(&mut tx, account.as_ref(), context).await?;
    let hits = [
        Locks { keys: &shell.keys, limits: &shell.limits }.failure(tenant.id, user_id.as_str(), device),
        Hit {
            scope: "sign_ins_per_network",
            subject: shell.network_key(context.client_address),
            windows: &shell.limits.sign_ins_per_network,
        },
    ];
    let charge = limits::charge(&mut tx, &hits, shell.entropy).await?;
    let mut failure = charge.made(tx.now())?;
    failure.truncate(1);
    tx.commit().await?;
    Ok(Claim { tenant, account, only_administrators: false, device, failure })
}

/// The account of whoever knows its password, with a transaction in which that is still the password.
async fn prove(shell: &Shell, claim: &Claim, password: &PlainPassword) -> Result<Option<(Tx, Account)>, ApiProblem> {
    let mut found = claim.account.clone();
    for _ in 0..CHECKS_MAX {
        let Some(account) = shell.directory.authenticate(found, password).await? else { return Ok(None) };
        let mut tx = shell.store.begin().await?;
        accounts::lock(&mut tx, account.id).await?;
        let now = accounts::by_id(&mut tx, account.id).await?;
        let is_same = |now: &Account| now.enabled && now.password_hash == account.password_hash;
        if now.as_ref().is_some_and(is_same) {
            return Ok(Some((tx, account)));
        }
        found = now;
    }
    Err(StoreError::Conflict.into())
}

/// Writes the sign-in of a person who knows the password: half of one where an authenticator's code is to come. `None` for
/// who may not sign in for this, though the password is right.
async fn admit(
    shell: &Shell,
    mut tx: Tx,
    context: &RequestContext,
    who: (&Claim, &Account, Option<&str>),
) -> Result<Option<SignedIn>, ApiProblem> {
    let (claim, account, wanted_locale) = who;
    let is_half = account.is_administrator && !authenticators::of_account(&mut tx, account.id).await?.is_empty();
    if claim.only_administrators && !is_half {
        return Ok(None);
    }
    limits::refund(&mut tx, &claim.failure).await?;
    let now = tx.now();
    let holdings = holdings::of_account(&mut tx, account.id).await?;
    let policy = claim.tenant.policy_of(account);
    let was_capable = shell.was_capable(&mut tx, (account, &policy), &holdings).await?;
    let half_lifetime = Duration::from_secs(u64::from(shell.limits.half_sign_in_lifetime_seconds));
    let (standing, lifetime) =
        if is_half { (Standing::Half, half_lifetime) } else { (Standing::Password, SIGN_IN_LIFETIME) };
    let mut sign_in = SignIn {
        id: SignInId::from_uuid(shell.entropy.uuid(now)),
        tenant: account.tenant,
        account: account.id,
        device: claim.device,
        locale: locale(wanted_locale, &claim.tenant, account),
        standing,
        was_capable,
        created_at: now,
        expires_at: now.plus(lifetime),
    };
    let token = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    let mut signed_in =
        SignedIn { token: token.expose().to_owned(), account: None, next: NextStep::SecondFactor, device_token: None };
    if !is_half {
        let (device, device_token) = shell.make_browser_known(&mut tx, account.id, claim.device, context).await?;
        sign_in.device = Some(device);
        let person = views::account(&claim.tenant, account, &holdings, now);
        signed_in.next = person.next;
        (signed_in.account, signed_in.device_token) = (Some(person.view), Some(device_token));
    }
    sign_ins::insert(&mut tx, &sign_in, &token.hash()).await?;
    let event = if is_half { "sign_in.half" } else { "sign_in.succeeded" };
    let detail =
        json!({ "network": network::shortened(context.client_address), "known_device": claim.device.is_some() });
    let entry = audit::Entry {
        tenant: Some(account.tenant),
        actor: "person",
        event,
        account: Some(account.id),
        flow: Some(sign_in.id.uuid()),
        detail: &detail,
    };
    audit::write(&mut tx, &entry, shell.entropy).await?;
    tx.commit().await?;
    Ok(Some(signed_in))
}

/// The one answer to unknown, wrong and disabled.
async fn failed(shell: &Shell, context: &RequestContext, claim: &Claim) -> Result<ApiProblem, StoreError> {
    let detail = json!({ "network": network::shortened(context.client_address) });
    let entry = audit::Entry {
        tenant: Some(claim.tenant.id),
        actor: "person",
        event: "sign_in.failed",
        account: claim.account.as_ref().map(|account| account.id),
        flow: None,
        detail: &detail,
    };
    let mut tx = shell.store.begin().await?;
    audit::write(&mut tx, &entry, shell.entropy).await?;
    tx.commit().await?;
    Ok(ProblemCode::SignInFailed.into())
}

/// The language of messages: as asked for, else the group's or the organisation's.
fn locale(wanted: Option<&str>, tenant: &Tenant, account: &Account) -> String {
    let is_tag = |tag: &&str| {
        (2..=LOCALE_MAX_BYTES).contains(&tag.len())
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    wanted.filter(is_tag).map_or_else(|| tenant.locale(tenant.group_of(account)), str::to_owned)
}
