//! A collector of traces: receives real exports by OTLP over gRPC, and keeps them.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{TraceService, TraceServiceServer};
use opentelemetry_proto::tonic::collector::trace::v1::{ExportTraceServiceRequest, ExportTraceServiceResponse};
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::Span as Wire;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, transport::Server};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// A span as it was received.
#[derive(Debug, Clone)]
pub struct Span {
    /// `service.name` of who sent it.
    pub service: String,
    /// `service.instance.id` of who sent it.
    pub instance: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: SpanKind,
    /// Trace, in hex.
    pub trace: String,
    /// Id, in hex.
    pub id: String,
    /// Id of the span above, in hex; empty for a root.
    pub parent: String,
    /// Attributes as text.
    pub attributes: Vec<(String, String)>,
}

impl Span {
    /// An attribute; empty where there is none.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

#[derive(Debug, Default)]
struct Received {
    spans: Vec<Span>,
    /// Everything that was received, as text, whatever of it we know.
    whole: String,
}

/// A collector; it ends with its owner.
#[derive(Debug)]
pub struct Collector {
    address: SocketAddr,
    received: Arc<Mutex<Received>>,
    work: JoinHandle<()>,
}

#[derive(Debug)]
struct Receiver(Arc<Mutex<Received>>);

#[tonic::async_trait]
impl TraceService for Receiver {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let request = request.into_inner();
        let mut received = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        received.whole.push_str(&format!("{request:?}\n"));
        for resource in request.resource_spans {
            let of = resource.resource.map(|resource| texts(&resource.attributes)).unwrap_or_default();
            let said = |name: &str| of.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            let (service, instance) = (said("service.name"), said("service.instance.id"));
            for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                received.spans.push(read(
                    span,
                    service.clone().unwrap_or_default(),
                    instance.clone().unwrap_or_default(),
                ));
            }
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

fn read(span: Wire, service: String, instance: String) -> Span {
    Span {
        service,
        instance,
        kind: span.kind(),
        attributes: texts(&span.attributes),
        trace: hex(&span.trace_id),
        id: hex(&span.span_id),
        parent: hex(&span.parent_span_id),
        name: span.name,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn texts(attributes: &[KeyValue]) -> Vec<(String, String)> {
    let text = |attribute: &KeyValue| match attribute.value.as_ref().and_then(|value| value.value.as_ref()) {
        Some(any_value::Value::StringValue(text)) => text.clone(),
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    attributes.iter().map(|attribute| (attribute.key.clone(), text(attribute))).collect()
}

impl Collector {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (address, received) = (listener.local_addr()?, Arc::new(Mutex::new(Received::default())));
        let service = TraceServiceServer::new(Receiver(received.clone()));
        let serving = Server::builder().add_service(service).serve_with_incoming(TcpListenerStream::new(listener));
        let work = tokio::spawn(async move {
            // An end of its own shows in what is not received.
            let _ = serving.await;
        });
        Ok(Self { address, received, work })
    }

    /// For `telemetry.otlp_endpoint`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The spans up to now.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).spans.clone()
    }

    /// Everything up to now, as text.
    #[must_use]
    pub fn whole(&self) -> String {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).whole.clone()
    }

    /// The spans, once what is looked for is among them.
    ///
    /// # Panics
    /// When it does not come within so long; shows what did.
    pub async fn spans_with<T>(&self, within: Duration, found: impl Fn(&[Span]) -> Option<T>) -> T {
        let deadline = Instant::now() + within;
        loop {
            let spans = self.spans();
            if let Some(found) = found(&spans) {
                return found;
            }
            assert!(Instant::now() < deadline, "it was not received:\n{}", listed(&spans));
            sleep(LOOK_EVERY).await;
        }
    }
}

/// Spans for people to read.
#[must_use]
pub fn listed(spans: &[Span]) -> String {
    let line = |span: &Span| {
        let Span { service, name, trace, id, parent, .. } = span;
        format!("{trace} {parent:16} -> {id} {service}: {name}\n")
    };
    spans.iter().map(line).collect()
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.work.abort();
    }
}
