//! The self-hosted captcha: a proof of work in the format of the ALTCHA widget 2.x.
//!
//! The gateway issues, the service that acts verifies and spends. A solution is `{algorithm, challenge, number, salt,
//! signature}` as base64 JSON. What was issued stands in the salt, which the signed digest covers: until when it counts, and how
//! hard it is.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rekey_domain::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use thiserror::Error;

use crate::Fill;
use crate::http::AltchaChallenge;
use crate::keys::MacRing;

/// Longest solution that is looked at, in bytes.
pub const CAPTCHA_MAX_BYTES: usize = 2048;

const ALGORITHM: &str = "SHA-256";

/// Parts of a salt.
const EXPIRES: &str = "?expires=";
const LEVEL: &str = "&level=";
const END: &str = "&";

/// How hard a captcha is. A network that begins many resets needs harder ones; a harder one may be had by whoever asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaptchaLevel {
    /// At most 3 s on a slow phone (DESIGN 10).
    Base,
    /// Twice the work.
    Raised,
    /// Four times the work: after a base one in vain that is five times, at most 15 s on a slow phone (DESIGN 10).
    Highest,
}

impl CaptchaLevel {
    /// Every level, the easiest first.
    pub const ALL: [Self; 3] = [Self::Base, Self::Raised, Self::Highest];

    /// Its number: 0, 1, 2.
    pub const fn number(self) -> u8 {
        match self {
            Self::Base => 0,
            Self::Raised => 1,
            Self::Highest => 2,
        }
    }

    /// The level of a number, written in one way only.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "0" => Some(Self::Base),
            "1" => Some(Self::Raised),
            "2" => Some(Self::Highest),
            _ => None,
        }
    }

    /// How many times the work of the base level.
    pub const fn factor(self) -> u64 {
        match self {
            Self::Base => 1,
            Self::Raised => 2,
            Self::Highest => 4,
        }
    }
}

/// How much work, and for how long it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptchaWork {
    /// Largest number that can be the answer at the base level; on average half of it is tried.
    pub max_number: u64,
    /// How hard it is.
    pub level: CaptchaLevel,
    /// From issue to expiry.
    pub lifetime: Duration,
}

/// A solution that was right; it is still to be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SolvedCaptcha {
    /// Names it in the table of spent ones.
    pub digest: [u8; 32],
    /// How hard it was.
    pub level: CaptchaLevel,
    /// No use after this time.
    pub expires_at: Timestamp,
}

/// Why a solution does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CaptchaError {
    /// Not of the expected form.
    #[error("the captcha solution is malformed")]
    Malformed,
    /// Not issued here.
    #[error("the captcha was not issued here")]
    NotAuthentic,
    /// The number is wrong.
    #[error("the captcha is not solved")]
    Unsolved,
    /// Too late.
    #[error("the captcha has expired")]
    Expired,
}

/// Issues and verifies captchas.
#[derive(Debug, Clone)]
pub struct CaptchaKey(MacRing);

#[derive(Serialize, Deserialize)]
struct Solution {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

impl CaptchaKey {
    pub(crate) fn new(ring: MacRing) -> Self {
        Self(ring)
    }

    /// Issues a challenge.
    pub fn challenge(&self, work: CaptchaWork, now: Timestamp, fill: Fill<'_>) -> AltchaChallenge {
        let mut drawn = [0u8; 24];
        fill(&mut drawn);
        let expires = now.plus(work.lifetime).micros() / 1_000_000;
        let (random, level) = (URL_SAFE_NO_PAD.encode(&drawn[..16]), work.level.number());
        let salt = format!("{random}{EXPIRES}{expires}{LEVEL}{level}{END}");
        let maxnumber = work.max_number.saturating_mul(work.level.factor());
        let seed = drawn[16..].iter().fold(0u64, |seed, byte| seed << 8 | u64::from(*byte));
        // The answer is no secret that a bias of 1 in 2^44 could harm.
        let challenge = digest(&salt, seed % maxnumber.saturating_add(1));
        let signature = hex(&self.0.tag(&[challenge.as_bytes()]));
        AltchaChallenge { algorithm: ALGORITHM.into(), salt, challenge, signature, maxnumber }
    }

    /// Judges a solution.
    ///
    /// # Errors
    /// When it is malformed, not issued here, wrong or late.
    pub fn verify(&self, payload: &str, now: Timestamp) -> Result<SolvedCaptcha, CaptchaError> {
        if payload.len() > CAPTCHA_MAX_BYTES {
            return Err(CaptchaError::Malformed);
        }
        let json = STANDARD.decode(payload).map_err(|_| CaptchaError::Malformed)?;
        let solution: Solution = serde_json::from_slice(&json).map_err(|_| CaptchaError::Malformed)?;
        let (Some((expires, level)), ALGORITHM) = (terms(&solution.salt), solution.algorithm.as_str()) else {
            return Err(CaptchaError::Malformed);
        };
        let signature = unhex(&solution.signature).ok_or(CaptchaError::Malformed)?;
        if !self.0.verify(&signature, &[solution.challenge.as_bytes()]) {
            return Err(CaptchaError::NotAuthentic);
        }
        let reached = digest(&solution.salt, solution.number);
        if !bool::from(reached.as_bytes().ct_eq(solution.challenge.as_bytes())) {
            return Err(CaptchaError::Unsolved);
        }
        let expires_at = Timestamp::from_micros(i64::saturating_mul(expires, 1_000_000));
        if now >= expires_at {
            return Err(CaptchaError::Expired);
        }
        Ok(SolvedCaptcha { digest: Sha256::digest(solution.challenge.as_bytes()).into(), level, expires_at })
    }
}

/// What a salt says: when it expires in Unix seconds, and how hard it is. It ends where the number begins, so that no digit of the one can
/// pass for one of the other.
fn terms(salt: &str) -> Option<(i64, CaptchaLevel)> {
    let (_, terms) = salt.split_once(EXPIRES)?;
    let (expires, level) = terms.strip_suffix(END)?.split_once(LEVEL)?;
    Some((expires.parse().ok()?, CaptchaLevel::parse(level)?))
}

/// Does the work, as the widget does: for command-line clients and tests. `None` where no number fits.
pub fn solve(challenge: &AltchaChallenge) -> Option<String> {
    let wanted = unhex(&challenge.challenge)?;
    let head = Sha256::new_with_prefix(challenge.salt.as_bytes());
    let number = (0..=challenge.maxnumber)
        .find(|number| head.clone().chain_update(number.to_string()).finalize().as_slice() == wanted)?;
    let solution = Solution {
        algorithm: challenge.algorithm.clone(),
        challenge: challenge.challenge.clone(),
        number,
        salt: challenge.salt.clone(),
        signature: challenge.signature.clone(),
    };
    Some(STANDARD.encode(serde_json::to_vec(&solution).ok()?))
}

fn digest(salt: &str, number: u64) -> String {
    hex(&Sha256::new_with_prefix(salt.as_bytes()).chain_update(number.to_string()).finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let sound = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| (0..64).step_by(2).filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    const WORK: CaptchaWork =
        CaptchaWork { max_number: 500, level: CaptchaLevel::Base, lifetime: Duration::from_secs(600) };

    fn key(seed: u8) -> CaptchaKey {
        Keys::generate(&mut |buffer| buffer.fill(seed)).captcha()
    }

    fn issued() -> AltchaChallenge {
        key(1).challenge(WORK, Timestamp::from_micros(0), &mut |buffer| buffer.fill(3))
    }

    fn changed(payload: &str, member: &str, value: serde_json::Value) -> String {
        let mut json: serde_json::Value =
            serde_json::from_slice(&STANDARD.decode(payload).expect("base64")).expect("json");
        json[member] = value;
        STANDARD.encode(json.to_string())
    }

    #[test]
    fn a_solved_captcha_counts_until_it_expires() {
        let payload = solve(&issued()).expect("solvable");
        let last = Timestamp::from_micros(599_999_999);
        assert!(key(1).verify(&payload, last).is_ok());
        assert_eq!(key(1).verify(&payload, Timestamp::from_micros(600_000_000)), Err(CaptchaError::Expired));
    }

    #[test]
    fn the_level_is_signed_and_makes_the_work() {
        let (now, mut drawn) = (Timestamp::from_micros(0), 0);
        for (level, maxnumber) in CaptchaLevel::ALL.into_iter().zip([500, 1000, 2000]) {
            let mut fill = |buffer: &mut [u8]| {
                drawn += 1;
                buffer.fill(drawn);
            };
            let challenge = key(1).challenge(CaptchaWork { level, ..WORK }, now, &mut fill);
            assert_eq!(challenge.maxnumber, maxnumber);
            let payload = solve(&challenge).expect("solvable");
            assert_eq!(key(1).verify(&payload, now).map(|solved| solved.level), Ok(level));
            for other in CaptchaLevel::ALL.into_iter().filter(|other| *other != level) {
                let number = |level: CaptchaLevel| format!("&level={}&", level.number());
                let claimed = challenge.salt.replace(&number(level), &number(other));
                assert_ne!(claimed, challenge.salt);
                assert_eq!(
                    key(1).verify(&changed(&payload, "salt", claimed.into()), now),
                    Err(CaptchaError::Unsolved),
                    "{level:?} as {other:?}"
                );
            }
        }
    }

    /// The digest is of salt and number together: what moves from the one to the other leaves it as it was.
    #[test]
    fn digits_of_the_number_do_not_pass_for_terms_of_the_salt() {
        let (now, salt) = (Timestamp::from_micros(0), "c2FsdA?expires=600&level=0&");
        assert_eq!(terms(salt), Some((600, CaptchaLevel::Base)));
        let payload = |salt: &str, number: u64| {
            let (challenge, algorithm) = (digest(salt, number), ALGORITHM.to_owned());
            let signature = hex(&key(1).0.tag(&[challenge.as_bytes()]));
            let solution = Solution { algorithm, challenge, number, salt: salt.into(), signature };
            STANDARD.encode(serde_json::to_vec(&solution).expect("JSON"))
        };
        assert!(key(1).verify(&payload(salt, 27), now).is_ok());
        for moved in [
            "c2FsdA?expires=600&level=0&2",
            "c2FsdA?expires=600&level=0",
            "c2FsdA?expires=600&level=02",
            "c2FsdA?expires=600&level=3&",
            "c2FsdA?expires=600&level=&",
            "c2FsdA?expires=600&",
            "c2FsdA?expires=600&level=0&level=2&",
        ] {
            assert_eq!(key(1).verify(&payload(moved, 7), now), Err(CaptchaError::Malformed), "{moved}");
        }
    }

    #[test]
    fn what_was_changed_or_issued_elsewhere_does_not_count() {
        let payload = solve(&issued()).expect("solvable");
        let now = Timestamp::from_micros(0);
        assert_eq!(key(2).verify(&payload, now), Err(CaptchaError::NotAuthentic));
        assert_eq!(key(1).verify(&changed(&payload, "number", 501.into()), now), Err(CaptchaError::Unsolved));
        let longer = issued().salt.replace("expires=600", "expires=9600");
        assert_ne!(longer, issued().salt);
        assert_eq!(key(1).verify(&changed(&payload, "salt", longer.into()), now), Err(CaptchaError::Unsolved));
        let other = "0".repeat(64);
        assert_eq!(key(1).verify(&changed(&payload, "challenge", other.into()), now), Err(CaptchaError::NotAuthentic));
        for bad in ["", "e30=", "%%%", &"A".repeat(4000), &changed(&payload, "algorithm", "MD5".into())] {
            assert_eq!(key(1).verify(bad, now), Err(CaptchaError::Malformed), "{bad}");
        }
        for value in [serde_json::json!([1]), serde_json::json!({"a": 1}), serde_json::json!(-1)] {
            assert_eq!(key(1).verify(&changed(&payload, "number", value), now), Err(CaptchaError::Malformed));
        }
    }
}
