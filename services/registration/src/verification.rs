//! `POST /me/methods/{id}/verification`: a proof is judged, and the right one makes the contact, authenticator or passkey.
//!
//! Two committed steps: the guess is charged before it is compared, so that no number of parallel guesses and no crash
//! gives one more; then the verdict is written. Calls are judged elsewhere (`calls.rs`): what is pressed is charged and judged in one.

use axum::extract::{Path, State};
use rekey_domain::challenge::{Challenge, Expected, GuessTicket};
use rekey_domain::registration::{Command, Effect, Refusal, Reply, Setup};
use rekey_domain::{ContactId, GuessId, Means, Timestamp, Way};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::caps::{self, Guesser};
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::setups::StoredSetup;
use rekey_store::{Lock, StoreError, Tx, contacts, paid_sends, setups};
use rekey_wire::authenticator::AuthenticatorSecret;
use rekey_wire::contact::PhoneArea;
use rekey_wire::http::{CodeAnswer, PasskeyAnswer, ProblemCode, RegisteredMethod, VerifyMethod};
use rekey_wire::secret::{Code, Token};
use serde_json::{Value, json};

use crate::changes::{Change, happened};
use crate::owner_notices::News;
use crate::session::{Session, method_id};
use crate::shell::{App, Shell};
use crate::{authenticator_apps, known, passkeys, problems, registered, views};

/// What was given as proof.
enum Given {
    Code(Code),
    Passkey(Value),
}

/// A guess that was charged and not judged yet.
struct Guess {
    given: Given,
    ticket: GuessTicket,
    /// Of an authenticator app.
    secret: Option<AuthenticatorSecret>,
    at: Timestamp,
}

/// What a right guess brings along.
enum Proof {
    /// Nothing: the contact was reached.
    Contact,
    /// The step of an app's code.
    Step(u64),
    /// A passkey's public key.
    Passkey(Value),
}

/// `POST /me/methods/{id}/verification`.
pub(crate) async fn verify(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
    Json(body): Json<VerifyMethod>,
) -> Result<axum::Json<RegisteredMethod>, ApiProblem> {
    let id = method_id(&id)?;
    let guess = begin_guess(&shell, &token, id, body).await?;
    let proof = judge(&shell, &guess)?;
    finish_guess(&shell, &token, id, (guess.ticket, proof)).await.map(axum::Json)
}

/// Charges a guess and commits the charge.
async fn begin_guess(shell: &Shell, token: &Token, id: ContactId, body: VerifyMethod) -> Result<Guess, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, (id, Lock::ForUpdate)).await?.ok_or(ProblemCode::NotFound)?;
    let given = parse(&stored.setup, body)?;
    let is_app = stored.setup.way == Way::AuthenticatorApp;
    let secret = if is_app { Some(authenticator_apps::open(shell, &session, &stored)?) } else { None };
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
    Ok(Guess { given, ticket, secret, at: now })
}

/// What cannot be the proof is told so, and charged to nobody.
fn parse(setup: &Setup, body: VerifyMethod) -> Result<Given, ApiProblem> {
    match (setup.way, body) {
        (Way::Passkey, VerifyMethod::Passkey(PasskeyAnswer { passkey })) => Ok(Given::Passkey(passkey)),
        (Way::Contact { .. } | Way::AuthenticatorApp, VerifyMethod::Code(CodeAnswer { code })) => {
            let length = setup.challenges.last().and_then(views::code_length).unwrap_or(0);
            let code = Code::parse_typed(&code, length);
            code.map(Given::Code).map_err(|_| problems::field(ProblemCode::CodeMalformed, "code"))
        }
        _ => Err(ProblemCode::AnswerNotAsked.into()),
    }
}

/// What a guess proves; `None` where it is wrong.
fn judge(shell: &Shell, guess: &Guess) -> Result<Option<Proof>, ApiProblem> {
    match (&guess.ticket.expected, &guess.given) {
        (Expected::Code { mac, .. }, Given::Code(code)) => {
            let is_right = shell.keys.codes().verify(mac, code, guess.ticket.challenge);
            Ok(is_right.then_some(Proof::Contact))
        }
        (Expected::AuthenticatorCode, Given::Code(code)) => {
            let step = guess.secret.as_ref().and_then(|secret| secret.matching_step(code, guess.at, None));
            Ok(step.map(Proof::Step))
        }
        (Expected::Passkey { request }, Given::Passkey(answer)) => {
            Ok(passkeys::judge(shell, request, answer)?.map(Proof::Passkey))
        }
        _ => Ok(None),
    }
}

/// Takes the verdict.
async fn finish_guess(
    shell: &Shell,
    token: &Token,
    id: ContactId,
    judged: (GuessTicket, Option<Proof>),
) -> Result<RegisteredMethod, ApiProblem> {
    let (ticket, mut proof) = judged;
    let challenge = ticket.challenge;
    if proof.is_some() {
        end_resets_of_replaced(shell, token, id).await?;
    }
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, (id, Lock::ForUpdate)).await?.ok_or(ProblemCode::ChallengeOver)?;
    let now = tx.now();
    let verdict = Command::FinishGuess { ticket, matched: proof.is_some() };
    let decision = stored.setup.decide(verdict, &session.policy, &shell.flow, now);
    if let Reply::Refused(refusal) = decision.reply {
        return Err(refused(refusal, &stored.setup, now));
    }
    let mut method = None;
    for effect in &decision.effects {
        match effect {
            Effect::RefundGuess(guess) => caps::refund(&mut tx, *guess).await?,
            Effect::Verified(_) => {
                method = match proof.take() {
                    Some(Proof::Contact) => {
                        let mut challenges = stored.setup.challenges.iter();
                        if let Some(message) = challenges.find(|one| one.id == challenge).and_then(Challenge::message) {
                            paid_sends::prove(&mut tx, message).await?;
                        }
                        Some(make_contact(shell, &mut tx, &session, &stored).await?)
                    }
                    Some(Proof::Step(step)) => {
                        Some(authenticator_apps::make(shell, &mut tx, &session, (&stored, step)).await?)
                    }
                    Some(Proof::Passkey(key)) => Some(passkeys::make(shell, &mut tx, &session, (&stored, key)).await?),
                    None => None,
                }
            }
            Effect::Send { .. } | Effect::Supersede(_) | Effect::ChargeGuess(_) => {}
        }
    }
    let method = method.ok_or(ProblemCode::InternalError)?;
    setups::update(&mut tx, &stored, &decision.next).await?;
    tx.commit().await?;
    shell.postman.wake();
    Ok(method)
}

/// The member that was wrong is the one that was given.
fn refused(refusal: Refusal, setup: &Setup, now: Timestamp) -> ApiProblem {
    let mut problem = problems::of(refusal, now);
    if setup.way == Way::Passkey && problem.0.field.is_some() {
        problem.0.field = Some("passkey".to_owned());
    }
    problem
}

/// Where the slot holds another contact, what may rest on that one ends first.
async fn end_resets_of_replaced(shell: &Shell, token: &Token, id: ContactId) -> Result<(), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, token).await?;
    let stored = shell.own_set_up(&mut tx, &session, (id, Lock::ForUpdate)).await?;
    let contacts = contacts::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    let slot = stored.and_then(|stored| stored.setup.way.slot());
    if contacts.iter().any(|contact| Some(contact.slot) == slot) {
        shell.supersede_resets(&session).await?;
    }
    Ok(())
}

/// The set-up becomes a contact of the account; the owner is told at every other one, and at the one that it replaces.
pub(crate) async fn make_contact(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    stored: &StoredSetup,
) -> Result<RegisteredMethod, StoreError> {
    let value = known::open_set_up(&shell.keys, stored)?;
    let setup = &stored.setup;
    let slot = known::slot_of(setup)?;
    let before = contacts::of_account(tx, session.account.id).await?;
    let (now, usable_from) = (tx.now(), shell.usable_from(session, tx.now()));
    let contact = Contact {
        id: setup.id,
        tenant: setup.tenant,
        account: setup.account,
        slot,
        sealed: stored.kept.sealed.clone(),
        lookup: stored.kept.lookup,
        verified_at: Some(now),
        usable_from,
        retires_at: None,
    };
    let stays = usable_from > now && !stored.kept.replaces_lost;
    let fate = if stays { Replaced::RetiresAt(usable_from) } else { Replaced::Removed };
    let area = PhoneArea::of_stored(&shell.keys.contacts(), &value.stored());
    contacts::put(tx, (&contact, area), fate).await?;
    let replaced = before.iter().any(|other| other.slot == slot);
    let detail = json!({ "slot": slot.as_str(), "replaced": replaced, "replaces_lost": stored.kept.replaces_lost });
    let change = Change {
        means: Means::Contact(slot),
        news: News::Added,
        hint: value.hint(),
        happened: happened("method.verified", setup.id.uuid(), detail),
    };
    shell.conclude(tx, session, change, &before).await?;
    Ok(registered::contact(&contact, value.hint(), now))
}
