//! Sweeping: nothing grows for ever. Batches, so that no lock is held long.

use std::time::Duration;

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// Rows of one table that go in one transaction.
pub const BATCH_ROWS: i64 = 500;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Statements with what is old for each: ended resets and codes a day after their end (SECURITY.md C), deliveries after
/// 30 days, the demo's inbox after a day. A reset with a change under way stays until the change is concluded, and so does
/// what was decided about changes of its account.
const OLD: [(&str, Duration); 10] = [
    (
        "DELETE FROM resets WHERE id IN (SELECT id FROM resets WHERE expires_at < $1 AND changing_since IS NULL LIMIT $2)",
        DAY,
    ),
    (
        "DELETE FROM password_changes WHERE id IN (SELECT id FROM password_changes WHERE decided_at < $1 AND NOT EXISTS
         (SELECT 1 FROM resets WHERE resets.account_id = password_changes.account_id AND changing_since IS NOT NULL)
         LIMIT $2)",
        DAY.saturating_mul(30),
    ),
    ("DELETE FROM method_setups WHERE id IN (SELECT id FROM method_setups WHERE expires_at < $1 LIMIT $2)", DAY),
    ("DELETE FROM sign_ins WHERE id IN (SELECT id FROM sign_ins WHERE expires_at < $1 LIMIT $2)", Duration::ZERO),
    ("DELETE FROM guess_charges WHERE id IN (SELECT id FROM guess_charges WHERE at < $1 LIMIT $2)", DAY),
    ("DELETE FROM limit_hits WHERE id IN (SELECT id FROM limit_hits WHERE at < $1 LIMIT $2)", DAY),
    (
        "DELETE FROM spent_captchas WHERE digest IN (SELECT digest FROM spent_captchas WHERE expires_at < $1 LIMIT $2)",
        Duration::ZERO,
    ),
    (
        "DELETE FROM deliveries WHERE message_id IN (SELECT message_id FROM deliveries WHERE expires_at < $1 LIMIT $2)",
        DAY.saturating_mul(30),
    ),
    ("DELETE FROM inbox_messages WHERE id IN (SELECT id FROM inbox_messages WHERE received_at < $1 LIMIT $2)", DAY),
    (
        "DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters WHERE buried_at < $1 LIMIT $2)",
        DAY.saturating_mul(90),
    ),
];

/// Deletes one batch of what is old from each table; the number of rows that went.
///
/// # Errors
/// When the database does not answer.
pub async fn batch(tx: &mut Tx) -> Result<u64, StoreError> {
    let mut gone = 0;
    for (statement, age) in OLD {
        let before = At(tx.now().minus(age));
        gone += on!(tx, c => sqlx::query(statement).bind(before).bind(BATCH_ROWS)
            .execute(c).await.map(|done| done.rows_affected()))?;
    }
    Ok(gone)
}
