//! A service that runs apart, as a router: passes requests on to one of its copies.
//!
//! A copy that cannot be connected to has not seen the request, so the next one gets it. What was sent and not answered in
//! time is told as unavailable: whether the work was done is for the client to look up, never for us to try twice.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, TRANSFER_ENCODING};
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{Uri, request};
use axum::response::{IntoResponse as _, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rekey_runtime::ApiProblem;
use rekey_wire::http::{Problem, ProblemCode};
use tokio::time::Instant;

use crate::bodies;

/// For a copy to accept a connection.
const CONNECT_DEADLINE: Duration = Duration::from_secs(1);
/// A copy that could not be reached is asked last for this long.
const AVOIDED_FOR: Duration = Duration::from_secs(5);
/// Between two signs of life of a connection on which nothing is said.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// Below the time after which a service ends an idle connection.
const IDLE_MOST: Duration = Duration::from_secs(30);
/// After no copy could be reached.
const RETRY_SECONDS: u32 = 5;

struct Copies {
    client: Client<HttpConnector, Body>,
    patience: Duration,
    copies: Vec<Copy>,
    next: AtomicUsize,
}

struct Copy {
    authority: Authority,
    avoided_until: Mutex<Option<Instant>>,
}

impl Copy {
    fn is_avoided(&self) -> bool {
        self.avoided_until.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether this request is the one that tries it, since its time is over. The next one does after so long, unless it was
    /// reached.
    fn is_tried_now(&self, next_after: Duration) -> bool {
        let (mut avoided, now) = (self.avoided_until.lock().unwrap_or_else(PoisonError::into_inner), Instant::now());
        let is_due = avoided.is_some_and(|until| now >= until);
        if is_due {
            *avoided = Some(now + next_after);
        }
        is_due
    }

    fn avoid(&self, until: Option<Instant>) {
        *self.avoided_until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }
}

/// The service whose copies are at these addresses, in turn; each has so much patience for its answer to begin.
pub fn router(addresses: &[Authority], patience: Duration) -> Router {
    let mut connector = HttpConnector::new();
    connector.set_connect_timeout(Some(CONNECT_DEADLINE));
    connector.set_nodelay(true);
    connector.set_keepalive(Some(KEEPALIVE));
    let client = Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE_MOST)
        .build(connector);
    let copy = |authority: &Authority| Copy { authority: authority.clone(), avoided_until: Mutex::new(None) };
    let copies = addresses.iter().map(copy).collect();
    Router::new().fallback(pass_on).with_state(Arc::new(Copies { client, patience, copies, next: AtomicUsize::new(0) }))
}

async fn pass_on(State(copies): State<Arc<Copies>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = match bodies::whole(body).await {
        Ok(body) => body,
        Err(code) => return ApiProblem::from(Problem::new(code)).into_response(),
    };
    for copy in copies.in_turn() {
        let Some(request) = addressed(&head, &copy.authority, Body::from(body.clone())) else { break };
        let answer = tokio::time::timeout(copies.patience, copies.client.request(request)).await;
        let Ok(answer) = answer else {
            tracing::warn!(upstream = %copy.authority, "gateway.upstream_silent");
            copy.avoid(Some(Instant::now() + AVOIDED_FOR));
            break;
        };
        match answer {
            Ok(response) => {
                copy.avoid(None);
                return received(response.map(Body::new));
            }
            Err(error) if error.is_connect() => {
                tracing::warn!(upstream = %copy.authority, "gateway.upstream_not_reached");
                copy.avoid(Some(Instant::now() + AVOIDED_FOR));
            }
            Err(error) => {
                tracing::warn!(upstream = %copy.authority, error = %error, "gateway.upstream_lost");
                break;
            }
        }
    }
    ApiProblem::from(Problem::new(ProblemCode::Unavailable).retry_after(RETRY_SECONDS)).into_response()
}

/// The answer without what belongs to the connection that it came by.
fn received(mut response: Response) -> Response {
    for name in [CONNECTION, TRANSFER_ENCODING] {
        response.headers_mut().remove(name);
    }
    response
}

impl Copies {
    /// Every copy, beginning with the next. Those that could not be reached lately come last; one of them whose time is over
    /// comes first, with one request until that has come back.
    fn in_turn(&self) -> Vec<&Copy> {
        let count = self.copies.len();
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let mut turn: Vec<&Copy> = (0..count).map(|step| &self.copies[first.wrapping_add(step) % count]).collect();
        turn.sort_by_key(|copy| copy.is_avoided());
        if let Some(place) = turn.iter().position(|copy| copy.is_tried_now(self.patience)) {
            turn[..=place].rotate_right(1);
        }
        turn
    }
}

/// The request with this copy for its target.
fn addressed(head: &request::Parts, authority: &Authority, body: Body) -> Option<Request> {
    let path = head.uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
    let uri = Uri::builder().scheme(Scheme::HTTP).authority(authority.clone()).path_and_query(path).build().ok()?;
    let mut request = Request::new(body);
    *request.method_mut() = head.method.clone();
    *request.uri_mut() = uri;
    *request.headers_mut() = head.headers.clone();
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn copies() -> Copies {
        let copy = |address| Copy { authority: Authority::from_static(address), avoided_until: Mutex::new(None) };
        Copies {
            client: Client::builder(TokioExecutor::new()).build(HttpConnector::new()),
            patience: PATIENCE,
            copies: ["a:1", "b:1", "c:1"].map(copy).into(),
            next: AtomicUsize::new(0),
        }
    }

    /// Who is asked with the next requests, in which order.
    fn turns<const N: usize>(copies: &Copies) -> [String; N] {
        [(); N].map(|()| copies.in_turn().iter().map(|copy| copy.authority.host()).collect())
    }

    #[tokio::test(start_paused = true)]
    async fn one_request_at_a_time_tries_who_could_not_be_reached() {
        let copies = copies();
        assert_eq!(turns(&copies), ["abc", "bca", "cab"], "in turn, while nothing is wrong");
        copies.copies[1].avoid(Some(Instant::now() + AVOIDED_FOR));
        assert_eq!(turns(&copies), ["acb", "cab", "cab"]);
        tokio::time::advance(AVOIDED_FOR).await;
        for _ in 0..2 {
            assert_eq!(turns(&copies), ["bac", "cab", "cab"], "first with one request, which is not answered");
            tokio::time::advance(PATIENCE).await;
        }
        copies.copies[1].avoid(None);
        assert_eq!(turns(&copies), ["abc", "bca", "cab"]);
    }

    #[tokio::test(start_paused = true)]
    async fn of_several_that_could_not_be_reached_a_request_tries_one() {
        let copies = copies();
        copies.copies.iter().take(2).for_each(|copy| copy.avoid(Some(Instant::now())));
        assert_eq!(turns(&copies), ["acb", "bca", "cab"]);
    }
}
