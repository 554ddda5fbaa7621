//! Randomness of the operating system: the only source of codes, tokens, keys and ids.

use rekey_domain::Timestamp;
use uuid::Uuid;

/// The operating system's random number generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entropy;

impl Entropy {
    /// Fills a buffer.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing may go on then.
    pub fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives randomness");
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A UUID of version 7: sorts by this time, 74 random bits. Not a secret.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.micros().max(0) / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
