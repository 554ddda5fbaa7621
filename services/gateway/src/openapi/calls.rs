//! The calls of the API, one declaration each. They are never run: the services behind the gateway answer.
#![expect(dead_code, reason = "declarations that the macro reads")]

use rekey_wire::http::admin::{
    AdminDeadLetters, AdminDeliveries, AdminOverview, AdminResetStatus, AdminResets, DeliveryStateView,
};
use rekey_wire::http::{
    AccountView, AddMethod, Answer, AskStatus, Assessment, BrandingView, CaptchaView, HelpRequest, MethodSetup,
    MethodsView, NewPassword, Problem, QuestionAnswers, QuestionsView, RecoveryCodesView, RegisteredMethod,
    RegistrationStatus, ResetStarted, ResetView, SignedIn, StartChallenge, StartReset, StartSignIn, VerifyMethod,
};
use rekey_wire::http::{ChannelView, ClosedReasonView};

/// What has to be solved before a reset or a help request. `captcha_too_easy` names the level that a network needs that begins many.
#[utoipa::path(get, path = "/captcha", tag = "captcha", params(
    ("level" = Option<u8>, Query, minimum = 0, maximum = 2, description = "How hard: 0 (the default), 1 for twice the work, 2 for four times"),
), responses(
    (status = 200, body = CaptchaView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn captcha() {}

/// Starts a reset.
#[utoipa::path(post, path = "/resets", tag = "resets", request_body = StartReset, responses(
    (status = 201, body = ResetStarted),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn start_reset() {}

/// Where the reset stands.
#[utoipa::path(get, path = "/resets/current", tag = "resets", security(("reset" = [])), responses(
    (status = 200, body = ResetView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn current_reset() {}

/// Cancels the reset.
#[utoipa::path(delete, path = "/resets/current", tag = "resets", security(("reset" = [])), responses(
    (status = 200, body = ResetView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn cancel_reset() {}

/// The view as server-sent events of type `reset`, again whenever it changes; for at most 15 minutes.
#[utoipa::path(get, path = "/resets/current/events", tag = "resets", security(("reset" = [])), responses(
    (status = 200, body = ResetView, content_type = "text/event-stream"),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn reset_events() {}

/// Chooses an option: a code is sent, or another proof is asked for.
#[utoipa::path(
    post, path = "/resets/current/challenges", tag = "resets", security(("reset" = [])),
    request_body = StartChallenge,
    responses(
        (status = 202, body = ResetView),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn start_challenge() {}

/// Answers the challenge. `wrong_code` comes with the guesses that are left.
#[utoipa::path(
    post, path = "/resets/current/answers", tag = "resets", security(("reset" = [])), request_body = Answer,
    responses(
        (status = 200, body = ResetView),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn answer() {}

/// Sets the new password. After a lost answer read `GET /resets/current`; the same password may be sent again.
#[utoipa::path(
    post, path = "/resets/current/password", tag = "resets", security(("reset" = [])), request_body = NewPassword,
    responses(
        (status = 200, body = ResetView),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn set_password() {}

/// Opens a locked account and keeps its password, where policy allows it (`can_unlock`). No body.
#[utoipa::path(
    post, path = "/resets/current/unlock", tag = "resets", security(("reset" = [])),
    responses(
        (status = 200, body = ResetView),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn unlock() {}

/// Judges a password by the rules; nothing is stored.
#[utoipa::path(
    post, path = "/passwords/assessment", tag = "resets", security(("reset" = [])), request_body = NewPassword,
    responses(
        (status = 200, body = Assessment),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn assess_password() {}

/// Signs in. Where `next` is `second_factor` the token opens nothing but the next call.
#[utoipa::path(post, path = "/sign-ins", tag = "registration", request_body = StartSignIn, responses(
    (status = 201, body = SignedIn),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn sign_in() {}

/// The code of the authenticator app, after which the sign-in is whole. `wrong_code` comes with the guesses that are left.
#[utoipa::path(
    post, path = "/sign-ins/current/answers", tag = "registration", security(("sign_in" = [])), request_body = Answer,
    responses(
        (status = 200, body = SignedIn),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn answer_sign_in() {}

/// Signs out.
#[utoipa::path(delete, path = "/sign-ins/current", tag = "registration", security(("sign_in" = [])), responses(
    (status = 204),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn sign_out() {}

/// Who is signed in.
#[utoipa::path(get, path = "/me", tag = "registration", security(("sign_in" = [])), responses(
    (status = 200, body = AccountView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn me() {}

/// What is registered, and what can be.
#[utoipa::path(get, path = "/me/methods", tag = "registration", security(("sign_in" = [])), responses(
    (status = 200, body = MethodsView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn methods() {}

/// Adds a contact, to which a code is sent, or begins to add an authenticator app or a passkey.
#[utoipa::path(
    post, path = "/me/methods", tag = "registration", security(("sign_in" = [])), request_body = AddMethod,
    responses(
        (status = 201, body = MethodSetup),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn add_method() {}

/// A contact that is being set up, as it stands now: how its code got on, how its call ended. Once it is verified it is among
/// the methods, and here no more.
#[utoipa::path(
    get, path = "/me/methods/{id}", tag = "registration", security(("sign_in" = [])), params(("id" = String, Path, format = Uuid)),
    responses(
        (status = 200, body = MethodSetup),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn set_up() {}

/// Removes a method.
#[utoipa::path(
    delete, path = "/me/methods/{id}", tag = "registration", security(("sign_in" = [])), params(("id" = String, Path, format = Uuid)),
    responses(
        (status = 204),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn remove_method() {}

/// Sends a new code to a contact that is not verified yet. No body.
#[utoipa::path(
    post, path = "/me/methods/{id}/challenges", tag = "registration", security(("sign_in" = [])),
    params(("id" = String, Path, format = Uuid)),
    responses(
        (status = 202, body = MethodSetup),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn send_again() {}

/// Verifies a contact or an authenticator app by its code, or a passkey by what it answered.
#[utoipa::path(
    post, path = "/me/methods/{id}/verification", tag = "registration", security(("sign_in" = [])),
    params(("id" = String, Path, format = Uuid)), request_body = VerifyMethod,
    responses(
        (status = 200, body = RegisteredMethod),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn verify_method() {}

/// Questions to choose from, and those that are answered. Answers are never told.
#[utoipa::path(get, path = "/me/security-questions", tag = "registration", security(("sign_in" = [])), responses(
    (status = 200, body = QuestionsView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn security_questions() {}

/// Answers as many questions as are asked for, in the place of all older answers. `field` of a problem says which answer,
/// such as `answers.0` for the first.
#[utoipa::path(
    put, path = "/me/security-questions", tag = "registration", security(("sign_in" = [])),
    request_body = QuestionAnswers,
    responses(
        (status = 200, body = QuestionsView),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn set_security_questions() {}

/// Ten new recovery codes, shown once, in the place of all older ones. No body.
#[utoipa::path(post, path = "/me/recovery-codes", tag = "registration", security(("sign_in" = [])), responses(
    (status = 201, body = RecoveryCodesView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn draw_recovery_codes() {}

/// Confirms that what is registered is still right. No body.
#[utoipa::path(post, path = "/me/confirmation", tag = "registration", security(("sign_in" = [])), responses(
    (status = 200, body = AccountView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn confirm() {}

/// Whether a person is registered. How much of unknown people is told depends on the token's scope.
#[utoipa::path(
    post, path = "/registration-status", tag = "registration", security(("application" = [])), request_body = AskStatus,
    responses(
        (status = 200, body = RegistrationStatus),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn registration_status() {}

/// Asks the administrator for help; the answer is the same for unknown user IDs.
#[utoipa::path(post, path = "/help-requests", tag = "help", request_body = HelpRequest, responses(
    (status = 202),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn ask_for_help() {}

/// What every page needs to know of the organisation.
#[utoipa::path(get, path = "/branding", tag = "help", responses(
    (status = 200, body = BrandingView),
    (status = "default", body = Problem, content_type = "application/problem+json"),
))]
pub(super) fn branding() {}

/// What happened in the last 24 hours, in numbers. For administrators whose sign-in is whole.
#[utoipa::path(
    get, path = "/admin/overview", tag = "admin", security(("sign_in" = [])),
    responses(
        (status = 200, body = AdminOverview),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn admin_overview() {}

/// Resets, newest first.
#[utoipa::path(
    get, path = "/admin/resets", tag = "admin", security(("sign_in" = [])),
    params(
        ("status" = Option<AdminResetStatus>, Query, description = "Where they stand."),
        ("closed_reason" = Option<ClosedReasonView>, Query, description = "Why they are over."),
        ("user_id" = Option<String>, Query, description = "Whose, exactly."),
        ("before" = Option<String>, Query, description = "`older` of the page before."),
        ("limit" = Option<u32>, Query, description = "Rows of a page: 1 to 100, 50 where it is not said."),
    ),
    responses(
        (status = 200, body = AdminResets),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn admin_resets() {}

/// Messages and what became of them, newest first.
#[utoipa::path(
    get, path = "/admin/deliveries", tag = "admin", security(("sign_in" = [])),
    params(
        ("channel" = Option<ChannelView>, Query, description = "How they travel."),
        ("state" = Option<DeliveryStateView>, Query, description = "What became of them."),
        ("user_id" = Option<String>, Query, description = "To whom, exactly."),
        ("before" = Option<String>, Query, description = "`older` of the page before."),
        ("limit" = Option<u32>, Query, description = "Rows of a page: 1 to 100, 50 where it is not said."),
    ),
    responses(
        (status = 200, body = AdminDeliveries),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn admin_deliveries() {}

/// Messages that were given up, newest first. Payloads stay sealed.
#[utoipa::path(
    get, path = "/admin/dead-letters", tag = "admin", security(("sign_in" = [])),
    params(
        ("kind" = Option<String>, Query, description = "What they are, such as `notice.email`."),
        ("before" = Option<String>, Query, description = "`older` of the page before."),
        ("limit" = Option<u32>, Query, description = "Rows of a page: 1 to 100, 50 where it is not said."),
    ),
    responses(
        (status = 200, body = AdminDeadLetters),
        (status = "default", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn admin_dead_letters() {}
