//! `GET /me`, `GET /me/methods`, `POST /me/confirmation`: who is signed in, what is registered, and that it is right.

use axum::extract::State;
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::{accounts, holdings};
use rekey_wire::http::{AccountView, MethodsView};
use serde_json::json;

use crate::changes::happened;
use crate::registered;
use crate::shell::App;
use crate::views;

/// `GET /me`.
pub(crate) async fn me(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<AccountView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, &token).await?;
    let holdings = holdings::of_account(&mut tx, session.account.id).await?;
    let now = tx.now();
    tx.commit().await?;
    Ok(axum::Json(views::account(&session.tenant, &session.account, &holdings, now).view))
}

/// `GET /me/methods`.
pub(crate) async fn list(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<MethodsView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, &token).await?;
    let holdings = holdings::of_account(&mut tx, session.account.id).await?;
    let now = tx.now();
    tx.commit().await?;
    registered::view(&shell, &session, &holdings, now).map(axum::Json)
}

/// `POST /me/confirmation`: the person looked at what is registered, and it is right.
pub(crate) async fn confirm(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<AccountView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let mut session = shell.enabled_session(&mut tx, &token).await?;
    accounts::confirm(&mut tx, session.account.id).await?;
    let now = tx.now();
    session.account.confirmed_at = Some(now);
    let holdings = holdings::of_account(&mut tx, session.account.id).await?;
    let confirmed = happened("methods.confirmed", session.sign_in.id.uuid(), json!({}));
    shell.audit(&mut tx, &session, confirmed).await?;
    tx.commit().await?;
    Ok(axum::Json(views::account(&session.tenant, &session.account, &holdings, now).view))
}
