//! Providers as operators write them: what is taken, and what is said of what is not.
#![expect(clippy::result_large_err, reason = "figment's own error type, in its test harness")]

use figment::Jail;
use secrecy::ExposeSecret as _;

use crate::Config;
use crate::config::{ConfigError, ProviderConfig};

const SOUND: &str = "[providers.twilio]\nkind = \"twilio\"\naccount_sid = \"AC0123456789abcdef0123456789abcdef\"\n\
                     auth_token = \"S3CRETTOKEN\"\nfrom = \"+14255550100\"\n";

/// In place of a number, for text messages.
const SERVICE: &str = "messaging_service_sid = \"MG0123456789abcdef0123456789abcdef\"";

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::load_over(&[text], &[])
}

#[test]
fn a_provider_has_defaults_for_all_that_is_not_its_own() {
    Jail::expect_with(|_| {
        let config = load(SOUND).expect("sound");
        let ProviderConfig::Twilio(provider) = &config.providers["twilio"] else { unreachable!("it is Twilio") };
        assert_eq!((provider.api_base.as_str(), provider.timeout_seconds), ("https://api.twilio.com", 10));
        assert_eq!(provider.channels.len(), 1);
        assert!(load(&SOUND.replace("from = \"+14255550100\"", SERVICE)).is_ok());
        for channels in ["[\"voice\"]", "[\"sms\", \"voice\"]"] {
            assert!(load(&format!("{SOUND}channels = {channels}")).is_ok(), "{channels}");
        }
        assert!(load(&format!("{SOUND}{SERVICE}\nchannels = [\"sms\", \"voice\"]")).is_ok(), "each has its own");
        assert!(load(&format!("{SOUND}api_base = \"http://127.0.0.1:9000\"")).is_ok(), "loopback needs no TLS");
        assert!(load("").expect("sound").providers.is_empty());
        Ok(())
    });
}

#[test]
fn what_is_wrong_is_named_with_its_key() {
    Jail::expect_with(|_| {
        let with = |old: &str, new: &str| SOUND.replace(old, new);
        for (text, named) in [
            (with("kind = \"twilio\"", "kind = \"carrier-pigeon\""), "providers.twilio.kind"),
            (with("kind = \"twilio\"\n", ""), "missing field `kind`"),
            (with("AC0123", "XX0123"), "providers.twilio.account_sid"),
            (with("abcdef\"", "abcde\""), "providers.twilio.account_sid"),
            (with("S3CRETTOKEN", ""), "providers.twilio.auth_token"),
            (with("S3CRETTOKEN", "S3CRET TOKEN"), "providers.twilio.auth_token"),
            (with("+14255550100", "14255550100"), "providers.twilio.from"),
            (with("+14255550100", "+0425555"), "providers.twilio.from"),
            (with("from = \"+14255550100\"\n", ""), "from or messaging_service_sid"),
            (with("from = \"+14255550100\"", "messaging_service_sid = \"MG1\""), "messaging_service_sid must be"),
            (format!("{SOUND}{SERVICE}"), "exclude each other"),
            (format!("{SOUND}channels = []"), "providers.twilio.channels"),
            (format!("{SOUND}channels = [\"pigeon\"]"), "pigeon"),
            (
                with("from = \"+14255550100\"", &format!("{SERVICE}\nchannels = [\"sms\", \"voice\"]")),
                "the number that calls come from",
            ),
            (format!("{SOUND}{SERVICE}\nchannels = [\"voice\"]"), "messaging_service_sid is for text messages"),
            (format!("{SOUND}api_base = \"http://api.twilio.com\""), "https://"),
            (format!("{SOUND}api_base = \"http://localhost.example\""), "https://"),
            (format!("{SOUND}api_base = \"https://api.twilio.com/\""), "nothing behind"),
            (format!("{SOUND}api_base = \"https://a@api.twilio.com\""), "nothing behind"),
            (format!("{SOUND}api_base = \"api.twilio.com\""), "nothing behind"),
            (format!("{SOUND}timeout_seconds = 0"), "providers.twilio.timeout_seconds"),
            (format!("{SOUND}timeout_seconds = 31"), "between 1 and 30"),
            (format!("{SOUND}colour = \"red\""), "colour"),
            (with("providers.twilio", "providers.Twilio"), "lower-case"),
            (with("providers.twilio", "providers.a_b"), "lower-case"),
            (with("providers.twilio", "providers.smtp"), "taken by Rekey itself"),
            (
                format!("{SOUND}\n{}", with("providers.twilio", "providers.other")),
                "carry `sms`: say which comes first, such as [routing.sms] order = [\"other\", \"twilio\"]",
            ),
        ] {
            let error = load(&text).expect_err(&text);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(named), "{text}: {shown}");
            assert!(!shown.contains("S3CRET"), "{shown}");
        }
        Ok(())
    });
}

#[test]
fn no_error_and_no_debug_shows_a_token() {
    Jail::expect_with(|_| {
        for token in ["73737373", "7.3737373", "[\"S3CRETTOKEN\"]", "{ x = \"S3CRETTOKEN\" }"] {
            let text = SOUND.replace("\"S3CRETTOKEN\"", token);
            let error = load(&text).expect_err(&text);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("providers.twilio.auth_token"), "{shown}");
            assert!(!shown.contains("S3CRET") && !shown.contains("3737"), "{shown}");
        }
        for text in
            ["providers = \"S3CRETTOKEN\"", "[providers]\ntwilio = \"S3CRETTOKEN\"", "providers = [\"S3CRETTOKEN\"]"]
        {
            let error = load(text).expect_err(text);
            assert!(!format!("{error} {error:?}").contains("S3CRET"), "{error}");
        }
        assert!(!format!("{:?}", load(SOUND).expect("sound")).contains("S3CRET"));
        Ok(())
    });
}

#[test]
fn a_provider_comes_from_the_environment_and_its_token_from_a_file() {
    Jail::expect_with(|jail| {
        jail.create_file("token", "12345678\n")?;
        jail.set_env("REKEY__PROVIDERS__TEXTS__KIND", "twilio");
        jail.set_env("REKEY__PROVIDERS__TEXTS__ACCOUNT_SID", "AC00000000000000000000000000000000");
        jail.set_env("REKEY__PROVIDERS__TEXTS__AUTH_TOKEN_FILE", "token");
        jail.set_env("REKEY__PROVIDERS__TEXTS__FROM", "+14255550100");
        let config = load("").expect("sound");
        let ProviderConfig::Twilio(provider) = &config.providers["texts"] else { unreachable!("it is Twilio") };
        assert_eq!(provider.auth_token.expose_secret(), "12345678");
        assert_eq!(provider.from.as_deref(), Some("+14255550100"));
        Ok(())
    });
}
