//! What an account has to prove with, of every kind, read by one statement. The same for nobody's account: time tells nothing.

use rekey_domain::{
    AccountId, AuthenticatorId, ContactId, Means, PasskeyId, Policy, QuestionId, Slot, TenantId, Timestamp,
};
use uuid::Uuid;

use crate::accounts::{self, Account};
use crate::answers::StoredAnswer;
use crate::authenticators::{AUTHENTICATORS_MAX, Authenticator};
use crate::contacts::Contact;
use crate::db::{Inner, on, on_postgres};
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

/// What an account has, with whatever else stands before.
macro_rules! held {
    ($with:literal, $before:expr, $account:literal) => {
        concat!(
            $with,
            "SELECT kind, id, tenant_id, name, sealed, lookup, written, verified_at, usable_from, retires_at, last_step FROM (",
            $before,
            "SELECT 'contact' AS kind, id, tenant_id, slot AS name, sealed, lookup, '' AS written, verified_at,
                 usable_from, retires_at, CAST(NULL AS bigint) AS last_step, created_at AS since
             FROM contacts WHERE account_id = ", $account, "
             UNION ALL SELECT * FROM (
                 SELECT 'authenticator', id, tenant_id, label, sealed_secret, CAST(NULL AS bytea), '',
                     CAST(NULL AS timestamptz), usable_from, CAST(NULL AS timestamptz), last_step, created_at
                 FROM authenticators WHERE account_id = ", $account, " ORDER BY created_at, id LIMIT $2) AS apps
             UNION ALL SELECT * FROM (
                 SELECT 'passkey', id, tenant_id, label, CAST(NULL AS bytea), CAST(NULL AS bytea),
                     CAST(credential AS text), CAST(NULL AS timestamptz), usable_from, CAST(NULL AS timestamptz),
                     CAST(NULL AS bigint), created_at
                 FROM passkeys WHERE account_id = ", $account, " ORDER BY created_at, id LIMIT $3) AS keys
             UNION ALL SELECT 'answer', account_id, NULL, question, NULL, NULL, answer_hash, NULL, usable_from, NULL, NULL,
                 NULL
             FROM question_answers WHERE account_id = ", $account, "
             UNION ALL SELECT 'recovery_code', id, NULL, '', NULL, NULL, code_hash, NULL, usable_from, NULL, NULL, NULL
             FROM recovery_codes WHERE account_id = ", $account, " AND used_at IS NULL
         ) AS held ORDER BY kind, CASE WHEN kind IN ('contact', 'answer') THEN name END, since, id"
        )
    };
}

/// The account itself. Its columns travel as text: no other kind has as many.
macro_rules! account {
    ($condition:literal) => {
        concat!(
            "SELECT 'account' AS kind, id, tenant_id, user_id AS name, CAST(NULL AS bytea) AS sealed,
                 CAST(NULL AS bytea) AS lookup, CAST(json_build_array(display_name, password_hash, enabled, is_administrator,
                     (SELECT coalesce(json_agg(group_name ORDER BY group_name), '[]') FROM group_members
                      WHERE account_id = accounts.id)) AS text) AS written,
                 confirmed_at AS verified_at, created_at AS usable_from, CAST(NULL AS timestamptz) AS retires_at,
                 CAST(NULL AS bigint) AS last_step, CAST(NULL AS timestamptz) AS since
             FROM accounts WHERE ",
            $condition,
            " UNION ALL "
        )
    };
}

/// What this account has: contacts in the order of the slots' names, and everything by age.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Holdings, StoreError> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(held!("", "", "$1")).bind(account.uuid())
        .bind(i64::from(AUTHENTICATORS_MAX)).bind(i64::from(PASSKEYS_MAX)).fetch_all(c).await)?;
    let mut holdings = Holdings::default();
    for row in rows {
        holdings.add(account, row)?;
    }
    Ok(holdings)
}

/// The account itself, where it is there, with what it has.
///
/// # Errors
/// When the database does not answer.
pub async fn with_account(tx: &mut Tx, id: AccountId) -> Result<(Option<Account>, Holdings), StoreError> {
    let Inner::Postgres(_) = tx.inner else {
        return Ok((accounts::by_id(tx, id).await?, of_account(tx, id).await?));
    };
    let query = held!("", account!("id = $1"), "$1");
    let rows: Vec<Row> = on_postgres!(tx, c => sqlx::query_as(query).bind(id.uuid())
        .bind(i64::from(AUTHENTICATORS_MAX)).bind(i64::from(PASSKEYS_MAX)).fetch_all(c).await)?;
    read(rows)
}

/// The account with this user ID, where it is there, with what it has. Of an unknown one the same is looked for as of one that
/// is there: time tells nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn by_user_id(
    tx: &mut Tx,
    tenant: TenantId,
    user_id: &str,
) -> Result<(Option<Account>, Holdings), StoreError> {
    let Inner::Postgres(_) = tx.inner else {
        let account = accounts::by_user_id(tx, tenant, user_id).await?;
        let id = account.as_ref().map_or_else(|| AccountId::from_uuid(Uuid::nil()), |account| account.id);
        return Ok((account, of_account(tx, id).await?));
    };
    let query = held!(
        "WITH wanted AS MATERIALIZED (SELECT COALESCE(
             (SELECT id FROM accounts WHERE tenant_id = $1 AND user_id = $4), '00000000-0000-0000-0000-000000000000') AS id) ",
        account!("id = (SELECT id FROM wanted)"),
        "(SELECT id FROM wanted)"
    );
    let rows: Vec<Row> = on_postgres!(tx, c => sqlx::query_as(query).bind(tenant.uuid())
        .bind(i64::from(AUTHENTICATORS_MAX)).bind(i64::from(PASSKEYS_MAX)).bind(user_id).fetch_all(c).await)?;
    read(rows)
}

/// The account is the first of the rows: its kind is the first in the order of names.
fn read(rows: Vec<Row>) -> Result<(Option<Account>, Holdings), StoreError> {
    let (mut account, mut holdings) = (None, Holdings::default());
    for row in rows {
        match &account {
            None if row.0 == "account" => account = Some(account_of(row)?),
            Some(Account { id, .. }) => holdings.add(*id, row)?,
            None => return Err(StoreError::Corrupt(format!("{} {} is of nobody", row.0, row.1))),
        }
    }
    Ok((account, holdings))
}

fn account_of(row: Row) -> Result<Account, StoreError> {
    type Written = (Option<String>, Option<String>, bool, bool, Vec<String>);
    let (_, id, tenant, user_id, _, _, written, confirmed_at, ..) = row;
    let corrupt = || StoreError::Corrupt(format!("account {id}"));
    let written: Written = serde_json::from_str(&written).map_err(|_| corrupt())?;
    let (display_name, password_hash, enabled, is_administrator, groups) = written;
    Ok(Account {
        id: AccountId::from_uuid(id),
        tenant: TenantId::from_uuid(tenant.ok_or_else(corrupt)?),
        user_id,
        display_name,
        password_hash,
        enabled,
        is_administrator,
        confirmed_at: confirmed_at.map(|At(at)| at),
        groups,
    })
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

    /// What proves something in a reset now under this policy, each kind once.
    pub fn usable(&self, policy: &Policy, now: Timestamp) -> Vec<Means> {
        let counts = |from, until: Option<Timestamp>| from <= now && until.is_none_or(|retires_at| now < retires_at);
        self.means(policy, policy.questions_to_reset, counts)
    }

    /// What is registered as this policy wants it, each kind once: also what waits for its cool-off, and not what only retires.
    pub fn registered(&self, policy: &Policy) -> Vec<Means> {
        self.means(policy, policy.questions_to_register, |_, retires_at| retires_at.is_none())
    }

    /// What is registered and enough for a reset under this policy, each kind once, though fewer answers than are to be
    /// registered.
    pub fn enough_to_reset(&self, policy: &Policy) -> Vec<Means> {
        self.means(policy, policy.questions_to_reset, |_, retires_at| retires_at.is_none())
    }

    /// Whether anything of this kind is there, usable or not.
    pub fn has(&self, means: Means) -> bool {
        match means {
            Means::Contact(slot) => self.contacts.iter().any(|contact| contact.slot == slot),
            Means::Questions => !self.answers.is_empty(),
            Means::AuthenticatorApp => !self.authenticators.is_empty(),
            Means::Passkey => !self.passkeys.is_empty(),
            Means::RecoveryCodes => !self.recovery_codes.is_empty(),
        }
    }

    /// A number or address counts once, in the first slot that the policy has a way for: one line in two slots is no second
    /// proof. Fewer answers than are asked count for nothing.
    fn means(&self, policy: &Policy, answers: u8, counts: impl Fn(Timestamp, Option<Timestamp>) -> bool) -> Vec<Means> {
        let mut places: Vec<[u8; 32]> = Vec::new();
        let mut is_another_place = |slot: Slot| {
            let there = self.contacts.iter().filter(|contact| {
                contact.slot == slot && contact.is_proven() && counts(contact.usable_from, contact.retires_at)
            });
            let new: Vec<[u8; 32]> =
                there.map(|contact| contact.lookup).filter(|lookup| !places.contains(lookup)).collect();
            places.extend(&new);
            !new.is_empty()
        };
        let is_there = |means: &Means| match *means {
            Means::Contact(slot) => is_another_place(slot),
            Means::Questions => {
                self.answers.iter().filter(|answer| counts(answer.usable_from, None)).count() >= usize::from(answers)
            }
            Means::AuthenticatorApp => self.authenticators.iter().any(|one| counts(one.usable_from, None)),
            Means::Passkey => self.passkeys.iter().any(|one| counts(one.usable_from, None)),
            Means::RecoveryCodes => self.recovery_codes.iter().any(|code| counts(code.usable_from, None)),
        };
        Means::ALL.into_iter().filter(|means| !policy.ways(*means).is_empty()).filter(is_there).collect()
    }
}
