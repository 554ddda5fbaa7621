//! What crosses a process border, and that nothing is made without a collector.

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::subscriber::with_default;
use tracing_subscriber::layer::SubscriberExt as _;

use super::*;
use crate::config::TelemetryConfig;
use crate::telemetry::lines;

const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn with_traces(work: impl FnOnce()) {
    let provider = SdkTracerProvider::builder().build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    with_default(tracing_subscriber::registry().with(layer), work);
}

#[test]
fn a_request_continues_the_trace_that_it_is_given_and_no_other() {
    with_traces(|| {
        let told = request("gateway", "GET", "/", Some(PARENT)).in_scope(current).expect("a trace");
        assert!(told.starts_with("00-0af7651916cd43dd8448eb211c80319c-") && told.ends_with("-01"), "{told}");
        assert!(!told.contains("b7ad6b7169203331"), "a span of its own: {told}");
        for broken in [None, Some("00-0-0-01"), Some(""), Some("é")] {
            let own = request("gateway", "GET", "/", broken).in_scope(current).expect("a trace");
            assert!(!own.contains("0af7651916cd43dd8448eb211c80319c"), "{broken:?}");
        }
    });
}

#[test]
fn a_call_is_below_the_request_that_makes_it_and_a_request_below_nothing_by_itself() {
    with_traces(|| {
        request("gateway", "GET", "/", Some(PARENT)).in_scope(|| {
            let called = of(&call("admin", "GET")).expect("a trace");
            assert!(called.contains("0af7651916cd43dd8448eb211c80319c"), "{called}");
            let fresh = of(&request("admin", "GET", "/", None)).expect("a trace");
            assert!(!fresh.contains("0af7651916cd43dd8448eb211c80319c"), "{fresh}");
        });
    });
}

#[test]
fn without_a_collector_there_is_no_span() {
    let everything = TelemetryConfig { filter: "trace".into(), ..TelemetryConfig::default() };
    let log = lines(&everything).expect("a filter");
    with_default(tracing_subscriber::registry().with(vec![log]), || {
        let span = request("gateway", "GET", "/", Some(PARENT));
        assert!(span.is_disabled());
        assert_eq!((of(&span), span.in_scope(current)), (None, None));
    });
}

#[test]
fn a_method_of_the_clients_invention_is_not_named() {
    assert_eq!((method("GET"), method("+14255550121")), ("GET", "_OTHER"));
}
