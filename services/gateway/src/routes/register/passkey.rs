//! Adding a passkey: its name, and what the browser makes.
//!
//! The request is good once and for a few minutes, so the page that holds it is the answer to the form.

use axum::extract::Path;
use axum::http::StatusCode;
use rekey_wire::http::{MethodSetup, MethodView, PasskeyAnswer, Problem, ProblemCode};

use super::app::without_contact;
use super::{Change, HOME, METHODS, id_of, tellable_here, token, visit, with_method};
use crate::form::Form;
use crate::pages::security_info::PASSKEY_PATH;
use crate::pages::set_up::{MakePasskey, NewPasskey};
use crate::pages::{FieldProblem, show};
use crate::problems::of_proof;
use crate::routes::call::Call;
use crate::routes::{show_again, show_unfilled, told};
use crate::typed::{label_of, passkey_of};
use crate::visitor::{Outcome, Stop, Visitor};

pub(super) async fn begin(visitor: Visitor) -> Outcome {
    with_method(&visitor, MethodView::Passkey).await?;
    let visit = visit(&visitor, PASSKEY_PATH).await;
    Ok(show(StatusCode::OK, &NewPasskey::new(visit, String::new(), Vec::new())))
}

pub(super) async fn begun(visitor: Visitor, form: Form) -> Outcome {
    let token = token(&visitor)?;
    let typed = || form.text("label").to_owned();
    let label = match label_of(&form) {
        Ok(label) => label,
        Err(key) => {
            let visit = visit(&visitor, PASSKEY_PATH).await;
            let problems = vec![FieldProblem::of("label", visit.texts.say(key))];
            return Ok(show_unfilled(&NewPasskey::new(visit, typed(), problems)));
        }
    };
    let body = without_contact(MethodView::Passkey, label);
    match visitor.ask::<MethodSetup>(Call::post(METHODS).bearer(&token).json(&body)).await {
        Ok(MethodSetup { method, setup }) => {
            let request = setup.passkey.ok_or(ProblemCode::InternalError)?;
            let visit = visit(&visitor, PASSKEY_PATH).await;
            Ok(show(StatusCode::OK, &MakePasskey::new(visit, method.id.to_string(), &request)))
        }
        Err(problem) => {
            let problem = tellable_here(problem, Change::Passkey)?;
            let visit = visit(&visitor, PASSKEY_PATH).await;
            let problems = told(&visit, &problem, &["label"]);
            Ok(show_again(&problem, &NewPasskey::new(visit, typed(), problems)))
        }
    }
}

/// For the address that only takes the browser's answer.
pub(super) async fn fitting(visitor: Visitor, Path(_): Path<String>) -> Outcome {
    token(&visitor)?;
    Err(Stop::go(PASSKEY_PATH))
}

pub(super) async fn answered(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let token = token(&visitor)?;
    let id = id_of(&id)?;
    let Some(passkey) = passkey_of(&form) else {
        let visit = visit(&visitor, PASSKEY_PATH).await;
        let problems = vec![FieldProblem::general(visit.texts.say("make-passkey-failed"))];
        return Ok(show_unfilled(&NewPasskey::new(visit, String::new(), problems)));
    };
    let call = Call::post(format!("{METHODS}/{id}/verification")).bearer(&token);
    match visitor.tell(call.json(&PasskeyAnswer { passkey })).await {
        Ok(()) => Err(Stop::go(format!("{HOME}/thanks"))),
        Err(problem) => refused(&visitor, problem).await,
    }
}

async fn refused(visitor: &Visitor, problem: Box<Problem>) -> Outcome {
    let is_gone = problem.is(ProblemCode::NotFound);
    let problem = if is_gone { problem } else { tellable_here(problem, Change::Passkey)? };
    let visit = visit(visitor, PASSKEY_PATH).await;
    let problems = vec![of_proof(&visit, &problem, "new-passkey", &[])];
    Ok(show_again(&problem, &NewPasskey::new(visit, String::new(), problems)))
}
