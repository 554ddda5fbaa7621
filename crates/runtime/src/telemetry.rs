//! Logs and traces. Logs are events with dotted fields, as JSON or for people to read; traces go to a collector, where one
//! is named. Neither holds codes, passwords, contacts or unknown user IDs.
//!
//! The two are apart: a line of the log never shows what a span holds but its ids, and nothing that is logged gets into a
//! span. What spans hold is in [`crate::trace`] and nowhere else.

mod export;
mod line;

use std::time::Duration;

use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Metadata;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry, layer::SubscriberExt as _};

use crate::config::{LogFormat, TelemetryConfig};
use crate::trace;

/// For what is still to be exported when the process ends.
const FLUSH_DEADLINE: Duration = Duration::from_secs(3);

/// Why telemetry could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// `telemetry.filter` cannot be read.
    #[error("telemetry.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// `telemetry.otlp_endpoint` cannot be used.
    #[error("telemetry.otlp_endpoint cannot be used")]
    Endpoint,
}

/// The traces of this process on their way out.
#[derive(Debug, Default)]
pub struct Telemetry {
    provider: Option<SdkTracerProvider>,
}

type Layers = Vec<Box<dyn Layer<Registry> + Send + Sync>>;

/// Sends the process's log to standard error. Does nothing where a log is already set up.
///
/// # Errors
/// When the filter cannot be read.
pub fn init(config: &TelemetryConfig) -> Result<(), TelemetryError> {
    let _ = tracing_subscriber::registry().with(vec![lines(config)?]).try_init();
    Ok(())
}

/// The same, and the traces of a role to the collector, where one is named. To be called in the runtime that goes on until
/// [`Telemetry::end`].
///
/// # Errors
/// When the filter or the collector's address cannot be read.
pub fn start(config: &TelemetryConfig, role: Option<&str>) -> Result<Telemetry, TelemetryError> {
    let mut layers: Layers = vec![lines(config)?];
    let provider = match &config.otlp_endpoint {
        Some(endpoint) => Some(export::provider(endpoint, config.sample_ratio, role)?),
        None => None,
    };
    if let Some(provider) = &provider {
        let ours = |metadata: &Metadata<'_>| metadata.is_span() && metadata.target() == trace::TARGET;
        layers
            .push(export::layer(provider).with_filter(filter_fn(ours).with_max_level_hint(LevelFilter::INFO)).boxed());
    }
    let _ = tracing_subscriber::registry().with(layers).try_init();
    Ok(Telemetry { provider })
}

pub(crate) fn lines(config: &TelemetryConfig) -> Result<Box<dyn Layer<Registry> + Send + Sync>, TelemetryError> {
    let filter = EnvFilter::builder().parse(&config.filter)?;
    let events = |metadata: &Metadata<'_>| metadata.is_event();
    let filter = filter.and(filter_fn(events).with_max_level_hint(LevelFilter::TRACE));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    Ok(match config.format {
        LogFormat::Json => lines.json().event_format(line::WithTrace::default()).with_filter(filter).boxed(),
        LogFormat::Text => lines.compact().with_filter(filter).boxed(),
    })
}

impl Telemetry {
    /// Exports what is left, for as long as that may take; a collector that does not answer loses it.
    pub async fn end(self) {
        let Some(provider) = self.provider else { return };
        let flushed = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FLUSH_DEADLINE));
        if let Ok(Err(error)) = flushed.await {
            tracing::warn!(error = %error, "telemetry.not_flushed");
        }
    }
}
