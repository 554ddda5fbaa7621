//! Problems of the API as people read them: the sentence in their language, and the field it belongs to.

use rekey_wire::http::{ChannelView, Problem};

use crate::pages::{FieldProblem, Visit};

/// The sentence for a problem, in the reader's language.
pub fn sentence(visit: &Visit, problem: &Problem) -> String {
    let t = visit.texts;
    let key = format!("problem-{}", problem.code.replace('_', "-"));
    match (problem.code.as_str(), problem.attempts_left, problem.retry_after_seconds) {
        ("wrong_code", Some(left), _) => t.with("problem-wrong-code").count("left", left).text(),
        ("wrong_code", None, _) => t.say("problem-wrong-code-plain"),
        ("too_many_requests" | "cooldown_running", _, Some(seconds)) => {
            t.with(&key).arg("wait", t.wait(seconds)).text()
        }
        ("too_many_requests", _, None) => t.say("problem-too-many-requests-plain"),
        ("cooldown_running", _, None) => t.say("problem-cooldown-running-plain"),
        ("directory_unavailable", ..) => t.with("problem-directory-unavailable").arg("house", &visit.house).text(),
        _ if t.find(&key).is_some() => t.say(&key),
        _ => problem.title.clone(),
    }
}

/// The problem beside a field of the page: the one that the service names, else the one that its code is about, if the
/// page has it; general otherwise.
pub fn beside(visit: &Visit, problem: &Problem, fields: &[&'static str]) -> FieldProblem {
    let named = problem.field.as_deref().or_else(|| field_of(&problem.code));
    let field = fields.iter().copied().find(|field| Some(*field) == named);
    FieldProblem { field, text: sentence(visit, problem) }
}

/// As [`beside`], in the words of a proof or set-up of this name where it has its own: nothing was sent there, so that
/// there is nothing to ask for anew.
pub fn of_proof(visit: &Visit, problem: &Problem, proof: &str, fields: &[&'static str]) -> FieldProblem {
    let t = visit.texts;
    let code = problem.code.replace('_', "-");
    let told = beside(visit, problem, fields);
    let bare = match code.as_str() {
        "wrong-code" => problem.attempts_left.is_none(),
        "cooldown-running" => problem.retry_after_seconds.is_none(),
        _ => false,
    };
    let plain = if bare { "-plain" } else { "" };
    let own = [proof, "proof"].into_iter().find_map(|family| {
        let key = format!("problem-{family}-{code}{plain}");
        let phrase = t.with(&key).count("left", problem.attempts_left.unwrap_or_default());
        phrase.arg("wait", t.wait(problem.retry_after_seconds.unwrap_or_default())).find()
    });
    match own {
        Some(text) => FieldProblem { text, ..told },
        None => told,
    }
}

/// As [`beside`], on the page of a code that travels so: of a call that reads it out, in the words of calls.
pub fn of_sent(visit: &Visit, problem: &Problem, channel: ChannelView) -> FieldProblem {
    let is_of_a_call = matches!(problem.code.as_str(), "cooldown_running" | "challenge_over");
    if channel == ChannelView::Voice && is_of_a_call {
        return of_proof(visit, problem, "call", &["code"]);
    }
    beside(visit, problem, &["code"])
}

fn field_of(code: &str) -> Option<&'static str> {
    Some(match code {
        "user_id_invalid" => "user_id",
        "phone_number_invalid"
        | "phone_number_ends_differently"
        | "phone_number_differs"
        | "phone_number_required"
        | "phone_number_refused" => "phone_number",
        "country_not_allowed" => "country",
        "email_invalid" | "email_own" => "email",
        "channel_not_available" | "option_unknown" => "option",
        "code_malformed" | "wrong_code" | "challenge_over" => "code",
        "password_rejected" | "different_password" => "new_password",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use crate::texts::Language;
    use rekey_wire::http::ProblemCode;

    #[test]
    fn every_problem_code_has_a_sentence_in_every_language() {
        for language in Language::ALL {
            let visit = samples::visit(*language);
            for code in ProblemCode::ALL {
                let text = sentence(&visit, &Problem::new(*code));
                assert!(!text.is_empty() && !text.starts_with("problem-"), "{}", code.code());
                let waiting = sentence(&visit, &Problem::new(*code).retry_after(30));
                assert!(!waiting.contains('$'), "{waiting}");
            }
        }
    }

    #[test]
    fn a_problem_stands_beside_its_field_only_where_the_page_has_it() {
        let visit = samples::visit(Language::English);
        let problem = Problem::new(ProblemCode::PhoneNumberInvalid);
        assert_eq!(beside(&visit, &problem, &["phone_number"]).field, Some("phone_number"));
        assert_eq!(beside(&visit, &problem, &["email"]).field, None);
    }

    #[test]
    fn a_proof_has_its_own_words_where_nothing_can_be_sent_again() {
        let visit = samples::visit(Language::English);
        let mut wrong = Problem::new(ProblemCode::WrongCode);
        let said = |problem: &Problem, proof| of_proof(&visit, problem, proof, &["code"]).text;
        assert_eq!(said(&wrong, "app"), "That is not right");
        wrong.attempts_left = Some(0);
        assert_eq!(said(&wrong, "app"), "That code is not right. Choose another way.");
        wrong.attempts_left = Some(2);
        assert_eq!(said(&wrong, "questions"), "That is not right. You have 2 tries left. We ask other questions now.");
        assert_eq!(said(&wrong, "same-questions"), "That is not right. You have 2 tries left.");
        let cooldown = Problem::new(ProblemCode::CooldownRunning).retry_after(8);
        assert_eq!(said(&cooldown, "call"), "We have just called. You can ask for another call in 8 seconds.");
        let over = Problem::new(ProblemCode::ResetOver);
        assert_eq!(said(&over, "app"), sentence(&visit, &over));
    }

    #[test]
    fn an_unknown_code_is_told_by_its_own_title() {
        let mut problem = Problem::new(ProblemCode::NotFound);
        problem.code = "brand_new".into();
        problem.title = "Something brand new.".into();
        assert_eq!(sentence(&samples::visit(Language::German), &problem), "Something brand new.");
    }
}
