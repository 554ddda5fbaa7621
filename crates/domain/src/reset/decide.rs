//! `decide`: every command has an answer in every state; what is refused changes nothing.

use super::command::{Command, Decision, Effect, Outcome, Refusal, Reply, Resubmission, Rules, TypedNumber};
use super::{Change, Claimant, ClosedReason, Offer, Proof, Reset, Stage, Status, Subject, Target};
use crate::call::CallEnd;
use crate::challenge::{Challenge, ChallengeSeed, ChallengeState, Expected, GuessTicket};
use crate::limits::Allowance;
use crate::policy::Disclosure;
use crate::{ChallengeId, ChangeId, GuessId, MessageId, OptionId, QuestionId, Timestamp, Tool};

impl Reset {
    /// Decides a command. Total: every command has an answer in every state.
    pub fn decide(&self, command: Command, rules: &Rules<'_>, now: Timestamp) -> Decision {
        if let Command::End(reason) = command
            && self.is_a_strangers()
        {
            return self.go_on_as_decoy(reason);
        }
        if matches!(command, Command::Press { .. } | Command::HearCallEnd { .. }) && self.is_expired(rules, now) {
            // What happens on the phone ends nothing that whoever looks at the page has not seen end.
            return self.refuse(Refusal::Over);
        }
        if let Some(over) = self.already_over(rules, now) {
            return over;
        }
        match command {
            Command::Choose { option, number, seed } => self.choose(option, number, seed, rules, now),
            Command::BeginGuess { guess, allowance } => self.begin_guess(guess, allowance, rules, now),
            Command::FinishGuess { ticket, matched, tool, redrawn } => {
                // Answers to questions that are not asked any more: others were wrong meanwhile.
                let is_asked = self.asks_still(&ticket);
                let decision = self.finish_guess(&ticket, (matched && is_asked).then_some(tool), rules, now);
                if matched || !is_asked { decision } else { decision.ask_instead(ticket.challenge, redrawn) }
            }
            Command::Press { message, guess, allowance, matched } => {
                self.press(message, (guess, allowance), matched, rules, now)
            }
            Command::HearCallEnd { message, end } => self.hear_call_end(message, end, now),
            Command::RejectPassword => self.reject_password(rules, now),
            Command::BeginChange { change, resubmission } => self.begin_change(change, resubmission, rules, now),
            Command::FinishChange { change, outcome } => self.finish_change(change, outcome, rules, now),
            Command::Unlock => self.unlock(rules, now),
            Command::Cancel => self.end_unless_changing(ClosedReason::Cancelled, now),
            Command::End(reason) => self.end_unless_changing(reason, now),
        }
    }

    /// What is over stays over. Time ends a reset at the first command after it.
    fn already_over(&self, rules: &Rules<'_>, now: Timestamp) -> Option<Decision> {
        match self.status(rules, now) {
            Status::Completed => Some(self.refuse(Refusal::Over)),
            Status::Closed(ClosedReason::Expired) if !matches!(self.stage, Stage::Closed { .. }) => {
                Some(self.close(ClosedReason::Expired, Reply::Refused(Refusal::Over), now))
            }
            Status::Closed(_) => Some(self.refuse(Refusal::Over)),
            _ => None,
        }
    }

    fn choose(
        &self,
        option: OptionId,
        number: TypedNumber,
        seed: ChallengeSeed,
        rules: &Rules<'_>,
        now: Timestamp,
    ) -> Decision {
        let Stage::Proving(_) = self.stage else {
            return self.refuse(Refusal::OptionUnknown);
        };
        let Some(offer) = self.open_offers(rules.policy).find(|offer| offer.id == option) else {
            return self.refuse(Refusal::OptionUnknown);
        };
        if self.status(rules, now) == Status::Verified {
            return self.refuse(Refusal::OptionUnknown);
        }
        let earlier: Vec<&Challenge> = self.challenges.iter().filter(|challenge| challenge.option == option).collect();
        let number_is_wanted = offer.way.asks_number() && (earlier.is_empty() || number != TypedNumber::Missing);
        let target = match self.judge_number(offer, number_is_wanted, number) {
            Ok(target) => target,
            Err(refusal) => return self.refuse(refusal),
        };
        if let Some(last) = earlier.last()
            && let Some(decision) = self.instead_of_another(offer, last, earlier.len(), rules, now)
        {
            return decision;
        }
        let spent = earlier.len() >= usize::from(rules.limits.sends_per_option)
            || self.challenges.len() >= usize::from(rules.limits.sends_per_flow);
        if spent {
            return self.refuse(Refusal::SendsSpent);
        }
        self.ask(offer, target, seed, rules, now)
    }

    /// What is done instead of asking once more: what was just sent is waited for, and what needs no message is asked
    /// once.
    fn instead_of_another(
        &self,
        offer: &Offer,
        last: &Challenge,
        asked: usize,
        rules: &Rules<'_>,
        now: Timestamp,
    ) -> Option<Decision> {
        let Some(channel) = offer.way.channel() else {
            return last.is_shown(rules.limits, now).then(|| self.come_back_to(last, now));
        };
        let opens_at = last.created_at.plus(rules.limits.cooldown_after(channel, asked));
        if now >= opens_at {
            return None;
        }
        // Coming back from another way shows its code, asking for a new one has to wait.
        let may_come_back = self.current != Some(last.id) && last.is_shown(rules.limits, now);
        Some(if may_come_back { self.come_back_to(last, now) } else { self.refuse(Refusal::Cooldown { opens_at }) })
    }

    fn come_back_to(&self, last: &Challenge, now: Timestamp) -> Decision {
        let mut next = self.touched(now);
        next.current = Some(last.id);
        Decision { next, reply: Reply::Accepted, effects: Vec::new() }
    }

    /// Where a code for this offer goes, or why none does. A wrong number is told under explicit disclosure only.
    fn judge_number(&self, offer: &Offer, is_wanted: bool, number: TypedNumber) -> Result<Target, Refusal> {
        if !is_wanted {
            return Ok(self.earlier_target(offer));
        }
        match (number, self.disclosure) {
            (TypedNumber::Missing, _) => Err(Refusal::NumberRequired),
            (TypedNumber::Malformed, _) => Err(Refusal::NumberMalformed),
            (TypedNumber::EndsDifferently, _) => Err(Refusal::NumberEndsDifferently),
            (TypedNumber::Differs, Disclosure::Explicit) => Err(Refusal::NumberDiffers),
            (TypedNumber::Differs, Disclosure::Uniform) => Ok(Target::Nobody),
            (TypedNumber::Matches, _) => Ok(offer.target),
        }
    }

    /// "Send again" without typing the number again goes where the last code went.
    fn earlier_target(&self, offer: &Offer) -> Target {
        let last = self.challenges.iter().rev().find(|challenge| challenge.option == offer.id);
        if last.is_some_and(|challenge| challenge.leads_nowhere) { Target::Nobody } else { offer.target }
    }

    fn ask(&self, offer: &Offer, target: Target, seed: ChallengeSeed, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let Some(mut challenge) = Challenge::new(seed, offer.id, offer.way, rules.policy, now) else {
            return self.refuse(Refusal::OptionUnknown);
        };
        challenge.leads_nowhere = target == Target::Nobody;
        let mut next = self.touched(now);
        let mut effects = Vec::new();
        for older in next.challenges.iter_mut().filter(|older| older.option == offer.id) {
            if older.is_shown(rules.limits, now) {
                effects.extend(older.message().map(Effect::Supersede));
            }
            older.supersede();
        }
        effects.extend(challenge.message().map(|message| Effect::Send {
            message,
            challenge: challenge.id,
            option: offer.id,
            target,
            expires_at: challenge.expires_at,
        }));
        next.current = Some(challenge.id);
        next.challenges.push(challenge);
        Decision { next, reply: Reply::Accepted, effects }
    }

    fn begin_guess(&self, guess: GuessId, allowance: Allowance, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let mut next = self.touched(now);
        let Some(current) = next.challenge_mut(self.current) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        // What is pressed on the phone cannot be typed.
        if !current.is_live(rules.limits, now) || current.expected.is_pressed() {
            return self.refuse(Refusal::ChallengeOver);
        }
        let is_charged = current.is_guessable();
        if let (true, Allowance::Spent { opens_at }) = (is_charged, allowance) {
            return self.refuse(Refusal::GuessesSpent { opens_at });
        }
        let Some(ticket) = current.begin_guess(guess, rules.limits, now) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        if self.guesses >= rules.limits.guesses_per_flow {
            return self.close(ClosedReason::TooManyAttempts, Reply::Refused(Refusal::Over), now);
        }
        next.guesses += 1;
        let effects = is_charged.then_some(Effect::ChargeGuess(guess)).into_iter().collect();
        Decision { next, reply: Reply::Judge(ticket), effects }
    }

    /// Whether the questions of a guess are those that are asked; of everything else the same is asked all along.
    fn asks_still(&self, ticket: &GuessTicket) -> bool {
        let Expected::Answers { asked: judged, .. } = &ticket.expected else { return true };
        let challenge = self.challenges.iter().find(|candidate| candidate.id == ticket.challenge);
        challenge
            .is_some_and(|challenge| matches!(&challenge.expected, Expected::Answers { asked, .. } if asked == judged))
    }

    /// `matched` is what was used for a right answer, if it was something that the account may lose.
    fn finish_guess(
        &self,
        ticket: &GuessTicket,
        matched: Option<Option<Tool>>,
        rules: &Rules<'_>,
        now: Timestamp,
    ) -> Decision {
        let mut next = self.touched(now);
        let proof = matched.and_then(|tool| next.accept(ticket.challenge, tool, rules, now));
        match proof {
            Some(proof) => next.passed_by(proof, ticket.guess, rules, now),
            None => self.wrong_code(ticket.challenge, matched.is_some(), rules, now),
        }
    }

    /// Whether a match of this challenge would be a proof now: asked before something is spent for it.
    pub fn would_accept(&self, challenge: ChallengeId, rules: &Rules<'_>, now: Timestamp) -> bool {
        let is_over = !matches!(self.status(rules, now), Status::Choosing | Status::Challenged);
        !is_over && self.clone().accept(challenge, None, rules, now).is_some()
    }

    /// A gate is passed.
    fn passed_by(mut self, proof: Proof, guess: GuessId, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let answered = self.challenges.iter().find(|challenge| challenge.id == proof.challenge);
        let is_charged = answered.is_some_and(Challenge::is_guessable);
        let mut effects: Vec<Effect> = is_charged.then_some(Effect::RefundGuess(guess)).into_iter().collect();
        effects.push(Effect::GatePassed(proof));
        self.current = None;
        if self.status(rules, now) == Status::Verified {
            self.expires_at = self.expires_at.min(now.plus(rules.limits.ready_lifetime));
            effects.push(Effect::RotateHandle);
        }
        Decision { next: self, reply: Reply::Accepted, effects }
    }

    /// Turns a match into a proof; only an account can, each challenge once, and what adds no gate proves nothing.
    fn accept(
        &mut self,
        challenge: ChallengeId,
        tool: Option<Tool>,
        rules: &Rules<'_>,
        now: Timestamp,
    ) -> Option<Proof> {
        let option = self.challenges.iter().find(|candidate| candidate.id == challenge)?.option;
        let offer = self.open_offers(rules.policy).find(|offer| offer.id == option)?;
        let (method, contact) = match offer.target {
            Target::Contact(contact) => (offer.method(), Some(contact)),
            Target::Account => (offer.method(), None),
            Target::Nobody => return None,
        };
        let Stage::Proving(Subject::Account(claimant)) = &mut self.stage else {
            return None;
        };
        let found = self.challenges.iter_mut().find(|candidate| candidate.id == challenge)?;
        if found.leads_nowhere || !rules.policy.takes(&found.expected) || !found.accept_match(now) {
            return None;
        }
        let proof = Proof { challenge, option, method, contact, tool, at: now };
        claimant.proofs.push(proof);
        Some(proof)
    }

    /// Keys that were pressed: charged to the account and judged in one. Calls bound them in a reset, and wrong ones do
    /// not keep it from being idle, so that whoever cannot know of the call cannot tell by guesses or times.
    fn press(
        &self,
        message: MessageId,
        (guess, allowance): (GuessId, Allowance),
        matched: bool,
        rules: &Rules<'_>,
        now: Timestamp,
    ) -> Decision {
        let mut next = self.clone();
        let is_call =
            |challenge: &&mut Challenge| challenge.message() == Some(message) && challenge.expected.is_pressed();
        let Some(call) = next.challenges.iter_mut().find(is_call) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        if !matches!(self.stage, Stage::Proving(_)) || !call.is_live(rules.limits, now) {
            return self.refuse(Refusal::ChallengeOver);
        }
        if let Allowance::Spent { opens_at } = allowance {
            return self.refuse(Refusal::GuessesSpent { opens_at });
        }
        let id = call.id;
        call.guesses += 1;
        let proof = if matched { next.accept(id, None, rules, now) } else { None };
        let mut decision = match proof {
            Some(proof) => next.touched(now).passed_by(proof, guess, rules, now),
            None => next.wrong_keys(id),
        };
        decision.effects.insert(0, Effect::ChargeGuess(guess));
        decision
    }

    fn wrong_keys(mut self, id: ChallengeId) -> Decision {
        if let Some(call) = self.challenge_mut(Some(id)) {
            call.hear_call_end(CallEnd::WrongKeys);
        }
        Decision { next: self, reply: Reply::Refused(Refusal::WrongCode { guesses_left: 0 }), effects: Vec::new() }
    }

    /// The end of a call. Its owner's "this was not me" ends the reset with it.
    fn hear_call_end(&self, message: MessageId, end: CallEnd, now: Timestamp) -> Decision {
        let mut next = self.clone();
        let is_call = |challenge: &&mut Challenge| challenge.message() == Some(message);
        let Some(call) = next.challenges.iter_mut().find(is_call) else {
            return self.refuse(Refusal::ChallengeOver);
        };
        call.hear_call_end(end);
        if next.challenges == self.challenges {
            return self.refuse(Refusal::ChallengeOver);
        }
        if end != CallEnd::Refused || !matches!(self.stage, Stage::Proving(_)) {
            return Decision { next, reply: Reply::Accepted, effects: Vec::new() };
        }
        if next.is_a_strangers() {
            return next.go_on_as_decoy(ClosedReason::NotMe);
        }
        next.close(ClosedReason::NotMe, Reply::Accepted, now)
    }

    /// A judged guess that proves nothing. A match that came too late is told like every other dead code.
    fn wrong_code(&self, challenge: ChallengeId, matched: bool, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let guesses_left = self
            .challenges
            .iter()
            .find(|candidate| candidate.id == challenge)
            .map_or(0, |candidate| candidate.guesses_left(rules.limits, now));
        if matches!(self.stage, Stage::Proving(_)) && self.guesses >= rules.limits.guesses_per_flow {
            let reply = Reply::Refused(Refusal::WrongCode { guesses_left: 0 });
            return self.close(ClosedReason::TooManyAttempts, reply, now);
        }
        let is_decoy_match = matched && self.challenges.iter().any(|c| c.id == challenge && c.leads_nowhere);
        if matched && !is_decoy_match {
            return self.refuse(Refusal::ChallengeOver);
        }
        self.refuse(Refusal::WrongCode { guesses_left })
    }

    fn reject_password(&self, rules: &Rules<'_>, now: Timestamp) -> Decision {
        match self.status(rules, now) {
            Status::Verified => {}
            // A sound password that is another one hears the same.
            Status::Changing => return self.refuse(Refusal::DifferentPassword),
            _ => return self.refuse(Refusal::NotVerified),
        }
        let mut next = self.touched(now);
        next.count_refused_password(rules, now)
    }

    fn count_refused_password(&mut self, rules: &Rules<'_>, now: Timestamp) -> Decision {
        self.password_tries = self.password_tries.saturating_add(1);
        let reply = Reply::Refused(Refusal::PasswordRejected);
        if self.password_tries >= rules.limits.password_tries {
            return self.close(ClosedReason::TooManyAttempts, reply, now);
        }
        Decision { next: self.clone(), reply, effects: Vec::new() }
    }

    fn begin_change(&self, change: Change, resubmission: Resubmission, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let mut next = self.touched(now);
        match &self.stage {
            Stage::Proving(Subject::Account(claimant)) if self.is_ready(claimant, rules.policy) => {
                next.current = None;
                next.stage = Stage::Changing { account: claimant.clone(), change };
                let reply = Reply::CallDirectory { account: claimant.account, change: change.id };
                Decision { next, reply, effects: Vec::new() }
            }
            Stage::Changing { account, change } => match resubmission {
                Resubmission::Same => {
                    let reply = Reply::CallDirectory { account: account.account, change: change.id };
                    Decision { next, reply, effects: Vec::new() }
                }
                Resubmission::Different => self.refuse(Refusal::DifferentPassword),
            },
            _ => self.refuse(Refusal::NotVerified),
        }
    }

    fn finish_change(&self, id: ChangeId, outcome: Outcome, rules: &Rules<'_>, now: Timestamp) -> Decision {
        let Stage::Changing { account, change } = &self.stage else {
            // Whoever else made the same call heard first that it was not made.
            let is_verified = self.status(rules, now) == Status::Verified;
            return self.refuse(if is_verified { Refusal::DirectoryUnavailable } else { Refusal::NotVerified });
        };
        if change.id != id {
            return self.refuse(Refusal::DifferentPassword);
        }
        match outcome {
            Outcome::Changed => {
                let mut next = self.touched(now);
                next.stage = Stage::Completed { account: account.account, at: now };
                Decision { next, reply: Reply::Accepted, effects: vec![Effect::Completed(account.account)] }
            }
            Outcome::Rejected => self.back_to_proving(account, now).count_refused_password(rules, now),
            Outcome::NotReached => {
                let mut next = self.back_to_proving(account, now);
                // Time again to try once more, for it was not the person's fault; within the lifetime of every reset.
                let hard_end = self.started_at.plus(rules.limits.reset_lifetime);
                let ready_end = now.plus(rules.limits.ready_lifetime).min(hard_end);
                next.expires_at = next.expires_at.max(ready_end);
                Decision { next, reply: Reply::Refused(Refusal::DirectoryUnavailable), effects: Vec::new() }
            }
            Outcome::Unknown => self.refuse(Refusal::DirectoryUnavailable),
        }
    }

    /// Who may set a password may keep the old one, where policy says so.
    fn unlock(&self, rules: &Rules<'_>, now: Timestamp) -> Decision {
        match &self.stage {
            Stage::Proving(Subject::Account(claimant))
                if rules.policy.unlock && self.is_ready(claimant, rules.policy) =>
            {
                let mut decision = self.close(ClosedReason::Unlocked, Reply::Accepted, now);
                decision.effects.push(Effect::Unlocked(claimant.account));
                decision
            }
            Stage::Changing { .. } => self.refuse(Refusal::DifferentPassword),
            _ => self.refuse(Refusal::NotVerified),
        }
    }

    fn back_to_proving(&self, account: &Claimant, now: Timestamp) -> Reset {
        let mut next = self.touched(now);
        next.stage = Stage::Proving(Subject::Account(account.clone()));
        next
    }

    /// A change under way cannot be called back: its outcome decides.
    fn end_unless_changing(&self, reason: ClosedReason, now: Timestamp) -> Decision {
        match self.stage {
            Stage::Changing { .. } => self.refuse(Refusal::DifferentPassword),
            _ => self.close(reason, Reply::Accepted, now),
        }
    }

    /// Whether it goes on and nobody who may know of the account is there.
    fn is_a_strangers(&self) -> bool {
        matches!(self.stage, Stage::Proving(_)) && !self.knows_of_account()
    }

    /// What ends a reset must not tell a stranger that there is an account: it looks as before, and leads nowhere.
    fn go_on_as_decoy(&self, reason: ClosedReason) -> Decision {
        let mut next = self.clone();
        next.stage = Stage::Proving(Subject::Decoy);
        for offer in &mut next.options {
            offer.target = Target::Nobody;
        }
        for challenge in &mut next.challenges {
            challenge.leads_nowhere = true;
        }
        let mut effects = Vec::new();
        if next != *self {
            effects.extend(self.live_messages().map(Effect::Supersede));
            effects.push(Effect::Closed(reason));
        }
        Decision { next, reply: Reply::Accepted, effects }
    }

    /// Messages of codes that could still be used.
    fn live_messages(&self) -> impl Iterator<Item = MessageId> + '_ {
        let live = self.challenges.iter().filter(|challenge| challenge.state == ChallengeState::Live);
        live.filter_map(Challenge::message)
    }

    fn close(&self, reason: ClosedReason, reply: Reply, now: Timestamp) -> Decision {
        let mut next = self.touched(now);
        next.stage = Stage::Closed { account: self.account(), device: self.device(), reason, at: now };
        next.current = None;
        let mut effects: Vec<Effect> = self.live_messages().map(Effect::Supersede).collect();
        for challenge in &mut next.challenges {
            challenge.supersede();
        }
        effects.push(Effect::Closed(reason));
        Decision { next, reply, effects }
    }

    fn refuse(&self, refusal: Refusal) -> Decision {
        Decision { next: self.clone(), reply: Reply::Refused(refusal), effects: Vec::new() }
    }

    fn touched(&self, now: Timestamp) -> Reset {
        Reset { touched_at: self.touched_at.max(now), ..self.clone() }
    }

    fn challenge_mut(&mut self, id: Option<ChallengeId>) -> Option<&mut Challenge> {
        let id = id?;
        self.challenges.iter_mut().find(|challenge| challenge.id == id)
    }
}

impl Decision {
    /// After wrong answers other questions are asked, for as long as the challenge can be answered.
    fn ask_instead(mut self, challenge: ChallengeId, questions: Vec<QuestionId>) -> Self {
        let is_wrong = matches!(self.reply, Reply::Refused(Refusal::WrongCode { .. }));
        let asked = self.next.challenge_mut(Some(challenge)).map(|challenge| &mut challenge.expected);
        if let (true, Some(Expected::Answers { asked, .. })) = (is_wrong && !questions.is_empty(), asked) {
            *asked = questions;
        }
        self
    }
}
