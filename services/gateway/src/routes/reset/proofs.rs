//! The pages of proofs that are no sent code: each is shown while the reset waits for its kind, and posts what was typed.

use axum::http::StatusCode;
use rekey_wire::http::{
    ChallengeKindView, ChallengeView, CodeAnswer, PasskeyAnswer, Problem, ProblemCode, QuestionAnswer, QuestionAnswers,
    ResetStatus, ResetView,
};
use serde::Serialize;
use uuid::Uuid;

use super::{ANSWERS, CHALLENGED, challenge, go_on, number_path, page_of, place, standing, token, visit};
use crate::form::Form;
use crate::pages::proofs::{App, Call as CallPage, Passkey, QUESTION_FIELDS, Questions, RecoveryCode};
use crate::pages::{FieldProblem, Visit, show};
use crate::problems::of_proof;
use crate::routes::call::Call;
use crate::routes::{show_again, show_unfilled, tellable};
use crate::typed::{length_problem, passkey_of};
use crate::visitor::{Outcome, Stop, Visitor};

/// A reset that waits for a proof.
struct Waiting {
    view: ResetView,
    challenge: ChallengeView,
}

impl Waiting {
    /// The reset, if it waits for this kind of proof; else the page that fits.
    async fn of(visitor: &Visitor, kind: ChallengeKindView) -> Result<Self, Stop> {
        let view = standing(visitor, CHALLENGED).await?;
        match view.challenge.clone().filter(|challenge| challenge.kind == kind) {
            Some(challenge) => Ok(Self { view, challenge }),
            None => Err(Stop::go(place(&view))),
        }
    }

    async fn visit(&self, visitor: &Visitor) -> Visit {
        visit(visitor, page_of(self.challenge.kind), &self.view).await
    }
}

/// Sends an answer. What was right leads on; what was not comes back with the reset as it stands now.
async fn judged(
    visitor: &Visitor,
    kind: ChallengeKindView,
    answer: &impl Serialize,
) -> Result<(Box<Problem>, Waiting), Stop> {
    let call = Call::post(ANSWERS).bearer(&token(visitor)?).json(answer);
    let problem = match visitor.ask::<ResetView>(call).await {
        Ok(view) => return Err(go_on(visitor, &view)),
        Err(problem) => tellable(problem)?,
    };
    if problem.is(ProblemCode::AnswerNotAsked) {
        let view = standing(visitor, &[ResetStatus::Choosing, ResetStatus::Challenged]).await?;
        return Err(Stop::go(place(&view)));
    }
    Ok((problem, Waiting::of(visitor, kind).await?))
}

pub(super) async fn questions(visitor: Visitor) -> Outcome {
    let waiting = Waiting::of(&visitor, ChallengeKindView::Questions).await?;
    let visit = waiting.visit(&visitor).await;
    Ok(show(StatusCode::OK, &Questions::new(visit, &waiting.challenge, Vec::new())))
}

pub(super) async fn questions_answered(visitor: Visitor, form: Form) -> Outcome {
    let kind = ChallengeKindView::Questions;
    let asked = QUESTION_FIELDS.iter().filter(|(id, _)| !form.text(id).is_empty());
    let missing: Vec<_> = asked.clone().filter(|(_, answer)| length_problem(form.text(answer)).is_some()).collect();
    if !missing.is_empty() || asked.clone().next().is_none() {
        let waiting = Waiting::of(&visitor, kind).await?;
        let visit = waiting.visit(&visitor).await;
        let missing = if missing.is_empty() { QUESTION_FIELDS.iter().take(1).collect() } else { missing };
        let wrong = |(_, answer): &&(&'static str, &'static str)| {
            let key = length_problem(form.text(answer)).unwrap_or("questions-empty");
            FieldProblem::of(answer, visit.texts.say(key))
        };
        let problems = missing.iter().map(wrong).collect();
        return Ok(show_unfilled(&Questions::new(visit, &waiting.challenge, problems)));
    }
    let answer = |(id, answer): &(&str, &str)| QuestionAnswer {
        question_id: form.text(id).to_owned(),
        answer: form.secret(answer).to_owned(),
    };
    let answers = QuestionAnswers { answers: asked.map(answer).collect() };
    let (problem, waiting) = judged(&visitor, kind, &answers).await?;
    let visit = waiting.visit(&visitor).await;
    let is_asked_again = waiting
        .challenge
        .questions
        .iter()
        .flatten()
        .all(|question| answers.answers.iter().any(|answer| answer.question_id == question.id));
    let proof = if is_asked_again { "same-questions" } else { "questions" };
    let problems = vec![of_proof(&visit, &problem, proof, &[])];
    Ok(show_again(&problem, &Questions::new(visit, &waiting.challenge, problems)))
}

pub(super) async fn app(visitor: Visitor) -> Outcome {
    let waiting = Waiting::of(&visitor, ChallengeKindView::Totp).await?;
    let visit = waiting.visit(&visitor).await;
    Ok(show(StatusCode::OK, &App::new(visit, &waiting.challenge, Vec::new())))
}

pub(super) async fn app_answered(visitor: Visitor, form: Form) -> Outcome {
    let kind = ChallengeKindView::Totp;
    let typed = form.text("code");
    if typed.is_empty() {
        let waiting = Waiting::of(&visitor, kind).await?;
        let visit = waiting.visit(&visitor).await;
        let problems = vec![FieldProblem::of("code", visit.texts.say("second-factor-empty"))];
        return Ok(show_unfilled(&App::new(visit, &waiting.challenge, problems)));
    }
    let (problem, waiting) = judged(&visitor, kind, &CodeAnswer { code: typed.to_owned() }).await?;
    let visit = waiting.visit(&visitor).await;
    let problems = vec![of_proof(&visit, &problem, "app", &["code"])];
    Ok(show_again(&problem, &App::new(visit, &waiting.challenge, problems)))
}

pub(super) async fn recovery_code(visitor: Visitor) -> Outcome {
    let waiting = Waiting::of(&visitor, ChallengeKindView::RecoveryCode).await?;
    let visit = waiting.visit(&visitor).await;
    Ok(show(StatusCode::OK, &RecoveryCode::new(visit, &waiting.challenge, Vec::new())))
}

pub(super) async fn recovery_code_answered(visitor: Visitor, form: Form) -> Outcome {
    let kind = ChallengeKindView::RecoveryCode;
    let typed = form.text("code");
    if typed.is_empty() {
        let waiting = Waiting::of(&visitor, kind).await?;
        let visit = waiting.visit(&visitor).await;
        let problems = vec![FieldProblem::of("code", visit.texts.say("recovery-code-empty"))];
        return Ok(show_unfilled(&RecoveryCode::new(visit, &waiting.challenge, problems)));
    }
    let (problem, waiting) = judged(&visitor, kind, &CodeAnswer { code: typed.to_owned() }).await?;
    let visit = waiting.visit(&visitor).await;
    let problems = vec![of_proof(&visit, &problem, "recovery-code", &["code"])];
    Ok(show_again(&problem, &RecoveryCode::new(visit, &waiting.challenge, problems)))
}

pub(super) async fn passkey(visitor: Visitor) -> Outcome {
    let waiting = Waiting::of(&visitor, ChallengeKindView::Passkey).await?;
    let visit = waiting.visit(&visitor).await;
    Ok(show(StatusCode::OK, &Passkey::new(visit, &waiting.challenge, Vec::new())))
}

pub(super) async fn passkey_answered(visitor: Visitor, form: Form) -> Outcome {
    let kind = ChallengeKindView::Passkey;
    let Some(passkey) = passkey_of(&form) else {
        let waiting = Waiting::of(&visitor, kind).await?;
        let visit = waiting.visit(&visitor).await;
        let problems = vec![FieldProblem::general(visit.texts.say("passkey-failed"))];
        return Ok(show_unfilled(&Passkey::new(visit, &waiting.challenge, problems)));
    };
    let (problem, waiting) = judged(&visitor, kind, &PasskeyAnswer { passkey }).await?;
    let visit = waiting.visit(&visitor).await;
    let problems = vec![of_proof(&visit, &problem, "passkey", &[])];
    Ok(show_again(&problem, &Passkey::new(visit, &waiting.challenge, problems)))
}

pub(super) async fn call(visitor: Visitor) -> Outcome {
    let waiting = Waiting::of(&visitor, ChallengeKindView::Call).await?;
    let visit = waiting.visit(&visitor).await;
    Ok(show(StatusCode::OK, &CallPage::of_reset(visit, &waiting.view, &waiting.challenge)))
}

/// Calls once more. The number was typed before; where it is asked for again, its page is.
pub(super) async fn call_again(visitor: Visitor, form: Form) -> Outcome {
    let Ok(option) = form.text("option").parse::<Uuid>() else { return Err(Stop::go("/reset/choose")) };
    let problem = match challenge(&visitor, option, None).await? {
        Ok(next) => return Err(next),
        Err(problem) => problem,
    };
    match ProblemCode::parse(&problem.code) {
        Some(ProblemCode::PhoneNumberRequired) => Err(Stop::go(number_path(option))),
        Some(ProblemCode::OptionUnknown) => Err(Stop::go("/reset/choose")),
        _ => {
            let problem = tellable(problem)?;
            let waiting = Waiting::of(&visitor, ChallengeKindView::Call).await?;
            let visit = waiting.visit(&visitor).await;
            let problems = vec![of_proof(&visit, &problem, "call", &[])];
            let page = CallPage::of_reset(visit, &waiting.view, &waiting.challenge).with_problems(problems);
            Ok(show_again(&problem, &page))
        }
    }
}
