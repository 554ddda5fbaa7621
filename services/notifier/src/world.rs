//! A notifier over a real database and bus, for the tests of its parts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use rekey_bus::{Bus, Handler as _, Letter, Listener, Outcome, Postman, Taken};
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{Channel, EmailAddress, Means, MessageId, PhoneNumber, Slot, TenantId, Timestamp};
use rekey_runtime::config::{
    BudgetsConfig, NotifierConfig, OrderConfig, PricesConfig, ProviderChannel, ProviderConfig, ProviderKind,
    RoutingConfig, SmtpConfig, SmtpTls, StoreConfig, TwilioConfig,
};
use rekey_runtime::{Clock, Config, Entropy};
use rekey_store::deliveries::{self, Attempt, Flow};
use rekey_store::paid_sends::{self, Charge, PaidSend, UsualHours};
use rekey_store::{Store, inbox, outbox};
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM};
use rekey_testkit::{Engine, TestDatabase};
use rekey_wire::event::{CallNews, Event, EventBinding};
use rekey_wire::keys::{Keys, Role};
use rekey_wire::notice::{CallAsks, CallNotice, CodePurpose, Destination, MethodChange, Notice, NoticeBody};
use rekey_wire::secret::Code;

use crate::channel::sms::http::Gateway;
use crate::channel::sms::twilio::Twilio;
use crate::channel::smtp::Smtp;
use crate::work::Work;
use crate::{Carrier, Carriers, Parts, webhooks};

pub(crate) const PUBLIC_URL: &str = "https://reset.contoso.example";
pub(crate) const LIFETIME: Duration = Duration::from_secs(600);

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) bus: Bus,
    pub(crate) keys: Keys,
    pub(crate) work: Arc<Work>,
    pub(crate) tenant: TenantId,
    pub(crate) router: Router,
    pub(crate) webhooks: Arc<webhooks::Webhooks>,
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
    Carrier::Smtp(Arc::new(Smtp::new(&config).expect("usable")))
}

/// These orders of texts and calls.
pub(crate) fn routing(sms: &[&str], voice: &[&str]) -> RoutingConfig {
    let order =
        |ids: &[&str]| OrderConfig { order: ids.iter().map(|id| (*id).to_owned()).collect(), ..OrderConfig::default() };
    RoutingConfig { sms: order(sms), voice: order(voice), ..RoutingConfig::default() }
}

/// Where Dave is reached.
fn of_dave(channel: Channel) -> Destination {
    match channel {
        Channel::Email => Destination::Email(EmailAddress::parse("dave@personal.example").expect("an address")),
        Channel::Sms | Channel::Voice => Destination::Phone(PhoneNumber::from_e164("+14255550167").expect("a number")),
    }
}

impl World {
    /// With the inbox for a provider.
    pub(crate) async fn new() -> Self {
        Self::with(Carriers::all_into_inbox).await
    }

    pub(crate) async fn without_mail_server() -> Self {
        Self::with(|_| Carriers { email: Some(nobody_there()), ..Carriers::default() }).await
    }

    /// With Twilio for text messages, at this address.
    pub(crate) async fn with_twilio(api_base: &str) -> Self {
        Self::with_twilio_and(api_base, BudgetsConfig::default()).await
    }

    pub(crate) async fn with_twilio_and(api_base: &str, budgets: BudgetsConfig) -> Self {
        let config = TwilioConfig {
            kind: ProviderKind::Twilio,
            channels: vec![ProviderChannel::Sms, ProviderChannel::Voice],
            account_sid: ACCOUNT_SID.into(),
            auth_token: AUTH_TOKEN.to_owned().into(),
            from: Some(FROM.into()),
            messaging_service_sid: None,
            api_base: api_base.into(),
            timeout_seconds: 1,
        };
        let twilio = Twilio::new("texts", &config, PUBLIC_URL).expect("usable");
        let providers = [("texts".to_owned(), Carrier::Twilio(Arc::new(twilio)))].into();
        let routing = routing(&["texts"], &["texts"]);
        let carriers = |store: &Store| Carriers { email: Some(Carrier::Inbox(store.clone())), providers, routing };
        Self::with_budgets(budgets, carriers).await
    }

    /// With Twilio and then a gateway for text messages, at these addresses, and circuits that open after two failures.
    pub(crate) async fn with_two(twilio: &str, gateway: &str) -> Self {
        let text = format!(
            r#"
            [providers.texts]
            kind = "twilio"
            account_sid = "{ACCOUNT_SID}"
            auth_token = "{AUTH_TOKEN}"
            from = "{FROM}"
            api_base = "{twilio}"
            timeout_seconds = 1
            [providers.gateway]
            kind = "http"
            url = "{gateway}"
            from = "Contoso"
            json = '{{"to": "{{to}}", "text": "{{text}}", "reference": "{{id}}"}}'
            timeout_seconds = 1
            [providers.gateway.accepted]
            statuses = [202]
            id_pointer = "/id"
            [routing.sms]
            order = ["texts", "gateway"]
            [routing.circuit]
            failures = 2
            [limits.budgets]
            sends_per_prefix = [{{ max = 1000, seconds = 600 }}]
            "#
        );
        let config = Config::load_over(&[&text], &[]).expect("sound");
        let carrier = |(id, provider): (&String, &ProviderConfig)| {
            let carrier = match provider {
                ProviderConfig::Twilio(twilio) => {
                    Carrier::Twilio(Arc::new(Twilio::new(id, twilio, PUBLIC_URL).expect("usable")))
                }
                ProviderConfig::Http(gateway) => Carrier::Gateway(Arc::new(Gateway::new(id, gateway).expect("usable"))),
            };
            (id.clone(), carrier)
        };
        let providers = config.providers.iter().map(carrier).collect();
        let carriers = |_: &Store| Carriers { email: None, providers, routing: config.routing };
        Self::with_budgets(config.limits.budgets, carriers).await
    }

    pub(crate) async fn with(carriers: impl FnOnce(&Store) -> Carriers) -> Self {
        Self::with_budgets(BudgetsConfig::default(), carriers).await
    }

    pub(crate) async fn with_budgets(budgets: BudgetsConfig, carriers: impl FnOnce(&Store) -> Carriers) -> Self {
        let database = TestDatabase::fresh(Engine::Sqlite).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::shifted(offset.clone());
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let store = Store::open(&config, database.folder(), clock.clone()).await.expect("opens");
        store.migrate().await.expect("migrates");
        let keys = Keys::generate(&mut |buffer| Entropy.fill(buffer));
        let bus = Bus::new(store.clone(), Entropy);
        let tenant = TenantId::from_uuid(Entropy.uuid(clock.now()));
        let parts = Parts {
            store: store.clone(),
            bus: bus.clone(),
            keys: keys.clone(),
            config: NotifierConfig::default(),
            budgets,
            prices: PricesConfig::default(),
            carriers: carriers(&store),
            public_url: PUBLIC_URL.into(),
            clock,
            entropy: Entropy,
        };
        let webhooks = Arc::new(webhooks::Webhooks::new(&parts));
        let router = webhooks::routes(webhooks.clone());
        let work = Arc::new(Work::new(parts));
        Self { store, bus, keys, work, webhooks, router, tenant, offset, _database: database }
    }

    pub(crate) fn wait(&self, duration: Duration) {
        let micros = i64::try_from(duration.as_micros()).expect("short");
        self.offset.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) async fn post(&self, channel: Channel, body: NoticeBody) -> MessageId {
        let reset = Entropy.uuid(Timestamp::from_micros(0));
        self.post_of(Some(Flow::Reset(reset)), channel, body).await
    }

    /// The same of what it belongs to.
    pub(crate) async fn post_of(&self, flow: Option<Flow>, channel: Channel, body: NoticeBody) -> MessageId {
        self.post_all(flow, (&of_dave(channel), channel, LIFETIME), [body]).await.remove(0)
    }

    /// A code to somebody else.
    pub(crate) async fn post_to(&self, to: Destination, channel: Channel, body: NoticeBody) -> MessageId {
        self.post_all(None, (&to, channel, LIFETIME), [body]).await.remove(0)
    }

    /// A text message that is of use for so long.
    pub(crate) async fn post_for(&self, lifetime: Duration, body: NoticeBody) -> MessageId {
        self.post_all(None, (&of_dave(Channel::Sms), Channel::Sms, lifetime), [body]).await.remove(0)
    }

    /// Several at once.
    pub(crate) async fn post_all(
        &self,
        flow: Option<Flow>,
        (to, channel, lifetime): (&Destination, Channel, Duration),
        bodies: impl IntoIterator<Item = NoticeBody>,
    ) -> Vec<MessageId> {
        let postman = Postman::new(self.bus.clone(), self.keys.notice_sealer(Role::Orchestrator), Entropy);
        let mut tx = self.store.begin().await.expect("begins");
        let mut posted = Vec::new();
        for body in bodies {
            let id = MessageId::from_uuid(Entropy.uuid(tx.now()));
            let expires_at = tx.now().plus(lifetime);
            let notice = Notice { to: to.clone(), expires_at, ..self.notice(id, channel, body) };
            posted.push(id);
            let letter = Letter { notice, account: None, purpose: "test", flow };
            postman.post(&mut tx, &letter).await.expect("posts");
        }
        tx.commit().await.expect("commits");
        posted
    }

    /// A notice to Dave that is of use for good.
    pub(crate) fn notice(&self, id: MessageId, channel: Channel, body: NoticeBody) -> Notice {
        Notice {
            id,
            tenant: self.tenant,
            help_name: String::new(),
            house: "Contoso".into(),
            locale: "en".into(),
            channel,
            to: of_dave(channel),
            body,
            expires_at: Timestamp::from_micros(i64::MAX),
        }
    }

    /// The store's time.
    pub(crate) async fn now(&self) -> Timestamp {
        self.store.read().await.expect("reads").now()
    }

    pub(crate) async fn take(&self, channel: Channel) -> Taken {
        let listener = match channel {
            Channel::Email => Listener::NotifierEmail,
            Channel::Sms => Listener::NotifierSms,
            Channel::Voice => Listener::NotifierVoice,
        };
        self.bus.take(listener, 1).await.expect("takes").pop().expect("something is due")
    }

    /// Takes what is due, works on it, and says how it ended.
    pub(crate) async fn work(&self, channel: Channel) -> Outcome {
        let taken = self.take(channel).await;
        let delivery = taken.delivery().cloned().expect("readable");
        let outcome = if taken.is_expired() {
            self.work.expired(delivery).await.expect("is heard");
            Outcome::Done
        } else {
            self.work.handle(delivery).await
        };
        self.bus.finish(&taken, &outcome).await.expect("finishes");
        outcome
    }

    /// Another process claims the delivery, charges it, and is not heard of again.
    pub(crate) async fn claim_and_charge(&self, message: MessageId) {
        self.claim(message).await;
        let mut tx = self.store.begin().await.expect("begins");
        let send = PaidSend { message, fence: 1, tenant: self.tenant, micros: 1, area: None };
        let charged = paid_sends::charge(&mut tx, &send, &BudgetsConfig::default(), &UsualHours::default()).await;
        assert_eq!(charged.expect("charges").charge, Charge::Made);
        tx.commit().await.expect("commits");
    }

    /// Another process claims the delivery, and is not heard of again.
    pub(crate) async fn claim(&self, message: MessageId) {
        let mut tx = self.store.begin().await.expect("begins");
        let lease = Duration::from_secs(NotifierConfig::default().lease_seconds);
        let attempt =
            deliveries::begin(&mut tx, message, lease, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
        assert!(matches!(attempt, Attempt::Go(_)), "{attempt:?}");
        tx.commit().await.expect("commits");
    }

    pub(crate) async fn state(&self, message: MessageId) -> String {
        self.stands(message).await.0
    }

    /// State and provider.
    pub(crate) async fn stands(&self, message: MessageId) -> (String, Option<String>) {
        let mut tx = self.store.read().await.expect("reads");
        deliveries::state_of(&mut tx, message).await.expect("reads").expect("there")
    }

    pub(crate) async fn sent(&self) -> usize {
        let mut tx = self.store.read().await.expect("reads");
        inbox::newest(&mut tx, 10).await.expect("lists").len()
    }

    pub(crate) async fn dead(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("reads");
        let letters = outbox::dead_letters(&mut tx, 10).await.expect("lists");
        letters.into_iter().map(|(_, _, reason)| reason).collect()
    }

    /// News of deliveries of resets, oldest first.
    pub(crate) async fn news(&self) -> Vec<News> {
        self.news_for(Listener::OrchestratorDeliveries).await
    }

    /// What this listener is told of deliveries, oldest first.
    pub(crate) async fn news_for(&self, listener: Listener) -> Vec<News> {
        self.all_news(listener).await.0
    }

    /// What happened in calls of resets, oldest first.
    pub(crate) async fn call_news(&self) -> Vec<CallNews> {
        self.all_news(Listener::OrchestratorDeliveries).await.1
    }

    async fn all_news(&self, listener: Listener) -> (Vec<News>, Vec<CallNews>) {
        let mut news = (Vec::new(), Vec::new());
        for taken in self.bus.take(listener, 10).await.expect("takes") {
            let delivery = taken.delivery().expect("readable");
            let binding = EventBinding { id: delivery.id, expires_at: delivery.expires_at };
            let event = self.keys.event_verifier().verify(&delivery.payload, &binding).expect("authentic");
            match event {
                Event::DeliveryChanged { delivery: told, .. } => news.0.push(told),
                Event::CallChanged { what, .. } => news.1.push(what),
            }
            self.bus.finish(&taken, &Outcome::Done).await.expect("finishes");
        }
        news
    }
}

pub(crate) fn code() -> NoticeBody {
    NoticeBody::Code {
        purpose: CodePurpose::Reset,
        code: Code::from_digits("482913").expect("a code"),
        reference: "KHW".into(),
        host: "reset.contoso.example".into(),
        lifetime_minutes: 10,
        contact_url: "https://reset.contoso.example/help/contact".into(),
    }
}

pub(crate) fn call(asks: CallAsks) -> NoticeBody {
    NoticeBody::Call(CallNotice { purpose: CodePurpose::Reset, asks, host: "reset.contoso.example".into() })
}

pub(crate) fn owner_notice() -> NoticeBody {
    NoticeBody::MethodAdded(MethodChange {
        means: Means::Contact(Slot::AuthenticationPhone),
        hint: "*67".into(),
        at: Timestamp::from_micros(1_795_515_300_000_000),
        contact_url: "https://reset.contoso.example/help/contact".into(),
    })
}
