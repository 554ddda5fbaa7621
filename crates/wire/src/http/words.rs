//! Words of the core as the API writes them.

use rekey_domain::call::CallEnd;
use rekey_domain::challenge::Delivery;
use rekey_domain::{Channel, Method, Slot};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Kind of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MethodView {
    /// A code by email.
    Email,
    /// A code or call to a mobile or authentication phone.
    MobilePhone,
    /// A call to the office phone.
    OfficePhone,
    /// Answers to registered questions.
    SecurityQuestions,
    /// A code of an authenticator app (RFC 6238).
    AuthenticatorApp,
    /// A passkey (WebAuthn).
    Passkey,
    /// A printed recovery code.
    RecoveryCode,
}

/// How a code travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelView {
    /// Email.
    Email,
    /// Text message.
    Sms,
    /// Phone call.
    Voice,
}

/// The place of a contact in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotView {
    /// Phone that the person registered.
    AuthenticationPhone,
    /// Mobile phone from the directory.
    MobilePhone,
    /// Office phone from the directory.
    OfficePhone,
    /// Email address that the person registered.
    AuthenticationEmail,
    /// Alternate email address from the directory.
    AlternateEmail,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryView {
    /// Waits to be handed to a provider.
    Queued,
    /// A provider has it.
    Sent,
    /// A provider says that it arrived.
    Delivered,
    /// Taking longer than usual.
    Delayed,
    /// It will not arrive.
    Failed,
}

/// How a call ended without the right keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallEndView {
    /// The line was busy.
    Busy,
    /// Nobody answered.
    NoAnswer,
    /// Somebody answered and pressed nothing.
    NothingPressed,
    /// Other keys were pressed.
    WrongKeys,
    /// A machine answered.
    Voicemail,
    /// 9 was pressed: "this was not me".
    Refused,
    /// The call could not be made.
    Failed,
}

impl From<CallEnd> for CallEndView {
    fn from(word: CallEnd) -> Self {
        match word {
            CallEnd::Busy => Self::Busy,
            CallEnd::NoAnswer => Self::NoAnswer,
            CallEnd::NothingPressed => Self::NothingPressed,
            CallEnd::WrongKeys => Self::WrongKeys,
            CallEnd::Voicemail => Self::Voicemail,
            CallEnd::Refused => Self::Refused,
            CallEnd::Failed => Self::Failed,
        }
    }
}

impl From<Method> for MethodView {
    fn from(word: Method) -> Self {
        match word {
            Method::Email => Self::Email,
            Method::MobilePhone => Self::MobilePhone,
            Method::OfficePhone => Self::OfficePhone,
            Method::SecurityQuestions => Self::SecurityQuestions,
            Method::AuthenticatorApp => Self::AuthenticatorApp,
            Method::Passkey => Self::Passkey,
            Method::RecoveryCode => Self::RecoveryCode,
        }
    }
}

impl From<Channel> for ChannelView {
    fn from(word: Channel) -> Self {
        match word {
            Channel::Email => Self::Email,
            Channel::Sms => Self::Sms,
            Channel::Voice => Self::Voice,
        }
    }
}

impl From<Slot> for SlotView {
    fn from(word: Slot) -> Self {
        match word {
            Slot::AuthenticationPhone => Self::AuthenticationPhone,
            Slot::MobilePhone => Self::MobilePhone,
            Slot::OfficePhone => Self::OfficePhone,
            Slot::AuthenticationEmail => Self::AuthenticationEmail,
            Slot::AlternateEmail => Self::AlternateEmail,
        }
    }
}

impl From<SlotView> for Slot {
    fn from(word: SlotView) -> Self {
        match word {
            SlotView::AuthenticationPhone => Self::AuthenticationPhone,
            SlotView::MobilePhone => Self::MobilePhone,
            SlotView::OfficePhone => Self::OfficePhone,
            SlotView::AuthenticationEmail => Self::AuthenticationEmail,
            SlotView::AlternateEmail => Self::AlternateEmail,
        }
    }
}

impl From<Delivery> for DeliveryView {
    fn from(word: Delivery) -> Self {
        match word {
            Delivery::Queued => Self::Queued,
            Delivery::Sent => Self::Sent,
            Delivery::Delivered => Self::Delivered,
            Delivery::Delayed => Self::Delayed,
            Delivery::Failed => Self::Failed,
        }
    }
}
