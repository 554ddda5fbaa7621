//! User IDs: one canonical form, the same here, in the store and in every limit.
//!
//! The local part is ASCII and case-insensitive; a domain is a host name in IDNA form. A spelling that would need
//! Unicode mapping to become a valid name (`mıke@`, `ﬁrm.example`, full-width letters) is refused, never mapped, so
//! that a look-alike cannot stand for another account.

use thiserror::Error;

/// Longest user ID, in bytes (RFC 5321 4.5.3.1: 64 + 1 + 255, of which 254 can be mailed to).
pub const USER_ID_MAX_BYTES: usize = 254;
const LOCAL_MAX_BYTES: usize = 64;

/// The canonical form of what a person types to say who they are: `alice@contoso.example`, or `alice` alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId {
    text: String,
    at: Option<usize>,
}

/// Why a text is not a user ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UserIdError {
    /// Nothing but white space.
    #[error("the user ID is empty")]
    Empty,
    /// More than [`USER_ID_MAX_BYTES`].
    #[error("the user ID is longer than 254 characters")]
    TooLong,
    /// A character that no user ID has, or more than one `@`.
    #[error("the user ID has a character that is not allowed")]
    BadCharacter,
    /// The part after `@` is not a host name.
    #[error("the part after @ is not a domain")]
    BadDomain,
}

impl UserId {
    /// Reads a user ID as typed. White space around it is ignored, nothing else is repaired.
    ///
    /// # Errors
    /// When it is empty, too long, has a character outside the canonical form, or a domain that is not one.
    pub fn parse(typed: &str) -> Result<Self, UserIdError> {
        if typed.len() > USER_ID_MAX_BYTES * 4 {
            return Err(UserIdError::TooLong);
        }
        let typed = typed.trim_matches([' ', '\t']);
        if typed.is_empty() {
            return Err(UserIdError::Empty);
        }
        let (local, domain) = match typed.split_once('@') {
            Some((local, domain)) => (local, Some(domain)),
            None => (typed, None),
        };
        let mut text = canonical_local(local)?;
        let at = domain.map(|_| text.len());
        if let Some(domain) = domain {
            text.push('@');
            text.push_str(&canonical_domain(domain)?);
        }
        if text.len() > USER_ID_MAX_BYTES {
            return Err(UserIdError::TooLong);
        }
        Ok(Self { text, at })
    }

    /// The whole canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before `@`.
    pub fn local(&self) -> &str {
        &self.text[..self.at.unwrap_or(self.text.len())]
    }

    /// What stands after `@`, in IDNA (ASCII) form.
    pub fn domain(&self) -> Option<&str> {
        self.at.map(|at| &self.text[at + 1..])
    }
}

fn canonical_local(local: &str) -> Result<String, UserIdError> {
    if local.is_empty() {
        return Err(UserIdError::Empty);
    }
    if local.len() > LOCAL_MAX_BYTES {
        return Err(UserIdError::TooLong);
    }
    // RFC 5322 atext and the dot; quoted local parts are not accepted.
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if !local.chars().all(allowed) {
        return Err(UserIdError::BadCharacter);
    }
    Ok(local.to_ascii_lowercase())
}

/// The ASCII (IDNA) form of a domain, exactly as it would be stored.
///
/// # Errors
/// When it is not a host name of at least two labels, or is a Unicode spelling that IDNA would have to map.
pub fn canonical_domain(domain: &str) -> Result<String, UserIdError> {
    if domain.contains('@') {
        return Err(UserIdError::BadCharacter);
    }
    let lower = domain.to_ascii_lowercase();
    // Holds lengths, letters and dashes against RFC 1123 as well.
    let ascii = idna::domain_to_ascii_strict(&lower).map_err(|_| UserIdError::BadDomain)?;
    let (unicode, outcome) = idna::domain_to_unicode(&ascii);
    if outcome.is_err() || (!lower.is_ascii() && unicode != lower) {
        return Err(UserIdError::BadDomain);
    }
    if ascii.contains('.') { Ok(ascii) } else { Err(UserIdError::BadDomain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(typed: &str) -> Result<String, UserIdError> {
        UserId::parse(typed).map(|id| id.as_str().to_owned())
    }

    #[test]
    fn twenty_spellings_of_one_user_id_are_one() {
        for typed in [
            "alice@contoso.example",
            "Alice@contoso.example",
            "ALICE@CONTOSO.EXAMPLE",
            " alice@contoso.example",
            "alice@contoso.example  ",
            "\talice@Contoso.Example",
        ] {
            assert_eq!(canonical(typed).as_deref(), Ok("alice@contoso.example"), "{typed:?}");
        }
    }

    #[test]
    fn look_alikes_are_refused_and_never_mapped() {
        for typed in [
            "m\u{131}ke@example.org",
            "mi\u{212A}e@example.org",
            "\u{FF41}lice@contoso.example",
            "alice@\u{FB01}rm.example",
            "alice@CONTO\u{17F}O.example",
            "alice@conto\u{17F}o.example",
            "alice@\u{212A}iwi.example",
            "alice@contoso\u{3002}example",
            "al\u{200B}ice@contoso.example",
            "al\u{AD}ice@contoso.example",
            "alice@con\u{AD}toso.example",
        ] {
            assert!(canonical(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn no_code_point_that_folds_to_ascii_can_stand_for_it() {
        for c in ('\u{80}'..='\u{10FFFF}').filter(|c| !c.is_whitespace()) {
            assert!(canonical(&format!("{c}lice")).is_err(), "{c:?} in the local part");
        }
    }

    #[test]
    fn a_domain_with_umlauts_has_one_ascii_form() {
        assert_eq!(canonical("eva@b\u{FC}cher.example").as_deref(), Ok("eva@xn--bcher-kva.example"));
        assert_eq!(canonical("eva@xn--bcher-kva.example").as_deref(), Ok("eva@xn--bcher-kva.example"));
    }

    #[test]
    fn lists_quotes_and_control_characters_are_refused() {
        for typed in [
            "",
            " ",
            "@",
            "@contoso.example",
            "a@",
            "a@b@c.example",
            "v,a@x.example",
            "v;a@x.example",
            "a b@x.example",
            "a\n@x.example",
            "a@x.example\nb",
            "a\0@x.example",
            "\"a\"@x.example",
            "a@localhost",
            "a@-x.example",
            "a@x..example",
            "a@x.example.",
            "a@[127.0.0.1]",
        ] {
            assert!(canonical(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn a_domain_has_labels_of_letters_digits_and_inner_dashes() {
        let is_sound = |domain: &str| canonical_domain(domain).is_ok();
        for c in (0..=0x7F).map(char::from) {
            let is_inner = c.is_ascii_alphanumeric() || c == '-' || c == '.';
            assert_eq!(is_sound(&format!("a{c}b.example")), is_inner, "{c:?}");
        }
        let label = |length: usize| "b".repeat(length);
        assert!(is_sound(&format!("{}.example", label(63))));
        assert!(!is_sound(&format!("{}.example", label(64))));
        let longest = format!("{0}.{0}.{0}.{1}", label(63), label(61));
        assert_eq!(longest.len(), 253);
        assert!(is_sound(&longest));
        assert!(!is_sound(&format!("{longest}b")));
        for domain in
            ["", "localhost", "-x.example", "x-.example", "x.-example", "x..example", ".x.example", "x.example."]
        {
            assert!(!is_sound(domain), "{domain}");
        }
    }

    #[test]
    fn lengths_are_limited_at_the_limit_and_not_before() {
        let local = "a".repeat(64);
        assert!(canonical(&format!("{local}@x.example")).is_ok());
        assert_eq!(canonical(&format!("{local}a@x.example")), Err(UserIdError::TooLong));
        let longest = format!("{local}@{0}.{0}.{1}.example", "x".repeat(63), "x".repeat(53));
        assert_eq!(longest.len(), USER_ID_MAX_BYTES);
        assert!(canonical(&longest).is_ok());
        assert_eq!(canonical(&longest.replace("example", "examples")), Err(UserIdError::TooLong));
        let typed = |bytes: usize| format!("{:bytes$}", "a");
        assert_eq!(canonical(&typed(4 * USER_ID_MAX_BYTES)).as_deref(), Ok("a"));
        assert_eq!(canonical(&typed(4 * USER_ID_MAX_BYTES + 1)), Err(UserIdError::TooLong));
    }

    #[test]
    fn parts_are_given_back() {
        let id = UserId::parse("Bob@Contoso.Example").expect("parses");
        assert_eq!((id.local(), id.domain()), ("bob", Some("contoso.example")));
        let id = UserId::parse("bob").expect("parses");
        assert_eq!((id.local(), id.domain()), ("bob", None));
    }
}
