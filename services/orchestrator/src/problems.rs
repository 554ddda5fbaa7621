//! What each refusal of the core is told as.

use rekey_domain::Timestamp;
use rekey_domain::reset::Refusal;
use rekey_runtime::ApiProblem;
use rekey_wire::http::{Problem, ProblemCode};

/// For a limit whose end is not told.
const SENDS_SPENT_RETRY_SECONDS: u32 = 20 * 60;
/// For a directory that does not answer.
const DIRECTORY_RETRY_SECONDS: u32 = 10;

/// The problem of a refusal.
pub(crate) fn of(refusal: Refusal, now: Timestamp) -> ApiProblem {
    let wait = |code, opens_at| Problem::new(code).retry_at(opens_at, now);
    let number = |code| Problem::new(code).field("phone_number");
    match refusal {
        Refusal::Over => Problem::new(ProblemCode::ResetOver),
        Refusal::OptionUnknown => Problem::new(ProblemCode::OptionUnknown).field("option_id"),
        Refusal::NumberRequired => number(ProblemCode::PhoneNumberRequired),
        Refusal::NumberMalformed => number(ProblemCode::PhoneNumberInvalid),
        Refusal::NumberEndsDifferently => number(ProblemCode::PhoneNumberEndsDifferently),
        Refusal::NumberDiffers => number(ProblemCode::PhoneNumberDiffers),
        Refusal::Cooldown { opens_at } => wait(ProblemCode::CooldownRunning, opens_at),
        Refusal::SendsSpent => Problem::new(ProblemCode::TooManyRequests).retry_after(SENDS_SPENT_RETRY_SECONDS),
        Refusal::ChallengeOver => Problem::new(ProblemCode::ChallengeOver),
        Refusal::WrongCode { guesses_left } => {
            let mut problem = Problem::new(ProblemCode::WrongCode).field("code");
            problem.attempts_left = Some(guesses_left);
            problem
        }
        Refusal::GuessesSpent { opens_at } => wait(ProblemCode::TooManyRequests, opens_at),
        Refusal::NotVerified => Problem::new(ProblemCode::NotVerified),
        Refusal::DifferentPassword => Problem::new(ProblemCode::DifferentPassword),
        Refusal::PasswordRejected => Problem::new(ProblemCode::PasswordRejected).field("new_password"),
        Refusal::DirectoryUnavailable => {
            Problem::new(ProblemCode::DirectoryUnavailable).retry_after(DIRECTORY_RETRY_SECONDS)
        }
    }
    .into()
}
