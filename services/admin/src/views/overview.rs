//! `GET /api/v1/admin/overview`: the last 24 hours in numbers.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::overview::{self, ResetCount};
use rekey_store::{StoreError, Tx};
use rekey_wire::http::admin::{AdminOverview, ClosedCount, DeliveryCount, ResetCounts, WaitingMessage};
use rekey_wire::http::{rfc3339, seconds_until};

use super::{Administrator, View, word};
use crate::Parts;

/// What the overview looks back on.
const PERIOD: Duration = Duration::from_secs(24 * 3600);

/// `GET /api/v1/admin/overview`.
pub(crate) async fn show(
    State(parts): State<Arc<Parts>>,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<axum::Json<AdminOverview>, ApiProblem> {
    let administrator = parts.administrator(&token, View::Overview).await?;
    let mut tx = parts.store.read().await?;
    Ok(axum::Json(count(&parts, &mut tx, administrator).await?))
}

async fn count(parts: &Parts, tx: &mut Tx, administrator: Administrator) -> Result<AdminOverview, StoreError> {
    let Administrator { tenant, user_id } = administrator;
    let now = tx.now();
    let since = now.minus(PERIOD);
    let resets = sum(overview::resets(tx, tenant, since, parts.reset_idle()).await?)?;
    let deliveries = overview::deliveries(tx, tenant, since).await?;
    let deliveries = deliveries
        .iter()
        .map(|each| Ok(DeliveryCount { channel: word(&each.channel)?, state: word(&each.state)?, count: each.count }))
        .collect::<Result<_, StoreError>>()?;
    let dead_letters = overview::dead_letters(tx, tenant, since).await?;
    let waiting = overview::oldest_waiting(tx, tenant).await?;
    let oldest_waiting = waiting.map(|waiting| WaitingMessage {
        kind: waiting.kind,
        since: rfc3339(waiting.since),
        seconds: seconds_until(now, waiting.since),
    });
    Ok(AdminOverview { user_id, since: rfc3339(since), resets, deliveries, dead_letters, oldest_waiting })
}

fn sum(counts: Vec<ResetCount>) -> Result<ResetCounts, StoreError> {
    let mut sums = ResetCounts { started: 0, under_way: 0, completed: 0, closed: Vec::new() };
    for ResetCount { stage, closed_reason, count } in counts {
        sums.started += count;
        match (stage.as_str(), closed_reason) {
            ("completed", _) => sums.completed += count,
            (_, Some(reason)) => sums.closed.push(ClosedCount { reason: word(&reason)?, count }),
            (_, None) => sums.under_way += count,
        }
    }
    sums.closed.sort_by_key(|each| std::cmp::Reverse(each.count));
    Ok(sums)
}
