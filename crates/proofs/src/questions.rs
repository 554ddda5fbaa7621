//! Security questions: the catalogue, which of them are asked, and answers in the one form in which they are hashed.
//!
//! - Questions are told by id; their words are catalogue entries in `texts/`, one per language. An organisation's own questions have
//!   their words with the organisation, and no text here.
//! - An answer is folded before it is hashed, so that `Zoë  Müller.` and `zoe muller` are one: nobody knows after years how they wrote
//!   it. The folded form is never shown or stored, only its hash.
//! - Which questions are asked is drawn anew for each challenge and after each wrong answer; the caller owns the randomness.

use fluent_templates::{LanguageIdentifier, Loader as _, static_loader};
use rekey_domain::QuestionId;
use rekey_passwords::{PlainPassword, spelled_out};
use rekey_wire::language::Language;
use rekey_wire::{Fill, digits};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Shortest answer, in characters of its folded form (FEATURES B2).
pub const ANSWER_MIN_CHARS: usize = 3;
/// Longest answer, in characters of its folded form (FEATURES B2).
pub const ANSWER_MAX_CHARS: usize = 40;
/// Longest text that is looked at as a typed answer, in bytes.
pub const TYPED_ANSWER_MAX_BYTES: usize = 1024;

static_loader! {
    static CATALOGUE = { locales: "./texts", fallback_language: "en" };
}

/// Every question of the catalogue, in the order of lists. An id is never given to another question: answers are kept under it.
const IDS: [&str; 40] = [
    "childhood-nickname",
    "first-pet",
    "favourite-stuffed-toy",
    "first-kiss-place",
    "first-job-city",
    "first-boss",
    "first-landlord",
    "first-vehicle-nickname",
    "first-concert",
    "first-film-cinema",
    "first-record",
    "first-phone",
    "first-game",
    "first-flight",
    "first-dish-cooked",
    "first-trip-alone",
    "childhood-friend",
    "childhood-hero",
    "childhood-dream-job",
    "childhood-hiding-place",
    "childhood-phone-digits",
    "childhood-sweet-shop",
    "childhood-holiday",
    "childhood-song",
    "school-teacher",
    "school-teacher-nickname",
    "school-trip",
    "grandparents-dish",
    "neighbour-dog",
    "oldest-cousin",
    "met-partner-place",
    "wedding-song",
    "lost-object",
    "strangest-present",
    "childhood-accident-place",
    "childhood-book",
    "favourite-cafe-at-twenty",
    "hated-food",
    "imaginary-friend",
    "secret-talent",
];

/// The questions that everybody may choose from, in the order of lists.
pub fn catalogue() -> impl Iterator<Item = QuestionId> {
    IDS.iter().map(|id| QuestionId::parse(id).expect("the catalogue's ids are sound"))
}

/// The words of a question in the locale's language; `None` where it is none of the catalogue.
pub fn text(question: &QuestionId, locale: &str) -> Option<String> {
    let id = IDS.iter().find(|id| **id == question.as_str())?;
    CATALOGUE.try_lookup(&language(locale), id)
}

/// The catalogue's language for a locale.
fn language(locale: &str) -> LanguageIdentifier {
    Language::of(locale).tag().parse().expect("tags of languages are sound")
}

/// Draws so many of the registered questions, none twice, each selection in each order equally likely, by rejection sampling. Where
/// fewer are registered, it is all of them.
pub fn draw(registered: &[QuestionId], count: u8, fill: Fill<'_>) -> Vec<QuestionId> {
    let mut left = registered.to_vec();
    let mut drawn = Vec::with_capacity(usize::from(count).min(left.len()));
    while drawn.len() < usize::from(count) && !left.is_empty() {
        drawn.push(left.swap_remove(below(left.len(), fill)));
    }
    drawn
}

/// Draws as [`draw`] does, but never just those that were asked, in whatever order, where there is another one.
pub fn draw_others(registered: &[QuestionId], asked: &[QuestionId], count: u8, fill: Fill<'_>) -> Vec<QuestionId> {
    let mut drawn = draw(registered, count, fill);
    let others: Vec<&QuestionId> = registered.iter().filter(|question| !asked.contains(question)).collect();
    if !others.is_empty() && !drawn.is_empty() && drawn.iter().all(|question| asked.contains(question)) {
        let (place, other) = (below(drawn.len(), fill), below(others.len(), fill));
        drawn[place] = others[other].clone();
    }
    drawn
}

/// A number below `bound`, each equally likely. From two bytes: nobody registers 65,536 questions, and the rest would not be drawn.
fn below(bound: usize, fill: Fill<'_>) -> usize {
    let bound = u32::try_from(bound).unwrap_or(u32::MAX).clamp(1, 1 << 16);
    let fair = (1 << 16) / bound * bound;
    loop {
        let mut bytes = [0u8; 2];
        fill(&mut bytes);
        let number = u32::from(u16::from_le_bytes(bytes));
        if number < fair {
            return usize::try_from(number % bound).expect("below 65,536");
        }
    }
}

/// An answer in its folded form: wiped when dropped, never printed.
pub struct Answer(Zeroizing<String>);

/// Why a typed text cannot be an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerMalformed {
    /// Fewer than [`ANSWER_MIN_CHARS`].
    #[error("an answer has 3 characters or more, not counting accents, and punctuation at its ends")]
    TooShort,
    /// More than [`ANSWER_MAX_CHARS`], or [`TYPED_ANSWER_MAX_BYTES`] as typed.
    #[error("an answer has 40 characters or less")]
    TooLong,
    /// No keyboard types them into a field of one line.
    #[error("an answer has no control character")]
    ControlCharacter,
}

impl Answer {
    /// Reads what a person typed.
    ///
    /// Compatibility forms, case, accents and points, look-alike quotes and dashes become one; what is not seen is left out; white
    /// space becomes one blank between words; punctuation at the ends goes.
    ///
    /// # Errors
    /// When what is left is too short or too long, or a control character was typed.
    pub fn parse(typed: &str) -> Result<Self, AnswerMalformed> {
        if typed.len() > TYPED_ANSWER_MAX_BYTES {
            return Err(AnswerMalformed::TooLong);
        }
        if typed.chars().any(char::is_control) {
            return Err(AnswerMalformed::ControlCharacter);
        }
        let folded = folded(typed);
        match folded.chars().count() {
            ..ANSWER_MIN_CHARS => Err(AnswerMalformed::TooShort),
            ANSWER_MIN_CHARS..=ANSWER_MAX_CHARS => Ok(Self(folded)),
            _ => Err(AnswerMalformed::TooLong),
        }
    }

    /// The answer, to be hashed or checked.
    pub fn into_plain(self) -> PlainPassword {
        PlainPassword::parse(&self.0).expect("3 to 40 characters and no control character")
    }
}

/// In constant time, for finding one answer given twice.
impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Answer {}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(..)")
    }
}

/// The folded form.
fn folded(typed: &str) -> Zeroizing<String> {
    // Room for everything at once (one letter becomes two at most, see `spelled_out`): a text that grows leaves copies behind.
    let room = typed.nfkd().map(char::len_utf8).sum::<usize>() * 3;
    let mut plain = Zeroizing::new(String::with_capacity(room));
    let letters = typed.nfkd().flat_map(char::to_lowercase).nfkd().filter(|letter| !is_left_out(*letter));
    for letter in letters {
        match spelled_out(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(digits::plain(alike(letter))),
        }
    }
    let mut text = Zeroizing::new(String::with_capacity(room));
    let words = plain.trim_matches(|end: char| end.is_whitespace() || is_punctuation(end)).split_whitespace();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(word.nfc());
    }
    text
}

/// One character for those that keyboards put in each other's place, and for both forms of sigma.
const fn alike(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '`' | '\u{B4}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        'ς' => 'σ',
        other => other,
    }
}

/// Accents of the alphabets, points of Hebrew and Arabic, and what is not seen. Vowel signs that are letters of their own, as in Hindi
/// or Thai, stay.
const fn is_left_out(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// What ends sentences and surrounds words; not what can be the answer itself, as `$` and `+`.
const fn is_punctuation(letter: char) -> bool {
    matches!(letter,
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '-' | '_'
        | '\u{A1}' | '\u{AB}' | '\u{BB}' | '\u{BF}' | '\u{201A}' | '\u{201C}'..='\u{201F}' | '\u{2022}' | '\u{2039}' | '\u{203A}'
        | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}')
}

#[cfg(test)]
mod tests;
