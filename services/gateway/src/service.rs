//! The gateway as a service: its parts put together, the layers around its routes, and the end of its work.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, Request};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use rekey_runtime::config::{CaptchaConfig, GatewayConfig};
use rekey_runtime::{Clock, Entropy, Service, Task};
use rekey_wire::captcha::CaptchaKey;
use rekey_wire::context::ContextKey;
use rekey_wire::http::ProblemCode;
use rekey_wire::keys::{Keys, MacRing, Role};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::arrival::{Arrival, admit, speaks_json};
use crate::bodies::Bodies;
use crate::settings::{GatewayConfigError, Settings};
use crate::visitor::{Stop, receive};
use crate::webhooks::Reports;
use crate::{api, assets, routes, webhooks};

/// For calls of clients that have hung up, when the process is told to end.
const DRAIN_DEADLINE: Duration = Duration::from_secs(20);

/// Services behind the gateway: their own routers, or proxies to their addresses.
#[derive(Debug, Clone)]
pub struct Upstreams {
    /// `/api/v1/resets…`, `/api/v1/passwords/…`.
    pub orchestrator: Router,
    /// `/api/v1/sign-ins…`, `/api/v1/me…`.
    pub registration: Router,
    /// `/api/v1/help-requests`, `/api/v1/branding`, `/api/v1/admin/…`.
    pub admin: Router,
    /// `/inbox/messages…`, in the demo.
    pub inbox: Option<Router>,
    /// `/webhooks/…`: what providers report.
    pub webhooks: Router,
}

/// Keys that the gateway holds, and no others.
#[derive(Debug, Clone)]
pub struct GatewayKeys {
    /// Context for the orchestrator.
    pub orchestrator: ContextKey,
    /// Context for registration.
    pub registration: ContextKey,
    /// Context for admin.
    pub admin: ContextKey,
    /// Context for the notifier: reports of providers, and the demo's inbox.
    pub notifier: ContextKey,
    /// Issues captchas.
    pub captcha: CaptchaKey,
    /// Tags of forms and cookies.
    pub cookies: MacRing,
}

impl GatewayKeys {
    /// The gateway's part of all keys.
    pub fn of(keys: &Keys) -> Self {
        Self {
            orchestrator: keys.context(Role::Orchestrator),
            registration: keys.context(Role::Registration),
            admin: keys.context(Role::Admin),
            notifier: keys.context(Role::Notifier),
            captcha: keys.captcha(),
            cookies: keys.cookies().clone(),
        }
    }
}

/// What the gateway is made of.
#[derive(Debug)]
pub struct Parts {
    /// Its section of the config.
    pub config: GatewayConfig,
    /// How much work a captcha is.
    pub captcha: CaptchaConfig,
    /// Its keys.
    pub keys: GatewayKeys,
    /// Time.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// Whom it asks.
    pub upstreams: Upstreams,
}

/// Everything a request needs; cheap to clone.
#[derive(Clone)]
pub(crate) struct Gateway(Arc<Shared>);

pub(crate) struct Shared {
    pub settings: Settings,
    pub captcha: CaptchaConfig,
    pub keys: GatewayKeys,
    pub clock: Clock,
    pub entropy: Entropy,
    pub upstreams: Upstreams,
    pub in_flight: Arc<Semaphore>,
    pub bodies: Bodies,
    pub reports: Reports,
    /// Calls under way; they go on when their client hangs up.
    pub calls: TaskTracker,
}

impl std::ops::Deref for Gateway {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Puts the gateway together.
///
/// # Errors
/// When the config names a public URL, proxy or host that is none.
pub fn service(parts: Parts) -> Result<Service, GatewayConfigError> {
    let settings = Settings::parse(&parts.config)?;
    let calls = TaskTracker::new();
    let gateway = Gateway(Arc::new(Shared {
        in_flight: Arc::new(Semaphore::new(settings.max_in_flight.min(Semaphore::MAX_PERMITS))),
        bodies: Bodies::new(),
        reports: Reports::new(),
        settings,
        captcha: parts.captcha,
        keys: parts.keys,
        clock: parts.clock,
        entropy: parts.entropy,
        upstreams: parts.upstreams,
        calls: calls.clone(),
    }));
    let drain = Task::new("gateway.calls", |token| async move {
        token.cancelled().await;
        calls.close();
        if tokio::time::timeout(DRAIN_DEADLINE, calls.wait()).await.is_err() {
            tracing::warn!(calls = calls.len(), "gateway.drain_deadline_passed");
        }
    });
    Ok(Service { name: "gateway", router: router(gateway), tasks: vec![drain] })
}

fn router(gateway: Gateway) -> Router {
    Router::new()
        .route("/assets/{*path}", get(assets::serve))
        .merge(api::routes())
        .merge(webhooks::routes())
        .merge(routes::routes())
        .fallback(|arrival, request| refuse(arrival, request, ProblemCode::NotFound))
        .method_not_allowed_fallback(|arrival, request| refuse(arrival, request, ProblemCode::MethodNotAllowed))
        .layer(from_fn_with_state(gateway.clone(), receive))
        .layer(from_fn_with_state(gateway.clone(), admit))
        .with_state(gateway)
}

async fn refuse(Extension(arrival): Extension<Arrival>, request: Request, code: ProblemCode) -> Response {
    if speaks_json(request.uri().path()) { arrival.problem(code) } else { Stop::from(code).into_response() }
}
