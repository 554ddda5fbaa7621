//! Timestamps in both databases: `timestamptz` in PostgreSQL, microseconds in SQLite (sqlx would store text that sorts wrongly).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rekey_domain::Timestamp;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgHasArrayType;
use sqlx::types::time::OffsetDateTime;
use sqlx::{Database, Decode, Encode, Postgres, Sqlite, Type};

/// Microseconds between 1970 and 2000, where PostgreSQL counts from.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;

/// For so long what a server said of the time is gone on from.
const KNOWN_FOR: Duration = Duration::from_secs(1);

/// What the server's clock said last, in this process. Every transaction tells it anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownTime(Arc<Mutex<Option<(Timestamp, Instant)>>>);

impl KnownTime {
    /// The server said so just now.
    pub(crate) fn learn(&self, said: Timestamp) {
        let now = Instant::now();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Answers come in any order: never back by a little, so that what was just written for now is due.
        if going_on(*known, now).is_none_or(|known| known <= said) {
            *known = Some((said, now));
        }
    }

    /// The server's time, at most as late as its answer took; none where nobody asked within a second.
    pub(crate) fn now(&self) -> Option<Timestamp> {
        going_on(*self.0.lock().unwrap_or_else(PoisonError::into_inner), Instant::now())
    }
}

fn going_on(known: Option<(Timestamp, Instant)>, now: Instant) -> Option<Timestamp> {
    let (said, at) = known?;
    let since = now.saturating_duration_since(at);
    (since < KNOWN_FOR).then(|| said.plus(since))
}

/// A timestamp as a parameter or column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At(pub Timestamp);

impl Type<Postgres> for At {
    fn type_info() -> <Postgres as Database>::TypeInfo {
        <OffsetDateTime as Type<Postgres>>::type_info()
    }
}

impl PgHasArrayType for At {
    fn array_type_info() -> <Postgres as Database>::TypeInfo {
        <OffsetDateTime as PgHasArrayType>::array_type_info()
    }
}

impl Encode<'_, Postgres> for At {
    fn encode_by_ref(&self, buffer: &mut <Postgres as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let micros = self.0.micros().saturating_sub(POSTGRES_EPOCH_MICROS);
        <i64 as Encode<'_, Postgres>>::encode(micros, buffer)
    }
}

impl<'r> Decode<'r, Postgres> for At {
    fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        let bytes: [u8; 8] = value.as_bytes()?.try_into()?;
        Ok(Self(Timestamp::from_micros(i64::from_be_bytes(bytes).saturating_add(POSTGRES_EPOCH_MICROS))))
    }
}

impl Type<Sqlite> for At {
    fn type_info() -> <Sqlite as Database>::TypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }

    fn compatible(info: &<Sqlite as Database>::TypeInfo) -> bool {
        <i64 as Type<Sqlite>>::compatible(info)
    }
}

impl Encode<'_, Sqlite> for At {
    fn encode_by_ref(&self, buffer: &mut <Sqlite as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        <i64 as Encode<'_, Sqlite>>::encode(self.0.micros(), buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for At {
    fn decode(value: <Sqlite as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(Timestamp::from_micros(<i64 as Decode<'r, Sqlite>>::decode(value)?)))
    }
}
