//! Problems: errors as `application/problem+json` (RFC 9457), each with a stable code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use rekey_domain::Timestamp;

use super::{PasswordRuleView, seconds_until};
use crate::captcha::CaptchaLevel;

/// An error: `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `about:blank`, or a stable URI reference `/help/errors#code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code, one of [`ProblemCode`].
    pub code: String,
    /// One human sentence.
    pub title: String,
    /// The member of the request that was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Guesses left, for `wrong_code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u8>,
    /// Broken rules, for `password_rejected`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<PasswordRuleView>>,
    /// Whole seconds to wait, the same as `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
    /// The level that the network needs now, for `captcha_too_easy`: `GET /captcha?level=` gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captcha_level: Option<u8>,
    /// Names this request in logs and audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

macro_rules! problem_codes {
    ($($variant:ident = $code:literal, $status:literal, $title:literal;)*) => {
        /// Stable codes of problems, each with its HTTP status and its English sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemCode { $(#[doc = $title] $variant,)* }
        impl ProblemCode {
            /// Every code.
            pub const ALL: &[ProblemCode] = &[$(ProblemCode::$variant,)*];
            /// The stable code.
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code,)* } }
            /// HTTP status.
            pub fn status(self) -> u16 { match self { $(Self::$variant => $status,)* } }
            /// One human sentence, in English.
            pub fn title(self) -> &'static str { match self { $(Self::$variant => $title,)* } }
            /// The code with this name.
            pub fn parse(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)* _ => None } }
        }
    };
}

problem_codes! {
    MalformedBody = "malformed_body", 400, "The request body is not valid JSON of the expected shape.";
    InvalidField = "invalid_field", 422, "A field has a value that is not accepted.";
    UserIdInvalid = "user_id_invalid", 422, "That is not a user ID. Type it as you do when you sign in, such as name@company.com.";
    CaptchaInvalid = "captcha_invalid", 422, "The check that you are not a robot did not pass. Try again.";
    CaptchaTooEasy = "captcha_too_easy", 422, "Many resets begin in this network right now. Solve a harder captcha, and ask again.";
    PhoneNumberInvalid = "phone_number_invalid", 422, "That is not a complete phone number. Type it with all its digits.";
    PhoneNumberEndsDifferently = "phone_number_ends_differently", 422, "That number does not end in the digits that are shown.";
    PhoneNumberDiffers = "phone_number_differs", 422, "That is not the number that is registered.";
    PhoneNumberRequired = "phone_number_required", 422, "Type the full phone number first.";
    PhoneNumberRefused = "phone_number_refused", 422, "Codes cannot be sent to this kind of number. Use a mobile phone.";
    CountryNotAllowed = "country_not_allowed", 422, "Codes are not sent to numbers of this country.";
    EmailInvalid = "email_invalid", 422, "That is not an email address.";
    EmailOwn = "email_own", 422, "Use an address that you can read without this password.";
    ChannelNotAvailable = "channel_not_available", 422, "This way is not available for this contact.";
    OptionUnknown = "option_unknown", 422, "This way is not offered for this reset.";
    CodeMalformed = "code_malformed", 422, "A code has digits only.";
    AnswerNotAsked = "answer_not_asked", 422, "Something else is asked for: look at the challenge.";
    AnswerTooShort = "answer_too_short", 422, "An answer has 3 to 40 characters.";
    AnswersAlike = "answers_alike", 422, "Each question needs an answer of its own.";
    QuestionUnknown = "question_unknown", 422, "That question is not offered.";
    QuestionCount = "question_count", 422, "Answer as many different questions as are asked for.";
    WrongCode = "wrong_code", 422, "That code is not right.";
    PasswordRejected = "password_rejected", 422, "The password does not meet every rule.";
    SignInFailed = "sign_in_failed", 401, "The user ID or the password is not right.";
    TokenInvalid = "token_invalid", 401, "This page is no longer open. Start again.";
    Forbidden = "forbidden", 403, "This is not allowed.";
    FreshSignInRequired = "fresh_sign_in_required", 403, "Sign in again before you change this.";
    CsrfFailed = "csrf_failed", 403, "This form came from somewhere else, or is too old. Load the page again.";
    NotFound = "not_found", 404, "There is nothing here.";
    MethodNotAllowed = "method_not_allowed", 405, "This address does not answer to this method.";
    ChallengeOver = "challenge_over", 409, "This code can no longer be used. Ask for a new one.";
    ResetOver = "reset_over", 409, "This reset is over. Start again.";
    NotVerified = "not_verified", 409, "First prove that it is you.";
    DifferentPassword = "different_password", 409, "A change with another password is under way. Send the same password again.";
    NotLocked = "not_locked", 409, "This account is not locked: nothing has to be opened.";
    AlreadyRegistered = "already_registered", 409, "This is registered already.";
    TooManyMethods = "too_many_methods", 409, "There are as many of these as an account may have. Remove one first.";
    BodyTooLarge = "body_too_large", 413, "The request is too large.";
    UnsupportedMediaType = "unsupported_media_type", 415, "Send JSON (application/json).";
    WrongHost = "wrong_host", 421, "This server does not answer to that host name.";
    TooManyRequests = "too_many_requests", 429, "Too many tries. Wait before you try again.";
    CallsStopped = "calls_stopped", 429, "Calls are stopped for a day, because two of them were refused.";
    CooldownRunning = "cooldown_running", 429, "A message was just sent. Wait before you ask for another one.";
    InternalError = "internal_error", 500, "Something went wrong on our side. Your old password still works.";
    DirectoryUnavailable = "directory_unavailable", 503, "The directory does not answer. Your old password still works. Try again in a minute.";
    Unavailable = "unavailable", 503, "This service cannot answer right now. Try again in a minute.";
}

impl Problem {
    /// A problem with the code's own status and English sentence.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            kind: "about:blank".into(),
            status: code.status(),
            code: code.code().into(),
            title: code.title().into(),
            field: None,
            attempts_left: None,
            reasons: None,
            retry_after_seconds: None,
            captcha_level: None,
            request_id: None,
        }
    }

    /// Whether it is this one.
    pub fn is(&self, code: ProblemCode) -> bool {
        self.code == code.code()
    }

    /// Names the member of the request that was wrong.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says how hard a captcha has to be.
    #[must_use]
    pub fn captcha_level(mut self, level: CaptchaLevel) -> Self {
        self.captcha_level = Some(level.number());
        self
    }

    /// How hard a captcha has to be, where one was too easy.
    pub fn harder_captcha(&self) -> Option<CaptchaLevel> {
        let is_wanted = |level: &CaptchaLevel| self.captcha_level == Some(level.number());
        self.is(ProblemCode::CaptchaTooEasy).then(|| CaptchaLevel::ALL.into_iter().find(is_wanted)).flatten()
    }

    /// Says until when to wait: in whole seconds, at least one.
    #[must_use]
    pub fn retry_at(self, opens_at: Timestamp, now: Timestamp) -> Self {
        self.retry_after(seconds_until(opens_at, now).max(1))
    }

    /// Says how many whole seconds to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }
}
