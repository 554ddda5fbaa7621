//! The request for a message, as the config describes it. What is filled in is escaped by whoever writes it out: the
//! address and the form by theirs, JSON by its own.

use std::borrow::Cow;

use rekey_runtime::config::{Field, HttpAuth, HttpBody, HttpConfig, HttpMethod, Template};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};
use secrecy::{ExposeSecret as _, SecretString};

use crate::channel::SendError;
use crate::channel::sms::TextMessage;

/// Nothing is connected to here.
pub(super) fn of(config: &HttpConfig, message: &TextMessage<'_>) -> Result<Request, SendError> {
    if message.lifetime.as_secs() == 0 {
        return Err(SendError::Refused("of no use any more".into()));
    }
    build(config, message).ok_or_else(|| SendError::Refused("cannot be built".into()))
}

fn build(config: &HttpConfig, message: &TextMessage<'_>) -> Option<Request> {
    let value = |field| value(config, message, field);
    let mut url = Url::parse(&config.url).ok()?;
    if !config.query.is_empty() {
        url.query_pairs_mut().extend_pairs(filled(&config.query, &value));
    }
    let method = match config.method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
    };
    let mut request = Request::new(method, url);
    let headers = request.headers_mut();
    for (name, text) in filled(&config.headers, &value) {
        headers.insert(HeaderName::try_from(name).ok()?, HeaderValue::try_from(text).ok()?);
    }
    if let Some((name, mut secret)) = authorization(&config.auth)? {
        secret.set_sensitive(true);
        headers.insert(name, secret);
    }
    let (kind, body) = match &config.body {
        HttpBody::None => return Some(request),
        HttpBody::Form(fields) => {
            let mut form = form_urlencoded::Serializer::new(String::new());
            ("application/x-www-form-urlencoded", form.extend_pairs(filled(fields, &value)).finish())
        }
        HttpBody::Json(json) => ("application/json", json.fill(&value).to_string()),
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *request.body_mut() = Some(body.into());
    Some(request)
}

fn filled<'a>(
    templates: &'a [(String, Template)],
    value: &'a dyn Fn(Field) -> Cow<'a, str>,
) -> impl Iterator<Item = (&'a str, String)> {
    templates.iter().map(|(name, template)| (name.as_str(), template.fill(value)))
}

fn value<'a>(config: &'a HttpConfig, message: &TextMessage<'a>, field: Field) -> Cow<'a, str> {
    let number = message.to.e164();
    match field {
        Field::To => number.into(),
        Field::ToDigits => number.trim_start_matches('+').into(),
        Field::Text => message.text.into(),
        Field::Id => message.id.to_string().into(),
        Field::From => config.from.as_deref().unwrap_or_default().into(),
        Field::LifetimeSeconds => message.lifetime.as_secs().to_string().into(),
        Field::Username => match &config.auth {
            HttpAuth::Body(Some(username), _) => username.into(),
            _ => "".into(),
        },
        Field::Secret => match &config.auth {
            HttpAuth::Body(_, secret) => secret.expose_secret().into(),
            _ => "".into(),
        },
    }
}

/// The header that says whose request it is, where one does.
fn authorization(auth: &HttpAuth) -> Option<Option<(HeaderName, HeaderValue)>> {
    let header = |name, text: &str| Some(Some((name, HeaderValue::from_str(text).ok()?)));
    match auth {
        HttpAuth::None | HttpAuth::Body(..) => Some(None),
        HttpAuth::Bearer(secret) => header(AUTHORIZATION, &format!("Bearer {}", secret.expose_secret())),
        HttpAuth::Basic(username, secret) => header(AUTHORIZATION, &basic(username, secret)),
        HttpAuth::Header(name, secret) => header(HeaderName::try_from(name).ok()?, secret.expose_secret()),
    }
}

/// RFC 7617.
fn basic(username: &str, secret: &SecretString) -> String {
    use base64::Engine as _;
    let pair = format!("{username}:{}", secret.expose_secret());
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
}
