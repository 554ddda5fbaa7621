//! `DELETE /me/methods/{id}`: away with a method, or with a set-up that is given up.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use rekey_domain::{AccountId, AuthenticatorId, Means, PasskeyId};
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::contacts::{self, Contact};
use rekey_store::holdings::{self, Holdings};
use rekey_store::{Lock, StoreError, Tx, answers, authenticators, passkeys, recovery_codes};
use rekey_wire::http::ProblemCode;
use rekey_wire::secret::Token;
use serde_json::json;
use uuid::Uuid;

use crate::changes::{Change, happened};
use crate::owner_notices::News;
use crate::registered::{questions_id, recovery_codes_id};
use crate::session::{Session, method_id};
use crate::set_ups::end_older;
use crate::shell::{App, Shell};

/// What is to go, with what its owner knows it by.
enum Found {
    Contact(Contact),
    AuthenticatorApp(AuthenticatorId, String),
    Passkey(PasskeyId, String),
    Questions,
    RecoveryCodes,
}

impl Found {
    /// What an account has under this id.
    fn of(holdings: &Holdings, account: AccountId, id: Uuid) -> Option<Self> {
        let contact = holdings.contacts.iter().find(|one| one.id.uuid() == id).cloned().map(Self::Contact);
        let app = holdings.authenticators.iter().find(|one| one.id.uuid() == id);
        let passkey = holdings.passkeys.iter().find(|one| one.id.uuid() == id);
        let has_answers = id == questions_id(account) && !holdings.answers.is_empty();
        let has_codes = id == recovery_codes_id(account) && !holdings.recovery_codes.is_empty();
        contact
            .or_else(|| app.map(|one| Self::AuthenticatorApp(one.id, one.label.clone())))
            .or_else(|| passkey.map(|one| Self::Passkey(one.id, one.label.clone())))
            .or_else(|| has_answers.then_some(Self::Questions))
            .or_else(|| has_codes.then_some(Self::RecoveryCodes))
    }

    const fn means(&self) -> Means {
        match self {
            Self::Contact(contact) => Means::Contact(contact.slot),
            Self::AuthenticatorApp(..) => Means::AuthenticatorApp,
            Self::Passkey(..) => Means::Passkey,
            Self::Questions => Means::Questions,
            Self::RecoveryCodes => Means::RecoveryCodes,
        }
    }

    fn hint(&self, shell: &Shell) -> String {
        match self {
            Self::Contact(contact) => contact.open(&shell.keys).map(|value| value.hint()).unwrap_or_default(),
            Self::AuthenticatorApp(_, label) | Self::Passkey(_, label) => label.clone(),
            Self::Questions | Self::RecoveryCodes => String::new(),
        }
    }
}

/// `DELETE /me/methods/{id}`.
pub(crate) async fn remove(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiProblem> {
    let id = method_id(&id)?;
    end_resets_of(&shell, &token, id.uuid()).await?;
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, &token).await?;
    let holdings = holdings::of_account(&mut tx, session.account.id).await?;
    match Found::of(&holdings, session.account.id, id.uuid()) {
        Some(found) => {
            may_go(&shell, &session, &found, tx.now())?;
            let change = Change {
                means: found.means(),
                news: News::Removed,
                hint: found.hint(&shell),
                happened: happened("method.removed", id.uuid(), json!({ "method": found.means().as_str() })),
            };
            take_away(&mut tx, session.account.id, found).await?;
            shell.note_removal(&mut tx, &session).await?;
            shell.conclude(&mut tx, &session, change, &holdings.contacts).await?;
        }
        None => {
            let stored = shell.own_set_up(&mut tx, &session, (id, Lock::ForUpdate)).await?;
            let under_way = stored.filter(|stored| stored.setup.verified_at.is_none());
            end_older(&mut tx, &session, under_way.ok_or(ProblemCode::NotFound)?.setup.way.means()).await?;
        }
    }
    tx.commit().await?;
    shell.postman.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Where it is a method of the person's own that goes, what may rest on it ends first.
async fn end_resets_of(shell: &Shell, token: &Token, id: Uuid) -> Result<(), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.session(&mut tx, token).await?;
    let holdings = holdings::of_account(&mut tx, session.account.id).await?;
    let now = tx.now();
    tx.commit().await?;
    match Found::of(&holdings, session.account.id, id) {
        Some(found) => {
            may_go(shell, &session, &found, now)?;
            Ok(shell.supersede_resets(&session).await?)
        }
        None => Ok(()),
    }
}

/// Whether the person may remove it now.
fn may_go(shell: &Shell, session: &Session, found: &Found, now: rekey_domain::Timestamp) -> Result<(), ApiProblem> {
    match found {
        Found::Contact(contact) if !contact.slot.is_own() => Err(ProblemCode::Forbidden.into()),
        // It is their second factor: the operator replaces it.
        Found::AuthenticatorApp(..) if session.account.is_administrator => Err(ProblemCode::Forbidden.into()),
        _ => shell.must_be_fresh(session, now),
    }
}

async fn take_away(tx: &mut Tx, account: AccountId, found: Found) -> Result<(), StoreError> {
    match found {
        Found::Contact(contact) => take_contact_away(tx, &contact).await,
        Found::AuthenticatorApp(id, _) => authenticators::remove(tx, account, id).await.map(drop),
        Found::Passkey(id, _) => passkeys::remove(tx, account, id).await.map(drop),
        Found::Questions => answers::remove_of_account(tx, account).await.map(drop),
        Found::RecoveryCodes => recovery_codes::remove_of_account(tx, account).await.map(drop),
    }
}

/// One that still waits goes alone, and the one that it was to replace stays.
async fn take_contact_away(tx: &mut Tx, contact: &Contact) -> Result<(), StoreError> {
    if !contact.is_current() {
        return contacts::remove(tx, contact.id).await;
    }
    if contact.usable_from > tx.now() {
        contacts::remove(tx, contact.id).await?;
        return contacts::restore_slot(tx, contact.account, contact.slot).await;
    }
    contacts::remove_slot(tx, contact.account, contact.slot).await.map(drop)
}
