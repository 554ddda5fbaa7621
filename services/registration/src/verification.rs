//! `POST /me/methods/{id}/verification`: a code is judged, and the right one makes the contact.
//!
//! Two committed steps: the guess is charged before it is compared, so that no number of parallel guesses and no crash
//! gives one more; then the verdict is written. This is the only place that makes a contact.

use axum::extract::{Path, State};
use rekey_domain::challenge::{Expected, GuessTicket};
use rekey_domain::registration::{Command, Effect, Reply, Setup};
use rekey_domain::{ContactId, GuessId};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::caps::{self, Guesser};
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::setups::StoredSetup;
use rekey_store::{StoreError, Tx, contacts, setups};
use rekey_wire::http::{CodeAnswer, ProblemCode, RegisteredMethod, VerifyMethod};
use rekey_wire::secret::{Code, Token};
use serde_json::json;

use crate::owner_notices::{News, Told};
use crate::session::{Happened, Session, method_id};
use crate::shell::{App, Shell};
use crate::{known, problems, views};

/// `POST /me/methods/{id}/verification`.
pub(crate) async fn verify(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
    Json(body): Json<VerifyMethod>,
) -> Result<axum::Json<RegisteredMethod>, ApiProblem> {
    let id = method_id(&id)?;
    let VerifyMethod::Code(CodeAnswer { code }) = &body else { return Err(ProblemCode::AnswerNotAsked.into()) };
    let (code, ticket) = begin_guess(&shell, &token, id, code).await?;
    let matched = match &ticket.expected {
        Expected::Code { mac, .. } => shell.keys.codes().verify(mac, &code, ticket.challenge),
        _ => false,
    };
    finish_guess(&shell, &token, id, Command::FinishGuess { ticket, matched }).await.map(axum::Json)
}

/// Charges a guess and commits the charge.
async fn begin_guess(
    shell: &Shell,
    token: &Token,
    id: ContactId,
    typed: &str,
) -> Result<(Code, GuessTicket), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, id).await?.ok_or(ProblemCode::NotFound)?;
    let code = parse(&stored.setup, typed)?;
    let account = session.account.id.uuid();
    let guesser = Guesser { subject_key: account.as_bytes(), device: session.sign_in.device };
    let allowance = caps::allowance(&mut tx, guesser, &shell.limits).await?;
    let now = tx.now();
    let command = Command::BeginGuess { guess: GuessId::from_uuid(shell.entropy.uuid(now)), allowance };
    let decision = stored.setup.decide(command, &session.policy, &shell.flow, now);
    let ticket = match decision.reply {
        Reply::Judge(ticket) => ticket,
        Reply::Refused(refusal) => return Err(problems::of(refusal, now)),
        Reply::Accepted => return Err(ProblemCode::InternalError.into()),
    };
    for effect in &decision.effects {
        if let Effect::ChargeGuess(guess) = effect {
            caps::charge(&mut tx, *guess, guesser).await?;
        }
    }
    setups::update(&mut tx, &stored, &decision.next).await?;
    tx.commit().await?;
    Ok((code, ticket))
}

/// What cannot be the code is told so, and charged to nobody.
fn parse(setup: &Setup, typed: &str) -> Result<Code, ApiProblem> {
    let length = setup.challenges.last().and_then(views::code_length).unwrap_or(0);
    Code::parse_typed(typed, length).map_err(|_| problems::field(ProblemCode::CodeMalformed, "code"))
}

/// Takes the verdict.
async fn finish_guess(
    shell: &Shell,
    token: &Token,
    id: ContactId,
    verdict: Command,
) -> Result<RegisteredMethod, ApiProblem> {
    if matches!(verdict, Command::FinishGuess { matched: true, .. }) {
        end_resets_of_replaced(shell, token, id).await?;
    }
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, id).await?.ok_or(ProblemCode::ChallengeOver)?;
    let now = tx.now();
    let decision = stored.setup.decide(verdict, &session.policy, &shell.flow, now);
    if let Reply::Refused(refusal) = decision.reply {
        return Err(problems::of(refusal, now));
    }
    let mut method = None;
    for effect in &decision.effects {
        match effect {
            Effect::RefundGuess(guess) => caps::refund(&mut tx, *guess).await?,
            Effect::Verified(_) => method = Some(make_contact(shell, &mut tx, &session, &stored).await?),
            Effect::Send { .. } | Effect::Supersede(_) | Effect::ChargeGuess(_) => {}
        }
    }
    setups::update(&mut tx, &stored, &decision.next).await?;
    tx.commit().await?;
    shell.postman.wake();
    method.ok_or_else(|| ProblemCode::InternalError.into())
}

/// Where the slot holds another contact, what may rest on that one ends first.
async fn end_resets_of_replaced(shell: &Shell, token: &Token, id: ContactId) -> Result<(), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, id).await?;
    let contacts = contacts::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    let slot = stored.and_then(|stored| stored.setup.way.slot());
    if contacts.iter().any(|contact| Some(contact.slot) == slot) {
        shell.supersede_resets(&session).await?;
    }
    Ok(())
}

/// The set-up becomes a contact of the account; the owner is told at every other one, and at the one that it replaces.
async fn make_contact(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    stored: &StoredSetup,
) -> Result<RegisteredMethod, StoreError> {
    let value = known::open_set_up(&shell.keys, stored)?;
    let setup = &stored.setup;
    let slot = known::slot_of(setup)?;
    let before = contacts::of_account(tx, session.account.id).await?;
    let contact = Contact {
        id: setup.id,
        tenant: setup.tenant,
        account: setup.account,
        slot,
        sealed: stored.sealed.clone(),
        lookup: stored.lookup,
        verified_at: Some(tx.now()),
        usable_from: tx.now(),
        retires_at: None,
    };
    contacts::put(tx, &contact, Replaced::Removed).await?;
    let replaced = before.iter().any(|other| other.slot == slot);
    let detail = json!({ "slot": slot.as_str(), "replaced": replaced });
    let happened = Happened { event: "method.verified", flow: setup.id.uuid(), detail };
    shell.audit(tx, session, happened).await?;
    let told = Told { news: News::Added, slot, hint: value.hint() };
    shell.tell_owner(tx, session, told, &before).await?;
    Ok(views::method(&contact, &value))
}
