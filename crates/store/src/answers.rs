//! Answers to security questions: hashed, all of an account written at once.

use rekey_domain::{AccountId, QuestionId, Timestamp};

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx};

/// An answer of an account.
#[derive(Debug, Clone)]
pub struct StoredAnswer {
    /// To which question.
    pub question: QuestionId,
    /// PHC string of the normalised answer.
    pub hash: String,
    /// It proves something in a reset from then on (cool-off).
    pub usable_from: Timestamp,
}

/// The answers of an account, in the order of the questions' ids.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<StoredAnswer>, StoreError> {
    let rows: Vec<(String, String, At)> = on!(tx, c => sqlx::query_as(
        "SELECT question, answer_hash, usable_from FROM question_answers WHERE account_id = $1 ORDER BY question",
    ).bind(account.uuid()).fetch_all(c).await)?;
    let read = |(question, hash, At(usable_from)): (String, String, At)| {
        let question = QuestionId::parse(&question);
        let question = question.map_err(|_| StoreError::Corrupt(format!("a question of account {account}")))?;
        Ok(StoredAnswer { question, hash, usable_from })
    };
    rows.into_iter().map(read).collect()
}

/// Gives an account exactly these answers.
///
/// # Errors
/// When the database does not answer.
pub async fn set(tx: &mut Tx, account: AccountId, answers: &[StoredAnswer]) -> Result<(), StoreError> {
    remove_of_account(tx, account).await?;
    for answer in answers {
        on!(tx, c => sqlx::query(
            "INSERT INTO question_answers (account_id, question, answer_hash, usable_from) VALUES ($1, $2, $3, $4)",
        ).bind(account.uuid()).bind(answer.question.as_str()).bind(&answer.hash).bind(At(answer.usable_from))
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Removes the answers of an account; false where it had none.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_of_account(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    let removed = on!(tx, c => sqlx::query("DELETE FROM question_answers WHERE account_id = $1")
        .bind(account.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(removed > 0)
}
