//! `GET /resets/current/events`: the view, sent again whenever it changes. Polling works as well.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use rekey_runtime::{ApiProblem, Bearer, CancellationToken, Context, Task};
use rekey_store::Lock;
use rekey_wire::http::{Problem, ProblemCode, ResetStatus, ResetView};
use rekey_wire::secret::Token;
use tokio::time::Instant;

use crate::shell::{App, Shell};
use crate::view;

/// Streams of one reset.
const STREAMS_PER_RESET: u32 = 4;
/// Streams of one network.
const STREAMS_PER_NETWORK: u32 = 256;
/// Length of a stream.
const STREAM_LIFETIME: Duration = Duration::from_secs(15 * 60);
/// Between two looks at the row.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// Told to a client that has too many.
const RETRY_AFTER_SECONDS: u32 = 30;

/// How many streams each reset and network has open in this process, and whether they are to end.
#[derive(Default)]
pub(crate) struct Streams {
    open: Arc<Mutex<HashMap<Vec<u8>, u32>>>,
    end: CancellationToken,
}

/// A place among the streams, given back when dropped.
struct Place {
    open: Arc<Mutex<HashMap<Vec<u8>, u32>>>,
    keys: [Vec<u8>; 2],
}

impl Streams {
    /// The task that ends every stream when the service is told to end: a stream is a request under way, and nobody waits
    /// for what may take minutes.
    pub(crate) fn task(&self) -> Task {
        let end = self.end.clone();
        Task::new("orchestrator.streams", move |token| async move {
            token.cancelled().await;
            end.cancel();
        })
    }

    fn enter(&self, reset: Vec<u8>, network: Vec<u8>) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = |key: &Vec<u8>| open.get(key).copied().unwrap_or(0);
        if count(&reset) >= STREAMS_PER_RESET || count(&network) >= STREAMS_PER_NETWORK {
            return None;
        }
        let keys = [reset, network];
        for key in &keys {
            *open.entry(key.clone()).or_insert(0) += 1;
        }
        drop(open);
        Some(Place { open: self.open.clone(), keys })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for key in &self.keys {
            if let Some(count) = open.get_mut(key) {
                *count -= 1;
                if *count == 0 {
                    open.remove(key);
                }
            }
        }
    }
}

struct Watch {
    shell: Arc<Shell>,
    token: Token,
    last: Option<ResetView>,
    end: Instant,
    _place: Place,
}

/// `GET /resets/current/events`.
pub(crate) async fn events(
    State(shell): App,
    Context(context): Context,
    Bearer(token): Bearer,
) -> Result<Response, ApiProblem> {
    let mut tx = shell.store.read().await?;
    let loaded = shell.load(&mut tx, &token, Lock::None).await?;
    let reset = loaded.reset().id.uuid().as_bytes().to_vec();
    drop(tx);
    let network = shell.network_key(&context).to_vec();
    let full = || ApiProblem::from(Problem::new(ProblemCode::TooManyRequests).retry_after(RETRY_AFTER_SECONDS));
    let place = shell.streams.enter(reset, network).ok_or_else(full)?;
    let end = Instant::now() + STREAM_LIFETIME;
    let watch = Watch { shell, token, last: None, end, _place: place };
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(stream(watch)).keep_alive(keep_alive).into_response())
}

fn stream(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(Some(watch), |watch| async move {
        let mut watch = watch?;
        loop {
            if Instant::now() >= watch.end {
                return None;
            }
            let view = look(&watch).await?;
            if watch.last.as_ref() != Some(&view) {
                let event = Event::default().event("reset").json_data(&view).ok()?;
                let is_over = matches!(view.status, ResetStatus::Completed | ResetStatus::Closed);
                watch.last = Some(view);
                return Some((Ok(event), (!is_over).then_some(watch)));
            }
            tokio::select! {
                () = watch.shell.streams.end.cancelled() => return None,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    })
}

/// The view without what only counts down; `None` ends the stream.
async fn look(watch: &Watch) -> Option<ResetView> {
    let mut tx = watch.shell.store.read().await.ok()?;
    let loaded = watch.shell.load(&mut tx, &watch.token, Lock::None).await.ok()?;
    let mut view = view::of(&watch.shell, &mut tx, loaded.reset(), &loaded.whose()).await.ok()?;
    if let (Some(challenge), Some(last)) =
        (view.challenge.as_mut(), watch.last.as_ref().and_then(|last| last.challenge.as_ref()))
        && challenge.reference == last.reference
    {
        challenge.resend_after_seconds = last.resend_after_seconds;
    }
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_a_reset_are_bounded_and_places_come_back() {
        let streams = Streams::default();
        let enter = || streams.enter(vec![1], vec![2]);
        let mut places: Vec<_> = (0..STREAMS_PER_RESET).map(|_| enter().expect("room")).collect();
        assert!(enter().is_none());
        places.pop();
        assert!(enter().is_some());
        drop(places);
        assert!(streams.open.lock().expect("not poisoned").is_empty());
    }
}
