//! Ends resets that are under way when something that they may rest on is replaced or removed (SECURITY.md R13).

use rekey_domain::reset::{ClosedReason, Command, Effect, Rules};
use rekey_runtime::Entropy;
use serde_json::json;

use crate::accounts::Account;
use crate::{StoreError, Tx, audit, deliveries, resets};

/// Ends every reset of an account that is not over, and says who did what ended it. A stranger's goes on as a decoy.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    tx: &mut Tx,
    account: &Account,
    rules: &Rules<'_>,
    (actor, entropy): (&'static str, Entropy),
) -> Result<(), StoreError> {
    for stored in resets::open_of_account(tx, account.id).await? {
        let decision = stored.reset.decide(Command::End(ClosedReason::Superseded), rules, tx.now());
        if decision.next == stored.reset {
            continue;
        }
        resets::update(tx, &stored, &decision.next).await?;
        for effect in &decision.effects {
            if let Effect::Supersede(message) = effect {
                deliveries::supersede(tx, *message).await?;
            }
        }
        let entry = audit::Entry {
            tenant: Some(account.tenant),
            actor,
            event: "reset.closed",
            account: Some(account.id),
            flow: Some(stored.reset.id.uuid()),
            detail: &json!({ "reason": "methods_changed" }),
        };
        audit::write(tx, &entry, entropy).await?;
    }
    Ok(())
}
