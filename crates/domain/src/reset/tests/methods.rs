//! Facts about every method: what is pressed, answered, shown by an app or kept, and what a policy makes of it.

use std::time::Duration;

use uuid::Uuid;

use super::*;

fn everything() -> Drive {
    let policy = Policy { methods: Method::ALL.into(), ..Policy::nist() };
    Drive::new(policy, claimant())
}

impl Drive {
    fn message(&self) -> MessageId {
        self.reset.current_challenge().and_then(Challenge::message).expect("it was sent")
    }

    fn press(&mut self, message: MessageId, matched: bool) -> Reply {
        self.drawn += 1;
        self.tell(Command::Press { message, guess: guess(self.drawn), allowance: Allowance::Open, matched })
    }

    fn call_end(&self) -> Option<CallEnd> {
        self.reset.challenges.iter().rev().find_map(|challenge| challenge.sent).and_then(|sent| sent.call_end)
    }
}

#[test]
fn every_method_is_a_gate() {
    for option in [EMAIL, PHONE, QUESTIONS, APP, PASSKEY, RECOVERY] {
        let mut drive = everything();
        drive.prove(option);
        assert_eq!((drive.status(), drive.reset.passed()), (Status::Choosing, 1), "{option}");
        assert_eq!(drive.choose(option, TypedNumber::Matches), Reply::Refused(Refusal::OptionUnknown), "not twice");
        let other = if option == EMAIL { APP } else { EMAIL };
        drive.prove(other);
        assert_eq!(drive.status(), Status::Verified);
    }
}

#[test]
fn what_needs_no_message_sends_none_and_is_asked_once() {
    for option in [QUESTIONS, APP, PASSKEY, RECOVERY] {
        let mut drive = everything();
        assert_eq!(drive.choose(option, TypedNumber::Missing), Reply::Accepted);
        assert_eq!(drive.effects, []);
        let first = drive.reset.current;
        drive.choose(EMAIL, TypedNumber::Missing);
        drive.wait(600);
        assert_eq!(drive.choose(option, TypedNumber::Missing), Reply::Accepted);
        assert_eq!((drive.reset.current, drive.reset.challenges.len()), (first, 2), "the same one again");
    }
}

#[test]
fn classes_count_as_policy_says_now_and_at_the_start() {
    let mut drive = everything();
    drive.policy.count = Count::Classes;
    drive.prove(PHONE);
    assert_eq!(drive.choose(APP, TypedNumber::Missing), Reply::Refused(Refusal::OptionUnknown), "bound as well");
    drive.prove(EMAIL);
    assert_eq!(drive.status(), Status::Verified);
    let mut strict = Drive::new(Policy { count: Count::Classes, ..everything().policy }, claimant());
    strict.policy.count = Count::Methods;
    strict.prove(PHONE);
    assert_eq!(strict.choose(APP, TypedNumber::Missing), Reply::Refused(Refusal::OptionUnknown), "as at the start");
}

#[test]
fn a_method_that_policy_takes_away_is_neither_offered_nor_counted() {
    let mut drive = everything();
    drive.prove(QUESTIONS);
    drive.choose(APP, TypedNumber::Missing);
    drive.policy.methods.remove(&Method::AuthenticatorApp);
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver), "not a method any more");
    drive.policy.methods.remove(&Method::SecurityQuestions);
    drive.prove(EMAIL);
    assert_eq!(drive.status(), Status::Choosing, "the answers do not count any more");
    drive.prove(PASSKEY);
    assert_eq!(drive.status(), Status::Verified);
}

#[test]
fn wrong_answers_are_followed_by_other_questions() {
    let mut drive = everything();
    drive.choose(QUESTIONS, TypedNumber::Missing);
    let asked = |drive: &Drive| match drive.reset.current_challenge().map(|challenge| challenge.expected.clone()) {
        Some(Expected::Answers { asked, .. }) => asked,
        other => panic!("{other:?}"),
    };
    let other = vec![QuestionId::parse("first-school").expect("sound")];
    let Reply::Judge(ticket) = drive.begin_guess() else { panic!("charged") };
    assert!(matches!(&ticket.expected, Expected::Answers { asked: judged, .. } if *judged == asked(&drive)));
    let wrong = Command::FinishGuess { ticket, matched: false, tool: None, redrawn: other.clone() };
    assert_eq!(drive.tell(wrong), Reply::Refused(Refusal::WrongCode { guesses_left: 4 }));
    assert_eq!(asked(&drive), other);
    let Reply::Judge(ticket) = drive.begin_guess() else { panic!("charged") };
    let right = Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() };
    assert_eq!(drive.tell(right), Reply::Accepted);
    assert_eq!(drive.reset.passed(), 1);
}

#[test]
fn a_spent_cap_leaves_passkeys_and_recovery_codes_open_and_they_charge_nothing() {
    for (option, is_open) in [(APP, false), (QUESTIONS, false), (PASSKEY, true), (RECOVERY, true)] {
        let mut drive = everything();
        drive.choose(option, TypedNumber::Missing);
        let opens_at = drive.now.plus(Duration::from_secs(3600));
        let spent = Command::BeginGuess { guess: guess(1), allowance: Allowance::Spent { opens_at } };
        let reply = drive.tell(spent);
        if !is_open {
            assert_eq!(reply, Reply::Refused(Refusal::GuessesSpent { opens_at }));
            continue;
        }
        assert_eq!(drive.effects, []);
        let Reply::Judge(ticket) = reply else { panic!("{reply:?}") };
        drive.tell(Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() });
        assert!(matches!(drive.effects[..], [Effect::GatePassed(_)]), "nothing to refund: {:?}", drive.effects);
    }
}

#[test]
fn the_right_keys_in_a_call_pass_a_gate_once() {
    let mut drive = everything();
    assert_eq!(drive.choose(CALL, TypedNumber::Missing), Reply::Accepted, "an office number need not be typed");
    let call = drive.message();
    assert_eq!(drive.begin_guess(), Reply::Refused(Refusal::ChallengeOver), "it is pressed, not typed");
    assert_eq!(drive.press(call, true), Reply::Accepted);
    assert!(
        matches!(drive.effects[..], [Effect::ChargeGuess(charged), Effect::RefundGuess(refunded), Effect::GatePassed(_)] if charged == refunded)
    );
    assert_eq!(drive.reset.passed(), 1);
    assert_eq!(drive.press(call, true), Reply::Refused(Refusal::ChallengeOver));
    assert_eq!(
        drive.tell(Command::HearCallEnd { message: call, end: CallEnd::NothingPressed }),
        Reply::Refused(Refusal::ChallengeOver)
    );
}

#[test]
fn the_last_gate_by_call_gives_a_new_handle() {
    let mut drive = everything();
    drive.prove(EMAIL);
    drive.choose(CALL, TypedNumber::Missing);
    drive.press(drive.message(), true);
    assert_eq!(drive.status(), Status::Verified);
    assert!(drive.effects.contains(&Effect::RotateHandle));
}

#[test]
fn wrong_keys_end_the_call_and_are_charged() {
    let mut drive = everything();
    drive.choose(CALL, TypedNumber::Missing);
    let call = drive.message();
    assert_eq!(drive.press(call, false), Reply::Refused(Refusal::WrongCode { guesses_left: 0 }));
    assert!(matches!(drive.effects[..], [Effect::ChargeGuess(_)]));
    assert_eq!((drive.call_end(), drive.reset.guesses), (Some(CallEnd::WrongKeys), 0));
    assert_eq!(drive.press(call, true), Reply::Refused(Refusal::ChallengeOver), "one entry per call");
    drive.wait(9);
    assert!(matches!(drive.choose(CALL, TypedNumber::Missing), Reply::Refused(Refusal::Cooldown { .. })));
    drive.wait(1);
    assert_eq!(drive.choose(CALL, TypedNumber::Missing), Reply::Accepted, "try again after ten seconds");
    assert_eq!(drive.press(call, true), Reply::Refused(Refusal::ChallengeOver), "the older call");
    assert_eq!(drive.press(drive.message(), true), Reply::Accepted);
}

#[test]
fn keys_for_no_call_of_this_reset_and_with_a_spent_cap_change_nothing() {
    let mut drive = everything();
    let stranger = MessageId::from_uuid(Uuid::from_u128(4242));
    assert_eq!(drive.press(stranger, true), Reply::Refused(Refusal::ChallengeOver));
    drive.choose(EMAIL, TypedNumber::Missing);
    assert_eq!(drive.press(drive.message(), true), Reply::Refused(Refusal::ChallengeOver), "a mail is no call");
    drive.choose(CALL, TypedNumber::Missing);
    let (message, before) = (drive.message(), drive.reset.clone());
    let opens_at = drive.now.plus(Duration::from_secs(60));
    let allowance = Allowance::Spent { opens_at };
    let spent = Command::Press { message, guess: guess(1), allowance, matched: true };
    assert_eq!(drive.tell(spent), Reply::Refused(Refusal::GuessesSpent { opens_at }));
    assert_eq!(drive.reset, before);
}

#[test]
fn a_call_that_ends_is_told_and_can_be_tried_again() {
    for end in [CallEnd::Busy, CallEnd::NoAnswer, CallEnd::NothingPressed, CallEnd::Voicemail, CallEnd::Failed] {
        let mut drive = everything();
        drive.choose(CALL, TypedNumber::Missing);
        let message = drive.message();
        assert_eq!(drive.tell(Command::HearCallEnd { message, end }), Reply::Accepted);
        assert_eq!((drive.call_end(), drive.status()), (Some(end), Status::Challenged));
        assert_eq!(drive.press(message, true), Reply::Refused(Refusal::ChallengeOver), "out of order");
        drive.wait(10);
        assert_eq!(drive.choose(CALL, TypedNumber::Missing), Reply::Accepted);
    }
}

#[test]
fn nine_ends_the_reset_and_tells_no_stranger() {
    let refuse = |drive: &mut Drive| {
        let message = drive.message();
        drive.tell(Command::HearCallEnd { message, end: CallEnd::Refused })
    };
    let mut told = everything();
    told.prove(EMAIL);
    told.choose(CALL, TypedNumber::Missing);
    assert_eq!(refuse(&mut told), Reply::Accepted);
    assert_eq!(told.status(), Status::Closed(ClosedReason::NotMe));
    let mut stranger = everything();
    stranger.choose(CALL, TypedNumber::Missing);
    assert_eq!(refuse(&mut stranger), Reply::Accepted);
    assert_eq!((stranger.status(), stranger.reset.account()), (Status::Challenged, None), "it goes on as a decoy");
    assert!(stranger.effects.contains(&Effect::Closed(ClosedReason::NotMe)));
}

#[test]
fn a_call_that_comes_late_does_not_pass_the_same_method_twice() {
    let mut drive = everything();
    drive.policy.mobile_calls = true;
    let call = Way::Contact { slot: Slot::MobilePhone, channel: Channel::Voice };
    let mobile_call = Offer { id: option_id(9), way: call, target: contact(PHONE), hint: String::new() };
    drive.reset.options.push(mobile_call);
    let seed = seed_for(500, call);
    drive.tell(Command::Choose { option: option_id(9), number: TypedNumber::Matches, seed });
    let message = drive.message();
    drive.prove(PHONE);
    assert_eq!(drive.press(message, true), Reply::Refused(Refusal::WrongCode { guesses_left: 0 }));
    assert_eq!(drive.reset.passed(), 1);
}
