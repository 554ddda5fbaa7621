//! `POST /resets/current/unlock`: who has proven who they are may open a locked account and keep its password.

use axum::extract::State;
use rekey_directory::locks::Locks;
use rekey_domain::reset::{Command, Effect, Reply, Status};
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::{Lock, StoreError, Tx};
use rekey_wire::http::{ProblemCode, ResetView};

use crate::notices::{self, Circumstances};
use crate::shell::{App, Loaded, Shell};
use crate::{password, problems, view};

impl Shell {
    pub(crate) const fn locks(&self) -> Locks<'_> {
        Locks { keys: &self.keys, limits: &self.limits }
    }

    /// Opens the account of a reset where it was locked: a new password does so as well.
    pub(crate) async fn open_account(&self, tx: &mut Tx, loaded: &Loaded) -> Result<(), StoreError> {
        let Some(account) = self.account_of(tx, loaded.reset()).await? else { return Ok(()) };
        self.directory.unlock(tx, self.locks(), (&account, loaded.reset().device())).await
    }
}

/// `POST /resets/current/unlock`.
pub(crate) async fn unlock(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<ResetView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, &token, Lock::ForUpdate).await?;
    password::not_yet(loaded.reset().status(&shell.rules(&loaded.policy), tx.now()))?;
    if !loaded.policy.unlock {
        return Err(ProblemCode::Forbidden.into());
    }
    let (loaded, _) = shell.sound(&mut tx, &token, loaded).await?;
    let is_verified = loaded.reset().status(&shell.rules(&loaded.policy), tx.now()) == Status::Verified;
    if is_verified && !view::is_locked(&shell, &mut tx, loaded.reset()).await? {
        return Err(ProblemCode::NotLocked.into());
    }
    let decision = shell.act(&mut tx, &loaded, Command::Unlock).await?;
    if decision.effects.iter().any(|effect| matches!(effect, Effect::Unlocked(_))) {
        shell.open_account(&mut tx, &loaded).await?;
        let circumstances = Circumstances::of_request(&context, tx.now());
        notices::account_unlocked(&shell, &mut tx, &loaded, &circumstances).await?;
    }
    let body = view::of(&shell, &mut tx, &decision.next, &loaded.whose()).await?;
    let now = tx.now();
    tx.commit().await?;
    shell.postman.wake();
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok(axum::Json(body)),
    }
}
