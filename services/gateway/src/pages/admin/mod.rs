//! Pages of administrators: sign in, the authenticator's code, the overview, and what happened, newest first.

mod lists;
mod overview;

pub use lists::{DeadLetters, Deliveries, Filters, Resets};
pub use overview::Overview;

use askama::Template;

use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::icons;
use crate::texts::{Language, Markup, Texts, escape};

/// `/admin`: sign in.
#[derive(Template)]
#[template(path = "admin_sign_in.html")]
pub struct SignIn {
    frame: Frame,
    user_id: String,
}

impl SignIn {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, user_id: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "admin-sign-in-title").with_problems(problems), user_id }
    }
}

/// `/admin/code` and `/register/code`: the code of the authenticator app.
#[derive(Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactor {
    frame: Frame,
    /// Path of the form.
    action: &'static str,
    /// Path of the page before.
    sign_in: &'static str,
}

impl SecondFactor {
    /// The page whose form goes to `action`, after the page `sign_in`.
    pub fn new(visit: Visit, action: &'static str, sign_in: &'static str, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "second-factor-title").with_problems(problems), action, sign_in }
    }

    fn lead(&self) -> String {
        self.frame.t.with("second-factor-lead").arg("house", &self.frame.visit.house).text()
    }
}

/// A page in the list at the side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    path: &'static str,
    icon: &'static str,
    name: String,
    current: bool,
}

/// Path, drawing and name of every page in the list at the side.
const TABS: [(&str, &str, &str); 4] = [
    ("/admin", "grid", "admin-overview-title"),
    ("/admin/resets", "key", "admin-resets-title"),
    ("/admin/deliveries", "mail", "admin-deliveries-title"),
    ("/admin/dead-letters", "box", "admin-dead-letters-title"),
];

/// The list at the side of the page with this path.
fn tabs(path: &str, texts: Texts) -> Vec<Tab> {
    let tab = |(own, icon, name): &(&'static str, &'static str, &str)| Tab {
        path: own,
        icon,
        name: texts.say(name),
        current: *own == path,
    };
    TABS.iter().map(tab).collect()
}

/// A state as drawing and word, never by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    mood: &'static str,
    word: String,
}

impl State {
    fn markup(&self) -> Markup {
        let icon = match self.mood {
            "good" => "tick",
            "bad" => "cross",
            "warn" => "warning",
            "waiting" => "ring",
            _ => "info",
        };
        Markup::trusted(format!(
            "<span class=\"state {}\">{}<span>{}</span></span>",
            self.mood,
            icons::icon(icon),
            escape(&self.word)
        ))
    }
}

/// A time with its zone: in UTC as it comes, in the reader's zone by script.
fn time(rfc3339: &str) -> Markup {
    let text = rfc3339.get(..16).map_or_else(|| rfc3339.to_owned(), |minute| minute.replace('T', " ") + " UTC");
    let (at, text) = (escape(rfc3339), escape(&text));
    Markup::trusted(format!("<time datetime=\"{at}\" data-style=\"zoned\">{text}</time>"))
}

/// A number with its thousands set apart.
fn number(count: u64, texts: Texts) -> String {
    let mark = match texts.language() {
        Language::English | Language::Arabic | Language::Chinese | Language::Japanese => ',',
        Language::German | Language::Spanish | Language::Portuguese | Language::Italian => '.',
        Language::Dutch | Language::Turkish => '.',
        Language::French | Language::Polish => '\u{a0}',
    };
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A word of the API in the reader's language; one that nobody knows yet as it is.
fn word(texts: Texts, family: &str, name: &str) -> String {
    let key = format!("admin-{family}-{}", name.replace(['_', '.'], "-"));
    texts.find(&key).unwrap_or_else(|| name.to_owned())
}

/// The name of a value as the API writes it.
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_apart_as_the_language_does() {
        let of = |count, language| number(count, Texts::of(language));
        assert_eq!(of(0, Language::English), "0");
        assert_eq!(of(999, Language::English), "999");
        assert_eq!(of(1_284, Language::English), "1,284");
        assert_eq!(of(1_000_000, Language::German), "1.000.000");
    }

    #[test]
    fn a_time_has_its_zone_and_is_escaped() {
        let html = time("2026-11-24T10:15:42Z").to_string();
        assert_eq!(html, "<time datetime=\"2026-11-24T10:15:42Z\" data-style=\"zoned\">2026-11-24 10:15 UTC</time>");
        assert!(!time("<u>").to_string().contains("<u>"));
    }
}
