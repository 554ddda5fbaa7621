//! Exhaustive walks over small worlds: every order of commands, to a depth, with small limits.
//!
//! Worlds differ in what is offered, in what can happen and in the policies that are in force at the start and later.
//! `promises` checks I1 to I4 (SECURITY.md), and that the stricter of two policies counts, in every state that can be
//! reached; `told` checks there what may be told to whom; `alike` walks an account and a decoy side by side.

mod alike;
mod promises;
mod told;

use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;
use std::time::Duration;

use super::tests::{
    APP, CALL, EMAIL, PASSKEY, PHONE, QUESTIONS, SECOND_PHONE, START, change, claimant, guess, opened, option_id, way,
};
use super::*;
use crate::QuestionId;
use crate::call::CallEnd;
use crate::challenge::Expected;
use crate::challenge::GuessTicket;
use crate::challenge::samples::seed_for;
use crate::limits::{Allowance, FlowLimits};

/// Commands in a row with codes.
const DEPTH: usize = 9;
/// The same where more can happen at each.
const DEPTH_OF_OTHERS: usize = 7;
/// The same where most can.
const DEPTH_OF_MANY: usize = 6;
/// The clock moves by this much at most this often.
const TICK: Duration = Duration::from_secs(40);
const TICKS: u8 = 3;
/// Guesses on their way at a time.
const GUESSES_AT_ONCE: usize = 2;

fn small_limits() -> FlowLimits {
    FlowLimits {
        reset_lifetime: Duration::from_secs(110),
        guesses_per_code: 2,
        guesses_per_flow: 3,
        password_tries: 2,
        sends_per_option: 2,
        sends_per_flow: 3,
        resend_cooldowns: [Duration::from_secs(30); 4],
        call_cooldowns: [Duration::from_secs(30); 4],
        ..FlowLimits::default()
    }
}

/// One thing that can happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Choose(u128, TypedNumber),
    BeginGuess,
    BeginGuessWithoutAllowance,
    FinishGuess(bool),
    RejectPassword,
    Unlock,
    BeginChange(Resubmission),
    FinishChange(Outcome),
    Cancel,
    End,
    Tick,
    /// The newest call's keys.
    Press(bool),
    HearCallEnd(CallEnd),
    /// The other policy comes into force.
    TurnPolicy,
}

/// What can happen with codes.
const CODES: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(PHONE, TypedNumber::Matches),
    Step::Choose(PHONE, TypedNumber::Differs),
    Step::Choose(PHONE, TypedNumber::Missing),
    Step::Choose(SECOND_PHONE, TypedNumber::Matches),
    Step::BeginGuess,
    Step::BeginGuessWithoutAllowance,
    Step::FinishGuess(true),
    Step::FinishGuess(false),
    Step::RejectPassword,
    Step::BeginChange(Resubmission::Same),
    Step::BeginChange(Resubmission::Different),
    Step::FinishChange(Outcome::Changed),
    Step::FinishChange(Outcome::Rejected),
    Step::FinishChange(Outcome::NotReached),
    Step::FinishChange(Outcome::Unknown),
    Step::Cancel,
    Step::End,
    Step::Tick,
];

/// What can happen with everything else.
const OTHERS: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(CALL, TypedNumber::Matches),
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Choose(PASSKEY, TypedNumber::Missing),
    Step::Press(true),
    Step::Press(false),
    Step::HearCallEnd(CallEnd::NoAnswer),
    Step::HearCallEnd(CallEnd::Refused),
    Step::BeginGuess,
    Step::BeginGuessWithoutAllowance,
    Step::FinishGuess(true),
    Step::FinishGuess(false),
    Step::Unlock,
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::Tick,
];

/// A world to walk in.
struct World {
    /// The policy at the start, and the one that may come into force.
    policies: [Policy; 2],
    steps: &'static [Step],
    device: Option<DeviceId>,
    limits: FlowLimits,
}

impl World {
    fn new(policy: Policy, steps: &'static [Step]) -> Self {
        Self::turning([policy.clone(), policy], steps)
    }

    fn turning(policies: [Policy; 2], steps: &'static [Step]) -> Self {
        Self { policies, steps, device: None, limits: small_limits() }
    }

    /// What is in force in a place.
    fn rules(&self, place: &Place) -> Rules<'_> {
        Rules { policy: &self.policies[usize::from(place.is_turned)], limits: &self.limits }
    }

    /// What is offered: what can be chosen in some step.
    fn options(&self) -> Vec<u128> {
        let mut options = Vec::new();
        for step in self.steps {
            if let Step::Choose(option, _) = step
                && !options.contains(option)
            {
                options.push(*option);
            }
        }
        options
    }

    fn start(&self, subject: Subject) -> Place {
        let rules = Rules { policy: &self.policies[0], limits: &self.limits };
        Place::new(opened(subject, &self.options(), &rules))
    }

    fn owner(&self) -> Subject {
        Subject::Account(Claimant { account: super::tests::account(), device: self.device, proofs: Vec::new() })
    }
}

/// Every method, two gates, and unlocking.
fn all_methods() -> Policy {
    Policy { methods: Method::ALL.into(), unlock: true, ..Policy::nist() }
}

/// A place in the walk: the reset, the guess on its way, and what the world has seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    reset: Reset,
    /// Guesses that were charged and have no verdict yet, oldest first; two people may type at once.
    judging: Vec<(ChallengeId, u128)>,
    ticks: u8,
    is_turned: bool,
    drawn: u128,
    judged: u8,
    /// Gates passed, as the world heard of them.
    passed: Vec<Proof>,
    completions: u8,
}

impl Place {
    fn new(reset: Reset) -> Self {
        Self {
            reset,
            judging: Vec::new(),
            ticks: 0,
            is_turned: false,
            drawn: 100,
            judged: 0,
            passed: Vec::new(),
            completions: 0,
        }
    }

    fn now(&self) -> Timestamp {
        START.plus(TICK * u32::from(self.ticks))
    }

    /// The command for a step; `None` where the world cannot do it now.
    fn command(&self, step: Step) -> Option<Command> {
        Some(match step {
            Step::Choose(option, number) => {
                Command::Choose { option: option_id(option), number, seed: seed_for(self.drawn, way(option)) }
            }
            Step::BeginGuess if self.judging.len() < GUESSES_AT_ONCE => {
                Command::BeginGuess { guess: guess(self.drawn), allowance: Allowance::Open }
            }
            Step::BeginGuessWithoutAllowance => {
                let opens_at = self.now().plus(TICK);
                Command::BeginGuess { guess: guess(self.drawn), allowance: Allowance::Spent { opens_at } }
            }
            Step::FinishGuess(matched) => {
                let (challenge, number) = *self.judging.first()?;
                let ticket = GuessTicket { challenge, guess: guess(number), expected: Expected::AuthenticatorCode };
                Command::FinishGuess { ticket, matched, tool: None, redrawn: self.others_than_asked(challenge) }
            }
            Step::RejectPassword => Command::RejectPassword,
            Step::Unlock => Command::Unlock,
            Step::BeginChange(resubmission) => Command::BeginChange { change: change(1), resubmission },
            Step::FinishChange(outcome) => Command::FinishChange { change: change(1).id, outcome },
            Step::Cancel => Command::Cancel,
            Step::End => Command::End(ClosedReason::Superseded),
            Step::Press(matched) => Command::Press {
                message: self.newest_call()?,
                guess: guess(self.drawn),
                allowance: Allowance::Open,
                matched,
            },
            Step::HearCallEnd(end) => Command::HearCallEnd { message: self.newest_call()?, end },
            Step::BeginGuess | Step::Tick | Step::TurnPolicy => return None,
        })
    }

    fn is_over(&self) -> bool {
        matches!(self.reset.stage, Stage::Completed { .. } | Stage::Closed { .. })
    }

    fn newest_call(&self) -> Option<crate::MessageId> {
        let mut newest = self.reset.challenges.iter().rev();
        newest.find(|challenge| challenge.expected.is_pressed())?.message()
    }

    /// The questions of a challenge, where it asks any.
    fn asked(&self, challenge: ChallengeId) -> Option<&[QuestionId]> {
        let found = self.reset.challenges.iter().find(|found| found.id == challenge)?;
        match &found.expected {
            Expected::Answers { asked, .. } => Some(asked),
            _ => None,
        }
    }

    /// As many others of a pool of four.
    fn others_than_asked(&self, challenge: ChallengeId) -> Vec<QuestionId> {
        let Some(asked) = self.asked(challenge) else { return Vec::new() };
        let pool = ["first-pet", "first-job", "first-flight", "first-school", "first-street", "first-boss"];
        let pool = pool.map(|name| QuestionId::parse(name).expect("sound"));
        pool.into_iter().filter(|question| !asked.contains(question)).collect()
    }

    /// The place after a step, with what was answered.
    fn after(&self, step: Step, rules: &Rules<'_>) -> Option<(Self, Option<Decision>)> {
        let mut next = self.clone();
        if step == Step::Tick {
            next.ticks += 1;
            return (self.ticks < TICKS).then_some((next, None));
        }
        if step == Step::TurnPolicy {
            next.is_turned = !self.is_turned;
            return Some((next, None));
        }
        let decision = self.reset.decide(self.command(step)?, rules, self.now());
        next.reset = decision.next.clone();
        if matches!(step, Step::Choose(..) | Step::BeginGuess | Step::Press(_)) && decision.next != self.reset {
            next.drawn += 1;
        }
        if matches!(step, Step::FinishGuess(_)) {
            next.judging.remove(0);
        }
        for effect in &decision.effects {
            next.hear(effect);
        }
        if let Reply::Judge(ticket) = &decision.reply {
            next.judging.push((ticket.challenge, self.drawn));
            next.judged += 1;
        }
        Some((next, Some(decision)))
    }

    fn hear(&mut self, effect: &Effect) {
        match effect {
            Effect::GatePassed(proof) => {
                self.passed.push(*proof);
                // Keys are not counted in the first place.
                let is_typed = self.reset.offer(proof.option).is_some_and(|offer| offer.way != way(CALL));
                self.judged -= u8::from(is_typed);
            }
            Effect::Completed(_) => self.completions += 1,
            _ => {}
        }
    }
}

/// How many different states `after` reaches from `start` in so many steps.
fn explore<S: Eq + Hash>(start: S, depth: usize, mut after: impl FnMut(&S, &mut Vec<S>)) -> usize {
    let start = Rc::new(start);
    let mut frontier = vec![Rc::clone(&start)];
    let mut seen = HashSet::from([start]);
    let mut next = Vec::new();
    for _ in 0..depth {
        let mut reached = Vec::new();
        for state in &frontier {
            after(state, &mut next);
            for new in next.drain(..) {
                if !seen.contains(&new) {
                    let new = Rc::new(new);
                    seen.insert(Rc::clone(&new));
                    reached.push(new);
                }
            }
        }
        frontier = reached;
    }
    seen.len()
}
