//! Setting up a method: from the typed contact, the drawn secret or the asked passkey to the verified one.
//!
//! A set-up holds what is not proven yet; the contact, authenticator or passkey of the account is made by
//! [`Effect::Verified`] and by nothing else, so that nothing is ever half registered.

use crate::call::CallEnd;
use crate::challenge::{Challenge, ChallengeSeed, GuessTicket};
use crate::limits::{Allowance, FlowLimits};
use crate::policy::Policy;
use crate::{AccountId, ContactId, GuessId, MessageId, OptionId, SignInId, TenantId, Timestamp, Way};

/// A method being set up by a person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Setup {
    /// The contact that it becomes, or the authenticator or passkey with this id.
    pub id: ContactId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whose method.
    pub account: AccountId,
    /// The sign-in that began it; it goes on in no other.
    pub sign_in: SignInId,
    /// The way that it will give, and by which it is proven.
    pub way: Way,
    /// Everything that was asked so far, oldest first.
    pub challenges: Vec<Challenge>,
    /// Guesses charged over all codes.
    pub guesses: u8,
    /// Whether the contact is proven.
    pub verified_at: Option<Timestamp>,
    /// The end, whatever happens.
    pub expires_at: Timestamp,
}

/// Who sets up what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSetup {
    /// The contact that it becomes, or the authenticator or passkey with this id.
    pub id: ContactId,
    /// The organisation.
    pub tenant: TenantId,
    /// Whose method.
    pub account: AccountId,
    /// The sign-in.
    pub sign_in: SignInId,
    /// The way that it will give, and by which it is proven.
    pub way: Way,
}

/// What the person wants.
#[derive(Debug)]
pub enum Command {
    /// Send a code, call, or ask; the second time it is "send again".
    Ask(ChallengeSeed),
    /// Charge a guess, before it is compared.
    BeginGuess {
        /// Names the charge.
        guess: GuessId,
        /// What the account's cap says.
        allowance: Allowance,
    },
    /// The verdict on a charged guess.
    FinishGuess {
        /// From the charge.
        ticket: GuessTicket,
        /// Whether it is right.
        matched: bool,
    },
    /// Keys were pressed in a call: a guess with its verdict in one.
    Press {
        /// The notice that became the call.
        message: MessageId,
        /// Names the charge.
        guess: GuessId,
        /// What the account's cap says.
        allowance: Allowance,
        /// Whether they are the right ones.
        matched: bool,
    },
    /// A call ended without the right keys.
    HearCallEnd {
        /// The notice that became the call.
        message: MessageId,
        /// How.
        end: CallEnd,
    },
}

/// What has to be done with the same commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a notice with the code, or for the call, to the typed contact.
    Send {
        /// The notice.
        message: MessageId,
        /// No use after this time.
        expires_at: Timestamp,
    },
    /// A notice is of no use any more.
    Supersede(MessageId),
    /// Charge a guess to the account's cap.
    ChargeGuess(GuessId),
    /// Take a charge back: the guess was right.
    RefundGuess(GuessId),
    /// It is proven: it becomes a method of the account.
    Verified(ContactId),
}

/// Why a command is refused; nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Time is up, or it is verified already.
    Over,
    /// Policy does not allow this way now, or people do not set it up themselves.
    WayNotAllowed,
    /// A code was sent a moment ago.
    Cooldown {
        /// When the next one may be asked for.
        opens_at: Timestamp,
    },
    /// No more codes.
    SendsSpent,
    /// Expired, superseded, guessed too often, or there is none.
    ChallengeOver,
    /// The guess was judged and is wrong.
    WrongCode {
        /// Guesses left for this code.
        guesses_left: u8,
    },
    /// The account's cap is spent.
    GuessesSpent {
        /// When it opens again.
        opens_at: Timestamp,
    },
}

/// The answer to a command.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// Done.
    Accepted,
    /// Compare, then finish.
    Judge(GuessTicket),
    /// Not done.
    Refused(Refusal),
}

/// The outcome of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Decision {
    /// The set-up afterwards.
    pub next: Setup,
    /// The answer.
    pub reply: Reply,
    /// What has to be done with the same commit.
    pub effects: Vec<Effect>,
}

impl Setup {
    /// A set-up that begins now; nothing is sent yet.
    pub fn begin(new: NewSetup, limits: &FlowLimits, now: Timestamp) -> Self {
        Self {
            id: new.id,
            tenant: new.tenant,
            account: new.account,
            sign_in: new.sign_in,
            way: new.way,
            challenges: Vec::new(),
            guesses: 0,
            verified_at: None,
            expires_at: now.plus(limits.setup_lifetime),
        }
    }

    /// Decides a command. Total: every command has an answer in every state.
    pub fn decide(&self, command: Command, policy: &Policy, limits: &FlowLimits, now: Timestamp) -> Decision {
        if self.verified_at.is_some() || now >= self.expires_at {
            return self.refuse(Refusal::Over);
        }
        match command {
            Command::Ask(seed) => self.ask(seed, policy, limits, now),
            Command::BeginGuess { guess, allowance } => self.begin_guess(guess, allowance, limits, now),
            Command::FinishGuess { ticket, matched } => self.finish_guess(&ticket, matched, limits, now),
            Command::Press { message, guess, allowance, matched } => {
                self.press(message, (guess, allowance), matched, limits, now)
            }
            Command::HearCallEnd { message, end } => self.hear_call_end(message, end),
        }
    }

    fn ask(&self, seed: ChallengeSeed, policy: &Policy, limits: &FlowLimits, now: Timestamp) -> Decision {
        let is_own = match self.way {
            Way::Contact { slot, .. } => slot.is_own(),
            Way::AuthenticatorApp | Way::Passkey => true,
            Way::Questions | Way::RecoveryCode => false,
        };
        if !is_own || !policy.ways(self.way.means()).contains(&self.way) {
            return self.refuse(Refusal::WayNotAllowed);
        }
        if let (Some(last), Some(channel)) = (self.challenges.last(), self.way.channel()) {
            let opens_at = last.created_at.plus(limits.cooldown_after(channel, self.challenges.len()));
            if now < opens_at {
                return self.refuse(Refusal::Cooldown { opens_at });
            }
        }
        if self.challenges.len() >= usize::from(limits.sends_per_option) {
            return self.refuse(Refusal::SendsSpent);
        }
        let option = OptionId::from_uuid(self.id.uuid());
        let Some(challenge) = Challenge::new(seed, option, self.way, policy, now) else {
            return self.refuse(Refusal::WayNotAllowed);
        };
        let mut next = self.clone();
        let mut effects = Vec::new();
        for older in &mut next.challenges {
            if older.is_live(limits, now) {
                effects.extend(older.message().map(Effect::Supersede));
            }
            older.supersede();
        }
        let sent = challenge.message().map(|message| Effect::Send { message, expires_at: challenge.expires_at });
        effects.extend(sent);
        next.challenges.push(challenge);
        Decision { next, reply: Reply::Accepted, effects }
    }

    fn begin_guess(&self, guess: GuessId, allowance: Allowance, limits: &FlowLimits, now: Timestamp) -> Decision {
        let mut next = self.clone();
        let is_open = |challenge: &&mut Challenge| challenge.is_live(limits, now) && !challenge.expected.is_pressed();
        let Some(challenge) = next.challenges.last_mut().filter(is_open) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        let is_charged = challenge.is_guessable();
        if let (true, Allowance::Spent { opens_at }) = (is_charged, allowance) {
            return self.refuse(Refusal::GuessesSpent { opens_at });
        }
        if self.guesses >= limits.guesses_per_flow {
            return self.refuse(Refusal::ChallengeOver);
        }
        let Some(ticket) = challenge.begin_guess(guess, limits, now) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        next.guesses += 1;
        let effects = is_charged.then_some(Effect::ChargeGuess(guess)).into_iter().collect();
        Decision { next, reply: Reply::Judge(ticket), effects }
    }

    fn finish_guess(&self, ticket: &GuessTicket, matched: bool, limits: &FlowLimits, now: Timestamp) -> Decision {
        let mut next = self.clone();
        let Some(challenge) = next.challenges.iter_mut().find(|challenge| challenge.id == ticket.challenge) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        if !matched {
            return self.refuse(Refusal::WrongCode { guesses_left: challenge.guesses_left(limits, now) });
        }
        if !challenge.accept_match(now) {
            return self.refuse(Refusal::ChallengeOver);
        }
        let refund = challenge.is_guessable().then_some(Effect::RefundGuess(ticket.guess));
        next.verified_at = Some(now);
        let effects = refund.into_iter().chain([Effect::Verified(self.id)]).collect();
        Decision { next, reply: Reply::Accepted, effects }
    }

    /// Keys that were pressed: charged and judged in one, since a call takes one entry.
    fn press(
        &self,
        message: MessageId,
        (guess, allowance): (GuessId, Allowance),
        matched: bool,
        limits: &FlowLimits,
        now: Timestamp,
    ) -> Decision {
        let mut next = self.clone();
        let is_open = |challenge: &&mut Challenge| {
            let is_call = challenge.message() == Some(message) && challenge.expected.is_pressed();
            is_call && challenge.is_live(limits, now)
        };
        let Some(call) = next.challenges.iter_mut().find(is_open) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        if let Allowance::Spent { opens_at } = allowance {
            return self.refuse(Refusal::GuessesSpent { opens_at });
        }
        call.guesses += 1;
        let mut effects = vec![Effect::ChargeGuess(guess)];
        if matched && call.accept_match(now) {
            next.verified_at = Some(now);
            effects.extend([Effect::RefundGuess(guess), Effect::Verified(self.id)]);
            return Decision { next, reply: Reply::Accepted, effects };
        }
        call.hear_call_end(CallEnd::WrongKeys);
        Decision { next, reply: Reply::Refused(Refusal::WrongCode { guesses_left: 0 }), effects }
    }

    fn hear_call_end(&self, message: MessageId, end: CallEnd) -> Decision {
        let mut next = self.clone();
        if let Some(call) = next.challenges.iter_mut().find(|challenge| challenge.message() == Some(message)) {
            call.hear_call_end(end);
        }
        if next == *self {
            return self.refuse(Refusal::ChallengeOver);
        }
        Decision { next, reply: Reply::Accepted, effects: Vec::new() }
    }

    fn refuse(&self, refusal: Refusal) -> Decision {
        Decision { next: self.clone(), reply: Reply::Refused(refusal), effects: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
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
        let Reply::Judge(ticket) = drive.begin_guess(Allowance::Open) else { panic!("charged") };
        drive.wait(300);
        assert_eq!(drive.answer(true), Reply::Refused(Refusal::ChallengeOver));
        assert_eq!(drive.tell(Command::FinishGuess { ticket, matched: true }), Reply::Refused(Refusal::ChallengeOver));
        assert_eq!(drive.send(), Reply::Accepted);
        let Reply::Judge(ticket) = drive.begin_guess(Allowance::Open) else { panic!("charged") };
        drive.wait(60);
        assert_eq!(drive.send(), Reply::Accepted);
        assert!(matches!(drive.effects[..], [Effect::Supersede(_), Effect::Send { .. }]));
        assert_eq!(drive.tell(Command::FinishGuess { ticket, matched: true }), Reply::Refused(Refusal::ChallengeOver));
        assert_eq!(drive.setup.verified_at, None);
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
            assert_eq!(
                Drive::new(slot, channel).send(),
                Reply::Refused(Refusal::WayNotAllowed),
                "{slot:?} {channel:?}"
            );
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
        assert_eq!(
            drive.begin_guess(Allowance::Spent { opens_at }),
            Reply::Refused(Refusal::GuessesSpent { opens_at })
        );
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
            assert_eq!(drive.effects.len(), if way.is_guessable() { 2 } else { 1 });
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
        assert_eq!(
            right.begin_guess(Allowance::Open),
            Reply::Refused(Refusal::ChallengeOver),
            "it is pressed, not typed"
        );
        assert_eq!(press(&mut right, message, true, Allowance::Open), Reply::Accepted);
        assert!(matches!(right.effects[..], [Effect::ChargeGuess(_), Effect::RefundGuess(_), Effect::Verified(_)]));
        let (mut wrong, message) = call();
        assert_eq!(
            press(&mut wrong, message, false, Allowance::Open),
            Reply::Refused(Refusal::WrongCode { guesses_left: 0 })
        );
        assert!(matches!(wrong.effects[..], [Effect::ChargeGuess(_)]));
        assert_eq!(press(&mut wrong, message, true, Allowance::Open), Reply::Refused(Refusal::ChallengeOver));
        wrong.wait(10);
        assert_eq!(wrong.send(), Reply::Accepted, "try again");
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
}
