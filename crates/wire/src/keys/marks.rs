//! Marks of keys: what a database knows of the keys that its contents depend on. A mark is a digest under the key itself,
//! so it tells two keys apart and nothing else about either.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

use super::Keys;
use super::ring::Key;

/// Purposes whose keys open, find or match what is stored for good.
const LASTING: [&str; 5] = ["contact_sealing", "contact_lookup", "authenticator_sealing", "pepper", "decoy"];
/// Of them, those whose newest key has to stay the newest.
const FIXED: [&str; 3] = ["contact_lookup", "pepper", "decoy"];
/// Tells a mark from everything else that a key makes.
const MARK: &[u8] = b"key mark";

/// Marks by purpose and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMarks(BTreeMap<(String, u32), String>);

/// Why keys do not fit a database.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyMismatch {
    /// What was stored under this key cannot be read.
    #[error("key {id} of `{purpose}` is missing, or is not the one that this database was written with")]
    Other {
        /// Name of its ring.
        purpose: String,
        /// Its id.
        id: u32,
    },
    /// A key of this purpose was added.
    #[error("`{0}` has a newer key than this database knows, and cannot be rotated: take it out")]
    Fixed(String),
    /// Not written by us.
    #[error("the marks of keys in this database cannot be read")]
    Malformed,
}

impl Keys {
    /// Marks of the keys that a database depends on.
    pub fn marks(&self) -> KeyMarks {
        let marks = LASTING.iter().flat_map(|purpose| {
            let ring = self.ring(purpose);
            let mark = |key: &Key| URL_SAFE_NO_PAD.encode(&ring.tag_with(key, &[MARK])[..16]);
            ring.keys().into_iter().map(move |key| (((*purpose).to_owned(), key.id), mark(&key)))
        });
        KeyMarks(marks.collect())
    }
}

impl KeyMarks {
    /// Reads the stored form.
    ///
    /// # Errors
    /// [`KeyMismatch::Malformed`] when it is none.
    pub fn parse(text: &str) -> Result<Self, KeyMismatch> {
        let read = |line: &str| {
            let mut words = line.split(' ').map(str::to_owned);
            let (purpose, id, mark) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
            words.next().is_none().then_some(((purpose, id), mark))
        };
        text.lines().map(read).collect::<Option<_>>().map(Self).ok_or(KeyMismatch::Malformed)
    }

    /// Whether these keys read everything that was written with the known ones. Newer keys may have come.
    ///
    /// # Errors
    /// Which key is missing, differs, or must not be there.
    pub fn fit(&self, known: &Self) -> Result<(), KeyMismatch> {
        let differs = known.0.iter().find(|(key, mark)| self.0.get(*key) != Some(*mark));
        if let Some(((purpose, id), _)) = differs {
            return Err(KeyMismatch::Other { purpose: purpose.clone(), id: *id });
        }
        let rotated = FIXED.iter().find(|purpose| self.newest(purpose) != known.newest(purpose));
        rotated.map_or(Ok(()), |purpose| Err(KeyMismatch::Fixed((*purpose).to_owned())))
    }

    fn newest(&self, purpose: &str) -> Option<u32> {
        self.0.keys().filter(|(of, _)| of == purpose).map(|(_, id)| *id).max()
    }
}

/// The stored form: a line for each, `purpose id mark`.
impl fmt::Display for KeyMarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((purpose, id), mark) in &self.0 {
            writeln!(f, "{purpose} {id} {mark}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD_NO_PAD;

    fn keys(seed: u8) -> Keys {
        let mut next = seed;
        Keys::generate(&mut |buffer| {
            next = next.wrapping_add(1);
            buffer.fill(next);
        })
    }

    fn with(keys: &Keys, purpose: &str) -> Keys {
        let secret = STANDARD_NO_PAD.encode([99; 32]);
        Keys::parse(&format!("{}\n[[{purpose}]]\nid = 2\nsecret = \"{secret}\"\n", *keys.to_toml())).expect("sound")
    }

    #[test]
    fn keys_fit_what_they_have_written() {
        let known = KeyMarks::parse(&keys(1).marks().to_string()).expect("its own form");
        assert_eq!(known, keys(1).marks());
        assert_eq!(keys(1).marks().fit(&known), Ok(()));
        let other = KeyMismatch::Other { purpose: "authenticator_sealing".into(), id: 1 };
        assert_eq!(keys(101).marks().fit(&known), Err(other));
    }

    #[test]
    fn a_newer_key_is_welcome_and_the_old_one_has_to_stay() {
        let (old, new) = (keys(1), with(&keys(1), "contact_sealing"));
        assert_eq!(new.marks().fit(&old.marks()), Ok(()));
        let gone = KeyMismatch::Other { purpose: "contact_sealing".into(), id: 2 };
        assert_eq!(old.marks().fit(&new.marks()), Err(gone));
        assert_eq!(with(&keys(1), "cookies").marks(), old.marks(), "what nothing stored depends on has no mark");
        for purpose in FIXED {
            let rotated = with(&keys(1), purpose).marks().fit(&old.marks());
            assert_eq!(rotated, Err(KeyMismatch::Fixed(purpose.into())));
        }
    }

    #[test]
    fn marks_that_nobody_wrote_are_refused() {
        for text in ["pepper", "pepper 1", "pepper x y", "pepper 1 y z", "\n"] {
            assert_eq!(KeyMarks::parse(text), Err(KeyMismatch::Malformed), "{text:?}");
        }
    }

    #[test]
    fn a_mark_holds_nothing_of_its_key() {
        let (text, file) = (keys(1).marks().to_string(), keys(1).to_toml());
        let secrets = file.lines().filter_map(|line| line.strip_prefix("secret = "));
        let secrets: Vec<String> =
            secrets.map(|secret| secret.trim_matches('"').replace('+', "-").replace('/', "_")).collect();
        assert!(secrets.len() > 5, "{} secrets", secrets.len());
        let text = text.replace('+', "-").replace('/', "_");
        assert!(secrets.iter().all(|secret| !text.contains(&secret[..8])));
    }
}
