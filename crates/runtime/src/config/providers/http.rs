//! A gateway for text messages as operators write it: the request that it takes, and what its answers mean.
//!
//! What is read is sound: a request can be made of it, and every answer means one thing. Errors name keys, no values.

use std::collections::BTreeMap;
use std::fmt;

use axum::http::{HeaderName, HeaderValue, Uri};
use rekey_wire::http::host_of;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::template::{Field, JsonTemplate, Template};
use super::{ProviderKind, check_timeout, is_safe, timeout_seconds};

/// Headers that the request gets by itself, or that have keys of their own.
const OWN_HEADERS: [&str; 8] = [
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "proxy-authorization",
    "transfer-encoding",
    "user-agent",
];
/// Statuses of a message taken over, unless said otherwise.
const ACCEPTED: [u16; 3] = [200, 201, 202];
/// Statuses that mean the same at every gateway: sign-in failed, too slow, too many.
const SETTLED: [u16; 3] = [401, 408, 429];

/// How the request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Without a body. What is sent stands in the address then, and in the logs of whoever sees that.
    Get,
    /// With a body.
    #[default]
    Post,
    /// With a body.
    Put,
}

/// What the request carries.
#[derive(Debug, Clone)]
pub enum HttpBody {
    /// Nothing.
    None,
    /// A form; its values are written as forms write them.
    Form(Vec<(String, Template)>),
    /// JSON.
    Json(JsonTemplate),
}

/// How the request says whose it is.
#[derive(Debug, Clone)]
pub enum HttpAuth {
    /// It does not.
    None,
    /// `Authorization: Bearer ...`.
    Bearer(SecretString),
    /// `Authorization: Basic ...`.
    Basic(String, SecretString),
    /// A header of this name.
    Header(String, SecretString),
    /// In the body, where `{secret}` and `{username}` stand.
    Body(Option<String>, SecretString),
}

/// A value in an answer's JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Where: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// Any of these, as text; numbers, true and false count by their text.
    pub values: Vec<String>,
}

/// Which answers these are: one of the statuses, and the value too where one is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Any of these.
    pub statuses: Vec<u16>,
    /// What the body says.
    pub expected: Option<Expected>,
}

/// A gateway for text messages.
#[derive(Clone)]
pub struct HttpConfig {
    /// How the request is made.
    pub method: HttpMethod,
    /// To where.
    pub url: String,
    /// Added to the address, escaped.
    pub query: Vec<(String, Template)>,
    /// Besides those that every request has.
    pub headers: Vec<(String, Template)>,
    /// What is sent.
    pub body: HttpBody,
    /// The sender: a number, or a name.
    pub from: Option<String>,
    /// Whose request it is.
    pub auth: HttpAuth,
    /// Taken over.
    pub accepted: Match,
    /// Where the gateway's name for the message is.
    pub id_pointer: Option<String>,
    /// Certainly not taken over, and never will be; without it, every 4xx but 401, 403, 408 and 429.
    pub refused: Option<Match>,
    /// Certainly not taken over, and may be later.
    pub later: Option<Match>,
    /// For one request, from connecting to the end of the answer.
    pub timeout_seconds: u64,
}

/// Address, headers and body may hold what an operator keeps to himself.
impl fmt::Debug for HttpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpConfig({})", host_of(&self.url))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scheme {
    Bearer,
    Basic,
    Header,
    Body,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAuth {
    scheme: Scheme,
    /// Of the header.
    name: Option<String>,
    username: Option<String>,
    secret: SecretString,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAccepted {
    #[serde(default = "accepted")]
    statuses: Vec<u16>,
    pointer: Option<String>,
    values: Option<Vec<String>>,
    id_pointer: Option<String>,
}

impl Default for WrittenAccepted {
    fn default() -> Self {
        Self { statuses: accepted(), pointer: None, values: None, id_pointer: None }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMatch {
    statuses: Vec<u16>,
    pointer: Option<String>,
    values: Option<Vec<String>>,
}

/// The section as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(rename = "kind")]
    _kind: ProviderKind,
    #[serde(default)]
    method: HttpMethod,
    url: String,
    #[serde(default)]
    query: BTreeMap<String, String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    form: Option<BTreeMap<String, String>>,
    json: Option<String>,
    from: Option<String>,
    auth: Option<WrittenAuth>,
    #[serde(default)]
    accepted: WrittenAccepted,
    refused: Option<WrittenMatch>,
    later: Option<WrittenMatch>,
    #[serde(default = "timeout_seconds")]
    timeout_seconds: u64,
}

fn accepted() -> Vec<u16> {
    ACCEPTED.to_vec()
}

impl Written {
    /// A gateway, or what is wrong, beginning with the name of the key.
    pub(super) fn read(self) -> Result<HttpConfig, String> {
        check_url(&self.url)?;
        check_timeout(self.timeout_seconds)?;
        if self.from.as_ref().is_some_and(|from| from.is_empty() || from.chars().any(char::is_control)) {
            return Err("from must be the number or name that messages come from".into());
        }
        let auth = self.auth.map_or(Ok(HttpAuth::None), WrittenAuth::read)?;
        let headers = templates("headers", self.headers)?;
        headers.iter().try_for_each(check_header)?;
        let body = body(self.method, self.form, self.json)?;
        let WrittenAccepted { statuses, pointer, values, id_pointer } = self.accepted;
        let accepted = WrittenMatch { statuses, pointer, values }.read("accepted")?;
        if let Some(pointer) = &id_pointer {
            check_pointer("accepted.id_pointer", pointer)?;
        }
        let config = HttpConfig {
            method: self.method,
            url: self.url,
            query: templates("query", self.query)?,
            headers,
            body,
            from: self.from,
            auth,
            accepted,
            id_pointer,
            refused: self.refused.map(|refused| refused.read("refused")).transpose()?,
            later: self.later.map(|later| later.read("later")).transpose()?,
            timeout_seconds: self.timeout_seconds,
        };
        config.check_answers()?;
        config.check_fields()?;
        Ok(config)
    }
}

impl HttpConfig {
    /// Every answer means one thing at most, and what it means can be.
    fn check_answers(&self) -> Result<(), String> {
        if let Some(status) = self.accepted.statuses.iter().find(|status| !(200..300).contains(*status)) {
            return Err(format!("accepted.statuses: {status} does not say that a message was taken: name 2xx only"));
        }
        let named = [("refused", self.refused.as_ref()), ("later", self.later.as_ref())];
        for (key, found) in named.into_iter().filter_map(|(key, found)| Some((key, found?))) {
            for status in &found.statuses {
                let says_alone = (400..500).contains(status) || (key == "later" && *status == 503);
                let can_say = says_alone || (200..300).contains(status) || (500..600).contains(status);
                if !can_say || SETTLED.contains(status) {
                    return Err(format!("{key}.statuses: {status} cannot mean that"));
                }
                if found.expected.is_none() && !says_alone {
                    return Err(format!(
                        "{key}.statuses: {status} alone does not say that a message was not taken: name a pointer and values"
                    ));
                }
            }
        }
        let every = [("accepted", Some(&self.accepted)), named[0], named[1]];
        for (nth, (first, one)) in every.iter().enumerate() {
            for (second, other) in &every[nth + 1..] {
                let (Some(one), Some(other)) = (one, other) else { continue };
                if let Some(status) = both(one, other) {
                    return Err(format!(
                        "{second}.statuses: {status} is among those of {first}, and nothing tells them apart"
                    ));
                }
            }
        }
        Ok(())
    }

    /// What is sent says what and to whom; what is to be filled in is there, and secrets stand in the body alone.
    fn check_fields(&self) -> Result<(), String> {
        let body: Vec<Field> = match &self.body {
            HttpBody::None => Vec::new(),
            HttpBody::Form(fields) => fields.iter().flat_map(|(_, value)| value.fields()).collect(),
            HttpBody::Json(json) => json.fields(),
        };
        let query: Vec<Field> = self.query.iter().flat_map(|(_, value)| value.fields()).collect();
        let headers = self.headers.iter().flat_map(|(_, value)| value.fields());
        let sent = |field: Field| body.contains(&field) || query.contains(&field);
        let anywhere: Vec<Field> = body.iter().chain(&query).copied().chain(headers).collect();
        if !sent(Field::Text) {
            return Err("json, form or query must hold {text}: the message is not sent".into());
        }
        if !anywhere.contains(&Field::To) && !anywhere.contains(&Field::ToDigits) {
            return Err("json, form, query or headers must hold {to} or {to_digits}: the recipient is not sent".into());
        }
        if anywhere.contains(&Field::From) && self.from.is_none() {
            return Err("from must say what stands for {from}".into());
        }
        let credentials = |field: &Field| matches!(field, Field::Secret | Field::Username);
        if query.iter().any(credentials) {
            return Err("query: {secret} and {username} stand in json or form alone, since addresses are logged".into());
        }
        match &self.auth {
            HttpAuth::Body(username, _) => {
                if !body.contains(&Field::Secret) {
                    return Err("auth.scheme = \"body\" needs {secret} in json or form".into());
                }
                if body.contains(&Field::Username) != username.is_some() {
                    return Err("auth.username and {username} in json or form go together".into());
                }
            }
            _ if body.iter().any(credentials) => {
                return Err("json or form holds {secret} or {username}, which need auth.scheme = \"body\"".into());
            }
            _ => {}
        }
        Ok(())
    }
}

/// A status by which both could be meant. One with a value is looked at before one without; where two pointers
/// contradict each other, the answer says nothing.
fn both(one: &Match, other: &Match) -> Option<u16> {
    let apart = match (&one.expected, &other.expected) {
        (Some(one), Some(other)) => {
            one.pointer != other.pointer || !one.values.iter().any(|value| other.values.contains(value))
        }
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => false,
    };
    if apart { None } else { one.statuses.iter().copied().find(|status| other.statuses.contains(status)) }
}

impl WrittenAuth {
    fn read(self) -> Result<HttpAuth, String> {
        let secret = self.secret.expose_secret();
        if secret.is_empty() || !secret.chars().all(|c| c == ' ' || c.is_ascii_graphic()) || secret.trim() != secret {
            return Err("auth.secret must be printable ASCII, without blanks around it".into());
        }
        if self.scheme != Scheme::Header && self.name.is_some() {
            return Err("auth.name is for scheme = \"header\"".into());
        }
        match (self.scheme, self.username, self.name) {
            (Scheme::Bearer | Scheme::Header, Some(_), _) => {
                Err("auth.username is for scheme = \"basic\" or \"body\"".into())
            }
            (Scheme::Bearer, None, _) => Ok(HttpAuth::Bearer(self.secret)),
            (Scheme::Body, username, _) => Ok(HttpAuth::Body(username, self.secret)),
            (Scheme::Basic, Some(username), _) if !username.contains(':') && !username.contains(char::is_control) => {
                Ok(HttpAuth::Basic(username, self.secret))
            }
            (Scheme::Basic, _, _) => Err("auth.username must be the account's name, without a colon".into()),
            (Scheme::Header, None, Some(name)) if is_free(&name) || name.eq_ignore_ascii_case("authorization") => {
                Ok(HttpAuth::Header(name, self.secret))
            }
            (Scheme::Header, None, _) => Err("auth.name must be the name of a header, such as \"X-Api-Key\"".into()),
        }
    }
}

impl WrittenMatch {
    fn read(self, key: &str) -> Result<Match, String> {
        if self.statuses.is_empty() {
            return Err(format!("{key}.statuses names no status"));
        }
        let expected = match (self.pointer, self.values) {
            (None, None) => None,
            (Some(pointer), Some(values)) if !values.is_empty() => {
                check_pointer(&format!("{key}.pointer"), &pointer)?;
                Some(Expected { pointer, values })
            }
            _ => return Err(format!("{key}.pointer and {key}.values go together: where, and what may stand there")),
        };
        Ok(Match { statuses: self.statuses, expected })
    }
}

fn check_url(url: &str) -> Result<(), &'static str> {
    let wrong = "url must be an address like \"https://sms.example/v2/messages\", with nothing to fill in";
    let uri: Uri = url.parse().map_err(|_| wrong)?;
    let host = uri.authority().filter(|authority| !authority.as_str().contains('@')).map_or("", |host| host.host());
    if host.is_empty() || !url.is_ascii() || url.contains(['{', '}', '#', '\\']) {
        return Err(wrong);
    }
    if !is_safe(url) {
        return Err("url must start with https:// unless its host is loopback: codes and secrets go there");
    }
    Ok(())
}

/// RFC 6901: nothing for the whole, or each step after a slash, with `~0` for a tilde and `~1` for a slash.
fn check_pointer(key: &str, pointer: &str) -> Result<(), String> {
    let escaped = pointer.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if (pointer.is_empty() || pointer.starts_with('/')) && escaped {
        return Ok(());
    }
    Err(format!("{key} must be a JSON pointer, such as \"/messages/0/status\""))
}

fn templates(key: &str, written: BTreeMap<String, String>) -> Result<Vec<(String, Template)>, String> {
    let read = |(name, text): (String, String)| match Template::parse(&text) {
        Ok(template) => Ok((name, template)),
        Err(why) => Err(format!("{key}.{name} {why}")),
    };
    written.into_iter().map(read).collect()
}

fn body(method: HttpMethod, form: Option<BTreeMap<String, String>>, json: Option<String>) -> Result<HttpBody, String> {
    match (method, form, json) {
        (HttpMethod::Get, None, None) => Ok(HttpBody::None),
        (HttpMethod::Get, _, _) => Err("method = \"GET\" has no body: json and form are for the others".into()),
        (_, Some(form), None) => Ok(HttpBody::Form(templates("form", form)?)),
        (_, None, Some(json)) => JsonTemplate::parse(&json).map(HttpBody::Json).map_err(|why| format!("json {why}")),
        _ => Err("json or form must say what is sent: one of them".into()),
    }
}

/// Whether a name can be a header's, and is not one that the request gets by itself.
fn is_free(name: &str) -> bool {
    HeaderName::try_from(name).is_ok_and(|name| !OWN_HEADERS.contains(&name.as_str()))
}

/// What stands in a header fits on its line, and is no secret.
fn check_header((name, value): &(String, Template)) -> Result<(), String> {
    if !is_free(name) {
        return Err(format!(
            "headers.{name} is no header, or one that the request gets by itself (auth is for secrets)"
        ));
    }
    if value.fields().any(|field| matches!(field, Field::Text | Field::Secret | Field::Username)) {
        return Err(format!("headers.{name}: {{text}}, {{secret}} and {{username}} cannot stand in a header"));
    }
    if value.texts().any(|text| HeaderValue::from_str(text).is_err() || !text.is_ascii()) {
        return Err(format!("headers.{name} must be printable ASCII"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
