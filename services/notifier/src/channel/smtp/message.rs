//! The bytes of a mail: headers that cannot be broken out of, a plain part and an HTML part.

use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, message};
use rekey_domain::Timestamp;

use super::EmailMessage;
use crate::channel::SendError;

/// Longest value of a header that we write, in characters.
const HEADER_MAX_CHARS: usize = 200;
/// 9999-12-31T23:59:59Z: the last second that the header can hold.
const DATE_MAX_SECONDS: u64 = 253_402_300_799;

/// Headers that keep machines from answering (RFC 3834; the second one is Exchange's).
const QUIET: [(HeaderName, &str); 2] = [
    (HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"),
    (HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), "All"),
];

/// Writes a mail.
///
/// # Errors
/// When it cannot be written, which no retry changes.
pub(super) fn compose(from: &Address, to: &Address, mail: &EmailMessage<'_>) -> Result<Vec<u8>, SendError> {
    if !is_message_id(mail.message_id) {
        return Err(SendError::Refused("message id not sendable".into()));
    }
    let name = header_line(mail.from_name);
    let sender = Mailbox::new((!name.is_empty()).then_some(name), from.clone());
    let mut builder = Message::builder()
        .from(sender)
        .to(Mailbox::new(None, to.clone()))
        .subject(header_line(mail.subject))
        .header(message::header::Date::new(date(mail.date)))
        .message_id(Some(mail.message_id.to_owned()));
    for (name, value) in QUIET {
        builder = builder.raw_header(HeaderValue::new(name, value.to_owned()));
    }
    let parts = MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned());
    let message = builder.multipart(parts).map_err(|_| SendError::Refused("message not writable".into()))?;
    Ok(message.formatted())
}

/// One line for a header: whatever could end the line becomes a space.
fn header_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line: String = text.chars().take(HEADER_MAX_CHARS).map(|c| if is_break(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}

fn is_message_id(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    text.len() <= HEADER_MAX_CHARS
        && inner.and_then(|inner| inner.split_once('@')).is_some_and(|(left, right)| plain(left) && plain(right))
}

fn date(at: Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.micros().div_euclid(1_000_000)).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.min(DATE_MAX_SECONDS))
}

#[cfg(test)]
mod tests {
    use rekey_domain::EmailAddress;

    use super::*;

    fn composed(change: impl FnOnce(&mut EmailMessage<'_>)) -> Result<String, SendError> {
        let to = EmailAddress::parse("alice@contoso.example").expect("an address");
        let mut mail = EmailMessage {
            to: &to,
            from_name: "Müller, Söhne & Co.",
            subject: "Ihr Code für Müller, KHW",
            text: "Ihr Code\n",
            html: "<!doctype html><p>Grüße</p>",
            message_id: "<0190a7c2-0000-7000-8000-000000000001@reset.contoso.example>",
            date: Timestamp::from_micros(1_795_515_300_000_000),
        };
        change(&mut mail);
        let from = "rekey@contoso.example".parse().expect("an address");
        let bytes = compose(&from, &to.as_str().parse().expect("an address"), &mail)?;
        Ok(String::from_utf8(bytes).expect("readable"))
    }

    fn head(mail: &str) -> Vec<&str> {
        mail.split("\r\n\r\n").next().expect("a head").split("\r\n").collect()
    }

    #[test]
    fn a_mail_has_the_headers_that_keep_machines_quiet() {
        let mail = composed(|_| ()).expect("composes");
        for line in [
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "Date: Tue, 24 Nov 2026 10:15:00 +0000",
            "Message-ID: <0190a7c2-0000-7000-8000-000000000001@reset.contoso.example>",
            "MIME-Version: 1.0",
            "To: alice@contoso.example",
        ] {
            assert!(head(&mail).contains(&line), "{line}\n{mail}");
        }
        assert!(mail.contains("multipart/alternative") && mail.contains("text/html; charset=utf-8"), "{mail}");
        assert!(mail.is_ascii(), "{mail}");
    }

    #[test]
    fn a_line_break_in_a_value_starts_no_header() {
        let plain = head(&composed(|_| ()).expect("composes")).len();
        for evil in ["a\r\nBcc: b@evil.example", "a\nBcc: b@evil.example\n\n<p>", "a\rBcc: b", "a\u{2028}Bcc: b", "\0"]
        {
            for mail in [composed(|mail| mail.subject = evil), composed(|mail| mail.from_name = evil)] {
                let mail = mail.expect("composes");
                assert!(head(&mail).len() <= plain + 1, "{mail}");
                assert!(!head(&mail).iter().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{mail}");
            }
        }
    }

    #[test]
    fn a_message_id_that_is_none_is_refused() {
        for id in ["", "<a>", "a@b", "<a@b>\r\nBcc: c", "<a b@c>", "<@c>", "<a@>", "<a@b@c>"] {
            assert!(matches!(composed(|mail| mail.message_id = id), Err(SendError::Refused(_))), "{id:?}");
        }
    }

    #[test]
    fn a_time_outside_the_calendar_does_no_harm() {
        let mail = composed(|mail| mail.date = Timestamp::from_micros(i64::MAX)).expect("composes");
        assert!(mail.contains("Date: Fri, 31 Dec 9999 23:59:59 +0000"), "{mail}");
        assert!(composed(|mail| mail.date = Timestamp::from_micros(i64::MIN)).is_ok());
    }
}
