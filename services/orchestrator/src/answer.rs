//! `POST /resets/current/answers`: a guess in two committed steps. It is charged before it is compared.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use rekey_domain::GuessId;
use rekey_domain::challenge::{Expected, GuessTicket};
use rekey_domain::reset::{Command, Decision, Effect, Refusal, Reply};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::{Lock, Tx, caps, resets};
use rekey_wire::context::ClientKind;
use rekey_wire::http::{Answer, CodeAnswer, Problem, ProblemCode, ResetView};
use rekey_wire::secret::{Code, Token};

use crate::shell::{App, Loaded, Shell};
use crate::{problems, view};

/// Header with the token that replaces the current one, for pages alone.
const ROTATED: &str = "rekey-rotated-token";

/// `POST /resets/current/answers`.
pub(crate) async fn answer(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<Answer>,
) -> Result<Response, ApiProblem> {
    let Answer::Code(CodeAnswer { code }) = &body else { return Err(ProblemCode::AnswerNotAsked.into()) };
    let (ticket, code) = begin(&shell, &token, code).await?;
    let matched = match &ticket.expected {
        Expected::Code { mac, .. } => shell.keys.codes().verify(mac, &code, ticket.challenge),
        _ => false,
    };
    let command = Command::FinishGuess { ticket, matched, redrawn: Vec::new() };
    let (view, rotated) = finish(&shell, &token, command, context.client).await?;
    let mut response = axum::Json(view).into_response();
    if let Some(rotated) = rotated.and_then(|token| HeaderValue::from_str(token.expose()).ok()) {
        response.headers_mut().insert(ROTATED, rotated);
    }
    Ok(response)
}

/// Charges the guess; what is not a code is told and not charged.
async fn begin(shell: &Shell, token: &Token, typed: &str) -> Result<(GuessTicket, Code), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let code = match length(&loaded) {
        Some(length) => Code::parse_typed(typed, length)
            .map_err(|_| ApiProblem::from(Problem::new(ProblemCode::CodeMalformed).field("code")))?,
        None => return over(shell, tx, &loaded).await,
    };
    let allowance = caps::allowance(&mut tx, loaded.guesser(), &shell.limits).await?;
    let guess = GuessId::from_uuid(shell.entropy.uuid(tx.now()));
    let decision = shell.act(&mut tx, &loaded, Command::BeginGuess { guess, allowance }).await?;
    let now = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::Judge(ticket) => Ok((ticket, code)),
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        Reply::Accepted | Reply::CallDirectory { .. } => Err(ProblemCode::InternalError.into()),
    }
}

/// Digits of the code that is asked for.
fn length(loaded: &Loaded) -> Option<u8> {
    match loaded.reset().current_challenge()?.expected {
        Expected::Code { length, .. } => Some(length),
        _ => None,
    }
}

/// Nothing is asked for: the reset is over, or the challenge is.
async fn over<T>(shell: &Shell, tx: Tx, loaded: &Loaded) -> Result<T, ApiProblem> {
    use rekey_domain::reset::Status;
    let now = tx.now();
    let is_over =
        matches!(loaded.reset().status(&shell.rules(&loaded.policy), now), Status::Completed | Status::Closed(_));
    tx.commit().await?;
    Err(problems::of(if is_over { Refusal::Over } else { Refusal::ChallengeOver }, now))
}

async fn finish(
    shell: &Shell,
    token: &Token,
    command: Command,
    client: ClientKind,
) -> Result<(ResetView, Option<Token>), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let decision = shell.act(&mut tx, &loaded, command).await?;
    let rotated = rotate(shell, &mut tx, &decision, client).await?;
    let view = view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?;
    let now = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok((view, rotated)),
    }
}

/// Pages get a new handle once the person is verified (ASVS 7.2.4); API tokens never leave their client and stay.
async fn rotate(
    shell: &Shell,
    tx: &mut Tx,
    decision: &Decision,
    client: ClientKind,
) -> Result<Option<Token>, ApiProblem> {
    if client != ClientKind::Page || !decision.effects.contains(&Effect::RotateHandle) {
        return Ok(None);
    }
    let token = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    resets::offer_token(tx, decision.next.id, &token.hash()).await?;
    Ok(Some(token))
}
