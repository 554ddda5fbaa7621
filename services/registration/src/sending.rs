//! Sending a code to a contact that is being set up, or calling it: decided by the core, bounded by the limits, posted as a notice.

use std::net::IpAddr;

use rekey_bus::Letter;
use rekey_domain::challenge::{self, ChallengeSeed, Reference};
use rekey_domain::registration::{Command, Effect, Refusal, Reply, Setup};
use rekey_domain::{ChallengeId, Channel, MessageId, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::deliveries::{self, Flow};
use rekey_store::limits::{self, Hit};
use rekey_store::{StoreError, Tx, notices};
use rekey_wire::contact::ContactValue;
use rekey_wire::notice::{CallAsks, CallNotice, CodePurpose, Notice, NoticeBody};
use rekey_wire::secret::Code;

use crate::problems;
use crate::session::Session;
use crate::shell::Shell;

/// Codes that lengthen the cool-down: it has four steps, and the last one repeats.
const CODES_COUNTED: u32 = 4;

/// Who asks for a code, from where, and for which contact.
pub(crate) struct Recipient<'a> {
    pub(crate) session: &'a Session,
    pub(crate) value: &'a ContactValue,
    pub(crate) address: IpAddr,
    /// The host on whose page it was asked for.
    pub(crate) asked_host: &'a str,
}

/// What came of it: a code is on its way.
pub(crate) struct Sent {
    /// The set-up as it is to be written.
    pub(crate) next: Setup,
    /// When the next code may be asked for, in this set-up or another of the same contact.
    pub(crate) again_at: Timestamp,
}

/// A code with the names under which it goes out.
struct Drawn {
    code: Code,
    seed: ChallengeSeed,
}

impl Shell {
    /// Sends a code where core, cool-down and limits allow it. The next state is the caller's to write; refused, nothing
    /// may be committed. Call [`rekey_bus::Postman::wake`] after the commit.
    pub(crate) async fn send_code(&self, tx: &mut Tx, setup: &Setup, to: &Recipient<'_>) -> Result<Sent, ApiProblem> {
        let (now, policy) = (tx.now(), &to.session.policy);
        let Drawn { code, seed } = self.draw(policy.code_length, now);
        let reference = seed.reference;
        let decision = setup.decide(Command::Ask(seed), policy, &self.flow, now);
        if let Reply::Refused(refusal) = decision.reply {
            return Err(problems::of(refusal, now));
        }
        if channel(setup) == Channel::Voice {
            self.calls_must_be_open(tx, to.session).await?;
        }
        let again_at = self.charge_send(tx, setup, to).await?;
        let mut body = Some(self.code_body(to, setup, code, reference));
        for effect in decision.effects {
            match effect {
                Effect::Supersede(message) => deliveries::supersede(tx, message).await?,
                Effect::Send { message, expires_at } => {
                    if let Some(body) = body.take() {
                        let session = to.session;
                        let to = notices::Addressee {
                            group: session.tenant.group_of(&session.account),
                            locale: session.sign_in.locale.clone(),
                            channel: channel(setup),
                            to: to.value.destination(),
                        };
                        let notice = session.tenant.notice(to, body, (message, expires_at));
                        self.post_code(tx, setup, notice).await?;
                    }
                }
                Effect::ChargeGuess(_) | Effect::RefundGuess(_) | Effect::Verified(_) => {}
            }
        }
        Ok(Sent { next: decision.next, again_at })
    }

    fn draw(&self, length: u8, now: Timestamp) -> Drawn {
        let id = ChallengeId::from_uuid(self.entropy.uuid(now));
        let code = Code::draw(length, &mut |buffer| self.entropy.fill(buffer));
        let seed = ChallengeSeed {
            id,
            drawn: challenge::Drawn::Code(self.keys.codes().mac(&code, id)),
            reference: Reference::from_draw(self.entropy.bytes()),
            message: MessageId::from_uuid(self.entropy.uuid(now)),
        };
        Drawn { code, seed }
    }

    /// Counts a code; tells when the next one may be asked for.
    async fn charge_send(&self, tx: &mut Tx, setup: &Setup, to: &Recipient<'_>) -> Result<Timestamp, ApiProblem> {
        let (limits, codes) = (&self.limits, self.codes_of(setup, to));
        let sent = self.cool_down(tx, &codes, channel(setup)).await?;
        let destination = self.keys.limits().destination(&to.value.canonical());
        let mut hits = vec![
            Hit {
                scope: "sends_per_account",
                subject: self.account_key(to.session.account.id),
                windows: &limits.sends_per_account,
            },
            Hit { scope: "sends_per_destination", subject: destination, windows: &limits.sends_per_destination },
            Hit {
                scope: "sends_per_network",
                subject: self.network_key(to.address),
                windows: &limits.sends_per_network,
            },
            codes,
        ];
        if channel(setup) == Channel::Voice {
            let windows = &limits.calls_per_destination;
            hits.push(Hit { scope: "calls_per_destination", subject: destination, windows });
        }
        let charge = limits::charge(tx, &hits, self.entropy).await?;
        charge.made(tx.now())?;
        Ok(tx.now().plus(self.flow.cooldown_after(channel(setup), sent + 1)))
    }

    /// Codes to one contact of an account, whatever the set-up and the sign-in.
    fn codes_of(&self, setup: &Setup, to: &Recipient<'_>) -> Hit<'static> {
        let (account, value) = (setup.account.uuid(), to.value.canonical());
        let parts = [account.as_bytes().as_slice(), setup.way.means().as_str().as_bytes(), value.as_bytes()];
        Hit { scope: "set_up_codes", subject: self.keys.limits().of("set_up_codes", &parts), windows: &[] }
    }

    /// Refuses while a code was sent a moment ago: a set-up that is begun anew waits like "send again". Tells how many
    /// were sent while a set-up lives.
    async fn cool_down(&self, tx: &mut Tx, codes: &Hit<'_>, channel: Channel) -> Result<usize, ApiProblem> {
        let since = tx.now().minus(self.flow.setup_lifetime);
        let sent = limits::counted(tx, codes, since, CODES_COUNTED).await?;
        let now = tx.now();
        let opens_at = sent.first().map(|last| last.plus(self.flow.cooldown_after(channel, sent.len())));
        match opens_at.filter(|opens_at| now < *opens_at) {
            Some(opens_at) => Err(problems::of(Refusal::Cooldown { opens_at }, now)),
            None => Ok(sent.len()),
        }
    }

    fn code_body(&self, to: &Recipient<'_>, setup: &Setup, code: Code, reference: Reference) -> NoticeBody {
        let session = to.session;
        let host = session.tenant.host_for(to.asked_host, &self.public_url).to_owned();
        if let (Channel::Voice, Some(mode)) = (channel(setup), session.policy.voice) {
            let asks = CallAsks::of(mode, code);
            return NoticeBody::Call(CallNotice { purpose: CodePurpose::Registration, asks, host });
        }
        let lifetime = session.policy.code_lifetime(channel(setup)).as_secs() / 60;
        NoticeBody::Code {
            purpose: CodePurpose::Registration,
            code,
            reference: reference.text(),
            host,
            lifetime_minutes: u32::try_from(lifetime).unwrap_or(u32::MAX),
            contact_url: session.help_url(&self.public_url),
        }
    }

    async fn post_code(&self, tx: &mut Tx, setup: &Setup, notice: Notice) -> Result<(), StoreError> {
        let flow = Some(Flow::Setup(setup.id.uuid()));
        let letter = Letter { notice, account: Some(setup.account), purpose: "registration_code", flow };
        self.postman.post(tx, &letter).await
    }
}

/// How the messages of a set-up travel. Set-ups without any are not sent for.
fn channel(setup: &Setup) -> Channel {
    setup.way.channel().unwrap_or(Channel::Email)
}
