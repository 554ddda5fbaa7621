//! The public API: what the gateway answers itself, and what it passes on to the service that owns it.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use axum::{Json, Router};
use rekey_wire::captcha::{CaptchaLevel, CaptchaWork};
use rekey_wire::http::{CaptchaView, ProblemCode};
use serde::Deserialize;

use crate::arrival::{Arrival, text};
use crate::bodies::whole;
use crate::headers;
use crate::openapi::openapi_json;
use crate::service::Gateway;
use crate::upstream::{Outbound, PASSED_ON, Upstream};

/// Routes that programs use.
pub(crate) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/api/v1/captcha", get(captcha))
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/v1/{*rest}", any(pass))
        .route("/inbox/messages", any(pass))
        .route("/inbox/messages/{*rest}", any(pass))
}

/// What is asked of a captcha.
#[derive(Debug, Deserialize)]
struct CaptchaQuery {
    level: Option<String>,
}

/// Of any level: whoever asks for a harder one than is needed harms nobody.
async fn captcha(
    State(gateway): State<Gateway>,
    Extension(arrival): Extension<Arrival>,
    query: Result<Query<CaptchaQuery>, QueryRejection>,
) -> Response {
    let level = query.ok().and_then(|Query(query)| match query.level {
        Some(level) => CaptchaLevel::parse(&level),
        None => Some(CaptchaLevel::Base),
    });
    let Some(level) = level else { return arrival.problem(ProblemCode::InvalidField) };
    let work = CaptchaWork {
        max_number: gateway.captcha.max_number,
        level,
        lifetime: Duration::from_secs(gateway.captcha.lifetime_seconds),
    };
    let fill = &mut |buffer: &mut [u8]| gateway.entropy.fill(buffer);
    let challenge = gateway.keys.captcha.challenge(work, gateway.clock.now(), fill);
    Json(CaptchaView { provider: "altcha".into(), challenge }).into_response()
}

async fn openapi() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], openapi_json()).into_response()
}

async fn pass(State(gateway): State<Gateway>, Extension(arrival): Extension<Arrival>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if Upstream::of(parts.uri.path()).is_none() {
        return arrival.problem(ProblemCode::NotFound);
    }
    let body = match read_json(&parts.method, &parts.headers, body).await {
        Ok(body) => body,
        Err(code) => return arrival.problem(code),
    };
    let Some(mut request) = Outbound::bare(parts.method, path, Body::from(body)) else {
        return arrival.problem(ProblemCode::NotFound);
    };
    for name in PASSED_ON {
        // Two of one name are ambiguous, and passed on as none.
        if let Some(value) = text(&parts.headers, name.as_str()).and_then(|value| HeaderValue::from_str(value).ok()) {
            request.headers_mut().insert(name, value);
        }
    }
    let context = arrival.api_context();
    let mut response = gateway.call(Outbound { request, context, places: (arrival.place.clone(), None) }).await;
    headers::take_off_hops(response.headers_mut());
    response
}

/// The body of a request that changes something. A body must be JSON, and say so: forms of other sites cannot.
async fn read_json(method: &Method, headers: &HeaderMap, body: Body) -> Result<Bytes, ProblemCode> {
    if !matches!(*method, Method::POST | Method::PUT | Method::PATCH) {
        return Ok(Bytes::new());
    }
    let body = whole(body).await?;
    if body.is_empty() && !headers.contains_key(CONTENT_TYPE) {
        return Ok(body);
    }
    let kind = text(headers, CONTENT_TYPE.as_str()).unwrap_or("").split(';').next().unwrap_or("").trim();
    if kind.eq_ignore_ascii_case("application/json") { Ok(body) } else { Err(ProblemCode::UnsupportedMediaType) }
}
