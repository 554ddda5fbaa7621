//! `POST /resets/current/answers`: a guess in two committed steps. It is charged before it is compared.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use rekey_domain::challenge::{Expected, GuessTicket};
use rekey_domain::reset::{Command, Decision, Effect, Refusal, Reply};
use rekey_domain::{AccountId, GuessId, ResetId, Timestamp};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::holdings::{self, Holdings};
use rekey_store::limits::{self, Hit, REMOVALS_OF_CAPABLE};
use rekey_store::{Lock, StoreError, Tx, caps, resets};
use rekey_wire::context::{ClientKind, RequestContext};
use rekey_wire::http::{Answer, ProblemCode, ResetView};
use rekey_wire::secret::Token;
use uuid::Uuid;

use crate::judging::{self, Given, Guess, Spend};
use crate::notices::Circumstances;
use crate::shell::{App, Loaded, Shell};
use crate::{notices, problems, view};

/// Header with the token that replaces the current one, for pages alone.
const ROTATED: &str = "rekey-rotated-token";

/// A guess that was charged and not judged yet.
struct Begun {
    ticket: GuessTicket,
    given: Given,
    account: Uuid,
    holdings: Holdings,
    at: Timestamp,
}

/// A guess with its verdict.
struct Judged {
    ticket: GuessTicket,
    /// What a right answer spends; none for a wrong one.
    spend: Option<Spend>,
}

/// `POST /resets/current/answers`.
pub(crate) async fn answer(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<Answer>,
) -> Result<Response, ApiProblem> {
    let Begun { ticket, given, account, holdings, at } = begin(&shell, &token, body).await?;
    let guess = Guess { expected: &ticket.expected, challenge: ticket.challenge, account, holdings, at };
    let spend = shell.judge(&guess, given).await?;
    let (view, rotated) = finish(&shell, &token, Judged { ticket, spend }, &context).await?;
    Ok(with_handle(axum::Json(view).into_response(), rotated))
}

/// An answer to a page, with the handle that replaces its own where there is one.
pub(crate) fn with_handle(mut response: Response, rotated: Option<Token>) -> Response {
    if let Some(rotated) = rotated.and_then(|token| HeaderValue::from_str(token.expose()).ok()) {
        response.headers_mut().insert(ROTATED, rotated);
    }
    response
}

/// Charges the guess; what is not an answer to what is asked is told and not charged.
async fn begin(shell: &Shell, token: &Token, body: Answer) -> Result<Begun, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let expected = loaded.reset().current_challenge().map(|challenge| challenge.expected.clone());
    let Some(expected) = expected.filter(|expected| !expected.is_pressed()) else {
        return over(shell, tx, &loaded).await;
    };
    let given = Given::read(body, &expected)?;
    let account = loaded.reset().account().map_or_else(Uuid::nil, AccountId::uuid);
    // A code that was sent is compared with what the challenge keeps; of nobody the same is asked as of an account.
    let holdings = match given {
        Given::Code(_) => Holdings::default(),
        _ => holdings::of_account(&mut tx, AccountId::from_uuid(account)).await?,
    };
    let allowance = caps::allowance(&mut tx, loaded.guesser(), &shell.limits).await?;
    let guess = GuessId::from_uuid(shell.entropy.uuid(tx.now()));
    let decision = shell.act(&mut tx, &loaded, Command::BeginGuess { guess, allowance }).await?;
    let at = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::Judge(ticket) => Ok(Begun { ticket, given, account, holdings, at }),
        Reply::Refused(refusal) => Err(problems::of(refusal, at)),
        Reply::Accepted | Reply::CallDirectory { .. } => Err(ProblemCode::InternalError.into()),
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
    judged: Judged,
    context: &RequestContext,
) -> Result<(ResetView, Option<Token>), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let Judged { ticket, spend } = judged;
    let matched = match &spend {
        // What would not be taken is not spent for it.
        Some(spend) if loaded.reset().would_accept(ticket.challenge, &shell.rules(&loaded.policy), tx.now()) => {
            judging::spend(&mut tx, spend).await?
        }
        Some(_) => true,
        None => false,
    };
    let tool = spend.as_ref().and_then(Spend::tool);
    let redrawn = match &ticket.expected {
        Expected::Answers { asked, pool } if !matched => shell.draw_other_questions(&loaded, pool, asked),
        _ => Vec::new(),
    };
    let decision = shell.act(&mut tx, &loaded, Command::FinishGuess { ticket, matched, tool, redrawn }).await?;
    let spent_by = match &spend {
        Some(Spend::RecoveryCode(_)) if is_passed(&decision) => loaded.reset().account(),
        _ => None,
    };
    if let Some(account) = spent_by {
        shell.note_spent_code(&mut tx, account).await?;
        let circumstances = Circumstances::of_request(context, tx.now());
        notices::recovery_code_used(shell, &mut tx, &loaded, account, &circumstances).await?;
    }
    // Pages get a new handle once the person is verified (ASVS 7.2.4); API tokens never leave their client and stay.
    let is_owed = context.client == ClientKind::Page && decision.effects.contains(&Effect::RotateHandle);
    let rotated = if is_owed { Some(rotate(shell, &mut tx, decision.next.id).await?) } else { None };
    let view = view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?;
    let now = tx.now();
    tx.commit().await?;
    if spent_by.is_some() {
        shell.postman.wake();
    }
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok((view, rotated)),
    }
}

fn is_passed(decision: &Decision) -> bool {
    decision.effects.iter().any(|effect| matches!(effect, Effect::GatePassed(_)))
}

impl Shell {
    /// Remembers, as registration does of what is removed, that the account could reset: what is registered after the last code is
    /// used waits all the same.
    async fn note_spent_code(&self, tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
        let subject = self.keys.limits().subject(account.uuid().as_bytes());
        let hit = Hit { scope: REMOVALS_OF_CAPABLE, subject, windows: &[] };
        limits::charge(tx, &[hit], self.entropy).await.map(drop)
    }
}

/// Draws the handle that replaces the current one.
pub(crate) async fn rotate(shell: &Shell, tx: &mut Tx, reset: ResetId) -> Result<Token, StoreError> {
    let token = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    resets::offer_token(tx, reset, &token.hash()).await?;
    Ok(token)
}
