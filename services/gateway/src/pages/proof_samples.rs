//! Samples of the pages of proofs that are no sent code.

use rekey_wire::http::{
    CallEndView, ChallengeKindView, ChallengeView, ChannelView, DeliveryView, Problem, ProblemCode, QuestionView,
    ResetStatus,
};
use uuid::Uuid;

use super::proofs::{App, Call, Passkey, Questions, RecoveryCode};
use super::reset::Code;
use super::samples::{HOSTILE, Sample, challenge, html, reset, visit, wrong_code};
use super::{FieldProblem, Visit};
use crate::problems::{of_proof, of_sent};
use crate::texts::Language;

/// A challenge where nothing is sent.
fn of(kind: ChallengeKindView, option: u128) -> ChallengeView {
    ChallengeView {
        kind,
        reference: None,
        delivery: None,
        code_length: None,
        resend_after_seconds: 0,
        ..challenge(option, DeliveryView::Queued)
    }
}

pub(super) fn questions(third: &str) -> Vec<QuestionView> {
    let question = |id: &str, text: &str| QuestionView { id: id.into(), text: text.into() };
    vec![
        question("first-pet", "What was the name of your first pet?"),
        question("first-boss", "What is the family name of your first manager at work?"),
        question("custom", third),
    ]
}

/// A call that is under way to the mobile phone.
pub(super) fn call(delivery: DeliveryView, end: Option<CallEndView>) -> ChallengeView {
    ChallengeView {
        delivery: Some(delivery),
        call_end: end,
        match_number: Some("47".into()),
        resend_after_seconds: 41,
        ..of(ChallengeKindView::Call, 4)
    }
}

/// The same, where it reads a code out.
pub(super) fn spoken_code(delivery: DeliveryView, end: Option<CallEndView>) -> ChallengeView {
    ChallengeView {
        kind: ChallengeKindView::Code,
        reference: Some("KHW".into()),
        code_length: Some(6),
        match_number: None,
        ..call(delivery, end)
    }
}

fn wrong(visit: &Visit, proof: &str, left: u8, fields: &[&'static str]) -> Vec<FieldProblem> {
    let mut problem = Problem::new(ProblemCode::WrongCode);
    problem.attempts_left = Some(left);
    vec![of_proof(visit, &problem, proof, fields)]
}

pub(super) fn all(language: Language) -> Vec<Sample> {
    let v = || visit(language);
    let view = reset(ResetStatus::Challenged, 0);
    let asked =
        |third: &str| ChallengeView { questions: Some(questions(third)), ..of(ChallengeKindView::Questions, 7) };
    let spent = |challenge: ChallengeView| ChallengeView { attempts_left: 0, ..challenge };
    let app = of(ChallengeKindView::Totp, 8);
    let code = of(ChallengeKindView::RecoveryCode, 9);
    let request = serde_json::json!({"publicKey": {"challenge": "AAAA", "rpId": HOSTILE}});
    let passkey = ChallengeView { passkey: Some(request), ..of(ChallengeKindView::Passkey, 10) };
    let empty = vec![FieldProblem::of("answer_2", v().texts.say("questions-empty"))];
    let malformed = vec![of_proof(&v(), &Problem::new(ProblemCode::CodeMalformed), "recovery-code", &["code"])];
    let stopped = vec![of_proof(&v(), &Problem::new(ProblemCode::CallsStopped), "call", &[])];
    let soon = vec![of_proof(&v(), &Problem::new(ProblemCode::CooldownRunning).retry_after(8), "call", &[])];
    let called =
        |delivery, end, problems| html(Call::of_reset(v(), &view, &call(delivery, end)).with_problems(problems));
    let read = |delivery, end, problems| {
        html(Code::new(v(), &view, &spoken_code(delivery, end), problems).expect("the option is there"))
    };
    let of_code = |problem: &Problem| vec![of_sent(&v(), problem, ChannelView::Voice)];
    let soon_again = of_code(&Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    let pound = ChallengeView { match_number: None, ..call(DeliveryView::Queued, None) };
    let silent = ChallengeView { option_id: Uuid::from_u128(99), ..call(DeliveryView::Queued, None) };
    vec![
        ("questions", html(Questions::new(v(), &asked(HOSTILE), Vec::new()))),
        ("questions-error", html(Questions::new(v(), &asked("In which city did you have your first job?"), empty))),
        ("questions-wrong", html(Questions::new(v(), &asked(HOSTILE), wrong(&v(), "questions", 3, &[])))),
        ("questions-spent", html(Questions::new(v(), &spent(asked("?")), Vec::new()))),
        ("app", html(App::new(v(), &app, Vec::new()))),
        ("app-error", html(App::new(v(), &app, wrong(&v(), "app", 1, &["code"])))),
        ("app-spent", html(App::new(v(), &spent(app.clone()), wrong(&v(), "app", 0, &["code"])))),
        ("recovery-code", html(RecoveryCode::new(v(), &code, Vec::new()))),
        ("recovery-code-error", html(RecoveryCode::new(v(), &code, malformed))),
        ("passkey", html(Passkey::new(v(), &passkey, Vec::new()))),
        ("passkey-wrong", html(Passkey::new(v(), &passkey, wrong(&v(), "passkey", 4, &[])))),
        ("call", called(DeliveryView::Sent, None, Vec::new())),
        ("call-answered", called(DeliveryView::Delivered, None, Vec::new())),
        ("call-pound", html(Call::of_reset(v(), &view, &pound))),
        ("call-unknown-phone", html(Call::of_reset(v(), &view, &silent))),
        ("call-busy", called(DeliveryView::Failed, Some(CallEndView::Busy), Vec::new())),
        ("call-no-answer", called(DeliveryView::Failed, Some(CallEndView::NoAnswer), Vec::new())),
        ("call-nothing-pressed", called(DeliveryView::Delivered, Some(CallEndView::NothingPressed), Vec::new())),
        ("call-wrong-keys", called(DeliveryView::Delivered, Some(CallEndView::WrongKeys), Vec::new())),
        ("call-voicemail", called(DeliveryView::Delivered, Some(CallEndView::Voicemail), Vec::new())),
        ("call-refused", called(DeliveryView::Delivered, Some(CallEndView::Refused), stopped)),
        ("call-failed", called(DeliveryView::Failed, Some(CallEndView::Failed), Vec::new())),
        ("call-soon", called(DeliveryView::Failed, Some(CallEndView::Busy), soon)),
        ("code-call", read(DeliveryView::Sent, None, Vec::new())),
        ("code-call-answered", read(DeliveryView::Delivered, None, Vec::new())),
        ("code-call-error", read(DeliveryView::Delivered, None, wrong_code(&v()))),
        ("code-call-no-answer", read(DeliveryView::Failed, Some(CallEndView::NoAnswer), Vec::new())),
        ("code-call-nothing-pressed", read(DeliveryView::Delivered, Some(CallEndView::NothingPressed), Vec::new())),
        ("code-call-wrong-keys", read(DeliveryView::Delivered, Some(CallEndView::WrongKeys), Vec::new())),
        ("code-call-voicemail", read(DeliveryView::Delivered, Some(CallEndView::Voicemail), Vec::new())),
        ("code-call-soon", read(DeliveryView::Failed, Some(CallEndView::Busy), soon_again)),
    ]
}
