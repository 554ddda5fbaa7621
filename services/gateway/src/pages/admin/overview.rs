//! `/admin`: whether people get back in, in numbers of the last 24 hours.

use askama::Template;
use rekey_wire::http::ChannelView;
use rekey_wire::http::admin::{AdminOverview, DeliveryStateView};

use super::lists::delivery_state;
use super::{State, Tab, name_of, number, tabs, time, word};
use crate::pages::frame::{Frame, Visit};
use crate::texts::{Markup, Texts};

/// A message that waits for so long is worth a look, in seconds: providers are tried again for minutes.
const WAITS_LONG_SECONDS: u32 = 10 * 60;

/// A number with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    name: String,
    number: String,
    meaning: String,
    bar: Bar,
}

/// A share drawn as a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bar {
    /// 0 to 100.
    percent: u64,
    tone: &'static str,
}

impl Bar {
    fn of(part: u64, whole: u64, tone: &'static str) -> Self {
        Self { percent: part.saturating_mul(100).checked_div(whole).unwrap_or(0).min(100), tone }
    }

    fn markup(self) -> Markup {
        Markup::trusted(format!(
            "<svg class=\"meter {}\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" \
             focusable=\"false\"><rect class=\"track\" width=\"100\" height=\"1\"/><rect class=\"part\" width=\"{}\" \
             height=\"1\"/></svg>",
            self.tone, self.percent
        ))
    }
}

/// Messages of one channel in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    channel: String,
    icon: &'static str,
    state: State,
    number: String,
    /// The list of exactly these.
    path: String,
}

/// `/admin`: the overview.
#[derive(Template)]
#[template(path = "admin_overview.html")]
pub struct Overview {
    frame: Frame,
    tabs: Vec<Tab>,
    view: AdminOverview,
}

impl Overview {
    /// The page.
    pub fn new(visit: Visit, view: AdminOverview) -> Self {
        let tabs = tabs("/admin", visit.texts);
        Self { frame: Frame::titled(visit, "admin-overview-title"), tabs, view }
    }

    fn t(&self) -> Texts {
        self.frame.t
    }

    fn lead(&self) -> String {
        self.t().with("admin-overview-lead").arg("user", &self.view.user_id).text()
    }

    fn since(&self) -> Markup {
        self.frame.t.with("admin-since").mask(time(&self.view.since)).markup()
    }

    fn closed(&self) -> u64 {
        self.view.resets.closed.iter().map(|each| each.count).sum()
    }

    fn figures(&self) -> [Figure; 3] {
        let (t, resets) = (self.t(), &self.view.resets);
        let figure = |name: &str, count: u64, meaning: &str, tone| Figure {
            name: t.say(name),
            number: number(count, t),
            meaning: t.say(meaning),
            bar: Bar::of(count, resets.started, tone),
        };
        [
            figure("admin-started", resets.started, "admin-started-meaning", "slate"),
            figure("admin-completed", resets.completed, "admin-completed-meaning", "petrol"),
            figure("admin-stopped", self.closed(), "admin-stopped-meaning", "slate"),
        ]
    }

    fn sentence(&self) -> String {
        let resets = &self.view.resets;
        if resets.started == 0 {
            return self.t().say("admin-no-resets");
        }
        self.t().with("admin-under-way").count("count", i64::try_from(resets.under_way).unwrap_or(i64::MAX)).text()
    }

    fn reasons_title(&self) -> String {
        self.t().with("admin-reasons-title").count("count", i64::try_from(self.closed()).unwrap_or(i64::MAX)).text()
    }

    /// Reason, number and bar.
    fn reasons(&self) -> Vec<(String, String, Markup)> {
        let most = self.view.resets.closed.iter().map(|each| each.count).max().unwrap_or(0);
        let row = |each: &rekey_wire::http::admin::ClosedCount| {
            let reason = word(self.t(), "reason", &name_of(each.reason));
            (reason, number(each.count, self.t()), Bar::of(each.count, most, "slate").markup())
        };
        self.view.resets.closed.iter().map(row).collect()
    }

    fn rows(&self) -> Vec<Row> {
        let row = |each: &rekey_wire::http::admin::DeliveryCount| Row {
            channel: word(self.t(), "channel", &name_of(each.channel)),
            icon: channel_icon(each.channel),
            state: delivery_state(each.state, self.t()),
            number: number(each.count, self.t()),
            path: format!("/admin/deliveries?channel={}&state={}", name_of(each.channel), name_of(each.state)),
        };
        self.view.deliveries.iter().map(row).collect()
    }

    fn dead_letters(&self) -> String {
        let count = i64::try_from(self.view.dead_letters).unwrap_or(i64::MAX);
        self.t().with("admin-dead-letters-count").count("count", count).text()
    }

    fn dead_letters_mood(&self) -> &'static str {
        if self.view.dead_letters == 0 { "good" } else { "warn" }
    }

    fn waiting(&self) -> String {
        match &self.view.oldest_waiting {
            None => self.t().say("admin-nothing-waits"),
            Some(waiting) => {
                let kind = word(self.t(), "kind", &waiting.kind);
                self.t().with("admin-oldest-waits").arg("wait", self.t().wait(waiting.seconds)).arg("kind", kind).text()
            }
        }
    }

    fn waiting_mood(&self) -> &'static str {
        match &self.view.oldest_waiting {
            Some(waiting) if waiting.seconds >= WAITS_LONG_SECONDS => "warn",
            _ => "good",
        }
    }

    fn mood_icon(&self, mood: &str) -> Markup {
        self.frame.icon(if mood == "good" { "check" } else { "warning" })
    }
}

/// The drawing of a channel.
pub(super) fn channel_icon(channel: ChannelView) -> &'static str {
    match channel {
        ChannelView::Email => "mail",
        ChannelView::Sms => "text",
        ChannelView::Voice => "phone",
    }
}

/// Every state in the order of the filter.
pub(super) const STATES: [DeliveryStateView; 7] = [
    DeliveryStateView::Due,
    DeliveryStateView::Attempting,
    DeliveryStateView::Sent,
    DeliveryStateView::Delivered,
    DeliveryStateView::Refused,
    DeliveryStateView::Ambiguous,
    DeliveryStateView::Expired,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_at_most_the_whole_and_of_nothing_is_nothing() {
        assert_eq!(Bar::of(1, 3, "x").percent, 33);
        assert_eq!(Bar::of(4, 3, "x").percent, 100);
        assert_eq!(Bar::of(0, 0, "x").percent, 0);
    }
}
