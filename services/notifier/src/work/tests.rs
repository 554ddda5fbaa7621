//! The work on notices, over a real database and bus.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rekey_bus::{Letter, Listener, Postman, Taken, consumer};
use rekey_domain::{EmailAddress, MessageId, PhoneNumber, Slot, TenantId};
use rekey_runtime::config::{SmtpConfig, SmtpTls, StoreConfig};
use rekey_runtime::{CancellationToken, Clock, service};
use rekey_store::{inbox, outbox};
use rekey_testkit::{Engine, TestDatabase};
use rekey_wire::event::{Event, EventBinding};
use rekey_wire::keys::{Keys, Role};
use rekey_wire::notice::{CodePurpose, MethodChange};
use rekey_wire::secret::Code;

use super::pause::EMAIL_BACKOFF;
use super::*;
use crate::channel::smtp::Smtp;
use crate::{Carrier, Carriers};

const PATIENCE: Duration = Duration::from_secs(20);
const LIFETIME: Duration = Duration::from_secs(600);

struct World {
    store: Store,
    bus: Bus,
    keys: Keys,
    work: Arc<Work>,
    tenant: TenantId,
    offset: Arc<AtomicI64>,
    _database: TestDatabase,
}

/// A mail server where nobody listens.
fn nobody_there() -> Carrier {
    let config = SmtpConfig {
        host: "127.0.0.1".into(),
        port: 1,
        tls: SmtpTls::NoneOnLoopback,
        username: None,
        password: None,
        ca_file: None,
        from: "rekey@contoso.example".into(),
        timeout_seconds: 5,
        pool: 1,
    };
    Carrier::Smtp(Smtp::new(&config).expect("usable"))
}

impl World {
    /// With the inbox for a provider.
    async fn new() -> Self {
        Self::with(Carriers::all_into_inbox).await
    }

    async fn without_mail_server() -> Self {
        Self::with(|_| Carriers { email: Some(nobody_there()), sms: None }).await
    }

    async fn with(carriers: impl FnOnce(&Store) -> Carriers) -> Self {
        let database = TestDatabase::fresh(Engine::Sqlite).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::shifted(offset.clone());
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let store = Store::open(&config, database.folder(), clock.clone()).await.expect("opens");
        store.migrate().await.expect("migrates");
        let keys = Keys::generate(&mut |buffer| Entropy.fill(buffer));
        let bus = Bus::new(store.clone(), Entropy);
        let tenant = TenantId::from_uuid(Entropy.uuid(clock.now()));
        let work = Arc::new(Work::new(Parts {
            store: store.clone(),
            bus: bus.clone(),
            keys: keys.clone(),
            config: NotifierConfig::default(),
            carriers: carriers(&store),
            public_url: "https://reset.contoso.example".into(),
            clock,
            entropy: Entropy,
        }));
        Self { store, bus, keys, work, tenant, offset, _database: database }
    }

    fn wait(&self, duration: Duration) {
        let micros = i64::try_from(duration.as_micros()).expect("short");
        self.offset.fetch_add(micros, Ordering::Relaxed);
    }

    async fn post(&self, channel: Channel, body: NoticeBody) -> MessageId {
        let postman = Postman::new(self.bus.clone(), self.keys.notice_sealer(Role::Orchestrator), Entropy);
        let mut tx = self.store.begin().await.expect("begins");
        let to = match channel {
            Channel::Email => Destination::Email(EmailAddress::parse("dave@personal.example").expect("an address")),
            Channel::Sms | Channel::Voice => {
                Destination::Phone(PhoneNumber::from_e164("+14255550167").expect("a number"))
            }
        };
        let notice = Notice {
            id: MessageId::from_uuid(Entropy.uuid(tx.now())),
            tenant: self.tenant,
            house: "Contoso".into(),
            locale: "en".into(),
            channel,
            to,
            body,
            expires_at: tx.now().plus(LIFETIME),
        };
        let id = notice.id;
        let letter = Letter { notice, account: None, purpose: "test", flow: None };
        postman.post(&mut tx, &letter).await.expect("posts");
        tx.commit().await.expect("commits");
        id
    }

    async fn take(&self, channel: Channel) -> Taken {
        let listener = if channel == Channel::Email { Listener::NotifierEmail } else { Listener::NotifierSms };
        self.bus.take(listener, 1).await.expect("takes").pop().expect("something is due")
    }

    /// Takes what is due, works on it, and says how it ended.
    async fn work(&self, channel: Channel) -> Outcome {
        let taken = self.take(channel).await;
        let delivery = taken.delivery.clone().expect("readable");
        let outcome = if taken.is_expired {
            self.work.expired(delivery).await.expect("is heard");
            Outcome::Done
        } else {
            self.work.handle(delivery).await
        };
        self.bus.finish(&taken, &outcome).await.expect("finishes");
        outcome
    }

    /// Another process claims the delivery, and is not heard of again.
    async fn claim(&self, message: MessageId) {
        let mut tx = self.store.begin().await.expect("begins");
        let lease = Duration::from_secs(NotifierConfig::default().lease_seconds);
        let attempt = deliveries::begin(&mut tx, message, lease).await.expect("begins");
        assert!(matches!(attempt, Attempt::Go { .. }), "{attempt:?}");
        tx.commit().await.expect("commits");
    }

    async fn state(&self, message: MessageId) -> String {
        let mut tx = self.store.read().await.expect("reads");
        deliveries::state_of(&mut tx, message).await.expect("reads").expect("there").0
    }

    async fn sent(&self) -> usize {
        let mut tx = self.store.read().await.expect("reads");
        inbox::newest(&mut tx, 10).await.expect("lists").len()
    }

    async fn dead(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("reads");
        let letters = outbox::dead_letters(&mut tx, 10).await.expect("lists");
        letters.into_iter().map(|(_, _, reason)| reason).collect()
    }

    /// News of deliveries, oldest first.
    async fn news(&self) -> Vec<News> {
        let mut news = Vec::new();
        for taken in self.bus.take(Listener::OrchestratorDeliveries, 10).await.expect("takes") {
            let delivery = taken.delivery.as_ref().expect("readable");
            let binding = EventBinding { id: delivery.id, expires_at: delivery.expires_at };
            let event = self.keys.event_verifier().verify(&delivery.payload, &binding).expect("authentic");
            let Event::DeliveryChanged { delivery: told, .. } = event;
            news.push(told);
            self.bus.finish(&taken, &Outcome::Done).await.expect("finishes");
        }
        news
    }
}

fn code() -> NoticeBody {
    NoticeBody::Code {
        purpose: CodePurpose::Reset,
        code: Code::from_digits("482913").expect("a code"),
        reference: "KHW".into(),
        host: "reset.contoso.example".into(),
        lifetime_minutes: 10,
        contact_url: "https://reset.contoso.example/help/contact".into(),
    }
}

fn owner_notice() -> NoticeBody {
    NoticeBody::MethodAdded(MethodChange {
        slot: Slot::AuthenticationPhone,
        hint: "*67".into(),
        at: Timestamp::from_micros(1_795_515_300_000_000),
        contact_url: "https://reset.contoso.example/help/contact".into(),
    })
}

#[tokio::test]
async fn a_code_is_sent_once_and_told() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
    assert_eq!(world.news().await, [News::Sent]);
}

#[tokio::test]
async fn what_was_superseded_is_not_sent() {
    let world = World::new().await;
    let message = world.post(Channel::Email, code()).await;
    let mut tx = world.store.begin().await.expect("begins");
    deliveries::supersede(&mut tx, message).await.expect("supersedes");
    tx.commit().await.expect("commits");
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
}

#[tokio::test]
async fn a_code_is_not_sent_when_its_life_is_over() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.wait(LIFETIME);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
    assert_eq!(world.news().await, [News::Failed]);
}

#[tokio::test]
async fn a_code_that_ends_between_taking_and_sending_is_not_sent() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let taken = world.take(Channel::Sms).await;
    assert!(!taken.is_expired);
    world.wait(LIFETIME);
    let outcome = world.work.handle(taken.delivery.expect("readable")).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("expired", 0));
}

#[tokio::test]
async fn what_another_is_sending_is_not_sent_twice() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.claim(message).await;
    let outcome = world.work(Channel::Sms).await;
    let Outcome::Retry(after) = outcome else { panic!("{outcome:?}") };
    assert!(after <= Duration::from_secs(NotifierConfig::default().lease_seconds) && after > Duration::ZERO);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("attempting", 0));
}

#[tokio::test]
async fn a_code_by_phone_that_a_crash_left_behind_is_in_doubt_and_not_sent_again() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    world.claim(message).await;
    world.wait(Duration::from_secs(NotifierConfig::default().lease_seconds + 1));
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("ambiguous", 0));
    assert_eq!(world.news().await, [News::Delayed]);
}

#[tokio::test]
async fn a_mail_that_a_crash_left_behind_is_sent_again() {
    let world = World::new().await;
    let message = world.post(Channel::Email, code()).await;
    world.claim(message).await;
    world.wait(Duration::from_secs(NotifierConfig::default().lease_seconds + 1));
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.sent().await), ("sent", 1));
}

#[tokio::test]
async fn a_mailed_code_is_tried_again_and_then_given_up() {
    let world = World::without_mail_server().await;
    let message = world.post(Channel::Email, code()).await;
    for backoff in EMAIL_BACKOFF {
        assert_eq!(world.work(Channel::Email).await, Outcome::Retry(backoff));
        assert_eq!((world.state(message).await.as_str(), world.news().await), ("due", vec![News::Delayed]));
        // Its life goes on longer than all attempts take.
        world.wait(backoff);
    }
    assert_eq!(world.work(Channel::Email).await, Outcome::Bury("every attempt failed".into()));
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    assert_eq!(world.dead().await, ["every attempt failed"]);
}

#[tokio::test]
async fn a_notice_to_an_owner_is_tried_until_it_is_of_no_use() {
    let world = World::without_mail_server().await;
    let message = world.post(Channel::Email, owner_notice()).await;
    let mut delivery = world.take(Channel::Email).await.delivery.expect("readable");
    delivery.attempt = 100;
    assert_eq!(world.work.handle(delivery).await, Outcome::Retry(EMAIL_BACKOFF[4]));
    assert_eq!(world.state(message).await, "due");
    world.wait(LIFETIME);
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.dead().await.len()), ("expired", 0));
}

#[tokio::test]
async fn who_lost_the_claim_writes_nothing_and_looks_again() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let delivery = world.take(Channel::Sms).await.delivery.expect("readable");
    world.claim(message).await;
    let outcome = world.work.conclude(&delivery, 0, sent(Some("inbox"), None)).await.expect("answers");
    assert_eq!(outcome, Outcome::Retry(STORE_RETRY));
    assert_eq!((world.state(message).await.as_str(), world.news().await.len()), ("attempting", 0));
}

#[tokio::test]
async fn a_notice_that_does_not_open_is_refused_with_its_reason() {
    let mut world = World::new().await;
    // Sealed with the keys of another installation.
    let own = std::mem::replace(&mut world.keys, Keys::generate(&mut |buffer| Entropy.fill(buffer)));
    let message = world.post(Channel::Sms, code()).await;
    world.keys = own;
    let token = CancellationToken::new();
    let consumer = consumer(world.bus.clone(), Listener::NotifierSms, 1, world.work.clone());
    let mut tasks = service::spawn_all(vec![consumer], &token);
    tokio::time::timeout(PATIENCE, world.bus.woken(Listener::OrchestratorDeliveries)).await.expect("it is told");
    token.cancel();
    while tasks.join_next().await.is_some() {}
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    let mut tx = world.store.read().await.expect("reads");
    assert_eq!(deliveries::reason_of(&mut tx, message).await.expect("reads").as_deref(), Some("does not open"));
    drop(tx);
    assert_eq!(world.dead().await, ["does not open"]);
}

#[tokio::test]
async fn a_notice_that_is_given_up_under_way_is_in_doubt() {
    let world = World::new().await;
    let message = world.post(Channel::Sms, code()).await;
    let delivery = world.take(Channel::Sms).await.delivery.expect("readable");
    world.claim(message).await;
    world.work.buried(delivery.clone(), "its handler died too often").await.expect("is heard");
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("ambiguous", vec![News::Failed]));
    world.work.buried(delivery, "again").await.expect("is heard");
    assert!(world.news().await.is_empty(), "told once");
}
