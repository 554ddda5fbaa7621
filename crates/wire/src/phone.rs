//! Typed phone numbers, and how contacts are masked.
//!
//! A hint has the same shape for every contact of its kind: it shows the last two digits of a number, and the first
//! letters of an address's two halves. What is typed is parsed by libphonenumber's data.

use phonenumber::{Mode, Type, country, metadata::DATABASE};
use rekey_domain::{EmailAddress, PhoneNumber};
use thiserror::Error;

/// Longest text that is looked at as a number, in bytes.
pub const TYPED_NUMBER_MAX_BYTES: usize = 40;

/// Why a typed number cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneProblem {
    /// Not a complete number.
    #[error("not a complete phone number")]
    Invalid,
    /// Premium, shared-cost, satellite, a short code, or a line that takes no text messages.
    #[error("codes cannot be sent to this kind of number")]
    KindRefused,
    /// A country that the tenant does not allow.
    #[error("codes are not sent to numbers of this country")]
    CountryNotAllowed,
}

/// Reads a number as typed: with `+`, or national in the country.
///
/// # Errors
/// [`PhoneProblem::Invalid`] when it is not a possible and valid number.
pub fn parse_typed(typed: &str, country: Option<&str>) -> Result<PhoneNumber, PhoneProblem> {
    Ok(parse(typed, country)?.0)
}

/// Reads a number for registration by text message: its kind and country must be allowed.
///
/// # Errors
/// Says which of the three it fails on.
pub fn parse_for_sms(typed: &str, country: Option<&str>, allowed: &[String]) -> Result<PhoneNumber, PhoneProblem> {
    let (number, parsed) = parse(typed, country)?;
    let kind = parsed.number_type(&DATABASE);
    if !matches!(kind, Type::Mobile | Type::FixedLineOrMobile | Type::PersonalNumber) {
        return Err(PhoneProblem::KindRefused);
    }
    let home = parsed.country().id().map(|id| id.as_ref().to_owned());
    let is_allowed = home.is_some_and(|home| allowed.iter().any(|code| code.eq_ignore_ascii_case(&home)));
    if is_allowed { Ok(number) } else { Err(PhoneProblem::CountryNotAllowed) }
}

fn parse(typed: &str, country: Option<&str>) -> Result<(PhoneNumber, phonenumber::PhoneNumber), PhoneProblem> {
    let plain = typed.trim();
    let sound = plain.len() <= TYPED_NUMBER_MAX_BYTES
        && plain.chars().all(|c| c.is_ascii_digit() || "+-./() \u{a0}\u{202f}".contains(c))
        && !plain.chars().skip(1).any(|c| c == '+');
    if !sound {
        return Err(PhoneProblem::Invalid);
    }
    let region = country.and_then(|code| code.to_ascii_uppercase().parse::<country::Id>().ok());
    let parsed = phonenumber::parse(region, plain).map_err(|_| PhoneProblem::Invalid)?;
    if !parsed.is_valid() {
        return Err(PhoneProblem::Invalid);
    }
    let text = parsed.format().mode(Mode::E164).to_string();
    let number = PhoneNumber::from_e164(&text).map_err(|_| PhoneProblem::Invalid)?;
    Ok((number, parsed))
}

/// Calling code of a country (ISO 3166 alpha-2), without `+`.
pub fn calling_code(country: &str) -> Option<u16> {
    DATABASE.by_id(country).map(|metadata| metadata.country_code())
}

/// `+* *** *** **67`: the same shape for every number.
pub fn phone_hint(number: &PhoneNumber) -> String {
    phone_hint_of(number.last_two())
}

/// The hint of a number that ends in these two digits.
pub fn phone_hint_of(last_two: &str) -> String {
    format!("+* *** *** **{last_two}")
}

/// `f***@c***`: the first letters of both halves.
pub fn email_hint(address: &EmailAddress) -> String {
    let first = |text: &str| text.chars().next().unwrap_or('*');
    email_hint_of(first(address.as_str()), first(address.domain()))
}

/// The hint of an address whose halves begin with these letters.
pub fn email_hint_of(local: char, domain: char) -> String {
    format!("{local}***@{domain}***")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_and_without_their_country() {
        let expected = PhoneNumber::from_e164("+14255550167").expect("a number");
        for (typed, country) in [
            ("+14255550167", None),
            ("+1 (425) 555-0167", None),
            ("425 555 0167", Some("US")),
            (" (425) 555.0167 ", Some("us")),
            ("+1 425\u{a0}555 0167", Some("DE")),
        ] {
            assert_eq!(parse_typed(typed, country), Ok(expected.clone()), "{typed}");
        }
        for (typed, country) in [
            ("", Some("US")),
            ("425 555 0167", None),
            ("555 0167", Some("US")),
            ("+1 425 555 016", None),
            ("+1 425 555 01677", None),
            ("+1425555０１６７", None),
            ("+14255550167;ext=3", None),
            ("+14255550167,+14255550168", None),
            ("++14255550167", None),
            ("+999 123 456 789", None),
            ("alice@contoso.example", Some("US")),
        ] {
            assert_eq!(parse_typed(typed, country), Err(PhoneProblem::Invalid), "{typed}");
        }
        assert_eq!(parse_typed(&"1".repeat(4000), Some("US")), Err(PhoneProblem::Invalid));
    }

    #[test]
    fn kinds_that_cost_or_cannot_be_texted_are_refused() {
        let allowed = ["US", "GB", "DE", "FR"].map(String::from);
        let read = |typed: &str| parse_for_sms(typed, None, &allowed);
        assert!(read("+1 425 555 0167").is_ok());
        assert!(read("+49 1512 3456789").is_ok());
        assert!(read("+44 7400 123456").is_ok());
        for refused in ["+1 900 234 5678", "+44 20 7031 3000", "+49 30 123456", "+44 843 012 3456", "+1 800 234 5678"] {
            assert_eq!(read(refused), Err(PhoneProblem::KindRefused), "{refused}");
        }
        assert_eq!(read("+43 664 123456"), Err(PhoneProblem::CountryNotAllowed));
        for never in ["+881 612345678", "+979 123456789", "+882 3421234"] {
            assert!(read(never).is_err(), "{never}");
        }
    }

    #[test]
    fn hints_have_one_shape() {
        let number = PhoneNumber::from_e164("+4915123456789;ext=12").expect("a number");
        assert_eq!(phone_hint(&number), "+* *** *** **89");
        let address = EmailAddress::parse("frank@gmail.example").expect("an address");
        assert_eq!(email_hint(&address), "f***@g***");
    }

    #[test]
    fn calling_codes_are_known() {
        assert_eq!(calling_code("US"), Some(1));
        assert_eq!(calling_code("AT"), Some(43));
        assert_eq!(calling_code("XX"), None);
    }
}
