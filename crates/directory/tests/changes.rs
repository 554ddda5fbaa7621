//! Several calls for one change of a password: they hear the same.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use rekey_directory::{BuiltIn, Directory};
use rekey_domain::reset::Outcome;
use rekey_domain::{AccountId, ChangeId, TenantId, UserId};
use rekey_passwords::{Hasher, HasherConfig, PlainPassword};
use rekey_runtime::config::StoreConfig;
use rekey_runtime::{Clock, Entropy};
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::{Store, accounts, tenants};
use rekey_testkit::{Engine, TestDatabase};

struct World {
    store: Store,
    tenant: TenantId,
    account: AccountId,
    _database: TestDatabase,
}

async fn world() -> World {
    let database = TestDatabase::fresh(Engine::Sqlite).expect("a database");
    let clock = Clock::shifted(Arc::new(AtomicI64::new(0)));
    let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
    let store = Store::open(&config, database.folder(), clock).await.expect("opens");
    store.migrate().await.expect("migrates");
    let mut tx = store.begin().await.expect("begins");
    let (tenant, account) = (TenantId::from_uuid(Entropy.uuid(tx.now())), AccountId::from_uuid(Entropy.uuid(tx.now())));
    tenants::insert(&mut tx, tenant, "contoso", (&TenantSettings::default(), &PolicyDocument::default()), Entropy)
        .await
        .expect("inserts");
    let (user_id, display_name) = ("alice@contoso.example", None);
    let new = accounts::NewAccount { id: account, tenant, user_id, display_name, is_administrator: false };
    accounts::insert(&mut tx, &new).await.expect("inserts");
    tx.commit().await.expect("commits");
    World { store, tenant, account, _database: database }
}

fn password(text: &str) -> PlainPassword {
    PlainPassword::parse(text).expect("a password")
}

/// A hasher that has no room: one long hash is at work, and nobody waits.
fn full_hasher() -> Hasher {
    let config = HasherConfig {
        memory_kib: 262_144,
        passes: 16,
        concurrency: 1,
        queue: 1,
        max_wait: Duration::from_millis(1),
        ..HasherConfig::default()
    };
    let hasher = Hasher::new(config).expect("sound");
    let busy = hasher.clone();
    tokio::spawn(async move { busy.hash(password("a long hash"), Entropy.bytes()).await });
    hasher
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_get_to_the_hash_bars_the_change_for_whoever_does() {
    let world = world().await;
    let change = ChangeId::from_uuid(Entropy.uuid(Clock::system().now()));
    let full = full_hasher();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let hurried = Directory::BuiltIn(BuiltIn::new(world.store.clone(), full, Entropy));
    let word = password("Nineteen green kettles 7");
    assert_eq!(hurried.set_password(world.account, change, &word).await, Outcome::NotReached);

    let hasher = Hasher::new(HasherConfig::default()).expect("sound");
    let calm = Directory::BuiltIn(BuiltIn::new(world.store.clone(), hasher, Entropy));
    assert_eq!(calm.set_password(world.account, change, &word).await, Outcome::NotReached, "barred by the other");
    let another = ChangeId::from_uuid(Entropy.uuid(Clock::system().now()));
    assert_eq!(calm.set_password(world.account, another, &word).await, Outcome::Changed);
    assert_eq!(calm.outcome_of(world.account, another).await, Outcome::Changed);

    let mut tx = world.store.read().await.expect("reads");
    let user_id = UserId::parse("alice@contoso.example").expect("a user ID");
    let account = calm.find(&mut tx, world.tenant, &user_id).await.expect("finds");
    drop(tx);
    assert!(calm.authenticate(account, &word).await.expect("answers").is_some());
}
