//! Security questions: as many as the organisation asks for, each with its answer. They are written whole.

use axum::http::StatusCode;
use rekey_wire::http::{MethodView, Problem, QuestionAnswer, QuestionAnswers, QuestionsView};

use super::{Change, HOME, out, tellable_here, token, visit, with_method};
use crate::form::Form;
use crate::pages::proofs::QUESTION_FIELDS;
use crate::pages::security_info::QUESTIONS_PATH;
use crate::pages::set_up::SetQuestions;
use crate::pages::{FieldProblem, Visit, show};
use crate::problems::sentence;
use crate::routes::call::Call;
use crate::routes::{show_again, show_unfilled};
use crate::typed::length_problem;
use crate::visitor::{Outcome, Stop, Visitor};

const QUESTIONS: &str = "/api/v1/me/security-questions";

async fn view(visitor: &Visitor) -> Result<QuestionsView, Stop> {
    with_method(visitor, MethodView::SecurityQuestions).await?;
    visitor.ask(Call::get(QUESTIONS).bearer(&token(visitor)?)).await.map_err(out)
}

pub(super) async fn choose(visitor: Visitor) -> Outcome {
    let view = view(&visitor).await?;
    let visit = visit(&visitor, QUESTIONS_PATH).await;
    Ok(show(StatusCode::OK, &SetQuestions::new(visit, view, &[], Vec::new())))
}

pub(super) async fn chosen(visitor: Visitor, form: Form) -> Outcome {
    let view = view(&visitor).await?;
    let fields = &QUESTION_FIELDS[..usize::from(view.to_register).min(QUESTION_FIELDS.len())];
    let chosen: Vec<String> = fields.iter().map(|(question, _)| form.text(question).to_owned()).collect();
    let visit = visit(&visitor, QUESTIONS_PATH).await;
    let problems = unfilled(&visit, fields, &form);
    if !problems.is_empty() {
        return Ok(show_unfilled(&SetQuestions::new(visit, view, &chosen, problems)));
    }
    let answer = |(question, answer): &(&str, &str)| QuestionAnswer {
        question_id: form.text(question).to_owned(),
        answer: form.secret(answer).to_owned(),
    };
    let body = QuestionAnswers { answers: fields.iter().map(answer).collect() };
    match visitor.tell(Call::put(QUESTIONS).bearer(&token(&visitor)?).json(&body)).await {
        Ok(()) => Err(Stop::go(format!("{HOME}/thanks"))),
        Err(problem) => {
            let problem = tellable_here(problem, Change::Questions)?;
            let problems = vec![beside(&visit, &problem)];
            Ok(show_again(&problem, &SetQuestions::new(visit, view, &chosen, problems)))
        }
    }
}

/// What is missing, doubled, too short or too long.
fn unfilled(visit: &Visit, fields: &[(&'static str, &'static str)], form: &Form) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut before: Vec<&str> = Vec::new();
    for ((question, answer), number) in fields.iter().zip(1..) {
        let id = form.text(question);
        // The summary lists them all: each says which one it is about.
        let said = |field, key: &str| FieldProblem::of(field, visit.texts.with(key).count("number", number).text());
        if id.is_empty() {
            problems.push(said(question, "set-questions-none"));
        } else if before.contains(&id) {
            problems.push(said(question, "set-questions-twice"));
        }
        before.push(id);
        let is_untouched = id.is_empty() && form.text(answer).is_empty();
        if let Some(problem) = length_problem(form.text(answer)).filter(|_| !is_untouched) {
            let is_empty = problem == "questions-empty";
            problems.push(said(answer, if is_empty { "set-questions-empty" } else { "set-questions-length" }));
        }
    }
    problems
}

/// The problem beside the question or answer that the service names, `answers.0` being the first.
fn beside(visit: &Visit, problem: &Problem) -> FieldProblem {
    let place = problem.field.as_deref().and_then(|field| field.strip_prefix("answers."));
    let fields = place.and_then(|place| QUESTION_FIELDS.get(place.parse::<usize>().ok()?));
    let is_question = matches!(problem.code.as_str(), "question_unknown" | "question_count");
    let field = fields.map(|(question, answer)| if is_question { *question } else { *answer });
    FieldProblem { field, text: sentence(visit, problem) }
}
