//! The promises that hold in every place, whatever policy came into force meanwhile.
//!
//! Gates are counted here from what the world heard of, not from what the reset keeps.

use super::told::check_told;
use super::*;
use crate::policy::Class;

/// What can happen while gates and methods change.
const TURNS: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Choose(PASSKEY, TypedNumber::Missing),
    Step::BeginGuess,
    Step::FinishGuess(true),
    Step::FinishGuess(false),
    Step::TurnPolicy,
    Step::Unlock,
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::FinishChange(Outcome::NotReached),
    Step::Tick,
];

/// What can happen while it changes what makes two proofs different: two of these are of one class.
const TURNS_OF_COUNT: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(APP, TypedNumber::Missing),
    Step::Choose(PASSKEY, TypedNumber::Missing),
    Step::BeginGuess,
    Step::FinishGuess(true),
    Step::TurnPolicy,
    Step::Unlock,
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::FinishChange(Outcome::NotReached),
    Step::Tick,
];

/// One gate, and no questions.
fn laxer() -> Policy {
    let without_questions = [Method::Email, Method::Passkey, Method::MobilePhone];
    Policy { gates: Gates::One, methods: without_questions.into(), ..all_methods() }
}

fn by_classes() -> Policy {
    Policy { count: Count::Classes, unlock: false, ..all_methods() }
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_one_gate() {
    walk(&World::new(Policy::model(), CODES), DEPTH).has_at_least(230_000);
}

#[test]
fn the_promises_hold_in_every_order_of_commands_with_two_gates() {
    walk(&World::new(Policy::nist(), CODES), DEPTH).has_at_least(380_000);
}

#[test]
fn the_promises_hold_with_answers_keys_and_passkeys() {
    walk(&World::new(all_methods(), OTHERS), DEPTH_OF_OTHERS).has_at_least(128_000);
}

#[test]
fn the_promises_hold_while_a_policy_becomes_laxer() {
    let walked = walk(&World::turning([all_methods(), laxer()], TURNS), DEPTH);
    walked.has_at_least(256_000);
    assert!(walked.held_by_start > 0, "one gate is never enough");
}

#[test]
fn the_promises_hold_while_a_policy_becomes_stricter() {
    let walked = walk(&World::turning([laxer(), all_methods()], TURNS), DEPTH);
    walked.has_at_least(112_000);
    assert!(walked.held_by_now > 0, "one gate was enough");
}

#[test]
fn the_promises_hold_while_classes_come_to_count() {
    let walked = walk(&World::turning([all_methods(), by_classes()], TURNS_OF_COUNT), DEPTH);
    walked.has_at_least(195_000);
    assert!(walked.held_by_now > 0, "two methods of one class were enough");
}

#[test]
fn the_promises_hold_while_methods_come_to_count() {
    walk(&World::turning([by_classes(), all_methods()], TURNS_OF_COUNT), DEPTH).has_at_least(178_000);
}

/// What a walk came to.
#[derive(Default)]
pub(super) struct Walked {
    places: usize,
    statuses: HashSet<Status>,
    /// Places whose proofs would do now, and would not at the start.
    held_by_start: usize,
    /// Places whose proofs would have done at the start, and do not now.
    held_by_now: usize,
}

impl Walked {
    /// The walk reached so many places: what reaches fewer has lost a way to something.
    pub(super) fn has_at_least(&self, places: usize) {
        assert!(self.places >= places, "the walk is too small to mean anything: {} places", self.places);
    }
}

/// Walks a world and checks everything in every place, and that every end was reached that the world has.
pub(super) fn walk(world: &World, depth: usize) -> Walked {
    let mut walked = Walked::default();
    let places = explore(world.start(world.owner()), depth, |place, reached| {
        let rules = world.rules(place);
        for step in world.steps.iter().copied() {
            let Some((next, decision)) = place.after(step, &rules) else { continue };
            if let Some(decision) = &decision {
                check_refusal(place, decision);
            }
            match step {
                Step::FinishGuess(false) => check_redrawn(place, &next),
                Step::FinishGuess(true) => check_spent(place, &next, &rules),
                _ => {}
            }
            check_change(place, step, &next);
            check_begun(world, place, step, &next);
            check_promises(world, &next);
            check_told(world, &next, decision.as_ref());
            walked.note(world, &next);
            reached.push(next);
        }
    });
    walked.places = places;
    for status in ends_of(world.steps) {
        assert!(walked.statuses.contains(&status), "the walk never came to {status:?}");
    }
    walked
}

impl Walked {
    fn note(&mut self, world: &World, place: &Place) {
        self.statuses.insert(place.reset.status(&world.rules(place), place.now()));
        let [start, now] = [&world.policies[0], world.rules(place).policy];
        let would_do = |policy: &Policy| counted_by(policy.count, place, now) >= usize::from(policy.gates.count());
        if matches!(place.reset.stage, Stage::Proving(_)) {
            self.held_by_start += usize::from(would_do(now) && !would_do(start));
            self.held_by_now += usize::from(would_do(start) && !would_do(now));
        }
    }
}

fn ends_of(steps: &[Step]) -> Vec<Status> {
    let mut ends = vec![Status::Choosing, Status::Challenged, Status::Verified, Status::Changing, Status::Completed];
    ends.push(Status::Closed(ClosedReason::Expired));
    for (step, reason) in [
        (Step::Cancel, ClosedReason::Cancelled),
        (Step::End, ClosedReason::Superseded),
        (Step::RejectPassword, ClosedReason::TooManyAttempts),
        (Step::HearCallEnd(CallEnd::Refused), ClosedReason::NotMe),
        (Step::Unlock, ClosedReason::Unlocked),
    ] {
        if steps.contains(&step) {
            ends.push(Status::Closed(reason));
        }
    }
    ends
}

/// How many different proofs there are of those that still count now.
fn counted_by(count: Count, place: &Place, now: &Policy) -> usize {
    let methods = place.passed.iter().map(|proof| proof.method).filter(|method| now.methods.contains(method));
    match count {
        Count::Methods => methods.collect::<HashSet<Method>>().len(),
        Count::Classes => methods.map(Method::class).collect::<HashSet<Class>>().len(),
    }
}

/// Whether what was proven is enough for the stricter of the policy at the start and the policy now, in gates and in
/// how they are counted.
fn is_enough(world: &World, place: &Place) -> bool {
    let [start, now] = [&world.policies[0], world.rules(place).policy];
    let least = counted_by(start.count, place, now).min(counted_by(now.count, place, now));
    least >= usize::from(start.gates.count()) && least >= usize::from(now.gates.count())
}

/// The promises that hold in every place.
fn check_promises(world: &World, place: &Place) {
    let (reset, limits) = (&place.reset, &world.limits);
    let challenges: HashSet<ChallengeId> = place.passed.iter().map(|proof| proof.challenge).collect();
    assert_eq!(challenges.len(), place.passed.len(), "I3: a code was accepted twice: {place:?}");
    assert!(place.judged <= limits.guesses_per_flow, "I2: more guesses judged than the cap: {place:?}");
    assert!(place.completions <= 1, "I4: changed twice: {place:?}");
    let contacts: Vec<ContactId> = place.passed.iter().filter_map(|proof| proof.contact).collect();
    let different: HashSet<&ContactId> = contacts.iter().collect();
    assert_eq!(different.len(), contacts.len(), "I1: gates are not different: {place:?}");
    if matches!(reset.stage, Stage::Changing { .. } | Stage::Completed { .. }) {
        let methods: HashSet<Method> = place.passed.iter().map(|proof| proof.method).collect();
        let required = usize::from(world.policies[0].gates.count());
        assert!(methods.len() >= required, "I1: a password without enough proofs: {place:?}");
    }
    if let Some(claimant) = reset.claimant() {
        assert_eq!(claimant.proofs, place.passed, "a proof that nobody heard of: {place:?}");
    }
    let rules = world.rules(place);
    if let Stage::Proving(subject) = &reset.stage
        && !reset.is_expired(&rules, place.now())
    {
        let is_verified = reset.status(&rules, place.now()) == Status::Verified;
        let is_owners = matches!(subject, Subject::Account(_));
        assert_eq!(is_verified, is_owners && is_enough(world, place), "I1: the stricter policy counts: {place:?}");
    }
    let hard_end = START.plus(limits.reset_lifetime);
    assert!(reset.expires_at <= hard_end, "it lives longer than any reset may: {place:?}");
    assert!(reset.challenges.len() <= usize::from(limits.sends_per_flow), "more codes than the limit");
}

/// A change under way goes on to its outcome: neither time, nor the person, nor anything else ends it.
fn check_change(before: &Place, step: Step, after: &Place) {
    let is_changing = |place: &Place| matches!(place.reset.stage, Stage::Changing { .. });
    if is_changing(before) && !matches!(step, Step::FinishChange(_)) {
        assert!(is_changing(after), "{step:?} ended a change under way: {before:?}");
    }
}

/// A change and an unlocking begin only with proofs that are enough at that moment, whatever was enough before.
fn check_begun(world: &World, before: &Place, step: Step, after: &Place) {
    let begins = |place: &Place| {
        matches!(place.reset.stage, Stage::Changing { .. } | Stage::Closed { reason: ClosedReason::Unlocked, .. })
    };
    if begins(after) && !begins(before) {
        assert!(is_enough(world, before), "I1: {step:?} without enough proofs: {before:?}");
        assert!(step != Step::Unlock || world.rules(before).policy.unlock, "unlocked against policy: {before:?}");
    }
}

fn check_refusal(before: &Place, decision: &Decision) {
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
    if before.is_over() {
        assert_eq!(decision.next, before.reset, "what is over stays as it is");
        assert!(decision.effects.is_empty(), "what is over has no effect: {before:?}");
    }
}

/// After wrong answers other questions are asked, and as many, unless there is nothing to answer any more.
fn check_redrawn(before: &Place, after: &Place) {
    let challenge = before.judging.first().and_then(|(challenge, _)| Some((before.asked(*challenge)?, *challenge)));
    let Some((asked, challenge)) = challenge.filter(|_| !after.is_over()) else { return };
    let then = after.asked(challenge).unwrap_or_default();
    assert_eq!(then.len(), asked.len(), "{before:?}");
    assert!(then.iter().all(|question| !asked.contains(question)), "questions can be tried out: {before:?}");
}

/// What is spent for a match passes a gate, and a match that nothing is spent for passes none that is needed.
fn check_spent(before: &Place, after: &Place, rules: &Rules<'_>) {
    let Some((challenge, _)) = before.judging.first() else { return };
    let is_spent = before.reset.would_accept(*challenge, rules, before.now());
    let is_passed = after.passed.len() > before.passed.len();
    let is_needed = before.reset.status(rules, before.now()) != Status::Verified;
    assert_eq!(is_spent, is_passed && is_needed, "{before:?}");
}
