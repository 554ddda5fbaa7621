//! The figures that are judged: a median with its spread, and what it must be.

/// What a figure must be.
#[derive(Debug, Clone, Copy)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// A figure that is judged.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    name: &'static str,
    unit: &'static str,
    must: Bound,
    aim: f64,
}

/// How a figure came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Met,
    Missed,
    NotJudged,
}

/// CPU of one bare hash of the CPU that a flow takes.
pub const HASH_SHARE: Figure = Figure { name: "hash share", unit: "", must: Bound::AtLeast(0.5), aim: 0.75 };
/// Flows of a CPU-second against Django.
pub const FLOWS: Figure =
    Figure { name: "flows per CPU-second against Django", unit: "", must: Bound::AtLeast(1.3), aim: 1.8 };
/// From the answer to the mail, one client.
pub const MAIL: Figure = Figure { name: "accepted to SMTP DATA", unit: " ms", must: Bound::AtMost(15.0), aim: 4.0 };
/// From the answer to the mail, the slowest of a hundred with eight clients.
pub const SLOWEST_MAIL: Figure = Figure {
    name: "accepted to SMTP DATA, p99 with eight clients against Django",
    unit: "",
    must: Bound::AtMost(0.8),
    aim: 0.3,
};
/// Mails of a notifier in a second by those of one Celery worker.
pub const MAILS: Figure =
    Figure { name: "mails per second of one process against Celery", unit: "", must: Bound::AtLeast(2.0), aim: 6.0 };
/// Resets in a second over long histories by those over none.
pub const HISTORY: Figure = Figure {
    name: "resets per second over a long history against none",
    unit: "",
    must: Bound::AtLeast(0.85),
    aim: 0.95,
};
/// All roles against Django's application and worker.
pub const MEMORY: Figure = Figure { name: "memory against Django", unit: "", must: Bound::AtMost(0.25), aim: 0.15 };
/// Until all roles are ready, against gunicorn alone.
pub const START: Figure = Figure { name: "start against gunicorn", unit: "", must: Bound::AtMost(0.3), aim: 0.1 };

impl Figure {
    /// The line of this figure, and its verdict by the median. A round that could not be judged takes all figures along.
    pub fn judge(&self, values: &[f64], all_judged: bool) -> (String, Verdict) {
        let Some(spread) = Spread::of(values) else {
            return (format!("{}: not judged, no quiet round", self.name), Verdict::NotJudged);
        };
        let (must, is_met) = match self.must {
            Bound::AtLeast(must) => (must, spread.median >= must),
            Bound::AtMost(must) => (must, spread.median <= must),
        };
        let (verdict, word) = match (is_met, all_judged) {
            (false, _) => (Verdict::Missed, "MISSED"),
            (true, false) => (Verdict::NotJudged, "not judged"),
            (true, true) => (Verdict::Met, "met"),
        };
        let Self { name, unit, aim, .. } = self;
        (format!("{name}: {}, must {must:.2}{unit}, aim {aim:.2}{unit}: {word}", spread.text(unit)), verdict)
    }
}

/// Median, minimum and maximum over the rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let middle = sorted.len() / 2;
        let median =
            if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) };
        Some(Self { median, min, max })
    }

    /// `0.62 (0.58 to 0.65)`.
    pub fn text(&self, unit: &str) -> String {
        let Self { median, min, max } = self;
        format!("{median:.2}{unit} ({min:.2} to {max:.2})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_judged_by_its_median() {
        let (line, verdict) = HASH_SHARE.judge(&[0.65, 0.58, 0.62], true);
        assert_eq!(line, "hash share: 0.62 (0.58 to 0.65), must 0.50, aim 0.75: met");
        assert_eq!(verdict, Verdict::Met);
        let (line, verdict) = HASH_SHARE.judge(&[0.65, 0.44, 0.49], true);
        assert_eq!((line.ends_with("MISSED"), verdict), (true, Verdict::Missed));
        assert_eq!(START.judge(&[0.2, 0.3, 9.0], true).1, Verdict::Met);
        assert_eq!(MAIL.judge(&[15.1], true).1, Verdict::Missed);
    }

    #[test]
    fn what_was_noisy_never_passes() {
        assert_eq!(HASH_SHARE.judge(&[0.9], false).1, Verdict::NotJudged);
        assert_eq!(HASH_SHARE.judge(&[], false).1, Verdict::NotJudged);
        assert_eq!(HASH_SHARE.judge(&[0.1], false).1, Verdict::Missed);
    }

    #[test]
    fn an_even_number_of_rounds_has_a_median_between_two() {
        assert_eq!(Spread::of(&[4.0, 1.0, 2.0, 3.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
        assert_eq!(Spread::of(&[]), None);
    }
}
