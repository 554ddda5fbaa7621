//! Passkeys: the browser is asked for a new one, and its answer makes it one of the account's.

use rekey_domain::challenge::Drawn;
use rekey_domain::{Means, PasskeyId};
use rekey_proofs::passkey::{PasskeyError, RelyingParty};
use rekey_runtime::ApiProblem;
use rekey_store::passkeys::{self, PASSKEYS_MAX, Passkey};
use rekey_store::setups::StoredSetup;
use rekey_store::{Tx, contacts};
use rekey_wire::http::{ProblemCode, RegisteredMethod};
use serde_json::{Value, json};

use crate::changes::{Change, happened};
use crate::owner_notices::News;
use crate::problems::field;
use crate::registered;
use crate::session::Session;
use crate::shell::Shell;

/// The passkeys of the account, one less than it may have.
async fn with_room(shell: &Shell, tx: &mut Tx, session: &Session) -> Result<Vec<Passkey>, ApiProblem> {
    shell.hold_methods(tx, session).await?;
    let there = passkeys::of_account(tx, session.account.id).await?;
    let has_room = u32::try_from(there.len()).is_ok_and(|count| count < PASSKEYS_MAX);
    if has_room { Ok(there) } else { Err(ProblemCode::TooManyMethods.into()) }
}

/// Asks for a new passkey: what is kept of the request, and what the browser is given.
pub(crate) async fn begin(shell: &Shell, tx: &mut Tx, session: &Session) -> Result<(Drawn, Value), ApiProblem> {
    let party = party(shell)?;
    let credentials: Vec<Value> =
        with_room(shell, tx, session).await?.into_iter().map(|passkey| passkey.credential).collect();
    let account = &session.account;
    let name = account.display_name.as_deref().unwrap_or(&account.user_id);
    let begun = party.begin_registration(account.id.uuid(), &account.user_id, name, &credentials);
    let (request, state) = begun.map_err(fault)?;
    Ok((Drawn::Passkey(state), request))
}

/// The key of an answer to a request; `None` where it is not the right one.
pub(crate) fn judge(shell: &Shell, request: &str, answer: &Value) -> Result<Option<Value>, ApiProblem> {
    match party(shell)?.finish_registration(request, answer) {
        Ok(credential) => Ok(Some(credential)),
        Err(PasskeyError::Refused) => Ok(None),
        Err(PasskeyError::Malformed) => Err(field(ProblemCode::InvalidField, "passkey")),
        Err(error) => Err(fault(error)),
    }
}

/// The set-up becomes a passkey of the account.
pub(crate) async fn make(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    proven: (&StoredSetup, Value),
) -> Result<RegisteredMethod, ApiProblem> {
    let (stored, credential) = proven;
    let there = with_room(shell, tx, session).await?;
    if there.iter().any(|other| credential_id(&other.credential) == credential_id(&credential)) {
        return Err(ProblemCode::AlreadyRegistered.into());
    }
    let now = tx.now();
    let passkey = Passkey {
        id: PasskeyId::from_uuid(stored.setup.id.uuid()),
        tenant: session.tenant.id,
        account: session.account.id,
        label: stored.kept.label.clone(),
        credential,
        usable_from: shell.usable_from(session, now),
    };
    passkeys::insert(tx, &passkey).await?;
    let before = contacts::of_account(tx, session.account.id).await?;
    let change = Change {
        means: Means::Passkey,
        news: News::Added,
        hint: passkey.label.clone(),
        happened: happened("method.verified", passkey.id.uuid(), json!({ "method": Means::Passkey.as_str() })),
    };
    shell.conclude(tx, session, change, &before).await?;
    Ok(registered::passkey(&passkey, now))
}

/// The id that the device gave the key, as it is kept.
fn credential_id(credential: &Value) -> Option<&Value> {
    credential.pointer("/cred/cred_id")
}

fn party(shell: &Shell) -> Result<&RelyingParty, ApiProblem> {
    shell.relying_party.as_ref().ok_or_else(|| field(ProblemCode::ChannelNotAvailable, "method"))
}

fn fault(error: PasskeyError) -> ApiProblem {
    tracing::error!(error = %error, "passkeys.fault");
    ProblemCode::InternalError.into()
}
