//! User ID and password, as typed at one of the two doors, and what becomes of them.

use askama::Template;
use rekey_wire::http::{SignInPurpose, SignedIn, StartSignIn};

use super::call::Call;
use super::{empty, show_again, show_unfilled, tellable, told};
use crate::form::Form;
use crate::pages::{FieldProblem, Visit};
use crate::visitor::{Outcome, Visitor};

/// Asks whether they are right. Where they are not, what to answer: the page made by `again`, with the user ID still in it.
pub(super) async fn taken<T: Template>(
    visitor: &Visitor,
    form: &Form,
    purpose: Option<SignInPurpose>,
    again: impl FnOnce(Visit, String, Vec<FieldProblem>) -> T,
) -> Result<SignedIn, Outcome> {
    let (user_id, password) = (form.text("user_id").to_owned(), form.secret("password").to_owned());
    let typed = [("user_id", &user_id), ("password", &password)];
    let missing: Vec<&str> = typed.into_iter().filter(|(_, typed)| typed.is_empty()).map(|(field, _)| field).collect();
    if !missing.is_empty() {
        let visit = visitor.visit().await;
        let problems = missing.iter().map(|field| empty(&visit, field)).collect();
        return Err(Ok(show_unfilled(&again(visit, user_id, problems))));
    }
    let locale = Some(visitor.texts().language().tag().to_owned());
    let body = StartSignIn { user_id, password, locale, purpose };
    match visitor.ask::<SignedIn>(Call::post("/api/v1/sign-ins").json(&body)).await {
        Ok(signed_in) => {
            visitor.remember_domain(&body.user_id);
            Ok(signed_in)
        }
        Err(problem) => {
            let problem = tellable(problem).map_err(Err)?;
            let visit = visitor.visit().await;
            let problems = told(&visit, &problem, &["user_id", "password"]);
            Err(Ok(show_again(&problem, &again(visit, body.user_id, problems))))
        }
    }
}
