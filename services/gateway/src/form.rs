//! Reading a form of ours. The only way to its fields goes through the checks that it is ours: a handler cannot forget them.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use rekey_wire::http::ProblemCode;

use crate::arrival::text;
use crate::bodies::whole;
use crate::service::Gateway;
use crate::visitor::{Stop, Visitor};

/// Fields of a form.
const FIELDS_MAX: usize = 32;

/// The fields of a form that one of our pages sent.
#[derive(Debug)]
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    /// A field without the spaces around it; empty where it is missing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.secret(name).trim()
    }

    /// A field as it was typed; empty where it is missing.
    pub(crate) fn secret(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    fn parse(body: &[u8]) -> Result<Self, ProblemCode> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            if fields.len() == FIELDS_MAX || fields.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(ProblemCode::MalformedBody);
            }
        }
        Ok(Self(fields))
    }
}

impl FromRequest<Gateway> for Form {
    type Rejection = Stop;

    async fn from_request(request: Request, _: &Gateway) -> Result<Self, Stop> {
        let (parts, body) = request.into_parts();
        let visitor = parts.extensions.get::<Visitor>().ok_or(ProblemCode::InternalError)?;
        if !visitor.is_same_origin(&parts.headers) {
            return Err(ProblemCode::CsrfFailed.into());
        }
        let kind = text(&parts.headers, CONTENT_TYPE.as_str()).unwrap_or("").split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        let form = Self::parse(&whole(body).await?)?;
        if visitor.is_own_token(form.secret("csrf")) { Ok(form) } else { Err(ProblemCode::CsrfFailed.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stands_once() {
        let form = Form::parse(b"user_id=+alice%40contoso.example+&password=+x+").expect("a form");
        assert_eq!(form.text("user_id"), "alice@contoso.example");
        assert_eq!(form.secret("password"), " x ");
        assert_eq!(form.text("code"), "");
        assert!(Form::parse(b"code=1&code=2").is_err());
        assert!(Form::parse(b"code=1&c%6fde=2").is_err());
    }

    #[test]
    fn a_form_has_so_many_fields_and_no_more() {
        let fields = |count: usize| (0..count).map(|number| format!("f{number}=x&")).collect::<String>();
        assert!(Form::parse(fields(FIELDS_MAX).as_bytes()).is_ok());
        assert!(Form::parse(fields(FIELDS_MAX + 1).as_bytes()).is_err());
    }
}
