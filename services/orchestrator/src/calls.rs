//! Calls: what happened on the phone, taken into the reset that asked for it, and when there are no more of them.
//!
//! The keys come by a signed event from the notifier, which took them from the provider of this very call. Here they are
//! judged, charged and decided in one transaction, as a typed code is in two.

use rekey_domain::call::{CallEnd, Pressed};
use rekey_domain::reset::{Command, Effect, Reply, Reset};
use rekey_domain::{GuessId, MessageId, ResetId};
use rekey_runtime::ApiProblem;
use rekey_store::limits::{self, Hit, REFUSED_CALLS};
use rekey_store::{Lock, StoreError, Tx, caps, resets};
use rekey_wire::event::CallNews;
use rekey_wire::http::{Problem, ProblemCode};
use serde_json::json;

use crate::shell::{Loaded, Shell};

/// Takes what happened in a call into its reset.
pub(crate) async fn hear(shell: &Shell, id: ResetId, message: MessageId, what: CallNews) -> Result<(), StoreError> {
    let mut tx = shell.store.begin().await?;
    let Some(stored) = resets::by_id(&mut tx, id, Lock::ForUpdate).await? else { return Ok(()) };
    let tenant = shell.tenant_of(&mut tx, &stored).await?;
    let loaded = Loaded::new(shell, stored, tenant);
    if let Some(reason) = shell.unsound(&mut tx, &loaded).await? {
        shell.act(&mut tx, &loaded, Command::End(reason)).await?;
        return tx.commit().await;
    }
    let command = match &what {
        CallNews::Pressed(pressed) => Command::Press {
            message,
            guess: GuessId::from_uuid(shell.entropy.uuid(tx.now())),
            allowance: caps::allowance(&mut tx, loaded.guesser(), &shell.limits).await?,
            matched: is_right(shell, loaded.reset(), message, pressed),
        },
        CallNews::Ended(end) => Command::HearCallEnd { message, end: *end },
    };
    let decision = shell.act(&mut tx, &loaded, command).await?;
    if decision.effects.contains(&Effect::RotateHandle) {
        resets::owe_handle(&mut tx, id).await?;
    }
    let (event, word) = match (&decision.reply, &what) {
        (Reply::Accepted, CallNews::Pressed(_)) => ("reset.call_confirmed", "keys"),
        (Reply::Accepted, CallNews::Ended(end)) => {
            if *end == CallEnd::Refused {
                limits::charge(&mut tx, &[refusals(shell, &loaded)], shell.entropy).await?;
            }
            ("reset.call_ended", end.as_str())
        }
        (_, CallNews::Pressed(_)) if decision.next != *loaded.reset() => {
            ("reset.call_ended", CallEnd::WrongKeys.as_str())
        }
        (_, CallNews::Pressed(_)) => ("reset.call_ignored", "keys"),
        (_, CallNews::Ended(end)) => ("reset.call_ignored", end.as_str()),
    };
    shell.audit(&mut tx, loaded.reset(), event, json!({ "message_id": message.uuid(), "what": word })).await?;
    tx.commit().await
}

/// Whether these keys are what the call asked for.
fn is_right(shell: &Shell, reset: &Reset, message: MessageId, pressed: &Pressed) -> bool {
    let call = reset.challenges.iter().find(|challenge| challenge.message() == Some(message));
    call.is_some_and(|call| shell.keys.codes().is_confirmed(call, pressed))
}

/// Calls that the account refused. Written down without a bound, and looked at under one.
fn refusals(shell: &Shell, loaded: &Loaded) -> Hit<'static> {
    let subject = shell.keys.limits().subject(&loaded.stored.subject_key);
    Hit { scope: REFUSED_CALLS, subject, windows: &[] }
}

/// Whether the account may be called. Whoever may not know of it does not hear that it may not: false, and nobody is called.
pub(crate) async fn are_open(shell: &Shell, tx: &mut Tx, loaded: &Loaded) -> Result<bool, ApiProblem> {
    let hit = Hit { windows: &shell.limits.refused_calls_per_account, ..refusals(shell, loaded) };
    match limits::opens_at(tx, &hit).await? {
        None => Ok(true),
        Some(_) if !loaded.reset().knows_of_account() => Ok(false),
        Some(opens_at) => Err(Problem::new(ProblemCode::CallsStopped).retry_at(opens_at, tx.now()).into()),
    }
}
