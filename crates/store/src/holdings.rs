//! What an account has to prove with, of every kind, read in one go. The same statements for nobody's account: time tells
//! nothing.

use rekey_domain::{AccountId, Means, Timestamp};

use crate::answers::{self, StoredAnswer};
use crate::authenticators::{self, Authenticator};
use crate::contacts::{self, Contact};
use crate::passkeys::{self, Passkey};
use crate::recovery_codes::{self, RecoveryCode};
use crate::{StoreError, Tx};

/// What an account has.
#[derive(Debug, Clone, Default)]
pub struct Holdings {
    /// Its contacts, also those that wait or retire.
    pub contacts: Vec<Contact>,
    /// Its authenticator apps.
    pub authenticators: Vec<Authenticator>,
    /// Its passkeys.
    pub passkeys: Vec<Passkey>,
    /// Its answers to security questions.
    pub answers: Vec<StoredAnswer>,
    /// Its recovery codes that are not used.
    pub recovery_codes: Vec<RecoveryCode>,
}

/// What this account has.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Holdings, StoreError> {
    Ok(Holdings {
        contacts: contacts::of_account(tx, account).await?,
        authenticators: authenticators::of_account(tx, account).await?,
        passkeys: passkeys::of_account(tx, account).await?,
        answers: answers::of_account(tx, account).await?,
        recovery_codes: recovery_codes::unused(tx, account).await?,
    })
}

impl Holdings {
    /// What proves something in a reset now, each kind once.
    pub fn usable(&self, now: Timestamp) -> Vec<Means> {
        self.means(|usable_from, retires_at| usable_from <= now && retires_at.is_none_or(|retires_at| now < retires_at))
    }

    /// What is registered, each kind once: also what waits for its cool-off, and not what only retires.
    pub fn registered(&self) -> Vec<Means> {
        self.means(|_, retires_at| retires_at.is_none())
    }

    fn means(&self, counts: impl Fn(Timestamp, Option<Timestamp>) -> bool) -> Vec<Means> {
        let has = |means| match means {
            Means::Contact(slot) => self.contacts.iter().any(|contact| {
                let is_proven = contact.verified_at.is_some() || !slot.is_own();
                contact.slot == slot && is_proven && counts(contact.usable_from, contact.retires_at)
            }),
            Means::Questions => self.answers.iter().any(|answer| counts(answer.usable_from, None)),
            Means::AuthenticatorApp => self.authenticators.iter().any(|one| counts(one.usable_from, None)),
            Means::Passkey => self.passkeys.iter().any(|one| counts(one.usable_from, None)),
            Means::RecoveryCodes => self.recovery_codes.iter().any(|code| counts(code.usable_from, None)),
        };
        Means::ALL.into_iter().filter(|means| has(*means)).collect()
    }
}
