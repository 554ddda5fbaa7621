//! `/admin/resets`, `/admin/deliveries`, `/admin/dead-letters`: what happened, newest first, with filters and older pages.

use askama::Template;
use rekey_wire::http::admin::{
    AdminDeadLetter, AdminDeadLetters, AdminDeliveries, AdminDelivery, AdminReset, AdminResetStatus, AdminResets,
    DeliveryStateView,
};
use rekey_wire::http::{ChannelView, ClosedReasonView};

use super::overview::{STATES, channel_icon};
use super::{State, Tab, name_of, tabs, time, word};
use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::texts::{Markup, Texts};

/// What was asked for, by the names of the form's fields; only those that have a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters(pub Vec<(&'static str, String)>);

impl Filters {
    /// The value of a field; empty where nothing was asked for.
    pub fn of(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// A query with these and another page.
    pub fn query(&self, before: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.0.iter().filter(|(name, _)| *name != "before") {
            query.append_pair(name, value);
        }
        if let Some(before) = before {
            query.append_pair("before", before);
        }
        query.finish()
    }
}

/// A value that can be chosen: its name, its word, whether it is chosen.
type Choice = (String, String, bool);

/// What the lists have in common.
struct List {
    path: &'static str,
    filters: Filters,
    older: Option<String>,
}

impl List {
    /// Where the older page is.
    fn older(&self) -> Option<String> {
        self.older.as_deref().map(|before| format!("{}?{}", self.path, self.filters.query(Some(before))))
    }

    /// Where the newest page is, on an older one.
    fn newest(&self) -> Option<String> {
        let is_older = !self.filters.of("before").is_empty();
        is_older.then(|| format!("{}?{}", self.path, self.filters.query(None)))
    }

    fn is_filtered(&self) -> bool {
        self.filters.0.iter().any(|(name, _)| *name != "before")
    }

    fn choices(&self, field: &str, texts: Texts, family: &str, values: &[String]) -> Vec<Choice> {
        let chosen = self.filters.of(field);
        values.iter().map(|value| (value.clone(), word(texts, family, value), value == chosen)).collect()
    }
}

fn names<T: serde::Serialize + Copy>(values: &[T]) -> Vec<String> {
    values.iter().map(name_of).collect()
}

/// A delivery's state as drawing and word.
pub(super) fn delivery_state(state: DeliveryStateView, texts: Texts) -> State {
    let mood = match state {
        DeliveryStateView::Sent | DeliveryStateView::Delivered => "good",
        DeliveryStateView::Refused => "bad",
        DeliveryStateView::Ambiguous => "warn",
        DeliveryStateView::Due | DeliveryStateView::Attempting => "waiting",
        DeliveryStateView::Expired => "quiet",
    };
    State { mood, word: word(texts, "state", &name_of(state)) }
}

/// `/admin/resets`.
#[derive(Template)]
#[template(path = "admin_resets.html")]
pub struct Resets {
    frame: Frame,
    tabs: Vec<Tab>,
    list: List,
    resets: Vec<AdminReset>,
}

impl Resets {
    /// The page for what was asked for.
    pub fn new(visit: Visit, filters: Filters, page: AdminResets, problems: Vec<FieldProblem>) -> Self {
        let tabs = tabs("/admin/resets", visit.texts);
        let list = List { path: "/admin/resets", filters, older: page.older };
        let frame = Frame::titled(visit, "admin-resets-title").with_problems(problems);
        Self { frame, tabs, list, resets: page.resets }
    }

    fn statuses(&self) -> Vec<Choice> {
        use AdminResetStatus::{Changing, Closed, Completed, Proving};
        self.list.choices("status", self.frame.t, "status", &names(&[Proving, Changing, Completed, Closed]))
    }

    fn reasons(&self) -> Vec<Choice> {
        use ClosedReasonView::{Cancelled, Expired, Frozen, NotEnabled, NotRegistered, Superseded, TooManyAttempts};
        let reasons = [Expired, Cancelled, TooManyAttempts, NotEnabled, NotRegistered, Superseded, Frozen];
        self.list.choices("closed_reason", self.frame.t, "reason", &names(&reasons))
    }

    fn state(&self, reset: &AdminReset) -> Markup {
        let t = self.frame.t;
        let state = match (reset.status, reset.closed_reason) {
            (AdminResetStatus::Completed, _) => State { mood: "good", word: word(t, "status", "completed") },
            (AdminResetStatus::Closed, Some(reason)) => {
                let warns = matches!(reason, ClosedReasonView::TooManyAttempts | ClosedReasonView::Frozen);
                State { mood: if warns { "warn" } else { "quiet" }, word: word(t, "reason", &name_of(reason)) }
            }
            (status, _) => State { mood: "waiting", word: word(t, "status", &name_of(status)) },
        };
        state.markup()
    }

    fn proofs(&self, reset: &AdminReset) -> String {
        match reset.status {
            AdminResetStatus::Closed => "–".into(),
            _ => {
                self.frame.t.with("admin-proofs").count("passed", reset.passed).count("required", reset.required).text()
            }
        }
    }

    fn at(&self, rfc3339: &str) -> Markup {
        time(rfc3339)
    }
}

/// `/admin/deliveries`.
#[derive(Template)]
#[template(path = "admin_deliveries.html")]
pub struct Deliveries {
    frame: Frame,
    tabs: Vec<Tab>,
    list: List,
    deliveries: Vec<AdminDelivery>,
}

impl Deliveries {
    /// The page for what was asked for.
    pub fn new(visit: Visit, filters: Filters, page: AdminDeliveries, problems: Vec<FieldProblem>) -> Self {
        let tabs = tabs("/admin/deliveries", visit.texts);
        let list = List { path: "/admin/deliveries", filters, older: page.older };
        let frame = Frame::titled(visit, "admin-deliveries-title").with_problems(problems);
        Self { frame, tabs, list, deliveries: page.deliveries }
    }

    fn channels(&self) -> Vec<Choice> {
        let channels = names(&[ChannelView::Email, ChannelView::Sms, ChannelView::Voice]);
        self.list.choices("channel", self.frame.t, "channel", &channels)
    }

    fn states(&self) -> Vec<Choice> {
        self.list.choices("state", self.frame.t, "state", &names(&STATES))
    }

    fn icon(&self, delivery: &AdminDelivery) -> Markup {
        self.frame.icon(channel_icon(delivery.channel))
    }

    fn channel(&self, delivery: &AdminDelivery) -> String {
        word(self.frame.t, "channel", &name_of(delivery.channel))
    }

    fn purpose(&self, delivery: &AdminDelivery) -> String {
        word(self.frame.t, "purpose", &delivery.purpose)
    }

    const fn is_repeated(&self, delivery: &AdminDelivery) -> bool {
        delivery.attempts > 1
    }

    fn state(&self, delivery: &AdminDelivery) -> Markup {
        delivery_state(delivery.state, self.frame.t).markup()
    }

    fn at(&self, rfc3339: &str) -> Markup {
        time(rfc3339)
    }
}

/// `/admin/dead-letters`.
#[derive(Template)]
#[template(path = "admin_dead_letters.html")]
pub struct DeadLetters {
    frame: Frame,
    tabs: Vec<Tab>,
    list: List,
    letters: Vec<AdminDeadLetter>,
}

/// Kinds of messages that the filter offers.
const KINDS: [&str; 5] = ["notice.email", "notice.sms", "notice.voice", "event.delivery_changed", "event.call_changed"];

impl DeadLetters {
    /// The page for what was asked for.
    pub fn new(visit: Visit, filters: Filters, page: AdminDeadLetters, problems: Vec<FieldProblem>) -> Self {
        let tabs = tabs("/admin/dead-letters", visit.texts);
        let list = List { path: "/admin/dead-letters", filters, older: page.older };
        let frame = Frame::titled(visit, "admin-dead-letters-title").with_problems(problems);
        Self { frame, tabs, list, letters: page.dead_letters }
    }

    fn kinds(&self) -> Vec<Choice> {
        self.list.choices("kind", self.frame.t, "kind", &KINDS.map(str::to_owned))
    }

    fn kind(&self, letter: &AdminDeadLetter) -> String {
        word(self.frame.t, "kind", &letter.kind)
    }

    fn at(&self, rfc3339: &str) -> Markup {
        time(rfc3339)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_what_was_asked_for_and_names_its_place() {
        let filters = Filters(vec![("user_id", "a&b=c".into()), ("before", "old".into())]);
        assert_eq!(filters.query(Some("new")), "user_id=a%26b%3Dc&before=new");
        assert_eq!(filters.query(None), "user_id=a%26b%3Dc");
        assert_eq!((filters.of("user_id"), filters.of("status")), ("a&b=c", ""));
    }
}
