//! What an answer of Twilio's means for the message or call.
//!
//! Its words are left out, since they may repeat the number: only the code of an error and the status are kept.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;

use crate::channel::line::too_many;
use crate::channel::{Accepted, SendError};

/// Codes of errors that are about the account or its credentials, and not about the message (10001: the account is not
/// active; 20003: wrong credentials, or no permission; 20005, 20006, 20403). Those from 21000 on are about the message.
const ABOUT_US: std::ops::Range<u32> = 10_000..21_000;

#[derive(Deserialize)]
struct Taken {
    sid: String,
}

#[derive(Deserialize)]
struct Problem {
    code: u32,
}

/// Taken over only where Twilio says so with 201; certainly not where it says so with 4xx, and then for good unless it is
/// about us; in doubt with all else.
pub(super) fn of_answer(
    status: StatusCode,
    retry_after: Option<Duration>,
    body: &[u8],
    is_sid: fn(&str) -> bool,
) -> Result<Accepted, SendError> {
    let code = || serde_json::from_slice(body).ok().map(|Problem { code }| code);
    match status {
        StatusCode::CREATED => Ok(Accepted { reference: reference(body, is_sid) }),
        // Not processed, and safe to send again (error 20429).
        StatusCode::TOO_MANY_REQUESTS => Err(too_many(retry_after)),
        // Of whatever stands between us and Twilio: it may have passed the request on.
        StatusCode::REQUEST_TIMEOUT => Err(SendError::Ambiguous("http 408".into())),
        status if status.is_client_error() => {
            let code = code();
            let reason = match code {
                Some(code) => format!("twilio {code}"),
                None => format!("http {}", status.as_u16()),
            };
            Err(if is_about_us(status, code) { SendError::Retry(reason) } else { SendError::Refused(reason) })
        }
        status => Err(SendError::Ambiguous(format!("http {}", status.as_u16()))),
    }
}

/// Whether our sign-in failed or our account may not send, so that another message would fare no better.
fn is_about_us(status: StatusCode, code: Option<u32>) -> bool {
    match status {
        StatusCode::UNAUTHORIZED => true,
        StatusCode::FORBIDDEN => code.is_none_or(|code| ABOUT_US.contains(&code)),
        _ => false,
    }
}

/// Twilio's name for the message or call.
fn reference(body: &[u8], is_sid: fn(&str) -> bool) -> Option<String> {
    let Taken { sid } = serde_json::from_slice(body).ok()?;
    is_sid(&sid).then_some(sid)
}

/// `SM` or `MM` and 32 hexadecimal digits.
pub(crate) fn is_message_sid(text: &str) -> bool {
    has_digits(text.strip_prefix("SM").or_else(|| text.strip_prefix("MM")))
}

/// `CA` and 32 hexadecimal digits.
pub(crate) fn is_call_sid(text: &str) -> bool {
    has_digits(text.strip_prefix("CA"))
}

fn has_digits(digits: Option<&str>) -> bool {
    digits.is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
