//! The context header in force: a service answers no request without it.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use rekey_wire::context::{CONTEXT_HEADER, ContextKey, RequestContext};
use rekey_wire::http::ProblemCode;
use rekey_wire::keys::Role;
use tracing::{Instrument as _, Span};

use crate::service::Arrived;
use crate::trace::TRACEPARENT;
use crate::{ApiProblem, Clock};

/// What the gateway knows of this request.
#[derive(Debug, Clone)]
pub struct Context(pub RequestContext);

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| ProblemCode::Forbidden.into())
    }
}

/// Lets through only requests with a context header that was made for them with this role's key, in the trace that the
/// gateway names; measures and logs them. The work of a request goes on when its client hangs up.
pub fn require_context(router: Router, role: Role, key: ContextKey, clock: Clock) -> Router {
    router.layer(from_fn_with_state((role.as_str(), key, clock), check))
}

async fn check(
    State((role, key, clock)): State<(&'static str, ContextKey, Clock)>,
    mut request: Request,
    next: Next,
) -> Response {
    let arrived = Arrived::of(role, &request);
    let header = request.headers_mut().remove(CONTEXT_HEADER);
    let header = header.as_ref().and_then(|value| value.to_str().ok()).unwrap_or("");
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match key.verify(header, request.method().as_str(), path, clock.now()) {
        Ok(context) => {
            let id = context.request_id.to_string();
            request.extensions_mut().insert(Context(context));
            let span = arrived.span(request.headers().get(TRACEPARENT).and_then(|value| value.to_str().ok()));
            let work = tokio::spawn(next.run(request).instrument(span.clone()));
            let response = work.await.unwrap_or_else(|_| ApiProblem::from(ProblemCode::InternalError).into_response());
            arrived.answered(response.status(), &span, &id);
            response
        }
        Err(error) => {
            tracing::warn!(error = %error, "context.refused");
            let response = ApiProblem::from(ProblemCode::Forbidden).into_response();
            arrived.answered(response.status(), &Span::none(), "-");
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use rekey_wire::context::ClientKind;
    use rekey_wire::keys::Keys;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn a_service_answers_nobody_without_the_header() {
        let key = Keys::generate(&mut |buffer| buffer.fill(1)).context(Role::Admin);
        let clock = Clock::system();
        let hello = Router::new().route("/x", get(|Context(context): Context| async move { context.host }));
        let router = require_context(hello, Role::Admin, key.clone(), clock.clone());
        let context = RequestContext {
            client_address: [127, 0, 0, 1].into(),
            host: "h".into(),
            request_id: uuid::Uuid::nil(),
            device: None,
            locale: None,
            user_agent: None,
            client: ClientKind::Api,
        };
        let header = key.sign(&context, "GET", "/x?q=1", clock.now());
        for (path, header, status) in [
            ("/x?q=1", Some(header.as_str()), StatusCode::OK),
            ("/x?q=2", Some(header.as_str()), StatusCode::FORBIDDEN),
            ("/x?q=1", Some("e30.1.x"), StatusCode::FORBIDDEN),
            ("/x?q=1", None, StatusCode::FORBIDDEN),
        ] {
            let mut request = Request::get(path).body(Body::empty()).expect("a request");
            if let Some(header) = header {
                request.headers_mut().insert(CONTEXT_HEADER, header.parse().expect("a header"));
            }
            let response = router.clone().oneshot(request).await.expect("infallible");
            assert_eq!(response.status(), status, "{path} {header:?}");
        }
    }
}
