//! One attempt to prove one option: how it is guessed at, and when it is over.
//!
//! A guess is two committed steps. [`Challenge::begin_guess`] charges it and gives a ticket with the stored digest; the
//! shell compares in constant time; [`Challenge::finish_guess`] takes the ticket back. A crash in between is a charged
//! guess without a verdict.
//!
//! ```text
//!   Live --finish_guess(matched)--> Matched
//!     |--newer code, same option--> Superseded
//!     '--time or guesses used up--> over (computed, not stored)
//! ```

use crate::limits::FlowLimits;
use crate::{ChallengeId, Channel, CodeMac, GuessId, MessageId, OptionId, Timestamp};

/// What the person has to give. A method to come is a variant here, with the data it is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expected {
    /// The digits of a code that was sent.
    Code {
        /// Digest of the code.
        mac: CodeMac,
        /// Number of digits.
        length: u8,
        /// How it travels.
        channel: Channel,
    },
}

/// Three letters that name a message on the page and in the message; without vowels, I, L, O and Q (VISUAL.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference([u8; 3]);

/// Letters of a [`Reference`].
pub const REFERENCE_LETTERS: &[u8; 19] = b"BCDFGHJKMNPRSTVWXYZ";

impl Reference {
    /// The reference for three drawn numbers; each is taken modulo the number of letters. Not a secret.
    pub fn from_draw(draw: [u8; 3]) -> Self {
        Self(draw.map(|number| REFERENCE_LETTERS[usize::from(number) % REFERENCE_LETTERS.len()]))
    }

    /// Reads three letters.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(|letter| REFERENCE_LETTERS.contains(letter)).then_some(Self(letters))
    }

    /// The letters.
    pub fn text(&self) -> String {
        self.0.iter().map(|letter| char::from(*letter)).collect()
    }
}

/// What is stored of where a challenge stands. Whether it is over follows from this, the time and the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChallengeState {
    /// May be answered.
    Live,
    /// Was answered rightly.
    Matched,
    /// A newer one for the same option took its place.
    Superseded,
}

/// What became of the message that carries the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// Waits to be handed to a provider.
    Queued,
    /// Takes longer than usual, or nobody knows.
    Delayed,
    /// A provider has it.
    Sent,
    /// A provider says that it arrived.
    Delivered,
    /// It will not arrive.
    Failed,
}

/// One attempt to prove one option.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// The option that it proves.
    pub option: OptionId,
    /// What the person has to give.
    pub expected: Expected,
    /// Names the message for the person.
    pub reference: Reference,
    /// The notice that carries the code.
    pub message: MessageId,
    /// When it was made.
    pub created_at: Timestamp,
    /// From this time on it is of no use.
    pub expires_at: Timestamp,
    /// Guesses charged.
    pub guesses: u8,
    /// Where it stands.
    pub state: ChallengeState,
    /// What became of the message.
    pub delivery: Delivery,
    /// No code travels: a decoy, or a number that was typed wrongly under uniform disclosure. It matches nothing.
    pub leads_nowhere: bool,
}

/// What the shell draws for a new challenge.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChallengeSeed {
    /// Its id.
    pub id: ChallengeId,
    /// Digest of the drawn code.
    pub mac: CodeMac,
    /// Names the message for the person.
    pub reference: Reference,
    /// The notice that will carry the code.
    pub message: MessageId,
}

/// A charged guess on its way to its verdict. Not `Clone`: it is finished at most once.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct GuessTicket {
    /// The challenge that is guessed at.
    pub challenge: ChallengeId,
    /// The charge, refunded by a match.
    pub guess: GuessId,
    /// What the guess is compared with.
    pub mac: CodeMac,
}

impl Challenge {
    /// A new challenge for a code.
    pub fn code(seed: ChallengeSeed, option: OptionId, code: CodeShape, now: Timestamp) -> Self {
        Self {
            id: seed.id,
            option,
            expected: Expected::Code { mac: seed.mac, length: code.length, channel: code.channel },
            reference: seed.reference,
            message: seed.message,
            created_at: now,
            expires_at: now.plus(code.lifetime),
            guesses: 0,
            state: ChallengeState::Live,
            delivery: Delivery::Queued,
            leads_nowhere: false,
        }
    }

    /// Whether it can still be answered.
    pub fn is_live(&self, limits: &FlowLimits, now: Timestamp) -> bool {
        self.state == ChallengeState::Live && now < self.expires_at && self.guesses < limits.guesses_per_code
    }

    /// Guesses left; 0 where it is over.
    pub fn guesses_left(&self, limits: &FlowLimits, now: Timestamp) -> u8 {
        if self.is_live(limits, now) { limits.guesses_per_code - self.guesses } else { 0 }
    }

    /// Charges a guess; `None` where the challenge is over.
    pub fn begin_guess(&mut self, guess: GuessId, limits: &FlowLimits, now: Timestamp) -> Option<GuessTicket> {
        if !self.is_live(limits, now) {
            return None;
        }
        self.guesses += 1;
        let Expected::Code { mac, .. } = self.expected;
        Some(GuessTicket { challenge: self.id, guess, mac })
    }

    /// Takes a matching guess: true once, while it is live and in time. The guess itself may have been the last one.
    pub fn accept_match(&mut self, now: Timestamp) -> bool {
        let accepted = self.state == ChallengeState::Live && now < self.expires_at;
        if accepted {
            self.state = ChallengeState::Matched;
        }
        accepted
    }

    /// A newer one takes its place. What was matched stays matched.
    pub fn supersede(&mut self) {
        if self.state == ChallengeState::Live {
            self.state = ChallengeState::Superseded;
        }
    }

    /// Takes news of the message; what is final stays.
    pub fn hear_delivery(&mut self, news: Delivery) {
        if self.delivery < news && self.delivery < Delivery::Delivered {
            self.delivery = news;
        }
    }
}

/// The form of a code: what policy says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeShape {
    /// Number of digits, 6 to 8.
    pub length: u8,
    /// How it travels.
    pub channel: Channel,
    /// How long it is of use.
    pub lifetime: std::time::Duration,
}

#[cfg(test)]
pub(crate) mod samples {
    //! Samples for the tests of this crate.
    use super::*;
    use uuid::Uuid;

    /// A seed whose ids and digest are this number.
    pub fn seed(number: u128) -> ChallengeSeed {
        ChallengeSeed {
            id: ChallengeId::from_uuid(Uuid::from_u128(number)),
            mac: CodeMac { key_id: 1, mac: [u8::try_from(number % 251).expect("small"); 32] },
            reference: Reference::from_draw([1, 2, 3]),
            message: MessageId::from_uuid(Uuid::from_u128(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use uuid::Uuid;

    const START: Timestamp = Timestamp::from_micros(0);

    fn challenge() -> Challenge {
        let shape = CodeShape { length: 6, channel: Channel::Sms, lifetime: Duration::from_secs(300) };
        Challenge::code(samples::seed(1), OptionId::from_uuid(Uuid::from_u128(9)), shape, START)
    }

    fn guess(number: u128) -> GuessId {
        GuessId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn five_guesses_are_judged_and_then_the_right_one_is_refused() {
        let (mut challenge, limits) = (challenge(), FlowLimits::default());
        for number in 0..5 {
            assert_eq!(challenge.guesses_left(&limits, START), 5 - u8::try_from(number).expect("small"));
            assert!(challenge.begin_guess(guess(number), &limits, START).is_some());
        }
        assert_eq!(challenge.guesses_left(&limits, START), 0);
        assert!(challenge.begin_guess(guess(6), &limits, START).is_none());
        assert_eq!(challenge.guesses, 5);
    }

    #[test]
    fn the_fifth_guess_may_be_the_right_one() {
        let (mut challenge, limits) = (challenge(), FlowLimits::default());
        for number in 0..5 {
            challenge.begin_guess(guess(number), &limits, START);
        }
        assert!(challenge.accept_match(START));
        assert!(!challenge.accept_match(START), "a used code is refused");
    }

    #[test]
    fn a_code_is_of_use_until_its_time_and_not_at_it() {
        let limits = FlowLimits::default();
        let end = START.plus(Duration::from_secs(300));
        let last = Timestamp::from_micros(end.micros() - 1);
        assert!(challenge().is_live(&limits, last));
        assert!(!challenge().is_live(&limits, end));
        assert!(challenge().accept_match(last));
        assert!(!challenge().accept_match(end));
        assert!(challenge().begin_guess(guess(1), &limits, end).is_none());
    }

    #[test]
    fn a_superseded_code_is_refused_and_a_matched_one_stays_matched() {
        let (mut older, limits) = (challenge(), FlowLimits::default());
        older.supersede();
        assert_eq!(older.state, ChallengeState::Superseded);
        assert!(older.begin_guess(guess(1), &limits, START).is_none());
        assert!(!older.accept_match(START));
        let mut matched = challenge();
        matched.accept_match(START);
        matched.supersede();
        assert_eq!(matched.state, ChallengeState::Matched);
    }

    #[test]
    fn a_ticket_carries_what_the_shell_needs() {
        let mut challenge = challenge();
        let ticket = challenge.begin_guess(guess(7), &FlowLimits::default(), START);
        let Expected::Code { mac, .. } = challenge.expected;
        assert_eq!(ticket, Some(GuessTicket { challenge: challenge.id, guess: guess(7), mac }));
    }

    #[test]
    fn delivery_news_only_go_forward() {
        let mut challenge = challenge();
        for (news, then) in [
            (Delivery::Delayed, Delivery::Delayed),
            (Delivery::Queued, Delivery::Delayed),
            (Delivery::Sent, Delivery::Sent),
            (Delivery::Delivered, Delivery::Delivered),
            (Delivery::Failed, Delivery::Delivered),
            (Delivery::Sent, Delivery::Delivered),
        ] {
            challenge.hear_delivery(news);
            assert_eq!(challenge.delivery, then);
        }
        let mut failed = self::challenge();
        failed.hear_delivery(Delivery::Failed);
        failed.hear_delivery(Delivery::Delivered);
        assert_eq!(failed.delivery, Delivery::Failed);
    }

    #[test]
    fn references_have_letters_that_cannot_be_mistaken() {
        for number in 0..=255 {
            let text = Reference::from_draw([number; 3]).text();
            assert_eq!(Reference::parse(&text).map(|r| r.text()), Some(text.clone()));
            assert!(!text.contains(['A', 'E', 'I', 'O', 'U', 'L', 'Q']), "{text}");
        }
        assert_eq!(Reference::parse("KH"), None);
        assert_eq!(Reference::parse("KHA"), None);
    }
}
