//! Where accounts and passwords live. For now the built-in directory; LDAP, Active Directory and HTTP come beside it.
//!
//! Rules: an unknown user ID costs as much as a known one; nothing here is awaited inside a write transaction of the
//! caller; setting a password is idempotent by [`ChangeId`].

mod built_in;
pub mod locks;
mod whose;

pub use built_in::BuiltIn;
pub use whose::{Whose, whose};

use rekey_domain::reset::Outcome;
use rekey_domain::{AccountId, ChangeId, DeviceId, TenantId, Timestamp, UserId};
use rekey_passwords::PlainPassword;
use rekey_runtime::ApiProblem;
use rekey_store::accounts::Account;
use rekey_store::holdings::{self, Holdings};
use rekey_store::limits::Counts;
use rekey_store::{StoreError, Tx};
use rekey_wire::http::{Problem, ProblemCode};
use thiserror::Error;

use locks::Locks;

/// Why the directory did not answer.
#[derive(Debug, Error)]
pub enum DirectoryError {
    /// It is away.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Too much work at the moment.
    #[error("too many passwords are being checked at the moment")]
    Busy,
    /// A fault.
    #[error("the directory cannot do this: {0}")]
    Fault(String),
}

/// Told to a client while there is too much work, in seconds.
const BUSY_RETRY_AFTER_SECONDS: u32 = 2;

impl From<DirectoryError> for ApiProblem {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Store(error) => error.into(),
            DirectoryError::Busy => Problem::new(ProblemCode::Unavailable).retry_after(BUSY_RETRY_AFTER_SECONDS).into(),
            DirectoryError::Fault(reason) => {
                tracing::error!(reason, "directory.fault");
                ProblemCode::InternalError.into()
            }
        }
    }
}

/// A directory.
#[derive(Debug, Clone)]
pub enum Directory {
    /// Accounts in Rekey's own database.
    BuiltIn(BuiltIn),
}

impl Directory {
    /// The account with this user ID.
    ///
    /// # Errors
    /// When the directory does not answer.
    pub async fn find(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        user_id: &UserId,
    ) -> Result<Option<Account>, DirectoryError> {
        match self {
            Self::BuiltIn(directory) => directory.find(tx, tenant, user_id).await,
        }
    }

    /// The same, with what the account has to prove with; nothing for nobody.
    ///
    /// # Errors
    /// When the directory or the database does not answer.
    pub async fn find_whole(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        user_id: &UserId,
    ) -> Result<(Option<Account>, Holdings), DirectoryError> {
        match self {
            Self::BuiltIn(_) => Ok(holdings::by_user_id(tx, tenant, user_id.as_str()).await?),
        }
    }

    /// The account of a person who knows its password; `None` for a wrong password, an unknown and a disabled account
    /// alike. `account` is what [`Directory::find`] found.
    ///
    /// # Errors
    /// When the directory does not answer or has too much to do.
    pub async fn authenticate(
        &self,
        account: Option<Account>,
        password: &PlainPassword,
    ) -> Result<Option<Account>, DirectoryError> {
        match self {
            Self::BuiltIn(directory) => directory.authenticate(account, password).await,
        }
    }

    /// Until when an account is locked to unknown browsers, or to this one; `None` where it is open.
    ///
    /// # Errors
    /// When the directory does not answer.
    pub async fn locked_until(
        &self,
        tx: &mut Tx,
        locks: Locks<'_>,
        (account, device): (&Account, Option<DeviceId>),
    ) -> Result<Option<Timestamp>, StoreError> {
        match self {
            Self::BuiltIn(_) => locks.locked_until(tx, account, device).await,
        }
    }

    /// What counts against an account here, from unknown browsers and from this one: forgotten with a new password.
    pub fn failures(&self, locks: Locks<'_>, (account, device): (&Account, Option<DeviceId>)) -> Counts {
        match self {
            Self::BuiltIn(_) => locks.counts(account, device),
        }
    }

    /// Opens a locked account, to unknown browsers and to this one. Its password stays.
    ///
    /// # Errors
    /// When the directory does not answer.
    pub async fn unlock(
        &self,
        tx: &mut Tx,
        locks: Locks<'_>,
        (account, device): (&Account, Option<DeviceId>),
    ) -> Result<(), StoreError> {
        match self {
            Self::BuiltIn(_) => locks.unlock(tx, account, device).await,
        }
    }

    /// Sets a password; the same change again does nothing. What the core has to know of the outcome, whatever happens:
    /// [`Outcome::NotReached`] also means that this change will not be made any more, whoever else is at it.
    pub async fn set_password(&self, account: AccountId, change: ChangeId, password: &PlainPassword) -> Outcome {
        match self {
            Self::BuiltIn(directory) => directory.set_password(account, change, password).await,
        }
    }

    /// What became of a change that somebody began and never concluded. One that was not made by now is barred: it cannot
    /// be made after this answer. [`Outcome::Unknown`] where the directory does not say.
    pub async fn outcome_of(&self, account: AccountId, change: ChangeId) -> Outcome {
        match self {
            Self::BuiltIn(directory) => directory.outcome_of(account, change).await,
        }
    }
}
