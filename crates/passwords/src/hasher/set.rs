//! Hashes of one salt, so that which of them something is costs one computation and not one for each.
//!
//! Only for what was drawn at random, as recovery codes: two equal ones would be seen to be equal. What people choose gets a salt each.

use argon2::Params;
use subtle::ConstantTimeEq as _;

use super::{HashError, Hasher, SALT_BYTES};
use crate::hash::PasswordHash;
use crate::plain::PlainPassword;

/// Most hashes that are made of one salt at once.
pub const SET_MAX: usize = 16;
/// Most computations for finding one: salts, or parameters, that differ.
pub const SALTS_MAX: usize = 4;

/// Those of some hashes that one computation tells apart.
struct Kin<'a> {
    params: &'a Params,
    salt: &'a [u8],
    /// Where they stand, with their tags.
    tags: Vec<(usize, &'a [u8])>,
}

impl Hasher {
    /// Hashes up to [`SET_MAX`] drawn secrets with one salt, one after the other, each in a turn of its own. The salt is drawn by the
    /// caller, for this set alone.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many wait or a wait was too long; then there is none of them.
    pub async fn hash_set(
        &self,
        secrets: Vec<PlainPassword>,
        salt: [u8; SALT_BYTES],
    ) -> Result<Vec<PasswordHash>, HashError> {
        if secrets.len() > SET_MAX {
            return Err(HashError::Failed(format!("a set has {SET_MAX} hashes at most")));
        }
        let mut hashes = Vec::with_capacity(secrets.len());
        for secret in secrets {
            hashes.push(self.hash(secret, salt).await?);
        }
        Ok(hashes)
    }

    /// Where among these hashes the one of this secret stands. Hashes of one salt are one computation, and all of them are compared
    /// whichever matches; without any hash the same work is done as for one salt, and the answer is nowhere.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many wait or a wait was too long; [`HashError::Failed`] for more than [`SALTS_MAX`] salts.
    pub async fn find(&self, secret: PlainPassword, hashes: &[PasswordHash]) -> Result<Option<usize>, HashError> {
        if hashes.is_empty() {
            self.verify(secret, None).await?;
            return Ok(None);
        }
        let kins = kins(hashes);
        if kins.len() > SALTS_MAX {
            return Err(HashError::Failed(format!("hashes of more than {SALTS_MAX} salts")));
        }
        let mut found = None;
        for kin in kins {
            let tag = self.compute(secret.clone(), kin.params.clone(), kin.salt.to_vec()).await?;
            for (index, other) in kin.tags {
                let is_equal = bool::from(tag.as_slice().ct_eq(other));
                if is_equal && found.is_none() {
                    found = Some(index);
                }
            }
        }
        Ok(found)
    }
}

/// The hashes by what one computation tells apart, in the order of their first ones.
fn kins(hashes: &[PasswordHash]) -> Vec<Kin<'_>> {
    let mut kins: Vec<Kin<'_>> = Vec::new();
    for (index, hash) in hashes.iter().enumerate() {
        let parts = hash.parts();
        let (params, salt, tag) = (&parts.params, parts.salt.as_ref(), parts.tag.as_bytes());
        match kins.iter_mut().find(|kin| kin.params == params && kin.salt == salt) {
            Some(kin) => kin.tags.push((index, tag)),
            None => kins.push(Kin { params, salt, tags: vec![(index, tag)] }),
        }
    }
    kins
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::{HasherConfig, Verdict};
    use super::*;

    const SALT: [u8; 16] = *b"salt of a tester";
    const CODES: [&str; 4] = ["ABCDEFGHJKMNPQRS", "BCDEFGHJKMNPQRST", "CDEFGHJKMNPQRSTV", "DEFGHJKMNPQRSTVW"];

    fn secret(text: &str) -> PlainPassword {
        PlainPassword::parse(text).expect("well-formed")
    }

    fn hasher() -> Hasher {
        Hasher::new(HasherConfig::default()).expect("sound")
    }

    async fn set(hasher: &Hasher, codes: &[&str], salt: [u8; 16]) -> Vec<PasswordHash> {
        hasher.hash_set(codes.iter().map(|code| secret(code)).collect(), salt).await.expect("hashed")
    }

    #[tokio::test]
    async fn each_of_a_set_is_found_where_it_stands_and_nothing_else_is() {
        let hasher = hasher().with_pepper([7; 32]);
        let hashes = set(&hasher, &CODES, SALT).await;
        for (index, code) in CODES.iter().enumerate() {
            assert_eq!(hasher.find(secret(code), &hashes).await, Ok(Some(index)));
            let verdict = hasher.verify(secret(code), Some(&hashes[index])).await;
            assert_eq!(verdict, Ok(Verdict::Matched { outdated: false }), "it is a hash like any other");
        }
        assert_eq!(hasher.find(secret("EFGHJKMNPQRSTVWX"), &hashes).await, Ok(None));
        assert_eq!(hasher.find(secret(CODES[0]), &hashes[1..]).await, Ok(None), "what was used is gone");
        assert_eq!(hasher.find(secret(CODES[0]), &[]).await, Ok(None));
        let unpeppered = self::hasher().find(secret(CODES[0]), &hashes).await;
        assert_eq!(unpeppered, Ok(None), "a stolen set proves nothing");
    }

    #[tokio::test]
    async fn a_set_is_one_computation_and_other_salts_or_parameters_are_others() {
        let hasher = hasher();
        let mut hashes = set(&hasher, &CODES[..2], SALT).await;
        assert_eq!(kins(&hashes).len(), 1);
        hashes.extend(set(&hasher, &CODES[2..3], [1; 16]).await);
        let stronger = Hasher::new(HasherConfig { passes: 3, ..HasherConfig::default() }).expect("sound");
        hashes.extend(set(&stronger, &CODES[3..], SALT).await);
        let places = |kins: Vec<Kin<'_>>| -> Vec<Vec<usize>> {
            kins.iter().map(|kin| kin.tags.iter().map(|(index, _)| *index).collect()).collect()
        };
        assert_eq!(places(kins(&hashes)), [vec![0, 1], vec![2], vec![3]]);
        for (index, code) in CODES.iter().enumerate() {
            assert_eq!(hasher.find(secret(code), &hashes).await, Ok(Some(index)));
        }
    }

    #[tokio::test]
    async fn four_salts_are_searched_and_five_are_not() {
        let hasher = hasher();
        let mut hashes = Vec::new();
        for salt in 0..4 {
            hashes.extend(set(&hasher, &CODES[..1], [salt; 16]).await);
        }
        assert_eq!(hasher.find(secret(CODES[1]), &hashes).await, Ok(None));
        assert_eq!(hasher.find(secret(CODES[0]), &hashes).await, Ok(Some(0)), "the first of equal ones");
        hashes.extend(set(&hasher, &CODES[..1], [4; 16]).await);
        assert!(matches!(hasher.find(secret(CODES[0]), &hashes).await, Err(HashError::Failed(_))));
    }

    #[tokio::test]
    async fn a_set_has_sixteen_hashes_at_most() {
        let secrets = |count| (0..count).map(|number| secret(&format!("code {number}"))).collect::<Vec<_>>();
        let hasher = hasher();
        assert_eq!(hasher.hash_set(secrets(SET_MAX), SALT).await.map(|hashes| hashes.len()), Ok(16));
        assert!(matches!(hasher.hash_set(secrets(SET_MAX + 1), SALT).await, Err(HashError::Failed(_))));
    }

    #[tokio::test]
    async fn a_set_waits_for_its_turn_like_everybody_else() {
        let config = HasherConfig { concurrency: 1, queue: 1, max_wait: Duration::ZERO, ..HasherConfig::default() };
        let hasher = Hasher::new(config).expect("sound");
        let hashes = set(&hasher, &CODES[..1], SALT).await;
        let _turn = hasher.wait_for_turn().await.expect("free");
        assert_eq!(hasher.find(secret(CODES[0]), &hashes).await, Err(HashError::Busy));
        assert_eq!(hasher.find(secret(CODES[0]), &[]).await, Err(HashError::Busy));
        let refused = hasher.hash_set(vec![secret(CODES[0])], SALT).await;
        assert_eq!(refused.err(), Some(HashError::Busy));
    }

    #[tokio::test]
    async fn no_set_at_all_costs_as_much_as_a_set() {
        let hasher = hasher();
        let hashes = set(&hasher, &CODES, SALT).await;
        let mut fastest = [Duration::MAX; 2];
        // The fastest of several, taken in turn: what else the machine does only ever adds.
        for _ in 0..24 {
            for (fastest, hashes) in fastest.iter_mut().zip([&hashes[..], &[]]) {
                let began = Instant::now();
                assert_eq!(hasher.find(secret("wrong"), hashes).await, Ok(None));
                *fastest = began.elapsed().min(*fastest);
            }
        }
        let [some, none] = fastest.map(|duration| duration.as_secs_f64());
        assert!((0.7..1.4).contains(&(none / some)), "a set {some} s, none {none} s");
    }
}
