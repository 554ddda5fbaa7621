//! Look-ups: what the stand-in answers when it is asked what became of a message or a call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::sync::watch;

use super::rules::Complaint;
use super::{Shared, Twilio, answers, authenticate, calls, lock, reached};

/// What is known of look-ups.
#[derive(Default)]
pub(super) struct Looked {
    /// How messages and calls stand that are not `queued` any more, by their names.
    standings: Mutex<HashMap<String, String>>,
    /// What each look-up was of, oldest first.
    sids: Mutex<Vec<String>>,
    count: watch::Sender<usize>,
}

impl Twilio {
    /// From now on a message or call stands so, for who asks: `delivered`, `failed:30003`, `no-answer`,
    /// `completed:machine_start`. Nothing is reported.
    pub fn becomes(&self, sid: &str, standing: &str) {
        lock(&self.shared.looked.standings).insert(sid.to_owned(), standing.to_owned());
    }

    /// Names of what was looked up, oldest first.
    #[must_use]
    pub fn look_ups(&self) -> Vec<String> {
        lock(&self.shared.looked.sids).clone()
    }

    /// Look-ups so far, once there are so many.
    ///
    /// # Panics
    /// When they do not come in time.
    pub async fn looked_up(&self, count: usize) -> usize {
        reached(&self.shared.looked.count, count).await
    }
}

pub(super) async fn message(
    State(shared): State<Arc<Shared>>,
    Path((account, message)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    shared.answer((&account, &message), &headers, |shared, sid, standing| {
        lock(&shared.messages).iter().find(|message| message.sid == sid).map(|it| answers::described(it, standing))
    })
}

pub(super) async fn call(
    State(shared): State<Arc<Shared>>,
    Path((account, call)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    shared.answer((&account, &call), &headers, |shared, sid, standing| {
        lock(&shared.calls).iter().find(|call| call.sid == sid).map(|it| calls::described(it, standing))
    })
}

impl Shared {
    fn answer(
        &self,
        (account, file): (&str, &str),
        headers: &HeaderMap,
        find: impl FnOnce(&Self, &str, &str) -> Option<Value>,
    ) -> Response {
        if let Err(complaint) = authenticate(account, headers) {
            return complaint.into_response();
        }
        let sid = file.trim_end_matches(".json");
        let standing = lock(&self.looked.standings).get(sid).cloned().unwrap_or_else(|| "queued".to_owned());
        lock(&self.looked.sids).push(sid.to_owned());
        self.looked.count.send_modify(|count| *count += 1);
        match find(self, sid, &standing) {
            Some(described) => axum::Json(described).into_response(),
            None => Complaint::new(404, 20404, "The requested resource was not found").into_response(),
        }
    }
}
