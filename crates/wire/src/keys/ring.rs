//! A ring: the keys of one purpose, shared by everything that was made of it, so that a newer key file reaches all of
//! them.
//!
//! A newer key is there before it makes anything: others have to be able to verify and open first. Which one makes is
//! settled by [`MacRing::turn`], which whoever has a clock calls now and then.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, Mac as _};
use rekey_domain::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::KeysError;
use crate::http::{parse_rfc3339, rfc3339};
use crate::notice::{KeyPair, key_pair};

/// A key as the file has it. Times are RFC 3339; a key without them is as old as the installation.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredKey {
    id: u32,
    secret: String,
    made_at: Option<String>,
    seals_from: Option<String>,
}

/// A key.
pub(crate) struct Key {
    pub id: u32,
    pub secret: Zeroizing<[u8; 32]>,
    /// When it was made; none of a first one.
    pub made_at: Option<Timestamp>,
    /// It makes nothing before; none of a first one.
    pub seals_from: Option<Timestamp>,
    /// What it is where it seals notices.
    pair: OnceLock<KeyPair>,
}

impl Key {
    pub(super) const fn new(id: u32, secret: Zeroizing<[u8; 32]>, times: Option<(Timestamp, Timestamp)>) -> Self {
        let (made_at, seals_from) = match times {
            Some((made_at, seals_from)) => (Some(made_at), Some(seals_from)),
            None => (None, None),
        };
        Self { id, secret, made_at, seals_from, pair: OnceLock::new() }
    }

    fn read(stored: &StoredKey) -> Option<Self> {
        let bytes = Zeroizing::new(STANDARD_NO_PAD.decode(stored.secret.trim_end_matches('=')).ok()?);
        let secret = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).ok()?);
        let time = |text: &Option<String>| text.as_deref().map(|text| parse_rfc3339(text).ok_or(())).transpose();
        let (made_at, seals_from) = (time(&stored.made_at).ok()?, time(&stored.seals_from).ok()?);
        Some(Self { id: stored.id, secret, made_at, seals_from, pair: OnceLock::new() })
    }

    /// Its entry in the file.
    pub(super) fn to_toml(&self, purpose: &str) -> Zeroizing<String> {
        let secret = Zeroizing::new(STANDARD_NO_PAD.encode(*self.secret));
        let mut text = Zeroizing::new(format!("\n[[{purpose}]]\nid = {}\nsecret = \"{}\"\n", self.id, *secret));
        for (name, time) in [("made_at", self.made_at), ("seals_from", self.seals_from)] {
            if let Some(time) = time {
                text.push_str(&format!("{name} = \"{}\"\n", rfc3339(time)));
            }
        }
        text
    }

    /// For sealing notices to it and by it.
    pub(crate) fn pair(&self) -> &KeyPair {
        self.pair.get_or_init(|| key_pair(&self.secret))
    }

    pub(super) fn seals_at(&self, now: Timestamp) -> bool {
        self.seals_from.is_none_or(|from| from <= now)
    }
}

/// The keys as they are.
struct Held {
    /// Newest first; at least one.
    keys: Vec<Arc<Key>>,
    /// Place of the one that makes.
    sealing: usize,
}

impl Held {
    fn at(keys: Vec<Arc<Key>>, now: Timestamp) -> Self {
        let sealing = place_at(&keys, now);
        Self { keys, sealing }
    }
}

/// The newest that may make at this time; the oldest where none may.
fn place_at(keys: &[Arc<Key>], now: Timestamp) -> usize {
    keys.iter().position(|key| key.seals_at(now)).unwrap_or(keys.len().saturating_sub(1))
}

/// Keys of one purpose, for keyed digests (HMAC-SHA-256) or sealing. The newest one that may makes, all of them verify
/// and open.
#[derive(Clone)]
pub struct MacRing {
    purpose: &'static str,
    held: Arc<RwLock<Arc<Held>>>,
}

impl std::fmt::Debug for MacRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MacRing({})", self.purpose)
    }
}

impl MacRing {
    /// At least one key, in any order.
    pub(super) fn of(purpose: &'static str, mut keys: Vec<Arc<Key>>) -> Self {
        keys.sort_by_key(|key| std::cmp::Reverse(key.id));
        let held = Held::at(keys, Timestamp::from_micros(0));
        Self { purpose, held: Arc::new(RwLock::new(Arc::new(held))) }
    }

    pub(super) fn read(purpose: &'static str, stored: &[StoredKey]) -> Result<Self, KeysError> {
        let invalid = || KeysError::Invalid(purpose.to_owned());
        let keys: Option<Vec<Arc<Key>>> = stored.iter().map(|key| Key::read(key).map(Arc::new)).collect();
        let ring = Self::of(purpose, keys.ok_or_else(invalid)?);
        if ring.keys().windows(2).any(|pair| pair[0].id == pair[1].id) {
            return Err(invalid());
        }
        Ok(ring)
    }

    fn held(&self) -> Arc<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Newest first.
    pub(crate) fn keys(&self) -> Vec<Arc<Key>> {
        self.held().keys.clone()
    }

    /// The one that makes.
    pub(crate) fn sealing(&self) -> Arc<Key> {
        let held = self.held();
        held.keys[held.sealing].clone()
    }

    /// The one that was to make at this time, whoever looked when.
    pub(super) fn sealing_at(&self, at: Timestamp) -> Arc<Key> {
        let held = self.held();
        held.keys[place_at(&held.keys, at)].clone()
    }

    pub(crate) fn with_id(&self, id: u32) -> Option<Arc<Key>> {
        self.held().keys.iter().find(|key| key.id == id).cloned()
    }

    /// Settles which key makes from now on. True where it is another one.
    pub(super) fn turn(&self, now: Timestamp) -> bool {
        let held = self.held();
        let sealing = place_at(&held.keys, now);
        if sealing != held.sealing {
            self.put(Held { keys: held.keys.clone(), sealing });
        }
        sealing != held.sealing
    }

    /// Holds the keys of another ring from now on.
    pub(super) fn take(&self, fresh: &Self, now: Timestamp) {
        self.put(Held::at(fresh.keys(), now));
    }

    fn put(&self, held: Held) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(held);
    }

    /// Whether both hold the same keys.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let (own, theirs) = (self.keys(), other.keys());
        let same = |(a, b): (&Arc<Key>, &Arc<Key>)| {
            (a.id, a.seals_from) == (b.id, b.seals_from) && bool::from(a.secret.ct_eq(&*b.secret))
        };
        own.len() == theirs.len() && own.iter().zip(&theirs).all(same)
    }

    /// Digest of these parts under the key that makes. Parts are told apart by their lengths.
    pub fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.tag_with(&self.sealing(), parts)
    }

    /// Whether a digest was made by any key of the ring; in constant time.
    pub fn verify(&self, tag: &[u8], parts: &[&[u8]]) -> bool {
        self.held().keys.iter().any(|key| self.tag_with(key, parts).ct_eq(tag).into())
    }

    pub(super) fn tag_with(&self, key: &Key, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(&*key.secret).expect("HMAC takes any key length");
        mac.update(b"rekey 1 ");
        mac.update(self.purpose.as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}
