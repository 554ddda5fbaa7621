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
    let asked = |drive: &Drive| match drive.reset.current_challenge().map(|challenge| &challenge.expected) {
        Some(Expected::Answers { asked, .. }) => Some(asked.clone()),
        _ => None,
    };
    let other: Vec<QuestionId> =
        ["first-school", "first-boss", "first-concert"].map(|id| QuestionId::parse(id).expect("sound")).into();
    let ticket = ticket_of(drive.begin_guess());
    assert!(
        matches!(&ticket.expected, Expected::Answers { asked: judged, .. } if Some(judged) == asked(&drive).as_ref())
    );
    let wrong = Command::FinishGuess { ticket, matched: false, tool: None, redrawn: other.clone() };
    assert_eq!(drive.tell(wrong), Reply::Refused(Refusal::WrongCode { guesses_left: 4 }));
    assert_eq!(asked(&drive).as_ref(), Some(&other));
    assert_eq!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left: 3 }));
    assert_eq!(asked(&drive).as_ref(), Some(&other), "there are no others");
    let ticket = ticket_of(drive.begin_guess());
    let right = Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() };
    assert_eq!(drive.tell(right), Reply::Accepted);
    assert_eq!(drive.reset.passed(), 1);
}

#[test]
fn answers_that_are_judged_at_once_are_one_try_at_the_same_questions() {
    let mut drive = everything();
    drive.choose(QUESTIONS, TypedNumber::Missing);
    let mut tickets = [(); 3].map(|()| ticket_of(drive.begin_guess()));
    let others: Vec<QuestionId> =
        ["first-school", "first-boss", "first-concert"].map(|id| QuestionId::parse(id).expect("sound")).into();
    let [first, second, third] = &mut tickets;
    let mut finish = |ticket: &GuessTicket, matched, redrawn: &[QuestionId]| {
        drive.tell(Command::FinishGuess { ticket: ticket.clone(), matched, tool: None, redrawn: redrawn.to_vec() })
    };
    assert_eq!(finish(first, false, &others), Reply::Refused(Refusal::WrongCode { guesses_left: 2 }));
    let asked_before = &others[..1];
    assert_eq!(finish(second, false, asked_before), Reply::Refused(Refusal::WrongCode { guesses_left: 2 }));
    assert_eq!(finish(third, true, &[]), Reply::Refused(Refusal::WrongCode { guesses_left: 2 }), "not asked any more");
    let asked = drive.reset.current_challenge().map(|challenge| challenge.expected.clone());
    assert!(matches!(asked, Some(Expected::Answers { asked, .. }) if asked == others), "drawn once");
    assert_eq!(drive.answer(true), Reply::Accepted);
}

/// A reset under way in which calls are answered by #.
fn pounds(policy: Policy) -> Drive {
    let policy = Policy { voice: Some(VoiceMode::PressPound), methods: Method::ALL.into(), ..policy };
    let mut drive = Drive::new(policy, claimant());
    // The mobile phone is called, too.
    let mobile = drive.reset.options.iter_mut().find(|offer| offer.id == option_id(PHONE)).expect("offered");
    mobile.way = Way::Contact { slot: Slot::MobilePhone, channel: Channel::Voice };
    drive.choose(CALL, TypedNumber::Matches);
    assert_eq!(drive.press(drive.message(), true), Reply::Accepted);
    drive
}

#[test]
fn a_second_pound_is_no_second_proof_but_in_profile_model() {
    let mut drive = pounds(Policy::nist());
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Refused(Refusal::OptionUnknown));
    drive.prove(EMAIL);
    assert_eq!(drive.status(), Status::Verified);
    let mut model = pounds(Policy { gates: Gates::Two, ..Policy::model() });
    model.choose(PHONE, TypedNumber::Matches);
    assert_eq!(model.press(model.message(), true), Reply::Accepted);
    assert_eq!(model.status(), Status::Verified);
    model.policy.profile = Profile::Nist;
    assert_eq!(model.status(), Status::Choosing, "as the policy counts now");
}

#[test]
fn a_pound_that_would_leave_no_second_proof_is_not_offered() {
    let policy = Policy { voice: Some(VoiceMode::PressPound), methods: Method::ALL.into(), ..Policy::nist() };
    let mobile = |channel| Way::Contact { slot: Slot::MobilePhone, channel };
    for subject in [claimant(), Subject::Decoy] {
        let mut drive = Drive::new(policy.clone(), subject);
        drive.reset.options.retain(|offer| [PHONE, CALL, SECOND_PHONE].map(option_id).contains(&offer.id));
        for offer in &mut drive.reset.options {
            if offer.id == option_id(SECOND_PHONE) {
                offer.way = mobile(Channel::Voice);
            }
        }
        let open: Vec<Way> = drive.reset.open_offers(&drive.policy).map(|offer| offer.way).collect();
        assert_eq!(open, [way(PHONE), way(CALL)], "the mobile phone by text, the office by call");
    }
}

#[test]
fn what_the_policy_asks_more_of_now_does_not_count_any_more() {
    let mut drive = pounds(Policy::nist());
    drive.policy.voice = Some(VoiceMode::MatchNumber);
    drive.prove(EMAIL);
    assert_eq!(drive.status(), Status::Choosing, "# is not enough any more");
    assert_eq!((drive.reset.passed(), drive.reset.counting(&drive.policy)), (2, 1));
    drive.prove(QUESTIONS);
    assert_eq!(drive.status(), Status::Verified);
    drive.policy.questions_to_reset = 4;
    assert_eq!(drive.status(), Status::Choosing, "three answers are not");

    let mut short = everything();
    short.prove(PHONE);
    short.choose(EMAIL, TypedNumber::Missing);
    short.policy.code_length = 8;
    assert_eq!(short.answer(true), Reply::Refused(Refusal::ChallengeOver), "nor six digits of eight");
    short.prove(APP);
    assert_eq!(short.status(), Status::Choosing, "the texted six do not count either");
    short.wait(30);
    short.prove(EMAIL);
    assert_eq!(short.status(), Status::Verified);

    let mut texted = everything();
    texted.prove(PHONE);
    texted.policy.sms = false;
    texted.prove(EMAIL);
    assert_eq!(texted.status(), Status::Choosing, "nor a text where none are sent");
}

#[test]
fn of_single_proofs_no_less_is_asked_than_at_the_start() {
    let strict =
        Policy { voice: Some(VoiceMode::MatchNumber), code_length: 8, questions_to_reset: 5, ..Policy::nist() };
    let lax = Policy { voice: Some(VoiceMode::PressPound), code_length: 6, questions_to_reset: 3, ..Policy::nist() };
    assert_eq!(lax.at_least(strict.strength()).strength(), strict.strength());
    let stricter = Strength { questions_to_reset: 3, ..strict.strength() };
    assert_eq!(strict.at_least(lax.strength()).strength(), stricter, "as many questions as at the start");
    let silent = Policy { voice: None, ..Policy::nist() };
    assert_eq!(silent.at_least(strict.strength()).voice, None, "nobody is called any more");
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
        let ticket = ticket_of(reply);
        drive.tell(Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() });
        assert!(matches!(drive.effects[..], [Effect::GatePassed(_)]), "nothing to refund: {:?}", drive.effects);
    }
}

#[test]
fn the_right_keys_in_a_call_pass_a_gate_once() {
    let mut drive = everything();
    assert_eq!(drive.choose(CALL, TypedNumber::Missing), Reply::Refused(Refusal::NumberRequired), "an office's, too");
    assert_eq!(drive.choose(CALL, TypedNumber::Matches), Reply::Accepted);
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
    drive.choose(CALL, TypedNumber::Matches);
    drive.press(drive.message(), true);
    assert_eq!(drive.status(), Status::Verified);
    assert!(drive.effects.contains(&Effect::RotateHandle));
}

#[test]
fn wrong_keys_end_the_call_and_are_charged() {
    let mut drive = everything();
    drive.choose(CALL, TypedNumber::Matches);
    let call = drive.message();
    assert_eq!(drive.press(call, false), Reply::Refused(Refusal::WrongCode { guesses_left: 0 }));
    assert!(matches!(drive.effects[..], [Effect::ChargeGuess(_)]));
    assert_eq!((drive.call_end(), drive.reset.guesses), (Some(CallEnd::WrongKeys), 0));
    assert_eq!(drive.reset.challenges[0].guesses, 1);
    assert_eq!(drive.press(call, true), Reply::Refused(Refusal::ChallengeOver), "one entry per call");
    drive.wait(9);
    assert!(matches!(drive.choose(CALL, TypedNumber::Matches), Reply::Refused(Refusal::Cooldown { .. })));
    drive.wait(1);
    assert_eq!(drive.choose(CALL, TypedNumber::Matches), Reply::Accepted, "try again after ten seconds");
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
    drive.choose(CALL, TypedNumber::Matches);
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
        drive.choose(CALL, TypedNumber::Matches);
        let message = drive.message();
        assert_eq!(drive.tell(Command::HearCallEnd { message, end }), Reply::Accepted);
        assert_eq!((drive.call_end(), drive.status()), (Some(end), Status::Challenged));
        assert_eq!((drive.reset.account(), drive.effects.len()), (Some(account()), 0), "it goes on");
        assert_eq!(drive.press(message, true), Reply::Refused(Refusal::ChallengeOver), "out of order");
        drive.wait(10);
        assert_eq!(drive.choose(CALL, TypedNumber::Matches), Reply::Accepted);
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
    told.choose(CALL, TypedNumber::Matches);
    assert_eq!(refuse(&mut told), Reply::Accepted);
    assert_eq!(told.status(), Status::Closed(ClosedReason::NotMe));
    let mut stranger = everything();
    stranger.choose(CALL, TypedNumber::Matches);
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

#[test]
fn a_match_is_spent_for_a_gate_of_an_account_alone() {
    let would_accept = |drive: &Drive, challenge| {
        drive.reset.would_accept(challenge, &Rules { policy: &drive.policy, limits: &drive.limits }, drive.now)
    };
    let mut drive = Drive::new(Policy { methods: Method::ALL.into(), ..Policy::model() }, claimant());
    assert!(!would_accept(&drive, seed(999).id), "there is no such challenge");
    drive.choose(APP, TypedNumber::Missing);
    let by_app = drive.reset.challenges[0].id;
    assert!(would_accept(&drive, by_app));
    drive.choose(EMAIL, TypedNumber::Missing);
    assert!(would_accept(&drive, by_app), "whichever is looked at");
    assert_eq!(drive.answer(true), Reply::Accepted);
    assert_eq!(drive.status(), Status::Verified);
    assert!(!would_accept(&drive, by_app), "no gate is left");
    let mut decoy = Drive::new(everything().policy, Subject::Decoy);
    decoy.choose(RECOVERY, TypedNumber::Missing);
    assert!(!would_accept(&decoy, decoy.reset.challenges[0].id));
}
