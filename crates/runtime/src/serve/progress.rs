//! Progress of one connection: when the client has to have asked, and how long nothing may happen after that.
//!
//! Steps are the start of a request and each part of an answer that the client took: what a client can do for nothing
//! (opening, the preface of HTTP/2, pings) is none, and an answer that is not read stands still as well.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::time::Instant;

use super::{HEADERS_DEADLINE, IDLE_DEADLINE};

/// The steps of a connection; cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Progress(Arc<Steps>);

#[derive(Debug)]
struct Steps {
    opened: Instant,
    /// Of the last step, in milliseconds after the opening and at least 1; 0 before the first.
    last_ms: AtomicU64,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self(Arc::new(Steps { opened: Instant::now(), last_ms: AtomicU64::new(0) }))
    }

    pub(super) fn step(&self) {
        let passed = u64::try_from(self.0.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.last_ms.store(passed.max(1), Ordering::Relaxed);
    }

    fn deadline(&self) -> Instant {
        match self.0.last_ms.load(Ordering::Relaxed) {
            0 => self.0.opened + HEADERS_DEADLINE,
            last => self.0.opened + Duration::from_millis(last) + IDLE_DEADLINE,
        }
    }

    /// Returns once no step came in time.
    pub(super) async fn stalled(&self) {
        while self.deadline() > Instant::now() {
            tokio::time::sleep_until(self.deadline()).await;
        }
    }

    /// The same body; each part that is taken is a step, and so is its end.
    pub(super) fn over(&self, body: Body) -> Body {
        Body::new(Watched { body, progress: self.clone() })
    }
}

struct Watched {
    body: Body,
    progress: Progress,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        self.progress.step();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.progress.step();
    }
}
