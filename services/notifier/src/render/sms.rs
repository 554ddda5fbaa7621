//! Text messages: one segment, no name from user data, and no number but the code.
//!
//! A code ends with the origin-bound line (`@host #code`, WICG "Origin-bound one-time codes delivered via SMS"), so that
//! phones offer the code on our page only.

use std::net::IpAddr;

use rekey_wire::notice::{Notice, NoticeBody};

use super::texts::{Language, Say as _};
use super::{RenderError, clean};

/// Characters of one segment in the GSM 7-bit alphabet (3GPP TS 23.038).
const GSM_SEGMENT: usize = 160;
/// 16-bit units of one segment in any other alphabet.
const UCS2_SEGMENT: usize = 70;
/// Longest name of an organisation in a text message, in characters.
pub(super) const SMS_HOUSE_MAX_CHARS: usize = 20;

/// 3GPP TS 23.038, table 6.2.1.
const GSM_BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The same, table 6.2.1.1: each counts twice.
const GSM_EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// Writes a notice as a text message.
///
/// # Errors
/// When this kind of notice does not travel by text message.
pub(super) fn sms(notice: &Notice, language: Language, public_host: &str) -> Result<String, RenderError> {
    let house = house(&notice.house);
    let news = |key| Ok(shortest_needed([with_house(language, house.as_deref(), key), language.say(key)]));
    match &notice.body {
        NoticeBody::Code { code, reference, host, .. } => {
            let host = if host.is_empty() { public_host } else { host };
            let reference = clean::reference(reference);
            let said = |language: Language, key| {
                language.with(key).arg("code", code.expose()).arg("reference", &reference).text()
            };
            let say = |key| said(language, key);
            let full = say("sms-code");
            let named = match &house {
                Some(house) => prefixed(language, house, &full),
                None => full.clone(),
            };
            let end = origin_line(host, code.expose());
            // Of an alphabet with 70 characters a segment nothing fits before a long host: the last one is of the other.
            let last = said(Language::English, "sms-code-short");
            Ok(shortest_needed([named, full, say("sms-code-short"), last].map(|text| format!("{text}{end}"))))
        }
        NoticeBody::PasswordChanged { .. } => news("sms-changed"),
        NoticeBody::RecoveryCodeUsed { left, .. } => {
            let text = language.with("sms-code-used").count("left", *left).text();
            let named = house.as_ref().map_or_else(|| text.clone(), |house| prefixed(language, house, &text));
            Ok(shortest_needed([named, text]))
        }
        NoticeBody::AccountUnlocked(_) => news("sms-unlocked"),
        NoticeBody::MethodAdded(_) => news("sms-added"),
        NoticeBody::MethodRemoved(_) => news("sms-removed"),
        NoticeBody::AdministratorReset { .. } | NoticeBody::HelpDigest { .. } | NoticeBody::Call(_) => {
            Err(RenderError::Channel)
        }
    }
}

fn with_house(language: Language, house: Option<&str>, key: &str) -> String {
    let text = language.say(key);
    match house {
        Some(house) => prefixed(language, house, &text),
        None => text,
    }
}

fn prefixed(language: Language, house: &str, text: &str) -> String {
    language.with("sms-house").arg("house", house).arg("message", text).text()
}

/// The organisation's name, if it fits a text message: short, of letters of any alphabet and what the GSM alphabet has, without a digit.
fn house(name: &str) -> Option<String> {
    let name = clean::one_line(name, SMS_HOUSE_MAX_CHARS + 1);
    let short = (1..=SMS_HOUSE_MAX_CHARS).contains(&name.chars().count());
    // `@` and `#` could imitate the last line.
    let plain =
        name.chars().all(|c| (GSM_BASIC.contains(c) || c.is_alphabetic()) && !c.is_numeric() && !"@#".contains(c));
    (short && plain).then_some(name)
}

/// The last line. Left out where there is no host name: an address would be a second number.
fn origin_line(host: &str, code: &str) -> String {
    let named = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    if named && host.parse::<IpAddr>().is_err() { format!("\n\n@{host} #{code}") } else { String::new() }
}

/// The first that fits one segment, else the last.
fn shortest_needed<const N: usize>(texts: [String; N]) -> String {
    let fitting = texts.iter().position(|text| is_one_segment(text)).unwrap_or(N - 1);
    texts.into_iter().nth(fitting).unwrap_or_default()
}

/// Whether a text travels in one segment.
pub(super) fn is_one_segment(text: &str) -> bool {
    match gsm_length(text) {
        Some(length) => length <= GSM_SEGMENT,
        None => text.encode_utf16().count() <= UCS2_SEGMENT,
    }
}

/// Length in the GSM 7-bit alphabet, if it can be written in it.
pub(super) fn gsm_length(text: &str) -> Option<usize> {
    let mut length = 0;
    for character in text.chars() {
        length += match character {
            basic if GSM_BASIC.contains(basic) => 1,
            extended if GSM_EXTENDED.contains(extended) => 2,
            _ => return None,
        };
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_complete() {
        // 128 places, without the escape.
        assert_eq!(GSM_BASIC.chars().count(), 127);
        assert_eq!(gsm_length("Grüße @x #1\n"), Some(12));
        assert_eq!(gsm_length("10 €"), Some(5));
        assert_eq!(gsm_length("don’t"), None);
    }

    #[test]
    fn a_segment_is_160_or_70() {
        assert!(is_one_segment(&"a".repeat(160)) && !is_one_segment(&"a".repeat(161)));
        assert!(is_one_segment(&"ж".repeat(70)) && !is_one_segment(&"ж".repeat(71)));
        assert!(is_one_segment(&"€".repeat(80)) && !is_one_segment(&"€".repeat(81)));
    }

    #[test]
    fn a_house_is_named_only_where_it_can_do_no_harm() {
        assert_eq!(house("Contoso").as_deref(), Some("Contoso"));
        for name in ["Müller & Söhne", "Контосо", "北方电力", "شركة الشمال"] {
            assert_eq!(house(name).as_deref(), Some(name));
        }
        assert_eq!(house(&"a".repeat(20)).map(|name| name.len()), Some(20));
        for name in ["", "Studio 54", "شركة ٥", "x @evil.example #1", "a\r\nb’c", &"a".repeat(21)] {
            assert_eq!(house(name), None, "{name:?}");
        }
    }

    #[test]
    fn an_address_is_no_origin() {
        assert_eq!(origin_line("localhost", "482913"), "\n\n@localhost #482913");
        assert_eq!(origin_line("127.0.0.1", "482913"), "");
        assert_eq!(origin_line("::1", "482913"), "");
        assert_eq!(origin_line("a.example\n@b.example", "482913"), "");
        assert_eq!(origin_line("", "482913"), "");
    }
}
