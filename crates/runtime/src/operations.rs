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
pub fn router(readiness: Readiness, samplers: Vec<Arc<dyn Sampler>>) -> Router {
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
    samplers: Vec<Arc<dyn Sampler>>,
    taken: Mutex<Option<Instant>>,
}

impl Samples {
    /// Looks up what was not looked up lately. Who asks meanwhile sees what was there before; what takes too long is not known
    /// then, and not shown.
    async fn refresh(&self) {
        if !self.is_due() {
            return;
        }
        for sampler in &self.samplers {
            if timeout(SAMPLE_DEADLINE, sampler.look()).await.is_err() {
                sampler.forget();
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// Looks a queue up, and may hang.
    #[derive(Default)]
    struct Queue {
        hangs: AtomicBool,
    }

    impl Sampler for Queue {
        fn look(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            Box::pin(async {
                if self.hangs.load(Ordering::Relaxed) {
                    std::future::pending::<()>().await;
                }
                metrics::queue_depth("rekey.of_operations", Some((7, 1)));
            })
        }

        fn forget(&self) {
            metrics::queue_depth("rekey.of_operations", None);
        }
    }

    #[tokio::test]
    async fn what_could_not_be_looked_up_in_time_is_not_shown() {
        let queue = Arc::new(Queue::default());
        let samples = |queue: &Arc<Queue>| Samples { samplers: vec![queue.clone()], taken: Mutex::new(None) };
        samples(&queue).refresh().await;
        assert!(metrics::page().contains("rekey.of_operations"));
        queue.hangs.store(true, Ordering::Relaxed);
        samples(&queue).refresh().await;
        assert!(!metrics::page().contains("rekey.of_operations"), "{}", metrics::page());
    }
}
