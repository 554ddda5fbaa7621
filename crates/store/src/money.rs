//! Money of budgets: taken in blocks from the counters of calendar hours and days, so that no counter is hot.
//!
//! Whoever takes counts first and spends then: what was taken and not given back stays counted, also where its process died. A
//! block belongs to the hour and day in which it was taken, in UTC by the store's time. All counters of a block hold together,
//! under locks of their purses that are taken in one order; no other lock is asked for while these are held.

use std::time::Duration;

use rekey_domain::budget::part;
use rekey_domain::{TenantId, Timestamp};

use crate::db::on;
use crate::time::At;
use crate::{StoreError, Tx, limits};

/// Near its end a budget is taken in blocks of this part of what is left, so that no process sits on the rest.
const REST_PARTS: u64 = 10;

/// Whose money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purse {
    /// For codes of all organisations.
    All,
    /// For codes of one organisation.
    Tenant(TenantId),
    /// For what owners are told.
    Reserve,
}

impl Purse {
    fn name(self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Tenant(tenant) => format!("tenant:{tenant}"),
            Self::Reserve => "reserve".into(),
        }
    }
}

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar hour.
    Hour,
    /// A calendar day in UTC.
    Day,
}

impl Period {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// Its length.
    pub const fn duration(self) -> Duration {
        match self {
            Self::Hour => Duration::from_secs(3600),
            Self::Day => Duration::from_secs(24 * 3600),
        }
    }

    /// When the one began that this time lies in.
    pub fn began(self, at: Timestamp) -> Timestamp {
        let length = i64::try_from(self.duration().as_micros()).unwrap_or(i64::MAX);
        Timestamp::from_micros(at.micros().div_euclid(length) * length)
    }
}

/// Most that is taken from a purse in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// Whose money.
    pub purse: Purse,
    /// In which time.
    pub period: Period,
    /// In millionths.
    pub micros: u64,
}

/// How much is asked for, in millionths.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Less is of no use.
    pub least_micros: u64,
    /// More is not asked for.
    pub block_micros: u64,
    /// From so many percent of a cap on it is to be told.
    pub alert_percent: u32,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taking {
    /// It is counted.
    Taken(Block),
    /// There is not as much; nothing was counted.
    Refused {
        /// Where.
        cap: Cap,
        /// When there is money again.
        opens_at: Timestamp,
    },
}

/// Money that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// How much, in millionths.
    pub micros: u64,
    /// When: it belongs to that hour and day.
    pub at: Timestamp,
    /// The caps whose alert it passed: each is told once, whoever passes it.
    pub passed: Vec<Cap>,
}

/// Takes a block from all of these or from none.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut Tx, caps: &[Cap], wanted: Wanted) -> Result<Taking, StoreError> {
    hold(tx, caps).await?;
    let mut taken = Vec::with_capacity(caps.len());
    for cap in caps {
        taken.push(taken_of(tx, *cap).await?);
    }
    let rooms = || caps.iter().zip(&taken).map(|(cap, taken)| (cap, cap.micros.saturating_sub(*taken)));
    let lacking = rooms().filter(|(_, room)| *room < wanted.least_micros).map(|(cap, _)| *cap);
    // Of several the one that takes longest.
    if let Some(cap) = lacking.max_by_key(|cap| cap.period.duration()) {
        return Ok(Taking::Refused { cap, opens_at: cap.period.began(tx.now()).plus(cap.period.duration()) });
    }
    let room = rooms().map(|(_, room)| room).min().unwrap_or(0);
    let micros = wanted.block_micros.min(room / REST_PARTS).max(wanted.least_micros);
    let mut passed = Vec::new();
    for (cap, before) in caps.iter().zip(&taken) {
        add(tx, *cap, micros).await?;
        let alert = part(cap.micros, wanted.alert_percent);
        if *before < alert && before + micros >= alert {
            passed.push(*cap);
        }
    }
    Ok(Taking::Taken(Block { micros, at: tx.now(), passed }))
}

/// Counts so much, whatever the caps say: for what has to be told and would be too late otherwise.
///
/// # Errors
/// When the database does not answer.
pub async fn overdraw(tx: &mut Tx, caps: &[Cap], micros: u64) -> Result<(), StoreError> {
    hold(tx, caps).await?;
    for cap in caps {
        add(tx, *cap, micros).await?;
    }
    Ok(())
}

/// Gives back what is left of a block that was taken then.
///
/// # Errors
/// When the database does not answer.
pub async fn give_back(tx: &mut Tx, caps: &[Cap], at: Timestamp, micros: u64) -> Result<(), StoreError> {
    hold(tx, caps).await?;
    for cap in caps {
        on!(tx, c => sqlx::query(
            "UPDATE money_taken SET micros = micros - $4
             WHERE purse = $1 AND period = $2 AND began_at = $3 AND micros >= $4",
        ).bind(cap.purse.name()).bind(cap.period.as_str()).bind(At(cap.period.began(at))).bind(whole(micros))
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

/// What was taken in the period that this is, in millionths.
///
/// # Errors
/// When the database does not answer.
pub async fn taken_of(tx: &mut Tx, cap: Cap) -> Result<u64, StoreError> {
    let began = At(cap.period.began(tx.now()));
    let row: Option<(i64,)> = on!(tx, c => sqlx::query_as(
        "SELECT micros FROM money_taken WHERE purse = $1 AND period = $2 AND began_at = $3",
    ).bind(cap.purse.name()).bind(cap.period.as_str()).bind(began).fetch_optional(c).await)?;
    Ok(row.map_or(0, |(micros,)| u64::try_from(micros).unwrap_or(0)))
}

async fn hold(tx: &mut Tx, caps: &[Cap]) -> Result<(), StoreError> {
    let mut keys: Vec<i64> = caps.iter().map(|cap| limits::lock_key("money", cap.purse.name().as_bytes())).collect();
    tx.serialise(&mut keys).await
}

async fn add(tx: &mut Tx, cap: Cap, micros: u64) -> Result<(), StoreError> {
    let began = At(cap.period.began(tx.now()));
    on!(tx, c => sqlx::query(
        "INSERT INTO money_taken (purse, period, began_at, micros) VALUES ($1, $2, $3, $4)
         ON CONFLICT (purse, period, began_at) DO UPDATE SET micros = money_taken.micros + excluded.micros",
    ).bind(cap.purse.name()).bind(cap.period.as_str()).bind(began).bind(whole(micros)).execute(c).await.map(drop))
}

fn whole(micros: u64) -> i64 {
    i64::try_from(micros).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_days_begin_where_the_calendar_says() {
        // 2026-11-29T20:43:40Z
        let at = Timestamp::from_micros(1_795_985_020_000_001);
        assert_eq!(Period::Hour.began(at).micros(), 1_795_982_400_000_000);
        assert_eq!(Period::Day.began(at).micros(), 1_795_910_400_000_000);
        assert_eq!(Period::Day.began(Timestamp::from_micros(-1)).micros(), -86_400_000_000);
    }
}
