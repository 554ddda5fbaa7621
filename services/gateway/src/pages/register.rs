//! Pages of registration: sign in, what is set up, add a phone or an address, verify, thanks, remove, not enabled.

use askama::Template;
use rekey_wire::http::{AccountView, ChannelView, CountryView, MethodView, MethodsView, RegisteredMethod, SlotView};

use crate::pages::Mask;
use crate::pages::frame::{FieldProblem, Frame, Visit, contact_link};
use crate::pages::live::Live;
use crate::pages::reset::Sent;
use crate::texts::{Markup, Texts};

/// `/register`: sign in.
#[derive(Template)]
#[template(path = "register.html")]
pub struct Register {
    frame: Frame,
    user_id: String,
}

impl Register {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, user_id: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "register-title").with_problems(problems), user_id }
    }
}

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
    match (method.slot, method.method) {
        (Some(slot), _) => slot_icon(slot),
        (None, MethodView::SecurityQuestions) => "questions",
        (None, _) => "key",
    }
}

/// Name of a method: its contact's place, or what it is.
fn name_of(method: &RegisteredMethod, texts: Texts) -> String {
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
    mask: Mask,
    verified: bool,
    verified_at: Option<String>,
    managed: bool,
}

impl SetUp {
    fn of(method: &RegisteredMethod, texts: Texts) -> Self {
        Self {
            id: method.id.to_string(),
            icon: icon_of(method),
            name: name_of(method, texts),
            mask: Mask::of(&method.hint, texts),
            verified: method.verified,
            verified_at: method.verified_at.clone(),
            managed: method.managed,
        }
    }

    /// The day of verification as it is shown without scripts.
    fn day(&self) -> &str {
        self.verified_at.as_deref().map(|at| at.split('T').next().unwrap_or(at)).unwrap_or_default()
    }
}

/// A row of what is not set up yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    icon: &'static str,
    name: String,
    note: String,
    path: &'static str,
    best: bool,
}

/// Whether the person can reset, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Advice {
    Missing,
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
    set_up: Vec<SetUp>,
    missing: Vec<Missing>,
    advice: Advice,
}

impl SecurityInfo {
    /// The page of a person.
    pub fn new(visit: Visit, account: &AccountView, methods: &MethodsView) -> Self {
        let t = visit.texts;
        let advice = advise(account, methods);
        let missing: Vec<_> = missing_slots(methods).map(|slot| missing_row(slot, advice, t)).collect();
        Self {
            frame: Frame::titled(visit, "info-title"),
            required: account.required,
            set_up: methods.methods.iter().map(|method| SetUp::of(method, t)).collect(),
            missing,
            advice,
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
            Advice::Ready => self.frame.t.say("info-ready-title"),
            Advice::BackUp | Advice::BackUpPhones | Advice::BackUpEmails => self.frame.t.say("info-backup-title"),
        }
    }

    fn advice_text(&self) -> String {
        let key = match self.advice {
            Advice::Missing => return self.frame.t.with("info-missing").count("required", self.required).text(),
            Advice::BackUp => "info-backup",
            Advice::BackUpPhones => "info-backup-phones",
            Advice::BackUpEmails => "info-backup-emails",
            Advice::Ready => "info-ready",
        };
        self.frame.t.say(key)
    }

    /// Where the one filled button leads: what helps most.
    fn first_step(&self) -> Option<&'static str> {
        let best = self.missing.iter().find(|row| row.best).or(self.missing.first());
        best.filter(|_| self.warns()).map(|row| row.path)
    }
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
        path: if is_email { "/security-info/email" } else { "/security-info/phone" },
        best: match advice {
            Advice::BackUpPhones => is_email,
            Advice::BackUpEmails => !is_email,
            Advice::Missing | Advice::BackUp | Advice::Ready => false,
        },
    }
}

fn advise(account: &AccountView, methods: &MethodsView) -> Advice {
    if !account.capable {
        return Advice::Missing;
    }
    if !account.backup_advised {
        return Advice::Ready;
    }
    let mut verified = methods.methods.iter().filter(|method| method.verified).peekable();
    if verified.peek().is_none() {
        return Advice::BackUp;
    }
    let kinds: Vec<bool> = verified.map(|method| method.method == MethodView::Email).collect();
    match (kinds.iter().all(|email| *email), kinds.iter().all(|email| !email)) {
        (true, _) => Advice::BackUpEmails,
        (_, true) => Advice::BackUpPhones,
        _ => Advice::BackUp,
    }
}

/// A country of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    code: String,
    calling_code: u16,
    name: String,
    chosen: bool,
}

/// `/security-info/phone`: add a phone.
#[derive(Template)]
#[template(path = "add_phone.html")]
pub struct AddPhone {
    frame: Frame,
    countries: Vec<Country>,
    phone_number: String,
    channels: Vec<ChannelView>,
}

impl AddPhone {
    /// The page; `channels` are the ways a code can reach a phone here, the first countries first.
    pub fn new(visit: Visit, countries: &[CountryView], typed: TypedPhone, channels: Vec<ChannelView>) -> Self {
        let t = visit.texts;
        let name =
            |code: &str| t.find(&format!("country-{}", code.to_ascii_lowercase())).unwrap_or_else(|| code.to_owned());
        let row = |view: &CountryView| Country {
            name: name(&view.code),
            chosen: view.code == typed.country,
            code: view.code.clone(),
            calling_code: view.calling_code,
        };
        let mut countries: Vec<_> = countries.iter().map(row).collect();
        if let Some((_, others)) = countries.split_first_mut() {
            others.sort_by_key(|country| sorting_name(&country.name));
        }
        let frame = Frame::titled(visit, "phone-title").with_problems(typed.problems);
        Self { frame, countries, phone_number: typed.phone_number, channels }
    }

    fn offers(&self, channel: &str) -> bool {
        let wanted = if channel == "voice" { ChannelView::Voice } else { ChannelView::Sms };
        self.channels.contains(&wanted)
    }
}

/// Accents do not send a country to the end of the list.
fn sorting_name(name: &str) -> String {
    let plain = |letter: char| match letter {
        'Ä' | 'ä' | 'Å' | 'å' => 'a',
        'Ö' | 'ö' | 'ô' => 'o',
        'Ü' | 'ü' => 'u',
        'Ç' | 'ç' => 'c',
        'é' | 'É' => 'e',
        other => other.to_ascii_lowercase(),
    };
    name.chars().map(plain).collect()
}

/// What was typed into the phone form, and what was wrong with it.
#[derive(Debug, Clone, Default)]
pub struct TypedPhone {
    /// ISO 3166 code of the chosen country.
    pub country: String,
    /// The number as typed.
    pub phone_number: String,
    /// What went wrong.
    pub problems: Vec<FieldProblem>,
}

/// `/security-info/email`: add an email address.
#[derive(Template)]
#[template(path = "add_email.html")]
pub struct AddEmail {
    frame: Frame,
    email: String,
}

impl AddEmail {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, email: String, problems: Vec<FieldProblem>) -> Self {
        Self { frame: Frame::titled(visit, "email-title").with_problems(problems), email }
    }
}

/// `/security-info/verify/{id}`: type the code that was sent to the new contact.
#[derive(Template)]
#[template(path = "verify.html")]
pub struct Verify {
    frame: Frame,
    id: String,
    sent: Sent,
    live: Option<Live>,
}

impl Verify {
    /// The page for a method that is being set up.
    pub fn new(visit: Visit, id: String, sent: Sent, live: Option<Live>) -> Self {
        Self { frame: Frame::titled(visit, sent.title()), id, sent, live }
    }

    /// With what went wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<FieldProblem>) -> Self {
        self.frame = self.frame.with_problems(problems);
        self
    }

    fn is_email(&self) -> bool {
        self.sent.channel == ChannelView::Email
    }

    fn wrong_contact(&self) -> Markup {
        if self.is_email() {
            self.frame.t.with("verify-wrong-contact-email").link("/security-info/email").markup()
        } else {
            self.frame.t.with("verify-wrong-contact-phone").link("/security-info/phone").markup()
        }
    }

    fn patience(&self) -> String {
        self.frame.t.say(if self.is_email() { "code-patience-email" } else { "code-patience" })
    }
}

/// `/security-info/thanks`: verified, with the advice to register a back-up.
#[derive(Template)]
#[template(path = "thanks.html")]
pub struct Thanks {
    frame: Frame,
    capable: bool,
    next: Option<&'static str>,
}

impl Thanks {
    /// The page after a method was verified.
    pub fn new(visit: Visit, account: &AccountView, methods: &MethodsView) -> Self {
        let advice = advise(account, methods);
        let wanted = advice != Advice::Ready;
        let path = |slot| missing_row(slot, advice, visit.texts).path;
        let next = missing_slots(methods).map(path).next().filter(|_| wanted);
        Self { frame: Frame::titled(visit, "thanks-title"), capable: account.capable, next }
    }
}

/// `/security-info/remove/{id}`: remove a way?
#[derive(Template)]
#[template(path = "remove.html")]
pub struct Remove {
    frame: Frame,
    id: String,
    slot: String,
    mask: Mask,
}

impl Remove {
    /// The page for a method.
    pub fn new(visit: Visit, method: &RegisteredMethod, problems: Vec<FieldProblem>) -> Self {
        let t = visit.texts;
        Self {
            frame: Frame::titled(visit, "remove-title").with_problems(problems),
            id: method.id.to_string(),
            slot: name_of(method, t),
            mask: Mask::of(&method.hint, t),
        }
    }

    fn lead(&self) -> Markup {
        self.frame.t.with("remove-lead").arg("slot", self.slot.as_str()).mask(self.mask.markup()).markup()
    }
}

/// Signed in, but password reset is not enabled.
#[derive(Template)]
#[template(path = "not_enabled.html")]
pub struct NotEnabled {
    frame: Frame,
}

impl NotEnabled {
    /// The page, leading to the administrator.
    pub fn new(mut visit: Visit, account: &AccountView) -> Self {
        visit.contact_url = contact_link(&account.help.contact_url);
        Self { frame: Frame::titled(visit, "not-enabled-title") }
    }
}
