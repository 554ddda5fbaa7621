//! The core of Rekey: what a reset and a registration are, and every decision about them.
//!
//! Pure: no async, I/O, clock, randomness, serialisation or logging. Time is an argument, randomness is drawn by the
//! caller, secrets are compared by the caller. Because it does none of these it cannot fail: every command has an
//! answer in every state, and nonsense is refused and changes nothing.

pub mod budget;
pub mod call;
pub mod challenge;
pub mod contact;
pub mod cool_off;
pub mod id;
pub mod limits;
pub mod mac;
pub mod policy;
pub mod question;
pub mod registration;
pub mod reset;
pub mod time;
pub mod user_id;
pub mod way;

pub use contact::{Channel, EmailAddress, Method, PhoneNumber, Slot};
pub use id::{
    AccountId, AuthenticatorId, ChallengeId, ChangeId, ContactId, DeviceId, GroupId, GuessId, HelpRequestId, MessageId,
    OptionId, PasskeyId, ResetId, SignInId, TenantId,
};
pub use mac::{CodeMac, Mac32};
pub use policy::Policy;
pub use question::QuestionId;
pub use time::Timestamp;
pub use user_id::UserId;
pub use way::{Means, Tool, Way};
