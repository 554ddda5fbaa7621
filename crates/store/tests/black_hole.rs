//! A PostgreSQL behind a network that swallows everything: every call ends in time, and the store recovers.

use std::time::Duration;

use rekey_runtime::Clock;
use rekey_runtime::config::StoreConfig;
use rekey_store::{Store, StoreError, tenants};
use rekey_testkit::{Engine, Proxy, TestDatabase, proxy};
use tokio::time::Instant;

/// The time of a statement and what the network may add, and some more for a busy machine.
const IN_TIME: Duration = Duration::from_secs(4);

async fn ended_in_time<T>(call: impl Future<Output = Result<T, StoreError>>) {
    let ended = tokio::time::timeout(IN_TIME, call).await.expect("ends in time");
    assert!(matches!(ended, Err(StoreError::Unavailable(_))), "it is told that the database is away");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_waits_longer_than_its_deadline_and_the_store_recovers() {
    let database = TestDatabase::fresh(Engine::Postgres).expect("a database");
    let way = Proxy::start(proxy::target(database.url()).expect("a target")).await.expect("a way");
    let config = StoreConfig {
        url: Some(way.url(database.url()).expect("a URL").into()),
        max_connections: 3,
        acquire_timeout_ms: 500,
        statement_timeout_ms: 500,
    };
    let store = Store::open(&config, database.folder(), Clock::system()).await.expect("opens");
    store.migrate().await.expect("migrates");
    let (mut reading, mut looking, writing) = (
        store.read().await.expect("begins"),
        store.begin().await.expect("begins"),
        store.begin().await.expect("begins"),
    );

    way.swallow();
    ended_in_time(tenants::all(&mut reading)).await;
    ended_in_time(looking.look_at_clock()).await;
    ended_in_time(writing.commit()).await;
    drop((reading, looking));
    ended_in_time(store.begin()).await;
    ended_in_time(store.ping()).await;

    way.forward();
    let deadline = Instant::now() + Duration::from_secs(20);
    while store.ping().await.is_err() {
        assert!(Instant::now() < deadline, "recovers");
    }
    let all = [store.begin().await, store.begin().await, store.begin().await];
    assert!(all.iter().all(Result::is_ok), "every connection of the pool is there again");
}
