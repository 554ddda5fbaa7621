//! Whether a form was sent from a page of ours: a tag bound to the browser's cookie, and what the browser says itself.
//!
//! Pages send `Referrer-Policy: no-referrer`, under which browsers write `Origin: null` on their own forms too; such an
//! origin counts only where `Sec-Fetch-Site`, which no page can write, says `same-origin`.

use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_wire::keys::MacRing;

use crate::arrival::text;

const PURPOSE: &[u8] = b"csrf";

/// The field `csrf` of every form for a browser with this cookie.
pub(crate) fn field(keys: &MacRing, cookie: &str) -> String {
    URL_SAFE_NO_PAD.encode(keys.tag(&[PURPOSE, cookie.as_bytes()]))
}

/// Whether a field was made for this cookie; in constant time.
pub(crate) fn is_ours(keys: &MacRing, cookie: &str, field: &str) -> bool {
    let tag = URL_SAFE_NO_PAD.decode(field).unwrap_or_default();
    keys.verify(&tag, &[PURPOSE, cookie.as_bytes()])
}

/// Whether the browser says nothing against it. `own` are the origins that are ours.
pub(crate) fn is_same_origin(headers: &HeaderMap, own: [&str; 2]) -> bool {
    let site = text(headers, "sec-fetch-site");
    let said_same = site == Some("same-origin");
    if headers.contains_key("sec-fetch-site") && !said_same && site != Some("none") {
        return false;
    }
    match text(headers, ORIGIN.as_str()) {
        Some("null") => said_same,
        Some(origin) => own.contains(&origin),
        None => !headers.contains_key(ORIGIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};
    use rekey_wire::keys::Keys;

    #[test]
    fn a_field_counts_for_its_own_cookie_only() {
        let keys = Keys::generate(&mut |buffer| buffer.fill(4));
        let made = field(keys.cookies(), "cookie");
        assert!(is_ours(keys.cookies(), "cookie", &made));
        assert!(!is_ours(keys.cookies(), "other", &made));
        assert!(!is_ours(keys.cookies(), "cookie", ""));
        assert!(!is_ours(keys.cookies(), "cookie", &made[..42]));
    }

    #[test]
    fn what_the_browser_says_must_not_be_another_site() {
        let own = ["https://reset.contoso.example", "https://other.contoso.example"];
        for (site, origin, ours) in [
            (None, None, true),
            (Some("same-origin"), None, true),
            (Some("none"), None, true),
            (Some("same-origin"), Some("null"), true),
            (Some("same-origin"), Some("https://reset.contoso.example"), true),
            (None, Some("https://other.contoso.example"), true),
            (None, Some("null"), false),
            (Some("none"), Some("null"), false),
            (Some("same-site"), None, false),
            (Some("cross-site"), None, false),
            (Some("cross-site"), Some("https://reset.contoso.example"), false),
            (None, Some("https://evil.example"), false),
            (None, Some("http://reset.contoso.example"), false),
            (None, Some(""), false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if let Some(value) = value {
                    headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
                }
            }
            assert_eq!(is_same_origin(&headers, own), ours, "{site:?} {origin:?}");
        }
    }
}
