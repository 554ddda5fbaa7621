//! What API clients may show as it is, in the person's language.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, static_loader};
use rekey_domain::reset::Offer;
use rekey_domain::{Channel, Slot, Way};
use rekey_passwords::RuleCode;
use rekey_wire::language::Language;

static_loader! {
    static CATALOGUE = { locales: "./texts", fallback_language: "en" };
}

/// The catalogue's language for a locale.
fn language(locale: &str) -> LanguageIdentifier {
    Language::of(locale).tag().parse().expect("tags of languages are sound")
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
    CATALOGUE.lookup(&language(locale), key)
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
    CATALOGUE.lookup_with_args(&language(locale), &key, &HashMap::from([limit]))
}

#[cfg(test)]
mod tests {
    use rekey_domain::call::VoiceMode;
    use rekey_domain::policy::Policy;
    use rekey_domain::reset::Target;
    use rekey_domain::{Means, Method, OptionId};
    use uuid::Uuid;

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
        let options = |locale: &str| {
            let policy = Policy { methods: Method::ALL.into(), voice: Some(VoiceMode::MatchNumber), ..Policy::nist() };
            let ways = Means::ALL.into_iter().flat_map(|means| policy.ways(means)).collect::<Vec<Way>>();
            let offer =
                |way| Offer { id: OptionId::from_uuid(Uuid::nil()), way, target: Target::Nobody, hint: String::new() };
            ways.into_iter().map(|way| option_label(&offer(way), locale)).collect::<Vec<_>>()
        };
        let (english, german) = (options("en"), options("de-AT"));
        assert_eq!(english.len(), 11, "{english:?}");
        for (english, german) in english.iter().zip(&german) {
            assert!(!english.starts_with("Unknown localization") && english != german, "{english} {german}");
        }
        assert_eq!(words("en"), words("xx"));
    }
}
