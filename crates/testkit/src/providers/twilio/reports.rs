//! Reports: what the stand-in tells of a message, signed as Twilio signs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use reqwest::StatusCode;
use sha1::Sha1;

use super::{ACCOUNT_SID, AUTH_TOKEN, FROM, Message, Twilio};

/// How a report is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the account's token.
    Rightly,
    /// With another token.
    Wrongly,
    /// Not at all.
    Not,
}

impl Message {
    /// The form of a report: a status such as `delivered` or `failed:30003`.
    #[must_use]
    pub fn report(&self, status: &str) -> Vec<(String, String)> {
        let (status, error) = status.split_once(':').map_or((status, None), |(status, code)| (status, Some(code)));
        let mut fields = vec![
            ("ApiVersion", "2010-04-01"),
            ("MessageStatus", status),
            ("SmsSid", &self.sid),
            ("SmsStatus", status),
            ("To", &self.to),
            ("From", FROM),
            ("MessageSid", &self.sid),
            ("AccountSid", ACCOUNT_SID),
        ];
        fields.extend(error.map(|code| ("ErrorCode", code)));
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// The signature of a form for an address under a token.
#[must_use]
pub fn signature(token: &str, url: &str, fields: &[(String, String)]) -> String {
    let mut sorted = fields.to_vec();
    sorted.sort();
    sorted.dedup();
    let text = sorted.iter().fold(url.to_owned(), |text, (name, value)| text + name + value);
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

impl Twilio {
    /// Reports a status to the address that the message named; what that answers.
    ///
    /// # Panics
    /// When nobody answers there.
    pub async fn report(&self, message: &Message, status: &str, signed: Signed) -> StatusCode {
        self.post(&message.status_callback, &message.report(status), signed).await
    }

    /// Posts a form to an address.
    ///
    /// # Panics
    /// When nobody answers there.
    pub async fn post(&self, url: &str, fields: &[(String, String)], signed: Signed) -> StatusCode {
        self.ask(url, fields, signed).await.status()
    }

    /// Posts a form to an address; what that answers.
    pub(super) async fn ask(&self, url: &str, fields: &[(String, String)], signed: Signed) -> reqwest::Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let client = crate::client().expect("a client");
        let mut request = client.post(url).header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
        let token = match signed {
            Signed::Rightly => Some(AUTH_TOKEN),
            Signed::Wrongly => Some("another token"),
            Signed::Not => None,
        };
        if let Some(token) = token {
            request = request.header("x-twilio-signature", signature(token, url, fields));
        }
        request.body(body).send().await.expect("an answer")
    }
}
