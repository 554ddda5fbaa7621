//! Headers of every answer: what a browser may do with it, and that it keeps nothing.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};

use crate::assets;
use crate::settings::Settings;

/// Nothing but our own files; nothing inline; nobody frames us (SECURITY.md R70).
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);

const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), \
     publickey-credentials-create=(self), publickey-credentials-get=(self)",
);

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// One year (ASVS 3.4.1).
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

/// Puts them on. An asset that is there is kept for as long as it says itself.
pub(crate) fn put(settings: &Settings, path: &str, headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if settings.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    if !(path.starts_with(assets::PREFIX) && headers.contains_key(CACHE_CONTROL)) {
        headers.insert(CACHE_CONTROL, NOT_KEPT);
    }
}

/// Headers that belong to one connection, or to the gateway and a service alone.
const NOT_PASSED_BACK: [&str; 11] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "set-cookie",
    ROTATED_TOKEN,
    rekey_wire::context::CONTEXT_HEADER,
];

/// Header of an answer whose request's token is replaced; for pages only.
pub(crate) const ROTATED_TOKEN: &str = "rekey-rotated-token";

/// Takes off what a client must not see of an upstream's answer.
pub(crate) fn take_off_hops(headers: &mut HeaderMap) {
    let named: Vec<String> = headers
        .get_all("connection")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(',').map(|name| name.trim().to_ascii_lowercase()))
        .collect();
    for name in NOT_PASSED_BACK {
        headers.remove(name);
    }
    for name in named {
        headers.remove(name.as_str());
    }
}
