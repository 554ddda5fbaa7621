//! Samples of what is set up without a contact, and of the list with every method.

use rekey_wire::http::{
    AccountView, AuthenticatorSetupView, CallEndView, ChallengeView, ChannelView, DeliveryView, MethodView,
    MethodsView, Problem, ProblemCode, QuestionsView, RecoveryCodesView, RegisteredMethod, SlotView,
};
use uuid::Uuid;

use super::proof_samples::{call, questions, spoken_code};
use super::proofs::{Call, Called};
use super::register::{Register, Remove, Thanks, Verify};
use super::samples::{HOSTILE, Sample, account, html, methods, problem, registered, signed_in, visit};
use super::security_info::{Confirm, SecurityInfo};
use super::sent::Sent;
use super::set_up::{AppCode, MakePasskey, NewApp, NewCodes, NewPasskey, SetQuestions, ShowApp, ShowCodes};
use super::{FieldProblem, Live, Mask};
use crate::problems::of_proof;
use crate::texts::Language;

/// A method without a contact.
fn without_contact(id: u128, method: MethodView, hint: &str, count: Option<u32>) -> RegisteredMethod {
    RegisteredMethod {
        id: Uuid::from_u128(id),
        method,
        slot: None,
        hint: hint.into(),
        count,
        usable_from: None,
        retires_at: None,
        verified: true,
        managed: false,
        verified_at: None,
    }
}

const WITHOUT_CONTACT: [MethodView; 4] =
    [MethodView::Passkey, MethodView::AuthenticatorApp, MethodView::RecoveryCode, MethodView::SecurityQuestions];

/// Everything that a person can have, the mobile phone being replaced.
fn everything() -> MethodsView {
    let old = registered(11, SlotView::AuthenticationPhone, "+** **** **** 67");
    let until = Some("2026-11-25T10:15:00Z".to_owned());
    MethodsView {
        available_methods: WITHOUT_CONTACT.to_vec(),
        ..methods(vec![
            without_contact(21, MethodView::Passkey, HOSTILE, None),
            without_contact(22, MethodView::AuthenticatorApp, "", None),
            without_contact(23, MethodView::RecoveryCode, "", Some(7)),
            RegisteredMethod { retires_at: until.clone(), ..old.clone() },
            RegisteredMethod { id: Uuid::from_u128(12), hint: "+** **** **** 21".into(), usable_from: until, ..old },
            registered(13, SlotView::OfficePhone, "+** ** **** ** 03"),
            registered(14, SlotView::AuthenticationEmail, "a***@******.example"),
            without_contact(24, MethodView::SecurityQuestions, "", Some(5)),
        ])
    }
}

fn authenticator() -> AuthenticatorSetupView {
    // No code that can be read: the size of a usual one, with finders and a pattern.
    let finder = |x: usize, y: usize| {
        let near = |from: usize, at: usize| (from..from + 7).contains(&at).then(|| at - from);
        [(0, 0), (38, 0), (0, 38)].into_iter().find_map(|(left, top)| {
            let (x, y) = (near(left, x)?, near(top, y)?);
            let edge = x.min(6 - x).min(y.min(6 - y));
            Some(edge != 1)
        })
    };
    let module = |x, y| finder(x, y).unwrap_or((x * 7 + y * 11 + x * y) % 3 == 0);
    let row = |y| (0..45).map(|x| if module(x, y) { '1' } else { '0' }).collect();
    AuthenticatorSetupView {
        secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
        uri: "otpauth://totp/Contoso:alice@contoso.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Contoso"
            .into(),
        qr: (0..45).map(row).collect(),
    }
}

fn asked(registered: bool) -> QuestionsView {
    QuestionsView {
        available: questions(HOSTILE),
        registered: if registered { questions("?") } else { Vec::new() },
        to_register: 3,
        to_reset: 2,
    }
}

pub(super) fn all(language: Language) -> Vec<Sample> {
    let v = || signed_in(language);
    let t = v().texts;
    let of = |code, proof, fields: &[&'static str]| vec![of_proof(&v(), &Problem::new(code), proof, fields)];
    let due = AccountView { confirmation_due: true, ..account(true, false) };
    let few = MethodsView { available_methods: WITHOUT_CONTACT.to_vec(), ..methods(Vec::new()) };
    let long = vec![FieldProblem::of("label", t.say("set-up-name-long"))];
    let id = || Uuid::from_u128(31).to_string();
    let request = serde_json::json!({"publicKey": {"challenge": "AAAA", "user": {"id": "AAAA", "name": HOSTILE}}});
    let codes = |usable_from: Option<&str>| RecoveryCodesView {
        codes: (0..10).map(|place| format!("7K{place}M QX4T 9WPR 2HB{place}")).collect(),
        usable_from: usable_from.map(str::to_owned),
    };
    let wrong_questions = vec![
        FieldProblem::of("question_2", t.with("set-questions-twice").count("number", 2).text()),
        FieldProblem::of("answer_3", t.with("set-questions-length").count("number", 3).text()),
    ];
    let chosen = ["first-pet", "first-pet", "custom"].map(str::to_owned);
    let failed = problem(&visit(language), Problem::new(ProblemCode::SignInFailed), &[]);
    let again = |problems| Register::again(visit(language), "/register/again/app", String::new(), problems);
    let called = || Called {
        mask: Some(Mask::of("+** **** **** 67", t)),
        path: "/security-info/verify/31".into(),
        again_path: "/security-info/verify/31/again".into(),
        other_path: "/security-info/phone",
        text_path: None,
    };
    let read_to = |end| {
        let challenge = spoken_code(DeliveryView::Sent, end);
        let sent = Sent::new(ChannelView::Voice, called().mask, &challenge).expect("a code");
        let live = Live::of_setup(&challenge, ChannelView::Voice);
        html(Verify::new(v(), id(), sent, Some(live)))
    };
    let by_keys = |challenge: &ChallengeView| {
        html(Call::new(v(), called(), challenge, Live::of_setup(challenge, ChannelView::Voice)))
    };
    let declined =
        ChallengeView { resend_after_seconds: 0, ..call(DeliveryView::Delivered, Some(CallEndView::Refused)) };
    let setup = ChallengeView { resend_after_seconds: 12, ..call(DeliveryView::Sent, None) };
    let refused = problem(&v(), Problem::new(ProblemCode::Unavailable), &[]);
    vec![
        ("register-again", html(again(Vec::new()))),
        ("register-again-error", html(again(failed))),
        ("info-everything", html(SecurityInfo::new(v(), &due, &everything()))),
        ("info-without-contact", html(SecurityInfo::new(v(), &account(false, false), &few))),
        ("thanks-without-contact", html(Thanks::new(v(), &account(false, false), &few))),
        ("remove-passkey", html(Remove::new(v(), &everything().methods[0], Vec::new()))),
        ("remove-app", html(Remove::new(v(), &everything().methods[1], Vec::new()))),
        ("remove-codes", html(Remove::new(v(), &everything().methods[2], Vec::new()))),
        ("confirm", html(Confirm::new(v(), &everything(), Vec::new()))),
        ("confirm-refused", html(Confirm::new(v(), &everything(), refused))),
        ("new-app", html(NewApp::new(v(), String::new(), Vec::new()))),
        ("new-app-error", html(NewApp::new(v(), HOSTILE.into(), long.clone()))),
        ("show-app", html(ShowApp::new(v(), id(), authenticator(), Some(6)))),
        ("app-code-error", html(AppCode::new(v(), id(), of(ProblemCode::WrongCode, "set-up", &["code"])))),
        ("new-passkey", html(NewPasskey::new(v(), String::new(), Vec::new()))),
        ("new-passkey-error", html(NewPasskey::new(v(), HOSTILE.into(), long))),
        (
            "new-passkey-over",
            html(NewPasskey::new(v(), String::new(), of(ProblemCode::ChallengeOver, "new-passkey", &[]))),
        ),
        ("make-passkey", html(MakePasskey::new(v(), id(), &request))),
        ("new-codes", html(NewCodes::new(v(), None, Vec::new()))),
        ("new-codes-replaced", html(NewCodes::new(v(), Some(7), Vec::new()))),
        ("show-codes", html(ShowCodes::new(v(), codes(None)))),
        ("show-codes-later", html(ShowCodes::new(v(), codes(Some("2026-11-25T10:15:00Z"))))),
        ("set-questions", html(SetQuestions::new(v(), asked(false), &[], Vec::new()))),
        ("set-questions-error", html(SetQuestions::new(v(), asked(true), &chosen, wrong_questions))),
        ("verify-call", by_keys(&setup)),
        ("verify-call-refused", by_keys(&declined)),
        ("verify-code-call", read_to(None)),
        ("verify-code-call-busy", read_to(Some(CallEndView::Busy))),
    ]
}
