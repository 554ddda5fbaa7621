//! Calls: what happened on a phone that is being set up. The right keys make it a contact, as the right code does.
//!
//! It goes on in the sign-in that began it, and in no other: who signed out meanwhile confirms nothing.

use rekey_domain::call::{CallEnd, Pressed};
use rekey_domain::registration::{Command, Effect, Reply, Setup};
use rekey_domain::{ContactId, GuessId, MessageId, SignInId};
use rekey_runtime::ApiProblem;
use rekey_store::caps::{self, Guesser};
use rekey_store::limits::{self, Hit, REFUSED_CALLS};
use rekey_store::setups::StoredSetup;
use rekey_store::{Lock, StoreError, Tx, accounts, audit, contacts, paid_sends, setups, sign_ins, tenants};
use rekey_wire::event::CallNews;
use rekey_wire::http::{Problem, ProblemCode};
use rekey_wire::keys::CodeKeys;
use serde_json::{Value, json};

use crate::session::{Happened, Session};
use crate::shell::Shell;
use crate::verification::make_contact;
use crate::views;

/// Takes what happened in a call into its set-up.
pub(crate) async fn hear(shell: &Shell, id: ContactId, message: MessageId, what: CallNews) -> Result<(), StoreError> {
    if let CallNews::Pressed(pressed) = &what {
        end_resets_of_replaced(shell, id, (message, pressed)).await?;
    }
    let mut tx = shell.store.begin().await?;
    let Some(stored) = setups::by_id(&mut tx, id, Lock::ForUpdate).await? else { return Ok(()) };
    let Some(session) = shell.session_of_call(&mut tx, &stored).await? else {
        shell.ignore_call(&mut tx, &stored, json!({ "message_id": message.uuid(), "what": name(&what) })).await?;
        return tx.commit().await;
    };
    let account = session.account.id.uuid();
    let guesser = Guesser { subject_key: account.as_bytes(), device: session.sign_in.device };
    let command = match &what {
        CallNews::Pressed(pressed) => Command::Press {
            message,
            guess: GuessId::from_uuid(shell.entropy.uuid(tx.now())),
            allowance: caps::allowance(&mut tx, guesser, &shell.limits).await?,
            matched: is_right(&shell.keys.codes(), &stored.setup, message, pressed),
        },
        CallNews::Ended(end) => Command::HearCallEnd { message, end: *end },
    };
    let decision = stored.setup.decide(command, &session.policy, &shell.flow, tx.now());
    for effect in &decision.effects {
        match effect {
            Effect::ChargeGuess(guess) => caps::charge(&mut tx, *guess, guesser).await?,
            Effect::RefundGuess(guess) => caps::refund(&mut tx, *guess).await?,
            Effect::Verified(_) => {
                paid_sends::prove(&mut tx, message).await?;
                make_contact(shell, &mut tx, &session, &stored).await.map(drop)?;
            }
            Effect::Send { .. } | Effect::Supersede(_) => {}
        }
    }
    if decision.next != stored.setup {
        setups::update(&mut tx, &stored, &decision.next).await?;
    }
    let (event, word) = match (&decision.reply, &what) {
        (Reply::Accepted, CallNews::Pressed(_)) => ("method.call_confirmed", name(&what)),
        (Reply::Accepted, CallNews::Ended(end)) => {
            if *end == CallEnd::Refused {
                limits::charge(&mut tx, &[shell.refused_calls(&session)], shell.entropy).await?;
            }
            ("method.call_ended", name(&what))
        }
        _ if decision.next != stored.setup => ("method.call_ended", CallEnd::WrongKeys.as_str()),
        _ => ("method.call_ignored", name(&what)),
    };
    let detail = json!({ "message_id": message.uuid(), "what": word });
    shell.audit(&mut tx, &session, Happened { event, flow: id.uuid(), detail }).await?;
    tx.commit().await?;
    shell.postman.wake();
    Ok(())
}

/// The name of what happened; which keys were pressed is in no audit trail.
const fn name(what: &CallNews) -> &'static str {
    match what {
        CallNews::Pressed(_) => "keys",
        CallNews::Ended(end) => end.as_str(),
    }
}

/// Where the slot holds another contact, what may rest on that one ends first.
async fn end_resets_of_replaced(
    shell: &Shell,
    id: ContactId,
    (message, pressed): (MessageId, &Pressed),
) -> Result<(), StoreError> {
    let mut tx = shell.store.begin().await?;
    let Some(stored) = setups::by_id(&mut tx, id, Lock::ForUpdate).await? else { return Ok(()) };
    let Some(session) = shell.session_of_call(&mut tx, &stored).await? else { return Ok(()) };
    let contacts = contacts::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    let replaces = contacts.iter().any(|contact| Some(contact.slot) == stored.setup.way.slot());
    if replaces && is_right(&shell.keys.codes(), &stored.setup, message, pressed) {
        shell.supersede_resets(&session).await?;
    }
    Ok(())
}

/// Whether these keys are what the call asked for.
fn is_right(codes: &CodeKeys, setup: &Setup, message: MessageId, pressed: &Pressed) -> bool {
    let call = setup.challenges.iter().find(|challenge| challenge.message() == Some(message));
    call.is_some_and(|call| codes.is_confirmed(call, pressed))
}

impl Shell {
    /// The sign-in that a set-up goes on in; none where it is over.
    async fn session_of_call(&self, tx: &mut Tx, stored: &StoredSetup) -> Result<Option<Session>, StoreError> {
        let session = self.session_of(tx, stored.setup.sign_in).await?;
        Ok(session.filter(|session| views::is_enabled(&session.policy, &session.account)))
    }

    /// Notes what happened in a call whose sign-in is over.
    async fn ignore_call(&self, tx: &mut Tx, stored: &StoredSetup, detail: Value) -> Result<(), StoreError> {
        let (setup, event) = (&stored.setup, "method.call_ignored");
        let (tenant, account, flow) = (Some(setup.tenant), Some(setup.account), Some(setup.id.uuid()));
        let entry = audit::Entry { tenant, actor: "person", event, account, flow, detail: &detail };
        audit::write(tx, &entry, self.entropy).await
    }

    /// A sign-in that is not over, whoever asks.
    async fn session_of(&self, tx: &mut Tx, id: SignInId) -> Result<Option<Session>, StoreError> {
        let Some(sign_in) = sign_ins::by_id(tx, id).await? else { return Ok(None) };
        let account = accounts::by_id(tx, sign_in.account).await?.filter(|account| account.enabled);
        let Some(account) = account else { return Ok(None) };
        let Some(tenant) = tenants::by_id(tx, sign_in.tenant).await? else { return Ok(None) };
        let policy = tenant.policy_of(&account);
        Ok(Some(Session { sign_in, tenant, account, policy }))
    }

    /// Calls that the account refused. Written down without a bound, and looked at under one.
    fn refused_calls(&self, session: &Session) -> Hit<'static> {
        let subject = self.account_key(session.account.id);
        Hit { scope: REFUSED_CALLS, subject, windows: &[] }
    }

    /// Refuses where the account refused so many calls that there are no more.
    pub(crate) async fn calls_must_be_open(&self, tx: &mut Tx, session: &Session) -> Result<(), ApiProblem> {
        let hit = Hit { windows: &self.limits.refused_calls_per_account, ..self.refused_calls(session) };
        match limits::opens_at(tx, &hit).await? {
            None => Ok(()),
            Some(opens_at) => Err(Problem::new(ProblemCode::CallsStopped).retry_at(opens_at, tx.now()).into()),
        }
    }
}
