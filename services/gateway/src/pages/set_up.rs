//! Pages that set up what needs no contact: authenticator app, passkey, recovery codes, questions.

use askama::Template;
use rekey_wire::http::{AuthenticatorSetupView, QuestionView, QuestionsView, RecoveryCodesView};

use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::proofs::{APP_DIGITS, QUESTION_FIELDS, QUESTIONS_MAX};
use crate::texts::{Markup, Texts, escape};

/// A time of the API as pages show it: in words that scripts put into the reader's own zone.
pub fn time(at: &str) -> Markup {
    let (at, shown) = (escape(at), escape(&at.replace('T', " ").replace('Z', " UTC")));
    Markup::trusted(format!("<time datetime=\"{at}\">{shown}</time>"))
}

/// A sentence with a time in it.
pub fn timed(texts: Texts, key: &str, at: &str) -> Markup {
    let text = escape(&texts.with(key).arg("time", "\u{1}").text());
    Markup::trusted(text.replace('\u{1}', &time(at).to_string()))
}

/// `/security-info/app`: what an authenticator app is, and what it is called.
#[derive(Template)]
#[template(path = "new_app.html")]
pub struct NewApp {
    frame: Frame,
    label: String,
}

impl NewApp {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, label: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "new-app-title").with_problems(problems), label }
    }
}

/// Light modules around a QR code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;
/// Modules of the largest QR code, version 40 (ISO/IEC 18004).
const QR_MAX_MODULES: usize = 177;

/// A QR code as rectangles, one for each run of dark modules. `rows` hold `1` for dark.
pub fn qr(rows: &[String], name: &str) -> Markup {
    let rows = &rows[..rows.len().min(QR_MAX_MODULES)];
    let side = rows.len() + 2 * QUIET_ZONE;
    let mut rects = String::new();
    for (y, row) in rows.iter().enumerate() {
        let modules: Vec<bool> = row.bytes().take(rows.len()).map(|module| module == b'1').collect();
        let mut x = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run[0] {
                let (left, top, width) = (x + QUIET_ZONE, y + QUIET_ZONE, run.len());
                rects.push_str(&format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"1\"/>"));
            }
            x += run.len();
        }
    }
    Markup::trusted(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" width=\"176\" height=\"176\" role=\"img\" aria-label=\"{}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#ffffff\"/>\
         <g fill=\"#000000\">{rects}</g></svg>",
        escape(name)
    ))
}

/// The answer to `POST /security-info/app`: what the app is given, once, and the field of its first code.
#[derive(Template)]
#[template(path = "show_app.html")]
pub struct ShowApp {
    frame: Frame,
    id: String,
    digits: u8,
    authenticator: AuthenticatorSetupView,
}

impl ShowApp {
    /// The page of a set-up that has just begun.
    pub fn new(visit: Visit, id: String, authenticator: AuthenticatorSetupView, code_length: Option<u8>) -> Self {
        let digits = code_length.unwrap_or(APP_DIGITS).clamp(6, 8);
        Self { frame: Frame::titled(visit, "show-app-title"), id, digits, authenticator }
    }

    fn qr(&self) -> Markup {
        qr(&self.authenticator.qr, &self.frame.t.say("show-app-qr"))
    }

    fn lead(&self) -> Markup {
        let uri = Some(self.authenticator.uri.as_str()).filter(|uri| uri.starts_with("otpauth://totp/"));
        self.frame.t.with("show-app-lead").link(uri.unwrap_or("#main")).markup()
    }

    fn secret(&self) -> Markup {
        self.frame.t.with("show-app-secret").arg("secret", self.authenticator.secret.as_str()).markup()
    }
}

/// The code of the new app once more, after one that was not right: the app has the secret already.
#[derive(Template)]
#[template(path = "app_code.html")]
pub struct AppCode {
    frame: Frame,
    id: String,
    digits: u8,
}

impl AppCode {
    /// The page, with what went wrong.
    pub fn new(visit: Visit, id: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "app-code-title").with_problems(problems), id, digits: APP_DIGITS }
    }
}

/// `/security-info/passkey`: what a passkey is, and what it is called.
#[derive(Template)]
#[template(path = "new_passkey.html")]
pub struct NewPasskey {
    frame: Frame,
    label: String,
}

impl NewPasskey {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, label: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "new-passkey-title").with_problems(problems), label }
    }
}

/// The answer to `POST /security-info/passkey`: the browser is asked to make one.
#[derive(Template)]
#[template(path = "make_passkey.html")]
pub struct MakePasskey {
    frame: Frame,
    id: String,
    request: String,
}

impl MakePasskey {
    /// The page of a set-up that has just begun.
    pub fn new(visit: Visit, id: String, request: &serde_json::Value) -> Self {
        Self { frame: Frame::titled(visit, "make-passkey-title"), id, request: request.to_string() }
    }
}

/// `/security-info/recovery-codes`: what they are.
#[derive(Template)]
#[template(path = "new_codes.html")]
pub struct NewCodes {
    frame: Frame,
    left: Option<u32>,
}

impl NewCodes {
    /// The page; `left` are the codes that end when new ones are made.
    pub fn new(visit: Visit, left: Option<u32>, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "new-codes-title").with_problems(problems), left }
    }

    fn replaced(&self, left: &u32) -> String {
        self.frame.t.with("new-codes-replaced-note").count("count", *left).text()
    }
}

/// The answer to `POST /security-info/recovery-codes`: the codes, once.
#[derive(Template)]
#[template(path = "show_codes.html")]
pub struct ShowCodes {
    frame: Frame,
    codes: RecoveryCodesView,
}

impl ShowCodes {
    /// The page of new codes.
    pub fn new(visit: Visit, codes: RecoveryCodesView) -> Self {
        Self { frame: Frame::titled(visit, "show-codes-title"), codes }
    }

    fn from(&self, at: &str) -> Markup {
        timed(self.frame.t, "show-codes-from", at)
    }
}

/// A question to be chosen, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    number: usize,
    question: &'static str,
    answer: &'static str,
    chosen: String,
}

/// `/security-info/questions`: as many questions as the organisation asks for, and their answers.
#[derive(Template)]
#[template(path = "set_questions.html")]
pub struct SetQuestions {
    frame: Frame,
    rows: Vec<QuestionRow>,
    available: Vec<QuestionView>,
    replaces: bool,
}

impl SetQuestions {
    /// The page; `chosen` are the questions that were chosen already. Answers are never put back.
    pub fn new(visit: Visit, view: QuestionsView, chosen: &[String], problems: Vec<FieldProblem>) -> Self {
        let count = usize::from(view.to_register).min(QUESTIONS_MAX);
        let row = |(place, (question, answer)): (usize, &(&'static str, &'static str))| QuestionRow {
            number: place + 1,
            question,
            answer,
            chosen: chosen.get(place).cloned().unwrap_or_default(),
        };
        Self {
            frame: Frame::titled(visit, "set-questions-title").with_problems(problems),
            rows: QUESTION_FIELDS.iter().take(count).enumerate().map(row).collect(),
            replaces: !view.registered.is_empty(),
            available: view.available,
        }
    }

    fn name(&self, row: &QuestionRow) -> String {
        self.frame.t.with("set-questions-question").count("number", row.number as i64).text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_a_quiet_zone_and_a_rectangle_for_each_run() {
        let rows = ["110", "001", "111"].map(str::to_owned);
        let svg = qr(&rows, "a \"code\"").to_string();
        assert!(svg.contains("viewBox=\"0 0 11 11\"") && svg.contains("aria-label=\"a &quot;code&quot;\""), "{svg}");
        for rect in [
            "<rect x=\"4\" y=\"4\" width=\"2\" height=\"1\"/>",
            "<rect x=\"6\" y=\"5\" width=\"1\" height=\"1\"/>",
            "<rect x=\"4\" y=\"6\" width=\"3\" height=\"1\"/>",
        ] {
            assert!(svg.contains(rect), "{svg}");
        }
        assert_eq!(svg.matches("<rect").count(), 4);
    }

    #[test]
    fn a_qr_code_that_is_too_large_or_ragged_is_cut() {
        let rows = vec!["1".repeat(500); 500];
        let svg = qr(&rows, "").to_string();
        assert!(svg.contains("viewBox=\"0 0 185 185\"") && !svg.contains("width=\"500\""));
        assert_eq!(qr(&[], "").to_string().matches("<rect").count(), 1);
    }
}
