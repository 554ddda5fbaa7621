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
use rekey_store::resets::{self, Aside};
use rekey_store::{Lock, StoreError, Tx};
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
    /// The reset, with the guess under way.
    loaded: Loaded,
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
    let Begun { loaded, ticket, given, account, holdings, at } = begin(&shell, &token, body).await?;
    let guess = Guess { expected: &ticket.expected, challenge: ticket.challenge, account, holdings, at };
    let spend = shell.judge(&guess, given).await?;
    let judged = Judged { ticket, spend };
    let (view, rotated) = match finish_at_once(&shell, &loaded, &judged, &context).await? {
        Some(answer) => answer,
        None => finish(&shell, &token, judged, &context).await?,
    };
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
    let (loaded, allowance) = shell.load_to_guess(&mut tx, token).await?;
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
    let guess = GuessId::from_uuid(shell.entropy.uuid(tx.now()));
    let decision = shell.act(&mut tx, &loaded, Command::BeginGuess { guess, allowance }).await?;
    let at = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::Judge(ticket) => Ok(Begun { loaded: loaded.saved(decision.next), ticket, given, account, holdings, at }),
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

/// What is answered, with the handle that replaces the current one.
type Answered = (ResetView, Option<Token>);

/// Over the reset as the charge left it, by one statement; none where there is more to write than that, or somebody else was
/// faster: then [`finish`] reads it anew and holds it.
async fn finish_at_once(
    shell: &Shell,
    loaded: &Loaded,
    judged: &Judged,
    context: &RequestContext,
) -> Result<Option<Answered>, ApiProblem> {
    if judged.spend.as_ref().is_some_and(|spend| !matches!(spend, Spend::Nothing)) {
        return Ok(None);
    }
    let mut tx = shell.store.begin_single().await?;
    let decision = decide(shell, loaded, judged, (judged.spend.is_some(), tx.now()));
    if decision.effects.iter().any(|effect| matches!(effect, Effect::Supersede(_))) {
        return Ok(None);
    }
    match write(shell, &mut tx, loaded, &decision, context).await {
        Err(StoreError::Conflict) => Ok(None),
        answered => finished(tx, decision, answered?).await.map(Some),
    }
}

async fn finish(
    shell: &Shell,
    token: &Token,
    judged: Judged,
    context: &RequestContext,
) -> Result<Answered, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let matched = match &judged.spend {
        // What would not be taken is not spent for it.
        Some(spend) if loaded.reset().would_accept(judged.ticket.challenge, &shell.rules(&loaded.policy), tx.now()) => {
            judging::spend(&mut tx, spend).await?
        }
        Some(_) => true,
        None => false,
    };
    let decision = decide(shell, &loaded, &judged, (matched, tx.now()));
    let spent_by = match &judged.spend {
        Some(Spend::RecoveryCode(_)) if is_passed(&decision) => loaded.reset().account(),
        _ => None,
    };
    if let Some(account) = spent_by {
        shell.note_spent_code(&mut tx, account).await?;
        let circumstances = Circumstances::of_request(context, tx.now());
        notices::recovery_code_used(shell, &mut tx, &loaded, account, &circumstances).await?;
    }
    let answered = write(shell, &mut tx, &loaded, &decision, context).await?;
    let answered = finished(tx, decision, answered).await?;
    if spent_by.is_some() {
        shell.postman.wake();
    }
    Ok(answered)
}

fn decide(shell: &Shell, loaded: &Loaded, judged: &Judged, (matched, now): (bool, Timestamp)) -> Decision {
    let ticket = judged.ticket.clone();
    let tool = judged.spend.as_ref().and_then(Spend::tool);
    let redrawn = match &ticket.expected {
        Expected::Answers { asked, pool } if !matched => shell.draw_other_questions(loaded, pool, asked),
        _ => Vec::new(),
    };
    let command = Command::FinishGuess { ticket, matched, tool, redrawn };
    loaded.reset().decide(command, &shell.rules(&loaded.policy), now)
}

async fn write(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    decision: &Decision,
    context: &RequestContext,
) -> Result<Answered, StoreError> {
    // Pages get a new handle once the person is verified (ASVS 7.2.4); API tokens never leave their client and stay.
    let is_owed = context.client == ClientKind::Page && decision.effects.contains(&Effect::RotateHandle);
    let rotated = is_owed.then(|| Token::draw(&mut |buffer| shell.entropy.fill(buffer)));
    let aside = Aside { next_token: rotated.as_ref().map(Token::hash), ..Aside::default() };
    shell.save_with(tx, loaded, decision, aside).await?;
    Ok((view::of(shell, tx, &decision.next, &loaded.whose()).await?, rotated))
}

async fn finished(tx: Tx, decision: Decision, answered: Answered) -> Result<Answered, ApiProblem> {
    let now = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok(answered),
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
