//! Passwords that lean on a word everybody would try: the organisation's name, its products, `welcome`.
//!
//! The scoring is the model product's, whose two published examples are among the tests. Seen through disguises, the password is
//! cut up so that it scores least: a banned word is one point, every other character is one point. Rekey adds two predictable
//! pieces that are one point each: a year, and three or more characters that are the same or follow each other. A password
//! that contains a banned word needs [`LEAST_SCORE`] points; one without is not judged here (63B-4 3.1.1.2: no rules of composition).
//! A whole password that is one edit away from a banned word counts as that word.

use crate::fold::{Folded, is_within_one_edit, skeleton_of};

/// Points that a password with a banned word needs.
pub(crate) const LEAST_SCORE: usize = 5;
/// A shorter word is in too many others.
const WORD_MIN_CHARS: usize = 3;
/// From how many characters on a run is one point.
const RUN_MIN_CHARS: usize = 3;
const YEAR_CHARS: usize = 4;

/// Words that no password may lean on, as skeletons.
pub(crate) struct BannedWords {
    words: Vec<Vec<char>>,
}

impl BannedWords {
    /// Takes words, or names of several words; what is shorter than three letters is left out.
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Vec::new();
        for name in names {
            let whole: Vec<char> = Folded::of(name).squeezed().to_vec();
            let pieces = name.split(|c: char| c.is_whitespace() || ",.;:/&()".contains(c)).map(skeleton_of);
            words.extend(pieces.chain([whole]).filter(|word| word.len() >= WORD_MIN_CHARS));
        }
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Whether what is left beside banned words is too little.
    pub(crate) fn carry(&self, password: &Folded) -> bool {
        let is_near = |word: &Vec<char>| is_within_one_edit(word, &password.skeleton);
        if self.words.iter().any(is_near) {
            return true;
        }
        let occurs = |word: &Vec<char>| password.skeleton.windows(word.len()).any(|window| window == word.as_slice());
        let found: Vec<&[char]> = self.words.iter().filter(|word| occurs(word)).map(Vec::as_slice).collect();
        !found.is_empty() && score(password, &found) < LEAST_SCORE
    }
}

/// The least number of pieces that the password can be cut into.
fn score(password: &Folded, words: &[&[char]]) -> usize {
    let (plain, skeleton) = (&*password.plain, &*password.skeleton);
    let mut least = vec![0_usize; skeleton.len() + 1];
    for end in 1..=skeleton.len() {
        let word_lengths = words.iter().filter(|word| skeleton[..end].ends_with(word)).map(|word| word.len());
        let run_lengths = RUN_MIN_CHARS..=run_before(&plain[..end]);
        let year_length = is_year(&plain[..end]).then_some(YEAR_CHARS);
        let pieces = word_lengths.chain(run_lengths).chain(year_length).chain([1]);
        least[end] = pieces.map(|length| least[end - length] + 1).min().unwrap_or(end);
    }
    least[skeleton.len()]
}

/// Length of the run that the text ends with: `aaa`, `123`, `cba`.
fn run_before(plain: &[char]) -> usize {
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let mut steps = plain.windows(2).rev().map(step);
    match steps.next() {
        Some(first @ -1..=1) => 2 + steps.take_while(|step| *step == first).count(),
        _ => plain.len().min(1),
    }
}

/// Whether the text ends with a year of this century or the last.
fn is_year(plain: &[char]) -> bool {
    let last = plain.len().checked_sub(YEAR_CHARS).map(|start| &plain[start..]);
    matches!(last, Some(['1', '9', a, b] | ['2', '0', a, b]) if a.is_ascii_digit() && b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contoso() -> BannedWords {
        BannedWords::new(["Contoso Ltd", "blank", "HP"].into_iter())
    }

    fn points(password: &str) -> usize {
        let banned = contoso();
        score(&Folded::of(password), &banned.words.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    fn leans(password: &str) -> bool {
        contoso().carry(&Folded::of(password))
    }

    #[test]
    fn the_published_examples_score_as_published() {
        assert_eq!(points("C0ntos0Blank12"), 4);
        assert!(leans("C0ntos0Blank12"));
        assert_eq!(points("ContoS0Bl@nkf9!"), 5);
        assert!(!leans("ContoS0Bl@nkf9!"));
    }

    #[test]
    fn years_and_runs_beside_a_banned_word_are_one_point() {
        assert_eq!(points("Contoso2026!"), 3);
        assert_eq!(points("Contoso123456789"), 2);
        assert_eq!(points("Contoso!!!!!!!!"), 2);
        assert_eq!(points("Contoso987"), 2);
        assert_eq!(points("Contoso3026"), 5);
        assert!(leans("C\u{D4}NTOSOcontoso2026"));
        assert!(leans("ContosoLtdContoso"));
    }

    #[test]
    fn a_banned_word_in_a_long_sentence_is_no_harm() {
        assert!(!leans("my contoso days in june"));
        assert!(!leans("contosowlamp"));
    }

    #[test]
    fn one_edit_from_a_banned_word_is_that_word() {
        for password in ["contosa", "contosos", "ontoso", "contosoltd1"] {
            assert!(leans(password), "{password}");
        }
    }

    #[test]
    fn a_password_without_a_banned_word_is_not_judged() {
        for password in ["aaaaaaaa", "abc", "php hypertext", "20262026"] {
            assert!(!leans(password), "{password}");
        }
        assert!(!BannedWords::new(["x", "of", ""].into_iter()).carry(&Folded::of("x of")));
    }
}
