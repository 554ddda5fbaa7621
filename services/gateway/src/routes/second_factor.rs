//! The page of the authenticator's code, behind the two doors at which administrators sign in.

use askama::Template;
use axum::http::StatusCode;
use rekey_wire::http::{CodeAnswer, NextStep, Problem, ProblemCode, SignedIn};

use super::call::Call;
use super::{show_again, show_unfilled, tellable, told};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::admin::SecondFactor;
use crate::pages::{FieldProblem, Visit, show};
use crate::visitor::{Outcome, Stop, Visitor};

/// A door: where its sign-in is kept, and its pages.
pub(super) struct Door {
    /// Keeps the token, of half a sign-in and of a whole one.
    pub cookie: Cookie,
    /// The page of user ID and password.
    pub sign_in: &'static str,
    /// The page of the code.
    pub code: &'static str,
    /// Where the whole sign-in leads, by what is to be done next.
    pub home: fn(&Visitor, NextStep) -> &'static str,
}

/// The page; without half a sign-in there is nothing but signing in.
pub(super) async fn code(visitor: &Visitor, door: &Door) -> Outcome {
    visitor.cookie(door.cookie).ok_or_else(|| Stop::go(door.sign_in))?;
    Ok(show(StatusCode::OK, &page(visitor.visit().await, door, Vec::new())))
}

/// The code was typed. `again` is the page of user ID and password, for a sign-in that has to begin anew.
pub(super) async fn answered<T: Template>(
    visitor: &Visitor,
    door: &Door,
    form: &Form,
    again: impl FnOnce(Visit, Vec<FieldProblem>) -> T,
) -> Outcome {
    let token = visitor.cookie(door.cookie).ok_or_else(|| Stop::go(door.sign_in))?;
    let typed = form.text("code");
    if typed.is_empty() {
        let visit = visitor.visit_at(door.code).await;
        let problems = vec![FieldProblem::of("code", visit.texts.say("second-factor-empty"))];
        return Ok(show_unfilled(&page(visit, door, problems)));
    }
    let call = Call::post("/api/v1/sign-ins/current/answers").bearer(&token);
    match visitor.ask::<SignedIn>(call.json(&CodeAnswer { code: typed.to_owned() })).await {
        Ok(signed_in) => {
            visitor.set(door.cookie, &signed_in.token);
            if let Some(device) = &signed_in.device_token {
                visitor.set(Cookie::Device, device);
            }
            Err(Stop::go((door.home)(visitor, signed_in.next)))
        }
        Err(problem) => match begins_anew(&problem) {
            Some(key) => {
                visitor.clear(door.cookie);
                let visit = visitor.visit_at(door.sign_in).await;
                let problems = vec![FieldProblem::general(visit.texts.say(key))];
                Ok(show_again(&problem, &again(visit, problems)))
            }
            None => refused(visitor, door, problem).await,
        },
    }
}

/// Why the sign-in has to begin anew, where it has.
fn begins_anew(problem: &Problem) -> Option<&'static str> {
    match (ProblemCode::parse(&problem.code)?, problem.attempts_left) {
        (ProblemCode::TokenInvalid, _) => Some("second-factor-over"),
        (ProblemCode::ChallengeOver, _) | (ProblemCode::WrongCode, Some(0)) => Some("second-factor-spent"),
        _ => None,
    }
}

async fn refused(visitor: &Visitor, door: &Door, problem: Box<Problem>) -> Outcome {
    let problem = tellable(problem)?;
    let visit = visitor.visit_at(door.code).await;
    let problems = if problem.is(ProblemCode::CodeMalformed) {
        vec![FieldProblem::of("code", visit.texts.say("second-factor-malformed"))]
    } else {
        told(&visit, &problem, &["code"])
    };
    Ok(show_again(&problem, &page(visit, door, problems)))
}

fn page(visit: Visit, door: &Door, problems: Vec<FieldProblem>) -> SecondFactor {
    SecondFactor::new(visit, door.code, door.sign_in, problems)
}
