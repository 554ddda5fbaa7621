//! Typed phone numbers, and how contacts are masked.
//!
//! A hint has the same shape for every contact of its kind: it shows the last two digits of a number, and the first
//! letters of an address's two halves. What is typed is parsed by libphonenumber's data.

use phonenumber::{Mode, Type, country, metadata::DATABASE};
use rekey_domain::{EmailAddress, PhoneNumber};
use thiserror::Error;

use crate::digits;

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
    let typed = &plain(typed);
    if is_of_no_country(typed) {
        return Err(PhoneProblem::KindRefused);
    }
    let is_short = |problem| if is_short_code(typed) { PhoneProblem::KindRefused } else { problem };
    let (number, parsed) = parse(typed, country).map_err(is_short)?;
    let kind = parsed.number_type(&DATABASE);
    if !matches!(kind, Type::Mobile | Type::FixedLineOrMobile | Type::PersonalNumber) {
        return Err(PhoneProblem::KindRefused);
    }
    if is_of(&parsed, allowed) { Ok(number) } else { Err(PhoneProblem::CountryNotAllowed) }
}

/// Whether a code may go to a number, whoever put it there: to none that is premium or satellite, or of a country that is not
/// allowed. Fixed lines are called.
///
/// # Errors
/// Says which of the two it fails on.
pub fn may_be_reached(number: &PhoneNumber, allowed: &[String]) -> Result<(), PhoneProblem> {
    let parsed = phonenumber::parse(None, number.e164()).map_err(|_| PhoneProblem::KindRefused)?;
    let costs = [Type::PremiumRate, Type::SharedCost, Type::Pager, Type::Uan];
    if is_of_no_country(number.e164()) || costs.contains(&parsed.number_type(&DATABASE)) {
        return Err(PhoneProblem::KindRefused);
    }
    if is_of(&parsed, allowed) { Ok(()) } else { Err(PhoneProblem::CountryNotAllowed) }
}

/// Whether it is of one of these countries. One whose country the numbering plan does not tell is of none.
fn is_of(number: &phonenumber::PhoneNumber, allowed: &[String]) -> bool {
    let home = number.country().id().map(|id| id.as_ref().to_owned());
    home.is_some_and(|home| allowed.iter().any(|code| code.eq_ignore_ascii_case(&home)))
}

/// The country of a number (ISO 3166 alpha-2), where the numbering plan tells it.
pub fn country_of(number: &PhoneNumber) -> Option<String> {
    let parsed = phonenumber::parse(None, number.e164()).ok()?;
    parsed.country().id().map(|id| id.as_ref().to_owned())
}

/// Calling codes of networks without a country, satellites among them, and of numbers for everybody at a price (ITU-T E.164.D).
const OF_NO_COUNTRY: [&str; 8] = ["800", "808", "870", "878", "881", "882", "883", "979"];

fn is_of_no_country(typed: &str) -> bool {
    let digits = typed.trim().strip_prefix('+').map(|rest| rest.trim_start());
    digits.is_some_and(|digits| OF_NO_COUNTRY.iter().any(|code| digits.starts_with(code)))
}

/// Short codes have 3 to 6 digits. So have numbers of a few small countries, which are read as such before.
fn is_short_code(typed: &str) -> bool {
    let typed = typed.trim();
    (3..=6).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// As keyboards of this alphabet type it.
fn plain(typed: &str) -> String {
    typed.trim().chars().map(|character| if character == '＋' { '+' } else { digits::plain(character) }).collect()
}

fn parse(typed: &str, country: Option<&str>) -> Result<(PhoneNumber, phonenumber::PhoneNumber), PhoneProblem> {
    let plain = plain(typed);
    let sound = typed.len() <= TYPED_NUMBER_MAX_BYTES
        && plain.chars().all(|c| c.is_ascii_digit() || "+-./() \u{a0}\u{202f}".contains(c))
        && !plain.chars().skip(1).any(|c| c == '+');
    if !sound {
        return Err(PhoneProblem::Invalid);
    }
    let region = country.and_then(|code| code.to_ascii_uppercase().parse::<country::Id>().ok());
    let parsed = read(&plain, region).ok_or(PhoneProblem::Invalid)?;
    if !parsed.is_valid() {
        return Err(PhoneProblem::Invalid);
    }
    let text = parsed.format().mode(Mode::E164).to_string();
    let number = PhoneNumber::from_e164(&text).map_err(|_| PhoneProblem::Invalid)?;
    Ok((number, parsed))
}

/// Reads a number as it is dialled in a region. The library takes the region's own national prefix off a number of another
/// country, too, such as the 1 of the United States off `+49 1511 2345678`: that one is read as a number of no region.
fn read(plain: &str, region: Option<country::Id>) -> Option<phonenumber::PhoneNumber> {
    let Some(region) = region.filter(|_| !plain.starts_with('+')) else {
        return phonenumber::parse(None, plain).ok();
    };
    let (parsed, home) = (phonenumber::parse(Some(region), plain).ok()?, DATABASE.by_id(region.as_ref())?);
    if parsed.code().value() == home.country_code() {
        return Some(parsed);
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let dialled = home.international_prefix()?.find(&digits).filter(|found| found.start() == 0)?;
    phonenumber::parse(None, format!("+{}", &digits[dialled.end()..])).ok()
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
    let first = |text: &str| text.chars().next().unwrap_or(NO_LETTER);
    email_hint_of(first(address.as_str()), first(address.domain()))
}

/// The hint of an address whose halves begin with these characters.
pub fn email_hint_of(local: char, domain: char) -> String {
    format!("{}***@{}***", hint_letter(local), hint_letter(domain))
}

/// Stands in a hint for whatever is no letter.
pub const NO_LETTER: char = '*';

/// A character as hints show it: a letter from a to z in lower case, or [`NO_LETTER`]. A capital or a digit would tell an
/// address that somebody typed from one that was drawn.
pub const fn hint_letter(first: char) -> char {
    if first.is_ascii_alphabetic() { first.to_ascii_lowercase() } else { NO_LETTER }
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
            ("＋１４２５５５５０１６７", None),
            ("٤٢٥ ٥٥٥ ٠١٦٧", Some("US")),
        ] {
            assert_eq!(parse_typed(typed, country), Ok(expected.clone()), "{typed}");
        }
        for (typed, country) in [
            ("", Some("US")),
            ("425 555 0167", None),
            ("555 0167", Some("US")),
            ("+1 425 555 016", None),
            ("+1 425 555 01677", None),
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
        for never in ["+881 612345678", "+979 123456789", "+882 3421234", "+883 5100 1234567", " + 870 773 111 632"] {
            assert_eq!(read(never), Err(PhoneProblem::KindRefused), "{never}");
        }
        for short in ["911", "12345", "722 55", "123456"] {
            let expected = if short.contains(' ') { PhoneProblem::Invalid } else { PhoneProblem::KindRefused };
            assert_eq!(parse_for_sms(short, Some("US"), &allowed), Err(expected), "{short}");
        }
        assert_eq!(parse_for_sms("12", Some("US"), &allowed), Err(PhoneProblem::Invalid));
        let andorra = ["AD".to_owned()];
        for whole in ["312345", "312 345", "+376312345"] {
            assert!(parse_for_sms(whole, Some("AD"), &andorra).is_ok(), "{whole}");
        }
    }

    #[test]
    fn numbers_that_somebody_put_there_are_reached_at_no_special_price_in_countries_that_are_allowed() {
        let allowed = ["US", "DE"].map(String::from);
        let check = |number: &str| may_be_reached(&PhoneNumber::from_e164(number).expect("a number"), &allowed);
        for reached in ["+14255550100;ext=103", "+4930123456", "+4915123456789", "+18002345678"] {
            assert_eq!(check(reached), Ok(()), "{reached}");
        }
        for refused in ["+19002345678", "+881612345678", "+979123456789", "+491801234567"] {
            assert_eq!(check(refused), Err(PhoneProblem::KindRefused), "{refused}");
        }
        for foreign in ["+43664123456", "+442070313000", "+18765551234"] {
            assert_eq!(check(foreign), Err(PhoneProblem::CountryNotAllowed), "{foreign}");
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

    #[test]
    fn a_hint_shows_letters_and_nothing_else_that_tells() {
        for (address, hint) in [
            ("frank@gmail.example", "f***@g***"),
            ("Frank@Gmail.example", "f***@g***"),
            ("12345@1und1.example", "****@****"),
            ("_x@xn--bcher-kva.example", "****@x***"),
        ] {
            assert_eq!(email_hint(&EmailAddress::parse(address).expect(address)), hint);
        }
    }

    #[test]
    fn a_number_of_another_country_keeps_all_of_its_digits() {
        for (typed, country) in [
            ("+4915112345678", "US"),
            ("+49 1511 2345678", "US"),
            ("011 49 1511 2345678", "US"),
            ("0049 1511 2345678", "FR"),
            ("+49 1511 2345678", "FR"),
            ("01511 2345678", "DE"),
            ("1511 2345678", "DE"),
        ] {
            let read = parse_typed(typed, Some(country)).map(|number| number.to_stored());
            assert_eq!(read.as_deref(), Ok("+4915112345678"), "{typed} in {country}");
        }
        for typed in ["(425) 555-0134", "1 425 555 0134", "+1 425 555 0134"] {
            let read = parse_typed(typed, Some("US")).map(|number| number.to_stored());
            assert_eq!(read.as_deref(), Ok("+14255550134"), "{typed}");
        }
        assert_eq!(parse_typed("00 1 425 555 0134", Some("DE")).map(|n| n.to_stored()).as_deref(), Ok("+14255550134"));
    }
}
