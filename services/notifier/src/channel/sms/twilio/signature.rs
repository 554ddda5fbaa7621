//! Signatures of Twilio's requests: HMAC-SHA1 under the account's token, over the address that Twilio called and then
//! every field of the form, by name.
//!
//! A field that comes several times is signed once per different value, in the order of the values, as Twilio's own
//! libraries check it.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;

/// Whether a signature is the right one; in constant time.
pub(super) fn is_right(token: &str, url: &str, fields: &[(String, String)], signature: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.as_bytes()) else { return false };
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    mac.update(url.as_bytes());
    let sorted: BTreeSet<&(String, String)> = fields.iter().collect();
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    mac.verify_slice(&signature).is_ok()
}

/// The address without its port, where it has one.
pub(super) fn without_port(public_url: &str) -> Option<&str> {
    let (base, port) = public_url.rsplit_once(':')?;
    (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const SIGNATURE: &str = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// The example of Twilio's documentation ("Security", validating requests).
    fn example() -> Vec<(String, String)> {
        fields(&[
            ("Digits", "1234"),
            ("To", "+18005551212"),
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+12349013030"),
            ("From", "+12349013030"),
        ])
    }

    #[test]
    fn the_documented_example_is_right() {
        assert!(is_right("12345", URL, &example(), SIGNATURE));
    }

    #[test]
    fn another_token_address_field_or_signature_is_wrong() {
        assert!(!is_right("12346", URL, &example(), SIGNATURE));
        for url in [
            "http://mycompany.com/myapp.php?foo=1&bar=2",
            "https://mycompany.com/myapp.php",
            "https://mycompany.com:443/myapp.php?foo=1&bar=2",
        ] {
            assert!(!is_right("12345", url, &example(), SIGNATURE), "{url}");
        }
        let mut more = example();
        more.push(("Extra".into(), "1".into()));
        assert!(!is_right("12345", URL, &more, SIGNATURE));
        assert!(!is_right("12345", URL, &example()[1..], SIGNATURE));
        for signature in
            ["", "0/KCTR6DLpKmkAf8muzZqo1nDgQ", "0/KCTR6DLpKmkAf8muzZqo1nDgR=", "1/KCTR6DLpKmkAf8muzZqo1nDgQ=", "no"]
        {
            assert!(!is_right("12345", URL, &example(), signature), "{signature}");
        }
    }

    #[test]
    fn a_field_that_comes_several_times_counts_once_for_each_value() {
        let sign = |text: &str| {
            let mut mac = Hmac::<Sha1>::new_from_slice(b"12345").expect("any length");
            mac.update(text.as_bytes());
            STANDARD.encode(mac.finalize().into_bytes())
        };
        let signature = sign("https://x/yA1A2B3");
        for several in
            [fields(&[("A", "2"), ("B", "3"), ("A", "1")]), fields(&[("A", "1"), ("A", "1"), ("B", "3"), ("A", "2")])]
        {
            assert!(is_right("12345", "https://x/y", &several, &signature), "{several:?}");
        }
    }

    #[test]
    fn a_port_is_told_from_a_scheme_and_from_an_address() {
        for (url, base) in [
            ("https://reset.contoso.example:8443", Some("https://reset.contoso.example")),
            ("https://reset.contoso.example", None),
            ("http://[::1]:8080", Some("http://[::1]")),
            ("http://[::1]", None),
        ] {
            assert_eq!(without_port(url), base, "{url}");
        }
    }
}
