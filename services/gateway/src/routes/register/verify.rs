//! The page of the code that was sent to a new contact, or of the keys to press in the call to a new phone.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use rekey_wire::http::{
    ChallengeKindView, ChallengeView, ChannelView, CodeAnswer, MethodSetup, Problem, ProblemCode, RegisteredMethod,
    SlotView,
};
use uuid::Uuid;

use super::add::keep;
use super::{Change, HOME, METHODS, id_of, methods, tellable_here, token, visit};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::proofs::{Call as CallPage, Called};
use crate::pages::register::Verify;
use crate::pages::sent::Sent;
use crate::pages::{FieldProblem, Live, Mask, Visit, show};
use crate::problems::{of_proof, of_sent};
use crate::routes::call::Call;
use crate::routes::{empty, show_again, show_unfilled};
use crate::setup::Setup;
use crate::visitor::{Outcome, Stop, Visitor};

/// Digits of a code where the page does not know better.
const DIGITS: u8 = 6;

/// Address of the page.
pub(super) fn path(id: Uuid) -> String {
    format!("/security-info/verify/{id}")
}

fn state_path(id: Uuid) -> String {
    format!("{}/state", path(id))
}

pub(super) async fn code(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let method = under_way(&visitor, id_of(&id)?).await?;
    if let Some(page) = call_page(&visitor, &method, None).await? {
        return Ok(show(StatusCode::OK, &page));
    }
    let page = page(&visitor, &method, |_, _| Vec::new()).await?;
    Ok(show(StatusCode::OK, &page))
}

/// The page of the keys, where the new phone is called and not sent a code.
async fn call_page(
    visitor: &Visitor,
    method: &RegisteredMethod,
    problem: Option<&Problem>,
) -> Result<Option<CallPage>, Stop> {
    let kept = kept(visitor, method.id).filter(|setup| setup.challenge.kind == ChallengeKindView::Call);
    let Some(kept) = kept else { return Ok(None) };
    let path = path(method.id);
    let (challenge, live) = as_it_stands(visitor, kept).await?;
    let visit = visit(visitor, &path).await;
    let problems = problem.map(|problem| vec![of_proof(&visit, problem, "call", &[])]).unwrap_or_default();
    let called = Called {
        mask: Some(Mask::of(&method.hint, visit.texts)),
        again_path: format!("{path}/again"),
        path,
        other_path: "/security-info/phone",
        text_path: None,
    };
    Ok(Some(CallPage::new(visit, called, &challenge, live).with_problems(problems)))
}

fn look(id: Uuid, token: &str) -> Call {
    Call::get(format!("{METHODS}/{id}")).bearer(token)
}

/// The message or call as it stands now, and the line that says so. Where the API does not tell, it stands as the cookie kept
/// it; what is over is not asked for again.
async fn as_it_stands(visitor: &Visitor, kept: Setup) -> Result<(ChallengeView, Live), Stop> {
    let (id, channel) = (kept.method.id, kept.channel);
    let told = visitor.ask::<MethodSetup>(look(id, &token(visitor)?)).await.map(|told| told.setup);
    let is_over = told.as_ref().is_err_and(|problem| problem.is(ProblemCode::NotFound));
    let challenge = told.unwrap_or_else(|_| kept.challenge_at(visitor.gateway().clock.now()));
    let live = Live::of_setup(&challenge, channel);
    let live = if is_over { live } else { live.told_at(state_path(id)) };
    Ok((challenge, live))
}

/// What the page's script asks: the set-up as the API tells it, or no content once it is over.
pub(super) async fn state(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let id: Uuid = id.parse().map_err(|_| ProblemCode::NotFound)?;
    let token = visitor.cookie(Cookie::SignIn).ok_or(ProblemCode::TokenInvalid)?;
    match visitor.ask::<MethodSetup>(look(id, &token)).await {
        Ok(told) => Ok(Json(told).into_response()),
        Err(problem) if problem.is(ProblemCode::NotFound) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(problem) => Err(Stop::Fail(problem)),
    }
}

pub(super) async fn fitting(Path(id): Path<String>) -> Outcome {
    Err(Stop::go(path(id_of(&id)?)))
}

/// The method that is being set up: as it is listed, else as the cookie kept it. One that a call has verified meanwhile is
/// thanked for.
async fn under_way(visitor: &Visitor, id: Uuid) -> Result<RegisteredMethod, Stop> {
    let listed = methods(visitor).await?.methods.into_iter().find(|method| method.id == id);
    if listed.as_ref().is_some_and(|method| method.verified) && kept(visitor, id).is_some() {
        return Err(Stop::go("/security-info/thanks"));
    }
    let found = listed.or_else(|| kept(visitor, id).map(|setup| setup.method));
    found.filter(|method| !method.verified).ok_or_else(|| Stop::go(HOME))
}

fn kept(visitor: &Visitor, id: Uuid) -> Option<Setup> {
    Setup::open(&visitor.cookie(Cookie::Setup)?, id, &visitor.gateway().keys.cookies)
}

fn usual_channel(slot: Option<SlotView>) -> ChannelView {
    match slot {
        Some(SlotView::OfficePhone) => ChannelView::Voice,
        Some(SlotView::AuthenticationPhone | SlotView::MobilePhone) => ChannelView::Sms,
        Some(SlotView::AuthenticationEmail | SlotView::AlternateEmail) | None => ChannelView::Email,
    }
}

async fn page(
    visitor: &Visitor,
    method: &RegisteredMethod,
    problems: impl FnOnce(&Visit, ChannelView) -> Vec<FieldProblem>,
) -> Result<Verify, Stop> {
    let path = path(method.id);
    let visit = visit(visitor, &path).await;
    let setup = kept(visitor, method.id);
    let channel = setup.as_ref().map_or_else(|| usual_channel(method.slot), |setup| setup.channel);
    let mask = Some(Mask::of(&method.hint, visit.texts));
    let (sent, live) = match setup {
        None => (None, None),
        Some(setup) => {
            let (challenge, live) = as_it_stands(visitor, setup).await?;
            (Sent::new(channel, mask.clone(), &challenge), Some(live))
        }
    };
    let sent = sent.unwrap_or_else(|| Sent::of(channel, mask, DIGITS));
    let problems = problems(&visit, channel);
    Ok(Verify::new(visit, method.id.to_string(), sent, live).with_problems(problems))
}

pub(super) async fn answered(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let id = id_of(&id)?;
    let typed = form.text("code");
    if typed.is_empty() {
        let method = under_way(&visitor, id).await?;
        return Ok(show_unfilled(&page(&visitor, &method, |visit, _| vec![empty(visit, "code")]).await?));
    }
    let call = Call::post(format!("{METHODS}/{id}/verification")).bearer(&token(&visitor)?);
    match visitor.tell(call.json(&CodeAnswer { code: typed.to_owned() })).await {
        Ok(()) => {
            visitor.clear(Cookie::Setup);
            Err(Stop::go("/security-info/thanks"))
        }
        Err(problem) => refused(&visitor, id, problem).await,
    }
}

pub(super) async fn again(visitor: Visitor, Path(id): Path<String>, _: Form) -> Outcome {
    let id = id_of(&id)?;
    let call = Call::post(format!("{METHODS}/{id}/challenges")).bearer(&token(&visitor)?);
    match visitor.ask::<MethodSetup>(call).await {
        Ok(setup) => {
            let usual = usual_channel(setup.method.slot);
            let channel = kept(&visitor, id).map_or(usual, |setup| setup.channel);
            Err(keep(&visitor, setup, channel))
        }
        Err(problem) => refused(&visitor, id, problem).await,
    }
}

async fn refused(visitor: &Visitor, id: Uuid, problem: Box<Problem>) -> Outcome {
    if problem.is(ProblemCode::NotFound) {
        return Err(Stop::go(HOME));
    }
    let method = under_way(visitor, id).await?;
    let problem = tellable_here(problem, change_of(&method))?;
    if let Some(page) = call_page(visitor, &method, Some(&problem)).await? {
        return Ok(show_again(&problem, &page));
    }
    let page = page(visitor, &method, |visit, channel| vec![of_sent(visit, &problem, channel)]).await?;
    Ok(show_again(&problem, &page))
}

/// What was being changed.
const fn change_of(method: &RegisteredMethod) -> Change {
    match method.slot {
        Some(SlotView::AuthenticationPhone | SlotView::MobilePhone | SlotView::OfficePhone) => Change::Phone,
        Some(SlotView::AuthenticationEmail | SlotView::AlternateEmail) => Change::Email,
        None => Change::List,
    }
}
