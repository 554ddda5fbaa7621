//! What was typed into the fields of proofs, judged as far as the pages can tell: the services judge again.

use serde_json::Value;

use crate::form::Form;

/// Least and most characters of an answer (`QuestionAnswer` in `rekey_wire::http`).
const ANSWER_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=40;
/// Most characters of what a person calls an authenticator or passkey (`AddMethod` in `rekey_wire::http`).
const LABEL_MAX_CHARACTERS: usize = 40;

/// Name of the sentence about an answer that is missing, too short or too long.
pub(crate) fn length_problem(answer: &str) -> Option<&'static str> {
    match answer.trim().chars().count() {
        0 => Some("questions-empty"),
        count if !ANSWER_CHARACTERS.contains(&count) => Some("questions-length"),
        _ => None,
    }
}

/// What the person calls it, where it has a name at all.
///
/// # Errors
/// With the name of the sentence, where the name is too long.
pub(crate) fn label_of(form: &Form) -> Result<Option<String>, &'static str> {
    let label = form.text("label");
    match label.chars().count() {
        0 => Ok(None),
        count if count > LABEL_MAX_CHARACTERS => Err("set-up-name-long"),
        _ => Ok(Some(label.to_owned())),
    }
}

/// What the browser answered for a passkey; none where it did not.
pub(crate) fn passkey_of(form: &Form) -> Option<Value> {
    serde_json::from_str(form.secret("passkey")).ok().filter(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_3_to_40_characters() {
        assert_eq!(length_problem("  "), Some("questions-empty"));
        assert_eq!(length_problem(" ab "), Some("questions-length"));
        assert_eq!(length_problem("äöü"), None);
        assert_eq!(length_problem(&"a".repeat(40)), None);
        assert_eq!(length_problem(&"a".repeat(41)), Some("questions-length"));
    }
}
