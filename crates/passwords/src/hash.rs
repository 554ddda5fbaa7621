//! The stored form of a password: a PHC string of Argon2id, checked once when it is read.

use argon2::password_hash::phc::{self, Output, ParamsString, Salt};
use argon2::{ARGON2ID_IDENT, Params, Version};
use thiserror::Error;

/// Most memory a stored hash may ask for, in KiB: what is in the database must not be able to exhaust the machine.
pub(crate) const MEMORY_MAX_KIB: u32 = 256 * 1024;
/// Most passes over it.
pub(crate) const PASSES_MAX: u32 = 16;
/// Most lanes; they are computed one after the other.
pub(crate) const LANES_MAX: u32 = 4;
/// Bytes of the salts made here (ASVS appendix C: 16 or more).
pub(crate) const SALT_BYTES: usize = 16;
/// Bytes of the tags made here.
pub(crate) const TAG_BYTES: usize = 32;
/// Shortest tag and salt that count as a hash at all (RFC 9106 3.1 allows less; nobody should).
const TAG_MIN_BYTES: usize = 16;
const SALT_MIN_BYTES: usize = 8;

/// `$argon2id$v=19$m=19456,t=2,p=1$...$...`. It can be stored, and is never shown.
#[derive(Clone)]
pub struct PasswordHash {
    text: String,
    parts: Parts,
}

/// What the text says.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) params: Params,
    pub(crate) salt: Salt,
    pub(crate) tag: Output,
}

/// Why a stored text is not a hash that can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordHashMalformed {
    /// Not a PHC string with salt and tag.
    #[error("not a password hash in PHC form")]
    NotPhc,
    /// Not Argon2id of version 19.
    #[error("not an Argon2id hash of version 19")]
    OtherAlgorithm,
    /// Parameters outside what is ever computed here.
    #[error("the hash asks for more than 256 MiB, 16 passes or 4 lanes, or has too short a salt or tag")]
    OutOfBounds,
}

impl PasswordHash {
    /// Reads a stored hash.
    ///
    /// # Errors
    /// When it is not Argon2id in PHC form, or asks for more work than is ever done here.
    pub fn parse(text: &str) -> Result<Self, PasswordHashMalformed> {
        let read = phc::PasswordHash::new(text).map_err(|_| PasswordHashMalformed::NotPhc)?;
        if read.algorithm != ARGON2ID_IDENT || read.version != Some(Version::V0x13.into()) {
            return Err(PasswordHashMalformed::OtherAlgorithm);
        }
        let params = Params::try_from(&read).map_err(|_| PasswordHashMalformed::NotPhc)?;
        let (Some(salt), Some(tag)) = (read.salt, read.hash) else {
            return Err(PasswordHashMalformed::NotPhc);
        };
        let is_bounded =
            params.m_cost() <= MEMORY_MAX_KIB && params.t_cost() <= PASSES_MAX && params.p_cost() <= LANES_MAX;
        let has_extras = !params.keyid().is_empty() || !params.data().is_empty();
        if !is_bounded || has_extras || salt.len() < SALT_MIN_BYTES || tag.len() < TAG_MIN_BYTES {
            return Err(PasswordHashMalformed::OutOfBounds);
        }
        Ok(Self { text: text.to_owned(), parts: Parts { params, salt, tag } })
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Puts together what was computed.
    pub(crate) fn of(params: &Params, salt: &[u8], tag: &[u8]) -> Result<Self, PasswordHashMalformed> {
        let malformed = |_| PasswordHashMalformed::NotPhc;
        let written = phc::PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(params).map_err(|_| PasswordHashMalformed::NotPhc)?,
            salt: Some(Salt::new(salt).map_err(malformed)?),
            hash: Some(Output::new(tag).map_err(malformed)?),
        };
        Self::parse(&written.to_string())
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAIL: &str = "$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    fn verdict(head: &str) -> Result<(), PasswordHashMalformed> {
        PasswordHash::parse(&format!("{head}{TAIL}")).map(drop)
    }

    #[test]
    fn only_bounded_argon2id_is_read() {
        assert_eq!(verdict("$argon2id$v=19$m=262144,t=16,p=4"), Ok(()));
        for head in [
            "$argon2id$v=19$m=262145,t=2,p=1",
            "$argon2id$v=19$m=19456,t=17,p=1",
            "$argon2id$v=19$m=19456,t=2,p=5",
            "$argon2id$v=19$m=19456,t=2,p=1,keyid=AAAA",
        ] {
            assert_eq!(verdict(head), Err(PasswordHashMalformed::OutOfBounds), "{head}");
        }
        for head in ["$argon2i$v=19$m=19456,t=2,p=1", "$argon2id$v=16$m=19456,t=2,p=1", "$scrypt$v=19$m=19456,t=2,p=1"]
        {
            assert_eq!(verdict(head), Err(PasswordHashMalformed::OtherAlgorithm), "{head}");
        }
        for text in ["", "password", "$argon2id$v=19$m=19456,t=2,p=1", "$2b$12$abcdefghijklmnopqrstuv"] {
            assert!(PasswordHash::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn it_keeps_its_text_and_does_not_show_it() {
        let text = format!("$argon2id$v=19$m=19456,t=2,p=1{TAIL}");
        let hash = PasswordHash::parse(&text).expect("parses");
        assert_eq!(hash.as_str(), text);
        assert_eq!(format!("{hash:?}"), "PasswordHash(redacted)");
    }
}
