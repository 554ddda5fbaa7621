//! A registration service with two people in it, and one for whom password reset is not enabled.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt as _;
use rekey_bus::{Bus, Listener, Outcome, Taken};
use rekey_directory::{BuiltIn, Directory};
use rekey_domain::limits::FlowLimits;
use rekey_domain::reset::{Claimant, NewReset, Opening, Reset, Rules, Stage, Subject};
use rekey_domain::{AccountId, AuthenticatorId, ChangeId, Channel, ContactId, Policy, ResetId, Slot, TenantId};
use rekey_passwords::{Hasher, HasherConfig, PlainPassword};
use rekey_registration::Parts;
use rekey_runtime::config::{LimitsConfig, StoreConfig};
use rekey_runtime::{Clock, Entropy, Service};
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::contacts::{self, Contact, Replaced};
use rekey_store::holdings::{self, Holdings};
use rekey_store::policy_document::{EnabledForDocument, PolicyDocument, TenantSettings};
use rekey_store::tenants::Name;
use rekey_store::{Lock, Store, Tx, accounts, instance, password_changes, resets, tenants};
use rekey_testkit::{Engine, TestDatabase};
use rekey_wire::authenticator::{AuthenticatorSecret, step_at};
use rekey_wire::context::{CONTEXT_HEADER, ClientKind, RequestContext};
use rekey_wire::keys::{AuthenticatorBinding, ContactBinding, Keys, Role};
use rekey_wire::notice::{Destination, Notice, NoticeBinding, NoticeBody};
use rekey_wire::secret::Token;
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const ALICE: &str = "alice@contoso.example";
pub const BOB: &str = "bob@contoso.example";
/// An administrator with an authenticator.
pub const ADMIN: &str = "admin@contoso.example";
/// An administrator without one.
pub const NEW_ADMIN: &str = "new@contoso.example";
/// Not a member of the group for which password reset is enabled.
pub const ERIN: &str = "erin@contoso.example";
pub const PASSWORD: &str = "correct horse battery staple";
pub const PHONE: &str = "+14255550167";
pub const EMAIL: &str = "alice@personal.example";

/// A service over a database of its own.
pub struct World {
    pub store: Store,
    pub bus: Bus,
    pub keys: Keys,
    pub database: TestDatabase,
    pub tenant: TenantId,
    /// Of the administrator's authenticator.
    secret: AuthenticatorSecret,
    clock: Clock,
    offset: Arc<AtomicI64>,
    hasher: Hasher,
    public_url: String,
    router: Router,
}

/// A request.
pub struct Call {
    method: Method,
    path: String,
    body: Option<Value>,
    token: Option<String>,
    device: Option<String>,
    address: IpAddr,
    client: ClientKind,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Value,
}

impl Answer {
    /// The problem's code.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }

    /// Status and code of a refusal.
    pub fn refusal(&self) -> (u16, &str) {
        (self.status, self.code())
    }

    /// The body of a call that went well.
    #[track_caller]
    pub fn good(self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.body
    }
}

impl Call {
    fn new(method: Method, path: &str) -> Self {
        let address = IpAddr::from([203, 0, 113, 9]);
        let client = ClientKind::Api;
        Self { method, path: format!("/api/v1{path}"), body: None, token: None, device: None, address, client }
    }

    pub fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: &str, body: Value) -> Self {
        Self { body: Some(body), ..Self::new(Method::POST, path) }
    }

    pub fn put(path: &str, body: Value) -> Self {
        Self { body: Some(body), ..Self::new(Method::PUT, path) }
    }

    pub fn delete(path: &str) -> Self {
        Self::new(Method::DELETE, path)
    }

    pub fn sign_in(user_id: &str, password: &str) -> Self {
        Self::post("/sign-ins", json!({ "user_id": user_id, "password": password }))
    }

    pub fn bearer(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    pub fn device(self, token: &str) -> Self {
        Self { device: Some(token.to_owned()), ..self }
    }

    /// As one of the gateway's pages asks.
    pub fn page(self) -> Self {
        Self { client: ClientKind::Page, ..self }
    }

    pub fn from(self, address: &str) -> Self {
        Self { address: address.parse().expect("an address"), ..self }
    }
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let database = TestDatabase::fresh(engine).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::shifted(offset.clone());
        // Long enough for a hundred at a time.
        let config = StoreConfig {
            url: Some(database.url().to_owned().into()),
            acquire_timeout_ms: 30_000,
            ..StoreConfig::default()
        };
        let store = Store::open(&config, database.folder(), clock.clone()).await.expect("opens");
        store.migrate().await.expect("migrates");
        let keys = Keys::generate(&mut |buffer| Entropy.fill(buffer));
        let (bus, tenant) = (Bus::new(store.clone(), Entropy), TenantId::from_uuid(id()));
        let hasher = Hasher::new(HasherConfig::default()).expect("sound");
        let (router, secret) = (Router::new(), AuthenticatorSecret::draw(&mut |buffer| Entropy.fill(buffer)));
        let public_url = "https://reset.contoso.example:8443".to_owned();
        let mut world = Self { store, bus, keys, database, tenant, secret, clock, offset, hasher, public_url, router };
        world.populate().await;
        world.router = world.service(LimitsConfig::default()).router;
        world
    }

    /// The same with other limits.
    pub fn bounded(mut self, limits: LimitsConfig) -> Self {
        self.router = self.service(limits).router;
        self
    }

    /// The same at another public address.
    pub fn at(self, public_url: &str) -> Self {
        Self { public_url: public_url.to_owned(), ..self }.bounded(LimitsConfig::default())
    }

    pub const fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    pub fn service(&self, limits: LimitsConfig) -> Service {
        let built_in = BuiltIn::new(self.store.clone(), self.hasher.clone(), Entropy);
        rekey_registration::service(Parts {
            store: self.store.clone(),
            bus: self.bus.clone(),
            directory: Directory::BuiltIn(built_in),
            hasher: self.hasher.clone(),
            keys: self.keys.clone(),
            limits,
            public_url: self.public_url.clone(),
            clock: self.clock.clone(),
            entropy: Entropy,
        })
    }

    async fn populate(&self) {
        let password = PlainPassword::parse(PASSWORD).expect("a password");
        let hash = self.hasher.hash(password, Entropy.bytes()).await.expect("hashes");
        let mut tx = self.store.begin().await.expect("begins");
        let settings = TenantSettings { name: "Contoso".into(), ..TenantSettings::default() };
        let policy = PolicyDocument { enabled_for: Some(staff()), ..PolicyDocument::default() };
        tenants::insert(&mut tx, self.tenant, "contoso", (&settings, &policy), Entropy).await.expect("inserts");
        tenants::set_names(&mut tx, self.tenant, &[Name::Domain("contoso.example")]).await.expect("sets");
        instance::set(&mut tx, instance::Fact::DefaultTenant, "contoso").await.expect("sets");
        let mut staff = Vec::new();
        for user_id in [ALICE, BOB, ADMIN, NEW_ADMIN, ERIN] {
            let new = accounts::NewAccount {
                id: AccountId::from_uuid(id()),
                tenant: self.tenant,
                user_id,
                display_name: None,
                is_administrator: [ADMIN, NEW_ADMIN].contains(&user_id),
            };
            accounts::insert(&mut tx, &new).await.expect("inserts");
            let change = ChangeId::from_uuid(id());
            password_changes::make(&mut tx, new.id, change, hash.as_str()).await.expect("sets");
            staff.push(new.id);
        }
        accounts::set_members(&mut tx, self.tenant, "staff", &staff[..4]).await.expect("sets");
        self.put_authenticator(&mut tx, staff[2]).await;
        tx.commit().await.expect("commits");
    }

    async fn put_authenticator(&self, tx: &mut Tx, account: AccountId) {
        let id = AuthenticatorId::from_uuid(id());
        let binding = AuthenticatorBinding { tenant: self.tenant, account, authenticator: id };
        let sealed_secret = self.keys.authenticators().seal(&self.secret, &binding, &mut |buffer| Entropy.fill(buffer));
        let new = Authenticator {
            id,
            tenant: self.tenant,
            account,
            label: String::new(),
            sealed_secret,
            usable_from: tx.now(),
            last_step: None,
        };
        authenticators::insert(tx, &new).await.expect("inserts");
    }

    /// The code that the administrator's app shows, so many steps from now.
    pub fn app_code(&self, steps: i64) -> String {
        self.shown(&self.secret, steps)
    }

    /// The token of a half sign-in of the administrator.
    pub async fn half_in(&self) -> String {
        let half = self.call(Call::sign_in(ADMIN, PASSWORD)).await.good();
        assert_eq!(half["next"], "second_factor");
        text(&half["token"])
    }

    /// Answers with the authenticator's code.
    pub async fn answer(&self, token: &str, code: &str) -> Answer {
        self.call(Call::post("/sign-ins/current/answers", json!({ "code": code })).bearer(token)).await
    }

    pub fn wait(&self, seconds: i64) {
        self.offset.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub async fn call(&self, call: Call) -> Answer {
        let context = RequestContext {
            client_address: call.address,
            host: "reset.example".into(),
            request_id: id(),
            device: call.device,
            locale: Some("de".into()),
            user_agent: None,
            client: call.client,
        };
        let key = self.keys.context(Role::Registration);
        let header = key.sign(&context, call.method.as_str(), &call.path, self.clock.now());
        let mut request = Request::builder().method(call.method).uri(&call.path).header(CONTEXT_HEADER, header);
        if let Some(token) = call.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = match call.body {
            Some(body) => Body::from(body.to_string()),
            None => Body::empty(),
        };
        self.send(request.header("content-type", "application/json").body(body).expect("a request")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        Answer { status, retry_after, body }
    }

    pub async fn signed_in(&self, user_id: &str) -> String {
        text(&self.call(Call::sign_in(user_id, PASSWORD)).await.good()["token"])
    }

    /// Begins to set up a contact; gives its id and the code that was sent.
    pub async fn begin(&self, token: &str, body: Value) -> (String, String) {
        let setup = self.call(Call::post("/me/methods", body).bearer(token)).await.good();
        (text(&setup["method"]["id"]), self.code().await)
    }

    pub async fn begin_phone(&self, token: &str) -> (String, String) {
        self.begin(token, json!({ "slot": "authentication_phone", "phone_number": PHONE })).await
    }

    pub async fn begin_email(&self, token: &str) -> (String, String) {
        self.begin(token, json!({ "slot": "authentication_email", "email": EMAIL })).await
    }

    pub async fn verify(&self, token: &str, id: &str, code: &str) -> Answer {
        let path = format!("/me/methods/{id}/verification");
        self.call(Call::post(&path, json!({ "code": code })).bearer(token)).await
    }

    /// Begins to set up an authenticator app; gives its id and the secret that was shown.
    pub async fn begin_app(&self, token: &str, label: &str) -> (String, AuthenticatorSecret) {
        let body = json!({ "method": "authenticator_app", "label": label });
        let setup = self.call(Call::post("/me/methods", body).bearer(token)).await.good();
        (text(&setup["method"]["id"]), secret_of(&setup))
    }

    /// Sets up an authenticator app to the end.
    pub async fn add_app(&self, token: &str, label: &str) -> Value {
        let (id, secret) = self.begin_app(token, label).await;
        self.verify(token, &id, &self.shown(&secret, 0)).await.good()
    }

    /// What an app with this secret shows, so many steps from now.
    pub fn shown(&self, secret: &AuthenticatorSecret, steps: i64) -> String {
        let step = step_at(self.clock.now()).checked_add_signed(steps).expect("a step");
        secret.code(step).expose().to_owned()
    }

    /// Gives an account what it needs to reset, by administrator or directory.
    pub async fn make_capable(&self, user_id: &str) {
        self.managed(user_id, Slot::MobilePhone, "+14255550199").await;
        self.managed(user_id, Slot::AlternateEmail, "home@home.example").await;
    }

    pub async fn remove(&self, token: &str, method: &Value) -> Answer {
        self.call(Call::delete(&method_path(&text(&method["id"]))).bearer(token)).await
    }

    pub async fn holdings(&self, user_id: &str) -> Holdings {
        let account = self.account(user_id).await;
        let mut tx = self.store.read().await.expect("reads");
        holdings::of_account(&mut tx, account).await.expect("reads")
    }

    pub async fn send_again(&self, token: &str, id: &str) -> Answer {
        let path = format!("/me/methods/{id}/challenges");
        self.call(Call::post(&path, json!({})).bearer(token)).await
    }

    pub async fn methods(&self, token: &str) -> Vec<Value> {
        let view = self.call(Call::get("/me/methods").bearer(token)).await.good();
        view["methods"].as_array().expect("methods").clone()
    }

    /// Every notice that waits, taken off the bus, oldest first.
    pub async fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        for (listener, channel) in [(Listener::NotifierEmail, Channel::Email), (Listener::NotifierSms, Channel::Sms)] {
            for taken in self.bus.take(listener, 1000).await.expect("takes") {
                notices.push(self.open(&taken, channel));
                self.bus.finish(&taken, &Outcome::Done).await.expect("finishes");
            }
        }
        notices.sort_by_key(|notice| notice.id);
        notices
    }

    fn open(&self, taken: &Taken, channel: Channel) -> Notice {
        let delivery = taken.delivery().expect("readable");
        let (id, tenant, expires_at) = (delivery.id, delivery.tenant, delivery.expires_at);
        let binding = NoticeBinding { id, tenant, channel, expires_at };
        self.keys.notice_opener().open(&delivery.payload, &binding).expect("authentic")
    }

    /// The code in the newest notice.
    pub async fn code(&self) -> String {
        match self.notices().await.pop().expect("a notice").body {
            NoticeBody::Code { code, .. } => code.expose().to_owned(),
            other => panic!("no code: {other:?}"),
        }
    }

    pub async fn account(&self, user_id: &str) -> AccountId {
        let mut tx = self.store.read().await.expect("reads");
        accounts::by_user_id(&mut tx, self.tenant, user_id).await.expect("finds").expect("there").id
    }

    /// Puts a contact that administrator or directory have set.
    pub async fn managed(&self, user_id: &str, slot: Slot, value: &str) -> ContactId {
        let (account, contact) = (self.account(user_id).await, ContactId::from_uuid(id()));
        let binding = ContactBinding { tenant: self.tenant, account, contact, slot };
        let keys = self.keys.contacts();
        let contact = Contact {
            id: contact,
            tenant: self.tenant,
            account,
            slot,
            sealed: keys.seal(value, &binding, &mut |buffer| Entropy.fill(buffer)),
            lookup: keys.lookup(self.tenant, value),
            verified_at: None,
            usable_from: self.clock.now(),
            retires_at: None,
        };
        let mut tx = self.store.begin().await.expect("begins");
        contacts::put(&mut tx, (&contact, None), Replaced::Removed).await.expect("puts");
        tx.commit().await.expect("commits");
        contact.id
    }

    /// A reset of somebody, that is not over.
    pub async fn reset_under_way(&self, user_id: &str) -> ResetId {
        let claimant = Claimant { account: self.account(user_id).await, device: None, proofs: Vec::new() };
        let new = NewReset {
            id: ResetId::from_uuid(id()),
            tenant: self.tenant,
            group: None,
            is_administrators: false,
            locale: "de".into(),
            opening: Opening::Offered { subject: Subject::Account(claimant), options: Vec::new() },
        };
        let (policy, flow) = (Policy::nist(), FlowLimits::default());
        let mut tx = self.store.begin().await.expect("begins");
        let reset = Reset::begin(new, &Rules { policy: &policy, limits: &flow }, tx.now());
        let token = Token::draw(&mut |buffer| Entropy.fill(buffer));
        resets::insert(&mut tx, &reset, b"subject", &token.hash()).await.expect("inserts");
        tx.commit().await.expect("commits");
        reset.id
    }

    /// Whether it can still give this person a password. A stranger's goes on as a decoy.
    pub async fn can_succeed(&self, reset: ResetId) -> bool {
        let mut tx = self.store.read().await.expect("reads");
        let stored = resets::by_id(&mut tx, reset, Lock::None).await.expect("reads").expect("there");
        matches!(stored.reset.stage, Stage::Proving(Subject::Account(_)))
    }

    /// The organisation has these hosts for itself.
    pub async fn own_hosts(&self, hosts: &[&str]) {
        let hosts = hosts.iter().copied().map(str::to_owned).collect();
        let settings = TenantSettings { name: "Contoso".into(), hosts, ..TenantSettings::default() };
        let policy = PolicyDocument { enabled_for: Some(staff()), ..PolicyDocument::default() };
        let mut tx: Tx = self.store.begin().await.expect("begins");
        tenants::update(&mut tx, self.tenant, (&settings, &policy), Entropy).await.expect("updates");
        tx.commit().await.expect("commits");
    }

    pub async fn policy(&self, policy: PolicyDocument) {
        let mut tx: Tx = self.store.begin().await.expect("begins");
        let settings = TenantSettings { name: "Contoso".into(), ..TenantSettings::default() };
        tenants::update(&mut tx, self.tenant, (&settings, &policy), Entropy).await.expect("updates");
        tx.commit().await.expect("commits");
    }
}

/// The group that registers.
fn staff() -> EnabledForDocument {
    EnabledForDocument::Groups(["staff".to_owned()].into())
}

/// Where notices went, in full, sorted.
pub fn places(notices: &[Notice]) -> Vec<String> {
    let place = |notice: &Notice| match &notice.to {
        Destination::Email(address) => address.as_str().to_owned(),
        Destination::Phone(number) => number.to_stored(),
        Destination::Nobody => "nobody".to_owned(),
    };
    let mut places: Vec<String> = notices.iter().map(place).collect();
    places.sort();
    places
}

/// The secret that a set-up shows.
pub fn secret_of(setup: &Value) -> AuthenticatorSecret {
    let secret = text(&setup["setup"]["authenticator"]["secret"]).replace(' ', "");
    AuthenticatorSecret::parse(&secret).expect("base32")
}

/// Another code of the same length.
pub fn wrong(code: &str) -> String {
    let last = code.as_bytes()[code.len() - 1];
    format!("{}{}", &code[..code.len() - 1], if last == b'9' { '0' } else { char::from(last + 1) })
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

pub fn id() -> uuid::Uuid {
    Entropy.uuid(Clock::system().now())
}

/// A path of a method.
pub fn method_path(id: &str) -> String {
    format!("/me/methods/{id}")
}

/// Long enough for anything that a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(20);
