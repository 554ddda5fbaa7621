//! Digits as keyboards type them: of Arabic and Persian, and the wide ones of East Asia, each for what it is.

/// The ASCII digit that a character stands for; any other character as it is.
pub const fn plain(character: char) -> char {
    let zero = match character {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return character,
    };
    (b'0' + (character as u32 - zero as u32) as u8) as char
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_digit_is_what_it_stands_for_and_nothing_else_changes() {
        for digits in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"] {
            assert_eq!(digits.chars().map(plain).collect::<String>(), "0123456789");
        }
        let others = "+ -a٪ە\u{65F}\u{66A}\u{6FA}：";
        assert_eq!(others.chars().map(plain).collect::<String>(), others);
    }
}
