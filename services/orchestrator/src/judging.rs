//! Whether what was typed is what is expected: compared in constant time or by Argon2id, outside of every transaction. Of a
//! decoy there is nothing to compare with; the same work is done, and nothing matches.

use rekey_domain::challenge::Expected;
use rekey_domain::{AuthenticatorId, ChallengeId, PasskeyId, QuestionId, Timestamp, Tool};
use rekey_passwords::{HashError, PasswordHash, Verdict};
use rekey_proofs::passkey::PasskeyError;
use rekey_proofs::questions::Answer as GivenAnswer;
use rekey_proofs::recovery::RecoveryCode;
use rekey_runtime::ApiProblem;
use rekey_store::authenticators::Authenticator;
use rekey_store::holdings::Holdings;
use rekey_store::{StoreError, Tx, authenticators, passkeys, recovery_codes};
use rekey_wire::authenticator::DIGITS;
use rekey_wire::http::{Answer, Problem, ProblemCode, QuestionAnswer};
use rekey_wire::keys::AuthenticatorBinding;
use rekey_wire::secret::Code;
use serde_json::Value;
use uuid::Uuid;

use crate::shell::Shell;

/// What was typed, in the form of what is expected.
pub(crate) enum Given {
    /// The digits of a code that was sent.
    Code(Code),
    /// The digits that an authenticator app shows.
    AuthenticatorCode(Code),
    /// A recovery code.
    RecoveryCode(RecoveryCode),
    /// An answer to each question that is asked.
    Answers(Vec<(QuestionId, GivenAnswer)>),
    /// What a passkey answered.
    Passkey(Value),
}

/// What is spent by a right answer, in the transaction that takes it.
pub(crate) enum Spend {
    /// Nothing.
    Nothing,
    /// The step of an authenticator.
    Step(AuthenticatorId, u64),
    /// A recovery code.
    RecoveryCode(Uuid),
    /// Nothing; a passkey's counter is written.
    Passkey(PasskeyId, Value),
}

impl Spend {
    /// The very thing that was used, where an account may have several.
    pub(crate) const fn tool(&self) -> Option<Tool> {
        match self {
            Self::Step(id, _) => Some(Tool::AuthenticatorApp(*id)),
            Self::Passkey(id, _) => Some(Tool::Passkey(*id)),
            Self::Nothing | Self::RecoveryCode(_) => None,
        }
    }
}

/// What is compared, and with what.
pub(crate) struct Guess<'a> {
    pub(crate) expected: &'a Expected,
    pub(crate) challenge: ChallengeId,
    /// The account, or nobody.
    pub(crate) account: Uuid,
    pub(crate) holdings: Holdings,
    pub(crate) at: Timestamp,
}

impl Given {
    /// Reads an answer as what is expected. What is none is told and not charged.
    pub(crate) fn read(body: Answer, expected: &Expected) -> Result<Self, ApiProblem> {
        let malformed = || ApiProblem::from(Problem::new(ProblemCode::CodeMalformed).field("code"));
        Ok(match (expected, body) {
            (Expected::Code { length, .. }, Answer::Code(body)) => {
                Self::Code(Code::parse_typed(&body.code, *length).map_err(|_| malformed())?)
            }
            (Expected::AuthenticatorCode, Answer::Code(body)) => {
                Self::AuthenticatorCode(Code::parse_typed(&body.code, DIGITS).map_err(|_| malformed())?)
            }
            (Expected::RecoveryCode, Answer::Code(body)) => {
                Self::RecoveryCode(RecoveryCode::parse_typed(&body.code).map_err(|_| malformed())?)
            }
            (Expected::Answers { asked, .. }, Answer::Questions(body)) => Self::Answers(answers(asked, &body.answers)?),
            (Expected::Passkey { .. }, Answer::Passkey(body)) => Self::Passkey(body.passkey),
            _ => return Err(ProblemCode::AnswerNotAsked.into()),
        })
    }
}

/// An answer to each question that is asked, and to no other.
fn answers(asked: &[QuestionId], typed: &[QuestionAnswer]) -> Result<Vec<(QuestionId, GivenAnswer)>, ApiProblem> {
    let problem = |code| ApiProblem::from(Problem::new(code).field("answers"));
    if typed.len() != asked.len() {
        return Err(problem(ProblemCode::QuestionCount));
    }
    let mut given = Vec::with_capacity(asked.len());
    for question in asked {
        let typed = typed.iter().find(|answer| answer.question_id == question.as_str());
        let typed = typed.ok_or_else(|| problem(ProblemCode::QuestionUnknown))?;
        let answer = GivenAnswer::parse(&typed.answer)
            .map_err(|_| ApiProblem::from(Problem::new(ProblemCode::AnswerTooShort).field(question.as_str())))?;
        given.push((question.clone(), answer));
    }
    Ok(given)
}

impl Shell {
    /// Whether it is right, and what that spends.
    pub(crate) async fn judge(&self, guess: &Guess<'_>, given: Given) -> Result<Option<Spend>, ApiProblem> {
        match (guess.expected, given) {
            (Expected::Code { mac, .. }, Given::Code(code)) => {
                Ok(self.keys.codes().verify(mac, &code, guess.challenge).then_some(Spend::Nothing))
            }
            (Expected::AuthenticatorCode, Given::AuthenticatorCode(code)) => Ok(self.judge_app(guess, &code)),
            (Expected::RecoveryCode, Given::RecoveryCode(code)) => self.judge_recovery_code(guess, code).await,
            (Expected::Answers { .. }, Given::Answers(given)) => self.judge_answers(guess, given).await,
            (Expected::Passkey { request }, Given::Passkey(answer)) => self.judge_passkey(guess, request, &answer),
            // The questions were drawn anew meanwhile, or the challenge is another one.
            _ => Ok(None),
        }
    }

    /// Compares with every authenticator that is usable.
    fn judge_app(&self, guess: &Guess<'_>, code: &Code) -> Option<Spend> {
        let mut found = None;
        for authenticator in guess.holdings.authenticators.iter().filter(|one| one.usable_from <= guess.at) {
            let Authenticator { id, tenant, account, sealed_secret, last_step, .. } = authenticator;
            let binding = AuthenticatorBinding { tenant: *tenant, account: *account, authenticator: *id };
            let Ok(secret) = self.keys.authenticators().open(sealed_secret, &binding) else {
                tracing::error!(authenticator.id = %id, "authenticator.does_not_open");
                continue;
            };
            if let Some(step) = secret.matching_step(code, guess.at, *last_step) {
                found = Some(Spend::Step(*id, step));
            }
        }
        found
    }

    async fn judge_recovery_code(&self, guess: &Guess<'_>, code: RecoveryCode) -> Result<Option<Spend>, ApiProblem> {
        let usable: Vec<_> = guess.holdings.recovery_codes.iter().filter(|one| one.usable_from <= guess.at).collect();
        let hashes: Vec<PasswordHash> = usable.iter().map(|one| hash(&one.hash)).collect::<Result<_, _>>()?;
        let found = self.hasher.find(code.into_plain(), &hashes).await.map_err(no_hash)?;
        Ok(found.and_then(|place| usable.get(place)).map(|one| Spend::RecoveryCode(one.id)))
    }

    /// Every answer is judged, right or wrong: time does not tell which one is not.
    async fn judge_answers(
        &self,
        guess: &Guess<'_>,
        given: Vec<(QuestionId, GivenAnswer)>,
    ) -> Result<Option<Spend>, ApiProblem> {
        let mut are_right = true;
        for (question, answer) in given {
            let stored = guess.holdings.answers.iter().filter(|one| one.usable_from <= guess.at);
            let stored = stored.clone().find(|one| one.question == question);
            let hash = stored.map(|one| hash(&one.hash)).transpose()?;
            let verdict = self.hasher.verify(answer.into_plain(), hash.as_ref()).await.map_err(no_hash)?;
            are_right &= matches!(verdict, Verdict::Matched { .. });
        }
        Ok(are_right.then_some(Spend::Nothing))
    }

    fn judge_passkey(&self, guess: &Guess<'_>, request: &str, answer: &Value) -> Result<Option<Spend>, ApiProblem> {
        let relying_party = self.relying_party.as_ref().ok_or(ProblemCode::AnswerNotAsked)?;
        let usable: Vec<_> = guess.holdings.passkeys.iter().filter(|one| one.usable_from <= guess.at).collect();
        let credentials: Vec<Value> = usable.iter().map(|one| one.credential.clone()).collect();
        match relying_party.finish_proof(request, answer, guess.account, &credentials) {
            Ok(proved) => {
                let used = usable.get(proved.index);
                Ok(used.map(|used| Spend::Passkey(used.id, proved.credential)))
            }
            Err(PasskeyError::Refused | PasskeyError::Malformed) => Ok(None),
            Err(error @ PasskeyError::Fault(_)) => {
                tracing::error!(error = %error, "passkey.not_judged");
                Err(ProblemCode::InternalError.into())
            }
        }
    }
}

/// Spends what a right answer spends; false where somebody else was faster.
pub(crate) async fn spend(tx: &mut Tx, spend: &Spend) -> Result<bool, StoreError> {
    match spend {
        Spend::Nothing => Ok(true),
        Spend::Step(id, step) => authenticators::spend_step(tx, *id, *step).await,
        Spend::RecoveryCode(id) => recovery_codes::spend(tx, *id).await,
        Spend::Passkey(id, credential) => passkeys::note_use(tx, *id, credential).await,
    }
}

fn hash(stored: &str) -> Result<PasswordHash, ApiProblem> {
    PasswordHash::parse(stored).map_err(|error| {
        tracing::error!(error = %error, "proof.hash_unreadable");
        ApiProblem::from(ProblemCode::InternalError)
    })
}

/// Nothing was judged: the guess stays charged, and the person may try again.
fn no_hash(error: HashError) -> ApiProblem {
    if let HashError::Failed(reason) = &error {
        tracing::error!(reason, "proof.not_hashed");
    }
    ProblemCode::Unavailable.into()
}
