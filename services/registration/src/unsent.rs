//! Set-ups for which nothing is sent: authenticator apps and passkeys.

use rekey_domain::challenge::{ChallengeSeed, Drawn, Reference};
use rekey_domain::registration::{Command, Reply, Setup};
use rekey_domain::{ChallengeId, ContactId, MessageId, Timestamp, Way};
use rekey_runtime::ApiProblem;
use rekey_store::setups::{self, Kept, StoredSetup};
use rekey_store::{StoreError, Tx};
use rekey_wire::http::{MethodSetup, ProblemCode};
use serde_json::json;

use crate::changes::happened;
use crate::session::Session;
use crate::set_ups::{end_older, new_set_up};
use crate::shell::Shell;
use crate::views::{self, Shown};
use crate::{authenticator_apps, passkeys, problems};

/// Begins a set-up of an authenticator app or passkey, by what its owner calls it.
pub(crate) async fn begin(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    what: (Way, String),
) -> Result<MethodSetup, ApiProblem> {
    let (way, label) = what;
    if session.policy.ways(way.means()).is_empty() {
        return Err(problems::field(ProblemCode::ChannelNotAvailable, "method"));
    }
    if way == Way::AuthenticatorApp && session.lacks_second_factor() {
        // Their first app comes from the operator: by the password alone nobody makes a second factor of their own.
        return Err(ProblemCode::Forbidden.into());
    }
    end_older(tx, session, way.means()).await?;
    let setup = new_set_up(shell, session, way, tx.now());
    let (drawn, sealed, shown) = draw(shell, tx, session, (way, setup.id)).await?;
    let next = ask(shell, session, (&setup, drawn), tx.now())?;
    let kept = Kept { sealed, lookup: [0; 32], label, replaces_lost: false };
    setups::insert(tx, &next, &kept).await?;
    let detail = json!({ "method": way.method().as_str() });
    shell.audit(tx, session, happened("method.setup_started", next.id.uuid(), detail)).await?;
    answer(shell, (&next, kept.label, shown), tx.now())
}

/// Shows an app's secret once more, or asks the browser for a passkey anew.
pub(crate) async fn again(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    stored: &StoredSetup,
) -> Result<MethodSetup, ApiProblem> {
    let (setup, now) = (&stored.setup, tx.now());
    let is_live = setup.challenges.last().is_some_and(|challenge| challenge.is_live(&shell.flow, now));
    let (next, shown) = match setup.way {
        Way::Passkey => {
            let (drawn, _, shown) = draw(shell, tx, session, (setup.way, setup.id)).await?;
            (ask(shell, session, (setup, drawn), now)?, shown)
        }
        Way::AuthenticatorApp => {
            let is_over = setup.verified_at.is_some() || now >= setup.expires_at;
            let next =
                if is_live && !is_over { setup.clone() } else { ask(shell, session, (setup, Drawn::Nothing), now)? };
            let authenticator = Some(authenticator_apps::show(shell, session, stored)?);
            (next, Shown { authenticator, ..Shown::default() })
        }
        // Sent, or made in one step: no set-up of these comes here.
        Way::Contact { .. } | Way::Questions | Way::RecoveryCode => return Err(ProblemCode::NotFound.into()),
    };
    setups::update(tx, stored, &next).await?;
    answer(shell, (&next, stored.kept.label.clone(), shown), now)
}

/// What is drawn for a set-up, what is kept sealed of it, and what the person is given.
async fn draw(
    shell: &Shell,
    tx: &mut Tx,
    session: &Session,
    what: (Way, ContactId),
) -> Result<(Drawn, Vec<u8>, Shown), ApiProblem> {
    match what {
        (Way::AuthenticatorApp, id) => {
            let (sealed, view) = authenticator_apps::begin(shell, tx, session, id).await?;
            Ok((Drawn::Nothing, sealed, Shown { authenticator: Some(view), ..Shown::default() }))
        }
        (Way::Passkey, _) => {
            let (drawn, request) = passkeys::begin(shell, tx, session).await?;
            Ok((drawn, Vec::new(), Shown { passkey: Some(request), ..Shown::default() }))
        }
        (Way::Contact { .. } | Way::Questions | Way::RecoveryCode, id) => {
            Err(StoreError::Corrupt(format!("set-up {id} is no authenticator's and no passkey's")).into())
        }
    }
}

fn ask(shell: &Shell, session: &Session, what: (&Setup, Drawn), now: Timestamp) -> Result<Setup, ApiProblem> {
    let (setup, drawn) = what;
    let seed = ChallengeSeed {
        id: ChallengeId::from_uuid(shell.entropy.uuid(now)),
        reference: Reference::from_draw(shell.entropy.bytes()),
        message: MessageId::from_uuid(shell.entropy.uuid(now)),
        drawn,
    };
    let decision = setup.decide(Command::Ask(seed), &session.policy, &shell.flow, now);
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        Reply::Accepted | Reply::Judge(_) => Ok(decision.next),
    }
}

fn answer(shell: &Shell, what: (&Setup, String, Shown), now: Timestamp) -> Result<MethodSetup, ApiProblem> {
    let (setup, label, shown) = what;
    let view = views::set_up(setup, label, shown, &shell.flow, now);
    view.ok_or_else(|| ProblemCode::InternalError.into())
}
