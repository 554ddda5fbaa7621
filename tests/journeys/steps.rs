//! Steps that journeys share: what a person does, over the API.

use std::time::Duration;

use rekey_testkit::{Answer, Message, World};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// For a line of the log.
const LOG_DEADLINE: Duration = Duration::from_secs(30);
/// For a message, and for news of it.
const MESSAGE_DEADLINE: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Nine of ten strangers are offered what most accounts have.
pub const STRANGERS_MAX: u32 = 6;

/// The settings that a demo begins with.
pub const DEMO: &str = include_str!("../../deploy/demo/settings.toml");

/// Dave's and Frank's contacts, as the demo has them.
pub const DAVE: &str = "dave@contoso.example";
pub const DAVE_EMAIL: &str = "dave@personal.example";
pub const DAVE_PHONE: &str = "+14255550134";
pub const FRANK: &str = "frank@fabrikam.example";
pub const FRANK_EMAIL: &str = "frank@personal.example";
pub const FRANK_PHONE: &str = "+14255550156";
pub const NEW_PASSWORD: &str = "Nineteen green kettles 7";
pub const CONTOSO_POLICY: &str = "profile = \"model\"\nvoice = \"press_pound\"\n";
pub const FABRIKAM_POLICY: &str = "profile = \"nist\"\nvoice = \"match_number\"\n";

/// A reset under way.
pub struct Reset {
    pub token: String,
    pub view: Value,
}

impl Reset {
    pub async fn start(world: &World, user_id: &str) -> Self {
        let body = world.start_reset(user_id).await.good();
        Self { token: body["token"].as_str().expect("a token").to_owned(), view: body["reset"].clone() }
    }

    /// Channels of what is offered, in its order; an app has none.
    pub fn channels(&self) -> Vec<&str> {
        let options = self.view["options"].as_array().expect("options").iter();
        options.filter_map(|option| option["channel"].as_str()).collect()
    }

    /// What is offered: method, slot and channel of each.
    fn offered(&self) -> Vec<[&Value; 3]> {
        let options = self.view["options"].as_array().expect("options").iter();
        options.map(|option| ["method", "slot", "channel"].map(|field| &option[field])).collect()
    }

    /// A reset of somebody whom nobody knows, named by a number after this, who is offered what this one is: now and then a
    /// stranger is offered something else.
    pub async fn stranger_like(&self, world: &World, name: &str) -> (String, Self) {
        for number in 0..STRANGERS_MAX {
            let user_id = format!("{name}{number}@fabrikam.example");
            let stranger = Self::start(world, &user_id).await;
            if stranger.offered() == self.offered() {
                return (user_id, stranger);
            }
        }
        unreachable!("most strangers are offered the usual")
    }

    /// Id of the option on this channel.
    pub fn option(&self, channel: &str) -> String {
        let options = self.view["options"].as_array().expect("options");
        let option = options.iter().find(|option| option["channel"] == channel).expect("such an option");
        option["id"].as_str().expect("an id").to_owned()
    }

    /// Id of the option on this channel to the contact in this slot.
    pub fn option_to(&self, slot: &str, channel: &str) -> String {
        let options = self.view["options"].as_array().expect("options");
        let option = options.iter().find(|option| option["slot"] == slot && option["channel"] == channel);
        option.expect("such an option")["id"].as_str().expect("an id").to_owned()
    }

    /// Chooses a way by its id.
    pub async fn choose_option(&mut self, world: &World, id: &str, number: Option<&str>) -> Answer {
        let mut body = json!({ "option_id": id });
        if let Some(number) = number {
            body["phone_number"] = number.into();
        }
        let answer = world.post("/api/v1/resets/current/challenges", &self.token, body).await;
        if answer.status.is_success() {
            self.view = answer.body.clone();
        }
        answer
    }

    pub async fn choose(&mut self, world: &World, channel: &str, number: Option<&str>) -> Answer {
        self.choose_option(world, &self.option(channel), number).await
    }

    pub async fn answer(&mut self, world: &World, code: &str) -> Answer {
        let answer = world.post("/api/v1/resets/current/answers", &self.token, json!({ "code": code })).await;
        if answer.status.is_success() {
            self.view = answer.body.clone();
        }
        answer
    }

    pub async fn set_password(&self, world: &World, password: &str) -> Answer {
        let body = json!({ "new_password": password });
        world.post("/api/v1/resets/current/password", &self.token, body).await
    }

    pub async fn look(&mut self, world: &World) -> &Value {
        self.view = world.get("/api/v1/resets/current", &self.token).await.good();
        &self.view
    }

    pub fn status(&self) -> &str {
        self.view["status"].as_str().expect("a status")
    }

    /// Proves by email, with the `nth` code that this address ever got.
    pub async fn prove_by_email(&mut self, world: &World, address: &str, nth: usize) {
        self.choose(world, "email", None).await.good();
        let code = world.code_to(address, nth).await;
        self.answer(world, &code).await.good();
    }

    /// The same, with a code that comes now: what this address got before may be there still, or gone from the inbox.
    pub async fn prove_by_email_again(&mut self, world: &World, address: &str) {
        let before = world.messages_to(address, 0).await;
        self.choose(world, "email", None).await.good();
        let code = code_after(world, address, &before).await;
        self.answer(world, &code).await.good();
    }

    /// Proves by text, with the `nth` code that this number ever got.
    pub async fn prove_by_text(&mut self, world: &World, number: &str, nth: usize) {
        self.choose(world, "sms", Some(number)).await.good();
        let code = world.code_to(number, nth).await;
        self.answer(world, &code).await.good();
    }

    /// The same, with a code that comes now.
    pub async fn prove_by_text_again(&mut self, world: &World, number: &str) {
        let before = world.messages_to(number, 0).await;
        self.choose(world, "sms", Some(number)).await.good();
        let code = code_after(world, number, &before).await;
        self.answer(world, &code).await.good();
    }

    /// Looks until it is so.
    pub async fn look_until(&mut self, world: &World, fact: &str, within: Duration, is_so: impl Fn(&Value) -> bool) {
        let deadline = Instant::now() + within;
        while !is_so(self.look(world).await) {
            assert!(Instant::now() < deadline, "{fact} is not seen:\n{}\n{}", self.view, world.log());
            sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until the page says that the message was sent: then nobody works on it any more.
    pub async fn is_sent(&mut self, world: &World) {
        self.look_until(world, "sent", MESSAGE_DEADLINE, |view| view["challenge"]["delivery"] == "sent").await;
    }
}

/// The code in a message that was not there before.
async fn code_after(world: &World, to: &str, before: &[Message]) -> String {
    let deadline = Instant::now() + MESSAGE_DEADLINE;
    loop {
        let messages = world.messages_to(to, 0).await;
        let mut new = messages.iter().filter(|message| before.iter().all(|old| old.id != message.id));
        if let Some(code) = new.find_map(Message::code) {
            return code;
        }
        assert!(Instant::now() < deadline, "no new code came to {to}:\n{}", world.log());
        sleep(LOOK_EVERY).await;
    }
}

/// The newest message to a recipient with these words in it, once there is one.
pub async fn message_to(world: &World, to: &str, words: &str) -> Message {
    for count in 1.. {
        let messages = world.messages_to(to, count).await;
        if let Some(found) = messages.into_iter().find(|message| plain(&message.text).contains(words)) {
            return found;
        }
    }
    unreachable!("messages_to has a deadline")
}

/// A text with its line breaks as spaces: the plain part of a mail is folded.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code that is not this one.
pub fn wrong(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..code.len() - 1])
}

/// Waits until the program logs these words: some of it is written after the person sees what came of it.
pub async fn logs(world: &World, words: &str) {
    let deadline = Instant::now() + LOG_DEADLINE;
    while !world.log().contains(words) {
        assert!(Instant::now() < deadline, "{words} is not logged:\n{}", world.log());
        sleep(Duration::from_millis(25)).await;
    }
}

/// Token of a sign-in.
pub async fn signed_in(world: &World, user_id: &str, password: &str) -> String {
    let body = world.sign_in(user_id, password).await.good();
    body["token"].as_str().expect("a token").to_owned()
}

/// Registers a phone or an email address to the end.
pub async fn register(world: &World, token: &str, slot: &str, value: &str) {
    let field = if slot.ends_with("phone") { "phone_number" } else { "email" };
    let setup = world.post("/api/v1/me/methods", token, json!({ "slot": slot, field: value })).await.good();
    let id = setup["method"]["id"].as_str().expect("an id").to_owned();
    let code = world.code_to(value, 1).await;
    let path = format!("/api/v1/me/methods/{id}/verification");
    world.post(&path, token, json!({ "code": code })).await.good();
}

pub async fn delete(world: &World, path: &str, token: &str) -> Answer {
    world.call(Method::DELETE, path, Some(token), None).await
}

/// The demo's settings with something else in one place, which has to be there.
pub fn demo_with(place: &str, instead: &str) -> String {
    assert_eq!(DEMO.matches(place).count(), 1, "{place}");
    DEMO.replace(place, instead)
}

/// Applies a settings file beside the running program; what the command says.
pub fn apply_settings(world: &World, settings: &str) -> String {
    let file = world.folder().join("settings.toml");
    std::fs::write(&file, settings).expect("written");
    world.command(&["settings", "apply", &file.display().to_string()]).expect("applies")
}
