//! `POST /resets/current/challenges`: choose a way, type the number, a code goes out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rekey_bus::Letter;
use rekey_domain::challenge::{ChallengeSeed, Reference};
use rekey_domain::policy::Disclosure;
use rekey_domain::reset::{Command, Decision, Effect, Offer, Refusal, Reply, Target, TypedNumber};
use rekey_domain::{ChallengeId, MessageId, OptionId, Timestamp};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::deliveries::Flow;
use rekey_store::limits::{self, Charge, Hit};
use rekey_store::{Lock, StoreError, Tx, contacts};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{ProblemCode, StartChallenge, host_of};
use rekey_wire::notice::{CodePurpose, Destination, Notice, NoticeBody};
use rekey_wire::phone;
use rekey_wire::secret::Code;

use crate::shell::{App, Loaded, Shell};
use crate::{problems, view};

/// Where a code goes, and the digest under which that place is counted.
struct Place {
    to: Destination,
    key: [u8; 32],
}

/// `POST /resets/current/challenges`.
pub(crate) async fn choose(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
    Json(body): Json<StartChallenge>,
) -> Result<Response, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, &token, Lock::ForUpdate).await?;
    if !shell.goes_on(&mut tx, &loaded).await? {
        tx.commit().await?;
        return Err(ProblemCode::ResetOver.into());
    }
    let option = OptionId::from_uuid(body.option_id);
    let offer = loaded.reset().offer(option).cloned();
    let place = match &offer {
        Some(offer) => place(&shell, &mut tx, &loaded, offer).await?,
        None => None,
    };
    if offer.is_some() && place.is_none() {
        // The contact is gone since the reset began.
        return Err(problems::of(Refusal::OptionUnknown, tx.now()));
    }
    let number = judge_number(&loaded, offer.as_ref(), place.as_ref(), body.phone_number.as_deref());
    guard_numbers(&shell, &mut tx, &loaded, number).await?;
    let code = Code::draw(loaded.tenant.policy.code_length, &mut |buffer| shell.entropy.fill(buffer));
    let seed = seed(&shell, &code, tx.now());
    let command = Command::Choose { option, number, seed };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.tenant), tx.now());
    let sent = send(&shell, &mut tx, &context, &loaded, (&decision, code, place)).await?;
    shell.save(&mut tx, &loaded, &decision).await?;
    let (now, body) = (tx.now(), view::of(&shell, &mut tx, &decision.next, &loaded.tenant).await?);
    tx.commit().await?;
    if sent {
        shell.postman.wake();
    }
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok((StatusCode::ACCEPTED, axum::Json(body)).into_response()),
    }
}

fn seed(shell: &Shell, code: &Code, now: Timestamp) -> ChallengeSeed {
    let id = ChallengeId::from_uuid(shell.entropy.uuid(now));
    ChallengeSeed {
        id,
        mac: shell.keys.codes().mac(code, id),
        reference: Reference::from_draw(shell.entropy.bytes()),
        message: MessageId::from_uuid(shell.entropy.uuid(now)),
    }
}

/// The destination, read from the account now. A decoy's place is counted like any other.
async fn place(shell: &Shell, tx: &mut Tx, loaded: &Loaded, offer: &Offer) -> Result<Option<Place>, StoreError> {
    let Target::Contact(id) = offer.target else {
        let key = shell.keys.limits().of("decoy", &[&loaded.stored.subject_key, offer.hint.as_bytes()]);
        return Ok(Some(Place { to: Destination::Nobody, key }));
    };
    let Some(contact) = contacts::by_id(tx, id).await? else { return Ok(None) };
    let value = contact.open(&shell.keys)?;
    Ok(Some(Place { to: value.destination(), key: shell.keys.limits().destination(&value.stored()) }))
}

/// What was typed as the full number. It must end in the digits that the hint shows, for everybody alike.
fn judge_number(loaded: &Loaded, offer: Option<&Offer>, place: Option<&Place>, typed: Option<&str>) -> TypedNumber {
    let (Some(offer), Some(typed)) = (offer, typed.filter(|typed| !typed.trim().is_empty())) else {
        return TypedNumber::Missing;
    };
    let home = loaded.tenant.policy.countries.first().map(String::as_str);
    let Ok(number) = phone::parse_typed(typed, home) else { return TypedNumber::Malformed };
    if phone::phone_hint(&number) != offer.hint {
        return TypedNumber::Malformed;
    }
    match place.map(|place| &place.to) {
        Some(Destination::Phone(registered)) if registered.e164() == number.e164() => TypedNumber::Matches,
        _ => TypedNumber::Differs,
    }
}

/// Under explicit disclosure a wrong number is told; so they are counted, and with the count spent the right one is
/// refused as well.
async fn guard_numbers(shell: &Shell, tx: &mut Tx, loaded: &Loaded, number: TypedNumber) -> Result<(), ApiProblem> {
    let is_told = loaded.reset().disclosure == Disclosure::Explicit;
    if !is_told || !matches!(number, TypedNumber::Differs | TypedNumber::Matches) {
        return Ok(());
    }
    let hit = Hit {
        scope: "wrong_numbers_per_account",
        subject: shell.keys.limits().subject(&loaded.stored.subject_key),
        windows: &shell.limits.wrong_numbers_per_account,
    };
    match limits::charge(tx, &[hit], shell.entropy).await? {
        Charge::Made(ids) if number == TypedNumber::Matches => Ok(limits::refund(tx, &ids).await?),
        charge => problems::unless_charged(charge, tx.now()),
    }
}

/// Writes the notice where the core decided to send one, after every limit let it through.
async fn send(
    shell: &Shell,
    tx: &mut Tx,
    context: &RequestContext,
    loaded: &Loaded,
    what: (&Decision, Code, Option<Place>),
) -> Result<bool, ApiProblem> {
    let (decision, code, place) = what;
    let sent = decision.effects.iter().find_map(|effect| match effect {
        Effect::SendCode { message, option, target, expires_at, .. } => Some((*message, *option, *target, *expires_at)),
        _ => None,
    });
    let (Some((message, option, target, expires_at)), Some(place)) = (sent, place) else { return Ok(false) };
    charge(shell, tx, context, loaded, place.key).await?;
    let Some(offer) = loaded.reset().offer(option) else { return Ok(false) };
    let lifetime = expires_at.since(tx.now()).as_secs().div_ceil(60);
    let reference = decision.next.current_challenge().map(|challenge| challenge.reference.text());
    let notice = Notice {
        id: message,
        tenant: loaded.tenant.id,
        house: loaded.tenant.settings.name.clone(),
        locale: loaded.reset().locale.clone(),
        channel: offer.channel,
        to: if target == Target::Nobody { Destination::Nobody } else { place.to },
        body: NoticeBody::Code {
            purpose: CodePurpose::Reset,
            code,
            reference: reference.unwrap_or_default(),
            host: host_of(&shell.public_url).to_owned(),
            lifetime_minutes: u32::try_from(lifetime).unwrap_or(u32::MAX),
            contact_url: loaded.tenant.help_url(&shell.public_url),
        },
        expires_at,
    };
    let flow = Some(Flow::Reset(loaded.reset().id.uuid()));
    let letter = Letter { notice, account: loaded.reset().account(), purpose: "reset_code", flow };
    shell.postman.post(tx, &letter).await?;
    Ok(true)
}

async fn charge(
    shell: &Shell,
    tx: &mut Tx,
    context: &RequestContext,
    loaded: &Loaded,
    destination: [u8; 32],
) -> Result<(), ApiProblem> {
    let limits = &shell.limits;
    let hits = [
        Hit {
            scope: "sends_per_account",
            subject: shell.keys.limits().subject(&loaded.stored.subject_key),
            windows: &limits.sends_per_account,
        },
        Hit { scope: "sends_per_destination", subject: destination, windows: &limits.sends_per_destination },
        Hit { scope: "sends_per_network", subject: shell.network_key(context), windows: &limits.sends_per_network },
    ];
    let charge = limits::charge(tx, &hits, shell.entropy).await?;
    problems::unless_charged(charge, tx.now())
}
