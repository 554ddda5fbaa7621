//! The servers that all tests of a run share, and the variables by which the tests find them.

use std::thread;

use rekey_testkit::servers::{Access, Postfix, Postgres, RabbitMq};

/// Running; stopped and removed when dropped, and with this process whatever ends it.
pub struct Servers {
    postgres: Postgres,
    postfix: Postfix,
    rabbitmq: RabbitMq,
}

impl Servers {
    /// Starts one of each, side by side.
    ///
    /// # Errors
    /// When one does not come up; the error holds the end of its log.
    pub fn start() -> anyhow::Result<Self> {
        // The slowest of them takes ten seconds.
        let rabbitmq = thread::spawn(RabbitMq::start);
        let (postgres, postfix) = (Postgres::start()?, Postfix::start()?);
        let rabbitmq = rabbitmq.join().map_err(|_| anyhow::anyhow!("RabbitMQ: its start panicked"))??;
        Ok(Self { postgres, postfix, rabbitmq })
    }

    /// Name and value of each variable that the tests read.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut variables = self.postfix.access().environment();
        variables.push((Postgres::ENVIRONMENT, self.postgres.admin_url()));
        variables.push((Access::ENVIRONMENT, self.rabbitmq.access().to_text()));
        variables
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runner::{Step, Tally};

    const LOOK: &str = r#"case $REKEY_TEST_POSTGRES_URL in postgres://*) ;; *) exit 1 ;; esac
        test "$REKEY_TEST_SMTP_PORT" -gt 0 && test -s "$REKEY_TEST_SMTP_CA_FILE" &&
        test -n "$REKEY_TEST_RABBITMQ""#;

    #[test]
    fn a_step_finds_all_servers_by_their_variables() {
        let servers = Servers::start().expect("all start");
        let step = Step { name: "look", command: &["sh", "-c", LOOK] };
        let status = step.run(&servers.environment(), &mut Tally::default()).expect("starts");
        assert!(status.success());
    }
}
