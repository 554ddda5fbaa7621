//! Identifiers: one type per kind of thing, so that they cannot be mixed up.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with this value.
            pub const fn from_uuid(value: Uuid) -> Self {
                Self(value)
            }

            /// Its value.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// An organisation.
    TenantId;
    /// A person's account in a tenant's directory.
    AccountId;
    /// A group of accounts in a tenant.
    GroupId;
    /// A contact of an account.
    ContactId;
    /// A reset.
    ResetId;
    /// One attempt to prove one option.
    ChallengeId;
    /// A way to prove, as offered in one reset.
    OptionId;
    /// A notice or event on the bus.
    MessageId;
    /// A charged guess.
    GuessId;
    /// One change of a password; makes the call to the directory idempotent.
    ChangeId;
    /// A known device.
    DeviceId;
    /// An authenticator app of an account.
    AuthenticatorId;
    /// A passkey of an account.
    PasskeyId;
    /// A sign-in.
    SignInId;
    /// A request for help to the administrator.
    HelpRequestId;
}
