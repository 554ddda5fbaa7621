//! The self-hosted captcha: a proof of work in the format of the ALTCHA widget 2.x.
//!
//! The gateway issues, the service that acts verifies and spends. A solution is `{algorithm, challenge, number, salt,
//! signature}` as base64 JSON.

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

/// How much work, and for how long it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptchaWork {
    /// Largest number that can be the answer; on average half of it is tried.
    pub max_number: u64,
    /// From issue to expiry.
    pub lifetime: Duration,
}

/// A solution that was right; it is still to be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SolvedCaptcha {
    /// Names it in the table of spent ones.
    pub digest: [u8; 32],
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
        let salt = format!("{}?expires={expires}&", URL_SAFE_NO_PAD.encode(&drawn[..16]));
        let seed = drawn[16..].iter().fold(0u64, |seed, byte| seed << 8 | u64::from(*byte));
        // The answer is no secret that a bias of 1 in 2^44 could harm.
        let challenge = digest(&salt, seed % (work.max_number + 1));
        let signature = hex(&self.0.tag(&[challenge.as_bytes()]));
        AltchaChallenge { algorithm: ALGORITHM.into(), salt, challenge, signature, maxnumber: work.max_number }
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
        let expires =
            solution.salt.split_once("?expires=").and_then(|(_, rest)| rest.trim_end_matches('&').parse().ok());
        let (Some(expires), ALGORITHM) = (expires, solution.algorithm.as_str()) else {
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
        Ok(SolvedCaptcha { digest: Sha256::digest(solution.challenge.as_bytes()).into(), expires_at })
    }
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

    const WORK: CaptchaWork = CaptchaWork { max_number: 500, lifetime: Duration::from_secs(600) };

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
