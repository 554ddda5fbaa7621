//! Sending notices and events: sealed or signed, with their delivery, in the transaction that decides them.

use std::time::Duration;

use rekey_domain::challenge::Delivery as State;
use rekey_domain::{AccountId, Channel, MessageId, TenantId, Timestamp};
use rekey_runtime::{Entropy, trace};
use rekey_store::deliveries::{self, Concluded, Ending, Flow, NewDelivery, News, Posted, Turn};
use rekey_store::{StoreError, Tx};
use rekey_wire::event::{CallNews, Event, EventBinding, EventSigner};
use rekey_wire::notice::{Notice, NoticeSealer};

use crate::{Bus, Kind, Listener, Message};

/// For the broker to confirm a notice before whoever waits for it is answered. See docs/decisions/0025-on-its-way-before-the-answer.md.
pub const SEEN_OFF_WITHIN: Duration = Duration::from_millis(50);
/// For news of a delivery or call to be of use.
const NEWS_LIFETIME: Duration = Duration::from_secs(3600);

/// Seals notices as one role and hands them to the bus.
#[derive(Debug, Clone)]
pub struct Postman {
    bus: Bus,
    sealer: NoticeSealer,
    entropy: Entropy,
}

/// A notice with what the table of deliveries has to know.
#[derive(Debug)]
pub struct Letter {
    /// The notice.
    pub notice: Notice,
    /// To whom, where there is somebody.
    pub account: Option<AccountId>,
    /// What it is, such as `reset_code`.
    pub purpose: &'static str,
    /// What it belongs to.
    pub flow: Option<Flow>,
}

/// The notice that news are of.
#[derive(Debug, Clone, Copy)]
pub struct AboutNotice<'a> {
    /// Which.
    pub message: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// Its W3C trace context, which the news go on with where nothing else is being traced.
    pub trace: Option<&'a str>,
}

impl<'a> From<&'a crate::Delivery> for AboutNotice<'a> {
    fn from(notice: &'a crate::Delivery) -> Self {
        Self { message: notice.id, tenant: notice.tenant, trace: notice.trace.as_deref() }
    }
}

/// An attempt that ended, as it is written and told.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The notice.
    pub message: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// The W3C trace context that the news go on with.
    pub trace: Option<String>,
    /// Of its claim.
    pub fence: i64,
    /// What the attempt was.
    pub turn: Turn,
    /// Where the delivery stands now.
    pub state: deliveries::State,
    /// Who was called; none where it stays as it was named.
    pub provider: Option<String>,
    /// The provider's own name for the message.
    pub reference: Option<String>,
    /// What is told.
    pub news: State,
}

impl Ended {
    /// The news.
    fn message(&self, now: Timestamp, signer: &EventSigner, entropy: Entropy) -> Message {
        let event = Event::DeliveryChanged { message: self.message, delivery: self.news };
        let about = AboutNotice { message: self.message, tenant: self.tenant, trace: self.trace.as_deref() };
        signed(now, signer, (about, Kind::DeliveryChanged, event), entropy)
    }

    fn concluded<'a>(&'a self, news: &'a Message, now: Timestamp) -> Concluded<'a> {
        let (of_resets, of_setups) = (Listener::OrchestratorDeliveries, Listener::RegistrationDeliveries);
        let message = news.outgoing(of_resets, now);
        let news = News { message, of_resets: of_resets.as_str(), of_setups: of_setups.as_str() };
        Concluded { message: self.message, fence: self.fence, ending: self.ending(), news }
    }

    /// How it ended, without what is told.
    pub fn ending(&self) -> Ending<'_> {
        let (provider, reference) = (self.provider.as_deref(), self.reference.as_deref());
        Ending { turn: self.turn, state: self.state, provider, reference }
    }
}

impl Postman {
    /// A postman of one role.
    pub const fn new(bus: Bus, sealer: NoticeSealer, entropy: Entropy) -> Self {
        Self { bus, sealer, entropy }
    }

    /// Writes a notice with the transaction that decided it. Commit with [`Postman::commit`] where somebody waits for it; otherwise call
    /// [`Postman::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn post(&self, tx: &mut Tx, letter: &Letter) -> Result<(), StoreError> {
        let sealed = self.seal(letter);
        deliveries::post(tx, &sealed.posted(tx.now()), self.entropy).await
    }

    /// A notice as it is written, for what is written along with something else.
    pub fn seal(&self, letter: &Letter) -> Sealed {
        let Letter { notice, account, purpose, flow } = letter;
        let delivery = NewDelivery {
            message: notice.id,
            tenant: notice.tenant,
            account: *account,
            channel: notice.channel,
            purpose,
            flow: *flow,
            expires_at: notice.expires_at,
        };
        let message = Message {
            id: notice.id,
            kind: kind_of(notice.channel),
            tenant: notice.tenant,
            payload: self.sealer.seal(notice, &mut |buffer| self.entropy.fill(buffer)),
            expires_at: notice.expires_at,
            trace: trace::current(),
        };
        Sealed { delivery, message, carrier: carrier_of(notice.channel) }
    }

    /// Wakes whoever carries notices: they were committed.
    pub fn wake(&self) {
        for channel in Channel::ALL {
            self.bus.wake(kind_of(channel));
        }
    }

    /// Commits what a person waits for: the broker has confirmed it, or did not within 50 ms ([`SEEN_OFF_WITHIN`]). Returns at once after the
    /// commit where nothing was posted.
    ///
    /// # Errors
    /// When the database does not answer: whether it was committed is then not known.
    pub async fn commit(&self, mut tx: Tx) -> Result<(), StoreError> {
        let departure = tx.departure();
        tx.commit().await?;
        self.wake();
        departure.wait(SEEN_OFF_WITHIN).await;
        Ok(())
    }
}

/// A notice that is sealed, with its delivery.
#[derive(Debug)]
pub struct Sealed {
    delivery: NewDelivery,
    message: Message,
    carrier: Listener,
}

impl Sealed {
    /// As it is written at this time.
    pub fn posted(&self, now: Timestamp) -> Posted<'_> {
        Posted { delivery: &self.delivery, message: self.message.outgoing(self.carrier, now) }
    }
}

/// The kind of a notice on this channel.
const fn kind_of(channel: Channel) -> Kind {
    match channel {
        Channel::Email => Kind::NoticeEmail,
        Channel::Sms => Kind::NoticeSms,
        Channel::Voice => Kind::NoticeVoice,
    }
}

/// Who carries notices on this channel.
const fn carrier_of(channel: Channel) -> Listener {
    match channel {
        Channel::Email => Listener::NotifierEmail,
        Channel::Sms => Listener::NotifierSms,
        Channel::Voice => Listener::NotifierVoice,
    }
}

impl Bus {
    /// Writes what came of attempts, with the news of each for whoever keeps what its delivery belongs to. False where a claim
    /// was lost: nothing is written of that one. Call [`Bus::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer: then all are written, or none.
    pub async fn conclude(
        &self,
        tx: &mut Tx,
        signer: &EventSigner,
        ended: &[Ended],
        entropy: Entropy,
    ) -> Result<Vec<bool>, StoreError> {
        let now = tx.now();
        let messages: Vec<_> = ended.iter().map(|ended| ended.message(now, signer, entropy)).collect();
        let concluded: Vec<_> = ended.iter().zip(&messages).map(|(ended, news)| ended.concluded(news, now)).collect();
        deliveries::finish_all_telling(tx, &concluded, entropy).await
    }

    /// Writes news of a delivery for whoever keeps what it belongs to: nobody waits to hear what became of a notice that
    /// belongs to nothing. Call [`Bus::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell(
        &self,
        tx: &mut Tx,
        signer: &EventSigner,
        about: (AboutNotice<'_>, State),
        entropy: Entropy,
    ) -> Result<(), StoreError> {
        let (notice, delivery) = about;
        let event = Event::DeliveryChanged { message: notice.message, delivery };
        self.tell_event(tx, signer, (notice, Kind::DeliveryChanged, event), entropy).await
    }

    /// Writes what happened in the call that a notice became. Call [`Bus::wake`] after the commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell_call(
        &self,
        tx: &mut Tx,
        signer: &EventSigner,
        about: (AboutNotice<'_>, CallNews),
        entropy: Entropy,
    ) -> Result<(), StoreError> {
        let (notice, what) = about;
        let event = Event::CallChanged { message: notice.message, what };
        self.tell_event(tx, signer, (notice, Kind::CallChanged, event), entropy).await
    }

    async fn tell_event(
        &self,
        tx: &mut Tx,
        signer: &EventSigner,
        (notice, kind, event): (AboutNotice<'_>, Kind, Event),
        entropy: Entropy,
    ) -> Result<(), StoreError> {
        let listener = match deliveries::flow_of(tx, notice.message).await? {
            Some(Flow::Reset(_)) => Listener::OrchestratorDeliveries,
            Some(Flow::Setup(_)) => Listener::RegistrationDeliveries,
            None => return Ok(()),
        };
        let here = trace::current();
        let notice = AboutNotice { trace: here.as_deref().or(notice.trace), ..notice };
        let message = signed(tx.now(), signer, (notice, kind, event), entropy);
        self.post_to(&[listener], tx, &message).await
    }
}

/// The message of an event about a notice.
fn signed(
    now: Timestamp,
    signer: &EventSigner,
    (notice, kind, event): (AboutNotice<'_>, Kind, Event),
    entropy: Entropy,
) -> Message {
    let id = MessageId::from_uuid(entropy.uuid(now));
    let expires_at = now.plus(NEWS_LIFETIME);
    Message {
        id,
        kind,
        tenant: notice.tenant,
        payload: signer.sign(&event, &EventBinding { id, expires_at }),
        expires_at,
        trace: notice.trace.map(str::to_owned),
    }
}
