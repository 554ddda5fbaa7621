//! Whether the codes that went somewhere came back: where too few do, nobody reads them, and somebody earns by them. What is
//! counted is people: one who asks for five codes is one, and so is one of five that came back.
//!
//! ```text
//!   flowing --too few of enough were proven--> shut until a time --> probing: a few people
//!      ^                                        ^                       |-- enough of them proven: flowing, counted anew
//!      '----------------------------------------+-----------------------'
//!                                               '-- not: shut again
//! ```

use std::time::Duration;

use crate::Timestamp;

use super::part;

/// The numbers of the breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Codes have to have gone out to so many people before anything is judged.
    pub sends_min: u32,
    /// Less than so many percent of them proven is too few.
    pub percent_min: u32,
    /// Codes of so long are looked at, after [`Rules::patience`].
    pub window: Duration,
    /// For a person to type a code: younger ones are not judged yet.
    pub patience: Duration,
    /// Nothing goes out for so long.
    pub shut: Duration,
    /// Codes go out to so many people then, to see whether they come back.
    pub probes: u32,
}

/// People to whom codes went out, and how many of them had one proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Codes went out to so many.
    pub sent: u32,
    /// So many typed one rightly, or confirmed it on the phone.
    pub proven: u32,
}

impl Count {
    fn has_too_few(self, rules: &Rules) -> bool {
        u64::from(self.proven) * 100 < u64::from(self.sent) * u64::from(rules.percent_min)
    }
}

/// What is kept of a breaker that was open once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing goes out until then; afterwards probes.
    Shut {
        /// The end of it.
        until: Timestamp,
    },
    /// It flows again; what went out before does not count.
    Flowing {
        /// Since when.
        since: Timestamp,
    },
}

/// What is looked at: which codes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Those after this time,
    pub after: Timestamp,
    /// up to this one.
    pub until: Timestamp,
}

/// What becomes of the next code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It goes.
    Go,
    /// It goes, and from now on all do.
    Reopen,
    /// It does not go, and none does until then.
    Shut {
        /// The end of it.
        until: Timestamp,
    },
    /// It does not go.
    Wait {
        /// When it may.
        until: Timestamp,
    },
}

/// What has to be counted for [`judge`]; nothing while it is shut.
pub fn span(kept: Option<Kept>, rules: &Rules, now: Timestamp) -> Option<Span> {
    let mature = now.minus(rules.patience);
    let begin = mature.minus(rules.window);
    match kept {
        None => Some(Span { after: begin, until: mature }),
        Some(Kept::Flowing { since }) => Some(Span { after: begin.max(since), until: mature }),
        // Probes count from the first on: a good one need not wait.
        Some(Kept::Shut { until }) => (now >= until).then_some(Span { after: until, until: now }),
    }
}

/// What becomes of the next code, after what was counted in the [`span`]; `newest` is when the last of those went out.
pub fn judge(kept: Option<Kept>, count: Count, newest: Option<Timestamp>, rules: &Rules, now: Timestamp) -> Verdict {
    let shut = || Verdict::Shut { until: now.plus(rules.shut) };
    match kept {
        None | Some(Kept::Flowing { .. }) => {
            let is_enough = count.sent >= rules.sends_min.max(1);
            if is_enough && count.has_too_few(rules) { shut() } else { Verdict::Go }
        }
        Some(Kept::Shut { until }) if now < until => Verdict::Wait { until },
        Some(Kept::Shut { .. }) => {
            let wanted = part(u64::from(rules.probes), rules.percent_min).max(1);
            if u64::from(count.proven) >= wanted {
                return Verdict::Reopen;
            }
            if count.sent < rules.probes {
                return Verdict::Go;
            }
            let judged_at = newest.map_or(now, |at| at.plus(rules.patience));
            if now < judged_at { Verdict::Wait { until: judged_at } } else { shut() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        sends_min: 20,
        percent_min: 20,
        window: Duration::from_secs(3600),
        patience: Duration::from_secs(300),
        shut: Duration::from_secs(1800),
        probes: 5,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    fn count(sent: u32, proven: u32) -> Count {
        Count { sent, proven }
    }

    #[test]
    fn it_shuts_where_less_than_a_fifth_of_twenty_came_back() {
        let now = at(100_000);
        for (sent, proven, is_shut) in [(19, 0, false), (20, 3, true), (20, 4, false), (50, 9, true), (50, 10, false)] {
            for kept in [None, Some(Kept::Flowing { since: at(1) })] {
                let verdict = judge(kept, count(sent, proven), Some(at(99_000)), &RULES, now);
                let expected = if is_shut { Verdict::Shut { until: at(101_800) } } else { Verdict::Go };
                assert_eq!(verdict, expected, "{sent} {proven}");
            }
        }
    }

    #[test]
    fn codes_that_could_not_be_typed_yet_are_not_judged() {
        let now = at(100_000);
        assert_eq!(span(None, &RULES, now), Some(Span { after: at(96_100), until: at(99_700) }));
        let flowing = Kept::Flowing { since: at(98_000) };
        assert_eq!(span(Some(flowing), &RULES, now), Some(Span { after: at(98_000), until: at(99_700) }));
    }

    #[test]
    fn after_its_time_probes_go_and_one_that_comes_back_opens_it() {
        let kept = Some(Kept::Shut { until: at(1_000) });
        assert_eq!(span(kept, &RULES, at(999)), None);
        assert_eq!(judge(kept, count(0, 0), None, &RULES, at(999)), Verdict::Wait { until: at(1_000) });
        assert_eq!(span(kept, &RULES, at(1_000)), Some(Span { after: at(1_000), until: at(1_000) }));
        assert_eq!(judge(kept, count(4, 0), Some(at(1_100)), &RULES, at(1_100)), Verdict::Go);
        assert_eq!(judge(kept, count(5, 0), Some(at(1_100)), &RULES, at(1_399)), Verdict::Wait { until: at(1_400) });
        assert_eq!(judge(kept, count(5, 0), Some(at(1_100)), &RULES, at(1_400)), Verdict::Shut { until: at(3_200) });
        assert_eq!(judge(kept, count(2, 1), Some(at(1_100)), &RULES, at(1_101)), Verdict::Reopen);
    }
}
