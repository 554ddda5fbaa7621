//! Twilio as operators write it.

use rekey_wire::http::host_of;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{ProviderChannel, ProviderKind, check_timeout, is_safe, timeout_seconds};

/// An account of Twilio's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwilioConfig {
    /// What it is: Twilio.
    pub kind: ProviderKind,
    /// What it carries.
    #[serde(default = "sms_only")]
    pub channels: Vec<ProviderChannel>,
    /// The account: `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// Its secret, which also signs what the provider tells us.
    pub auth_token: SecretString,
    /// Number that messages and calls come from, E.164.
    pub from: Option<String>,
    /// In its place, for messages: the service that chooses a number, `MG` and 32 hexadecimal digits.
    pub messaging_service_sid: Option<String>,
    /// Where its API is; other than Twilio's own for its edges and for tests.
    #[serde(default = "twilio_api")]
    pub api_base: String,
    /// For one request, from connecting to the end of the answer.
    #[serde(default = "timeout_seconds")]
    pub timeout_seconds: u64,
}

fn sms_only() -> Vec<ProviderChannel> {
    vec![ProviderChannel::Sms]
}

fn twilio_api() -> String {
    "https://api.twilio.com".into()
}

impl TwilioConfig {
    /// What is wrong, beginning with the name of the key.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        if self.channels.is_empty() {
            return Err("channels names nothing that it carries: leave it out, or say [\"sms\", \"voice\"]");
        }
        if !is_sid(&self.account_sid, "AC") {
            return Err("account_sid must be `AC` and 32 hexadecimal digits");
        }
        let token = self.auth_token.expose_secret();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("auth_token must be the account's token, without blanks");
        }
        self.check_sender()?;
        self.check_reach()
    }

    /// Messages come from a number or a service, calls from a number.
    fn check_sender(&self) -> Result<(), &'static str> {
        let carries = |channel| self.channels.contains(&channel);
        if self.from.as_ref().is_some_and(|from| !is_e164(from)) {
            return Err("from must be a number like \"+14255550100\"");
        }
        if self.messaging_service_sid.as_ref().is_some_and(|sid| !is_sid(sid, "MG")) {
            return Err("messaging_service_sid must be `MG` and 32 hexadecimal digits");
        }
        match (&self.from, &self.messaging_service_sid) {
            (None, _) if carries(ProviderChannel::Voice) => Err("from must be the number that calls come from"),
            (None, None) => Err("from or messaging_service_sid must say what messages come from"),
            (_, Some(_)) if !carries(ProviderChannel::Sms) => {
                Err("messaging_service_sid is for text messages, which channels does not name")
            }
            (Some(_), Some(_)) if !carries(ProviderChannel::Voice) => {
                Err("from and messaging_service_sid exclude each other where nobody is called: keep one")
            }
            _ => Ok(()),
        }
    }

    fn check_reach(&self) -> Result<(), &'static str> {
        let (base, host) = (&self.api_base, host_of(&self.api_base).trim_matches(['[', ']']));
        let rest = base.split_once("://").map_or("", |(_, rest)| rest);
        if rest.is_empty() || host.is_empty() || rest.contains(['/', '?', '#', '@']) || !base.is_ascii() {
            return Err("api_base must be a scheme and a host, with nothing behind them");
        }
        if !is_safe(base) {
            return Err("api_base must start with https:// unless its host is loopback: the token goes there");
        }
        check_timeout(self.timeout_seconds)
    }
}

/// Whether a text is one of Twilio's ids: these two letters and 32 hexadecimal digits.
fn is_sid(text: &str, kind: &str) -> bool {
    text.strip_prefix(kind).is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
