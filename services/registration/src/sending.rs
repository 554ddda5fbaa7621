//! Sending a code to a contact that is being set up: decided by the core, bounded by the limits, posted as a notice.

use std::net::IpAddr;

use rekey_bus::Letter;
use rekey_domain::challenge::{ChallengeSeed, Reference};
use rekey_domain::registration::{Command, Effect, Reply, Setup};
use rekey_domain::{ChallengeId, MessageId, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::deliveries::{self, Flow};
use rekey_store::limits::{self, Hit};
use rekey_store::{StoreError, Tx};
use rekey_wire::http::host_of;
use rekey_wire::notice::{CodePurpose, Notice, NoticeBody};
use rekey_wire::secret::Code;

use crate::problems;
use crate::session::Session;
use crate::shell::Shell;
use rekey_wire::contact::ContactValue;

/// Who asks for a code, from where, and for which contact.
pub(crate) struct Recipient<'a> {
    pub(crate) session: &'a Session,
    pub(crate) value: &'a ContactValue,
    pub(crate) address: IpAddr,
}

/// A code with the names under which it goes out.
struct Drawn {
    code: Code,
    seed: ChallengeSeed,
}

impl Shell {
    /// Sends a code where core and limits allow it. The next state is the caller's to write; refused, nothing may be
    /// committed. Call [`rekey_bus::Postman::wake`] after the commit.
    pub(crate) async fn send_code(&self, tx: &mut Tx, setup: &Setup, to: &Recipient<'_>) -> Result<Setup, ApiProblem> {
        let (now, policy) = (tx.now(), &to.session.tenant.policy);
        let Drawn { code, seed } = self.draw(policy.code_length, now);
        let reference = seed.reference;
        let decision = setup.decide(Command::Send(seed), policy, &self.flow, now);
        if let Reply::Refused(refusal) = decision.reply {
            return Err(problems::of(refusal, now));
        }
        self.charge_send(tx, to).await?;
        let mut body = Some(self.code_body(to.session, setup, code, reference));
        for effect in decision.effects {
            match effect {
                Effect::Supersede(message) => deliveries::supersede(tx, message).await?,
                Effect::SendCode { message, expires_at } => {
                    if let Some(body) = body.take() {
                        let notice = notice(to, setup, body, (message, expires_at));
                        self.post_code(tx, setup, notice).await?;
                    }
                }
                Effect::ChargeGuess(_) | Effect::RefundGuess(_) | Effect::Verified(_) => {}
            }
        }
        Ok(decision.next)
    }

    fn draw(&self, length: u8, now: Timestamp) -> Drawn {
        let id = ChallengeId::from_uuid(self.entropy.uuid(now));
        let code = Code::draw(length, &mut |buffer| self.entropy.fill(buffer));
        let seed = ChallengeSeed {
            id,
            mac: self.keys.codes().mac(&code, id),
            reference: Reference::from_draw(self.entropy.bytes()),
            message: MessageId::from_uuid(self.entropy.uuid(now)),
        };
        Drawn { code, seed }
    }

    async fn charge_send(&self, tx: &mut Tx, to: &Recipient<'_>) -> Result<(), ApiProblem> {
        let limits = &self.limits;
        let destination = self.keys.limits().destination(&to.value.canonical());
        let hits = [
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
        ];
        let charge = limits::charge(tx, &hits, self.entropy).await?;
        problems::unless_charged(charge, tx.now()).map(drop)
    }

    fn code_body(&self, session: &Session, setup: &Setup, code: Code, reference: Reference) -> NoticeBody {
        let lifetime = session.tenant.policy.code_lifetime(setup.channel).as_secs() / 60;
        NoticeBody::Code {
            purpose: CodePurpose::Registration,
            code,
            reference: reference.text(),
            host: host_of(&self.public_url).to_owned(),
            lifetime_minutes: u32::try_from(lifetime).unwrap_or(u32::MAX),
            contact_url: session.tenant.help_url(&self.public_url),
        }
    }

    async fn post_code(&self, tx: &mut Tx, setup: &Setup, notice: Notice) -> Result<(), StoreError> {
        let flow = Some(Flow::Setup(setup.id.uuid()));
        let letter = Letter { notice, account: Some(setup.account), purpose: "registration_code", flow };
        self.postman.post(tx, &letter).await
    }
}

fn notice(to: &Recipient<'_>, setup: &Setup, body: NoticeBody, sent: (MessageId, Timestamp)) -> Notice {
    let (id, expires_at) = sent;
    Notice {
        id,
        tenant: setup.tenant,
        house: to.session.tenant.settings.name.clone(),
        locale: to.session.sign_in.locale.clone(),
        channel: setup.channel,
        to: to.value.destination(),
        body,
        expires_at,
    }
}
