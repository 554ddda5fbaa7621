//! `POST /registration-status`: an application asks whether a person is registered, with a token that the operator made.
//!
//! Unknown user IDs cost the same statements as known ones and, but for tokens whose scope tells, get the answer of somebody who has
//! registered nothing.

use axum::extract::State;
use rekey_directory::whose;
use rekey_domain::{AccountId, UserId};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::accounts::Account;
use rekey_store::api_tokens::{self, ApiToken, Scope};
use rekey_store::limits::{self, Hit};
use rekey_store::tenants::{self, Tenant};
use rekey_store::{StoreError, Tx, audit, holdings};
use rekey_wire::http::{AskStatus, ProblemCode, RegistrationStatus};
use serde_json::json;
use uuid::Uuid;

use crate::problems;
use crate::shell::{App, Shell};
use crate::views::is_enabled;

/// `POST /registration-status`.
pub(crate) async fn ask(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Json(body): Json<AskStatus>,
) -> Result<axum::Json<RegistrationStatus>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let token = api_tokens::by_hash(&mut tx, &token.hash()).await?.ok_or(ProblemCode::TokenInvalid)?;
    let user_id = UserId::parse(&body.user_id).map_err(|_| problems::field(ProblemCode::UserIdInvalid, "user_id"))?;
    let hit = Hit {
        scope: "status_checks_per_token",
        subject: shell.keys.limits().of("api_token", &[token.id.as_bytes()]),
        windows: &shell.limits.status_checks_per_token,
    };
    limits::charge(&mut tx, &[hit], shell.entropy).await?.made(tx.now())?;
    let tenant = tenants::by_id(&mut tx, token.tenant).await?;
    let tenant = tenant.ok_or_else(|| StoreError::Corrupt(format!("token {} has no tenant", token.id)))?;
    let account = find(&shell, &mut tx, &tenant, &user_id).await?;
    let status = status_of(&mut tx, &tenant, account.as_ref()).await?;
    tell(&shell, &mut tx, &token, account.as_ref()).await?;
    tx.commit().await?;
    Ok(axum::Json(within(token.scope, status)))
}

/// The account, if it is one of this organisation's.
async fn find(shell: &Shell, tx: &mut Tx, tenant: &Tenant, user_id: &UserId) -> Result<Option<Account>, ApiProblem> {
    // The host is nobody's: the organisation is the token's.
    let domains = whose(tx, "", Some(user_id)).await?;
    let is_ours = domains.is_none_or(|found| found.tenant.id == tenant.id || user_id.domain().is_none());
    Ok(shell.directory.find(tx, tenant.id, user_id).await?.filter(|_| is_ours))
}

/// Everything that can be told.
async fn status_of(tx: &mut Tx, tenant: &Tenant, account: Option<&Account>) -> Result<RegistrationStatus, StoreError> {
    let id = account.map_or_else(|| AccountId::from_uuid(Uuid::nil()), |account| account.id);
    let holdings = holdings::of_account(tx, id).await?;
    let policy = account.map_or_else(|| tenant.policies.everybody.clone(), |account| tenant.policy_of(account));
    let registered = holdings.registered(&policy);
    let enabled = account.is_some_and(|account| account.enabled && is_enabled(&policy, account));
    let capable = enabled && policy.is_capable(holdings.enough_to_reset(&policy).into_iter());
    Ok(RegistrationStatus {
        registered: capable && policy.is_registered(registered.iter().copied()),
        known: Some(account.is_some()),
        enabled: Some(enabled),
        capable: Some(capable),
    })
}

/// What a token of this scope hears of it.
const fn within(scope: Scope, status: RegistrationStatus) -> RegistrationStatus {
    match scope {
        Scope::Details => status,
        Scope::Registered => {
            RegistrationStatus { registered: status.registered, known: None, enabled: None, capable: None }
        }
    }
}

async fn tell(shell: &Shell, tx: &mut Tx, token: &ApiToken, account: Option<&Account>) -> Result<(), StoreError> {
    let entry = audit::Entry {
        tenant: Some(token.tenant),
        actor: "application",
        event: "registration.asked",
        account: account.map(|account| account.id),
        flow: Some(token.id),
        detail: &json!({ "token": token.name, "scope": token.scope.as_str() }),
    };
    audit::write(tx, &entry, shell.entropy).await
}
