//! What Twilio asks of a request for a text message, with the codes of its errors.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

/// Longest text, in characters.
const BODY_MAX_CHARS: usize = 1600;
/// Bounds of `ValidityPeriod`, in seconds.
const VALIDITY_SECONDS: std::ops::RangeInclusive<u64> = 1..=36_000;
/// Fields that Rekey has a reason to send.
const KNOWN: [&str; 6] = ["To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod"];

/// A refusal in Twilio's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// HTTP status.
    pub status: u16,
    /// Twilio's code.
    pub code: u32,
    /// Words for developers.
    pub message: String,
}

impl Complaint {
    pub(super) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }
}

/// The value of a field that comes once.
pub(super) fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}

pub(super) fn is_form(headers: &HeaderMap) -> Result<(), Complaint> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next() == Some("application/x-www-form-urlencoded") {
        Ok(())
    } else {
        Err(Complaint::new(415, 20007, "not a form"))
    }
}

/// The first thing that is wrong.
pub(super) fn judge(headers: &HeaderMap, fields: &[(String, String)]) -> Result<(), Complaint> {
    let wrong = |code, message: &str| Err(Complaint::new(400, code, message));
    is_form(headers)?;
    for (name, _) in fields {
        if !KNOWN.contains(&name.as_str()) {
            return wrong(20001, &format!("unknown field {name}"));
        }
        if field(fields, name).is_none() {
            return wrong(20001, &format!("{name} comes twice"));
        }
    }
    match field(fields, "To") {
        None | Some("") => return wrong(21604, "A 'To' phone number is required"),
        Some(to) if !is_e164(to) => return wrong(21211, "Invalid 'To' phone number"),
        Some(_) => {}
    }
    match (field(fields, "From"), field(fields, "MessagingServiceSid")) {
        (None, None) => return wrong(21603, "A 'From' phone number is required"),
        (Some(_), Some(_)) => return wrong(20001, "From and MessagingServiceSid"),
        (Some(from), None) if !is_e164(from) => return wrong(21212, "Invalid From Number"),
        (None, Some(sid)) if !is_sid(sid, "MG") => return wrong(21701, "Invalid MessagingServiceSid"),
        _ => {}
    }
    match field(fields, "Body").map(|body| body.chars().count()) {
        None | Some(0) => return wrong(21602, "Message body is required"),
        Some(length) if length > BODY_MAX_CHARS => return wrong(21617, "The message body exceeds 1600 characters"),
        Some(_) => {}
    }
    if field(fields, "StatusCallback").is_some_and(|url| !is_absolute(url)) {
        return wrong(21609, "Invalid StatusCallback");
    }
    let validity = field(fields, "ValidityPeriod").map(str::parse::<u64>);
    if validity.is_some_and(|seconds| !seconds.is_ok_and(|seconds| VALIDITY_SECONDS.contains(&seconds))) {
        return wrong(21623, "Invalid ValidityPeriod");
    }
    Ok(())
}

pub(super) fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_sid(text: &str, kind: &str) -> bool {
    text.strip_prefix(kind).is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A scheme and a host; no underscore in the host.
pub(super) fn is_absolute(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.and_then(|rest| rest.split('/').next()).is_some_and(|host| !host.is_empty() && !host.contains('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(change: impl FnOnce(&mut Vec<(String, String)>)) -> u32 {
        let sound = [
            ("To", "+14255550134"),
            ("From", "+14255550100"),
            ("Body", "Hello"),
            ("StatusCallback", "https://reset.contoso.example/webhooks/x/messages/1"),
            ("ValidityPeriod", "300"),
        ];
        let mut fields = sound.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        change(&mut fields);
        let headers = [(CONTENT_TYPE, "application/x-www-form-urlencoded".parse().expect("a value"))];
        judge(&headers.into_iter().collect(), &fields).map_or_else(|complaint| complaint.code, |()| 0)
    }

    fn with(name: &str, value: &str) -> u32 {
        code(|fields| {
            fields.retain(|(known, _)| known != name);
            fields.push((name.to_owned(), value.to_owned()));
        })
    }

    #[test]
    fn a_sound_request_is_taken_and_each_fault_has_its_code() {
        assert_eq!(code(|_| ()), 0);
        for (name, value, wanted) in [
            ("To", "hello", 21211),
            ("To", "", 21604),
            ("From", "Contoso", 21212),
            ("Body", "", 21602),
            ("StatusCallback", "/webhooks", 21609),
            ("ValidityPeriod", "0", 21623),
            ("ValidityPeriod", "36001", 21623),
            ("ValidityPeriod", "soon", 21623),
            ("Colour", "red", 20001),
            ("MessagingServiceSid", "MG0", 20001),
        ] {
            assert_eq!(with(name, value), wanted, "{name}={value}");
        }
        assert_eq!((with("Body", &"a".repeat(1600)), with("Body", &"a".repeat(1601))), (0, 21617));
        assert_eq!(code(Vec::clear), 21604);
        assert_eq!(code(|fields| fields.extend_from_within(..1)), 20001);
        assert_eq!(code(|fields| fields[1] = ("MessagingServiceSid".into(), "MG1".into())), 21701);
    }
}
