//! Pages of administrators: sign in, the code, the overview, the lists, sign out. A sign-in of its own, in a cookie of its own.

use axum::Router;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use rekey_wire::http::admin::{AdminDeadLetters, AdminDeliveries, AdminOverview, AdminResets};
use rekey_wire::http::{Problem, ProblemCode, SignInPurpose};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::credentials;
use super::second_factor::{self, Door};
use super::{show_again, told};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::admin::{DeadLetters, Deliveries, Filters, Overview, Resets, SignIn};
use crate::pages::frame::Bar;
use crate::pages::{FieldProblem, Visit, show};
use crate::service::Gateway;
use crate::visitor::{Outcome, Stop, Visitor};

const HOME: &str = "/admin";
const API: &str = "/api/v1/admin";
const DOOR: Door = Door { cookie: Cookie::Administrator, sign_in: HOME, code: "/admin/code", home: |_, _| HOME };

pub(super) fn routes() -> Router<Gateway> {
    Router::new()
        .route(HOME, get(home).post(sign_in))
        .route("/admin/code", get(code).post(answered))
        .route("/admin/sign-out", get(async || Stop::go(HOME)).post(sign_out))
        .route("/admin/resets", get(resets))
        .route("/admin/deliveries", get(deliveries))
        .route("/admin/dead-letters", get(dead_letters))
}

/// Whether somebody else has to sign in.
fn is_out(problem: &Problem) -> bool {
    [ProblemCode::TokenInvalid.code(), ProblemCode::Forbidden.code()].contains(&problem.code.as_str())
}

async fn visit(visitor: &Visitor, path: &str) -> Visit {
    Visit { bar: Bar::Administrator, ..visitor.visit_at(path).await }
}

/// The overview, or the page of user ID and password.
async fn home(visitor: Visitor) -> Outcome {
    let nobody = async || Ok(show(StatusCode::OK, &SignIn::new(visitor.visit().await, String::new(), Vec::new())));
    let Some(token) = visitor.cookie(DOOR.cookie) else { return nobody().await };
    match visitor.ask::<AdminOverview>(Call::get(format!("{API}/overview")).bearer(&token)).await {
        Ok(view) => Ok(show(StatusCode::OK, &Overview::new(visit(&visitor, HOME).await, view))),
        Err(problem) if is_out(&problem) => nobody().await,
        Err(problem) => Err(Stop::Fail(problem)),
    }
}

async fn sign_in(visitor: Visitor, form: Form) -> Outcome {
    match credentials::taken(&visitor, &form, Some(SignInPurpose::Administration), SignIn::new).await {
        Ok(half) => {
            visitor.set(DOOR.cookie, &half.token);
            Err(Stop::go(DOOR.code))
        }
        Err(outcome) => outcome,
    }
}

async fn code(visitor: Visitor) -> Outcome {
    second_factor::code(&visitor, &DOOR).await
}

async fn answered(visitor: Visitor, form: Form) -> Outcome {
    second_factor::answered(&visitor, &DOOR, &form, |visit, problems| SignIn::new(visit, String::new(), problems)).await
}

async fn sign_out(visitor: Visitor, _: Form) -> Response {
    if let Some(token) = visitor.cookie(DOOR.cookie)
        && let Err(problem) = visitor.tell(Call::delete("/api/v1/sign-ins/current").bearer(&token)).await
    {
        tracing::warn!(code = problem.code, "gateway.sign_out_failed");
    }
    visitor.clear(DOOR.cookie);
    Stop::go(HOME).into_response()
}

/// What the form or a link asked for: the fields that are known and have a value.
fn asked(query: Option<&str>, fields: &[&'static str]) -> Filters {
    let mut filters = Vec::new();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let field = fields.iter().find(|field| **field == name && !filters.iter().any(|(own, _)| own == *field));
        if let Some(field) = field.filter(|_| !value.trim().is_empty()) {
            filters.push((*field, value.trim().to_owned()));
        }
    }
    Filters(filters)
}

/// A page of a list, or what is wrong with what was asked for. Who is not signed in is led there.
async fn page<T: DeserializeOwned>(
    visitor: &Visitor,
    list: &str,
    filters: &Filters,
) -> Result<Result<T, Box<Problem>>, Stop> {
    let token = visitor.cookie(DOOR.cookie).ok_or_else(|| Stop::go(HOME))?;
    let path =
        format!("{API}/{list}?{}", filters.query(Some(filters.of("before")).filter(|before| !before.is_empty())));
    match visitor.ask::<T>(Call::get(path).bearer(&token)).await {
        Ok(page) => Ok(Ok(page)),
        Err(problem) if is_out(&problem) => Err(Stop::go(HOME)),
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY.as_u16() => Ok(Err(problem)),
        Err(problem) => Err(Stop::Fail(problem)),
    }
}

async fn resets(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let filters = asked(query.as_deref(), &["user_id", "status", "closed_reason", "before"]);
    let found = page::<AdminResets>(&visitor, "resets", &filters).await?;
    let visit = visit(&visitor, "/admin/resets").await;
    let empty = AdminResets { resets: Vec::new(), older: None };
    Ok(answer(found, empty, visit, |visit, page, problems| Resets::new(visit, filters, page, problems)))
}

async fn deliveries(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let filters = asked(query.as_deref(), &["user_id", "channel", "state", "before"]);
    let found = page::<AdminDeliveries>(&visitor, "deliveries", &filters).await?;
    let visit = visit(&visitor, "/admin/deliveries").await;
    let empty = AdminDeliveries { deliveries: Vec::new(), older: None };
    Ok(answer(found, empty, visit, |visit, page, problems| Deliveries::new(visit, filters, page, problems)))
}

async fn dead_letters(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let filters = asked(query.as_deref(), &["kind", "before"]);
    let found = page::<AdminDeadLetters>(&visitor, "dead-letters", &filters).await?;
    let visit = visit(&visitor, "/admin/dead-letters").await;
    let empty = AdminDeadLetters { dead_letters: Vec::new(), older: None };
    Ok(answer(found, empty, visit, |visit, page, problems| DeadLetters::new(visit, filters, page, problems)))
}

/// The list, or an empty one with what is wrong with what was asked for.
fn answer<T, P: askama::Template>(
    found: Result<T, Box<Problem>>,
    empty: T,
    visit: Visit,
    make: impl FnOnce(Visit, T, Vec<FieldProblem>) -> P,
) -> Response {
    match found {
        Ok(page) => show(StatusCode::OK, &make(visit, page, Vec::new())),
        Err(problem) => {
            let problems = told(&visit, &problem, &["user_id"]);
            show_again(&problem, &make(visit, empty, problems))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_fields_with_a_value_are_asked_for_and_each_once() {
        let filters =
            asked(Some("user_id=+a%40b+&status=&tenant=x&user_id=c&before=p"), &["user_id", "status", "before"]);
        assert_eq!(filters, Filters(vec![("user_id", "a@b".into()), ("before", "p".into())]));
    }
}
