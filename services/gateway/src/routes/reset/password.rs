//! The page of the new password.

use axum::http::StatusCode;
use rekey_wire::http::{NewPassword, PasswordRuleView, Problem, ResetStatus, ResetView};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{go_on, refused, standing, token, visit};
use crate::form::Form;
use crate::pages::reset::Password;
use crate::pages::{FieldProblem, show};
use crate::routes::call::Call;
use crate::routes::{empty, show_again, show_unfilled, told};
use crate::visitor::{Outcome, Visitor};

const PATH: &str = "/reset/password";
const FITS: &[ResetStatus] = &[ResetStatus::Verified, ResetStatus::Changing];

pub(super) async fn choose(visitor: Visitor) -> Outcome {
    let view = standing(&visitor, FITS).await?;
    Ok(show(StatusCode::OK, &page(&visitor, &view, &rules(&view, None)).await))
}

async fn page(visitor: &Visitor, view: &ResetView, rules: &[PasswordRuleView]) -> Password {
    Password::new(visit(visitor, PATH, view).await, view, rules, seconds_left(visitor, view))
}

fn seconds_left(visitor: &Visitor, view: &ResetView) -> i64 {
    let end = OffsetDateTime::parse(&view.expires_at, &Rfc3339).map_or(0, OffsetDateTime::unix_timestamp);
    (end - visitor.gateway().clock.now().micros() / 1_000_000).max(0)
}

/// The rules, judged where a password was refused: what is not among the reasons holds.
fn rules(view: &ResetView, refusal: Option<&Problem>) -> Vec<PasswordRuleView> {
    let mut rules = view.password_rules.clone().unwrap_or_default();
    let Some(reasons) = refusal.and_then(|problem| problem.reasons.as_ref()) else { return rules };
    for rule in &mut rules {
        let reason = reasons.iter().find(|reason| reason.code == rule.code);
        rule.met = Some(reason.is_some_and(|reason| reason.met == Some(true)) || reason.is_none());
    }
    let missing = reasons.iter().filter(|reason| view_lacks(view, reason));
    rules.extend(missing.map(|reason| PasswordRuleView { met: reason.met.or(Some(false)), ..reason.clone() }));
    rules
}

fn view_lacks(view: &ResetView, reason: &PasswordRuleView) -> bool {
    !view.password_rules.iter().flatten().any(|rule| rule.code == reason.code)
}

pub(super) async fn chosen(visitor: Visitor, form: Form) -> Outcome {
    let (typed, repeated) = (form.secret("new_password"), form.secret("repeat_password"));
    if typed.is_empty() || typed != repeated {
        let view = standing(&visitor, FITS).await?;
        let visit = visit(&visitor, PATH, &view).await;
        let problem = if typed.is_empty() {
            FieldProblem { field: Some("new_password"), ..empty(&visit, "password") }
        } else {
            FieldProblem::of("repeat_password", visit.texts.say("password-differs"))
        };
        let page = Password::new(visit, &view, &rules(&view, None), seconds_left(&visitor, &view));
        return Ok(show_unfilled(&page.with_problems(vec![problem])));
    }
    let body = NewPassword { new_password: typed.to_owned() };
    let call = Call::post("/api/v1/resets/current/password").bearer(&token(&visitor)?).json(&body);
    match visitor.ask::<ResetView>(call).await {
        Ok(view) => Err(go_on(&visitor, &view)),
        Err(problem) => {
            let (problem, view) = refused(&visitor, problem, FITS).await?;
            let problems = told(&visitor.visit_at(PATH).await, &problem, &["new_password"]);
            let page = page(&visitor, &view, &rules(&view, Some(&problem))).await;
            Ok(show_again(&problem, &page.with_problems(problems)))
        }
    }
}

/// The account is opened, and its password stays.
pub(super) async fn unlocked(visitor: Visitor, _: Form) -> Outcome {
    let call = Call::post("/api/v1/resets/current/unlock").bearer(&token(&visitor)?).json(&serde_json::json!({}));
    match visitor.ask::<ResetView>(call).await {
        Ok(view) => Err(go_on(&visitor, &view)),
        Err(problem) => {
            let (problem, view) = refused(&visitor, problem, FITS).await?;
            let problems = told(&visitor.visit_at(PATH).await, &problem, &[]);
            let page = page(&visitor, &view, &rules(&view, None)).await;
            Ok(show_again(&problem, &page.with_problems(problems)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use rekey_wire::http::ProblemCode;

    #[test]
    fn a_rule_that_is_no_reason_holds() {
        let view = samples::reset(ResetStatus::Verified, 1);
        let reason = |code: &str| PasswordRuleView { code: code.into(), limit: None, text: code.into(), met: None };
        let mut problem = Problem::new(ProblemCode::PasswordRejected);
        problem.reasons = Some(vec![reason("not_breached"), reason("brand_new")]);
        let judged = rules(&view, Some(&problem));
        let met = |code: &str| judged.iter().find(|rule| rule.code == code).and_then(|rule| rule.met);
        assert_eq!(met("min_length"), Some(true));
        assert_eq!(met("not_breached"), Some(false));
        assert_eq!(met("brand_new"), Some(false));
        assert!(rules(&view, None).iter().all(|rule| rule.met.is_none()));
    }
}
