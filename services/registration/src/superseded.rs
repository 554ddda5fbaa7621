//! Ends resets that are under way when something they may rest on is replaced or removed (SECURITY.md R13).
//!
//! In a transaction of its own, before it changes: a crash in between has ended a reset too many, never one too
//! few, and nobody waits in a circle with a reset that is being completed.

use rekey_domain::reset::Rules;
use rekey_runtime::ApiProblem;
use rekey_store::{StoreError, superseded};
use rekey_wire::secret::Token;

use crate::session::Session;
use crate::shell::Shell;

impl Shell {
    /// The same for the person with this token.
    pub(crate) async fn supersede_resets_of(&self, token: &Token) -> Result<(), ApiProblem> {
        let mut tx = self.store.begin().await?;
        let session = self.session(&mut tx, token).await?;
        tx.commit().await?;
        Ok(self.supersede_resets(&session).await?)
    }

    /// Ends every reset of the person that is not over.
    pub(crate) async fn supersede_resets(&self, session: &Session) -> Result<(), StoreError> {
        let rules = Rules { policy: &session.policy, limits: &self.flow };
        let mut tx = self.store.begin().await?;
        superseded::of_account(&mut tx, &session.account, &rules, ("person", self.entropy)).await?;
        tx.commit().await
    }
}
