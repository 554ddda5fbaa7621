//! `POST /me/recovery-codes`: ten new codes, shown once. Older ones are of no use any more.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use rekey_domain::{Means, Method};
use rekey_proofs::recovery::{CODES_PER_SET, RecoveryCode};
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::recovery_codes::{self, RecoveryCode as StoredCode};
use rekey_store::{Tx, contacts};
use rekey_wire::http::{ProblemCode, RecoveryCodesView};
use rekey_wire::secret::Token;
use serde_json::json;

use crate::changes::{Change, happened, to_come};
use crate::owner_notices::News;
use crate::problems;
use crate::registered;
use crate::session::Session;
use crate::shell::{App, Shell};

/// `POST /me/recovery-codes`.
pub(crate) async fn draw(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<Response, ApiProblem> {
    let replaces = begin(&shell, &token).await?;
    let draw = |_| RecoveryCode::draw(&mut |buffer| shell.entropy.fill(buffer));
    let drawn: Vec<RecoveryCode> = (0..CODES_PER_SET).map(draw).collect();
    let codes = drawn.iter().map(|code| code.grouped().to_string()).collect();
    let plain = drawn.into_iter().map(RecoveryCode::into_plain).collect();
    let hashes = shell.hasher.hash_set(plain, shell.entropy.bytes()).await.map_err(problems::of_hash)?;
    if replaces {
        shell.supersede_resets_of(&token).await?;
    }
    let mut tx = shell.store.begin().await?;
    let session = allowed_session(&shell, &mut tx, &token).await?;
    let now = tx.now();
    let usable_from = shell.usable_from(&session, now);
    let stored = |hash: &rekey_passwords::PasswordHash| StoredCode {
        id: shell.entropy.uuid(now),
        hash: hash.as_str().to_owned(),
        usable_from,
    };
    let stored: Vec<StoredCode> = hashes.iter().map(stored).collect();
    shell.hold_methods(&mut tx, &session).await?;
    recovery_codes::replace(&mut tx, session.account.id, &stored).await?;
    let before = contacts::of_account(&mut tx, session.account.id).await?;
    let detail = json!({ "method": Means::RecoveryCodes.as_str(), "replaced": replaces });
    let change = Change {
        means: Means::RecoveryCodes,
        news: News::Added,
        hint: String::new(),
        happened: happened("method.verified", registered::recovery_codes_id(session.account.id), detail),
    };
    shell.conclude(&mut tx, &session, change, &before).await?;
    tx.commit().await?;
    shell.postman.wake();
    let view = RecoveryCodesView { codes, usable_from: to_come(usable_from, now) };
    Ok((StatusCode::CREATED, axum::Json(view)).into_response())
}

/// Whether codes may be drawn, and take the place of others.
async fn begin(shell: &Shell, token: &Token) -> Result<bool, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = allowed_session(shell, &mut tx, token).await?;
    shell.must_be_fresh(&session, tx.now())?;
    shell.charge_set(&mut tx, &session).await?;
    let replaces = !recovery_codes::unused(&mut tx, session.account.id).await?.is_empty();
    tx.commit().await?;
    Ok(replaces)
}

async fn allowed_session(shell: &Shell, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
    let session = shell.enabled_session(tx, token).await?;
    let is_allowed = session.policy.methods.contains(&Method::RecoveryCode);
    if is_allowed { Ok(session) } else { Err(ProblemCode::Forbidden.into()) }
}
