//! What the audit trail holds, looked at behind the API.

use std::time::Duration;

use rekey_testkit::World;
use rekey_testkit::databases::psql;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use tokio::time::{Instant, sleep};

/// For a row to be written.
const DEADLINE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Details of the rows of an event, as text.
async fn details(world: &World, event: &str) -> Vec<Value> {
    let query = format!("SELECT detail FROM audit WHERE event = '{event}'");
    let url = world.database().url();
    let rows: Vec<String> = match url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection =
                SqliteConnectOptions::new().filename(path).read_only(true).connect().await.expect("opens");
            sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await.expect("reads")
        }
        None => psql(url, &query).expect("reads").lines().map(str::to_owned).collect(),
    };
    rows.iter().map(|row| serde_json::from_str(row).expect("JSON")).collect()
}

/// Rows of an event in whose detail this member says so.
pub async fn count(world: &World, event: &str, (member, word): (&str, &str)) -> usize {
    details(world, event).await.iter().filter(|detail| detail[member] == word).count()
}

/// Waits until there are so many such rows, and sees that there are no more.
pub async fn has(world: &World, event: &str, what: (&str, &str), wanted: usize) {
    let deadline = Instant::now() + DEADLINE;
    while count(world, event, what).await < wanted {
        assert!(Instant::now() < deadline, "{wanted} rows of {event} {what:?} are not there: {}", world.log());
        sleep(LOOK_EVERY).await;
    }
    assert_eq!(count(world, event, what).await, wanted, "{event} {what:?}");
}
