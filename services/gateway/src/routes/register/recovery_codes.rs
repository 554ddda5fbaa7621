//! Recovery codes: what they are, and ten of them, shown once in the answer to the form.

use axum::http::StatusCode;
use rekey_wire::http::{MethodView, MethodsView, Problem, RecoveryCodesView};

use super::{Change, tellable_here, token, visit, with_method};
use crate::form::Form;
use crate::pages::security_info::RECOVERY_CODES_PATH;
use crate::pages::set_up::{NewCodes, ShowCodes};
use crate::pages::show;
use crate::routes::call::Call;
use crate::routes::{show_again, told};
use crate::visitor::{Outcome, Stop, Visitor};

pub(super) async fn begin(visitor: Visitor) -> Outcome {
    Ok(show(StatusCode::OK, &page(&visitor, None).await?))
}

async fn page(visitor: &Visitor, problem: Option<&Problem>) -> Result<NewCodes, Stop> {
    let left = left(&with_method(visitor, MethodView::RecoveryCode).await?);
    let visit = visit(visitor, RECOVERY_CODES_PATH).await;
    let problems = problem.map(|problem| told(&visit, problem, &[])).unwrap_or_default();
    Ok(NewCodes::new(visit, left, problems))
}

/// The codes that are left, where there were any.
fn left(methods: &MethodsView) -> Option<u32> {
    methods.methods.iter().find(|method| method.method == MethodView::RecoveryCode)?.count
}

pub(super) async fn made(visitor: Visitor, _: Form) -> Outcome {
    let call = Call::post("/api/v1/me/recovery-codes").bearer(&token(&visitor)?);
    match visitor.ask::<RecoveryCodesView>(call).await {
        Ok(codes) => {
            let visit = visit(&visitor, RECOVERY_CODES_PATH).await;
            Ok(show(StatusCode::OK, &ShowCodes::new(visit, codes)))
        }
        Err(problem) => {
            let problem = tellable_here(problem, Change::RecoveryCodes)?;
            Ok(show_again(&problem, &page(&visitor, Some(&problem)).await?))
        }
    }
}
