//! The flow file, and the values that a flow collects on its way.

use std::collections::BTreeMap;

use mail_parser::MessageParser;
use serde::Deserialize;
use serde_json::Value;

/// A flow: calls one after the other.
#[derive(Debug, Deserialize)]
pub struct Flow {
    /// Address of an account, with `{i}`.
    pub email: String,
    /// What stands in a mail before the token; without it the token is the first run of six digits.
    #[serde(default)]
    token_from: Option<String>,
    /// What stands after it.
    #[serde(default)]
    token_to: String,
    /// The calls.
    pub steps: Vec<Step>,
}

/// A call. Values such as `{token}` are filled in.
#[derive(Debug, Deserialize)]
pub struct Step {
    pub path: String,
    pub body: Value,
    /// What it has to answer.
    pub status: u16,
    /// A mail to the account follows; its token becomes `{token}`.
    #[serde(default)]
    pub wait_mail: bool,
    /// A captcha is fetched and solved before; it becomes `{captcha}`.
    #[serde(default)]
    pub captcha: bool,
    /// For the header `Authorization: Bearer`.
    #[serde(default)]
    pub bearer: Option<String>,
    /// Values of the answer, by JSON pointer.
    #[serde(default)]
    pub capture: BTreeMap<String, String>,
}

impl Flow {
    /// The token that stands in a mail.
    pub fn token(&self, mail: &[u8]) -> Option<String> {
        let parsed = MessageParser::default().parse(mail)?;
        let text = parsed.body_text(0)?;
        if let Some(from) = &self.token_from {
            let (_, rest) = text.split_once(from)?;
            return Some(rest.split_once(&self.token_to)?.0.trim().to_owned());
        }
        let mut runs = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        runs.find(|run| run.len() == 6 && run.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
    }
}

/// Values by name, for `{name}`.
#[derive(Debug, Default)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    pub fn set(&mut self, name: &str, value: impl ToString) {
        self.0.insert(format!("{{{name}}}"), value.to_string());
    }

    pub fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// Takes what a step wants of its answer.
    pub fn capture(&mut self, step: &Step, answer: &Value) {
        for (name, pointer) in &step.capture {
            if let Some(value) = answer.pointer(pointer) {
                self.set(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(extra: &str) -> Flow {
        serde_json::from_str(&format!(r#"{{"email": "u{{i}}@x", "steps": []{extra}}}"#)).expect("parses")
    }

    #[test]
    fn a_token_is_found_between_words_or_as_six_digits() {
        let mail = b"Subject: 123456\r\nContent-Type: text/plain\r\n\r\nIn 2 of 1234567: 654321.\r\nTOKEN:a.b:END\r\n";
        assert_eq!(flow("").token(mail).as_deref(), Some("654321"));
        let between = flow(r#", "token_from": "TOKEN:", "token_to": ":END""#);
        assert_eq!(between.token(mail).as_deref(), Some("a.b"));
        assert_eq!(flow("").token(b"Subject: x\r\n\r\nnothing\r\n"), None);
    }

    #[test]
    fn values_of_an_answer_are_filled_in() {
        let step = r#"{"path": "/", "body": {}, "status": 200, "capture": {"id": "/a/0/id"}}"#;
        let step: Step = serde_json::from_str(step).expect("parses");
        let mut values = Values::default();
        values.capture(&step, &serde_json::json!({ "a": [{ "id": "seven" }] }));
        assert_eq!(values.fill(r#"{"option": "{id}"}"#), r#"{"option": "seven"}"#);
    }
}
