//! Every sentence of a message: Fluent catalogues in `texts/`, one folder per language.
//!
//! Catalogues hold plain text only. What goes into HTML is escaped by the template, so nothing is escaped here.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader};
pub use rekey_wire::language::Language;

fluent_templates::static_loader! {
    static CATALOGUE = {
        locales: "./texts",
        fallback_language: "en",
        // Isolation marks would end up in subjects and text messages.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

fn identifier(language: Language) -> LanguageIdentifier {
    language.tag().parse().expect("tags of languages are sound")
}

/// The sentences of a language.
pub(super) trait Say {
    /// A sentence without anything put in.
    fn say(self, key: &str) -> String;

    /// Starts a sentence with something put in.
    fn with(self, key: &str) -> Phrase<'_>;
}

impl Say for Language {
    fn say(self, key: &str) -> String {
        self.with(key).text()
    }

    fn with(self, key: &str) -> Phrase<'_> {
        Phrase { language: self, key, arguments: HashMap::new() }
    }
}

/// A sentence under way: what is put in.
#[must_use]
pub(super) struct Phrase<'a> {
    language: Language,
    key: &'a str,
    arguments: HashMap<Cow<'static, str>, FluentValue<'a>>,
}

impl<'a> Phrase<'a> {
    /// Puts in a text.
    pub(super) fn arg(mut self, name: &'static str, value: &'a str) -> Self {
        self.arguments.insert(Cow::Borrowed(name), FluentValue::from(value));
        self
    }

    /// Puts in a number, which may choose the form of the sentence.
    pub(super) fn count(mut self, name: &'static str, value: u32) -> Self {
        self.arguments.insert(Cow::Borrowed(name), FluentValue::from(value));
        self
    }

    /// The sentence.
    pub(super) fn text(&self) -> String {
        let found = CATALOGUE.try_lookup_with_args(&identifier(self.language), self.key, &self.arguments);
        found.unwrap_or_else(|| {
            debug_assert!(false, "no text named {}", self.key);
            self.key.to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    fn folder(name: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("an entry").path());
        files.map(|file| std::fs::read_to_string(file).expect("a text file")).collect()
    }

    fn catalogue(language: Language) -> BTreeMap<String, String> {
        let mut entries = BTreeMap::new();
        for text in folder(&format!("texts/{}", language.tag())) {
            let mut current = String::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
                if let Some((key, value)) = line.split_once(" =").filter(|_| starts) {
                    current = key.to_owned();
                    assert!(entries.insert(current.clone(), value.to_owned()).is_none(), "{current} stands twice");
                } else if let Some(entry) = entries.get_mut(&current) {
                    entry.push_str(line);
                }
            }
        }
        entries
    }

    fn variables(text: &str) -> BTreeSet<&str> {
        let names = text.split('$').skip(1);
        names.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()).collect()
    }

    #[test]
    fn every_key_exists_in_every_language_with_the_same_variables() {
        let english = catalogue(Language::English);
        assert!(english.len() > 60, "the catalogue was read");
        for language in Language::ALL {
            let other = catalogue(*language);
            assert_eq!(english.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{}", language.tag());
            for (key, text) in &english {
                assert_eq!(variables(text), variables(&other[key]), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn catalogues_hold_no_markup() {
        for language in Language::ALL {
            for (key, text) in catalogue(*language) {
                assert!(!text.contains('<') && !text.contains('&'), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn every_text_is_used_and_every_named_text_exists() {
        let sources = folder("src/render").concat();
        let english = catalogue(Language::English);
        let families = ["slot-", "month-"];
        for key in english.keys().filter(|key| !families.iter().any(|family| key.starts_with(family))) {
            assert!(sources.contains(&format!("\"{key}\"")), "{key} is used nowhere");
        }
        let mut named = 0;
        for call in [".say(\"", ".with(\""] {
            for key in sources.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                named += 1;
                assert!(english.contains_key(key), "{key}");
            }
        }
        assert!(named > 20, "{named} names were found");
    }

    #[test]
    fn numbers_choose_the_form_of_a_sentence() {
        let one = Language::English.with("code-lifetime").count("minutes", 1).text();
        assert_eq!(one, "It works once, for 1 minute. Never read it to anyone, not even to us.");
        let many = Language::German.with("code-lifetime").count("minutes", 15).text();
        assert_eq!(many, "Er gilt einmal, 15 Minuten lang. Lesen Sie ihn niemandem vor, auch uns nicht.");
    }
}
