//! What an account has to prove with, of every kind, read by one statement. The same for nobody's account: time tells nothing.

use rekey_domain::{AccountId, AuthenticatorId, ContactId, Means, PasskeyId, QuestionId, Slot, TenantId, Timestamp};
use uuid::Uuid;

use crate::answers::StoredAnswer;
use crate::authenticators::{AUTHENTICATORS_MAX, Authenticator};
use crate::contacts::Contact;
use crate::db::on;
use crate::passkeys::{PASSKEYS_MAX, Passkey};
use crate::recovery_codes::RecoveryCode;
use crate::time::At;
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

/// A row of any kind: the kind, its id and organisation, its slot, label or question, the sealed value or the digest, what is
/// written as text, and from when to when it counts.
type Row = (
    String,
    Uuid,
    Option<Uuid>,
    String,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    String,
    Option<At>,
    At,
    Option<At>,
    Option<i64>,
);

/// What this account has: contacts in the order of the slots' names, and everything by age.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Holdings, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(
        "SELECT kind, id, tenant_id, name, sealed, lookup, written, verified_at, usable_from, retires_at, last_step FROM (
             SELECT 'contact' AS kind, id, tenant_id, slot AS name, sealed, lookup, '' AS written, verified_at,
                 usable_from, retires_at, CAST(NULL AS bigint) AS last_step, created_at AS since
             FROM contacts WHERE account_id = $1
             UNION ALL SELECT * FROM (
                 SELECT 'authenticator', id, tenant_id, label, sealed_secret, CAST(NULL AS bytea), '',
                     CAST(NULL AS timestamptz), usable_from, CAST(NULL AS timestamptz), last_step, created_at
                 FROM authenticators WHERE account_id = $1 ORDER BY created_at, id LIMIT $2) AS apps
             UNION ALL SELECT * FROM (
                 SELECT 'passkey', id, tenant_id, label, CAST(NULL AS bytea), CAST(NULL AS bytea),
                     CAST(credential AS text), CAST(NULL AS timestamptz), usable_from, CAST(NULL AS timestamptz),
                     CAST(NULL AS bigint), created_at
                 FROM passkeys WHERE account_id = $1 ORDER BY created_at, id LIMIT $3) AS keys
             UNION ALL SELECT 'answer', account_id, NULL, question, NULL, NULL, answer_hash, NULL, usable_from, NULL, NULL,
                 NULL
             FROM question_answers WHERE account_id = $1
             UNION ALL SELECT 'recovery_code', id, NULL, '', NULL, NULL, code_hash, NULL, usable_from, NULL, NULL, NULL
             FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL
         ) AS held ORDER BY kind, CASE WHEN kind IN ('contact', 'answer') THEN name END, since, id",
    ).bind(account.uuid()).bind(i64::from(AUTHENTICATORS_MAX)).bind(i64::from(PASSKEYS_MAX)).fetch_all(c).await)?;
    let mut holdings = Holdings::default();
    for row in rows {
        holdings.add(account, row)?;
    }
    Ok(holdings)
}

impl Holdings {
    fn add(&mut self, account: AccountId, row: Row) -> Result<(), StoreError> {
        let (kind, id, tenant, name, sealed, lookup, written, verified, At(usable_from), retires, step) = row;
        let corrupt = || StoreError::Corrupt(format!("{kind} {id}"));
        let tenant = || tenant.map(TenantId::from_uuid).ok_or_else(corrupt);
        match kind.as_str() {
            "contact" => self.contacts.push(Contact {
                id: ContactId::from_uuid(id),
                tenant: tenant()?,
                account,
                slot: Slot::parse(&name).ok_or_else(corrupt)?,
                sealed: sealed.ok_or_else(corrupt)?,
                lookup: lookup.and_then(|lookup| lookup.try_into().ok()).ok_or_else(corrupt)?,
                verified_at: verified.map(|At(at)| at),
                usable_from,
                retires_at: retires.map(|At(at)| at),
            }),
            "authenticator" => self.authenticators.push(Authenticator {
                id: AuthenticatorId::from_uuid(id),
                tenant: tenant()?,
                account,
                label: name,
                sealed_secret: sealed.ok_or_else(corrupt)?,
                usable_from,
                last_step: step.map(i64::unsigned_abs),
            }),
            "passkey" => self.passkeys.push(Passkey {
                id: PasskeyId::from_uuid(id),
                tenant: tenant()?,
                account,
                label: name,
                credential: serde_json::from_str(&written).map_err(|_| corrupt())?,
                usable_from,
            }),
            "answer" => {
                let question = QuestionId::parse(&name).map_err(|_| corrupt())?;
                self.answers.push(StoredAnswer { question, hash: written, usable_from });
            }
            "recovery_code" => self.recovery_codes.push(RecoveryCode { id, hash: written, usable_from }),
            _ => return Err(corrupt()),
        }
        Ok(())
    }

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
