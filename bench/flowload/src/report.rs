//! What a phase came to.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

/// Times of a step in milliseconds, as they come.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// From the call to its answer.
    pub answered: Vec<f64>,
    /// From the call to the mail's `DATA`, whenever the answer came.
    pub from_request: Vec<f64>,
    /// From the answer to the mail's `DATA`; below zero where that was first.
    pub announced: Vec<f64>,
    /// From the answer to the whole mail; below zero where the mail was first.
    pub mailed: Vec<f64>,
}

/// A phase: one line of JSON.
#[derive(Debug, Serialize)]
pub struct Report {
    pub clients: usize,
    pub flows: u64,
    pub seconds: f64,
    /// The driver's own.
    pub cpu_seconds: f64,
    pub steps: Vec<StepReport>,
    /// What went wrong, and how often.
    pub errors: BTreeMap<String, u64>,
}

/// A step: milliseconds.
#[derive(Debug, Serialize)]
pub struct StepReport {
    pub path: String,
    pub p50: Option<f64>,
    pub p99: Option<f64>,
    pub data_from_request_p50: Option<f64>,
    pub data_from_request_p99: Option<f64>,
    pub data_p50: Option<f64>,
    pub data_p99: Option<f64>,
    pub mail_p50: Option<f64>,
    pub mail_p99: Option<f64>,
}

impl StepReport {
    pub fn of(path: &str, times: &Times) -> Self {
        let [answered, from_request, announced, mailed] =
            [&times.answered, &times.from_request, &times.announced, &times.mailed].map(|times| sorted(times));
        Self {
            path: path.to_owned(),
            p50: quantile(&answered, 0.5),
            p99: quantile(&answered, 0.99),
            data_from_request_p50: quantile(&from_request, 0.5),
            data_from_request_p99: quantile(&from_request, 0.99),
            data_p50: quantile(&announced, 0.5),
            data_p99: quantile(&announced, 0.99),
            mail_p50: quantile(&mailed, 0.5),
            mail_p99: quantile(&mailed, 0.99),
        }
    }
}

fn sorted(times: &[f64]) -> Vec<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an index below the length"
)]
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * part).round() as usize).copied()
}

/// CPU time of this process so far.
///
/// # Errors
/// Where there is no `/proc`.
pub fn own_cpu() -> anyhow::Result<Duration> {
    let said = std::fs::read_to_string("/proc/self/schedstat")?;
    // The driver has one thread.
    Ok(Duration::from_nanos(said.split_whitespace().next().unwrap_or_default().parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_what_was_measured() {
        let times = Times { answered: vec![3.0, 1.0, 2.0], ..Times::default() };
        let report = StepReport::of("/", &times);
        assert_eq!((report.p50, report.p99, report.mail_p50), (Some(2.0), Some(3.0), None));
    }
}
