//! An organisation's own security questions, with their words in one language or several.
//!
//! A question that the organisation no longer offers is kept with its words: who has answered it is asked it as before, and nobody
//! else can choose it.

use std::collections::BTreeMap;

use rekey_domain::QuestionId;
use serde::{Deserialize, Serialize};

use crate::policy_document::TenantSettings;

/// What the id of an organisation's own question begins with, so that it is never one of the catalogue's.
pub const OWN_QUESTION_PREFIX: &str = "own-";
/// Questions that an organisation offers, at most (FEATURES.md B2).
pub const OWN_QUESTIONS_MAX: usize = 20;
/// Questions that it offers or once offered, at most.
pub const OWN_QUESTIONS_KEPT_MAX: usize = 200;

/// A question of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnQuestion {
    /// Names it in answers; begins with [`OWN_QUESTION_PREFIX`].
    pub id: String,
    /// Its words by language (BCP 47); at least one.
    pub texts: BTreeMap<String, String>,
    /// Whether it is offered no longer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl OwnQuestion {
    /// Its words in this language: the very one, another of the same language, the organisation's, English, or whichever there is.
    fn text(&self, locale: &str, house_locale: Option<&str>) -> Option<&str> {
        let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let find = |wanted: &str| {
            let very = self.texts.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
            very.or_else(|| self.texts.iter().find(|(tag, _)| language(tag) == language(wanted)))
        };
        let found = find(locale).or_else(|| house_locale.and_then(find)).or_else(|| find("en"));
        found.or_else(|| self.texts.iter().next()).map(|(_, text)| text.as_str())
    }
}

impl TenantSettings {
    /// The organisation's own questions that everybody may choose.
    pub fn own_questions(&self) -> impl Iterator<Item = QuestionId> + '_ {
        let offered = self.questions.iter().filter(|question| !question.retired);
        offered.filter_map(|question| QuestionId::parse(&question.id).ok())
    }

    /// The words of one of the organisation's own questions, offered or not.
    pub fn own_question_text(&self, question: &QuestionId, locale: &str) -> Option<String> {
        let found = self.questions.iter().find(|own| own.id == question.as_str())?;
        found.text(locale, self.locale.as_deref()).map(str::to_owned)
    }

    /// With what was offered before and is no longer: kept for those who answered it.
    #[must_use]
    pub fn keeping_questions_of(mut self, before: &Self) -> Self {
        let gone = before.questions.iter().filter(|old| !self.questions.iter().any(|new| new.id == old.id));
        let gone: Vec<OwnQuestion> = gone.map(|old| OwnQuestion { retired: true, ..old.clone() }).collect();
        self.questions.extend(gone);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, texts: &[(&str, &str)]) -> OwnQuestion {
        let texts = texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect();
        OwnQuestion { id: id.into(), texts, retired: false }
    }

    fn settings(questions: Vec<OwnQuestion>) -> TenantSettings {
        TenantSettings { locale: Some("fr".into()), questions, ..TenantSettings::default() }
    }

    #[test]
    fn the_words_are_those_of_the_nearest_language() {
        let house = settings(vec![
            question("own-badge", &[("de", "Welche Farbe?"), ("en", "Which colour?"), ("fr", "Quelle couleur ?")]),
            question("own-desk", &[("de", "Welcher Tisch?"), ("en", "Which desk?")]),
            question("own-bus", &[("nl", "Welke bus?")]),
        ]);
        let said = |id: &str, locale: &str| house.own_question_text(&QuestionId::parse(id).expect("sound"), locale);
        assert_eq!(said("own-badge", "de-AT").as_deref(), Some("Welche Farbe?"));
        assert_eq!(said("own-badge", "es").as_deref(), Some("Quelle couleur ?"), "the organisation's");
        assert_eq!(said("own-desk", "es").as_deref(), Some("Which desk?"));
        assert_eq!(said("own-bus", "en").as_deref(), Some("Welke bus?"));
        assert_eq!(said("own-cat", "en"), None);
    }

    #[test]
    fn what_is_offered_no_longer_is_kept_with_its_words_and_comes_back_with_new_ones() {
        let before = settings(vec![question("own-badge", &[("en", "Which colour?")])]);
        let after = settings(Vec::new()).keeping_questions_of(&before);
        assert_eq!(after.own_questions().count(), 0);
        let badge = QuestionId::parse("own-badge").expect("sound");
        assert_eq!(after.own_question_text(&badge, "en").as_deref(), Some("Which colour?"));
        let again = settings(vec![question("own-badge", &[("en", "Which color?")])]).keeping_questions_of(&after);
        assert!(again.own_questions().eq([badge.clone()]));
        assert_eq!(again.own_question_text(&badge, "en").as_deref(), Some("Which color?"));
        assert_eq!(again.questions.len(), 1);
    }
}
