//! Steps that journeys share: what a person does, over the API.

use std::time::Duration;

use rekey_testkit::{Answer, Message, World};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// For a line of the log.
const LOG_DEADLINE: Duration = Duration::from_secs(30);

/// Dave's and Frank's contacts, as the demo has them.
pub const DAVE: &str = "dave@contoso.example";
pub const DAVE_EMAIL: &str = "dave@personal.example";
pub const DAVE_PHONE: &str = "+14255550134";
pub const FRANK: &str = "frank@fabrikam.example";
pub const FRANK_EMAIL: &str = "frank@personal.example";
pub const FRANK_PHONE: &str = "+14255550156";
pub const NEW_PASSWORD: &str = "Nineteen green kettles 7";

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

    /// Id of the option on this channel.
    pub fn option(&self, channel: &str) -> String {
        let options = self.view["options"].as_array().expect("options");
        let option = options.iter().find(|option| option["channel"] == channel).expect("such an option");
        option["id"].as_str().expect("an id").to_owned()
    }

    pub async fn choose(&mut self, world: &World, channel: &str, number: Option<&str>) -> Answer {
        let mut body = json!({ "option_id": self.option(channel) });
        if let Some(number) = number {
            body["phone_number"] = number.into();
        }
        let answer = world.post("/api/v1/resets/current/challenges", &self.token, body).await;
        if answer.status.is_success() {
            self.view = answer.body.clone();
        }
        answer
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

    /// The same, with the newest code after those that this address already got.
    pub async fn prove_by_email_again(&mut self, world: &World, address: &str) {
        let before = world.messages_to(address, 0).await.len();
        self.choose(world, "email", None).await.good();
        let code = newest_code(world, address, before).await;
        self.answer(world, &code).await.good();
    }

    /// Proves by text.
    pub async fn prove_by_text(&mut self, world: &World, number: &str, nth: usize) {
        self.choose(world, "sms", Some(number)).await.good();
        let code = world.code_to(number, nth).await;
        self.answer(world, &code).await.good();
    }
}

/// The code of the first message with one after so many.
async fn newest_code(world: &World, to: &str, before: usize) -> String {
    for count in before + 1.. {
        let messages = world.messages_to(to, count).await;
        if let Some(code) = messages[..messages.len() - before].iter().find_map(Message::code) {
            return code;
        }
    }
    unreachable!("messages_to has a deadline")
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

/// Applies a settings file beside the running program; what the command says.
pub fn apply_settings(world: &World, settings: &str) -> String {
    let file = world.folder().join("settings.toml");
    std::fs::write(&file, settings).expect("written");
    world.command(&["settings", "apply", &file.display().to_string()]).expect("applies")
}
