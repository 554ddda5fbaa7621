//! `POST /resets/current/password`: the change in two committed phases, and judging a password before it is sent.

use axum::extract::State;
use rekey_bus::Sealed;
use rekey_domain::reset::ClosedReason;
use rekey_domain::reset::{Change, Command, Decision, Effect, Outcome, Refusal, Reply, Resubmission, Stage, Status};
use rekey_domain::{ChangeId, DeviceId, Timestamp};
use rekey_passwords::{Assessment as Judged, Context as RuleContext, PlainPassword, Rules as PasswordRules};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::accounts::{self, Account};
use rekey_store::at_once::{self, Completion};
use rekey_store::contacts::Contact;
use rekey_store::devices::NewDevice;
use rekey_store::resets::{self, StoredReset};
use rekey_store::{Lock, StoreError, Tx};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{Assessment, NewPassword, PasswordRuleView, Problem, ProblemCode, ResetView};
use rekey_wire::secret::{Token, TokenHash};
use serde_json::json;

use crate::notices::Circumstances;
use crate::shell::{App, Loaded, Shell, counted, entry};
use crate::{administrators, notices, problems, texts, view};

/// `POST /resets/current/password`.
pub(crate) async fn password(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<NewPassword>,
) -> Result<axum::Json<ResetView>, ApiProblem> {
    let (begun, plain) = match counted("change", begin_at_once(&shell, &token, &body.new_password).await?) {
        Some(begun) => begun,
        None => begin(&shell, &token, &body.new_password).await?,
    };
    let outcome = shell.directory.set_password(begun.account.id, begun.change, &plain).await;
    let view = match counted("completion", finish_at_once(&shell, &begun, outcome, &context).await?) {
        Some(view) => view,
        None => finish(&shell, &token, (&begun, outcome), &context).await?,
    };
    Ok(axum::Json(view))
}

/// A change that the directory may be called for.
struct Begun {
    /// The reset, with the change under way.
    loaded: Loaded,
    account: Account,
    contacts: Vec<Contact>,
    change: ChangeId,
}

/// As [`begin`] by one statement, and nothing is held while the password is judged; none where there is something else to write,
/// or somebody else was faster.
async fn begin_at_once(
    shell: &Shell,
    token: &Token,
    typed: &str,
) -> Result<Option<(Begun, PlainPassword)>, ApiProblem> {
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let Some(loaded) = shell.load_at_once(once.reading(), token).await? else { return Ok(None) };
    not_yet(loaded.reset().status(&shell.rules(&loaded.policy), once.now()))?;
    let standing = shell.standing(once.reading(), loaded.reset()).await?;
    if standing.ends(&loaded, once.now()).is_some() {
        return Ok(None);
    }
    let (plain, judged) = judge(&loaded, standing.account.as_ref(), typed)?;
    let Some(plain) = plain.filter(|_| judged.iter().all(|rule| rule.met == Some(true))) else { return Ok(None) };
    let (change, resubmission) = change(shell, once.now(), &loaded, &plain);
    let command = Command::BeginChange { change, resubmission };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), once.now());
    let (Reply::CallDirectory { change, .. }, Some(account)) = (&decision.reply, standing.account) else {
        return Ok(None);
    };
    let is_written = decision.next != *loaded.reset();
    let is_alone = decision.effects.is_empty();
    if !is_alone || is_written && !at_once::save(&mut once, &loaded.stored, &decision.next).await? {
        return Ok(None);
    }
    let change = *change;
    let contacts = standing.holdings.contacts;
    Ok(Some((Begun { loaded: loaded.saved(decision.next, is_written), account, contacts, change }, plain)))
}

/// Judges the password and commits that it is being changed; only then may the directory be called.
async fn begin(shell: &Shell, token: &Token, typed: &str) -> Result<(Begun, PlainPassword), ApiProblem> {
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
    let (change, resubmission) = change(shell, tx.now(), &loaded, &plain);
    let command = Command::BeginChange { change, resubmission };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), tx.now());
    let is_written = shell.save(&mut tx, &loaded, &decision).await?;
    let now = tx.now();
    tx.commit().await?;
    match (decision.reply, standing.account) {
        (Reply::CallDirectory { change, .. }, Some(account)) => {
            let contacts = standing.holdings.contacts;
            Ok((Begun { loaded: loaded.saved(decision.next, is_written), account, contacts, change }, plain))
        }
        (Reply::Refused(refusal), _) => Err(problems::of(refusal, now)),
        _ => Err(ProblemCode::InternalError.into()),
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
fn change(shell: &Shell, now: Timestamp, loaded: &Loaded, plain: &PlainPassword) -> (Change, Resubmission) {
    if let Stage::Changing { change, .. } = &loaded.reset().stage {
        let is_same = shell.keys.is_fingerprint(&change.fingerprint, change.id, plain.expose());
        return (*change, if is_same { Resubmission::Same } else { Resubmission::Different });
    }
    let id = ChangeId::from_uuid(shell.entropy.uuid(now));
    let fingerprint = shell.keys.fingerprint(id, plain.expose());
    (Change { id, fingerprint, began_at: now }, Resubmission::Same)
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

/// As [`finish`] of a password that was changed, over the reset as the beginning left it, by one statement; none where somebody
/// else was faster, or there is more to look at: then the reset is read anew and held.
async fn finish_at_once(
    shell: &Shell,
    begun: &Begun,
    outcome: Outcome,
    context: &RequestContext,
) -> Result<Option<ResetView>, ApiProblem> {
    let Begun { loaded, account, contacts, change } = begun;
    let tells_others = loaded.reset().is_administrators && loaded.policy.notify_administrators;
    if outcome != Outcome::Changed || tells_others {
        return Ok(None);
    }
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let now = once.now();
    let command = Command::FinishChange { change: *change, outcome };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), now);
    if !matches!(decision.effects[..], [Effect::Completed(_)]) {
        return Ok(None);
    }
    let circumstances = Circumstances::of_request(context, now);
    let letters = notices::of_changed_password(shell, loaded, (account.id, contacts), &circumstances, now);
    let sealed: Vec<Sealed> = letters.iter().map(|letter| shell.postman.seal(letter)).collect();
    let browser = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    let (token, detail) = (browser.hash(), json!({}));
    let completion = Completion {
        account: account.id,
        failures: &shell.directory.failures(shell.locks(), (account, loaded.reset().device())),
        device: new_device(shell, &token, now),
        entry: entry(&decision.next, "reset.completed", &detail),
        contacts: &contacts.iter().map(|contact| contact.id).collect::<Vec<_>>(),
        notices: &sealed.iter().map(|sealed| sealed.posted(now)).collect::<Vec<_>>(),
    };
    if !at_once::complete(&mut once, (&loaded.stored, &decision.next), &completion, shell.entropy).await? {
        return Ok(None);
    }
    shell.postman.wake();
    let mut view = view::of(shell, once.reading(), &decision.next, &loaded.whose()).await?;
    view.device_token = Some(browser.expose().to_owned());
    Ok(Some(view))
}

fn new_device<'a>(shell: &Shell, token: &'a TokenHash, now: Timestamp) -> NewDevice<'a> {
    NewDevice { id: DeviceId::from_uuid(shell.entropy.uuid(now)), token, keep: shell.limits.devices_per_account }
}

/// Commits what the directory answered, with everything that follows from a changed password.
async fn finish(
    shell: &Shell,
    token: &Token,
    (begun, outcome): (&Begun, Outcome),
    context: &RequestContext,
) -> Result<ResetView, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let mut open = resets::open_of_account(&mut tx, begun.account.id).await?;
    let loaded = match open.iter().position(|open| open.reset.id == begun.loaded.reset().id) {
        Some(place) => {
            let stored = open.remove(place);
            let tenant = shell.tenant_of(&mut tx, &stored).await?;
            Loaded::new(shell, stored, tenant)
        }
        // It is over.
        None => shell.load(&mut tx, token, Lock::ForUpdate).await?,
    };
    if outcome == Outcome::Changed && matches!(loaded.reset().stage, Stage::Completed { .. }) {
        // Whoever else asked for the same heard first.
        return Ok(view::of(shell, &mut tx, loaded.reset(), &loaded.whose()).await?);
    }
    let decision = shell.act(&mut tx, &loaded, Command::FinishChange { change: begun.change, outcome }).await?;
    let circumstances = Circumstances::of_request(context, tx.now());
    let browser = Token::draw(&mut |buffer| shell.entropy.fill(buffer));
    let changed = Changed { account: &begun.account, others: open, browser: Some(&browser) };
    let is_changed = follow_up(shell, &mut tx, (&loaded, changed), &decision, &circumstances).await?;
    let mut view = view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?;
    let now = tx.now();
    tx.commit().await?;
    shell.postman.wake();
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => {
            view.device_token = is_changed.then(|| browser.expose().to_owned());
            Ok(view)
        }
    }
}

/// Whose password was changed.
pub(crate) struct Changed<'a> {
    pub(crate) account: &'a Account,
    /// Other resets of the account that are open, held still.
    pub(crate) others: Vec<StoredReset>,
    /// What the browser that asked for it is known by from now on.
    pub(crate) browser: Option<&'a Token>,
}

/// Where the password was changed: ends other resets of the account and every sign-in, opens it and clears its cap, makes the
/// browser known and tells every contact. False where it was not.
pub(crate) async fn follow_up(
    shell: &Shell,
    tx: &mut Tx,
    (loaded, changed): (&Loaded, Changed<'_>),
    decision: &Decision,
    circumstances: &Circumstances,
) -> Result<bool, StoreError> {
    let Changed { account, others, browser } = changed;
    if !decision.effects.iter().any(|effect| matches!(effect, Effect::Completed(_))) {
        return Ok(false);
    }
    for stored in others {
        let other = Loaded::new(shell, stored, loaded.tenant.clone());
        shell.act(tx, &other, Command::End(ClosedReason::Superseded)).await?;
    }
    let token = browser.map(Token::hash);
    let device = token.as_ref().map(|token| new_device(shell, token, tx.now()));
    let failures = shell.directory.failures(shell.locks(), (account, loaded.reset().device()));
    let strangers = (&loaded.stored.subject_key[..], &failures);
    accounts::forget_strangers(tx, account.id, strangers, device.as_ref()).await?;
    notices::password_changed(shell, tx, loaded, account.id, circumstances).await?;
    administrators::told_of_reset(shell, tx, loaded, account, circumstances).await?;
    Ok(true)
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
