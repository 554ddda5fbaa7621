//! One circuit: what was seen of a provider lately, and whether it is called. Time is an argument.
//!
//! ```text
//!   closed --so many failures among the last twice as many, within the window--> open
//!   closed --three messages in doubt in a row, where there is another provider and little is sent--> open
//!   open --the pause is over: one message tries--> half open
//!   half open --that one fails--> open, twice as long up to a bound
//!   half open --that one is answered--> closed
//! ```

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use rekey_runtime::config::CircuitConfig;

/// How a provider did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// It answered: it took the message, or refused this one.
    Answered,
    /// It was not reached, or answered that it cannot now: it does not have the message, and the next may have it.
    Failed,
    /// It was silent, or failed over the message, and may have it.
    Doubted,
    /// It was not called after all, or nobody waited for the answer.
    Unknown,
}

/// What a call that has leave is to the circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    /// One of many.
    Usual,
    /// The one that tries a provider that failed.
    Probe,
}

/// The answer to who wants to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Call.
    Go(Leave),
    /// Not for so long; zero while another one tries.
    Wait(Duration),
}

/// What is worth a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is left alone for so long.
    Opened(Duration),
    /// It is called as usual.
    Closed,
}

/// Who else there is on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Nobody: leaving the provider alone brings no message anywhere sooner.
    Nobody,
    /// Another provider, or several.
    Others,
}

/// Messages in doubt in a row that open a circuit where there is another provider and little is sent, over whatever time: people ask
/// again after half a minute at the earliest, and where few do, a window never has as many failures as open it.
const DOUBTS_IN_A_ROW: usize = 3;

#[derive(Debug)]
enum State {
    /// Newest last: when, and whether it failed.
    Closed(VecDeque<(Instant, bool)>),
    Open {
        until: Instant,
        pause: Duration,
    },
    HalfOpen {
        pause: Duration,
        is_tried: bool,
    },
}

/// A circuit.
#[derive(Debug)]
pub(crate) struct Circuit {
    failures: usize,
    window: Duration,
    pause: Duration,
    pause_max: Duration,
    state: State,
    beside: Beside,
    /// Messages in doubt since it last answered.
    doubts: usize,
}

impl Circuit {
    /// A closed one.
    pub(crate) fn new(config: &CircuitConfig, beside: Beside) -> Self {
        Self {
            failures: usize::try_from(config.failures).unwrap_or(usize::MAX).max(1),
            window: Duration::from_secs(config.window_seconds),
            pause: Duration::from_secs(config.pause_seconds),
            pause_max: Duration::from_secs(config.pause_max_seconds),
            state: State::Closed(VecDeque::new()),
            beside,
            doubts: 0,
        }
    }

    /// 0 closed, 1 half open, 2 open.
    pub(crate) const fn level(&self) -> u8 {
        match self.state {
            State::Closed(_) => 0,
            State::HalfOpen { .. } => 1,
            State::Open { .. } => 2,
        }
    }

    /// Somebody wants to call.
    pub(crate) fn ask(&mut self, now: Instant) -> Asked {
        let pause = match self.state {
            State::Closed(_) => return Asked::Go(Leave::Usual),
            State::Open { until, .. } if now < until => return Asked::Wait(until.duration_since(now)),
            State::HalfOpen { is_tried: true, .. } => return Asked::Wait(Duration::ZERO),
            State::Open { pause, .. } | State::HalfOpen { pause, .. } => pause,
        };
        self.state = State::HalfOpen { pause, is_tried: true };
        Asked::Go(Leave::Probe)
    }

    /// A call that had leave is over. Of those that began before it opened nothing more is learned.
    pub(crate) fn hear(&mut self, leave: Leave, health: Health, now: Instant) -> Option<Change> {
        match (&mut self.state, leave, health) {
            (_, Leave::Usual, Health::Unknown)
            | (State::Open { .. }, ..)
            | (State::HalfOpen { .. }, Leave::Usual, _) => None,
            (State::Closed(seen), _, health) => {
                let is_failure = matches!(health, Health::Failed | Health::Doubted);
                seen.push_back((now, is_failure));
                while seen.len() > self.failures.saturating_mul(2) {
                    seen.pop_front();
                }
                seen.retain(|(at, _)| now.duration_since(*at) < self.window);
                let failed = seen.iter().filter(|(_, is_failure)| *is_failure).count();
                match health {
                    Health::Answered => self.doubts = 0,
                    Health::Doubted => self.doubts += 1,
                    Health::Failed | Health::Unknown => {}
                }
                let is_seldom_asked = seen.len() < self.failures;
                let is_in_doubt = self.beside == Beside::Others && is_seldom_asked && self.doubts >= DOUBTS_IN_A_ROW;
                (failed >= self.failures || is_in_doubt).then(|| self.open(self.pause, now))
            }
            (State::HalfOpen { is_tried, .. }, Leave::Probe, Health::Unknown) => {
                *is_tried = false;
                None
            }
            (State::HalfOpen { pause, .. }, Leave::Probe, Health::Failed | Health::Doubted) => {
                let doubled = pause.saturating_mul(2).min(self.pause_max);
                Some(self.open(doubled, now))
            }
            (State::HalfOpen { .. }, Leave::Probe, Health::Answered) => {
                self.state = State::Closed(VecDeque::new());
                Some(Change::Closed)
            }
        }
    }

    fn open(&mut self, pause: Duration, now: Instant) -> Change {
        self.doubts = 0;
        self.state = State::Open { until: now + pause, pause };
        Change::Opened(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What happens at a second, and what follows.
    enum Step {
        Ask(u64, Asked),
        Hear(u64, Leave, Health, Option<Change>),
    }
    use Asked::{Go, Wait};
    use Change::{Closed, Opened};
    use Health::{Answered, Doubted, Failed, Unknown};
    use Leave::{Probe, Usual};
    use Step::{Ask, Hear};

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Three failures in ten seconds open it for 5, later for up to 12.
    fn follow(name: &str, steps: &[Step]) -> u8 {
        follow_beside(Beside::Others, name, steps)
    }

    fn follow_beside(beside: Beside, name: &str, steps: &[Step]) -> u8 {
        let config = CircuitConfig { failures: 3, window_seconds: 10, pause_seconds: 5, pause_max_seconds: 12 };
        let (mut circuit, began) = (Circuit::new(&config, beside), Instant::now());
        for (nth, step) in steps.iter().enumerate() {
            match step {
                Ask(at, wanted) => assert_eq!(circuit.ask(began + seconds(*at)), *wanted, "{name} {nth}"),
                Hear(at, leave, health, wanted) => {
                    assert_eq!(circuit.hear(*leave, *health, began + seconds(*at)), *wanted, "{name} {nth}");
                }
            }
        }
        circuit.level()
    }

    /// It is open from second 3 to second 8.
    fn opened() -> Vec<Step> {
        vec![
            Hear(1, Usual, Failed, None),
            Hear(2, Usual, Failed, None),
            Hear(3, Usual, Failed, Some(Opened(seconds(5)))),
        ]
    }

    #[test]
    fn so_many_failures_in_the_window_open_it() {
        assert_eq!(follow("opened", &opened()), 2);
        let spread = [1, 6, 12].map(|at| Hear(at, Usual, Failed, None));
        assert_eq!(follow("spread over more than the window", &spread), 0);
        let unknown = [1, 2, 3].map(|at| Hear(at, Usual, Unknown, None));
        assert_eq!(follow("nobody knows", &unknown), 0);
        let refused = [1, 2, 3].map(|at| Hear(at, Usual, Answered, None));
        assert_eq!(follow("answered", &refused), 0);
    }

    #[test]
    fn messages_in_doubt_in_a_row_open_it_over_whatever_time_where_there_is_another_provider() {
        let doubts = |third| {
            vec![Hear(0, Usual, Doubted, None), Hear(50, Usual, Doubted, None), Hear(100, Usual, Doubted, third)]
        };
        assert_eq!(follow("in a row", &doubts(Some(Opened(seconds(5))))), 2);
        assert_eq!(follow_beside(Beside::Nobody, "nobody else has it", &doubts(None)), 0);
        let mut answered = doubts(None);
        answered.insert(2, Hear(60, Usual, Answered, None));
        assert_eq!(follow("an answer in between", &answered), 0);
        let mut probed = doubts(Some(Opened(seconds(5))));
        probed.extend([Ask(105, Go(Probe)), Hear(106, Probe, Doubted, Some(Opened(seconds(10))))]);
        assert_eq!(follow("in doubt again", &probed), 2);
        let mut often =
            vec![Hear(0, Usual, Answered, None), Hear(0, Usual, Answered, None), Hear(0, Usual, Answered, None)];
        often.extend([1, 2].map(|at| Hear(at, Usual, Doubted, None)));
        assert_eq!(follow("among many", &often), 0);
        let in_the_window = [1, 2].map(|at| Hear(at, Usual, Doubted, None));
        let failed = in_the_window.into_iter().chain([Hear(3, Usual, Failed, Some(Opened(seconds(5))))]);
        assert_eq!(follow_beside(Beside::Nobody, "doubts are failures, too", &failed.collect::<Vec<_>>()), 2);
    }

    #[test]
    fn a_few_failures_among_many_answers_do_not() {
        let mostly_well: Vec<Step> =
            (0..40).map(|nth| Hear(nth / 10, Usual, if nth % 4 == 0 { Failed } else { Answered }, None)).collect();
        assert_eq!(follow("one in four", &mostly_well), 0);
        let mut half = vec![Hear(1, Usual, Answered, None)];
        half.extend([Hear(1, Usual, Failed, None), Hear(1, Usual, Answered, None), Hear(1, Usual, Failed, None)]);
        half.push(Hear(2, Usual, Failed, Some(Opened(seconds(5)))));
        assert_eq!(follow("more than half", &half), 2);
    }

    #[test]
    fn an_open_one_is_tried_by_one_message_after_the_pause() {
        let mut steps = opened();
        steps.extend([Ask(4, Wait(seconds(4))), Ask(7, Wait(seconds(1))), Ask(8, Go(Probe)), Ask(8, Wait(seconds(0)))]);
        assert_eq!(follow("half open", &steps), 1);
        steps.extend([Hear(9, Probe, Answered, Some(Closed)), Ask(9, Go(Usual)), Hear(9, Usual, Failed, None)]);
        assert_eq!(follow("closed, and what was before is forgotten", &steps), 0);
    }

    #[test]
    fn a_message_that_fails_too_doubles_the_pause_up_to_a_bound() {
        let mut steps = opened();
        steps.extend([
            Ask(8, Go(Probe)),
            Hear(9, Probe, Failed, Some(Opened(seconds(10)))),
            Ask(18, Wait(seconds(1))),
            Ask(19, Go(Probe)),
            Hear(20, Probe, Failed, Some(Opened(seconds(12)))),
            Ask(32, Go(Probe)),
            Hear(32, Probe, Failed, Some(Opened(seconds(12)))),
        ]);
        assert_eq!(follow("open again", &steps), 2);
        steps.extend([
            Ask(44, Go(Probe)),
            Hear(44, Probe, Answered, Some(Closed)),
            Hear(45, Usual, Failed, None),
            Hear(45, Usual, Failed, None),
            Hear(45, Usual, Failed, Some(Opened(seconds(5)))),
        ]);
        assert_eq!(follow("the first pause again", &steps), 2);
    }

    #[test]
    fn who_gives_leave_back_lets_the_next_one_try() {
        let mut steps = opened();
        steps.extend([Ask(8, Go(Probe)), Hear(8, Probe, Unknown, None), Ask(8, Go(Probe)), Ask(9, Wait(seconds(0)))]);
        assert_eq!(follow("given back", &steps), 1);
    }

    #[test]
    fn calls_that_began_before_it_opened_change_nothing() {
        let mut steps = opened();
        steps.extend([Hear(4, Usual, Answered, None), Hear(4, Usual, Failed, None), Ask(8, Go(Probe))]);
        steps.extend([Hear(8, Usual, Answered, None), Hear(8, Usual, Failed, None), Ask(8, Wait(seconds(0)))]);
        assert_eq!(follow("late", &steps), 1);
    }
}
