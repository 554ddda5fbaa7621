//! Changes that were begun and never concluded: the process died on its way, or the directory did not say what came of
//! it, and the person did not come back.
//!
//! The directory is asked, and the reset goes on as if the person had heard the answer: the owner is told, sign-ins end.
//! A person who comes back at this moment and this task cannot both conclude: the reset's row is locked, and the core
//! hears one outcome of a change. Nor can a change that is still on its way to the directory be concluded as not made and
//! be made afterwards: the directory bars it before it says so ([`rekey_directory::Directory::outcome_of`]).
//! So nothing but the load depends on how long a change is left alone.

use std::sync::Arc;
use std::time::Duration;

use rekey_domain::ResetId;
use rekey_domain::reset::{Command, Outcome, Stage};
use rekey_runtime::CancellationToken;
use rekey_store::{Lock, StoreError, accounts, resets};
use uuid::Uuid;

use crate::notices::Circumstances;
use crate::password::{Changed, follow_up};
use crate::shell::{Loaded, Shell};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A change that nobody touched for so long is nobody's: no request takes half of it.
const LEFT_ALONE: Duration = Duration::from_secs(60);
/// Resets that are read at a time.
const BATCH_ROWS: usize = 50;
/// For one reset.
const DEADLINE: Duration = Duration::from_secs(20);

/// Concludes what was left behind, again and again.
pub(crate) async fn settle_left(shell: Arc<Shell>, token: CancellationToken) {
    while !token.is_cancelled() {
        if let Err(error) = settle_all(&shell, &token).await {
            tracing::warn!(error = %error, "settle.failed");
        }
        tokio::select! {
            () = token.cancelled() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// One look at everything that is left, batch by batch. What cannot be concluded now does not keep the others waiting.
async fn settle_all(shell: &Shell, token: &CancellationToken) -> Result<(), StoreError> {
    let mut last = ResetId::from_uuid(Uuid::nil());
    loop {
        let mut tx = shell.store.read().await?;
        let before = tx.now().minus(LEFT_ALONE);
        let left = resets::left_changing(&mut tx, before, last, BATCH_ROWS).await?;
        drop(tx);
        for id in &left {
            if token.is_cancelled() {
                return Ok(());
            }
            match tokio::time::timeout(DEADLINE, settle(shell, *id)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(error = %error, reset.id = %id, "settle.failed"),
                Err(_) => tracing::warn!(reset.id = %id, "settle.timed_out"),
            }
            last = *id;
        }
        if left.len() < BATCH_ROWS {
            return Ok(());
        }
    }
}

async fn settle(shell: &Shell, id: ResetId) -> Result<(), StoreError> {
    let mut tx = shell.store.read().await?;
    let stored = resets::by_id(&mut tx, id, Lock::None).await?;
    drop(tx);
    let Some(Stage::Changing { account, change }) = stored.map(|stored| stored.reset.stage) else { return Ok(()) };
    let outcome = shell.directory.outcome_of(account.account, change.id).await;
    if outcome == Outcome::Unknown {
        return Ok(());
    }
    let mut tx = shell.store.begin().await?;
    let mut others = resets::open_of_account(&mut tx, account.account).await?;
    let Some(place) = others.iter().position(|open| open.reset.id == id) else { return Ok(()) };
    let stored = others.remove(place);
    let Some(account) = accounts::by_id(&mut tx, account.account).await? else { return Ok(()) };
    let tenant = shell.tenant_of(&mut tx, &stored).await?;
    let loaded = Loaded::new(shell, stored, tenant);
    let decision = shell.act(&mut tx, &loaded, Command::FinishChange { change: change.id, outcome }).await?;
    let circumstances = Circumstances::forgotten(change.began_at);
    let changed = Changed { account: &account, others, browser: None };
    follow_up(shell, &mut tx, (&loaded, changed), &decision, &circumstances).await?;
    tx.commit().await?;
    shell.postman.wake();
    tracing::info!(reset.id = %id, outcome = ?outcome, "reset.settled");
    Ok(())
}
