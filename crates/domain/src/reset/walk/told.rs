//! What is told: under explicit disclosure the truth, under uniform disclosure nothing that only an account has.

use super::promises::walk;
use super::*;

/// What can happen where a wrong number, an end and other questions are told.
const TELLING: &[Step] = &[
    Step::Choose(EMAIL, TypedNumber::Missing),
    Step::Choose(PHONE, TypedNumber::Matches),
    Step::Choose(PHONE, TypedNumber::Differs),
    Step::Choose(CALL, TypedNumber::Matches),
    Step::Choose(QUESTIONS, TypedNumber::Missing),
    Step::Press(true),
    Step::HearCallEnd(CallEnd::Refused),
    Step::BeginGuess,
    Step::FinishGuess(true),
    Step::FinishGuess(false),
    Step::BeginChange(Resubmission::Same),
    Step::FinishChange(Outcome::Changed),
    Step::End,
    Step::Tick,
    Step::TurnPolicy,
];

fn explicit(gates: Gates) -> Policy {
    Policy { disclosure: Disclosure::Explicit, gates, ..all_methods() }
}

#[test]
fn explicit_disclosure_tells_the_truth_of_its_own_policy_with_one_gate() {
    walk(&World::turning([explicit(Gates::One), all_methods()], TELLING), DEPTH_OF_OTHERS).has_at_least(97_000);
}

#[test]
fn explicit_disclosure_tells_the_truth_of_its_own_policy_with_two_gates() {
    walk(&World::turning([explicit(Gates::Two), Policy::nist()], TELLING), DEPTH_OF_OTHERS).has_at_least(107_000);
}

#[test]
fn uniform_disclosure_stays_so_while_policy_becomes_explicit() {
    walk(&World::turning([all_methods(), explicit(Gates::One)], TELLING), DEPTH_OF_OTHERS).has_at_least(164_000);
}

#[test]
fn a_known_device_is_told_the_truth() {
    let device = Some(DeviceId::from_uuid(uuid::Uuid::from_u128(3)));
    let world = World { device, ..World::turning([all_methods(), explicit(Gates::One)], TELLING) };
    walk(&world, DEPTH_OF_OTHERS).has_at_least(176_000);
}

/// What is told in a place, and by the decision that led there, is what may be told; and nothing is held back that may.
pub(super) fn check_told(world: &World, place: &Place, decision: Option<&Decision>) {
    let reset = &place.reset;
    let is_explicit = world.policies[0].disclosure == Disclosure::Explicit;
    let is_closed = matches!(reset.stage, Stage::Closed { .. });
    let may_know = is_explicit || world.device.is_some() || (!place.passed.is_empty() && !is_closed);
    assert_eq!(reset.knows_of_account(), may_know, "{place:?}");
    assert_eq!(reset.told_required(), may_know.then_some(world.policies[0].gates), "{place:?}");
    if matches!(reset.stage, Stage::Proving(_)) {
        assert_eq!(usize::from(reset.passed()), place.passed.len(), "{place:?}");
        check_offered(world, place);
    }
    let is_decoys = matches!(reset.stage, Stage::Proving(Subject::Decoy));
    assert!(!(is_decoys && may_know), "whoever may know goes on as a decoy: {place:?}");
    assert!(!is_explicit || reset.challenges.iter().all(|challenge| !challenge.leads_nowhere), "{place:?}");
    if let Some(Decision { reply: Reply::Refused(Refusal::NumberDiffers), .. }) = decision {
        assert!(is_explicit, "a wrong number is told: {place:?}");
    }
}

/// As many ways are told as policy now allows and would add a gate, as counted at the start and as counted now.
fn check_offered(world: &World, place: &Place) {
    let policy = world.rules(place).policy;
    let is_by_classes = [&world.policies[0], policy].iter().any(|policy| policy.count == Count::Classes);
    let is_the_same =
        |one: Method, other: Method| if is_by_classes { one.class() == other.class() } else { one == other };
    let adds = |option: u128| {
        let is_proven = |proof: &Proof| {
            let is_same = policy.methods.contains(&proof.method) && is_the_same(proof.method, way(option).method());
            is_same || proof.option == option_id(option)
        };
        policy.ways(way(option).means()).contains(&way(option)) && !place.passed.iter().any(is_proven)
    };
    let expected: Vec<OptionId> = world.options().into_iter().filter(|option| adds(*option)).map(option_id).collect();
    let offered: Vec<OptionId> = place.reset.open_offers(policy).map(|offer| offer.id).collect();
    assert_eq!(offered, expected, "{place:?}");
}

/// Whether there is an account or not, who is told at once that it is not possible hears the same, and nothing leads
/// on.
#[test]
fn what_is_refused_at_once_offers_nothing_and_stays_so() {
    let world = World::new(explicit(Gates::Two), TELLING);
    for account in [None, Some(super::super::tests::account())] {
        for reason in [ClosedReason::NotEnabled, ClosedReason::NotRegistered] {
            let place = world.refused(account, reason);
            assert_eq!(place.reset.status(&world.rules(&place), place.now()), Status::Closed(reason));
            assert_eq!((place.reset.options.len(), place.reset.passed()), (0, 0));
            for step in TELLING.iter().copied() {
                let Some((next, Some(decision))) = place.after(step, &world.rules(&place)) else { continue };
                assert_eq!((decision.reply, decision.effects), (Reply::Refused(Refusal::Over), Vec::new()), "{step:?}");
                assert_eq!(next.reset, place.reset, "{step:?}");
            }
        }
    }
}

impl World {
    fn refused(&self, account: Option<AccountId>, reason: ClosedReason) -> Place {
        let reset = self.start(Subject::Decoy).reset;
        let new = NewReset {
            id: reset.id,
            tenant: reset.tenant,
            group: None,
            is_administrators: false,
            locale: reset.locale,
            opening: Opening::Refused { account, reason },
        };
        Place::new(Reset::begin(new, &Rules { policy: &self.policies[0], limits: &self.limits }, START))
    }
}
