//! A whole Rekey: the real program, in one process or with its roles apart, over a database of its own, and a client of
//! its API.

mod connections;
mod processes;
mod ways;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use rekey_wire::authenticator::AuthenticatorSecret;
use rekey_wire::captcha::CaptchaLevel;

use self::processes::Processes;
pub use self::processes::ROLES;
pub use self::ways::{OwnServers, Ways};
use crate::databases::{Engine, TestDatabase};
use crate::servers::{Access, VirtualHost};

/// For a message to arrive, also where a killed process had claimed it and its lease has to run out.
const MESSAGE_DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Where the roles of a Rekey run, and over what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// All in one process.
    Together(Engine),
    /// Apart, two copies of each, on PostgreSQL and RabbitMQ.
    Apart,
}

/// A running Rekey; it ends with its owner.
#[derive(Debug)]
pub struct World {
    // Before the database: whoever uses it ends first.
    processes: Processes,
    database: TestDatabase,
    http: Client,
    turn: AtomicUsize,
    ways: Ways,
}

/// An answer of the API.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Seconds of `Retry-After`.
    pub retry_after: Option<u64>,
    /// Content type.
    pub content_type: String,
    /// The JSON body; null where there is none.
    pub body: Value,
}

impl Answer {
    /// The problem's code; empty where it is none.
    #[must_use]
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }

    /// The body, once it is sure that the call went well.
    ///
    /// # Panics
    /// When it did not.
    pub fn good(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self.body
    }
}

/// A call under way; it goes on by itself.
#[derive(Debug)]
pub struct Call {
    /// The copy of the gateway that has it.
    pub gateway: usize,
    answer: JoinHandle<anyhow::Result<Answer>>,
}

impl Call {
    /// What it comes to.
    ///
    /// # Errors
    /// When there is no answer, as from a gateway that died.
    pub async fn answer(self) -> anyhow::Result<Answer> {
        self.answer.await?
    }
}

/// A captured message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Names it.
    pub id: String,
    /// `email`, `sms` or `voice`.
    pub channel: String,
    /// Recipient, in full.
    pub to: String,
    /// The plain part.
    pub text: String,
}

impl Message {
    /// The first run of 6 to 8 digits.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        first_code(&self.text)
    }
}

/// The first run of 6 to 8 digits.
pub(crate) fn first_code(text: &str) -> Option<String> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| (6..=8).contains(&run.len())).map(str::to_owned)
}

impl World {
    /// The demo.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn demo(engine: Engine) -> anyhow::Result<Self> {
        Self::start(engine, Vec::new(), &[]).await
    }

    /// With config files, or the demo where there are none, and variables over them; `{address}` in a value is where the
    /// pages are.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start(engine: Engine, config: Vec<PathBuf>, variables: &[(&str, &str)]) -> anyhow::Result<Self> {
        Self::start_on(TestDatabase::fresh(engine)?, config, variables).await
    }

    /// The same over a database that is there already.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start_on(
        database: TestDatabase,
        config: Vec<PathBuf>,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let processes = Processes::together(&database, config, variables)?;
        Self::with(processes, database).await
    }

    /// The demo with its roles apart, two copies of each, on PostgreSQL and RabbitMQ.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn apart() -> anyhow::Result<Self> {
        Self::start_apart(Vec::new(), &[]).await
    }

    /// The same with config files and variables.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start_apart(config: Vec<PathBuf>, variables: &[(&str, &str)]) -> anyhow::Result<Self> {
        Self::start_apart_on(TestDatabase::fresh(Engine::Postgres)?, config, variables).await
    }

    /// With config files and variables, in this layout.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start_in(layout: Layout, config: Vec<PathBuf>, variables: &[(&str, &str)]) -> anyhow::Result<Self> {
        match layout {
            Layout::Together(engine) => Self::start(engine, config, variables).await,
            Layout::Apart => Self::start_apart(config, variables).await,
        }
    }

    /// With config files, one more with this text in its own folder, and variables, in this layout.
    ///
    /// # Errors
    /// When it does not start; the error holds the end of its log.
    pub async fn start_written(
        layout: Layout,
        mut config: Vec<PathBuf>,
        text: &str,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let engine = if let Layout::Together(engine) = layout { engine } else { Engine::Postgres };
        let database = TestDatabase::fresh(engine)?;
        let file = database.folder().join("config.toml");
        std::fs::write(&file, text)?;
        config.push(file);
        match layout {
            Layout::Together(_) => Self::start_on(database, config, variables).await,
            Layout::Apart => Self::start_apart_on(database, config, variables).await,
        }
    }

    async fn start_apart_on(
        database: TestDatabase,
        config: Vec<PathBuf>,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let host = Access::of_run()?.virtual_host()?;
        let processes = Processes::apart(&database, (host, &mut ways::Straight), config, variables).await?;
        Self::with(processes, database).await
    }

    async fn with(processes: Processes, database: TestDatabase) -> anyhow::Result<Self> {
        let http = crate::client()?;
        let mut world = Self { processes, database, http, turn: AtomicUsize::new(0), ways: Ways::default() };
        world.resume(0).await?;
        Ok(world)
    }

    /// Ends every process at once, as `kill -9` does.
    pub fn kill(&mut self) {
        self.processes.kill(|_| true);
    }

    /// Ends one copy of a role at once, where roles are apart; the other goes on.
    pub fn kill_one(&mut self, role: &str, copy: usize) {
        self.processes.kill(|process| process.role == Some(role) && process.copy == copy);
    }

    /// The running copy of a role that has the connection from this port, where roles are apart.
    ///
    /// # Errors
    /// When none has.
    pub fn holder(&self, role: &str, port: u16) -> anyhow::Result<usize> {
        self.processes.holder(role, port)
    }

    /// Whether the roles run apart.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.processes.are_apart()
    }

    /// Its part of the broker, where roles are apart.
    #[must_use]
    pub fn broker(&self) -> Option<&VirtualHost> {
        self.processes.host()
    }

    /// Starts whatever does not run.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.processes.start().await
    }

    /// Tells every process to end, as SIGTERM does, and waits for it. The first status that is no success, if any.
    ///
    /// # Errors
    /// When nothing runs, or cannot be told.
    pub fn terminate(&mut self) -> anyhow::Result<ExitStatus> {
        self.processes.terminate()
    }

    /// Starts it again over the same data, its clock moved by so many seconds from the real time.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self, offset_seconds: i64) -> anyhow::Result<()> {
        self.kill();
        self.processes.shift(offset_seconds);
        self.processes.start().await
    }

    /// Where the pages are.
    #[must_use]
    pub fn address(&self) -> String {
        address_of(self.gateway().1)
    }

    /// Where the first gateway is, of which people and providers are told.
    #[must_use]
    pub fn public_address(&self) -> String {
        address_of(self.processes.public_port())
    }

    /// Whoever has two gateways is served by both, in turn.
    fn gateway(&self) -> (usize, u16) {
        self.processes.gateway(self.turn.fetch_add(1, Ordering::Relaxed))
    }

    /// The folder with everything that it wrote.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.database.folder()
    }

    /// For statements that look behind the API.
    #[must_use]
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Everything that it logged.
    #[must_use]
    pub fn log(&self) -> String {
        self.processes.log()
    }

    /// What a copy of a role measures, as its operations port tells; the only process where there is but one.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn metrics(&self, role: &str, copy: usize) -> String {
        let port = self.processes.operations(role, copy).expect("a process");
        let asked = self.http.get(format!("http://127.0.0.1:{port}/metrics")).send();
        asked.await.expect("an answer").text().await.expect("text")
    }

    /// A command of the program on the same data, such as `["settings", "apply", "x.toml"]`.
    ///
    /// # Errors
    /// With what it said, when it failed.
    pub fn command(&self, arguments: &[&str]) -> anyhow::Result<String> {
        self.processes.command(arguments)
    }

    /// What `demo.json` says.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn described(&self) -> Value {
        let text = std::fs::read(self.database.folder().join("demo.json")).expect("demo.json is there");
        serde_json::from_slice(&text).expect("demo.json is JSON")
    }

    /// What `demo.json` says of a person.
    fn person(&self, user_id: &str) -> Value {
        let described = self.described();
        let accounts = described["accounts"].as_array().expect("accounts");
        accounts.iter().find(|account| account["user_id"] == user_id).expect("a person of the demo").clone()
    }

    /// The password of a person at the first start.
    ///
    /// # Panics
    /// When there is no such person.
    #[must_use]
    pub fn password(&self, user_id: &str) -> String {
        self.person(user_id)["password"].as_str().expect("a password").to_owned()
    }

    /// The secret of a person's authenticator at the first start.
    ///
    /// # Panics
    /// When there is no such person, or none with an authenticator.
    #[must_use]
    pub fn authenticator(&self, user_id: &str) -> AuthenticatorSecret {
        let person = self.person(user_id);
        AuthenticatorSecret::parse(person["totp_secret"].as_str().expect("an authenticator")).expect("base32")
    }

    /// Any call.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        self.try_call(method, path, token, body).await.expect("an answer")
    }

    /// Any call, which may find nobody.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn try_call(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> anyhow::Result<Answer> {
        read(self.request(method, &format!("{}{path}", self.address()), token, body).send().await?).await
    }

    /// Begins a call; whatever becomes of it, the test goes on.
    #[must_use]
    pub fn begin(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Call {
        let (gateway, port) = self.gateway();
        let request = self.request(method, &format!("{}{path}", address_of(port)), token, body);
        Call { gateway, answer: tokio::spawn(async move { read(request.send().await?).await }) }
    }

    fn request(&self, method: Method, url: &str, token: Option<&str>, body: Option<Value>) -> RequestBuilder {
        let mut request = self.http.request(method, url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request
    }

    /// A request of the test's own making, such as one with a body that is no JSON.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn raw(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = self.http.request(method, format!("{}{path}", self.address())).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send().await.expect("an answer")).await.expect("a body")
    }

    /// `GET`.
    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.call(Method::GET, path, Some(token), None).await
    }

    /// `POST`.
    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(token), Some(body)).await
    }

    /// A solved captcha of the base level.
    ///
    /// # Panics
    /// When none is to be had.
    pub async fn captcha(&self) -> String {
        self.captcha_of(CaptchaLevel::Base).await
    }

    /// A solved captcha of this level.
    ///
    /// # Panics
    /// When none is to be had.
    pub async fn captcha_of(&self, level: CaptchaLevel) -> String {
        let path = format!("/api/v1/captcha?level={}", level.number());
        let view = self.call(Method::GET, &path, None, None).await.good();
        let challenge = serde_json::from_value(view["challenge"].clone()).expect("a challenge");
        rekey_wire::captcha::solve(&challenge).expect("solvable")
    }

    /// "Who are you?", with a harder captcha where one is wanted.
    pub async fn start_reset(&self, user_id: &str) -> Answer {
        let mut level = CaptchaLevel::Base;
        loop {
            let body = json!({ "user_id": user_id, "captcha": self.captcha_of(level).await });
            let answer = self.call(Method::POST, "/api/v1/resets", None, Some(body)).await;
            let wanted = CaptchaLevel::ALL.into_iter().find(|one| answer.body["captcha_level"] == one.number());
            match wanted.filter(|wanted| *wanted > level) {
                Some(wanted) => level = wanted,
                None => return answer,
            }
        }
    }

    /// Sign in for registration.
    pub async fn sign_in(&self, user_id: &str, password: &str) -> Answer {
        let body = json!({ "user_id": user_id, "password": password });
        self.call(Method::POST, "/api/v1/sign-ins", None, Some(body)).await
    }

    /// Messages in the inbox, newest first.
    ///
    /// # Panics
    /// When there is no inbox.
    pub async fn inbox(&self) -> Vec<Message> {
        let listed = self.call(Method::GET, "/inbox/messages", None, None).await.good();
        let text = |message: &Value, name: &str| message[name].as_str().unwrap_or("").to_owned();
        let read = |message: &Value| Message {
            id: text(message, "id"),
            channel: text(message, "channel"),
            to: text(message, "to"),
            text: text(message, "text"),
        };
        listed.as_array().expect("a list").iter().map(read).collect()
    }

    /// Messages to one recipient, newest first, once there are so many.
    ///
    /// # Panics
    /// When they do not arrive in time.
    pub async fn messages_to(&self, to: &str, count: usize) -> Vec<Message> {
        let deadline = Instant::now() + MESSAGE_DEADLINE;
        loop {
            let mut messages = self.inbox().await;
            messages.retain(|message| message.to == to);
            if messages.len() >= count {
                return messages;
            }
            assert!(Instant::now() < deadline, "{count} messages to {to} did not arrive:\n{}", self.log());
            sleep(LOOK_EVERY).await;
        }
    }

    /// Presses keys on a call in the inbox; none to hang up.
    pub async fn press(&self, call: &Message, keys: &str) -> Answer {
        let path = format!("/inbox/messages/{}/keys", call.id);
        self.call(Method::POST, &path, None, Some(json!({ "keys": keys }))).await
    }

    /// Lets a call in the inbox end so, such as `busy`.
    pub async fn end_call(&self, call: &Message, end: &str) -> Answer {
        let path = format!("/inbox/messages/{}/end", call.id);
        self.call(Method::POST, &path, None, Some(json!({ "end": end }))).await
    }

    /// The code in the `nth` message to a recipient (1 for the first).
    ///
    /// # Panics
    /// When it does not arrive in time.
    pub async fn code_to(&self, to: &str, nth: usize) -> String {
        let messages = self.messages_to(to, nth).await;
        messages[messages.len() - nth].code().expect("a code in it")
    }
}

impl Drop for World {
    #[expect(clippy::print_stderr, reason = "shown by the test runner with the failure")]
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let log = self.log();
            let tail: Vec<&str> = log.lines().rev().take(25).collect();
            for line in tail.into_iter().rev() {
                eprintln!("rekey: {line}");
            }
        }
    }
}

fn address_of(port: u16) -> String {
    format!("http://localhost:{port}")
}

async fn read(response: reqwest::Response) -> anyhow::Result<Answer> {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (status, content_type) = (response.status(), header("content-type").unwrap_or_default());
    let retry_after = header("retry-after").and_then(|value| value.parse().ok());
    let body = serde_json::from_slice(&response.bytes().await?).unwrap_or(Value::Null);
    Ok(Answer { status, retry_after, content_type, body })
}
