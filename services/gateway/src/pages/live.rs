//! The live line below a code field: what became of the message, and when a new one can be asked for.

use rekey_wire::http::{CallEndView, ChallengeView, DeliveryView, ResetView};

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
    Call,
}

impl Words {
    /// Start of its keys.
    const fn family(self) -> &'static str {
        match self {
            Self::Message => "delivery",
            Self::Call => "call",
        }
    }

    const fn again(self) -> &'static str {
        match self {
            Self::Message => "code-again-open",
            Self::Call => "call-again-open",
        }
    }

    const fn new_in(self) -> &'static str {
        match self {
            Self::Message => "code-new-in",
            Self::Call => "call-again-in",
        }
    }
}

/// Where the line learns that something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// The reset behind the cookie, which passed this many gates.
    Reset { passed: u8 },
    /// A page that leads on once what it waits for is there.
    Page { path: String },
    /// Nowhere: the line only counts down.
    Still,
}

impl Live {
    /// The line of a reset that waits for a code: it moves on by itself.
    pub fn of_reset(view: &ResetView, challenge: &ChallengeView) -> Self {
        Self {
            source: Source::Reset { passed: view.gates.passed },
            ..Self::of_setup(challenge, challenge.resend_after_seconds)
        }
    }

    /// The line of a method that is being verified.
    pub fn of_setup(challenge: &ChallengeView, resend_after_seconds: u32) -> Self {
        Self {
            delivery: challenge.delivery.unwrap_or(DeliveryView::Queued),
            resend_after_seconds,
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

    /// The line of a phone that is being verified by a call. `path` leads on once it is, or once the call ended.
    pub fn of_setup_call(challenge: &ChallengeView, resend_after_seconds: u32, path: &str) -> Self {
        let end = challenge.call_end.map(end_name).unwrap_or_default();
        Self {
            words: Words::Call,
            source: Source::Page { path: format!("{path}?end={end}") },
            ..Self::of_setup(challenge, resend_after_seconds)
        }
    }

    /// The line itself.
    pub fn markup(&self, texts: &Texts) -> Markup {
        let family = self.words.family();
        let mut data = String::from(" data-live");
        for (state, _) in STATES {
            data.push_str(&format!(" data-{state}=\"{}\"", escape(&texts.say(&format!("{family}-{state}")))));
        }
        data.push_str(&format!(" data-again=\"{}\"", escape(&texts.say(self.words.again()))));
        data.push_str(&self.source());
        let said = escape(&if self.call_end.is_some() {
            texts.say("call-over")
        } else {
            texts.say(&format!("{family}-{}", self.state()))
        });
        let clock = self.countdown(texts);
        Markup::trusted(format!(
            "<p class=\"live\"{data}><span class=\"{}\"></span><span><span role=\"status\">{said}</span>{clock}</span></p>",
            self.dot()
        ))
    }

    /// Where the script learns more, and what it compares with.
    fn source(&self) -> String {
        match &self.source {
            Source::Reset { passed } => format!(
                " data-events=\"/reset/events\" data-state=\"/reset/state\" data-status=\"challenged\" \
                 data-passed=\"{passed}\" data-reference=\"{}\" data-delivery=\"{}\" data-match=\"{}\" data-end=\"{}\"",
                escape(&self.reference),
                self.state(),
                escape(&self.match_number),
                escape(self.call_end.as_deref().unwrap_or_default()),
            ),
            Source::Page { path } => format!(" data-moves=\"{}\"", escape(path)),
            Source::Still => String::new(),
        }
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
            DeliveryView::Sent if self.words == Words::Call => "dot waiting",
            DeliveryView::Sent | DeliveryView::Delivered => "dot good",
            DeliveryView::Failed => "dot bad",
        }
    }
}

/// The API's word for how a call ended: the script compares with it.
pub(crate) fn end_name(end: CallEndView) -> String {
    serde_json::to_value(end).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

const STATES: [(&str, DeliveryView); 5] = [
    ("queued", DeliveryView::Queued),
    ("sent", DeliveryView::Sent),
    ("delivered", DeliveryView::Delivered),
    ("delayed", DeliveryView::Delayed),
    ("failed", DeliveryView::Failed),
];

/// The line of the automatic check, its field, and what stands there without scripts.
pub fn captcha(texts: Texts, contact_url: &str) -> Markup {
    let say = |key: &str| escape(&texts.say(key));
    let bare = texts.with("captcha-needs-script").link(contact_url).markup();
    Markup::trusted(format!(
        "<p class=\"live\" data-captcha hidden data-url=\"/api/v1/captcha\" data-worker=\"{worker}\" \
         data-checking=\"{checking}\" data-passed=\"{passed}\" data-finishing=\"{finishing}\" data-failed=\"{failed}\">\
         <span class=\"dot waiting\"></span><span role=\"status\">{checking}</span></p>\
         <input type=\"hidden\" name=\"captcha\" value=\"\">\
         <noscript><div class=\"notice warn\">{icon}<div><p>{bare}</p></div></div></noscript>",
        worker = crate::assets::url("altcha/worker.js"),
        checking = say("captcha-checking"),
        passed = say("captcha-passed"),
        finishing = say("captcha-finishing"),
        failed = say("captcha-failed"),
        icon = icons::icon("warning"),
    ))
}
