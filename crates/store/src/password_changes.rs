//! Changes of passwords, each decided once and for good: it was made, or it never will be.
//!
//! The row is the decision. [`make`] writes it in the transaction that sets the password; [`bar`] writes it for a change
//! that nobody made so far. The key lets one of the two in, and the other waits for it and hears what was decided: a change
//! that was concluded as not made cannot be made later, however long whoever is making it was asleep. No clock is asked.

use rekey_domain::{AccountId, ChangeId};

use crate::db::{Inner, on, on_postgres};
use crate::time::At;
use crate::{StoreError, Tx};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The password is set.
    Made,
    /// It was not set, and this change will not set it any more.
    Barred,
}

/// Sets the password of an account. The same change again does nothing; a change that was barred is not made, nor is
/// one of an account that is not there.
///
/// # Errors
/// When the database does not answer.
pub async fn make(tx: &mut Tx, account: AccountId, change: ChangeId, hash: &str) -> Result<Fate, StoreError> {
    let Inner::Postgres(_) = tx.inner else { return make_step_by_step(tx, account, change, hash).await };
    let now = At(tx.now());
    // One statement, so that it needs no transaction around it. The key lets one decision in; whoever waited for another one
    // decides nothing.
    let decided: Option<(bool,)> = on_postgres!(tx, c => sqlx::query_as(
        "WITH decided AS (INSERT INTO password_changes (id, account_id, was_made, decided_at)
             SELECT $1, $2, EXISTS (SELECT 1 FROM accounts WHERE id = $2), $4
             ON CONFLICT (id) DO NOTHING RETURNING account_id, was_made),
         made AS (UPDATE accounts SET password_hash = $3 FROM decided
             WHERE accounts.id = decided.account_id AND decided.was_made)
         SELECT was_made FROM decided",
    ).bind(change.uuid()).bind(account.uuid()).bind(hash).bind(now).fetch_optional(c).await)?;
    match decided {
        Some((was_made,)) => Ok(Fate::of(was_made)),
        None => fate(tx, change).await,
    }
}

async fn make_step_by_step(tx: &mut Tx, account: AccountId, change: ChangeId, hash: &str) -> Result<Fate, StoreError> {
    if !decide(tx, account, change, Fate::Made).await? {
        return fate(tx, change).await;
    }
    let changed = on!(tx, c => sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
        .bind(account.uuid()).bind(hash).execute(c).await.map(|done| done.rows_affected()))?;
    if changed == 1 {
        return Ok(Fate::Made);
    }
    on!(tx, c => sqlx::query("UPDATE password_changes SET was_made = $2 WHERE id = $1")
        .bind(change.uuid()).bind(false).execute(c).await.map(drop))?;
    Ok(Fate::Barred)
}

impl Fate {
    const fn of(was_made: bool) -> Self {
        if was_made { Self::Made } else { Self::Barred }
    }
}

/// What was decided about a change; one that nobody made so far is barred by asking.
///
/// # Errors
/// When the database does not answer.
pub async fn bar(tx: &mut Tx, account: AccountId, change: ChangeId) -> Result<Fate, StoreError> {
    decide(tx, account, change, Fate::Barred).await?;
    fate(tx, change).await
}

/// Whether this decision is the first. Waits for whoever is deciding at this moment.
async fn decide(tx: &mut Tx, account: AccountId, change: ChangeId, fate: Fate) -> Result<bool, StoreError> {
    let now = At(tx.now());
    let written = on!(tx, c => sqlx::query(
        "INSERT INTO password_changes (id, account_id, was_made, decided_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO NOTHING",
    ).bind(change.uuid()).bind(account.uuid()).bind(fate == Fate::Made).bind(now)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(written == 1)
}

async fn fate(tx: &mut Tx, change: ChangeId) -> Result<Fate, StoreError> {
    let (was_made,): (bool,) = on!(tx, c => sqlx::query_as("SELECT was_made FROM password_changes WHERE id = $1")
        .bind(change.uuid()).fetch_one(c).await)?;
    Ok(Fate::of(was_made))
}
