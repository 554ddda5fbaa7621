//! Authenticator apps: codes by time (RFC 6238) with SHA-1, six digits and steps of 30 seconds, as every app has them.
//!
//! A code counts in its own step, in the one before and in the one after. Whoever accepts it keeps the step and accepts none up to
//! it again (RFC 6238 5.2).

use rekey_domain::Timestamp;
use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::Fill;
use crate::secret::Code;

/// Digits of a code.
pub const DIGITS: u8 = 6;
/// Length of a step (RFC 6238 5.2).
pub const STEP_SECONDS: u64 = 30;
/// Steps by which the app's clock may be off, either way (RFC 6238 5.2: at most one).
const DRIFT_STEPS: u64 = 1;
/// Length of a secret: 160 bits (RFC 4226 4, R6).
const SECRET_BYTES: usize = 20;
/// Letters of base32 that are shown together.
const GROUP_LETTERS: usize = 4;

/// What an authenticator app shares with us.
pub struct AuthenticatorSecret(Zeroizing<[u8; SECRET_BYTES]>);

impl std::fmt::Debug for AuthenticatorSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuthenticatorSecret(..)")
    }
}

/// The step of a time, counted from 1970.
pub fn step_at(at: Timestamp) -> u64 {
    u64::try_from(at.micros()).unwrap_or(0) / 1_000_000 / STEP_SECONDS
}

impl AuthenticatorSecret {
    /// Draws a secret.
    pub fn draw(fill: Fill<'_>) -> Self {
        let mut bytes = Zeroizing::new([0u8; SECRET_BYTES]);
        fill(&mut *bytes);
        Self(bytes)
    }

    /// Reads base32 (RFC 4648); `None` where it is none of 160 bits.
    pub fn parse(base32: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(base32).ok()?;
        Some(Self(Zeroizing::new(secret.as_bytes().try_into().ok()?)))
    }

    /// Base32, for the app and for whoever seals it.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(Secret::new_stack(*self.0).to_base32())
    }

    /// Base32 in groups of four, to be typed from a screen.
    pub fn grouped(&self) -> Zeroizing<String> {
        let text = self.expose();
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(GROUP_LETTERS).map(|group| group.iter().collect::<String>());
        Zeroizing::new(groups.collect::<Vec<_>>().join(" "))
    }

    /// The address that apps read: `otpauth://totp/ISSUER:ACCOUNT?…`.
    pub fn uri(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        let (issuer, account, secret) = (percent(issuer), percent(account), self.expose());
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            *secret
        ))
    }

    /// The code of a step.
    pub fn code(&self, step: u64) -> Code {
        let shown = Zeroizing::new(self.app().generate(step.saturating_mul(STEP_SECONDS)).to_string());
        Code::from_digits(&shown).expect("six digits")
    }

    /// The newest step around this time, after `last`, in which this is the code; every one of them is compared.
    pub fn matching_step(&self, typed: &Code, at: Timestamp, last: Option<u64>) -> Option<u64> {
        let now = step_at(at);
        let mut found = None;
        for step in now.saturating_sub(DRIFT_STEPS)..=now.saturating_add(DRIFT_STEPS) {
            let matches: bool = self.code(step).expose().as_bytes().ct_eq(typed.expose().as_bytes()).into();
            if matches && last.is_none_or(|last| step > last) {
                found = Some(step);
            }
        }
        found
    }

    fn app(&self) -> Totp {
        let builder = Builder::new().with_digits(DIGITS).with_step_duration(STEP_SECONDS);
        builder
            .with_secret(Secret::new_stack(*self.0))
            .build()
            .expect("160 bits and six digits are in the RFC's bounds")
    }
}

/// Everything but letters, digits and `-._~@` as `%XX` (RFC 3986); a colon would end the issuer.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: the ASCII text `12345678901234567890`.
    fn secret() -> AuthenticatorSecret {
        AuthenticatorSecret::parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").expect("base32")
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA1: eight digits there, of which six are the last.
        for (seconds, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret().code(step_at(at(seconds))).expose(), &eight[2..], "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_one_step_late_and_no_more() {
        let step = 1000;
        let code = secret().code(step);
        let matched = |seconds| secret().matching_step(&code, at(seconds), None);
        for seconds in [29_970, 29_999, 30_000, 30_029, 30_030, 30_059] {
            assert_eq!(matched(seconds), Some(step), "{seconds}");
        }
        for seconds in [29_969, 30_060] {
            assert_eq!(matched(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn no_step_up_to_the_last_one_counts_again() {
        let matched = |step, last| secret().matching_step(&secret().code(step), at(30_000), Some(last));
        assert_eq!(matched(1000, 999), Some(1000));
        assert_eq!(matched(1000, 1000), None);
        assert_eq!(matched(999, 1000), None, "the code before one that was used");
        assert_eq!(matched(1001, 1000), Some(1001));
    }

    #[test]
    fn another_secret_has_other_codes() {
        let other = AuthenticatorSecret::draw(&mut |buffer| buffer.fill(7));
        assert_eq!(other.matching_step(&secret().code(1000), at(30_000), None), None);
    }

    #[test]
    fn a_secret_is_told_in_groups_and_as_an_address() {
        assert_eq!(secret().grouped().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            secret().uri("Contoso: Ltd & Söhne", "admin@contoso.example").as_str(),
            "otpauth://totp/Contoso%3A%20Ltd%20%26%20S%C3%B6hne:admin@contoso.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Contoso%3A%20Ltd%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30"
        );
        let drawn = AuthenticatorSecret::draw(&mut |buffer| buffer.fill(200));
        assert_eq!(AuthenticatorSecret::parse(&drawn.expose()).expect("its own form").expose(), drawn.expose());
        for bad in ["", "GEZDGNBV", "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", "1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"] {
            assert!(AuthenticatorSecret::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(format!("{:?}", secret()), "AuthenticatorSecret(..)");
    }
}
