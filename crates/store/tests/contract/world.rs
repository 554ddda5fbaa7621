//! A fresh database with one account, and a clock that tests move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rekey_domain::limits::FlowLimits;
use rekey_domain::reset::{Claimant, NewReset, Offer, Opening, Reset, Rules, Subject, Target};
use rekey_domain::{
    AccountId, Channel, ContactId, DeviceId, OptionId, Policy, ResetId, Slot, TenantId, Timestamp, Way,
};
use rekey_runtime::config::StoreConfig;
use rekey_runtime::{Clock, Entropy};
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::tenants;
use rekey_store::{Store, accounts};
use rekey_testkit::{Engine, TestDatabase};
use rekey_wire::secret::TokenHash;

pub struct World {
    pub store: Store,
    offset: Arc<AtomicI64>,
    pub tenant: TenantId,
    pub account: AccountId,
    database: TestDatabase,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let database = TestDatabase::fresh(engine).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let clock = Clock::shifted(offset.clone());
        let store = Store::open(&config, database.folder(), clock).await.expect("opens");
        assert!(store.check_schema().await.is_err(), "no schema yet");
        store.migrate().await.expect("migrates");
        store.migrate().await.expect("migrates again");
        store.check_schema().await.expect("fits");
        let (tenant, account) = (TenantId::from_uuid(id()), AccountId::from_uuid(id()));
        let world = Self { store, offset, tenant, account, database };
        let mut tx = world.store.begin().await.expect("begins");
        let settings = TenantSettings { name: "Contoso".into(), ..TenantSettings::default() };
        tenants::insert(&mut tx, tenant, "contoso", (&settings, &PolicyDocument::default()), Entropy)
            .await
            .expect("inserts");
        let new = accounts::NewAccount {
            id: account,
            tenant,
            user_id: "alice@contoso.example",
            display_name: Some("Alice"),
            is_administrator: false,
        };
        accounts::insert(&mut tx, &new).await.expect("inserts");
        tx.commit().await.expect("commits");
        world
    }

    /// The database as another process opens it.
    pub async fn another(&self) -> Store {
        let config = StoreConfig { url: Some(self.database.url().to_owned().into()), ..StoreConfig::default() };
        let clock = Clock::shifted(self.offset.clone());
        Store::open(&config, self.database.folder(), clock).await.expect("opens")
    }

    /// Every row of a statement of PostgreSQL, as text.
    pub fn rows(&self, statement: &str) -> Vec<String> {
        let rows = rekey_testkit::databases::psql(self.database.url(), statement).expect("rows");
        rows.lines().map(str::to_owned).collect()
    }

    pub fn wait(&self, duration: Duration) {
        let micros = i64::try_from(duration.as_micros()).expect("short");
        self.offset.fetch_add(micros, Ordering::Relaxed);
    }
}

pub fn id() -> uuid::Uuid {
    Entropy.uuid(Clock::system().now())
}

pub fn hash(byte: u8) -> TokenHash {
    TokenHash([byte; 32])
}

/// Every fact is a test on both engines.
macro_rules! contract {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)*) => {
        $(async fn $name($world: $crate::world::World) $body)*
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name($crate::world::World::new(rekey_testkit::Engine::Sqlite).await).await })* }
        mod postgres { $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name($crate::world::World::new(rekey_testkit::Engine::Postgres).await).await })* }
    };
}
pub(crate) use contract;

/// Facts about PostgreSQL alone.
macro_rules! postgres {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => {
        $(#[tokio::test(flavor = "multi_thread")] async fn $name() { let $world = $crate::world::World::new(rekey_testkit::Engine::Postgres).await; $body })*
    };
}
pub(crate) use postgres;

pub fn new_reset(world: &World, now: Timestamp) -> Reset {
    let (policy, flow) = (Policy::nist(), FlowLimits::default());
    let offer = Offer {
        id: OptionId::from_uuid(id()),
        way: Way::Contact { slot: Slot::AuthenticationEmail, channel: Channel::Email },
        target: Target::Contact(ContactId::from_uuid(id())),
        hint: "a***@p***".into(),
    };
    let claimant = Claimant { account: world.account, device: Some(DeviceId::from_uuid(id())), proofs: Vec::new() };
    let new = NewReset {
        id: ResetId::from_uuid(id()),
        tenant: world.tenant,
        group: Some("staff".into()),
        is_administrators: true,
        locale: "de".into(),
        opening: Opening::Offered { subject: Subject::Account(claimant), options: vec![offer] },
    };
    Reset::begin(new, &Rules { policy: &policy, limits: &flow }, now)
}
