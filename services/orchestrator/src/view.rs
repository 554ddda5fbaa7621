//! What a client sees of a reset.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use rekey_domain::challenge::{Challenge, ChallengeState, Expected, Sent};
use rekey_domain::limits::Allowance;
use rekey_domain::policy::Gates;
use rekey_domain::reset::{ClosedReason, Offer, Reset, Stage, Status};
use rekey_domain::{Method, Policy, QuestionId, Timestamp, Way};
use rekey_proofs::passkey::RelyingParty;
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::caps::{self, Guesser};
use rekey_store::tenants::Tenant;
use rekey_store::{Lock, StoreError, Tx, passkeys, recovery_codes};
use rekey_wire::authenticator::DIGITS;
use rekey_wire::context::ClientKind;
use rekey_wire::http::{
    ChallengeKindView, ChallengeView, ClosedReasonView, DeliveryView, GatesView, OptionView, PasswordRuleView,
    QuestionView, ResetStatus, ResetView, rfc3339, seconds_until,
};

use crate::answer::{rotate, with_handle};
use crate::shell::{App, Shell, Whose};
use crate::texts;

/// `GET /resets/current`.
pub(crate) async fn current(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
) -> Result<Response, ApiProblem> {
    let mut tx = shell.store.read().await?;
    let loaded = shell.load(&mut tx, &token, Lock::None).await?;
    let view = of(&shell, &mut tx, loaded.reset(), &loaded.whose()).await?;
    drop(tx);
    let is_owed = loaded.stored.handle_due && context.client == ClientKind::Page;
    if !is_owed && !loaded.stored.found_by_next_token {
        return Ok(axum::Json(view).into_response());
    }
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, &token, Lock::ForUpdate).await?;
    // Another page may have got it meanwhile.
    let rotated = if is_owed && loaded.stored.handle_due {
        Some(rotate(&shell, &mut tx, loaded.reset().id).await?)
    } else {
        None
    };
    tx.commit().await?;
    Ok(with_handle(axum::Json(view).into_response(), rotated))
}

/// What else the database says about a reset, for its view.
#[derive(Default)]
struct Around {
    /// What the account's cap says, where that matters.
    allowance: Option<Allowance>,
    can_unlock: bool,
    codes_left: Option<u32>,
    passkey_advised: bool,
}

/// The view of a reset at the transaction's time.
pub(crate) async fn of(shell: &Shell, tx: &mut Tx, reset: &Reset, whose: &Whose<'_>) -> Result<ResetView, StoreError> {
    let status = reset.status(&shell.rules(whose.policy), tx.now());
    let around = Around {
        allowance: match whose.allowance {
            None if cap_matters(status) => {
                let guesser = Guesser { subject_key: whose.subject_key, device: reset.device() };
                Some(caps::look(tx, guesser, &shell.limits).await?)
            }
            heard => heard,
        },
        can_unlock: status == Status::Verified && whose.policy.unlock && is_locked(shell, tx, reset).await?,
        codes_left: codes_left(tx, reset).await?,
        passkey_advised: passkey_advised(tx, reset, whose.policy).await?,
    };
    Ok(view(shell, (reset, status), whose, &around, tx.now()))
}

/// The view of a reset that has just begun: there is nothing else to be said about it than what its account's cap says.
pub(crate) fn of_begun(shell: &Shell, reset: &Reset, whose: &Whose<'_>, now: Timestamp) -> ResetView {
    let status = reset.status(&shell.rules(whose.policy), now);
    view(shell, (reset, status), whose, &Around { allowance: whose.allowance, ..Around::default() }, now)
}

fn view(
    shell: &Shell,
    (reset, status): (&Reset, Status),
    whose: &Whose<'_>,
    around: &Around,
    now: Timestamp,
) -> ResetView {
    let (policy, tenant) = (whose.policy, whose.tenant);
    let is_open = matches!(status, Status::Choosing | Status::Challenged);
    let options = reset.open_offers(policy).filter(|_| is_open);
    let password_rules = match status {
        Status::Verified | Status::Changing => Some(password_rules(reset, policy)),
        _ => None,
    };
    let challenge = reset.current_challenge().filter(|_| status == Status::Challenged);
    let idle_end = reset.touched_at.plus(shell.flow.reset_idle);
    // The policy now may ask for more than at the start did; of what is completed no more is asked.
    let asked = if status == Status::Completed { Gates::One } else { policy.gates };
    let required = reset.told_required().map(|gates| gates.max(asked).count());
    let opens_at = match around.allowance {
        Some(Allowance::Spent { opens_at }) if cap_matters(status) => Some(rfc3339(opens_at)),
        _ => None,
    };
    ResetView {
        status: status_view(status),
        gates: GatesView { required, passed: reset.counting(policy) },
        options: options.map(|offer| option_view(offer, reset, policy)).collect(),
        challenge: challenge.map(|challenge| challenge_view(shell, (reset, tenant), challenge, now)),
        password_rules,
        closed_reason: closed_reason(status),
        guesses_open_at: opens_at,
        can_unlock: around.can_unlock,
        recovery_codes_left: around.codes_left,
        passkey_advised: around.passkey_advised,
        // The way of a group tells its members: who may not know of the account sees everybody's.
        help: tenant.help(reset.group.as_deref().filter(|_| reset.knows_of_account())),
        sign_in_url: tenant.settings.sign_in_url.clone(),
        expires_at: rfc3339(reset.expires_at.min(idle_end)),
        device_token: None,
    }
}

/// Whether it is told when the account's cap lets guesses through again: there is something to guess, or the guessing was what
/// ended it. For decoys alike.
const fn cap_matters(status: Status) -> bool {
    matches!(status, Status::Choosing | Status::Challenged | Status::Closed(ClosedReason::TooManyAttempts))
}

const fn status_view(status: Status) -> ResetStatus {
    match status {
        Status::Choosing => ResetStatus::Choosing,
        Status::Challenged => ResetStatus::Challenged,
        Status::Verified => ResetStatus::Verified,
        Status::Changing => ResetStatus::Changing,
        Status::Completed => ResetStatus::Completed,
        Status::Closed(_) => ResetStatus::Closed,
    }
}

const fn closed_reason(status: Status) -> Option<ClosedReasonView> {
    let Status::Closed(reason) = status else { return None };
    Some(match reason {
        ClosedReason::Cancelled => ClosedReasonView::Cancelled,
        ClosedReason::Expired => ClosedReasonView::Expired,
        ClosedReason::TooManyAttempts => ClosedReasonView::TooManyAttempts,
        ClosedReason::Superseded => ClosedReasonView::Superseded,
        ClosedReason::NotEnabled => ClosedReasonView::NotEnabled,
        ClosedReason::NotRegistered => ClosedReasonView::NotRegistered,
        ClosedReason::Frozen => ClosedReasonView::Frozen,
        ClosedReason::NotMe => ClosedReasonView::NotMe,
        ClosedReason::Unlocked => ClosedReasonView::Unlocked,
    })
}

/// Whether the account of a reset is locked.
pub(crate) async fn is_locked(shell: &Shell, tx: &mut Tx, reset: &Reset) -> Result<bool, StoreError> {
    let Some(account) = shell.account_of(tx, reset).await? else { return Ok(false) };
    let locked_until = shell.directory.locked_until(tx, shell.locks(), (&account, reset.device())).await?;
    Ok(locked_until.is_some())
}

/// How many recovery codes are left, once one was used in this reset.
async fn codes_left(tx: &mut Tx, reset: &Reset) -> Result<Option<u32>, StoreError> {
    let is_used = |challenge: &Challenge| {
        challenge.expected == Expected::RecoveryCode && challenge.state == ChallengeState::Matched
    };
    let Some(account) = reset.account().filter(|_| reset.challenges.iter().any(is_used)) else { return Ok(None) };
    let left = recovery_codes::unused(tx, account).await?.len();
    Ok(u32::try_from(left).ok())
}

/// Whether the success page leads to adding a passkey.
async fn passkey_advised(tx: &mut Tx, reset: &Reset, policy: &Policy) -> Result<bool, StoreError> {
    let Stage::Completed { account, .. } = reset.stage else { return Ok(false) };
    Ok(policy.methods.contains(&Method::Passkey) && passkeys::of_account(tx, account).await?.is_empty())
}

fn option_view(offer: &Offer, reset: &Reset, policy: &Policy) -> OptionView {
    OptionView {
        id: offer.id.uuid(),
        method: offer.method().into(),
        channel: offer.way.channel().map(Into::into),
        slot: offer.way.slot().map(Into::into),
        label: texts::option_label(offer, &reset.locale),
        hint: Some(offer.hint.clone()).filter(|hint| !hint.is_empty()),
        count: (offer.way == Way::Questions).then_some(policy.questions_to_reset),
    }
}

fn challenge_view(
    shell: &Shell,
    (reset, tenant): (&Reset, &Tenant),
    challenge: &Challenge,
    now: Timestamp,
) -> ChallengeView {
    let asked = reset.challenges.iter().filter(|other| other.option == challenge.option).count();
    let channel = reset.offer(challenge.option).and_then(|offer| offer.way.channel());
    let opens_at = channel.map(|channel| challenge.created_at.plus(shell.flow.cooldown_after(channel, asked)));
    let call_end = challenge.sent.and_then(|sent| sent.call_end).filter(|_| reset.knows_of_account());
    ChallengeView {
        kind: kind(&challenge.expected),
        option_id: challenge.option.uuid(),
        reference: challenge.sent.map(|sent| sent.reference.text()),
        delivery: challenge.sent.map(|sent| delivery(shell, reset, (challenge, sent), now)),
        call_end: call_end.map(Into::into),
        code_length: code_length(&challenge.expected),
        match_number: shell.keys.codes().number_of(challenge),
        questions: questions(&challenge.expected, tenant, &reset.locale),
        passkey: passkey(&challenge.expected),
        authenticator: None,
        resend_after_seconds: opens_at.map_or(0, |opens_at| seconds_until(opens_at, now)),
        expires_at: rfc3339(challenge.expires_at.min(reset.expires_at)),
        attempts_left: challenge.guesses_left(&shell.flow, now),
    }
}

const fn kind(expected: &Expected) -> ChallengeKindView {
    match expected {
        Expected::Code { .. } => ChallengeKindView::Code,
        Expected::MatchedNumber | Expected::Pound => ChallengeKindView::Call,
        Expected::Answers { .. } => ChallengeKindView::Questions,
        Expected::AuthenticatorCode => ChallengeKindView::Totp,
        Expected::Passkey { .. } => ChallengeKindView::Passkey,
        Expected::RecoveryCode => ChallengeKindView::RecoveryCode,
    }
}

const fn code_length(expected: &Expected) -> Option<u8> {
    match expected {
        Expected::Code { length, .. } => Some(*length),
        Expected::AuthenticatorCode => Some(DIGITS),
        _ => None,
    }
}

/// The questions that are asked, in the person's language.
fn questions(expected: &Expected, tenant: &Tenant, locale: &str) -> Option<Vec<QuestionView>> {
    let Expected::Answers { asked, .. } = expected else { return None };
    let view = |question: &QuestionId| QuestionView {
        id: question.as_str().to_owned(),
        text: rekey_proofs::questions::text(question, locale)
            .or_else(|| tenant.settings.own_question_text(question, locale))
            .unwrap_or_else(|| question.as_str().to_owned()),
    };
    Some(asked.iter().map(view).collect())
}

/// The request to a passkey.
fn passkey(expected: &Expected) -> Option<serde_json::Value> {
    let Expected::Passkey { request } = expected else { return None };
    RelyingParty::request_of(request).ok()
}

/// A stranger is told "sent" after this and so many steps as a drawn byte says, 1.5 to 4.05 s: long enough to hide how long a provider
/// took, and sooner than messages usually arrive (FEATURES.md B2: 5 to 20 s). Chosen, not measured.
const SENT_AFTER: Duration = Duration::from_millis(1500);
const SENT_AFTER_STEP: Duration = Duration::from_millis(10);

/// The truth where it may be told; else `queued`, then `sent` after a delay that a decoy has as well.
fn delivery(shell: &Shell, reset: &Reset, (challenge, sent): (&Challenge, Sent), now: Timestamp) -> DeliveryView {
    if !reset.knows_of_account() {
        let drawn = shell.keys.decoys().tag(&[b"delivery", challenge.id.uuid().as_bytes()]);
        let delay = SENT_AFTER + SENT_AFTER_STEP * u32::from(drawn[0]);
        let is_sent = now >= challenge.created_at.plus(delay);
        return if is_sent { DeliveryView::Sent } else { DeliveryView::Queued };
    }
    sent.delivery.into()
}

/// The rules for the new password, without verdicts; none where nobody sets one.
fn password_rules(reset: &Reset, policy: &Policy) -> Vec<PasswordRuleView> {
    if reset.account().is_none() {
        return Vec::new();
    }
    let view = |term: rekey_passwords::Term| PasswordRuleView {
        code: term.code.as_str().into(),
        limit: term.limit,
        text: texts::rule_text(term.code, term.limit, &reset.locale),
        met: None,
    };
    rekey_passwords::terms_of(&policy.password).into_iter().map(view).collect()
}
