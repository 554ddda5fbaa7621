//! Locked accounts. The built-in directory lets nobody try passwords for ever: after too many wrong ones an account is locked to
//! unknown browsers, and each known browser has a count of its own. It opens by itself when the oldest of them is old enough, or
//! when its owner unlocks it.

use rekey_domain::{DeviceId, TenantId, Timestamp};
use rekey_runtime::config::LimitsConfig;
use rekey_store::accounts::Account;
use rekey_store::limits::{self, Counts, Hit};
use rekey_store::{StoreError, Tx};
use rekey_wire::keys::Keys;

/// Scope in which wrong passwords are counted.
const FAILURES: &str = "sign_in_failures_per_account";

/// What tells whether an account is locked.
#[derive(Debug, Clone, Copy)]
pub struct Locks<'a> {
    /// Keys of the installation.
    pub keys: &'a Keys,
    /// How many wrong passwords lock an account.
    pub limits: &'a LimitsConfig,
}

impl<'a> Locks<'a> {
    /// Under what a wrong password is counted: of a user ID, there or not, from unknown browsers; of each known one by itself.
    pub fn failure(&self, tenant: TenantId, user_id: &str, device: Option<DeviceId>) -> Hit<'a> {
        let keys = self.keys.limits();
        let subject = match device {
            Some(device) => keys.of("sign_in_device", &[device.uuid().as_bytes()]),
            None => keys.of("sign_in", &[tenant.uuid().as_bytes(), user_id.as_bytes()]),
        };
        Hit { scope: FAILURES, subject, windows: &self.limits.sign_in_failures_per_account }
    }

    /// What is to be forgotten for the owner not to be locked out.
    pub fn counts(&self, account: &Account, device: Option<DeviceId>) -> Counts {
        let subjects = self.failures(account, device).into_iter().map(|failure| failure.subject).collect();
        Counts { scope: FAILURES, subjects }
    }

    /// Both counts that can lock its owner out: of unknown browsers, and of this one.
    fn failures(&self, account: &Account, device: Option<DeviceId>) -> Vec<Hit<'a>> {
        let of = |device| self.failure(account.tenant, &account.user_id, device);
        let mut failures = vec![of(None)];
        failures.extend(device.map(|device| of(Some(device))));
        failures
    }

    pub(crate) async fn locked_until(
        &self,
        tx: &mut Tx,
        account: &Account,
        device: Option<DeviceId>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut latest = None;
        for failure in self.failures(account, device) {
            latest = latest.max(limits::opens_at(tx, &failure).await?);
        }
        Ok(latest)
    }

    pub(crate) async fn unlock(
        &self,
        tx: &mut Tx,
        account: &Account,
        device: Option<DeviceId>,
    ) -> Result<(), StoreError> {
        limits::clear(tx, &self.counts(account, device)).await
    }
}
