//! Bodies of the JSON API (DESIGN.md 9), shared by the services that answer and the gateway that asks.
//!
//! Requests deny unknown fields; a view is the body itself, never wrapped. Times are RFC 3339 in UTC,
//! durations are whole seconds. Nothing in a view names a contact in full: `hint` is already masked.

pub mod admin;
mod problem;
mod registration;
mod words;

pub use problem::{Problem, ProblemCode};
pub use registration::{
    AccountView, AddMethod, AskStatus, CountryView, MethodSetup, MethodsView, NextStep, QuestionsView,
    RecoveryCodesView, RegisteredMethod, RegistrationStatus, SignInPurpose, SignedIn, StartSignIn, VerifyMethod,
};
pub use words::{CallEndView, ChannelView, DeliveryView, MethodView, SlotView};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A time as RFC 3339 in UTC, to the second.
pub fn rfc3339(at: rekey_domain::Timestamp) -> String {
    let seconds = at.micros().div_euclid(1_000_000);
    let time = time::OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    time.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

/// Reads a time in RFC 3339, with any offset; to the microsecond. None where it is no such time, or before 1970.
pub fn parse_rfc3339(text: &str) -> Option<rekey_domain::Timestamp> {
    let time = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
    let micros = i64::try_from(time.unix_timestamp_nanos() / 1000).ok().filter(|micros| *micros >= 0)?;
    Some(rekey_domain::Timestamp::from_micros(micros))
}

/// Whole seconds from now until then; a started second counts. Zero where it is past.
pub fn seconds_until(then: rekey_domain::Timestamp, now: rekey_domain::Timestamp) -> u32 {
    u32::try_from(then.since(now).as_micros().div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

/// Host name of the pages: their URL without scheme, port and path.
pub fn host_of(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    match authority.find(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or(""),
    }
}

// ---- captcha ------------------------------------------------------------------------------------

/// `GET /captcha`: what a client has to solve before a reset, a help request or (after failures) a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaptchaView {
    /// Always `altcha` for now: a proof of work by hashing, no puzzle.
    pub provider: String,
    /// The work itself.
    pub challenge: AltchaChallenge,
}

/// A proof-of-work challenge in the format of the ALTCHA widget 2.x.
///
/// The solution is the `number` in `0..=maxnumber` with `hex(SHA-256(salt + number)) == challenge`; it goes back as
/// base64 of the JSON `{algorithm, challenge, number, salt, signature}` in the field `captcha`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AltchaChallenge {
    /// Always `SHA-256`.
    pub algorithm: String,
    /// Random text, with the expiry as query parameter `expires` (Unix seconds), and how hard it is as `level`.
    pub salt: String,
    /// Hex digest to reach.
    pub challenge: String,
    /// Hex HMAC-SHA-256 of `challenge`.
    pub signature: String,
    /// Largest number that can be the answer.
    pub maxnumber: u64,
}

// ---- resets -------------------------------------------------------------------------------------

/// `POST /resets`.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartReset {
    /// User ID, such as `alice@contoso.example`; at most 254 characters.
    pub user_id: String,
    /// Base64 JSON payload of the solved captcha.
    pub captcha: String,
    /// BCP 47 language tag; default is `Accept-Language`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// Answer to `POST /resets`: 201.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ResetStarted {
    /// Bearer token of this reset: 256 bit, base64url. Shown once.
    pub token: String,
    /// Where the reset stands.
    pub reset: ResetView,
}

/// Where a reset stands: the answer to every call about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResetView {
    /// Where the reset stands.
    pub status: ResetStatus,
    /// How many proofs are asked for and given.
    pub gates: GatesView,
    /// Ways that can be chosen now. A way that is already proven is no longer among them.
    pub options: Vec<OptionView>,
    /// The proof that is being asked for, while `status` is `challenged`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeView>,
    /// Rules for the new password, while `status` is `verified` or `changing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_rules: Option<Vec<PasswordRuleView>>,
    /// Why the reset is over, while `status` is `closed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_reason: Option<ClosedReasonView>,
    /// When guesses open again (RFC 3339), where the account's cap is spent: while `status` is `choosing` or `challenged`,
    /// and after `too_many_attempts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guesses_open_at: Option<String>,
    /// Whether `POST /resets/current/unlock` opens the account without a new password: while `status` is `verified`, where policy
    /// allows it and the account is locked.
    #[serde(default)]
    pub can_unlock: bool,
    /// Recovery codes that are left, once one was used in this reset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_codes_left: Option<u32>,
    /// Whether the person is advised to sign in and add a passkey: while `status` is `completed`, where passkeys count and the
    /// account has none.
    #[serde(default)]
    pub passkey_advised: bool,
    /// Where help is to be had.
    pub help: HelpView,
    /// Where to sign in once completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in_url: Option<String>,
    /// RFC 3339; the reset is over at this time.
    pub expires_at: String,
    /// Token for `Rekey-Device`, only in the answer that completes the reset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
}

/// State of a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResetStatus {
    /// An option is to be chosen.
    Choosing,
    /// A proof is asked for.
    Challenged,
    /// All proofs are given: a new password can be set.
    Verified,
    /// The directory is being asked to change the password; the outcome is not known yet.
    Changing,
    /// The password is changed.
    Completed,
    /// Over, see `closed_reason`.
    Closed,
}

/// How many gates there are. `required` is null where telling would disclose something (uniform disclosure).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GatesView {
    /// 1, 2, or null while it is not told.
    pub required: Option<u8>,
    /// Gates passed.
    pub passed: u8,
}

/// One way to prove who you are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    /// Names the option in `POST /resets/current/challenges`.
    pub id: Uuid,
    /// Kind of proof.
    pub method: MethodView,
    /// How a code travels; absent for methods without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelView>,
    /// Which contact, such as `alternate_email`; absent for methods without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotView>,
    /// In the person's language: "Text my mobile phone".
    pub label: String,
    /// Masked contact, `+* *** *** **67` or `f***@g***`; absent for methods without a contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// How many questions are asked; absent for other methods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u8>,
}

/// The proof that is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChallengeView {
    /// What the person has to do.
    pub kind: ChallengeKindView,
    /// The option that was chosen.
    pub option_id: Uuid,
    /// Three letters, on the page and in the message: "Use the message that says KHW." Absent where nothing is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What became of the message or call, as far as disclosure allows: a call that was answered is `delivered`. Absent
    /// where nothing is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryView>,
    /// How the call ended, where it did without the right keys and that may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_end: Option<CallEndView>,
    /// Digits that a code has, 6 to 8; absent where none is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_length: Option<u8>,
    /// The two digits to press on the phone, and then #; absent where # alone is pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub match_number: Option<String>,
    /// The questions to answer, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<QuestionView>>,
    /// What `navigator.credentials` is called with: its member `publicKey`, bytes as base64url (WebAuthn, JSON form).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub passkey: Option<serde_json::Value>,
    /// What an authenticator app is given, while it is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticator: Option<AuthenticatorSetupView>,
    /// Whole seconds until a new code can be asked for; 0 where nothing is sent.
    pub resend_after_seconds: u32,
    /// RFC 3339; the code is of no use after this time.
    pub expires_at: String,
    /// Guesses left for this code. 0: ask for a new code.
    pub attempts_left: u8,
}

/// A security question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionView {
    /// Names it in answers.
    pub id: String,
    /// The question in the person's language.
    pub text: String,
}

/// What an authenticator app is given once. Not shown again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthenticatorSetupView {
    /// Base32, in groups of four letters.
    pub secret: String,
    /// `otpauth://totp/...`.
    pub uri: String,
    /// The same as a QR code: rows of modules, `1` dark and `0` light, without a quiet zone.
    pub qr: Vec<String>,
}

impl std::fmt::Debug for AuthenticatorSetupView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuthenticatorSetupView(redacted)")
    }
}

/// What the person has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeKindView {
    /// Type the code that was sent.
    Code,
    /// Answer a call.
    Call,
    /// Answer questions.
    Questions,
    /// Type the code of an authenticator app.
    Totp,
    /// Use a passkey.
    Passkey,
    /// Type a recovery code.
    RecoveryCode,
}

/// Why a reset is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosedReasonView {
    /// The person cancelled it.
    Cancelled,
    /// Its time was up.
    Expired,
    /// Too many wrong answers, or too many refused passwords.
    TooManyAttempts,
    /// Another reset of the same account was completed, or its password or contacts changed.
    Superseded,
    /// Password reset is not enabled for this account (explicit disclosure).
    NotEnabled,
    /// Nothing is registered for this account (explicit disclosure).
    NotRegistered,
    /// Resets of this account are frozen.
    Frozen,
    /// Whoever answered the call pressed 9: "this was not me".
    NotMe,
    /// The account was unlocked, and its password is as before.
    Unlocked,
}

/// Path of the help request form: the way to the administrator where a tenant names no other.
pub const HELP_PATH: &str = "/help/contact";

/// "Contact your administrator": always leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HelpView {
    /// A URL or `mailto:` configured by the tenant, else the path of the help request form, `/help/contact`.
    pub contact_url: String,
    /// Email address of the help desk, where the tenant gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Name of the help desk, where the tenant gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One rule for the new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordRuleView {
    /// Stable code: `min_length`, `max_length`, `classes`, `not_user_id`, `not_banned`, `not_breached`.
    pub code: String,
    /// The number in the rule, where there is one (characters, or character classes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The rule in the person's language.
    pub text: String,
    /// Whether what was typed holds; absent where nothing was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// `POST /resets/current/challenges`.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartChallenge {
    /// One of `options`.
    pub option_id: Uuid,
    /// The full number, for phone options; without the extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// `POST /resets/current/answers`: exactly one of the three.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Answer {
    /// A code: sent, read out, of an authenticator app, or a recovery code.
    Code(CodeAnswer),
    /// Answers to every question that is asked.
    Questions(QuestionAnswers),
    /// What a passkey answered.
    Passkey(PasskeyAnswer),
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(redacted)")
    }
}

/// A code that was typed; also `POST /sign-ins/current/answers`.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeAnswer {
    /// The digits that were sent, or that the app shows, or a recovery code; spaces and dashes are ignored.
    pub code: String,
}

impl std::fmt::Debug for CodeAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeAnswer(redacted)")
    }
}

/// Answers to questions: in a reset, and `PUT /me/security-questions`.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswers {
    /// One for each question; 1 to 5.
    pub answers: Vec<QuestionAnswer>,
}

impl std::fmt::Debug for QuestionAnswers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QuestionAnswers(redacted)")
    }
}

/// An answer to a question.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswer {
    /// Which question.
    pub question_id: String,
    /// 3 to 40 characters; capitals, accents and spaces at the ends do not count.
    pub answer: String,
}

impl std::fmt::Debug for QuestionAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QuestionAnswer(redacted)")
    }
}

/// What a passkey answered, as the browser gives it in JSON form.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// The credential (WebAuthn, JSON form).
    #[schema(value_type = Object)]
    pub passkey: serde_json::Value,
}

/// `POST /resets/current/password` and `POST /passwords/assessment`.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The new password; at most 1,024 bytes.
    pub new_password: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(redacted)")
    }
}

/// `POST /passwords/assessment`: judged with a verified reset or a sign-in, never stored.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Assessment {
    /// Whether every rule holds.
    pub acceptable: bool,
    /// Every rule with `met`.
    pub rules: Vec<PasswordRuleView>,
}

// ---- help ---------------------------------------------------------------------------------------

/// `POST /help-requests`: answered 202 with no body, the same for unknown user IDs.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpRequest {
    /// User ID of the person who asks.
    pub user_id: String,
    /// How the administrator can reach the person, in their own words; at most 200 characters.
    pub reach_me: String,
    /// What is wrong; at most 1,000 characters.
    pub message: String,
    /// Base64 JSON payload of the solved captcha.
    pub captcha: String,
}

/// `GET /branding`: what every page needs to know of the tenant (by host, or by the user ID typed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BrandingView {
    /// Name of the organisation.
    pub name: String,
    /// Where to sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in_url: Option<String>,
    /// Where help is to be had.
    pub help: HelpView,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::Timestamp;

    #[test]
    fn the_host_is_what_stands_between_scheme_and_port() {
        for (url, host) in [
            ("https://reset.contoso.example", "reset.contoso.example"),
            ("http://localhost:8080", "localhost"),
            ("https://reset.contoso.example:8443/base/", "reset.contoso.example"),
            ("http://[::1]:8080", "[::1]"),
        ] {
            assert_eq!(host_of(url), host);
        }
    }

    #[test]
    fn a_started_second_is_waited_for() {
        let at = Timestamp::from_micros;
        assert_eq!(seconds_until(at(1_000_001), at(0)), 2);
        assert_eq!(seconds_until(at(1_000_000), at(0)), 1);
        assert_eq!(seconds_until(at(0), at(5)), 0);
        assert_eq!(Problem::new(ProblemCode::TooManyRequests).retry_at(at(0), at(5)).retry_after_seconds, Some(1));
    }

    #[test]
    fn times_are_told_in_utc() {
        assert_eq!(rfc3339(Timestamp::from_micros(1_764_000_000_999_999)), "2025-11-24T16:00:00Z");
    }
}
