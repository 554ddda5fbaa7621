//! Passwords that everybody tries first, whole.
//!
//! `well_known.txt` holds 7,848 of them (934 of fifteen characters and more, which is what the default policy leaves). It was written
//! for Rekey from general knowledge, not copied from a leak: the passwords that every published ranking repeats, and the habits by which
//! people make them longer. A password is compared whole (NIST SP 800-63B-4 3.1.1.2), after capitals, accents and digits that
//! stand for letters are folded; to it come what no list can hold for every length: one unit over and over, and a run of the
//! alphabet or of the digits.

use std::collections::HashSet;
use std::sync::LazyLock;

use zeroize::Zeroizing;

use crate::fold::{Folded, skeleton_of};

static LIST: &str = include_str!("well_known.txt");
/// Lines that explain the list.
const COMMENT: &str = "# ";
/// A unit so short needs not be known to make `abcabcabcabcabc` a bad password.
const SHORT_UNIT_CHARS: usize = 3;
/// Two characters are not a run yet.
const RUN_MIN_CHARS: usize = 3;
/// Longest UTF-8 form of a code point.
const UTF8_MAX_BYTES: usize = 4;

static SKELETONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(COMMENT));
    words.map(|word| skeleton_of(word).into_iter().collect()).collect()
});

/// Whether the whole password is one that everybody tries first.
pub(crate) fn is_well_known(password: &Folded) -> bool {
    is_listed(&password.skeleton) || is_repetition(&password.skeleton) || is_run(&password.plain)
}

fn is_listed(skeleton: &[char]) -> bool {
    let mut text = Zeroizing::new(String::with_capacity(skeleton.len() * UTF8_MAX_BYTES));
    text.extend(skeleton);
    SKELETONS.contains(text.as_str())
}

/// `aaaaaaaa`, `xyxyxyxyx`, `passwordpassword`: a short or listed unit, at least twice, the last time perhaps not to its end.
fn is_repetition(skeleton: &[char]) -> bool {
    let repeats = |unit: usize| skeleton[unit..] == skeleton[..skeleton.len() - unit];
    let unit = (1..=skeleton.len() / 2).find(|unit| repeats(*unit));
    unit.is_some_and(|unit| unit <= SHORT_UNIT_CHARS || is_listed(&skeleton[..unit]))
}

/// `abcdefgh`, `87654321`, `34567890123`: every character is the next, or every one the one before.
fn is_run(plain: &[char]) -> bool {
    let follows = |a: char, b: char| {
        let is_next = a.is_ascii_alphanumeric() && u32::from(a) + 1 == u32::from(b);
        is_next || (a, b) == ('9', '0') || (a, b) == ('z', 'a')
    };
    let up = plain.windows(2).all(|pair| follows(pair[0], pair[1]));
    let down = plain.windows(2).all(|pair| follows(pair[1], pair[0]));
    plain.len() >= RUN_MIN_CHARS && (up || down)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn well_known(text: &str) -> bool {
        is_well_known(&Folded::of(text))
    }

    #[test]
    fn the_list_is_as_large_as_it_says() {
        let words: Vec<&str> = LIST.lines().filter(|line| !line.starts_with(COMMENT)).collect();
        assert_eq!(words.len(), 7848);
        assert_eq!(words.iter().filter(|word| word.chars().count() >= 15).count(), 934);
        assert!(words.is_sorted(), "so that a difference can be read");
        for word in words {
            assert!(well_known(word), "{word}");
        }
    }

    #[test]
    fn disguises_of_a_listed_password_do_not_help() {
        for text in
            ["password", "P@ssW0rd", "PASSW\u{D6}RD", "qwertyuiop", "1qaz2wsx3edc4rfv", "Summer2026!", "iLoveY0u"]
        {
            assert!(well_known(text), "{text}");
        }
        assert!(well_known("CorrectHorseBatteryStaple"));
    }

    #[test]
    fn repetitions_and_runs_of_any_length_are_well_known() {
        for text in
            ["aaaaaaaaaaaaaaaaaaaa", "xyxyxyxyxyxyxyx", "PasswordPasswordPass", "abcdefghijklmnopq", "zyxwvutsrqponmlk"]
        {
            assert!(well_known(text), "{text}");
        }
        assert!(well_known("345678901234567890"));
        assert!(well_known("\u{1F511}".repeat(15).as_str()));
    }

    #[test]
    fn only_the_whole_password_counts() {
        for text in [
            "aaaaaaaaaaaaaaa b",
            "my password is a poem",
            "abcdefghijklmnoq",
            "gravel lantern owl",
            "tivrol tivrol",
            "x",
        ] {
            assert!(!well_known(text), "{text}");
        }
    }
}
