//! `GET` and `PUT /me/security-questions`: which questions there are, and answers to as many as are asked for.
//!
//! Answers are hashed outside of every transaction, each with a salt of its own, and written whole: fewer, doubled or too
//! short ones change nothing.

use axum::extract::State;
use rekey_domain::{Means, Method, QuestionId};
use rekey_proofs::questions::{Answer, catalogue, text};
use rekey_runtime::{ApiProblem, Bearer, Context, Json};
use rekey_store::answers::{self, StoredAnswer};
use rekey_store::policy_document::TenantSettings;
use rekey_store::{Tx, contacts};
use rekey_wire::http::{ProblemCode, QuestionAnswer, QuestionAnswers, QuestionView, QuestionsView};
use rekey_wire::secret::Token;
use serde_json::json;

use crate::changes::{Change, happened};
use crate::owner_notices::News;
use crate::problems::{self, field};
use crate::registered;
use crate::session::Session;
use crate::shell::{App, Shell};

/// `GET /me/security-questions`.
pub(crate) async fn list(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<QuestionsView>, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = allowed_session(&shell, &mut tx, &token).await?;
    let registered = answers::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    Ok(axum::Json(view(&session, &registered)))
}

/// `PUT /me/security-questions`.
pub(crate) async fn set(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
    Json(body): Json<QuestionAnswers>,
) -> Result<axum::Json<QuestionsView>, ApiProblem> {
    let (typed, replaces) = begin(&shell, &token, &body).await?;
    let mut hashed = Vec::with_capacity(typed.len());
    for (question, answer) in typed {
        let hash = shell.hasher.hash(answer.into_plain(), shell.entropy.bytes()).await;
        hashed.push((question, hash.map_err(problems::of_hash)?));
    }
    if replaces {
        shell.supersede_resets_of(&token).await?;
    }
    let mut tx = shell.store.begin().await?;
    let session = allowed_session(&shell, &mut tx, &token).await?;
    let usable_from = shell.usable_from(&session, tx.now());
    let stored = |(question, hash): (QuestionId, rekey_passwords::PasswordHash)| StoredAnswer {
        question,
        hash: hash.as_str().to_owned(),
        usable_from,
    };
    let stored: Vec<StoredAnswer> = hashed.into_iter().map(stored).collect();
    shell.hold_methods(&mut tx, &session).await?;
    answers::set(&mut tx, session.account.id, &stored).await?;
    let before = contacts::of_account(&mut tx, session.account.id).await?;
    let detail = json!({ "method": Means::Questions.as_str(), "count": stored.len() });
    let change = Change {
        means: Means::Questions,
        news: News::Added,
        hint: String::new(),
        happened: happened("method.verified", registered::questions_id(session.account.id), detail),
    };
    shell.conclude(&mut tx, &session, change, &before).await?;
    let registered = answers::of_account(&mut tx, session.account.id).await?;
    tx.commit().await?;
    shell.postman.wake();
    Ok(axum::Json(view(&session, &registered)))
}

/// Judges what was typed before any work is done; tells whether there are older answers.
async fn begin(
    shell: &Shell,
    token: &Token,
    body: &QuestionAnswers,
) -> Result<(Vec<(QuestionId, Answer)>, bool), ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let session = allowed_session(shell, &mut tx, token).await?;
    shell.must_be_fresh(&session, tx.now())?;
    let typed = parse(&body.answers, session.policy.questions_to_register, &offered(&session.tenant.settings))?;
    shell.charge_set(&mut tx, &session).await?;
    let replaces = !answers::of_account(&mut tx, session.account.id).await?.is_empty();
    tx.commit().await?;
    Ok((typed, replaces))
}

async fn allowed_session(shell: &Shell, tx: &mut Tx, token: &Token) -> Result<Session, ApiProblem> {
    let session = shell.enabled_session(tx, token).await?;
    let is_allowed = session.policy.methods.contains(&Method::SecurityQuestions);
    if is_allowed { Ok(session) } else { Err(ProblemCode::Forbidden.into()) }
}

/// The organisation's own questions, and those of the catalogue.
fn offered(settings: &TenantSettings) -> Vec<QuestionId> {
    settings.own_questions().chain(catalogue()).collect()
}

/// Reads answers to exactly so many different questions. The field of a problem says which answer, counted from 0.
fn parse(typed: &[QuestionAnswer], count: u8, offered: &[QuestionId]) -> Result<Vec<(QuestionId, Answer)>, ApiProblem> {
    if typed.len() != usize::from(count) {
        return Err(field(ProblemCode::QuestionCount, "answers"));
    }
    let mut read: Vec<(QuestionId, Answer)> = Vec::with_capacity(typed.len());
    for (place, QuestionAnswer { question_id, answer }) in typed.iter().enumerate() {
        let wrong = |code| field(code, &format!("answers.{place}"));
        let question = offered.iter().find(|question| question.as_str() == question_id).cloned();
        let question = question.ok_or_else(|| wrong(ProblemCode::QuestionUnknown))?;
        if read.iter().any(|(other, _)| *other == question) {
            return Err(wrong(ProblemCode::QuestionCount));
        }
        let answer = Answer::parse(answer).map_err(|_| wrong(ProblemCode::AnswerTooShort))?;
        if read.iter().any(|(_, other)| *other == answer) {
            return Err(wrong(ProblemCode::AnswersAlike));
        }
        read.push((question, answer));
    }
    Ok(read)
}

fn view(session: &Session, registered: &[StoredAnswer]) -> QuestionsView {
    let (locale, settings) = (&session.sign_in.locale, &session.tenant.settings);
    let view = |question: QuestionId| {
        let words = text(&question, locale).or_else(|| settings.own_question_text(&question, locale))?;
        Some(QuestionView { id: question.as_str().to_owned(), text: words })
    };
    QuestionsView {
        available: offered(settings).into_iter().filter_map(view).collect(),
        registered: registered.iter().map(|answer| answer.question.clone()).filter_map(view).collect(),
        to_register: session.policy.questions_to_register,
        to_reset: session.policy.questions_to_reset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &[(&str, &str)]) -> (String, Option<String>) {
        let answer = |(question, answer): &(&str, &str)| QuestionAnswer {
            question_id: (*question).to_owned(),
            answer: (*answer).to_owned(),
        };
        let problem = parse(&typed.iter().map(answer).collect::<Vec<_>>(), 3, &offered(&TenantSettings::default()))
            .expect_err("refused")
            .0;
        (problem.code, problem.field)
    }

    #[test]
    fn what_cannot_be_registered_is_told_with_its_place() {
        let (pet, boss, city) = (("first-pet", "Rex"), ("first-boss", "Miller"), ("first-job-city", "Seattle"));
        let at = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
        assert_eq!(refused(&[]), at("question_count", "answers"));
        assert_eq!(refused(&[pet, boss]), at("question_count", "answers"));
        assert_eq!(refused(&[pet, boss, city, ("first-flight", "Rome")]), at("question_count", "answers"));
        assert_eq!(refused(&[pet, boss, ("first-pet", "Bello")]), at("question_count", "answers.2"));
        assert_eq!(refused(&[pet, ("pin-of-my-card", "1234"), city]), at("question_unknown", "answers.1"));
        assert_eq!(refused(&[pet, ("first-boss", " a. "), city]), at("answer_too_short", "answers.1"));
        assert_eq!(refused(&[pet, ("first-boss", &"a".repeat(41)), city]), at("answer_too_short", "answers.1"));
        assert_eq!(refused(&[pet, boss, ("first-job-city", " rex.")]), at("answers_alike", "answers.2"));
    }
}
