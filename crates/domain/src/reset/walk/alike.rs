//! An account and a decoy side by side: without the right code nobody can tell them apart.

use super::*;
use crate::MessageId;
use crate::call::VoiceMode;

/// What can happen with codes to one address alone.
const ONE_OPTION: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::BeginGuess,
    Step::BeginGuessWithoutAllowance,
    Step::FinishGuess(false),
    Step::RejectPassword,
    Step::Unlock,
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::Cancel,
    Step::End,
    Step::Tick,
    Step::TurnPolicy,
];

/// What can happen with two ways that need no message.
const TWO_OPTIONS: &[Step] = &[
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Choose(APP, TypedNumber::Missing),
    Step::BeginGuess,
    Step::BeginGuessWithoutAllowance,
    Step::FinishGuess(false),
    Step::Cancel,
    Step::End,
    Step::Tick,
    Step::TurnPolicy,
];

/// What can happen with five ways while policy changes.
const FIVE_OPTIONS: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(PHONE, TypedNumber::Matches),
    Step::Choose(PHONE, TypedNumber::Missing),
    Step::Choose(CALL, TypedNumber::Matches),
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Choose(PASSKEY, TypedNumber::Missing),
    Step::Press(false),
    Step::HearCallEnd(CallEnd::Refused),
    Step::BeginGuess,
    Step::FinishGuess(false),
    Step::Unlock,
    Step::BeginChange(Resubmission::Same),
    Step::End,
    Step::Tick,
    Step::TurnPolicy,
];

fn one_gate() -> Policy {
    Policy { gates: Gates::One, ..all_methods() }
}

/// As different as a policy may become: one gate, by classes, the plain truth, other codes, other calls, fewer methods.
fn another() -> Policy {
    Policy {
        methods: [Method::Email, Method::OfficePhone, Method::SecurityQuestions].into(),
        disclosure: Disclosure::Explicit,
        count: Count::Classes,
        voice: Some(VoiceMode::PressPound),
        code_length: 8,
        email_code_lifetime: Duration::from_secs(60),
        unlock: false,
        ..one_gate()
    }
}

#[test]
fn without_the_right_code_an_account_and_a_decoy_answer_alike() {
    walk_two(&World::new(Policy::nist(), CODES), DEPTH, 265_000);
}

#[test]
fn without_the_right_code_they_answer_alike_with_one_gate() {
    walk_two(&World::new(one_gate(), CODES), DEPTH_OF_OTHERS, 43_000);
}

#[test]
fn without_the_right_answers_keys_and_passkeys_an_account_and_a_decoy_answer_alike() {
    walk_two(&World::new(all_methods(), OTHERS), DEPTH_OF_OTHERS, 75_000);
}

#[test]
fn they_answer_alike_with_one_option_while_one_gate_becomes_two() {
    walk_two(&World::turning([one_gate(), all_methods()], ONE_OPTION), DEPTH, 1_900);
}

#[test]
fn they_answer_alike_with_two_options_while_policy_becomes_another() {
    walk_two(&World::turning([all_methods(), another()], TWO_OPTIONS), DEPTH, 41_000);
}

#[test]
fn they_answer_alike_with_five_options_while_policy_becomes_another() {
    walk_two(&World::turning([all_methods(), another()], FIVE_OPTIONS), DEPTH_OF_MANY, 54_000);
}

#[test]
fn they_answer_alike_with_five_options_while_one_gate_becomes_two() {
    walk_two(
        &World::turning([one_gate(), Policy { count: Count::Classes, ..Policy::nist() }], FIVE_OPTIONS),
        DEPTH_OF_MANY,
        47_000,
    );
}

/// What a stranger sees of a reset and of the decision that led there.
#[derive(Debug, PartialEq)]
struct Seen<'a> {
    reply: Option<&'a Reply>,
    effects: Vec<SeenEffect<'a>>,
    status: Status,
    offers: Vec<(OptionId, Way, &'a str)>,
    challenge: Option<SeenChallenge<'a>>,
    required: Option<Gates>,
    passed: u8,
    ends_at: Timestamp,
}

#[derive(Debug, PartialEq)]
enum SeenEffect<'a> {
    /// Its target is nothing that can be seen.
    Send(MessageId, ChallengeId, OptionId, Timestamp),
    Other(&'a Effect),
}

/// The challenge with its kind and everything that it asks. Its digest and pool, which nobody sees, are drawn alike.
#[derive(Debug, PartialEq)]
struct SeenChallenge<'a> {
    id: ChallengeId,
    option: OptionId,
    expected: &'a Expected,
    reference: Option<crate::challenge::Reference>,
    /// What became of the message or call, where it may be told.
    sent: Option<crate::challenge::Sent>,
    guesses_left: u8,
    asked_before: usize,
    created_at: Timestamp,
    expires_at: Timestamp,
}

fn seen_by_a_stranger<'a>(place: &'a Place, decision: Option<&'a Decision>, rules: &Rules<'a>) -> Seen<'a> {
    let reset = &place.reset;
    let seen_effect = |effect: &'a Effect| match effect {
        Effect::Send { message, challenge, option, expires_at, target: _ } => {
            SeenEffect::Send(*message, *challenge, *option, *expires_at)
        }
        other => SeenEffect::Other(other),
    };
    let status = reset.status(rules, place.now());
    let is_open = matches!(status, Status::Choosing | Status::Challenged);
    let offers = reset.open_offers(rules.policy).filter(|_| is_open);
    let challenge = reset.current_challenge().filter(|_| is_open).map(|challenge| SeenChallenge {
        id: challenge.id,
        option: challenge.option,
        expected: &challenge.expected,
        reference: challenge.sent.map(|sent| sent.reference),
        sent: challenge.sent.filter(|_| reset.knows_of_account()),
        guesses_left: challenge.guesses_left(rules.limits, place.now()),
        asked_before: reset.challenges.iter().filter(|other| other.option == challenge.option).count(),
        created_at: challenge.created_at,
        expires_at: challenge.expires_at,
    });
    Seen {
        reply: decision.map(|decision| &decision.reply),
        effects: decision.into_iter().flat_map(|decision| &decision.effects).map(seen_effect).collect(),
        status,
        offers: offers.map(|offer| (offer.id, offer.way, offer.hint.as_str())).collect(),
        challenge,
        required: reset.told_required(),
        passed: reset.passed(),
        ends_at: reset.expires_at.min(reset.touched_at.plus(rules.limits.reset_idle)),
    }
}

/// What a stranger does to a decoy where it would be right for the account; none for what happens at the account's
/// phone or elsewhere alone.
fn for_decoy(step: Step) -> Option<Step> {
    match step {
        // A number that is right for the account differs from what a decoy has; a stranger types the same.
        Step::Choose(option, TypedNumber::Matches) => Some(Step::Choose(option, TypedNumber::Differs)),
        Step::End | Step::Press(_) | Step::HearCallEnd(_) => None,
        other => Some(other),
    }
}

/// Walks an account and a decoy through every order of commands without the right code; so many pairs at least.
fn walk_two(world: &World, depth: usize, least: usize) {
    let start = (world.start(claimant()), world.start(Subject::Decoy));
    let is_right = |step: &Step| matches!(step, Step::FinishGuess(true) | Step::Press(true));
    let mut statuses = HashSet::new();
    let pairs = explore(start, depth, |(known, decoy), reached| {
        for step in world.steps.iter().copied().filter(|step| !is_right(step)) {
            let rules = world.rules(known);
            let Some(mut a) = known.after(step, &rules) else {
                let is_both = for_decoy(step).is_none_or(|step| decoy.after(step, &rules).is_none());
                assert!(is_both, "{step:?} can be done to a decoy alone");
                continue;
            };
            let b = match for_decoy(step) {
                Some(step) => decoy.after(step, &rules),
                None => {
                    a.1 = None;
                    // What is drawn has the same numbers on both sides.
                    a.0.drawn = known.drawn;
                    Some((decoy.clone(), None))
                }
            };
            let b = b.expect("what can be done to an account can be done to a decoy");
            let rules = world.rules(&a.0);
            let told_known = seen_by_a_stranger(&a.0, a.1.as_ref(), &rules);
            let told_decoy = seen_by_a_stranger(&b.0, b.1.as_ref(), &rules);
            assert_eq!(told_known, told_decoy, "after {step:?}");
            statuses.insert(told_known.status);
            reached.push((a.0, b.0));
        }
    });
    assert!(pairs >= least, "the walk is too small to mean anything: {pairs} pairs");
    let mut wanted = vec![Status::Choosing, Status::Challenged, Status::Closed(ClosedReason::Expired)];
    if world.steps.contains(&Step::Cancel) {
        wanted.push(Status::Closed(ClosedReason::Cancelled));
    }
    for status in wanted {
        assert!(statuses.contains(&status), "the walk never came to {status:?}");
    }
}
