//! Providers: the outside systems that carry what is not mail, each under the id that the operator gives it.
//!
//! An id stands in addresses and tables: lower-case letters, digits, dashes. Who carries what, where there are several, is said
//! in [`super::routing`].

mod http;
mod template;
mod twilio;

use std::collections::BTreeMap;

use figment::Figment;
use rekey_wire::http::host_of;
use serde::{Deserialize, Deserializer};

use super::is_loopback;
pub use http::{Expected, HttpAuth, HttpBody, HttpConfig, HttpMethod, Match};
pub use template::{Field, JsonTemplate, Template};
pub use twilio::TwilioConfig;

/// Longest id of a provider, in characters.
const ID_MAX_CHARS: usize = 32;
/// Names in deliveries that stand for something else.
const RESERVED: [&str; 3] = ["smtp", "inbox", "none"];
/// Longest time for a provider to answer, in seconds; the notifier gives up on any after 45.
const TIMEOUT_SECONDS_MAX: u64 = 30;
/// The section of the config.
const SECTION: &str = "providers";

/// Every provider by its id.
pub type Providers = BTreeMap<String, ProviderConfig>;

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
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Sms, Self::Voice];

    /// Its name in the config.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Voice => "voice",
        }
    }
}

/// A provider, by its `kind`.
#[derive(Debug, Clone)]
pub enum ProviderConfig {
    /// Twilio.
    Twilio(TwilioConfig),
    /// Any gateway for text messages that takes them over HTTP.
    Http(Box<HttpConfig>),
}

impl ProviderConfig {
    /// Whether it carries this.
    pub fn carries(&self, channel: ProviderChannel) -> bool {
        match self {
            Self::Twilio(twilio) => twilio.channels.contains(&channel),
            Self::Http(_) => channel == ProviderChannel::Sms,
        }
    }
}

/// What `kind` may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Twilio.
    Twilio,
    /// Any gateway for text messages that takes them over HTTP.
    Http,
}

/// A provider as far as its kind; the rest is read once that is known.
#[derive(Deserialize)]
struct Written {
    kind: ProviderKind,
}

/// Takes the section as far as the kinds of its providers, and leaves the rest to [`read`].
pub(super) fn kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Providers, D::Error> {
    BTreeMap::<String, Written>::deserialize(deserializer).map(|_| Providers::new())
}

/// Why a provider cannot be read.
pub(super) enum Unreadable {
    /// A key is unknown or missing, or its value has the wrong type.
    Form(Vec<figment::Error>),
    /// A value cannot work: which key, and why; never the value.
    Value(String),
}

/// What lies at a path. Figment puts the path of a part behind the keys within it: an error names its key once that is
/// turned around.
fn extract<T: for<'de> Deserialize<'de>>(figment: &Figment, path: &str) -> Result<T, Unreadable> {
    figment.extract_inner(path).map_err(|errors| {
        let turned = errors.into_iter().map(|mut error| {
            let depth = path.split('.').count().min(error.path.len());
            error.path.rotate_right(depth);
            error
        });
        Unreadable::Form(turned.collect())
    })
}

/// Every provider, each in the form of its kind.
pub(super) fn read(figment: &Figment) -> Result<Providers, Unreadable> {
    if !figment.contains(SECTION) {
        return Ok(Providers::new());
    }
    let written: BTreeMap<String, Written> = extract(figment, SECTION)?;
    let mut providers = Providers::new();
    for (id, Written { kind }) in written {
        check_id(&id).map_err(Unreadable::Value)?;
        let path = format!("{SECTION}.{id}");
        let wrong = |wrong: String| Unreadable::Value(format!("{path}.{wrong}"));
        let provider = match kind {
            ProviderKind::Twilio => {
                let twilio: TwilioConfig = extract(figment, &path)?;
                twilio.check().map_err(|why| wrong(why.to_owned()))?;
                ProviderConfig::Twilio(twilio)
            }
            ProviderKind::Http => {
                let http: http::Written = extract(figment, &path)?;
                ProviderConfig::Http(Box::new(http.read().map_err(wrong)?))
            }
        };
        providers.insert(id, provider);
    }
    Ok(providers)
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

/// Whether secrets may go to this address: encrypted, or not off this machine.
fn is_safe(url: &str) -> bool {
    let host = host_of(url).trim_matches(['[', ']']);
    url.starts_with("https://") || url.starts_with("http://") && is_loopback(host)
}

const fn timeout_seconds() -> u64 {
    10
}

const fn check_timeout(seconds: u64) -> Result<(), &'static str> {
    if seconds == 0 || seconds > TIMEOUT_SECONDS_MAX {
        return Err("timeout_seconds must be between 1 and 30");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
