//! Who is signed in: the row of a bearer token with its organisation and account, loaded in one transaction.

use std::sync::Arc;
use std::time::Duration;

use rekey_domain::registration::Setup;
use rekey_domain::{ContactId, Policy, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::accounts::Account;
use rekey_store::setups::StoredSetup;
use rekey_store::sign_ins::{Idle, SignIn, Standing};
use rekey_store::tenants::Tenant;
use rekey_store::{Lock, StoreError, Tx, accounts, audit, setups, sign_ins, tenants};
use rekey_wire::http::ProblemCode;
use rekey_wire::secret::Token;
use serde_json::Value;
use uuid::Uuid;

use crate::shell::Shell;
use crate::views;

/// Unused for so long a sign-in is over.
const SIGN_IN_IDLE: Duration = Duration::from_secs(15 * 60);
/// From a sign-in to its end for what is here, whatever happens; an administrator's opens other things for longer.
pub(crate) const SIGN_IN_LIFETIME: Duration = Duration::from_secs(3600);

/// A person who is signed in.
pub(crate) struct Session {
    pub(crate) sign_in: SignIn,
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) account: Account,
    /// What holds for the account now.
    pub(crate) policy: Policy,
}

impl Session {
    /// Whom the person may ask, for messages.
    pub(crate) fn help_url(&self, public_url: &str) -> String {
        self.tenant.help_url(self.tenant.group_of(&self.account), public_url)
    }

    /// Whether it is an administrator's who has not given the second factor.
    pub(crate) fn lacks_second_factor(&self) -> bool {
        self.account.is_administrator && self.sign_in.standing != Standing::SecondFactor
    }

    /// Itself, where the sign-in is of the last hour.
    fn recent(self, now: Timestamp) -> Result<Self, ApiProblem> {
        let is_recent = self.sign_in.created_at.plus(SIGN_IN_LIFETIME) > now;
        if is_recent { Ok(self) } else { Err(ProblemCode::TokenInvalid.into()) }
    }

    /// Itself, where password reset is enabled for the person.
    fn enabled(self) -> Result<Self, ApiProblem> {
        let is_enabled = views::is_enabled(&self.policy, &self.account);
        if is_enabled { Ok(self) } else { Err(ProblemCode::Forbidden.into()) }
    }
}

/// Something for the audit trail. The detail holds no contact.
pub(crate) struct Happened {
    pub(crate) event: &'static str,
    pub(crate) flow: Uuid,
    pub(crate) detail: Value,
}

impl Shell {
    /// The person with this token, who signed in within the last hour.
    pub(crate) async fn session(&self, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
        let session = self.signed_in(tx, token).await?;
        session.recent(tx.now())
    }

    /// The same for a page that looks by itself, again and again: the sign-in is not used by that, and ends when the person does
    /// nothing.
    pub(crate) async fn session_looked_at(&self, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
        let sign_in = sign_ins::find(tx, &token.hash(), self.idle()).await?.ok_or(ProblemCode::TokenInvalid)?;
        self.session_behind(tx, sign_in).await?.recent(tx.now())?.enabled()
    }

    /// The person with this token. An account that was disabled or is gone is not signed in any more, and whose
    /// authenticator's code is to come is not yet.
    pub(crate) async fn signed_in(&self, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
        let sign_in = sign_ins::touch(tx, &token.hash(), self.idle()).await?.ok_or(ProblemCode::TokenInvalid)?;
        // The row may have been waited for.
        tx.look_at_clock().await?;
        self.session_behind(tx, sign_in).await
    }

    fn idle(&self) -> Idle {
        let administrator = Duration::from_secs(u64::from(self.limits.administrator_idle_seconds));
        Idle { password: SIGN_IN_IDLE, second_factor: administrator }
    }

    /// The person behind a sign-in.
    async fn session_behind(&self, tx: &mut Tx, sign_in: SignIn) -> Result<Session, ApiProblem> {
        let account = accounts::by_id(tx, sign_in.account).await?;
        let account = account.filter(|account| account.enabled).ok_or(ProblemCode::TokenInvalid)?;
        let tenant = tenants::by_id(tx, sign_in.tenant).await?;
        let tenant = tenant.ok_or_else(|| StoreError::Corrupt(format!("sign-in {} has no tenant", sign_in.id)))?;
        let policy = tenant.policy_of(&account);
        Ok(Session { sign_in, tenant, account, policy })
    }

    /// The same for what only those may do for whom password reset is enabled.
    pub(crate) async fn enabled_session(&self, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
        self.session(tx, token).await?.enabled()
    }

    /// A set-up of this very sign-in; any other does not exist.
    pub(crate) async fn own_set_up(
        &self,
        tx: &mut Tx,
        session: &Session,
        (id, lock): (ContactId, Lock),
    ) -> Result<Option<StoredSetup>, StoreError> {
        let is_own = |setup: &Setup| setup.sign_in == session.sign_in.id && setup.account == session.sign_in.account;
        let stored = setups::by_id(tx, id, lock).await?;
        Ok(stored.filter(|stored| is_own(&stored.setup)))
    }

    /// Writes what a person did to the audit trail.
    pub(crate) async fn audit(&self, tx: &mut Tx, session: &Session, happened: Happened) -> Result<(), StoreError> {
        let entry = audit::Entry {
            tenant: Some(session.tenant.id),
            actor: "person",
            event: happened.event,
            account: Some(session.account.id),
            flow: Some(happened.flow),
            detail: &happened.detail,
        };
        audit::write(tx, &entry, self.entropy).await
    }
}

/// The id in a path; what is none names nothing.
pub(crate) fn method_id(text: &str) -> Result<ContactId, ApiProblem> {
    Uuid::parse_str(text).map(ContactId::from_uuid).map_err(|_| ProblemCode::NotFound.into())
}
