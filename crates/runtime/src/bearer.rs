//! Bearer tokens of requests.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use rekey_wire::http::ProblemCode;
use rekey_wire::secret::Token;

use crate::ApiProblem;

/// The token of `Authorization: Bearer`. A missing or malformed one is answered like an unknown one.
#[derive(Debug)]
pub struct Bearer(pub Token);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            header.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = token.and_then(|(_, token)| Token::parse(token.trim()));
        token.map(Self).ok_or_else(|| ProblemCode::TokenInvalid.into())
    }
}
