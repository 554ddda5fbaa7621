//! A person at a page: language, cookies, the token of the forms, and how pages ask services on the person's behalf.
//!
//! A handler answers with a page or a [`Stop`]; the layer here turns a stop into a redirect or a page that says what went
//! wrong, and adds the cookies that were set on the way.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rekey_wire::context::{ClientKind, RequestContext};
use rekey_wire::http::{BrandingView, Problem, ProblemCode};
use rekey_wire::secret::Token;

use crate::arrival::{Arrival, host_name, is_for_scripts, speaks_json, text};
use crate::cookies::Cookie;
use crate::pages::failure::Failure;
use crate::pages::frame::{Bar, HELP_PATH};
use crate::pages::{Visit, show};
use crate::routes::call::Call;
use crate::service::Gateway;
use crate::texts::{Language, Texts};
use crate::{assets, csrf};

/// Stands for the organisation where its name is not known.
const NAMELESS: &str = "Rekey";

/// A person at a page; cheap to clone.
#[derive(Clone)]
pub(crate) struct Visitor(Arc<Known>);

struct Known {
    gateway: Gateway,
    arrival: Arrival,
    language: Language,
    path: String,
    headers: HeaderMap,
    csrf_cookie: String,
    set_cookies: Mutex<Vec<HeaderValue>>,
}

/// Why a handler shows no page of its own.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Another page is the right one.
    Go(String),
    /// Nothing can be shown but what went wrong.
    Fail(Box<Problem>),
}

impl Stop {
    /// To another page.
    pub(crate) fn go(path: impl Into<String>) -> Self {
        Self::Go(path.into())
    }
}

impl From<ProblemCode> for Stop {
    fn from(code: ProblemCode) -> Self {
        Self::Fail(Box::new(Problem::new(code)))
    }
}

/// What a handler of a page answers.
pub(crate) type Outcome = Result<Response, Stop>;

/// Marks an answer that the layer has to turn into a page.
#[derive(Debug, Clone)]
struct Failed(Problem);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Go(path) => match HeaderValue::from_str(&path) {
                Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
                Err(_) => Self::from(ProblemCode::InternalError).into_response(),
            },
            Self::Fail(problem) => {
                let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = status.into_response();
                response.extensions_mut().insert(Failed(*problem));
                response
            }
        }
    }
}

/// The layer of pages. What speaks JSON and assets pass by, but the scripts' own paths are a visitor's too.
pub(crate) async fn receive(State(gateway): State<Gateway>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with(assets::PREFIX) || (speaks_json(path) && !is_for_scripts(path)) {
        return next.run(request).await;
    }
    let Some(arrival) = request.extensions().get::<Arrival>().cloned() else { return next.run(request).await };
    let visitor = Visitor::new(gateway, arrival, &request);
    let json = speaks_json(path);
    let chosen = chosen_language(request.method(), request.uri());
    let response = if let Some(language) = chosen.filter(|_| !json) {
        visitor.set(Cookie::Language, language.tag());
        Stop::go(visitor.0.path.as_str()).into_response()
    } else {
        request.extensions_mut().insert(visitor.clone());
        next.run(request).await
    };
    visitor.finish(response, json).await
}

/// The page for a request that was not let in: it asks nobody.
pub(crate) fn turned_away(headers: &HeaderMap, problem: &Problem) -> Response {
    let language = text(headers, ACCEPT_LANGUAGE.as_str()).and_then(Language::accept).unwrap_or(Language::English);
    failure(nameless(language), problem)
}

fn nameless(language: Language) -> Visit {
    Visit {
        texts: Texts::of(language),
        house: NAMELESS.into(),
        contact_url: HELP_PATH.into(),
        contact_name: String::new(),
        path: "/".into(),
        csrf: String::new(),
        bar: Bar::Plain,
    }
}

fn failure(visit: Visit, problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    waiting(problem, show(status, &Failure::new(visit, problem)))
}

/// With `Retry-After` where waiting helps.
pub(crate) fn waiting(problem: &Problem, mut response: Response) -> Response {
    if let Some(seconds) = problem.retry_after_seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn chosen_language(method: &Method, uri: &Uri) -> Option<Language> {
    let query = uri.query().filter(|_| *method == Method::GET)?;
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, tag)| Language::parse(&tag))
}

/// A path that stays on this host wherever it is linked.
fn own_path(path: &str) -> &str {
    if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') { path } else { "/" }
}

impl Visitor {
    fn new(gateway: Gateway, arrival: Arrival, request: &Request) -> Self {
        let headers = request.headers();
        let secure = gateway.settings.is_secure();
        let read = |cookie: Cookie| cookie.read(headers, secure);
        let accepted = || text(headers, ACCEPT_LANGUAGE.as_str()).and_then(Language::accept);
        let language = read(Cookie::Language).and_then(|tag| Language::parse(&tag)).or_else(accepted);
        let known = read(Cookie::Csrf).filter(|value| Token::parse(value).is_some());
        let mut set_cookies = Vec::new();
        let csrf_cookie = known.unwrap_or_else(|| {
            let drawn = Token::draw(&mut |buffer| gateway.entropy.fill(buffer)).expose().to_owned();
            set_cookies.extend(Cookie::Csrf.set(&drawn, secure));
            drawn
        });
        Self(Arc::new(Known {
            language: language.unwrap_or(Language::English),
            path: own_path(request.uri().path()).to_owned(),
            headers: headers.clone(),
            csrf_cookie,
            set_cookies: Mutex::new(set_cookies),
            gateway,
            arrival,
        }))
    }

    pub(crate) fn gateway(&self) -> &Gateway {
        &self.0.gateway
    }

    pub(crate) fn arrival(&self) -> &Arrival {
        &self.0.arrival
    }

    pub(crate) fn texts(&self) -> Texts {
        Texts::of(self.0.language)
    }

    /// A cookie of the request.
    pub(crate) fn cookie(&self, cookie: Cookie) -> Option<String> {
        cookie.read(&self.0.headers, self.0.gateway.settings.is_secure())
    }

    /// Sets a cookie with the answer.
    pub(crate) fn set(&self, cookie: Cookie, value: &str) {
        self.add(cookie.set(value, self.0.gateway.settings.is_secure()));
    }

    /// Takes a cookie away with the answer.
    pub(crate) fn clear(&self, cookie: Cookie) {
        self.add(cookie.clear(self.0.gateway.settings.is_secure()));
    }

    fn add(&self, line: Option<HeaderValue>) {
        self.0.set_cookies.lock().unwrap_or_else(PoisonError::into_inner).extend(line);
    }

    /// Whether the browser says that the request comes from a page of ours.
    pub(crate) fn is_same_origin(&self, headers: &HeaderMap) -> bool {
        let settings = &self.0.gateway.settings;
        let host = format!("{}://{}", settings.scheme, self.0.arrival.authority);
        csrf::is_same_origin(headers, [&settings.origin, &host])
    }

    /// Whether a form's token was made for this browser.
    pub(crate) fn is_own_token(&self, token: &str) -> bool {
        csrf::is_ours(&self.0.gateway.keys.cookies, &self.0.csrf_cookie, token)
    }

    /// What services are told of the person.
    pub(crate) fn context(&self) -> RequestContext {
        RequestContext {
            device: self.cookie(Cookie::Device).filter(|token| Token::parse(token).is_some()),
            locale: Some(self.0.language.tag().to_owned()),
            client: ClientKind::Page,
            ..self.0.arrival.api_context()
        }
    }

    /// What every page needs, for the path that was asked for.
    pub(crate) async fn visit(&self) -> Visit {
        self.visit_at(&self.0.path).await
    }

    /// What every page needs; `path` is where the language list leads, for pages that answer a form.
    pub(crate) async fn visit_at(&self, path: &str) -> Visit {
        let mut visit = nameless(self.0.language);
        visit.path = path.to_owned();
        visit.csrf = csrf::field(&self.0.gateway.keys.cookies, &self.0.csrf_cookie);
        match self.ask::<BrandingView>(Call::get(self.branding_path())).await {
            Ok(branding) => {
                visit = visit.with_help(&branding.help);
                visit.house = branding.name;
            }
            Err(problem) => tracing::warn!(code = problem.code, "gateway.branding_missing"),
        }
        visit
    }

    /// Keeps the organisation of a user ID that was typed. Only its domain: the cookie names nobody.
    pub(crate) fn remember_domain(&self, user_id: &str) {
        match user_id.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase()) {
            Some(domain) if host_name(&domain).as_ref() == Some(&domain) => self.set(Cookie::Domain, &domain),
            _ => self.clear(Cookie::Domain),
        }
    }

    fn branding_path(&self) -> String {
        let domain = self.cookie(Cookie::Domain).filter(|domain| host_name(domain).as_ref() == Some(domain));
        match domain.filter(|domain| !domain.contains(':')) {
            Some(domain) => format!("/api/v1/branding?user_id=anybody@{domain}"),
            None => "/api/v1/branding".to_owned(),
        }
    }

    async fn finish(&self, response: Response, json: bool) -> Response {
        let mut response = match response.extensions().get::<Failed>().cloned() {
            None => response,
            Some(Failed(problem)) if json => self.0.arrival.problem(problem),
            Some(Failed(mut problem)) => {
                problem.request_id.get_or_insert_with(|| self.0.arrival.request_id.to_string());
                failure(self.visit().await, &problem)
            }
        };
        let cookies = std::mem::take(&mut *self.0.set_cookies.lock().unwrap_or_else(PoisonError::into_inner));
        for cookie in cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Stop> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| ProblemCode::InternalError.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_to_another_host_is_never_linked() {
        for (path, own) in [("/reset", "/reset"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("*", "/")] {
            assert_eq!(own_path(path), own);
        }
    }

    #[test]
    fn a_language_is_chosen_by_a_link_only() {
        let chosen = |method, uri: &'static str| chosen_language(&method, &Uri::from_static(uri));
        assert_eq!(chosen(Method::GET, "/reset?lang=de"), Some(Language::German));
        assert_eq!(chosen(Method::GET, "/reset?lang=xx"), None);
        assert_eq!(chosen(Method::POST, "/reset?lang=de"), None);
    }
}
