//! What a reset is told, and what it answers.

use super::{Change, ClosedReason, Proof, Reset, Target};
use crate::call::CallEnd;
use crate::challenge::{ChallengeSeed, GuessTicket};
use crate::limits::{Allowance, FlowLimits};
use crate::policy::Policy;
use crate::{AccountId, ChallengeId, ChangeId, GuessId, MessageId, OptionId, QuestionId, Timestamp, Tool};

/// What a decision is taken under.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The tenant's policy now.
    pub policy: &'a Policy,
    /// The bounds in force.
    pub limits: &'a FlowLimits,
}

/// What the person typed as their number, as the shell judged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypedNumber {
    /// Nothing.
    Missing,
    /// Not a number.
    Malformed,
    /// A number that does not end in the digits of the hint.
    EndsDifferently,
    /// Another number than the contact's; always so for a decoy.
    Differs,
    /// The contact's number.
    Matches,
}

/// Whether a password is the one whose change is under way, as the shell judged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resubmission {
    /// No change is under way, or it is the same password.
    Same,
    /// Another password.
    Different,
}

/// What the directory answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The password is changed.
    Changed,
    /// It refuses this password.
    Rejected,
    /// It was surely not reached: nothing changed.
    NotReached,
    /// Nobody knows whether it changed.
    Unknown,
}

/// What somebody wants.
#[derive(Debug)]
pub enum Command {
    /// Choose a way: send a code, call, or ask. The same way again is "send again".
    Choose {
        /// The way.
        option: OptionId,
        /// What was typed as the full number.
        number: TypedNumber,
        /// Drawn for the challenge.
        seed: ChallengeSeed,
    },
    /// Charge a guess at the current challenge, before it is compared.
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
        /// The authenticator app or passkey that gave the right answer, where one did.
        tool: Option<Tool>,
        /// The questions that are asked instead after wrong answers, so that none can be tried out (FEATURES.md B2);
        /// used for answers alone.
        redrawn: Vec<QuestionId>,
    },
    /// Keys were pressed in a call: a guess with its verdict in one, since a call takes one entry and its provider
    /// reports it once.
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
    /// A password that breaks the rules was sent.
    RejectPassword,
    /// Begin to change the password.
    BeginChange {
        /// The change, if it is the first.
        change: Change,
        /// Whether it is the password of the change under way.
        resubmission: Resubmission,
    },
    /// What the directory answered.
    FinishChange {
        /// Which change.
        change: ChangeId,
        /// The answer.
        outcome: Outcome,
    },
    /// Unlock the account and keep the password.
    Unlock,
    /// The person gives up.
    Cancel,
    /// Something else ends it; a stranger's goes on as a decoy.
    End(ClosedReason),
}

/// What has to be done with the same commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a notice with the code, or for the call; a decoy notice where the target is nobody.
    Send {
        /// The notice.
        message: MessageId,
        /// The challenge.
        challenge: ChallengeId,
        /// The way.
        option: OptionId,
        /// Where it leads.
        target: Target,
        /// No use after this time.
        expires_at: Timestamp,
    },
    /// A notice is of no use any more.
    Supersede(MessageId),
    /// Charge a guess to the account's cap.
    ChargeGuess(GuessId),
    /// Take a charge back: the guess was right.
    RefundGuess(GuessId),
    /// A gate was passed.
    GatePassed(Proof),
    /// All gates are passed: the session gets a new handle.
    RotateHandle,
    /// The password is changed: tell every contact, end sign-ins and other resets, trust this device.
    Completed(AccountId),
    /// The account is to be unlocked: tell every contact.
    Unlocked(AccountId),
    /// It ended without a new password, or, a stranger's, for its account.
    Closed(ClosedReason),
}

/// Why a command is refused. Nothing changed, but for the end of a reset whose time was up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The reset is over.
    Over,
    /// No such way, or it proves nothing new.
    OptionUnknown,
    /// The full number is to be typed first.
    NumberRequired,
    /// Not a number.
    NumberMalformed,
    /// A number that does not end as the hint says.
    NumberEndsDifferently,
    /// Another number than the registered one (explicit disclosure only).
    NumberDiffers,
    /// A code was sent a moment ago.
    Cooldown {
        /// When the next one may be asked for.
        opens_at: Timestamp,
    },
    /// No more codes in this reset, or for this way.
    SendsSpent,
    /// Expired, used, superseded, guessed too often, or there is none.
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
    /// Not all gates are passed.
    NotVerified,
    /// A change with another password is under way.
    DifferentPassword,
    /// The directory refuses this password.
    PasswordRejected,
    /// The directory does not answer.
    DirectoryUnavailable,
}

/// The answer to a command.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// Done.
    Accepted,
    /// Compare, then finish.
    Judge(GuessTicket),
    /// Call the directory for this account, then finish.
    CallDirectory {
        /// Whose password.
        account: AccountId,
        /// The change under way.
        change: ChangeId,
    },
    /// Not done.
    Refused(Refusal),
}

/// The outcome of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Decision {
    /// The reset afterwards.
    pub next: Reset,
    /// The answer.
    pub reply: Reply,
    /// What has to be done with the same commit.
    pub effects: Vec<Effect>,
}
