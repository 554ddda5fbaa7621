//! Bodies of the JSON API (DESIGN.md 9), shared by the services that answer and the gateway that asks.
//!
//! Requests deny unknown fields; a view is the body itself, never wrapped. Times are RFC 3339 in UTC,
//! durations are whole seconds. Nothing in a view names a contact in full: `hint` is already masked.

pub mod admin;
mod problem;
mod words;

pub use problem::{Problem, ProblemCode};
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
    /// Random text, with the expiry as query parameter `expires` (Unix seconds).
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
}

/// Path of the help request form: the way to the administrator where a tenant names no other.
pub const HELP_PATH: &str = "/help/contact";

/// "Contact your administrator": always leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HelpView {
    /// A URL or `mailto:` configured by the tenant, else the path of the help request form, `/help/contact`.
    pub contact_url: String,
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

/// `POST /resets/current/password` and `PUT /me/password`.
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

// ---- sign-in and registration -------------------------------------------------------------------

/// `POST /sign-ins`.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartSignIn {
    /// User ID.
    pub user_id: String,
    /// Current password; at most 1,024 bytes.
    pub password: String,
    /// BCP 47 language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What the sign-in is for; `registration` where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<SignInPurpose>,
}

/// What a sign-in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInPurpose {
    /// Whatever the person may do.
    Registration,
    /// Administration alone: who is no administrator with an authenticator gets the answer of a wrong password.
    Administration,
}

impl std::fmt::Debug for StartSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StartSignIn(redacted)")
    }
}

/// Answer to `POST /sign-ins` (201) and `POST /sign-ins/current/answers` (200).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// Bearer token of this sign-in. While `next` is `second_factor` it opens nothing but `POST /sign-ins/current/answers`.
    pub token: String,
    /// Who signed in; absent while `next` is `second_factor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountView>,
    /// What is to be done next.
    pub next: NextStep,
    /// Token for `Rekey-Device`; absent while `next` is `second_factor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
}

/// What is to be done after a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Nothing: enough is registered.
    None,
    /// Methods are to be registered before a reset is possible, or fewer are than the organisation asks for.
    Register,
    /// It is time to confirm what is registered: `POST /me/confirmation`.
    Confirm,
    /// Password reset is not enabled for this account: tell, with the link to the administrator.
    NotEnabled,
    /// The code of the authenticator app is to be answered.
    SecondFactor,
}

/// The person who is signed in: `GET /me`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountView {
    /// User ID.
    pub user_id: String,
    /// Name for pages, where the directory has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether password reset is enabled for this account.
    pub enabled: bool,
    /// Enabled, with enough usable methods to reset.
    pub capable: bool,
    /// Methods needed to reset: 1 or 2.
    pub required: u8,
    /// Methods to register: 1 or 2, never fewer than `required`.
    pub to_register: u8,
    /// Whether it is time to confirm what is registered.
    pub confirmation_due: bool,
    /// Whether a back-up method is advised (exactly as many methods as needed, or all of one kind).
    pub backup_advised: bool,
    /// Where help is to be had.
    pub help: HelpView,
}

/// `GET /me/methods`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodsView {
    /// What is registered or under way, most secure first.
    pub methods: Vec<RegisteredMethod>,
    /// Slots that may be set up now.
    pub available: Vec<SlotView>,
    /// Methods without a contact that may be set up now.
    pub available_methods: Vec<MethodView>,
    /// Channels by which a phone may be proven.
    pub phone_channels: Vec<ChannelView>,
    /// Country codes (ISO 3166 alpha-2) to which messages may be sent, the tenant's own first.
    pub countries: Vec<CountryView>,
}

/// A country in the list of the phone form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CountryView {
    /// ISO 3166 alpha-2, upper case.
    pub code: String,
    /// Calling code without `+`.
    pub calling_code: u16,
}

/// A method of the person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegisteredMethod {
    /// Names it in `/me/methods/{id}`.
    pub id: Uuid,
    /// Kind of proof.
    pub method: MethodView,
    /// Which contact; absent for methods without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotView>,
    /// The masked contact, or what its owner calls it; empty for questions and recovery codes.
    pub hint: String,
    /// How many there are: questions that are answered, recovery codes that are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// RFC 3339; it can be used in a reset from then on. Absent where it can be used now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usable_from: Option<String>,
    /// RFC 3339; another contact takes its place then. Absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retires_at: Option<String>,
    /// Verified methods can be used to reset.
    pub verified: bool,
    /// Set by the administrator or the directory, not by the person.
    pub managed: bool,
    /// RFC 3339; when it was verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<String>,
}

/// `POST /me/methods`.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddMethod {
    /// Which contact: `authentication_phone` or `authentication_email`. Either this or `method`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotView>,
    /// A method without a contact: `authenticator_app` or `passkey`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<MethodView>,
    /// What the person calls the authenticator or passkey; at most 40 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Number with country code, or national with `country`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// ISO 3166 alpha-2 country in which `phone_number` is to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// How the code travels to a phone; `sms` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelView>,
    /// The contact that this one replaces is lost: it does not stay usable while the new one waits.
    #[serde(default)]
    pub replaces_lost: bool,
}

/// Answer to `POST /me/methods` (201) and `POST /me/methods/{id}/challenges` (202).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MethodSetup {
    /// The method, not verified yet.
    pub method: RegisteredMethod,
    /// What the person has to do now.
    pub setup: ChallengeView,
}

/// `POST /me/methods/{id}/verification`: exactly one of the two.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
pub enum VerifyMethod {
    /// The digits that were sent, or that the app shows.
    Code(CodeAnswer),
    /// What the new passkey answered.
    Passkey(PasskeyAnswer),
}

impl std::fmt::Debug for VerifyMethod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VerifyMethod(redacted)")
    }
}

/// `GET /me/security-questions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionsView {
    /// Questions to choose from.
    pub available: Vec<QuestionView>,
    /// Questions that are answered. Answers are never shown.
    pub registered: Vec<QuestionView>,
    /// How many are to be answered.
    pub to_register: u8,
    /// How many a reset asks.
    pub to_reset: u8,
}

/// Answer to `POST /me/recovery-codes` (201). Shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodesView {
    /// Ten codes of 16 letters and digits, in groups of four.
    pub codes: Vec<String>,
    /// RFC 3339; they can be used in a reset from then on. Absent where they can be used now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usable_from: Option<String>,
}

impl std::fmt::Debug for RecoveryCodesView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodesView(redacted)")
    }
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
