//! Two exhaustive walks over a small world: every order of commands, to a depth, with small limits.
//!
//! The first checks the promises I1 to I4 (SECURITY.md) in every state that can be reached. The second walks an account
//! and a decoy side by side and checks that, without the right code, nobody can tell them apart.

use std::collections::HashSet;
use std::time::Duration;

use super::tests::{EMAIL, PHONE, SECOND_PHONE, START, change, claimant, guess, opened, option_id};
use super::*;
use crate::challenge::GuessTicket;
use crate::challenge::samples::seed;
use crate::limits::{Allowance, FlowLimits};

/// Commands in a row.
const DEPTH: usize = 9;
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
    BeginChange(Resubmission),
    FinishChange(Outcome),
    Cancel,
    End,
    Tick,
}

const STEPS: [Step; 19] = [
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

/// A place in the walk: the reset, the guess on its way, and what the world has seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    reset: Reset,
    /// Guesses that were charged and have no verdict yet, oldest first; two people may type at once.
    judging: Vec<(ChallengeId, u128)>,
    ticks: u8,
    drawn: u128,
    judged: u8,
    matched: Vec<ChallengeId>,
    completions: u8,
}

impl Place {
    fn new(reset: Reset) -> Self {
        Self { reset, judging: Vec::new(), ticks: 0, drawn: 100, judged: 0, matched: Vec::new(), completions: 0 }
    }

    fn now(&self) -> Timestamp {
        START.plus(TICK * u32::from(self.ticks))
    }

    /// The command for a step; `None` where the world cannot do it now.
    fn command(&self, step: Step) -> Option<Command> {
        Some(match step {
            Step::Choose(option, number) => {
                Command::Choose { option: option_id(option), number, seed: seed(self.drawn) }
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
                let ticket = GuessTicket { challenge, guess: guess(number), mac: seed(1).mac };
                Command::FinishGuess { ticket, matched }
            }
            Step::RejectPassword => Command::RejectPassword,
            Step::BeginChange(resubmission) => Command::BeginChange { change: change(1), resubmission },
            Step::FinishChange(outcome) => Command::FinishChange { change: change(1).id, outcome },
            Step::Cancel => Command::Cancel,
            Step::End => Command::End(ClosedReason::Superseded),
            Step::BeginGuess | Step::Tick => return None,
        })
    }

    /// The place after a step, with what was answered.
    fn after(&self, step: Step, rules: &Rules<'_>) -> Option<(Self, Option<Decision>)> {
        let mut next = self.clone();
        if step == Step::Tick {
            next.ticks += 1;
            return (self.ticks < TICKS).then_some((next, None));
        }
        let decision = self.reset.decide(self.command(step)?, rules, self.now());
        next.reset = decision.next.clone();
        if matches!(step, Step::Choose(..) | Step::BeginGuess) && decision.next != self.reset {
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
                self.matched.push(proof.challenge);
                self.judged -= 1;
            }
            Effect::Completed(_) => self.completions += 1,
            _ => {}
        }
    }
}

/// The promises that hold in every place.
fn check_promises(place: &Place, limits: &FlowLimits) {
    let distinct: HashSet<&ChallengeId> = place.matched.iter().collect();
    assert_eq!(distinct.len(), place.matched.len(), "I3: a code was accepted twice: {place:?}");
    assert!(place.judged <= limits.guesses_per_flow, "I2: more guesses judged than the cap: {place:?}");
    assert!(place.completions <= 1, "I4: changed twice: {place:?}");
    let may_change = matches!(place.reset.stage, Stage::Changing { .. } | Stage::Completed { .. });
    if may_change {
        let required = usize::from(place.reset.required.count());
        assert!(place.matched.len() >= required, "I1: a password without enough proofs: {place:?}");
    }
    if let Stage::Changing { account, .. } = &place.reset.stage {
        let methods: HashSet<Method> = account.proofs.iter().map(|proof| proof.method).collect();
        let contacts: HashSet<ContactId> = account.proofs.iter().map(|proof| proof.contact).collect();
        let required = usize::from(place.reset.required.count());
        assert!(methods.len() >= required && contacts.len() >= required, "I1: gates are not different: {place:?}");
    }
    let hard_end = START.plus(limits.reset_lifetime);
    assert!(place.reset.expires_at <= hard_end, "it lives longer than any reset may: {place:?}");
    assert!(place.reset.challenges.len() <= usize::from(limits.sends_per_flow), "more codes than the limit");
}

/// A change under way goes on to its outcome: neither time, nor the person, nor anything else ends it.
fn check_change(before: &Place, step: Step, after: &Place) {
    let is_changing = |place: &Place| matches!(place.reset.stage, Stage::Changing { .. });
    if is_changing(before) && !matches!(step, Step::FinishChange(_)) {
        assert!(is_changing(after), "{step:?} ended a change under way: {before:?}");
    }
}

fn check_refusal(before: &Place, decision: &Decision, rules: &Rules<'_>) {
    let refused = matches!(decision.reply, Reply::Refused(_));
    let ended = decision.effects.iter().any(|effect| matches!(effect, Effect::Closed(_)));
    let counted = decision.reply == Reply::Refused(Refusal::PasswordRejected);
    let gave_back = decision.reply == Reply::Refused(Refusal::DirectoryUnavailable);
    if refused && !ended && !counted && !gave_back {
        assert_eq!(decision.next, before.reset, "what is refused changes nothing");
        assert!(decision.effects.is_empty(), "what is refused has no effect");
    }
    if before.reset.status(rules, before.now()) == Status::Completed {
        assert_eq!(decision.next, before.reset, "what is completed stays so");
    }
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_one_gate() {
    walk(&Policy::model());
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_two_gates() {
    walk(&Policy::nist());
}

fn walk(policy: &Policy) {
    let limits = small_limits();
    let rules = Rules { policy, limits: &limits };
    let mut frontier = vec![Place::new(opened(claimant(), &rules))];
    let mut seen: HashSet<Place> = frontier.iter().cloned().collect();
    let mut statuses = HashSet::new();
    for _ in 0..DEPTH {
        let mut reached = Vec::new();
        for place in &frontier {
            for step in STEPS {
                let Some((next, decision)) = place.after(step, &rules) else { continue };
                if let Some(decision) = &decision {
                    check_refusal(place, decision, &rules);
                }
                check_change(place, step, &next);
                check_promises(&next, &limits);
                statuses.insert(next.reset.status(&rules, next.now()));
                if seen.insert(next.clone()) {
                    reached.push(next);
                }
            }
        }
        frontier = reached;
    }
    assert!(seen.len() > 5_000, "the walk is too small to mean anything: {} places", seen.len());
    let wanted = [
        Status::Choosing,
        Status::Challenged,
        Status::Verified,
        Status::Changing,
        Status::Completed,
        Status::Closed(ClosedReason::Cancelled),
        Status::Closed(ClosedReason::Expired),
        Status::Closed(ClosedReason::TooManyAttempts),
        Status::Closed(ClosedReason::Superseded),
    ];
    for status in wanted {
        assert!(statuses.contains(&status), "the walk never came to {status:?}");
    }
}

/// What a stranger sees of a decision.
fn seen_by_a_stranger(place: &Place, decision: Option<&Decision>, rules: &Rules<'_>) -> String {
    let reset = &place.reset;
    let effects: Vec<String> = decision
        .into_iter()
        .flat_map(|decision| &decision.effects)
        .map(|effect| match effect {
            Effect::SendCode { message, challenge, option, expires_at, .. } => {
                format!("send {message} {challenge} {option} {expires_at:?}")
            }
            other => format!("{other:?}"),
        })
        .collect();
    let status = reset.status(rules, place.now());
    let offers: Vec<OptionId> = reset.open_offers(rules.policy).map(|offer| offer.id).collect();
    let challenge = reset.current_challenge().map(|challenge| {
        (challenge.id, challenge.guesses_left(rules.limits, place.now()), challenge.expires_at, challenge.reference)
    });
    let told = (reset.told_required(), reset.may_tell_delivery(), reset.passed(), reset.expires_at);
    format!("{:?} {effects:?} {offers:?} {challenge:?} {status:?} {told:?}", decision.map(|decision| &decision.reply))
}

#[test]
fn without_the_right_code_an_account_and_a_decoy_answer_alike() {
    let (policy, limits) = (Policy::nist(), small_limits());
    let rules = Rules { policy: &policy, limits: &limits };
    let start = (Place::new(opened(claimant(), &rules)), Place::new(opened(Subject::Decoy, &rules)));
    let mut frontier = vec![start.clone()];
    let mut seen = HashSet::from([start]);
    for _ in 0..DEPTH {
        let mut reached = Vec::new();
        for (known, decoy) in &frontier {
            for step in STEPS.into_iter().filter(|step| *step != Step::FinishGuess(true)) {
                // A number that is right for the account differs from what a decoy has; a stranger types the same.
                let for_decoy = match step {
                    Step::Choose(option, TypedNumber::Matches) => Step::Choose(option, TypedNumber::Differs),
                    other => other,
                };
                let (Some(mut a), Some(mut b)) = (known.after(step, &rules), decoy.after(for_decoy, &rules)) else {
                    continue;
                };
                if step == Step::End {
                    // What ends an account's reset happens elsewhere; a decoy has no such elsewhere.
                    (a.1, b) = (None, (decoy.clone(), None));
                }
                let (told_known, told_decoy) =
                    (seen_by_a_stranger(&a.0, a.1.as_ref(), &rules), seen_by_a_stranger(&b.0, b.1.as_ref(), &rules));
                assert_eq!(told_known, told_decoy, "after {step:?}");
                let pair = (a.0, b.0);
                if seen.insert(pair.clone()) {
                    reached.push(pair);
                }
            }
        }
        frontier = reached;
    }
    assert!(seen.len() > 1_000, "the walk is too small to mean anything: {} pairs", seen.len());
}
