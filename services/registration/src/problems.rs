//! What each refusal is told as.

use rekey_domain::Timestamp;
use rekey_domain::registration::Refusal;
use rekey_passwords::HashError;
use rekey_runtime::ApiProblem;
use rekey_wire::http::{Problem, ProblemCode};
use rekey_wire::phone::PhoneProblem;

/// Too many hashes are computed at the moment.
const BUSY_RETRY_SECONDS: u32 = 1;
/// For a set-up whose codes are spent: it is over then.
const SENDS_SPENT_RETRY_SECONDS: u32 = 30 * 60;

/// The problem of a refusal by the core.
pub(crate) fn of(refusal: Refusal, now: Timestamp) -> ApiProblem {
    match refusal {
        Refusal::Over | Refusal::ChallengeOver => Problem::new(ProblemCode::ChallengeOver),
        Refusal::WayNotAllowed => Problem::new(ProblemCode::ChannelNotAvailable).field("channel"),
        Refusal::Cooldown { opens_at } => wait(ProblemCode::CooldownRunning, opens_at, now),
        Refusal::SendsSpent => Problem::new(ProblemCode::TooManyRequests).retry_after(SENDS_SPENT_RETRY_SECONDS),
        Refusal::WrongCode { guesses_left } => {
            let mut problem = Problem::new(ProblemCode::WrongCode).field("code");
            problem.attempts_left = Some(guesses_left);
            problem
        }
        Refusal::GuessesSpent { opens_at } => wait(ProblemCode::TooManyRequests, opens_at, now),
    }
    .into()
}

/// The problem of a typed number.
pub(crate) fn of_number(problem: PhoneProblem) -> ApiProblem {
    let code = match problem {
        PhoneProblem::Invalid => ProblemCode::PhoneNumberInvalid,
        PhoneProblem::KindRefused => ProblemCode::PhoneNumberRefused,
        PhoneProblem::CountryNotAllowed => ProblemCode::CountryNotAllowed,
    };
    field(code, "phone_number")
}

/// The problem of a hash that was not computed.
pub(crate) fn of_hash(error: HashError) -> ApiProblem {
    match error {
        HashError::Busy => Problem::new(ProblemCode::Unavailable).retry_after(BUSY_RETRY_SECONDS).into(),
        HashError::Failed(_) => {
            tracing::error!(error = %error, "hash.fault");
            ProblemCode::InternalError.into()
        }
    }
}

/// A problem of one member of the request.
pub(crate) fn field(code: ProblemCode, name: &str) -> ApiProblem {
    Problem::new(code).field(name).into()
}

fn wait(code: ProblemCode, opens_at: Timestamp, now: Timestamp) -> Problem {
    Problem::new(code).retry_at(opens_at, now)
}
