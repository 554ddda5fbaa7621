//! What an answer of a mail server, or its silence, means for the mail.
//!
//! Words of the server are left out, since they may repeat the address: only the step and the reply codes are kept.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::{Response, Severity};

use crate::channel::{Accepted, SendError};

/// Replies with 5yz that are about us and not about the mail: sign-in wanted or failed, too weak, no TLS (RFC 4954 6), no such command,
/// or not now (RFC 5321 4.2.4), which some say for a sign-in that they want.
const ABOUT_US: [u16; 7] = [502, 503, 523, 530, 534, 535, 538];
/// The server closes the connection, whatever it was asked (RFC 5321 3.8).
const CLOSING: u16 = 421;
/// The server waits for the content (RFC 5321 4.2.3).
const START_OF_CONTENT: u16 = 354;
/// Said where an answer is not one to what was asked.
const NOT_ITS_ANSWER: &str = "no answer to this";
/// Longest name of a mail that is kept.
const REFERENCE_MAX_CHARS: usize = 64;

/// Before the mail: nothing is lost, whatever the reason.
pub(super) fn of_connecting(error: &Error) -> SendError {
    SendError::Retry(describe("connect", error))
}

/// Before the server said anything.
pub(super) fn of_reaching(error: &std::io::Error) -> SendError {
    let kind = if error.kind() == std::io::ErrorKind::TimedOut { "no answer in time" } else { "no connection" };
    SendError::Retry(format!("connect: {kind}"))
}

/// At a command before the content: a refusal is one, anything else means that nothing was taken over.
pub(super) fn of_command(step: &str, error: &Error) -> SendError {
    if is_refusal(error) { SendError::Refused(describe(step, error)) } else { SendError::Retry(describe(step, error)) }
}

/// Whether the server answered to what it was asked, and did not only say that it closes the connection.
pub(super) fn is_answer(error: &Error) -> bool {
    error.status().is_some_and(|code| u16::from(code) != CLOSING)
}

/// After the content was begun: only a reply tells what became of it.
pub(super) fn of_content(error: &Error) -> SendError {
    let reason = describe("content", error);
    match error {
        error if is_refusal(error) => SendError::Refused(reason),
        error if error.status().is_some() => SendError::Retry(reason),
        _ => SendError::Ambiguous(reason),
    }
}

/// A command before the content was done. The mail library takes any answer that is no refusal, and so the one to something else.
pub(super) fn done(step: &str, answered: Result<Response, Error>) -> Result<(), SendError> {
    expect(step, answered, is_done)
}

/// The server waits for the content.
pub(super) fn go_on(step: &str, answered: Result<Response, Error>) -> Result<(), SendError> {
    expect(step, answered, |response| response.has_code(START_OF_CONTENT))
}

fn expect(
    step: &str,
    answered: Result<Response, Error>,
    is_its_answer: impl FnOnce(&Response) -> bool,
) -> Result<(), SendError> {
    let response = answered.map_err(|error| of_command(step, &error))?;
    if is_its_answer(&response) { Ok(()) } else { Err(SendError::Retry(format!("{step}: {NOT_ITS_ANSWER}"))) }
}

/// The server took the mail over.
pub(super) fn accepted(response: &Response) -> Result<Accepted, SendError> {
    if !is_done(response) {
        return Err(SendError::Ambiguous(format!("content: {NOT_ITS_ANSWER}")));
    }
    Ok(Accepted { reference: reference(response) })
}

fn is_done(response: &Response) -> bool {
    response.code().severity == Severity::PositiveCompletion
}

/// The server's name for a mail that it took over: Postfix, Sendmail and Exchange say `queued as NAME`, Exim `id=NAME`.
fn reference(response: &Response) -> Option<String> {
    let line = response.first_line()?;
    let name = line.split_once("queued as ").or_else(|| line.split_once("id="))?.1;
    let name: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    (1..=REFERENCE_MAX_CHARS).contains(&name.len()).then_some(name)
}

fn is_refusal(error: &Error) -> bool {
    error.is_permanent() && error.status().is_some_and(|code| !ABOUT_US.contains(&code.into()))
}

fn describe(step: &str, error: &Error) -> String {
    let kind = match error.status() {
        Some(code) => return format!("{step}: {code}{}", enhanced(error)),
        None if error.is_timeout() => "no answer in time",
        None if error.is_tls() => "TLS failed",
        None if error.is_client() => "not possible with this server",
        None if error.is_response() => "no understandable answer",
        None => "no connection",
    };
    format!("{step}: {kind}")
}

/// ` 5.1.1`: the status code of RFC 3463 before the server's words, if there is one.
fn enhanced(error: &Error) -> String {
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = first.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() == 3 && parts.iter().all(number) { format!(" {first}") } else { String::new() }
}
