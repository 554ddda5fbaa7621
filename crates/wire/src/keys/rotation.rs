//! Rotation: a newer key for every ring that can have one, and the older ones taken out when nothing needs them any
//! more.
//!
//! A newer key is published first and makes later, so that whoever has not read the file yet can still open what others
//! make.

use std::sync::Arc;
use std::time::Duration;

use rekey_domain::Timestamp;
use thiserror::Error;
use zeroize::Zeroizing;

use super::ring::{Key, MacRing};
use super::{KeyMismatch, Keys, PURPOSES};
use crate::Fill;
use crate::http::rfc3339;

/// Keys of one ring.
pub const KEYS_PER_RING_MAX: usize = 64;

/// A process that looked late may make with an older key for so long after the newer one makes.
pub const LATE_MAX: Duration = Duration::from_secs(600);

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What becomes of the keys of a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turnover {
    /// It is rotated; an older key is needed for so long after it made the last thing.
    Opens(Duration),
    /// It is rotated; the older keys stay, because of this.
    Stays(&'static str),
    /// It is not rotated, because of this.
    Never(&'static str),
}

/// What becomes of the keys of a purpose.
fn turnover(purpose: &str) -> Turnover {
    match purpose {
        "contact_sealing" => Turnover::Stays("contacts that it sealed are stored for good"),
        "authenticator_sealing" => Turnover::Stays("authenticators that it sealed are stored for good"),
        "contact_lookup" => Turnover::Never("registered contacts are found by it"),
        "decoy" => Turnover::Never("decoys would change their hints, which tells who is one"),
        "pepper" => Turnover::Never("every stored password needs it"),
        "limits" => Turnover::Never("what is counted would begin anew, and what is spent be open again"),
        "audit" => Turnover::Never("nothing is made with it yet"),
        // Help requests that nobody was told of are kept for 180 days.
        "help_sealing" => Turnover::Opens(DAY.saturating_mul(181)),
        // The gateway's word for a request counts for a minute.
        "context_registration" | "context_orchestrator" | "context_notifier" | "context_admin" => {
            Turnover::Opens(MINUTE.saturating_mul(10))
        }
        // Codes, notices and news of them live for a day at most (63B-4 4.2.1.2, `INFORMATION_LIFETIME`), pages for
        // less.
        _ => Turnover::Opens(DAY),
    }
}

/// Until when a key has to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retires {
    /// It may be taken out from this time on.
    From(Timestamp),
    /// It is the newest: not before a newer one makes.
    Newest,
    /// It stays, because of this.
    Never(&'static str),
}

/// A key, without its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyState {
    /// Name of its ring.
    pub purpose: &'static str,
    /// Its id.
    pub id: u32,
    /// When it was made; none of one that is as old as the installation.
    pub made_at: Option<Timestamp>,
    /// It makes nothing before; none of one that is as old as the installation.
    pub seals_from: Option<Timestamp>,
    /// Whether it is the one that makes.
    pub seals: bool,
    /// What becomes of its ring.
    pub turnover: Turnover,
    /// Until when it has to stay.
    pub retires: Retires,
}

/// Why a ring stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RotationError {
    /// The last rotation is not over.
    #[error("key {id} of `{purpose}` is new and makes nothing before {}: rotate again after that", rfc3339(*.seals_from))]
    UnderWay {
        /// Name of its ring.
        purpose: &'static str,
        /// Its id.
        id: u32,
        /// When it will make.
        seals_from: Timestamp,
    },
    /// There are as many as there may be.
    #[error("`{0}` has {KEYS_PER_RING_MAX} keys, and may have no more")]
    TooMany(&'static str),
    /// No such key.
    #[error("there is no key {id} of `{purpose}`")]
    Unknown {
        /// As it was asked for.
        purpose: String,
        /// As it was asked for.
        id: u32,
    },
    /// It is needed.
    #[error("key {id} of `{purpose}` may be retired from {}, not before", rfc3339(*.from))]
    TooEarly {
        /// Name of its ring.
        purpose: &'static str,
        /// Its id.
        id: u32,
        /// When.
        from: Timestamp,
    },
    /// It is needed as long as there is no newer one.
    #[error("key {id} of `{purpose}` is the newest one that may make: rotate first")]
    Newest {
        /// Name of its ring.
        purpose: &'static str,
        /// Its id.
        id: u32,
    },
    /// It is needed for good.
    #[error("key {id} of `{purpose}` stays: {why}")]
    Stays {
        /// Name of its ring.
        purpose: &'static str,
        /// Its id.
        id: u32,
        /// Why.
        why: &'static str,
    },
}

fn states(ring: &MacRing, purpose: &'static str, now: Timestamp) -> Vec<KeyState> {
    let (keys, sealing, turnover) = (ring.keys(), ring.sealing_at(now).id, turnover(purpose));
    let state = |(place, key): (usize, &Arc<Key>)| KeyState {
        purpose,
        id: key.id,
        made_at: key.made_at,
        seals_from: key.seals_from,
        seals: key.id == sealing,
        turnover,
        retires: retires(turnover, &keys[..place]),
    };
    keys.iter().enumerate().map(state).collect()
}

/// When a key is needed no more that has these newer ones: as long after the first of them made as what it made lasts.
fn retires(turnover: Turnover, newer: &[Arc<Key>]) -> Retires {
    let lasts = match turnover {
        Turnover::Opens(lasts) => lasts,
        Turnover::Stays(why) | Turnover::Never(why) => return Retires::Never(why),
    };
    // A newer one without a time makes since nobody knows when.
    let since: Option<Vec<Timestamp>> = newer.iter().map(|key| key.seals_from.or(key.made_at)).collect();
    match since.as_deref() {
        Some([]) => Retires::Newest,
        Some(since) => {
            let first = since.iter().min().copied().unwrap_or(Timestamp::from_micros(0));
            Retires::From(first.plus(LATE_MAX).plus(lasts))
        }
        None => Retires::Never("nobody knows since when the newer one makes: take it out by hand"),
    }
}

impl Keys {
    /// Every key, ring by ring, newest first.
    pub fn states(&self, now: Timestamp) -> Vec<KeyState> {
        PURPOSES.into_iter().flat_map(|purpose| states(self.ring(purpose), purpose, now)).collect()
    }

    /// The same with a newer key in every ring that is rotated, which makes from this time on, and the purposes of
    /// those.
    ///
    /// # Errors
    /// When the last rotation is not over, or a ring is full.
    pub fn rotated(
        &self,
        now: Timestamp,
        seals_from: Timestamp,
        fill: Fill<'_>,
    ) -> Result<(Self, Vec<&'static str>), RotationError> {
        let (mut rings, mut rotated) = (std::collections::BTreeMap::new(), Vec::new());
        for purpose in PURPOSES {
            let mut keys = self.ring(purpose).keys();
            if !matches!(turnover(purpose), Turnover::Never(_)) {
                let newest = keys.first().expect("a ring has at least one key");
                if let Some(seals_from) = newest.seals_from.filter(|from| *from > now) {
                    return Err(RotationError::UnderWay { purpose, id: newest.id, seals_from });
                }
                let id = newest.id.checked_add(1).filter(|_| keys.len() < KEYS_PER_RING_MAX);
                let id = id.ok_or(RotationError::TooMany(purpose))?;
                let mut secret = Zeroizing::new([0u8; 32]);
                fill(&mut *secret);
                keys.push(Arc::new(Key::new(id, secret, Some((now, seals_from)))));
                rotated.push(purpose);
            }
            rings.insert(purpose, MacRing::of(purpose, keys));
        }
        Ok((Self { rings }, rotated))
    }

    /// The same without this key.
    ///
    /// # Errors
    /// When there is no such key, or it is needed.
    pub fn without(&self, purpose: &str, id: u32, now: Timestamp) -> Result<Self, RotationError> {
        let unknown = || RotationError::Unknown { purpose: purpose.to_owned(), id };
        let state = self.states(now).into_iter().find(|state| state.purpose == purpose && state.id == id);
        let KeyState { purpose, retires, .. } = state.ok_or_else(unknown)?;
        match retires {
            Retires::From(from) if from <= now => {}
            Retires::From(from) => return Err(RotationError::TooEarly { purpose, id, from }),
            Retires::Newest => return Err(RotationError::Newest { purpose, id }),
            Retires::Never(why) => return Err(RotationError::Stays { purpose, id, why }),
        }
        let mut rings: std::collections::BTreeMap<_, _> =
            PURPOSES.into_iter().map(|purpose| (purpose, MacRing::of(purpose, self.ring(purpose).keys()))).collect();
        let left = self.ring(purpose).keys().into_iter().filter(|key| key.id != id).collect();
        rings.insert(purpose, MacRing::of(purpose, left));
        Ok(Self { rings })
    }

    /// Settles which key of each ring makes from now on. True where another one does.
    pub fn turn(&self, now: Timestamp) -> bool {
        // Every ring, not only up to the first.
        self.rings.values().filter(|ring| ring.turn(now)).count() > 0
    }

    /// Takes over the keys of a newer file, for everything that was made of these. True where they differ.
    ///
    /// # Errors
    /// When a key is gone, or another one, that what is stored depends on; nothing changed then.
    pub fn take(&self, fresh: &Self, now: Timestamp) -> Result<bool, KeyMismatch> {
        fresh.marks().fit(&self.marks())?;
        let differing = self.rings.iter().filter(|(purpose, ring)| !ring.is_as(fresh.ring(purpose))).count();
        for (purpose, ring) in &self.rings {
            ring.take(fresh.ring(purpose), now);
        }
        Ok(differing > 0)
    }
}

#[cfg(test)]
mod tests;
