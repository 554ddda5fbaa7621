//! Help, the help request, privacy, and the inbox of the demo.

use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::live::{self, Check};
use crate::texts::Markup;

/// `/help`: common problems and what to do.
#[derive(Template)]
#[template(path = "help.html")]
pub struct Help {
    frame: Frame,
}

impl Help {
    /// The page.
    pub fn new(visit: Visit) -> Self {
        Self { frame: Frame::titled(visit, "help-title") }
    }

    /// Question, and the keys of its answer.
    fn answers(&self) -> [(&'static str, &'static [&'static str]); 8] {
        [
            ("help-no-code", &["help-no-code-1", "help-no-code-2"]),
            ("help-wrong-code", &["help-wrong-code-1"]),
            ("help-unknown", &["help-unknown-1"]),
            ("help-new-phone", &["help-new-phone-1"]),
            ("help-password", &["help-password-1"]),
            ("help-locked-out", &["help-locked-out-1"]),
            ("help-too-many", &["help-too-many-1"]),
            ("help-not-me", &["help-not-me-1"]),
        ]
    }
}

/// What was typed into the help request.
#[derive(Debug, Clone, Default)]
pub struct TypedHelp {
    /// User ID.
    pub user_id: String,
    /// How to reach the person.
    pub reach_me: String,
    /// What is wrong.
    pub message: String,
}

/// `/help/contact`: ask the administrator.
#[derive(Template)]
#[template(path = "help_contact.html")]
pub struct Contact {
    frame: Frame,
    typed: TypedHelp,
}

impl Contact {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, typed: TypedHelp, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "contact-title").with_problems(problems), typed }
    }

    fn captcha(&self) -> Markup {
        live::captcha(self.frame.t, &self.frame.visit.contact_url, Check::First)
    }
}

/// `/help/contact/sent`.
#[derive(Template)]
#[template(path = "help_sent.html")]
pub struct ContactSent {
    frame: Frame,
}

impl ContactSent {
    /// The page.
    pub fn new(visit: Visit) -> Self {
        Self { frame: Frame::titled(visit, "contact-sent-title") }
    }
}

/// `/privacy`.
#[derive(Template)]
#[template(path = "privacy.html")]
pub struct Privacy {
    frame: Frame,
}

impl Privacy {
    /// The page.
    pub fn new(visit: Visit) -> Self {
        Self { frame: Frame::titled(visit, "privacy-title") }
    }
}

/// A message in the demo's inbox, as `GET /inbox/messages` gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// Names it.
    pub id: Uuid,
    /// `email`, `sms` or `voice`.
    pub channel: String,
    /// The contact, in full.
    pub to: String,
    /// Subject of an email.
    #[serde(default)]
    pub subject: Option<String>,
    /// The plain part.
    pub text: String,
    /// RFC 3339.
    pub received_at: String,
}

/// `/inbox`, in the demo only.
#[derive(Template)]
#[template(path = "inbox.html")]
pub struct Inbox {
    frame: Frame,
    messages: Vec<Message>,
}

/// Keys of a phone, in their order.
const KEYS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/// What else a phone can do with a call, in the words of the API, and the names of their texts.
const ENDS: [(&str, &str); 4] = [
    ("nothing_pressed", "inbox-hang-up"),
    ("busy", "inbox-busy"),
    ("no_answer", "inbox-no-answer"),
    ("voicemail", "inbox-mailbox"),
];

impl Inbox {
    /// The page, messages newest first.
    pub fn new(visit: Visit, messages: Vec<Message>, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "inbox-title").with_problems(problems), messages }
    }

    fn icon(&self, channel: &str) -> Markup {
        self.frame.icon(match channel {
            "email" => "mail",
            "voice" => "phone",
            _ => "text",
        })
    }

    fn kind(&self, channel: &str) -> String {
        let t = self.frame.t;
        match channel {
            "email" => t.say("inbox-channel-email"),
            "voice" => t.say("inbox-channel-voice"),
            _ => t.say("inbox-channel-sms"),
        }
    }

    fn to(&self, to: &str) -> String {
        self.frame.t.with("inbox-to").arg("to", to).text()
    }
}
