//! Twilio: calls by its REST API.
//!
//! - What is said goes with the request (`Twiml`): nobody fetches it, so no address gives it away.
//! - Whether a machine answered is found out while the call goes on, so that nobody listens to silence first. It is not
//!   asked of numbers with an extension: a switchboard, which is a machine, answers those, and Twilio ignores the wish where
//!   keys are to be dialled (its documentation of answering machine detection, `MachineDetection` with `SendDigits`). A
//!   mailbox behind an extension is therefore somebody who presses nothing.
//! - Nothing is ever called again by itself.

use reqwest::{Method, Request};
use twilio_async::Execute as _;

use super::{PhoneCall, twiml};
use crate::channel::sms::twilio::{Twilio, is_call_sid};
use crate::channel::{Accepted, SendError};

/// For the phone to ring: most mailboxes answer later.
const RING_SECONDS: &str = "25";
/// Longest call (SECURITY.md C).
const CALL_SECONDS: &str = "60";
/// What Twilio tells of a call.
const EVENTS: [&str; 4] = ["initiated", "ringing", "answered", "completed"];
/// From the answer of a switchboard to the extension; each is half a second.
const PAUSE: &str = "wwww";
/// Longest `SendDigits` (Twilio's OpenAPI description, create call).
const SEND_DIGITS_MAX: usize = 32;

impl Twilio {
    /// Makes a call. Safe to drop at any time: then its outcome is unknown.
    ///
    /// # Errors
    /// When Twilio did not take it over, or it is unknown whether it did.
    pub async fn call(&self, call: &PhoneCall<'_>) -> Result<Accepted, SendError> {
        let request = self.call_request(call)?;
        self.hand_over(request, is_call_sid).await
    }

    /// Nothing is connected to here.
    fn call_request(&self, call: &PhoneCall<'_>) -> Result<Request, SendError> {
        let refused = |reason: &str| SendError::Refused(reason.to_owned());
        let from = self.caller.as_deref().ok_or_else(|| refused("carries no calls"))?;
        let base = format!("{}/webhooks/{}/calls/{}", self.public_url, self.id(), call.id);
        let twiml = twiml::ask(call.script, &base).ok_or_else(|| refused("cannot be written as TwiML"))?;
        let send_digits = call.to.extension().map(|extension| format!("{PAUSE}{extension}"));
        if send_digits.as_ref().is_some_and(|digits| digits.len() > SEND_DIGITS_MAX) {
            return Err(refused("the extension is too long"));
        }
        let mut built = self.builder.call(from, call.to.e164(), "").timeout(RING_SECONDS).status_callback(&base);
        if let Some(digits) = &send_digits {
            built = built.send_digits(digits);
        }
        let body = complete(&built.call.to_string(), &twiml, (&base, send_digits.is_none()));
        // The method's type is that of an older `http`; it is inferred here, and never named.
        let method = "POST".parse().map_err(|_| refused("cannot be built"))?;
        let built = built.request(method, "Calls.json", Some(body.clone())).map_err(|_| refused("cannot be built"))?;
        let headers = built.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        self.to_its_address(Method::POST, built.uri().path(), headers, body).ok_or_else(|| refused("cannot be built"))
    }
}

/// The builder's form, with what it lacks.
fn complete(built: &str, twiml: &str, (base, detects_machines): (&str, bool)) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(form_urlencoded::parse(built.as_bytes()).filter(|(_, value)| !value.is_empty()));
    form.append_pair("Twiml", twiml).append_pair("TimeLimit", CALL_SECONDS);
    form.extend_pairs(EVENTS.map(|event| ("StatusCallbackEvent", event)));
    if detects_machines {
        form.append_pair("MachineDetection", "Enable").append_pair("AsyncAmd", "true");
        form.append_pair("AsyncAmdStatusCallback", &format!("{base}/answered-by"));
    }
    form.finish()
}
