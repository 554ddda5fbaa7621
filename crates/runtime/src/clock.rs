//! The clock of a process. What is written to the database takes the store's time instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rekey_domain::Timestamp;

/// Gives the time, moved by an offset that is zero in production.
#[derive(Debug, Clone)]
pub struct Clock {
    offset_micros: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::shifted(Arc::new(AtomicI64::new(0)))
    }

    /// The system's clock moved by so many microseconds, which the holder may change at any time.
    pub const fn shifted(offset_micros: Arc<AtomicI64>) -> Self {
        Self { offset_micros }
    }

    /// The time now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        Timestamp::from_micros(micros.saturating_add(self.offset_micros()))
    }

    /// The time of a clock that only goes forward, moved as far: for what lasts within this process.
    pub fn ticks(&self) -> Instant {
        let (now, offset) = (Instant::now(), self.offset_micros());
        let by = Duration::from_micros(offset.unsigned_abs());
        let moved = if offset < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        moved.unwrap_or(now)
    }

    /// How far it is moved, in microseconds.
    pub fn offset_micros(&self) -> i64 {
        self.offset_micros.load(Ordering::Relaxed)
    }
}
