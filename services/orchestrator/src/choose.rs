//! `POST /resets/current/challenges`: choose a way, type the number, a code goes out or a phone rings.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rekey_bus::{Letter, SEEN_OFF_WITHIN};
use rekey_domain::policy::Disclosure;
use rekey_domain::reset::{Command, Decision, Effect, Offer, Reply, Target, TypedNumber};
use rekey_domain::{Channel, MessageId, OptionId, PhoneNumber, Slot, Timestamp, Way};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::deliveries::Flow;
use rekey_store::limits::{self, Charge, Hit};
use rekey_store::notices::Addressee;
use rekey_store::{Lock, Tx, at_once};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{Problem, ProblemCode, ResetView, StartChallenge};
use rekey_wire::notice::{CallAsks, CallNotice, CodePurpose, Destination, NoticeBody};
use rekey_wire::phone;
use rekey_wire::secret::{Code, Token};

use crate::drawing::Seed;
use crate::shell::{App, Loaded, Shell, Standing, Whose, counted};
use crate::{calls, problems, view};

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
    let view = match counted("choice", choose_at_once(&shell, &context, &token, &body).await?) {
        Some(view) => view,
        None => choose_holding(&shell, &context, &token, &body).await?,
    };
    Ok((StatusCode::ACCEPTED, axum::Json(view)).into_response())
}

/// As [`choose_holding`] by one statement over what was read, for the first email; none where there is something to be told or
/// more to write, or somebody else is at it.
async fn choose_at_once(
    shell: &Shell,
    context: &RequestContext,
    token: &Token,
    body: &StartChallenge,
) -> Result<Option<ResetView>, ApiProblem> {
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let option = OptionId::from_uuid(body.option_id);
    let Some(loaded) = shell.load_at_once(once.reading(), token).await? else { return Ok(None) };
    let offer = loaded.reset().offer(option).filter(|offer| offer.way.channel() == Some(Channel::Email));
    let (Some(offer), None) = (offer, &body.phone_number) else { return Ok(None) };
    let now = once.now();
    let Seed { code, seed } = shell.draw(&loaded, offer.way, &[], now)?;
    let command = Command::Choose { option, number: TypedNumber::Missing, seed };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), now);
    // What is refused is refused before anything is read that only an account has.
    let [Effect::Send { .. }] = decision.effects[..] else { return Ok(None) };
    let standing = shell.standing(once.reading(), loaded.reset()).await?;
    if standing.ends(&loaded, now).is_some() {
        return Ok(None);
    }
    let place = place(shell, &loaded, offer, &standing)?;
    let Some(mut sending) = Sending::of(&loaded, &decision, code, place, &context.host) else { return Ok(None) };
    let mut hits = sending.hits(shell, context, &loaded);
    // Of whoever may not know about the account, a destination that has had enough takes no longer than another.
    if !loaded.reset().knows_of_account() && limits::opens_at(once.reading(), &hits[2]).await?.is_some() {
        sending.place.to = Destination::Nobody;
        hits.truncate(2);
    }
    let sealed = shell.postman.seal(&sending.letter(shell, &loaded, &decision, now));
    let (states, posted, departure) = ((&loaded.stored, &decision.next), sealed.posted(now), once.departure());
    let written = at_once::post(&mut once, states, (&posted, &hits), &shell.limits, shell.entropy).await?;
    let Some(allowance) = written else { return Ok(None) };
    shell.postman.wake();
    let whose = Whose { allowance: Some(allowance), ..loaded.whose() };
    let view = view::of(shell, once.reading(), &decision.next, &whose).await?;
    // Others may have its connection meanwhile.
    drop(once);
    departure.wait(SEEN_OFF_WITHIN).await;
    Ok(Some(view))
}

/// Chooses while the reset is held; whatever is refused, or ends the reset, is told.
async fn choose_holding(
    shell: &Shell,
    context: &RequestContext,
    token: &Token,
    body: &StartChallenge,
) -> Result<ResetView, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let option = OptionId::from_uuid(body.option_id);
    let loaded = shell.load(&mut tx, token, Lock::ForUpdate).await?;
    let way = loaded.reset().offer(option).map(|offer| offer.way);
    let typed = typed(&loaded, option, body.phone_number.as_deref());
    if let (Err(number), Some(Way::Contact { .. }) | None) = (&typed, way) {
        // What is refused for what was typed is refused before anything is read that only an account has.
        let contact = Way::Contact { slot: Slot::AuthenticationEmail, channel: Channel::Email };
        let Seed { seed, .. } = shell.draw(&loaded, way.unwrap_or(contact), &[], tx.now())?;
        let command = Command::Choose { option, number: *number, seed };
        let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), tx.now());
        if let Reply::Refused(refusal) = decision.reply {
            shell.save(&mut tx, &loaded, &decision).await?;
            let now = tx.now();
            tx.commit().await?;
            return Err(problems::of(refusal, now));
        }
    }
    let (loaded, standing) = shell.sound(&mut tx, token, loaded).await?;
    let Some(offer) = loaded.reset().offer(option) else {
        tx.commit().await?;
        return Err(Problem::new(ProblemCode::OptionUnknown).field("option_id").into());
    };
    let place = place(shell, &loaded, offer, &standing)?;
    let number = typed.map_or_else(|number| number, |number| judge(place.as_ref(), &number));
    guard_numbers(shell, &mut tx, &loaded, number).await?;
    let Seed { code, seed } = shell.draw(&loaded, offer.way, &standing.holdings.answers, tx.now())?;
    let command = Command::Choose { option, number, seed };
    let decision = loaded.reset().decide(command, &shell.rules(&loaded.policy), tx.now());
    if let Some(mut sending) = Sending::of(&loaded, &decision, code, place, &context.host) {
        sending.charge(shell, &mut tx, context, &loaded).await?;
        let letter = sending.letter(shell, &loaded, &decision, tx.now());
        shell.postman.post(&mut tx, &letter).await?;
    }
    shell.save(&mut tx, &loaded, &decision).await?;
    let (now, view) = (tx.now(), view::of(shell, &mut tx, &decision.next, &loaded.whose()).await?);
    shell.postman.commit(tx).await?;
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok(view),
    }
}

/// What was typed as the full number, as far as the pages can tell: it must end in the digits that the hint shows, for
/// everybody alike. An error is what it is judged as without looking further.
fn typed(loaded: &Loaded, option: OptionId, typed: Option<&str>) -> Result<PhoneNumber, TypedNumber> {
    let offer = loaded.reset().offer(option).ok_or(TypedNumber::Missing)?;
    let typed = typed.filter(|typed| !typed.trim().is_empty()).ok_or(TypedNumber::Missing)?;
    let home = loaded.policy.countries.first().map(String::as_str);
    let number = phone::parse_typed(typed, home).map_err(|_| TypedNumber::Malformed)?;
    if phone::phone_hint(&number) == offer.hint { Ok(number) } else { Err(TypedNumber::EndsDifferently) }
}

/// Whether it is the number of the contact.
fn judge(place: Option<&Place>, number: &PhoneNumber) -> TypedNumber {
    match place.map(|place| &place.to) {
        Some(Destination::Phone(registered)) if registered.e164() == number.e164() => TypedNumber::Matches,
        _ => TypedNumber::Differs,
    }
}

/// The destination, from the account as it is now; none where the contact is gone. A decoy's place is counted like any
/// other.
fn place(shell: &Shell, loaded: &Loaded, offer: &Offer, standing: &Standing) -> Result<Option<Place>, ApiProblem> {
    let limits = shell.keys.limits();
    let id = match offer.target {
        Target::Contact(id) => id,
        Target::Account => return Ok(None),
        Target::Nobody => {
            let key = limits.of("decoy", &[&loaded.stored.subject_key, offer.hint.as_bytes()]);
            return Ok(Some(Place { to: Destination::Nobody, key }));
        }
    };
    let Some(contact) = standing.holdings.contacts.iter().find(|contact| contact.id == id) else {
        return Err(Problem::new(ProblemCode::OptionUnknown).field("option_id").into());
    };
    let value = contact.open(&shell.keys)?;
    Ok(Some(Place { to: value.destination(), key: limits.destination(&value.canonical()) }))
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
        charge => charge.made(tx.now()).map(drop),
    }
}

/// A code or a call that the core decided to send.
struct Sending {
    message: MessageId,
    expires_at: Timestamp,
    channel: Channel,
    code: Code,
    place: Place,
    /// The host on whose page it was asked for.
    asked_host: String,
}

impl Sending {
    fn of(
        loaded: &Loaded,
        decision: &Decision,
        code: Option<Code>,
        place: Option<Place>,
        asked_host: &str,
    ) -> Option<Self> {
        let (message, option, target, expires_at) = decision.effects.iter().find_map(|effect| match effect {
            Effect::Send { message, option, target, expires_at, .. } => Some((*message, *option, *target, *expires_at)),
            _ => None,
        })?;
        let channel = loaded.reset().offer(option)?.way.channel()?;
        // Where the number was another one than the contact's, nobody is written to.
        let place = match target {
            Target::Nobody => Place { to: Destination::Nobody, ..place? },
            _ => place?,
        };
        Some(Self { message, expires_at, channel, code: code?, place, asked_host: asked_host.to_owned() })
    }

    /// What it is counted under; from the third on by where it goes.
    fn hits<'a>(&self, shell: &'a Shell, context: &RequestContext, loaded: &Loaded) -> Vec<Hit<'a>> {
        let (limits, destination) = (&shell.limits, self.place.key);
        let person = shell.person_key(&loaded.stored.subject_key, loaded.reset().device());
        let network = shell.network_key(context);
        let mut hits = vec![
            Hit { scope: "sends_per_account", subject: person, windows: &limits.sends_per_account },
            Hit { scope: "sends_per_network", subject: network, windows: &limits.sends_per_network },
            Hit { scope: "sends_per_destination", subject: destination, windows: &limits.sends_per_destination },
        ];
        if self.channel == Channel::Voice {
            let windows = &limits.calls_per_destination;
            hits.push(Hit { scope: "calls_per_destination", subject: destination, windows });
        }
        hits
    }

    /// Charges it. Whoever may not know about the account does not hear that its destination has had enough, since others who write
    /// to it could tell by that whose it is: then it goes nowhere.
    async fn charge(
        &mut self,
        shell: &Shell,
        tx: &mut Tx,
        context: &RequestContext,
        loaded: &Loaded,
    ) -> Result<(), ApiProblem> {
        if self.channel == Channel::Voice && !calls::are_open(shell, tx, loaded).await? {
            self.place.to = Destination::Nobody;
        }
        let hits = self.hits(shell, context, loaded);
        let mut charge = limits::charge(tx, &hits, shell.entropy).await?;
        if matches!(charge, Charge::Refused { .. }) && !loaded.reset().knows_of_account() {
            charge = limits::charge(tx, &hits[..2], shell.entropy).await?;
            self.place.to = Destination::Nobody;
        }
        charge.made(tx.now())?;
        Ok(())
    }

    fn letter(self, shell: &Shell, loaded: &Loaded, decision: &Decision, now: Timestamp) -> Letter {
        let lifetime = self.expires_at.since(now).as_secs().div_ceil(60);
        let sent = decision.next.current_challenge().and_then(|challenge| challenge.sent);
        let host = loaded.tenant.host_for(&self.asked_host, &shell.public_url).to_owned();
        let body = match (self.channel, loaded.policy.voice) {
            (Channel::Voice, Some(mode)) => {
                NoticeBody::Call(CallNotice { purpose: CodePurpose::Reset, asks: CallAsks::of(mode, self.code), host })
            }
            _ => NoticeBody::Code {
                purpose: CodePurpose::Reset,
                code: self.code,
                reference: sent.map(|sent| sent.reference.text()).unwrap_or_default(),
                host,
                lifetime_minutes: u32::try_from(lifetime).unwrap_or(u32::MAX),
                contact_url: loaded.help_url(shell),
            },
        };
        let group = loaded.reset().group.as_deref();
        let to = Addressee { group, locale: loaded.reset().locale.clone(), channel: self.channel, to: self.place.to };
        let notice = loaded.tenant.notice(to, body, (self.message, self.expires_at));
        let flow = Some(Flow::Reset(loaded.reset().id.uuid()));
        Letter { notice, account: loaded.reset().account(), purpose: "reset_code", flow }
    }
}
