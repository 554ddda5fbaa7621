//! People, each on their own: they forget passwords, mistype, give up, try what they may not, and register what they have.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rekey_testkit::providers::{MailServer, Twilio};
use rekey_testkit::{Answer, World};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::RwLock;
use tokio::time::{Instant, sleep};

use super::chance::Chance;
use super::event::{Event, History, Standing, Verdict};
use super::place::{self, UNIFORM};

const RESETS: &str = "/api/v1/resets";
const CURRENT: &str = "/api/v1/resets/current";
const CHALLENGES: &str = "/api/v1/resets/current/challenges";
const ANSWERS: &str = "/api/v1/resets/current/answers";
const PASSWORD: &str = "/api/v1/resets/current/password";
/// For a code to come, before somebody looks whether to ask again.
const PATIENCE: Duration = Duration::from_secs(7);
/// For a request to be answered at last, with everything that goes wrong on the way.
const STUBBORN: Duration = Duration::from_secs(30);
/// Before a request is sent again.
const AGAIN_AFTER: Duration = Duration::from_millis(300);
/// Wrong codes that somebody types in all: fewer than lock an account out.
const MISTAKES_MAX: usize = 6;

/// What all of them share.
pub struct Shared {
    pub world: RwLock<World>,
    pub history: History,
    pub twilio: Twilio,
    pub mail: MailServer,
    pub is_over: AtomicBool,
    pub resets: AtomicUsize,
}

/// Somebody.
pub struct Person {
    pub number: usize,
    pub chance: Chance,
    pub shared: Arc<Shared>,
    /// The password of the last completed reset.
    pub password: Option<String>,
    mistakes: usize,
    passwords: usize,
    registered: usize,
    /// Resets that were begun, whose end is looked up.
    pub resets: Vec<Reset>,
}

/// A reset of somebody.
#[derive(Clone)]
pub struct Reset {
    pub number: usize,
    pub token: String,
    view: Value,
}

/// What a request came to.
fn verdict(answer: Option<&Answer>) -> Verdict {
    match answer {
        Some(answer) if answer.status.is_success() => Verdict::Yes,
        Some(answer) if answer.status.is_client_error() && answer.status.as_u16() != 408 => {
            Verdict::No(answer.code().to_owned())
        }
        _ => Verdict::Unknown,
    }
}

impl Shared {
    /// A request, which may find nobody.
    pub async fn ask(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Option<Answer> {
        // Processes are killed and started meanwhile; who waits for that has not asked yet.
        let (call, began) = (self.world.read().await.begin(method, path, token, body), Instant::now());
        let answer = match call.answer().await {
            Ok(answer) => answer,
            Err(error) => {
                if !error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_connect) {
                    let (waited, why) = (began.elapsed(), format!("{path}: {error:#}"));
                    self.history.saw(Event::Unanswered { waited, why });
                }
                return None;
            }
        };
        self.history.saw(Event::Answered { waited: began.elapsed() });
        if answer.status.is_server_error() {
            let (status, says_when) = (answer.status.as_u16(), answer.retry_after.is_some());
            self.history.saw(Event::Failed { status, says_when });
        }
        Some(answer)
    }

    /// The same until somebody says yes or no.
    pub async fn insist(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Option<Answer> {
        let deadline = Instant::now() + STUBBORN;
        loop {
            let answer = self.ask(method.clone(), path, token, body.clone()).await;
            if verdict(answer.as_ref()) != Verdict::Unknown || Instant::now() >= deadline {
                return answer;
            }
            sleep(AGAIN_AFTER).await;
        }
    }

    async fn captcha(&self) -> Option<String> {
        let answer = self.insist(Method::GET, "/api/v1/captcha", None, None).await?;
        let challenge = serde_json::from_value(answer.body["challenge"].clone()).ok()?;
        rekey_wire::captcha::solve(&challenge)
    }

    async fn begin(&self, user_id: &str) -> Option<Answer> {
        let body = json!({ "user_id": user_id, "captcha": self.captcha().await? });
        self.ask(Method::POST, RESETS, None, Some(body)).await
    }

    /// What a code was that came under this reference.
    fn code(&self, channel: &str, person: usize, reference: &str) -> Option<String> {
        if channel == "sms" {
            let to = place::phone(person);
            let texts = self.twilio.messages();
            return texts.iter().find(|text| text.to == to && text.body.contains(reference))?.code();
        }
        let to = place::mailbox(person);
        let mails = self.mail.mails();
        mails.iter().find(|mail| mail.to == to && mail.header("subject").ends_with(reference))?.code()
    }

    /// Looks at a reset, and writes down where it stands.
    pub async fn look(&self, reset: &mut Reset) -> bool {
        let Some(answer) = self.insist(Method::GET, CURRENT, Some(&reset.token), None).await else { return false };
        if !answer.status.is_success() {
            return false;
        }
        reset.view = answer.body;
        self.saw_standing(reset);
        true
    }

    fn saw_standing(&self, reset: &Reset) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let challenge = &reset.view["challenge"];
        let standing = Standing {
            status: text(&reset.view["status"]),
            passed: reset.view["gates"]["passed"].as_u64().unwrap_or(0),
            reference: text(&challenge["reference"]),
            delivery: text(&challenge["delivery"]),
        };
        self.history.saw(Event::Looked { reset: reset.number, standing });
    }
}

impl Reset {
    fn status(&self) -> &str {
        self.view["status"].as_str().unwrap_or_default()
    }

    fn passed(&self) -> u64 {
        self.view["gates"]["passed"].as_u64().unwrap_or(0)
    }

    fn option(&self, channel: &str) -> Option<Value> {
        let options = self.view["options"].as_array()?;
        Some(options.iter().find(|option| option["channel"] == channel)?["id"].clone())
    }

    fn is_open(&self) -> bool {
        !["closed", "completed", ""].contains(&self.status())
    }
}

impl Person {
    pub fn new(number: usize, chance: Chance, shared: Arc<Shared>) -> Self {
        let resets = Vec::new();
        Self { number, chance, shared, password: None, mistakes: 0, passwords: 0, registered: 0, resets }
    }

    /// Goes on until all is over.
    pub async fn live(mut self) -> Self {
        while !self.shared.is_over.load(Ordering::SeqCst) {
            self.forget().await;
            if self.password.is_some() && self.chance.once_in(2) {
                self.register().await;
            }
            sleep(self.chance.millis(10, 400)).await;
        }
        self
    }

    /// A reset from its beginning to whatever becomes of it.
    async fn forget(&mut self) -> Option<()> {
        let old = self.signed_in().await;
        let answer = self.shared.begin(&place::user(self.number)).await?;
        if !answer.status.is_success() {
            return None;
        }
        let number = self.shared.resets.fetch_add(1, Ordering::SeqCst);
        let token = answer.body["token"].as_str()?.to_owned();
        self.shared.history.saw(Event::Secret { text: token.clone() });
        self.shared.history.saw(Event::Began { reset: number, person: self.number });
        let mut reset = Reset { number, token, view: answer.body["reset"].clone() };
        self.shared.saw_standing(&reset);
        if self.chance.once_in(4) {
            // Nothing is proven yet.
            self.set_password(&mut reset, "A lemon in every tree 1").await;
        }
        let mut channels = ["sms", "email"];
        if self.chance.once_in(2) {
            channels.reverse();
        }
        for (gate, channel) in (1..).zip(channels) {
            self.prove(&mut reset, channel, gate).await;
        }
        if reset.status() == "verified" {
            self.change(&mut reset, old).await;
        }
        self.resets.push(reset);
        Some(())
    }

    /// Proves a gate; asks again where nothing comes.
    async fn prove(&mut self, reset: &mut Reset, channel: &'static str, gate: u64) -> Option<()> {
        for _ in 0..3 {
            if !reset.is_open() || reset.passed() >= gate {
                return None;
            }
            if self.chance.once_in(12) {
                return self.cancel(reset).await;
            }
            let Some(reference) = self.choose(reset, channel).await else {
                sleep(AGAIN_AFTER).await;
                continue;
            };
            if self.chance.once_in(3) {
                self.mistype(reset).await;
            }
            if let Some(code) = self.receive(channel, &reference).await {
                self.answer(reset, (channel, &reference), &code).await;
            }
        }
        None
    }

    /// Asks for a code; its reference on the page.
    async fn choose(&mut self, reset: &mut Reset, channel: &'static str) -> Option<String> {
        let option = reset.option(channel)?;
        let wait = reset.view["challenge"]["resend_after_seconds"].as_u64().unwrap_or(0);
        if reset.view["challenge"]["option_id"] == option && wait > 0 {
            sleep(Duration::from_secs(wait)).await;
        }
        let before = reset.view["challenge"]["reference"].clone();
        let mut body = json!({ "option_id": option });
        if channel == "sms" {
            body["phone_number"] = place::phone(self.number).into();
        }
        let history = &self.shared.history;
        history.saw(Event::Tried { reset: reset.number, channel });
        let answer = self.shared.ask(Method::POST, CHALLENGES, Some(&reset.token), Some(body)).await;
        match verdict(answer.as_ref()) {
            Verdict::Yes => reset.view = answer?.body,
            // It may have been done.
            _ => drop(self.shared.look(reset).await),
        }
        let challenge = &reset.view["challenge"];
        if challenge["option_id"] != option || challenge["reference"] == before {
            return None;
        }
        let reference = challenge["reference"].as_str()?.to_owned();
        history.saw(Event::Asked { reset: reset.number, channel, reference: reference.clone() });
        Some(reference)
    }

    async fn receive(&self, channel: &str, reference: &str) -> Option<String> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(code) = self.shared.code(channel, self.number, reference) {
                return Some(code);
            }
            sleep(Duration::from_millis(50)).await;
        }
        None
    }

    /// Types the right code, sometimes twice at once, and once more when it has counted.
    async fn answer(&mut self, reset: &mut Reset, (channel, reference): (&'static str, &str), code: &str) {
        let ask = || self.shared.ask(Method::POST, ANSWERS, Some(&reset.token), Some(json!({ "code": code })));
        let said = |answer: Option<&Answer>| Event::Proved {
            reset: reset.number,
            channel,
            reference: reference.to_owned(),
            verdict: verdict(answer),
        };
        if self.chance.once_in(3) {
            let (one, other) = tokio::join!(ask(), ask());
            self.shared.history.saw(said(one.as_ref()));
            self.shared.history.saw(said(other.as_ref()));
        } else {
            self.shared.history.saw(said(ask().await.as_ref()));
            self.shared.history.saw(said(ask().await.as_ref()));
        }
        self.shared.look(reset).await;
    }

    async fn mistype(&mut self, reset: &mut Reset) {
        if self.mistakes >= MISTAKES_MAX {
            return;
        }
        self.mistakes += 1;
        let body = json!({ "code": format!("{:06}", self.chance.below(1_000_000)) });
        let answer = self.shared.ask(Method::POST, ANSWERS, Some(&reset.token), Some(body)).await;
        self.shared.history.saw(Event::Guessed { person: self.number, verdict: verdict(answer.as_ref()) });
    }

    async fn cancel(&mut self, reset: &mut Reset) -> Option<()> {
        let answer = self.shared.insist(Method::DELETE, CURRENT, Some(&reset.token), None).await?;
        if answer.status.is_success() {
            self.shared.history.saw(Event::Cancelled { reset: reset.number });
        }
        self.shared.look(reset).await;
        None
    }

    /// Sends it once; what was said.
    async fn set_password(&mut self, reset: &mut Reset, password: &str) -> Verdict {
        let body = json!({ "new_password": password });
        let answer = self.shared.ask(Method::POST, PASSWORD, Some(&reset.token), Some(body)).await;
        let verdict = verdict(answer.as_ref());
        let (number, password) = (reset.number, password.to_owned());
        self.shared.history.saw(Event::SetPassword { reset: number, password, verdict: verdict.clone() });
        verdict
    }

    /// Chooses a new password and sends it until it is known to be there.
    async fn change(&mut self, reset: &mut Reset, old: Option<String>) {
        self.passwords += 1;
        let password = format!("Kettle {} of person {} hums", self.passwords, self.number);
        self.shared.history.saw(Event::Secret { text: password.clone() });
        let deadline = Instant::now() + STUBBORN;
        while reset.is_open() && Instant::now() < deadline {
            self.set_password(reset, &password).await;
            self.shared.look(reset).await;
            if reset.status() == "completed" {
                self.password = Some(password);
                if let Some(token) = old {
                    let answer = self.shared.insist(Method::GET, "/api/v1/me", Some(&token), None).await;
                    let verdict = verdict(answer.as_ref());
                    self.shared.history.saw(Event::UsedOldSignIn { reset: reset.number, verdict });
                }
                return;
            }
            sleep(AGAIN_AFTER).await;
        }
    }

    /// A sign-in with the newest password, where there is one and it can be had now.
    async fn signed_in(&self) -> Option<String> {
        let body = json!({ "user_id": place::user(self.number), "password": self.password.as_ref()? });
        let answer = self.shared.ask(Method::POST, "/api/v1/sign-ins", None, Some(body)).await?;
        let token = answer.body["token"].as_str()?.to_owned();
        self.shared.history.saw(Event::Secret { text: token.clone() });
        Some(token)
    }

    /// Registers another mailbox, once in a life.
    async fn register(&mut self) -> Option<()> {
        if self.registered >= 1 {
            return None;
        }
        let token = self.signed_in().await?;
        let address = place::other_mailbox(self.number);
        let body = json!({ "slot": "authentication_email", "email": address });
        let answer = self.shared.ask(Method::POST, "/api/v1/me/methods", Some(&token), Some(body)).await?;
        let id = answer.body["method"]["id"].as_str()?.to_owned();
        let deadline = Instant::now() + PATIENCE;
        let code = loop {
            let mails = self.shared.mail.mails();
            if let Some(code) = mails.iter().rev().filter(|mail| mail.to == address).find_map(|mail| mail.code()) {
                break code;
            }
            if Instant::now() >= deadline {
                return None;
            }
            sleep(Duration::from_millis(50)).await;
        };
        let path = format!("/api/v1/me/methods/{id}/verification");
        let answer = self.shared.ask(Method::POST, &path, Some(&token), Some(json!({ "code": code }))).await?;
        if answer.status.is_success() {
            self.registered += 1;
            let slot = "authentication_email".to_owned();
            self.shared.history.saw(Event::Registered { person: self.number, slot });
        }
        Some(())
    }

    /// What is there when all is well again.
    pub async fn conclude(&mut self) {
        for mut reset in std::mem::take(&mut self.resets) {
            self.shared.look(&mut reset).await;
        }
        let Some(password) = self.password.clone() else { return };
        let body = json!({ "user_id": place::user(self.number), "password": password });
        let answer = self.shared.insist(Method::POST, "/api/v1/sign-ins", None, Some(body)).await;
        self.shared.history.saw(Event::SignedIn { person: self.number, verdict: verdict(answer.as_ref()) });
        let Some(token) = answer.and_then(|answer| answer.body["token"].as_str().map(str::to_owned)) else { return };
        if let Some(answer) = self.shared.insist(Method::GET, "/api/v1/me/methods", Some(&token), None).await {
            let methods = answer.body.to_string();
            self.shared.history.saw(Event::Has { person: self.number, methods });
        }
    }
}

/// Guesses at somebody's codes, as many at once as the seed says, for as long as there is time.
pub async fn guess_at(person: usize, mut chance: Chance, shared: Arc<Shared>) {
    while !shared.is_over.load(Ordering::SeqCst) {
        if let Some(answer) = shared.begin(&place::user(person)).await.filter(|answer| answer.status.is_success()) {
            let token = answer.body["token"].as_str().unwrap_or_default().to_owned();
            let reset = Reset { number: 0, token, view: answer.body["reset"].clone() };
            let body = json!({ "option_id": reset.option("email") });
            shared.ask(Method::POST, CHALLENGES, Some(&reset.token), Some(body)).await;
            let guesses = (0..8)
                .map(|_| format!("{:06}", chance.below(1_000_000)))
                .map(|code| shared.ask(Method::POST, ANSWERS, Some(&reset.token), Some(json!({ "code": code }))));
            for answer in futures_util::future::join_all(guesses).await {
                shared.history.saw(Event::Guessed { person, verdict: verdict(answer.as_ref()) });
            }
        }
        sleep(chance.millis(500, 1500)).await;
    }
}

/// Begins resets of somebody who is known and of somebody who is not, and compares what is said.
pub async fn compare(mut chance: Chance, shared: Arc<Shared>) {
    let form = |answer: Option<Answer>| {
        let answer = answer.filter(|answer| verdict(Some(answer)) != Verdict::Unknown)?;
        let names = |value: &Value| value.as_object().map(|body| body.keys().cloned().collect::<Vec<_>>());
        let view = &answer.body["reset"];
        let told = [&view["status"], &view["gates"], &view["help"]];
        Some(format!("{} {:?} {:?} {told:?}", answer.status, names(&answer.body), names(view)))
    };
    while !shared.is_over.load(Ordering::SeqCst) {
        let stranger = format!("s{}@initech.example", chance.below(1000));
        let (known, unknown) = (form(shared.begin(UNIFORM).await), form(shared.begin(&stranger).await));
        if let (Some(known), Some(unknown)) = (known, unknown) {
            shared.history.saw(Event::Compared { known, unknown });
        }
        sleep(chance.millis(200, 800)).await;
    }
}
