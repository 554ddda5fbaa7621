//! Makes the program stand still at one statement, from outside: a trigger in its database that does not come to an end, or
//! a table that somebody else holds.
//!
//! What the program committed before is there, what it would do next is not: the moment for `kill -9`, of the whole program
//! or of the copy that stands there.

use std::str::FromStr as _;
use std::time::Duration;

use rekey_testkit::World;
use rekey_testkit::databases::psql;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use tokio::time::{Instant, sleep};

/// A statement, and what is committed when the program comes to it.
pub struct Place {
    obstacle: Obstacle,
    /// Counts what must be there; with nothing there the program is not that far.
    committed: &'static str,
}

enum Obstacle {
    /// Before a statement: event and table of the trigger.
    Before(&'static str),
    /// In front of a table, which nobody reads; on PostgreSQL alone.
    Table(&'static str),
}

/// A guess was charged, and its right code is about to take the charge back.
pub const VERDICT: Place = Place {
    obstacle: Obstacle::Before("UPDATE ON guess_charges FOR EACH ROW"),
    committed: "SELECT count(*) FROM guess_charges",
};
/// A change of the password was begun, and the directory is about to make it.
pub const DIRECTORY: Place = Place {
    obstacle: Obstacle::Before("INSERT ON password_changes FOR EACH ROW"),
    committed: "SELECT count(*) FROM resets WHERE changing_since IS NOT NULL",
};
/// The directory made the change, and the reset is about to be completed.
pub const CONCLUSION: Place = Place {
    obstacle: Obstacle::Before("UPDATE OF is_over ON resets FOR EACH ROW WHEN (NEW.is_over AND NOT OLD.is_over)"),
    committed: "SELECT count(*) FROM resets, password_changes
        WHERE resets.account_id = password_changes.account_id AND was_made AND decided_at >= changing_since",
};
/// A delivery was claimed, and it is about to be charged.
pub const CHARGE: Place = Place {
    obstacle: Obstacle::Before("UPDATE OF charged_at ON deliveries FOR EACH ROW WHEN (NEW.charged_at IS NOT NULL)"),
    committed: "SELECT count(*) FROM deliveries WHERE state = 'attempting'",
};
/// A delivery was claimed, and charged where it goes by phone, and the provider is about to take the message.
pub const PROVIDER: Place = Place {
    obstacle: Obstacle::Before("INSERT ON inbox_messages FOR EACH ROW"),
    committed: "SELECT count(*) FROM deliveries WHERE state = 'attempting'",
};
/// The provider took the message, and that is about to be written.
pub const SENT: Place = Place {
    obstacle: Obstacle::Before("UPDATE OF state ON deliveries FOR EACH ROW WHEN (NEW.state = 'sent')"),
    committed: "SELECT count(*) FROM deliveries, inbox_messages WHERE message_id = id AND state = 'attempting'",
};
/// A sign-in is about to be written; its password was right.
pub const SIGN_IN: Place =
    Place { obstacle: Obstacle::Before("INSERT ON sign_ins FOR EACH ROW"), committed: "SELECT 1" };
/// A relay's mail is with the broker and carried already, and is about to leave the outbox.
pub const RELAYED: Place = Place {
    obstacle: Obstacle::Before("DELETE ON outbox FOR EACH ROW WHEN (OLD.kind = 'notice.email')"),
    committed: "SELECT count(*) FROM inbox_messages",
};
/// A list of deliveries is about to be read.
pub const LIST: Place = Place { obstacle: Obstacle::Table("deliveries"), committed: "SELECT 1" };

/// For the program to come to the statement.
const DEADLINE: Duration = Duration::from_secs(20);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// On SQLite whoever writes for so long stands still.
const BUSY: Duration = Duration::from_millis(500);

/// Whoever comes here waits for the connection of the test, at most for as long as the program gives a statement.
const POSTGRES: &str = "CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN COALESCE(NEW, OLD); END $$;";
/// Connections of the program that stand there, or wait for somebody who does.
const STANDING: &str = "datname = current_database() AND application_name = 'rekey'
    AND wait_event_type = 'Lock' AND wait_event IN ('advisory', 'relation')";
const SQLITE: &str = "CREATE VIEW endless AS
    WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers) SELECT number FROM numbers;";

/// Where the program will stand still.
pub struct Standstill {
    url: String,
    committed: &'static str,
    /// What it stands before, on PostgreSQL.
    held: Option<PgConnection>,
}

impl Standstill {
    /// From now on the program does not get past this statement.
    pub async fn at(world: &World, place: Place) -> Self {
        let mut still = Self { url: world.database().url().to_owned(), committed: place.committed, held: None };
        match place.obstacle {
            Obstacle::Before(statement) if still.is_sqlite() => {
                let trigger =
                    format!("CREATE TRIGGER stand_still BEFORE {statement} BEGIN SELECT count(*) FROM endless; END;");
                still.sqlite(&format!("{SQLITE} {trigger}")).await.expect("made");
            }
            Obstacle::Before(statement) => {
                still.hold("SELECT pg_advisory_lock(1)").await;
                let trigger = format!("CREATE TRIGGER stand_still BEFORE {statement} EXECUTE FUNCTION stand_still();");
                psql(&still.url, &format!("{POSTGRES} {trigger}")).expect("made");
            }
            Obstacle::Table(table) => still.hold(&format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")).await,
        }
        still
    }

    /// Until it stands there.
    pub async fn reached(&self) {
        self.reached_as("%").await;
    }

    async fn reached_as(&self, user: &str) {
        let deadline = Instant::now() + DEADLINE;
        while !self.is_reached(user).await {
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
            self.release().await;
        }
    }

    /// Lets whoever stands there go on. On PostgreSQL alone.
    pub async fn release(self) {
        if let Some(held) = self.held {
            held.close().await.expect("lets go");
        }
        psql(&self.url, "DROP FUNCTION IF EXISTS stand_still() CASCADE").expect("dropped");
    }

    /// Waits until a copy of this role stands there, of any role where none is named, ends it at once, and lets the others
    /// pass. Where roles are apart.
    pub async fn kill_copy(self, world: &mut World, role: Option<&str>) {
        let user = format!("rekey_{}", role.unwrap_or("%"));
        self.reached_as(&user).await;
        let standing = format!(
            "SELECT usename, pid, client_port FROM pg_stat_activity WHERE {STANDING} AND usename LIKE '{user}'"
        );
        let told = psql(&self.url, &standing).expect("tells");
        let one = told.trim_start_matches("rekey_").split('|').collect::<Vec<_>>();
        let [role, backend, port] = one[..] else { unreachable!("not one stands there, but: {told}") };
        let copy = world.holder(role, port.parse().expect("a port")).expect("one of its copies");
        world.kill_one(role, copy);
        // A statement that waits does not look whether its client lives.
        psql(&self.url, &format!("SELECT pg_terminate_backend({backend}, 5000)")).expect("ended");
        self.release().await;
    }

    async fn is_reached(&self, user: &str) -> bool {
        if self.is_sqlite() {
            let mut connection = self.connection().await.expect("connects");
            let count = sqlx::query_scalar::<_, i64>(self.committed).fetch_one(&mut connection).await;
            return count.expect("counts") > 0 && self.sqlite("BEGIN IMMEDIATE; ROLLBACK;").await.is_err();
        }
        let standing = format!("SELECT count(*) FROM pg_stat_activity WHERE {STANDING} AND usename LIKE '{user}'");
        let count = |statement| psql(&self.url, statement).expect("counts") != "0";
        count(&standing) && count(self.committed)
    }

    /// Has the connection of the test hold what the program needs.
    async fn hold(&mut self, statements: &str) {
        let options = PgConnectOptions::from_str(&self.url).expect("a URL");
        let mut connection = options.connect().await.expect("connects");
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.expect("holds");
        self.held = Some(connection);
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
