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

use std::time::Duration;

use crate::call::{CallEnd, VoiceMode};
use crate::limits::FlowLimits;
use crate::policy::Policy;
use crate::{ChallengeId, Channel, CodeMac, GuessId, MessageId, OptionId, QuestionId, Timestamp, Way};

/// What the person has to give, with the data it is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expected {
    /// The digits of a code that was sent or is read out.
    Code {
        /// Digest of the code.
        mac: CodeMac,
        /// Number of digits.
        length: u8,
        /// How it travels.
        channel: Channel,
    },
    /// The two digits of the page and #, on the phone. The digits follow from the challenge's id.
    MatchedNumber,
    /// #, on the phone.
    Pound,
    /// The answers to these questions.
    Answers {
        /// Which are asked.
        asked: Vec<QuestionId>,
        /// Of which they were drawn. Others of them are asked after wrong answers, whatever becomes of the account
        /// meanwhile.
        pool: Vec<QuestionId>,
    },
    /// The code of an authenticator app.
    AuthenticatorCode,
    /// A passkey's answer to this request, as the shell keeps it.
    Passkey {
        /// What the answer is checked against; holds no secret.
        request: String,
    },
    /// One of the recovery codes.
    RecoveryCode,
}

impl Expected {
    /// Whether it is given on the phone.
    pub const fn is_pressed(&self) -> bool {
        matches!(self, Self::MatchedNumber | Self::Pound)
    }

    /// How many guesses one challenge takes: one entry per call.
    const fn guesses(&self, limits: &FlowLimits) -> u8 {
        if self.is_pressed() { 1 } else { limits.guesses_per_code }
    }
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
    /// A provider says that it arrived; a call was answered.
    Delivered,
    /// It will not arrive, unless it is put back after it was given up.
    Failed,
}

/// The message or call of a challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sent {
    /// The notice that carries it.
    pub message: MessageId,
    /// Names the message for the person.
    pub reference: Reference,
    /// What became of the message.
    pub delivery: Delivery,
    /// How the call ended, where it was one and did.
    pub call_end: Option<CallEnd>,
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
    /// The message or call that it needs, if any.
    pub sent: Option<Sent>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From this time on it is of no use.
    pub expires_at: Timestamp,
    /// Guesses charged.
    pub guesses: u8,
    /// Where it stands.
    pub state: ChallengeState,
    /// It matches nothing: a decoy's, or a number that was typed wrongly under uniform disclosure.
    pub leads_nowhere: bool,
}

/// What the shell draws for a new challenge.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChallengeSeed {
    /// Its id.
    pub id: ChallengeId,
    /// Names the message for the person.
    pub reference: Reference,
    /// The notice that will carry the code, or the call.
    pub message: MessageId,
    /// What belongs to the way.
    pub drawn: Drawn,
}

/// What is drawn for one kind of way and no other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Drawn {
    /// Digest of a code, for codes and calls.
    Code(CodeMac),
    /// Which questions are asked, and of which they were drawn.
    Questions {
        /// Which are asked.
        asked: Vec<QuestionId>,
        /// Of which they were drawn.
        pool: Vec<QuestionId>,
    },
    /// The request to a passkey.
    Passkey(String),
    /// Nothing: authenticator app and recovery code.
    Nothing,
}

/// A charged guess on its way to its verdict. A verdict that could not be written, because the reset was changed
/// meanwhile, is decided anew from a copy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GuessTicket {
    /// The challenge that is guessed at.
    pub challenge: ChallengeId,
    /// The charge, refunded by a match.
    pub guess: GuessId,
    /// What the guess is compared with.
    pub expected: Expected,
}

impl Challenge {
    /// A new challenge of this way; `None` where the seed was drawn for another one.
    pub fn new(seed: ChallengeSeed, option: OptionId, way: Way, policy: &Policy, now: Timestamp) -> Option<Self> {
        let expected = expected(seed.drawn, way, policy)?;
        let sent =
            Sent { message: seed.message, reference: seed.reference, delivery: Delivery::Queued, call_end: None };
        Some(Self {
            id: seed.id,
            option,
            expected,
            sent: way.channel().map(|_| sent),
            created_at: now,
            expires_at: now.plus(way.channel().map_or(UNSENT_LIFETIME, |channel| policy.code_lifetime(channel))),
            guesses: 0,
            state: ChallengeState::Live,
            leads_nowhere: false,
        })
    }

    /// Whether it can still be answered.
    pub fn is_live(&self, limits: &FlowLimits, now: Timestamp) -> bool {
        let has_ended = self.sent.is_some_and(|sent| sent.call_end.is_some()) && self.expected.is_pressed();
        let is_open = self.state == ChallengeState::Live && !has_ended;
        is_open && now < self.expires_at && self.guesses < self.expected.guesses(limits)
    }

    /// Whether it can be guessed at, and so is charged to the account's cap: codes, calls, answers. Passkeys and
    /// recovery codes of 80 bits cannot, and stay open when the cap is spent (DESIGN.md 4).
    pub const fn is_guessable(&self) -> bool {
        !matches!(self.expected, Expected::Passkey { .. } | Expected::RecoveryCode)
    }

    /// Whether it is worth coming back to. A call is, also once it has ended: the page says how, and nobody else must
    /// be able to tell by coming back.
    pub fn is_shown(&self, limits: &FlowLimits, now: Timestamp) -> bool {
        if self.expected.is_pressed() {
            self.state == ChallengeState::Live && now < self.expires_at
        } else {
            self.is_live(limits, now)
        }
    }

    /// Guesses left, as they may be told; 0 where it is over. Of what is pressed on the phone there is one while it is
    /// shown.
    pub fn guesses_left(&self, limits: &FlowLimits, now: Timestamp) -> u8 {
        match (self.is_shown(limits, now), self.expected.is_pressed()) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => limits.guesses_per_code - self.guesses,
        }
    }

    /// Charges a guess; `None` where the challenge is over.
    pub fn begin_guess(&mut self, guess: GuessId, limits: &FlowLimits, now: Timestamp) -> Option<GuessTicket> {
        if !self.is_live(limits, now) {
            return None;
        }
        self.guesses += 1;
        Some(GuessTicket { challenge: self.id, guess, expected: self.expected.clone() })
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

    /// Takes news of the message; what is final stays ([`Self::send_anew`] alone undoes it), and of what is asked for no more
    /// there is nothing to tell.
    pub fn hear_delivery(&mut self, news: Delivery) {
        if let Some(sent) = &mut self.sent
            && self.state == ChallengeState::Live
            && sent.delivery < Delivery::Delivered
        {
            sent.delivery = sent.delivery.max(news);
        }
    }

    /// Its message, which was given up, goes out again.
    pub const fn send_anew(&mut self) {
        if let Some(sent) = &mut self.sent
            && matches!(sent.delivery, Delivery::Failed | Delivery::Delayed)
        {
            sent.delivery = Delivery::Queued;
        }
    }

    /// Takes the end of its call; the first one stays, and what was matched stays matched.
    pub fn hear_call_end(&mut self, end: CallEnd) {
        if let Some(sent) = &mut self.sent
            && sent.call_end.is_none()
            && self.state == ChallengeState::Live
        {
            sent.call_end = Some(end);
        }
    }

    /// The notice that carries it.
    pub fn message(&self) -> Option<MessageId> {
        self.sent.map(|sent| sent.message)
    }
}

/// Life of a challenge without a message: as long as a reset lives by default. What lives longer asks anew.
const UNSENT_LIFETIME: Duration = Duration::from_secs(20 * 60);

/// What is expected by this way under this policy.
fn expected(drawn: Drawn, way: Way, policy: &Policy) -> Option<Expected> {
    Some(match (drawn, way) {
        (Drawn::Code(mac), Way::Contact { channel, .. }) => match (channel, policy.voice) {
            (Channel::Voice, Some(VoiceMode::MatchNumber)) => Expected::MatchedNumber,
            (Channel::Voice, Some(VoiceMode::PressPound)) => Expected::Pound,
            (Channel::Voice, None) => return None,
            (Channel::Voice, Some(VoiceMode::ReadCode)) | (Channel::Email | Channel::Sms, _) => {
                Expected::Code { mac, length: policy.code_length, channel }
            }
        },
        (Drawn::Questions { asked, pool }, Way::Questions) => Expected::Answers { asked, pool },
        (Drawn::Passkey(request), Way::Passkey) => Expected::Passkey { request },
        (Drawn::Nothing, Way::AuthenticatorApp) => Expected::AuthenticatorCode,
        (Drawn::Nothing, Way::RecoveryCode) => Expected::RecoveryCode,
        _ => return None,
    })
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
            reference: Reference::from_draw([1, 2, 3]),
            message: MessageId::from_uuid(Uuid::from_u128(number)),
            drawn: Drawn::Code(mac(number)),
        }
    }

    /// The digest of this number's code.
    pub fn mac(number: u128) -> CodeMac {
        CodeMac { key_id: 1, mac: [u8::try_from(number % 251).expect("small"); 32] }
    }

    /// A seed for a way.
    pub fn seed_for(number: u128, way: Way) -> ChallengeSeed {
        let question = |name: &str| QuestionId::parse(name).expect("sound");
        let drawn = match way {
            Way::Contact { .. } => Drawn::Code(mac(number)),
            Way::Questions => {
                let asked = ["first-pet", "first-job", "first-flight"].map(question).to_vec();
                Drawn::Questions { pool: asked.clone(), asked }
            }
            Way::Passkey => Drawn::Passkey("request".into()),
            Way::AuthenticatorApp | Way::RecoveryCode => Drawn::Nothing,
        };
        ChallengeSeed { drawn, ..seed(number) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Slot;
    use uuid::Uuid;

    const START: Timestamp = Timestamp::from_micros(0);

    const TEXT: Way = Way::Contact { slot: Slot::MobilePhone, channel: Channel::Sms };

    fn by(way: Way, policy: &Policy) -> Option<Challenge> {
        Challenge::new(samples::seed_for(1, way), OptionId::from_uuid(Uuid::from_u128(9)), way, policy, START)
    }

    fn challenge() -> Challenge {
        by(TEXT, &Policy::nist()).expect("of its way")
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
        let expected = Expected::Code { mac: samples::mac(1), length: 6, channel: Channel::Sms };
        assert_eq!(ticket, Some(GuessTicket { challenge: challenge.id, guess: guess(7), expected }));
    }

    #[test]
    fn what_is_expected_follows_from_way_and_policy() {
        let call = Way::Contact { slot: Slot::OfficePhone, channel: Channel::Voice };
        let with = |voice| Policy { voice, ..Policy::nist() };
        let expected = |way, voice| by(way, &with(voice)).map(|challenge| challenge.expected);
        let spoken = Expected::Code { mac: samples::mac(1), length: 6, channel: Channel::Voice };
        assert_eq!(expected(call, Some(VoiceMode::MatchNumber)), Some(Expected::MatchedNumber));
        assert_eq!(expected(call, Some(VoiceMode::PressPound)), Some(Expected::Pound));
        assert_eq!(expected(call, Some(VoiceMode::ReadCode)), Some(spoken));
        assert_eq!(expected(call, None), None);
        assert!(matches!(expected(Way::Questions, None), Some(Expected::Answers { asked, .. }) if asked.len() == 3));
        assert_eq!(expected(Way::AuthenticatorApp, None), Some(Expected::AuthenticatorCode));
        assert_eq!(expected(Way::Passkey, None), Some(Expected::Passkey { request: "request".into() }));
        assert_eq!(expected(Way::RecoveryCode, None), Some(Expected::RecoveryCode));
        let option = OptionId::from_uuid(Uuid::from_u128(9));
        for (drawn_for, way) in [
            (TEXT, Way::Questions),
            (Way::Questions, TEXT),
            (Way::Passkey, Way::AuthenticatorApp),
            (Way::RecoveryCode, Way::Passkey),
        ] {
            let seed = samples::seed_for(1, drawn_for);
            assert_eq!(Challenge::new(seed, option, way, &Policy::nist(), START), None, "{drawn_for:?} {way:?}");
        }
    }

    #[test]
    fn only_what_is_sent_has_a_message() {
        let sent = challenge().sent.expect("a text message");
        assert_eq!((sent.delivery, sent.call_end, Some(sent.message)), (Delivery::Queued, None, challenge().message()));
        for way in [Way::Questions, Way::AuthenticatorApp, Way::Passkey, Way::RecoveryCode] {
            assert_eq!(by(way, &Policy::nist()).expect("of its way").message(), None);
        }
    }

    #[test]
    fn a_call_takes_one_entry_and_none_once_it_has_ended() {
        let limits = FlowLimits::default();
        let policy = Policy { voice: Some(VoiceMode::PressPound), ..Policy::nist() };
        let call =
            || by(Way::Contact { slot: Slot::MobilePhone, channel: Channel::Voice }, &policy).expect("of its way");
        let mut entered = call();
        assert_eq!(entered.guesses_left(&limits, START), 1);
        assert!(entered.begin_guess(guess(1), &limits, START).is_some());
        assert!(entered.begin_guess(guess(2), &limits, START).is_none());
        assert!(entered.accept_match(START));
        entered.hear_call_end(CallEnd::NothingPressed);
        assert_eq!(entered.sent.and_then(|sent| sent.call_end), None, "what was matched stays so");
        let mut ended = call();
        ended.hear_call_end(CallEnd::Busy);
        ended.hear_call_end(CallEnd::NoAnswer);
        assert_eq!(ended.sent.and_then(|sent| sent.call_end), Some(CallEnd::Busy), "the first end stays");
        assert!(ended.begin_guess(guess(1), &limits, START).is_none());
        let mut read = by(
            Way::Contact { slot: Slot::MobilePhone, channel: Channel::Voice },
            &Policy { voice: Some(VoiceMode::ReadCode), ..policy },
        )
        .expect("of its way");
        read.hear_call_end(CallEnd::NothingPressed);
        assert!(read.is_live(&limits, START), "a code that was read out is typed after the call");
    }

    #[test]
    fn a_call_is_shown_until_its_time_also_once_it_has_ended() {
        let limits = FlowLimits::default();
        let mut call =
            by(Way::Contact { slot: Slot::OfficePhone, channel: Channel::Voice }, &Policy::nist()).expect("of its way");
        let last = Timestamp::from_micros(call.expires_at.micros() - 1);
        call.hear_call_end(CallEnd::Busy);
        assert!(call.is_shown(&limits, last) && !call.is_live(&limits, last));
        assert!(!call.is_shown(&limits, call.expires_at));
        call.supersede();
        assert!(!call.is_shown(&limits, START));
    }

    #[test]
    fn passkeys_and_recovery_codes_alone_are_not_charged_to_the_cap() {
        for (way, is_charged) in [
            (TEXT, true),
            (Way::Questions, true),
            (Way::AuthenticatorApp, true),
            (Way::Passkey, false),
            (Way::RecoveryCode, false),
        ] {
            assert_eq!(by(way, &Policy::nist()).expect("of its way").is_guessable(), is_charged);
        }
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
            assert_eq!(challenge.sent.map(|sent| sent.delivery), Some(then));
        }
        let mut failed = self::challenge();
        failed.hear_delivery(Delivery::Failed);
        failed.hear_delivery(Delivery::Delivered);
        assert_eq!(failed.sent.map(|sent| sent.delivery), Some(Delivery::Failed));
        failed.send_anew();
        assert_eq!(failed.sent.map(|sent| sent.delivery), Some(Delivery::Queued));
        challenge.send_anew();
        assert_eq!(challenge.sent.map(|sent| sent.delivery), Some(Delivery::Delivered), "it was not given up");
    }

    #[test]
    fn every_letter_is_drawn_as_often_as_a_byte_lets_it() {
        let mut drawn = std::collections::BTreeMap::<String, u32>::new();
        for number in 0..=u8::MAX {
            let letters = Reference::from_draw([number, 0, u8::MAX]).text();
            assert_eq!(&letters[1..], "BM", "0 and 255 of 19");
            *drawn.entry(letters[..1].to_owned()).or_default() += 1;
        }
        assert_eq!(drawn.len(), REFERENCE_LETTERS.len());
        assert!(drawn.values().all(|count| (13..=14).contains(count)), "{drawn:?}");
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
