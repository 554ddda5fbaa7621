//! The live line below a code field: what became of the message, and when a new one can be asked for.

use rekey_wire::http::{ChallengeView, DeliveryView, ResetView};

use crate::pages::icons;
use crate::texts::{Markup, Texts, escape};

/// What a live line says, and what its script compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    delivery: DeliveryView,
    resend_after_seconds: u32,
    reference: String,
    source: Source,
}

/// Where the line learns that something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// The reset behind the cookie, which passed this many gates.
    Reset { passed: u8 },
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
            source: Source::Still,
        }
    }

    /// The line itself.
    pub fn markup(&self, texts: &Texts) -> Markup {
        let mut data = String::from(" data-live");
        for (state, _) in STATES {
            data.push_str(&format!(" data-{state}=\"{}\"", escape(&texts.say(&format!("delivery-{state}")))));
        }
        data.push_str(&format!(" data-again=\"{}\"", escape(&texts.say("code-again-open"))));
        if let Source::Reset { passed } = self.source {
            let reference = escape(&self.reference);
            data.push_str(&format!(
                " data-events=\"/reset/events\" data-state=\"/reset/state\" data-status=\"challenged\" \
                 data-passed=\"{passed}\" data-reference=\"{reference}\" data-delivery=\"{}\"",
                self.state()
            ));
        }
        let said = escape(&texts.say(&format!("delivery-{}", self.state())));
        let clock = self.countdown(texts);
        Markup::trusted(format!(
            "<p class=\"live\"{data}><span class=\"{}\"></span><span><span role=\"status\">{said}</span>{clock}</span></p>",
            self.dot()
        ))
    }

    fn countdown(&self, texts: &Texts) -> String {
        if self.resend_after_seconds == 0 {
            return String::new();
        }
        let clock = format!("{}:{:02}", self.resend_after_seconds / 60, self.resend_after_seconds % 60);
        let text = texts.with("code-new-in").arg("clock", clock).markup();
        format!(" <span data-countdown=\"{}\">{text}</span>", self.resend_after_seconds)
    }

    fn state(&self) -> &'static str {
        STATES.iter().find(|(_, state)| *state == self.delivery).map_or("queued", |(name, _)| name)
    }

    fn dot(&self) -> &'static str {
        match self.delivery {
            DeliveryView::Queued | DeliveryView::Delayed => "dot waiting",
            DeliveryView::Sent | DeliveryView::Delivered => "dot good",
            DeliveryView::Failed => "dot bad",
        }
    }
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
