//! Help, the help request, privacy, and the inbox of the demo.

use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use rekey_wire::http::{AccountView, HelpRequest, ProblemCode};
use uuid::Uuid;

use super::call::Call;
use super::{empty, show_again, show_unfilled, tellable, told};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::frame::HELP_PATH;
use crate::pages::help::{Contact, ContactSent, Help, Inbox, Message, Privacy, TypedHelp};
use crate::pages::{FieldProblem, show};
use crate::service::Gateway;
use crate::visitor::{Outcome, Stop, Visitor};

const SENT_PATH: &str = "/help/contact/sent";
/// This page is where people go when nothing else works: it does not wait for what it can do without.
const OWN_USER_ID_DEADLINE: Duration = Duration::from_secs(1);
const FIELDS: [&str; 3] = ["user_id", "reach_me", "message"];

pub(super) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/help", get(help))
        .route(HELP_PATH, get(contact).post(ask))
        .route(SENT_PATH, get(sent))
        .route("/privacy", get(privacy))
        .route("/inbox", get(inbox))
        .route("/inbox/{id}/keys", get(to_inbox).post(keys))
}

async fn help(visitor: Visitor) -> Response {
    show(StatusCode::OK, &Help::new(visitor.visit().await))
}

async fn privacy(visitor: Visitor) -> Response {
    show(StatusCode::OK, &Privacy::new(visitor.visit().await))
}

async fn contact(visitor: Visitor) -> Response {
    let user_id = own_user_id(&visitor).await.unwrap_or_default();
    let typed = TypedHelp { user_id, ..TypedHelp::default() };
    show(StatusCode::OK, &Contact::new(visitor.visit().await, typed, Vec::new()))
}

/// The user ID of whoever is signed in, who need not type it again.
async fn own_user_id(visitor: &Visitor) -> Option<String> {
    let token = visitor.cookie(Cookie::SignIn)?;
    let asked = visitor.ask::<AccountView>(Call::get("/api/v1/me").bearer(&token));
    let account = tokio::time::timeout(OWN_USER_ID_DEADLINE, asked).await.ok()?.ok()?;
    Some(account.user_id)
}

async fn sent(visitor: Visitor) -> Response {
    show(StatusCode::OK, &ContactSent::new(visitor.visit().await))
}

async fn ask(visitor: Visitor, form: Form) -> Outcome {
    let own = |name: &str| form.text(name).to_owned();
    let typed = TypedHelp { user_id: own("user_id"), reach_me: own("reach_me"), message: own("message") };
    let missing: Vec<_> = FIELDS.into_iter().filter(|field| form.text(field).is_empty()).collect();
    if !missing.is_empty() {
        let visit = visitor.visit().await;
        let problems = missing.into_iter().map(|field| empty(&visit, field)).collect();
        return Ok(show_unfilled(&Contact::new(visit, typed, problems)));
    }
    let TypedHelp { user_id, reach_me, message } = typed.clone();
    let body = HelpRequest { user_id, reach_me, message, captcha: own("captcha") };
    match visitor.tell(Call::post("/api/v1/help-requests").json(&body)).await {
        Ok(()) => Err(Stop::go(SENT_PATH)),
        Err(problem) => {
            let problem = tellable(problem)?;
            let visit = visitor.visit().await;
            let problems = told(&visit, &problem, &FIELDS);
            Ok(show_again(&problem, &Contact::new(visit, typed, problems)))
        }
    }
}

async fn to_inbox() -> Outcome {
    Err(Stop::go("/inbox"))
}

/// Presses keys on a call of the demo, or ends it without.
async fn keys(visitor: Visitor, Path(id): Path<Uuid>, form: Form) -> Outcome {
    let (keys, end) = (form.text("keys"), form.text("end"));
    let call = if end.is_empty() {
        Call::post(format!("/inbox/messages/{id}/keys")).json(&serde_json::json!({ "keys": keys }))
    } else {
        Call::post(format!("/inbox/messages/{id}/end")).json(&serde_json::json!({ "end": end }))
    };
    let is_empty = keys.is_empty() && end.is_empty();
    let wrong = match if is_empty { Err(None) } else { visitor.tell(call).await.map_err(Some) } {
        Ok(()) => return Err(Stop::go("/inbox")),
        Err(None) => "inbox-keys-wrong",
        Err(Some(problem)) if problem.is(ProblemCode::InvalidField) => "inbox-keys-wrong",
        Err(Some(problem)) if problem.is(ProblemCode::ChallengeOver) => "inbox-call-over",
        Err(Some(problem)) => return Err(Stop::Fail(problem)),
    };
    let messages: Vec<Message> = visitor.ask(Call::get("/inbox/messages")).await.map_err(Stop::Fail)?;
    let visit = visitor.visit().await;
    let problems = vec![FieldProblem::general(visit.texts.say(wrong))];
    Ok(show_unfilled(&Inbox::new(visit, messages, problems)))
}

async fn inbox(visitor: Visitor) -> Outcome {
    if visitor.gateway().upstreams.inbox.is_none() {
        return Err(ProblemCode::NotFound.into());
    }
    let messages: Vec<Message> = visitor.ask(Call::get("/inbox/messages")).await.map_err(Stop::Fail)?;
    Ok(show(StatusCode::OK, &Inbox::new(visitor.visit().await, messages, Vec::new())))
}
