//! A gateway between a stand-in for every service and a browser that keeps cookies.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use rekey_gateway::{GatewayKeys, Parts, Upstreams, service};
use rekey_runtime::config::{CaptchaConfig, GatewayConfig};
use rekey_runtime::{Clock, Context, Entropy, require_context};
use rekey_wire::context::{ContextKey, RequestContext};
use rekey_wire::http::{Problem, ProblemCode};
use rekey_wire::keys::{Keys, Role};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A request that a service got.
#[derive(Debug, Clone)]
pub struct Seen {
    pub role: Role,
    pub call: String,
    pub headers: HeaderMap,
    pub context: RequestContext,
    pub body: String,
}

/// Status, body and headers of an answer.
type Scripted = (u16, Value, Vec<(&'static str, String)>);

/// What services answer, and what they got.
#[derive(Clone, Default)]
pub struct Services {
    answers: Arc<Mutex<BTreeMap<String, Scripted>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Services {
    /// Answers a call, such as `GET /api/v1/me`.
    pub fn on(&self, call: &str, status: u16, body: Value) -> &Self {
        self.on_with(call, status, body, &[])
    }

    /// Answers a call with headers.
    pub fn on_with(&self, call: &str, status: u16, body: Value, headers: &[(&'static str, &str)]) -> &Self {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.answers.lock().unwrap().insert(call.to_owned(), (status, body, headers));
        self
    }

    /// Refuses a call.
    pub fn refuse(&self, call: &str, problem: &Problem) -> &Self {
        self.on(call, problem.status, serde_json::to_value(problem).unwrap())
    }

    /// The requests for a call so far.
    pub fn seen(&self, call: &str) -> Vec<Seen> {
        self.seen.lock().unwrap().iter().filter(|seen| seen.call == call).cloned().collect()
    }

    /// The last request for a call.
    pub fn last(&self, call: &str) -> Seen {
        self.seen(call).pop().unwrap_or_else(|| panic!("{call} was not called"))
    }

    fn router(&self, role: Role, key: ContextKey, clock: Clock) -> Router {
        let services = self.clone();
        let answer = move |Context(context): Context, request: Request| {
            let services = services.clone();
            async move { services.answer(role, context, request).await }
        };
        require_context(Router::new().fallback(answer), role, key, clock)
    }

    async fn answer(&self, role: Role, context: RequestContext, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let call = format!("{} {}", parts.method, parts.uri);
        let body = String::from_utf8_lossy(&body).into_owned();
        let seen = Seen { role, call: call.clone(), headers: parts.headers, context, body };
        self.seen.lock().unwrap().push(seen);
        let answer = self.answers.lock().unwrap().get(&call).cloned();
        let problem = Problem::new(ProblemCode::NotFound);
        let (status, body, headers) =
            answer.unwrap_or_else(|| (404, serde_json::to_value(problem).unwrap(), Vec::new()));
        let mut response = (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response();
        if status >= 400 {
            response.headers_mut().insert("content-type", "application/problem+json".parse().unwrap());
        }
        for (name, value) in headers {
            response.headers_mut().append(name, value.parse().unwrap());
        }
        response
    }
}

/// A gateway, its services, and one browser.
pub struct World {
    pub router: Router,
    pub services: Services,
    pub keys: Keys,
    pub clock: Clock,
    pub cookies: BTreeMap<String, String>,
    pub peer: &'static str,
    pub host: &'static str,
}

/// The gateway as people reach it by TLS.
pub fn config() -> GatewayConfig {
    GatewayConfig {
        public_url: "https://reset.contoso.example".into(),
        allowed_hosts: vec!["reset.contoso.example".into()],
        ..GatewayConfig::default()
    }
}

impl World {
    pub fn new() -> Self {
        Self::with(config(), |_| {})
    }

    /// With another config, and something done to the upstreams.
    pub fn with(config: GatewayConfig, change: impl FnOnce(&mut Upstreams)) -> Self {
        let mut next = 0u8;
        let keys = Keys::generate(&mut |buffer| {
            next += 1;
            buffer.fill(next);
        });
        let (services, clock) = (Services::default(), Clock::system());
        let router = |role| services.router(role, keys.context(role), clock.clone());
        let mut upstreams = Upstreams {
            orchestrator: router(Role::Orchestrator),
            registration: router(Role::Registration),
            admin: router(Role::Admin),
            inbox: Some(router(Role::Notifier)),
            webhooks: router(Role::Notifier),
        };
        change(&mut upstreams);
        services.on("GET /api/v1/branding", 200, json!({"name": "Contoso", "help": {"contact_url": "/help/contact"}}));
        let parts = Parts {
            config,
            captcha: CaptchaConfig { max_number: 1000, lifetime_seconds: 600, ..CaptchaConfig::default() },
            keys: GatewayKeys::of(&keys),
            clock: clock.clone(),
            entropy: Entropy,
            upstreams,
        };
        let router = service(parts).unwrap().router;
        let (peer, host) = ("203.0.113.9:50000", "reset.contoso.example");
        Self { router, services, keys, clock, cookies: BTreeMap::new(), peer, host }
    }

    /// Sends a request as it is, and keeps the cookies of the answer.
    pub async fn send(&mut self, mut request: Request) -> Answer {
        request.extensions_mut().insert(ConnectInfo::<std::net::SocketAddr>(self.peer.parse().unwrap()));
        let response = self.router.clone().oneshot(request).await.unwrap();
        for line in response.headers().get_all("set-cookie") {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name)
            } else {
                self.cookies.insert(name.into(), value.into())
            };
        }
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text: String::from_utf8_lossy(&body).into() }
    }

    /// A request of this browser.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header("host", self.host);
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// The token that this browser's forms carry.
    pub async fn csrf(&mut self) -> String {
        let page = self.get("/reset").await.text;
        page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Sends a form as this browser's page would.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf().await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        let body = form.append_pair("csrf", &csrf).extend_pairs(fields).finish();
        let request = self.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.header("origin", "https://reset.contoso.example").body(Body::from(body)).unwrap()).await
    }

    /// Calls the API.
    pub async fn api(&mut self, method: Method, path: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", self.host);
        let request = request.header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap();
        self.send(request).await
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where a redirect leads.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text);
        self.header("location")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}", self.text))
    }

    /// Asserts that this is a problem document with this code.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!((problem["code"].as_str(), problem["status"].as_u64()), (Some(code), Some(status.into())));
    }

    /// Asserts that this is a page with this heading.
    #[track_caller]
    pub fn is_page(&self, status: u16, heading: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert!(self.text.contains(&format!("<h1>{heading}</h1>")), "{}", self.text);
    }

    /// Line of `set-cookie` for a name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }
}

/// Ids of options in [`reset`].
pub const EMAIL: &str = "00000000-0000-0000-0000-000000000001";
pub const TEXT: &str = "00000000-0000-0000-0000-000000000002";
pub const OTHER_TEXT: &str = "00000000-0000-0000-0000-000000000003";

/// A reset as the orchestrator shows it.
pub fn reset(status: &str) -> Value {
    let option = |id: &str, method: &str, channel: &str, hint: &str| json!({"id": id, "method": method, "channel": channel, "label": "A way", "hint": hint});
    let mut view = json!({
        "status": status, "gates": {"required": null, "passed": 0},
        "options": [
            option(EMAIL, "email", "email", "b**@******.example"),
            option(TEXT, "mobile_phone", "sms", "+* *** *** **67"),
            option(OTHER_TEXT, "mobile_phone", "sms", "+* *** *** **21"),
        ],
        "help": {"contact_url": "https://help.contoso.example/"},
        "expires_at": "2099-11-24T10:15:00Z",
    });
    match status {
        "challenged" => {
            view["challenge"] = json!({
                "kind": "code", "option_id": EMAIL, "reference": "KHW", "delivery": "sent", "code_length": 6,
                "resend_after_seconds": 24, "expires_at": "2099-11-24T10:10:00Z", "attempts_left": 5,
            });
        }
        "verified" | "changing" => {
            view["password_rules"] = json!([{"code": "min_length", "limit": 15, "text": "Long"}]);
        }
        "closed" => view["closed_reason"] = json!("cancelled"),
        _ => {}
    }
    view
}

/// A token as services draw them.
pub fn token(letter: char) -> String {
    format!("{}A", letter.to_string().repeat(42))
}
