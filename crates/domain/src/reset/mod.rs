//! A reset: the session from "who are you?" to the new password.
//!
//! ```text
//!             wrong guesses, refused passwords, cancel, time
//!   Proving ----------------------------------------------------> Closed
//!     |  ^
//!     |  '-- rejected, or the directory was not reached --.
//!     v                                                   |
//!   (all gates proven) --begin change--> Changing --------+--changed--> Completed
//! ```
//!
//! What must not happen has no constructor: only [`Subject::Account`] has an account id and proofs, only
//! [`Stage::Changing`] can become [`Stage::Completed`], and only a proven account can become `Changing`. "Ready" is
//! computed from the proofs, never stored.

mod command;
mod decide;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod walk;

pub use command::{Command, Decision, Effect, Outcome, Refusal, Reply, Resubmission, Rules, TypedNumber};

#[cfg(test)]
use crate::challenge::ChallengeState;
use crate::challenge::{Challenge, Expected};
use crate::limits::FlowLimits;
use crate::policy::{Count, Disclosure, Gates, Policy, Profile, Strength};
use crate::{
    AccountId, ChallengeId, ChangeId, ContactId, DeviceId, Mac32, MessageId, Method, OptionId, ResetId, TenantId,
    Timestamp, Tool, Way,
};

/// A reset.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reset {
    /// Its id.
    pub id: ResetId,
    /// The organisation.
    pub tenant: TenantId,
    /// Where it stands.
    pub stage: Stage,
    /// The group whose policy it began under; none for everybody else's.
    pub group: Option<String>,
    /// Whether it is an administrator's, whose policy is never weaker than theirs has to be.
    pub is_administrators: bool,
    /// Proofs required, as policy said at the start.
    pub required: Gates,
    /// What made two proofs different, as policy said at the start.
    pub count: Count,
    /// What was asked of single proofs, as policy said at the start.
    pub strength: Strength,
    /// What a stranger may learn, as policy said at the start.
    pub disclosure: Disclosure,
    /// Ways offered, fixed at the start. Where a code goes is read from the account each time.
    pub options: Vec<Offer>,
    /// Everything that was asked so far, oldest first; bounded by the limits on sends.
    pub challenges: Vec<Challenge>,
    /// The challenge that the person is looking at.
    pub current: Option<ChallengeId>,
    /// Guesses charged over all challenges.
    pub guesses: u8,
    /// Passwords refused.
    pub password_tries: u8,
    /// Language of pages and messages.
    pub locale: String,
    /// When it began.
    pub started_at: Timestamp,
    /// Last command that was not refused.
    pub touched_at: Timestamp,
    /// Its end, but for the outcome of a change under way. Never later than the lifetime after its start.
    pub expires_at: Timestamp,
}

/// Where a reset stands, with exactly the data of that place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Proofs are being given; with enough of them a password may be set.
    Proving(Subject),
    /// The directory is being asked. A crash leaves it here; the same password again resumes it, also past the end of
    /// the reset: only the outcome ends it.
    Changing {
        /// Whose password.
        account: Claimant,
        /// The change under way.
        change: Change,
    },
    /// The password is changed.
    Completed {
        /// Whose password.
        account: AccountId,
        /// When.
        at: Timestamp,
    },
    /// Over without a new password.
    Closed {
        /// Whose reset it was; none for decoys and explicit refusals of unknown accounts.
        account: Option<AccountId>,
        /// The known device that it was started from, if any.
        device: Option<DeviceId>,
        /// Why.
        reason: ClosedReason,
        /// When.
        at: Timestamp,
    },
}

/// Whose reset it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An enabled and registered account.
    Account(Claimant),
    /// An unknown, disabled or unregistered user under uniform disclosure: it can be asked, and can prove nothing.
    Decoy,
}

/// Somebody who says that an account is theirs, with what they have proven so far.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claimant {
    /// The account.
    pub account: AccountId,
    /// The known device they use, if any.
    pub device: Option<DeviceId>,
    /// Proofs given, in order.
    pub proofs: Vec<Proof>,
}

/// A gate that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Proof {
    /// The challenge that was answered rightly.
    pub challenge: ChallengeId,
    /// The option it belonged to.
    pub option: OptionId,
    /// Kind of proof.
    pub method: Method,
    /// The contact that was used, where one was.
    pub contact: Option<ContactId>,
    /// The authenticator app or passkey that was used, where one was: without it the proof is worth nothing.
    pub tool: Option<Tool>,
    /// When.
    pub at: Timestamp,
}

/// A change of the password on its way through the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Change {
    /// Makes the call to the directory idempotent.
    pub id: ChangeId,
    /// Keyed digest of the password, to know the same one again.
    pub fingerprint: Mac32,
    /// When it began.
    pub began_at: Timestamp,
}

/// A way to prove, as offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Offer {
    /// Names it for clients.
    pub id: OptionId,
    /// How it is proven.
    pub way: Way,
    /// Where it leads.
    pub target: Target,
    /// Masked contact, as shown; empty where there is none.
    pub hint: String,
}

impl Offer {
    /// Kind of proof.
    pub const fn method(&self) -> Method {
        self.way.method()
    }
}

/// Where an offer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A contact of the account; the destination is read from it when a code is sent.
    Contact(ContactId),
    /// What the account has registered besides contacts.
    Account,
    /// Nobody: the offer of a decoy, or a number that was typed wrongly under uniform disclosure.
    Nobody,
}

/// Why a reset is over without a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClosedReason {
    /// The person cancelled.
    Cancelled,
    /// Time was up.
    Expired,
    /// Too many wrong guesses or refused passwords.
    TooManyAttempts,
    /// The account's password or contacts changed by another way.
    Superseded,
    /// Reset is not enabled for the account (explicit disclosure).
    NotEnabled,
    /// Not enough is registered (explicit disclosure).
    NotRegistered,
    /// Resets of the account are frozen.
    Frozen,
    /// Its owner said on the phone: "this was not me".
    NotMe,
    /// Its owner unlocked the account and kept the password.
    Unlocked,
}

/// Where a reset stands, as a client sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// A way is to be chosen.
    Choosing,
    /// A proof is asked for.
    Challenged,
    /// A new password may be set.
    Verified,
    /// The directory is being asked.
    Changing,
    /// Done.
    Completed,
    /// Over.
    Closed(ClosedReason),
}

/// What a reset begins with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Opening {
    /// Ways are offered, to an account or to a decoy.
    Offered {
        /// Whose reset.
        subject: Subject,
        /// The ways; at least one.
        options: Vec<Offer>,
    },
    /// Explicit disclosure: told at once that it is not possible.
    Refused {
        /// The account, where there is one.
        account: Option<AccountId>,
        /// Why.
        reason: ClosedReason,
    },
}

/// Who and where a new reset is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NewReset {
    /// Its id.
    pub id: ResetId,
    /// The organisation.
    pub tenant: TenantId,
    /// The group whose policy it begins under; none for everybody else's.
    pub group: Option<String>,
    /// Whether it is an administrator's.
    pub is_administrators: bool,
    /// Language of pages and messages.
    pub locale: String,
    /// What it begins with.
    pub opening: Opening,
}

impl Reset {
    /// A reset that begins now.
    pub fn begin(new: NewReset, rules: &Rules<'_>, now: Timestamp) -> Self {
        let (stage, options) = match new.opening {
            Opening::Offered { subject, options } => (Stage::Proving(subject), options),
            Opening::Refused { account, reason } => {
                (Stage::Closed { account, device: None, reason, at: now }, Vec::new())
            }
        };
        Self {
            id: new.id,
            tenant: new.tenant,
            stage,
            group: new.group,
            is_administrators: new.is_administrators,
            required: rules.policy.gates,
            count: rules.policy.count,
            strength: rules.policy.strength(),
            disclosure: rules.policy.disclosure,
            options,
            challenges: Vec::new(),
            current: None,
            guesses: 0,
            password_tries: 0,
            locale: new.locale,
            started_at: now,
            touched_at: now,
            expires_at: now.plus(rules.limits.reset_lifetime),
        }
    }

    /// Where it stands at this time, as a client sees it.
    pub fn status(&self, rules: &Rules<'_>, now: Timestamp) -> Status {
        match &self.stage {
            Stage::Closed { reason, .. } => Status::Closed(*reason),
            Stage::Completed { .. } => Status::Completed,
            _ if self.is_expired(rules, now) => Status::Closed(ClosedReason::Expired),
            Stage::Changing { .. } => Status::Changing,
            Stage::Proving(Subject::Account(claimant)) if self.is_ready(claimant, rules.policy) => Status::Verified,
            Stage::Proving(_) if self.current.is_some() => Status::Challenged,
            Stage::Proving(_) => Status::Choosing,
        }
    }

    /// Whether its time is up. What is completed or closed has no time any more, and a change under way ends by its
    /// outcome alone.
    pub fn is_expired(&self, rules: &Rules<'_>, now: Timestamp) -> bool {
        matches!(self.stage, Stage::Proving(_)) && self.is_out_of_time(rules.limits, now)
    }

    fn is_out_of_time(&self, limits: &FlowLimits, now: Timestamp) -> bool {
        now >= self.expires_at || now >= self.touched_at.plus(limits.reset_idle)
    }

    /// Whether what this message carries may still be answered.
    pub fn awaits(&self, message: MessageId, limits: &FlowLimits, now: Timestamp) -> bool {
        let mut carried = self.challenges.iter().filter(|challenge| challenge.message() == Some(message));
        matches!(self.stage, Stage::Proving(_))
            && !self.is_out_of_time(limits, now)
            && carried.any(|challenge| challenge.is_live(limits, now))
    }

    /// Gates passed.
    pub fn passed(&self) -> u8 {
        let proofs = match &self.stage {
            Stage::Proving(Subject::Account(claimant)) | Stage::Changing { account: claimant, .. } => {
                claimant.proofs.len()
            }
            Stage::Completed { .. } => usize::from(self.required.count()),
            Stage::Proving(Subject::Decoy) | Stage::Closed { .. } => 0,
        };
        u8::try_from(proofs).unwrap_or(u8::MAX)
    }

    /// Gates required, where that may be told.
    pub fn told_required(&self) -> Option<Gates> {
        self.knows_of_account().then_some(self.required)
    }

    /// Whether whoever is there may know that there is an account, and so be told the truth about delivery, calls and
    /// help: always under explicit disclosure, else once a gate has passed or the device is known.
    pub fn knows_of_account(&self) -> bool {
        self.disclosure == Disclosure::Explicit || self.passed() > 0 || self.device().is_some()
    }

    /// Who is proving to be, or proved to be, an account's owner; none once it is over.
    pub const fn claimant(&self) -> Option<&Claimant> {
        match &self.stage {
            Stage::Proving(Subject::Account(claimant)) | Stage::Changing { account: claimant, .. } => Some(claimant),
            Stage::Proving(Subject::Decoy) | Stage::Completed { .. } | Stage::Closed { .. } => None,
        }
    }

    /// The account, where there is one.
    pub fn account(&self) -> Option<AccountId> {
        match &self.stage {
            Stage::Proving(Subject::Account(claimant)) | Stage::Changing { account: claimant, .. } => {
                Some(claimant.account)
            }
            Stage::Completed { account, .. } => Some(*account),
            Stage::Closed { account, .. } => *account,
            Stage::Proving(Subject::Decoy) => None,
        }
    }

    /// The known device that it was started from.
    pub fn device(&self) -> Option<DeviceId> {
        match &self.stage {
            Stage::Closed { device, .. } => *device,
            _ => self.claimant().and_then(|claimant| claimant.device),
        }
    }

    /// The challenge that the person is looking at.
    pub fn current_challenge(&self) -> Option<&Challenge> {
        let current = self.current?;
        self.challenges.iter().find(|challenge| challenge.id == current)
    }

    /// The offer with this id.
    pub fn offer(&self, id: OptionId) -> Option<&Offer> {
        self.options.iter().find(|offer| offer.id == id)
    }

    /// Ways that can still be chosen: those that the policy has, and that would be a proof beside those that count.
    pub fn open_offers<'a>(&'a self, policy: &'a Policy) -> impl Iterator<Item = &'a Offer> {
        self.options.iter().filter(move |offer| self.adds_a_gate(offer, policy))
    }

    /// Two gates are two different methods (or classes) and two different contacts.
    fn adds_a_gate(&self, offer: &Offer, policy: &Policy) -> bool {
        let Stage::Proving(subject) = &self.stage else { return false };
        if !policy.ways(offer.way.means()).contains(&offer.way) {
            return false;
        }
        let Subject::Account(claimant) = subject else { return self.leaves_a_second(offer, policy) };
        if claimant.proofs.is_empty() && !self.leaves_a_second(offer, policy) {
            return false;
        }
        let with = self.counted(claimant, policy).chain([offer.method()]);
        let more = self.distinct(with, policy) > self.distinct(self.counted(claimant, policy), policy);
        let is_contact = |contact| Target::Contact(contact) == offer.target;
        let is_another_pound = policy.is_pound(offer.way) && self.pound(claimant, policy).is_some();
        let is_used = self.counted_proofs(claimant, policy).filter_map(|proof| proof.contact).any(is_contact);
        more && !is_another_pound && !is_used
    }

    /// Whether something that is no # can be the second of two proofs after this one.
    fn leaves_a_second(&self, offer: &Offer, policy: &Policy) -> bool {
        let required = self.required.max(policy.gates);
        if required == Gates::One || policy.profile == Profile::Model || !policy.is_pound(offer.way) {
            return true;
        }
        self.options.iter().any(|other| {
            let methods = [offer.method(), other.method()];
            other.way.means() != offer.way.means()
                && !policy.is_pound(other.way)
                && policy.ways(other.way.means()).contains(&other.way)
                && self.distinct(methods.into_iter(), policy) == methods.len()
        })
    }

    /// Whether the proofs satisfy the stricter of the policy at the start and the policy now.
    fn is_ready(&self, claimant: &Claimant, policy: &Policy) -> bool {
        let required = self.required.max(policy.gates);
        self.distinct(self.counted(claimant, policy), policy) >= usize::from(required.count())
    }

    /// How many different proofs these methods make, as counted at the start and as counted now.
    fn distinct(&self, methods: impl Iterator<Item = Method> + Clone, policy: &Policy) -> usize {
        self.count.distinct(methods.clone()).min(policy.distinct(methods))
    }

    /// Gates that are passed as the policy counts now.
    pub fn counting(&self, policy: &Policy) -> u8 {
        let Some(claimant) = self.claimant() else { return self.passed() };
        u8::try_from(self.counted_proofs(claimant, policy).count()).unwrap_or(u8::MAX)
    }

    fn counted<'a>(&'a self, claimant: &'a Claimant, policy: &'a Policy) -> impl Iterator<Item = Method> + Clone + 'a {
        self.counted_proofs(claimant, policy).map(|proof| proof.method)
    }

    /// The proofs that still count: policy may have taken a way away meanwhile, or ask more of it.
    fn counted_proofs<'a>(
        &'a self,
        claimant: &'a Claimant,
        policy: &'a Policy,
    ) -> impl Iterator<Item = &'a Proof> + Clone + 'a {
        let pound = self.pound(claimant, policy);
        let counts = move |proof: &&Proof| {
            let is_way =
                self.offer(proof.option).is_some_and(|offer| policy.ways(offer.way.means()).contains(&offer.way));
            let is_strong = self.expected(proof).is_some_and(|expected| policy.takes(expected));
            let is_another_pound = pound.is_some_and(|first| first != proof.challenge && self.is_pound(proof));
            is_way && is_strong && !is_another_pound
        };
        claimant.proofs.iter().filter(counts)
    }

    /// The proof by # after which no other # is one: but in profile `model`, # is one of two proofs at most.
    fn pound(&self, claimant: &Claimant, policy: &Policy) -> Option<ChallengeId> {
        let first = claimant.proofs.iter().find(|proof| self.is_pound(proof));
        first.map(|proof| proof.challenge).filter(|_| policy.profile != Profile::Model)
    }

    fn is_pound(&self, proof: &Proof) -> bool {
        matches!(self.expected(proof), Some(Expected::Pound))
    }

    fn expected(&self, proof: &Proof) -> Option<&Expected> {
        let asked = self.challenges.iter().find(|challenge| challenge.id == proof.challenge);
        asked.map(|challenge| &challenge.expected)
    }
}
