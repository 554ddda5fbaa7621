//! Facts about a reset, one at a time. The walks in `walk.rs` check the promises over all orders.

mod ends;
mod methods;
mod told;

use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::call::{CallEnd, VoiceMode};
use crate::challenge::samples::{seed, seed_for};
use crate::challenge::{Delivery, GuessTicket};
use crate::limits::{Allowance, FlowLimits};

use crate::{Channel, GuessId, MessageId, QuestionId, Slot};

pub const START: Timestamp = Timestamp::from_micros(1_000_000_000);
pub const EMAIL: u128 = 1;
pub const PHONE: u128 = 2;
pub const SECOND_PHONE: u128 = 3;
pub const CALL: u128 = 4;
pub const QUESTIONS: u128 = 5;
pub const APP: u128 = 6;
pub const PASSKEY: u128 = 7;
pub const RECOVERY: u128 = 8;
const ALL: [u128; 8] = [EMAIL, PHONE, SECOND_PHONE, CALL, QUESTIONS, APP, PASSKEY, RECOVERY];

/// The way of one of these.
pub const fn way(option: u128) -> Way {
    match option {
        EMAIL => Way::Contact { slot: Slot::AlternateEmail, channel: Channel::Email },
        PHONE => Way::Contact { slot: Slot::MobilePhone, channel: Channel::Sms },
        SECOND_PHONE => Way::Contact { slot: Slot::AuthenticationPhone, channel: Channel::Sms },
        CALL => Way::Contact { slot: Slot::OfficePhone, channel: Channel::Voice },
        QUESTIONS => Way::Questions,
        APP => Way::AuthenticatorApp,
        PASSKEY => Way::Passkey,
        _ => Way::RecoveryCode,
    }
}

pub fn option_id(number: u128) -> OptionId {
    OptionId::from_uuid(Uuid::from_u128(number))
}

fn contact(number: u128) -> Target {
    Target::Contact(ContactId::from_uuid(Uuid::from_u128(number)))
}

pub fn account() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(77))
}

pub fn change(number: u8) -> Change {
    let id = ChangeId::from_uuid(Uuid::from_u128(number.into()));
    Change { id, fingerprint: Mac32([number; 32]), began_at: START }
}

pub fn guess(number: u128) -> GuessId {
    GuessId::from_uuid(Uuid::from_u128(number))
}

/// These offers, of an account or of a decoy.
pub fn opened(subject: Subject, options: &[u128], rules: &Rules<'_>) -> Reset {
    let target = |number, way: Way| match (&subject, way) {
        (Subject::Decoy, _) => Target::Nobody,
        (Subject::Account(_), Way::Contact { .. }) => contact(number),
        (Subject::Account(_), _) => Target::Account,
    };
    let offer = |number: &u128| Offer {
        id: option_id(*number),
        way: way(*number),
        target: target(*number, way(*number)),
        hint: String::new(),
    };
    let options = options.iter().map(offer).collect();
    let new = NewReset {
        id: ResetId::from_uuid(Uuid::from_u128(5)),
        tenant: TenantId::from_uuid(Uuid::from_u128(6)),
        group: None,
        is_administrators: false,
        locale: "en".into(),
        opening: Opening::Offered { subject, options },
    };
    Reset::begin(new, rules, START)
}

pub fn claimant() -> Subject {
    Subject::Account(Claimant { account: account(), device: None, proofs: Vec::new() })
}

/// A reset being driven, with the rules in force and the time.
struct Drive {
    policy: Policy,
    limits: FlowLimits,
    reset: Reset,
    now: Timestamp,
    drawn: u128,
    effects: Vec<Effect>,
}

impl Drive {
    fn new(policy: Policy, subject: Subject) -> Self {
        let limits = FlowLimits::default();
        let reset = opened(subject, &ALL, &Rules { policy: &policy, limits: &limits });
        Self { policy, limits, reset, now: START, drawn: 100, effects: Vec::new() }
    }

    fn wait(&mut self, seconds: u64) {
        self.now = self.now.plus(Duration::from_secs(seconds));
    }

    fn tell(&mut self, command: Command) -> Reply {
        let rules = Rules { policy: &self.policy, limits: &self.limits };
        let decision = self.reset.decide(command, &rules, self.now);
        self.reset = decision.next;
        self.effects = decision.effects;
        decision.reply
    }

    fn choose(&mut self, option: u128, number: TypedNumber) -> Reply {
        self.drawn += 1;
        self.tell(Command::Choose { option: option_id(option), number, seed: seed_for(self.drawn, way(option)) })
    }

    fn begin_guess(&mut self) -> Reply {
        self.drawn += 1;
        self.tell(Command::BeginGuess { guess: guess(self.drawn), allowance: Allowance::Open })
    }

    fn answer(&mut self, matched: bool) -> Reply {
        match self.begin_guess() {
            Reply::Judge(ticket) => {
                self.tell(Command::FinishGuess { ticket, matched, tool: None, redrawn: Vec::new() })
            }
            refused => refused,
        }
    }

    fn prove(&mut self, option: u128) {
        assert_eq!(self.choose(option, TypedNumber::Matches), Reply::Accepted);
        assert_eq!(self.answer(true), Reply::Accepted);
    }

    fn begin_change(&mut self, number: u8, resubmission: Resubmission) -> Reply {
        self.tell(Command::BeginChange { change: change(number), resubmission })
    }

    fn status(&self) -> Status {
        self.reset.status(&Rules { policy: &self.policy, limits: &self.limits }, self.now)
    }
}

fn ticket_of(reply: Reply) -> GuessTicket {
    match reply {
        Reply::Judge(ticket) => Some(ticket),
        _ => None,
    }
    .expect("it is charged")
}

fn model() -> Drive {
    Drive::new(Policy::model(), claimant())
}

fn nist() -> Drive {
    Drive::new(Policy::nist(), claimant())
}

#[test]
fn one_gate_leads_to_a_new_password() {
    let mut drive = model();
    assert_eq!(drive.status(), Status::Choosing);
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Accepted);
    assert!(matches!(drive.effects[..], [Effect::Send { target, .. }] if target == contact(EMAIL)));
    assert_eq!(drive.status(), Status::Challenged);
    assert_eq!(drive.answer(true), Reply::Accepted);
    assert_eq!(drive.status(), Status::Verified);
    assert!(drive.effects.contains(&Effect::RotateHandle));
    assert!(matches!(drive.effects[0], Effect::RefundGuess(_)));
    let reply = drive.begin_change(1, Resubmission::Same);
    assert_eq!(reply, Reply::CallDirectory { account: account(), change: change(1).id });
    assert_eq!(drive.status(), Status::Changing);
    let done = Command::FinishChange { change: change(1).id, outcome: Outcome::Changed };
    assert_eq!(drive.tell(done), Reply::Accepted);
    assert_eq!(drive.effects, [Effect::Completed(account())]);
    assert_eq!((drive.status(), drive.reset.passed()), (Status::Completed, 1));
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::Over));
}

#[test]
fn two_gates_are_two_different_methods() {
    let mut drive = nist();
    drive.prove(PHONE);
    assert_eq!((drive.status(), drive.reset.passed()), (Status::Choosing, 1));
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Refused(Refusal::OptionUnknown));
    assert_eq!(drive.choose(SECOND_PHONE, TypedNumber::Matches), Reply::Refused(Refusal::OptionUnknown));
    assert_eq!(drive.begin_change(1, Resubmission::Same), Reply::Refused(Refusal::NotVerified));
    drive.prove(EMAIL);
    assert_eq!(drive.status(), Status::Verified);
    assert_eq!(drive.choose(SECOND_PHONE, TypedNumber::Matches), Reply::Refused(Refusal::OptionUnknown));
}

#[test]
fn a_policy_that_becomes_stricter_holds_for_resets_under_way() {
    let mut drive = model();
    drive.prove(EMAIL);
    drive.policy.gates = Gates::Two;
    assert_eq!(drive.status(), Status::Choosing);
    assert_eq!(drive.begin_change(1, Resubmission::Same), Reply::Refused(Refusal::NotVerified));
    let mut drive = nist();
    drive.prove(EMAIL);
    drive.policy.gates = Gates::One;
    assert_eq!(drive.status(), Status::Choosing, "a laxer policy does not");
}

#[test]
fn the_full_number_comes_before_anything_is_sent() {
    let mut drive = model();
    for (typed, refusal) in [
        (TypedNumber::Missing, Refusal::NumberRequired),
        (TypedNumber::Malformed, Refusal::NumberMalformed),
        (TypedNumber::EndsDifferently, Refusal::NumberEndsDifferently),
        (TypedNumber::Differs, Refusal::NumberDiffers),
    ] {
        assert_eq!(drive.choose(PHONE, typed), Reply::Refused(refusal));
        assert!(drive.effects.is_empty());
    }
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Accepted);
}

#[test]
fn under_uniform_disclosure_a_wrong_number_is_silent_and_reaches_nobody() {
    let mut drive = nist();
    assert_eq!(drive.choose(PHONE, TypedNumber::Differs), Reply::Accepted);
    assert!(matches!(drive.effects[..], [Effect::Send { target: Target::Nobody, .. }]));
    assert!(matches!(drive.answer(true), Reply::Refused(Refusal::WrongCode { guesses_left: 4 })));
    assert_eq!(drive.reset.passed(), 0);
    drive.wait(30);
    assert_eq!(drive.choose(PHONE, TypedNumber::Missing), Reply::Accepted);
    assert!(
        matches!(drive.effects[1], Effect::Send { target: Target::Nobody, .. }),
        "sending again goes where it went"
    );
    drive.wait(60);
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Accepted);
    assert!(matches!(drive.effects[1], Effect::Send { target, .. } if target == contact(PHONE)));
}

#[test]
fn sending_again_waits_longer_each_time_and_ends() {
    let mut drive = model();
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Accepted);
    for cooldown in [30, 60, 120] {
        drive.wait(cooldown - 1);
        let opens_at = drive.now.plus(Duration::from_secs(1));
        assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Refused(Refusal::Cooldown { opens_at }));
        drive.wait(1);
        assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Accepted);
    }
    drive.wait(300);
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Refused(Refusal::SendsSpent));
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Accepted, "another way is still open");
}

#[test]
fn sends_of_one_reset_are_bounded_over_all_ways() {
    let mut drive = model();
    drive.limits.sends_per_flow = 2;
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Accepted);
    assert_eq!(drive.choose(PHONE, TypedNumber::Matches), Reply::Accepted);
    assert_eq!(drive.choose(SECOND_PHONE, TypedNumber::Matches), Reply::Refused(Refusal::SendsSpent));
}

#[test]
fn coming_back_to_a_way_shows_its_code_again_and_sends_nothing() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    let first = drive.reset.current;
    drive.choose(PHONE, TypedNumber::Matches);
    drive.wait(5);
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Accepted);
    assert_eq!((drive.reset.current, drive.effects.len(), drive.reset.challenges.len()), (first, 0, 2));
    assert_eq!(drive.answer(true), Reply::Accepted);
}

#[test]
fn a_newer_code_supersedes_the_older_of_the_same_way_only() {
    let mut drive = model();
    drive.choose(PHONE, TypedNumber::Matches);
    drive.choose(EMAIL, TypedNumber::Missing);
    drive.wait(30);
    drive.choose(EMAIL, TypedNumber::Missing);
    assert_eq!(drive.effects[0], Effect::Supersede(MessageId::from_uuid(Uuid::from_u128(102))));
    let states: Vec<ChallengeState> = drive.reset.challenges.iter().map(|challenge| challenge.state).collect();
    assert_eq!(states, [ChallengeState::Live, ChallengeState::Superseded, ChallengeState::Live]);
}

#[test]
fn five_wrong_codes_end_the_code_and_ten_the_reset() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    for guesses_left in (0..5).rev() {
        assert_eq!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left }));
    }
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver), "the right code is refused");
    drive.wait(30);
    drive.choose(EMAIL, TypedNumber::Missing);
    for guesses_left in (1..5).rev() {
        assert_eq!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left }));
    }
    assert_eq!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left: 0 }));
    assert_eq!(drive.status(), Status::Closed(ClosedReason::TooManyAttempts));
    assert!(drive.effects.contains(&Effect::Closed(ClosedReason::TooManyAttempts)));
}

#[test]
fn the_tenth_guess_may_be_the_right_one() {
    let mut drive = model();
    drive.limits.guesses_per_code = 10;
    drive.choose(EMAIL, TypedNumber::Missing);
    for _ in 0..9 {
        drive.answer(false);
    }
    assert_eq!(drive.answer(true), Reply::Accepted);
}

#[test]
fn a_flow_whose_guesses_are_spent_ends_at_the_next_one() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    drive.limits.guesses_per_flow = 1;
    assert!(matches!(drive.begin_guess(), Reply::Judge(_)));
    assert_eq!(drive.begin_guess(), Reply::Refused(Refusal::Over));
    assert_eq!(drive.status(), Status::Closed(ClosedReason::TooManyAttempts));
}

#[test]
fn a_spent_account_cap_refuses_without_a_charge_and_names_the_time() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    let opens_at = drive.now.plus(Duration::from_secs(3600));
    let spent = Command::BeginGuess { guess: guess(1), allowance: Allowance::Spent { opens_at } };
    assert_eq!(drive.tell(spent), Reply::Refused(Refusal::GuessesSpent { opens_at }));
    assert_eq!((drive.reset.guesses, drive.effects.len()), (0, 0));
}

#[test]
fn a_guess_without_a_challenge_and_a_verdict_for_an_unknown_one_change_nothing() {
    let mut drive = model();
    let before = drive.reset.clone();
    assert_eq!(drive.begin_guess(), Reply::Refused(Refusal::ChallengeOver));
    let ticket = GuessTicket { challenge: seed(999).id, guess: guess(1), expected: Expected::AuthenticatorCode };
    assert_eq!(
        drive.tell(Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() }),
        Reply::Refused(Refusal::ChallengeOver)
    );
    assert_eq!(drive.reset, before);
}

#[test]
fn a_code_that_expires_or_is_superseded_while_it_is_judged_proves_nothing() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    let ticket = ticket_of(drive.begin_guess());
    drive.wait(30);
    drive.choose(EMAIL, TypedNumber::Missing);
    assert_eq!(
        drive.tell(Command::FinishGuess { ticket, matched: true, tool: None, redrawn: Vec::new() }),
        Reply::Refused(Refusal::ChallengeOver)
    );
    assert_eq!(drive.reset.passed(), 0);
}

#[test]
fn a_decoy_answers_like_an_account_and_can_prove_nothing() {
    let mut drive = Drive::new(Policy::nist(), Subject::Decoy);
    assert_eq!(drive.choose(PHONE, TypedNumber::Differs), Reply::Accepted);
    assert!(matches!(drive.effects[..], [Effect::Send { target: Target::Nobody, .. }]));
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::WrongCode { guesses_left: 4 }));
    assert_eq!(drive.begin_change(1, Resubmission::Same), Reply::Refused(Refusal::NotVerified));
    assert_eq!((drive.reset.account(), drive.reset.device(), drive.reset.passed()), (None, None, 0));
}

#[test]
fn an_explicit_refusal_is_told_and_final() {
    let (policy, limits) = (Policy::model(), FlowLimits::default());
    let rules = Rules { policy: &policy, limits: &limits };
    let refused = Opening::Refused { account: Some(account()), reason: ClosedReason::NotEnabled };
    let new = NewReset { opening: refused, ..sample_new() };
    let reset = Reset::begin(new, &rules, START);
    assert_eq!(reset.status(&rules, START), Status::Closed(ClosedReason::NotEnabled));
    assert_eq!(reset.decide(Command::Cancel, &rules, START).reply, Reply::Refused(Refusal::Over));
    assert_eq!(reset.account(), Some(account()));
}

fn sample_new() -> NewReset {
    NewReset {
        id: ResetId::from_uuid(Uuid::from_u128(5)),
        tenant: TenantId::from_uuid(Uuid::from_u128(6)),
        group: None,
        is_administrators: false,
        locale: "en".into(),
        opening: Opening::Offered { subject: Subject::Decoy, options: Vec::new() },
    }
}

#[test]
fn it_expires_when_idle_and_absolutely_and_when_ready_sooner() {
    let mut drive = model();
    drive.wait(15 * 60 - 1);
    assert_eq!(drive.status(), Status::Choosing);
    drive.wait(1);
    assert_eq!(drive.status(), Status::Closed(ClosedReason::Expired));
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Refused(Refusal::Over));
    assert_eq!(drive.effects, [Effect::Closed(ClosedReason::Expired)]);

    let mut busy = model();
    busy.wait(14 * 60);
    busy.choose(EMAIL, TypedNumber::Missing);
    busy.wait(6 * 60 - 1);
    assert_eq!(busy.status(), Status::Challenged);
    busy.wait(1);
    assert_eq!(busy.status(), Status::Closed(ClosedReason::Expired));

    let mut ready = model();
    ready.prove(EMAIL);
    ready.wait(5 * 60 - 1);
    assert_eq!(ready.status(), Status::Verified);
    ready.wait(1);
    assert_eq!(ready.status(), Status::Closed(ClosedReason::Expired));
}

#[test]
fn a_change_is_resumed_by_the_same_password_only() {
    let mut drive = model();
    drive.prove(EMAIL);
    drive.begin_change(1, Resubmission::Same);
    assert_eq!(drive.begin_change(2, Resubmission::Different), Reply::Refused(Refusal::DifferentPassword));
    let again = Reply::CallDirectory { account: account(), change: change(1).id };
    assert_eq!(drive.begin_change(2, Resubmission::Same), again, "under the first change's id");
    let other = Command::FinishChange { change: change(2).id, outcome: Outcome::Changed };
    assert_eq!(drive.tell(other), Reply::Refused(Refusal::DifferentPassword));
    assert_eq!(drive.tell(Command::Cancel), Reply::Refused(Refusal::DifferentPassword));
    assert_eq!(drive.choose(EMAIL, TypedNumber::Missing), Reply::Refused(Refusal::OptionUnknown));
    assert_eq!(drive.status(), Status::Changing);
}

#[test]
fn the_directory_decides_how_a_change_ends() {
    let finish = |outcome| {
        let mut drive = model();
        drive.prove(EMAIL);
        drive.begin_change(1, Resubmission::Same);
        let reply = drive.tell(Command::FinishChange { change: change(1).id, outcome });
        (reply, drive.status(), drive.reset.password_tries)
    };
    assert_eq!(finish(Outcome::Changed), (Reply::Accepted, Status::Completed, 0));
    assert_eq!(finish(Outcome::Rejected), (Reply::Refused(Refusal::PasswordRejected), Status::Verified, 1));
    assert_eq!(finish(Outcome::NotReached), (Reply::Refused(Refusal::DirectoryUnavailable), Status::Verified, 0));
    assert_eq!(finish(Outcome::Unknown), (Reply::Refused(Refusal::DirectoryUnavailable), Status::Changing, 0));
}

#[test]
fn a_change_under_way_outlives_the_reset_and_is_resumed_or_concluded() {
    for resumes in [false, true] {
        let mut drive = model();
        drive.prove(EMAIL);
        drive.begin_change(1, Resubmission::Same);
        drive.wait(30 * 24 * 3600);
        assert_eq!(drive.status(), Status::Changing);
        assert_eq!(drive.tell(Command::Cancel), Reply::Refused(Refusal::DifferentPassword));
        assert_eq!(drive.begin_change(2, Resubmission::Different), Reply::Refused(Refusal::DifferentPassword));
        if resumes {
            let again = Reply::CallDirectory { account: account(), change: change(1).id };
            assert_eq!(drive.begin_change(1, Resubmission::Same), again);
        }
        let done = Command::FinishChange { change: change(1).id, outcome: Outcome::Changed };
        assert_eq!(drive.tell(done), Reply::Accepted);
        assert_eq!(
            (drive.status(), drive.effects.as_slice()),
            (Status::Completed, &[Effect::Completed(account())][..])
        );
    }
}

#[test]
fn a_change_that_was_not_made_ends_with_the_reset_once_its_time_is_up() {
    let mut drive = model();
    drive.prove(EMAIL);
    drive.begin_change(1, Resubmission::Same);
    drive.wait(20 * 60);
    let not_made = Command::FinishChange { change: change(1).id, outcome: Outcome::NotReached };
    assert_eq!(drive.tell(not_made), Reply::Refused(Refusal::DirectoryUnavailable));
    assert_eq!(drive.status(), Status::Closed(ClosedReason::Expired));
    assert_eq!(drive.begin_change(1, Resubmission::Same), Reply::Refused(Refusal::Over));
}

#[test]
fn a_directory_that_is_away_gives_time_again_until_the_hard_end() {
    let mut drive = model();
    drive.prove(EMAIL);
    for _ in 0..4 {
        drive.wait(5 * 60 - 1);
        assert!(matches!(drive.begin_change(1, Resubmission::Same), Reply::CallDirectory { .. }));
        let away = Command::FinishChange { change: change(1).id, outcome: Outcome::NotReached };
        assert_eq!(drive.tell(away), Reply::Refused(Refusal::DirectoryUnavailable));
        assert_eq!(drive.status(), Status::Verified);
    }
    assert_eq!(drive.reset.expires_at, START.plus(Duration::from_secs(20 * 60)));
    drive.wait(4);
    assert_eq!(drive.status(), Status::Closed(ClosedReason::Expired), "twenty minutes are the end");

    let mut refused = model();
    refused.prove(EMAIL);
    refused.wait(4 * 60);
    refused.begin_change(1, Resubmission::Same);
    refused.tell(Command::FinishChange { change: change(1).id, outcome: Outcome::Rejected });
    assert_eq!(refused.reset.expires_at, START.plus(Duration::from_secs(5 * 60)), "a refused password gives none");
}

#[test]
fn refused_passwords_are_counted_and_end_the_reset() {
    let mut drive = model();
    assert_eq!(drive.tell(Command::RejectPassword), Reply::Refused(Refusal::NotVerified));
    drive.prove(EMAIL);
    for _ in 0..19 {
        assert_eq!(drive.tell(Command::RejectPassword), Reply::Refused(Refusal::PasswordRejected));
        assert_eq!(drive.status(), Status::Verified);
    }
    drive.tell(Command::RejectPassword);
    assert_eq!(drive.status(), Status::Closed(ClosedReason::TooManyAttempts));
}

#[test]
fn an_outcome_without_a_change_is_refused() {
    let mut drive = model();
    let stray = Command::FinishChange { change: change(1).id, outcome: Outcome::Changed };
    assert_eq!(drive.tell(stray), Reply::Refused(Refusal::NotVerified));
    assert_eq!(drive.status(), Status::Choosing);
}

#[test]
fn ending_it_supersedes_what_was_sent() {
    for (command, reason) in
        [(Command::Cancel, ClosedReason::Cancelled), (Command::End(ClosedReason::Superseded), ClosedReason::Superseded)]
    {
        let mut drive = model();
        drive.choose(EMAIL, TypedNumber::Missing);
        let message = drive.reset.challenges[0].message().expect("sent");
        assert_eq!(drive.tell(command), Reply::Accepted);
        assert_eq!(drive.effects, [Effect::Supersede(message), Effect::Closed(reason)]);
        assert_eq!((drive.status(), drive.reset.account()), (Status::Closed(reason), Some(account())));
    }
}

#[test]
fn while_a_change_is_under_way_any_other_password_is_refused_alike() {
    let mut drive = model();
    drive.prove(EMAIL);
    drive.begin_change(1, Resubmission::Same);
    assert_eq!(drive.tell(Command::RejectPassword), Reply::Refused(Refusal::DifferentPassword));
    assert_eq!(drive.begin_change(2, Resubmission::Different), Reply::Refused(Refusal::DifferentPassword));
    assert_eq!(drive.status(), Status::Changing);
}

#[test]
fn who_hears_second_that_a_change_was_not_made_may_try_again() {
    let mut drive = model();
    drive.prove(EMAIL);
    drive.begin_change(1, Resubmission::Same);
    let not_made = || Command::FinishChange { change: change(1).id, outcome: Outcome::NotReached };
    for _ in 0..2 {
        assert_eq!(drive.tell(not_made()), Reply::Refused(Refusal::DirectoryUnavailable));
        assert_eq!(drive.status(), Status::Verified);
    }
}
