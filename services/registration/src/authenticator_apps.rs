//! Authenticator apps: a secret is drawn and shown, and the first code of the app makes it one of the account's.
//!
//! The secret lies sealed in the set-up for the row that it becomes. Until it is proven it is shown again to the sign-in that
//! asked for it; afterwards never.

use rekey_domain::{AuthenticatorId, ContactId, Means};
use rekey_proofs::qr;
use rekey_runtime::ApiProblem;
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::setups::{Kept, StoredSetup};
use rekey_store::{StoreError, Tx, contacts};
use rekey_wire::authenticator::AuthenticatorSecret;
use rekey_wire::http::{AuthenticatorSetupView, ProblemCode, RegisteredMethod};
use rekey_wire::keys::AuthenticatorBinding;
use serde_json::json;

use crate::changes::{Change, happened};
use crate::owner_notices::News;
use crate::registered;
use crate::session::Session;
use crate::shell::Shell;

/// Authenticator apps that an account may have.
const AUTHENTICATORS_PER_ACCOUNT: usize = 5;

/// Refuses where the account has as many as it may.
async fn refuse_too_many(shell: &Shell, tx: &mut Tx, session: &Session) -> Result<(), ApiProblem> {
    shell.hold_methods(tx, session).await?;
    let there = authenticators::of_account(tx, session.account.id).await?;
    if there.len() < AUTHENTICATORS_PER_ACCOUNT { Ok(()) } else { Err(ProblemCode::TooManyMethods.into()) }
}

/// Draws a secret for a set-up: sealed, and as the app is given it.
pub(crate) async fn begin(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    setup: ContactId,
) -> Result<(Vec<u8>, AuthenticatorSetupView), ApiProblem> {
    refuse_too_many(shell, tx, session).await?;
    let secret = AuthenticatorSecret::draw(&mut |buffer| shell.entropy.fill(buffer));
    let binding = binding(session, AuthenticatorId::from_uuid(setup.uuid()));
    let sealed = shell.keys.authenticators().seal(&secret, &binding, &mut |buffer| shell.entropy.fill(buffer));
    Ok((sealed, shown(&secret, session)?))
}

/// The secret of a set-up, once more.
pub(crate) fn show(
    shell: &Shell,
    session: &Session,
    stored: &StoredSetup,
) -> Result<AuthenticatorSetupView, ApiProblem> {
    shown(&open(shell, session, stored)?, session)
}

fn shown(secret: &AuthenticatorSecret, session: &Session) -> Result<AuthenticatorSetupView, ApiProblem> {
    let uri = secret.uri(&session.tenant.settings.name, &session.account.user_id);
    let qr = qr::rows(&uri).ok_or(ProblemCode::InternalError)?;
    Ok(AuthenticatorSetupView { secret: secret.grouped().to_string(), uri: uri.to_string(), qr })
}

/// Opens the secret of a set-up.
///
/// # Errors
/// [`StoreError::Corrupt`] when it was sealed for another row or with an unknown key.
pub(crate) fn open(shell: &Shell, session: &Session, stored: &StoredSetup) -> Result<AuthenticatorSecret, StoreError> {
    let id = AuthenticatorId::from_uuid(stored.setup.id.uuid());
    let opened = shell.keys.authenticators().open(&stored.kept.sealed, &binding(session, id));
    opened.map_err(|_| StoreError::Corrupt(format!("set-up {}", stored.setup.id)))
}

fn binding(session: &Session, authenticator: AuthenticatorId) -> AuthenticatorBinding {
    AuthenticatorBinding { tenant: session.tenant.id, account: session.account.id, authenticator }
}

/// The set-up becomes an authenticator of the account; codes of the step that proved it, and of those before, do not count again.
pub(crate) async fn make(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    proven: (&StoredSetup, u64),
) -> Result<RegisteredMethod, ApiProblem> {
    refuse_too_many(shell, tx, session).await?;
    let (stored, step) = proven;
    let now = tx.now();
    let Kept { sealed, label, .. } = stored.kept.clone();
    let authenticator = Authenticator {
        id: AuthenticatorId::from_uuid(stored.setup.id.uuid()),
        tenant: session.tenant.id,
        account: session.account.id,
        label,
        sealed_secret: sealed,
        usable_from: shell.usable_from(session, now),
        last_step: Some(step),
    };
    authenticators::insert(tx, &authenticator).await?;
    let before = contacts::of_account(tx, session.account.id).await?;
    let detail = json!({ "method": Means::AuthenticatorApp.as_str() });
    let change = Change {
        means: Means::AuthenticatorApp,
        news: News::Added,
        hint: authenticator.label.clone(),
        happened: happened("method.verified", authenticator.id.uuid(), detail),
    };
    shell.conclude(tx, session, change, &before).await?;
    Ok(registered::authenticator_app(&authenticator, now))
}
