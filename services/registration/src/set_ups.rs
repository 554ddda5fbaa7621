//! `POST /me/methods` and `POST /me/methods/{id}/challenges`: a contact is typed, a code or a call goes to it, and again. What needs no
//! message is begun in `unsent`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use rekey_domain::challenge::Challenge;
use rekey_domain::registration::{NewSetup, Setup};
use rekey_domain::{ContactId, Means, Timestamp, Way};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::setups::{self, Kept};
use rekey_store::{Lock, StoreError, Tx, contacts, deliveries};
use rekey_wire::contact::ContactValue;
use rekey_wire::http::{AddMethod, MethodSetup, ProblemCode};
use rekey_wire::keys::ContactBinding;
use serde_json::json;

use crate::known;
use crate::sending::{Recipient, Sent};
use crate::session::{Happened, Session, method_id};
use crate::shell::{App, Shell};
use crate::typed::{Typed, Wanted};
use crate::views::Shown;
use crate::{unsent, views};

/// `POST /me/methods`.
pub(crate) async fn begin(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<AddMethod>,
) -> Result<Response, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, &token).await?;
    let wanted = Wanted::parse(&body, &session.policy, &session.account.user_id)?;
    shell.must_be_fresh(&session, tx.now())?;
    let typed = match wanted {
        Wanted::Contact(typed) => typed,
        Wanted::Unsent { way, label } => {
            let view = unsent::begin(&shell, &mut tx, &session, (way, label)).await?;
            return done(&shell, tx, (StatusCode::CREATED, view)).await;
        }
    };
    refuse_registered(&shell, &mut tx, &session, &typed).await?;
    end_older(&mut tx, &session, Means::Contact(typed.slot)).await?;
    let way = Way::Contact { slot: typed.slot, channel: typed.channel };
    let new = new_set_up(&shell, &session, way, tx.now());
    let to = Recipient {
        session: &session,
        value: &typed.value,
        address: context.client_address,
        asked_host: &context.host,
    };
    let sent = shell.send_code(&mut tx, &new, &to).await?;
    insert(&shell, &mut tx, &sent.next, &typed).await?;
    let detail = json!({ "slot": typed.slot.as_str(), "channel": typed.channel.as_str() });
    let happened = Happened { event: "method.setup_started", flow: sent.next.id.uuid(), detail };
    shell.audit(&mut tx, &session, happened).await?;
    answer(&shell, tx, (StatusCode::CREATED, &sent, &typed.value)).await
}

/// `POST /me/methods/{id}/challenges`.
pub(crate) async fn send_again(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
) -> Result<Response, ApiProblem> {
    let id = method_id(&id)?;
    let mut tx = shell.store.begin().await?;
    let session = shell.enabled_session(&mut tx, &token).await?;
    let stored = shell.own_set_up(&mut tx, &session, (id, Lock::ForUpdate)).await?.ok_or(ProblemCode::NotFound)?;
    if stored.setup.way.channel().is_none() {
        let view = unsent::again(&shell, &mut tx, &session, &stored).await?;
        return done(&shell, tx, (StatusCode::ACCEPTED, view)).await;
    }
    let value = known::open_set_up(&shell.keys, &stored)?;
    let to = Recipient { session: &session, value: &value, address: context.client_address, asked_host: &context.host };
    let sent = shell.send_code(&mut tx, &stored.setup, &to).await?;
    setups::update(&mut tx, &stored, &sent.next).await?;
    answer(&shell, tx, (StatusCode::ACCEPTED, &sent, &value)).await
}

/// `GET /me/methods/{id}`: a contact that is being set up, as it stands now. Pages ask again and again.
pub(crate) async fn look(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Path(id): Path<String>,
) -> Result<axum::Json<MethodSetup>, ApiProblem> {
    let id = method_id(&id)?;
    let mut tx = shell.store.read().await?;
    let session = shell.session_looked_at(&mut tx, &token).await?;
    let stored = shell.own_set_up(&mut tx, &session, (id, Lock::None)).await?.ok_or(ProblemCode::NotFound)?;
    let (setup, now) = (&stored.setup, tx.now());
    let is_open = setup.verified_at.is_none() && now < setup.expires_at;
    let (Some(channel), Some(last), true) = (setup.way.channel(), setup.challenges.last(), is_open) else {
        return Err(ProblemCode::NotFound.into());
    };
    let again_at = last.created_at.plus(shell.flow.cooldown_after(channel, setup.challenges.len()));
    let hint = known::open_set_up(&shell.keys, &stored)?.hint();
    let view = views::set_up(setup, hint, shown(&shell, setup, again_at), &shell.flow, now);
    view.map(axum::Json).ok_or_else(|| ProblemCode::NotFound.into())
}

fn shown(shell: &Shell, setup: &Setup, again_at: Timestamp) -> Shown {
    let codes = shell.keys.codes();
    let match_number = setup.challenges.last().and_then(|last| codes.number_of(last));
    Shown { again_at: Some(again_at), match_number, ..Shown::default() }
}

/// Commits, and tells what to do now.
async fn answer(shell: &Shell, tx: Tx, what: (StatusCode, &Sent, &ContactValue)) -> Result<Response, ApiProblem> {
    let (status, sent, value) = what;
    let shown = shown(shell, &sent.next, sent.again_at);
    let view = views::set_up(&sent.next, value.hint(), shown, &shell.flow, tx.now());
    done(shell, tx, (status, view.ok_or(ProblemCode::InternalError)?)).await
}

async fn done(shell: &Shell, tx: Tx, what: (StatusCode, MethodSetup)) -> Result<Response, ApiProblem> {
    let (status, view) = what;
    shell.postman.commit(tx).await?;
    Ok((status, axum::Json(view)).into_response())
}

/// What stands in its slot already, proven, need not be proven again.
async fn refuse_registered(shell: &Shell, tx: &mut Tx, session: &Session, typed: &Typed) -> Result<(), ApiProblem> {
    let contacts = contacts::of_account(tx, session.account.id).await?;
    let there =
        contacts.iter().find(|contact| contact.slot == typed.slot && contact.is_current() && contact.is_proven());
    // One that cannot be opened any more may be replaced.
    let there = there.and_then(|contact| contact.open(&shell.keys).ok());
    match there {
        Some(value) if value.canonical() == typed.value.canonical() => Err(ProblemCode::AlreadyRegistered.into()),
        _ => Ok(()),
    }
}

/// A newer set-up of these means takes the place of the one under way; codes of that one are of no use any more.
pub(crate) async fn end_older(tx: &mut Tx, session: &Session, means: Means) -> Result<(), StoreError> {
    for ended in setups::remove_of_sign_in(tx, session.sign_in.id, means).await? {
        for message in ended.setup.challenges.iter().filter_map(Challenge::message) {
            deliveries::supersede(tx, message).await?;
        }
    }
    Ok(())
}

pub(crate) fn new_set_up(shell: &Shell, session: &Session, way: Way, now: Timestamp) -> Setup {
    let new = NewSetup {
        id: ContactId::from_uuid(shell.entropy.uuid(now)),
        tenant: session.tenant.id,
        account: session.account.id,
        sign_in: session.sign_in.id,
        way,
    };
    Setup::begin(new, &shell.flow, now)
}

/// Writes a new set-up. The contact is sealed for the row that it becomes.
async fn insert(shell: &Shell, tx: &mut Tx, setup: &Setup, typed: &Typed) -> Result<(), StoreError> {
    let slot = known::slot_of(setup)?;
    let binding = ContactBinding { tenant: setup.tenant, account: setup.account, contact: setup.id, slot };
    let (contacts, stored) = (shell.keys.contacts(), typed.value.stored());
    let sealed = contacts.seal(&stored, &binding, &mut |buffer| shell.entropy.fill(buffer));
    let kept = Kept {
        sealed,
        lookup: contacts.lookup(setup.tenant, &stored),
        label: String::new(),
        replaces_lost: typed.replaces_lost,
    };
    setups::insert(tx, setup, &kept).await
}
