//! Facts about registering a method: what is asked, proven and verified.

use super::*;
use crate::challenge::Expected;
use crate::challenge::samples::{seed, seed_for};
use crate::{Channel, Slot};
use std::time::Duration;
use uuid::Uuid;

const START: Timestamp = Timestamp::from_micros(0);

struct Drive {
    setup: Setup,
    policy: Policy,
    limits: FlowLimits,
    now: Timestamp,
    drawn: u128,
    effects: Vec<Effect>,
}

impl Drive {
    fn new(slot: Slot, channel: Channel) -> Self {
        Self::by(Way::Contact { slot, channel })
    }

    fn by(way: Way) -> Self {
        let limits = FlowLimits::default();
        let id = Uuid::from_u128(1);
        let new = NewSetup {
            id: ContactId::from_uuid(id),
            tenant: TenantId::from_uuid(id),
            account: AccountId::from_uuid(id),
            sign_in: SignInId::from_uuid(id),
            way,
        };
        let setup = Setup::begin(new, &limits, START);
        Self { setup, policy: Policy::nist(), limits, now: START, drawn: 0, effects: Vec::new() }
    }

    fn phone() -> Self {
        Self::new(Slot::AuthenticationPhone, Channel::Sms)
    }

    fn wait(&mut self, seconds: u64) {
        self.now = self.now.plus(Duration::from_secs(seconds));
    }

    fn tell(&mut self, command: Command) -> Reply {
        let decision = self.setup.decide(command, &self.policy, &self.limits, self.now);
        self.setup = decision.next;
        self.effects = decision.effects;
        decision.reply
    }

    fn send(&mut self) -> Reply {
        self.drawn += 1;
        self.tell(Command::Ask(seed_for(self.drawn, self.setup.way)))
    }

    fn begin_guess(&mut self, allowance: Allowance) -> Reply {
        self.drawn += 1;
        let guess = GuessId::from_uuid(Uuid::from_u128(self.drawn));
        self.tell(Command::BeginGuess { guess, allowance })
    }

    fn answer(&mut self, matched: bool) -> Reply {
        match self.begin_guess(Allowance::Open) {
            Reply::Judge(ticket) => self.tell(Command::FinishGuess { ticket, matched }),
            refused => refused,
        }
    }
}

fn ticket_of(reply: Reply) -> GuessTicket {
    match reply {
        Reply::Judge(ticket) => Some(ticket),
        _ => None,
    }
    .expect("it is charged")
}

#[test]
fn the_right_code_makes_the_contact_and_only_once() {
    let mut drive = Drive::phone();
    assert_eq!(drive.send(), Reply::Accepted);
    assert_eq!(drive.answer(true), Reply::Accepted);
    assert!(matches!(drive.effects[..], [Effect::RefundGuess(_), Effect::Verified(id)] if id == drive.setup.id));
    assert_eq!(drive.setup.verified_at, Some(START));
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::Over));
    assert_eq!(drive.send(), Reply::Refused(Refusal::Over));
}

#[test]
fn wrong_codes_are_counted_per_code_and_per_set_up() {
    let mut drive = Drive::phone();
    drive.send();
    for guesses_left in (0..5).rev() {
        assert_eq!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left }));
    }
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver));
    drive.wait(30);
    drive.send();
    for _ in 0..5 {
        assert!(matches!(drive.answer(false), Reply::Refused(Refusal::WrongCode { .. })));
    }
    drive.wait(60);
    assert_eq!(drive.send(), Reply::Accepted);
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver), "ten guesses are all there are");
    assert_eq!(drive.setup.verified_at, None);
}

#[test]
fn a_late_code_and_a_superseded_one_make_nothing() {
    let mut drive = Drive::phone();
    drive.send();
    let ticket = ticket_of(drive.begin_guess(Allowance::Open));
    drive.wait(300);
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver));
    assert_eq!(drive.tell(Command::FinishGuess { ticket, matched: true }), Reply::Refused(Refusal::ChallengeOver));
    assert_eq!(drive.send(), Reply::Accepted);
    let ticket = ticket_of(drive.begin_guess(Allowance::Open));
    drive.wait(60);
    assert_eq!(drive.send(), Reply::Accepted);
    assert!(matches!(drive.effects[..], [Effect::Supersede(_), Effect::Send { .. }]));
    assert_eq!(drive.tell(Command::FinishGuess { ticket, matched: true }), Reply::Refused(Refusal::ChallengeOver));
    assert_eq!(drive.setup.verified_at, None);
}

#[test]
fn a_message_is_awaited_until_its_code_or_the_set_up_is_over() {
    let mut drive = Drive::phone();
    drive.send();
    let message = drive.setup.challenges[0].message().expect("sent");
    let awaits = |drive: &Drive, message| drive.setup.awaits(message, &drive.limits, drive.now);
    assert!(awaits(&drive, message) && !awaits(&drive, MessageId::from_uuid(Uuid::nil())));
    drive.setup.expires_at = drive.now;
    assert!(!awaits(&drive, message), "its time is up");
    drive.setup.expires_at = drive.now.plus(Duration::from_secs(600));
    drive.setup.verified_at = Some(drive.now);
    assert!(!awaits(&drive, message), "proven by another one");
    drive.setup.verified_at = None;
    drive.wait(299);
    assert!(awaits(&drive, message));
    drive.wait(1);
    assert!(!awaits(&drive, message), "the code's time is up");
}

#[test]
fn sending_again_has_a_cooldown_and_an_end() {
    let mut drive = Drive::new(Slot::AuthenticationEmail, Channel::Email);
    drive.send();
    for cooldown in [30, 60, 120] {
        drive.wait(cooldown - 1);
        assert!(matches!(drive.send(), Reply::Refused(Refusal::Cooldown { .. })));
        drive.wait(1);
        assert_eq!(drive.send(), Reply::Accepted);
    }
    drive.wait(300);
    assert_eq!(drive.send(), Reply::Refused(Refusal::SendsSpent));
}

#[test]
fn slots_of_the_directory_and_channels_that_policy_forbids_are_refused() {
    for (slot, channel) in [
        (Slot::OfficePhone, Channel::Voice),
        (Slot::MobilePhone, Channel::Sms),
        (Slot::AlternateEmail, Channel::Email),
        (Slot::AuthenticationPhone, Channel::Email),
    ] {
        assert_eq!(Drive::new(slot, channel).send(), Reply::Refused(Refusal::WayNotAllowed), "{slot:?} {channel:?}");
    }
    let mut drive = Drive::phone();
    drive.policy.sms = false;
    assert_eq!(drive.send(), Reply::Refused(Refusal::WayNotAllowed));
}

#[test]
fn a_spent_cap_and_a_missing_code_charge_nothing() {
    let mut drive = Drive::phone();
    assert_eq!(drive.begin_guess(Allowance::Open), Reply::Refused(Refusal::ChallengeOver));
    drive.send();
    let opens_at = START.plus(Duration::from_secs(60));
    assert_eq!(drive.begin_guess(Allowance::Spent { opens_at }), Reply::Refused(Refusal::GuessesSpent { opens_at }));
    assert_eq!(drive.setup.guesses, 0);
    let stray = GuessTicket {
        challenge: seed(99).id,
        guess: GuessId::from_uuid(Uuid::nil()),
        expected: Expected::AuthenticatorCode,
    };
    assert_eq!(
        drive.tell(Command::FinishGuess { ticket: stray, matched: true }),
        Reply::Refused(Refusal::ChallengeOver)
    );
}

#[test]
fn a_set_up_ends_at_its_time() {
    let mut drive = Drive::phone();
    drive.wait(30 * 60 - 1);
    assert_eq!(drive.send(), Reply::Accepted);
    drive.wait(1);
    assert_eq!(drive.answer(true), Reply::Refused(Refusal::Over));
}

#[test]
fn an_authenticator_and_a_passkey_are_set_up_without_a_message() {
    for way in [Way::AuthenticatorApp, Way::Passkey] {
        let mut drive = Drive::by(way);
        assert_eq!(drive.send(), Reply::Accepted);
        assert_eq!(drive.effects, []);
        assert!(matches!(drive.answer(false), Reply::Refused(Refusal::WrongCode { guesses_left: 4 })));
        assert_eq!(drive.answer(true), Reply::Accepted);
        assert!(drive.effects.contains(&Effect::Verified(drive.setup.id)));
        assert_eq!(drive.effects.len(), if way == Way::Passkey { 1 } else { 2 });
    }
    let mut without = Drive::by(Way::Passkey);
    without.policy.methods.remove(&crate::Method::Passkey);
    assert_eq!(without.send(), Reply::Refused(Refusal::WayNotAllowed));
    for way in [Way::Questions, Way::RecoveryCode] {
        assert_eq!(Drive::by(way).send(), Reply::Refused(Refusal::WayNotAllowed), "made at once, not set up");
    }
}

#[test]
fn a_call_proves_a_phone_by_the_right_keys_alone() {
    let call = || {
        let mut drive = Drive::new(Slot::AuthenticationPhone, Channel::Voice);
        assert_eq!(drive.send(), Reply::Accepted);
        let message = drive.setup.challenges[0].message().expect("called");
        (drive, message)
    };
    let press = |drive: &mut Drive, message, matched, allowance| {
        let guess = GuessId::from_uuid(Uuid::from_u128(7));
        drive.tell(Command::Press { message, guess, allowance, matched })
    };
    let (mut right, message) = call();
    assert_eq!(right.begin_guess(Allowance::Open), Reply::Refused(Refusal::ChallengeOver), "it is pressed, not typed");
    assert_eq!(press(&mut right, message, true, Allowance::Open), Reply::Accepted);
    assert!(matches!(right.effects[..], [Effect::ChargeGuess(_), Effect::RefundGuess(_), Effect::Verified(_)]));
    let (mut wrong, message) = call();
    assert_eq!(
        press(&mut wrong, message, false, Allowance::Open),
        Reply::Refused(Refusal::WrongCode { guesses_left: 0 })
    );
    assert!(matches!(wrong.effects[..], [Effect::ChargeGuess(_)]));
    assert_eq!(wrong.setup.challenges[0].guesses, 1);
    assert_eq!(press(&mut wrong, message, true, Allowance::Open), Reply::Refused(Refusal::ChallengeOver));
    wrong.wait(10);
    assert_eq!(wrong.send(), Reply::Accepted, "try again");
    let (mut strange, _) = call();
    assert_eq!(
        press(&mut strange, seed(99).message, true, Allowance::Open),
        Reply::Refused(Refusal::ChallengeOver),
        "another call"
    );
    let mut text = Drive::phone();
    text.send();
    let message = text.setup.challenges[0].message().expect("sent");
    assert_eq!(press(&mut text, message, true, Allowance::Open), Reply::Refused(Refusal::ChallengeOver));
    let (mut spent, message) = call();
    let opens_at = START.plus(Duration::from_secs(60));
    assert_eq!(
        press(&mut spent, message, true, Allowance::Spent { opens_at }),
        Reply::Refused(Refusal::GuessesSpent { opens_at })
    );
    let (mut ended, message) = call();
    let end = |end| Command::HearCallEnd { message, end };
    assert_eq!(ended.tell(end(CallEnd::Busy)), Reply::Accepted);
    assert_eq!(ended.tell(end(CallEnd::NoAnswer)), Reply::Refused(Refusal::ChallengeOver), "the first end stays");
    assert_eq!(press(&mut ended, message, true, Allowance::Open), Reply::Refused(Refusal::ChallengeOver));
}
