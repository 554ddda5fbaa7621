//! Bodies of signing in and of registering methods.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ChallengeView, ChannelView, CodeAnswer, HelpView, MethodView, PasskeyAnswer, QuestionView, SlotView};

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
    /// How many more different methods have to be registered, as the organisation counts; 0 where it is enough.
    pub still_to_register: u8,
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

/// Answer to `POST /me/methods` (201), `GET /me/methods/{id}` and `POST /me/methods/{id}/challenges` (202).
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

/// `POST /registration-status`, with the token of an application.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskStatus {
    /// User ID of the person.
    pub user_id: String,
}

/// Whether a person is registered. Of unknown people it says what it says of those who have registered nothing, but for `known`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegistrationStatus {
    /// Enabled for password reset, with as much registered as is asked for.
    pub registered: bool,
    /// Whether there is such an account; for tokens of scope `details` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// Whether password reset is enabled for it; for tokens of scope `details` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether it has enough to reset; for tokens of scope `details` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capable: Option<bool>,
}
