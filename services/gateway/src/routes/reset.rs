//! Pages of a reset. Which one is shown follows from where the reset stands: any other address of the flow leads there.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use rekey_wire::http::{
    ChallengeKindView, ChallengeView, ChannelView, CodeAnswer, OptionView, Problem, ProblemCode, ResetStarted,
    ResetStatus, ResetView, StartChallenge, StartReset,
};
use uuid::Uuid;

use super::call::Call;
use super::{empty, show_again, show_unfilled, tellable, told};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::reset::{Choose, Closed, Code, Done, Doors, Number, Who, way_name};
use crate::pages::{Visit, show};
use crate::problems::of_sent;
use crate::service::Gateway;
use crate::visitor::{Outcome, Stop, Visitor};

mod password;
mod proofs;

/// The reset behind the cookie.
pub(super) const CURRENT: &str = "/api/v1/resets/current";
const CHALLENGES: &str = "/api/v1/resets/current/challenges";
const ANSWERS: &str = "/api/v1/resets/current/answers";

pub(super) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/", get(doors))
        .route("/reset", get(who).post(start))
        .route("/reset/choose", get(choose).post(chosen))
        .route("/reset/number", get(fitting).post(numbered))
        .route("/reset/number/{option}", get(number))
        .route("/reset/code", get(code).post(answered))
        .route("/reset/code/again", get(fitting).post(again))
        .route("/reset/call", get(proofs::call))
        .route("/reset/call/again", get(fitting).post(proofs::call_again))
        .route("/reset/questions", get(proofs::questions).post(proofs::questions_answered))
        .route("/reset/app", get(proofs::app).post(proofs::app_answered))
        .route("/reset/recovery-code", get(proofs::recovery_code).post(proofs::recovery_code_answered))
        .route("/reset/passkey", get(proofs::passkey).post(proofs::passkey_answered))
        .route("/reset/password", get(password::choose).post(password::chosen))
        .route("/reset/unlock", get(fitting).post(password::unlocked))
        .route("/reset/done", get(done))
        .route("/reset/cancel", get(fitting).post(cancel))
        .route("/reset/closed", get(closed))
}

/// Address of the page that fits.
fn place(view: &ResetView) -> &'static str {
    match view.status {
        ResetStatus::Choosing => "/reset/choose",
        ResetStatus::Challenged => view.challenge.as_ref().map_or("/reset/choose", |challenge| page_of(challenge.kind)),
        ResetStatus::Verified | ResetStatus::Changing => "/reset/password",
        ResetStatus::Completed => "/reset/done",
        ResetStatus::Closed => "/reset/closed",
    }
}

/// Address of the page of a proof.
const fn page_of(kind: ChallengeKindView) -> &'static str {
    match kind {
        ChallengeKindView::Code => "/reset/code",
        ChallengeKindView::Call => "/reset/call",
        ChallengeKindView::Questions => "/reset/questions",
        ChallengeKindView::Totp => "/reset/app",
        ChallengeKindView::Passkey => "/reset/passkey",
        ChallengeKindView::RecoveryCode => "/reset/recovery-code",
    }
}

/// States in which another way can be chosen.
const OPEN: &[ResetStatus] = &[ResetStatus::Choosing, ResetStatus::Challenged];

/// The token in the cookie; without one there is nothing but the start.
fn token(visitor: &Visitor) -> Result<String, Stop> {
    visitor.cookie(Cookie::Reset).ok_or_else(|| Stop::go("/reset"))
}

/// The reset, if it stands where the page fits; else the page that does.
async fn standing(visitor: &Visitor, fits: &[ResetStatus]) -> Result<ResetView, Stop> {
    let token = token(visitor)?;
    let view: ResetView = visitor.ask(Call::get(CURRENT).bearer(&token)).await.map_err(Stop::Fail)?;
    if fits.contains(&view.status) { Ok(view) } else { Err(Stop::go(place(&view))) }
}

/// After a refusal: the problem to tell, and the reset as it stands now.
async fn refused(
    visitor: &Visitor,
    problem: Box<Problem>,
    fits: &[ResetStatus],
) -> Result<(Box<Problem>, ResetView), Stop> {
    let problem = tellable(problem)?;
    Ok((problem, standing(visitor, fits).await?))
}

/// Goes on after a call that answered with the view; keeps the device's token.
fn go_on(visitor: &Visitor, view: &ResetView) -> Stop {
    if let Some(device) = &view.device_token {
        visitor.set(Cookie::Device, device);
    }
    Stop::go(place(view))
}

async fn visit(visitor: &Visitor, path: &str, view: &ResetView) -> Visit {
    visitor.visit_at(path).await.with_help(&view.help)
}

async fn doors(visitor: Visitor) -> Response {
    show(StatusCode::OK, &Doors::new(visitor.visit().await))
}

async fn who(visitor: Visitor) -> Response {
    show(StatusCode::OK, &Who::new(visitor.visit().await, String::new(), Vec::new()))
}

async fn start(visitor: Visitor, form: Form) -> Outcome {
    let user_id = form.text("user_id").to_owned();
    if user_id.is_empty() {
        let visit = visitor.visit().await;
        let problems = vec![empty(&visit, "user_id")];
        return Ok(show_unfilled(&Who::new(visit, user_id, problems)));
    }
    let locale = Some(visitor.texts().language().tag().to_owned());
    let body = StartReset { user_id, captcha: form.text("captcha").to_owned(), locale };
    match visitor.ask::<ResetStarted>(Call::post("/api/v1/resets").json(&body)).await {
        Ok(started) => {
            visitor.set(Cookie::Reset, &started.token);
            visitor.remember_domain(&body.user_id);
            Err(go_on(&visitor, &started.reset))
        }
        Err(problem) => {
            let problem = tellable(problem)?;
            let visit = visitor.visit().await;
            if let Some(level) = problem.harder_captcha() {
                return Ok(show_again(&problem, &Who::checked_again(visit, body.user_id, level)));
            }
            let problems = told(&visit, &problem, &["user_id"]);
            Ok(show_again(&problem, &Who::new(visit, body.user_id, problems)))
        }
    }
}

/// For addresses that only take forms.
async fn fitting(visitor: Visitor) -> Outcome {
    standing(&visitor, &[]).await?;
    Err(Stop::go("/reset"))
}

async fn choose(visitor: Visitor) -> Outcome {
    let view = standing(&visitor, OPEN).await?;
    let visit = visit(&visitor, "/reset/choose", &view).await;
    Ok(show(StatusCode::OK, &Choose::new(visit, &view, "", Vec::new())))
}

/// The option that the chooser's form names: itself, or by a way and the contact chosen there.
fn option_of<'a>(view: &'a ResetView, form: &Form) -> Option<&'a OptionView> {
    let value = form.text("option");
    let by_id = |id: &str| view.options.iter().find(|option| option.id.to_string() == id);
    by_id(value).or_else(|| {
        let option = by_id(form.text(&format!("contact-{value}")))?;
        (way_name(option.method, option.channel) == value).then_some(option)
    })
}

/// Whether the whole number is typed first.
fn asks_number(option: &OptionView) -> bool {
    matches!(option.channel, Some(ChannelView::Sms | ChannelView::Voice))
}

async fn chosen(visitor: Visitor, form: Form) -> Outcome {
    let view = standing(&visitor, OPEN).await?;
    let Some(option) = option_of(&view, &form) else {
        let visit = visit(&visitor, "/reset/choose", &view).await;
        let problems = vec![empty(&visit, "option")];
        return Ok(show_unfilled(&Choose::new(visit, &view, "", problems)));
    };
    if asks_number(option) {
        return Err(Stop::go(number_path(option.id)));
    }
    let problem = match challenge(&visitor, option.id, None).await? {
        Ok(next) => return Err(next),
        Err(problem) => problem,
    };
    let waits = view.challenge.as_ref().is_some_and(|challenge| challenge.option_id == option.id);
    if problem.is(ProblemCode::CooldownRunning) && waits {
        return Err(Stop::go(place(&view)));
    }
    let (problem, view) = refused(&visitor, problem, OPEN).await?;
    let visit = visit(&visitor, "/reset/choose", &view).await;
    let problems = told(&visit, &problem, &["option"]);
    Ok(show_again(&problem, &Choose::new(visit, &view, form.text("option"), problems)))
}

fn number_path(option: Uuid) -> String {
    format!("/reset/number/{option}")
}

/// Asks for a code: where to go on, or the problem.
async fn challenge(
    visitor: &Visitor,
    option_id: Uuid,
    phone_number: Option<String>,
) -> Result<Result<Stop, Box<Problem>>, Stop> {
    let body = StartChallenge { option_id, phone_number };
    let call = Call::post(CHALLENGES).bearer(&token(visitor)?).json(&body);
    Ok(visitor.ask::<ResetView>(call).await.map(|view| go_on(visitor, &view)))
}

fn phone_of<'a>(view: &'a ResetView, id: &str) -> Result<&'a OptionView, Stop> {
    let option = view.options.iter().find(|option| option.id.to_string() == id && asks_number(option));
    option.ok_or_else(|| Stop::go("/reset/choose"))
}

async fn number(visitor: Visitor, Path(option): Path<String>) -> Outcome {
    let view = standing(&visitor, OPEN).await?;
    let option = phone_of(&view, &option)?;
    let visit = visit(&visitor, &number_path(option.id), &view).await;
    Ok(show(StatusCode::OK, &Number::new(visit, option, String::new(), Vec::new())))
}

async fn numbered(visitor: Visitor, form: Form) -> Outcome {
    let view = standing(&visitor, OPEN).await?;
    let option = phone_of(&view, form.text("option"))?;
    let typed = form.text("phone_number").to_owned();
    if typed.is_empty() {
        let visit = visit(&visitor, &number_path(option.id), &view).await;
        let problems = vec![empty(&visit, "phone_number")];
        return Ok(show_unfilled(&Number::new(visit, option, typed, problems)));
    }
    let problem = match challenge(&visitor, option.id, Some(typed.clone())).await? {
        Ok(next) => return Err(next),
        Err(problem) => problem,
    };
    let (problem, view) = refused(&visitor, problem, OPEN).await?;
    let option = phone_of(&view, form.text("option"))?;
    let visit = visit(&visitor, &number_path(option.id), &view).await;
    let problems = told(&visit, &problem, &["phone_number"]);
    Ok(show_again(&problem, &Number::new(visit, option, typed, problems)))
}

const CHALLENGED: &[ResetStatus] = &[ResetStatus::Challenged];

async fn code(visitor: Visitor) -> Outcome {
    let view = waiting_for_code(&visitor).await?;
    let page = code_page(&visitor, &view, None).await?;
    Ok(show(StatusCode::OK, &page))
}

/// The reset, if it waits for a code that was sent; else the page of what it waits for.
async fn waiting_for_code(visitor: &Visitor) -> Result<ResetView, Stop> {
    let view = standing(visitor, CHALLENGED).await?;
    let is_code = |challenge: &ChallengeView| challenge.kind == ChallengeKindView::Code;
    if view.challenge.as_ref().is_some_and(is_code) { Ok(view) } else { Err(Stop::go(place(&view))) }
}

/// The code page; where the challenge is none that it can show, the chooser.
async fn code_page(visitor: &Visitor, view: &ResetView, problem: Option<&Problem>) -> Result<Code, Stop> {
    let visit = visit(visitor, "/reset/code", view).await;
    let problems = problem.map(|problem| vec![of_sent(&visit, problem, channel_of(view))]).unwrap_or_default();
    let page = view.challenge.as_ref().and_then(|challenge| Code::new(visit, view, challenge, problems));
    page.ok_or_else(|| Stop::go("/reset/choose"))
}

/// How the code travels that a reset waits for.
fn channel_of(view: &ResetView) -> ChannelView {
    let waits_for = |option: &&OptionView| view.challenge.as_ref().is_some_and(|it| it.option_id == option.id);
    view.options.iter().find(waits_for).and_then(|option| option.channel).unwrap_or(ChannelView::Sms)
}

async fn answered(visitor: Visitor, form: Form) -> Outcome {
    let typed = form.text("code");
    if typed.is_empty() {
        let view = waiting_for_code(&visitor).await?;
        let visit = visit(&visitor, "/reset/code", &view).await;
        let problems = vec![empty(&visit, "code")];
        let page = view.challenge.as_ref().and_then(|challenge| Code::new(visit, &view, challenge, problems));
        return page.map(|page| show_unfilled(&page)).ok_or_else(|| Stop::go("/reset/choose"));
    }
    let call = Call::post(ANSWERS).bearer(&token(&visitor)?);
    match visitor.ask::<ResetView>(call.json(&CodeAnswer { code: typed.to_owned() })).await {
        Ok(view) => Err(go_on(&visitor, &view)),
        Err(problem) => {
            let problem = tellable(problem)?;
            let view = waiting_for_code(&visitor).await?;
            Ok(show_again(&problem, &code_page(&visitor, &view, Some(&problem)).await?))
        }
    }
}

async fn again(visitor: Visitor, form: Form) -> Outcome {
    let Ok(option) = form.text("option").parse::<Uuid>() else { return Err(Stop::go("/reset/choose")) };
    let problem = match challenge(&visitor, option, None).await? {
        Ok(next) => return Err(next),
        Err(problem) => problem,
    };
    match ProblemCode::parse(&problem.code) {
        Some(ProblemCode::PhoneNumberRequired) => Err(Stop::go(number_path(option))),
        Some(ProblemCode::OptionUnknown) => Err(Stop::go("/reset/choose")),
        _ => {
            let problem = tellable(problem)?;
            let view = waiting_for_code(&visitor).await?;
            Ok(show_again(&problem, &code_page(&visitor, &view, Some(&problem)).await?))
        }
    }
}

async fn done(visitor: Visitor) -> Outcome {
    let view = standing(&visitor, &[ResetStatus::Completed]).await?;
    let visit = visit(&visitor, "/reset/done", &view).await;
    Ok(show(StatusCode::OK, &Done::new(visit, &view)))
}

async fn cancel(visitor: Visitor, _: Form) -> Outcome {
    match visitor.tell(Call::delete(CURRENT).bearer(&token(&visitor)?)).await {
        Err(problem) if problem.code != "reset_over" => Err(Stop::Fail(problem)),
        Ok(()) | Err(_) => Err(Stop::go("/reset/closed")),
    }
}

async fn closed(visitor: Visitor) -> Outcome {
    let view = standing(&visitor, &[ResetStatus::Closed]).await?;
    let visit = visit(&visitor, "/reset/closed", &view).await;
    Ok(show(StatusCode::OK, &Closed::new(visit, &view)))
}
