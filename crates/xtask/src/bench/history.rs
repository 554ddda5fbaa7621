//! Resets in a second with a long history in the tables against none: two databases, in turns.

use anyhow::Context as _;
use rekey_testkit::databases::psql;

use super::driver::{Aim, Driver};
use super::figures::{HISTORY, Verdict};
use super::place::Place;
use super::rekey::Rekey;
use super::running::pause;
use super::servers::Servers;
use super::watch::{OTHERS_MAX, Watch};
use super::{NUMBERS_OF_ROUND, REPEATS};

const FLOW: &str = "bench/rekey.json";
const CLIENTS: u32 = 8;
/// Rows of one statement.
const ROWS_AT_ONCE: u32 = 500_000;
/// After the load, for what goes on.
const SETTLE: std::time::Duration = std::time::Duration::from_millis(300);

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    /// Ended resets, and as many deliveries.
    pub rows: u32,
    pub rounds: u32,
    /// Of one load.
    pub seconds: u32,
}

/// What one load came to.
struct Load {
    per_second: f64,
    others: f64,
}

/// Measures and prints; whether the figure is what it must be.
///
/// # Errors
/// When something does not start or no flow comes to its end.
pub fn run(place: &Place, servers: &Servers, smtp_port: u16, length: Length) -> anyhow::Result<bool> {
    let (empty, full) = (Rekey::prepare(place, servers, smtp_port)?, Rekey::prepare(place, servers, smtp_port)?);
    let measure = |rekey: &Rekey, number: u32| {
        let first = u64::from(number) * NUMBERS_OF_ROUND;
        load(place, rekey, &Aim { flow: FLOW, base: rekey.base(), smtp_port, first }, length.seconds)
    };
    // The history is made of copies of a reset that took place.
    measure(&full, 0)?;
    fill(&full, length.rows)?;
    let mut ratios = Vec::new();
    for number in 1..=length.rounds * (1 + REPEATS) {
        let (over_history, over_none) = if number % 2 == 1 {
            let over_history = measure(&full, number)?;
            (over_history, measure(&empty, number)?)
        } else {
            let over_none = measure(&empty, number)?;
            (measure(&full, number)?, over_none)
        };
        let others = over_history.others.max(over_none.others);
        println!(
            "round {number}: {:.1} resets/s over {} ended ones, {:.1} over none, others {:.0} %",
            over_history.per_second,
            length.rows,
            over_none.per_second,
            others * 1e2
        );
        if others <= OTHERS_MAX {
            ratios.push(over_history.per_second / over_none.per_second);
        }
        if ratios.len() == usize::try_from(length.rounds)? {
            break;
        }
    }
    let is_quiet = ratios.len() == usize::try_from(length.rounds)?;
    let (line, verdict) = HISTORY.judge(&ratios, is_quiet);
    println!("{line}");
    Ok(verdict == Verdict::Met)
}

fn load(place: &Place, rekey: &Rekey, aim: &Aim<'_>, seconds: u32) -> anyhow::Result<Load> {
    let phases = [(seconds / 4).max(1), seconds].map(|seconds| format!("{CLIENTS}x{seconds}"));
    let mut driver = Driver::start(place, aim, &phases)?;
    let _running = rekey.start()?;
    driver.phase()?;
    pause(SETTLE);
    let watch = Watch::begin(Vec::new());
    let report = driver.phase()?;
    let others = watch.end().others;
    anyhow::ensure!(report.errors.is_empty(), "flows failed: {:?}", report.errors);
    Ok(Load { per_second: f64::from(report.flows) / report.seconds, others })
}

/// Copies one ended reset and one delivery, spread over the day for which they are kept, with ids that grow with time as ours do.
fn fill(rekey: &Rekey, rows: u32) -> anyhow::Result<()> {
    let database = rekey.database().url();
    let mut begin = 0;
    while begin < rows {
        let end = (begin + ROWS_AT_ONCE).min(rows);
        for statement in [RESETS, DELIVERIES] {
            let statement = [("BEGIN", begin + 1), ("END", end), ("ROWS", rows)]
                .iter()
                .fold(statement.to_owned(), |text, (name, value)| text.replace(name, &value.to_string()));
            psql(database, &statement).context("the history")?;
        }
        begin = end;
        println!("{begin} of {rows} ended resets");
    }
    for table in ["resets", "deliveries"] {
        psql(database, &format!("vacuum analyze {table}"))?;
    }
    psql(database, "checkpoint").map(|_| ())
}

const RESETS: &str = "
insert into resets (id, tenant_id, account_id, subject_key, token_hash, next_token_hash, handle_due, version, is_over, changing_since,
    stage, closed_reason, touched_at, state, created_at, expires_at)
select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || 'b'
        || substr(md5(n::text), 4, 15))::uuid,
    tenant_id, account_id, sha256(('subject' || n)::bytea), sha256(('token' || n)::bytea), null, false, version, true, null,
    stage, closed_reason, at, state, at, at + interval '20 minutes'
from (select * from resets where is_over and stage = 'completed' limit 1) as template,
    lateral (select n, now() - interval '23 hours' * (1 - n::float8 / ROWS) as at from generate_series(BEGIN, END) as n) as series";

const DELIVERIES: &str = "
insert into deliveries (message_id, tenant_id, account_id, channel, purpose, flow, flow_id, state, attempt, lease_until, fence, provider,
    provider_message_id, reason, call_outcome, forged_reports, superseded, created_at, updated_at, expires_at)
select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || 'a'
        || substr(md5(n::text), 4, 15))::uuid,
    tenant_id, account_id, channel, purpose, flow, flow_id, state, attempt, null, fence, provider,
    provider_message_id, reason, call_outcome, 0, superseded, at, at, at + interval '15 minutes'
from (select * from deliveries where state = 'sent' limit 1) as template,
    lateral (select n, now() - interval '23 hours' * (1 - n::float8 / ROWS) as at from generate_series(BEGIN, END) as n) as series";
