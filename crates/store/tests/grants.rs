//! Rights of the roles' users, as `migrate` gives them and as a role finds them when it starts. On PostgreSQL: the embedded
//! database has no users.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use rekey_runtime::Clock;
use rekey_runtime::config::StoreConfig;
use rekey_store::Store;
use rekey_store::grants::{Difference, ROLES};
use rekey_testkit::databases::psql;
use rekey_testkit::{Engine, TestDatabase};

/// A database that is up to date, and whose users have their rights.
struct World {
    database: TestDatabase,
    owner: Store,
}

impl World {
    async fn new() -> Self {
        let database = TestDatabase::fresh(Engine::Postgres).expect("a database");
        for role in ROLES {
            database.url_of(role).expect("a user of its own");
        }
        let owner = open(&database, database.url()).await;
        owner.migrate().await.expect("migrates");
        assert!(owner.grant().await.expect("grants").is_empty(), "every role has its user");
        Self { database, owner }
    }

    /// As the owner.
    fn change(&self, statement: &str) {
        psql(self.database.url(), statement).expect(statement);
    }

    /// What a role finds that connects as its own user.
    async fn found_by(&self, role: &str) -> Difference {
        let url = self.database.url_of(role).expect("a user of its own");
        open(&self.database, &url).await.check_grants(role).await.expect("looks")
    }
}

async fn open(database: &TestDatabase, url: &str) -> Store {
    let config = StoreConfig { url: Some(url.to_owned().into()), ..StoreConfig::default() };
    let clock = Clock::shifted(Arc::new(AtomicI64::new(0)));
    Store::open(&config, database.folder(), clock).await.expect("opens")
}

fn missing(what: &str) -> Difference {
    Difference { missing: vec![what.to_owned()], beyond: Vec::new() }
}

fn beyond(what: &str) -> Difference {
    Difference { missing: Vec::new(), beyond: vec![what.to_owned()] }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_user_of_each_role_may_do_just_what_it_has_to() {
    let world = World::new().await;
    for role in ROLES {
        assert_eq!(world.found_by(role).await, Difference::default(), "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_may_do_more_than_any_role_has_to() {
    let world = World::new().await;
    for role in ROLES {
        let Difference { missing, beyond } = world.owner.check_grants(role).await.expect("looks");
        assert_eq!(missing, Vec::<String>::new(), "{role}");
        for more in ["DELETE on audit", "TRUNCATE on audit", "INSERT on accounts", "CREATE in the schema public"] {
            assert!(beyond.iter().any(|right| right == more), "{role}: {more} in {beyond:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_role_may_not_do_any_more_is_missing() {
    let world = World::new().await;
    world.change("revoke insert on outbox from rekey_notifier");
    assert_eq!(world.found_by("notifier").await, missing("INSERT on outbox"));
    world.change("revoke update (last_used_at) on sign_ins from rekey_admin");
    assert_eq!(world.found_by("admin").await, missing("UPDATE (last_used_at) on sign_ins"));
    world.owner.grant().await.expect("grants");
    assert_eq!(world.found_by("notifier").await, Difference::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_role_has_to_do_is_noticed_and_taken_by_the_next_migration() {
    for (role, grant, more) in [
        ("notifier", "select on accounts", "SELECT on accounts"),
        ("notifier", "truncate on audit", "TRUNCATE on audit"),
        ("admin", "references on accounts", "REFERENCES on accounts"),
        ("admin", "trigger on audit", "TRIGGER on audit"),
        ("notifier", "select (password_hash) on accounts", "SELECT (password_hash) on accounts"),
        ("registration", "update (user_id) on accounts", "UPDATE (user_id) on accounts"),
        ("orchestrator", "insert (slot) on contacts", "INSERT (slot) on contacts"),
    ] {
        let world = World::new().await;
        world.change(&format!("grant {grant} to rekey_{role}"));
        assert_eq!(world.found_by(role).await, beyond(more), "{role}");
        world.owner.grant().await.expect("grants");
        assert_eq!(world.found_by(role).await, Difference::default(), "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_make_tables_may_do_more_than_a_role_has_to() {
    let world = World::new().await;
    world.change("grant create on schema public to rekey_notifier");
    assert_eq!(world.found_by("notifier").await, beyond("CREATE in the schema public"));
}
