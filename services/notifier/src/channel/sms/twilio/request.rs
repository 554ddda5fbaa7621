//! The request for a message: what the builder makes of it, and what the builder lacks.

use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};
use twilio_async::Execute as _;

use super::{TextMessage, Twilio};
use crate::channel::SendError;

/// Bounds of `ValidityPeriod`, in seconds (Twilio's OpenAPI description, create message).
const VALIDITY_SECONDS: [u64; 2] = [1, 36_000];

/// What messages come from.
pub(super) enum Sender {
    /// A number.
    Number(String),
    /// A messaging service, which chooses one.
    Service(String),
}

impl Twilio {
    /// Nothing is connected to here.
    pub(super) fn request(&self, message: &TextMessage<'_>) -> Result<Request, SendError> {
        let refused = |reason: &str| SendError::Refused(reason.to_owned());
        let validity = validity_seconds(message.lifetime).ok_or_else(|| refused("of no use any more"))?;
        let sender = self.sender.as_ref().ok_or_else(|| refused("carries no text messages"))?;
        let from = if let Sender::Number(number) = sender { number.as_str() } else { "" };
        let built = self.builder.send_msg(from, message.to.e164(), message.text);
        let body = self.complete(&built.msg.to_string(), message, validity);
        // The method's type is that of an older `http`; it is inferred here, and never named.
        let method = "POST".parse().map_err(|_| refused("cannot be built"))?;
        let built =
            built.request(method, "Messages.json", Some(body.clone())).map_err(|_| refused("cannot be built"))?;
        let headers = built.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        self.to_its_address(Method::POST, built.uri().path(), headers, body).ok_or_else(|| refused("cannot be built"))
    }

    /// What was built, to where the config says that Twilio is.
    pub(in crate::channel) fn to_its_address<'a>(
        &self,
        method: Method,
        path: &str,
        headers: impl Iterator<Item = (&'a str, &'a [u8])>,
        body: String,
    ) -> Option<Request> {
        let url = Url::parse(&format!("{}{path}", self.api_base)).ok()?;
        let mut request = Request::new(method, url);
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let mut value = HeaderValue::from_bytes(value).ok()?;
            value.set_sensitive(name == reqwest::header::AUTHORIZATION);
            request.headers_mut().insert(name, value);
        }
        *request.body_mut() = Some(body.into());
        Some(request)
    }

    /// The builder's form, with what it lacks.
    fn complete(&self, built: &str, message: &TextMessage<'_>, validity_seconds: u64) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(form_urlencoded::parse(built.as_bytes()).filter(|(_, value)| !value.is_empty()));
        if let Some(Sender::Service(sid)) = &self.sender {
            form.append_pair("MessagingServiceSid", sid);
        }
        form.append_pair(
            "StatusCallback",
            &format!("{}/webhooks/{}/messages/{}", self.public_url, self.id, message.id),
        );
        form.append_pair("ValidityPeriod", &validity_seconds.to_string());
        form.finish()
    }
}

/// Whole seconds, no more than the message is of use; none where that is less than Twilio takes.
fn validity_seconds(lifetime: Duration) -> Option<u64> {
    let [least, most] = VALIDITY_SECONDS;
    (lifetime.as_secs() >= least).then_some(lifetime.as_secs().min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_waits_no_longer_than_it_is_of_use() {
        for (millis, seconds) in [
            (0, None),
            (999, None),
            (1000, Some(1)),
            (299_999, Some(299)),
            (36_000_000, Some(36_000)),
            (90_000_000, Some(36_000)),
        ] {
            assert_eq!(validity_seconds(Duration::from_millis(millis)), seconds, "{millis}");
        }
    }
}
