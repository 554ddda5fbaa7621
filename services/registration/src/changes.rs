//! What holds for every change of what is registered: who may make it, from when it counts, and who hears of it.
//!
//! Who could reset already types the password again before a change, and what is new waits. That holds also for whoever
//! removed everything first: a removal is remembered for as long as a new method would have waited.

use std::time::Duration;

use rekey_domain::cool_off::{Adding, CoolOff};
use rekey_domain::{AccountId, Means, Policy, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::accounts::Account;
use rekey_store::contacts::Contact;
use rekey_store::holdings::Holdings;
use rekey_store::limits::{self, Hit};
use rekey_store::{StoreError, Tx, accounts, sign_ins};
use rekey_wire::http::{ProblemCode, rfc3339};
use serde_json::Value;

use crate::owner_notices::{News, Told};
use crate::session::{Happened, Session};
use crate::shell::Shell;

/// A change of what is registered.
pub(crate) struct Change {
    pub(crate) means: Means,
    pub(crate) news: News,
    /// The masked contact, or what its owner calls it; may be empty.
    pub(crate) hint: String,
    /// For the audit trail.
    pub(crate) happened: Happened,
}

impl Shell {
    /// Refuses where the account could reset when the sign-in began, and that was too long ago.
    pub(crate) fn must_be_fresh(&self, session: &Session, now: Timestamp) -> Result<(), ApiProblem> {
        let fresh = seconds(self.limits.fresh_sign_in_seconds);
        let is_fresh = now < session.sign_in.created_at.plus(fresh);
        if is_fresh || !session.sign_in.was_capable { Ok(()) } else { Err(ProblemCode::FreshSignInRequired.into()) }
    }

    /// From when on a method that is added or changed now proves something in a reset.
    pub(crate) fn usable_from(&self, session: &Session, now: Timestamp) -> Timestamp {
        let adding = Adding {
            was_capable: session.sign_in.was_capable,
            is_administrator: session.account.is_administrator,
            signed_in_at: session.sign_in.created_at,
        };
        self.cool_off().usable_from(adding, now)
    }

    const fn cool_off(&self) -> CoolOff {
        CoolOff {
            person: seconds(self.limits.cool_off_seconds),
            administrator: seconds(self.limits.cool_off_administrator_seconds),
        }
    }

    /// Whether the account can reset, could once what waits is usable, or could before something was removed.
    pub(crate) async fn was_capable(
        &self,
        tx: &mut Tx,
        who: (&Account, &Policy),
        holdings: &Holdings,
    ) -> Result<bool, StoreError> {
        let (account, policy) = who;
        let (now, cool_off) = (tx.now(), self.cool_off());
        let usable = policy.is_capable(holdings.usable(policy, now).into_iter());
        if usable || policy.is_capable(holdings.enough_to_reset(policy).into_iter()) {
            return Ok(true);
        }
        let wait = if account.is_administrator { cool_off.administrator } else { cool_off.person };
        let removals = limits::counted(tx, &self.removals_of(account.id), now.minus(wait), 1).await?;
        Ok(!removals.is_empty())
    }

    /// Notes that something was taken from an account that could reset.
    pub(crate) async fn note_removal(&self, tx: &mut Tx, session: &Session) -> Result<(), ApiProblem> {
        if session.sign_in.was_capable {
            let hits = [self.removals_of(session.account.id)];
            limits::charge(tx, &hits, self.entropy).await?.made(tx.now())?;
        }
        Ok(())
    }

    fn removals_of(&self, account: AccountId) -> Hit<'static> {
        Hit { scope: limits::REMOVALS_OF_CAPABLE, subject: self.account_key(account), windows: &[] }
    }

    /// Lets one transaction at a time add to what an account has, so that its bounds hold.
    pub(crate) async fn hold_methods(&self, tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
        let hit = Hit { scope: "methods", subject: self.account_key(session.account.id), windows: &[] };
        let since = tx.now();
        limits::counted(tx, &hit, since, 1).await.map(drop)
    }

    /// Bounds what costs many hashes.
    pub(crate) async fn charge_set(&self, tx: &mut Tx, session: &Session) -> Result<(), ApiProblem> {
        let (subject, windows) = (self.account_key(session.account.id), &self.limits.hashed_sets_per_account);
        let hit = Hit { scope: "hashed_sets_per_account", subject, windows };
        limits::charge(tx, &[hit], self.entropy).await?.made(tx.now())?;
        Ok(())
    }

    /// Writes a change to the audit trail and tells the owner at the contacts that were there before. What was added or
    /// changed was looked at, so it is confirmed; and whoever else is signed in does not register for the first time any more,
    /// so that a thief of the password who waited for that changes nothing unnoticed.
    pub(crate) async fn conclude(
        &self,
        tx: &mut Tx,
        session: &Session,
        change: Change,
        before: &[Contact],
    ) -> Result<(), StoreError> {
        let Change { means, news, hint, happened } = change;
        if matches!(news, News::Added) {
            accounts::confirm(tx, session.account.id).await?;
            sign_ins::no_longer_first(tx, session.account.id, session.sign_in.id).await?;
        }
        self.audit(tx, session, happened).await?;
        self.tell_owner(tx, session, Told { news, means, hint }, before).await
    }
}

/// A time from which something counts, as it is told: only while it is to come.
pub(crate) fn to_come(usable_from: Timestamp, now: Timestamp) -> Option<String> {
    (usable_from > now).then(|| rfc3339(usable_from))
}

/// Something for the audit trail about a method.
pub(crate) fn happened(event: &'static str, flow: uuid::Uuid, detail: Value) -> Happened {
    Happened { event, flow, detail }
}

const fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds as u64)
}
