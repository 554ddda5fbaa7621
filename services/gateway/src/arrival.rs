//! Admission: whether a request is answered at all, and what is known of it before anything else is done.
//!
//! Refused at once: a host name that is not ours, a request through a proxy where none is expected, one too many at a time.
//! The place among those in flight is taken when the body is here ([`crate::bodies`]), and held until the work is done, also
//! when the client has gone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, HOST, USER_AGENT};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use rekey_runtime::ApiProblem;
use rekey_runtime::service::Arrived;
use rekey_runtime::trace::TRACEPARENT;
use rekey_wire::context::{ClientKind, RequestContext};
use rekey_wire::http::{Problem, ProblemCode};
use rekey_wire::secret::Token;
use tokio::sync::OwnedSemaphorePermit;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::service::Gateway;
use crate::{headers, visitor};

/// Longest host name, in characters (RFC 1035).
const HOST_MAX_CHARS: usize = 253;
/// Longest part of a user agent that is passed on, in characters.
const USER_AGENT_MAX_CHARS: usize = 200;
/// Longest language tag that is passed on, in characters.
const LANGUAGE_MAX_CHARS: usize = 35;
/// Entries of `Accept-Language` that are read.
const LANGUAGES_MAX: usize = 16;
/// After a refusal because of too many requests at a time.
pub(crate) const FLOOD_RETRY_SECONDS: u32 = 2;

/// A request that was let in.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// Names the request.
    pub request_id: Uuid,
    /// Address of the client.
    pub client_address: IpAddr,
    /// Host asked for: without port, lower case.
    pub host: String,
    /// Host with port, as the browser writes it into `Origin`.
    pub authority: String,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// Best accepted language.
    pub locale: Option<String>,
    /// Token in `Rekey-Device`.
    pub device: Option<String>,
    /// Its place among the requests in flight.
    pub place: Arc<OwnedSemaphorePermit>,
}

impl Arrival {
    /// What services are told of a request of the API.
    pub(crate) fn api_context(&self) -> RequestContext {
        RequestContext {
            client_address: self.client_address,
            host: self.host.clone(),
            request_id: self.request_id,
            device: self.device.clone(),
            locale: self.locale.clone(),
            user_agent: self.user_agent.clone(),
            client: ClientKind::Api,
        }
    }

    /// A refusal that names this request.
    pub(crate) fn problem(&self, problem: impl Into<Refusal>) -> Response {
        named(problem.into().0, self.request_id)
    }
}

/// A problem, or the plain one of a code.
pub(crate) struct Refusal(Problem);

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self(Problem::new(code))
    }
}

fn named(mut problem: Problem, request_id: Uuid) -> Response {
    problem.request_id = Some(request_id.to_string());
    ApiProblem::from(problem).into_response()
}

/// Whether a path is answered in JSON, for programs and for the pages' scripts; its errors are problem documents then.
pub(crate) fn speaks_json(path: &str) -> bool {
    let below = |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    below("/api") || below("/inbox/messages") || below("/webhooks") || is_for_scripts(path)
}

/// Whether the scripts of the pages ask here, for the visitor whose page it is.
pub(crate) fn is_for_scripts(path: &str) -> bool {
    let is_set_up = path.starts_with("/security-info/verify/") && path.ends_with("/state");
    is_set_up || ["/reset/state", "/reset/events", "/reset/password/rules"].contains(&path)
}

/// The outermost layer: admits, answers, puts headers on, logs.
pub(crate) async fn admit(State(gateway): State<Gateway>, mut request: Request, next: Next) -> Response {
    let arrived = Arrived::of("gateway", &request);
    let span = arrived.span(trusted_trace(&gateway, &request));
    let request_id = gateway.entropy.uuid(gateway.clock.now());
    let path = request.uri().path().to_owned();
    let mut response = match arrive(&gateway, &mut request, request_id).instrument(span.clone()).await {
        Ok(arrival) => {
            request.extensions_mut().insert(arrival);
            next.run(request).instrument(span.clone()).await
        }
        Err(problem) if speaks_json(&path) => named(*problem, request_id),
        Err(problem) => visitor::turned_away(request.headers(), &problem),
    };
    headers::put(&gateway.settings, &path, response.headers_mut());
    arrived.answered(response.status(), &span, &request_id.to_string());
    response
}

/// The trace that a trusted proxy began. Everybody else's is not continued: whoever could choose it could hide in
/// another's, or have every one of his kept.
fn trusted_trace<'a>(gateway: &Gateway, request: &'a Request) -> Option<&'a str> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    gateway.settings.proxies.trusts(peer.ip().to_canonical()).then(|| text(request.headers(), TRACEPARENT))?
}

async fn arrive(gateway: &Gateway, request: &mut Request, request_id: Uuid) -> Result<Arrival, Box<Problem>> {
    let (host, authority) = asked_host(gateway, request)?;
    // Without a peer (no socket below) nobody is trusted.
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let peer = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
    let client_address = gateway.settings.proxies.client(peer, request.headers());
    gateway.bodies.receive(client_address, request).await?;
    let busy = |_| Box::new(Problem::new(ProblemCode::Unavailable).retry_after(FLOOD_RETRY_SECONDS));
    let place = gateway.in_flight.clone().try_acquire_owned().map_err(busy)?;
    let headers = request.headers();
    Ok(Arrival {
        request_id,
        client_address,
        host,
        authority,
        user_agent: text(headers, USER_AGENT.as_str()).map(|text| text.chars().take(USER_AGENT_MAX_CHARS).collect()),
        locale: text(headers, ACCEPT_LANGUAGE.as_str()).and_then(best_language),
        device: text(headers, "rekey-device").filter(|token| Token::parse(token).is_some()).map(str::to_owned),
        place: Arc::new(place),
    })
}

/// The host that is asked for, without and with its port, where it is ours.
fn asked_host(gateway: &Gateway, request: &Request) -> Result<(String, String), Box<Problem>> {
    let headers = request.headers();
    let wrong_host = || Box::new(Problem::new(ProblemCode::WrongHost));
    let settings = &gateway.settings;
    let authority = authority(request.uri(), headers).ok_or_else(wrong_host)?;
    let host = host_name(&authority).ok_or_else(wrong_host)?;
    if !settings.allowed_hosts.contains(&host) {
        return Err(wrong_host());
    }
    if settings.refuse_forwarded && is_forwarded(headers) {
        return Err(wrong_host());
    }
    Ok((host, authority))
}

/// The one value of a header, if it is text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    value.to_str().ok()
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name == "forwarded" || name.as_str().starts_with("x-forwarded-"))
}

/// Host and port that are asked for. Two that differ are none.
fn authority(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let asked = uri.authority().map(|authority| authority.as_str().to_ascii_lowercase());
    if !headers.contains_key(HOST) {
        return asked;
    }
    let host = text(headers, HOST.as_str())?.trim().to_ascii_lowercase();
    (asked.is_none() || asked.as_ref() == Some(&host)).then_some(host)
}

/// The host of `host[:port]`, lower case, if it has the form of a name or an address. IPv6 without brackets.
pub(crate) fn host_name(authority: &str) -> Option<String> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, port)
        }
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port_is_sound = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    let sound = !host.is_empty() && host.len() <= HOST_MAX_CHARS && host.bytes().all(known) && port_is_sound;
    sound.then(|| host.to_ascii_lowercase())
}

fn best_language(header: &str) -> Option<String> {
    let mut best: Option<(f32, &str)> = None;
    for entry in header.split(',').take(LANGUAGES_MAX) {
        let (tag, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let tag = tag.trim();
        let sound = tag.starts_with(|first: char| first.is_ascii_alphabetic())
            && tag.len() <= LANGUAGE_MAX_CHARS
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let quality = parameters.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        if sound && quality > 0.0 && best.is_none_or(|(other, _)| quality > other) {
            best = Some((quality, tag));
        }
    }
    best.map(|(_, tag)| tag.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_without_its_port() {
        for (authority, host) in [
            ("Reset.Contoso.example:8443", Some("reset.contoso.example")),
            ("localhost", Some("localhost")),
            ("127.0.0.1:8080", Some("127.0.0.1")),
            ("[::1]:8080", Some("::1")),
            ("[::1]", Some("::1")),
            ("", None),
            (":80", None),
            ("localhost:", None),
            ("localhost:99999", None),
            ("a@localhost", None),
            ("localhost/x", None),
            ("[evil]:80", None),
            ("[::1]x", None),
            ("ex ample", None),
        ] {
            assert_eq!(host_name(authority).as_deref(), host, "{authority}");
        }
        assert!(host_name(&"a".repeat(253)).is_some() && host_name(&"a".repeat(254)).is_none());
    }

    #[test]
    fn the_language_is_the_best_sound_tag() {
        assert_eq!(best_language("fr;q=0.3, de-AT, en;q=0.9").as_deref(), Some("de-AT"));
        assert_eq!(best_language("*, de;q=0.5").as_deref(), Some("de"));
        assert_eq!(best_language("<script>, ../x"), None);
        assert_eq!(best_language(&"a".repeat(36)), None);
        assert_eq!(best_language("de;q=0"), None);
    }

    #[test]
    fn paths_for_programs_are_told_from_pages() {
        for path in [
            "/api",
            "/api/v1/resets",
            "/inbox/messages",
            "/inbox/messages/1/keys",
            "/reset/state",
            "/webhooks/x",
            "/security-info/verify/1/state",
        ] {
            assert!(speaks_json(path), "{path}");
        }
        for path in ["/", "/apis", "/inbox", "/reset", "/reset/password", "/inbox/messages2"] {
            assert!(!speaks_json(path), "{path}");
        }
    }
}
