//! The schema: written once in PostgreSQL's types, turned into SQLite's.

use std::borrow::Cow;

use sqlx::AssertSqlSafe;
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::db::Db;
use crate::{Store, StoreError};

const STEPS: [(i64, &str, &str); 2] = [
    (1, "spine", include_str!("../migrations/0001_spine.sql")),
    (3, "api_tokens", include_str!("../migrations/0003_api_tokens.sql")),
];

/// PostgreSQL's type, and SQLite's in a STRICT table.
const TYPES: [(&str, &str); 6] = [
    (" UUID", " BLOB"),
    (" BYTEA", " BLOB"),
    (" TIMESTAMPTZ", " INTEGER"),
    (" JSONB", " TEXT"),
    (" BOOLEAN", " INTEGER"),
    (" BIGINT", " INTEGER"),
];

impl Store {
    /// Brings the schema up to this program's.
    ///
    /// # Errors
    /// When the database was made by a newer program, or does not let us.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let outcome = match &self.db {
            Db::Postgres { pool, .. } => migrator(str::to_owned).run(&mut *pool.lend().await?).await,
            Db::Sqlite { writer, .. } => migrator(for_sqlite).run(writer).await,
        };
        outcome.map_err(|error| StoreError::Schema(format!("cannot migrate: {error}")))
    }

    /// Refuses a schema that is not this program's.
    ///
    /// # Errors
    /// [`StoreError::Schema`] says which version is there.
    pub async fn check_schema(&self) -> Result<(), StoreError> {
        const QUERY: &str = "SELECT max(version) FROM _sqlx_migrations WHERE success";
        let found: Result<(Option<i64>,), sqlx::Error> = match &self.db {
            Db::Postgres { pool, .. } => {
                let mut lease = pool.lend().await?;
                let found = sqlx::query_as(QUERY).fetch_one(&mut *lease).await;
                // It is lent again as it is, and no second one is opened.
                lease.answered();
                found
            }
            Db::Sqlite { readers, .. } => sqlx::query_as(QUERY).fetch_one(readers).await,
        };
        let wanted = STEPS.iter().map(|(version, ..)| *version).max();
        match found {
            Ok((found,)) if found == wanted => Ok(()),
            Ok((found,)) => Err(StoreError::Schema(format!(
                "the database has schema {}, this program needs {}: run `rekey migrate`",
                found.unwrap_or(0),
                wanted.unwrap_or(0)
            ))),
            Err(sqlx::Error::Database(_)) => {
                Err(StoreError::Schema("the database has no schema yet: run `rekey migrate`".into()))
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn migrator(translate: fn(&str) -> String) -> Migrator {
    let step = |(version, name, sql): &(i64, &'static str, &str)| {
        let sql = AssertSqlSafe(translate(sql)).into_sql_str();
        Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
    };
    Migrator { migrations: STEPS.iter().map(step).collect::<Vec<_>>().into(), ..Migrator::DEFAULT }
}

fn for_sqlite(sql: &str) -> String {
    let typed = TYPES.iter().fold(sql.to_owned(), |sql, (from, to)| sql.replace(from, to));
    typed.replace("\n) WITH (fillfactor = 40);", "\n);").replace("\n);", "\n) STRICT;")
}
