//! Every sentence on a page: Fluent catalogues in `texts/`, chosen by `?lang`, cookie, then `Accept-Language`.
//!
//! Catalogues are ours and may hold `<b>`, `<a>` and `<m></m>` (a masked contact); whatever is put into a sentence
//! is escaped first. A key that is missing in one language is shown in English.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use askama::filters::HtmlSafe;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader};
pub use rekey_wire::language::Language;

fluent_templates::static_loader! {
    static CATALOGUE = {
        locales: "./texts",
        fallback_language: "en",
        // Isolation marks would end up in titles and attributes; what must be isolated is so by markup.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

fn identifier(language: Language) -> LanguageIdentifier {
    language.tag().parse().expect("tags of languages are sound")
}

/// HTML that is safe to put on a page as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup(String);

impl Markup {
    /// Takes HTML that this crate wrote; anything from outside must have gone through [`escape`].
    pub(crate) fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// Escapes text for HTML content and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The sentences of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    language: Language,
}

impl Texts {
    /// The sentences of `language`.
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Which language these are.
    pub fn language(self) -> Language {
        self.language
    }

    /// A sentence without anything put in.
    pub fn say(self, key: &str) -> String {
        self.with(key).text()
    }

    /// A sentence with its own markup and nothing put in.
    pub fn rich(self, key: &str) -> Markup {
        self.with(key).markup()
    }

    /// The sentence, if there is one of this name.
    pub fn find(self, key: &str) -> Option<String> {
        CATALOGUE.try_lookup(&identifier(self.language), key)
    }

    /// Starts a sentence with something put in.
    pub fn with(self, key: &str) -> Phrase<'_> {
        Phrase { texts: self, key, arguments: Vec::new(), link: None, mask: None }
    }

    /// "24 seconds", "5 minutes", "2 hours": rounded up, so that it is never too early.
    pub fn wait(self, seconds: u32) -> String {
        let (key, count) = match seconds {
            0..=90 => ("wait-seconds", seconds.max(1)),
            91..=5400 => ("wait-minutes", seconds.div_ceil(60)),
            _ => ("wait-hours", seconds.div_ceil(3600)),
        };
        self.with(key).count("count", count).text()
    }
}

#[derive(Debug, Clone)]
enum Argument<'a> {
    Text(Cow<'a, str>),
    Count(i64),
}

/// A sentence under way: what is put in, where its link leads.
#[derive(Debug, Clone)]
#[must_use]
pub struct Phrase<'a> {
    texts: Texts,
    key: &'a str,
    arguments: Vec<(&'static str, Argument<'a>)>,
    link: Option<Cow<'a, str>>,
    mask: Option<Markup>,
}

impl<'a> Phrase<'a> {
    /// Puts in a text.
    pub fn arg(mut self, name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.arguments.push((name, Argument::Text(value.into())));
        self
    }

    /// Puts in a number, which may choose the form of the sentence.
    pub fn count(mut self, name: &'static str, value: impl Into<i64>) -> Self {
        self.arguments.push((name, Argument::Count(value.into())));
        self
    }

    /// Says where `<a>` leads.
    pub fn link(mut self, href: impl Into<Cow<'a, str>>) -> Self {
        self.link = Some(href.into());
        self
    }

    /// Says what stands for `<m></m>`.
    pub fn mask(mut self, mask: Markup) -> Self {
        self.mask = Some(mask);
        self
    }

    /// The sentence as plain text; still to be escaped where it goes into HTML.
    pub fn text(&self) -> String {
        self.look_up(|text| text.to_owned())
    }

    /// The sentence as plain text, if there is one of this name.
    pub fn find(&self) -> Option<String> {
        self.try_look_up(|text| text.to_owned())
    }

    /// The sentence as HTML: the catalogue's own markup kept, everything put in escaped.
    pub fn markup(&self) -> Markup {
        let mut html = self.look_up(escape).replace("<b>", "<strong>").replace("</b>", "</strong>");
        if let Some(link) = &self.link {
            html = html.replace("<a>", &format!("<a href=\"{}\">", escape(link)));
        }
        if let Some(mask) = &self.mask {
            html = html.replace("<m></m>", &mask.0);
        }
        Markup(html)
    }

    fn look_up(&self, prepare: impl Fn(&str) -> String) -> String {
        self.try_look_up(prepare).unwrap_or_else(|| {
            debug_assert!(false, "no text named {}", self.key);
            self.key.to_owned()
        })
    }

    fn try_look_up(&self, prepare: impl Fn(&str) -> String) -> Option<String> {
        let value = |argument: &Argument<'_>| match argument {
            Argument::Text(text) => FluentValue::from(prepare(text)),
            Argument::Count(count) => FluentValue::from(*count),
        };
        let arguments: HashMap<_, _> =
            self.arguments.iter().map(|(name, argument)| (Cow::Borrowed(*name), value(argument))).collect();
        CATALOGUE.try_lookup_with_args(&identifier(self.texts.language), self.key, &arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    fn catalogue(language: Language) -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(language.tag());
        let mut entries = BTreeMap::new();
        for file in std::fs::read_dir(folder).expect("the folder of a language") {
            let text = std::fs::read_to_string(file.expect("an entry").path()).expect("a catalogue");
            let mut current = String::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some((key, value)) =
                    line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
                {
                    current = key.to_owned();
                    assert!(entries.insert(current.clone(), value.to_owned()).is_none(), "{current} stands twice");
                } else if let Some(entry) = entries.get_mut(&current) {
                    entry.push_str(line);
                }
            }
        }
        entries
    }

    fn marks(text: &str) -> BTreeSet<String> {
        let variables = text
            .split('$')
            .skip(1)
            .map(|rest| format!("${}", rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()));
        let tags = text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| format!("<{tag}>"));
        variables.chain(tags).collect()
    }

    #[test]
    fn every_key_exists_in_every_language_with_the_same_variables_and_tags() {
        let english = catalogue(Language::English);
        assert!(english.len() > 400, "the catalogue was read");
        for language in Language::ALL {
            let other = catalogue(*language);
            assert_eq!(english.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{}", language.tag());
            for (key, text) in &english {
                assert_eq!(marks(text), marks(&other[key]), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn catalogues_hold_no_markup_but_the_three_known_tags() {
        for language in Language::ALL {
            for (key, text) in catalogue(*language) {
                for tag in marks(&text).iter().filter(|mark| mark.starts_with('<')) {
                    let known = ["<b>", "</b>", "<a>", "</a>", "<m>", "</m>"].contains(&tag.as_str());
                    assert!(known, "{tag} in {key}");
                }
            }
        }
    }

    #[test]
    fn every_key_that_sources_and_templates_name_is_in_the_catalogue() {
        let english = catalogue(Language::English);
        let mut named = 0;
        for text in sources() {
            for call in [".say(\"", ".rich(\"", ".with(\"", ".find(\"", "titled(visit, \"", ".with_contact(\""] {
                for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                    named += 1;
                    assert!(english.contains_key(key), "{key}");
                }
            }
        }
        assert!(named > 150, "{named} names were found");
    }

    #[test]
    fn every_text_is_used() {
        let families = [
            "field-too-long",
            "call-",
            "country-",
            "info-another-",
            "method-",
            "problem-",
            "slot-",
            "way-",
            "rule-",
            "delivery-",
            "closed-",
            "error-",
            "lost",
            "field-empty-",
            "admin-status-",
            "admin-reason-",
            "admin-channel-",
            "admin-state-",
            "admin-purpose-",
            "admin-kind-",
        ];
        let sources = sources().concat();
        for key in
            catalogue(Language::English).keys().filter(|key| !families.iter().any(|family| key.starts_with(family)))
        {
            assert!(sources.contains(&format!("\"{key}\"")), "{key} is used nowhere");
        }
    }

    fn sources() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = files(&root.join("src")).into_iter().chain(files(&root.join("templates")));
        all.map(|file| std::fs::read_to_string(file).expect("a source")).collect()
    }

    fn files(folder: &Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }

    #[test]
    fn what_is_put_into_a_sentence_is_escaped() {
        let phrase = Texts::of(Language::English).with("privacy-who-1").arg("house", "<script>&\"'").link("/x?a=\"b\"");
        let html = phrase.markup().to_string();
        assert!(html.starts_with("&lt;script&gt;&amp;&quot;&#39; runs this service"), "{html}");
        assert!(html.contains("<a href=\"/x?a=&quot;b&quot;\">contact your administrator</a>"), "{html}");
    }

    #[test]
    fn numbers_choose_the_form_of_a_sentence() {
        let texts = Texts::of(Language::English);
        assert_eq!(
            texts.with("problem-wrong-code").count("left", 1).text(),
            "That code is not right. You have 1 try left."
        );
        assert_eq!(
            texts.with("problem-wrong-code").count("left", 3).text(),
            "That code is not right. You have 3 tries left."
        );
        assert_eq!(
            texts.with("problem-wrong-code").count("left", 0).text(),
            "That code is not right. Ask for a new one."
        );
        assert_eq!(Texts::of(Language::German).wait(30), "30 Sekunden");
        assert_eq!(texts.wait(91), "2 minutes");
    }
}
