//! Spans: every one that Rekey makes, with all that it says, and how its trace crosses a process border.
//!
//! Names and attributes are those of OpenTelemetry's semantic conventions where there are some. Nothing personal is in
//! them: no user, contact, code, token or address of a client; route templates in place of paths. Without a collector no
//! span is made at all: their target is enabled by nobody.

use opentelemetry::Context;
use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::field::Empty;
use tracing::{Span, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The header of W3C trace context.
pub const TRACEPARENT: &str = "traceparent";
/// Marks our spans; no other is exported.
pub(crate) const TARGET: &str = "rekey.trace";

/// Methods that are named; whatever else a client writes is `_OTHER`.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// A message for its span.
#[derive(Debug, Clone, Copy)]
pub struct OnTheWay<'a> {
    /// Its queue.
    pub queue: &'a str,
    /// Its id.
    pub id: uuid::Uuid,
    /// What it is.
    pub kind: &'a str,
    /// 1 for the first.
    pub attempt: u32,
    /// W3C trace context of where it comes from.
    pub trace: Option<&'a str>,
}

/// The method as spans, metrics and logs show it.
pub fn method(method: &str) -> &'static str {
    METHODS.into_iter().find(|known| *known == method).unwrap_or("_OTHER")
}

/// A request that a role answers.
pub fn request(role: &'static str, method: &'static str, route: &str, parent: Option<&str>) -> Span {
    let span = info_span!(
        target: TARGET, parent: None, "request", otel.name = %format_args!("{method} {route}"), otel.kind = "server",
        rekey.role = role, http.request.method = method, http.route = route,
        http.response.status_code = Empty, otel.status_code = Empty,
    );
    under(span, parent)
}

/// A request to a role.
pub fn call(upstream: &'static str, method: &'static str) -> Span {
    info_span!(
        target: TARGET, "call", otel.name = %format_args!("{method} {upstream}"), otel.kind = "client",
        http.request.method = method, rekey.upstream = upstream,
        http.response.status_code = Empty, otel.status_code = Empty,
    )
}

/// A message that goes to the broker.
pub fn publish(message: &OnTheWay<'_>) -> Span {
    let span = info_span!(
        target: TARGET, parent: None, "publish", otel.name = %format_args!("send {}", message.queue), otel.kind = "producer",
        messaging.system = "rabbitmq", messaging.operation.type = "send", messaging.destination.name = message.queue,
        messaging.message.id = %message.id, rekey.message.kind = message.kind, rekey.attempt = message.attempt,
        otel.status_code = Empty,
    );
    under(span, message.trace)
}

/// A message that is worked on.
pub fn process(message: &OnTheWay<'_>) -> Span {
    let span = info_span!(
        target: TARGET, parent: None, "process", otel.name = %format_args!("process {}", message.queue),
        otel.kind = "consumer", messaging.operation.type = "process", messaging.destination.name = message.queue,
        messaging.message.id = %message.id, rekey.message.kind = message.kind, rekey.attempt = message.attempt,
        rekey.outcome = Empty, otel.status_code = Empty,
    );
    under(span, message.trace)
}

/// A notice that is handed to a provider.
pub fn carry(channel: &'static str, provider: &str) -> Span {
    info_span!(
        target: TARGET, "carry", otel.name = %format_args!("carry {channel}"), otel.kind = "client",
        rekey.channel = channel, rekey.provider = provider, rekey.outcome = Empty, otel.status_code = Empty,
    )
}

/// Notes the status of a request's answer.
pub fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", status);
    if status >= 500 {
        failed(span);
    }
}

/// Notes how a message or a carrying ended.
pub fn ended(span: &Span, outcome: &'static str) {
    span.record("rekey.outcome", outcome);
}

/// Notes that something went wrong.
pub fn failed(span: &Span) {
    span.record("otel.status_code", "ERROR");
}

/// W3C trace context of what is being done here, to be continued elsewhere.
pub fn current() -> Option<String> {
    Context::map_current(written)
}

/// W3C trace context of a span.
pub fn of(span: &Span) -> Option<String> {
    if span.is_disabled() { None } else { written(&span.context()) }
}

fn written(context: &Context) -> Option<String> {
    let span = context.span();
    let ids = span.span_context();
    let flags = ids.trace_flags().to_u8();
    ids.is_valid().then(|| format!("00-{}-{}-{flags:02x}", ids.trace_id(), ids.span_id()))
}

struct Header<'a>(&'a str);

impl Extractor for Header<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == TRACEPARENT).then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

/// The span below what a trace context names; what cannot be read begins a trace of its own.
fn under(span: Span, parent: Option<&str>) -> Span {
    if let Some(parent) = parent.filter(|_| !span.is_disabled()) {
        let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &Header(parent));
        if context.span().span_context().is_valid() && span.set_parent(context).is_err() {
            tracing::debug!("trace.parent_not_taken");
        }
    }
    span
}

#[cfg(test)]
mod tests;
