//! Adding a phone or an email address.

use axum::http::StatusCode;
use rekey_wire::http::{AddMethod, ChannelView, MethodSetup, Problem, SlotView};

use super::{Change, METHODS, methods, tellable_here, token, visit};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::register::{AddEmail, AddPhone, TypedPhone};
use crate::pages::show;
use crate::routes::call::Call;
use crate::routes::{empty, show_again, show_unfilled, told};
use crate::setup::Setup;
use crate::visitor::{Outcome, Stop, Visitor};

pub(super) async fn phone(visitor: Visitor) -> Outcome {
    Ok(show(StatusCode::OK, &phone_page(&visitor, TypedPhone::default()).await?))
}

async fn phone_page(visitor: &Visitor, typed: TypedPhone) -> Result<AddPhone, Stop> {
    let methods = methods(visitor).await?;
    let visit = visit(visitor, "/security-info/phone").await;
    Ok(AddPhone::new(visit, &methods, typed))
}

pub(super) async fn phone_typed(visitor: Visitor, form: Form) -> Outcome {
    let own = |name: &str| form.text(name).to_owned();
    let mut typed = TypedPhone {
        country: own("country"),
        phone_number: own("phone_number"),
        lost: is_lost(&form),
        problems: Vec::new(),
    };
    if typed.phone_number.is_empty() {
        typed.problems = vec![empty(&visit(&visitor, "/security-info/phone").await, "phone_number")];
        return Ok(show_unfilled(&phone_page(&visitor, typed).await?));
    }
    let channel = if form.text("channel") == "voice" { ChannelView::Voice } else { ChannelView::Sms };
    let body = AddMethod {
        slot: Some(SlotView::AuthenticationPhone),
        method: None,
        label: None,
        phone_number: Some(typed.phone_number.clone()),
        country: Some(typed.country.clone()).filter(|country| !country.is_empty()),
        email: None,
        channel: Some(channel),
        replaces_lost: typed.lost,
    };
    match add(&visitor, &body, channel).await? {
        Ok(next) => Err(next),
        Err(problem) => {
            let problem = tellable_here(problem, Change::Phone)?;
            let visit = visit(&visitor, "/security-info/phone").await;
            typed.problems = told(&visit, &problem, &["country", "phone_number"]);
            Ok(show_again(&problem, &phone_page(&visitor, typed).await?))
        }
    }
}

pub(super) async fn email(visitor: Visitor) -> Outcome {
    Ok(show(StatusCode::OK, &email_page(&visitor).await?))
}

async fn email_page(visitor: &Visitor) -> Result<AddEmail, Stop> {
    let methods = methods(visitor).await?;
    Ok(AddEmail::new(visit(visitor, "/security-info/email").await, &methods))
}

/// Whether the contact that is replaced is lost: it does not stay usable while the new one waits.
fn is_lost(form: &Form) -> bool {
    form.text("lost") == "yes"
}

pub(super) async fn email_typed(visitor: Visitor, form: Form) -> Outcome {
    token(&visitor)?;
    let (typed, lost) = (form.text("email").to_owned(), is_lost(&form));
    if typed.is_empty() {
        let problems = vec![empty(&visit(&visitor, "/security-info/email").await, "email")];
        return Ok(show_unfilled(&email_page(&visitor).await?.typed(typed, lost, problems)));
    }
    let body = AddMethod {
        slot: Some(SlotView::AuthenticationEmail),
        method: None,
        label: None,
        phone_number: None,
        country: None,
        email: Some(typed.clone()),
        channel: None,
        replaces_lost: lost,
    };
    match add(&visitor, &body, ChannelView::Email).await? {
        Ok(next) => Err(next),
        Err(problem) => {
            let problem = tellable_here(problem, Change::Email)?;
            let visit = visit(&visitor, "/security-info/email").await;
            let problems = told(&visit, &problem, &["email"]);
            Ok(show_again(&problem, &email_page(&visitor).await?.typed(typed, lost, problems)))
        }
    }
}

/// Adds a contact: where its code is typed, or the problem.
async fn add(visitor: &Visitor, body: &AddMethod, channel: ChannelView) -> Result<Result<Stop, Box<Problem>>, Stop> {
    let call = Call::post(METHODS).bearer(&token(visitor)?).json(body);
    Ok(visitor.ask::<MethodSetup>(call).await.map(|setup| keep(visitor, setup, channel)))
}

/// Keeps what the page of the code says, and goes there.
pub(super) fn keep(visitor: &Visitor, setup: MethodSetup, channel: ChannelView) -> Stop {
    let gateway = visitor.gateway();
    let id = setup.method.id;
    let at_micros = gateway.clock.now().micros();
    let setup = Setup { method: setup.method, channel, challenge: setup.setup, at_micros };
    visitor.set(Cookie::Setup, &setup.seal(&gateway.keys.cookies));
    Stop::go(super::verify::path(id))
}
