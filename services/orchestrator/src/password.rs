//! `POST /resets/current/password`: the change in two committed phases, and judging a password before it is sent.

use axum::extract::State;
use rekey_domain::reset::ClosedReason;
use rekey_domain::reset::{Change, Command, Decision, Effect, Outcome, Refusal, Reply, Resubmission, Stage, Status};
use rekey_domain::{AccountId, ChangeId, DeviceId, ResetId};
use rekey_passwords::{Assessment as Judged, Context as RuleContext, PlainPassword, Rules as PasswordRules};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::accounts::{self, Account};
use rekey_store::{Lock, StoreError, Tx, devices, resets};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{Assessment, NewPassword, PasswordRuleView, Problem, ProblemCode, ResetView};
use rekey_wire::secret::Token;

use crate::notices::Circumstances;
use crate::shell::{App, Loaded, Shell};
use crate::{administrators, notices, problems, texts, view};

/// `POST /resets/current/password`.
pub(crate) async fn password(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<NewPassword>,
) -> Result<axum::Json<ResetView>, ApiProblem> {
    let (account, change, plain) = begin(&shell, &token, &body.new_password).await?;
    let outcome = shell.directory.set_password(account, change, &plain).await;
    let view = finish(&shell, &token, (account, change, outcome), &context).await?;
    Ok(axum::Json(view))
}

/// Judges the password and commits that it is being changed; only then may the directory be called.
async fn begin(shell: &Shell, token: &Token, typed: &str) -> Result<(AccountId, ChangeId, PlainPassword), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let status = |loaded: &Loaded, tx: &Tx| loaded.reset().status(&shell.rules(&loaded.policy), tx.now());
    not_yet(status(&loaded, &tx))?;
    let (loaded, standing) = shell.sound(&mut tx, token, loaded).await?;
    let status = status(&loaded, &tx);
    if let Err(problem) = not_yet(status) {
        tx.commit().await?;
        return Err(problem);
    }
    let (plain, judged) = judge(&loaded, standing.account.as_ref(), typed)?;
    let (Some(plain), true) = (plain, judged.iter().all(|rule| rule.met == Some(true))) else {
        return reject(shell, tx, &loaded, judged).await;
    };
    let (change, resubmission) = change(shell, &tx, &loaded, &plain);
    let decision = shell.act(&mut tx, &loaded, Command::BeginChange { change, resubmission }).await?;
    let now = tx.now();
    tx.commit().await?;
    match decision.reply {
        Reply::CallDirectory { account, change } => Ok((account, change, plain)),
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        Reply::Accepted | Reply::Judge(_) => Err(ProblemCode::InternalError.into()),
    }
}

/// Refuses a password before the person is verified, and after the reset is over. Asked before anything is read that only
/// an account has: time tells nothing.
pub(crate) fn not_yet(status: Status) -> Result<(), ApiProblem> {
    match status {
        Status::Verified | Status::Changing => Ok(()),
        Status::Completed | Status::Closed(_) => Err(ProblemCode::ResetOver.into()),
        Status::Choosing | Status::Challenged => Err(ProblemCode::NotVerified.into()),
    }
}

/// The change under way, and whether this is its password; or a new one.
fn change(shell: &Shell, tx: &Tx, loaded: &Loaded, plain: &PlainPassword) -> (Change, Resubmission) {
    if let Stage::Changing { change, .. } = &loaded.reset().stage {
        let is_same = shell.keys.fingerprint(change.id, plain.expose()) == change.fingerprint;
        return (*change, if is_same { Resubmission::Same } else { Resubmission::Different });
    }
    let id = ChangeId::from_uuid(shell.entropy.uuid(tx.now()));
    let fingerprint = shell.keys.fingerprint(id, plain.expose());
    (Change { id, fingerprint, began_at: tx.now() }, Resubmission::Same)
}

/// A password that breaks the rules counts as a try, and is told with every rule it breaks.
async fn reject<T>(shell: &Shell, mut tx: Tx, loaded: &Loaded, rules: Vec<PasswordRuleView>) -> Result<T, ApiProblem> {
    let decision = shell.act(&mut tx, loaded, Command::RejectPassword).await?;
    let now = tx.now();
    tx.commit().await?;
    let refusal = match decision.reply {
        Reply::Refused(refusal) => refusal,
        _ => Refusal::PasswordRejected,
    };
    if refusal != Refusal::PasswordRejected {
        return Err(problems::of(refusal, now));
    }
    let mut problem = Problem::new(ProblemCode::PasswordRejected).field("new_password");
    problem.reasons = Some(rules.into_iter().filter(|rule| rule.met != Some(true)).collect());
    Err(problem.into())
}

/// Every rule with its verdict. What is no password at all breaks the rule of length.
fn judge(
    loaded: &Loaded,
    account: Option<&Account>,
    typed: &str,
) -> Result<(Option<PlainPassword>, Vec<PasswordRuleView>), StoreError> {
    let Some(account) = account else { return Ok((None, Vec::new())) };
    let user_id = account.user_id()?;
    let context = RuleContext {
        user_id: &user_id,
        house: &loaded.tenant.settings.name,
        banned: &[],
        display_name: account.display_name.as_deref(),
    };
    let rules = PasswordRules::new(&loaded.policy.password, context);
    let plain = PlainPassword::parse(typed).ok();
    let judged = plain.as_ref().map(|plain| rules.assess(plain));
    let view = |code: rekey_passwords::RuleCode, limit, met| PasswordRuleView {
        code: code.as_str().into(),
        limit,
        text: texts::rule_text(code, limit, &loaded.reset().locale),
        met: Some(met),
    };
    let views = match judged {
        Some(Judged { rules }) => rules.into_iter().map(|rule| view(rule.code, rule.limit, rule.met)).collect(),
        None => rules.list().into_iter().map(|term| view(term.code, term.limit, false)).collect(),
    };
    Ok((plain, views))
}

/// Commits what the directory answered, with everything that follows from a changed password.
async fn finish(
    shell: &Shell,
    token: &Token,
    answer: (AccountId, ChangeId, Outcome),
    context: &RequestContext,
) -> Result<ResetView, ApiProblem> {
    let (account, change, outcome) = answer;
    let mut tx = shell.store.begin().await?;
    let open = resets::lock_of_account(&mut tx, account).await?;
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    if outcome == Outcome::Changed && matches!(loaded.reset().stage, Stage::Completed { .. }) {
        // Whoever else asked for the same heard first.
        return Ok(view::of(shell, &mut tx, loaded.reset(), &loaded.whose()).await?);
    }
    let decision = shell.act(&mut tx, &loaded, Command::FinishChange { change, outcome }).await?;
    let circumstances = Circumstances::of_request(context, tx.now());
    let device_token = match follow_up(shell, &mut tx, (&loaded, &open), &decision, &circumstances).await? {
        Some(account) => Some(trust_device(shell, &mut tx, account).await?),
        None => None,
    };
    let mut view = view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?;
    let now = tx.now();
    tx.commit().await?;
    shell.postman.wake();
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => {
            view.device_token = device_token.map(|token| token.expose().to_owned());
            Ok(view)
        }
    }
}

/// Ends other resets of those that are open and every sign-in, clears the cap and tells every contact; the account whose
/// password was changed.
pub(crate) async fn follow_up(
    shell: &Shell,
    tx: &mut Tx,
    (loaded, open): (&Loaded, &[ResetId]),
    decision: &Decision,
    circumstances: &Circumstances,
) -> Result<Option<AccountId>, StoreError> {
    let completed = decision.effects.iter().find_map(|effect| match effect {
        Effect::Completed(account) => Some(*account),
        _ => None,
    });
    let Some(account) = completed else { return Ok(None) };
    for other in open.iter().filter(|other| **other != loaded.reset().id) {
        let Some(stored) = resets::by_id(tx, *other, Lock::ForUpdate).await? else { continue };
        let other = Loaded::new(shell, stored, loaded.tenant.clone());
        shell.act(tx, &other, Command::End(ClosedReason::Superseded)).await?;
    }
    accounts::forget_strangers(tx, account, &loaded.stored.subject_key).await?;
    shell.open_account(tx, loaded).await?;
    notices::password_changed(shell, tx, loaded, account, circumstances).await?;
    administrators::told_of_reset(shell, tx, loaded, account, circumstances).await?;
    Ok(Some(account))
}

/// Makes the device known from which the password was changed.
async fn trust_device(shell: &Shell, tx: &mut Tx, account: AccountId) -> Result<Token, StoreError> {
    let token = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    let device = DeviceId::from_uuid(shell.entropy.uuid(tx.now()));
    devices::insert(tx, device, account, &token.hash(), shell.limits.devices_per_account).await?;
    Ok(token)
}

/// `POST /passwords/assessment`: which rules hold; nothing is stored or counted.
pub(crate) async fn assess(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Json(body): Json<NewPassword>,
) -> Result<axum::Json<Assessment>, ApiProblem> {
    let mut tx = shell.store.read().await?;
    let loaded = shell.load(&mut tx, &token, Lock::None).await?;
    not_yet(loaded.reset().status(&shell.rules(&loaded.policy), tx.now()))?;
    let account = shell.account_of(&mut tx, loaded.reset()).await?;
    let (_, rules) = judge(&loaded, account.as_ref(), &body.new_password)?;
    Ok(axum::Json(Assessment { acceptable: rules.iter().all(|rule| rule.met == Some(true)), rules }))
}
