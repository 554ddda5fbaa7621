//! Pages of a reset: two doors, who are you, choose, full number, code, new password, done, closed.

use askama::Template;
use rekey_wire::captcha::CaptchaLevel;
use rekey_wire::http::{
    ChallengeView, ChannelView, ClosedReasonView, MethodView, OptionView, PasswordRuleView, ResetView,
};

use crate::pages::Mask;
use crate::pages::frame::{FieldProblem, Frame, Visit, sign_in_link};
use crate::pages::live::{self, Check, Live};
use crate::pages::proofs::text_path;
use crate::pages::sent::Sent;
use crate::pages::set_up::timed;
use crate::texts::{Markup, Texts};

/// `/`: two doors.
#[derive(Template)]
#[template(path = "doors.html")]
pub struct Doors {
    frame: Frame,
}

impl Doors {
    /// The page.
    pub fn new(visit: Visit) -> Self {
        Self { frame: Frame::titled(visit, "doors-title") }
    }
}

/// `/reset`: who are you?
#[derive(Template)]
#[template(path = "who.html")]
pub struct Who {
    frame: Frame,
    user_id: String,
    check: Check,
}

impl Who {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, user_id: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "who-title").with_problems(problems), user_id, check: Check::First }
    }

    /// The page once more: it goes on by itself when a harder check has passed.
    pub fn checked_again(visit: Visit, user_id: String, level: CaptchaLevel) -> Self {
        Self { check: Check::Harder(level), ..Self::new(visit, user_id, Vec::new()) }
    }

    fn captcha(&self) -> Markup {
        live::captcha(self.frame.t, &self.frame.visit.contact_url, self.check)
    }
}

/// One row of the chooser: a way, with one or more contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Value of the radio button: the option's id, or the way's name where there are several contacts.
    pub value: String,
    /// "Text my mobile phone".
    pub label: String,
    /// Drawing at the far end.
    pub icon: &'static str,
    /// Option ids and masked contacts.
    pub contacts: Vec<(String, Mask)>,
    /// Whether it is chosen already.
    pub chosen: bool,
    /// How many questions are asked.
    questions: Option<u8>,
    channel: Option<ChannelView>,
}

impl Way {
    /// The ways of a reset, in the order given but for questions, contacts of the same way together.
    pub fn all(options: &[OptionView], texts: Texts) -> Vec<Self> {
        let mut ways: Vec<(&'static str, Self)> = Vec::new();
        for option in options {
            let name = way_name(option.method, option.channel);
            let contact = option.hint.as_deref().map(|hint| (option.id.to_string(), Mask::of(hint, texts)));
            if let Some((_, way)) = ways.iter_mut().find(|(other, _)| *other == name && contact.is_some()) {
                way.contacts.extend(contact);
                way.value = name.to_owned();
                continue;
            }
            let label = texts.find(&format!("way-{name}")).unwrap_or_else(|| option.label.clone());
            let way = Self {
                value: option.id.to_string(),
                label,
                icon: way_icon(option.method, option.channel),
                contacts: contact.into_iter().collect(),
                chosen: false,
                questions: option.count,
                channel: option.channel,
            };
            ways.push((name, way));
        }
        // What is only known is the weakest of the ways, and comes last.
        ways.sort_by_key(|(name, _)| *name == "questions");
        if let [(_, only)] = ways.as_mut_slice() {
            only.chosen = true;
        }
        ways.into_iter().map(|(_, way)| way).collect()
    }

    fn several(&self) -> bool {
        self.contacts.len() > 1
    }

    /// "3 questions", where questions are asked.
    fn questions(&self, texts: &Texts) -> Option<String> {
        self.questions.map(|count| texts.with("choose-questions").count("count", count).text())
    }

    fn which(&self, texts: &Texts) -> String {
        texts.say(if self.channel == Some(ChannelView::Email) { "choose-which-address" } else { "choose-which-number" })
    }

    fn count(&self, texts: &Texts) -> String {
        let key = if self.channel == Some(ChannelView::Email) { "choose-two-addresses" } else { "choose-two-numbers" };
        texts.with(key).count("count", self.contacts.len() as i64).text()
    }
}

/// Name of a way, also in text keys (`way-…`) and form fields (`contact-…`).
pub fn way_name(method: MethodView, channel: Option<ChannelView>) -> &'static str {
    match (method, channel) {
        (MethodView::Email, _) => "email",
        (MethodView::OfficePhone, _) => "voice-office",
        (MethodView::MobilePhone, Some(ChannelView::Voice)) => "voice-mobile",
        (MethodView::MobilePhone, _) => "sms",
        (MethodView::SecurityQuestions, _) => "questions",
        (MethodView::AuthenticatorApp, _) => "app",
        (MethodView::Passkey, _) => "passkey",
        (MethodView::RecoveryCode, _) => "recovery-code",
    }
}

/// Drawing of a way.
pub const fn way_icon(method: MethodView, channel: Option<ChannelView>) -> &'static str {
    match (method, channel) {
        (MethodView::Email, _) => "mail",
        (MethodView::OfficePhone, _) => "office",
        (MethodView::MobilePhone, Some(ChannelView::Voice)) => "phone",
        (MethodView::MobilePhone, _) => "text",
        (MethodView::SecurityQuestions, _) => "question",
        (MethodView::AuthenticatorApp, _) => "app",
        (MethodView::Passkey, _) => "shield",
        (MethodView::RecoveryCode, _) => "list",
    }
}

/// `/reset/choose`: what can you use now?
#[derive(Template)]
#[template(path = "choose.html")]
pub struct Choose {
    frame: Frame,
    ways: Vec<Way>,
    second: bool,
}

impl Choose {
    /// The page for a reset; `chosen` is the radio value sent before.
    pub fn new(visit: Visit, view: &ResetView, chosen: &str, problems: Vec<FieldProblem>) -> Self {
        let second = view.gates.passed > 0;
        let title = match (view.options.is_empty(), second) {
            (true, _) => "choose-nothing-title",
            (false, true) => "choose-title-second",
            (false, false) => "choose-title",
        };
        let mut ways = Way::all(&view.options, visit.texts);
        if ways.iter().any(|way| way.value == chosen) {
            ways.iter_mut().for_each(|way| way.chosen = way.value == chosen);
        }
        Self { frame: Frame::titled(visit, title).with_problems(problems), ways, second }
    }
}

/// `/reset/number`: type the full number.
#[derive(Template)]
#[template(path = "number.html")]
pub struct Number {
    frame: Frame,
    option_id: String,
    mask: Mask,
    phone_number: String,
    by_voice: bool,
    hint: &'static str,
}

impl Number {
    /// The page for one option.
    pub fn new(visit: Visit, option: &OptionView, phone_number: String, problems: Vec<FieldProblem>) -> Self {
        Self {
            mask: Mask::of(option.hint.as_deref().unwrap_or_default(), visit.texts),
            frame: Frame::titled(visit, "number-title").with_problems(problems),
            option_id: option.id.to_string(),
            phone_number,
            by_voice: option.channel == Some(ChannelView::Voice),
            hint: if option.method == MethodView::OfficePhone { "number-hint-office" } else { "number-hint" },
        }
    }

    fn lead(&self) -> Markup {
        let key = if self.by_voice { "number-lead-call" } else { "number-lead-sms" };
        self.frame.t.with(key).mask(self.mask.markup()).markup()
    }
}

/// `/reset/code`: type the code that was sent, or read out in a call.
#[derive(Template)]
#[template(path = "code.html")]
pub struct Code {
    frame: Frame,
    sent: Sent,
    live: Live,
    option_id: String,
    email: Option<String>,
    /// Where the number of a text message is typed, in place of a call.
    text_path: Option<String>,
    open: bool,
}

impl Code {
    /// The page for a reset that waits for a code; none where its option is gone.
    pub fn new(visit: Visit, view: &ResetView, challenge: &ChallengeView, problems: Vec<FieldProblem>) -> Option<Self> {
        let texts = visit.texts;
        let option = view.options.iter().find(|option| option.id == challenge.option_id)?;
        let channel = option.channel?;
        let mask = option.hint.as_deref().map(|hint| Mask::of(hint, texts));
        let sent = Sent::new(channel, mask, challenge)?;
        let email = view.options.iter().find(|other| other.channel == Some(ChannelView::Email));
        let is_call = channel == ChannelView::Voice;
        Some(Self {
            frame: Frame::titled(visit, sent.title()).with_problems(problems),
            live: if is_call { Live::of_spoken_code(view, challenge) } else { Live::of_reset(view, challenge) },
            option_id: option.id.to_string(),
            email: email.filter(|_| channel != ChannelView::Email).map(|email| email.id.to_string()),
            text_path: text_path(view, option).filter(|_| is_call),
            open: challenge.attempts_left > 0 && sent.end.is_none(),
            sent,
        })
    }
}

/// A rule of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// Its number, or nothing.
    pub limit: String,
    /// What it asks for.
    pub text: String,
    /// When it is known, where not while typing.
    pub note: Option<String>,
    /// Class of its row.
    pub state: &'static str,
    /// `state` in words.
    pub verdict: String,
}

impl Rule {
    /// As judged by the service.
    pub fn of(view: &PasswordRuleView, texts: Texts) -> Self {
        let limit = view.limit.map(|limit| limit.to_string()).unwrap_or_default();
        let key = format!("rule-{}", view.code.replace('_', "-"));
        let text = texts.with(&key).arg("limit", limit.as_str()).find().unwrap_or_else(|| view.text.clone());
        let (state, verdict) = match view.met {
            Some(true) => ("met", "verdict-met"),
            Some(false) => ("broken", "verdict-broken"),
            None => ("", "verdict-open"),
        };
        let note = matches!(view.code.as_str(), "not_breached").then(|| texts.say("rule-later"));
        Self { code: view.code.clone(), limit, text, note, state, verdict: texts.say(verdict) }
    }
}

/// `/reset/password`: choose a new password.
#[derive(Template)]
#[template(path = "password.html")]
pub struct Password {
    frame: Frame,
    rules: Vec<Rule>,
    changing: bool,
    /// Whether the account may be unlocked with its password as it is.
    can_unlock: bool,
    open_seconds: i64,
}

impl Password {
    /// The page; `rules` as judged, `open_seconds` until the reset is over.
    pub fn new(visit: Visit, view: &ResetView, rules: &[PasswordRuleView], open_seconds: i64) -> Self {
        let changing = view.status == rekey_wire::http::ResetStatus::Changing;
        let rules = rules.iter().map(|rule| Rule::of(rule, visit.texts)).collect();
        let can_unlock = view.can_unlock;
        Self { frame: Frame::titled(visit, "password-title"), rules, changing, can_unlock, open_seconds }
    }

    /// With what went wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<FieldProblem>) -> Self {
        self.frame = self.frame.with_problems(problems);
        self
    }

    fn open_minutes(&self) -> String {
        self.frame.t.with("page-open").count("minutes", self.open_seconds / 60).text()
    }
}

/// `/reset/done`: the password is changed.
#[derive(Template)]
#[template(path = "done.html")]
pub struct Done {
    frame: Frame,
    sign_in_url: Option<String>,
    /// Whether the person is advised to sign in and add a passkey.
    passkeys: bool,
    /// Recovery codes that are left, where one was used.
    codes_left: Option<u32>,
}

impl Done {
    /// The page, with the way to sign in.
    pub fn new(visit: Visit, view: &ResetView) -> Self {
        Self {
            frame: Frame::titled(visit, "done-title"),
            sign_in_url: sign_in_link(view.sign_in_url.as_deref()),
            passkeys: view.passkey_advised,
            codes_left: view.recovery_codes_left,
        }
    }

    fn codes_left(&self) -> String {
        let left = self.codes_left.unwrap_or_default();
        self.frame.t.with("done-codes-left").count("count", left).text()
    }

    fn passkey(&self) -> Markup {
        self.frame.t.with("done-passkey").link("/register/again/passkey").markup()
    }

    fn lead(&self) -> String {
        self.frame.t.with("done-lead").arg("house", &self.frame.visit.house).text()
    }

    fn trouble(&self) -> Markup {
        self.frame.t.with("done-trouble").link("/help").markup()
    }
}

/// `/reset/closed`: a reset that is over, and why.
#[derive(Template)]
#[template(path = "closed.html")]
pub struct Closed {
    frame: Frame,
    reason: &'static str,
    open_at: Option<String>,
    again: bool,
    /// Where to sign in, once the account is unlocked.
    sign_in_url: Option<String>,
}

impl Closed {
    /// The page for a reason.
    pub fn new(visit: Visit, view: &ResetView) -> Self {
        let closed = view.closed_reason.unwrap_or(ClosedReasonView::Expired);
        let reason = closed_reason(closed);
        let may_begin_again = !matches!(
            closed,
            ClosedReasonView::NotEnabled | ClosedReasonView::NotRegistered | ClosedReasonView::Frozen
        );
        let is_unlocked = closed == ClosedReasonView::Unlocked;
        Self {
            sign_in_url: sign_in_link(view.sign_in_url.as_deref()).filter(|_| is_unlocked),
            frame: Frame::titled(visit.with_help(&view.help), &format!("closed-{reason}-title")),
            again: may_begin_again && view.guesses_open_at.is_none(),
            open_at: view.guesses_open_at.clone(),
            reason,
        }
    }

    fn sentence(&self) -> String {
        self.frame.t.say(&format!("closed-{}", self.reason))
    }

    fn open(&self) -> Markup {
        let at = self.open_at.as_deref();
        at.map(|at| timed(self.frame.t, "closed-guesses-open", at)).unwrap_or_default()
    }
}

fn closed_reason(reason: ClosedReasonView) -> &'static str {
    match reason {
        ClosedReasonView::Cancelled => "cancelled",
        ClosedReasonView::Expired => "expired",
        ClosedReasonView::TooManyAttempts => "too-many-attempts",
        ClosedReasonView::Superseded => "superseded",
        ClosedReasonView::NotEnabled => "not-enabled",
        ClosedReasonView::NotRegistered => "not-registered",
        ClosedReasonView::Frozen => "frozen",
        ClosedReasonView::NotMe => "not-me",
        ClosedReasonView::Unlocked => "unlocked",
    }
}
