//! What can go wrong with the store, by what the caller does about it.

use rekey_runtime::ApiProblem;
use rekey_wire::http::{Problem, ProblemCode};
use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteError;
use thiserror::Error;

/// Told to a client while the database is away, in seconds.
const RETRY_AFTER_SECONDS: u32 = 5;

/// Why the store did not do it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It cannot answer now: nothing happened, try again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Somebody else was faster: load again.
    #[error("the row was changed meanwhile")]
    Conflict,
    /// What is stored cannot be read: a fault of ours or of whoever changed it.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The database refuses the statement: a fault of ours.
    #[error("the database refuses: {0}")]
    Fault(sqlx::Error),
    /// The schema is not the one of this program.
    #[error("{0}")]
    Schema(String),
}

impl From<StoreError> for ApiProblem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(_) | StoreError::Conflict => {
                tracing::warn!(error = %error, "store.unavailable");
                Problem::new(ProblemCode::Unavailable).retry_after(RETRY_AFTER_SECONDS).into()
            }
            StoreError::Corrupt(_) | StoreError::Fault(_) | StoreError::Schema(_) => {
                tracing::error!(error = %error, "store.fault");
                ProblemCode::InternalError.into()
            }
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_) => Self::Unavailable(error.to_string()),
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Conflict,
            sqlx::Error::Database(database) if passes(database.as_ref()) => Self::Unavailable(error.to_string()),
            _ => Self::Fault(error),
        }
    }
}

/// Whether a failure passes by itself.
fn passes(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    match error.try_downcast_ref::<SqliteError>() {
        Some(_) => code.parse().is_ok_and(sqlite_passes),
        None => postgres_passes(&code),
    }
}

/// A SQLSTATE of connection, resources, shutdown, lock and statement time-outs, serialisation.
fn postgres_passes(state: &str) -> bool {
    let states = ["40001", "40P01", "55P03", "57014", "25006"];
    let classes = ["08", "53", "57P"];
    states.contains(&state) || classes.iter().any(|class| state.starts_with(class))
}

/// Busy, locked, I/O, full; the upper bytes of a result code only say more of the same.
fn sqlite_passes(code: i32) -> bool {
    matches!(code & 0xff, 5 | 6 | 10 | 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_busy_and_io_passes_and_a_constraint_does_not() {
        // SQLITE_BUSY and its SNAPSHOT, RECOVERY and TIMEOUT; LOCKED_SHAREDCACHE; IOERR_FSYNC, _SHMMAP; FULL.
        for code in [5, 517, 261, 773, 6, 262, 10, 1034, 5386, 13] {
            assert!(sqlite_passes(code), "{code}");
        }
        // ERROR, CONSTRAINT_UNIQUE, CONSTRAINT_FOREIGNKEY, CORRUPT_VTAB; no error.
        for code in [1, 2067, 787, 267, 0] {
            assert!(!sqlite_passes(code), "{code}");
        }
    }

    #[test]
    fn states_of_postgresql_that_pass_are_known() {
        for state in ["08006", "53300", "57P01", "40001", "55P03", "57014"] {
            assert!(postgres_passes(state), "{state}");
        }
        for state in ["23505", "42P01", "", "5"] {
            assert!(!postgres_passes(state), "{state}");
        }
    }
}
