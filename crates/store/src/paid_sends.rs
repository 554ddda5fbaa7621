//! Messages by phone, each charged before its provider is asked: how many codes went to a number prefix and to a country,
//! and how many came back.
//!
//! What is counted is the deliveries themselves. Locks of prefix and country are taken in one order, then the delivery's row; a
//! prefix is counted over all organisations, a country for each by itself. A charge is of a notice, not of an attempt: whatever
//! becomes of it, it is charged, and its next attempt is not, but for one that follows on an attempt in doubt.

mod breaker;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rekey_domain::budget::{grown, usual_hour};
use rekey_domain::{MessageId, TenantId, Timestamp};
use rekey_runtime::config::BudgetsConfig;
use rekey_wire::contact::PhoneArea;
use uuid::Uuid;

use crate::db::on;
use crate::money::Period;
use crate::time::At;
use crate::{StoreError, Tx, limits};

pub use breaker::{Breaking, Conversion};

/// Most registered numbers that are counted for one message: as many as a prefix has.
pub const REGISTERED_COUNTED_MAX: u32 = 10_000;

/// Days of history that a country's usual hour is drawn from.
pub const HISTORY_DAYS: u16 = 28;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A message that is about to be sent.
#[derive(Debug, Clone, Copy)]
pub struct PaidSend<'a> {
    /// Its notice.
    pub message: MessageId,
    /// Of the claim of its delivery.
    pub fence: i64,
    /// Whose.
    pub tenant: TenantId,
    /// What it costs, in millionths.
    pub micros: u64,
    /// Where a code or call goes; none for what owners are told, which no limit holds up.
    pub area: Option<&'a PhoneArea>,
}

/// What holds a message up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Too many to its number prefix.
    Prefix,
    /// Too many to its country.
    Country,
    /// Too few codes come back from its number prefix.
    PrefixConversion,
    /// Too few codes come back from its country.
    CountryConversion,
}

impl Scope {
    /// Its name in logs, metrics and reasons.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Country => "country",
            Self::PrefixConversion => "prefix_conversion",
            Self::CountryConversion => "country_conversion",
        }
    }
}

/// The answer to a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charge {
    /// It is charged.
    Made,
    /// It was charged before, by an attempt that came to nothing.
    Before,
    /// Somebody else has its delivery by now; nothing was charged.
    Lost,
    /// A newer one has taken its place: it is not to be sent; nothing was charged.
    Superseded,
    /// It is not to be sent; nothing was charged.
    Refused {
        /// Why.
        scope: Scope,
        /// When there is room again.
        opens_at: Timestamp,
    },
}

/// A charge, and what was found out with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    /// The answer.
    pub charge: Charge,
    /// What became of breakers, to be told.
    pub breaking: Vec<Breaking>,
    /// How many codes of the country came back, where enough were looked at.
    pub conversion: Option<Conversion>,
}

/// Countries whose usual hours are kept; more are a sign that most of them are not used.
const KNOWN_MOST: usize = 10_000;

/// Usual hours of countries, by organisation: each with the day of which it is true. The days before do not change any more.
#[derive(Debug, Default)]
pub struct UsualHours(Mutex<HashMap<(TenantId, String), (Timestamp, u32)>>);

impl UsualHours {
    fn get(&self, key: &(TenantId, String), day: Timestamp) -> Option<u32> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(of, _)| *of == day).map(|(_, usual)| *usual)
    }

    fn put(&self, key: (TenantId, String), day: Timestamp, usual: u32) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MOST {
            known.clear();
        }
        known.insert(key, (day, usual));
    }
}

/// What a delivery says of its charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is still ours.
    pub is_held: bool,
    /// It was charged, by an attempt that came to nothing.
    pub is_charged: bool,
    /// When its message was posted.
    pub created_at: Timestamp,
}

/// What is known of a message that was claimed; none where it has no delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(tx: &mut Tx, message: MessageId, fence: i64) -> Result<Option<Standing>, StoreError> {
    let row: Option<(bool, Option<At>, At)> = on!(tx, c => sqlx::query_as(
        "SELECT fence = $2 AND state = 'attempting', charged_at, created_at FROM deliveries WHERE message_id = $1",
    ).bind(message.uuid()).bind(fence).fetch_optional(c).await)?;
    Ok(row.map(|(is_held, charged, At(created_at))| Standing { is_held, is_charged: charged.is_some(), created_at }))
}

/// Charges a message to its prefix and country. Whoever charges to the same waits until this transaction ends; commit in any case.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(
    tx: &mut Tx,
    send: &PaidSend<'_>,
    budgets: &BudgetsConfig,
    usual: &UsualHours,
) -> Result<Charged, StoreError> {
    let Some(area) = send.area else {
        return Ok(Charged { charge: write(tx, send).await?, breaking: Vec::new(), conversion: None });
    };
    let (prefix, country) = (Subject::Prefix(area), Subject::Country(send.tenant, area));
    tx.serialise(&mut [prefix.lock_key(), country.lock_key()]).await?;
    if let Some(charge) = charge_before(tx, send).await? {
        return Ok(Charged { charge, breaking: Vec::new(), conversion: None });
    }
    let (of_prefix, of_country) = (breaker::ask(tx, prefix, budgets).await?, breaker::ask(tx, country, budgets).await?);
    let held = match (of_prefix.holds_until, of_country.holds_until) {
        (Some(opens_at), _) => Some((Scope::PrefixConversion, opens_at)),
        (None, Some(opens_at)) => Some((Scope::CountryConversion, opens_at)),
        (None, None) => full_window(tx, (prefix, country), send.message, (budgets, usual)).await?,
    };
    let charge = match held {
        Some((scope, opens_at)) => Charge::Refused { scope, opens_at },
        None => write(tx, send).await?,
    };
    let breaking = [of_prefix.breaking, of_country.breaking].into_iter().flatten().collect();
    Ok(Charged { charge, breaking, conversion: of_country.conversion })
}

/// Writes that a code came back: it was typed rightly, or its call confirmed.
///
/// # Errors
/// When the database does not answer.
pub async fn prove(tx: &mut Tx, message: MessageId) -> Result<(), StoreError> {
    let now = At(tx.now());
    on!(tx, c => sqlx::query("UPDATE deliveries SET proven_at = COALESCE(proven_at, $2) WHERE message_id = $1")
        .bind(message.uuid()).bind(now).execute(c).await.map(drop))
}

/// Of which messages are counted.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Prefix(&'a PhoneArea),
    Country(TenantId, &'a PhoneArea),
}

impl Subject<'_> {
    /// Names it where breakers are kept.
    fn key(self) -> Vec<u8> {
        match self {
            Self::Prefix(area) => area.prefix.to_vec(),
            Self::Country(tenant, area) => [tenant.uuid().as_bytes(), area.country.as_bytes()].concat(),
        }
    }

    const fn scope(self) -> &'static str {
        match self {
            Self::Prefix(_) => "prefix",
            Self::Country(..) => "country",
        }
    }

    fn lock_key(self) -> i64 {
        limits::lock_key(self.scope(), &self.key())
    }
}

/// A statement over the messages of a subject: of a prefix as `$1`, or of an organisation and a country as `$1` and `$2`.
macro_rules! of_subject {
    ($tx:expr, $subject:expr, $before:literal, $after:literal $(, $value:expr)*) => {
        match $subject {
            $crate::paid_sends::Subject::Prefix(area) => {
                let query = concat!($before, " number_prefix = $1 AND $2 IS NOT NULL ", $after);
                $crate::db::on!($tx, c => sqlx::query_as(query).bind(&area.prefix[..]).bind(&area.country)
                    $(.bind($value))*.fetch_optional(c).await)
            }
            $crate::paid_sends::Subject::Country(tenant, area) => {
                let query = concat!($before, " tenant_id = $1 AND country = $2 AND number_prefix IS NOT NULL ", $after);
                $crate::db::on!($tx, c => sqlx::query_as(query).bind(tenant.uuid()).bind(&area.country)
                    $(.bind($value))*.fetch_optional(c).await)
            }
        }
    };
}
use of_subject;

/// When there is room in a window of so many; `None` for now.
async fn full(tx: &mut Tx, subject: Subject<'_>, max: u32, window: Duration) -> Result<Option<Timestamp>, StoreError> {
    let (since, newer) = (At(tx.now().minus(window)), i64::from(max.saturating_sub(1)));
    let found: Option<(At,)> = of_subject!(
        tx,
        subject,
        "SELECT charged_at FROM deliveries WHERE",
        "AND charged_at > $3 ORDER BY charged_at DESC LIMIT 1 OFFSET $4",
        since,
        newer
    )?;
    Ok(found.map(|(At(at),)| at.plus(window)))
}

/// Which window has no room for a message, and when it has.
async fn full_window(
    tx: &mut Tx,
    (prefix, country): (Subject<'_>, Subject<'_>),
    message: MessageId,
    (budgets, usual): (&BudgetsConfig, &UsualHours),
) -> Result<Option<(Scope, Timestamp)>, StoreError> {
    if let Some(opens_at) = full_prefix(tx, prefix, message, budgets).await? {
        return Ok(Some((Scope::Prefix, opens_at)));
    }
    let Some(opens_at) = full_country(tx, country, budgets, usual).await? else { return Ok(None) };
    Ok((!is_first(tx, country, message, HOUR).await?).then_some((Scope::Country, opens_at)))
}

/// Whether it is a code of a reset and the first one of its account in the window. Such a one goes to a number that is
/// registered there: there are no more of them than numbers, and nobody else's codes hold it up.
async fn is_first(tx: &mut Tx, subject: Subject<'_>, message: MessageId, window: Duration) -> Result<bool, StoreError> {
    let owner: Option<(Option<Uuid>,)> = on!(tx, c => sqlx::query_as(
        "SELECT account_id FROM deliveries WHERE message_id = $1 AND flow = 'reset'",
    ).bind(message.uuid()).fetch_optional(c).await)?;
    let Some(account) = owner.and_then(|(account,)| account) else { return Ok(false) };
    let since = At(tx.now().minus(window));
    let before: Option<(i64,)> = of_subject!(
        tx,
        subject,
        "SELECT count(*) FROM deliveries WHERE",
        "AND charged_at > $3 AND account_id = $4",
        since,
        account
    )?;
    Ok(before.is_none_or(|(count,)| count == 0))
}

async fn full_prefix(
    tx: &mut Tx,
    subject: Subject<'_>,
    message: MessageId,
    budgets: &BudgetsConfig,
) -> Result<Option<Timestamp>, StoreError> {
    let mut opens_at = None;
    for window in &budgets.sends_per_prefix {
        // How many are registered is asked for only where it matters.
        if full(tx, subject, window.max, window.duration()).await?.is_none() {
            continue;
        }
        let most = grown(window.max, budgets.prefix_growth_percent, registered(tx, subject).await?);
        let full = full(tx, subject, most, window.duration()).await?;
        if full.is_some() && !is_first(tx, subject, message, window.duration()).await? {
            opens_at = opens_at.max(full);
        }
    }
    Ok(opens_at)
}

async fn full_country(
    tx: &mut Tx,
    subject: Subject<'_>,
    budgets: &BudgetsConfig,
    known: &UsualHours,
) -> Result<Option<Timestamp>, StoreError> {
    let floor = budgets.country_floor_per_hour;
    if full(tx, subject, floor, HOUR).await?.is_none() {
        return Ok(None);
    }
    let registered = grown(0, budgets.country_growth_percent, registered(tx, subject).await?);
    if registered > floor && full(tx, subject, registered, HOUR).await?.is_none() {
        return Ok(None);
    }
    let usual = usual(tx, subject, budgets, known).await?;
    full(tx, subject, usual.max(registered).max(floor), HOUR).await
}

/// Numbers that are registered there, as far as they are counted.
async fn registered(tx: &mut Tx, subject: Subject<'_>) -> Result<u64, StoreError> {
    let counted: Option<(i64,)> = of_subject!(
        tx,
        subject,
        "SELECT count(*) FROM (SELECT 1 FROM registered_numbers WHERE",
        "LIMIT $3) AS registered",
        i64::from(REGISTERED_COUNTED_MAX)
    )?;
    Ok(counted.map_or(0, |(count,)| count.unsigned_abs()))
}

/// What an hour of the last days was like at its busiest, by the whole days before this one: looked up once a day.
async fn usual(
    tx: &mut Tx,
    subject: Subject<'_>,
    budgets: &BudgetsConfig,
    known: &UsualHours,
) -> Result<u32, StoreError> {
    let Subject::Country(tenant, area) = subject else { return Ok(0) };
    let (key, until) = ((tenant, area.country.clone()), Period::Day.began(tx.now()));
    if let Some(usual) = known.get(&key, until) {
        return Ok(usual);
    }
    let since = until.minus(DAY * u32::from(HISTORY_DAYS));
    let query = tx.pick(
        "SELECT max(sends) FROM (
             SELECT (extract(epoch FROM charged_at) * 1000000)::bigint / 86400000000 AS day, count(*) AS sends
             FROM deliveries WHERE tenant_id = $1 AND country = $2 AND number_prefix IS NOT NULL
                 AND charged_at >= $3 AND charged_at < $4
             GROUP BY day, (extract(epoch FROM charged_at) * 1000000)::bigint / 3600000000
         ) AS hours GROUP BY day",
        "SELECT max(sends) FROM (
             SELECT charged_at / 86400000000 AS day, count(*) AS sends
             FROM deliveries WHERE tenant_id = $1 AND country = $2 AND number_prefix IS NOT NULL
                 AND charged_at >= $3 AND charged_at < $4
             GROUP BY day, charged_at / 3600000000
         ) AS hours GROUP BY day",
    );
    let days: Vec<(i64,)> = on!(tx, c => sqlx::query_as(query)
        .bind(tenant.uuid()).bind(&area.country).bind(At(since)).bind(At(until)).fetch_all(c).await)?;
    let busiest: Vec<u32> = days.into_iter().map(|(sends,)| u32::try_from(sends).unwrap_or(u32::MAX)).collect();
    let usual = usual_hour(&busiest, usize::from(HISTORY_DAYS), budgets.country_usual_percent);
    known.put(key, until, usual);
    Ok(usual)
}

/// What stands already; none where it is still to be charged, if it is to be sent.
async fn charge_before(tx: &mut Tx, send: &PaidSend<'_>) -> Result<Option<Charge>, StoreError> {
    Ok(match standing(tx, send.message, send.fence).await? {
        Some(Standing { is_held: true, is_charged, .. }) => is_charged.then_some(Charge::Before),
        _ => Some(Charge::Lost),
    })
}

/// Writes the charge, where there is none yet, the claim still stands and nothing newer has taken the message's place.
async fn write(tx: &mut Tx, send: &PaidSend<'_>) -> Result<Charge, StoreError> {
    let (now, micros) = (At(tx.now()), i64::try_from(send.micros).unwrap_or(i64::MAX));
    let (prefix, country) = send.area.map(|area| (&area.prefix[..], area.country.as_str())).unzip();
    let changed = on!(tx, c => sqlx::query(
        "UPDATE deliveries SET charged_at = $2, charged_micros = COALESCE(charged_micros, 0) + $3,
         number_prefix = $4, country = $5
         WHERE message_id = $1 AND fence = $6 AND state = 'attempting' AND charged_at IS NULL AND NOT superseded",
    ).bind(send.message.uuid()).bind(now).bind(micros).bind(prefix).bind(country).bind(send.fence).execute(c).await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        return Ok(Charge::Made);
    }
    Ok(charge_before(tx, send).await?.unwrap_or(Charge::Superseded))
}
