//! Calls: the number that the page shows, and codes that wait until somebody listens.

use rekey_domain::call::Pressed;
use rekey_domain::challenge::{Challenge, Expected};
use rekey_domain::{ChallengeId, MessageId, Timestamp};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{CodeKeys, MacRing};
use crate::secret::Code;

/// The smallest number that a page shows.
const NUMBER_LEAST: u16 = 10;
/// So many numbers, up to 89: none begins with the 9 that says "this was not me".
const NUMBERS: u16 = 80;

/// Tells the tags of numbers from those of codes.
const NUMBER: &[u8] = b"match number";
/// Tells the tags of veils from those of events.
const VEIL: &[u8] = b"spoken code";

impl CodeKeys {
    /// The two digits that the page of a call shows, where the call asks for them. They follow from the challenge and are
    /// stored nowhere.
    pub fn number_of(&self, call: &Challenge) -> Option<String> {
        (call.expected == Expected::MatchedNumber).then(|| self.match_number(call.id, call.created_at))
    }

    /// Whether these keys are what the call asks for.
    pub fn is_confirmed(&self, call: &Challenge, pressed: &Pressed) -> bool {
        match call.expected {
            Expected::MatchedNumber => self.is_match_number(pressed, call.id, call.created_at),
            Expected::Pound => pressed.is_pound(),
            _ => false,
        }
    }

    /// By the key that was to make when it was asked, so that it stays the same while another one takes over.
    fn match_number(&self, challenge: ChallengeId, asked_at: Timestamp) -> String {
        let key = self.0.sealing_at(asked_at);
        number(&self.0.tag_with(&key, &[NUMBER, challenge.uuid().as_bytes()]))
    }

    /// In constant time.
    fn is_match_number(&self, pressed: &Pressed, challenge: ChallengeId, asked_at: Timestamp) -> bool {
        self.match_number(challenge, asked_at).as_bytes().ct_eq(pressed.as_str().as_bytes()).into()
    }
}

/// Two bytes fall on each number nearly equally often: the most likely one is ahead by a part in 800.
fn number(tag: &[u8; 32]) -> String {
    (u16::from_be_bytes([tag[0], tag[1]]) % NUMBERS + NUMBER_LEAST).to_string()
}

/// Veils the digits of a code for as long as a call waits for a key: they travel to the provider and back in an address,
/// which proxies may write down. Each message has a veil of its own, so it is used once.
#[derive(Debug, Clone)]
pub struct SpokenCodeKeys(MacRing);

impl SpokenCodeKeys {
    pub(super) const fn new(ring: MacRing) -> Self {
        Self(ring)
    }

    /// The key's id, a dot, and as many digits, which tell nothing of the code.
    pub fn veil(&self, code: &Code, message: MessageId) -> String {
        let key = self.0.sealing();
        let tag = self.0.tag_with(&key, &[VEIL, message.uuid().as_bytes()]);
        format!("{}.{}", key.id, shifted(code.expose(), &tag, |digit, shift| (digit + shift) % 10))
    }

    /// The code behind the veil. Any digits are some code: who may ask for it is told by the signature of the address.
    pub fn unveil(&self, veiled: &str, message: MessageId) -> Option<Code> {
        let (id, veiled) = veiled.split_once('.')?;
        let key = self.0.with_id(id.parse().ok()?)?;
        let tag = self.0.tag_with(&key, &[VEIL, message.uuid().as_bytes()]);
        let is_veiled = (6..=8).contains(&veiled.len()) && veiled.bytes().all(|byte| byte.is_ascii_digit());
        let digits = Zeroizing::new(shifted(veiled, &tag, |digit, shift| (digit + 10 - shift) % 10));
        if is_veiled { Code::from_digits(&digits).ok() } else { None }
    }
}

/// Two bytes of the tag for each digit, so that no shift is noticeably likelier than another.
fn shifted(digits: &str, tag: &[u8; 32], shift: impl Fn(u16, u16) -> u16) -> String {
    let shifts = tag.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]) % 10);
    let digits = digits.bytes().map(|byte| u16::from(byte.wrapping_sub(b'0')));
    digits.zip(shifts).filter_map(|(digit, by)| char::from_digit(u32::from(shift(digit, by)), 10)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::*;
    use crate::keys::Keys;
    use uuid::Uuid;

    const NOW: Timestamp = Timestamp::from_micros(0);

    fn keys(seed: u8) -> Keys {
        Keys::generate(&mut |buffer| buffer.fill(seed))
    }

    fn pressed(keys: &str) -> Pressed {
        Pressed::parse(keys).expect("keys")
    }

    #[test]
    fn a_number_has_two_digits_and_none_begins_with_9() {
        let codes = keys(1).codes();
        let drawn: HashSet<String> =
            (0..5000).map(|id| codes.match_number(ChallengeId::from_uuid(Uuid::from_u128(id)), NOW)).collect();
        assert_eq!(drawn.len(), 80);
        assert!(drawn.iter().all(|number| number.len() == 2 && !number.starts_with(['0', '9'])));
    }

    #[test]
    fn a_number_is_right_for_its_challenge_and_key_alone() {
        let (codes, id) = (keys(1).codes(), ChallengeId::from_uuid(Uuid::from_u128(7)));
        let number = codes.match_number(id, NOW);
        assert!(codes.is_match_number(&pressed(&format!("{number}#")), id, NOW));
        for wrong in ["#", "9", &format!("{number}0"), &number[..1]] {
            assert!(!codes.is_match_number(&pressed(wrong), id, NOW), "{wrong}");
        }
        let others = (8..40).map(|id| ChallengeId::from_uuid(Uuid::from_u128(id)));
        let right = others.filter(|other| codes.is_match_number(&pressed(&number), *other, NOW)).count();
        assert!(right < 6, "{right} of 32");
        let right = (2..34).filter(|seed| keys(*seed).codes().is_match_number(&pressed(&number), id, NOW)).count();
        assert!(right < 6, "{right} of 32");
    }

    #[test]
    fn a_number_stays_the_same_while_another_key_takes_over() {
        let (running, later) = (keys(1), NOW.plus(Duration::from_secs(60)));
        let numbers = |asked_at| {
            let codes = running.codes();
            let number = |id| codes.match_number(ChallengeId::from_uuid(Uuid::from_u128(id)), asked_at);
            (0..64).map(number).collect::<Vec<String>>()
        };
        let before = numbers(NOW);
        let (newer, _) = running.rotated(NOW, later, &mut |buffer| buffer.fill(2)).expect("rotates");
        running.take(&newer, later).expect("fits");
        assert_eq!(numbers(NOW), before, "of what was asked before");
        let alike = numbers(later).iter().zip(&before).filter(|(new, old)| new == old).count();
        assert!(alike < 10, "{alike} of 64");
    }

    #[test]
    fn a_veiled_code_is_read_with_its_own_message_and_keys() {
        let message = MessageId::from_uuid(Uuid::from_u128(1));
        let veil = keys(1).spoken_codes();
        for digits in ["482913", "00000000", "9999999"] {
            let veiled = veil.veil(&Code::from_digits(digits).expect("a code"), message);
            let (id, shifted) = veiled.split_once('.').expect("a dot");
            assert_eq!((id, shifted.len()), ("1", digits.len()));
            assert_ne!(shifted, digits);
            assert_eq!(veil.unveil(&veiled, message).expect("a code").expose(), digits);
            let other = MessageId::from_uuid(Uuid::from_u128(2));
            assert_ne!(veil.unveil(&veiled, other).expect("a code").expose(), digits);
            assert_ne!(keys(2).spoken_codes().unveil(&veiled, message).expect("a code").expose(), digits);
        }
        for none in ["", "1", "482913", "1.12345", "1.123456789", "1.48291a", "1.４８２９１３", "2.482913", "x.482913"]
        {
            assert!(veil.unveil(none, message).is_none(), "{none}");
        }
    }
}
