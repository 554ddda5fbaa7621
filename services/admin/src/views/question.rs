//! What a list is asked for: filters and the place of a page. A member that nobody knows, or a value that is none, is told.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::http::request::Parts as RequestParts;
use rekey_domain::{TenantId, UserId};
use rekey_runtime::ApiProblem;
use rekey_store::listings::{Asked, Place};
use rekey_store::{StoreError, Tx, accounts};
use rekey_wire::http::admin::parse_cursor;
use rekey_wire::http::{Problem, ProblemCode};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Rows of a page where nothing else is asked for.
const ROWS_USUAL: u32 = 50;
/// Rows of a page, at most.
pub(crate) const ROWS_MAX: u32 = 100;

/// The query of a request, taken apart member by member.
#[derive(Debug)]
pub(crate) struct Question(BTreeMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Question {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut RequestParts, state: &S) -> Result<Self, ApiProblem> {
        let query = Query::<BTreeMap<String, String>>::from_request_parts(parts, state).await;
        query.map(|Query(members)| Self(members)).map_err(|_| ProblemCode::InvalidField.into())
    }
}

fn invalid(name: &str) -> ApiProblem {
    Problem::new(ProblemCode::InvalidField).field(name).into()
}

impl Question {
    /// One of a set of words.
    pub(crate) fn word<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, ApiProblem> {
        let Some(text) = self.0.remove(name) else { return Ok(None) };
        super::word(&text).map(Some).map_err(|_| invalid(name))
    }

    /// A short name, such as a kind of message.
    pub(crate) fn name(&mut self, name: &str) -> Result<Option<String>, ApiProblem> {
        let sound = |text: &String| {
            (1..=64).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
        };
        match self.0.remove(name) {
            Some(text) if !sound(&text) => Err(invalid(name)),
            text => Ok(text),
        }
    }

    /// A whole user ID.
    pub(crate) fn user_id(&mut self) -> Result<Option<UserId>, ApiProblem> {
        let Some(text) = self.0.remove("user_id") else { return Ok(None) };
        let invalid = |_| Problem::new(ProblemCode::UserIdInvalid).field("user_id").into();
        UserId::parse(&text).map(Some).map_err(invalid)
    }

    /// The page, and that nothing else was asked for.
    pub(crate) fn page(mut self, tenant: TenantId) -> Result<Page, ApiProblem> {
        let rows = match self.0.remove("limit").map(|text| text.parse::<u32>()) {
            None => ROWS_USUAL,
            Some(Ok(rows)) if (1..=ROWS_MAX).contains(&rows) => rows,
            Some(_) => return Err(invalid("limit")),
        };
        let before = match self.0.remove("before").map(|text| parse_cursor(&text)) {
            None => None,
            Some(Some((at, id))) => Some(Place { at, id }),
            Some(None) => return Err(invalid("before")),
        };
        match self.0.keys().next() {
            Some(unknown) => Err(invalid(unknown)),
            None => Ok(Page { tenant, before, rows }),
        }
    }
}

/// A page of a list.
pub(crate) struct Page {
    tenant: TenantId,
    before: Option<Place>,
    rows: u32,
}

impl Page {
    /// One row more than the page has tells whether there is an older page.
    pub(crate) const fn asked(&self) -> Asked {
        Asked { tenant: self.tenant, before: self.before, most: self.rows + 1 }
    }

    /// Takes off the row too many; the place of the next page, where there is one.
    pub(crate) fn cut<T>(&self, rows: &mut Vec<T>, place: impl Fn(&T) -> Place) -> Option<Place> {
        let most = usize::try_from(self.rows).unwrap_or(usize::MAX);
        let has_older = rows.len() > most;
        rows.truncate(most);
        rows.last().filter(|_| has_older).map(place)
    }
}

/// Whose rows are asked for: an account's of this organisation. Nobody's, where it has no such account.
pub(crate) async fn account(
    tx: &mut Tx,
    tenant: TenantId,
    user_id: Option<&UserId>,
) -> Result<Option<rekey_domain::AccountId>, StoreError> {
    let Some(user_id) = user_id else { return Ok(None) };
    let found = accounts::by_user_id(tx, tenant, user_id.as_str()).await?;
    Ok(Some(found.map_or_else(|| rekey_domain::AccountId::from_uuid(Uuid::nil()), |account| account.id)))
}
