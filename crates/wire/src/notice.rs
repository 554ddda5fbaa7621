//! Notices: messages for a person, sealed from the transaction that decides them until the moment they are sent.

mod account;
mod call;
mod sealing;

use std::time::Duration;

use rekey_domain::{Channel, EmailAddress, Means, MessageId, PhoneNumber, TenantId, Timestamp};

use crate::secret::Code;

pub use account::AccountNews;
pub use call::{CallAsks, CallNotice};
pub(crate) use sealing::{KeyPair, key_pair};
pub use sealing::{NoticeOpener, NoticeSealer};

/// Information is of use for a day.
pub const INFORMATION_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// Most requests that one digest tells; the others wait for the next one.
pub const DIGEST_REQUESTS_MAX: u32 = 20;

/// A message for a person.
#[derive(Debug)]
pub struct Notice {
    /// Its id: the same through every retry.
    pub id: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// Name of the organisation.
    pub house: String,
    /// Name of whom the way to the administrator leads to; empty where it has none.
    pub help_name: String,
    /// Language (BCP 47).
    pub locale: String,
    /// How it travels.
    pub channel: Channel,
    /// Where it goes.
    pub to: Destination,
    /// What it says.
    pub body: NoticeBody,
    /// Not sent from this time on.
    pub expires_at: Timestamp,
}

/// Where a notice goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// An email address.
    Email(EmailAddress),
    /// A phone number.
    Phone(PhoneNumber),
    /// Nobody: a decoy, dropped by the notifier.
    Nobody,
}

/// What a notice says.
#[derive(Debug)]
pub enum NoticeBody {
    /// A code to type.
    Code {
        /// What it is for.
        purpose: CodePurpose,
        /// The digits.
        code: Code,
        /// Three letters, on the page and in the message.
        reference: String,
        /// Host name of the page, for the origin-bound line of a text message.
        host: String,
        /// Minutes for which it can be used.
        lifetime_minutes: u32,
        /// Way to the administrator.
        contact_url: String,
    },
    /// A call, and what it asks for.
    Call(CallNotice),
    /// The password was changed by a reset.
    PasswordChanged {
        /// When.
        at: Timestamp,
        /// From which network, shortened.
        network: String,
        /// From which kind of device; may be empty.
        device: String,
        /// Way to the administrator.
        contact_url: String,
    },
    /// A recovery code gave a proof and is used up.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
        /// When and from where.
        news: AccountNews,
    },
    /// The account was unlocked without a new password.
    AccountUnlocked(AccountNews),
    /// An administrator's password was changed by a reset, told to every other administrator.
    AdministratorReset {
        /// Whose password.
        user_id: String,
        /// When and from where.
        news: AccountNews,
    },
    /// A method was added.
    MethodAdded(MethodChange),
    /// A method was removed.
    MethodRemoved(MethodChange),
    /// Requests for help, for an administrator.
    HelpDigest {
        /// The requests, oldest first.
        requests: Vec<HelpLine>,
        /// How many more wait for the next mail.
        omitted: u32,
    },
}

/// A method that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodChange {
    /// What it is.
    pub means: Means,
    /// Masked contact, or what its owner calls it; may be empty.
    pub hint: String,
    /// When.
    pub at: Timestamp,
    /// Way to the administrator.
    pub contact_url: String,
}

/// A request for help, as the digest lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    /// User ID as typed.
    pub user_id: String,
    /// How the person can be reached, in their words.
    pub reach_me: String,
    /// What is wrong, in their words.
    pub message: String,
    /// When.
    pub at: Timestamp,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// To reset a password.
    Reset,
    /// To register a contact.
    Registration,
}

impl CodePurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Registration => "registration",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Reset, Self::Registration].into_iter().find(|purpose| purpose.as_str() == name)
    }
}

/// What a sealed notice is bound to; stored beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeBinding {
    /// Its id.
    pub id: MessageId,
    /// The organisation.
    pub tenant: TenantId,
    /// How it travels.
    pub channel: Channel,
    /// Not sent from this time on.
    pub expires_at: Timestamp,
}

impl NoticeBinding {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"rekey notice 1 ".to_vec();
        bytes.extend(self.channel.as_str().as_bytes());
        bytes.extend(self.id.uuid().as_bytes());
        bytes.extend(self.tenant.uuid().as_bytes());
        bytes.extend(self.expires_at.micros().to_be_bytes());
        bytes
    }
}

impl Notice {
    /// What it is bound to.
    pub fn binding(&self) -> NoticeBinding {
        NoticeBinding { id: self.id, tenant: self.tenant, channel: self.channel, expires_at: self.expires_at }
    }
}
