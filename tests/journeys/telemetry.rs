//! What operators see of a reset: one trace from the gateway to the provider, the metrics of each role, lines of the log
//! that name their trace; and a collector that is away slows nobody.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use rekey_testkit::collector::{Span, listed};
use rekey_testkit::{Collector, Engine, World};
use serde_json::Value;

use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset};

const RECEIVED: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(200);
const TRACEPARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// A reset by email up to the new password.
async fn reset(world: &World) {
    let mut reset = Reset::start(world, DAVE).await;
    reset.choose(world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    // A guess that meets news of its message has to hold the reset for itself.
    reset.is_sent(world).await;
    reset.answer(world, &code).await.good();
    reset.set_password(world, NEW_PASSWORD).await.good();
}

fn called<'a>(spans: &'a [Span], trace: &str, name: &str) -> Option<&'a Span> {
    spans.iter().find(|span| span.trace == trace && span.name == name)
}

fn above<'a>(spans: &'a [Span], below: &Span) -> &'a Span {
    let found = spans.iter().find(|span| span.id == below.parent && span.trace == below.trace);
    assert!(found.is_some(), "{} hangs in the air:\n{}", below.name, listed(spans));
    found.expect("there")
}

/// The way of a code, from the provider's call up to the browser's request.
const WAY_APART: [(&str, &str); 6] = [
    ("rekey-notifier", "carry email"),
    ("rekey-notifier", "process rekey.notice.email"),
    ("", "send rekey.notice.email"),
    ("rekey-orchestrator", "POST /api/v1/resets/current/challenges"),
    ("rekey-gateway", "POST orchestrator"),
    ("rekey-gateway", "POST /api/v1/{*rest}"),
];
const WAY_TOGETHER: [(&str, &str); 5] = [
    ("rekey", "carry email"),
    ("rekey", "process rekey.notice.email"),
    ("rekey", "POST /api/v1/resets/current/challenges"),
    ("rekey", "POST orchestrator"),
    ("rekey", "POST /api/v1/{*rest}"),
];

/// The spans of the trace in which the code was sent, once news of its delivery were heard in it and every span above another
/// has come: roles send theirs when they like.
async fn spans_of_code(collector: &Collector) -> (Vec<Span>, String) {
    let whole = |spans: &[Span]| {
        let choosing = spans.iter().find(|span| span.name == "POST /api/v1/resets/current/challenges")?;
        let trace = choosing.trace.clone();
        called(spans, &trace, "carry email")?;
        called(spans, &trace, "process rekey.deliveries.orchestrator")?;
        let is_there = |id: &str| id.is_empty() || spans.iter().any(|span| span.id == id && span.trace == trace);
        let mut of_trace = spans.iter().filter(|span| span.trace == trace);
        of_trace.all(|span| is_there(&span.parent)).then(|| (spans.to_vec(), trace.clone()))
    };
    collector.spans_with(RECEIVED, whole).await
}

fn is_one_way(spans: &[Span], trace: &str, way: &[(&str, &str)]) {
    let mut at = called(spans, trace, way[0].1).expect("the provider's call");
    for (place, (service, name)) in way.iter().enumerate() {
        assert_eq!(at.name, *name, "{}", listed(spans));
        assert!(at.service.starts_with(service), "{name} by {}", at.service);
        assert!(!at.instance.is_empty());
        if place + 1 < way.len() {
            at = above(spans, at);
        }
    }
    assert_eq!(at.parent, "", "the browser's request is the root");
    let carried = called(spans, trace, "carry email").expect("there");
    assert_eq!((carried.attribute("rekey.provider"), carried.attribute("rekey.outcome")), ("inbox", "sent"));
}

/// Whoever hears of the delivery goes on in the trace of the work on the notice.
fn news_go_on(spans: &[Span], trace: &str, through_broker: bool) {
    let heard = called(spans, trace, "process rekey.deliveries.orchestrator").expect("heard");
    let told = if through_broker { above(spans, heard) } else { heard };
    assert_eq!(above(spans, told).name, "process rekey.notice.email", "{}", listed(spans));
    let elsewhere = called(spans, trace, "process rekey.deliveries.registration");
    assert!(elsewhere.is_none(), "registration keeps nothing of it: {}", listed(spans));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles_apart_make_one_trace_and_measure_what_they_do() {
    let collector = Collector::start().await.expect("starts");
    let endpoint = collector.endpoint();
    let variables = [
        ("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str()),
        ("REKEY__TELEMETRY__FORMAT", "json"),
        ("REKEY__TELEMETRY__FILTER", "info"),
    ];
    let world = World::start_apart(Vec::new(), &variables).await.expect("starts");
    reset(&world).await;
    let (spans, trace) = spans_of_code(&collector).await;
    is_one_way(&spans, &trace, &WAY_APART);
    news_go_on(&spans, &trace, true);
    in_log(&world, &trace);
    measured(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_makes_one_trace_too_and_flushes_it_at_its_end() {
    let collector = Collector::start().await.expect("starts");
    let endpoint = collector.endpoint();
    let variables = [("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str())];
    let mut world = World::start(Engine::Sqlite, Vec::new(), &variables).await.expect("starts");
    reset(&world).await;
    let (spans, trace) = spans_of_code(&collector).await;
    is_one_way(&spans, &trace, &WAY_TOGETHER);
    news_go_on(&spans, &trace, false);
    // A client's own trace is not continued.
    let asked = world.raw(reqwest::Method::GET, "/reset", &[("traceparent", TRACEPARENT)], Vec::new()).await;
    assert!(asked.status.is_success(), "{}", asked.status);
    assert!(world.terminate().expect("it ends").success());
    let spans = collector.spans();
    assert!(spans.iter().any(|span| span.name == "GET /reset"), "the last second is not lost:\n{}", listed(&spans));
    let foreign = spans.iter().any(|span| TRACEPARENT.contains(&span.trace));
    assert!(!foreign, "a stranger's trace is continued:\n{}", listed(&spans));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_trace_of_a_trusted_proxy_goes_on() {
    let collector = Collector::start().await.expect("starts");
    let endpoint = collector.endpoint();
    let variables = [
        ("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str()),
        ("REKEY__GATEWAY__TRUSTED_PROXIES", "[\"127.0.0.0/8\"]"),
    ];
    let world = World::start(Engine::Sqlite, Vec::new(), &variables).await.expect("starts");
    let asked = world.raw(reqwest::Method::GET, "/reset", &[("traceparent", TRACEPARENT)], Vec::new()).await;
    assert!(asked.status.is_success(), "{}", asked.status);
    let below = |span: &&Span| TRACEPARENT == format!("00-{}-{}-01", span.trace, span.parent);
    let page = |spans: &[Span]| spans.iter().find(below).cloned();
    assert_eq!(collector.spans_with(RECEIVED, page).await.name, "GET /reset");
}

/// Lines of the log name the trace that they belong to, and each request has one line per role.
fn in_log(world: &World, trace: &str) {
    let log = world.log();
    let lines: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let in_trace = lines.iter().filter(|line| line["trace_id"] == trace);
    let answered: Vec<&Value> =
        in_trace.map(|line| &line["fields"]).filter(|fields| fields["message"] == "request.answered").collect();
    let mut roles: Vec<&str> = answered.iter().filter_map(|fields| fields["role"].as_str()).collect();
    roles.sort_unstable();
    assert_eq!(roles, ["gateway", "orchestrator"], "{answered:?}");
    assert_eq!(answered[0]["request.id"], answered[1]["request.id"]);
    for fields in answered {
        assert_eq!((&fields["http.method"], &fields["http.status"]), (&"POST".into(), &202.into()), "{fields}");
        assert!(fields["duration_ms"].is_u64() && fields["http.route"].is_string(), "{fields}");
    }
}

/// The value of a metric with these labels in one of the pages.
fn value(page: &str, name: &str, labels: &[&str]) -> Option<f64> {
    let line = page.lines().find(|line| {
        let rest = line.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(['{', ' '])) && labels.iter().all(|label| line.contains(label))
    })?;
    line.rsplit_once(' ')?.1.parse().ok()
}

async fn pages(world: &World, role: &str) -> [String; 2] {
    [world.metrics(role, 0).await, world.metrics(role, 1).await]
}

fn sum(pages: &[String; 2], name: &str, labels: &[&str]) -> f64 {
    pages.iter().filter_map(|page| value(page, name, labels)).sum()
}

async fn measured(world: &World) {
    let gateway = pages(world, "gateway").await;
    let api = ["role=\"gateway\"", "route=\"/api/v1/{*rest}\"", "status=\"2xx\""];
    assert!(sum(&gateway, "rekey_http_requests_total", &api) >= 4.0, "{}", gateway[0]);
    assert!(sum(&gateway, "rekey_http_request_duration_seconds_count", &api) >= 4.0);
    let orchestrator = pages(world, "orchestrator").await;
    let choosing = ["role=\"orchestrator\"", "route=\"/api/v1/resets/current/challenges\"", "status=\"2xx\""];
    assert!((sum(&orchestrator, "rekey_http_requests_total", &choosing) - 1.0).abs() < 0.1, "{}", orchestrator[0]);
    for step in ["start", "choice", "guess", "verdict", "completion"] {
        let of = |way: &str| sum(&orchestrator, "rekey_reset_steps_total", &[&format!("step=\"{step}\""), way]);
        let (at_once, holding) = (of("way=\"at_once\""), of("way=\"holding\""));
        assert!(at_once > 0.5 && holding < 0.5, "{step}: {at_once} and {holding}\n{}", orchestrator[0]);
    }
    let notifier = pages(world, "notifier").await;
    let sent = ["channel=\"email\"", "provider=\"inbox\"", "outcome=\"sent\""];
    assert!(sum(&notifier, "rekey_sends_total", &sent) >= 1.0, "{}", notifier[0]);
    assert!(sum(&notifier, "rekey_send_duration_seconds_count", &sent[..2]) >= 1.0);
    assert!(sum(&notifier, "rekey_notice_latency_seconds_count", &sent[..1]) >= 1.0);
    let latency = sum(&notifier, "rekey_notice_latency_seconds_sum", &sent[..1]);
    assert!(latency > 0.0 && latency < 60.0, "{latency}");
    for role in ["registration", "orchestrator", "notifier", "admin"] {
        for page in pages(world, role).await {
            let read = |name: &str, labels: &[&str]| {
                let found = value(&page, name, labels);
                assert!(found.is_some(), "{role} has no {name}:\n{page}");
                found.expect("there")
            };
            assert!(read("rekey_bus_connected", &["connection=\"relay\""]) > 0.5);
            assert!(read("rekey_dead_letters", &[]) < 0.5);
            assert!(read("rekey_password_hashes", &["state=\"waiting\""]) < 0.5);
            if role == "notifier" {
                // `notifier.concurrency.email`.
                assert!((read("rekey_prefetch", &EMAIL_QUEUE) - 32.0).abs() < 0.5);
            }
        }
    }
    nothing_waits(world).await;
}

const EMAIL_QUEUE: [&str; 1] = ["queue=\"rekey.notice.email\""];
const EMAIL_LISTENER: [&str; 1] = ["listener=\"rekey.notice.email\""];
const UNTRIED: [&str; 2] = ["channel=\"email\"", "tried=\"no\""];

/// Two notifiers have sent everything.
async fn nothing_waits(world: &World) {
    for role in ["registration", "orchestrator", "notifier", "admin"] {
        until(world, role, "rekey_queue_consumers", &EMAIL_QUEUE, |count| (count - 2.0).abs() < 0.5).await;
        for (name, labels) in [
            ("rekey_queue_messages", &EMAIL_QUEUE[..]),
            ("rekey_outbox_messages", &EMAIL_LISTENER),
            ("rekey_outbox_oldest_seconds", &EMAIL_LISTENER),
            ("rekey_delivery_oldest_seconds", &UNTRIED),
        ] {
            until(world, role, name, labels, |value| value < 0.001).await;
        }
    }
    until(world, "notifier", "rekey_deliveries_in_work", &EMAIL_QUEUE, |count| count < 0.5).await;
}

/// Looks until a metric of the first copy of a role is as wanted, and gives it: what stands somewhere is looked up now and
/// then.
async fn until(world: &World, role: &str, name: &str, labels: &[&str], is_wanted: impl Fn(f64) -> bool) -> f64 {
    let deadline = Instant::now() + RECEIVED;
    loop {
        let page = world.metrics(role, 0).await;
        match value(&page, name, labels) {
            Some(value) if is_wanted(value) => return value,
            found => assert!(Instant::now() < deadline, "{role}: {name} {labels:?} is {found:?}"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_with_the_broker_while_every_notifier_is_away_is_seen() {
    let mut world = World::apart().await.expect("starts");
    let mut reset = Reset::start(&world, DAVE).await;
    world.kill_one("notifier", 0);
    world.kill_one("notifier", 1);
    reset.choose(&world, "email", None).await.good();
    let first = until(&world, "orchestrator", "rekey_delivery_oldest_seconds", &UNTRIED, |age| age > 0.5).await;
    until(&world, "orchestrator", "rekey_delivery_oldest_seconds", &UNTRIED, |age| age > first + 3.0).await;
    until(&world, "orchestrator", "rekey_queue_messages", &EMAIL_QUEUE, |count| (count - 1.0).abs() < 0.5).await;
    until(&world, "orchestrator", "rekey_queue_consumers", &EMAIL_QUEUE, |count| count < 0.5).await;
    // The database alone would say that nothing waits.
    let page = world.metrics("orchestrator", 0).await;
    assert!(value(&page, "rekey_outbox_messages", &EMAIL_LISTENER).expect("there") < 0.5, "{page}");
    world.restart().await.expect("starts");
    world.code_to(DAVE_EMAIL, 1).await;
    nothing_waits(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_are_on_the_operations_port_alone() {
    let world = World::demo(Engine::Sqlite).await.expect("starts");
    assert_eq!(world.raw(reqwest::Method::GET, "/metrics", &[], Vec::new()).await.status.as_u16(), 404);
    assert!(world.metrics("rekey", 0).await.ends_with("# EOF\n"));
}

/// Where nobody listens, and where somebody takes connections and never says a word.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_or_hangs_slows_nobody() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let hangs = format!("http://{}", silent.local_addr().expect("an address"));
    let away = "http://127.0.0.1:9".to_owned();
    for endpoint in [hangs, away] {
        let variables = [("REKEY__TELEMETRY__OTLP_ENDPOINT", endpoint.as_str())];
        let mut world = World::start(Engine::Sqlite, Vec::new(), &variables).await.expect("starts");
        let began = Instant::now();
        reset(&world).await;
        assert!(began.elapsed() < Duration::from_secs(15), "{endpoint}: {:?}", began.elapsed());
        let told = Instant::now();
        assert!(world.terminate().expect("it ends").success());
        assert!(told.elapsed() < Duration::from_secs(10), "{endpoint}: {:?}", told.elapsed());
    }
}
