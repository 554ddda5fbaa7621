//! Bodies of requests, read whole before their request takes a place among those in flight: who sends slowly, or never,
//! keeps nobody else from being answered. How many are being read is bounded apart, for all and for each network.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::Request;
use axum::http::Method;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use rekey_runtime::json::JSON_MAX_BYTES;
use rekey_runtime::network::Shares;
use rekey_wire::http::{Problem, ProblemCode};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

use crate::arrival::FLOOD_RETRY_SECONDS;
use crate::webhooks::{REPORT_MAX_BYTES, is_report};

/// Bodies that are read at a time: 64 MiB where each is as long as it may be.
const BODIES_MAX: usize = 1024;
/// Of them, from one network. A form comes with its head, so a whole company is far below.
const NETWORK_BODIES_MAX: usize = 64;
/// From the head of a request to the end of its body; 13 KiB a second for the longest.
const BODY_DEADLINE: Duration = Duration::from_secs(5);
/// Of a body that is too large, so much is read to its end within the same time, so that its sender hears why it is refused.
const THROWN_AWAY_MAX_BYTES: usize = 16 * 1024 * 1024;

/// The bodies that are being read.
pub(crate) struct Bodies {
    places: Semaphore,
    networks: Shares,
}

impl Bodies {
    pub(crate) fn new() -> Self {
        Self { places: Semaphore::new(BODIES_MAX), networks: Shares::new(NETWORK_BODIES_MAX) }
    }

    /// Reads the body of a request that changes something, and puts it back whole.
    pub(crate) async fn receive(&self, client: IpAddr, request: &mut Request) -> Result<(), Box<Problem>> {
        if !matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) || request.body().is_end_stream() {
            return Ok(());
        }
        let busy = || Box::new(Problem::new(ProblemCode::Unavailable).retry_after(FLOOD_RETRY_SECONDS));
        let _share = self.networks.take(client).ok_or_else(busy)?;
        let _place = self.places.try_acquire().map_err(|_| busy())?;
        let most = if is_report(request.uri().path()) { REPORT_MAX_BYTES } else { JSON_MAX_BYTES };
        let (deadline, mut body) = (Instant::now() + BODY_DEADLINE, std::mem::take(request.body_mut()));
        let received = timeout_at(deadline, read(&mut body, most)).await.unwrap_or(Err(ProblemCode::MalformedBody));
        if received == Err(ProblemCode::BodyTooLarge) {
            // Who is still sending would find the connection closed, and not hear why.
            let _ = timeout_at(deadline, throw_away(&mut body)).await;
        }
        let body = received.map_err(|code| Box::new(Problem::new(code)))?;
        *request.body_mut() = Body::from(body);
        Ok(())
    }
}

/// A whole body of at most [`JSON_MAX_BYTES`].
pub(crate) async fn whole(body: Body) -> Result<Bytes, ProblemCode> {
    at_most(body, JSON_MAX_BYTES).await
}

/// A whole body of at most so many bytes.
pub(crate) async fn at_most(mut body: Body, most: usize) -> Result<Bytes, ProblemCode> {
    read(&mut body, most).await
}

async fn read(body: &mut Body, most: usize) -> Result<Bytes, ProblemCode> {
    match Limited::new(body, most).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(ProblemCode::BodyTooLarge),
        Err(_) => Err(ProblemCode::MalformedBody),
    }
}

/// Reads what is left of a body, frame by frame, and keeps none of it; [`THROWN_AWAY_MAX_BYTES`] at most.
async fn throw_away(body: &mut Body) {
    let mut left = THROWN_AWAY_MAX_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
        if left == 0 {
            return;
        }
    }
}
