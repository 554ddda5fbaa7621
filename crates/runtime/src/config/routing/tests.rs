//! Orders as operators write them: who is asked for whom, and what is said of what cannot work.
#![expect(clippy::result_large_err, reason = "figment's own error type, in its test harness")]

use figment::Jail;

use super::*;
use crate::Config;
use crate::config::ConfigError;

/// Two that carry texts, one of which calls.
const PROVIDERS: &str = r#"
[providers.twilio-eu]
kind = "twilio"
channels = ["sms", "voice"]
account_sid = "AC0123456789abcdef0123456789abcdef"
auth_token = "S3CRETTOKEN"
from = "+14255550100"
[providers.gateway]
kind = "http"
url = "https://sms.example/v2"
from = "Contoso"
json = '{"to": "{to}", "text": "{text}"}'
"#;

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::load_over(&[PROVIDERS, text], &[])
}

#[test]
fn the_more_particular_order_counts_and_an_organisations_before_a_numbers() {
    Jail::expect_with(|_| {
        let text = r#"
            [routing.sms]
            order = ["twilio-eu", "gateway"]
            prefixes = { "+49" = ["gateway"], "+4915" = ["gateway", "twilio-eu"] }
            [routing.tenants.contoso.sms]
            prefixes = { "+4917" = ["twilio-eu"] }
            [routing.tenants.fabrikam.sms]
            order = ["gateway", "twilio-eu"]
        "#;
        let routing = load(text).expect("sound").routing;
        let order = |tenant, number| routing.order(ProviderChannel::Sms, tenant, number).join(" ");
        for (tenant, number, wanted) in [
            (None, "+14255550134", "twilio-eu gateway"),
            (None, "+4930555555", "gateway"),
            (None, "+4915112345678", "gateway twilio-eu"),
            (None, "+4", "twilio-eu gateway"),
            (Some("contoso"), "+4917112345678", "twilio-eu"),
            (Some("contoso"), "+4915112345678", "gateway twilio-eu"),
            (Some("contoso"), "+14255550134", "twilio-eu gateway"),
            (Some("fabrikam"), "+4930555555", "gateway twilio-eu"),
            (Some("initech"), "+4930555555", "gateway"),
        ] {
            assert_eq!(order(tenant, number), wanted, "{tenant:?} {number}");
        }
        assert_eq!(routing.order(ProviderChannel::Voice, Some("contoso"), "+49301"), ["twilio-eu"], "the only one");
        Ok(())
    });
}

#[test]
fn one_provider_of_a_channel_needs_no_order_and_none_is_none() {
    Jail::expect_with(|_| {
        let config = Config::load_over(&[], &[]).expect("sound");
        assert!(!config.routing.carries(ProviderChannel::Sms));
        assert!(config.routing.order(ProviderChannel::Sms, None, "+14255550134").is_empty());
        let one = PROVIDERS.split("[providers.gateway]").next().expect("a part");
        let config = Config::load_over(&[one], &[]).expect("sound");
        assert_eq!(config.routing.order(ProviderChannel::Sms, None, "+14255550134"), ["twilio-eu"]);
        Ok(())
    });
}

#[test]
fn what_cannot_work_is_named_with_its_key() {
    Jail::expect_with(|_| {
        let sms = |order: &str| format!("[routing.sms]\norder = {order}");
        let with = |more: &str| format!("[routing.sms]\norder = [\"gateway\"]\n{more}");
        for (text, named) in [
            (String::new(), "[routing.sms] order = [\"gateway\", \"twilio-eu\"]"),
            ("[routing.sms]\nprefixes = { \"+49\" = [\"gateway\"] }".into(), "[routing.sms] order ="),
            (sms("[\"pigeon\"]"), "routing.sms.order names `pigeon`, and there is no [providers.pigeon]"),
            (sms("[\"gateway\", \"gateway\"]"), "routing.sms.order names `gateway` twice"),
            (
                with("[routing.voice]\norder = [\"gateway\"]"),
                "routing.voice.order names `gateway`, which does not carry `voice`",
            ),
            (with("prefixes = { \"49\" = [\"gateway\"] }"), "routing.sms.prefixes.\"49\" must be +"),
            (with("prefixes = { \"+\" = [\"gateway\"] }"), "routing.sms.prefixes.\"+\" must be +"),
            (with("prefixes = { \"+0\" = [\"gateway\"] }"), "routing.sms.prefixes.\"+0\" must be +"),
            (with("prefixes = { \"+49\" = [] }"), "routing.sms.prefixes.\"+49\" names no provider"),
            (with("prefixes = { \"+49\" = [\"pigeon\"] }"), "routing.sms.prefixes.\"+49\" names `pigeon`"),
            (
                with("[routing.tenants.contoso.sms]\norder = [\"pigeon\"]"),
                "routing.tenants.contoso.sms.order names `pigeon`",
            ),
            (
                with("[routing.tenants.contoso.voice.prefixes]\n\"+49\" = [\"gateway\"]"),
                "routing.tenants.contoso.voice.prefixes.\"+49\" names `gateway`, which does not carry",
            ),
            (with("[routing.email]\norder = []"), "email"),
            (with("[routing.circuit]\nfailures = 0"), "routing.circuit.failures"),
            (with("[routing.circuit]\nwindow_seconds = 0"), "routing.circuit.window_seconds"),
            (
                with("[routing.circuit]\npause_seconds = 60\npause_max_seconds = 59"),
                "routing.circuit.pause_max_seconds",
            ),
            (
                "[notifier.lookups]\ntimes_max = 0\n[routing.sms]\norder = [\"gateway\"]".into(),
                "notifier.lookups.times_max",
            ),
        ] {
            let error = load(&text).expect_err(&text).to_string();
            assert!(error.contains(named), "{text}: {error}");
        }
        Ok(())
    });
}

#[test]
fn an_order_may_come_from_the_environment() {
    Jail::expect_with(|jail| {
        jail.set_env("REKEY__ROUTING__SMS__ORDER", "[\"gateway\", \"twilio-eu\"]");
        let routing = load("").expect("sound").routing;
        assert_eq!(routing.order(ProviderChannel::Sms, None, "+14255550134"), ["gateway", "twilio-eu"]);
        Ok(())
    });
}

#[test]
fn the_documented_example_is_one() {
    let documented = include_str!("../../../../../docs/operate.md");
    let (_, section) = documented.split_once("## Several providers").expect("the section");
    let example = section.split("```").nth(1).expect("an example");
    Jail::expect_with(|_| {
        let routing = load(example).expect("sound").routing;
        let order = |tenant| routing.order(ProviderChannel::Sms, tenant, "+4915112345678").join(" ");
        assert_eq!((order(None).as_str(), order(Some("contoso")).as_str()), ("gateway twilio-eu", "gateway twilio-eu"));
        let (written, default) = (&routing.circuit, CircuitConfig::default());
        assert_eq!(format!("{written:?}"), format!("{default:?}"), "the numbers are those without the section");
        Ok(())
    });
}
