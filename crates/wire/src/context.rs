//! The context header: what the gateway knows of a request and a service needs, authenticated over method, path and time.
//!
//! `rekey-context: base64url(json) "." microseconds "." base64url(HMAC)`. A service refuses requests without it.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_domain::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::keys::MacRing;

/// Name of the header.
pub const CONTEXT_HEADER: &str = "rekey-context";

/// How far the clocks of two roles may be apart.
pub const CONTEXT_SKEW: Duration = Duration::from_secs(60);

/// Longest header that is looked at, in bytes.
pub const CONTEXT_MAX_BYTES: usize = 4096;

/// What the gateway knows of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestContext {
    /// Address of the client, as far as trusted proxies tell it.
    pub client_address: IpAddr,
    /// Host name asked for: without port, lower case.
    pub host: String,
    /// Names the request in logs, audit and problems.
    pub request_id: Uuid,
    /// The known-device token, as it was sent.
    pub device: Option<String>,
    /// Best accepted language (BCP 47).
    pub locale: Option<String>,
    /// What the client calls itself; at most 200 characters.
    pub user_agent: Option<String>,
    /// Who asks.
    pub client: ClientKind,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// The gateway's own pages: handles live in cookies and rotate.
    Page,
    /// A client of the JSON API.
    Api,
}

/// Why a request has no usable context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ContextError {
    /// Not of the expected form.
    #[error("the context header is malformed")]
    Malformed,
    /// Made for another request or by somebody else.
    #[error("the context header is not authentic")]
    NotAuthentic,
    /// Older or newer than [`CONTEXT_SKEW`].
    #[error("the context header is too old or too new")]
    Stale,
}

/// The key between the gateway and one role.
#[derive(Debug, Clone)]
pub struct ContextKey(MacRing);

impl ContextKey {
    pub(crate) fn new(ring: MacRing) -> Self {
        Self(ring)
    }

    /// The header's value for a request.
    pub fn sign(&self, context: &RequestContext, method: &str, path_and_query: &str, now: Timestamp) -> String {
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(context).unwrap_or_default());
        let time = now.micros().to_string();
        let tag = self.0.tag(&[method.as_bytes(), path_and_query.as_bytes(), time.as_bytes(), payload.as_bytes()]);
        format!("{payload}.{time}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    /// Reads the header of a request.
    ///
    /// # Errors
    /// When it is malformed, not made for this request with this key, or not of now.
    pub fn verify(
        &self,
        header: &str,
        method: &str,
        path_and_query: &str,
        now: Timestamp,
    ) -> Result<RequestContext, ContextError> {
        if header.len() > CONTEXT_MAX_BYTES {
            return Err(ContextError::Malformed);
        }
        let mut parts = header.split('.');
        let (Some(payload), Some(time), Some(tag), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ContextError::Malformed);
        };
        let tag = URL_SAFE_NO_PAD.decode(tag).map_err(|_| ContextError::Malformed)?;
        let signed = [method.as_bytes(), path_and_query.as_bytes(), time.as_bytes(), payload.as_bytes()];
        if !self.0.verify(&tag, &signed) {
            return Err(ContextError::NotAuthentic);
        }
        let made_at = Timestamp::from_micros(time.parse().map_err(|_| ContextError::Malformed)?);
        if now.since(made_at) > CONTEXT_SKEW || made_at.since(now) > CONTEXT_SKEW {
            return Err(ContextError::Stale);
        }
        let json = URL_SAFE_NO_PAD.decode(payload).map_err(|_| ContextError::Malformed)?;
        serde_json::from_slice(&json).map_err(|_| ContextError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Keys, Role};

    fn context() -> RequestContext {
        RequestContext {
            client_address: IpAddr::from([203, 0, 113, 9]),
            host: "reset.contoso.example".into(),
            request_id: Uuid::from_u128(1),
            device: None,
            locale: Some("de".into()),
            user_agent: None,
            client: ClientKind::Api,
        }
    }

    #[test]
    fn a_context_counts_for_its_own_request_role_and_time_only() {
        let mut next = 0u8;
        let keys = Keys::generate(&mut |buffer| {
            next += 1;
            buffer.fill(next);
        });
        let key = keys.context(Role::Orchestrator);
        let now = Timestamp::from_micros(1_000_000_000);
        let header = key.sign(&context(), "POST", "/api/v1/resets?a=b", now);
        let verify = |key: &ContextKey, method, path, at| key.verify(&header, method, path, at);
        assert_eq!(verify(&key, "POST", "/api/v1/resets?a=b", now), Ok(context()));
        assert_eq!(verify(&key, "GET", "/api/v1/resets?a=b", now), Err(ContextError::NotAuthentic));
        assert_eq!(verify(&key, "POST", "/api/v1/resets", now), Err(ContextError::NotAuthentic));
        let other = keys.context(Role::Registration);
        assert_eq!(verify(&other, "POST", "/api/v1/resets?a=b", now), Err(ContextError::NotAuthentic));
        let late = now.plus(Duration::from_secs(61));
        assert_eq!(verify(&key, "POST", "/api/v1/resets?a=b", late), Err(ContextError::Stale));
        assert_eq!(
            verify(&key, "POST", "/api/v1/resets?a=b", now.minus(Duration::from_secs(61))),
            Err(ContextError::Stale)
        );
        for bad in ["", "a.b", "a.b.c", &format!("{header}.x"), &"a".repeat(5000)] {
            assert!(key.verify(bad, "POST", "/api/v1/resets?a=b", now).is_err(), "{bad}");
        }
    }
}
