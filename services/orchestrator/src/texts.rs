//! What API clients may show as it is, in the person's language.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};
use rekey_domain::reset::Offer;
use rekey_domain::{Channel, Slot, Way};
use rekey_passwords::RuleCode;
use rekey_wire::language::Language;

static_loader! {
    static CATALOGUE = { locales: "./texts", fallback_language: "en" };
}

static ENGLISH: LanguageIdentifier = langid!("en");
static GERMAN: LanguageIdentifier = langid!("de");

/// The catalogue's language for a locale.
fn language(locale: &str) -> &'static LanguageIdentifier {
    match Language::of(locale) {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

/// "Text my mobile phone".
pub(crate) fn option_label(offer: &Offer, locale: &str) -> String {
    let key = match offer.way {
        Way::Contact { slot, channel } => contact_key(slot, channel),
        Way::Questions => "option-questions",
        Way::AuthenticatorApp => "option-authenticator-app",
        Way::Passkey => "option-passkey",
        Way::RecoveryCode => "option-recovery-code",
    };
    CATALOGUE.lookup(language(locale), key)
}

const fn contact_key(slot: Slot, channel: Channel) -> &'static str {
    match (channel, slot) {
        (Channel::Email, Slot::AlternateEmail) => "option-email-alternate",
        (Channel::Email, _) => "option-email-authentication",
        (Channel::Sms, Slot::MobilePhone) => "option-sms-mobile",
        (Channel::Sms, _) => "option-sms-authentication",
        (Channel::Voice, Slot::OfficePhone) => "option-voice-office",
        (Channel::Voice, Slot::MobilePhone) => "option-voice-mobile",
        (Channel::Voice, _) => "option-voice-authentication",
    }
}

/// "At least 15 characters".
pub(crate) fn rule_text(code: RuleCode, limit: Option<u32>, locale: &str) -> String {
    let key = format!("rule-{}", code.as_str().replace('_', "-"));
    let limit = (Cow::Borrowed("limit"), FluentValue::from(limit.unwrap_or(0)));
    CATALOGUE.lookup_with_args(language(locale), &key, &HashMap::from([limit]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_options_have_texts_in_every_language() {
        let codes = [
            RuleCode::MinLength,
            RuleCode::MaxLength,
            RuleCode::Classes,
            RuleCode::NotUserId,
            RuleCode::NotBanned,
            RuleCode::NotBreached,
        ];
        let words = |locale: &str| codes.map(|code| rule_text(code, Some(15), locale));
        for text in words("en").iter().chain(&words("de-AT")) {
            assert!(!text.starts_with("Unknown localization"), "{text}");
        }
        assert!(words("en")[0].replace(['\u{2068}', '\u{2069}'], "").contains("At least 15"));
        assert_ne!(words("en"), words("de"));
        assert_eq!(words("en"), words("xx"));
    }
}
