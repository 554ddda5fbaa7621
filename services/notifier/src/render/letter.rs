//! A mail as its parts, written twice from the same parts: as HTML and as plain text.

use std::borrow::Cow;

use askama::Template;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::texts::{Language, Say as _};
use super::{Email, RenderError, clean};

/// Longest line of the plain part, in places of a character; a wide one takes two.
const PLAIN_WIDTH: usize = 72;

/// A mail before it is written.
#[derive(Template)]
#[template(path = "mail.html")]
pub(super) struct Letter {
    pub(super) language: Language,
    /// Name of the organisation, one line.
    pub(super) house: String,
    pub(super) subject: String,
    /// What a mailbox shows beside the subject. Never a code.
    pub(super) preview: String,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) blocks: Vec<Block>,
    /// Small sentences at the end.
    pub(super) foot: Vec<String>,
    /// The way to the administrator, where it is one that can be opened.
    pub(super) contact: Option<Link>,
}

/// A part of a mail.
pub(super) enum Block {
    /// The digits, to be read and copied, and the letters that say which page they are for.
    Code { digits: String, letters: String },
    /// A paragraph, with a few strong words before it (or none).
    Paragraph { strong: String, text: String },
    /// Names and values.
    Facts(Vec<Fact>),
    /// What to do if it was someone else.
    Alert { title: String, text: String },
    /// What somebody else wrote.
    Quote { facts: Vec<Fact>, label: String, lines: Vec<String> },
}

/// A name and a value.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
}

impl Fact {
    pub(super) fn new(name: String, value: String) -> Self {
        Self { name, value }
    }
}

/// A link with its words.
pub(super) struct Link {
    pub(super) words: String,
    pub(super) url: String,
}

impl Letter {
    /// Writes it.
    ///
    /// # Errors
    /// When the template does not render.
    pub(super) fn write(&self) -> Result<Email, RenderError> {
        let html = self.render().map_err(|_| RenderError::Template)?;
        Ok(Email { subject: clean::one_line(&self.subject, super::SUBJECT_MAX_CHARS), text: self.plain(), html })
    }

    fn is_rtl(&self) -> bool {
        self.language.direction() == "rtl"
    }

    fn initial(&self) -> String {
        let first = self.house.chars().find(|character| character.is_alphanumeric());
        first.map(|character| character.to_uppercase().collect()).unwrap_or_default()
    }

    fn plain(&self) -> String {
        let mut parts = vec![wrap(&self.house), wrap(&self.title), wrap(&self.lead)];
        parts.extend(self.blocks.iter().map(|block| self.plain_block(block)));
        parts.push(self.foot.iter().map(|sentence| wrap(sentence)).collect::<Vec<_>>().join("\n"));
        // Where something is to be done, the way stands there.
        if !self.blocks.iter().any(|block| matches!(block, Block::Alert { .. })) {
            parts.extend(self.plain_contact());
        }
        let mut text = parts.join("\n\n");
        text.push('\n');
        text
    }

    fn plain_contact(&self) -> Option<String> {
        self.contact.as_ref().map(|link| format!("{}\n{}", self.plain_fact(&link.words, "").trim_end(), link.url))
    }

    fn plain_block(&self, block: &Block) -> String {
        match block {
            Block::Code { digits, letters } => {
                let (code, for_page) = (self.language.say("code-copy"), self.language.say("code-letters"));
                format!("{code} {digits}\n{for_page} {letters}")
            }
            Block::Paragraph { strong, text } if strong.is_empty() => wrap(text),
            Block::Paragraph { strong, text } => wrap(&format!("{strong} {text}")),
            Block::Facts(facts) => self.plain_facts(facts),
            Block::Alert { title, text } => {
                let lines = [Some(wrap(title)), Some(wrap(text)), self.plain_contact()];
                lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
            }
            Block::Quote { facts, label, lines } => {
                // The mark before each line keeps what somebody wrote from looking like our own words.
                let quoted = lines.iter().flat_map(|line| fold(line, PLAIN_WIDTH - 2));
                let quoted = quoted.map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
                format!("{}\n{}\n{quoted}", self.plain_facts(facts), self.plain_fact(label, "").trim_end())
            }
        }
    }

    fn plain_facts(&self, facts: &[Fact]) -> String {
        facts.iter().map(|fact| self.plain_fact(&fact.name, &fact.value)).collect::<Vec<_>>().join("\n")
    }

    fn plain_fact(&self, name: &str, value: &str) -> String {
        self.language.with("fact-line").arg("name", name).arg("value", value).text()
    }
}

fn wrap(text: &str) -> String {
    fold(text, PLAIN_WIDTH).join("\n")
}

/// Breaks a text between words, and scripts that have none between characters where their rules allow it (UAX 14); a word longer than
/// the line stays whole. A wide character takes two places.
fn fold(text: &str, width: usize) -> Vec<String> {
    // Not at a blank that holds together, as before a question mark in French.
    let words = text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
    let text = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    // By their rules an address would be broken, too: they are for scripts without spaces alone.
    let has_no_spaces = text.chars().any(is_wide);
    let separator = if has_no_spaces { WordSeparator::UnicodeBreakProperties } else { WordSeparator::AsciiSpace };
    let options = Options::new(width).word_separator(separator).break_words(false);
    let options = options.word_splitter(WordSplitter::NoHyphenation).wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(&text, options).into_iter().map(Cow::into_owned).collect()
}

/// Whether it is of a script that is written without spaces.
fn is_wide(letter: char) -> bool {
    textwrap::core::display_width(letter.encode_utf8(&mut [0; 4])) == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_long_words_stay_whole() {
        assert_eq!(fold("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(fold("aa bb cc", 4), ["aa", "bb", "cc"]);
        assert_eq!(fold("a https://help.example/contact", 5), ["a", "https://help.example/contact"]);
        assert_eq!(fold("", 5), [""]);
    }

    #[test]
    fn a_script_without_spaces_breaks_between_characters_and_not_before_a_full_stop() {
        assert_eq!(fold("お客様のパスワード。", 10), ["お客様のパ", "スワード。"]);
        assert_eq!(fold("重置您的密码。", 12), ["重置您的密", "码。"]);
    }
}
