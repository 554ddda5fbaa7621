//! A stand-in for Twilio: takes text messages and calls over HTTP as Twilio does, and reports what became of them. Of a
//! call it is the phone, too, and does what the test has its owner do.
//!
//! What Twilio would refuse it refuses, with Twilio's codes; `tests/contracts` holds both sides against Twilio's own
//! description, where that is at hand.

mod answers;
mod calls;
mod lookups;
mod reports;
mod rules;
mod twiml;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use answers::{answer, described};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::connections::Cut;
use super::{lock, reached, serve};
use crate::world::first_code;

pub use calls::{Call, Heard};
pub use reports::{Signed, signature};
pub use rules::Complaint;
pub use twiml::{Gather, Script};

/// The account that the stand-in knows.
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
/// Its secret.
pub const AUTH_TOKEN: &str = "5tand1n5ecretT0ken0fTheAccount00";
/// Its number.
pub const FROM: &str = "+14255550100";

/// What the stand-in does with a message or call; without one it takes it over and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Takes it over and says so.
    Take,
    /// Takes it over and says so after so long.
    TakeSlowly(Duration),
    /// Takes it over, and says so in words that are no JSON.
    TakeInGarbage,
    /// Takes it over and never answers.
    TakeAndHang,
    /// Takes it over and answers with this status.
    TakeAndAnswer(u16),
    /// Takes it over and closes the connection without a word.
    TakeAndCutOff,
    /// Does not take it: too many requests, and after so many seconds it may.
    TooMany(Option<u64>),
    /// Does not take it, for a reason with this status and code.
    Refuse(u16, u32),
    /// Answers with a redirect to this address.
    Redirect(String),
}

/// A message that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The stand-in's name for it.
    pub sid: String,
    /// Its recipient.
    pub to: String,
    /// Its words.
    pub body: String,
    /// Where its reports go.
    pub status_callback: String,
    /// How long it may wait, in seconds.
    pub validity_period: u64,
    /// Every field of the request, as it came.
    pub fields: Vec<(String, String)>,
    /// Port from which it came.
    pub from_port: u16,
    /// When.
    pub taken_at: Instant,
}

impl Message {
    /// The first run of 6 to 8 digits.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        first_code(&self.body)
    }
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Next>>,
    messages: Mutex<Vec<Message>>,
    calls: Mutex<Vec<Call>>,
    called: watch::Sender<usize>,
    complaints: Mutex<Vec<Complaint>>,
    asked: watch::Sender<usize>,
    looked: lookups::Looked,
}

/// A running stand-in; it ends with its owner.
pub struct Twilio {
    address: String,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

impl Twilio {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> anyhow::Result<Self> {
        let shared = Arc::<Shared>::default();
        let router = Router::new()
            .route("/2010-04-01/Accounts/{account}/Messages.json", post(create))
            .route("/2010-04-01/Accounts/{account}/Messages/{message}", get(lookups::message))
            .route("/2010-04-01/Accounts/{account}/Calls.json", post(calls::create))
            .route("/2010-04-01/Accounts/{account}/Calls/{call}", get(lookups::call))
            .with_state(shared.clone());
        let (address, tasks) = serve(router).await?;
        Ok(Self { address, shared, _tasks: tasks })
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it does with the next messages, in this order.
    pub fn then(&self, script: impl IntoIterator<Item = Next>) {
        lock(&self.shared.script).extend(script);
    }

    /// Does the usual with all that come.
    pub fn recover(&self) {
        lock(&self.shared.script).clear();
    }

    /// Every message that it took over, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        lock(&self.shared.messages).clone()
    }

    /// What it refused because no such request may come, oldest first.
    #[must_use]
    pub fn complaints(&self) -> Vec<Complaint> {
        lock(&self.shared.complaints).clone()
    }

    /// Requests to send a message, taken or not, once there are so many.
    ///
    /// # Panics
    /// When they do not come in time.
    pub async fn asked(&self, count: usize) -> usize {
        reached(&self.shared.asked, count).await
    }

    /// The `nth` message, 1 for the first, once it is there.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn message(&self, nth: usize) -> Message {
        self.asked(nth).await;
        let (messages, complaints) = (self.messages(), self.complaints());
        assert!(messages.len() >= nth, "no message {nth}: {complaints:?}");
        messages[nth - 1].clone()
    }
}

async fn create(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let judged = authenticate(&account, &headers).and_then(|()| rules::judge(&headers, &fields));
    let answer = match judged {
        Err(complaint) => {
            lock(&shared.complaints).push(complaint.clone());
            complaint.into_response()
        }
        Ok(()) => {
            let next = lock(&shared.script).pop_front().unwrap_or(Next::Take);
            let message = next.takes().then(|| described(&shared.take(fields, cut.peer), "queued"));
            // Known before the answer, which may never come.
            shared.asked.send_modify(|asked| *asked += 1);
            return answer(next, message, &cut).await;
        }
    };
    shared.asked.send_modify(|asked| *asked += 1);
    answer
}

impl Next {
    fn takes(&self) -> bool {
        !matches!(self, Self::TooMany(_) | Self::Refuse(..) | Self::Redirect(_))
    }
}

impl Shared {
    fn take(&self, fields: Vec<(String, String)>, from_port: u16) -> Message {
        let mut messages = lock(&self.messages);
        let field = |name: &str| rules::field(&fields, name).unwrap_or_default().to_owned();
        let message = Message {
            sid: format!("SM{:032x}", messages.len() + 1),
            to: field("To"),
            body: field("Body"),
            status_callback: field("StatusCallback"),
            validity_period: field("ValidityPeriod").parse().unwrap_or(0),
            fields,
            from_port,
            taken_at: Instant::now(),
        };
        messages.push(message.clone());
        message
    }
}

fn authenticate(account: &str, headers: &HeaderMap) -> Result<(), Complaint> {
    let wanted = format!("Basic {}", STANDARD.encode(format!("{ACCOUNT_SID}:{AUTH_TOKEN}")));
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let right = account == ACCOUNT_SID && given == Some(wanted.as_str());
    if right { Ok(()) } else { Err(Complaint::new(401, 20003, "Authenticate")) }
}
