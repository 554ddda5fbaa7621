//! A stand-in for any gateway for text messages: takes whatever comes over HTTP, keeps it, and answers as told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::connections::Cut;
use super::{lock, reached, serve};
use crate::world::first_code;

/// More than any answer that is read.
const TOO_MUCH_BYTES: usize = 256 * 1024;

/// What the stand-in does with a request; without one it says 202 and gives the message a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The usual answer.
    Take,
    /// This status, and this body.
    Answer(u16, String),
    /// The usual answer after so long.
    Slowly(Duration),
    /// The usual answer, with more behind it than is read.
    TooMuch,
    /// Never answers.
    Hang,
    /// Closes the connection without a word.
    CutOff,
    /// Too many requests, and after so many seconds it may.
    TooMany(Option<u64>),
    /// A redirect to this address.
    Redirect(String),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Path and query.
    pub path_and_query: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Request {
    /// The body's JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// A header; nothing where it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first run of 6 to 8 digits in the `text` of the body's JSON.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        first_code(self.json()["text"].as_str()?)
    }
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Next>>,
    always: Mutex<Option<Next>>,
    requests: Mutex<Vec<Request>>,
    asked: watch::Sender<usize>,
}

/// A running stand-in; it ends with its owner.
pub struct Gateway {
    address: String,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

impl Gateway {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> anyhow::Result<Self> {
        let shared = Arc::<Shared>::default();
        let (address, tasks) = serve(Router::new().fallback(take).with_state(shared.clone())).await?;
        Ok(Self { address, shared, _tasks: tasks })
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it does with the next requests, in this order.
    pub fn then(&self, script: impl IntoIterator<Item = Next>) {
        lock(&self.shared.script).extend(script);
    }

    /// What it does where nothing is scripted; nothing for the usual.
    pub fn always(&self, next: Option<Next>) {
        *lock(&self.shared.always) = next;
    }

    /// Every request, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// Requests so far, once there are so many.
    ///
    /// # Panics
    /// When they do not come in time.
    pub async fn asked(&self, count: usize) -> usize {
        reached(&self.shared.asked, count).await
    }

    /// The `nth` request, 1 for the first, once it is there.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn request(&self, nth: usize) -> Request {
        self.asked(nth).await;
        self.requests()[nth - 1].clone()
    }
}

async fn take(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    (method, uri, headers): (Method, Uri, HeaderMap),
    body: Bytes,
) -> Response {
    let path_and_query = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let body = String::from_utf8_lossy(&body).into_owned();
    let nth = {
        let mut requests = lock(&shared.requests);
        requests.push(Request { method, path_and_query, headers, body });
        requests.len()
    };
    let scripted = lock(&shared.script).pop_front();
    let next = scripted.or_else(|| lock(&shared.always).clone()).unwrap_or(Next::Take);
    // Known before the answer, which may never come.
    shared.asked.send_modify(|asked| *asked += 1);
    answer(next, nth, &cut).await
}

async fn answer(next: Next, nth: usize, cut: &Cut) -> Response {
    let usual = json!({ "id": format!("gw-{nth}"), "status": "queued" });
    let taken = |body: Value| (StatusCode::ACCEPTED, axum::Json(body)).into_response();
    match next {
        Next::Take => taken(usual),
        Next::Slowly(wait) => {
            tokio::time::sleep(wait).await;
            taken(usual)
        }
        Next::Answer(status, body) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, [(CONTENT_TYPE, "application/json")], body).into_response()
        }
        Next::TooMuch => taken(json!({ "status": "queued", "words": "a".repeat(TOO_MUCH_BYTES) })),
        Next::Hang => std::future::pending().await,
        Next::CutOff => {
            cut.off();
            StatusCode::OK.into_response()
        }
        Next::TooMany(after) => {
            let refused = StatusCode::TOO_MANY_REQUESTS.into_response();
            match after {
                Some(seconds) => ([(RETRY_AFTER, seconds.to_string())], refused).into_response(),
                None => refused,
            }
        }
        Next::Redirect(to) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response(),
    }
}
