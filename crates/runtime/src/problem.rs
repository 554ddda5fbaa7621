//! Problems as answers: `application/problem+json` with a stable code, for our refusals and for the framework's.

use axum::Router;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rekey_wire::http::{Problem, ProblemCode};

/// A problem on its way to the client.
#[derive(Debug)]
pub struct ApiProblem(pub Box<Problem>);

impl From<Problem> for ApiProblem {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<ProblemCode> for ApiProblem {
    fn from(code: ProblemCode) -> Self {
        Problem::new(code).into()
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Answers unknown paths and methods with problems.
pub fn fallbacks(router: Router) -> Router {
    router
        .fallback(|| async { ApiProblem::from(ProblemCode::NotFound) })
        .method_not_allowed_fallback(|| async { ApiProblem::from(ProblemCode::MethodNotAllowed) })
}
