//! The operations port: is the process alive, and ready to work, and what does it measure.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use axum::routing::get;
use tokio::time::{Instant, timeout};

use crate::metrics::{self, Sampler};

/// For a sampler to look up what stands somewhere.
const SAMPLE_DEADLINE: Duration = Duration::from_secs(1);
/// What was looked up is shown for so long.
const SAMPLED_FOR: Duration = Duration::from_secs(5);

/// Tells whether the process can do its work now; gives the reason when not.
pub type Readiness = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> + Send + Sync>;

/// `/healthz` answers while the process runs; `/readyz` while it can do its work; `/metrics` is what it measures.
pub fn router(readiness: Readiness, samplers: Vec<Sampler>) -> Router {
    let samples = Arc::new(Samples { samplers, taken: Mutex::new(None) });
    let metrics = move || async move {
        samples.refresh().await;
        ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], metrics::page()).into_response()
    };
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/metrics", get(metrics)).route(
        "/readyz",
        get(move || async move {
            match readiness().await {
                Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
                Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")),
            }
        }),
    )
}

struct Samples {
    samplers: Vec<Sampler>,
    taken: Mutex<Option<Instant>>,
}

impl Samples {
    /// Looks up what was not looked up lately. Who asks meanwhile sees what was there before.
    async fn refresh(&self) {
        if !self.is_due() {
            return;
        }
        for sampler in &self.samplers {
            if timeout(SAMPLE_DEADLINE, sampler()).await.is_err() {
                tracing::warn!("metrics.sample_deadline_passed");
            }
        }
    }

    fn is_due(&self) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = taken.is_none_or(|taken| taken.elapsed() >= SAMPLED_FOR);
        if is_due {
            *taken = Some(Instant::now());
        }
        is_due
    }
}
