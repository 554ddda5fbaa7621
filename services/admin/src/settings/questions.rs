//! An organisation's own security questions in the settings file.

use std::collections::BTreeMap;

use rekey_domain::QuestionId;
use rekey_store::custom_questions::{OWN_QUESTION_PREFIX, OWN_QUESTIONS_MAX, OwnQuestion};

use super::text;

/// Shortest question, in characters (FEATURES.md B2).
const QUESTION_MIN_CHARS: usize = 3;
/// Longest question, in characters (FEATURES.md B2).
const QUESTION_MAX_CHARS: usize = 200;

/// `[tenants.SLUG.questions]`: the words of each question by language.
pub(super) type QuestionTables = BTreeMap<String, BTreeMap<String, String>>;

/// Reads the questions, or says which one cannot be used and why.
pub(super) fn read(tables: QuestionTables) -> Result<Vec<OwnQuestion>, (String, String)> {
    if tables.len() > OWN_QUESTIONS_MAX {
        return Err((String::new(), format!("at most {OWN_QUESTIONS_MAX} questions can be offered")));
    }
    let mut questions = Vec::with_capacity(tables.len());
    for (id, texts) in tables {
        let wrong = |reason: String| Err((format!(".{id}"), reason));
        if !id.starts_with(OWN_QUESTION_PREFIX) {
            return wrong(format!("the id of a question of yours begins with `{OWN_QUESTION_PREFIX}`"));
        }
        if let Err(error) = QuestionId::parse(&id) {
            return wrong(error.to_string());
        }
        if texts.is_empty() {
            return wrong("it has no words: add them by language, such as en = \"...\"".into());
        }
        for (tag, words) in &texts {
            if let Err(reason) = text::locale(tag) {
                return wrong(reason);
            }
            let is_sound = (QUESTION_MIN_CHARS..=QUESTION_MAX_CHARS).contains(&words.chars().count())
                && words.trim() == words
                && !words.chars().any(char::is_control);
            if !is_sound {
                return wrong(format!(
                    "{tag}: must be {QUESTION_MIN_CHARS} to {QUESTION_MAX_CHARS} characters on one line, without space at the ends"
                ));
            }
        }
        questions.push(OwnQuestion { id, texts, retired: false });
    }
    Ok(questions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(id: &str, texts: &[(&str, &str)]) -> String {
        let texts = texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect();
        let (place, reason) = read(BTreeMap::from([(id.to_owned(), texts)])).expect_err(id);
        format!("{place}: {reason}")
    }

    #[test]
    fn questions_that_cannot_be_used_are_refused_with_the_reason() {
        for (id, texts, reason) in [
            ("first-pet", [("en", "Which pet?")].as_slice(), "begins with `own-`"),
            ("own-Badge", [("en", "Which badge?")].as_slice(), "lower-case"),
            ("own-badge", [].as_slice(), "no words"),
            ("own-badge", [("english", "Which badge?")].as_slice(), "language tag"),
            ("own-badge", [("en", "?!")].as_slice(), "3 to 200"),
            ("own-badge", [("en", "Which\nbadge?")].as_slice(), "3 to 200"),
        ] {
            let told = refused(id, texts);
            assert!(told.contains(reason) && told.starts_with(&format!(".{id}")), "{told}");
        }
        let many = (0..=OWN_QUESTIONS_MAX).map(|number| (format!("own-{number}"), BTreeMap::new())).collect();
        assert!(read(many).expect_err("too many").1.contains("at most 20"));
    }
}
