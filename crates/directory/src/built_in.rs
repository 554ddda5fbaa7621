//! The built-in directory: accounts in Rekey's own database, passwords under Argon2id.

use rekey_domain::reset::Outcome;
use rekey_domain::{AccountId, ChangeId, TenantId, UserId};
use rekey_passwords::{HashError, Hasher, PasswordHash, PlainPassword, Verdict};
use rekey_runtime::Entropy;
use rekey_store::accounts::{self, Account};
use rekey_store::password_changes::{self, Fate};
use rekey_store::{Store, StoreError, Tx};

use crate::DirectoryError;

/// Accounts in Rekey's own database.
#[derive(Clone)]
pub struct BuiltIn {
    store: Store,
    hasher: Hasher,
    entropy: Entropy,
}

impl std::fmt::Debug for BuiltIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BuiltIn")
    }
}

impl From<HashError> for DirectoryError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Busy,
            HashError::Failed(reason) => Self::Fault(reason),
        }
    }
}

impl BuiltIn {
    /// The directory over this database.
    pub const fn new(store: Store, hasher: Hasher, entropy: Entropy) -> Self {
        Self { store, hasher, entropy }
    }

    pub(crate) async fn find(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        user_id: &UserId,
    ) -> Result<Option<Account>, DirectoryError> {
        Ok(accounts::by_user_id(tx, tenant, user_id.as_str()).await?)
    }

    pub(crate) async fn authenticate(
        &self,
        account: Option<Account>,
        password: &PlainPassword,
    ) -> Result<Option<Account>, DirectoryError> {
        let stored = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let hash = stored.map(PasswordHash::parse).transpose();
        let hash = hash.map_err(|error| DirectoryError::Fault(error.to_string()))?;
        let verdict = self.hasher.verify(password.clone(), hash.as_ref()).await?;
        let Verdict::Matched { outdated } = verdict else { return Ok(None) };
        let Some(account) = account.filter(|account| account.enabled) else { return Ok(None) };
        if let (true, Some(old)) = (outdated, &hash) {
            self.renew(account.id, old, password).await?;
        }
        Ok(Some(account))
    }

    /// The password is known now: its hash may be made anew with today's parameters.
    async fn renew(&self, id: AccountId, old: &PasswordHash, password: &PlainPassword) -> Result<(), DirectoryError> {
        let new = self.hasher.hash(password.clone(), self.entropy.bytes()).await?;
        let mut tx = self.store.begin().await?;
        accounts::replace_hash(&mut tx, id, old.as_str(), new.as_str()).await?;
        Ok(tx.commit().await?)
    }

    /// Another call may be making the same change: one that did not get so far bars it before it says that it was not made.
    pub(crate) async fn set_password(&self, id: AccountId, change: ChangeId, password: &PlainPassword) -> Outcome {
        let hash = match self.hasher.hash(password.clone(), self.entropy.bytes()).await {
            Ok(hash) => hash,
            Err(error) => {
                tracing::warn!(error = %error, "directory.hash_failed");
                return self.outcome_of(id, change).await;
            }
        };
        let made = async {
            let mut tx = self.store.begin_single().await?;
            let fate = password_changes::make(&mut tx, id, change, hash.as_str()).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(fate)
        };
        match made.await {
            Ok(fate) => outcome(fate),
            Err(error) => {
                // It may have happened. Asking bars it where it did not.
                tracing::warn!(error = %error, "directory.not_reached");
                self.outcome_of(id, change).await
            }
        }
    }

    pub(crate) async fn outcome_of(&self, id: AccountId, change: ChangeId) -> Outcome {
        let decided = async {
            let mut tx = self.store.begin().await?;
            let fate = password_changes::bar(&mut tx, id, change).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(fate)
        };
        match decided.await {
            Ok(fate) => outcome(fate),
            Err(error) => {
                tracing::warn!(error = %error, "directory.outcome_unknown");
                Outcome::Unknown
            }
        }
    }
}

const fn outcome(fate: Fate) -> Outcome {
    match fate {
        Fate::Made => Outcome::Changed,
        Fate::Barred => Outcome::NotReached,
    }
}
