//! A database of its own for each test, on either engine.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::servers::Postgres;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file of its own.
    Sqlite,
    /// A database of its own on the server of this test run.
    Postgres,
}

/// An empty database, gone when dropped, and a folder that goes with it.
#[derive(Debug)]
pub struct TestDatabase {
    folder: PathBuf,
    url: String,
    postgres: Option<(String, String)>,
}

impl TestDatabase {
    /// Makes one.
    ///
    /// # Errors
    /// When the tests were not started by `cargo xtask test`, which starts a PostgreSQL and says where it is.
    pub fn fresh(engine: Engine) -> anyhow::Result<Self> {
        if engine == Engine::Sqlite {
            return Self::on(None);
        }
        let variable = Postgres::ENVIRONMENT;
        let admin = std::env::var(variable)
            .with_context(|| format!("{variable} is not set: run `cargo xtask test`, which starts a PostgreSQL"))?;
        Self::on(Some(admin))
    }

    /// Makes one on this server.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn fresh_on(server: &Postgres) -> anyhow::Result<Self> {
        Self::on(Some(server.admin_url()))
    }

    fn on(admin: Option<String>) -> anyhow::Result<Self> {
        let name = format!("rekey_{}", nonce()?);
        let folder = std::env::temp_dir().join(&name);
        fs::create_dir_all(&folder)?;
        let sqlite = format!("sqlite:{}", folder.join("rekey.db").display());
        let mut database = Self { folder, url: sqlite, postgres: None };
        if let Some(admin) = admin {
            psql(&admin, &format!("create database {name}"))?;
            let (server, _) = admin.rsplit_once('/').context("a URL with a database")?;
            database.url = format!("{server}/{name}");
            database.postgres = Some((admin, name));
        }
        Ok(database)
    }

    /// For `store.url`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same database for the user that a role has there; such users are made for all databases of the server.
    ///
    /// # Errors
    /// When this is no PostgreSQL, or the user cannot be made.
    pub fn url_of(&self, role: &str) -> anyhow::Result<String> {
        let (admin, name) = self.postgres.as_ref().context("roles have users on PostgreSQL only")?;
        // As long as the server lives and is reached by this test run alone.
        let password = "rekey";
        let statement = format!(
            "DO $$ BEGIN CREATE USER rekey_{role} PASSWORD '{password}';
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        );
        psql(admin, &statement)?;
        let host = crate::proxy::target(admin)?;
        Ok(format!("postgres://rekey_{role}:{password}@{host}/{name}"))
    }

    /// A folder for whatever else belongs to the test.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.postgres {
            let _ = psql(admin, &format!("drop database if exists {name} with (force)"));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs one statement.
///
/// # Errors
/// With what the server says.
pub fn psql(url: &str, statement: &str) -> anyhow::Result<String> {
    let mut command = Command::new(Postgres::find_binaries()?.join("psql"));
    command.args(["--no-psqlrc", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement, url]).stdin(Stdio::null());
    let output = command.output()?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    anyhow::ensure!(output.status.success(), "psql: {}", said(&output.stderr));
    Ok(said(&output.stdout))
}

fn nonce() -> anyhow::Result<String> {
    let mut bytes = [0; 8];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:016x}", u64::from_le_bytes(bytes)))
}
