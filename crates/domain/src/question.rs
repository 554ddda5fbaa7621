//! Security questions: which ones, never their answers.

use thiserror::Error;

/// Names a question: one of the catalogue, or one of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(String);

/// Longest id of a question, in bytes.
pub const QUESTION_ID_MAX_BYTES: usize = 40;

/// It is no id of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a question's id has 1 to 40 lower-case letters, digits and dashes, and begins with a letter")]
pub struct NotAQuestionId;

impl QuestionId {
    /// Reads an id.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, NotAQuestionId> {
        let begins_well = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        let is_sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id = begins_well && text.len() <= QUESTION_ID_MAX_BYTES && text.bytes().all(is_sound);
        if is_id { Ok(Self(text.to_owned())) } else { Err(NotAQuestionId) }
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        let longest = format!("a{}", "0".repeat(QUESTION_ID_MAX_BYTES - 1));
        for sound in ["first-pet", "q1", longest.as_str()] {
            assert_eq!(QuestionId::parse(sound).map(|id| id.as_str().to_owned()), Ok(sound.to_owned()));
        }
        let longer = format!("{longest}0");
        for bad in ["", "1st", "First", "first pet", "-a", longer.as_str(), "ü"] {
            assert_eq!(QuestionId::parse(bad), Err(NotAQuestionId), "{bad}");
        }
    }
}
