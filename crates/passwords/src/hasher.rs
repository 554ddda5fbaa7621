//! Argon2id with bounded work: so many hashes at a time, so many waiting, the rest refused at once.
//!
//! Verifying the password of an account that does not exist costs the same as of one that does.

mod set;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use crate::hash::{LANES_MAX, MEMORY_MAX_KIB, PASSES_MAX, Parts, PasswordHash, SALT_BYTES, TAG_BYTES};
use crate::memory::MemoryPool;
use crate::plain::PlainPassword;
use crate::threads::Threads;

pub use set::{SALTS_MAX, SET_MAX};

/// Least memory (ASVS appendix C and OWASP for 2 passes: 19 MiB), in KiB.
const MEMORY_MIN_KIB: u32 = 19_456;
const PASSES_MIN: u32 = 2;
const QUEUE_DEFAULT: usize = 64;
const MAX_WAIT_DEFAULT: Duration = Duration::from_secs(5);
/// Memory that no hash needed for so long goes back to the system.
const MEMORY_KEPT: Duration = Duration::from_millis(500);

/// How much work a hash is, and how much of it is done at a time.
#[derive(Debug, Clone, Copy)]
pub struct HasherConfig {
    /// Memory of one hash in KiB, 19,456 to 262,144.
    pub memory_kib: u32,
    /// Passes over it, 2 to 16.
    pub passes: u32,
    /// Lanes, 1 to 4. They are computed one after the other.
    pub lanes: u32,
    /// Hashes computed at a time; 0 for one per core.
    pub concurrency: usize,
    /// Hashes that may wait; 0 for 64. The next one is refused at once.
    pub queue: usize,
    /// Longest wait; who waited so long is refused.
    pub max_wait: Duration,
}

impl Default for HasherConfig {
    fn default() -> Self {
        let (memory_kib, passes) = (MEMORY_MIN_KIB, PASSES_MIN);
        Self { memory_kib, passes, lanes: 1, concurrency: 0, queue: 0, max_wait: MAX_WAIT_DEFAULT }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HasherConfigError {
    /// Below what the standards ask for, or above what a machine should spend on one hash.
    #[error("passwords: memory_kib must be 19456 to 262144, passes 2 to 16 and lanes 1 to 4")]
    Work,
    /// The system gives no place for the threads that compute.
    #[error("passwords: the threads that compute hashes cannot be prepared")]
    Threads,
}

/// Why there is no hash or verdict.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HashError {
    /// Too many at the moment: come back in a second (503 with Retry-After).
    #[error("too many passwords are being checked at the moment")]
    Busy,
    /// Something that should not happen.
    #[error("a password hash could not be computed: {0}")]
    Failed(String),
}

/// Whether a password is the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Matched {
        /// The hash was made with other parameters than today's: make a new one now that the password is known.
        outdated: bool,
    },
    /// It is not, or there is no such account.
    NotMatched,
}

/// Makes and checks password hashes. Copies share the same limits.
#[derive(Clone)]
pub struct Hasher {
    shared: Arc<Shared>,
    pepper: Option<Arc<Zeroizing<[u8; 32]>>>,
}

/// How many hashes there are just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Computed.
    pub working: usize,
    /// Waiting for their turn.
    pub waiting: usize,
}

struct Shared {
    params: Params,
    stand_in: Parts,
    max_wait: Duration,
    /// Those who are computed and those who wait.
    places: Arc<Semaphore>,
    /// Those who are computed.
    running: Arc<Semaphore>,
    /// Most of them, and most of both.
    most: (usize, usize),
    threads: Threads,
    memory: MemoryPool,
    /// Whether somebody looks after the memory.
    is_tended: AtomicBool,
}

impl Shared {
    /// Gives the memory back when it is not needed any more.
    fn tend(self: &Arc<Self>) {
        if self.is_tended.swap(true, Ordering::AcqRel) {
            return;
        }
        let shared = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(MEMORY_KEPT).await;
                if !shared.memory.release(MEMORY_KEPT) {
                    shared.is_tended.store(false, Ordering::Release);
                    // What came between the two is tended from here on, or by whoever brought it.
                    if !shared.memory.release(MEMORY_KEPT) || shared.is_tended.swap(true, Ordering::AcqRel) {
                        return;
                    }
                }
            }
        });
    }
}

/// Held by the work itself, so that a caller who went away does not make room for another.
struct Turn {
    _place: OwnedSemaphorePermit,
    _running: OwnedSemaphorePermit,
}

impl Hasher {
    /// A hasher without a pepper.
    ///
    /// # Errors
    /// When a hash would be weaker than the standards ask for, or more work than any hash should be.
    pub fn new(config: HasherConfig) -> Result<Self, HasherConfigError> {
        let HasherConfig { memory_kib, passes, lanes, concurrency, queue, max_wait } = config;
        let is_sound = (MEMORY_MIN_KIB..=MEMORY_MAX_KIB).contains(&memory_kib)
            && (PASSES_MIN..=PASSES_MAX).contains(&passes)
            && (1..=LANES_MAX).contains(&lanes);
        if !is_sound {
            return Err(HasherConfigError::Work);
        }
        let unsound = |_| HasherConfigError::Work;
        let params = Params::new(memory_kib, passes, lanes, Some(TAG_BYTES)).map_err(unsound)?;
        let stand_in = PasswordHash::of(&params, &[0; SALT_BYTES], &[0; TAG_BYTES]);
        let stand_in = stand_in.map_err(|_| HasherConfigError::Work)?.parts().clone();
        let concurrency = if concurrency == 0 { cores() } else { concurrency }.min(Semaphore::MAX_PERMITS / 2);
        let queue = if queue == 0 { QUEUE_DEFAULT } else { queue }.min(Semaphore::MAX_PERMITS / 2);
        let shared = Shared {
            params,
            stand_in,
            max_wait,
            places: Arc::new(Semaphore::new(concurrency + queue)),
            running: Arc::new(Semaphore::new(concurrency)),
            most: (concurrency, concurrency + queue),
            threads: Threads::new(concurrency).map_err(|_| HasherConfigError::Threads)?,
            memory: MemoryPool::default(),
            is_tended: AtomicBool::new(false),
        };
        Ok(Self { shared: Arc::new(shared), pepper: None })
    }

    /// Mixes a key that is not in the database into every hash, as Argon2's secret. It cannot be changed later: a hash says
    /// nothing about the pepper it was made with.
    #[must_use]
    pub fn with_pepper(mut self, key: [u8; 32]) -> Self {
        self.pepper = Some(Arc::new(Zeroizing::new(key)));
        self
    }

    /// How many hashes there are just now.
    pub fn load(&self) -> Load {
        let (running, places) = self.shared.most;
        let working = running.saturating_sub(self.shared.running.available_permits());
        let taken = places.saturating_sub(self.shared.places.available_permits());
        Load { working, waiting: taken.saturating_sub(working) }
    }

    /// Hashes a new password. The salt is drawn by the caller, for this hash alone.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many wait or the wait was too long.
    pub async fn hash(&self, password: PlainPassword, salt: [u8; SALT_BYTES]) -> Result<PasswordHash, HashError> {
        let params = self.shared.params.clone();
        let tag = self.compute(password, params.clone(), salt.to_vec()).await?;
        PasswordHash::of(&params, &salt, &tag).map_err(|error| HashError::Failed(error.to_string()))
    }

    /// Checks a password. Without a hash (there is no such account) the same work is done, and the verdict is no.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many wait or the wait was too long.
    pub async fn verify(&self, password: PlainPassword, hash: Option<&PasswordHash>) -> Result<Verdict, HashError> {
        let parts = hash.map_or(&self.shared.stand_in, PasswordHash::parts).clone();
        let tag = self.compute(password, parts.params.clone(), parts.salt.to_vec()).await?;
        let is_equal = bool::from(tag.as_slice().ct_eq(parts.tag.as_bytes()));
        if hash.is_none() || !is_equal {
            return Ok(Verdict::NotMatched);
        }
        let outdated = parts.params != self.shared.params || parts.salt.len() < SALT_BYTES;
        Ok(Verdict::Matched { outdated })
    }

    async fn compute(
        &self,
        password: PlainPassword,
        params: Params,
        salt: Vec<u8>,
    ) -> Result<Zeroizing<Vec<u8>>, HashError> {
        let turn = self.wait_for_turn().await?;
        let Self { shared, pepper } = self.clone();
        let work = move || {
            let _turn = turn;
            let usual_count = shared.params.block_count();
            shared.memory.lend(params.block_count(), usual_count, |blocks| {
                let key = pepper.as_ref().map(|key| key.as_slice());
                tag_of(&password, &salt, params, key, blocks)
            })
        };
        let outcome = self.shared.threads.run(work).await.map_err(|error| HashError::Failed(error.to_string()))?;
        self.shared.tend();
        outcome.map_err(|error| HashError::Failed(error.to_string()))
    }

    async fn wait_for_turn(&self) -> Result<Turn, HashError> {
        let shared = &self.shared;
        let place = Arc::clone(&shared.places).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let running = tokio::time::timeout(shared.max_wait, Arc::clone(&shared.running).acquire_owned()).await;
        match running {
            Ok(Ok(running)) => Ok(Turn { _place: place, _running: running }),
            Ok(Err(_)) | Err(_) => Err(HashError::Busy),
        }
    }
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hasher").field("params", &self.shared.params).finish_non_exhaustive()
    }
}

fn tag_of(
    password: &PlainPassword,
    salt: &[u8],
    params: Params,
    pepper: Option<&[u8]>,
    blocks: &mut [Block],
) -> argon2::Result<Zeroizing<Vec<u8>>> {
    let mut tag = Zeroizing::new(vec![0; params.output_len().unwrap_or(TAG_BYTES)]);
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let argon2 = match pepper {
        Some(key) => Argon2::new_with_secret(key, algorithm, version, params)?,
        None => Argon2::new(algorithm, version, params),
    };
    argon2.hash_password_into_with_memory(password.expose().as_bytes(), salt, &mut tag, blocks)?;
    Ok(tag)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests;
