//! Calls: what Twilio asks of a request for one, and the phone that rings.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::answers::answer;
use super::reports::Signed;
use super::rules::{Complaint, field, is_absolute, is_e164, is_form};
use super::{ACCOUNT_SID, FROM, Next, Script, Shared, Twilio, authenticate, lock, reached};
use crate::providers::connections::Cut;

/// Longest `Twiml`, in characters.
const TWIML_MAX_CHARS: usize = 4000;
/// Longest `SendDigits`.
const SEND_DIGITS_MAX: usize = 32;
/// Longest `Timeout`, in seconds.
const TIMEOUT_MAX: u64 = 600;
/// Fields that Rekey has a reason to send.
const KNOWN: [&str; 11] = [
    "To",
    "From",
    "Twiml",
    "Timeout",
    "TimeLimit",
    "SendDigits",
    "StatusCallback",
    EVENT,
    "MachineDetection",
    "AsyncAmd",
    "AsyncAmdStatusCallback",
];
/// The one field that comes several times.
const EVENT: &str = "StatusCallbackEvent";
const EVENTS: [&str; 4] = ["initiated", "ringing", "answered", "completed"];

/// A call that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The stand-in's name for it.
    pub sid: String,
    /// Who is called.
    pub to: String,
    /// What is said and asked.
    pub script: Script,
    /// Dialled after the answer; empty where nothing is.
    pub send_digits: String,
    /// Where its reports go.
    pub status_callback: String,
    /// Where it is told who answered; empty where that is not asked.
    pub answered_by_callback: String,
    /// Every field of the request, as it came.
    pub fields: Vec<(String, String)>,
}

/// What is heard after keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Of the answer to the keys.
    pub status: StatusCode,
    /// What is said next, where there is TwiML.
    pub script: Option<Script>,
}

impl Call {
    fn of(fields: &[(String, String)], more: &[(&str, &str)]) -> Vec<(String, String)> {
        let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        fields.iter().cloned().chain(more).collect()
    }

    fn common(&self) -> Vec<(String, String)> {
        let common = [
            ("ApiVersion", "2010-04-01"),
            ("Direction", "outbound-api"),
            ("Called", &self.to),
            ("Caller", FROM),
            ("To", &self.to),
            ("From", FROM),
            ("CallSid", &self.sid),
            ("AccountSid", ACCOUNT_SID),
        ];
        common.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// The form of a report, of a status such as `busy`.
    #[must_use]
    pub fn report(&self, status: &str) -> Vec<(String, String)> {
        let more = [("CallStatus", status), ("CallbackSource", "call-progress-events"), ("SequenceNumber", "0")];
        Self::of(&self.common(), &more)
    }

    /// The form of the keys that were pressed.
    #[must_use]
    pub fn keys(&self, digits: &str) -> Vec<(String, String)> {
        Self::of(&self.common(), &[("CallStatus", "in-progress"), ("Digits", digits), ("msg", "Gather End")])
    }

    /// The form of who answered, such as `machine_start`.
    #[must_use]
    pub fn answered_by(&self, who: &str) -> Vec<(String, String)> {
        let own = [("CallSid", self.sid.as_str()), ("AccountSid", ACCOUNT_SID), ("AnsweredBy", who)];
        own.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// Where keys go.
    ///
    /// # Panics
    /// When none are asked for.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.script.gather.as_ref().expect("keys are asked for").action
    }
}

impl Twilio {
    /// Every call that it took over, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.shared.calls).clone()
    }

    /// The `nth` call, 1 for the first, once it is there.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn call(&self, nth: usize) -> Call {
        reached(&self.shared.called, nth).await;
        let (calls, complaints) = (self.calls(), self.complaints());
        assert!(calls.len() >= nth, "no call {nth}: {complaints:?}");
        calls[nth - 1].clone()
    }

    /// Requests to call, taken or not.
    #[must_use]
    pub fn called(&self) -> usize {
        *self.shared.called.borrow()
    }

    /// Reports a status of a call; what that answers.
    ///
    /// # Panics
    /// When nobody answers there.
    pub async fn tell(&self, call: &Call, status: &str, signed: Signed) -> StatusCode {
        self.post(&call.status_callback, &call.report(status), signed).await
    }

    /// The phone rings, and somebody answers.
    ///
    /// # Panics
    /// When nobody answers the reports, or they are refused.
    pub async fn pick_up(&self, call: &Call) {
        for status in ["initiated", "ringing", "in-progress"] {
            assert_eq!(self.tell(call, status, Signed::Rightly).await, StatusCode::NO_CONTENT, "{status}");
        }
    }

    /// The phone rings, and the call ends in this way: `busy`, `no-answer`, `failed`, `canceled`, or, once it was
    /// answered, `completed`.
    ///
    /// # Panics
    /// When nobody answers the report, or it is refused.
    pub async fn end(&self, call: &Call, status: &str) {
        assert_eq!(self.tell(call, status, Signed::Rightly).await, StatusCode::NO_CONTENT, "{status}");
    }

    /// Presses keys in a call that was answered, as far as it takes them; what is heard then. The call goes on.
    ///
    /// # Panics
    /// When nobody answers where the keys go, or what is answered is no TwiML.
    pub async fn press(&self, call: &Call, keys: &str) -> Option<Script> {
        let digits = call.script.gather.as_ref().and_then(|gather| gather.digits(keys))?;
        let heard = self.send_keys(call.action(), &call.keys(&digits), Signed::Rightly).await;
        assert_eq!(heard.status, StatusCode::OK, "{keys}");
        Some(heard.script.expect("TwiML"))
    }

    /// Sends a form to where keys go; what is heard then.
    ///
    /// # Panics
    /// When nobody answers there, or what is said is no TwiML.
    pub async fn send_keys(&self, url: &str, fields: &[(String, String)], signed: Signed) -> Heard {
        let answered = self.ask(url, fields, signed).await;
        let status = answered.status();
        let kind = answered.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_xml = kind.starts_with("text/xml");
        let body = answered.text().await.expect("a body");
        let script = is_xml.then(|| Script::parse(&body).expect("TwiML that a phone follows"));
        Heard { status, script }
    }
}

pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let judged = authenticate(&account, &headers).and_then(|()| judge(&headers, &fields));
    let script = match judged {
        Ok(script) => script,
        Err(complaint) => {
            lock(&shared.complaints).push(complaint.clone());
            shared.called.send_modify(|called| *called += 1);
            return complaint.into_response();
        }
    };
    let next = lock(&shared.script).pop_front().unwrap_or(Next::Take);
    let call = next.takes().then(|| described(&shared.ring(fields, script), "queued"));
    // Known before the answer, which may never come.
    shared.called.send_modify(|called| *called += 1);
    answer(next, call, &cut).await
}

impl Shared {
    fn ring(&self, fields: Vec<(String, String)>, script: Script) -> Call {
        let mut calls = lock(&self.calls);
        let own = |name: &str| field(&fields, name).unwrap_or_default().to_owned();
        let call = Call {
            sid: format!("CA{:032x}", calls.len() + 1),
            to: own("To"),
            script,
            send_digits: own("SendDigits"),
            status_callback: own("StatusCallback"),
            answered_by_callback: own("AsyncAmdStatusCallback"),
            fields,
        };
        calls.push(call.clone());
        call
    }
}

/// A call as Twilio describes it, that stands so: `queued`, or `completed:machine_start`.
pub(super) fn described(call: &Call, standing: &str) -> Value {
    let (status, by) = standing.split_once(':').map_or((standing, None), |(status, by)| (status, Some(by)));
    let path = format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Calls/{}", call.sid);
    json!({
        "account_sid": ACCOUNT_SID, "annotation": null, "answered_by": by, "api_version": "2010-04-01",
        "caller_name": null, "date_created": null, "date_updated": null, "direction": "outbound-api", "duration": null,
        "end_time": null, "forwarded_from": null, "from": FROM, "from_formatted": FROM, "group_sid": null,
        "parent_call_sid": null, "phone_number_sid": null, "price": null, "price_unit": "USD", "queue_time": "0",
        "sid": call.sid, "start_time": null, "status": status, "to": call.to, "to_formatted": call.to,
        "trunk_sid": null, "uri": format!("{path}.json"), "subresource_uris": { "events": format!("{path}/Events.json") },
    })
}

/// The first thing that is wrong, or what is to be said.
fn judge(headers: &HeaderMap, fields: &[(String, String)]) -> Result<Script, Complaint> {
    let wrong = |code, message: &str| Err(Complaint::new(400, code, message));
    is_form(headers)?;
    for (name, _) in fields {
        if !KNOWN.contains(&name.as_str()) {
            return wrong(20001, &format!("unknown field {name}"));
        }
        if name != EVENT && field(fields, name).is_none() {
            return wrong(20001, &format!("{name} comes twice"));
        }
    }
    match field(fields, "To") {
        None | Some("") => return wrong(21201, "No 'To' number is specified"),
        Some(to) if !is_e164(to) => return wrong(21211, "Invalid 'To' phone number"),
        Some(_) => {}
    }
    match field(fields, "From") {
        None | Some("") => return wrong(21213, "'From' phone number is required"),
        Some(from) if !is_e164(from) => return wrong(21212, "Invalid 'From' phone number"),
        Some(_) => {}
    }
    for name in ["StatusCallback", "AsyncAmdStatusCallback"] {
        if field(fields, name).is_some_and(|url| !is_absolute(url)) {
            return wrong(21609, &format!("Invalid {name}"));
        }
    }
    let events = fields.iter().filter(|(name, _)| name == EVENT);
    if let Some((_, event)) = events.clone().find(|(_, event)| !EVENTS.contains(&event.as_str())) {
        return wrong(21626, &format!("Invalid StatusCallbackEvent {event}"));
    }
    let seconds = |name: &str, most: u64| {
        let value = field(fields, name).map(str::parse::<u64>);
        value.is_none_or(|value| value.is_ok_and(|value| (1..=most).contains(&value)))
    };
    if !seconds("Timeout", TIMEOUT_MAX) || !seconds("TimeLimit", 24 * 3600) {
        return wrong(21208, "Invalid Timeout");
    }
    let is_key = |key: char| "0123456789ABCDwW#*".contains(key);
    if field(fields, "SendDigits").is_some_and(|keys| keys.len() > SEND_DIGITS_MAX || !keys.chars().all(is_key)) {
        return wrong(21206, "Invalid SendDigits");
    }
    if field(fields, "MachineDetection").is_some_and(|mode| mode != "Enable" && mode != "DetectMessageEnd") {
        return wrong(21207, "Invalid MachineDetection");
    }
    let twiml = match field(fields, "Twiml") {
        None | Some("") => return wrong(21205, "Url parameter is required"),
        Some(twiml) if twiml.chars().count() > TWIML_MAX_CHARS => return wrong(21661, "Twiml is too long"),
        Some(twiml) => twiml,
    };
    Script::parse(twiml).map_err(|reason| Complaint::new(400, 12100, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::CONTENT_TYPE;

    const SAY: &str = "<Response><Say language=\"en-US\">Hello</Say></Response>";

    fn code(name: &str, value: Option<&str>) -> u32 {
        let sound = [
            ("To", "+14255550134"),
            ("From", "+14255550100"),
            ("Twiml", SAY),
            ("Timeout", "25"),
            ("SendDigits", "wwww103"),
            ("StatusCallback", "https://reset.contoso.example/webhooks/x/calls/1"),
            (EVENT, "initiated"),
            (EVENT, "completed"),
        ];
        let mut fields = sound.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        fields.retain(|(known, _)| known != name);
        fields.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        let headers = [(CONTENT_TYPE, "application/x-www-form-urlencoded".parse().expect("a value"))];
        judge(&headers.into_iter().collect(), &fields).map_or_else(|complaint| complaint.code, |_| 0)
    }

    #[test]
    fn a_sound_request_is_taken_and_each_fault_has_its_code() {
        assert_eq!(code("TimeLimit", Some("60")), 0);
        for (name, value, wanted) in [
            ("To", Some("hello"), 21211),
            ("To", None, 21201),
            ("From", Some("Contoso"), 21212),
            ("From", None, 21213),
            ("Twiml", None, 21205),
            ("Twiml", Some("<Response>"), 12100),
            ("Timeout", Some("601"), 21208),
            ("SendDigits", Some("10-3"), 21206),
            ("SendDigits", Some(&"1".repeat(33)), 21206),
            ("StatusCallback", Some("/webhooks"), 21609),
            (EVENT, Some("finished"), 21626),
            ("MachineDetection", Some("yes"), 21207),
            ("Colour", Some("red"), 20001),
        ] {
            assert_eq!(code(name, value), wanted, "{name}={value:?}");
        }
        let long = |chars: usize| SAY.replace("Hello", &"a".repeat(chars));
        let most = TWIML_MAX_CHARS - long(0).len();
        assert_eq!((code("Twiml", Some(&long(most))), code("Twiml", Some(&long(most + 1)))), (0, 21661));
    }
}
