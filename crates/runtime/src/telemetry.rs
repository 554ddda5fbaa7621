//! Logs: events with dotted fields, as JSON or for people to read. Never codes, passwords, contacts or unknown user IDs.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{LogFormat, TelemetryConfig};

/// Why logging could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// `telemetry.filter` cannot be read.
    #[error("telemetry.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
}

/// Sends the process's log to standard error. Does nothing where a log is already set up.
///
/// # Errors
/// When the filter cannot be read.
pub fn init(config: &TelemetryConfig) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().parse(&config.filter)?;
    let builder = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter);
    let _ = match config.format {
        LogFormat::Json => builder.json().finish().try_init(),
        LogFormat::Text => builder.compact().finish().try_init(),
    };
    Ok(())
}
