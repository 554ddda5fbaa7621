//! That a code came back is written with its delivery: breakers of what goes by phone stand on that.

use std::time::Duration;

use rekey_testkit::World;
use rekey_testkit::databases::psql;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use tokio::time::{Instant, sleep};

use crate::journeys;
use crate::steps::{NEW_PASSWORD, Reset, register, signed_in, wrong};

const ALICE: &str = "alice@contoso.example";
const PHONE: &str = "+14255550177";
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// How many deliveries of this purpose and channel came back, by the database.
async fn count(world: &World, purpose: &str, channel: &str) -> i64 {
    let query = format!(
        "SELECT count(*) FROM deliveries WHERE purpose = '{purpose}' AND channel = '{channel}' AND proven_at IS NOT NULL"
    );
    let url = world.database().url();
    let Some(path) = url.strip_prefix("sqlite:") else {
        return psql(url, &query).expect("counts").trim().parse().expect("a number");
    };
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(DEADLINE);
    let mut connection = options.connect().await.expect("opens");
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(&mut connection).await.expect("counts")
}

/// Looks until one came back.
pub async fn has_one(world: &World, purpose: &str, channel: &str) {
    let deadline = Instant::now() + DEADLINE;
    loop {
        let proven = count(world, purpose, channel).await;
        if proven == 1 {
            return;
        }
        assert!(Instant::now() < deadline, "{proven} {purpose} by {channel} came back");
        sleep(LOOK_EVERY).await;
    }
}

journeys! {
    async fn a_code_that_is_typed_rightly_came_back(world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        assert_eq!(count(&world, "registration_code", "sms").await, 0);
        register(&world, &token, "authentication_phone", PHONE).await;
        has_one(&world, "registration_code", "sms").await;

        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose(&world, "sms", Some(PHONE)).await.good();
        let code = world.code_to(PHONE, 2).await;
        assert_eq!(reset.answer(&world, &wrong(&code)).await.code(), "wrong_code");
        assert_eq!(count(&world, "reset_code", "sms").await, 0, "a wrong one proves nothing");
        reset.answer(&world, &code).await.good();
        has_one(&world, "reset_code", "sms").await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }
}
