//! Handing a notice to its provider, as traces and metrics see it: which channel, which provider, how it ended, how long it
//! took. Never to whom, nor what.

use rekey_domain::Timestamp;
use rekey_runtime::{metrics, trace};
use rekey_wire::notice::Notice;
use tokio::time::Instant;
use tracing::Span;

use crate::carrier::Carrier;
use crate::channel::{Accepted, SendError};

/// A notice on its way into a provider's hands. One that is dropped before its end counts as ambiguous.
pub(super) struct Handing {
    channel: &'static str,
    provider: String,
    decided_at: Option<Timestamp>,
    began: Instant,
    span: Span,
    is_over: bool,
}

impl Handing {
    pub(super) fn begin(notice: &Notice, carrier: &Carrier) -> Self {
        let (channel, provider) = (notice.channel.as_str(), carrier.name().to_owned());
        let span = trace::carry(channel, &provider);
        let decided_at = decided_at(notice);
        Self { channel, provider, decided_at, began: Instant::now(), span, is_over: false }
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// It ended; `now` is the store's time of its beginning.
    pub(super) fn end(mut self, carried: &Result<Accepted, SendError>, now: Timestamp) {
        let took = self.began.elapsed();
        if let (Ok(_), Some(decided_at)) = (carried, self.decided_at) {
            metrics::notice_handed_over(self.channel, now.plus(took).since(decided_at));
        }
        self.note(match carried {
            Ok(_) => "sent",
            Err(SendError::Refused(_)) => "refused",
            Err(SendError::Ambiguous(_)) => "ambiguous",
            Err(SendError::Retry(_) | SendError::RetryAfter(..)) => "retry",
        });
    }

    fn note(&mut self, outcome: &'static str) {
        self.is_over = true;
        trace::ended(&self.span, outcome);
        if outcome != "sent" {
            trace::failed(&self.span);
        }
        metrics::send_ended(self.channel, &self.provider, outcome);
        metrics::send_took(self.channel, &self.provider, self.began.elapsed());
    }
}

impl Drop for Handing {
    fn drop(&mut self) {
        if !self.is_over {
            self.note("ambiguous");
        }
    }
}

/// When it was decided: a notice's id is drawn with the store's time, and holds its milliseconds.
fn decided_at(notice: &Notice) -> Option<Timestamp> {
    let (seconds, nanos) = notice.id.uuid().get_timestamp()?.to_unix();
    let micros = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?.checked_add(i64::from(nanos / 1000))?;
    Some(Timestamp::from_micros(micros))
}
