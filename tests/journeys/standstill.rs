//! Makes the program stand still at one statement, from outside: a trigger in its database that does not come to an end.
//!
//! What the program committed before is there, what it would do next is not: the moment for `kill -9`.

use std::time::Duration;

use rekey_testkit::World;
use rekey_testkit::databases::psql;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};
use tokio::time::{Instant, sleep};

/// A statement, and what is committed when the program comes to it.
pub struct Place {
    /// Event and table of the trigger.
    statement: &'static str,
    /// Counts what must be there; with nothing there the program is not that far.
    committed: &'static str,
}

/// A guess was charged, and its right code is about to take the charge back.
pub const VERDICT: Place =
    Place { statement: "DELETE ON guess_charges FOR EACH ROW", committed: "SELECT count(*) FROM guess_charges" };
/// A change of the password was begun, and the directory is about to make it.
pub const DIRECTORY: Place = Place {
    statement: "INSERT ON password_changes FOR EACH ROW",
    committed: "SELECT count(*) FROM resets WHERE changing_since IS NOT NULL",
};
/// The directory made the change, and the reset is about to be completed.
pub const CONCLUSION: Place = Place {
    statement: "UPDATE OF is_over ON resets FOR EACH ROW WHEN (NEW.is_over AND NOT OLD.is_over)",
    committed: "SELECT count(*) FROM resets, password_changes
        WHERE resets.account_id = password_changes.account_id AND was_made AND decided_at >= changing_since",
};
/// A delivery was claimed, and the provider is about to take the message.
pub const PROVIDER: Place = Place {
    statement: "INSERT ON inbox_messages FOR EACH ROW",
    committed: "SELECT count(*) FROM deliveries WHERE state = 'attempting'",
};
/// The provider took the message, and that is about to be written.
pub const SENT: Place = Place {
    statement: "UPDATE OF state ON deliveries FOR EACH ROW WHEN (NEW.state = 'sent')",
    committed: "SELECT count(*) FROM deliveries, inbox_messages WHERE message_id = id AND state = 'attempting'",
};

/// For the program to come to the statement.
const DEADLINE: Duration = Duration::from_secs(20);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// On SQLite whoever writes for so long stands still.
const BUSY: Duration = Duration::from_millis(500);

/// Shorter than the time the program gives a statement on PostgreSQL.
const POSTGRES: &str = "CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(4.5); RETURN COALESCE(NEW, OLD); END $$;";
const SQLITE: &str = "CREATE VIEW endless AS
    WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers) SELECT number FROM numbers;";

/// Where the program will stand still.
pub struct Standstill {
    url: String,
    place: Place,
}

impl Standstill {
    /// From now on the program does not get past this statement.
    pub async fn at(world: &World, place: Place) -> Self {
        let statement = place.statement;
        let still = Self { url: world.database().url().to_owned(), place };
        if still.is_sqlite() {
            let trigger =
                format!("CREATE TRIGGER stand_still BEFORE {statement} BEGIN SELECT count(*) FROM endless; END;");
            still.sqlite(&format!("{SQLITE} {trigger}")).await.expect("made");
        } else {
            let trigger = format!("CREATE TRIGGER stand_still BEFORE {statement} EXECUTE FUNCTION stand_still();");
            psql(&still.url, &format!("{POSTGRES} {trigger}")).expect("made");
        }
        still
    }

    /// Until it stands there.
    pub async fn reached(&self) {
        let deadline = Instant::now() + DEADLINE;
        while !self.is_reached().await {
            assert!(Instant::now() < deadline, "the program never came to the statement");
            sleep(LOOK_EVERY).await;
        }
    }

    /// Takes the trigger away; the program is dead by now, and so is what it had begun.
    pub async fn lift(self) {
        if self.is_sqlite() {
            self.sqlite("DROP TRIGGER stand_still; DROP VIEW endless;").await.expect("dropped");
        } else {
            let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'rekey'";
            psql(&self.url, end).expect("ended");
            psql(&self.url, "DROP FUNCTION stand_still() CASCADE").expect("dropped");
        }
    }

    async fn is_reached(&self) -> bool {
        if self.is_sqlite() {
            let mut connection = self.connection().await.expect("connects");
            let count = sqlx::query_scalar::<_, i64>(self.place.committed).fetch_one(&mut connection).await;
            return count.expect("counts") > 0 && self.sqlite("BEGIN IMMEDIATE; ROLLBACK;").await.is_err();
        }
        let sleeping = "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event = 'PgSleep'";
        let count = |statement| psql(&self.url, statement).expect("counts") != "0";
        count(self.place.committed) && count(sleeping)
    }

    fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    async fn connection(&self) -> Result<SqliteConnection, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(self.url.trim_start_matches("sqlite:"));
        options.busy_timeout(BUSY).connect().await
    }

    async fn sqlite(&self, statements: &str) -> Result<(), sqlx::Error> {
        let mut connection = self.connection().await?;
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.map(drop)
    }
}
