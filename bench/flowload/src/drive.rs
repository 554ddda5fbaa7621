//! The closed loop: each client begins its next flow when the last one is over.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::Until;
use crate::flow::{Flow, Step, Values};
use crate::report::{Report, StepReport, Times, own_cpu};
use crate::sink::{Arrival, Mails};

/// For a mail to come.
const MAIL_DEADLINE: Duration = Duration::from_secs(20);
/// For all mails that wait.
const DRAIN_DEADLINE: Duration = Duration::from_secs(120);
/// Between two counts of them.
const COUNT_EVERY: Duration = Duration::from_millis(20);
/// After a flow that failed.
const PAUSE: Duration = Duration::from_millis(50);
/// How much of an answer stands in an error.
const ANSWER_CHARS: usize = 160;

/// A connection that nobody used for so long is not used again: servers close those after a while (gunicorn after two seconds),
/// and between two phases is more than that.
const IDLE_MOST: Duration = Duration::from_secs(1);

/// Where an account gets its captchas.
const CAPTCHA_PATH: &str = "/api/v1/captcha";

/// Everything that the clients share.
pub struct Driver {
    flow: Flow,
    base: String,
    mails: Mails,
    client: Client<HttpConnector, Full<Bytes>>,
    users: u64,
    /// Counts the flows over all phases.
    next: AtomicU64,
    tally: Mutex<Tally>,
}

#[derive(Default)]
struct Tally {
    flows: u64,
    steps: Vec<Times>,
    errors: BTreeMap<String, u64>,
}

impl Driver {
    pub fn new(flow: Flow, base: String, mails: Mails, users: u64, first: u64) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(IDLE_MOST).build(connector);
        Self { flow, base, mails, client, users, next: AtomicU64::new(first), tally: Mutex::default() }
    }

    /// Runs clients until their end comes; flows that have begun by then are ended, too.
    pub async fn run(self: &Arc<Self>, count: usize, until: Until) -> anyhow::Result<Report> {
        *self.tally() = Tally { steps: vec![Times::default(); self.flow.steps.len()], ..Tally::default() };
        let (began, cpu, first) = (Instant::now(), own_cpu()?, self.next.load(Ordering::Relaxed));
        let mut clients = JoinSet::new();
        for _ in 0..count {
            let driver = Arc::clone(self);
            clients.spawn(async move {
                // Clients are tasks of one thread: nobody begins a flow between the look and its number.
                while match until {
                    Until::Over(length) => began.elapsed() < length,
                    Until::Begun(flows) => driver.next.load(Ordering::Relaxed) - first < flows,
                } {
                    driver.one().await;
                }
            });
        }
        while let Some(ended) = clients.join_next().await {
            ended?;
        }
        let seconds = began.elapsed().as_secs_f64();
        let tally = std::mem::take(&mut *self.tally());
        let steps = self.flow.steps.iter().zip(&tally.steps);
        Ok(Report {
            clients: count,
            flows: tally.flows,
            seconds,
            cpu_seconds: (own_cpu()? - cpu).as_secs_f64(),
            steps: steps.map(|(step, times)| StepReport::of(&step.path, times)).collect(),
            errors: tally.errors,
        })
    }

    /// Waits until so many mails have come since the start: the time from the `DATA` of the first to that of the last, and the mails
    /// after the first.
    pub async fn drain(&self, mails: usize) -> anyhow::Result<Report> {
        let cpu = own_cpu()?;
        let counted = async {
            while self.mails.announced().len() < mails {
                tokio::time::sleep(COUNT_EVERY).await;
            }
        };
        let in_time = timeout(DRAIN_DEADLINE, counted).await.is_ok();
        let announced = self.mails.announced();
        let (first, last) = announced.iter().min().zip(announced.iter().max()).context("no mail came")?;
        let came = announced.len();
        let missing = (!in_time).then(|| (format!("{came} of {mails} mails came"), 1));
        Ok(Report {
            clients: 0,
            flows: u64::try_from(came - 1)?,
            seconds: last.duration_since(*first).as_secs_f64(),
            cpu_seconds: (own_cpu()? - cpu).as_secs_f64(),
            steps: Vec::new(),
            errors: missing.into_iter().collect(),
        })
    }

    async fn one(&self) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let account = number % self.users;
        let mut values = Values::default();
        values.set("i", account);
        values.set("n", number);
        let email = values.fill(&self.flow.email);
        values.set("email", &email);
        let mut mails = self.mails.expect(&email);
        let outcome = self.walk(&mut values, &mut mails).await;
        self.mails.forget(&email);
        match outcome {
            Ok(()) => self.tally().flows += 1,
            Err(error) => {
                *self.tally().errors.entry(format!("{error:#}")).or_default() += 1;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    async fn walk(&self, values: &mut Values, mails: &mut UnboundedReceiver<Arrival>) -> anyhow::Result<()> {
        for (at, step) in self.flow.steps.iter().enumerate() {
            if step.captcha {
                values.set("captcha", self.captcha().await?);
            }
            let sent = Instant::now();
            let answer = self.call("POST", Some(step), values, &step.path, step.status).await?;
            let answered = Instant::now();
            self.tally().steps[at].answered.push(milliseconds(sent, answered));
            values.capture(step, &answer);
            if step.wait_mail {
                let arrival = timeout(MAIL_DEADLINE, mails.recv()).await.ok().flatten();
                let arrival = arrival.with_context(|| format!("{}: no mail", step.path))?;
                let mut tally = self.tally();
                tally.steps[at].from_request.push(milliseconds(sent, arrival.announced));
                tally.steps[at].announced.push(milliseconds(answered, arrival.announced));
                tally.steps[at].mailed.push(milliseconds(answered, arrival.whole));
                drop(tally);
                if let Some(token) = self.flow.token(&arrival.mail) {
                    values.set("token", token);
                }
            }
        }
        Ok(())
    }

    async fn captcha(&self) -> anyhow::Result<String> {
        let mut view = self.call("GET", None, &Values::default(), CAPTCHA_PATH, 200).await?;
        let challenge = serde_json::from_value(view["challenge"].take())?;
        rekey_wire::captcha::solve(&challenge).context("the captcha has no solution")
    }

    async fn call(
        &self,
        method: &str,
        step: Option<&Step>,
        values: &Values,
        path: &str,
        expected: u16,
    ) -> anyhow::Result<Value> {
        let uri = format!("{}{path}", self.base);
        let mut request = Request::builder().method(method).uri(uri).header(ACCEPT, "application/json");
        if let Some(bearer) = step.and_then(|step| step.bearer.as_ref()) {
            request = request.header(AUTHORIZATION, format!("Bearer {}", values.fill(bearer)));
        }
        let body = step.map(|step| values.fill(&step.body.to_string())).unwrap_or_default();
        let request = request.header(CONTENT_TYPE, "application/json").body(Full::new(Bytes::from(body)))?;
        let response = self.client.request(request).await.with_context(|| path.to_owned())?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await?.to_bytes();
        let said = || String::from_utf8_lossy(&body).chars().take(ANSWER_CHARS).collect::<String>();
        anyhow::ensure!(status == expected, "{path}: {status} {}", said());
        Ok(serde_json::from_slice(&body).unwrap_or_default())
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        // A panic cannot leave the counts half changed.
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// From one time to another, below zero where the other was first.
fn milliseconds(from: Instant, to: Instant) -> f64 {
    let forth = to.saturating_duration_since(from).as_secs_f64();
    let back = from.saturating_duration_since(to).as_secs_f64();
    (forth - back) * 1e3
}
