//! A role as a value: its router and its tasks; and a request to it, as it is measured.

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Span;

use crate::{metrics, trace};

type Run = Box<dyn FnOnce(CancellationToken) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// A role: what answers requests, and what runs beside it.
pub struct Service {
    /// Its name in logs.
    pub name: &'static str,
    /// What answers requests.
    pub router: Router,
    /// What runs until the end.
    pub tasks: Vec<Task>,
}

/// Work that runs until its token is cancelled.
pub struct Task {
    name: &'static str,
    run: Run,
}

impl Task {
    /// A named task.
    pub fn new<F, Fut>(name: &'static str, run: F) -> Self
    where
        F: FnOnce(CancellationToken) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        Self { name, run: Box::new(move |token| Box::pin(run(token))) }
    }
}

/// Starts tasks in one set; the name of each is its result. A task that ends before the token is cancelled is a fault.
pub fn spawn_all(tasks: Vec<Task>, token: &CancellationToken) -> JoinSet<&'static str> {
    let mut set = JoinSet::new();
    spawn_into(&mut set, tasks, token);
    set
}

/// The same into a set that is there already.
pub fn spawn_into(set: &mut JoinSet<&'static str>, tasks: Vec<Task>, token: &CancellationToken) {
    for task in tasks {
        let work = (task.run)(token.clone());
        set.spawn(async move {
            work.await;
            task.name
        });
    }
}

/// A request that a role answers, for its span, its metrics and its one line in the log.
#[derive(Debug)]
pub struct Arrived {
    role: &'static str,
    method: &'static str,
    route: String,
    at: Instant,
}

impl Arrived {
    /// A request to this role, once its route is known.
    pub fn of(role: &'static str, request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
        Self { role, method: trace::method(request.method().as_str()), route, at: Instant::now() }
    }

    /// Its span, below this W3C trace context.
    pub fn span(&self, parent: Option<&str>) -> Span {
        trace::request(self.role, self.method, &self.route, parent)
    }

    /// It was answered.
    pub fn answered(&self, status: StatusCode, span: &Span, request_id: &str) {
        let (took, status) = (self.at.elapsed(), status.as_u16());
        trace::answered(span, status);
        metrics::answered(self.role, &self.route, status, took);
        let _in_trace = span.enter();
        tracing::info!(
            request.id = request_id,
            role = self.role,
            http.method = self.method,
            http.route = self.route,
            http.status = status,
            duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "request.answered"
        );
    }
}
