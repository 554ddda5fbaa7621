//! What cannot work is refused, with the reason.

use std::ops::RangeInclusive;
use std::time::Duration;

use thiserror::Error;

use super::{Gates, Policy, Profile};
use crate::call::VoiceMode;
use crate::contact::{Channel, Method, Slot};
use crate::way::Means;

/// How many questions may be registered and asked (FEATURES.md B2).
pub const QUESTIONS_RANGE: RangeInclusive<u8> = 3..=5;
/// Longest time between two confirmations, in days (FEATURES.md B2).
pub const RECONFIRM_DAYS_MAX: u16 = 730;

/// Why a policy cannot work. Shown to the administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// Nothing is allowed.
    #[error("no method is allowed: allow at least one")]
    NoMethod,
    /// Two gates cannot be passed with what is allowed.
    #[error("two gates are required, but the allowed methods make only one: allow another method, or require one gate")]
    TooFewForTwoGates,
    /// Outside 6 to 8.
    #[error("code_length must be 6, 7 or 8")]
    CodeLength,
    /// Longer than the standard allows, or shorter than a minute.
    #[error("a code must live for 1 to 10 minutes on a phone and 1 minute to 24 hours by email")]
    CodeLifetime,
    /// Below 8, above 1,024, or crossed.
    #[error("passwords: min_length must be 8 or more, max_length 64 to 1024, and min not above max")]
    PasswordLength,
    /// More than four.
    #[error("passwords: character_classes must be 0 to 4")]
    CharacterClasses,
    /// None.
    #[error("no country is allowed, but a phone method is: name at least one country")]
    NoCountry,
    /// Fewer are registered than a reset asks for.
    #[error("to_register must not be below gates: nobody could reset with what they were asked to register")]
    ToRegister,
    /// Questions are too few, too many, or fewer are registered than asked.
    #[error("questions_to_register and questions_to_reset must be 3 to 5, and no more asked than registered")]
    QuestionCounts,
    /// Questions could be the only proof.
    #[error("security_questions may not be the only proof outside profile model: require two gates, or leave them out")]
    QuestionsAlone,
    /// # could be the only proof.
    #[error(
        "voice = press_pound may not be the only proof outside profile model: require two gates, or use match_number"
    )]
    PressPoundAlone,
    /// # would be both of two proofs.
    #[error(
        "voice = press_pound may be one of two proofs outside profile model: allow another method, or use match_number"
    )]
    PressPoundTwice,
    /// More than two years.
    #[error("reconfirm_days must be 0 to 730")]
    ReconfirmDays,
    /// Nobody would hear of a reset.
    #[error("notify_person may be off in profile model alone")]
    Silent,
}

/// What a policy allows that its owner should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyWarning {
    /// # in a call gives a password back.
    #[error("one call is enough, and whoever answers it need only press #: match_number asks for what the page shows")]
    PressPoundAlone,
    /// Answers give a password back.
    #[error("answers to security questions are enough: they can be guessed and looked up")]
    QuestionsAlone,
    /// People register nothing that notices go to.
    #[error(
        "nobody registers an address or a mobile phone: people hear of a reset only where the organisation gives them one"
    )]
    NobodyToTell,
}

impl Policy {
    /// Checks that the policy can work.
    ///
    /// # Errors
    /// The first thing that cannot work.
    pub fn check(&self) -> Result<(), PolicyError> {
        if self.methods.is_empty() {
            return Err(PolicyError::NoMethod);
        }
        if self.gates == Gates::Two && self.distinct(self.methods.iter().copied()) < 2 {
            return Err(PolicyError::TooFewForTwoGates);
        }
        if !(6..=8).contains(&self.code_length) {
            return Err(PolicyError::CodeLength);
        }
        let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3600));
        let phone_is_sound = (minute..=10 * minute).contains(&self.phone_code_lifetime);
        let email_is_sound = (minute..=24 * hour).contains(&self.email_code_lifetime);
        if !phone_is_sound || !email_is_sound {
            return Err(PolicyError::CodeLifetime);
        }
        let password = &self.password;
        let lengths_are_sound = password.min_length_chars >= 8
            && (64..=1024).contains(&password.max_length_chars)
            && password.min_length_chars <= password.max_length_chars;
        if !lengths_are_sound {
            return Err(PolicyError::PasswordLength);
        }
        if password.character_classes > 4 {
            return Err(PolicyError::CharacterClasses);
        }
        let phones = [Method::MobilePhone, Method::OfficePhone];
        if self.countries.is_empty() && phones.iter().any(|method| self.methods.contains(method)) {
            return Err(PolicyError::NoCountry);
        }
        self.check_registration()?;
        self.check_lone_proofs()
    }

    /// What works and is weak: for who applies it to read.
    pub fn warnings(&self) -> Vec<PolicyWarning> {
        let is_alone = self.gates == Gates::One;
        let is_called = |slot: &Slot| self.channels(*slot).contains(&Channel::Voice);
        let is_pound = self.voice == Some(VoiceMode::PressPound) && Slot::ALL.iter().any(is_called);
        let is_told = |slot: &Slot| {
            slot.is_own() && self.methods.contains(&slot.method()) && self.notice_channel(*slot).is_some()
        };
        let warnings = [
            (is_alone && is_pound, PolicyWarning::PressPoundAlone),
            (is_alone && self.methods.contains(&Method::SecurityQuestions), PolicyWarning::QuestionsAlone),
            (!Slot::ALL.iter().any(is_told), PolicyWarning::NobodyToTell),
        ];
        warnings.into_iter().filter(|(applies, _)| *applies).map(|(_, warning)| warning).collect()
    }

    fn check_registration(&self) -> Result<(), PolicyError> {
        if self.to_register < self.gates {
            return Err(PolicyError::ToRegister);
        }
        let (registered, asked) = (self.questions_to_register, self.questions_to_reset);
        if !QUESTIONS_RANGE.contains(&registered) || !QUESTIONS_RANGE.contains(&asked) || asked > registered {
            return Err(PolicyError::QuestionCounts);
        }
        if self.reconfirm_days > RECONFIRM_DAYS_MAX {
            return Err(PolicyError::ReconfirmDays);
        }
        Ok(())
    }

    /// What profile `model` alone may do.
    fn check_lone_proofs(&self) -> Result<(), PolicyError> {
        if self.profile == Profile::Model {
            return Ok(());
        }
        if !self.notify_person {
            return Err(PolicyError::Silent);
        }
        if self.gates == Gates::Two {
            let is_pound = self.voice == Some(VoiceMode::PressPound);
            let is_twice = is_pound && !self.is_capable(Means::ALL.into_iter());
            return if is_twice { Err(PolicyError::PressPoundTwice) } else { Ok(()) };
        }
        if self.methods.contains(&Method::SecurityQuestions) {
            return Err(PolicyError::QuestionsAlone);
        }
        let is_called = |slot: &Slot| self.channels(*slot).contains(&Channel::Voice);
        if self.voice == Some(VoiceMode::PressPound) && Slot::ALL.iter().any(is_called) {
            return Err(PolicyError::PressPoundAlone);
        }
        Ok(())
    }
}
