//! Gateways as operators write them: what is taken, and what is said of what is not.
#![expect(clippy::result_large_err, reason = "figment's own error type, in its test harness")]

use figment::Jail;

use super::*;
use crate::Config;
use crate::config::{ConfigError, ProviderConfig};

const SOUND: &str = r#"
[providers.gateway]
kind = "http"
url = "https://sms.example/v2/messages?key=S3CRET"
from = "Contoso"
json = '{"from": "{from}", "to": "{to}", "text": "{text}", "ttl": "{lifetime_seconds}"}'
headers = { "Idempotency-Key" = "{id}" }
[providers.gateway.auth]
scheme = "bearer"
secret = "S3CRETTOKEN"
[providers.gateway.accepted]
statuses = [200, 202]
pointer = "/status"
values = ["queued", "0"]
id_pointer = "/id"
[providers.gateway.refused]
statuses = [200, 400]
pointer = "/status"
values = ["21610"]
[providers.gateway.later]
statuses = [503]
"#;

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::load_over(&[text], &[])
}

/// What is read.
fn gateway(text: &str) -> HttpConfig {
    match load(text).expect(text).providers.remove("gateway") {
        Some(ProviderConfig::Http(config)) => *config,
        other => unreachable!("{other:?}"),
    }
}

/// The text of an error with these words; no secret is in it.
fn is_refused(text: &str, named: &str) {
    let error = load(text).expect_err(text);
    let shown = format!("{error} {error:?}");
    assert!(shown.contains(named), "{named}: {shown}\n{text}");
    assert!(!shown.contains("S3CRET"), "{shown}");
}

#[test]
fn a_gateway_is_read_and_has_defaults_for_the_rest() {
    Jail::expect_with(|_| {
        let read = gateway(SOUND);
        assert_eq!((read.method, read.timeout_seconds, read.from.as_deref()), (HttpMethod::Post, 10, Some("Contoso")));
        assert!(matches!(read.auth, HttpAuth::Bearer(_)));
        assert_eq!(read.later.expect("set"), Match { statuses: vec![503], expected: None });
        assert_eq!(read.id_pointer.as_deref(), Some("/id"));
        let least = gateway(
            "[providers.gateway]\nkind = \"http\"\nmethod = \"GET\"\nurl = \"http://127.0.0.1:9000/send\"\n\
             query = { to = \"{to_digits}\", text = \"{text}\" }",
        );
        assert_eq!(least.accepted, Match { statuses: vec![200, 201, 202], expected: None });
        assert!(least.refused.is_none() && least.later.is_none() && matches!(least.auth, HttpAuth::None));
        Ok(())
    });
}

#[test]
fn what_cannot_work_is_named_with_its_key() {
    const QUERY: &str = "query = { to = \"{to}\" }";
    Jail::expect_with(|_| {
        for (old, new, named) in [
            ("https://sms.example", "http://sms.example", "providers.gateway.url must start with https://"),
            ("https://sms.example", "https://S3CRET@sms.example", "providers.gateway.url must be an address"),
            ("https://sms.example/", "https://sms.example/{to}/", "providers.gateway.url must be an address"),
            ("\"https://sms.example/v2/messages?key=S3CRET\"", "\"sms.example\"", "providers.gateway.url must start"),
            ("\"{text}\"", "\"{code}\"", "providers.gateway.json has a place that is none of"),
            ("\"{text}\"", "\"hello\"", "providers.gateway.json, form or query must hold {text}"),
            ("\"{to}\"", "\"{id}\"", "must hold {to} or {to_digits}"),
            ("\"{text}\"", "\"{text} {secret}\"", "need auth.scheme = \"body\""),
            ("\"ttl\"", "ttl", "providers.gateway.json is not JSON: line 1, column 52"),
            ("from = \"Contoso\"\n", "", "providers.gateway.from must say"),
            ("from = \"Contoso\"", "from = \"\"", "providers.gateway.from must be"),
            ("from = \"Contoso\"", "from = \"Contoso\"\nform = { a = \"b\" }", "json or form must say"),
            ("from = \"Contoso\"", "from = \"Contoso\"\nmethod = \"GET\"", "has no body"),
            ("from = \"Contoso\"", "from = \"Contoso\"\nmethod = \"DELETE\"", "providers.gateway.method"),
            ("from = \"Contoso\"", "from = \"Contoso\"\ntimeout_seconds = 31", "timeout_seconds must be"),
            ("from = \"Contoso\"", "from = \"Contoso\"\naccount_sid = \"AC\"", "account_sid"),
            ("from = \"Contoso\"", "from = \"Contoso\"\nquery = { k = \"{secret}\" }", "providers.gateway.query:"),
            ("Idempotency-Key", "Authorization", "providers.gateway.headers.Authorization"),
            ("Idempotency-Key", "Content-Type", "providers.gateway.headers.Content-Type"),
            ("Idempotency-Key", "no header", "providers.gateway.headers.no header"),
            ("= \"{id}\"", "= \"{text}\"", "cannot stand in a header"),
            ("= \"{id}\"", "= \"a\\nb\"", "must be printable ASCII"),
            ("scheme = \"bearer\"", "scheme = \"digest\"", "providers.gateway.auth.scheme"),
            ("scheme = \"bearer\"", "scheme = \"basic\"", "providers.gateway.auth.username"),
            ("scheme = \"bearer\"", "scheme = \"basic\"\nusername = \"a:b\"", "providers.gateway.auth.username"),
            ("scheme = \"bearer\"", "scheme = \"bearer\"\nusername = \"a\"", "providers.gateway.auth.username"),
            ("scheme = \"bearer\"", "scheme = \"header\"", "providers.gateway.auth.name"),
            ("scheme = \"bearer\"", "scheme = \"header\"\nname = \"Host\"", "providers.gateway.auth.name"),
            ("scheme = \"bearer\"", "scheme = \"bearer\"\nname = \"X\"", "providers.gateway.auth.name"),
            ("scheme = \"bearer\"", "scheme = \"body\"", "needs {secret}"),
            ("S3CRETTOKEN", "", "providers.gateway.auth.secret"),
            ("S3CRETTOKEN", " S3CRET", "providers.gateway.auth.secret"),
            ("\"S3CRETTOKEN\"", "[\"S3CRETTOKEN\"]", "providers.gateway.auth.secret"),
            ("statuses = [200, 202]", "statuses = [302]", "providers.gateway.accepted.statuses: 302"),
            ("statuses = [200, 202]", "statuses = []", "providers.gateway.accepted.statuses"),
            ("values = [\"queued\", \"0\"]", "", "accepted.pointer and accepted.values go together"),
            ("values = [\"queued\", \"0\"]", "values = []", "accepted.pointer and accepted.values go together"),
            ("values = [\"queued\", \"0\"]", "values = [0]", "providers.gateway.accepted.values"),
            (
                "values = [\"queued\", \"0\"]",
                "values = [\"21610\"]",
                "refused.statuses: 200 is among those of accepted",
            ),
            ("pointer = \"/status\"\nvalues = [\"q", "pointer = \"status\"\nvalues = [\"q", "accepted.pointer must be"),
            ("\"/id\"", "\"/a~2\"", "providers.gateway.accepted.id_pointer must be"),
            ("[200, 400]", "[429]", "providers.gateway.refused.statuses: 429"),
            ("[200, 400]", "[302]", "providers.gateway.refused.statuses: 302"),
            ("pointer = \"/status\"\nvalues = [\"21610\"]", "", "providers.gateway.refused.statuses: 200 alone"),
            ("[503]", "[500]", "providers.gateway.later.statuses: 500 alone"),
            ("[503]", "[401]", "providers.gateway.later.statuses: 401"),
        ] {
            assert!(SOUND.contains(old), "{old}");
            is_refused(&SOUND.replacen(old, new, 1), named);
        }
        is_refused(&format!("[providers.gateway]\nkind = \"http\"\n{QUERY}"), "missing field `url`");
        Ok(())
    });
}

#[test]
fn credentials_may_stand_in_the_body() {
    Jail::expect_with(|_| {
        let body = SOUND
            .replace("scheme = \"bearer\"", "scheme = \"body\"\nusername = \"contoso\"")
            .replace("{\"from\"", "{\"user\": \"{username}\", \"password\": \"{secret}\", \"from\"");
        assert!(matches!(gateway(&body).auth, HttpAuth::Body(Some(_), _)));
        is_refused(&body.replace("\nusername = \"contoso\"", ""), "auth.username and {username}");
        is_refused(&body.replace("\"user\": \"{username}\", ", ""), "auth.username and {username}");
        Ok(())
    });
}

#[test]
fn no_debug_shows_what_an_operator_wrote() {
    Jail::expect_with(|_| {
        let text = SOUND.replace("\"{id}\"", "\"S3CRETHEADER\"").replace("\"{text}\"", "\"{text} S3CRETBODY\"");
        let config = load(&text).expect("sound");
        let shown = format!("{config:?} {:?} {:?}", gateway(&text).body, gateway(&text).headers);
        assert!(!shown.contains("S3CRET"), "{shown}");
        for (old, new) in [
            ("headers = {", "headers = [\"S3CRET\"]\nquery = {"),
            ("json = '", "json = { a = \"S3CRET\" }\nform = '"),
            ("url = \"", "url = [\"S3CRET\"]\nfrom_url = \""),
        ] {
            is_refused(&SOUND.replacen(old, new, 1), "providers.gateway");
        }
        Ok(())
    });
}

#[test]
fn a_gateway_comes_from_the_environment_and_its_secret_from_a_file() {
    Jail::expect_with(|jail| {
        jail.create_file("secret", "12345678\n")?;
        jail.set_env("REKEY__PROVIDERS__GATEWAY__KIND", "http");
        jail.set_env("REKEY__PROVIDERS__GATEWAY__URL", "https://sms.example/messages");
        jail.set_env("REKEY__PROVIDERS__GATEWAY__JSON", r#"{"To": "{to}", "Text": "{text}"}"#);
        jail.set_env("REKEY__PROVIDERS__GATEWAY__AUTH__SCHEME", "bearer");
        jail.set_env("REKEY__PROVIDERS__GATEWAY__AUTH__SECRET_FILE", "secret");
        jail.set_env("REKEY__PROVIDERS__GATEWAY__ACCEPTED__STATUSES", "[202]");
        let read = gateway("");
        let HttpAuth::Bearer(secret) = &read.auth else { unreachable!("{:?}", read.auth) };
        assert_eq!((secret.expose_secret(), read.accepted.statuses), ("12345678", vec![202]));
        let HttpBody::Json(JsonTemplate::Object(fields)) = read.body else { unreachable!("an object") };
        assert!(fields.iter().any(|(name, _)| name == "To"), "names keep their case");
        Ok(())
    });
}

#[test]
fn the_documented_example_is_one() {
    let documented = include_str!("../../../../../../docs/operate.md");
    let (_, section) = documented.split_once("## Text messages by any other gateway").expect("the section");
    let example = section.split("```").nth(1).expect("an example");
    Jail::expect_with(|_| {
        let read = gateway(example);
        assert_eq!(read.later.expect("set").statuses, [200, 503]);
        Ok(())
    });
}
