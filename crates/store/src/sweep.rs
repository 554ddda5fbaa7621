//! Sweeping: nothing grows for ever. Batches, so that no lock is held long; each role sweeps its own tables.

use std::time::Duration;

use rekey_runtime::{CancellationToken, Task};

use crate::db::on;
use crate::time::At;
use crate::{Store, StoreError, Tx};

/// Rows of one table that go in one transaction.
pub const BATCH_ROWS: u32 = 500;

/// Between two sweeps.
const EVERY: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Help requests that were told to the administrators.
pub const HELP_KEPT: Duration = DAY.saturating_mul(90);
/// Help requests of an organisation that names nobody to read them.
pub const HELP_UNTOLD_KEPT: Duration = DAY.saturating_mul(180);

/// Rows that are of no use any more.
#[derive(Debug, Clone, Copy)]
pub struct Old {
    /// What they are.
    pub what: &'static str,
    /// For how long they are kept after the time that counts.
    pub kept: Duration,
    statement: &'static str,
    /// The same for PostgreSQL, which leaves alone what another process is at.
    skipping: &'static str,
}

/// Rows of a table whose time in this column is long past, and of which nothing else is to be awaited.
macro_rules! old {
    ($what:literal: $table:literal, $key:literal, $column:literal, $kept:expr $(, $and:literal)?) => {
        Old {
            what: $what,
            kept: $kept,
            statement: old!(@ $table, $key, $column, ")" $(, $and)?),
            skipping: old!(@ $table, $key, $column, " FOR UPDATE SKIP LOCKED)" $(, $and)?),
        }
    };
    (@ $table:literal, $key:literal, $column:literal, $end:literal $(, $and:literal)?) => {
        concat!(
            "DELETE FROM ", $table, " WHERE ", $key, " IN (SELECT ", $key, " FROM ", $table, " WHERE ", $column,
            " < $1", $(" AND ", $and,)? " LIMIT $2", $end
        )
    };
}

/// The orchestrator's, and what every role counts: ended resets and guesses a day after their end (SECURITY.md C), hits for
/// longer than any window. A reset with a change under way stays until the change is concluded, and so does what was decided
/// about changes of its account.
pub const ORCHESTRATOR: &[Old] = &[
    old!("resets": "resets", "id", "expires_at", DAY, "changing_since IS NULL"),
    old!(
        "password changes": "password_changes", "id", "decided_at", DAY.saturating_mul(30),
        "NOT EXISTS (SELECT 1 FROM resets WHERE resets.account_id = password_changes.account_id
         AND changing_since IS NOT NULL)"
    ),
    old!("guess charges": "guess_charges", "id", "at", DAY),
    old!("limit hits": "limit_hits", "id", "at", DAY.saturating_mul(3), "scope <> 'removals_of_capable'"),
    // As long as the longest cool-off that can be configured looks back, and a day.
    old!("removals": "limit_hits", "id", "at", DAY.saturating_mul(31), "scope = 'removals_of_capable'"),
    old!("spent captchas": "spent_captchas", "digest", "expires_at", Duration::ZERO),
];

/// Registration's.
pub const REGISTRATION: &[Old] = &[
    old!("method set-ups": "method_setups", "id", "expires_at", DAY),
    old!("sign-ins": "sign_ins", "id", "expires_at", Duration::ZERO),
    old!("retired contacts": "contacts", "id", "retires_at", Duration::ZERO),
];

/// The notifier's.
pub const NOTIFIER: &[Old] = &[
    old!("deliveries": "deliveries", "message_id", "expires_at", DAY.saturating_mul(30)),
    old!("dead letters": "dead_letters", "id", "buried_at", DAY.saturating_mul(90)),
    old!("money that was taken": "money_taken", "began_at", "began_at", DAY.saturating_mul(400)),
    // One that is shut waits for probes, however long nobody asks: as long as the deliveries that would be judged without it.
    old!("breakers": "send_breakers", "subject", "COALESCE(reopened_at, shut_until)", DAY.saturating_mul(30)),
    old!("inbox messages": "inbox_messages", "id", "received_at", DAY),
];

/// Admin's.
pub const ADMIN: &[Old] = &[
    old!("help requests": "help_requests", "id", "digested_at", HELP_KEPT),
    old!("untold help requests": "help_requests", "id", "created_at", HELP_UNTOLD_KEPT),
];

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Rows that went.
    pub rows: u64,
    /// There may be more.
    pub is_full: bool,
}

/// Deletes one batch of what is old of each.
///
/// # Errors
/// When the database does not answer.
pub async fn batch(tx: &mut Tx, old: &[Old]) -> Result<Swept, StoreError> {
    let mut swept = Swept { rows: 0, is_full: false };
    for Old { statement, skipping, kept, .. } in old {
        let (before, statement) = (At(tx.now().minus(*kept)), tx.pick(skipping, statement));
        let gone = on!(tx, c => sqlx::query(statement).bind(before).bind(i64::from(BATCH_ROWS))
            .execute(c).await.map(|done| done.rows_affected()))?;
        swept.rows += gone;
        swept.is_full |= gone >= u64::from(BATCH_ROWS);
    }
    Ok(swept)
}

/// The task that sweeps at once and then every minute, batch by batch while they are full.
pub fn task(store: Store, name: &'static str, old: &'static [Old]) -> Task {
    Task::new(name, move |token| sweep_on(store, old, token))
}

async fn sweep_on(store: Store, old: &'static [Old], token: CancellationToken) {
    while !token.is_cancelled() {
        let swept = async {
            let mut tx = store.begin().await?;
            let swept = batch(&mut tx, old).await?;
            tx.commit().await?;
            Ok::<Swept, StoreError>(swept)
        };
        match swept.await {
            Ok(swept) if swept.is_full => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(error = %error, "sweep.failed"),
        }
        tokio::select! {
            () = token.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
