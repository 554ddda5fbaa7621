//! Text from outside, made harmless in form: no line breaks in headers, no control or direction marks, bounded length.
//!
//! Escaping for HTML is not done here: the template does it.

/// Longest reference that is written, in characters.
const REFERENCE_MAX_CHARS: usize = 8;

/// One line without control characters: line breaks become spaces. At most `max_chars` characters, the last one `…` when cut.
pub(super) fn one_line(text: &str, max_chars: usize) -> String {
    let spaced = text.chars().filter(|character| !is_mark(*character)).map(|c| if is_break(c) { ' ' } else { c });
    let line: String = spaced.filter(|character| !character.is_control()).collect();
    cut(line.split_whitespace().collect::<Vec<_>>().join(" "), max_chars)
}

/// The letters of a reference; there are three.
pub(super) fn reference(text: &str) -> String {
    text.chars().filter(char::is_ascii_uppercase).take(REFERENCE_MAX_CHARS).collect()
}

/// Lines without control characters, at most `max_lines` of them and `max_chars` characters in all, and whether something was cut.
pub(super) fn lines(text: &str, max_lines: usize, max_chars: usize) -> (Vec<String>, bool) {
    let text = text.replace("\r\n", "\n");
    let mut shortened = text.chars().count() > max_chars;
    let bounded: String = text.chars().take(max_chars).collect();
    let mut lines: Vec<String> =
        bounded.split(is_break).map(|line| one_line(line, max_chars)).filter(|line| !line.is_empty()).collect();
    shortened |= lines.len() > max_lines;
    lines.truncate(max_lines);
    (lines, shortened)
}

fn cut(text: String, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text;
    }
    let mut kept: String = text.chars().take(max_chars.saturating_sub(1)).collect();
    kept.push('…');
    kept
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Marks that turn the direction of writing or hide: they let a text show as another one.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_no_break_and_no_mark() {
        assert_eq!(one_line("a\r\nBcc: b\u{2028}c\0d\u{202e}e", 99), "a Bcc: b cde");
        assert_eq!(one_line("  Contoso \t Ltd ", 99), "Contoso Ltd");
    }

    #[test]
    fn a_line_is_cut_one_past_its_limit() {
        assert_eq!(one_line("abcde", 5), "abcde");
        assert_eq!(one_line("abcdef", 5), "abcd…");
    }

    #[test]
    fn lines_are_bounded_in_number_and_length() {
        assert_eq!(lines("a\r\n\r\nb\nc", 3, 9), (vec!["a".into(), "b".into(), "c".into()], false));
        assert_eq!(lines("a\nb\nc\nd", 3, 9), (vec!["a".into(), "b".into(), "c".into()], true));
        assert_eq!(lines("abcd", 3, 4), (vec!["abcd".into()], false));
        assert_eq!(lines("abcde", 3, 4), (vec!["abcd".into()], true));
    }
}
