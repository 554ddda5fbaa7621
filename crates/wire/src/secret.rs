//! Codes and tokens: what must not be stored, printed or serialised. Only their digests can be.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Fill, digits};

/// Longest text that is looked at as a typed code, in bytes: eight digits with generous spacing.
pub const TYPED_CODE_MAX_BYTES: usize = 64;

/// The digits of a code that was sent, or of one that was typed.
pub struct Code(Zeroizing<String>);

/// Why a typed text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a code has digits only")]
pub struct CodeMalformed;

impl Code {
    /// Draws a code of that many digits, each equally likely, by rejection sampling.
    pub fn draw(length: u8, fill: Fill<'_>) -> Self {
        let mut digits = Zeroizing::new(String::with_capacity(usize::from(length)));
        let mut byte = Zeroizing::new([0u8; 1]);
        while digits.len() < usize::from(length) {
            fill(&mut *byte);
            // 250 is the largest multiple of 10 in a byte.
            if byte[0] < 250 {
                digits.push(char::from(b'0' + byte[0] % 10));
            }
        }
        Self(digits)
    }

    /// Reads what a person typed: digits of whatever keyboard, with spaces and dashes anywhere between them.
    ///
    /// # Errors
    /// When it has another number of digits, or anything else in it.
    pub fn parse_typed(typed: &str, length: u8) -> Result<Self, CodeMalformed> {
        let code = Self::from_digits(typed)?;
        if code.0.len() == usize::from(length) { Ok(code) } else { Err(CodeMalformed) }
    }

    /// Reads a code of 6 to 8 digits.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_digits(text: &str) -> Result<Self, CodeMalformed> {
        if text.len() > TYPED_CODE_MAX_BYTES {
            return Err(CodeMalformed);
        }
        let mut code = Zeroizing::new(String::with_capacity(8));
        for character in text.chars() {
            match digits::plain(character) {
                digit @ '0'..='9' if code.len() < 8 => code.push(digit),
                ' ' | '-' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {}
                _ => return Err(CodeMalformed),
            }
        }
        if (6..=8).contains(&code.len()) { Ok(Self(code)) } else { Err(CodeMalformed) }
    }

    /// The digits, for the one place that compares or sends them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(..)")
    }
}

/// A bearer token: 256 bits in base64url, known to its holder alone.
pub struct Token(Zeroizing<String>);

/// Length of a token's text.
pub const TOKEN_CHARS: usize = 43;

impl Token {
    /// Draws a token.
    pub fn draw(fill: Fill<'_>) -> Self {
        let mut bytes = Zeroizing::new([0u8; 32]);
        fill(&mut *bytes);
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(*bytes)))
    }

    /// Reads a token; `None` where it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        let form = text.len() == TOKEN_CHARS && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32);
        form.then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The text, for its holder.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// SHA-256 of a token's text: what is stored and looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_digits_are_unbiased_and_keep_leading_zeros() {
        let mut next = 0u8;
        let mut fill = |buffer: &mut [u8]| {
            for byte in buffer {
                *byte = next;
                next = next.wrapping_add(1);
            }
        };
        let mut counts = [0u32; 10];
        for _ in 0..1000 {
            for digit in Code::draw(8, &mut fill).expose().bytes() {
                counts[usize::from(digit - b'0')] += 1;
            }
        }
        assert!(counts.iter().all(|count| *count == 800), "{counts:?}");
        assert_eq!(Code::draw(6, &mut |buffer| buffer.fill(0)).expose(), "000000");
    }

    #[test]
    fn typed_codes_may_be_spaced_and_nothing_else() {
        for typed in
            ["482913", "482 913", " 482-913 ", "4 8 2 9 1 3", "482\u{a0}913", "４８２９１３", "٤٨٢٩١٣", "۴۸۲ ۹۱۳"]
        {
            assert_eq!(Code::parse_typed(typed, 6).expect(typed).expose(), "482913");
        }
        for bad in
            ["", "48291", "4829133", "48291a", "４８２９１", "४८२९१३", "482913\n", "482.913", "-", &"1".repeat(80)]
        {
            assert!(Code::parse_typed(bad, 6).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn tokens_round_trip_and_only_their_form_is_accepted() {
        let token = Token::draw(&mut |buffer| buffer.fill(7));
        assert_eq!(token.expose().len(), TOKEN_CHARS);
        let again = Token::parse(token.expose()).expect("its own form");
        assert_eq!(again.hash(), token.hash());
        for bad in ["", "short", &"a".repeat(44), &format!("{}=", "a".repeat(42)), &"ü".repeat(21)] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn secrets_do_not_print() {
        let code = Code::from_digits("482913").expect("a code");
        let token = Token::draw(&mut |buffer| buffer.fill(7));
        assert_eq!(format!("{code:?} {token:?}"), "Code(..) Token(..)");
    }
}
