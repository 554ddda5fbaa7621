//! Reading JSON bodies: every way to be wrong has its own problem.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use rekey_wire::http::{Problem, ProblemCode};
use serde::de::DeserializeOwned;

use crate::ApiProblem;

/// Largest body of the JSON API, in bytes.
pub const JSON_MAX_BYTES: usize = 64 * 1024;

/// A JSON object read from the body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        let body = Limited::new(request.into_body(), JSON_MAX_BYTES).collect().await.map_err(|error| {
            let too_large = error.downcast_ref::<LengthLimitError>().is_some();
            ApiProblem::from(if too_large { ProblemCode::BodyTooLarge } else { ProblemCode::MalformedBody })
        })?;
        parse(&body.to_bytes()).map(Self)
    }
}

/// Reads a JSON object. Arrays are refused where an object is meant, whatever serde could make of them.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiProblem> {
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(ProblemCode::MalformedBody.into());
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        if error.inner().is_data() {
            let field = error.path().to_string();
            let problem = Problem::new(ProblemCode::InvalidField);
            // Names of members that nobody knows are the client's own words: not repeated.
            let named = field != "." && !error.inner().to_string().starts_with("unknown field");
            ApiProblem::from(if named { problem.field(&field) } else { problem })
        } else {
            ProblemCode::MalformedBody.into()
        }
    })?;
    reader.end().map_err(|_| ApiProblem::from(ProblemCode::MalformedBody))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_wire::http::StartReset;

    #[test]
    fn every_way_to_be_wrong_has_its_code() {
        let long = format!(r#"{{"user_id":{}"#, "[".repeat(5000));
        for (body, code) in [
            ("", "malformed_body"),
            ("null", "malformed_body"),
            (r#"["alice","x"]"#, "malformed_body"),
            (r#"{"user_id":"alice""#, "malformed_body"),
            (r#"{"user_id":"alice","captcha":"x"} {}"#, "malformed_body"),
            (r#"{"user_id":["alice"],"captcha":"x"}"#, "invalid_field"),
            (r#"{"user_id":{"0":"alice"},"captcha":"x"}"#, "invalid_field"),
            (r#"{"user_id":null,"captcha":"x"}"#, "invalid_field"),
            (r#"{"user_id":7,"captcha":"x"}"#, "invalid_field"),
            (r#"{"user_id":"alice"}"#, "invalid_field"),
            (r#"{"user_id":"alice","user_id":"bob","captcha":"x"}"#, "invalid_field"),
            (r#"{"user_id":"alice","captcha":"x","email":"m@evil.example"}"#, "invalid_field"),
            (long.as_str(), "invalid_field"),
        ] {
            let problem = parse::<StartReset>(body.as_bytes()).expect_err(body);
            assert_eq!(problem.0.code, code, "{body}");
        }
        assert!(parse::<StartReset>(br#" {"user_id":"alice","captcha":"x"} "#).is_ok());
        let wrong = parse::<StartReset>(br#"{"user_id":7,"captcha":"x"}"#).expect_err("wrong type");
        assert_eq!(wrong.0.field.as_deref(), Some("user_id"));
    }
}
