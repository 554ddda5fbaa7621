//! `POST /resets/current/answers`: a guess in two committed steps. It is charged before it is compared.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use rekey_domain::challenge::{Expected, GuessTicket};
use rekey_domain::limits::Allowance;
use rekey_domain::reset::{Command, Decision, Effect, Refusal, Reply};
use rekey_domain::{AccountId, GuessId, ResetId, Timestamp};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::holdings::{self, Holdings};
use rekey_store::limits::{self, Hit, REMOVALS_OF_CAPABLE};
use rekey_store::resets::{self, Aside};
use rekey_store::{Lock, StoreError, Tx, at_once, caps};
use rekey_wire::context::{ClientKind, RequestContext};
use rekey_wire::http::{Answer, ProblemCode, ResetView};
use rekey_wire::secret::Token;
use uuid::Uuid;

use crate::judging::{self, Given, Guess, Spend};
use crate::notices::Circumstances;
use crate::shell::{App, Loaded, Shell, aside, counted, told};
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
    let begun = match counted("guess", begin_at_once(&shell, &token, &body).await?) {
        Some(begun) => begun,
        None => begin(&shell, &token, &body).await?,
    };
    let Begun { loaded, ticket, given, account, holdings, at } = begun;
    let guess = Guess { expected: &ticket.expected, challenge: ticket.challenge, account, holdings, at };
    let spend = shell.judge(&guess, given).await?;
    let judged = Judged { ticket, spend };
    let (view, rotated) = match counted("verdict", finish_at_once(&shell, &loaded, &judged, &context).await?) {
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

/// As [`begin`] by one statement over what was read; none where there is something to be told, or somebody else is at it.
async fn begin_at_once(shell: &Shell, token: &Token, body: &Answer) -> Result<Option<Begun>, ApiProblem> {
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let Some(loaded) = shell.load_at_once(once.reading(), token).await? else { return Ok(None) };
    let Some((given, account, holdings)) = read(once.reading(), &loaded, body).await? else { return Ok(None) };
    let guess = GuessId::from_uuid(shell.entropy.uuid(once.now()));
    // That the cap is open is found out by the charge.
    let command = Command::BeginGuess { guess, allowance: Allowance::Open };
    let Decision { next, effects, reply } = loaded.reset().decide(command, &shell.rules(&loaded.policy), once.now());
    let (Reply::Judge(ticket), [Effect::ChargeGuess(_)]) = (reply, &effects[..]) else { return Ok(None) };
    if !at_once::charge_guess(&mut once, (&loaded.stored, &next), guess, &shell.limits).await? {
        return Ok(None);
    }
    Ok(Some(Begun { loaded: loaded.saved(next, true), ticket, given, account, holdings, at: once.now() }))
}

/// Charges the guess; what is not an answer to what is asked is told and not charged.
async fn begin(shell: &Shell, token: &Token, body: &Answer) -> Result<Begun, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let allowance = caps::allowance(&mut tx, loaded.guesser(), &shell.limits).await?;
    let Some((given, account, holdings)) = read(&mut tx, &loaded, body).await? else {
        return over(shell, tx, &loaded).await;
    };
    let guess = GuessId::from_uuid(shell.entropy.uuid(tx.now()));
    let command = Command::BeginGuess { guess, allowance };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), tx.now());
    let is_written = shell.save(&mut tx, &loaded, &decision).await?;
    let at = tx.now();
    tx.commit().await?;
    let loaded = loaded.saved(decision.next, is_written);
    match decision.reply {
        Reply::Judge(ticket) => Ok(Begun { loaded, ticket, given, account, holdings, at }),
        Reply::Refused(refusal) => Err(problems::of(refusal, at)),
        Reply::Accepted | Reply::CallDirectory { .. } => Err(ProblemCode::InternalError.into()),
    }
}

/// What was given, of which account, and what it is compared with; none where nothing is asked for.
async fn read(tx: &mut Tx, loaded: &Loaded, body: &Answer) -> Result<Option<(Given, Uuid, Holdings)>, ApiProblem> {
    let expected = loaded.reset().current_challenge().map(|challenge| &challenge.expected);
    let Some(expected) = expected.filter(|expected| !expected.is_pressed()) else { return Ok(None) };
    let given = Given::read(body.clone(), expected)?;
    let account = loaded.reset().account().map_or_else(Uuid::nil, AccountId::uuid);
    // A code that was sent is compared with what the challenge keeps; of nobody the same is asked as of an account.
    let holdings = match given {
        Given::Code(_) => Holdings::default(),
        _ => holdings::of_account(tx, AccountId::from_uuid(account)).await?,
    };
    Ok(Some((given, account, holdings)))
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
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let decision = decide(shell, loaded, judged, (judged.spend.is_some(), once.now()));
    let rotated = rotated(shell, &decision, context);
    let told = told(loaded, &decision);
    let aside = Aside { next_token: rotated.as_ref().map(Token::hash), ..aside(loaded, &decision, &told) };
    let has_more = !decision.effects.iter().all(goes_along);
    // Where there is nothing to write, nothing says that it still is as it was.
    let has_less = decision.next == *loaded.reset() && aside.is_empty();
    let states = (&loaded.stored, &decision.next);
    if has_more || has_less || !at_once::finish_guess(&mut once, states, &aside, shell.entropy).await? {
        return Ok(None);
    }
    let view = view::of(shell, once.reading(), &decision.next, &loaded.whose()).await?;
    answered(&decision, once.now(), (view, rotated)).map(Some)
}

/// Whether an effect is written along with the end of a guess.
const fn goes_along(effect: &Effect) -> bool {
    match effect {
        Effect::RefundGuess(_) | Effect::GatePassed(_) | Effect::RotateHandle | Effect::Closed(_) => true,
        Effect::Send { .. }
        | Effect::Supersede(_)
        | Effect::ChargeGuess(_)
        | Effect::Unlocked(_)
        | Effect::Completed(_) => false,
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
    let rotated = rotated(shell, &decision, context);
    shell.save_with(&mut tx, &loaded, &decision, rotated.as_ref().map(Token::hash)).await?;
    let (now, view) = (tx.now(), view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?);
    tx.commit().await?;
    if spent_by.is_some() {
        shell.postman.wake();
    }
    answered(&decision, now, (view, rotated))
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

/// Pages get a new handle once the person is verified (ASVS 7.2.4); API tokens never leave their client and stay.
fn rotated(shell: &Shell, decision: &Decision, context: &RequestContext) -> Option<Token> {
    let is_owed = context.client == ClientKind::Page && decision.effects.contains(&Effect::RotateHandle);
    is_owed.then(|| Token::draw(&mut |buffer| shell.entropy.fill(buffer)))
}

fn answered(decision: &Decision, now: Timestamp, answer: Answered) -> Result<Answered, ApiProblem> {
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok(answer),
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
