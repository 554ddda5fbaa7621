//! Two exhaustive walks over a small world: every order of commands, to a depth, with small limits.
//!
//! Worlds differ in what is offered and in what can happen: codes; answers, keys and passkeys; a policy that changes meanwhile.
//! The first walk checks the promises I1 to I4 (SECURITY.md) in every state that can be reached. The second walks an account
//! and a decoy side by side and checks that, without the right code, nobody can tell them apart.

use std::collections::HashSet;
use std::time::Duration;

use super::tests::{
    CALL, EMAIL, PASSKEY, PHONE, QUESTIONS, SECOND_PHONE, START, change, claimant, guess, opened, option_id, way,
};
use super::*;
use crate::QuestionId;
use crate::call::CallEnd;
use crate::challenge::Expected;
use crate::challenge::GuessTicket;
use crate::challenge::samples::seed_for;
use crate::limits::{Allowance, FlowLimits};

/// Commands in a row.
const DEPTH: usize = 9;
/// The same where more can happen at each.
const DEPTH_OF_OTHERS: usize = 7;
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
    Step::Choose(CALL, TypedNumber::Missing),
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

/// What can happen while a policy changes.
const TURNS: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Choose(PASSKEY, TypedNumber::Missing),
    Step::BeginGuess,
    Step::FinishGuess(true),
    Step::FinishGuess(false),
    Step::TurnPolicy,
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::FinishChange(Outcome::NotReached),
    Step::Tick,
];

/// A world to walk in.
struct World {
    /// The policy at the start, and the one that may come into force.
    policies: [Policy; 2],
    steps: &'static [Step],
    limits: FlowLimits,
}

impl World {
    fn new(policy: Policy, steps: &'static [Step]) -> Self {
        Self { policies: [policy.clone(), policy], steps, limits: small_limits() }
    }

    /// What is in force in a place.
    fn rules(&self, place: &Place) -> Rules<'_> {
        Rules { policy: &self.policies[usize::from(place.is_turned)], limits: &self.limits }
    }

    fn start(&self, subject: Subject) -> Place {
        Place::new(opened(subject, &Rules { policy: &self.policies[0], limits: &self.limits }))
    }
}

/// Every method, and two gates.
fn all_methods() -> Policy {
    Policy { methods: Method::ALL.into(), unlock: true, ..Policy::nist() }
}

fn question(name: &str) -> QuestionId {
    QuestionId::parse(name).expect("sound")
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
    matched: Vec<ChallengeId>,
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
            matched: Vec::new(),
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
                Command::FinishGuess { ticket, matched, tool: None, redrawn: vec![question("first-job")] }
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

    fn newest_call(&self) -> Option<crate::MessageId> {
        let mut newest = self.reset.challenges.iter().rev();
        newest.find(|challenge| challenge.expected.is_pressed())?.message()
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
                self.matched.push(proof.challenge);
                // Keys are not counted in the first place.
                let is_typed = self.reset.offer(proof.option).is_some_and(|offer| offer.way != way(CALL));
                self.judged -= u8::from(is_typed);
            }
            Effect::Unlocked(_) => {
                let required = usize::from(self.reset.required.count());
                assert!(self.matched.len() >= required, "I1: unlocked without enough proofs: {self:?}");
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
        let contacts: Vec<ContactId> = account.proofs.iter().filter_map(|proof| proof.contact).collect();
        let different: HashSet<&ContactId> = contacts.iter().collect();
        let required = usize::from(place.reset.required.count());
        assert!(
            methods.len() >= required && different.len() == contacts.len(),
            "I1: gates are not different: {place:?}"
        );
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
    let judged = matches!(decision.reply, Reply::Refused(Refusal::WrongCode { .. }));
    if judged {
        let mut without = decision.next.clone();
        without.challenges.clone_from(&before.reset.challenges);
        without.touched_at = before.reset.touched_at;
        assert!(ended || without == before.reset, "a wrong answer changes its challenge and nothing else");
    }
    if refused && !ended && !counted && !gave_back && !judged {
        assert_eq!(decision.next, before.reset, "what is refused changes nothing");
        assert!(decision.effects.is_empty(), "what is refused has no effect");
    }
    if before.reset.status(rules, before.now()) == Status::Completed {
        assert_eq!(decision.next, before.reset, "what is completed stays so");
    }
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_one_gate() {
    walk(&World::new(Policy::model(), CODES), DEPTH);
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_two_gates() {
    walk(&World::new(Policy::nist(), CODES), DEPTH);
}

#[test]
fn the_promises_hold_with_answers_keys_and_passkeys() {
    walk(&World::new(all_methods(), OTHERS), DEPTH_OF_OTHERS);
}

#[test]
fn the_promises_hold_while_the_policy_changes() {
    let without_questions = [Method::Email, Method::Passkey, Method::MobilePhone];
    let laxer = Policy { gates: crate::policy::Gates::One, methods: without_questions.into(), ..all_methods() };
    let world = World { policies: [all_methods(), laxer], steps: TURNS, limits: small_limits() };
    walk(&world, DEPTH);
}

fn walk(world: &World, depth: usize) {
    let mut frontier = vec![world.start(claimant())];
    let mut seen: HashSet<Place> = frontier.iter().cloned().collect();
    let mut statuses = HashSet::new();
    for _ in 0..depth {
        let mut reached = Vec::new();
        for place in &frontier {
            let rules = world.rules(place);
            for step in world.steps.iter().copied() {
                let Some((next, decision)) = place.after(step, &rules) else { continue };
                if let Some(decision) = &decision {
                    check_refusal(place, decision, &rules);
                }
                check_change(place, step, &next);
                check_counted(place, step, &next, rules.policy);
                check_promises(&next, &world.limits);
                statuses.insert(next.reset.status(&world.rules(&next), next.now()));
                if seen.insert(next.clone()) {
                    reached.push(next);
                }
            }
        }
        frontier = reached;
    }
    assert!(seen.len() > 5_000, "the walk is too small to mean anything: {} places", seen.len());
    let mut wanted = vec![Status::Choosing, Status::Challenged, Status::Verified, Status::Changing, Status::Completed];
    wanted.push(Status::Closed(ClosedReason::Expired));
    if world.steps.contains(&Step::Cancel) {
        let reasons = [ClosedReason::Cancelled, ClosedReason::Superseded, ClosedReason::TooManyAttempts];
        wanted.extend(reasons.map(Status::Closed));
    }
    if world.steps.contains(&Step::HearCallEnd(CallEnd::Refused)) {
        wanted.push(Status::Closed(ClosedReason::NotMe));
    }
    if world.steps.contains(&Step::Unlock) {
        wanted.push(Status::Closed(ClosedReason::Unlocked));
    }
    for status in wanted {
        assert!(statuses.contains(&status), "the walk never came to {status:?}");
    }
}

/// A change begins only with proofs that count now, whatever counted before.
fn check_counted(before: &Place, step: Step, after: &Place, policy: &Policy) {
    let Stage::Changing { account, .. } = &after.reset.stage else { return };
    if matches!(before.reset.stage, Stage::Changing { .. }) {
        return;
    }
    let counted = account.proofs.iter().filter(|proof| policy.methods.contains(&proof.method)).count();
    let required = after.reset.required.max(policy.gates);
    assert!(counted >= usize::from(required.count()), "{step:?}: a proof counts that does not: {after:?}");
}

/// What a stranger sees of a decision.
fn seen_by_a_stranger(place: &Place, decision: Option<&Decision>, rules: &Rules<'_>) -> String {
    let reset = &place.reset;
    let effects: Vec<String> = decision
        .into_iter()
        .flat_map(|decision| &decision.effects)
        .map(|effect| match effect {
            Effect::Send { message, challenge, option, expires_at, .. } => {
                format!("send {message} {challenge} {option} {expires_at:?}")
            }
            other => format!("{other:?}"),
        })
        .collect();
    let status = reset.status(rules, place.now());
    let is_open = matches!(status, Status::Choosing | Status::Challenged);
    let offers: Vec<OptionId> = reset.open_offers(rules.policy).filter(|_| is_open).map(|offer| offer.id).collect();
    let challenge = reset.current_challenge().filter(|_| is_open).map(|challenge| {
        let sent = challenge.sent.map(|sent| (sent.message, sent.reference));
        (challenge.id, challenge.guesses_left(rules.limits, place.now()), challenge.expires_at, sent)
    });
    let told = (reset.told_required(), reset.may_tell_delivery(), reset.passed(), reset.expires_at);
    format!("{:?} {effects:?} {offers:?} {challenge:?} {status:?} {told:?}", decision.map(|decision| &decision.reply))
}

#[test]
fn without_the_right_code_an_account_and_a_decoy_answer_alike() {
    walk_two(&World::new(Policy::nist(), CODES), DEPTH);
}

#[test]
fn without_the_right_answers_keys_and_passkeys_an_account_and_a_decoy_answer_alike() {
    walk_two(&World::new(all_methods(), OTHERS), DEPTH_OF_OTHERS);
}

/// What a stranger does to a decoy where it would be right for the account; none for what happens at the account's phone or
/// elsewhere alone.
fn for_decoy(step: Step) -> Option<Step> {
    match step {
        // A number that is right for the account differs from what a decoy has; a stranger types the same.
        Step::Choose(option, TypedNumber::Matches) => Some(Step::Choose(option, TypedNumber::Differs)),
        Step::End | Step::Press(_) | Step::HearCallEnd(_) => None,
        other => Some(other),
    }
}

fn walk_two(world: &World, depth: usize) {
    let start = (world.start(claimant()), world.start(Subject::Decoy));
    let mut frontier = vec![start.clone()];
    let mut seen = HashSet::from([start]);
    let is_right = |step: &Step| matches!(step, Step::FinishGuess(true) | Step::Press(true));
    for _ in 0..depth {
        let mut reached = Vec::new();
        for (known, decoy) in &frontier {
            let rules = world.rules(known);
            for step in world.steps.iter().copied().filter(|step| !is_right(step)) {
                let Some(mut a) = known.after(step, &rules) else { continue };
                let b = match for_decoy(step) {
                    Some(step) => decoy.after(step, &rules),
                    None => {
                        a.1 = None;
                        // What is drawn has the same numbers on both sides.
                        a.0.drawn = known.drawn;
                        Some((decoy.clone(), None))
                    }
                };
                let Some(b) = b else { continue };
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
