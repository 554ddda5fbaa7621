//! A fresh database with the service on top, and a clock that tests move.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use rekey_admin::Parts;
use rekey_admin::settings::{Applied, ApplyError, Settings, apply};
use rekey_bus::Bus;
use rekey_domain::TenantId;
use rekey_runtime::config::{HelpConfig, LimitsConfig, StoreConfig};
use rekey_runtime::{Clock, Entropy};
use rekey_store::accounts::Account;
use rekey_store::tenants::{self, Tenant};
use rekey_store::{Store, Tx, accounts};
use rekey_testkit::{Engine, TestDatabase};
use rekey_wire::captcha::{CaptchaLevel, CaptchaWork, solve};
use rekey_wire::context::{CONTEXT_HEADER, ClientKind, RequestContext};
use rekey_wire::http::Problem;
use rekey_wire::keys::{Keys, Role};
use tower::ServiceExt as _;

/// Every fact is a test on both engines.
macro_rules! on_both_engines {
    ($(async fn $name:ident($($world:ident)+: World) $body:block)*) => {
        $(async fn $name($($world)+: $crate::world::World) $body)*
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $name() {
            super::$name($crate::world::World::new(rekey_testkit::Engine::Sqlite).await).await
        })* }
        mod postgres { $(#[tokio::test(flavor = "multi_thread")] async fn $name() {
            super::$name($crate::world::World::new(rekey_testkit::Engine::Postgres).await).await
        })* }
    };
}
pub(crate) use on_both_engines;

pub(crate) struct World {
    pub parts: Parts,
    offset: Arc<AtomicI64>,
    pub database: TestDatabase,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let database = TestDatabase::fresh(engine).expect("a database");
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::shifted(offset.clone());
        let config = StoreConfig { url: Some(database.url().to_owned().into()), ..StoreConfig::default() };
        let store = Store::open(&config, database.folder(), clock.clone()).await.expect("opens");
        store.migrate().await.expect("migrates");
        let parts = Parts {
            bus: Bus::new(store.clone(), Entropy),
            store,
            keys: Keys::generate(&mut |buffer| Entropy.fill(buffer)),
            limits: LimitsConfig::default(),
            help: HelpConfig::default(),
            public_url: "https://reset.example".into(),
            clock,
            entropy: Entropy,
        };
        Self { parts, offset, database }
    }

    pub fn wait(&self, duration: Duration) {
        let micros = i64::try_from(duration.as_micros()).expect("short");
        self.offset.fetch_add(micros, Ordering::Relaxed);
    }

    pub async fn apply(&self, text: &str) -> Result<Applied, ApplyError> {
        let settings = Settings::parse(text).expect("sound settings");
        apply(&self.parts, &settings).await
    }

    pub async fn tx(&self) -> Tx {
        self.parts.store.begin().await.expect("begins")
    }

    pub async fn tenant(&self, slug: &str) -> std::sync::Arc<Tenant> {
        let mut tx = self.tx().await;
        tenants::by_slug(&mut tx, slug).await.expect("reads").expect("a tenant")
    }

    pub async fn account(&self, tenant: TenantId, user_id: &str) -> Option<Account> {
        let mut tx = self.tx().await;
        accounts::by_user_id(&mut tx, tenant, user_id).await.expect("reads")
    }

    pub fn captcha(&self) -> String {
        let work = CaptchaWork { max_number: 100, level: CaptchaLevel::Base, lifetime: Duration::from_secs(600) };
        let now = self.parts.clock.now();
        let challenge = self.parts.keys.captcha().challenge(work, now, &mut |buffer| Entropy.fill(buffer));
        solve(&challenge).expect("solvable")
    }

    pub async fn get(&self, host: &str, path: &str) -> Response<Body> {
        self.send(Request::get(path).body(Body::empty()).expect("a request"), host, [203, 0, 113, 9].into()).await
    }

    /// Asks with the token of a sign-in.
    pub async fn ask(&self, path: &str, token: Option<&str>) -> Response<Body> {
        let mut request = Request::get(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.send(request.body(Body::empty()).expect("a request"), "reset.example", [203, 0, 113, 9].into()).await
    }

    pub async fn post(&self, path: &str, body: String, from: IpAddr) -> Response<Body> {
        let request = Request::post(path).header("content-type", "application/json").body(body.into());
        self.send(request.expect("a request"), "reset.contoso.example", from).await
    }

    async fn send(&self, mut request: Request<Body>, host: &str, from: IpAddr) -> Response<Body> {
        let now = self.parts.clock.now();
        let context = RequestContext {
            client_address: from,
            host: host.into(),
            request_id: Entropy.uuid(now),
            device: None,
            locale: None,
            user_agent: None,
            client: ClientKind::Api,
        };
        let path = request.uri().path_and_query().expect("a path").to_string();
        let header = self.parts.keys.context(Role::Admin).sign(&context, request.method().as_str(), &path, now);
        request.headers_mut().insert(CONTEXT_HEADER, header.parse().expect("a header"));
        let router = rekey_admin::service(self.parts.clone()).router;
        router.oneshot(request).await.expect("infallible")
    }
}

pub(crate) async fn body(response: Response<Body>) -> Vec<u8> {
    response.into_body().collect().await.expect("a body").to_bytes().to_vec()
}

/// Status, code and field of a problem.
pub(crate) async fn problem(response: Response<Body>) -> (StatusCode, Problem) {
    let status = response.status();
    (status, serde_json::from_slice(&body(response).await).expect("a problem"))
}
