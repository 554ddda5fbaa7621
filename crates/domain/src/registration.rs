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

    /// Whether what this message carries may still be answered.
    pub fn awaits(&self, message: MessageId, limits: &FlowLimits, now: Timestamp) -> bool {
        let mut carried = self.challenges.iter().filter(|challenge| challenge.message() == Some(message));
        self.verified_at.is_none() && now < self.expires_at && carried.any(|challenge| challenge.is_live(limits, now))
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
mod tests;
