//! `POST /sign-ins/current/answers`: the authenticator's code makes a half sign-in a whole one.
//!
//! A guess in two committed steps, as in a reset: it is charged to the sign-in and to the account's shared cap before it is
//! compared. A code counts once, whoever is faster: its step is spent in the transaction that completes the sign-in.

use std::time::Duration;

use axum::extract::State;
use rekey_domain::limits::Allowance;
use rekey_domain::registration::Refusal;
use rekey_domain::{AuthenticatorId, DeviceId, GuessId, Timestamp};
use rekey_runtime::{ApiProblem, Bearer, Context, Json, network};
use rekey_store::accounts::Account;
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::caps::{self, Guesser};
use rekey_store::sign_ins::{self, SignIn};
use rekey_store::{StoreError, Tx, accounts, audit, holdings, tenants};
use rekey_wire::authenticator::DIGITS;
use rekey_wire::context::{ClientKind, RequestContext};
use rekey_wire::http::{CodeAnswer, Problem, ProblemCode, SignedIn};
use rekey_wire::keys::AuthenticatorBinding;
use rekey_wire::secret::{Code, Token};
use serde_json::json;

use crate::shell::{App, Shell};
use crate::{problems, views};

/// A guess that was charged and not compared yet.
struct Guess {
    id: GuessId,
    code: Code,
    authenticators: Vec<Authenticator>,
    at: Timestamp,
    /// In this sign-in, once it turns out to be wrong.
    left: u8,
}

/// The step of an authenticator to which a code belongs.
#[derive(Clone, Copy)]
struct Match {
    authenticator: AuthenticatorId,
    step: u64,
}

/// `POST /sign-ins/current/answers`.
pub(crate) async fn answer(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<CodeAnswer>,
) -> Result<axum::Json<SignedIn>, ApiProblem> {
    let guess = begin(&shell, &token, &body.code).await?;
    let found = judge(&shell, &guess);
    finish(&shell, &context, &token, (guess, found)).await.map(axum::Json)
}

/// Charges the guess; what is not a code is told and not charged.
async fn begin(shell: &Shell, token: &Token, typed: &str) -> Result<Guess, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let (sign_in, account, guesses) = half(&mut tx, token).await?;
    let code = Code::parse_typed(typed, DIGITS).map_err(|_| problems::field(ProblemCode::CodeMalformed, "code"))?;
    let most = shell.limits.guesses_per_sign_in;
    if guesses >= most {
        return Err(ProblemCode::ChallengeOver.into());
    }
    let subject = account.id.uuid();
    let guesser = Guesser { subject_key: subject.as_bytes(), device: sign_in.device };
    if let Allowance::Spent { opens_at } = caps::allowance(&mut tx, guesser, &shell.limits).await? {
        return Err(problems::of(Refusal::GuessesSpent { opens_at }, tx.now()));
    }
    let id = GuessId::from_uuid(shell.entropy.uuid(tx.now()));
    caps::charge(&mut tx, id, guesser).await?;
    sign_ins::count_guess(&mut tx, sign_in.id).await?;
    let authenticators = authenticators::of_account(&mut tx, account.id).await?;
    let at = tx.now();
    tx.commit().await?;
    Ok(Guess { id, code, authenticators, at, left: most - guesses - 1 })
}

/// The half sign-in with this token, whose account may still sign in, and the guesses made in it.
async fn half(tx: &mut Tx, token: &Token) -> Result<(SignIn, Account, u8), ApiProblem> {
    let (sign_in, guesses) = sign_ins::half(tx, &token.hash()).await?.ok_or(ProblemCode::TokenInvalid)?;
    let account = accounts::by_id(tx, sign_in.account).await?.filter(|account| account.enabled);
    Ok((sign_in, account.ok_or(ProblemCode::TokenInvalid)?, guesses))
}

/// Compares with every authenticator of the account.
fn judge(shell: &Shell, guess: &Guess) -> Option<Match> {
    let mut found = None;
    for authenticator in &guess.authenticators {
        let Authenticator { id, tenant, account, sealed_secret, last_step, .. } = authenticator;
        let binding = AuthenticatorBinding { tenant: *tenant, account: *account, authenticator: *id };
        let Ok(secret) = shell.keys.authenticators().open(sealed_secret, &binding) else {
            tracing::error!(authenticator.id = %id, "authenticator.does_not_open");
            continue;
        };
        if let Some(step) = secret.matching_step(&guess.code, guess.at, *last_step) {
            found = Some(Match { authenticator: *id, step });
        }
    }
    found
}

async fn finish(
    shell: &Shell,
    context: &RequestContext,
    token: &Token,
    judged: (Guess, Option<Match>),
) -> Result<SignedIn, ApiProblem> {
    let (guess, found) = judged;
    let mut tx = shell.store.begin().await?;
    let (sign_in, account, _) = half(&mut tx, token).await?;
    let is_spent = match found {
        Some(Match { authenticator, step }) => authenticators::spend_step(&mut tx, authenticator, step).await?,
        None => false,
    };
    if !is_spent {
        write(shell, &mut tx, context, (&sign_in, "sign_in.wrong_code")).await?;
        tx.commit().await?;
        let mut problem = Problem::new(ProblemCode::WrongCode).field("code");
        problem.attempts_left = Some(guess.left);
        return Err(problem.into());
    }
    caps::refund(&mut tx, guess.id).await?;
    let token = match context.client {
        // Pages get a new handle once the person is who they say (ASVS 7.2.4); API tokens never leave their client and stay.
        ClientKind::Page => Token::draw(&mut |buffer| shell.entropy.fill(buffer)),
        ClientKind::Api => Token::parse(token.expose()).ok_or(ProblemCode::TokenInvalid)?,
    };
    let signed_in = complete(shell, &mut tx, context, (&sign_in, &account, &token)).await?;
    write(shell, &mut tx, context, (&sign_in, "sign_in.succeeded")).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Writes the whole sign-in, and makes its browser known.
async fn complete(
    shell: &Shell,
    tx: &mut Tx,
    context: &RequestContext,
    who: (&SignIn, &Account, &Token),
) -> Result<SignedIn, ApiProblem> {
    let (half, account, token) = who;
    let device = still_known(shell, tx, account, (half.device, context)).await?;
    let (device, device_token) = shell.make_browser_known(tx, account.id, device, context).await?;
    let lifetime = Duration::from_secs(u64::from(shell.limits.administrator_lifetime_seconds));
    let whole = SignIn { device: Some(device), expires_at: half.created_at.plus(lifetime), ..half.clone() };
    if !sign_ins::complete(tx, &whole, &token.hash()).await? {
        return Err(StoreError::Conflict.into());
    }
    let tenant = tenants::by_id(tx, half.tenant).await?;
    let tenant = tenant.ok_or_else(|| StoreError::Corrupt(format!("sign-in {} has no tenant", half.id)))?;
    let holdings = holdings::of_account(tx, account.id).await?;
    let person = views::account(&tenant, account, &holdings, tx.now());
    Ok(SignedIn {
        token: token.expose().to_owned(),
        next: person.next,
        account: Some(person.view),
        device_token: Some(device_token),
    })
}

/// The device of the half sign-in, where the browser still has its token.
async fn still_known(
    shell: &Shell,
    tx: &mut Tx,
    account: &Account,
    device: (Option<DeviceId>, &RequestContext),
) -> Result<Option<DeviceId>, StoreError> {
    let (at_the_password, context) = device;
    let now = shell.known_browser(tx, Some(account), context).await?;
    Ok(now.filter(|now| at_the_password == Some(*now)))
}

async fn write(
    shell: &Shell,
    tx: &mut Tx,
    context: &RequestContext,
    happened: (&SignIn, &'static str),
) -> Result<(), StoreError> {
    let (sign_in, event) = happened;
    let entry = audit::Entry {
        tenant: Some(sign_in.tenant),
        actor: "person",
        event,
        account: Some(sign_in.account),
        flow: Some(sign_in.id.uuid()),
        detail: &json!({
            "network": network::shortened(context.client_address),
            "known_device": sign_in.device.is_some(),
            "second_factor": "authenticator_app",
        }),
    };
    audit::write(tx, &entry, shell.entropy).await
}
