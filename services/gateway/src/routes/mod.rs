//! Handlers of the pages. Each reads what was asked, asks the services by the same API that programs use, and shows the
//! page that fits; what changes something is a form, and answers with a redirect.

mod admin;
pub(crate) mod call;
mod credentials;
mod help;
mod register;
mod reset;
mod scripts;
mod second_factor;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use rekey_wire::http::{Problem, ProblemCode};

use crate::pages::{FieldProblem, Visit, show};
use crate::problems;
use crate::service::Gateway;
use crate::visitor::{Stop, waiting};

/// Routes that people use.
pub(crate) fn routes() -> Router<Gateway> {
    let people = Router::new().merge(reset::routes()).merge(register::routes()).merge(help::routes());
    people.merge(scripts::routes()).merge(admin::routes())
}

/// A page, shown because something went wrong with what was sent from it.
fn show_again<T: Template>(problem: &Problem, page: &T) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    waiting(problem, show(status, page))
}

/// A page, shown because a field was left empty or two don't agree.
fn show_unfilled<T: Template>(page: &T) -> Response {
    show(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// What is wrong with a field that was left empty.
fn empty(visit: &Visit, field: &'static str) -> FieldProblem {
    let key = format!("field-empty-{}", field.replace('_', "-"));
    FieldProblem::of(field, visit.texts.say(&key))
}

/// The problem in the list that a page shows, beside its field where the page has it.
fn told(visit: &Visit, problem: &Problem, fields: &[&'static str]) -> Vec<FieldProblem> {
    vec![problems::beside(visit, problem, fields)]
}

/// Whether the page can say it beside its form; what is not can only be said in its place.
fn can_be_told(problem: &Problem) -> bool {
    use ProblemCode::{CsrfFailed, Forbidden, InternalError, MethodNotAllowed, NotFound, TokenInvalid, WrongHost};
    let code = ProblemCode::parse(&problem.code);
    code.is_some_and(|code| {
        ![CsrfFailed, Forbidden, InternalError, MethodNotAllowed, NotFound, TokenInvalid, WrongHost].contains(&code)
    })
}

/// Ends a handler with what can only be said in place of the page.
fn tellable(problem: Box<Problem>) -> Result<Box<Problem>, Stop> {
    if can_be_told(&problem) { Ok(problem) } else { Err(Stop::Fail(problem)) }
}
