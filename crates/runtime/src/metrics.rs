//! Metrics of this process, on its operations port, in Prometheus' text. Labels are bounded: roles, route templates, queues,
//! channels and the ids of configured providers; nothing of a person.
//!
//! What happens is counted where it happens; what stands somewhere (queues, tables) is looked up by a [`Sampler`].

use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry};

/// Content type of [`page`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Looks up what stands somewhere, and sets its gauges; asked when the page is asked for.
pub trait Sampler: Send + Sync {
    /// Looks. It may be dropped at any time, and is followed by [`Sampler::forget`] then.
    fn look(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// Takes away what was looked up before: it is not known any more.
    fn forget(&self);
}

type Labels<const N: usize> = [(&'static str, String); N];
type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Gauges<const N: usize> = Family<Labels<N>, Gauge>;
type Seconds<const N: usize> = Family<Labels<N>, Gauge<f64, AtomicU64>>;
type Histograms<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// Bounds of the time for an answer, in seconds.
const ANSWER_SECONDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Bounds of the time that a provider takes, in seconds.
const PROVIDER_SECONDS: [f64; 10] = [0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Bounds of the time from a decision to the provider, in seconds.
const NOTICE_SECONDS: [f64; 12] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0];

struct Metrics {
    registry: Registry,
    http_requests: Counters<3>,
    http_durations: Histograms<3>,
    sends: Counters<3>,
    send_durations: Histograms<2>,
    notice_latencies: Histograms<1>,
    outbox_messages: Gauges<1>,
    outbox_oldest: Seconds<1>,
    delivery_oldest: Seconds<2>,
    dead_letters: Family<Labels<0>, Gauge>,
    queue_messages: Gauges<1>,
    queue_consumers: Gauges<1>,
    prefetch: Gauges<1>,
    in_work: Gauges<1>,
    bus_connected: Gauges<1>,
    hashes: Gauges<1>,
    reset_steps: Counters<2>,
    reports_without_effect: Counters<1>,
    circuits: Gauges<2>,
    lookups: Counters<2>,
    sends_held: Counters<1>,
    budget_crossings: Counters<2>,
    breakers: Counters<2>,
    conversions: Seconds<1>,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

fn register<M: Metric + Clone>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M {
    registry.register(name, help, metric.clone());
    metric
}

impl Metrics {
    fn new() -> Self {
        let mut made = Registry::with_prefix("rekey");
        let r = &mut made;
        let answers: fn() -> Histogram = || Histogram::new(ANSWER_SECONDS);
        let providers: fn() -> Histogram = || Histogram::new(PROVIDER_SECONDS);
        let notices: fn() -> Histogram = || Histogram::new(NOTICE_SECONDS);
        let (answers, providers) = (Family::new_with_constructor(answers), Family::new_with_constructor(providers));
        let notices = Family::new_with_constructor(notices);
        Self {
            http_requests: register(r, "http_requests", "Requests answered", Family::default()),
            http_durations: register(r, "http_request_duration_seconds", "Time to the head of the answer", answers),
            sends: register(
                r,
                "sends",
                "Attempts to hand a notice to a provider, by how they ended",
                Family::default(),
            ),
            send_durations: register(r, "send_duration_seconds", "Time that a provider took", providers),
            notice_latencies: register(r, "notice_latency_seconds", "From the decision to the provider", notices),
            outbox_messages: register(r, "outbox_messages", "Messages in the outbox", Family::default()),
            outbox_oldest: register(
                r,
                "outbox_oldest_seconds",
                "Time for which the first of those that are due has been due",
                Family::default(),
            ),
            delivery_oldest: register(
                r,
                "delivery_oldest_seconds",
                "Age of the oldest notice that no provider has yet",
                Family::default(),
            ),
            dead_letters: register(r, "dead_letters", "Messages that were given up", Family::default()),
            queue_messages: register(r, "queue_messages", "Messages ready in the broker's queue", Family::default()),
            queue_consumers: register(r, "queue_consumers", "Consumers of the broker's queue", Family::default()),
            prefetch: register(r, "prefetch", "Messages that this process takes at a time", Family::default()),
            in_work: register(r, "deliveries_in_work", "Messages in work in this process", Family::default()),
            bus_connected: register(r, "bus_connected", "1 while the broker is connected", Family::default()),
            hashes: register(r, "password_hashes", "Password hashes computed or waiting now", Family::default()),
            reset_steps: register(r, "reset_steps", "Steps of resets, by the way that was taken", Family::default()),
            reports_without_effect: register(
                r,
                "reports_without_effect",
                "Reports of providers that were refused or ignored, by why",
                Family::default(),
            ),
            circuits: register(
                r,
                "provider_circuit",
                "Whether a provider is asked: 0 as usual, 1 one message tries it, 2 not for a while",
                Family::default(),
            ),
            lookups: register(
                r,
                "lookups",
                "Providers asked what became of a message, by what came of it",
                Family::default(),
            ),
            sends_held: register(
                r,
                "sends_held",
                "Messages by phone that a budget held up, by which",
                Family::default(),
            ),
            budget_crossings: register(
                r,
                "budget_crossings",
                "Budgets that reached their alert or their end, once for each time",
                Family::default(),
            ),
            breakers: register(
                r,
                "conversion_breakers",
                "Prefixes and countries that were shut for want of codes that came back, or opened again",
                Family::default(),
            ),
            conversions: register(
                r,
                "code_conversion_ratio",
                "Part of an organisation's last codes to a country that came back, as last looked at",
                Family::default(),
            ),
            registry: made,
        }
    }
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn queue(name: &str) -> Labels<1> {
    [("queue", name.to_owned())]
}

/// A request was answered.
pub fn answered(role: &'static str, route: &str, status: u16, took: Duration) {
    let class = format!("{}xx", status / 100);
    let labels = [("role", role.to_owned()), ("route", route.to_owned()), ("status", class)];
    METRICS.http_requests.get_or_create(&labels).inc();
    METRICS.http_durations.get_or_create(&labels).observe(took.as_secs_f64());
}

/// An attempt to send ended: `sent`, `refused`, `ambiguous`, `retry` or `expired`.
pub fn send_ended(channel: &'static str, provider: &str, outcome: &'static str) {
    let labels = [("channel", channel.to_owned()), ("provider", provider.to_owned()), ("outcome", outcome.to_owned())];
    METRICS.sends.get_or_create(&labels).inc();
}

/// A provider took so long.
pub fn send_took(channel: &'static str, provider: &str, took: Duration) {
    let labels = [("channel", channel.to_owned()), ("provider", provider.to_owned())];
    METRICS.send_durations.get_or_create(&labels).observe(took.as_secs_f64());
}

/// A notice was handed over so long after it was decided.
pub fn notice_handed_over(channel: &'static str, after: Duration) {
    METRICS.notice_latencies.get_or_create(&[("channel", channel.to_owned())]).observe(after.as_secs_f64());
}

/// What is in the outbox, per listener: how many messages, and for how long the first of those that are due has been due;
/// and the dead letters. Nothing where it is not known.
pub fn outbox(listeners: &[(&str, u64, Duration)], dead_letters: Option<u64>) {
    METRICS.outbox_messages.clear();
    METRICS.outbox_oldest.clear();
    METRICS.dead_letters.clear();
    for (listener, messages, oldest) in listeners {
        let labels = [("listener", (*listener).to_owned())];
        METRICS.outbox_messages.get_or_create(&labels).set(whole(*messages));
        METRICS.outbox_oldest.get_or_create(&labels).set(oldest.as_secs_f64());
    }
    if let Some(count) = dead_letters {
        METRICS.dead_letters.get_or_create(&[]).set(whole(count));
    }
}

/// Ages of the oldest notices that no provider has yet: by channel, and whether one was called already. Nothing where it is
/// not known.
pub fn deliveries_waiting(notices: &[(&str, bool, Duration)]) {
    METRICS.delivery_oldest.clear();
    for (channel, is_tried, oldest) in notices {
        let tried = if *is_tried { "yes" } else { "no" };
        let labels = [("channel", (*channel).to_owned()), ("tried", tried.to_owned())];
        METRICS.delivery_oldest.get_or_create(&labels).set(oldest.as_secs_f64());
    }
}

/// What the broker says of a queue; nothing where it does not answer.
pub fn queue_depth(name: &str, depth: Option<(u32, u32)>) {
    let labels = queue(name);
    match depth {
        Some((messages, consumers)) => {
            METRICS.queue_messages.get_or_create(&labels).set(messages.into());
            METRICS.queue_consumers.get_or_create(&labels).set(consumers.into());
        }
        None => {
            METRICS.queue_messages.remove(&labels);
            METRICS.queue_consumers.remove(&labels);
        }
    }
}

/// This process takes so many messages of a queue at a time.
pub fn prefetch(name: &str, messages: u16) {
    METRICS.prefetch.get_or_create(&queue(name)).set(messages.into());
    // There from the start, at zero.
    drop(METRICS.in_work.get_or_create(&queue(name)));
}

/// Counts a message as in work for as long as it lives.
#[derive(Debug)]
pub struct InWork(Gauge);

impl InWork {
    /// A message of this queue.
    pub fn begin(name: &str) -> Self {
        let gauge = METRICS.in_work.get_or_create_owned(&queue(name));
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Whether a connection to the broker (the relay, or a queue's consumer) stands.
pub fn bus_connected(connection: &str, is_connected: bool) {
    METRICS.bus_connected.get_or_create(&[("connection", connection.to_owned())]).set(is_connected.into());
}

/// Password hashes that are computed, and that wait for it.
pub fn password_hashes(working: usize, waiting: usize) {
    for (state, count) in [("working", working), ("waiting", waiting)] {
        METRICS.hashes.get_or_create(&[("state", state.to_owned())]).set(i64::try_from(count).unwrap_or(i64::MAX));
    }
}

/// A step of a reset was taken: by one statement, or while what it reads was held.
pub fn reset_step(step: &'static str, is_at_once: bool) {
    let way = if is_at_once { "at_once" } else { "holding" };
    METRICS.reset_steps.get_or_create(&[("step", step.to_owned()), ("way", way.to_owned())]).inc();
}

/// A report of a provider was refused or had no effect, for this reason.
pub fn report_without_effect(why: &'static str) {
    METRICS.reports_without_effect.get_or_create(&[("why", why.to_owned())]).inc();
}

/// Whether a provider is asked on a channel: 0 as usual, 1 one message tries it, 2 not for a while.
pub fn provider_circuit(provider: &str, channel: &'static str, state: u8) {
    let labels = [("provider", provider.to_owned()), ("channel", channel.to_owned())];
    METRICS.circuits.get_or_create(&labels).set(state.into());
}

/// A provider was asked what became of a message: `news`, `nothing_new` or `failed`.
pub fn looked_up(provider: &str, outcome: &'static str) {
    let labels = [("provider", provider.to_owned()), ("outcome", outcome.to_owned())];
    METRICS.lookups.get_or_create(&labels).inc();
}

/// Limits that hold messages by phone up, as metrics name them.
pub const SEND_LIMITS: [&str; 7] =
    ["prefix", "country", "prefix_conversion", "country_conversion", "money", "tenant_money", "reserve"];

/// Counters of budgets are there from the start, at zero: an alert sees the first time, too.
pub fn budgets_begin() {
    for limit in SEND_LIMITS {
        drop(METRICS.sends_held.get_or_create(&[("limit", limit.to_owned())]));
    }
    for budget in ["all_hour", "all_day", "tenant_hour", "tenant_day", "reserve_hour", "reserve_day"] {
        for reached in ["alert", "end"] {
            let labels = [("budget", budget.to_owned()), ("reached", reached.to_owned())];
            drop(METRICS.budget_crossings.get_or_create(&labels));
        }
    }
    for scope in ["prefix", "country"] {
        for now in ["shut", "open"] {
            drop(METRICS.breakers.get_or_create(&[("scope", scope.to_owned()), ("now", now.to_owned())]));
        }
    }
}

/// A message by phone was not sent for now: one of [`SEND_LIMITS`].
pub fn send_held(limit: &'static str) {
    METRICS.sends_held.get_or_create(&[("limit", limit.to_owned())]).inc();
}

/// A budget reached its `alert` or its `end`.
pub fn budget_crossed(budget: &'static str, reached: &'static str) {
    let labels = [("budget", budget.to_owned()), ("reached", reached.to_owned())];
    METRICS.budget_crossings.get_or_create(&labels).inc();
}

/// A breaker of conversion is `shut` or `open` now.
pub fn breaker_changed(scope: &'static str, now: &'static str) {
    METRICS.breakers.get_or_create(&[("scope", scope.to_owned()), ("now", now.to_owned())]).inc();
}

/// So many of the codes that went to a country came back.
pub fn conversion(country: &str, sent: u32, proven: u32) {
    let ratio = f64::from(proven) / f64::from(sent.max(1));
    METRICS.conversions.get_or_create(&[("country", country.to_owned())]).set(ratio);
}

/// All of it as text.
pub fn page() -> String {
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = encode(&mut text, &METRICS.registry);
    text
}
