use rekey_domain::limits::Allowance;
use rekey_domain::reset::Reset;
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use uuid::Uuid;

use super::{Notices, changed, free, posted, posted_of, unless_taken};
use crate::caps::{Asked, Guesser, first_charge};
use crate::db::on_postgres;
use crate::deliveries::Posted;
use crate::limits::{self, Columns, Hit, counting, full_slots};
use crate::resets::{StoredReset, next_state_of};
use crate::time::At;
use crate::{StoreError, Tx};

/// Counts a message, writes the next state over the one that was loaded, and the notice that goes out with it: what the account's
/// cap says. None, and nothing is written, where there is no room, somebody else is counted under the same, or was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn post(
    tx: &mut Tx,
    (loaded, next): (&StoredReset, &Reset),
    (posted, hits): (&Posted<'_>, &[Hit<'_>]),
    limits: &LimitsConfig,
    entropy: Entropy,
) -> Result<Option<Allowance>, StoreError> {
    let asked = Asked { guesser: Guesser { subject_key: &loaded.subject_key, device: next.device() }, limits };
    let now = tx.now();
    let slots = limits::slots(tx, hits);
    let columns = Columns::new(&slots, hits);
    let ids: Vec<Uuid> = hits.iter().map(|_| entropy.uuid(now)).collect();
    let notices = Notices::new(tx, std::slice::from_ref(posted), entropy);
    let query = concat!(
        "WITH ",
        free!("$27"),
        ", ",
        full_slots!("$28", "$29", "$30", "$31"),
        ", ",
        changed!("", "(SELECT is_free FROM free) AND NOT EXISTS (SELECT 1 FROM full_slots)"),
        ", ",
        counting!("$32", "$33", "$34", "$11", "EXISTS (SELECT 1 FROM changed)"),
        ", ",
        posted!(),
        " SELECT (",
        first_charge!("changed.subject_key", "$35", "$36", "$37"),
        ") FROM changed"
    );
    let written: Result<Option<(Option<At>,)>, StoreError> = on_postgres!(tx, c => {
        let query = next_state_of!(sqlx::query_as(query), loaded, next);
        posted_of!(query, notices, now).bind(limits::keys(hits)).bind(columns.slot_scopes).bind(columns.slot_subjects)
            .bind(columns.sinces).bind(columns.newers).bind(ids).bind(columns.scopes).bind(columns.subjects)
            .bind(asked.device()).bind(asked.since(now)).bind(asked.newer()).fetch_optional(c).await
    });
    let Some((first,)) = unless_taken(written)? else { return Ok(None) };
    notices.hand(tx);
    Ok(Some(asked.judge(first)))
}
