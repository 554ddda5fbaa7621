//! Pages of registration: sign in, add a phone or an address, verify, thanks, remove, not enabled.

use askama::Template;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use rekey_wire::http::{AccountView, ChannelView, CountryView, MethodsView, RegisteredMethod, SlotView};

use crate::pages::frame::{FieldProblem, Frame, Visit};
use crate::pages::live::Live;
use crate::pages::security_info::{Advice, advise, first_step, missing, name_of, which};
use crate::pages::sent::Sent;
use crate::texts::{Language, Markup, escape};

/// `/register`: sign in.
#[derive(Template)]
#[template(path = "register.html")]
pub struct Register {
    frame: Frame,
    user_id: String,
    action: String,
    again: bool,
}

impl Register {
    /// The page, with what was typed and what went wrong.
    pub fn new(visit: Visit, user_id: String, problems: Vec<FieldProblem>) -> Self {
        let frame = Frame::titled(visit, "register-title").with_problems(problems);
        Self { frame, user_id, action: "/register".to_owned(), again: false }
    }

    /// `/register/again/…` for who is not signed in at all: signing in leads on to the page of that change.
    pub fn on(visit: Visit, action: &str, user_id: String, problems: Vec<FieldProblem>) -> Self {
        Self { action: action.to_owned(), ..Self::new(visit, user_id, problems) }
    }

    /// `/register/again/…`: who wants to change something signs in again first. The form is sent to the same address.
    pub fn again(visit: Visit, action: &str, user_id: String, problems: Vec<FieldProblem>) -> Self {
        let frame = Frame::titled(visit, "sign-in-again-title").with_problems(problems);
        Self { frame, user_id, action: action.to_owned(), again: true }
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
    /// Whether there is a phone that this one takes the place of, and whether that one is lost.
    replaces: bool,
    lost: bool,
    channels: Vec<ChannelView>,
}

impl AddPhone {
    /// The page, for what is registered and may be.
    pub fn new(visit: Visit, methods: &MethodsView, typed: TypedPhone) -> Self {
        let t = visit.texts;
        let name =
            |code: &str| t.find(&format!("country-{}", code.to_ascii_lowercase())).unwrap_or_else(|| code.to_owned());
        let row = |view: &CountryView| Country {
            name: name(&view.code),
            chosen: view.code == typed.country,
            code: view.code.clone(),
            calling_code: view.calling_code,
        };
        let mut countries: Vec<_> = methods.countries.iter().map(row).collect();
        if let Some((_, others)) = countries.split_first_mut() {
            let collator = collator(visit.texts.language());
            others.sort_by(|one, other| match &collator {
                Some(collator) => collator.compare(&one.name, &other.name),
                None => one.name.cmp(&other.name),
            });
        }
        let frame = Frame::titled(visit, "phone-title").with_problems(typed.problems);
        Self {
            frame,
            countries,
            phone_number: typed.phone_number,
            replaces: has_own(methods, SlotView::AuthenticationPhone),
            lost: typed.lost,
            channels: methods.phone_channels.clone(),
        }
    }

    fn offers(&self, channel: &str) -> bool {
        let wanted = if channel == "voice" { ChannelView::Voice } else { ChannelView::Sms };
        self.channels.contains(&wanted)
    }
}

/// Whether a contact of the person's own is in this slot, which a new one takes the place of.
fn has_own(methods: &MethodsView, slot: SlotView) -> bool {
    methods.methods.iter().any(|method| method.slot == Some(slot) && method.verified && method.retires_at.is_none())
}

/// The order of lists in a language; by code points where nobody knows it.
fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.tag().parse().ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

/// What was typed into the phone form, and what was wrong with it.
#[derive(Debug, Clone, Default)]
pub struct TypedPhone {
    /// ISO 3166 code of the chosen country.
    pub country: String,
    /// The number as typed.
    pub phone_number: String,
    /// Whether the phone that it takes the place of is lost.
    pub lost: bool,
    /// What went wrong.
    pub problems: Vec<FieldProblem>,
}

/// `/security-info/email`: add an email address.
#[derive(Template)]
#[template(path = "add_email.html")]
pub struct AddEmail {
    frame: Frame,
    email: String,
    /// Whether there is an address that this one takes the place of, and whether that one is lost.
    replaces: bool,
    lost: bool,
}

impl AddEmail {
    /// The page, for what is registered.
    pub fn new(visit: Visit, methods: &MethodsView) -> Self {
        let replaces = has_own(methods, SlotView::AuthenticationEmail);
        Self { frame: Frame::titled(visit, "email-title"), email: String::new(), replaces, lost: false }
    }

    /// With what was typed, whether the old address is lost, and what went wrong.
    #[must_use]
    pub fn typed(mut self, email: String, lost: bool, problems: Vec<FieldProblem>) -> Self {
        self.frame = self.frame.with_problems(problems);
        Self { email, lost, ..self }
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

    fn wrong_contact(&self) -> Markup {
        if self.sent.channel == ChannelView::Email {
            self.frame.t.with("verify-wrong-contact-email").link("/security-info/email").markup()
        } else {
            self.frame.t.with("verify-wrong-contact-phone").link("/security-info/phone").markup()
        }
    }
}

/// `/security-info/thanks`: verified, with the advice to register a back-up.
#[derive(Template)]
#[template(path = "thanks.html")]
pub struct Thanks {
    frame: Frame,
    capable: bool,
    why_back_up: &'static str,
    next: Option<&'static str>,
}

impl Thanks {
    /// The page after a method was verified.
    pub fn new(visit: Visit, account: &AccountView, methods: &MethodsView) -> Self {
        let advice = advise(account, methods);
        let next = first_step(&missing(methods, advice, visit.texts)).filter(|_| advice != Advice::Ready);
        // Of two that are both needed none is left over.
        let why_back_up = if account.required > 1 { "info-backup" } else { "thanks-backup" };
        Self { frame: Frame::titled(visit, "thanks-title"), capable: account.capable, why_back_up, next }
    }
}

/// `/security-info/remove/{id}`: remove a way?
#[derive(Template)]
#[template(path = "remove.html")]
pub struct Remove {
    frame: Frame,
    id: String,
    slot: String,
    which: Markup,
}

impl Remove {
    /// The page for a method.
    pub fn new(visit: Visit, method: &RegisteredMethod, problems: Vec<FieldProblem>) -> Self {
        let t = visit.texts;
        Self {
            frame: Frame::titled(visit, "remove-title").with_problems(problems),
            id: method.id.to_string(),
            slot: name_of(method, t),
            which: which(method, t),
        }
    }

    fn lead(&self) -> Markup {
        if self.which == Markup::default() {
            return Markup::trusted(escape(&self.slot));
        }
        self.frame.t.with("remove-lead").arg("slot", self.slot.as_str()).mask(self.which.clone()).markup()
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
    pub fn new(visit: Visit, account: &AccountView) -> Self {
        Self { frame: Frame::titled(visit.with_help(&account.help), "not-enabled-title") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;

    #[test]
    fn countries_have_their_names_in_the_persons_language_the_houses_own_first() {
        let view = |code: &str| CountryView { code: code.to_owned(), calling_code: 1 };
        let methods =
            MethodsView { countries: ["US", "GB", "AT", "DE", "ZZ"].map(view).into(), ..samples::methods(Vec::new()) };
        let names = |language| {
            let typed = TypedPhone { country: "DE".to_owned(), ..TypedPhone::default() };
            let page = AddPhone::new(samples::visit(language), &methods, typed);
            assert_eq!(page.countries.iter().filter(|country| country.chosen).count(), 1);
            page.countries.into_iter().map(|country| country.name).collect::<Vec<_>>()
        };
        assert_eq!(names(Language::English), ["United States", "Austria", "Germany", "United Kingdom", "ZZ"]);
        let german = ["Vereinigte Staaten", "Deutschland", "Österreich", "Vereinigtes Königreich", "ZZ"];
        assert_eq!(names(Language::German), german);
        // By pinyin: Àodìlì, Déguó, Yīngguó.
        assert_eq!(names(Language::Chinese), ["美国", "奥地利", "德国", "英国", "ZZ"]);
    }
}
