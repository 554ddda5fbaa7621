//! Adding an authenticator app: its name, what it is given once, and its first code.
//!
//! The API tells the secret once, so the page that shows it is the answer to the form; loading it again starts anew.

use axum::extract::Path;
use axum::http::StatusCode;
use rekey_wire::http::{AddMethod, CodeAnswer, MethodSetup, MethodView, ProblemCode};

use super::{Change, HOME, METHODS, id_of, tellable_here, token, visit, with_method};
use crate::form::Form;
use crate::pages::security_info::APP_PATH;
use crate::pages::set_up::{AppCode, NewApp, ShowApp};
use crate::pages::{FieldProblem, show};
use crate::problems::of_proof;
use crate::routes::call::Call;
use crate::routes::{show_again, show_unfilled, told};
use crate::typed::label_of;
use crate::visitor::{Outcome, Stop, Visitor};

pub(super) async fn begin(visitor: Visitor) -> Outcome {
    with_method(&visitor, MethodView::AuthenticatorApp).await?;
    let visit = visit(&visitor, APP_PATH).await;
    Ok(show(StatusCode::OK, &NewApp::new(visit, String::new(), Vec::new())))
}

/// What begins the set-up of a method without a contact.
pub(super) fn without_contact(method: MethodView, label: Option<String>) -> AddMethod {
    AddMethod {
        slot: None,
        method: Some(method),
        label,
        phone_number: None,
        country: None,
        email: None,
        channel: None,
        replaces_lost: false,
    }
}

pub(super) async fn begun(visitor: Visitor, form: Form) -> Outcome {
    let token = token(&visitor)?;
    let typed = || form.text("label").to_owned();
    let label = match label_of(&form) {
        Ok(label) => label,
        Err(key) => {
            let visit = visit(&visitor, APP_PATH).await;
            let problems = vec![FieldProblem::of("label", visit.texts.say(key))];
            return Ok(show_unfilled(&NewApp::new(visit, typed(), problems)));
        }
    };
    let body = without_contact(MethodView::AuthenticatorApp, label);
    match visitor.ask::<MethodSetup>(Call::post(METHODS).bearer(&token).json(&body)).await {
        Ok(MethodSetup { method, setup }) => {
            let authenticator = setup.authenticator.ok_or(ProblemCode::InternalError)?;
            let visit = visit(&visitor, APP_PATH).await;
            let page = ShowApp::new(visit, method.id.to_string(), authenticator, setup.code_length);
            Ok(show(StatusCode::OK, &page))
        }
        Err(problem) => {
            let problem = tellable_here(problem, Change::App)?;
            let visit = visit(&visitor, APP_PATH).await;
            let problems = told(&visit, &problem, &["label"]);
            Ok(show_again(&problem, &NewApp::new(visit, typed(), problems)))
        }
    }
}

/// For the address that only takes the code.
pub(super) async fn fitting(visitor: Visitor, Path(_): Path<String>) -> Outcome {
    token(&visitor)?;
    Err(Stop::go(APP_PATH))
}

pub(super) async fn answered(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let token = token(&visitor)?;
    let id = id_of(&id)?;
    let typed = form.text("code");
    if typed.is_empty() {
        let visit = visit(&visitor, APP_PATH).await;
        let problems = vec![FieldProblem::of("code", visit.texts.say("app-code-empty"))];
        return Ok(show_unfilled(&AppCode::new(visit, id.to_string(), problems)));
    }
    let call = Call::post(format!("{METHODS}/{id}/verification")).bearer(&token);
    match visitor.tell(call.json(&CodeAnswer { code: typed.to_owned() })).await {
        Ok(()) => Err(Stop::go(format!("{HOME}/thanks"))),
        Err(problem) => {
            let is_gone = problem.is(ProblemCode::NotFound);
            let problem = if is_gone { problem } else { tellable_here(problem, Change::App)? };
            let visit = visit(&visitor, APP_PATH).await;
            let problems = vec![of_proof(&visit, &problem, "set-up", &["code"])];
            if is_gone || problem.is(ProblemCode::ChallengeOver) || problem.attempts_left == Some(0) {
                let problems = problems.into_iter().map(|problem| FieldProblem::general(problem.text)).collect();
                return Ok(show_again(&problem, &NewApp::new(visit, String::new(), problems)));
            }
            Ok(show_again(&problem, &AppCode::new(visit, id.to_string(), problems)))
        }
    }
}
