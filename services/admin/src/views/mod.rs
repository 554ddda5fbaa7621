//! What administrators look at: counts and lists of their own organisation, read-only.
//!
//! Who asks has signed in with password and authenticator; everything is asked for their organisation and no other, because
//! the organisation comes from the sign-in and never from the request. The audit trail knows once for each sign-in that a
//! view was looked at.

mod lists;
mod overview;
mod question;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use rekey_domain::TenantId;
use rekey_runtime::ApiProblem;
use rekey_store::sign_ins::{self, Idle, Standing};
use rekey_store::{StoreError, accounts, audit};
use rekey_wire::http::ProblemCode;
use rekey_wire::secret::Token;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Parts;

/// Counted together with what registration says: a person's sign-in is over after so long unused.
const PASSWORD_IDLE: Duration = Duration::from_secs(15 * 60);

pub(crate) fn routes() -> Router<Arc<Parts>> {
    Router::new()
        .route("/api/v1/admin/overview", get(overview::show))
        .route("/api/v1/admin/resets", get(lists::resets))
        .route("/api/v1/admin/deliveries", get(lists::deliveries))
        .route("/api/v1/admin/dead-letters", get(lists::dead_letters))
}

/// A kind of page, which the audit trail tells apart.
#[derive(Debug, Clone, Copy)]
pub(crate) enum View {
    Overview,
    Resets,
    Deliveries,
    DeadLetters,
}

impl View {
    const fn bit(self) -> i64 {
        match self {
            Self::Overview => 1,
            Self::Resets => 2,
            Self::Deliveries => 4,
            Self::DeadLetters => 8,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Resets => "resets",
            Self::Deliveries => "deliveries",
            Self::DeadLetters => "dead_letters",
        }
    }
}

/// Who looks.
pub(crate) struct Administrator {
    pub(crate) tenant: TenantId,
    pub(crate) user_id: String,
}

impl Parts {
    /// The administrator with this token. Whoever else is signed in may not look.
    pub(crate) async fn administrator(&self, token: &Token, view: View) -> Result<Administrator, ApiProblem> {
        let mut tx = self.store.begin().await?;
        let second_factor = Duration::from_secs(u64::from(self.limits.administrator_idle_seconds));
        let idle = Idle { password: PASSWORD_IDLE, second_factor };
        let sign_in = sign_ins::touch(&mut tx, &token.hash(), idle).await?.ok_or(ProblemCode::TokenInvalid)?;
        let account = accounts::by_id(&mut tx, sign_in.account).await?.filter(|account| account.enabled);
        let account = account.ok_or(ProblemCode::TokenInvalid)?;
        let is_own = account.tenant == sign_in.tenant;
        if sign_in.standing != Standing::SecondFactor || !account.is_administrator || !is_own {
            return Err(ProblemCode::Forbidden.into());
        }
        if sign_ins::tell_view(&mut tx, sign_in.id, view.bit()).await? {
            let entry = audit::Entry {
                tenant: Some(sign_in.tenant),
                actor: "administrator",
                event: "admin.viewed",
                account: Some(account.id),
                flow: Some(sign_in.id.uuid()),
                detail: &json!({ "view": view.as_str() }),
            };
            audit::write(&mut tx, &entry, self.entropy).await?;
        }
        tx.commit().await?;
        Ok(Administrator { tenant: sign_in.tenant, user_id: account.user_id })
    }

    fn reset_idle(&self) -> Duration {
        Duration::from_secs(u64::from(self.limits.reset_idle_seconds))
    }
}

/// A word of the API for one of a table.
fn word<T: DeserializeOwned>(stored: &str) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(stored.to_owned()))
        .map_err(|_| StoreError::Corrupt(format!("word `{stored}`")))
}

/// The word of a table for one of the API: they are the same.
fn stored<T: Serialize>(word: T) -> String {
    serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
