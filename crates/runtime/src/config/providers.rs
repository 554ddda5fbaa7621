//! Providers: the outside systems that carry what is not mail, each under the id that the operator gives it.
//!
//! An id stands in addresses and tables: lower-case letters, digits, dashes. A channel has one provider until there is
//! routing between several.

use std::collections::BTreeMap;

use rekey_wire::http::host_of;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::is_loopback;

/// Longest id of a provider, in characters.
const ID_MAX_CHARS: usize = 32;
/// Names in deliveries that stand for something else.
const RESERVED: [&str; 3] = ["smtp", "inbox", "none"];
/// Longest time for a provider to answer, in seconds; the notifier gives up on any after 45.
const TIMEOUT_SECONDS_MAX: u64 = 30;

/// Every provider by its id.
pub type Providers = BTreeMap<String, ProviderConfig>;

/// What a provider is. Another kind brings its own settings, and then this becomes a choice between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Twilio.
    Twilio,
}

/// What a provider may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderChannel {
    /// Text messages.
    Sms,
    /// Calls.
    Voice,
}

impl ProviderChannel {
    /// Its name in the config.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Voice => "voice",
        }
    }
}

/// A provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// What it is.
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

const fn timeout_seconds() -> u64 {
    10
}

/// The first thing that cannot work, with its key.
pub(super) fn check(providers: &Providers) -> Result<(), String> {
    for (id, provider) in providers {
        check_id(id)?;
        provider.check().map_err(|wrong| format!("providers.{id}.{wrong}"))?;
    }
    let carried =
        providers.iter().flat_map(|(id, provider)| provider.channels.iter().map(move |channel| (id, *channel)));
    let mut carriers: Vec<(&String, ProviderChannel)> = Vec::new();
    for (id, channel) in carried {
        if let Some((first, _)) = carriers.iter().find(|(_, known)| *known == channel) {
            let channel = channel.as_str();
            return Err(format!(
                "providers.{first} and providers.{id} both carry `{channel}`: a channel has one provider, until there is \
                 routing between several; take one of them out"
            ));
        }
        carriers.push((id, channel));
    }
    Ok(())
}

fn check_id(id: &str) -> Result<(), String> {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.is_empty() || id.len() > ID_MAX_CHARS || !id.bytes().all(known) {
        return Err(format!(
            "providers.{id}: an id has 1 to {ID_MAX_CHARS} lower-case letters, digits and dashes, such as `twilio-eu`"
        ));
    }
    if RESERVED.contains(&id) {
        return Err(format!("providers.{id}: this name is taken by Rekey itself, choose another one"));
    }
    Ok(())
}

impl ProviderConfig {
    /// What is wrong, beginning with the name of the key.
    fn check(&self) -> Result<(), &'static str> {
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
        if !(base.starts_with("https://") || base.starts_with("http://") && is_loopback(host)) {
            return Err("api_base must start with https:// unless its host is loopback: the token goes there");
        }
        if !(1..=TIMEOUT_SECONDS_MAX).contains(&self.timeout_seconds) {
            return Err("timeout_seconds must be between 1 and 30");
        }
        Ok(())
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

#[cfg(test)]
#[path = "providers_tests.rs"]
mod tests;
