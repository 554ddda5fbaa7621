//! Pages of registration: sign in, what is set up, add, verify, remove, confirm, sign out.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use rekey_wire::http::{
    AccountView, MethodView, MethodsView, NextStep, Problem, ProblemCode, RegisteredMethod, SignedIn,
};
use uuid::Uuid;

use super::call::Call;
use super::credentials;
use super::second_factor::{self, Door};
use super::{show_again, tellable, told};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::frame::Bar;
use crate::pages::register::{NotEnabled, Register, Remove, Thanks};
use crate::pages::security_info::{Confirm, SecurityInfo};
use crate::pages::{Visit, show};
use crate::service::Gateway;
use crate::visitor::{Outcome, Stop, Visitor};

mod add;
mod again;
mod app;
mod passkey;
mod questions;
mod recovery_codes;
mod verify;

use again::Change;

const HOME: &str = "/security-info";
const METHODS: &str = "/api/v1/me/methods";
const CONFIRM: &str = "/security-info/confirm";
const DOOR: Door = Door { cookie: Cookie::SignIn, sign_in: "/register", code: "/register/code", home };

pub(super) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/register", get(register).post(sign_in))
        .route("/register/code", get(code).post(answered))
        .route("/register/again/{change}", get(again::sign_in).post(again::signed_in))
        .route("/sign-out", get(async || Stop::go("/")).post(sign_out))
        .route("/security-info", get(security_info))
        .route("/security-info/phone", get(add::phone).post(add::phone_typed))
        .route("/security-info/email", get(add::email).post(add::email_typed))
        .route("/security-info/app", get(app::begin).post(app::begun))
        .route("/security-info/app/{id}", get(app::fitting).post(app::answered))
        .route("/security-info/passkey", get(passkey::begin).post(passkey::begun))
        .route("/security-info/passkey/{id}", get(passkey::fitting).post(passkey::answered))
        .route("/security-info/questions", get(questions::choose).post(questions::chosen))
        .route("/security-info/recovery-codes", get(recovery_codes::begin).post(recovery_codes::made))
        .route("/security-info/confirm", get(confirm).post(confirmed))
        .route("/security-info/verify/{id}", get(verify::code).post(verify::answered))
        .route("/security-info/verify/{id}/state", get(verify::state))
        .route("/security-info/verify/{id}/again", get(verify::fitting).post(verify::again))
        .route("/security-info/remove/{id}", get(remove).post(removed))
        .route("/security-info/thanks", get(thanks))
}

/// The token in the cookie; without one there is nothing but signing in.
fn token(visitor: &Visitor) -> Result<String, Stop> {
    visitor.cookie(Cookie::SignIn).ok_or_else(|| Stop::go("/register"))
}

/// A sign-in that is over leads back to signing in; anything else is said in place of the page.
fn out(problem: Box<Problem>) -> Stop {
    if problem.is(ProblemCode::TokenInvalid) { Stop::go("/register") } else { Stop::Fail(problem) }
}

/// What can be said beside a form. A sign-in that is over leads back to signing in, and so does one that is too old for
/// this change: from there back to the page.
fn tellable_here(problem: Box<Problem>, change: Change) -> Result<Box<Problem>, Stop> {
    match ProblemCode::parse(&problem.code) {
        Some(ProblemCode::TokenInvalid) => Err(out(problem)),
        Some(ProblemCode::FreshSignInRequired) => Err(Stop::go(change.sign_in_path())),
        _ => tellable(problem),
    }
}

/// What is registered, where this method may be set up; else the list.
async fn with_method(visitor: &Visitor, method: MethodView) -> Result<MethodsView, Stop> {
    let methods = methods(visitor).await?;
    if methods.available_methods.contains(&method) { Ok(methods) } else { Err(Stop::go(HOME)) }
}

async fn account(visitor: &Visitor) -> Result<AccountView, Stop> {
    visitor.ask(Call::get("/api/v1/me").bearer(&token(visitor)?)).await.map_err(out)
}

async fn methods(visitor: &Visitor) -> Result<MethodsView, Stop> {
    visitor.ask(Call::get(METHODS).bearer(&token(visitor)?)).await.map_err(out)
}

/// A method of the person; an unknown one leads to the list.
async fn method(visitor: &Visitor, id: Uuid) -> Result<RegisteredMethod, Stop> {
    let found = methods(visitor).await?.methods.into_iter().find(|method| method.id == id);
    found.ok_or_else(|| Stop::go(HOME))
}

fn id_of(text: &str) -> Result<Uuid, Stop> {
    text.parse().map_err(|_| Stop::go(HOME))
}

async fn visit(visitor: &Visitor, path: &str) -> Visit {
    Visit { bar: Bar::SignedIn, ..visitor.visit_at(path).await }
}

async fn register(visitor: Visitor) -> Outcome {
    if token(&visitor).is_ok() && account(&visitor).await.is_ok() {
        return Err(Stop::go(HOME));
    }
    Ok(show(StatusCode::OK, &Register::new(visitor.visit().await, String::new(), Vec::new())))
}

async fn sign_in(visitor: Visitor, form: Form) -> Outcome {
    match credentials::taken(&visitor, &form, None, Register::new).await {
        Ok(signed_in) => {
            visitor.clear(Cookie::Change);
            Err(go_on(&visitor, &signed_in))
        }
        Err(outcome) => outcome,
    }
}

/// Keeps a sign-in and leads on.
fn go_on(visitor: &Visitor, signed_in: &SignedIn) -> Stop {
    visitor.set(Cookie::SignIn, &signed_in.token);
    visitor.clear(Cookie::Setup);
    if let Some(device) = &signed_in.device_token {
        visitor.set(Cookie::Device, device);
    }
    let is_half = signed_in.next == NextStep::SecondFactor;
    Stop::go(if is_half { DOOR.code } else { start(signed_in.next) })
}

/// Where a whole sign-in begins.
const fn start(next: NextStep) -> &'static str {
    match next {
        NextStep::Confirm => CONFIRM,
        NextStep::None | NextStep::Register | NextStep::NotEnabled | NextStep::SecondFactor => HOME,
    }
}

/// Where the second factor leads: on with the change for which somebody signed in again.
fn home(visitor: &Visitor, next: NextStep) -> &'static str {
    let change = visitor.cookie(Cookie::Change).and_then(|name| Change::named(&name));
    visitor.clear(Cookie::Change);
    change.map_or_else(|| start(next), Change::path)
}

/// An administrator's second factor.
async fn code(visitor: Visitor) -> Outcome {
    second_factor::code(&visitor, &DOOR).await
}

async fn answered(visitor: Visitor, form: Form) -> Outcome {
    second_factor::answered(&visitor, &DOOR, &form, |visit, problems| Register::new(visit, String::new(), problems))
        .await
}

async fn sign_out(visitor: Visitor, _: Form) -> Response {
    use axum::response::IntoResponse as _;
    if let Ok(token) = token(&visitor)
        && let Err(problem) = visitor.tell(Call::delete("/api/v1/sign-ins/current").bearer(&token)).await
    {
        tracing::warn!(code = problem.code, "gateway.sign_out_failed");
    }
    visitor.clear(Cookie::SignIn);
    visitor.clear(Cookie::Setup);
    Stop::go("/").into_response()
}

async fn security_info(visitor: Visitor) -> Outcome {
    let account = account(&visitor).await?;
    let visit = visit(&visitor, HOME).await.with_help(&account.help);
    if !account.enabled {
        return Ok(show(StatusCode::OK, &NotEnabled::new(visit, &account)));
    }
    let methods = methods(&visitor).await?;
    Ok(show(StatusCode::OK, &SecurityInfo::new(visit, &account, &methods)))
}

async fn thanks(visitor: Visitor) -> Outcome {
    let (account, methods) = (account(&visitor).await?, methods(&visitor).await?);
    let visit = visit(&visitor, "/security-info/thanks").await;
    Ok(show(StatusCode::OK, &Thanks::new(visit, &account, &methods)))
}

fn remove_path(id: Uuid) -> String {
    format!("/security-info/remove/{id}")
}

async fn remove(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let method = method(&visitor, id_of(&id)?).await?;
    if method.managed {
        return Err(Stop::go(HOME));
    }
    let visit = visit(&visitor, &remove_path(method.id)).await;
    Ok(show(StatusCode::OK, &Remove::new(visit, &method, Vec::new())))
}

async fn removed(visitor: Visitor, Path(id): Path<String>, _: Form) -> Outcome {
    let id = id_of(&id)?;
    let call = Call::delete(format!("{METHODS}/{id}")).bearer(&token(&visitor)?);
    match visitor.tell(call).await {
        Ok(()) => Err(Stop::go(HOME)),
        Err(problem) if problem.is(ProblemCode::NotFound) => Err(Stop::go(HOME)),
        Err(problem) => {
            let problem = tellable_here(problem, Change::List)?;
            let method = method(&visitor, id).await?;
            let visit = visit(&visitor, &remove_path(id)).await;
            let problems = told(&visit, &problem, &[]);
            Ok(show_again(&problem, &Remove::new(visit, &method, problems)))
        }
    }
}

async fn confirm(visitor: Visitor) -> Outcome {
    Ok(show(StatusCode::OK, &confirm_page(&visitor, None).await?))
}

async fn confirm_page(visitor: &Visitor, problem: Option<&Problem>) -> Result<Confirm, Stop> {
    let methods = methods(visitor).await?;
    let visit = visit(visitor, CONFIRM).await;
    let problems = problem.map(|problem| told(&visit, problem, &[])).unwrap_or_default();
    Ok(Confirm::new(visit, &methods, problems))
}

async fn confirmed(visitor: Visitor, _: Form) -> Outcome {
    match visitor.tell(Call::post("/api/v1/me/confirmation").bearer(&token(&visitor)?)).await {
        Ok(()) => Err(Stop::go(HOME)),
        Err(problem) => {
            let problem = tellable_here(problem, Change::List)?;
            Ok(show_again(&problem, &confirm_page(&visitor, Some(&problem)).await?))
        }
    }
}
