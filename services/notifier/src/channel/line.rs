//! One request to a provider over HTTP, and what can be said of it whoever the provider is.
//!
//! A kept connection that the other side closes meanwhile would put a message in doubt for nothing: each request has a
//! connection of its own. No redirect is followed, no proxy asked, nothing tried twice.

use std::time::Duration;

use http_body_util::BodyExt as _;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Response, StatusCode};

use super::SendError;

/// Longest answer that is read; those of providers have one or two KiB.
const ANSWER_MAX_BYTES: usize = 64 * 1024;
/// After this long a provider is asked again, whatever it says.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(3600);

/// The way to a provider.
pub(super) struct Line {
    http: Client,
    deadline: Duration,
}

/// An answer, from whomever.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// What `Retry-After` asks for; a date counts as none.
    pub(super) retry_after: Option<Duration>,
    /// Nothing where it was cut off or too long.
    pub(super) body: Vec<u8>,
}

impl Line {
    /// With so long for a request, from connecting to the end of the answer; half of it for connecting. None where TLS
    /// cannot be set up. Connects to nothing.
    pub(super) fn new(deadline: Duration) -> Option<Self> {
        Some(Self { http: client(deadline)?, deadline })
    }

    /// Sends a request. Safe to drop at any time: then its outcome is unknown.
    pub(super) async fn exchange(&self, request: Request) -> Result<Answer, SendError> {
        let exchange = async {
            match self.http.execute(request).await {
                Ok(response) => {
                    let (status, retry_after) = (response.status(), retry_after(response.headers()));
                    Ok(Answer { status, retry_after, body: body(response).await })
                }
                Err(error) if error.is_connect() => Err(SendError::Retry("no connection".into())),
                Err(_) => Err(SendError::Ambiguous("cut off before the answer".into())),
            }
        };
        // Connecting has an earlier deadline of its own.
        let silent = |_| Err(SendError::Ambiguous("no answer in time".into()));
        tokio::time::timeout(self.deadline, exchange).await.unwrap_or_else(silent)
    }
}

/// What 429 means.
pub(super) fn too_many(retry_after: Option<Duration>) -> SendError {
    match retry_after {
        Some(after) => SendError::RetryAfter("too many requests".into(), after),
        None => SendError::Retry("too many requests".into()),
    }
}

/// A client of our own: ring, the web's authorities, no redirect, no proxy, no second try.
fn client(deadline: Duration) -> Option<Client> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .pool_max_idle_per_host(0)
        // What takes longer was not written out: half of the time is left for the answer.
        .connect_timeout(deadline / 2)
        .user_agent(concat!("rekey/", env!("CARGO_PKG_VERSION")));
    client.build().ok()
}

/// Seconds, and no more than the longest wait.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

/// What can be read of an answer's body.
async fn body(response: Response) -> Vec<u8> {
    let body = reqwest::Body::from(response);
    let read = http_body_util::Limited::new(body, ANSWER_MAX_BYTES).collect().await;
    read.map(|whole| whole.to_bytes().to_vec()).unwrap_or_default()
}
