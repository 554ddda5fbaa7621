//! Asking a service: the signed context, the deadline, and a task of its own, so that the work goes on when the client
//! hangs up or the deadline passes.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method, Request};
use axum::response::{IntoResponse as _, Response};
use rekey_runtime::ApiProblem;
use rekey_runtime::network::Share;
use rekey_runtime::trace::{self, TRACEPARENT};
use rekey_wire::context::{CONTEXT_HEADER, ContextKey, RequestContext};
use rekey_wire::http::{Problem, ProblemCode};
use tokio::sync::OwnedSemaphorePermit;
use tower::ServiceExt as _;
use tracing::Instrument as _;

use crate::service::Gateway;

/// After a service did not answer in time.
const TIMEOUT_RETRY_SECONDS: u32 = 10;

/// Headers of a client that services see. Everything else stays outside, a `rekey-context` of its own above all.
pub(crate) const PASSED_ON: [HeaderName; 4] =
    [ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("last-event-id")];

/// Headers of a provider's report that the notifier sees: what its signature is checked with.
pub(crate) const PASSED_ON_REPORTS: [HeaderName; 2] = [CONTENT_TYPE, HeaderName::from_static("x-twilio-signature")];

/// A service behind the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upstream {
    Orchestrator,
    Registration,
    Admin,
    Inbox,
    Webhooks,
}

impl Upstream {
    /// Its name in traces.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Orchestrator => "orchestrator",
            Self::Registration => "registration",
            Self::Admin => "admin",
            Self::Inbox | Self::Webhooks => "notifier",
        }
    }

    /// Who answers a path; nobody for an unknown one.
    pub(crate) fn of(path: &str) -> Option<Self> {
        if path == "/inbox/messages" || path.starts_with("/inbox/messages/") {
            return Some(Self::Inbox);
        }
        if path.starts_with("/webhooks/") {
            return Some(Self::Webhooks);
        }
        match path.strip_prefix("/api/v1/")?.split('/').next()? {
            "resets" | "passwords" => Some(Self::Orchestrator),
            "sign-ins" | "me" | "registration-status" => Some(Self::Registration),
            "help-requests" | "branding" | "admin" => Some(Self::Admin),
            _ => None,
        }
    }
}

/// A request to a service.
pub(crate) struct Outbound {
    /// With an absolute path and query as URI.
    pub request: Request<Body>,
    /// What the service is told.
    pub context: RequestContext,
    /// The places that the work takes until it is done, also when nobody waits for it any more.
    pub places: Places,
}

/// What a request takes up: a place in flight, and others where its kind has bounds of its own.
pub(crate) type Places = (Arc<OwnedSemaphorePermit>, Option<(Share, OwnedSemaphorePermit)>);

impl Outbound {
    /// A request with nothing but method, path and body.
    pub(crate) fn bare(method: Method, path_and_query: &str, body: Body) -> Option<Request<Body>> {
        Request::builder().method(method).uri(path_and_query).body(body).ok()
    }
}

impl Gateway {
    fn upstream(&self, upstream: Upstream) -> Option<(Router, &ContextKey)> {
        let (upstreams, keys) = (&self.upstreams, &self.keys);
        match upstream {
            Upstream::Orchestrator => Some((upstreams.orchestrator.clone(), &keys.orchestrator)),
            Upstream::Registration => Some((upstreams.registration.clone(), &keys.registration)),
            Upstream::Admin => Some((upstreams.admin.clone(), &keys.admin)),
            Upstream::Webhooks => Some((upstreams.webhooks.clone(), &keys.notifier)),
            Upstream::Inbox => upstreams.inbox.clone().map(|inbox| (inbox, &keys.notifier)),
        }
    }

    /// The service's answer, or a problem in its place.
    pub(crate) async fn call(&self, outbound: Outbound) -> Response {
        let Outbound { mut request, context, places } = outbound;
        let request_id = context.request_id;
        let told = |problem: Problem| {
            ApiProblem::from(Problem { request_id: Some(request_id.to_string()), ..problem }).into_response()
        };
        let asked = Upstream::of(request.uri().path());
        let Some((upstream, (router, key))) = asked.and_then(|asked| Some((asked, self.upstream(asked)?))) else {
            return told(Problem::new(ProblemCode::NotFound));
        };
        let span = trace::call(upstream.as_str(), trace::method(request.method().as_str()));
        if let Some(trace) = trace::of(&span).and_then(|text| HeaderValue::from_str(&text).ok()) {
            request.headers_mut().insert(TRACEPARENT, trace);
        }
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let header = key.sign(&context, request.method().as_str(), path, self.clock.now());
        let Ok(header) = HeaderValue::from_str(&header) else {
            return told(Problem::new(ProblemCode::InternalError));
        };
        request.headers_mut().insert(CONTEXT_HEADER, header);
        let answering = span.clone();
        let work = async move {
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            trace::answered(&answering, response.status().as_u16());
            drop(places);
            response
        };
        let work = self.calls.spawn(work.instrument(span));
        match tokio::time::timeout(self.settings.deadline, work).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => {
                tracing::error!(request.id = %request_id, "gateway.upstream_panicked");
                told(Problem::new(ProblemCode::InternalError))
            }
            Err(_) => {
                tracing::warn!(request.id = %request_id, "gateway.upstream_deadline_passed");
                told(Problem::new(ProblemCode::Unavailable).retry_after(TIMEOUT_RETRY_SECONDS))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_api_has_its_service_and_no_other() {
        for (path, upstream) in [
            ("/api/v1/resets", Some(Upstream::Orchestrator)),
            ("/api/v1/resets/current/answers", Some(Upstream::Orchestrator)),
            ("/api/v1/passwords/assessment", Some(Upstream::Orchestrator)),
            ("/api/v1/sign-ins", Some(Upstream::Registration)),
            ("/api/v1/me", Some(Upstream::Registration)),
            ("/api/v1/me/methods/1", Some(Upstream::Registration)),
            ("/api/v1/help-requests", Some(Upstream::Admin)),
            ("/api/v1/branding", Some(Upstream::Admin)),
            ("/api/v1/admin/overview", Some(Upstream::Admin)),
            ("/api/v1/administer", None),
            ("/inbox/messages", Some(Upstream::Inbox)),
            ("/inbox/messages/1/keys", Some(Upstream::Inbox)),
            ("/webhooks/twilio/messages/1", Some(Upstream::Webhooks)),
            ("/webhooks", None),
            ("/webhooksx/", None),
            ("/api/v1/resetsx", None),
            ("/api/v1/mex", None),
            ("/api/v1/%6de", None),
            ("/api/v1/", None),
            ("/api/v1//me", None),
            ("/api/v2/me", None),
            ("/inbox", None),
        ] {
            assert_eq!(Upstream::of(path), upstream, "{path}");
        }
    }
}
