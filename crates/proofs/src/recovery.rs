//! Recovery codes: kept on paper, used when nothing else is at hand.
//!
//! A code has 80 bits (R35), so that guessing at it is hopeless and needs no cap. It is shown once, hashed with the others of its set
//! by [`Hasher::hash_set`](rekey_passwords::Hasher::hash_set), and used once.

use rekey_passwords::PlainPassword;
use rekey_wire::Fill;
use thiserror::Error;
use zeroize::Zeroizing;

/// Codes that a person gets at once.
pub const CODES_PER_SET: usize = 10;
/// Letters of a code, of five bits each.
pub const CODE_LETTERS: usize = 16;
/// Longest text that is looked at as a typed code, in bytes: sixteen letters with generous spacing.
pub const TYPED_RECOVERY_CODE_MAX_BYTES: usize = 128;
/// Letters that are shown together.
const GROUP_LETTERS: usize = 4;
/// Bytes of a code: 80 bits.
const CODE_BYTES: usize = 10;
/// Crockford's base32: without I, L and O, which are read as the digits that they look like, and without U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery code, drawn or typed.
pub struct RecoveryCode(Zeroizing<String>);

/// Why a typed text is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a recovery code has 16 letters and digits")]
pub struct RecoveryCodeMalformed;

impl RecoveryCode {
    /// Draws a code, each equally likely.
    pub fn draw(fill: Fill<'_>) -> Self {
        let mut bytes = Zeroizing::new([0u8; CODE_BYTES]);
        fill(&mut *bytes);
        let mut letters = Zeroizing::new(String::with_capacity(CODE_LETTERS));
        // Five bytes are eight letters.
        for five in bytes.chunks(5) {
            let bits = Zeroizing::new(five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)));
            for place in (0..8).rev() {
                letters.push(char::from(ALPHABET[(*bits >> (5 * place) & 31) as usize]));
            }
        }
        Self(letters)
    }

    /// Reads what a person typed: in either case, with spaces and dashes anywhere, O for 0, I and L for 1.
    ///
    /// # Errors
    /// When there are more or fewer letters, or others.
    pub fn parse_typed(typed: &str) -> Result<Self, RecoveryCodeMalformed> {
        if typed.len() > TYPED_RECOVERY_CODE_MAX_BYTES {
            return Err(RecoveryCodeMalformed);
        }
        let mut letters = Zeroizing::new(String::with_capacity(CODE_LETTERS));
        for character in typed.chars() {
            let letter = match character.to_ascii_uppercase() {
                ' ' | '-' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2010}'..='\u{2015}' => continue,
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let is_sound = letter.is_ascii() && ALPHABET.contains(&(letter as u8));
            if !is_sound || letters.len() == CODE_LETTERS {
                return Err(RecoveryCodeMalformed);
            }
            letters.push(letter);
        }
        if letters.len() == CODE_LETTERS { Ok(Self(letters)) } else { Err(RecoveryCodeMalformed) }
    }

    /// In groups of four, `ABCD-EFGH-JKMN-PQRS`, for the one page that shows it.
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(CODE_LETTERS + CODE_LETTERS / GROUP_LETTERS));
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP_LETTERS == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// The code without dashes, to be hashed or found.
    pub fn into_plain(self) -> PlainPassword {
        PlainPassword::parse(&self.0).expect("sixteen letters and digits")
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(bytes: [u8; CODE_BYTES]) -> String {
        RecoveryCode::draw(&mut |buffer| buffer.copy_from_slice(&bytes)).grouped().to_string()
    }

    fn typed(text: &str) -> Result<String, RecoveryCodeMalformed> {
        RecoveryCode::parse_typed(text).map(|code| code.grouped().to_string())
    }

    #[test]
    fn a_code_is_its_80_bits_in_base32() {
        // The bits 00000 00001 ... 00111 of the first five bytes, and 01000 ... 01111 of the others.
        let bytes = [0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF];
        assert_eq!(drawn(bytes), "0123-4567-89AB-CDEF");
        assert_eq!(drawn([0; CODE_BYTES]), "0000-0000-0000-0000");
        assert_eq!(drawn([0xFF; CODE_BYTES]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn every_bit_matters() {
        let mut codes: Vec<String> =
            (0..80).map(|bit| drawn((1u128 << bit).to_be_bytes()[6..].try_into().expect("ten"))).collect();
        codes.push(drawn([0; CODE_BYTES]));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 81);
    }

    #[test]
    fn a_code_may_be_typed_in_any_case_and_spacing() {
        for text in [
            "ABCD-EFGH-JKMN-PQRS",
            "abcdefghjkmnpqrs",
            " abcd efgh\tjkmn pqrs ",
            "A-B-C-D-E-F-G-H-J-K-M-N-P-Q-R-S",
            "ABCD\u{2013}EFGH\u{a0}JKMN\u{2010}PQRS",
        ] {
            assert_eq!(typed(text).as_deref(), Ok("ABCD-EFGH-JKMN-PQRS"), "{text}");
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_these_digits() {
        assert_eq!(typed("OoIiLl01-2345678Z").as_deref(), Ok("0011-1101-2345-678Z"));
    }

    #[test]
    fn anything_else_is_no_code() {
        for bad in [
            "",
            "-",
            "ABCD-EFGH-JKMN-PQR",
            "ABCD-EFGH-JKMN-PQRST",
            "ABCD-EFGH-JKMN-PQRU",
            "ABCD_EFGH_JKMN_PQRS",
            "ABCD-EFGH-JKMN-PQR\u{15E}",
            "ABCD-EFGH-JKMN-PQRS\n",
            "\u{FF21}BCD-EFGH-JKMN-PQRS",
        ] {
            assert_eq!(typed(bad), Err(RecoveryCodeMalformed), "{bad:?}");
        }
    }

    #[test]
    fn a_typed_text_has_128_bytes_at_most() {
        let spaced = |bytes: usize| format!("ABCDEFGHJKMNPQRS{}", " ".repeat(bytes - 16));
        assert!(typed(&spaced(128)).is_ok());
        assert!(typed(&spaced(129)).is_err());
    }

    #[test]
    fn it_is_hashed_without_dashes_and_not_shown() {
        let code = RecoveryCode::parse_typed("abcd-efgh-jkmn-pqrs").expect("a code");
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
        assert_eq!(code.into_plain().expose(), "ABCDEFGHJKMNPQRS");
    }

    #[tokio::test]
    async fn one_of_a_drawn_set_is_found_by_what_a_person_types() {
        let hasher = rekey_passwords::Hasher::new(rekey_passwords::HasherConfig::default()).expect("sound");
        let mut next = 0u8;
        let mut fill = |buffer: &mut [u8]| {
            for byte in buffer {
                next = next.wrapping_mul(5).wrapping_add(11);
                *byte = next;
            }
        };
        let codes: Vec<RecoveryCode> = (0..CODES_PER_SET).map(|_| RecoveryCode::draw(&mut fill)).collect();
        let seventh = codes[7].grouped().to_lowercase();
        let plain = codes.into_iter().map(RecoveryCode::into_plain).collect();
        let hashes = hasher.hash_set(plain, *b"salt of a tester").await.expect("hashed");
        let typed = RecoveryCode::parse_typed(&seventh).expect("a code").into_plain();
        assert_eq!(hasher.find(typed, &hashes).await, Ok(Some(7)));
    }
}
