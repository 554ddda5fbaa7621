//! Samples of every page, in every language: what the gallery shows and the page tests read.

use askama::Template;
use rekey_wire::captcha::CaptchaLevel;
use rekey_wire::http::{
    AccountView, ChallengeKindView, ChallengeView, ChannelView, ClosedReasonView, CountryView, DeliveryView, GatesView,
    HelpView, MethodView, MethodsView, OptionView, PasswordRuleView, Problem, ProblemCode, RegisteredMethod,
    ResetStatus, ResetView, SlotView,
};
use uuid::Uuid;

use super::frame::{Bar, HELP_PATH};
use super::help::{Contact, ContactSent, Help, Inbox, Message, Privacy, TypedHelp};
use super::register::{AddEmail, AddPhone, NotEnabled, Register, Remove, Thanks, TypedPhone, Verify};
use super::reset::{Choose, Closed, Code, Done, Doors, Number, Password, Who};
use super::security_info::SecurityInfo;
use super::sent::Sent;
use super::{FieldProblem, Live, Mask, Visit, failure::Failure};
use crate::problems;
use crate::texts::{Language, Texts};

/// Put into every value that comes from outside: must never reach a page as it is.
pub const HOSTILE: &str = "<u>\"'&x";

/// A visit to Contoso.
pub fn visit(language: Language) -> Visit {
    Visit {
        texts: Texts::of(language),
        house: "Contoso".into(),
        contact_url: HELP_PATH.into(),
        contact_name: String::new(),
        path: "/reset".into(),
        csrf: "token".into(),
        bar: Bar::Plain,
    }
}

pub(super) fn signed_in(language: Language) -> Visit {
    Visit { bar: Bar::SignedIn, path: "/security-info".into(), ..visit(language) }
}

fn help() -> HelpView {
    HelpView { contact_url: HELP_PATH.into(), address: None, name: None }
}

fn option(id: u128, method: MethodView, channel: ChannelView, hint: &str) -> OptionView {
    OptionView {
        id: Uuid::from_u128(id),
        method,
        channel: Some(channel),
        slot: None,
        label: "A way".into(),
        hint: Some(hint.into()),
        count: None,
    }
}

/// The five entries of the model product, the mobile phone twice.
pub fn options() -> Vec<OptionView> {
    vec![
        option(1, MethodView::Email, ChannelView::Email, "b**@******.example"),
        option(2, MethodView::MobilePhone, ChannelView::Sms, "+* *** *** **67"),
        option(3, MethodView::MobilePhone, ChannelView::Sms, "+* *** *** **21"),
        option(4, MethodView::MobilePhone, ChannelView::Voice, "+* *** *** **67"),
        option(5, MethodView::MobilePhone, ChannelView::Voice, "+* *** *** **21"),
        option(6, MethodView::OfficePhone, ChannelView::Voice, "+* *** *** **03"),
        without_contact(7, MethodView::SecurityQuestions),
    ]
}

/// A way without a contact.
fn without_contact(id: u128, method: MethodView) -> OptionView {
    let count = (method == MethodView::SecurityQuestions).then_some(3);
    OptionView { id: Uuid::from_u128(id), method, channel: None, slot: None, label: "A way".into(), hint: None, count }
}

fn rule(code: &str, limit: Option<u32>, met: Option<bool>) -> PasswordRuleView {
    PasswordRuleView { code: code.into(), limit, text: format!("Rule {code}"), met }
}

fn rules(met: Option<bool>) -> Vec<PasswordRuleView> {
    vec![
        rule("min_length", Some(15), met),
        rule("max_length", Some(128), met),
        rule("classes", Some(3), met.map(|met| !met)),
        rule("not_user_id", None, met),
        rule("not_banned", None, None),
        rule("not_breached", None, None),
    ]
}

/// A reset in some state.
pub fn reset(status: ResetStatus, passed: u8) -> ResetView {
    ResetView {
        status,
        gates: GatesView { required: None, passed },
        options: options(),
        challenge: Some(challenge(2, DeliveryView::Sent)),
        password_rules: Some(rules(None)),
        closed_reason: None,
        guesses_open_at: None,
        can_unlock: false,
        recovery_codes_left: None,
        passkey_advised: false,
        help: help(),
        sign_in_url: Some("https://portal.contoso.example/".into()),
        expires_at: "2026-11-24T10:15:00Z".into(),
        device_token: None,
    }
}

pub(super) fn challenge(option_id: u128, delivery: DeliveryView) -> ChallengeView {
    ChallengeView {
        kind: ChallengeKindView::Code,
        option_id: Uuid::from_u128(option_id),
        reference: Some("KHW".into()),
        delivery: Some(delivery),
        call_end: None,
        code_length: Some(6),
        match_number: None,
        questions: None,
        passkey: None,
        authenticator: None,
        resend_after_seconds: 24,
        expires_at: "2026-11-24T10:10:00Z".into(),
        attempts_left: 5,
    }
}

pub(super) fn account(capable: bool, backup_advised: bool) -> AccountView {
    AccountView {
        user_id: "alice@contoso.example".into(),
        display_name: Some("Alice".into()),
        enabled: true,
        capable,
        required: if capable { 1 } else { 2 },
        to_register: if capable { 1 } else { 2 },
        still_to_register: if capable { 0 } else { 2 },
        confirmation_due: false,
        backup_advised,
        help: help(),
    }
}

pub(super) fn registered(id: u128, slot: SlotView, hint: &str) -> RegisteredMethod {
    RegisteredMethod {
        id: Uuid::from_u128(id),
        method: match slot {
            SlotView::AuthenticationEmail | SlotView::AlternateEmail => MethodView::Email,
            SlotView::OfficePhone => MethodView::OfficePhone,
            _ => MethodView::MobilePhone,
        },
        slot: Some(slot),
        hint: hint.into(),
        count: None,
        usable_from: None,
        retires_at: None,
        verified: true,
        managed: matches!(slot, SlotView::OfficePhone | SlotView::MobilePhone),
        verified_at: Some("2026-03-12T09:00:00Z".into()),
    }
}

pub(super) fn methods(registered: Vec<RegisteredMethod>) -> MethodsView {
    let country = |code: &str, calling_code| CountryView { code: code.into(), calling_code };
    MethodsView {
        methods: registered,
        available: vec![SlotView::AuthenticationPhone, SlotView::AuthenticationEmail],
        available_methods: Vec::new(),
        phone_channels: vec![ChannelView::Sms],
        countries: vec![country("GB", 44), country("FR", 33), country("AT", 43), country("DE", 49), country("US", 1)],
    }
}

fn phones() -> Vec<RegisteredMethod> {
    vec![
        registered(11, SlotView::AuthenticationPhone, "+** **** **** 67"),
        registered(12, SlotView::OfficePhone, "+** ** **** ** 03"),
    ]
}

pub(super) fn problem(visit: &Visit, problem: Problem, fields: &[&'static str]) -> Vec<FieldProblem> {
    vec![problems::beside(visit, &problem, fields)]
}

pub(super) fn wrong_code(visit: &Visit) -> Vec<FieldProblem> {
    let mut wrong = Problem::new(ProblemCode::WrongCode);
    wrong.attempts_left = Some(3);
    problem(visit, wrong, &["code"])
}

pub(super) fn html(page: impl Template) -> String {
    page.render().expect("a page renders from its sample")
}

/// Name and HTML of every sample.
pub fn all(language: Language) -> Vec<(String, String)> {
    let mut samples = resets(language);
    samples.extend(closed(language));
    samples.extend(super::proof_samples::all(language));
    samples.extend(registration(language));
    samples.extend(super::set_up_samples::all(language));
    samples.extend(super::admin_samples::all(language));
    samples.extend(rest(language));
    samples.extend(failures(language));
    samples.into_iter().map(|(name, html)| (name.to_owned(), html)).collect()
}

pub(super) type Sample = (&'static str, String);

fn resets(language: Language) -> Vec<Sample> {
    let v = || visit(language);
    let choosing = reset(ResetStatus::Choosing, 0);
    let code = |option: u128, delivery, problems| {
        let view = reset(ResetStatus::Challenged, 0);
        html(Code::new(v(), &view, &challenge(option, delivery), problems).expect("the option is there"))
    };
    let password = |problems, rules: &[PasswordRuleView], status| {
        html(Password::new(v(), &reset(status, 1), rules, 280).with_problems(problems))
    };
    let user_id = || problem(&v(), Problem::new(ProblemCode::UserIdInvalid), &["user_id"]);
    let rejected = || problem(&v(), Problem::new(ProblemCode::PasswordRejected), &["new_password"]);
    let few = ResetView { options: options()[..2].to_vec(), ..reset(ResetStatus::Choosing, 1) };
    let none = ResetView { options: Vec::new(), ..reset(ResetStatus::Choosing, 0) };
    let kept = [MethodView::Passkey, MethodView::AuthenticatorApp, MethodView::RecoveryCode];
    let kept = kept.into_iter().zip(8..).map(|(method, id)| without_contact(id, method));
    let everything = ResetView { options: kept.chain(options()).collect(), ..reset(ResetStatus::Choosing, 0) };
    let done = reset(ResetStatus::Completed, 1);
    let locked = ResetView { can_unlock: true, ..reset(ResetStatus::Verified, 1) };
    let none_chosen = vec![FieldProblem::of("option", v().texts.say("field-empty-option"))];
    let differs = || problem(&v(), Problem::new(ProblemCode::PhoneNumberDiffers), &["phone_number"]);
    vec![
        ("doors", html(Doors::new(v()))),
        ("who", html(Who::new(v(), String::new(), Vec::new()))),
        ("who-longer", html(Who::checked_again(v(), HOSTILE.into(), CaptchaLevel::Highest))),
        ("who-error", html(Who::new(v(), HOSTILE.into(), user_id()))),
        ("choose", html(Choose::new(v(), &choosing, "sms", Vec::new()))),
        ("choose-error", html(Choose::new(v(), &choosing, "", none_chosen))),
        ("choose-second", html(Choose::new(v(), &few, "", Vec::new()))),
        ("choose-everything", html(Choose::new(v(), &everything, "", Vec::new()))),
        ("choose-nothing", html(Choose::new(v(), &none, "", Vec::new()))),
        ("number", html(Number::new(v(), &options()[1], String::new(), Vec::new()))),
        ("number-error", html(Number::new(v(), &options()[1], HOSTILE.into(), differs()))),
        ("code-sms", code(2, DeliveryView::Sent, Vec::new())),
        ("code-email", code(1, DeliveryView::Queued, Vec::new())),
        ("code-error", code(2, DeliveryView::Delivered, wrong_code(&v()))),
        ("code-failed", code(2, DeliveryView::Failed, Vec::new())),
        ("password", password(Vec::new(), &rules(None), ResetStatus::Verified)),
        ("password-error", password(rejected(), &rules(Some(true)), ResetStatus::Verified)),
        ("password-changing", password(Vec::new(), &rules(None), ResetStatus::Changing)),
        ("password-unlock", html(Password::new(v(), &locked, &rules(None), 240))),
        ("done", html(Done::new(v(), &done))),
        ("done-passkeys", html(Done::new(v(), &ResetView { passkey_advised: true, ..done.clone() }))),
        ("done-codes", html(Done::new(v(), &ResetView { recovery_codes_left: Some(1), ..done.clone() }))),
        ("done-no-sign-in", html(Done::new(v(), &ResetView { sign_in_url: None, ..done.clone() }))),
    ]
}

fn closed(language: Language) -> Vec<Sample> {
    let of = |reason| ResetView { closed_reason: Some(reason), ..reset(ResetStatus::Closed, 0) };
    let page = |view: &ResetView| html(Closed::new(visit(language), view));
    let spent = ResetView {
        guesses_open_at: Some("2026-11-25T09:30:00Z".into()),
        help: HelpView {
            contact_url: "https://help.contoso.example/".into(),
            address: None,
            name: Some(format!("Desk {HOSTILE}")),
        },
        ..of(ClosedReasonView::TooManyAttempts)
    };
    vec![
        ("closed-cancelled", page(&of(ClosedReasonView::Cancelled))),
        ("closed-expired", page(&of(ClosedReasonView::Expired))),
        ("closed-too-many", page(&of(ClosedReasonView::TooManyAttempts))),
        ("closed-spent", page(&spent)),
        ("closed-superseded", page(&of(ClosedReasonView::Superseded))),
        ("closed-not-enabled", page(&of(ClosedReasonView::NotEnabled))),
        ("closed-not-registered", page(&of(ClosedReasonView::NotRegistered))),
        ("closed-frozen", page(&of(ClosedReasonView::Frozen))),
        ("closed-not-me", page(&of(ClosedReasonView::NotMe))),
        ("closed-unlocked", page(&of(ClosedReasonView::Unlocked))),
    ]
}

fn registration(language: Language) -> Vec<Sample> {
    let v = || signed_in(language);
    let t = v().texts;
    let both = vec![
        registered(11, SlotView::AuthenticationPhone, "+** **** **** 67"),
        registered(13, SlotView::AuthenticationEmail, "a***@******.example"),
    ];
    let short = problem(&v(), Problem::new(ProblemCode::PhoneNumberInvalid), &["phone_number"]);
    let own = problem(&v(), Problem::new(ProblemCode::EmailOwn), &["email"]);
    let failed = problem(&visit(language), Problem::new(ProblemCode::SignInFailed), &[]);
    let typed = |country: &str, number: &str, problems| TypedPhone {
        country: country.into(),
        phone_number: number.into(),
        lost: false,
        problems,
    };
    let calls = MethodsView { phone_channels: vec![ChannelView::Sms, ChannelView::Voice], ..methods(both.clone()) };
    let sent = |channel, hint: &str| {
        Sent::new(channel, Some(Mask::of(hint, t)), &challenge(2, DeliveryView::Sent)).expect("a code")
    };
    let live = |delivery| Some(Live::of_setup(&challenge(2, delivery), ChannelView::Sms));
    let told = |sent, delivery| Verify::new(v(), Uuid::from_u128(11).to_string(), sent, live(delivery));
    let verify = |sent| told(sent, DeliveryView::Sent);
    vec![
        ("register", html(Register::new(visit(language), String::new(), Vec::new()))),
        ("register-error", html(Register::new(visit(language), HOSTILE.into(), failed))),
        ("info-nothing", html(SecurityInfo::new(v(), &account(false, false), &methods(Vec::new())))),
        ("info-phones", html(SecurityInfo::new(v(), &account(true, true), &methods(phones())))),
        ("info-ready", html(SecurityInfo::new(v(), &account(true, false), &methods(both.clone())))),
        ("phone", html(AddPhone::new(v(), &methods(Vec::new()), typed("", "", Vec::new())))),
        ("phone-error", html(AddPhone::new(v(), &calls, typed("GB", HOSTILE, short)))),
        ("email", html(AddEmail::new(v(), &methods(Vec::new())))),
        ("email-error", html(AddEmail::new(v(), &methods(both.clone())).typed(HOSTILE.into(), true, own))),
        ("verify-phone", html(verify(sent(ChannelView::Sms, "+** **** **** 67")))),
        ("verify-phone-failed", html(told(sent(ChannelView::Sms, "+** **** **** 67"), DeliveryView::Failed))),
        (
            "verify-email-error",
            html(verify(sent(ChannelView::Email, "a***@******.example")).with_problems(wrong_code(&v()))),
        ),
        ("thanks-more", html(Thanks::new(v(), &account(false, false), &methods(phones())))),
        ("thanks-backup", html(Thanks::new(v(), &account(true, true), &methods(phones())))),
        ("thanks-ready", html(Thanks::new(v(), &account(true, false), &methods(both)))),
        ("remove", html(Remove::new(v(), &phones()[0], Vec::new()))),
        ("not-enabled", html(NotEnabled::new(v(), &account(false, false)))),
    ]
}

fn rest(language: Language) -> Vec<Sample> {
    let v = || visit(language);
    let hostile = TypedHelp { user_id: HOSTILE.into(), reach_me: HOSTILE.into(), message: HOSTILE.into() };
    let wrong = ["user_id", "reach_me", "message"];
    let wrong = wrong.iter().map(|field| FieldProblem::of(field, v().texts.say("problem-invalid-field"))).collect();
    let message = |channel: &str, subject: Option<&str>, text: &str| Message {
        id: Uuid::nil(),
        channel: channel.into(),
        to: HOSTILE.into(),
        subject: subject.map(str::to_owned),
        text: text.into(),
        received_at: "2026-11-24T10:00:00Z".into(),
    };
    let letters = vec![
        message("sms", None, "Contoso: your code is 482913 (KHW).\n\n@localhost #482913"),
        message("email", Some(HOSTILE), HOSTILE),
        message("voice", None, "Hello. This is Contoso. If it was you, press the pound key."),
    ];
    vec![
        ("help", html(Help::new(v()))),
        ("contact", html(Contact::new(v(), TypedHelp::default(), Vec::new()))),
        ("contact-error", html(Contact::new(v(), hostile, wrong))),
        ("contact-sent", html(ContactSent::new(v()))),
        ("privacy", html(Privacy::new(v()))),
        ("inbox", html(Inbox::new(v(), letters, vec![FieldProblem::general(v().texts.say("inbox-call-over"))]))),
        ("inbox-empty", html(Inbox::new(v(), Vec::new(), Vec::new()))),
    ]
}

fn failures(language: Language) -> Vec<Sample> {
    let page = |problem: Problem| html(Failure::new(visit(language), &problem));
    let mut fault = Problem::new(ProblemCode::InternalError);
    fault.request_id = Some(HOSTILE.into());
    vec![
        ("failure-not-found", page(Problem::new(ProblemCode::NotFound))),
        ("failure-forbidden", page(Problem::new(ProblemCode::Forbidden))),
        ("failure-csrf", page(Problem::new(ProblemCode::CsrfFailed))),
        ("failure-lost", page(Problem::new(ProblemCode::TokenInvalid))),
        ("failure-too-many", page(Problem::new(ProblemCode::TooManyRequests).retry_after(600))),
        ("failure-too-many-plain", page(Problem::new(ProblemCode::TooManyRequests))),
        ("failure-unavailable", page(Problem::new(ProblemCode::Unavailable))),
        ("failure-internal", page(fault)),
        ("failure-host", page(Problem::new(ProblemCode::WrongHost))),
        ("failure-request", page(Problem::new(ProblemCode::BodyTooLarge))),
    ]
}
