//! Seeing through disguises: capitals, accents and digits that stand for letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// A text without case and accents, and the same with look-alikes made one. Both have the same length.
pub(crate) struct Folded {
    /// `C0ntôso!` as `c0ntoso!`.
    pub(crate) plain: Zeroizing<Vec<char>>,
    /// `C0ntôso!` as `contosoi`.
    pub(crate) skeleton: Zeroizing<Vec<char>>,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        // Room for everything at once (one letter becomes two at most, see `spelled_out`): a vector that grows leaves copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(text.nfkd().count() * 3));
        for letter in text.nfkd().flat_map(char::to_lowercase).filter(|letter| !is_combining_mark(*letter)) {
            match spelled_out(letter) {
                Some(letters) => plain.extend(letters.chars()),
                None => plain.push(letter),
            }
        }
        let mut skeleton = Zeroizing::new(Vec::with_capacity(plain.len()));
        skeleton.extend(plain.iter().copied().map(look_alike));
        Self { plain, skeleton }
    }

    /// The skeleton without what merely separates: `a.l-i c3` gives `aiice` of `alice`.
    pub(crate) fn squeezed(&self) -> Zeroizing<Vec<char>> {
        let mut squeezed = Zeroizing::new(Vec::with_capacity(self.skeleton.len()));
        let pairs = self.plain.iter().zip(self.skeleton.iter());
        squeezed.extend(pairs.filter(|(plain, seen)| seen.is_alphanumeric() || plain != seen).map(|(_, seen)| *seen));
        squeezed
    }
}

/// The skeleton of a word that is not secret.
pub(crate) fn skeleton_of(word: &str) -> Vec<char> {
    Folded::of(word).skeleton.to_vec()
}

/// Whether two texts differ by at most one letter that is changed, added or left out.
pub(crate) fn is_within_one_edit(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if same == short.len() {
        return true;
    }
    let skipped = if short.len() == long.len() { same + 1 } else { same };
    short[skipped..] == long[same + 1..]
}

/// The letters that stand for one that decomposition leaves whole, in lower case: `ss` for `ß`; at most two.
pub const fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// One letter for all that are drawn alike. `l`, `1` and `!` are one with `i`, so that nobody has to guess which was meant.
const fn look_alike(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' | '|' | 'l' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skeleton(text: &str) -> String {
        skeleton_of(text).into_iter().collect()
    }

    #[test]
    fn case_accents_and_digits_for_letters_are_seen_through() {
        for text in ["Contoso", "C0ntos0", "CÔNT\u{D6}so", "co\u{301}ntoso", "\u{FF23}\u{FF4F}ntoso"] {
            assert_eq!(skeleton(text), "contoso", "{text}");
        }
        assert_eq!(skeleton("Stra\u{DF}e"), "strasse");
        assert_eq!(skeleton("P@$$w0rd!"), skeleton("password1"));
        assert_eq!(skeleton("\u{141}\u{F3}d\u{17A}"), "iodz");
    }

    #[test]
    fn both_forms_have_one_length_and_never_grow() {
        for text in ["Stra\u{DF}e", "\u{130}stanbul", "\u{FDFA}", "\u{1F511}\u{FE0F}", "\u{C6}\u{C6}\u{C6}"] {
            let expected = text.nfkd().count() * 3;
            let folded = Folded::of(text);
            assert_eq!(folded.plain.len(), folded.skeleton.len(), "{text}");
            assert!(folded.plain.capacity() <= expected.max(4), "{text}");
        }
    }

    #[test]
    fn separators_are_squeezed_out_and_disguised_letters_are_not() {
        let squeezed: String = Folded::of("a.L-i_ c!").squeezed().iter().collect();
        assert_eq!(squeezed, "aiici");
    }

    #[test]
    fn one_edit_is_near_and_two_are_not() {
        let near = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<_>>());
            is_within_one_edit(&one, &other) && is_within_one_edit(&other, &one)
        };
        for other in ["abcdef", "abcdeg", "xbcdef", "abcdefg", "xabcdef", "abcde", "bcdef", "abxcdef"] {
            assert!(near("abcdef", other), "{other}");
        }
        for other in ["abcdgh", "abcd", "abcdefgh", "badcef", "", "xbcdex"] {
            assert!(!near("abcdef", other), "{other}");
        }
    }
}
