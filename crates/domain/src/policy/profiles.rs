//! The profiles.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Count, Disclosure, EnabledFor, Gates, PasswordPolicy, Policy, Profile};
use crate::call::VoiceMode;
use crate::contact::Method;

impl Policy {
    /// The policy of a profile, before anything differs from it.
    pub fn of_profile(profile: Profile) -> Self {
        match profile {
            Profile::Model => Self::model(),
            Profile::Nist => Self::nist(),
            Profile::L3 => Self::l3(),
        }
    }

    /// Profile `model`: as the model product behaves.
    pub fn model() -> Self {
        Self {
            profile: Profile::Model,
            gates: Gates::One,
            to_register: Gates::One,
            disclosure: Disclosure::Explicit,
            voice: Some(VoiceMode::PressPound),
            methods: BTreeSet::from([
                Method::Email,
                Method::MobilePhone,
                Method::OfficePhone,
                Method::SecurityQuestions,
            ]),
            password: PasswordPolicy {
                min_length_chars: 8,
                max_length_chars: 256,
                character_classes: 3,
                banned_words: Vec::new(),
            },
            ..Self::nist()
        }
    }

    /// Profile `nist`, the default of a new tenant.
    pub fn nist() -> Self {
        Self {
            profile: Profile::Nist,
            enabled_for: EnabledFor::Everybody,
            methods: BTreeSet::from([
                Method::Email,
                Method::MobilePhone,
                Method::OfficePhone,
                Method::AuthenticatorApp,
                Method::Passkey,
                Method::RecoveryCode,
            ]),
            sms: true,
            voice: Some(VoiceMode::MatchNumber),
            mobile_calls: true,
            gates: Gates::Two,
            to_register: Gates::Two,
            count: Count::Methods,
            questions_to_register: 5,
            questions_to_reset: 3,
            disclosure: Disclosure::Uniform,
            code_length: 6,
            phone_code_lifetime: Duration::from_secs(5 * 60),
            email_code_lifetime: Duration::from_secs(15 * 60),
            countries: vec!["US".into()],
            reconfirm_days: 180,
            notify_person: true,
            notify_by_sms: true,
            notify_administrators: true,
            unlock: false,
            password: PasswordPolicy {
                min_length_chars: 15,
                max_length_chars: 128,
                character_classes: 0,
                banned_words: Vec::new(),
            },
        }
    }

    /// Profile `l3`: nothing that travels by mail or phone.
    pub fn l3() -> Self {
        Self {
            profile: Profile::L3,
            methods: BTreeSet::from([Method::AuthenticatorApp, Method::Passkey, Method::RecoveryCode]),
            count: Count::Classes,
            sms: false,
            voice: None,
            ..Self::nist()
        }
    }
}
