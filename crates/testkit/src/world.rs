//! A whole Rekey: the real program as a process of its own, over a database of its own, and a client of its API.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::databases::{Engine, TestDatabase};
use crate::servers::free_port;

/// For the program to answer after its start.
const START_DEADLINE: Duration = Duration::from_secs(60);
/// For a message to arrive, also where a killed process had claimed it and its lease has to run out.
const MESSAGE_DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// A running Rekey; it ends with its owner.
#[derive(Debug)]
pub struct World {
    process: Option<Child>,
    database: TestDatabase,
    environment: Vec<(String, String)>,
    config: Vec<PathBuf>,
    port: u16,
    http: Client,
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

/// A captured message.
#[derive(Debug, Clone)]
pub struct Message {
    /// `email` or `sms`.
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
        let mut runs = self.text.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| (6..=8).contains(&run.len())).map(str::to_owned)
    }
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
        let port = free_port()?;
        let mut environment = vec![
            ("REKEY__GATEWAY__LISTEN".to_owned(), format!("127.0.0.1:{port}")),
            ("REKEY__DATA_DIR".to_owned(), database.folder().display().to_string()),
            ("REKEY__STORE__URL".to_owned(), database.url().to_owned()),
            // Little work for the captcha: the tests solve hundreds.
            ("REKEY__CAPTCHA__MAX_NUMBER".to_owned(), "500".to_owned()),
            // Many programs run side by side on a small machine: a second is too short for a connection of each.
            ("REKEY__STORE__ACQUIRE_TIMEOUT_MS".to_owned(), "8000".to_owned()),
        ];
        if !config.is_empty() {
            // The tests come by this name, whatever the public URL is.
            environment.push(("REKEY__GATEWAY__ALLOWED_HOSTS".to_owned(), "[\"localhost\"]".to_owned()));
        }
        let address = format!("http://localhost:{port}");
        environment
            .extend(variables.iter().map(|(name, value)| ((*name).to_owned(), value.replace("{address}", &address))));
        let http = crate::client()?;
        let mut world = Self { process: None, database, environment, config, port, http };
        world.resume(0).await?;
        Ok(world)
    }

    /// Ends the program at once, as `kill -9` does.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Tells the program to end, as SIGTERM does, and waits for it.
    ///
    /// # Errors
    /// When it does not run, or cannot be told.
    pub fn terminate(&mut self) -> anyhow::Result<ExitStatus> {
        let mut process = self.process.take().context("it does not run")?;
        let told = Command::new("kill").arg(process.id().to_string()).status()?;
        anyhow::ensure!(told.success(), "cannot be told to end");
        Ok(process.wait()?)
    }

    /// Starts it again over the same data, its clock moved by so many seconds from the real time.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self, offset_seconds: i64) -> anyhow::Result<()> {
        self.kill();
        let log = File::options().create(true).append(true).open(self.log_file())?;
        let mut command = Command::new(program()?);
        command.arg("run");
        for file in &self.config {
            command.arg("--config").arg(file);
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env("REKEY__CLOCK__OFFSET_SECONDS", offset_seconds.to_string());
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.process = Some(command.spawn().context("cannot start rekey")?);
        self.await_ready().await
    }

    async fn await_ready(&mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + START_DEADLINE;
        loop {
            let process = self.process.as_mut().context("started")?;
            if let Some(status) = process.try_wait()? {
                anyhow::bail!("rekey ended with {status}:\n{}", self.log());
            }
            if let Ok(answer) = self.try_call(Method::GET, "/api/v1/captcha", None, None).await
                && answer.status.is_success()
            {
                return Ok(());
            }
            anyhow::ensure!(Instant::now() < deadline, "rekey does not answer:\n{}", self.log());
            sleep(LOOK_EVERY).await;
        }
    }

    /// Where the pages are.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
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
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn log_file(&self) -> PathBuf {
        self.database.folder().join("rekey.log")
    }

    /// A command of the program on the same data, such as `["settings", "apply", "x.toml"]`.
    ///
    /// # Errors
    /// With what it said, when it failed.
    pub fn command(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(program()?);
        for file in &self.config {
            command.arg("--config").arg(file);
        }
        command.args(arguments).envs(self.environment.iter().map(|(name, value)| (name, value)));
        let output = command.stdin(Stdio::null()).output()?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        anyhow::ensure!(output.status.success(), "{}", said(&output.stderr));
        Ok(said(&output.stdout))
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

    /// The password of a person at the first start.
    ///
    /// # Panics
    /// When there is no such person.
    #[must_use]
    pub fn password(&self, user_id: &str) -> String {
        let described = self.described();
        let accounts = described["accounts"].as_array().expect("accounts");
        let account = accounts.iter().find(|account| account["user_id"] == user_id).expect("a person of the demo");
        account["password"].as_str().expect("a password").to_owned()
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
        let mut request = self.http.request(method, format!("{}{path}", self.address()));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        read(request.send().await?).await
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

    /// A solved captcha.
    ///
    /// # Panics
    /// When none is to be had.
    pub async fn captcha(&self) -> String {
        let view = self.call(Method::GET, "/api/v1/captcha", None, None).await.good();
        let challenge = serde_json::from_value(view["challenge"].clone()).expect("a challenge");
        rekey_wire::captcha::solve(&challenge).expect("solvable")
    }

    /// "Who are you?"
    pub async fn start_reset(&self, user_id: &str) -> Answer {
        let body = json!({ "user_id": user_id, "captcha": self.captcha().await });
        self.call(Method::POST, "/api/v1/resets", None, Some(body)).await
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

async fn read(response: reqwest::Response) -> anyhow::Result<Answer> {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (status, content_type) = (response.status(), header("content-type").unwrap_or_default());
    let retry_after = header("retry-after").and_then(|value| value.parse().ok());
    let body = serde_json::from_slice(&response.bytes().await?).unwrap_or(Value::Null);
    Ok(Answer { status, retry_after, content_type, body })
}

/// The program that was built with these tests, beside them.
fn program() -> anyhow::Result<PathBuf> {
    let tests = std::env::current_exe()?;
    let folder = tests.parent().and_then(Path::parent).context("a target folder")?;
    let program = folder.join("rekey");
    anyhow::ensure!(program.exists(), "{} is missing: `cargo build` first", program.display());
    Ok(program)
}
