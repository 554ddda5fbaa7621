//! Passwords that repeat who the person is: the user ID or the name.

use rekey_domain::UserId;

use crate::fold::{Folded, is_within_one_edit, skeleton_of};
use crate::lean::BannedWords;

/// From this length on, a part of the user ID or of the name must not occur in the password (the model product's number).
const PART_MIN_CHARS: usize = 4;

/// What is known about the person.
pub(crate) struct Identity {
    /// Must not occur, forwards or backwards.
    parts: Vec<Vec<char>>,
    /// Must not be the password, nor nearly.
    wholes: Vec<Vec<char>>,
    /// Too short to be looked for; the password must not consist of them.
    short_parts: BannedWords,
}

impl Identity {
    pub(crate) fn new(user_id: &UserId, display_name: Option<&str>) -> Self {
        let name = display_name.unwrap_or_default();
        let squeezed = |text: &str| Folded::of(text).squeezed().to_vec();
        let wholes = vec![squeezed(user_id.as_str()), squeezed(user_id.local()), squeezed(name)];
        let words: Vec<&str> = words_of(user_id.local()).chain(words_of(name)).collect();
        let without_number = user_id.local().trim_end_matches(|c: char| c.is_ascii_digit());
        let mut parts: Vec<Vec<char>> = words.iter().map(|word| skeleton_of(word)).collect();
        parts.extend([squeezed(user_id.local()), squeezed(without_number), squeezed(name)]);
        let backwards: Vec<Vec<char>> = parts.iter().map(|part| part.iter().rev().copied().collect()).collect();
        parts.extend(backwards);
        parts.retain(|part| part.len() >= PART_MIN_CHARS);
        let is_short = |word: &&str| word.chars().count() < PART_MIN_CHARS;
        Self { parts, wholes, short_parts: BannedWords::new(words.into_iter().filter(is_short)) }
    }

    /// Whether the password repeats who the person is.
    pub(crate) fn is_echoed_by(&self, password: &Folded) -> bool {
        let squeezed = password.squeezed();
        let occurs = |part: &Vec<char>| {
            let is_in = |text: &[char]| text.windows(part.len()).any(|window| window == part.as_slice());
            is_in(&password.skeleton) || is_in(&squeezed)
        };
        self.parts.iter().any(occurs)
            || self.wholes.iter().any(|whole| !whole.is_empty() && is_within_one_edit(whole, &squeezed))
            || self.short_parts.carry(password)
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echoes(user_id: &str, name: Option<&str>, password: &str) -> bool {
        let user_id = UserId::parse(user_id).expect("a user ID");
        Identity::new(&user_id, name).is_echoed_by(&Folded::of(password))
    }

    #[test]
    fn the_local_part_and_its_words_do_not_occur_in_any_disguise() {
        for password in ["my alice 2", "AL1CE", "xx4lic\u{E9}xx", "a-l-i-c-e and more", "ecila backwards"] {
            assert!(echoes("alice@contoso.example", None, password), "{password}");
        }
        for password in ["ecstatic smithereens", "green doe.jane lamp", "janedoe"] {
            assert!(echoes("jane.smith+doe.jane@x.example", None, password), "{password}");
        }
        assert!(echoes("alice77@contoso.example", None, "lovely alice of mine"));
        assert!(!echoes("alice@contoso.example", None, "gravel lantern owl"));
    }

    #[test]
    fn words_of_the_name_do_not_occur() {
        for password in ["MULLER knows best", "ask m\u{FC}ller", "rellum backwards"] {
            assert!(echoes("x9", Some("Zoe\u{308} Mu\u{308}ller"), password), "{password}");
        }
        assert!(echoes("x9", Some("Al Gore"), "algore knows best"));
        assert!(!echoes("x9", Some("Al Gore"), "all gorgeous lamps"));
    }

    #[test]
    fn three_letters_may_occur_and_four_may_not() {
        assert!(!echoes("bob@x.example", None, "bobsleigh in winter"));
        assert!(echoes("bobs@x.example", None, "bobsleigh in winter"));
    }

    #[test]
    fn a_short_user_id_over_and_over_is_refused() {
        for password in ["bobbobbobbob", "bob12345678", "bob@x.example", "bobx.exampl3"] {
            assert!(echoes("bob@x.example", None, password), "{password}");
        }
    }
}
