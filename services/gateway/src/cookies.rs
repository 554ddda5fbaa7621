//! The gateway's cookies: which there are, and how they are written and read.
//!
//! All are HttpOnly, SameSite=Lax, for every path and this host alone. Behind TLS their names start with `__Host-`, so that
//! no other host can plant them; the demo on plain http has to do without.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// 400 days: the longest that browsers keep a cookie (RFC 6265bis).
const LONG_SECONDS: u32 = 400 * 24 * 60 * 60;

/// A cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Token of the reset under way.
    Reset,
    /// Token of the sign-in for registration.
    SignIn,
    /// Token of an administrator's sign-in.
    Administrator,
    /// This browser has been used by its owner before.
    Device,
    /// What the forms' tokens are bound to.
    Csrf,
    /// The language that was chosen.
    Language,
    /// Domain of the user ID that was typed last: pages speak in the name of its organisation.
    Domain,
    /// A contact that is being set up: what the page of its code says.
    Setup,
    /// The change for which an administrator signs in again, until the second factor is answered: a name of a fixed list.
    Change,
}

impl Cookie {
    fn stem(self) -> &'static str {
        match self {
            Self::Reset => "rekey-reset",
            Self::SignIn => "rekey-sign-in",
            Self::Administrator => "rekey-administrator",
            Self::Device => "rekey-device",
            Self::Csrf => "rekey-csrf",
            Self::Language => "rekey-language",
            Self::Domain => "rekey-domain",
            Self::Setup => "rekey-setup",
            Self::Change => "rekey-change",
        }
    }

    fn prefix(secure: bool) -> &'static str {
        if secure { "__Host-" } else { "" }
    }

    /// Its value in a request, if it is there once.
    pub(crate) fn read(self, headers: &HeaderMap, secure: bool) -> Option<String> {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter_map(|(name, value)| {
            (name.strip_prefix(Self::prefix(secure)) == Some(self.stem())).then_some(value)
        });
        let (value, None) = (values.next()?, values.next()) else { return None };
        Some(value.to_owned())
    }

    /// The header that sets it; none for a value that no cookie can have.
    pub(crate) fn set(self, value: &str, secure: bool) -> Option<HeaderValue> {
        let age = match self {
            Self::Device | Self::Language => Some(LONG_SECONDS),
            Self::Reset
            | Self::SignIn
            | Self::Administrator
            | Self::Csrf
            | Self::Domain
            | Self::Setup
            | Self::Change => None,
        };
        let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        value.bytes().all(known).then(|| self.line(value, age, secure)).flatten()
    }

    /// The header that takes it away.
    pub(crate) fn clear(self, secure: bool) -> Option<HeaderValue> {
        self.line("", Some(0), secure)
    }

    fn line(self, value: &str, age_seconds: Option<u32>, secure: bool) -> Option<HeaderValue> {
        let age = age_seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let tail = if secure { "; Secure" } else { "" };
        let (prefix, stem) = (Self::prefix(secure), self.stem());
        HeaderValue::from_str(&format!("{prefix}{stem}={value}; Path=/; HttpOnly; SameSite=Lax{age}{tail}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_a_cookie_is_bound_to_its_host() {
        let set = Cookie::Reset.set("abc", true).expect("a value");
        assert_eq!(set, "__Host-rekey-reset=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        let set = Cookie::Device.set("abc", false).expect("a value");
        assert_eq!(set, "rekey-device=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
        assert!(Cookie::Reset.set("a; Domain=evil.example", true).is_none());
    }

    #[test]
    fn a_cookie_is_read_by_its_whole_name_and_never_when_there_are_two() {
        let read = |line: &'static str, secure| {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(line))]);
            Cookie::Reset.read(&headers, secure)
        };
        assert_eq!(read("a=b; __Host-rekey-reset=x; c=d", true).as_deref(), Some("x"));
        assert_eq!(read("rekey-reset=x", true), None);
        assert_eq!(read("rekey-reset=x", false).as_deref(), Some("x"));
        assert_eq!(read("rekey-reset=x; rekey-reset=y", false), None);
        assert_eq!(read("rekey-reset2=x", false), None);
    }
}
