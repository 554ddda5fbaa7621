//! One call of a page to the API, in the name of the visitor.

use axum::body::Body;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use http_body_util::{BodyExt as _, Limited};
use rekey_wire::http::{Problem, ProblemCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cookies::Cookie;
use crate::headers::ROTATED_TOKEN;
use crate::upstream::Outbound;
use crate::visitor::Visitor;

/// Largest answer that a page reads, in bytes.
const ANSWER_MAX_BYTES: usize = 1024 * 1024;

/// A call: method, path, body, and whose token goes with it.
pub(crate) struct Call {
    method: Method,
    path: String,
    token: Option<String>,
    body: Option<Vec<u8>>,
}

impl Call {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), token: None, body: None }
    }

    /// Asks for something.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// Ends something.
    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// Puts something in the place of what was there.
    pub(crate) fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }

    /// Does something that needs no words.
    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// With a body.
    pub(crate) fn json(mut self, body: &impl Serialize) -> Self {
        self.body = serde_json::to_vec(body).ok();
        self
    }

    /// With a body that is JSON already.
    pub(crate) fn raw_json(mut self, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self
    }

    /// With the token of a reset or a sign-in.
    pub(crate) fn bearer(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }
}

impl Visitor {
    /// The answer as it comes. A token that was rotated replaces the reset's cookie.
    pub(crate) async fn send(&self, call: Call) -> Response {
        let internal = || self.arrival().problem(ProblemCode::InternalError);
        let is_json = call.body.is_some();
        let body = call.body.map(Body::from).unwrap_or_default();
        let Some(mut request) = Outbound::bare(call.method, &call.path, body) else { return internal() };
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if is_json {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(token) = call.token {
            let Ok(mut bearer) = HeaderValue::from_str(&format!("Bearer {token}")) else { return internal() };
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        let outbound = Outbound { request, context: self.context(), places: (self.arrival().place.clone(), None) };
        let mut response = self.gateway().call(outbound).await;
        if let Some(token) = response.headers_mut().remove(ROTATED_TOKEN)
            && let Ok(token) = token.to_str()
        {
            self.set(Cookie::Reset, token);
        }
        response
    }

    /// What was asked for, or the problem.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, call: Call) -> Result<T, Box<Problem>> {
        let body = self.read(call).await?;
        serde_json::from_slice(&body).map_err(|error| {
            tracing::error!(error = %error, "gateway.answer_not_understood");
            Box::new(Problem::new(ProblemCode::InternalError))
        })
    }

    /// Nothing, or the problem.
    pub(crate) async fn tell(&self, call: Call) -> Result<(), Box<Problem>> {
        self.read(call).await.map(drop)
    }

    async fn read(&self, call: Call) -> Result<Vec<u8>, Box<Problem>> {
        let response = self.send(call).await;
        let status = response.status();
        let unavailable = || Box::new(Problem::new(ProblemCode::Unavailable));
        let whole = Limited::new(response.into_body(), ANSWER_MAX_BYTES).collect();
        let whole = tokio::time::timeout(self.gateway().settings.deadline, whole).await.map_err(|_| unavailable())?;
        let body = whole.map_err(|_| unavailable())?.to_bytes();
        if status.is_success() {
            return Ok(body.to_vec());
        }
        Err(Box::new(serde_json::from_slice(&body).unwrap_or_else(|_| {
            let known = ProblemCode::ALL.iter().copied().find(|code| code.status() == status.as_u16());
            Problem::new(known.filter(|_| status.as_u16() >= 502).unwrap_or(ProblemCode::InternalError))
        })))
    }
}
