//! The servers that all tests of a run share, and the variables by which the tests find them.

use rekey_testkit::servers::{Postfix, Postgres};

/// Running; stopped and removed when dropped, and with this process whatever ends it.
pub struct Servers {
    postgres: Postgres,
    postfix: Postfix,
}

impl Servers {
    /// Starts one of each.
    ///
    /// # Errors
    /// When one does not come up; the error holds the end of its log.
    pub fn start() -> anyhow::Result<Self> {
        Ok(Self { postgres: Postgres::start()?, postfix: Postfix::start()? })
    }

    /// Name and value of each variable that the tests read.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut variables = self.postfix.access().environment();
        variables.push((Postgres::ENVIRONMENT, self.postgres.admin_url()));
        variables
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runner::{Step, Tally};

    const LOOK: &str = r#"case $REKEY_TEST_POSTGRES_URL in postgres://*) ;; *) exit 1 ;; esac
        test "$REKEY_TEST_SMTP_PORT" -gt 0 && test -s "$REKEY_TEST_SMTP_CA_FILE""#;

    #[test]
    fn a_step_finds_both_servers_by_its_variables() {
        let servers = Servers::start().expect("both start");
        let step = Step { name: "look", command: &["sh", "-c", LOOK] };
        let status = step.run(&servers.environment(), &mut Tally::default()).expect("starts");
        assert!(status.success());
    }
}
