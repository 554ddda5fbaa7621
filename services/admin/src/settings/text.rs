//! Single values of the settings file: names, host names, links, languages. `Err` is the reason, for the operator.

use axum::http::Uri;
use rekey_domain::EmailAddress;

/// Longest name of a tenant, group, help desk or person, in characters.
pub(super) const NAME_MAX_CHARS: usize = 100;
/// Longest link, in bytes.
const URL_MAX_BYTES: usize = 2000;
/// Longest host name, in bytes (RFC 1035 2.3.4, without the root's dot).
const HOST_MAX_BYTES: usize = 253;
/// Longest slug, and longest label of a host name (RFC 1035 2.3.4), in bytes.
const LABEL_MAX_BYTES: usize = 63;
/// Longest language tag, in bytes (RFC 5646 4.4.1).
const LOCALE_MAX_BYTES: usize = 35;

type Verdict = Result<(), String>;

/// A name for people: one line of text.
pub(super) fn name(text: &str) -> Verdict {
    let is_sound = (1..=NAME_MAX_CHARS).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control);
    require(is_sound, || format!("must be 1 to {NAME_MAX_CHARS} characters on one line, without space at the ends"))
}

/// A tenant's name in the file.
pub(super) fn slug(text: &str) -> Verdict {
    require(is_label(text), || "the tenant's key must be lower-case letters, digits and hyphens".into())
}

/// A host name as browsers send it: lower case, no scheme, no port.
pub(super) fn host(text: &str) -> Verdict {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(format!("`{text}` must be in lower case"));
    }
    let is_sound = text.len() <= HOST_MAX_BYTES && text.split('.').all(is_label);
    require(is_sound, || format!("`{text}` is not a host name: no scheme, port or path, and ASCII (`xn--`) only"))
}

fn is_label(text: &str) -> bool {
    (1..=LABEL_MAX_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A link to a page.
pub(super) fn page_url(text: &str) -> Verdict {
    require(is_page_url(text), || format!("`{text}` must be an http:// or https:// address"))
}

/// A link to a page, or an address to write to.
pub(super) fn help_url(text: &str) -> Verdict {
    let is_sound = match text.strip_prefix("mailto:") {
        Some(rest) => is_plain(text) && EmailAddress::parse(rest.split('?').next().unwrap_or("")).is_ok(),
        None => is_page_url(text),
    };
    require(is_sound, || format!("`{text}` must be an http:// or https:// address, or mailto:"))
}

/// An address that people write to.
pub(super) fn address(text: &str) -> Verdict {
    let is_sound = is_plain(text) && EmailAddress::parse(text).is_ok();
    require(is_sound, || format!("`{text}` must be an email address"))
}

/// A name and password before the host (`https://known.example@evil.example`) are never meant.
fn is_page_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let has_host = uri.authority().is_some_and(|host| !host.host().is_empty() && !host.as_str().contains('@'));
    is_plain(text) && is_web && has_host
}

fn is_plain(text: &str) -> bool {
    text.len() <= URL_MAX_BYTES && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
}

/// A language tag (BCP 47) by its shape.
pub(super) fn locale(text: &str) -> Verdict {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or("");
    let is_sound = text.len() <= LOCALE_MAX_BYTES
        && (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    require(is_sound, || format!("`{text}` is not a language tag such as `en` or `de-AT`"))
}

fn require(is_sound: bool, reason: impl FnOnce() -> String) -> Verdict {
    if is_sound { Ok(()) } else { Err(reason()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(check: fn(&str) -> Verdict, sound: &[&str], wrong: &[&str]) {
        for text in sound {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in wrong {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hosts_are_plain_lower_case_names() {
        let long = format!("{}.example", "a".repeat(64));
        agrees(
            host,
            &["reset.contoso.example", "localhost", "xn--bcher-kva.example", "127.0.0.1"],
            &[
                "",
                "Reset.example",
                "a.example:443",
                "https://a.example",
                "a..b",
                "a.example.",
                "b\u{FC}cher.example",
                &long,
            ],
        );
    }

    #[test]
    fn links_lead_to_pages_or_mailboxes_and_nowhere_else() {
        let long = format!("https://a.example/{}", "a".repeat(URL_MAX_BYTES));
        let wrong = [
            "",
            "portal.contoso.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://a.example/",
            "https://",
            "https:///path",
            "https://known.example@evil.example/",
            "https://a.example/ b",
            "https://a.example/\"><script>",
            "/help",
            &long,
        ];
        agrees(page_url, &["https://a.example/", "http://a.example:8080/x?y=z", "https://a.example"], &wrong);
        agrees(help_url, &["https://a.example/", "mailto:help@a.example", "mailto:help@a.example?subject=x"], &wrong);
        agrees(page_url, &[], &["mailto:help@a.example"]);
        agrees(help_url, &[], &["mailto:", "mailto:help", "mailto:help@a.example\r\nbcc:x@a.example"]);
    }

    #[test]
    fn names_and_languages_have_their_shape() {
        let (at_limit, past_it) = ("a".repeat(NAME_MAX_CHARS), "a".repeat(NAME_MAX_CHARS + 1));
        agrees(name, &["Contoso", "Zo\u{EB} & Co.", &at_limit], &["", " ", " a", "a\nb", "a\u{0}", &past_it]);
        agrees(slug, &["contoso", "a-1"], &["", "Contoso", "a_b", "-a", "a b"]);
        agrees(locale, &["en", "de-AT", "zh-Hant-TW"], &["", "e", "english", "en_US", "en-", "de-\u{E4}"]);
    }
}
