//! What questions promise: words in every language, fair draws, and answers that match however they are typed.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn id(text: &str) -> QuestionId {
    QuestionId::parse(text).expect("sound")
}

fn answer(typed: &str) -> String {
    Answer::parse(typed).expect(typed).into_plain().expose().to_owned()
}

/// A source of random bytes for tests (splitmix64).
fn source() -> impl FnMut(&mut [u8]) {
    let mut state = 1u64;
    move |buffer| {
        for byte in buffer {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = (mixed >> 33) as u8;
        }
    }
}

#[test]
fn the_catalogue_has_more_than_35_questions_none_twice() {
    let ids: Vec<QuestionId> = catalogue().collect();
    assert!(ids.len() > 35, "{}", ids.len());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn every_question_has_words_of_its_own_in_every_language() {
    for locale in Language::ALL.iter().map(|language| language.tag()) {
        let words: Vec<String> = catalogue().map(|id| text(&id, locale).expect("words")).collect();
        assert!(
            words.iter().all(|words| words.ends_with(['?', '？', '؟']) && words.chars().count() <= 120),
            "{words:?}"
        );
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{locale}");
    }
    for id in catalogue() {
        assert_ne!(text(&id, "en"), text(&id, "de"), "{}", id.as_str());
        assert_eq!(text(&id, "de-AT"), text(&id, "de"));
        assert_eq!(text(&id, "xx"), text(&id, "en"));
    }
}

#[test]
fn no_words_are_left_without_a_question() {
    for language in Language::ALL {
        let file = format!("{}/texts/{}/questions.ftl", env!("CARGO_MANIFEST_DIR"), language.tag());
        let texts = std::fs::read_to_string(&file).expect(&file);
        let written = texts.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
        assert_eq!(written.collect::<Vec<_>>(), IDS);
    }
}

#[test]
fn an_organisations_own_question_has_no_words_here() {
    assert_eq!(text(&id("cafeteria-dish"), "en"), None);
}

#[test]
fn each_number_below_a_bound_comes_of_equally_many_draws() {
    for bound in 1..=7 {
        let mut counts = vec![0u32; bound];
        for draw in 0..=u16::MAX {
            // What is rejected is drawn again, here as 0, which is fair for every bound: counted apart.
            let mut calls = 0;
            let number = below(bound, &mut |buffer| {
                calls += 1;
                buffer.copy_from_slice(&if calls == 1 { draw } else { 0 }.to_le_bytes());
            });
            if calls == 1 {
                counts[number] += 1;
            }
        }
        assert!(counts.iter().all(|count| *count == 65_536 / bound as u32), "{counts:?}");
    }
}

#[test]
fn each_selection_in_each_order_is_equally_likely_and_none_is_asked_twice() {
    let registered = ["q1", "q2", "q3", "q4", "q5"].map(id);
    let mut fill = source();
    let mut counts: BTreeMap<Vec<QuestionId>, u32> = BTreeMap::new();
    for _ in 0..60_000 {
        *counts.entry(draw(&registered, 3, &mut fill)).or_default() += 1;
    }
    assert_eq!(counts.len(), 60, "5 * 4 * 3 of them");
    assert!(counts.keys().all(|drawn| drawn.iter().collect::<BTreeSet<_>>().len() == 3));
    // Chi-square with 59 degrees of freedom: beyond 98.3 once in a thousand; the source is fixed.
    let chi_square: f64 = counts.values().map(|count| (f64::from(*count) - 1000.0).powi(2) / 1000.0).sum();
    assert!(chi_square < 98.3, "{chi_square}");
}

#[test]
fn no_more_are_asked_than_are_registered() {
    let registered = ["q1", "q2", "q3"].map(id);
    let mut all = draw(&registered, 5, &mut source());
    all.sort_unstable();
    assert_eq!(all, registered);
    assert_eq!(draw(&registered, 0, &mut source()), []);
    assert_eq!(draw(&[], 3, &mut source()), []);
}

#[test]
fn an_answer_is_the_same_however_it_is_typed() {
    for (typed, expected) in [
        ("  Zoë   Müller. ", "zoe muller"),
        ("ZOE\u{308} MU\u{308}LLER", "zoe muller"),
        ("\u{FF3A}oe\u{3000}Muller!?", "zoe muller"),
        ("\u{AB} Zoe\u{A0}Muller \u{BB}", "zoe muller"),
        ("O\u{2019}Brien", "o'brien"),
        ("Jean\u{2013}Luc", "jean-luc"),
        ("Große STRASSE", "grosse strasse"),
        ("GROSSE Straße", "grosse strasse"),
        ("\u{130}stanbul", "istanbul"),
        ("\u{131}stanbul", "istanbul"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "οδοσ"),
        ("Ёлка", "елка"),
        ("U.S.A.", "u.s.a"),
        ("C++", "c++"),
        ("$100", "$100"),
        ("re\u{AD}key\u{200B}", "rekey"),
        ("(2009)", "2009"),
    ] {
        assert_eq!(answer(typed), expected, "{typed}");
    }
}

#[test]
fn letters_that_are_not_accents_stay() {
    assert_eq!(answer("हिन्दी"), "हिन्दी");
    assert_eq!(answer("เชียงใหม่"), "เชียงใหม่");
    assert_eq!(answer("한국어"), "한국어");
    assert_eq!(answer("がっこう"), "がっこう");
    assert_eq!(answer("שָׁלוֹם"), "שלום");
    assert_eq!(answer("🐶🐱🐭"), "🐶🐱🐭");
}

#[test]
fn an_answer_has_3_to_40_characters_when_it_is_folded() {
    assert_eq!(answer("abc"), "abc");
    for short in ["", "  ", "ab", "ab.", " a b"[..3].trim(), "...", "a\u{301}b\u{301}", "\u{200B}\u{200B}ab"] {
        assert_eq!(Answer::parse(short).err(), Some(AnswerMalformed::TooShort), "{short:?}");
    }
    let of = |count: usize| "e\u{301}".repeat(count);
    assert_eq!(answer(&of(40)).chars().count(), 40);
    assert_eq!(Answer::parse(&of(41)).err(), Some(AnswerMalformed::TooLong));
    assert_eq!(answer(&format!("{}   b...", "a".repeat(38))).chars().count(), 40);
    assert_eq!(Answer::parse(&format!("{} b", "a".repeat(39))).err(), Some(AnswerMalformed::TooLong));
}

#[test]
fn a_typed_text_has_1024_bytes_at_most() {
    let spaced = |bytes: usize| format!("{}abc", " ".repeat(bytes - 3));
    assert!(Answer::parse(&spaced(1024)).is_ok());
    assert_eq!(Answer::parse(&spaced(1025)).err(), Some(AnswerMalformed::TooLong));
    assert_eq!(Answer::parse(&"a".repeat(10 << 20)).err(), Some(AnswerMalformed::TooLong));
}

#[test]
fn control_characters_are_refused() {
    for typed in ["abc\0", "ab\tc", "abc\n", "ab\u{7F}c", "\u{85}abc"] {
        assert_eq!(Answer::parse(typed).err(), Some(AnswerMalformed::ControlCharacter), "{typed:?}");
    }
}

#[test]
fn folding_twice_is_folding_once_and_never_outgrows_its_buffer() {
    for letter in ('\0'..='\u{1FFFF}').filter(|letter| !letter.is_control()) {
        let typed = format!("ab{letter}cd");
        let once = folded(&typed);
        assert_eq!(*folded(&once), *once, "{letter:?}");
        let room = typed.nfkd().map(char::len_utf8).sum::<usize>() * 3;
        assert!(once.capacity() == room, "{letter:?}");
        assert!(PlainPassword::parse(&once).is_ok(), "{letter:?}");
    }
}

#[test]
fn two_answers_are_one_when_they_fold_to_one() {
    let parsed = |typed| Answer::parse(typed).expect("an answer");
    assert_eq!(parsed("Zoë Müller"), parsed("zoe  muller."));
    assert_ne!(parsed("zoe muller"), parsed("zoe mullen"));
    assert_ne!(parsed("zoe muller"), parsed("zoe mulle"));
}

#[test]
fn an_answer_is_not_shown() {
    assert_eq!(format!("{:?}", Answer::parse("Zoë").expect("an answer")), "Answer(..)");
}

#[test]
fn what_was_asked_is_not_asked_again_where_there_are_others() {
    let registered = ["q1", "q2", "q3", "q4"].map(id);
    let mut fill = source();
    let mut seen: BTreeSet<BTreeSet<QuestionId>> = BTreeSet::new();
    for _ in 0..2000 {
        let drawn = draw_others(&registered, &registered[..3], 3, &mut fill);
        seen.insert(drawn.iter().cloned().collect());
    }
    let asked: BTreeSet<QuestionId> = registered[..3].iter().cloned().collect();
    assert!(seen.len() == 3 && seen.iter().all(|drawn| drawn.len() == 3 && *drawn != asked), "{seen:?}");
    let mut all = draw_others(&registered[..3], &registered[..3], 3, &mut fill);
    all.sort_unstable();
    assert_eq!(all, registered[..3], "there are no others");
    assert_eq!(draw_others(&registered, &[], 0, &mut fill), []);
}
