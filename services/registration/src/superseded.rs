//! Ends resets that are under way when something they may rest on is replaced or removed (SECURITY.md R13).
//!
//! In a transaction of its own, before it changes: a crash in between has ended a reset too many, never one too
//! few, and nobody waits in a circle with a reset that is being completed.

use rekey_domain::reset::{ClosedReason, Command, Effect, Rules};
use rekey_runtime::ApiProblem;
use rekey_store::{Lock, StoreError, deliveries, resets};
use rekey_wire::secret::Token;
use serde_json::json;

use crate::session::{Happened, Session};
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
        for id in resets::others_of_account(&mut tx, session.account.id, None).await? {
            let Some(stored) = resets::by_id(&mut tx, id, Lock::ForUpdate).await? else { continue };
            let decision = stored.reset.decide(Command::End(ClosedReason::Superseded), &rules, tx.now());
            if decision.next == stored.reset {
                continue;
            }
            resets::update(&mut tx, &stored, &decision.next).await?;
            for effect in &decision.effects {
                if let Effect::Supersede(message) = effect {
                    deliveries::supersede(&mut tx, *message).await?;
                }
            }
            let detail = json!({ "reason": "methods_changed" });
            self.audit(&mut tx, session, Happened { event: "reset.closed", flow: id.uuid(), detail }).await?;
        }
        tx.commit().await
    }
}
