//! Samples of the administrators' pages.

use rekey_wire::http::admin::{
    AdminDeadLetter, AdminDeadLetters, AdminDeliveries, AdminDelivery, AdminOverview, AdminReset, AdminResetStatus,
    AdminResets, ClosedCount, DeliveryCount, DeliveryStateView, ResetCounts, WaitingMessage,
};
use rekey_wire::http::{ChannelView, ClosedReasonView, Problem, ProblemCode};
use uuid::Uuid;

use super::admin::{DeadLetters, Deliveries, Filters, Overview, Resets, SecondFactor, SignIn};
use super::frame::Bar;
use super::samples::{HOSTILE, Sample, html, problem, visit, wrong_code};
use super::{FieldProblem, Visit};
use crate::texts::Language;

const AT: &str = "2026-11-24T10:15:00Z";

fn signed_in(language: Language, path: &str) -> Visit {
    Visit { bar: Bar::Administrator, path: path.into(), ..visit(language) }
}

fn overview() -> AdminOverview {
    let closed = |reason, count| ClosedCount { reason, count };
    let sent = |channel, state, count| DeliveryCount { channel, state, count };
    AdminOverview {
        user_id: "admin@contoso.example".into(),
        since: AT.into(),
        resets: ResetCounts {
            started: 1284,
            under_way: 3,
            completed: 1086,
            closed: vec![
                closed(ClosedReasonView::Expired, 96),
                closed(ClosedReasonView::TooManyAttempts, 41),
                closed(ClosedReasonView::NotRegistered, 38),
                closed(ClosedReasonView::Cancelled, 20),
            ],
        },
        deliveries: vec![
            sent(ChannelView::Email, DeliveryStateView::Sent, 1504),
            sent(ChannelView::Email, DeliveryStateView::Refused, 12),
            sent(ChannelView::Sms, DeliveryStateView::Delivered, 842),
            sent(ChannelView::Sms, DeliveryStateView::Ambiguous, 1),
            sent(ChannelView::Voice, DeliveryStateView::Due, 2),
        ],
        dead_letters: 2,
        oldest_waiting: Some(WaitingMessage { kind: "notice.email".into(), since: AT.into(), seconds: 1300 }),
    }
}

fn nothing() -> AdminOverview {
    let resets = ResetCounts { started: 0, under_way: 0, completed: 0, closed: Vec::new() };
    AdminOverview {
        user_id: HOSTILE.into(),
        resets,
        deliveries: Vec::new(),
        dead_letters: 0,
        oldest_waiting: None,
        ..overview()
    }
}

fn reset(user_id: Option<&str>, status: AdminResetStatus, closed_reason: Option<ClosedReasonView>) -> AdminReset {
    AdminReset {
        id: Uuid::from_u128(1),
        user_id: user_id.map(str::to_owned),
        status,
        closed_reason,
        required: 2,
        passed: 1,
        started_at: AT.into(),
        touched_at: AT.into(),
    }
}

fn delivery(user_id: Option<&str>, state: DeliveryStateView) -> AdminDelivery {
    AdminDelivery {
        message_id: Uuid::from_u128(2),
        user_id: user_id.map(str::to_owned),
        channel: ChannelView::Sms,
        purpose: "reset_code".into(),
        state,
        attempts: 2,
        provider: Some("smtp".into()),
        reason: (state == DeliveryStateView::Refused).then(|| HOSTILE.to_owned()),
        created_at: AT.into(),
        updated_at: AT.into(),
    }
}

fn letter() -> AdminDeadLetter {
    AdminDeadLetter {
        message_id: Uuid::from_u128(3),
        kind: "notice.email".into(),
        listener: "rekey.notice.email".into(),
        attempt: 5,
        reason: HOSTILE.into(),
        expires_at: AT.into(),
        buried_at: AT.into(),
    }
}

/// Name and HTML of every sample.
pub fn all(language: Language) -> Vec<Sample> {
    let v = || visit(language);
    let failed = vec![FieldProblem::general(v().texts.say("problem-sign-in-failed"))];
    let mut samples = vec![
        ("admin-sign-in", html(SignIn::new(v(), String::new(), Vec::new()))),
        ("admin-sign-in-error", html(SignIn::new(v(), HOSTILE.into(), failed))),
        ("admin-code", html(SecondFactor::new(v(), "/admin/code", "/admin", Vec::new()))),
        ("admin-code-error", html(SecondFactor::new(v(), "/register/code", "/register", wrong_code(&v())))),
        ("admin-overview", html(Overview::new(signed_in(language, "/admin"), overview()))),
        ("admin-overview-nothing", html(Overview::new(signed_in(language, "/admin"), nothing()))),
    ];
    samples.extend(lists(language));
    samples
}

fn lists(language: Language) -> Vec<Sample> {
    let v = |path: &str| signed_in(language, path);
    let asked = || Filters(vec![("user_id", HOSTILE.into()), ("status", "closed".into()), ("before", HOSTILE.into())]);
    let resets = || AdminResets {
        resets: vec![
            reset(Some("alice@contoso.example"), AdminResetStatus::Completed, None),
            reset(None, AdminResetStatus::Closed, Some(ClosedReasonView::NotEnabled)),
            reset(Some("a.very.long.name.of.a.person@department.contoso.example"), AdminResetStatus::Proving, None),
            reset(Some(HOSTILE), AdminResetStatus::Closed, Some(ClosedReasonView::TooManyAttempts)),
        ],
        older: Some("next".into()),
    };
    let none = || AdminResets { resets: Vec::new(), older: None };
    let deliveries = AdminDeliveries {
        deliveries: vec![
            delivery(Some("alice@contoso.example"), DeliveryStateView::Delivered),
            delivery(None, DeliveryStateView::Refused),
            delivery(Some(HOSTILE), DeliveryStateView::Due),
        ],
        older: None,
    };
    let no_deliveries = AdminDeliveries { deliveries: Vec::new(), older: None };
    let letters = AdminDeadLetters { dead_letters: vec![letter()], older: Some("next".into()) };
    let no_letters = AdminDeadLetters { dead_letters: Vec::new(), older: None };
    let wrong = problem(&v("/"), Problem::new(ProblemCode::UserIdInvalid), &["user_id"]);
    vec![
        ("admin-resets", html(Resets::new(v("/admin/resets"), Filters::default(), resets(), Vec::new()))),
        ("admin-resets-asked", html(Resets::new(v("/admin/resets"), asked(), resets(), Vec::new()))),
        ("admin-resets-nothing", html(Resets::new(v("/admin/resets"), Filters::default(), none(), Vec::new()))),
        ("admin-resets-error", html(Resets::new(v("/admin/resets"), asked(), none(), wrong))),
        ("admin-deliveries", html(Deliveries::new(v("/admin/deliveries"), Filters::default(), deliveries, Vec::new()))),
        (
            "admin-deliveries-nothing",
            html(Deliveries::new(v("/admin/deliveries"), Filters::default(), no_deliveries, Vec::new())),
        ),
        (
            "admin-dead-letters",
            html(DeadLetters::new(v("/admin/dead-letters"), Filters::default(), letters, Vec::new())),
        ),
        (
            "admin-dead-letters-nothing",
            html(DeadLetters::new(v("/admin/dead-letters"), Filters::default(), no_letters, Vec::new())),
        ),
    ]
}
