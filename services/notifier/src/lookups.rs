//! Look-ups: a provider whose report does not come is asked what became of a message or a call.
//!
//! A report may be lost: our gateway was away for longer than it is repeated, or its address was wrong. Who is asked about what,
//! and when again, is taken from the database in turns ([`rekey_store::lookups`]), so that copies share the work. What is answered goes the
//! way of a report (`webhooks`): it only leads forward, and confirms nothing.

use std::sync::Arc;
use std::time::Duration;

use rekey_runtime::config::LookupsConfig;
use rekey_runtime::{CancellationToken, Task, metrics};
use rekey_store::StoreError;
use rekey_store::lookups::{self, Pace, Taken, Turn};
use tokio::task::JoinSet;

use crate::Parts;
use crate::channel::sms::twilio::Twilio;
use crate::webhooks::Webhooks;

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(5);
/// Turns that are taken, and asked about, at a time.
const AT_A_TIME: u32 = 8;

/// The task, where there is a provider that can be asked.
pub(crate) fn task(parts: &Parts, webhooks: Arc<Webhooks>) -> Option<Task> {
    let pace = pace(&parts.config.lookups);
    let can_ask = !webhooks.providers.is_empty();
    can_ask.then(|| Task::new("notifier.lookups", move |token| run(webhooks, pace, token)))
}

/// When providers are asked, of the config.
pub(crate) fn pace(config: &LookupsConfig) -> Pace {
    Pace {
        pause: Duration::from_secs(config.pause_seconds),
        pause_max: Duration::from_secs(config.pause_max_seconds),
        times_max: config.times_max,
        grace: Duration::from_secs(config.grace_seconds),
    }
}

async fn run(webhooks: Arc<Webhooks>, pace: Pace, token: CancellationToken) {
    while !token.is_cancelled() {
        // What is asked at the end of the process is asked by another one, or the next time.
        let round = tokio::select! {
            () = token.cancelled() => return,
            round = ask_about_due(&webhooks, pace) => round,
        };
        match round {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(error = %error, "lookups.failed"),
        }
        tokio::select! {
            () = token.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Takes the turns that are due, so many at most, and asks. True where there may be more.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn ask_about_due(webhooks: &Arc<Webhooks>, pace: Pace) -> Result<bool, StoreError> {
    let Taken { turns, is_full } = take(webhooks, pace).await?;
    let mut asking = JoinSet::new();
    for turn in turns {
        // Whom the config does not know any more is not asked.
        let provider = webhooks.providers.iter().find(|provider| provider.id() == turn.provider).cloned();
        if let Some(provider) = provider {
            asking.spawn(ask(webhooks.clone(), provider, turn));
        }
    }
    while asking.join_next().await.is_some() {}
    Ok(is_full)
}

async fn take(webhooks: &Webhooks, pace: Pace) -> Result<Taken, StoreError> {
    if !lookups::is_due(&mut webhooks.store.read_single().await?).await? {
        return Ok(Taken::default());
    }
    let mut tx = webhooks.store.begin().await?;
    let taken = lookups::take(&mut tx, AT_A_TIME, pace).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Asks once; the provider's own deadline bounds it.
async fn ask(webhooks: Arc<Webhooks>, provider: Arc<Twilio>, turn: Turn) {
    let asked = if turn.is_call {
        provider.look_up_call(&turn.reference).await
    } else {
        provider.look_up_message(&turn.reference).await
    };
    let (message, id) = (turn.message, provider.id());
    let standing = match asked {
        Ok(standing) => standing,
        Err(error) => {
            tracing::warn!(message.id = %message, provider.id = id, error = %error, "lookup.failed");
            return metrics::looked_up(id, "failed");
        }
    };
    match webhooks.hear_standing(&provider, &turn, &standing).await {
        Ok(is_news) => {
            tracing::info!(message.id = %message, provider.id = id, is_news, "delivery.looked_up");
            metrics::looked_up(id, if is_news { "news" } else { "nothing_new" });
        }
        Err(error) => {
            tracing::warn!(message.id = %message, provider.id = id, error = %error, "lookup.failed");
            metrics::looked_up(id, "failed");
        }
    }
}

#[cfg(test)]
mod tests;
