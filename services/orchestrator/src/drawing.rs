//! What is drawn for a challenge: a code, a selection of questions, a request to a passkey.

use rekey_domain::challenge::{ChallengeSeed, Drawn, Expected, Reference};
use rekey_domain::{ChallengeId, MessageId, QuestionId, Timestamp, Way};
use rekey_proofs::questions;
use rekey_runtime::ApiProblem;
use rekey_store::answers::StoredAnswer;
use rekey_wire::http::ProblemCode;
use rekey_wire::secret::Code;

use crate::shell::{Loaded, Shell};

/// A seed, and the code that it was made of where it is a code's.
pub(crate) struct Seed {
    pub(crate) code: Option<Code>,
    pub(crate) seed: ChallengeSeed,
}

impl Shell {
    /// What a challenge of this way is made of. The answers are the account's; of a decoy there are none.
    pub(crate) fn draw(
        &self,
        loaded: &Loaded,
        way: Way,
        answers: &[StoredAnswer],
        now: Timestamp,
    ) -> Result<Seed, ApiProblem> {
        let id = ChallengeId::from_uuid(self.entropy.uuid(now));
        let (code, drawn) = match way {
            Way::Contact { .. } => {
                let code = Code::draw(loaded.policy.code_length, &mut |buffer| self.entropy.fill(buffer));
                let mac = self.keys.codes().mac(&code, id);
                (Some(code), Drawn::Code(mac))
            }
            Way::Questions => {
                let pool = self.pool(loaded, answers);
                (None, Drawn::Questions { asked: self.draw_questions(loaded, &pool), pool })
            }
            Way::Passkey => {
                let relying_party = self.relying_party.as_ref().ok_or(ProblemCode::OptionUnknown)?;
                let request = relying_party.begin_proof().map_err(|error| {
                    tracing::error!(error = %error, "passkey.no_request");
                    ApiProblem::from(ProblemCode::Unavailable)
                })?;
                (None, Drawn::Passkey(request))
            }
            Way::AuthenticatorApp | Way::RecoveryCode => (None, Drawn::Nothing),
        };
        let reference = Reference::from_draw(self.entropy.bytes());
        let message = MessageId::from_uuid(self.entropy.uuid(now));
        Ok(Seed { code, seed: ChallengeSeed { id, reference, message, drawn } })
    }

    /// Others of a pool than were answered wrongly, as far as it has others; as many, or more where policy asks that by now.
    pub(crate) fn draw_other_questions(
        &self,
        loaded: &Loaded,
        pool: &[QuestionId],
        asked: &[QuestionId],
    ) -> Vec<QuestionId> {
        let before = u8::try_from(asked.len()).unwrap_or(u8::MAX);
        let count = loaded.policy.questions_to_reset.max(before);
        questions::draw_others(pool, asked, count, &mut |buffer| self.entropy.fill(buffer))
    }

    /// So many of a pool as policy asks.
    fn draw_questions(&self, loaded: &Loaded, pool: &[QuestionId]) -> Vec<QuestionId> {
        let asked = loaded.policy.questions_to_reset;
        questions::draw(pool, asked, &mut |buffer| self.entropy.fill(buffer))
    }

    /// Of which questions are drawn: those of which they were before in this reset; else those that the account has answered; else
    /// a decoy's, which are always the same.
    fn pool(&self, loaded: &Loaded, answers: &[StoredAnswer]) -> Vec<QuestionId> {
        let before = loaded.reset().challenges.iter().find_map(|challenge| match &challenge.expected {
            Expected::Answers { pool, .. } if !pool.is_empty() => Some(pool.clone()),
            _ => None,
        });
        before.unwrap_or_else(|| match answers {
            [] => self.decoys_questions(loaded),
            answers => answers.iter().map(|answer| answer.question.clone()).collect(),
        })
    }

    /// Those that somebody without an account would have answered, by keyed hash.
    fn decoys_questions(&self, loaded: &Loaded) -> Vec<QuestionId> {
        let own = loaded.tenant.settings.own_questions();
        let catalogue: Vec<QuestionId> = questions::catalogue().chain(own).collect();
        let mut drawn = 0u8;
        let mut fill = |buffer: &mut [u8]| {
            for part in buffer.chunks_mut(32) {
                drawn = drawn.wrapping_add(1);
                let tag = self.keys.decoys().tag(&[b"questions", &loaded.stored.subject_key, &[drawn]]);
                part.copy_from_slice(&tag[..part.len()]);
            }
        };
        questions::draw(&catalogue, loaded.policy.questions_to_register, &mut fill)
    }
}
