//! A way is chosen, and a code goes out.

use rekey_domain::limits::Allowance;
use rekey_domain::reset::Reset;
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use uuid::Uuid;

use super::{Notices, changed, free, posted, posted_of, unless_conflict};
use crate::caps::{Asked, Guesser, first_charge};
use crate::db::on_postgres;
use crate::deliveries::Posted;
use crate::limits::{self, Columns, Hit, counting, full_windows};
use crate::resets::{StoredReset, next_state_of};
use crate::time::At;
use crate::{AtOnce, StoreError};

/// Counts a message, writes the next state over the one that was loaded, and the notice that goes out with it: what the account's
/// cap says. None, and nothing is written, where there is no room, somebody else is counted under the same, or was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn post(
    at_once: &mut AtOnce,
    (loaded, next): (&StoredReset, &Reset),
    (posted, hits): (&Posted<'_>, &[Hit<'_>]),
    limits: &LimitsConfig,
    entropy: Entropy,
) -> Result<Option<Allowance>, StoreError> {
    let asked = Asked { guesser: Guesser { subject_key: &loaded.subject_key, device: next.device() }, limits };
    let tx = &mut at_once.0;
    let now = tx.now();
    let windows = limits::windows(tx, hits);
    let columns = Columns::new(&windows, hits);
    let ids: Vec<Uuid> = hits.iter().map(|_| entropy.uuid(now)).collect();
    let notices = Notices::new(tx, std::slice::from_ref(posted), entropy);
    let query = concat!(
        "WITH ",
        free!("$27"),
        ", ",
        full_windows!("$28", "$29", "$30", "$31"),
        ", ",
        changed!("", "(SELECT is_free FROM free) AND NOT EXISTS (SELECT 1 FROM full_windows)"),
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
        posted_of!(query, notices, now).bind(limits::keys(hits)).bind(columns.window_scopes).bind(columns.window_subjects)
            .bind(columns.sinces).bind(columns.newers).bind(ids).bind(columns.scopes).bind(columns.subjects)
            .bind(asked.device()).bind(asked.since(now)).bind(asked.newer()).fetch_optional(c).await
    });
    let Some((first,)) = unless_conflict(written)? else { return Ok(None) };
    notices.hand(at_once);
    Ok(Some(asked.judge(first)))
}
