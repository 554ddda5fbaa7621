//! A password as a person typed it, in the one form in which it is judged and hashed.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Longest password that is looked at, in bytes of UTF-8 as typed (SECURITY R59: length is bounded before any work).
pub const PASSWORD_MAX_BYTES: usize = 1024;
/// NFC makes a text at most this much longer (Unicode Standard Annex 15, table 8), so that no copy stays behind in a grown buffer.
const NFC_MAX_GROWTH: usize = 3;

/// A password: normalised to NFC (NIST SP 800-63B-4 3.1.1.2), wiped when dropped, never printed.
#[derive(Clone)]
pub struct PlainPassword {
    text: Zeroizing<String>,
}

/// Why a text cannot be a password at all, before any rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordMalformed {
    /// Nothing. A directory takes a bind with an empty password for an anonymous one and says yes (RFC 4513 5.1.2).
    #[error("the password is empty")]
    Empty,
    /// More than [`PASSWORD_MAX_BYTES`].
    #[error("the password is longer than 1,024 bytes")]
    TooLong,
    /// No keyboard types them, and some directories end the password at the first.
    #[error("the password has a control character")]
    ControlCharacter,
}

impl PlainPassword {
    /// Takes a password as typed. Nothing is trimmed or cut off; two spellings of one character become the same.
    ///
    /// # Errors
    /// When it is empty, too long, or holds a control character (NUL, tab, line end ...).
    pub fn parse(typed: &str) -> Result<Self, PasswordMalformed> {
        if typed.is_empty() {
            return Err(PasswordMalformed::Empty);
        }
        if typed.len() > PASSWORD_MAX_BYTES {
            return Err(PasswordMalformed::TooLong);
        }
        if typed.chars().any(char::is_control) {
            return Err(PasswordMalformed::ControlCharacter);
        }
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * NFC_MAX_GROWTH));
        text.extend(typed.nfc());
        Ok(Self { text })
    }

    /// The password, in NFC. For hashing, judging and handing to a directory; never for storing or logging.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Code points of the NFC form: what every limit counts.
    pub fn length_chars(&self) -> usize {
        self.text.chars().count()
    }
}

impl std::fmt::Debug for PlainPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlainPassword(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_spellings_are_one_password() {
        let composed = PlainPassword::parse("Zo\u{EB} im Caf\u{E9}").expect("parses");
        let decomposed = PlainPassword::parse("Zoe\u{308} im Cafe\u{301}").expect("parses");
        assert_eq!(composed.expose(), decomposed.expose());
        assert_eq!(decomposed.length_chars(), 11);
    }

    #[test]
    fn nothing_is_trimmed_folded_or_cut_off() {
        let long = format!("  Aa\u{FB01}\u{2460} {}z ", "x".repeat(100));
        assert_eq!(PlainPassword::parse(&long).expect("parses").expose(), long);
    }

    #[test]
    fn the_limit_is_1024_bytes_and_not_one_more() {
        assert!(PlainPassword::parse(&"a".repeat(1024)).is_ok());
        assert_eq!(PlainPassword::parse(&"a".repeat(1025)).err(), Some(PasswordMalformed::TooLong));
        assert!(PlainPassword::parse(&"\u{1F511}".repeat(256)).is_ok());
        assert_eq!(PlainPassword::parse(&"\u{1F511}".repeat(257)).err(), Some(PasswordMalformed::TooLong));
    }

    #[test]
    fn the_buffer_never_grows_even_for_what_normalises_to_the_most() {
        let password = PlainPassword::parse(&"\u{1D160}".repeat(256)).expect("parses");
        assert!(password.text.len() > 1024 * 2, "{}", password.text.len());
        assert_eq!(password.text.capacity(), 1024 * NFC_MAX_GROWTH);
    }

    #[test]
    fn control_characters_and_nothing_are_refused() {
        assert_eq!(PlainPassword::parse("").err(), Some(PasswordMalformed::Empty));
        for typed in ["a\0b", "tab\there", "line\n", "\u{7F}", "\u{85}"] {
            assert_eq!(PlainPassword::parse(typed).err(), Some(PasswordMalformed::ControlCharacter), "{typed:?}");
        }
        assert!(PlainPassword::parse(" ").is_ok());
    }

    #[test]
    fn it_is_not_shown() {
        let password = PlainPassword::parse("open sesame").expect("parses");
        assert_eq!(format!("{password:?}"), "PlainPassword(redacted)");
    }
}
