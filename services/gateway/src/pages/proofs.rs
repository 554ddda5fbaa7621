//! Pages of the proofs that are no sent code: questions, the authenticator app, a recovery code, a passkey, a call.

use askama::Template;
use rekey_wire::http::{CallEndView, ChallengeView, ChannelView, MethodView, OptionView, QuestionView, ResetView};

use crate::pages::Mask;
use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::live::Live;
use crate::texts::{Markup, Texts};

/// Most questions that a page has fields for.
pub const QUESTIONS_MAX: usize = 5;

/// Fields of a question and its answer, in the order in which they are asked.
pub const QUESTION_FIELDS: [(&str, &str); QUESTIONS_MAX] = [
    ("question_1", "answer_1"),
    ("question_2", "answer_2"),
    ("question_3", "answer_3"),
    ("question_4", "answer_4"),
    ("question_5", "answer_5"),
];

/// What is wrong, said for the whole page where its fields are gone.
fn placed(is_open: bool, problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    if is_open { problems } else { problems.into_iter().map(|problem| FieldProblem::general(problem.text)).collect() }
}

/// `/reset/questions`: all questions that are asked.
#[derive(Template)]
#[template(path = "questions.html")]
pub struct Questions {
    frame: Frame,
    asked: Vec<(&'static str, &'static str, QuestionView)>,
    open: bool,
}

impl Questions {
    /// The page of a challenge. Answers are never put back.
    pub fn new(visit: Visit, challenge: &ChallengeView, problems: Vec<FieldProblem>) -> Self {
        let asked = QUESTION_FIELDS.iter().zip(challenge.questions.iter().flatten());
        let open = challenge.attempts_left > 0;
        Self {
            frame: Frame::titled(visit, "questions-title").with_problems(placed(open, problems)),
            asked: asked.map(|((id, answer), question)| (*id, *answer, question.clone())).collect(),
            open,
        }
    }
}

/// `/reset/app`: the code of the authenticator app.
#[derive(Template)]
#[template(path = "app.html")]
pub struct App {
    frame: Frame,
    digits: u8,
    open: bool,
}

/// Digits of an authenticator's code where nobody says otherwise.
pub const APP_DIGITS: u8 = 6;

impl App {
    /// The page of a challenge.
    pub fn new(visit: Visit, challenge: &ChallengeView, problems: Vec<FieldProblem>) -> Self {
        let open = challenge.attempts_left > 0;
        Self {
            frame: Frame::titled(visit, "app-title").with_problems(placed(open, problems)),
            digits: challenge.code_length.unwrap_or(APP_DIGITS).clamp(6, 8),
            open,
        }
    }
}

/// `/reset/recovery-code`: one of the printed codes.
#[derive(Template)]
#[template(path = "recovery_code.html")]
pub struct RecoveryCode {
    frame: Frame,
    open: bool,
}

impl RecoveryCode {
    /// The page of a challenge.
    pub fn new(visit: Visit, challenge: &ChallengeView, problems: Vec<FieldProblem>) -> Self {
        let open = challenge.attempts_left > 0;
        Self { frame: Frame::titled(visit, "recovery-code-title").with_problems(placed(open, problems)), open }
    }
}

/// `/reset/passkey`: the browser asks for a passkey.
#[derive(Template)]
#[template(path = "passkey.html")]
pub struct Passkey {
    frame: Frame,
    request: String,
    open: bool,
}

impl Passkey {
    /// The page of a challenge.
    pub fn new(visit: Visit, challenge: &ChallengeView, problems: Vec<FieldProblem>) -> Self {
        let open = challenge.attempts_left > 0;
        Self {
            frame: Frame::titled(visit, "passkey-title").with_problems(placed(open, problems)),
            request: challenge.passkey.as_ref().map(ToString::to_string).unwrap_or_default(),
            open,
        }
    }
}

/// Whose call it is: what the page knows of it beside the challenge.
#[derive(Debug, Clone)]
pub struct Called {
    /// Where the phone rings.
    pub mask: Option<Mask>,
    /// Where the page is, and leads to by itself.
    pub path: String,
    /// Where another call is asked for.
    pub again_path: String,
    /// Where another way is chosen.
    pub other_path: &'static str,
    /// Where the number of a text message is typed, if that is a way too.
    pub text_path: Option<String>,
}

/// `/reset/call`, and the call of a phone that is being set up: the keys to press. The number of a call that is over is
/// shown no more, since the next one has another.
#[derive(Template)]
#[template(path = "call.html")]
pub struct Call {
    frame: Frame,
    called: Called,
    is_reset: bool,
    option_id: String,
    digits: Vec<char>,
    end: Option<&'static str>,
    live: Live,
}

impl Call {
    /// The page of a reset that waits for keys.
    pub fn of_reset(visit: Visit, view: &ResetView, challenge: &ChallengeView) -> Self {
        let option = view.options.iter().find(|option| option.id == challenge.option_id);
        let hint = option.and_then(|option| option.hint.as_deref());
        let called = Called {
            mask: hint.map(|hint| Mask::of(hint, visit.texts)),
            path: "/reset/call".into(),
            again_path: "/reset/call/again".into(),
            other_path: "/reset/choose",
            text_path: option.and_then(|option| text_path(view, option)),
        };
        let live = Live::of_call(view, challenge);
        Self { is_reset: true, ..Self::new(visit, called, challenge, live) }
    }

    /// With what went wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<FieldProblem>) -> Self {
        self.frame = self.frame.with_problems(problems);
        self
    }

    /// The page of a call, with its live line.
    pub fn new(visit: Visit, called: Called, challenge: &ChallengeView, live: Live) -> Self {
        let digits: Vec<char> = challenge.match_number.iter().flat_map(|number| number.chars()).collect();
        let title = if digits.is_empty() { "call-title-pound" } else { "call-title" };
        Self {
            frame: Frame::titled(visit, title),
            called,
            is_reset: false,
            option_id: challenge.option_id.to_string(),
            digits,
            end: challenge.call_end.map(call_end),
            live,
        }
    }

    fn spoken_digits(&self) -> String {
        self.digits.iter().map(char::to_string).collect::<Vec<_>>().join(", ")
    }

    fn keys(&self, texts: &Texts) -> String {
        let mut keys: Vec<String> = self.digits.iter().map(char::to_string).collect();
        keys.push("#".to_owned());
        texts.with("call-keys").arg("keys", keys.join(", ")).text()
    }

    fn answer(&self) -> Markup {
        let (t, house) = (self.frame.t, self.frame.visit.house.as_str());
        match &self.called.mask {
            Some(mask) => t.with("call-answer-at").arg("house", house).mask(mask.markup()).markup(),
            None => t.with("call-answer").arg("house", house).markup(),
        }
    }

    fn press(&self) -> Markup {
        if self.digits.is_empty() {
            return self.frame.t.rich("call-press-pound");
        }
        self.frame.t.with("call-press").arg("digits", self.spoken_digits()).markup()
    }

    fn end_title(&self, end: &str) -> String {
        self.frame.t.say(&format!("call-end-{end}-title"))
    }

    fn end_text(&self, end: &str) -> String {
        self.frame.t.say(&format!("call-end-{end}"))
    }
}

/// Where the number of a text message to the phone of this option is typed, where that is a way too.
pub(super) fn text_path(view: &ResetView, option: &OptionView) -> Option<String> {
    let is_same_phone = |other: &&OptionView| {
        other.method == MethodView::MobilePhone
            && other.channel == Some(ChannelView::Sms)
            && option.hint.is_some()
            && other.hint == option.hint
            && other.slot == option.slot
    };
    view.options.iter().find(is_same_phone).map(|other| format!("/reset/number/{}", other.id))
}

/// Name of an end in text keys, `call-end-…`.
pub(super) const fn call_end(end: CallEndView) -> &'static str {
    match end {
        CallEndView::Busy => "busy",
        CallEndView::NoAnswer => "no-answer",
        CallEndView::NothingPressed => "nothing-pressed",
        CallEndView::WrongKeys => "wrong-keys",
        CallEndView::Voicemail => "voicemail",
        CallEndView::Refused => "refused",
        CallEndView::Failed => "failed",
    }
}
