//! Traces to a collector by OTLP over gRPC: in batches from a thread of its own, so that nobody waits for it. What does not
//! fit into the queue while the collector is away is dropped.

use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracer, SdkTracerProvider, SpanLimits,
};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::Registry;

use super::TelemetryError;
use crate::{Clock, Entropy};

/// For the collector to take a batch.
const EXPORT_DEADLINE: Duration = Duration::from_secs(5);
/// Between two batches.
const EXPORT_EVERY: Duration = Duration::from_secs(1);
/// Spans that wait for the collector: some four megabytes.
const QUEUE_SPANS_MAX: usize = 4096;
const BATCH_SPANS_MAX: usize = 512;
/// Attributes of a span; ours have fewer than ten.
const ATTRIBUTES_MAX: u32 = 32;

/// The provider of this process's spans.
pub(super) fn provider(
    endpoint: &str,
    sample_ratio: f64,
    role: Option<&str>,
) -> Result<SdkTracerProvider, TelemetryError> {
    let exporter = SpanExporter::builder().with_tonic().with_endpoint(endpoint).with_timeout(EXPORT_DEADLINE).build();
    let exporter = exporter.map_err(|_| TelemetryError::Endpoint)?;
    let batches = BatchConfigBuilder::default()
        .with_max_queue_size(QUEUE_SPANS_MAX)
        .with_max_export_batch_size(BATCH_SPANS_MAX)
        .with_scheduled_delay(EXPORT_EVERY)
        .build();
    let limits = SpanLimits { max_attributes_per_span: ATTRIBUTES_MAX, ..SpanLimits::default() };
    Ok(SdkTracerProvider::builder()
        .with_span_processor(BatchSpanProcessor::builder(exporter).with_batch_config(batches).build())
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(sample_ratio))))
        .with_span_limits(limits)
        .with_resource(resource(role))
        .build())
}

/// Who we are: the role, and this process among its copies.
fn resource(role: Option<&str>) -> Resource {
    let name = role.map_or_else(|| "rekey".to_owned(), |role| format!("rekey-{role}"));
    let instance = Entropy.uuid(Clock::system().now()).to_string();
    Resource::builder()
        .with_service_name(name)
        .with_attributes([
            KeyValue::new("service.instance.id", instance),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        ])
        .build()
}

/// Turns our spans into the provider's, with nothing but what they say themselves.
pub(super) fn layer(provider: &SdkTracerProvider) -> OpenTelemetryLayer<Registry, SdkTracer> {
    tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("rekey"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracked_inactivity(false)
}
