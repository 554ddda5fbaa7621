//! What the pages' scripts ask: the reset behind the cookie, its changes, and the rules of a password while it is typed.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::{get, post};
use rekey_wire::http::ProblemCode;

use super::call::Call;
use super::reset::CURRENT;
use crate::arrival::text;
use crate::bodies::whole;
use crate::cookies::Cookie;
use crate::headers::take_off_hops;
use crate::service::Gateway;
use crate::visitor::{Outcome, Stop, Visitor};

pub(super) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/reset/state", get(state))
        .route("/reset/events", get(events))
        .route("/reset/password/rules", post(rules))
}

fn token(visitor: &Visitor) -> Result<String, Stop> {
    visitor.cookie(Cookie::Reset).ok_or_else(|| ProblemCode::TokenInvalid.into())
}

async fn pass(visitor: &Visitor, call: Call) -> Response {
    let mut response = visitor.send(call).await;
    take_off_hops(response.headers_mut());
    response
}

async fn state(visitor: Visitor) -> Outcome {
    Ok(pass(&visitor, Call::get(CURRENT).bearer(&token(&visitor)?)).await)
}

async fn events(visitor: Visitor) -> Outcome {
    Ok(pass(&visitor, Call::get(format!("{CURRENT}/events")).bearer(&token(&visitor)?)).await)
}

/// JSON with the page's token in a header: no other site can send either.
async fn rules(visitor: Visitor, request: Request<Body>) -> Outcome {
    let (parts, body) = request.into_parts();
    let own = text(&parts.headers, "rekey-csrf").is_some_and(|token| visitor.is_own_token(token));
    if !own || !visitor.is_same_origin(&parts.headers) {
        return Err(ProblemCode::CsrfFailed.into());
    }
    if text(&parts.headers, CONTENT_TYPE.as_str()) != Some("application/json") {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    let body = whole(body).await?.to_vec();
    let call = Call::post("/api/v1/passwords/assessment").bearer(&token(&visitor)?).raw_json(body);
    Ok(pass(&visitor, call).await)
}
