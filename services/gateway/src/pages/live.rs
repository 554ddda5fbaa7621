//! The live line below a code field: what became of the message, and when a new one can be asked for.

use rekey_wire::captcha::CaptchaLevel;
use rekey_wire::http::{CallEndView, ChallengeKindView, ChallengeView, ChannelView, DeliveryView, ResetView};

use crate::pages::icons;
use crate::texts::{Markup, Texts, escape};

/// What a live line says, and what its script compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    delivery: DeliveryView,
    resend_after_seconds: u32,
    reference: String,
    match_number: String,
    call_end: Option<String>,
    words: Words,
    source: Source,
}

/// What travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Message,
    /// A message to a contact that was typed just before.
    NewContact,
    Call,
    /// A call that reads a code out.
    SpokenCode,
}

impl Words {
    const fn is_call(self) -> bool {
        matches!(self, Self::Call | Self::SpokenCode)
    }

    /// What is said in a state.
    fn say(self, texts: &Texts, state: &str) -> String {
        let own = match self {
            Self::SpokenCode => texts.find(&format!("call-code-{state}")),
            Self::NewContact if state == "failed" => Some(texts.say("verify-failed")),
            Self::Message | Self::NewContact | Self::Call => None,
        };
        let family = if self.is_call() { "call" } else { "delivery" };
        own.unwrap_or_else(|| texts.say(&format!("{family}-{state}")))
    }

    const fn again(self) -> &'static str {
        match self {
            Self::Message | Self::NewContact => "code-again-open",
            Self::Call | Self::SpokenCode => "call-again-open",
        }
    }

    const fn new_in(self) -> &'static str {
        match self {
            Self::Message | Self::NewContact => "code-new-in",
            Self::Call | Self::SpokenCode => "call-again-in",
        }
    }
}

/// Where the line learns that something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// The reset behind the cookie, which passed this many gates.
    Reset { passed: u8 },
    /// The set-up that this path tells of.
    SetUp { path: String },
    /// Nowhere: the line only counts down.
    Still,
}

impl Live {
    /// The line of a reset that waits for a code: it moves on by itself.
    pub fn of_reset(view: &ResetView, challenge: &ChallengeView) -> Self {
        Self { source: Source::Reset { passed: view.gates.passed }, ..Self::still(challenge) }
    }

    /// The line of a contact that is being set up, by a message or by a call.
    pub fn of_setup(challenge: &ChallengeView, channel: ChannelView) -> Self {
        let words = match (channel, challenge.kind) {
            (ChannelView::Voice, ChallengeKindView::Code) => Words::SpokenCode,
            (ChannelView::Voice, _) => Words::Call,
            _ => Words::NewContact,
        };
        Self { words, ..Self::still(challenge) }
    }

    /// It moves on by itself: `path` tells of the set-up.
    #[must_use]
    pub fn told_at(self, path: String) -> Self {
        Self { source: Source::SetUp { path }, ..self }
    }

    fn still(challenge: &ChallengeView) -> Self {
        Self {
            delivery: challenge.delivery.unwrap_or(DeliveryView::Queued),
            resend_after_seconds: challenge.resend_after_seconds,
            reference: challenge.reference.clone().unwrap_or_default(),
            match_number: challenge.match_number.clone().unwrap_or_default(),
            call_end: challenge.call_end.map(end_name),
            words: Words::Message,
            source: Source::Still,
        }
    }

    /// The line of a reset that waits for keys: it moves on by itself.
    pub fn of_call(view: &ResetView, challenge: &ChallengeView) -> Self {
        Self { words: Words::Call, ..Self::of_reset(view, challenge) }
    }

    /// The line of a reset that waits for the code of a call: it moves on by itself.
    pub fn of_spoken_code(view: &ResetView, challenge: &ChallengeView) -> Self {
        Self { words: Words::SpokenCode, ..Self::of_reset(view, challenge) }
    }

    /// The line itself.
    pub fn markup(&self, texts: &Texts) -> Markup {
        let mut data = String::from(" data-live");
        if self.words.is_call() {
            data.push_str(" data-rings");
        }
        for (state, _) in STATES {
            data.push_str(&format!(" data-{state}=\"{}\"", escape(&self.words.say(texts, state))));
        }
        data.push_str(&format!(" data-again=\"{}\"", escape(&texts.say(self.words.again()))));
        data.push_str(&self.source());
        let said =
            escape(&if self.call_end.is_some() { texts.say("call-over") } else { self.words.say(texts, self.state()) });
        let clock = self.countdown(texts);
        Markup::trusted(format!(
            "<p class=\"live\"{data}><span class=\"{}\"></span><span><span role=\"status\">{said}</span>{clock}</span></p>",
            self.dot()
        ))
    }

    /// Where the script learns more, and what it compares with.
    fn source(&self) -> String {
        let told = match &self.source {
            Source::Reset { passed } => format!(
                " data-events=\"/reset/events\" data-state=\"/reset/state\" data-status=\"challenged\" \
                 data-passed=\"{passed}\""
            ),
            Source::SetUp { path } => format!(" data-state=\"{}\"", escape(path)),
            Source::Still => return String::new(),
        };
        format!(
            "{told} data-reference=\"{}\" data-delivery=\"{}\" data-match=\"{}\" data-end=\"{}\"",
            escape(&self.reference),
            self.state(),
            escape(&self.match_number),
            escape(self.call_end.as_deref().unwrap_or_default()),
        )
    }

    fn countdown(&self, texts: &Texts) -> String {
        if self.resend_after_seconds == 0 {
            return String::new();
        }
        let clock = format!("{}:{:02}", self.resend_after_seconds / 60, self.resend_after_seconds % 60);
        let text = texts.with(self.words.new_in()).arg("clock", clock).markup();
        format!(" <span data-countdown=\"{}\">{text}</span>", self.resend_after_seconds)
    }

    fn state(&self) -> &'static str {
        STATES.iter().find(|(_, state)| *state == self.delivery).map_or("queued", |(name, _)| name)
    }

    fn dot(&self) -> &'static str {
        if self.call_end.is_some() {
            return "dot bad";
        }
        match self.delivery {
            DeliveryView::Queued | DeliveryView::Delayed => "dot waiting",
            DeliveryView::Sent if self.words.is_call() => "dot waiting",
            DeliveryView::Sent | DeliveryView::Delivered => "dot good",
            DeliveryView::Failed => "dot bad",
        }
    }
}

/// The API's word for how a call ended: the script compares with it.
fn end_name(end: CallEndView) -> String {
    serde_json::to_value(end).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

const STATES: [(&str, DeliveryView); 5] = [
    ("queued", DeliveryView::Queued),
    ("sent", DeliveryView::Sent),
    ("delivered", DeliveryView::Delivered),
    ("delayed", DeliveryView::Delayed),
    ("failed", DeliveryView::Failed),
];

/// The automatic check of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Before the form is sent.
    First,
    /// The form was sent, and a harder check is wanted: it goes out again once that has passed.
    Harder(CaptchaLevel),
}

/// The line of the automatic check, its field, and what stands there without scripts.
pub fn captcha(texts: Texts, contact_url: &str, check: Check) -> Markup {
    let say = |key: &str| escape(&texts.say(key));
    let (query, checking, finishing) = match check {
        Check::First => (String::new(), "captcha-checking", "captcha-finishing"),
        Check::Harder(level) => {
            (format!("?level={}\" data-goes-on=\"", level.number()), "captcha-longer", "captcha-longer")
        }
    };
    let bare = texts.with("captcha-needs-script").link(contact_url).markup();
    Markup::trusted(format!(
        "<p class=\"live\" data-captcha hidden data-url=\"/api/v1/captcha{query}\" data-worker=\"{worker}\" \
         data-checking=\"{checking}\" data-passed=\"{passed}\" data-finishing=\"{finishing}\" data-failed=\"{failed}\">\
         <span class=\"dot waiting\"></span><span role=\"status\">{checking}</span></p>\
         <input type=\"hidden\" name=\"captcha\" value=\"\">\
         <noscript><div class=\"notice warn\">{icon}<div><p>{bare}</p></div></div></noscript>",
        worker = crate::assets::url("altcha/worker.js"),
        checking = say(checking),
        passed = say("captcha-passed"),
        finishing = say(finishing),
        failed = say("captcha-failed"),
        icon = icons::icon("warning"),
    ))
}
