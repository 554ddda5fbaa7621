//! The description of the public API (OpenAPI 3.1), served at `/api/v1/openapi.json` and kept in `docs/openapi.json`.
//!
//! The shapes are the bodies of `rekey_wire::http` themselves; the calls are written down here, beside the gateway that
//! passes them on.

use std::sync::LazyLock;

use rekey_wire::http::ProblemCode;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

mod calls;

/// The description as JSON, indented, with a line end.
pub fn openapi_json() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let json = Description::openapi().to_pretty_json().unwrap_or_default();
        format!("{json}\n")
    });
    &TEXT
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rekey",
        description = "Self-service password reset. Errors are problem documents (RFC 9457) with a stable `code`.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    servers((url = "/api/v1")),
    paths(
        calls::captcha,
        calls::start_reset,
        calls::current_reset,
        calls::cancel_reset,
        calls::reset_events,
        calls::start_challenge,
        calls::answer,
        calls::set_password,
        calls::unlock,
        calls::assess_password,
        calls::sign_in,
        calls::answer_sign_in,
        calls::sign_out,
        calls::me,
        calls::methods,
        calls::add_method,
        calls::set_up,
        calls::remove_method,
        calls::send_again,
        calls::verify_method,
        calls::security_questions,
        calls::set_security_questions,
        calls::draw_recovery_codes,
        calls::confirm,
        calls::registration_status,
        calls::ask_for_help,
        calls::branding,
        calls::admin_overview,
        calls::admin_resets,
        calls::admin_deliveries,
        calls::admin_dead_letters
    ),
    modifiers(&Tokens, &Codes)
)]
struct Description;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = |about: &str| {
            let mut http = Http::new(HttpAuthScheme::Bearer);
            http.description = Some(about.to_owned());
            SecurityScheme::Http(http)
        };
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("reset", scheme("The token of `POST /resets`."));
        components.add_security_scheme("application", scheme("A token of `rekey admin token create`."));
        components.add_security_scheme("sign_in", scheme("The token of `POST /sign-ins`."));
    }
}

/// Names every stable code where problems are described.
struct Codes;

impl Modify for Codes {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let line = |code: &ProblemCode| format!("- `{}` ({}): {}", code.code(), code.status(), code.title());
        let codes: Vec<_> = ProblemCode::ALL.iter().map(line).collect();
        let about = openapi.info.description.get_or_insert_default();
        about.push_str("\n\nCodes:\n\n");
        about.push_str(&codes.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn the_description_in_docs_is_the_one_that_is_served() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        if std::env::var_os("REKEY_UPDATE_DOCS").is_some() {
            std::fs::write(&file, openapi_json()).expect("docs can be written");
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == openapi_json(), "docs/openapi.json is stale: run the tests once with REKEY_UPDATE_DOCS=1");
    }

    #[test]
    fn every_call_has_a_path_that_is_passed_on_and_says_how_it_fails() {
        let json: serde_json::Value = serde_json::from_str(openapi_json()).expect("JSON");
        assert_eq!(json["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
        let paths = json["paths"].as_object().expect("paths");
        assert_eq!(paths.len(), 27);
        for (path, calls) in paths {
            let full = format!("/api/v1{path}");
            assert!(path == "/captcha" || crate::upstream::Upstream::of(&full).is_some(), "{path}");
            for (method, call) in calls.as_object().expect("calls") {
                let answers = call["responses"].as_object().expect("answers");
                assert!(answers.contains_key("default"), "{method} {path}");
            }
        }
    }

    #[test]
    fn every_shape_that_is_named_is_described() {
        let json: serde_json::Value = serde_json::from_str(openapi_json()).expect("JSON");
        let known = json["components"]["schemas"].as_object().expect("schemas");
        let named: BTreeSet<_> =
            openapi_json().split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(named.len() > 15);
        for name in named {
            assert!(known.contains_key(name), "{name}");
        }
    }
}
