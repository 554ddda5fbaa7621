//! What an answer means for the message, as the config says and, where it says nothing, as statuses are meant.

use rekey_runtime::config::{HttpConfig, Match};
use reqwest::StatusCode;
use serde_json::Value;

use crate::channel::line::{Answer, too_many};
use crate::channel::{Accepted, SendError};

/// Longest name of a message that is kept.
const REFERENCE_MAX_CHARS: usize = 64;

/// What the config says that an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Accepted,
    Refused,
    Later,
}

/// Taken over, or certainly not, only where the config or the status says so; in doubt with all else.
pub(super) fn of_answer(config: &HttpConfig, answer: Answer) -> Result<Accepted, SendError> {
    let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let reason = format!("http {}", answer.status.as_u16());
    match answer.status {
        StatusCode::TOO_MANY_REQUESTS => return Err(too_many(answer.retry_after)),
        // Of whatever stands between us and the gateway: it may have passed the request on.
        StatusCode::REQUEST_TIMEOUT => return Err(SendError::Ambiguous(reason)),
        // Our sign-in failed: another message would fare no better.
        StatusCode::UNAUTHORIZED => return Err(SendError::Retry(reason)),
        _ => {}
    }
    match meaning(config, answer.status.as_u16(), body.as_ref()) {
        Ok(Some((Meaning::Accepted, _))) => Ok(Accepted { reference: reference(config, body.as_ref()) }),
        Ok(Some((Meaning::Refused, said))) => Err(SendError::Refused(with(reason, said))),
        Ok(Some((Meaning::Later, said))) => Err(match answer.retry_after {
            Some(after) => SendError::RetryAfter(with(reason, said), after),
            None => SendError::Retry(with(reason, said)),
        }),
        Ok(None) if answer.status.is_client_error() => {
            let is_about_us = answer.status == StatusCode::FORBIDDEN;
            let refuses = config.refused.is_none() && !is_about_us;
            Err(if refuses { SendError::Refused(reason) } else { SendError::Retry(reason) })
        }
        Ok(None) | Err(Contradiction) => Err(SendError::Ambiguous(reason)),
    }
}

/// An answer that means two things.
struct Contradiction;

/// What the config says of it, and by which of its values: those that a value decides before those that a status does.
fn meaning<'a>(
    config: &'a HttpConfig,
    status: u16,
    body: Option<&Value>,
) -> Result<Option<(Meaning, Option<&'a str>)>, Contradiction> {
    let named = [
        (Meaning::Accepted, Some(&config.accepted)),
        (Meaning::Refused, config.refused.as_ref()),
        (Meaning::Later, config.later.as_ref()),
    ];
    let possible: Vec<(Meaning, &Match)> = named
        .into_iter()
        .filter_map(|(meaning, found)| Some((meaning, found?)))
        .filter(|(_, found)| found.statuses.contains(&status))
        .collect();
    let mut by_value = possible.iter().filter_map(|(meaning, found)| Some((*meaning, Some(said(found, body)?))));
    if let Some(first) = by_value.next() {
        return if by_value.next().is_none() { Ok(Some(first)) } else { Err(Contradiction) };
    }
    let mut by_status = possible.iter().filter(|(_, found)| found.expected.is_none());
    Ok(by_status.next().map(|(meaning, _)| (*meaning, None)))
}

/// The expected value that stands in the body.
fn said<'a>(found: &'a Match, body: Option<&Value>) -> Option<&'a str> {
    let expected = found.expected.as_ref()?;
    let there = text(body?.pointer(&expected.pointer)?)?;
    expected.values.iter().find(|value| **value == there).map(String::as_str)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn with(reason: String, said: Option<&str>) -> String {
    match said {
        Some(said) => format!("{reason}: {said}"),
        None => reason,
    }
}

/// The gateway's name for the message, where it is one that can be shown.
fn reference(config: &HttpConfig, body: Option<&Value>) -> Option<String> {
    let name = text(body?.pointer(config.id_pointer.as_deref()?)?)?;
    let is_plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain && (1..=REFERENCE_MAX_CHARS).contains(&name.len())).then_some(name)
}
