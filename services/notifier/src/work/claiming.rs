//! Claims and endings, those of several notices at a time by one statement.
//!
//! What could not be written together is written alone: one that fails is nobody else's loss.

use std::time::Duration;

use rekey_bus::Ended;
use rekey_domain::{MessageId, Timestamp};
use rekey_store::StoreError;
use rekey_store::deliveries::{self, Attempt, Called, Claim, LeftBehind, Wanted};
use rekey_wire::notice::Notice;

use super::{Work, goes_once};
use crate::together::Together;

/// A claim that is asked for.
#[derive(Clone)]
struct Asked {
    message: MessageId,
    /// Who is about to be called, and after how long it is asked what became of it.
    called: Option<(String, Option<Duration>)>,
}

impl Asked {
    fn wanted(&self) -> Wanted<'_> {
        let called = self.called.as_ref();
        let by = called.map(|(provider, look_after)| Called { provider, look_after: *look_after });
        Wanted { message: self.message, by }
    }
}

/// The claim, if the delivery waited, and when that was by the store's time.
type Taken = (Option<Claim>, Timestamp);

/// Rows of deliveries that are written together.
#[derive(Default)]
pub(super) struct Rows {
    lasting: Together<Asked, Taken>,
    forgettable: Together<Asked, Taken>,
    endings: Together<Ended, bool>,
}

impl Work {
    /// Claims a delivery for whoever is called first, and when that was.
    pub(super) async fn claim(
        &self,
        notice: &Notice,
        provider: Option<Called<'_>>,
    ) -> Result<(Attempt, Timestamp), StoreError> {
        // What goes again anyway after a claim that was left behind may go again after one that the database forgot.
        let is_forgettable = !goes_once(notice);
        let called = provider.map(|called| (called.provider.to_owned(), called.look_after));
        let asked = Asked { message: notice.id, called };
        let together = if is_forgettable { &self.rows.forgettable } else { &self.rows.lasting };
        let all = async |asked: Vec<Asked>| told(self.claim_due(is_forgettable, &asked).await);
        let (claim, at) = match together.ask(asked.clone(), all).await {
            Some(taken) => taken,
            None => self.claim_due(is_forgettable, &[asked]).await?.pop().ok_or(StoreError::Conflict)?,
        };
        if let Some(claim) = claim {
            return Ok((Attempt::Go(claim), at));
        }
        let mut tx = self.store.begin().await?;
        let left_behind = if is_forgettable { LeftBehind::GoesAgain } else { LeftBehind::Stays };
        let attempt = deliveries::begin(&mut tx, notice.id, self.lease(), (provider, left_behind)).await?;
        let now = tx.now();
        tx.commit().await?;
        Ok((attempt, now))
    }

    fn lease(&self) -> Duration {
        Duration::from_secs(self.config.lease_seconds)
    }

    async fn claim_due(&self, is_forgettable: bool, asked: &[Asked]) -> Result<Vec<Taken>, StoreError> {
        let mut tx = match is_forgettable {
            true => self.store.begin_forgettable().await?,
            false => self.store.begin_single().await?,
        };
        let wanted: Vec<_> = asked.iter().map(Asked::wanted).collect();
        let claims = deliveries::begin_all_due(&mut tx, &wanted, self.lease()).await?;
        let now = tx.now();
        tx.commit().await?;
        Ok(claims.into_iter().map(|claim| (claim, now)).collect())
    }

    /// Writes how an attempt ended, with the news of it. False where the claim was lost, or a report was faster.
    pub(super) async fn end(&self, ended: &Ended) -> Result<bool, StoreError> {
        let all = async |ended: Vec<Ended>| told(self.end_all(&ended).await);
        match self.rows.endings.ask(ended.clone(), all).await {
            Some(held) => Ok(held),
            None => Ok(self.end_all(std::slice::from_ref(ended)).await? == [true]),
        }
    }

    async fn end_all(&self, ended: &[Ended]) -> Result<Vec<bool>, StoreError> {
        let mut tx = self.store.begin_single().await?;
        let held = self.bus.conclude(&mut tx, &self.signer, ended, self.entropy).await?;
        tx.commit().await?;
        Ok(held)
    }
}

/// What was written together; each tries alone where it was not.
fn told<T>(written: Result<T, StoreError>) -> Option<T> {
    written.inspect_err(|error| tracing::warn!(error = %error, "notifier.not_together")).ok()
}
