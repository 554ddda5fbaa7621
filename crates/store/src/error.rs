//! What can go wrong with the store, by what the caller does about it.

use rekey_runtime::ApiProblem;
use rekey_wire::http::{Problem, ProblemCode};
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
            sqlx::Error::Database(database) if passes(database.code().as_deref()) => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Fault(error),
        }
    }
}

/// Whether a failure with this SQLSTATE (or SQLite code) passes by itself: connection, resources, shutdown, lock and
/// statement time-outs, serialisation; SQLite busy, locked, I/O, full.
fn passes(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    let states = ["40001", "40P01", "55P03", "57014", "25006"];
    let classes = ["08", "53", "57P"];
    let sqlite = ["5", "6", "10", "13", "261", "517", "266"];
    states.contains(&code) || sqlite.contains(&code) || (code.len() == 5 && classes.iter().any(|c| code.starts_with(c)))
}
