//! What is set up, what is missing, and what helps most: the list of a person's ways, and its confirmation.

use askama::Template;
use rekey_wire::http::{AccountView, MethodView, MethodsView, RegisteredMethod, SlotView};

use crate::pages::Mask;
use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::reset::way_icon;
use crate::pages::set_up::timed;
use crate::texts::{Markup, Texts, escape};

/// Name of a slot in text keys, `slot-…`, and in paths.
pub fn slot_name(slot: SlotView) -> &'static str {
    match slot {
        SlotView::AuthenticationPhone => "authentication-phone",
        SlotView::MobilePhone => "mobile-phone",
        SlotView::OfficePhone => "office-phone",
        SlotView::AuthenticationEmail => "authentication-email",
        SlotView::AlternateEmail => "alternate-email",
    }
}

fn slot_icon(slot: SlotView) -> &'static str {
    match slot {
        SlotView::AuthenticationPhone | SlotView::MobilePhone => "text",
        SlotView::OfficePhone => "office",
        SlotView::AuthenticationEmail | SlotView::AlternateEmail => "mail",
    }
}

/// Drawing of a method.
fn icon_of(method: &RegisteredMethod) -> &'static str {
    method.slot.map_or_else(|| way_icon(method.method, None), slot_icon)
}

/// Name of a method: its contact's place, or what it is.
pub(super) fn name_of(method: &RegisteredMethod, texts: Texts) -> String {
    match method.slot {
        Some(slot) => texts.say(&format!("slot-{}", slot_name(slot))),
        None => texts.say(&format!("method-{}", method_name(method.method))),
    }
}

/// Name of a method in text keys.
const fn method_name(method: MethodView) -> &'static str {
    match method {
        MethodView::Email => "email",
        MethodView::MobilePhone => "mobile-phone",
        MethodView::OfficePhone => "office-phone",
        MethodView::SecurityQuestions => "security-questions",
        MethodView::AuthenticatorApp => "authenticator-app",
        MethodView::Passkey => "passkey",
        MethodView::RecoveryCode => "recovery-code",
    }
}

/// A row of what is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    id: String,
    icon: &'static str,
    name: String,
    details: Markup,
    managed: bool,
    /// Where it is changed, and what the link says.
    change: Option<(&'static str, String)>,
}

impl SetUp {
    fn of(method: &RegisteredMethod, texts: Texts) -> Self {
        Self {
            id: method.id.to_string(),
            icon: icon_of(method),
            name: name_of(method, texts),
            details: details_of(method, texts),
            managed: method.managed,
            change: change_of(method, texts),
        }
    }

    fn all(methods: &MethodsView, texts: Texts) -> Vec<Self> {
        methods.methods.iter().map(|method| Self::of(method, texts)).collect()
    }
}

/// Which one it is: the masked contact, how many there are, or what its owner calls it. May be empty.
pub(super) fn which(method: &RegisteredMethod, texts: Texts) -> Markup {
    let count = |key| Markup::trusted(escape(&texts.with(key).count("count", method.count.unwrap_or_default()).text()));
    match (method.slot, method.method) {
        (Some(_), _) => Mask::of(&method.hint, texts).markup(),
        (None, MethodView::SecurityQuestions) => count("info-questions-count"),
        (None, MethodView::RecoveryCode) => count("info-codes-count"),
        (None, _) => Markup::trusted(escape(&method.hint)),
    }
}

/// What stands below a method's name.
fn details_of(method: &RegisteredMethod, texts: Texts) -> Markup {
    let say = |key| escape(&texts.say(key));
    let mut parts = vec![which(method, texts).to_string()];
    if method.managed {
        parts.push(say("info-from-administrator"));
    } else if !method.verified {
        parts.push(say("info-not-verified"));
    } else if let Some(at) = &method.verified_at {
        let (day, at) = (escape(at.split('T').next().unwrap_or(at)), escape(at));
        let day = Markup::trusted(format!("<time datetime=\"{at}\" data-style=\"date\">{day}</time>"));
        parts.push(texts.with("info-verified-on").mask(day).markup().to_string());
    }
    parts.extend(times_of(method, texts));
    joined(parts)
}

/// Parts of a line, each kept together where it fits.
fn joined(parts: Vec<String>) -> Markup {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| format!("<span class=\"part\">{part}</span>")).collect();
    Markup::trusted(parts.join(" · "))
}

/// What stands below a method's name where its owner is asked whether it is still right: when it was verified is not in
/// question.
fn in_short(method: &RegisteredMethod, texts: Texts) -> Markup {
    let mut parts = vec![which(method, texts).to_string()];
    parts.extend(times_of(method, texts));
    joined(parts)
}

/// From when a method works, or until when.
fn times_of(method: &RegisteredMethod, texts: Texts) -> impl Iterator<Item = String> {
    let from = method.usable_from.iter().map(move |at| timed(texts, "info-works-from", at).to_string());
    from.chain(method.retires_at.iter().map(move |at| timed(texts, "info-until", at).to_string()))
}

fn change_of(method: &RegisteredMethod, texts: Texts) -> Option<(&'static str, String)> {
    if method.managed || method.retires_at.is_some() {
        return None;
    }
    match (method.slot, method.method) {
        (Some(slot), _) => Some((slot_path(slot), texts.say("info-change"))),
        (None, MethodView::SecurityQuestions) => Some((QUESTIONS_PATH, texts.say("info-change"))),
        (None, MethodView::RecoveryCode) => Some((RECOVERY_CODES_PATH, texts.say("info-new-codes"))),
        (None, _) => None,
    }
}

/// Where an authenticator app is added.
pub const APP_PATH: &str = "/security-info/app";
/// Where a passkey is added.
pub const PASSKEY_PATH: &str = "/security-info/passkey";
/// Where questions are answered.
pub const QUESTIONS_PATH: &str = "/security-info/questions";
/// Where recovery codes are made.
pub const RECOVERY_CODES_PATH: &str = "/security-info/recovery-codes";

/// Where a method without a contact is set up; none for the others.
const fn method_path(method: MethodView) -> Option<&'static str> {
    match method {
        MethodView::SecurityQuestions => Some(QUESTIONS_PATH),
        MethodView::AuthenticatorApp => Some(APP_PATH),
        MethodView::Passkey => Some(PASSKEY_PATH),
        MethodView::RecoveryCode => Some(RECOVERY_CODES_PATH),
        MethodView::Email | MethodView::MobilePhone | MethodView::OfficePhone => None,
    }
}

const fn slot_path(slot: SlotView) -> &'static str {
    match slot {
        SlotView::AuthenticationEmail | SlotView::AlternateEmail => "/security-info/email",
        SlotView::AuthenticationPhone | SlotView::MobilePhone | SlotView::OfficePhone => "/security-info/phone",
    }
}

/// A row of what is not set up yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    icon: &'static str,
    name: String,
    note: String,
    path: &'static str,
    is_contact: bool,
    best: bool,
}

/// Whether the person can reset, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Advice {
    Missing,
    /// It is enough for a reset, and the organisation asks for more to be registered.
    MoreAsked,
    BackUp,
    BackUpPhones,
    BackUpEmails,
    Ready,
}

/// `/security-info`: what is set up, what is missing.
#[derive(Template)]
#[template(path = "security_info.html")]
pub struct SecurityInfo {
    frame: Frame,
    required: u8,
    still_needed: u8,
    set_up: Vec<SetUp>,
    more: Vec<(&'static str, String)>,
    missing: Vec<Missing>,
    advice: Advice,
    confirmation_due: bool,
}

impl SecurityInfo {
    /// The page of a person.
    pub fn new(visit: Visit, account: &AccountView, methods: &MethodsView) -> Self {
        let t = visit.texts;
        let advice = advise(account, methods);
        Self {
            frame: Frame::titled(visit, "info-title"),
            required: account.required,
            still_needed: account.still_to_register,
            set_up: SetUp::all(methods, t),
            more: more(methods, t),
            missing: missing(methods, advice, t),
            advice,
            confirmation_due: account.confirmation_due,
        }
    }

    fn lead(&self) -> String {
        self.frame.t.with("info-lead").count("required", self.required).text()
    }

    fn warns(&self) -> bool {
        self.advice != Advice::Ready
    }

    fn advice_title(&self) -> String {
        match self.advice {
            Advice::Missing => self.frame.t.say("info-missing-title"),
            Advice::MoreAsked => self.frame.t.say("info-more-title"),
            Advice::Ready => self.frame.t.say("info-ready-title"),
            Advice::BackUp | Advice::BackUpPhones | Advice::BackUpEmails => self.frame.t.say("info-backup-title"),
        }
    }

    fn advice_text(&self) -> String {
        let key = match self.advice {
            Advice::Missing | Advice::MoreAsked => {
                let key = if self.set_up.is_empty() { "info-missing" } else { "info-more" };
                return self.frame.t.with(key).count("needed", self.still_needed.max(1)).text();
            }
            Advice::BackUp => "info-backup",
            Advice::BackUpPhones => "info-backup-phones",
            Advice::BackUpEmails => "info-backup-emails",
            Advice::Ready => "info-ready",
        };
        self.frame.t.say(key)
    }

    /// Where the one filled button leads: what helps most.
    fn first_step(&self) -> Option<&'static str> {
        first_step(&self.missing).filter(|_| self.warns())
    }
}

/// Where to begin: with the best back-up, else with a contact, which everybody has at hand.
pub(super) fn first_step(missing: &[Missing]) -> Option<&'static str> {
    let best = missing.iter().find(|row| row.best).or(missing.iter().find(|row| row.is_contact));
    best.or(missing.first()).map(|row| row.path)
}

/// What is not set up yet, most secure first: what is bound to a device or kept, then contacts, then what is known.
pub(super) fn missing(methods: &MethodsView, advice: Advice, texts: Texts) -> Vec<Missing> {
    let taken = |wanted| methods.methods.iter().any(|method| method.method == wanted);
    let (known, kept): (Vec<MethodView>, Vec<MethodView>) = methods
        .available_methods
        .iter()
        .copied()
        .filter(|method| !taken(*method))
        .partition(|method| *method == MethodView::SecurityQuestions);
    let row = |method: MethodView| missing_method(method, texts);
    let mut rows: Vec<Missing> = kept.into_iter().filter_map(row).collect();
    rows.extend(missing_slots(methods).map(|slot| missing_row(slot, advice, texts)));
    rows.extend(known.into_iter().filter_map(row));
    rows
}

fn missing_method(method: MethodView, texts: Texts) -> Option<Missing> {
    let name = method_name(method);
    Some(Missing {
        icon: way_icon(method, None),
        name: texts.say(&format!("method-{name}")),
        note: texts.say(&format!("method-{name}-note")),
        path: method_path(method)?,
        is_contact: false,
        best: false,
    })
}

/// What is set up and may be set up once more.
fn more(methods: &MethodsView, texts: Texts) -> Vec<(&'static str, String)> {
    let again = [MethodView::AuthenticatorApp, MethodView::Passkey].into_iter().filter(|method| {
        methods.available_methods.contains(method) && methods.methods.iter().any(|other| other.method == *method)
    });
    again
        .filter_map(|method| Some((method_path(method)?, texts.say(&format!("info-another-{}", method_name(method))))))
        .collect()
}

fn missing_slots(methods: &MethodsView) -> impl Iterator<Item = SlotView> + '_ {
    let taken = |slot: SlotView| methods.methods.iter().any(|method| method.slot == Some(slot) && method.verified);
    let own = |slot: &SlotView| matches!(slot, SlotView::AuthenticationPhone | SlotView::AuthenticationEmail);
    methods.available.iter().copied().filter(own).filter(move |slot| !taken(*slot))
}

fn missing_row(slot: SlotView, advice: Advice, texts: Texts) -> Missing {
    let name = slot_name(slot);
    let is_email = slot == SlotView::AuthenticationEmail;
    Missing {
        icon: slot_icon(slot),
        name: texts.say(&format!("slot-{name}")),
        note: texts.say(&format!("slot-{name}-note")),
        path: slot_path(slot),
        is_contact: true,
        best: match advice {
            Advice::BackUpPhones => is_email,
            Advice::BackUpEmails => !is_email,
            Advice::Missing | Advice::MoreAsked | Advice::BackUp | Advice::Ready => false,
        },
    }
}

pub(super) fn advise(account: &AccountView, methods: &MethodsView) -> Advice {
    if !account.capable {
        return Advice::Missing;
    }
    if account.still_to_register > 0 {
        return Advice::MoreAsked;
    }
    if !account.backup_advised {
        return Advice::Ready;
    }
    let verified: Vec<MethodView> =
        methods.methods.iter().filter(|method| method.verified).map(|method| method.method).collect();
    let is_phone = |method: &MethodView| matches!(method, MethodView::MobilePhone | MethodView::OfficePhone);
    if verified.is_empty() {
        Advice::BackUp
    } else if verified.iter().all(|method| *method == MethodView::Email) {
        Advice::BackUpEmails
    } else if verified.iter().all(is_phone) {
        Advice::BackUpPhones
    } else {
        Advice::BackUp
    }
}

/// `/security-info/confirm`: is this still right?
#[derive(Template)]
#[template(path = "confirm.html")]
pub struct Confirm {
    frame: Frame,
    set_up: Vec<SetUp>,
}

impl Confirm {
    /// The page of a person.
    pub fn new(visit: Visit, methods: &MethodsView, problems: Vec<FieldProblem>) -> Self {
        let t = visit.texts;
        let short = |method| SetUp { details: in_short(method, t), ..SetUp::of(method, t) };
        let set_up = methods.methods.iter().map(short).collect();
        Self { frame: Frame::titled(visit, "confirm-title").with_problems(problems), set_up }
    }
}
