//! Reports of providers, passed on to the notifier as they came: no cookie, no token of a form, no JSON. The notifier checks
//! who signed them. They have a bound of their own, so that they keep no person from being answered.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::HeaderValue;
use axum::response::Response;
use axum::routing::post;
use rekey_runtime::network::Shares;
use rekey_wire::http::{Problem, ProblemCode};
use tokio::sync::Semaphore;

use crate::arrival::{Arrival, FLOOD_RETRY_SECONDS, text};
use crate::bodies::at_most;
use crate::headers;
use crate::service::Gateway;
use crate::upstream::{Outbound, PASSED_ON_REPORTS};

/// Longest body of a report; the notifier's own bound is the same.
pub(crate) const REPORT_MAX_BYTES: usize = 16 * 1024;
/// Reports in work at a time: an eighth of all requests in work.
const REPORTS_MAX: usize = 64;
/// Of them, from one network. Each takes milliseconds, and a provider calls from many addresses.
const NETWORK_REPORTS_MAX: usize = 32;

/// The reports that are being passed on.
pub(crate) struct Reports {
    places: Arc<Semaphore>,
    networks: Shares,
}

impl Reports {
    pub(crate) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(REPORTS_MAX)), networks: Shares::new(NETWORK_REPORTS_MAX) }
    }
}

/// Routes that providers use.
pub(crate) fn routes() -> Router<Gateway> {
    Router::new().route("/webhooks/{*rest}", post(pass))
}

/// Whether a path is a provider's.
pub(crate) fn is_report(path: &str) -> bool {
    path.starts_with("/webhooks/")
}

async fn pass(State(gateway): State<Gateway>, Extension(arrival): Extension<Arrival>, request: Request) -> Response {
    let busy = || arrival.problem(Problem::new(ProblemCode::Unavailable).retry_after(FLOOD_RETRY_SECONDS));
    let Some(share) = gateway.reports.networks.take(arrival.client_address) else { return busy() };
    let Ok(place) = gateway.reports.places.clone().try_acquire_owned() else { return busy() };
    let (parts, body) = request.into_parts();
    let body = match at_most(body, REPORT_MAX_BYTES).await {
        Ok(body) => body,
        Err(code) => return arrival.problem(code),
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let Some(mut request) = Outbound::bare(parts.method, path, Body::from(body)) else {
        return arrival.problem(ProblemCode::NotFound);
    };
    for name in PASSED_ON_REPORTS {
        if let Some(value) = text(&parts.headers, name.as_str()).and_then(|value| HeaderValue::from_str(value).ok()) {
            request.headers_mut().insert(name, value);
        }
    }
    // Whoever hangs up leaves its work behind, and the places that it takes.
    let (context, places) = (arrival.api_context(), (arrival.place.clone(), Some((share, place))));
    let mut response = gateway.call(Outbound { request, context, places }).await;
    headers::take_off_hops(response.headers_mut());
    response
}
