//! When a page cannot be shown: not found, refused, too many, unavailable. Each says that nothing is lost, and leads on.

use askama::Template;
use rekey_wire::http::{Problem, ProblemCode};

use crate::pages::frame::{Frame, Visit};

/// A page in place of the one that was asked for.
#[derive(Template)]
#[template(path = "failure.html")]
pub struct Failure {
    frame: Frame,
    sentence: String,
    again: Option<&'static str>,
    request_id: Option<String>,
}

impl Failure {
    /// The page for a problem.
    pub fn new(visit: Visit, problem: &Problem) -> Self {
        let t = visit.texts;
        let code = ProblemCode::parse(&problem.code);
        let (name, again) = match (code, problem.status) {
            (Some(ProblemCode::CsrfFailed), _) => ("error-csrf", Some("/")),
            (Some(ProblemCode::TokenInvalid | ProblemCode::ResetOver), _) => ("lost", Some("/reset")),
            (_, 404 | 405) => ("error-not-found", Some("/")),
            (_, 421) => ("error-wrong-host", None),
            (_, 401 | 403) => ("error-forbidden", Some("/")),
            (_, 429) => ("error-too-many", Some("/")),
            (_, 502..=504) => ("error-unavailable", Some("/")),
            (_, 500..) => ("error-internal", Some("/")),
            _ => ("error-request", Some("/")),
        };
        let sentence = match (name, problem.retry_after_seconds) {
            ("error-too-many", Some(seconds)) => t.with("error-too-many").arg("wait", t.wait(seconds)).text(),
            ("error-too-many", None) => t.say("error-too-many-plain"),
            ("error-request", _) => crate::problems::sentence(&visit, problem),
            _ => t.say(name),
        };
        let frame = Frame::titled(visit, &format!("{name}-title"));
        Self { frame, sentence, again, request_id: problem.request_id.clone().filter(|_| problem.status >= 500) }
    }

    fn request_number(&self, id: &str) -> String {
        self.frame.t.with("error-request-id").arg("id", id).text()
    }

    fn again_label(&self, path: &str) -> String {
        self.frame.t.say(if path == "/reset" { "start-again" } else { "contact-to-start" })
    }
}
