//! `GET /me`, `GET /me/methods`, `DELETE /me/methods/{id}`: who is signed in, what is registered, and away with it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use rekey_domain::ContactId;
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::contacts::{self, Contact};
use rekey_store::{StoreError, Tx, holdings};
use rekey_wire::http::{AccountView, MethodsView, ProblemCode};
use rekey_wire::secret::Token;
use serde_json::json;

use crate::owner_notices::{News, Told};
use crate::session::{Happened, Session, method_id};
use crate::set_ups::end_older;
use crate::shell::{App, Shell};
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
    Ok(axum::Json(views::account(&session.tenant, &session.account, &holdings, now)))
}

/// `GET /me/methods`.
pub(crate) async fn list(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<MethodsView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, &token).await?;
    let contacts = contacts::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    views::methods(&shell.keys, &session, &contacts).map(axum::Json)
}

/// `DELETE /me/methods/{id}`: of a registered method, or of a set-up that is given up.
pub(crate) async fn remove(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiProblem> {
    let id = method_id(&id)?;
    end_resets_of(&shell, &token, id).await?;
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, &token).await?;
    let before = contacts::of_account(&mut tx, session.account.id).await?;
    match before.iter().find(|contact| contact.id == id) {
        Some(contact) if contact.slot.is_own() => remove_contact(&shell, &mut tx, &session, (contact, &before)).await?,
        Some(_) => return Err(ProblemCode::Forbidden.into()),
        None => {
            let stored = shell.own_set_up(&mut tx, &session, id).await?;
            let under_way = stored.filter(|stored| stored.setup.verified_at.is_none());
            end_older(&mut tx, &session, under_way.ok_or(ProblemCode::NotFound)?.setup.way.means()).await?;
        }
    }
    tx.commit().await?;
    shell.postman.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Where it is a contact of the person's own that goes, what may rest on it ends first.
async fn end_resets_of(shell: &Shell, token: &Token, id: ContactId) -> Result<(), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, token).await?;
    let contacts = contacts::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    if contacts.iter().any(|contact| contact.id == id && contact.slot.is_own()) {
        shell.supersede_resets(&session).await?;
    }
    Ok(())
}

/// Empties the slot of a contact; the owner is told there and at every other one.
async fn remove_contact(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    which: (&Contact, &[Contact]),
) -> Result<(), StoreError> {
    let (contact, before) = which;
    let hint = contact.open(&shell.keys).map(|value| value.hint()).unwrap_or_default();
    contacts::remove_slot(tx, session.account.id, contact.slot).await?;
    let detail = json!({ "slot": contact.slot.as_str() });
    let happened = Happened { event: "method.removed", flow: contact.id.uuid(), detail };
    shell.audit(tx, session, happened).await?;
    shell.tell_owner(tx, session, Told { news: News::Removed, slot: contact.slot, hint }, before).await
}
